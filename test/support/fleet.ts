/** Many tasks in a simulator, a plan made on the first, and the outcome of each. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'lossless-json';
import { many } from '../../src/simulator/scenarios/many.ts';
import type { Simulator, SimulatorOptions } from '../../src/simulator/server.ts';
import { type Ran, run } from './program.ts';
import { access, service } from './service.ts';
import { freshState } from './terminal.ts';

/** Returns up to 999 tasks of every kind as texts; `change` adapts each for a test. */
export const fleetOf = (
  count: number,
  change: (task: Record<string, unknown>, index: number) => object = () => ({}),
): string[] =>
  many(Date.now(), count).map((task, index) => String(stringify({ ...task, ...change(task, index) })));

/** A simulator with a plan for its tasks. */
export interface Fleet {
  readonly sms: Simulator;
  /** The plan file. */
  readonly file: string;
  readonly state: string;
  readonly flags: readonly string[];
  readonly env: Record<string, string>;
  /** Runs `apply` with the plan and these options. */
  apply(...more: string[]): Promise<Ran>;
  /** Runs `apply` on all tasks, with their IDs on standard input. */
  all(...more: string[]): Promise<Ran>;
  /** Returns the current tasks by ID. */
  now(): Map<string, Task>;
  /** Counts the updates of each task. */
  puts(): Map<string, number>;
}

/** A task as a test reads it. */
export interface Task {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly speed_limit: number;
  readonly target_server: { readonly disks: readonly { readonly name: string; readonly size: number }[] };
}

/** Starts a simulator with these tasks, and makes a plan of these settings on the first one. */
export async function fleetScene(settings: readonly string[], options: SimulatorOptions): Promise<Fleet> {
  const { intercept, latency, throttle, failures, ...quiet } = options;
  let ready = false;
  const sms = await service({
    ...quiet,
    intercept: (request) => (ready ? intercept?.(request) : undefined),
    ...(latency ? { latency } : {}),
    ...(throttle ? { throttle } : {}),
  });
  const state = freshState();
  const { flags, env: known } = access(sms);
  const env = { ...known, XDG_STATE_HOME: state };
  const file = join(mkdtempSync(join(tmpdir(), 'sms-fleet-')), 'plan.json');
  const sets = settings.flatMap((setting) => ['--set', setting]);
  const made = await run(['update', sms.firstTask, ...sets, '--dry-run', '--out', file, ...flags], env);
  if (made.code !== 0) throw new Error(made.stdout + made.stderr);
  (sms.requests as unknown[]).length = 0;
  if (failures) sms.addFaults(...failures);
  ready = true;
  return {
    ...{ sms, file, state, flags, env },
    apply: (...more) => run(['apply', file, ...more, ...flags], env),
    all: (...more) => run(['apply', file, '--task', '-', ...more, ...flags], env, sms.taskIds.join('\n')),
    now: () => new Map(sms.taskIds.map((id) => [id, JSON.parse(sms.taskText(id)) as Task])),
    puts: () => putsIn(sms),
  };
}

/** Counts the updates that a simulator received, by task. */
export function putsIn(sms: Simulator): Map<string, number> {
  const puts = new Map<string, number>();
  for (const { method, path } of sms.requests) {
    const id = path.slice('/v3/tasks/'.length);
    if (method === 'PUT') puts.set(id, (puts.get(id) ?? 0) + 1);
  }
  return puts;
}

/** A task's line of JSON in the output of `apply`. */
export interface Line {
  readonly task_id: string;
  readonly task_name: string;
  readonly outcome: string | null;
  readonly result: string;
  readonly changes: readonly { path: string; before: unknown; after: unknown; outcome: string | null }[];
  readonly left_out: readonly { path: string; why: string; message: string }[];
  readonly findings: readonly { rule: string; severity: string }[];
  readonly request: Record<string, unknown>;
  readonly error: { code: string; message: string; request_id: string | null } | null;
}

/** Parses the lines of JSON in the output of `apply`. */
export const linesIn = ({ stdout }: Ran): Line[] =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
