/** Pause, change, start on the real simulator: what is sent in which case, and what is in the journal by then. */
import { describe, expect, test } from 'vitest';
import type {
  Planned,
  SimulatedRequest,
  Simulator,
  SimulatorOptions,
} from '../../../src/simulator/server.ts';
import { newDraft } from '../../../src/task/edits/draft.ts';
import { applyAssignments } from '../../../src/update/assignments.ts';
import { pauseChangeStart } from '../../../src/update/pause-change-start.ts';
import type { PauseJournal } from '../../../src/update/pause-journal.ts';
import { clientOf, service } from '../../support/service.ts';

const SET = 'target_server.disks[Disk 1].size=60G';

interface Scene extends SimulatorOptions {
  /** Answers a request in place of SMS, or changes the task before SMS answers. */
  readonly on?: (call: string, sms: Simulator, nth: number) => Planned | undefined;
  readonly set?: readonly string[];
  readonly waitMs?: number;
  readonly unwritable?: boolean;
}

async function move({ on, set = [SET], waitMs = 1500, unwritable, ...options }: Scene = {}) {
  const seen = new Map<string, number>();
  const notes: string[] = [];
  let live = false;
  const intercept = ({ method, path, body }: SimulatedRequest) => {
    const call = path.endsWith('/action') ? String(JSON.parse(body).operation) : method;
    const own = path.includes(sms.firstTask);
    if (live && own && method !== 'GET') notes.push(call);
    if (!live || !own) return undefined;
    const nth = (seen.get(call) ?? 0) + 1;
    seen.set(call, nth);
    return on?.(call, sms, nth);
  };
  const sms: Simulator = await service({ scenario: 'running', pace: 20, intercept, ...options });
  const client = clientOf(sms, 2);
  const draft = applyAssignments(newDraft(await client.getTask(sms.firstTask)), set);
  live = true;
  const pauses: PauseJournal = {
    open() {
      if (unwritable) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
      notes.push('note stop');
    },
    step: (step) => void notes.push(`note ${step}`),
    end: (end) => void notes.push(`end ${end}`),
  };
  const result = await pauseChangeStart(client, sms.firstTask, draft, { pauses, waitMs });
  return { result, notes, sms, state: JSON.parse(sms.taskText(sms.firstTask)).state as string };
}
const setState = (sms: Simulator, state: string) => sms.change(sms.firstTask, (task) => ({ ...task, state }));

describe('pause, change, start', () => {
  test('goes through, each step in the journal before its request', async () => {
    const { result, notes, state, sms } = await move();
    expect(notes).toEqual([
      ...['note stop', 'stop', 'note paused', 'PUT', 'note start', 'start', 'end started'],
    ]);
    expect(result).toMatchObject({
      pause: { kind: 'paused', owned: true },
      update: { kind: 'verified', verdicts: [{ outcome: 'applied' }] },
      start: { kind: 'started', task: { state: 'RUNNING' } },
    });
    expect(state).toBe('RUNNING');
    expect(sms.taskText(sms.firstTask)).toContain('"size":64424509440');
  });

  test('pauses nothing where edits likely take effect, and sends the update', async () => {
    const { result, notes } = await move({ scenario: 'lvm', set: ['speed_limit=100'] });
    expect(notes).toEqual(['PUT']);
    expect(result).toMatchObject({ update: { kind: 'verified' } });
    expect(result.pause).toBeUndefined();
  });

  test.each(['ABORTING', 'DELETING', 'RESETING', 'SKIPPING'])(
    'sends nothing to a task that is %s',
    async (state) => {
      const { result, notes } = await move({
        on: (_call, sms) => void setState(sms, state),
        set: ['name=web-01'],
      });
      expect(notes).toEqual([]);
      expect(result.pause ?? result.update).toMatchObject({
        kind: expect.stringMatching(/blocked|conflict/),
      });
    },
  );

  test('sends nothing to a task whose source server is not connected', async () => {
    const { result, notes } = await move({
      on: (_call, sms) => void sms.change(sms.firstTask, (task) => ({ ...task, connected: false })),
    });
    expect([result.pause?.kind, notes]).toEqual(['offline', []]);
  });

  test.each(['updateTask', 'manageTask'] as const)(
    'tells that %s is missing before anything is paused',
    async (action) => {
      const { result, notes } = await move({ denied: [`sms:server:${action}`] });
      expect(result).toMatchObject({ pause: { kind: 'denied', error: { status: 403 } } });
      expect(notes).toEqual([]);
    },
  );

  test('pauses nothing if the journal can not be written', async () => {
    const { result, notes } = await move({ unwritable: true });
    expect(result).toEqual({ pause: { kind: 'unjournaled', why: 'ENOSPC' } });
    expect(notes).toEqual([]);
  });

  test('pauses nothing if somebody changed the edited field before', async () => {
    const { result, notes } = await move({
      on: (_call, sms) => void sms.change(sms.firstTask, (task) => ({ ...task, name: 'theirs' })),
      set: ['name=ours'],
    });
    expect(result).toMatchObject({ update: { kind: 'conflict' } });
    expect(notes).toEqual([]);
  });

  test('ends after a rejected stop', async () => {
    const { result, notes } = await move({
      on: (call) =>
        call === 'stop' ? { status: 400, body: '{"error_code":"SMS.7714","error_msg":"no"}' } : undefined,
    });
    expect(result.pause).toMatchObject({ kind: 'rejected', error: { code: 'SMS.7714' } });
    expect(notes).toEqual(['note stop', 'stop', 'end not_paused']);
  });

  test('sends a throttled action again, and no other one', async () => {
    const throttled = { status: 429, headers: { 'Retry-After': '0' }, body: '' };
    const { result, notes } = await move({
      on: (call, _sms, nth) => (['stop', 'start'].includes(call) && nth === 1 ? throttled : undefined),
    });
    expect(result.start?.kind).toBe('started');
    expect(notes.filter((note) => note === 'stop')).toHaveLength(2);
    expect(notes.filter((note) => note === 'start')).toHaveLength(2);
  });

  test('does not start a task after a lost stop: somebody else may have paused it', async () => {
    const { result, notes, state } = await move({
      on(call, sms) {
        if (call !== 'stop') return undefined;
        setState(sms, 'ABORT');
        return 'drop';
      },
    });
    expect(result).toMatchObject({ pause: { kind: 'paused', owned: false }, left: 'unsure' });
    expect(result.update?.kind).toBe('verified');
    expect(notes).toEqual(['note stop', 'stop', 'PUT']);
    expect(state).toBe('ABORT');
  });

  test('sends nothing after a lost stop that never shows', async () => {
    const { result, notes } = await move({
      waitMs: 300,
      on: (call) => (call === 'stop' ? 'drop' : undefined),
    });
    expect(result.pause).toMatchObject({
      kind: 'unknown',
      error: { kind: 'no_answer' },
      task: { state: 'RUNNING' },
    });
    expect(notes).toEqual(['note stop', 'stop']);
  });

  test('leaves a task that never gets from ABORTING to ABORT', async () => {
    const { result, notes } = await move({
      waitMs: 300,
      failures: [{ way: 'stuck', state: 'ABORTING' } as never],
    });
    expect(result.pause).toMatchObject({ kind: 'unknown', task: { state: 'ABORTING' } });
    expect(notes).toEqual(['note stop', 'stop']);
  });

  test('changes nothing if the task fails before it is paused', async () => {
    const { result, notes } = await move({
      on(call, sms, nth) {
        if (call === 'GET' && nth === 2) setState(sms, 'MIGRATE_FAIL');
        return undefined;
      },
      pace: 1000,
    });
    expect(result.pause).toMatchObject({ kind: 'ended', task: { state: 'MIGRATE_FAIL' } });
    expect(notes).toEqual(['note stop', 'stop', 'end not_paused']);
  });

  test('changes and starts nothing if somebody starts the task while it is pausing', async () => {
    const { result, notes } = await move({
      on(call, sms, nth) {
        if (call === 'GET' && nth === 3) setState(sms, 'RUNNING');
        return undefined;
      },
      stateDelay: 60_000,
    });
    expect(result.pause).toMatchObject({ kind: 'ended', task: { state: 'RUNNING' } });
    expect(notes).toEqual(['note stop', 'stop', 'end not_paused']);
  });

  test('starts again after a rejected update: the task is as it was', async () => {
    const { result, notes } = await move({
      on: (call) =>
        call === 'PUT' ? { status: 400, body: '{"error_code":"SMS.6539","error_msg":"no"}' } : undefined,
    });
    expect(result).toMatchObject({ update: { kind: 'refused' }, start: { kind: 'started' } });
    expect(notes.at(-1)).toBe('end started');
  });

  test('does not start again after an update with an unknown result', async () => {
    const { result, state } = await move({ on: (call) => (call === 'PUT' ? 'drop' : undefined) });
    expect(result).toMatchObject({ update: { kind: 'unknown' }, left: 'unknown_update' });
    expect(state).toBe('ABORT');
  });

  test('does not start a task that somebody else has started', async () => {
    const { result, notes } = await move({
      on(call, sms) {
        if (call === 'PUT') setTimeout(() => setState(sms, 'RUNNING'), 0);
        return undefined;
      },
      set: ['name=web-01'],
    });
    expect(result.start).toMatchObject({ kind: 'elsewhere', task: { state: 'RUNNING' } });
    expect(notes).not.toContain('start');
    expect(notes.at(-1)).toBe('end not_paused');
  });

  test('finds out by reading that a start whose response was lost has arrived', async () => {
    const { result, notes } = await move({
      on(call, sms) {
        if (call !== 'start') return undefined;
        setState(sms, 'RUNNING');
        return 'drop';
      },
    });
    expect(result.start?.kind).toBe('started');
    expect(notes.filter((note) => note === 'start')).toHaveLength(1);
  });

  test('never repeats a start that is lost, and leaves the pause open', async () => {
    const { result, notes } = await move({
      waitMs: 400,
      on: (call) => (call === 'start' ? 'drop' : undefined),
    });
    expect(result.start).toMatchObject({ kind: 'unknown', task: { state: 'ABORT' } });
    expect(notes.slice(-2)).toEqual(['note start', 'start']);
  });
});
