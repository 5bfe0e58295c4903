/** One fault schedule: a script updates a task while requests fail, answers get lost, and others write. */
import { parse, stringify } from 'lossless-json';
import { isObject, type Json, type JsonObject, jsonEquals, parseJson } from '../../src/json/json.ts';
import type { Planned, SimulatedRequest, Simulator } from '../../src/simulator/server.ts';
import { startSimulator } from '../../src/simulator/server.ts';
import { applyUpdate } from '../../src/simulator/tasks/update-semantics.ts';
import { locate, valueAt } from '../../src/task/paths/path.ts';
import { GET_ANSWERS, GET_FAULTS, PUT_ANSWERS, PUT_FAULTS, type PutFault } from '../support/faults.ts';
import { type Ran, run } from '../support/program.ts';
import { reportIn } from '../support/reports.ts';
import { type Chance, chance } from '../support/seeded-random.ts';

const SETTINGS = [
  ['name', 'web-01', 'web-01'],
  ['speed_limit', '100', 100],
  ['migration_ip', '10.1.2.3', '10.1.2.3'],
  ['region_name', 'elsewhere', 'elsewhere'],
  ['target_server.disks[701].size', '20G', 21474836480],
  ['target_server.disks[702].size', '30G', 32212254720],
  ['target_server.volume_groups[vgtest].logical_volumes[/dev/mapper/vgtest-data].size', '2G', 2147483648],
] as const;

interface Put {
  readonly body: JsonObject;
  /**
   * The task as the program read it last. A change by another writer between that read and the PUT can't be detected:
   * the API has no version to check against.
   */
  readonly before: JsonObject;
  /** The number of requests before this one. */
  readonly at: number;
}

export interface Outcome {
  readonly seed: number;
  readonly plan: string;
  readonly ran: Ran;
  /** The problem in words; empty if everything held. */
  readonly wrong: readonly string[];
  readonly result: string;
}

/** Runs one schedule against a simulator of its own and holds the program to its promises. */
export async function runSchedule(seed: number): Promise<Outcome> {
  const rng = chance(seed);
  const running = rng.next() < 0.15;
  const wanted = SETTINGS.filter(() => rng.next() < 0.35);
  const settings = wanted.length ? wanted : [rng.pick(SETTINGS)];
  const plan: string[] = [`${running ? 'RUNNING' : 'READY'}`, ...settings.map(([path]) => path)];
  const puts: Put[] = [];
  let served = 0;
  let lateWrites = 0;
  let othersWrote = false;
  let lastRead: JsonObject | undefined;

  const intercept = (request: SimulatedRequest): Planned | Promise<Planned> => {
    served++;
    if (!request.path.startsWith('/v3/tasks/')) return rng.next() < 0.2 ? 'drop' : undefined;
    if (rng.next() < 0.06) {
      othersWrote = true;
      writeAsAnother(sms, rng, plan);
    }
    if (request.method === 'PUT') return put(request);
    if (rng.next() >= 0.14) {
      lastRead = taskOf(sms);
      return undefined;
    }
    const fault = rng.pick(GET_FAULTS);
    plan.push(`GET ${fault}`);
    return GET_ANSWERS[fault]();
  };

  const apply = (body: string, only?: number) => {
    const whole = parse(body) as Record<string, unknown>;
    const part = only === undefined ? whole : Object.fromEntries(Object.entries(whole).slice(0, only));
    sms.change(sms.firstTask, (task) => applyUpdate(task, part).doc);
  };

  function put({ body }: SimulatedRequest): Planned | Promise<Planned> {
    puts.push({ body: parseJson(body) as JsonObject, before: lastRead ?? taskOf(sms), at: served });
    if (rng.next() >= 0.7) return undefined;
    const fault: PutFault = rng.pick(PUT_FAULTS);
    plan.push(`PUT ${fault}`);
    if (fault.endsWith('_after')) apply(body);
    if (fault === 'partly') apply(body, 1);
    if (fault === 'late') {
      lateWrites++;
      setTimeout(() => apply(body), 300);
    }
    return PUT_ANSWERS[fault](sms.firstTask);
  }

  const sms: Simulator = await startSimulator({ intercept });
  if (running) sms.change(sms.firstTask, (task) => ({ ...task, state: 'RUNNING' }));
  try {
    const args = ['update', sms.firstTask, '--endpoint', sms.url, '--yes', '--json', '--timeout', '1'];
    const sets = settings.flatMap(([path, typed]) => ['--set', `${path}=${typed}`]);
    const ran = await run([...args, ...sets], { HW_AUTH_TOKEN: sms.token });
    const report = reportIn(ran.stdout);
    const facts = { puts, requests: sms.requests, final: taskOf(sms), settings, othersWrote, lateWrites };
    return {
      seed,
      plan: plan.join(' · '),
      ran,
      result: String(report?.result),
      wrong: judge(ran, report, facts),
    };
  } finally {
    await sms.close();
  }
}

const taskOf = (sms: Simulator): JsonObject => parseJson(sms.taskText(sms.firstTask)) as JsonObject;

/** Someone else changes one of the fields, or another one. */
function writeAsAnother(sms: Simulator, rng: Chance, plan: string[]): void {
  const field = rng.pick(['name', 'speed_limit', 'project_name', 'disk']);
  plan.push(`another writer: ${field}`);
  sms.change(sms.firstTask, (task) => {
    if (field !== 'disk')
      return { ...task, [field]: field === 'speed_limit' ? 7 : `another-${rng.below(1000)}` };
    const copy = parse(stringify(task) as string) as { target_server: { disks: Record<string, unknown>[] } };
    const [disk] = copy.target_server.disks;
    if (disk) disk.relation_name = `/dev/vd${rng.below(9)}`;
    return copy as never;
  });
}

interface Facts {
  readonly puts: readonly Put[];
  readonly requests: readonly SimulatedRequest[];
  readonly final: JsonObject;
  readonly settings: readonly (typeof SETTINGS)[number][];
  readonly othersWrote: boolean;
  readonly lateWrites: number;
}

const EXITS = [0, 1, 4, 5, 6];

/** Everything that the program promises, held against what really happened. */
function judge(ran: Ran, report: JsonObject | undefined, facts: Facts): string[] {
  const wrong: string[] = [];
  const { puts, final, settings, othersWrote, lateWrites } = facts;
  if (!EXITS.includes(ran.code ?? -1)) wrong.push(`exit ${ran.code}: ${ran.stderr}`);
  if (!report) return [...wrong, `no report: ${ran.stdout}${ran.stderr}`];
  if (/^ +at .*:\d+:\d+/m.test(ran.stderr)) wrong.push('a stack trace');
  for (const sent of puts) wrong.push(...strangers(sent, settings));
  if (puts.length > 2) wrong.push(`${puts.length} PUTs`);
  const [first, second] = puts;
  if (first && second) {
    const reads = facts.requests
      .slice(first.at, second.at - 1)
      .filter(({ method }) => method === 'GET').length;
    if (reads === 0) wrong.push('a blind repeat');
  }
  const has = (path: string, value: Json) => jsonEquals(valueAt(final, locate(final, path).keys), value);
  const present = settings.map(([path, , value]) => has(path, value));
  const { result } = report;
  // A writer that came after the last reading may have changed anything again.
  const settled = !othersWrote;
  if (settled && result === 'applied' && present.includes(false))
    wrong.push('applied, but the task does not have it');
  if (settled && result === 'not_applied' && lateWrites === 0 && present.includes(true))
    wrong.push('not applied, but the task has it');
  if (result === 'refused' && puts.length > 0) wrong.push('refused, but something was sent');
  const changes = Array.isArray(report.changes) ? report.changes.filter(isObject) : [];
  for (const { path, outcome } of changes) {
    const setting = settings.find(([known]) => known === path);
    if (!setting || !settled || lateWrites > 0) continue;
    if (outcome === 'applied' && !has(setting[0], setting[2])) wrong.push(`${path}: took is false`);
    if (outcome === 'not_applied' && has(setting[0], setting[2]))
      wrong.push(`${path}: did not take is false`);
  }
  const hasSideEffects = /"side_effects": \[\s*\{/.test(ran.stdout);
  const codes: Record<string, number[]> = {
    // 6 if something that was sent along unchanged isn't as it was: another writer may have been at it.
    applied: hasSideEffects ? [6] : [0],
    no_changes: [0],
    partly_applied: [6],
    not_applied: [1, 4, 6],
    unknown: [1, 4],
    refused: [1, 4, 5],
  };
  if (!codes[String(result)]?.includes(ran.code ?? -1)) wrong.push(`${result} with exit ${ran.code}`);
  return wrong;
}

/**
 * Returns true for a figure that has to follow from an edited size: what a volume has free, what a disk has in
 * partitions.
 */
function follows(
  at: string,
  sent: Json | undefined,
  body: JsonObject,
  edited: ReadonlyMap<string, Json>,
): boolean {
  const keys = at.split('.');
  const element = valueAt(
    body,
    keys.slice(0, -1).map((key) => (/^\d+$/.test(key) ? Number(key) : key)),
  );
  if (!isObject(element)) return false;
  if (keys.at(-1) === 'free_size')
    return (
      edited.has([...keys.slice(0, -1), 'size'].join('.')) &&
      sent === Number(element.size) - Number(element.used_size)
    );
  const isResized = [...edited.keys()].some((path) =>
    new RegExp(`^${keys.slice(0, -1).join('\\.')}\\.physical_volumes\\.\\d+\\.size$`).test(path),
  );
  const partitions = Array.isArray(element.physical_volumes) ? element.physical_volumes : [];
  return (
    keys.at(-1) === 'used_size' &&
    isResized &&
    sent === partitions.reduce((sum: number, one) => sum + Number((one as JsonObject).size), 0)
  );
}

/** Returns the keys in a request that weren't edited. */
function strangers({ body, before }: Put, settings: Facts['settings']): string[] {
  const edited = new Map<string, Json>(
    settings.map(([path, , value]) => [locate(before, path).keys.join('.'), value]),
  );
  const found: string[] = [];
  const visit = (sent: Json | undefined, known: Json | undefined, at: string) => {
    if (edited.has(at)) {
      if (!jsonEquals(sent, edited.get(at))) found.push(`${at}: not the value asked for`);
    } else if (Array.isArray(sent)) {
      const there = Array.isArray(known) ? known : [];
      if (there.length !== sent.length) found.push(`${at}: ${sent.length} entries for ${there.length}`);
      for (const [index, item] of sent.entries()) visit(item, there[index], `${at}.${index}`);
    } else if (isObject(sent)) {
      for (const [key, item] of Object.entries(sent))
        visit(item, isObject(known) ? known[key] : undefined, at ? `${at}.${key}` : key);
    } else if (!jsonEquals(sent, known) && !follows(at, sent, body, edited))
      found.push(`${at}: nobody edited it`);
    else if (!/\d/.test(at)) found.push(`${at}: sent though unchanged`);
  };
  visit(body, before, '');
  return found;
}
