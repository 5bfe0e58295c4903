/**
 * One fault schedule of an update of the task and of its rate windows: a PUT, then a POST. Requests fail, responses get
 * lost, others write between them, and the program may be killed at a request. Judged by what the service really did: the
 * bed keeps the windows itself and serves their calls.
 */
import { parse } from 'lossless-json';
import { type JsonObject, parseJson } from '../../src/json/json.ts';
import {
  type Planned,
  type SimulatedRequest,
  type Simulator,
  startSimulator,
} from '../../src/simulator/server.ts';
import { applyUpdate } from '../../src/simulator/tasks/update-semantics.ts';
import { GET_ANSWERS, GET_FAULTS, PUT_ANSWERS, PUT_FAULTS } from '../support/faults.ts';
import { run, start } from '../support/program.ts';
import { reportIn } from '../support/reports.ts';
import { chance } from '../support/seeded-random.ts';
import { cleanEnv, freshState } from '../support/terminal.ts';
import { changedAt, TASK_EDITS, WINDOW_EDITS, type Window } from './windows-edits.ts';
import {
  type Facts,
  judgeHistory,
  judgeReport,
  judgeRequests,
  type Part,
  type Sent,
} from './windows-oracle.ts';

const WINDOWS: readonly Window[] = [
  { start: '08:00', end: '12:00', speed: 100, over_speed_threshold: 10 },
  { start: '18:00', end: '23:59', speed: 50, over_speed_threshold: 20 },
];

const json = { 'Content-Type': 'application/json' };
const YES: Planned = { status: 200, headers: json, body: '{}' };
const NONE: Planned = { status: 400, headers: json, body: '{"error_code":"SMS.6302","error_msg":"none"}' };

export interface WindowsOutcome {
  readonly seed: number;
  readonly plan: string;
  readonly result: string;
  /** The problems in words; empty if everything held. */
  readonly wrong: readonly string[];
}

/** Runs a schedule; `kill` ends the program by SIGKILL at a request. */
export async function runWindowsSchedule(seed: number, kill = false): Promise<WindowsOutcome> {
  const rng = chance(seed);
  const some = <T>(all: readonly T[]): T[] => {
    const found = all.filter(() => rng.next() < 0.4);
    return found.length ? found : [rng.pick(all)];
  };
  const taskEdits = some(TASK_EDITS);
  const windowEdits = some(WINDOW_EDITS);
  const plan = [...taskEdits.map(([set]) => set), ...windowEdits.map(({ args }) => args.join(' '))];
  const [getRate, putRate, otherRate] = kill ? [0.02, 0.1, 0.02] : [0.1, 0.5, 0.08];
  /** Some services can be written to, and hardly read afterwards. */
  const blindRate = !kill && rng.next() < 0.2 ? 0.7 : getRate;
  const killAt = kill ? 3 + rng.below(10) : 0;

  let windows: readonly Window[] = WINDOWS;
  let [served, over, lateWrites] = [0, false, 0];
  const othersWrote = { task: false, windows: false };
  const sent: Sent[] = [];
  /** The readings that reached the program, by part, with the number of requests before each. */
  const readings: Facts['readings'] = { task: [], windows: [] };
  const program: { current?: ReturnType<typeof start> } = {};
  const task = () => parseJson(sms.taskText(sms.firstTask)) as JsonObject;

  function carryOut(part: Part, body: JsonObject, only?: number): void {
    if (part === 'windows') {
      const given = body.speed_limit as unknown as Window[];
      windows = given.slice(0, only).map((window) => ({
        ...window,
        speed: window.speed ?? 0,
        over_speed_threshold: window.over_speed_threshold ?? 10,
      }));
    } else {
      const some = Object.fromEntries(Object.entries(parse(JSON.stringify(body)) as object).slice(0, only));
      sms.change(sms.firstTask, (doc) => applyUpdate(doc, some).doc);
    }
  }

  /** Another writer changes what is edited, or something beside it. */
  function writeAsAnother(): void {
    const what = rng.pick(['name', 'project_name', 'speed', 'added', 'removed']);
    plan.push(`another writer: ${what}`);
    if (what === 'name' || what === 'project_name') {
      othersWrote.task = true;
      sms.change(sms.firstTask, (doc) => ({ ...doc, [what]: `another-${rng.below(1000)}` }));
      return;
    }
    othersWrote.windows = true;
    if (what === 'speed') windows = changedAt(windows, '08:00', { speed: 1 + rng.below(99) });
    else if (what === 'removed') windows = windows.slice(0, -1);
    else if (windows.length < 4 && !windows.some(({ start }) => start === '02:00'))
      windows = [...windows, { start: '02:00', end: '03:00', speed: 5, over_speed_threshold: 10 }];
  }

  function write(part: Part, text: string): Planned | Promise<Planned> {
    const body = parseJson(text) as JsonObject;
    const fault = rng.next() < putRate ? rng.pick(PUT_FAULTS) : undefined;
    const request: Sent = { part, body, at: served, fault, carriedOut: false };
    sent.push(request);
    const apply = (only?: number) => {
      carryOut(part, body, only);
      request.carriedOut = true;
    };
    if (fault === undefined) {
      apply();
      return part === 'task' ? PUT_ANSWERS.ignored(sms.firstTask) : YES;
    }
    plan.push(`${part} ${fault}`);
    if (fault.endsWith('_after')) apply();
    if (fault === 'partly') apply(1);
    if (fault === 'late') {
      lateWrites++;
      setTimeout(apply, 300);
    }
    if (part === 'windows' && (fault === 'ignored' || fault === 'partly')) return YES;
    return PUT_ANSWERS[fault](sms.firstTask);
  }

  const intercept = ({ method, path, body }: SimulatedRequest): Planned | Promise<Planned> => {
    if (!path.startsWith(`/v3/tasks/${sms.firstTask}`)) return undefined;
    const part: Part = path.endsWith('/speed-limit') ? 'windows' : 'task';
    if (over) return part === 'task' ? undefined : showWindows();
    served++;
    if (served === killAt && program.current) {
      const isBefore = rng.next() < 0.5;
      plan.push(`killed ${isBefore ? 'before' : 'after'} request ${served}, ${method} ${part}`);
      program.current.kill();
      if (isBefore) return 'drop';
    }
    if (rng.next() < otherRate) writeAsAnother();
    if (method !== 'GET') return write(part, body);
    if (rng.next() < (sent.length > 0 ? blindRate : getRate)) {
      const fault = rng.pick(GET_FAULTS);
      plan.push(`GET ${part} ${fault}`);
      return GET_ANSWERS[fault]();
    }
    if (part === 'task') readings.task.push({ at: served, value: task() });
    else readings.windows.push({ at: served, value: windows });
    return part === 'task' ? undefined : showWindows();
  };
  const showWindows = (): Planned =>
    windows.length ? { status: 200, headers: json, body: JSON.stringify({ speed_limit: windows }) } : NONE;

  const sms: Simulator = await startSimulator({ intercept });
  const env = { HW_AUTH_TOKEN: sms.token, XDG_STATE_HOME: freshState() };
  const access = ['--timeout', kill ? '10' : '1', '--endpoint', sms.url];
  try {
    const sets = taskEdits.flatMap(([set]) => ['--set', set]);
    const edits = [...sets, ...windowEdits.flatMap(({ args }) => args)];
    const args = ['update', sms.firstTask, ...edits, '--yes', '--json', ...access];
    program.current = start(args, { env: cleanEnv(env) });
    const ran = await program.current.ended;
    over = true;
    await new Promise((resolve) => setTimeout(resolve, lateWrites ? 400 : 0));
    const facts: Facts = {
      ...{ ran, sent, readings, othersWrote, lateWrites, taskEdits, windowEdits },
      final: { task: task(), windows },
    };
    const wrong = judgeRequests(facts);
    let result = 'killed';
    if (ran.killed) {
      // A hanging update may be carried out after the program is gone; the next command reads the task as it is then.
      await run(['update', sms.firstTask, '--set', 'region_name=x', '--dry-run', '--endpoint', sms.url], env);
      const history = await run(['history', '--json'], env);
      const [found, recorded] = judgeHistory(history.stdout, facts);
      wrong.push(...found);
      result = `killed/${recorded}`;
    } else {
      const report = reportIn(ran.stdout);
      wrong.push(...judgeReport(report, facts));
      result = String(report?.result);
    }
    return { seed, plan: plan.join(' · '), result, wrong };
  } finally {
    await sms.close();
  }
}
