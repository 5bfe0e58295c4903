/**
 * One fault schedule of pause, change, start: requests fail, responses get lost, others stop, start and write, and the
 * program may be killed at a request. Judged by what SMS really did.
 */
import { parse } from 'lossless-json';
import { isObject, type JsonObject, parseJson } from '../../src/json/json.ts';
import {
  type Planned,
  type SimulatedRequest,
  type Simulator,
  startSimulator,
} from '../../src/simulator/server.ts';
import { applyUpdate } from '../../src/simulator/tasks/update-semantics.ts';
import { MIN_QUESTION_MS } from '../../src/wizard/questions.ts';
import { GET_ANSWERS, GET_FAULTS, PUT_ANSWERS, PUT_FAULTS } from '../support/faults.ts';
import { run, type Started, start } from '../support/program.ts';
import { reportIn } from '../support/reports.ts';
import { chance } from '../support/seeded-random.ts';
import { cleanEnv, freshState, launch } from '../support/terminal.ts';

const SIZE = 64_424_509_440;
const SET = 'target_server.disks[Disk 1].size=60G';
/** Time from an action to its state, and the time after which nothing changes any more, in ms. */
const MOVE_MS = 250;
const SETTLE_MS = 400;
/** Faults of an action; `_after`: SMS carries it out, and its response is lost. */
const ACTION_FAULTS = [
  ...['drop_before', '400', '403', '429_before', '502_before'],
  ...['drop_after', 'cut_after', '502_after', 'html_after', 'empty_after'],
] as const;
type ActionFault = (typeof ACTION_FAULTS)[number] & keyof typeof PUT_ANSWERS;

export interface PauseOutcome {
  readonly seed: number;
  readonly plan: string;
  readonly result: string;
  /** The problems in words; empty if everything held. */
  readonly wrong: readonly string[];
}

type Task = Parameters<Parameters<Simulator['change']>[1]>[0];

/** The front end that pauses the task: `update --pause`, or `p` in the wizard. */
export type PauseFront = 'command' | 'wizard';

/** Runs a schedule; `kill` ends the program by SIGKILL at a request of the sequence. */
export async function runPauseSchedule(
  seed: number,
  kill = false,
  front: PauseFront = 'command',
): Promise<PauseOutcome> {
  const rng = chance(seed);
  const plan: string[] = [];
  /** Actions that SMS carried out, with whose they were; and all that the program sent. */
  const carried: { readonly operation: string; readonly by: 'us' | 'them' }[] = [];
  const sent: { readonly what: string; readonly at: number; readonly isAccepted: boolean }[] = [];
  let [served, over, othersWrote, late] = [0, false, false, 0];
  const killAt = kill ? 2 + ((seed - 1) % 12) : 0;
  const faultRate = kill ? 0.04 : 0.3;
  let isMoving = false;
  let program: Started | undefined;
  /** False until the key that pauses is pressed: earlier requests aren't part of the sequence. */
  let isStarted = front === 'command';

  /** States that reads showed since SMS accepted the stop. */
  let seen: string[] = [];
  const stateNow = () => String(taskOf(sms).state);
  const set = (edit: (task: Task) => Task) => sms.change(sms.firstTask, edit);

  /** Carries an action out as SMS does: at once, or on the way of another state and a little later. */
  function carryOut(operation: string, by: 'us' | 'them'): boolean {
    const state = stateNow();
    const isAllowed = operation === 'stop' ? ['RUNNING', 'SYNCING'].includes(state) : state === 'ABORT';
    if (!isAllowed || isMoving) return false;
    carried.push({ operation, by });
    const become = (next: string) => set((task) => ({ ...task, state: next }));
    const [between, last] = operation === 'stop' ? ['ABORTING', 'ABORT'] : [state, 'RUNNING'];
    isMoving = rng.next() < 0.5;
    become(isMoving ? between : last);
    if (isMoving)
      setTimeout(() => {
        isMoving = false;
        become(last);
      }, MOVE_MS);
    return true;
  }

  function act(operation: string): Planned {
    if (rng.next() < faultRate) {
      const fault = rng.pick(ACTION_FAULTS) as ActionFault;
      plan.push(`${operation} ${fault}`);
      if (fault.endsWith('_after')) carryOut(operation, 'us');
      sent.push({ what: operation, at: served, isAccepted: false });
      return PUT_ANSWERS[fault](sms.firstTask) as Planned;
    }
    const isAccepted = carryOut(operation, 'us');
    if (operation === 'stop') seen = [];
    sent.push({ what: operation, at: served, isAccepted });
    const code = operation === 'stop' ? 'SMS.7714' : 'SMS.7713';
    return isAccepted
      ? { status: 200, headers: { 'Content-Type': 'application/json' }, body: '{}' }
      : {
          status: 400,
          headers: { 'Content-Type': 'application/json' },
          body: `{"error_code":"${code}","error_msg":"no"}`,
        };
  }

  function put(body: string): Planned | Promise<Planned> {
    sent.push({ what: 'PUT', at: served, isAccepted: true });
    if (rng.next() >= faultRate) return undefined;
    const fault = rng.pick(PUT_FAULTS.filter((one) => !one.startsWith('hang')));
    plan.push(`PUT ${fault}`);
    const apply = () => set((task) => applyUpdate(task, parse(body) as Record<string, unknown>).doc);
    if (fault.endsWith('_after') || fault === 'partly') apply();
    if (fault === 'late') {
      late++;
      setTimeout(apply, 300);
    }
    return PUT_ANSWERS[fault](sms.firstTask);
  }

  const intercept = ({ method, path, body }: SimulatedRequest): Planned | Promise<Planned> => {
    if (over || !isStarted || !path.includes(sms.firstTask)) return undefined;
    served++;
    if (served === killAt && program) {
      const isBefore = rng.next() < 0.5;
      plan.push(`killed ${isBefore ? 'before' : 'after'} request ${served}, ${method}`);
      program.kill();
      // SMS may get a request whose program is gone by then.
      if (isBefore) return 'drop';
    }
    if (rng.next() < 0.05) {
      const other = rng.pick(['stop', 'start', 'name'] as const);
      plan.push(`another ${other}`);
      othersWrote = true;
      if (other === 'name') set((task) => ({ ...task, name: `other-${rng.below(1000)}` }));
      else carryOut(other, 'them');
    }
    if (path.endsWith('/action')) return act(String((parseJson(body) as JsonObject).operation));
    if (method === 'PUT') return put(body);
    if (method !== 'GET') return undefined;
    if (rng.next() >= faultRate / 3) {
      seen.push(stateNow());
      return undefined;
    }
    const fault = rng.pick(GET_FAULTS.filter((one) => one !== 'hang'));
    plan.push(`GET ${fault}`);
    return GET_ANSWERS[fault]();
  };

  const sms: Simulator = await startSimulator({ scenario: 'running', pace: 60_000, intercept });
  const state = freshState();
  const env = { HW_AUTH_TOKEN: sms.token, XDG_STATE_HOME: state };
  const begin = () => {
    isStarted = true;
  };
  // A program that gives up on a slow machine is never killed in the middle.
  const access = ['--timeout', kill ? '10' : '1', '--endpoint', sms.url];
  try {
    program =
      front === 'wizard'
        ? startWizard([sms.firstTask, ...access], env, begin)
        : start(
            ['update', sms.firstTask, '--set', SET, '--pause', '--yes', '--json', '--wait', '2', ...access],
            { env: cleanEnv(env) },
          );
    const { stdout, stderr, code, killed } = await program.ended;
    over = true;
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const wrong: string[] = [];
    const report = reportIn(stdout);
    if (front === 'command' && !killed && !report) wrong.push(`no report, exit ${code}: ${stdout}${stderr}`);
    if (/^ +at .*:\d+:\d+/m.test(stderr)) wrong.push('a stack trace');

    // Whose pause is it in the end?
    const last = carried.filter(({ operation }) => operation === 'stop').at(-1);
    const isPaused = stateNow() === 'ABORT';
    const isOurs = isPaused && last?.by === 'us';
    const isReported = await isReportedLater(sms, env);
    const isReportedNow =
      front === 'wizard'
        ? stdout.replace(/\s/g, '').includes(`sms-wizardstart${sms.firstTask}`)
        : /"left_paused": "|"unknown"/.test(stdout) || stdout.includes('"unknown_pause"');
    if (!isPaused && isReported) wrong.push('reported as paused, but it runs');
    if (isOurs && !isReported) wrong.push('left paused, and the next start does not tell');
    if (isOurs && !killed && !isReportedNow)
      wrong.push(`left paused, and the report does not tell: ${stdout}`);
    if (isOurs && !killed && code === 0) wrong.push('left paused with exit 0');

    // Started only what our accepted stop paused, by all that reads showed: nothing shows what happens between two of them.
    const paused = seen.findIndex((one) => one.startsWith('ABORT'));
    const isHidden = paused >= 0 && !seen.slice(paused, seen.lastIndexOf('ABORT')).includes('RUNNING');
    carried.forEach(({ operation, by }, at) => {
      const before = carried
        .slice(0, at)
        .filter((one) => one.operation === 'stop')
        .at(-1);
      if (operation === 'start' && by === 'us' && before?.by !== 'us' && !isHidden)
        wrong.push("started somebody else's pause");
    });
    for (const operation of ['stop', 'start']) {
      const own = carried.filter((one) => one.operation === operation && one.by === 'us').length;
      if (own > 1) wrong.push(`${own} times ${operation}`);
    }
    wrong.push(...blindActions(plan, sent));
    wrong.push(...(report && !killed ? judge(report, sms, { code, othersWrote, late, sent }) : []));
    const pause = report && isObject(report.pause) ? report.pause : undefined;
    const result = killed
      ? 'killed'
      : [report?.result, pause?.result, pause?.start ?? pause?.left_paused].join('/');
    return { seed, plan: plan.join(' · '), result, wrong };
  } finally {
    await sms.close();
  }
}

/** Drives the wizard to its question, answers with `p`, and leaves at the end. */
function startWizard(args: readonly string[], env: Record<string, string>, begin: () => void): Started {
  const session = launch(args, { env, rows: 30 });
  let killed = false;
  const drive = async () => {
    await session.waitFor('Task name', 30_000);
    await session.press('right', 'right');
    await session.press('enter', ...'60G', 'enter', '^S');
    await session.waitFor('Press s to submit', 30_000);
    await session.press('s');
    await session.waitFor('p: pause', 30_000);
    await new Promise((resolve) => setTimeout(resolve, MIN_QUESTION_MS + 150));
    begin();
    session.type('p');
    // The Result, its page of an error, or Review after a conflict.
    await session.waitFor(/e edit |Press s to submit|t take theirs/, 60_000);
    session.type('^C');
  };
  const driven = drive().catch((error: unknown) => {
    if (killed) return;
    // A session without a driver would never end.
    process.kill(session.pid, 'SIGKILL');
    throw error;
  });
  const ended = session.exit.then(async ({ code }) => {
    if (!killed) await driven;
    return { stdout: session.text(), stderr: '', code, killed };
  });
  const kill = () => {
    killed = true;
    process.kill(session.pid, 'SIGKILL');
  };
  return { kill, ended };
}

const taskOf = (sms: Simulator): JsonObject => parseJson(sms.taskText(sms.firstTask)) as JsonObject;

/** Returns true if the next start, the history, and doctor name the task as left paused. */
async function isReportedLater(sms: Simulator, env: Record<string, string>): Promise<boolean> {
  const shown = await run(['show', sms.firstTask, '--endpoint', sms.url], env);
  const history = await run(['history', '--json'], env);
  return /paused here at/.test(shown.stderr) && history.stdout.includes(`sms-wizard start ${sms.firstTask}`);
}

/** An action is sent again only after a throttled one, which SMS did not carry out. */
function blindActions(plan: readonly string[], sent: readonly { readonly what: string }[]): string[] {
  return ['stop', 'start'].flatMap((operation) => {
    const count = sent.filter(({ what }) => what === operation).length;
    const throttled = plan.filter((step) => step === `${operation} 429_before`).length;
    return count > throttled + 1 ? [`${count} requests to ${operation}, ${throttled} throttled`] : [];
  });
}

interface Facts {
  readonly code: number | null;
  readonly othersWrote: boolean;
  readonly late: number;
  readonly sent: readonly { readonly what: string }[];
}

/** Holds the report against the task. */
function judge(report: JsonObject, sms: Simulator, { code, othersWrote, late, sent }: Facts): string[] {
  const wrong: string[] = [];
  const text = sms.taskText(sms.firstTask);
  const has = text.includes(`"size":${SIZE}`);
  const { result } = report;
  const pause = isObject(report.pause) ? report.pause : {};
  if (result === 'applied' && !has) wrong.push('applied is false');
  if (result === 'not_applied' && has && late === 0) wrong.push('not applied is false');
  if (pause.result !== 'paused' && pause.result !== 'not_needed' && sent.some(({ what }) => what === 'PUT'))
    wrong.push(`${pause.result}, but an update was sent`);
  if (pause.start === 'started' && !othersWrote && taskOf(sms).state !== 'RUNNING')
    wrong.push('started is false');
  if (pause.start !== 'started' && code === 0 && pause.start !== 'elsewhere' && pause.result === 'paused')
    wrong.push(`exit 0 without a start: ${pause.start}`);
  if (!report.pause && sent.length > 0) wrong.push('no pause in the report');
  return wrong;
}
