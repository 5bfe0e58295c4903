/** Every fault that the simulator can inject, as a client sees it. */
import { describe, expect, test } from 'vitest';
import { CODES } from '../../../src/simulator/error-codes.ts';
import { type Fault, RESPONSE_FAULTS } from '../../../src/simulator/faults/fault-injection.ts';
import { parseFault } from '../../../src/simulator/faults/parse-fault.ts';
import type { Simulator } from '../../../src/simulator/server.ts';
import { service } from '../../support/service.ts';

async function call(sms: Simulator, method = 'GET', path = `/v3/tasks/${sms.firstTask}`, wait = 5000) {
  const answer = await fetch(sms.url + path, {
    method,
    headers: { 'X-Auth-Token': sms.token, 'Content-Type': 'application/json' },
    signal: AbortSignal.timeout(wait),
    ...(method === 'PUT' ? { body: '{"name":"new"}' } : {}),
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

async function failing(failure: Fault) {
  const sms = await service({ failures: [failure] });
  return { sms, ...(await call(sms)) };
}

/** Returns the innermost code of an error that fetch throws. */
async function brokenBy(failure: Fault, wait = 5000): Promise<string> {
  const sms = await service({ failures: [failure] });
  try {
    await call(sms, 'GET', undefined, wait);
    return 'nothing';
  } catch (error) {
    const cause = (error as Error).cause as NodeJS.ErrnoException | undefined;
    return cause?.code ?? cause?.message ?? (error as Error).name;
  }
}

const tested = new Set<string>();
const way = (name: string): Fault => {
  tested.add(name);
  return { way: name };
};

describe('error shapes', () => {
  const [code, message] = ['SMS.0806', (CODES['SMS.0806'] as [number, string])[1]];
  test.each<[string, unknown]>([
    ['sms', { error_code: code, error_msg: message }],
    [
      'details',
      {
        error_code: code,
        error_msg: message,
        encoded_authorization_message: expect.any(String),
        error_param: [message],
        details: [{ error_code: code, error_msg: message }],
      },
    ],
    ['iam', { error: { code, message } }],
    ['camel', { errorCode: code, errorMsg: message }],
    ['bare', { code, message }],
    ['nested_sms', { error: { error_code: code, error_msg: message } }],
    ['nested_iam', { error: { error: { code, message } } }],
    ['nested_camel', { error: { errorCode: code, errorMsg: message } }],
    ['nested_bare', { body: { code, message } }],
  ])('%s', async (name, shape) => {
    const answer = await failing({ ...way(name), code });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toEqual(shape);
    expect(answer.headers.get('x-request-id')).toMatch(/^simulated-\d+$/);
  });

  test('with a code, status and message of one’s own', async () => {
    const answer = await failing({ way: 'iam', code: 'XYZ.1', status: 418, message: 'I am a teapot.' });
    expect(answer.status).toBe(418);
    expect(JSON.parse(answer.text)).toEqual({ error: { code: 'XYZ.1', message: 'I am a teapot.' } });
  });

  test.each(Object.entries(CODES))('%s by its name alone', async (name, [status, words]) => {
    const answer = await failing({ way: name });
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toEqual({ error_code: name, error_msg: words });
  });

  test('unauthorized, forbidden', async () => {
    const unauthorized = await failing(way('unauthorized'));
    expect([unauthorized.status, JSON.parse(unauthorized.text).error_code]).toEqual([401, 'APIGW.0301']);
    const forbidden = await failing(way('forbidden'));
    expect([forbidden.status, JSON.parse(forbidden.text).details[0].error_msg]).toEqual([
      403,
      expect.stringContaining('sms:server:updateTask'),
    ]);
  });
});

describe('too much, and not there', () => {
  test('throttled: 429 and seconds', async () => {
    const answer = await failing({ ...way('throttled'), seconds: 7 });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7']);
    expect(JSON.parse(answer.text).error_code).toBe('APIGW.0308');
  });

  test('throttled_date: 429 and a date by its own clock', async () => {
    const answer = await failing({ ...way('throttled_date'), seconds: 30 });
    const header = answer.headers.get('retry-after') as string;
    expect(header).toMatch(/^\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT$/);
    const seconds = (Date.parse(header) - Date.parse(answer.headers.get('date') as string)) / 1000;
    expect(Math.abs(seconds - 30)).toBeLessThanOrEqual(1);
  });

  test('unavailable: 503, with Retry-After if configured', async () => {
    const plain = await failing(way('unavailable'));
    expect([plain.status, plain.headers.get('retry-after')]).toEqual([503, null]);
    const timed = await failing({ way: 'unavailable', seconds: 3 });
    expect([timed.status, timed.headers.get('retry-after')]).toEqual([503, '3']);
  });
});

describe('what is no answer of the service', () => {
  test('html', async () => {
    const answer = await failing(way('html'));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8']);
    expect(answer.text).toContain('<h1>502 Bad Gateway</h1>');
    expect((await failing({ way: 'html', status: 200 })).status).toBe(200);
  });

  test('truncated: the first half, whole as HTTP', async () => {
    const answer = await failing(way('truncated'));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(() => JSON.parse(answer.text)).toThrow();
    expect(answer.sms.taskText(answer.sms.firstTask).startsWith(answer.text)).toBe(true);
    expect(answer.text.length).toBeGreaterThan(100);
  });

  test('empty', async () => {
    const answer = await failing(way('empty'));
    expect([answer.status, answer.text]).toEqual([200, '']);
    expect((await failing({ way: 'empty', status: 500 })).status).toBe(500);
  });

  test('wrong_type: the answer, called something else', async () => {
    const answer = await failing(way('wrong_type'));
    expect(answer.headers.get('content-type')).toBe('text/html');
    expect(JSON.parse(answer.text).name).toBe('centos7-lvm');
  });

  test('list: JSON of another kind', async () => {
    expect((await failing(way('list'))).text).toBe('[]');
  });
});

describe('what happens to the connection', () => {
  test('drop: closed before an answer', async () => {
    expect(await brokenBy(way('drop'))).toBe('UND_ERR_SOCKET');
  });

  test('reset', async () => {
    expect(await brokenBy(way('reset'))).toBe('ECONNRESET');
  });

  test('cut: closed in the middle of an answer', async () => {
    expect(await brokenBy(way('cut'))).toBe('UND_ERR_SOCKET');
  });

  test('stall: open in the middle of an answer, for ever', async () => {
    const sms = await service({ failures: [way('stall')] });
    const signal = AbortSignal.timeout(500);
    const answer = await fetch(`${sms.url}/v3/tasks`, { headers: { 'X-Auth-Token': sms.token }, signal });
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow(/timeout/);
  });

  test('slow: the answer, later', async () => {
    expect(await brokenBy({ ...way('slow'), seconds: 5 }, 200)).toBe('TimeoutError');
    const start = performance.now();
    expect((await failing({ way: 'slow', seconds: 1 })).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThanOrEqual(990);
  });

  test('a simulator with slow answers under way closes at once', async () => {
    const sms = await service({ failures: [{ way: 'slow', seconds: 30 }] });
    const asked = call(sms).catch(() => 'broken');
    await expect.poll(() => sms.requests.length).toBe(1);
    const start = performance.now();
    await sms.close();
    expect(await asked).toBe('broken');
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

test('every way there is was tried', () => {
  expect([...tested].sort()).toEqual([...RESPONSE_FAULTS].sort());
});

describe('which requests fail', () => {
  const statuses = async (sms: Simulator, calls: [method: string, path?: string][]) => {
    const seen: number[] = [];
    for (const [method, path] of calls) seen.push((await call(sms, method, path)).status);
    return seen;
  };
  const GETS: [string][] = [['GET'], ['GET'], ['GET'], ['GET']];

  test.each<[string, Partial<Fault>, number[]]>([
    ['all', {}, [503, 503, 503, 503]],
    ['the second', { nth: 2 }, [200, 503, 200, 200]],
    ['the first three', { times: 3 }, [503, 503, 503, 200]],
  ])('%s', async (_which, narrowed, expected) => {
    const sms = await service({ failures: [{ way: 'unavailable', ...narrowed }] });
    expect(await statuses(sms, GETS)).toEqual(expected);
  });

  test('of one method: the count is of those alone', async () => {
    const sms = await service({ failures: [{ way: 'unavailable', method: 'PUT', nth: 2 }] });
    const calls: [string][] = [['GET'], ['PUT'], ['GET'], ['PUT'], ['PUT']];
    expect(await statuses(sms, calls)).toEqual([200, 200, 200, 503, 200]);
  });

  test('of one path, or of all that begin so', async () => {
    const sms = await service();
    const task = `/v3/tasks/${sms.firstTask}`;
    const calls: [string, string][] = [
      ['GET', '/v3/tasks'],
      ['GET', '/v3/tasks?limit=1'],
      ['GET', task],
    ];
    sms.addFaults({ way: 'unavailable', path: '/v3/tasks' });
    expect(await statuses(sms, calls)).toEqual([503, 503, 200]);
    sms.clearFaults();
    sms.addFaults({ way: 'unavailable', path: '/v3/tasks/*' });
    expect(await statuses(sms, calls)).toEqual([200, 200, 503]);
  });

  test('one after the other', async () => {
    const sms = await service();
    sms.addFaults({ way: 'html', nth: 1 }, { way: 'throttled', nth: 2 }, { way: 'SMS.0806', nth: 3 });
    expect(await statuses(sms, GETS)).toEqual([502, 429, 400, 200]);
  });

  test('an unknown way is an error at once', async () => {
    await expect(service({ failures: [{ way: 'sideways' }] })).rejects.toThrow('sideways');
  });
});

describe('whether the request is carried out', () => {
  const nameAfter = async (failure: Fault) => {
    const sms = await service({ failures: [failure] });
    await call(sms, 'PUT', undefined, 1500).catch(() => {});
    return JSON.parse(sms.taskText(sms.firstTask)).name;
  };
  const OWN = ['truncated', 'empty', 'wrong_type', 'slow'];

  test.each(RESPONSE_FAULTS.filter((name) => !OWN.includes(name) && name !== 'stall'))(
    '%s: no, unless it is told so',
    async (name) => {
      expect(await nameAfter({ way: name })).toBe('centos7-lvm');
      expect(await nameAfter({ way: name, done: true })).toBe('new');
    },
  );

  test.each(OWN)('%s: yes, as it is the service that answers', async (name) => {
    expect(await nameAfter({ way: name, seconds: 1 })).toBe('new');
  });
});

describe('failures in words', () => {
  test.each<[string, Fault]>([
    ['html', { way: 'html' }],
    ['SMS.0806', { way: 'SMS.0806' }],
    ['throttled:method=PUT,nth=2,seconds=3', { way: 'throttled', method: 'PUT', nth: 2, seconds: 3 }],
    [
      'sms:code=SMS.6531,status=400,path=/v3/tasks/*',
      { way: 'sms', code: 'SMS.6531', status: 400, path: '/v3/tasks/*' },
    ],
    ['reset:done,times=1', { way: 'reset', done: true, times: 1 }],
  ])('%s', (words, failure) => {
    expect(parseFault(words)).toEqual({ failure });
  });

  test.each([
    ['sideways', 'sideways'],
    ['', ''],
    ['html:nth=x', 'nth=x'],
    ['html:when=now', 'when=now'],
    ['html:method=', 'method='],
  ])('"%s" is refused for "%s"', (words, fault) => {
    expect(parseFault(words)).toEqual({ fault });
  });
});
