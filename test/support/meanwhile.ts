/** Updates by the built program, while another person changes the same task. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'lossless-json';
import type { PlannedResponse, SimulatedRequest } from '../../src/simulator/responses.ts';
import { LVM, payloadText } from './fixtures.ts';
import { run } from './program.ts';
import { access, service, updates } from './service.ts';

// biome-ignore lint/suspicious/noExplicitAny: documents as they came, read by the tests alone
export type Doc = Record<string, any>;
type Change = (task: Doc) => Doc;

export const GIB = 1 << 30;
export const D = 'target_server.disks';

/** The task at the start, and what others do to it. */
export interface World {
  /** Changes the task right before the reading of this number, from 1. */
  readonly before?: Readonly<Record<number, Change>>;
  readonly task?: Change;
  /** Answers the PUT instead of the simulator. */
  readonly put?: (request: SimulatedRequest) => PlannedResponse;
}

/** Answers a PUT without doing anything. */
export const ignored = ({ path }: SimulatedRequest): PlannedResponse => ({
  status: 200,
  headers: {},
  body: `{"id":"${path.split('/').at(-1)}"}`,
});

export const set = (...settings: string[]) => settings.flatMap((one) => ['--set', one]);
export const unset = (...paths: string[]) => paths.flatMap((one) => ['--unset', one]);

/** Starts a simulator with a history of its own, and runs commands on it. */
export async function worldOf({ before = {}, task = (same) => same, put }: World = {}) {
  let readings = 0;
  const sms = await service({
    tasks: [JSON.stringify(task(JSON.parse(payloadText(LVM))))],
    intercept(request) {
      const { method, path } = request;
      if (method === 'PUT') return put?.(request);
      const edit = method === 'GET' && path.includes('/tasks/') ? before[++readings] : undefined;
      if (edit) change(edit);
      return undefined;
    },
  });
  const now = (): Doc => JSON.parse(sms.taskText(sms.firstTask) as string);
  /** Changes the task as another person would. */
  const change = (edit: Change): void =>
    sms.change(sms.firstTask, () => parse(JSON.stringify(edit(now()))) as Doc);
  const { flags, env } = access(sms);
  const home = { ...env, XDG_STATE_HOME: mkdtempSync(join(tmpdir(), 'sms-meanwhile-')) };
  const command = (...args: string[]) => run([...args, ...flags], home);
  const json = async (...args: string[]) => {
    const earlier = updates(sms).length;
    const ran = await command(...args, '--json');
    return { ...ran, report: JSON.parse(ran.stdout), sent: updates(sms).slice(earlier) as Doc[] };
  };
  return {
    ...{ sms, now, change, command, json },
    update: (...args: string[]) => json('update', sms.firstTask, ...args, '--yes'),
    undo: (...args: string[]) => json('undo', sms.firstTask, ...args, '--yes'),
  };
}

/** Runs one update while others change the task. */
export async function updateMeanwhile(args: readonly string[], world: World = {}) {
  return (await worldOf(world)).update(...args);
}

/** Returns the task with other disks. */
export const withDisks = (task: Doc, edit: (disks: Doc[]) => Doc[]): Doc => ({
  ...task,
  target_server: { ...task.target_server, disks: edit(task.target_server.disks) },
});

/** Returns the task with keys of its target server changed. */
export const withServer = (task: Doc, keys: Doc): Doc => ({
  ...task,
  target_server: { ...task.target_server, ...keys },
});

/** Returns a change of one disk, by its ID. */
export const diskChange =
  (id: number, edit: Change): Change =>
  (task) =>
    withDisks(task, (disks) => disks.map((disk) => (disk?.id === id ? edit(disk) : disk)));

export const outcomesIn = ({ report }: { report: Doc }): string[] =>
  report.changes.map(({ outcome }: Doc) => outcome);
