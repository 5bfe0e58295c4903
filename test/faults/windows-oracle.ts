/** Holds an update of a task and its rate windows against what the service did. */
import { isObject, type Json, type JsonObject, jsonEquals, parseJson } from '../../src/json/json.ts';
import type { Ran } from '../support/program.ts';
import type { TASK_EDITS, WINDOW_EDITS, Window } from './windows-edits.ts';

export type Part = 'task' | 'windows';

/** A request that changes something, as it reached the service. */
export interface Sent {
  readonly part: Part;
  readonly body: JsonObject;
  /** The number of requests up to this one. */
  readonly at: number;
  readonly fault: string | undefined;
  /** True once the service carried it out, be it in part. */
  carriedOut: boolean;
}

interface Reading<T> {
  readonly at: number;
  readonly value: T;
}

export interface Facts {
  readonly ran: Ran & { readonly killed: boolean };
  readonly sent: readonly Sent[];
  readonly readings: { readonly task: Reading<JsonObject>[]; readonly windows: Reading<readonly Window[]>[] };
  readonly othersWrote: Readonly<Record<Part, boolean>>;
  readonly lateWrites: number;
  readonly taskEdits: readonly (typeof TASK_EDITS)[number][];
  readonly windowEdits: readonly (typeof WINDOW_EDITS)[number][];
  readonly final: { readonly task: JsonObject; readonly windows: readonly Window[] };
}

const PARTS = ['task', 'windows'] as const;
/** Faults after which the service said no. */
const REFUSALS = ['400', '403', '429_before'];
/** Faults after which the service said yes. */
const ACCEPTS = [undefined, 'ignored', 'partly'];

/** Holds the requests against each other: nothing twice that took, nothing blind, nothing that was not asked for. */
export function judgeRequests(facts: Facts): string[] {
  const { sent, readings, taskEdits } = facts;
  const wrong: string[] = [];
  for (const part of PARTS) {
    // A throttled request changed nothing.
    const own = sent.filter((one) => one.part === part && one.fault !== '429_before');
    if (own.length > 2) wrong.push(`${own.length} requests for the ${part}`);
    own.slice(1).forEach((later, index) => {
      const before = own[index] as Sent;
      const seen = readings[part].some(({ at }) => at > before.at && at < later.at);
      if (before.carriedOut && before.fault !== 'late') wrong.push(`the ${part} sent again, though it took`);
      if (!seen) wrong.push(`the ${part} sent again blindly`);
      if (REFUSALS.includes(before.fault ?? '')) wrong.push(`the ${part} sent again after a no`);
    });
  }
  for (const { body, at } of sent.filter(({ part }) => part === 'task'))
    for (const [key, value] of Object.entries(body)) {
      const wanted = taskEdits.find(([, name]) => name === key)?.[2];
      if (wanted === undefined || !jsonEquals(value, wanted))
        wrong.push(`${key} sent, and nobody asked for it`);
      const [agreed, ...later] = readings.task.filter((one) => one.at < at).map((one) => one.value[key]);
      const known = later.at(-1);
      if (!jsonEquals(known, agreed) && !jsonEquals(known, value))
        wrong.push(`${key} overwrites another writer`);
    }
  const puts = sent.filter(({ part }) => part === 'task');
  for (const post of sent.filter(({ part }) => part === 'windows'))
    wrong.push(...judgePost(post, puts, facts));
  return wrong;
}

function judgePost({ body, at }: Sent, puts: readonly Sent[], { readings, windowEdits }: Facts): string[] {
  const wrong: string[] = [];
  const last = puts.at(-1);
  if (last && REFUSALS.includes(last.fault ?? '')) wrong.push('windows sent after a rejected task');
  if (last && last.at > at) wrong.push('windows sent before the task');
  if (last && !readings.task.some((one) => one.at > last.at && one.at < at))
    wrong.push('windows sent before the task was read back');
  const known = readings.windows.filter((one) => one.at < at).at(-1)?.value;
  if (!known) return [...wrong, 'windows sent unread'];
  const agreed = readings.windows[0]?.value ?? [];
  for (const { args, of, isThere } of windowEdits)
    if (JSON.stringify(of(known)) !== JSON.stringify(of(agreed)) && !isThere(known))
      wrong.push(`${args[1]} overwrites another writer`);
  const wanted = windowEdits.reduce<readonly Window[]>((windows, { edit }) => edit(windows), known);
  if (!sameWindows(body.speed_limit as unknown as Window[], wanted))
    wrong.push(`windows sent: ${JSON.stringify(body.speed_limit)}, for ${JSON.stringify(wanted)}`);
  return wrong;
}

const sameWindows = (a: readonly Window[], b: readonly Window[]): boolean => {
  const sorted = (windows: readonly Window[]) =>
    [...windows].sort((x, y) => x.start.localeCompare(y.start)) as unknown as Json;
  return jsonEquals(sorted(a), sorted(b));
};

/** Returns whether the change of a path is in a task and its windows; undefined for a path that was not asked for. */
function holds(
  path: string,
  task: JsonObject,
  windows: readonly Window[],
  facts: Facts,
): boolean | undefined {
  const edit = facts.windowEdits.find(({ paths }) => paths.test(path));
  if (edit) return edit.isThere(windows);
  const setting = facts.taskEdits.find(([, name]) => name === path);
  return setting && jsonEquals(task[path], setting[2]);
}

const partOf = (path: string): Part => (path.startsWith('rate_windows') ? 'windows' : 'task');

const EXITS: Readonly<Record<string, readonly number[]>> = {
  applied: [0, 6],
  partly_applied: [6],
  not_applied: [1, 4, 6],
  // 4: the repetition of a lost request was forbidden.
  unknown: [1, 4],
  // 2: somebody removed what was to be edited, before it was read.
  refused: [1, 2, 4, 5],
};

/** Holds the report against the service: each verdict, each request, and the whole. */
export function judgeReport(report: JsonObject | undefined, facts: Facts): string[] {
  const { ran, sent } = facts;
  if (!report) return [`no report, exit ${ran.code}: ${ran.stdout}${ran.stderr}`];
  const wrong: string[] = [];
  if (/^ +at .*:\d+:\d+/m.test(ran.stderr)) wrong.push('a stack trace');
  const result = String(report.result);
  if (!EXITS[result]?.includes(ran.code ?? -1)) wrong.push(`${result} with exit ${ran.code}`);
  if (ran.code === 2 && !facts.othersWrote.windows) wrong.push('an edit was not understood');
  if (result === 'refused' && sent.length > 0) wrong.push('refused, but something was sent');
  if (result === 'not_applied' && sent.some(({ carriedOut, fault }) => carriedOut && fault !== 'late'))
    wrong.push(...unreportedIn(facts));
  if (result !== 'applied' && !isObject(report.error) && ran.code !== 6)
    wrong.push(`${result} without an error`);
  const changes = (Array.isArray(report.changes) ? report.changes : []).filter(isObject);
  if (result !== 'refused') wrong.push(...missingIn(changes, facts));
  for (const change of changes) wrong.push(...judgeVerdict(change, facts));
  if (result !== 'refused') wrong.push(...judgeOutcomes(report, facts));
  const outcomes = changes.map(({ outcome }) => outcome);
  if (result === 'applied' && outcomes.some((one) => one !== 'applied'))
    wrong.push('applied, but not all of it');
  if (result === 'partly_applied' && !outcomes.includes('applied'))
    wrong.push('partly applied, but nothing was');
  return wrong;
}

/** Not applied, though something took: only another writer or a later write explains it. */
function unreportedIn({ sent, othersWrote, lateWrites, readings }: Facts): string[] {
  const unreported = sent.filter(({ carriedOut, fault, part, at }) => {
    const isShown = readings[part].some((one) => one.at > at);
    return carriedOut && fault !== 'partly' && isShown && !othersWrote[part];
  });
  return lateWrites === 0 && unreported.length > 0
    ? [`not applied, but the ${unreported[0]?.part} took`]
    : [];
}

/** Every edit that was asked for has its change in the report. */
const missingIn = (changes: readonly JsonObject[], { taskEdits, windowEdits }: Facts): string[] => {
  const paths = changes.map(({ path }) => String(path));
  return [
    ...taskEdits.filter(([, name]) => !paths.includes(name)).map(([set]) => set),
    ...windowEdits.filter((edit) => !paths.some((path) => edit.paths.test(path))).map(({ args }) => args[1]),
  ].map((one) => `${one} is missing in the report`);
};

/** A verdict is what the last reading showed after the last request of its part. */
function judgeVerdict({ path, outcome }: JsonObject, facts: Facts): string[] {
  const name = String(path);
  const part = partOf(name);
  const last = facts.sent.filter((one) => one.part === part).at(-1);
  const shown = facts.readings[part].filter((one) => one.at > (last?.at ?? 0)).at(-1);
  const { task, windows } = facts.final;
  const has =
    shown &&
    holds(
      name,
      part === 'task' ? (shown.value as JsonObject) : task,
      part === 'windows' ? (shown.value as readonly Window[]) : windows,
      facts,
    );
  if (holds(name, task, windows, facts) === undefined) return [`${name}: nobody asked for it`];
  if (outcome === 'applied' && has !== true)
    return [`${name}: applied is ${has === undefined ? 'unseen' : 'false'}`];
  if (outcome === 'not_applied' && has === true) return [`${name}: not applied is false`];
  if (outcome === 'not_applied' && last && !shown && !REFUSALS.includes(last.fault ?? ''))
    return [`${name}: not applied is unseen`];
  // The report fits what is in the service in the end, unless others had a hand in it.
  const isQuiet = !facts.othersWrote[part] && facts.lateWrites === 0;
  const there = holds(name, task, windows, facts);
  if (isQuiet && outcome === 'applied' && !there) return [`${name}: applied, and it is not there`];
  if (isQuiet && outcome === 'not_applied' && there) return [`${name}: not applied, and it is there`];
  return [];
}

/** Requires that the report names each part once, with the outcome of its last request. */
function judgeOutcomes({ request, requests }: JsonObject, { sent }: Facts): string[] {
  // Others may have left nothing to do for the windows: an update of the task alone says all in the older key.
  if (requests === undefined && sent.every(({ part }) => part === 'task'))
    return jsonEquals(request ?? null, sent.at(-1)?.body ?? null)
      ? []
      : ['the request is not the one that was sent'];
  const listed = (Array.isArray(requests) ? requests : []).filter(isObject);
  return PARTS.flatMap((part) => {
    const entries = listed.filter(({ method }) => method === (part === 'task' ? 'PUT' : 'POST'));
    const last = sent.filter((one) => one.part === part).at(-1);
    const outcome = entries[0]?.outcome;
    if (entries.length > 1) return [`${entries.length} requests listed for the ${part}`];
    if (!last)
      return outcome === undefined || outcome === 'not_sent' ? [] : [`${part}: ${outcome}, and never sent`];
    const fits = ACCEPTS.includes(last.fault)
      ? outcome === 'accepted'
      : REFUSALS.includes(last.fault ?? '')
        ? outcome === 'rejected' || outcome === 'lost'
        : outcome === 'lost';
    return fits ? [] : [`${part}: ${outcome} after ${last.fault ?? 'a yes'}`];
  });
}

/** Holds what the history says of a killed update against the service; returns the faults, and what it says. */
export function judgeHistory(stdout: string, facts: Facts): [wrong: string[], recorded: string] {
  const entries = parseJson(stdout) as JsonObject[];
  const { sent, othersWrote, final, windowEdits, taskEdits } = facts;
  if (entries.length === 0)
    return [sent.length ? ['something was sent, and the history is empty'] : [], 'nothing'];
  const recorded = String(entries[0]?.result ?? null);
  const there = [
    ...taskEdits.map(([, name, value]) => jsonEquals(final.task[name], value)),
    ...windowEdits.map(({ isThere }) => isThere(final.windows)),
  ];
  if (othersWrote.task || othersWrote.windows) return [[], recorded];
  const truth = !there.includes(false) ? 'applied' : there.includes(true) ? 'partly_applied' : 'not_applied';
  return [
    recorded === `settled_${truth}` || recorded === 'verified' ? [] : [`${recorded}, but it is ${truth}`],
    recorded,
  ];
}
