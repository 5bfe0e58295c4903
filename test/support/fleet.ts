/** Many tasks in a simulator, a plan made on the first, and what became of each. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'lossless-json';
import { many } from '../../src/simulator/scenarios/many.ts';
import type { Simulator, SimulatorOptions } from '../../src/simulator/server.ts';
import { type Ran, run } from './program.ts';
import { access, service } from './service.ts';
import { freshState } from './terminal.ts';

/** So many tasks of every kind, up to 999, as texts; `change` makes each what a test needs. */
export const fleetOf = (
  count: number,
  change: (task: Record<string, unknown>, index: number) => object = () => ({}),
): string[] =>
  many(Date.now(), count).map((task, index) => String(stringify({ ...task, ...change(task, index) })));

export interface Fleet {
  readonly sms: Simulator;
  /** The plan file. */
  readonly file: string;
  readonly state: string;
  readonly flags: readonly string[];
  readonly env: Record<string, string>;
  /** `apply` of the plan with these options. */
  apply(...more: string[]): Promise<Ran>;
  /** `apply` on all tasks, their ids on standard input. */
  all(...more: string[]): Promise<Ran>;
  /** The tasks now, by id. */
  now(): Map<string, Task>;
  /** How many updates came for each task. */
  puts(): Map<string, number>;
}

export interface Task {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly speed_limit: number;
  readonly target_server: { readonly disks: readonly { readonly name: string; readonly size: number }[] };
}

/** A simulator with these tasks, and a plan of these settings made on its first one. */
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
  if (failures) sms.fail(...failures);
  ready = true;
  return {
    ...{ sms, file, state, flags, env },
    apply: (...more) => run(['apply', file, ...more, ...flags], env),
    all: (...more) => run(['apply', file, '--task', '-', ...more, ...flags], env, sms.taskIds.join('\n')),
    now: () => new Map(sms.taskIds.map((id) => [id, JSON.parse(sms.taskText(id)) as Task])),
    puts: () => putsIn(sms),
  };
}

export function putsIn(sms: Simulator): Map<string, number> {
  const puts = new Map<string, number>();
  for (const { method, path } of sms.requests) {
    const id = path.slice('/v3/tasks/'.length);
    if (method === 'PUT') puts.set(id, (puts.get(id) ?? 0) + 1);
  }
  return puts;
}

/** A line of JSON for a task, as `apply` tells it. */
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

export const linesIn = ({ stdout }: Ran): Line[] =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
