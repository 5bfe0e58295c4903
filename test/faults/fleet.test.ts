/**
 * Fleets on bad days: throttled, with failing requests and other writers, killed in the middle, and from two machines
 * at once. Every verdict is held against the simulator's own final state. SMS_FLEET=500 is the full number.
 */
import { spawn } from 'node:child_process';
import { parse } from 'lossless-json';
import { expect, test } from 'vitest';
import type { Planned, SimulatedRequest } from '../../src/simulator/server.ts';
import { applyUpdate } from '../../src/simulator/tasks/update-semantics.ts';
import { GET_ANSWERS, GET_FAULTS, PUT_ANSWERS, PUT_FAULTS } from '../support/faults.ts';
import { type Fleet, fleetOf, fleetScene, type Line, linesIn, type Task } from '../support/fleet.ts';
import { run } from '../support/program.ts';
import { type Chance, chance } from '../support/seeded-random.ts';
import { cleanEnv, freshState, PROGRAM } from '../support/terminal.ts';

const COUNT = Number(process.env.SMS_FLEET ?? 12);
const FULL = COUNT >= 500;
const SEED = Number(process.env.SMS_SEED ?? 1);
const HOUR = 3_600_000;

const RATE = 200;
const SIZE = 20 * 2 ** 30;
const SETTINGS = [`speed_limit=${RATE}`, `target_server.disks[/dev/xvdb].size=20G`];

const diskOf = (task: Task | undefined) => task?.target_server.disks.find(({ name }) => name === '/dev/xvdb');
/** Returns true if a task has the value of an edit; undefined if it lacks the edited element. */
const has: Record<string, (task: Task | undefined) => boolean | undefined> = {
  speed_limit: (task) => task?.speed_limit === RATE,
  disk: (task) => {
    const disk = diskOf(task);
    return disk && disk.size === SIZE;
  },
};
const editOf = (path: string) => (path === 'speed_limit' ? 'speed_limit' : 'disk');

/** Returns the problem with a task's report; `late`: an update may have been applied after the last read. */
function faultsIn(line: Line, before: Task | undefined, after: Task | undefined, late: boolean): string[] {
  const wrong: string[] = [];
  const report = (words: string) => wrong.push(`${line.task_id} ${line.outcome}: ${words}`);
  for (const { path, outcome } of line.changes) {
    const there = has[editOf(path)]?.(after);
    if (outcome === 'applied' && there !== true) report(`${path} took is false`);
    if (outcome === 'not_applied' && there !== false && !late) report(`${path} did not take is false`);
  }
  const wants = ['speed_limit', 'disk'].filter((edit) => has[edit]?.(before) !== undefined);
  const all = wants.every((edit) => has[edit]?.(after));
  const none = wants.every((edit) => has[edit]?.(after) === has[edit]?.(before));
  if (line.outcome === 'applied' && !all) report('not all of it is there');
  if (line.outcome === 'skipped' && !none && !late) report('something was changed');
  if (line.outcome === 'failed' && line.result === 'not_applied' && !none && !late)
    report('something was changed');
  const lacks = diskOf(before) === undefined;
  if (line.error === null && lacks !== line.left_out.length > 0) report('what has no place is not told');
  return wrong;
}

interface BadDay {
  readonly intercept: (request: SimulatedRequest) => Planned | Promise<Planned>;
  /** Tasks whose update was carried out after its connection had gone. */
  readonly late: ReadonlySet<string>;
  /** The names that others gave to tasks meanwhile. */
  readonly renamed: ReadonlyMap<string, string>;
  /** From now on nothing fails. */
  end(): void;
}

/**
 * Requests fail by chance, and others write. Each task has a random sequence of its own, so that order doesn't matter.
 * A 401 would end the run; what hangs would end the test late.
 */
function badDay(fleet: () => Fleet): BadDay {
  const chances = new Map<string, Chance>();
  const chanceOf = (id: string): Chance => {
    const known = chances.get(id) ?? chance(SEED * 1000 + fleet().sms.taskIds.indexOf(id));
    chances.set(id, known);
    return known;
  };
  const late = new Set<string>();
  const renamed = new Map<string, string>();
  let over = false;
  const gets = GET_FAULTS.filter((fault) => fault !== '401' && fault !== 'hang');
  const puts = PUT_FAULTS.filter((fault) => !fault.startsWith('hang'));
  const intercept = ({ method, path, body }: SimulatedRequest) => {
    const id = /^\/v3\/tasks\/([^/?]+)$/.exec(path)?.[1];
    const { sms } = fleet();
    if (id === undefined || over) return undefined;
    const rng = chanceOf(id);
    if (rng.next() < 0.03) {
      renamed.set(id, `other-${rng.below(1000)}`);
      sms.change(id, (task) => ({ ...task, name: renamed.get(id) }));
    }
    if (method === 'GET') return rng.next() < 0.08 ? GET_ANSWERS[rng.pick(gets)]() : undefined;
    if (rng.next() >= 0.3) return undefined;
    const fault = rng.pick(puts);
    const whole = parse(body) as Record<string, unknown>;
    const part = Object.fromEntries(Object.entries(whole).slice(0, 1));
    const apply = (what: Record<string, unknown>) => sms.change(id, (task) => applyUpdate(task, what).doc);
    if (fault.endsWith('_after')) apply(whole);
    if (fault === 'partly') apply(part);
    if (fault === 'late') {
      late.add(id);
      setTimeout(() => apply(whole), 300);
    }
    return PUT_ANSWERS[fault](id);
  };
  const end = () => {
    over = true;
  };
  return { intercept, late, renamed, end };
}

const tally = (lines: readonly Line[]) => {
  const counts = new Map<string, number>();
  for (const { outcome, result } of lines) {
    const key = result === 'unknown' ? 'unknown' : String(outcome);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([outcome, count]) => `${outcome} ${count}`).join(', ');
};
const idsIn = (lines: readonly Line[]) => lines.map(({ task_id }) => task_id).sort();

test(
  `${COUNT} tasks, throttled, with faults and other writers, seed ${SEED}: every verdict is right`,
  async () => {
    const rng = chance(SEED);
    let fleet: Fleet | undefined;
    const day = badDay(() => fleet as Fleet);
    fleet = await fleetScene(SETTINGS, {
      tasks: fleetOf(COUNT, (_, index) => ({ speed_limit: index === 0 ? 0 : rng.pick([0, 100, RATE]) })),
      ...{ intercept: day.intercept, latency: 20, throttle: FULL ? 60 : 100 },
    });
    const { sms, all, apply, now, puts } = fleet;
    const before = now();
    const from = Date.now();
    const ran = await all('--yes', '--concurrency', '8', '--timeout', '10');
    const seconds = (Date.now() - from) / 1000;
    const lines = linesIn(ran);
    const requests = sms.requests.length;
    const wrong = lines.flatMap((line) =>
      faultsIn(line, before.get(line.task_id), now().get(line.task_id), day.late.has(line.task_id)),
    );
    console.log(
      `fleet with faults: ${COUNT} tasks, seed ${SEED}, ${seconds.toFixed(1)} s, ${requests} requests,`,
      tally(lines),
    );
    expect(wrong).toEqual([]);
    expect(idsIn(lines)).toEqual([...sms.taskIds].sort());
    for (const [id, name] of day.renamed) expect(now().get(id)?.name).toBe(name);

    // Without faults the run resumes, and nothing that was applied is sent again.
    const applied = new Set(
      lines.filter(({ outcome }) => outcome === 'applied').map(({ task_id }) => task_id),
    );
    const sent = puts();
    const middle = now();
    day.end();
    const resumed = await apply('--resume', '--yes', '--concurrency', '8');
    const rest = linesIn(resumed);
    for (const id of applied) expect(puts().get(id)).toBe(sent.get(id));
    // Omitted edits of a task are reported again.
    const whole = new Set(
      lines
        .filter((line) => applied.has(line.task_id) && line.left_out.length === 0)
        .map(({ task_id }) => task_id),
    );
    expect(idsIn(rest)).toEqual(sms.taskIds.filter((id) => !whole.has(id)).sort());
    expect(
      rest.flatMap((line) => faultsIn(line, middle.get(line.task_id), now().get(line.task_id), false)),
    ).toEqual([]);
    console.log(`  resumed without faults: ${rest.length} tasks,`, tally(rest));
    expect(rest.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  },
  HOUR,
);

test(
  `${COUNT} tasks take no longer than their requests one after another in four rows`,
  async () => {
    const latency = 100;
    const { sms, all } = await fleetScene(SETTINGS, { tasks: fleetOf(COUNT), latency });
    const from = Date.now();
    const ran = await all('--yes');
    const seconds = (Date.now() - from) / 1000;
    const requests = sms.requests.length;
    const least = (requests * latency) / 4 / 1000;
    const ratio = seconds / least;
    console.log(
      `fleet without faults: ${COUNT} tasks, ${requests} requests of ${latency} ms, 4 at a time: ${seconds.toFixed(1)} s,`,
      `${ratio.toFixed(2)} × ${least.toFixed(1)} s;`,
      tally(linesIn(ran)),
    );
    expect(linesIn(ran)).toHaveLength(COUNT);
    // In a short run the start of the program and the last waits for slow tasks count for much.
    expect(ratio).toBeLessThan(FULL ? 1.2 : 4);
  },
  HOUR,
);

/** Starts a run and kills it once the simulator has received `updates` updates. */
async function killedAfter(fleet: Fleet, updates: number, args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [PROGRAM, 'apply', fleet.file, ...args, '--yes', ...fleet.flags], {
    env: cleanEnv(fleet.env),
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.stdin.end(fleet.sms.taskIds.join('\n'));
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const sum = () => [...fleet.puts().values()].reduce((total, count) => total + count, 0);
  const until = sum() + updates;
  let running = true;
  void ended.then(() => {
    running = false;
  });
  while (running && sum() < until) await new Promise((resolve) => setTimeout(resolve, 5));
  child.kill('SIGKILL');
  await ended;
}

test(
  `${COUNT} tasks, killed four times in the middle: nothing that was applied is sent again`,
  async () => {
    const rng = chance(SEED);
    const tasks = fleetOf(COUNT, () => ({ state: 'READY', speed_limit: 0 }));
    const fleet = await fleetScene(SETTINGS, { tasks, latency: 15 });
    const { puts, now, apply, sms } = fleet;
    await killedAfter(fleet, 1 + rng.below(COUNT / 6), ['--task', '-']);
    for (let kills = 1; kills < 4; kills++) {
      await killedAfter(fleet, 1 + rng.below(COUNT / 6), ['--resume']);
    }
    const between = [...puts().values()].length;
    expect(between).toBeLessThan(COUNT);
    const last = await apply('--resume', '--yes');
    console.log(
      `fleet killed 4 times: ${COUNT} tasks, ${between} sent by then, ${[...puts().values()].length} in the end`,
    );
    expect([...puts().values()]).toEqual(Array(COUNT).fill(1));
    for (const task of now().values())
      expect([has.speed_limit?.(task), has.disk?.(task) ?? true]).toEqual([true, true]);
    for (const line of linesIn(last)) expect(line.outcome).toBe('applied');
    expect(last.stderr).toMatch(new RegExp(`applied +${COUNT} `));
    expect(sms.taskIds).toHaveLength(COUNT);
  },
  HOUR,
);

test(
  `a plan on ${COUNT} tasks from two machines at once, and again: one state, every verdict true`,
  async () => {
    const tasks = fleetOf(COUNT, () => ({ state: 'READY', speed_limit: 0 }));
    const fleet = await fleetScene(SETTINGS, { tasks, latency: 20 });
    const { now, sms, file, flags, env, puts } = fleet;
    const before = now();
    const ids = sms.taskIds.join('\n');
    const machine = (...more: string[]) =>
      run(
        ['apply', file, '--task', '-', '--yes', ...more, ...flags],
        { ...env, XDG_STATE_HOME: freshState() },
        ids,
      );
    const both = await Promise.all([machine(), machine('--concurrency', '7')]);
    const after = now();
    for (const ran of both) {
      const lines = linesIn(ran);
      expect(idsIn(lines)).toEqual([...sms.taskIds].sort());
      for (const line of lines) {
        const is = ['applied', 'skipped'].includes(String(line.outcome));
        expect(is).toBe(true);
        if (line.outcome === 'applied')
          expect(faultsIn(line, before.get(line.task_id), after.get(line.task_id), false)).toEqual([]);
      }
    }
    for (const task of after.values())
      expect([has.speed_limit?.(task), has.disk?.(task) ?? true]).toEqual([true, true]);
    console.log(
      `fleet from two machines: ${COUNT} tasks, ${[...puts().values()].reduce((sum, count) => sum + count, 0)} updates;`,
      both.map((ran) => tally(linesIn(ran))).join(' | '),
    );
    const sent = sms.requests.filter(({ method }) => method === 'PUT').length;
    const again = await machine();
    expect(linesIn(again).every(({ outcome }) => outcome === 'skipped')).toBe(true);
    expect(sms.requests.filter(({ method }) => method === 'PUT')).toHaveLength(sent);
    expect(now()).toEqual(after);
  },
  HOUR,
);
