/** Tasks that move in time, and actions on them. */
import { describe, expect, test } from 'vitest';
import type { Simulator, SimulatorOptions } from '../../../src/simulator/server.ts';
import { ask } from '../../support/ask.ts';
import { service } from '../../support/service.ts';

const PACE = 60_000;
const DELAY = 600_000;

interface Step {
  name: string;
  progress: number;
}

async function task(sms: Simulator) {
  return (await ask(sms, 'GET', `/v3/tasks/${sms.firstTask}`)).body;
}
const act = async (sms: Simulator, operation: string) => {
  const { status, body } = await ask(sms, 'POST', `/v3/tasks/${sms.firstTask}/action`, { operation });
  return status === 200 ? 200 : body.error_code;
};
const steps = async (sms: Simulator): Promise<[string, number][]> =>
  (await task(sms)).sub_tasks.map(({ name, progress }: Step) => [name, progress]);
const paced = (options: SimulatorOptions = {}) => service({ pace: PACE, stateDelay: DELAY, ...options });

describe('start and stop', () => {
  test('start: READY until the delay is over, then RUNNING with sub-tasks', async () => {
    const sms = await paced();
    expect(await act(sms, 'start')).toBe(200);
    sms.advanceClock(DELAY - 5000);
    expect((await task(sms)).state).toBe('READY');
    sms.advanceClock(5000);
    expect(await task(sms)).toMatchObject({ state: 'RUNNING', source_server: { state: 'replicate' } });
    expect((await steps(sms)).map(([name]) => name)).toEqual([
      'SSL_CONFIG',
      'ATTACH_AGENT_IMAGE',
      'FORMAT_DISK_LINUX_FILE',
      'MIGRATE_LINUX_FILE',
    ]);
  });

  test('stop: ABORTING at once, ABORT after the delay; the progress stays, and start goes on from it', async () => {
    const sms = await paced({ scenario: 'running' });
    sms.advanceClock(10 * PACE);
    const before = await steps(sms);
    expect(before[4]).toEqual(['MIGRATE_WINDOWS_BLOCK', 17]);
    expect(await act(sms, 'stop')).toBe(200);
    expect(await task(sms)).toMatchObject({ state: 'ABORTING', source_server: { state: 'stopping' } });
    sms.advanceClock(DELAY);
    expect(await task(sms)).toMatchObject({ state: 'ABORT', migrate_speed: 0 });
    sms.advanceClock(100 * PACE);
    expect(await steps(sms)).toEqual(before);
    expect(await act(sms, 'start')).toBe(200);
    sms.advanceClock(DELAY + PACE);
    expect(await task(sms)).toMatchObject({ state: 'RUNNING' });
    expect((await steps(sms))[4]).toEqual(['MIGRATE_WINDOWS_BLOCK', 18]);
  });

  test('are not idempotent: a second start gets SMS.7713, a second stop SMS.7714', async () => {
    const sms = await paced();
    expect([await act(sms, 'start'), await act(sms, 'start')]).toEqual([200, 'SMS.7713']);
    expect(await act(sms, 'stop')).toBe('SMS.7714');
    sms.advanceClock(DELAY);
    expect([await act(sms, 'stop'), await act(sms, 'stop')]).toEqual([200, 'SMS.7714']);
    expect(await act(sms, 'start')).toBe('SMS.7713');
    sms.advanceClock(DELAY);
    expect(await act(sms, 'stop')).toBe('SMS.7714');
    expect(await act(sms, 'start')).toBe(200);
  });

  test('a failed task can be started, and its error is gone', async () => {
    const sms = await paced({ scenario: 'failed' });
    expect(JSON.parse((await task(sms)).error_json).error_code).toBe('SMS.0806');
    expect(await act(sms, 'start')).toBe(200);
    sms.advanceClock(DELAY);
    expect(await task(sms)).toMatchObject({ state: 'RUNNING', error_json: '' });
  });

  /** Which states allow which actions, and the code of the others. Source: docs/api-notes.md#start-and-stop-a-task. */
  test.each<[string, string, string[]]>([
    ['start', 'SMS.7713', ['READY', 'ABORT', 'MIGRATE_FAIL', 'SYNC_FAIL']],
    ['stop', 'SMS.7714', ['RUNNING', 'SYNCING']],
    ['restart', 'SMS.7722', ['MIGRATE_SUCCESS', 'SYNC_SUCCESS']],
    ['clone_test', 'SMS.7721', ['SYNCING']],
    ['sync_failed_rollback', 'SMS.7718', ['SYNC_FAIL']],
  ])('%s: %s in all states but %j', async (operation, code, allowed) => {
    const states = 'READY RUNNING SYNCING MIGRATE_SUCCESS SYNC_SUCCESS MIGRATE_FAIL SYNC_FAIL ABORTING ABORT';
    for (const state of states.split(' ')) {
      const sms = await paced();
      sms.change(sms.firstTask, (doc) => ({ ...doc, state }));
      expect([state, await act(sms, operation)]).toEqual([state, allowed.includes(state) ? 200 : code]);
    }
  });

  test.each<[object, number]>([
    [{ template_id: 'x'.repeat(255), switch_hce: true, is_need_consistency_check: false }, 200],
    [{ template_id: null, switch_hce: null }, 200],
    [{ template_id: 'x'.repeat(256) }, 400],
    [{ template_id: 7 }, 400],
    [{ switch_hce: 'true' }, 400],
    [{ is_need_consistency_check: 1 }, 400],
  ])('start with %j: %i', async (options, status) => {
    const sms = await service();
    const path = `/v3/tasks/${sms.firstTask}/action`;
    const answer = await ask(sms, 'POST', path, { operation: 'start', ...options });
    expect([answer.status, answer.body.error_code]).toEqual([
      status,
      status === 400 ? 'SMS.9001' : undefined,
    ]);
  });

  test('an unknown operation: SMS.9001; a source server without connection: SMS.6603', async () => {
    const sms = await paced();
    expect(await act(sms, 'explode')).toBe('SMS.9001');
    sms.change(sms.firstTask, (doc) => ({ ...doc, connected: false }));
    expect(await act(sms, 'start')).toBe('SMS.6603');
  });
});

describe('progress', () => {
  test('without a pace, each reading moves a running task by 1 %, up to 99 %', async () => {
    const sms = await service({ scenario: 'running' });
    const seen: number[] = [];
    for (let reading = 0; reading < 95; reading++) seen.push((await steps(sms))[4]?.[1] as number);
    expect(seen.slice(0, 3)).toEqual([8, 9, 10]);
    expect(seen.slice(-3)).toEqual([99, 99, 99]);
  });

  test('with a pace, readings move nothing and the clock moves all sub-tasks to the end', async () => {
    const sms = await paced();
    await act(sms, 'start');
    sms.advanceClock(DELAY + 150 * PACE);
    for (let reading = 0; reading < 3; reading++)
      expect((await steps(sms)).map(([, percent]) => percent)).toEqual([100, 50, 0, 0]);
    expect(await task(sms)).toMatchObject({ migrate_speed: 9.5, remain_seconds: 250 * 60 });
    sms.advanceClock(250 * PACE);
    const done = await task(sms);
    expect(done).toMatchObject({ state: 'MIGRATE_SUCCESS', source_server: { state: 'finished' } });
    expect(done.finish_date).toBeGreaterThan(done.start_date);
  });

  test('a task with synchronization goes on as SYNCING, and can be paused and started as that', async () => {
    const sms = await paced({ scenario: 'running' });
    sms.change(sms.firstTask, (doc) => ({ ...doc, syncing: true }));
    sms.advanceClock(93 * PACE);
    expect((await task(sms)).state).toBe('SYNCING');
    expect(await act(sms, 'stop')).toBe(200);
    sms.advanceClock(DELAY);
    expect(await act(sms, 'start')).toBe(200);
    sms.advanceClock(DELAY);
    expect((await task(sms)).state).toBe('SYNCING');
  });

  test('a rate limit slows a migration down, and a rate window overrules it', async () => {
    const limited = await paced({ scenario: 'running' });
    await ask(limited, 'PUT', `/v3/tasks/${limited.firstTask}`, { speed_limit: 38 });
    limited.advanceClock(10 * PACE);
    expect((await steps(limited))[4]?.[1]).toBe(12);
    expect((await task(limited)).migrate_speed).toBe(38 / 8);
    const window = { start: '00:00', end: '24:00', speed: 76 };
    await ask(limited, 'POST', `/v3/tasks/${limited.firstTask}/speed-limit`, { speed_limit: [window] });
    limited.advanceClock(10 * PACE);
    expect((await steps(limited))[4]?.[1]).toBe(22);
  });
});

describe('faults of a migration', () => {
  test.each(['SSL_CONFIG', 'ATTACH_AGENT_IMAGE', 'FORMAT_DISK_LINUX_FILE', 'MIGRATE_LINUX_FILE'])(
    'step: %s fails at its percentage with a code',
    async (step) => {
      const sms = await paced({ failures: [{ way: 'step', step, percent: 40, code: 'SMS.3805' }] });
      await act(sms, 'start');
      sms.advanceClock(DELAY + 1000 * PACE);
      const failed = await task(sms);
      expect(failed.state).toBe('MIGRATE_FAIL');
      expect(JSON.parse(failed.error_json).error_code).toBe('SMS.3805');
      expect(failed.sub_tasks.find(({ name }: Step) => name === step).progress).toBe(40);
      sms.clearFaults();
      expect(await act(sms, 'start')).toBe(200);
      sms.advanceClock(DELAY + 1000 * PACE);
      expect((await task(sms)).state).toBe('MIGRATE_SUCCESS');
    },
  );

  test('step without a pace: at the reading that reaches it', async () => {
    const sms = await service({ scenario: 'running', failures: [{ way: 'step', percent: 9 }] });
    expect([(await task(sms)).state, (await task(sms)).state]).toEqual(['RUNNING', 'MIGRATE_FAIL']);
  });

  test('stuck: a task never leaves ABORTING, or READY after its start', async () => {
    const sms = await paced({ scenario: 'running', failures: [{ way: 'stuck' }] });
    await act(sms, 'stop');
    sms.advanceClock(100 * DELAY);
    expect((await task(sms)).state).toBe('ABORTING');
    const ready = await paced({ failures: [{ way: 'stuck', state: 'READY' }] });
    await act(ready, 'start');
    ready.advanceClock(100 * DELAY);
    expect((await task(ready)).state).toBe('READY');
  });

  test('each request of pause, change, start can fail on its own', async () => {
    const sms = await paced({
      scenario: 'running',
      failures: [{ way: 'reset', path: '*/action', nth: 2, done: true }],
    });
    expect(await act(sms, 'stop')).toBe(200);
    sms.advanceClock(DELAY);
    await expect(act(sms, 'start')).rejects.toThrow();
    sms.advanceClock(DELAY);
    expect((await task(sms)).state).toBe('RUNNING');
  });
});
