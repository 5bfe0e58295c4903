/** Two requests for one update, over HTTP: their order, what happens when either fails, and that neither goes out twice. */
import { describe, expect, test } from 'vitest';
import type { Fault } from '../../../src/simulator/faults/fault.ts';
import type { Simulator, SimulatorOptions } from '../../../src/simulator/server.ts';
import type { Draft } from '../../../src/task/edits/draft.ts';
import { newDraft } from '../../../src/task/edits/draft.ts';
import type { Verdict } from '../../../src/task/sending/verify.ts';
import { applyAssignments } from '../../../src/update/assignments.ts';
import { readTask } from '../../../src/update/read-task.ts';
import { type SubmitResult, submit } from '../../../src/update/submit.ts';
import { clientOf, service } from '../../support/service.ts';

const WINDOW = ['rate_windows[+1].start=08:00', 'rate_windows[+1].end=12:00', 'rate_windows[+1].speed=50'];
const BOTH = ['name=web-01', ...WINDOW];
const PUT = { method: 'PUT' };
const POST = { method: 'POST', path: '*/speed-limit' };

async function scene(set: string[], failures: Fault[], options: SimulatorOptions = {}) {
  const sms = await service({ scenario: 'lvm', failures, ...options });
  const client = clientOf(sms, 1);
  const base = await readTask(client, sms.firstTask, 'helpful');
  const draft: Draft = applyAssignments(newDraft(base), set);
  const notes: string[] = [];
  const journal = {
    intent: ({ edits }: Draft) => void notes.push(`intent ${edits.length}`),
    outcome: (result: string, verdicts: readonly Verdict[]) =>
      void notes.push([result, ...verdicts.map(({ outcome }) => outcome)].join(' ')),
  };
  const wait = async () => {};
  const send = (more: object = {}) => submit(client, sms.firstTask, draft, { journal, wait, ...more });
  return { sms, client, send, notes };
}

const calls = (sms: Simulator): string[] =>
  sms.requests
    .filter(({ path }) => path.includes('/tasks/'))
    .map(({ method, path }) => `${method} ${path.endsWith('speed-limit') ? 'windows' : 'task'}`);
const sentBy = (sms: Simulator): string[] => calls(sms).filter((call) => !call.startsWith('GET'));
const outcomes = (result: SubmitResult): string[] =>
  'requests' in result ? result.requests.map(({ part, outcome }) => `${part} ${outcome}`) : [];

describe('an update of task and windows', () => {
  test('reads both, sends the task first, verifies it, reads the windows again, sends them, and verifies', async () => {
    const { sms, send, notes } = await scene(BOTH, []);
    const result = await send();
    expect(result).toMatchObject({ kind: 'verified', lostAnswer: false, repeated: false });
    expect(outcomes(result)).toEqual(['task accepted', 'windows accepted']);
    expect(calls(sms).slice(2)).toEqual([
      ...['GET task', 'GET windows', 'PUT task', 'GET task'],
      ...['GET windows', 'POST windows', 'GET windows'],
    ]);
    expect(notes).toEqual([`intent ${5}`, `verified${' applied'.repeat(5)}`]);
    expect(sms.requests.find(({ method }) => method === 'POST')?.body).toBe(
      '{"speed_limit":[{"start":"08:00","end":"12:00","speed":50}]}',
    );
  });

  test('of windows alone has no PUT, and of the task alone no POST', async () => {
    const windows = await scene(WINDOW, []);
    expect((await windows.send()).kind).toBe('verified');
    expect(sentBy(windows.sms)).toEqual(['POST windows']);
    const task = await scene(['name=web-01'], []);
    await task.send();
    expect(calls(task.sms).slice(2)).toEqual(['GET task', 'PUT task', 'GET task']);
  });

  test('sends no windows if the PUT is rejected', async () => {
    const { sms, send, notes } = await scene(BOTH, [{ way: 'SMS.9001', ...PUT }]);
    const result = await send();
    expect(result).toMatchObject({ kind: 'refused', error: { code: 'SMS.9001' } });
    expect(outcomes(result)).toEqual(['task rejected', 'windows not_sent']);
    expect(sentBy(sms)).toEqual(['PUT task']);
    expect(notes.at(-1)).toBe('refused');
  });

  test('sends no windows while nobody knows what became of the PUT', async () => {
    const { sms, send } = await scene(BOTH, [
      { way: 'drop', ...PUT, done: true },
      { way: 'SMS.9001', method: 'GET', path: '/v3/tasks/*79', nth: 3 },
      { way: 'SMS.9001', method: 'GET', path: '/v3/tasks/*79', nth: 4 },
      { way: 'SMS.9001', method: 'GET', path: '/v3/tasks/*79', nth: 5 },
    ]);
    const result = await send();
    expect(result.kind).toBe('unknown');
    expect(outcomes(result)).toEqual(['task lost', 'windows not_sent']);
    expect(sentBy(sms)).toEqual(['PUT task']);
  });

  test('goes on after a lost PUT that a reading shows', async () => {
    const { sms, send } = await scene(BOTH, [{ way: 'drop', ...PUT, done: true }]);
    const result = await send();
    expect(result).toMatchObject({ kind: 'verified', lostAnswer: true, repeated: false });
    expect(outcomes(result)).toEqual(['task lost', 'windows accepted']);
    expect(sentBy(sms)).toEqual(['PUT task', 'POST windows']);
  });

  test('is half done if SMS rejects the windows', async () => {
    const { sms, send, notes } = await scene(BOTH, [{ way: 'SMS.9004', ...POST }]);
    const result = await send();
    expect(result).toMatchObject({ kind: 'half', why: 'refused', error: { code: 'SMS.9004' } });
    expect(outcomes(result)).toEqual(['task accepted', 'windows rejected']);
    expect(sentBy(sms)).toEqual(['PUT task', 'POST windows']);
    expect(notes.at(-1)).toMatch(/^verified applied( not_applied){4}$/);
    expect(JSON.parse(sms.taskText(sms.firstTask)).name).toBe('web-01');
  });

  test('sends lost windows again only after a reading that shows the old ones', async () => {
    const { sms, send } = await scene(BOTH, [{ way: 'drop', ...POST, nth: 1 }]);
    const result = await send();
    expect(result).toMatchObject({ kind: 'verified', repeated: true });
    expect(sentBy(sms)).toEqual(['PUT task', 'POST windows', 'POST windows']);
  });

  test('does not send windows again that arrived', async () => {
    const { sms, send } = await scene(BOTH, [{ way: 'drop', ...POST, done: true }]);
    const result = await send();
    expect(result).toMatchObject({ kind: 'verified', lostAnswer: true, repeated: false });
    expect(sentBy(sms)).toEqual(['PUT task', 'POST windows']);
  });

  test('knows nothing of lost windows that cannot be read', async () => {
    const { sms, send, notes } = await scene(BOTH, [
      { way: 'drop', ...POST, done: true },
      ...[4, 5, 6].map((nth) => ({ way: 'SMS.9001', method: 'GET', path: '*/speed-limit', nth })),
    ]);
    const result = await send();
    expect(result).toMatchObject({ kind: 'half', why: 'unknown' });
    expect(outcomes(result)).toEqual(['task accepted', 'windows lost']);
    expect(sentBy(sms)).toEqual(['PUT task', 'POST windows']);
    expect(notes.at(-1)).toMatch(/^unknown applied( unverified){4}$/);
  });

  test('finds a conflict of windows before anything is sent', async () => {
    const { sms, client, send } = await scene(BOTH, []);
    await client.setRateWindows(sms.firstTask, [{ start: '08:00', end: '10:00', speed: 7 }]);
    const before = sentBy(sms).length;
    expect((await send()).kind).toBe('conflict');
    expect(sentBy(sms)).toHaveLength(before);
  });

  test('does not overwrite windows that someone set between the two requests', async () => {
    let sms: Simulator | undefined;
    const { send, ...rest } = await scene(BOTH, [], {
      intercept: async ({ method, path, headers }) => {
        // After the PUT, as another user would.
        if (method !== 'PUT' || !sms) return undefined;
        await fetch(`${sms.url}${path}/speed-limit`, {
          method: 'POST',
          headers: { 'X-Auth-Token': String(headers['x-auth-token']), 'Content-Type': 'application/json' },
          body: '{"speed_limit":[{"start":"08:00","end":"10:00","speed":7}]}',
        });
        return undefined;
      },
    });
    sms = rest.sms;
    const result = await send();
    expect(result).toMatchObject({ kind: 'half', why: 'conflict' });
    expect(outcomes(result)).toEqual(['task accepted', 'windows not_sent']);
    expect(await rest.client.getRateWindows(sms.firstTask)).toMatchObject([{ end: '10:00', speed: 7 }]);
  });

  test('sends no windows once it was told to stop', async () => {
    const stop = new AbortController();
    const { sms, send } = await scene(BOTH, [], {
      intercept: ({ method }) => {
        if (method === 'PUT') stop.abort();
        return undefined;
      },
    });
    const result = await send({ signal: stop.signal, verifyAfterAbort: true });
    expect(result).toMatchObject({ kind: 'half', why: 'stopped' });
    expect(sentBy(sms)).toEqual(['PUT task']);
  });

  test('that failed halfway can be submitted again: only the windows go out', async () => {
    const { sms, send } = await scene(BOTH, [{ way: 'SMS.9004', ...POST, nth: 1 }]);
    expect((await send()).kind).toBe('half');
    const again = await send();
    expect(again.kind).toBe('verified');
    expect(outcomes(again)).toEqual(['windows accepted']);
    expect(sentBy(sms)).toEqual(['PUT task', 'POST windows', 'POST windows']);
  });
});

describe('reading windows', () => {
  test('is done only if edits need them', async () => {
    const { sms, client } = await scene([], []);
    const before = calls(sms).length;
    expect(await readTask(client, sms.firstTask, 'never')).not.toHaveProperty('rate_windows');
    expect(calls(sms).slice(before)).toEqual(['GET task']);
    expect(await readTask(client, sms.firstTask, 'needed')).toMatchObject({ rate_windows: [] });
  });

  test.each([['SMS.9004'], ['APIGW.0101'], ['html'], ['list']])(
    'goes on after %s, unless windows are edited',
    async (way) => {
      const { sms, client } = await scene(['name=x'], []);
      sms.addFaults({ way, method: 'GET', path: '*/speed-limit' });
      expect(await readTask(client, sms.firstTask, 'helpful')).not.toHaveProperty('rate_windows');
      await expect(readTask(client, sms.firstTask, 'needed')).rejects.toThrow();
    },
  );
});
