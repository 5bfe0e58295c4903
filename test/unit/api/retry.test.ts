/** Reading again: when, how long after, how often, and when not. Against the simulator over HTTP. */
import { describe, expect, test } from 'vitest';
import { tokenAuth } from '../../../src/api/auth.ts';
import { createSmsClient } from '../../../src/api/client.ts';
import { backoffMs, type RetryNotice, withRetry } from '../../../src/api/retry.ts';
import { ServiceError } from '../../../src/api/service-error.ts';
import type { Simulator, SimulatorOptions } from '../../../src/simulator/server.ts';
import { service } from '../../support/service.ts';

interface Tried {
  readonly sms: Simulator;
  readonly retries: RetryNotice[];
  readonly read: (signal?: AbortSignal) => Promise<unknown>;
}

async function trying(options: SimulatorOptions, seconds: number): Promise<Tried> {
  const sms = await service(options);
  const retries: RetryNotice[] = [];
  const onRetry = (retry: RetryNotice) => void retries.push(retry);
  const client = createSmsClient({
    endpoint: sms.url,
    auth: tokenAuth(sms.token),
    transport: {},
    seconds,
    onRetry,
  });
  return {
    sms,
    retries,
    read: (signal) => client.getTask(sms.firstTask, signal).catch((error: unknown) => error),
  };
}

describe('the wait', () => {
  const failed = (facts: object) => new ServiceError('refused', 'm', facts);

  test.each([
    [1, 300],
    [2, 600],
    [3, 1200],
    [5, 4800],
    [6, 8000],
    [60, 8000],
  ])('after %d tries is by chance from 0 to %d ms', (tries, most) => {
    expect(backoffMs(tries, failed({ status: 503 }), () => 0)).toBe(0);
    expect(backoffMs(tries, failed({ status: 503 }), () => 0.5)).toBe(most / 2);
    expect(backoffMs(tries, failed({ status: 503 }), () => 1)).toBe(most);
  });

  test('is 2 to 5 s if calls are throttled', () => {
    for (const facts of [{ status: 429 }, { status: 400, code: 'APIG.0308' }]) {
      expect(backoffMs(1, failed(facts), () => 0)).toBe(2000);
      expect(backoffMs(1, failed(facts), () => 1)).toBe(5000);
    }
  });

  test('is that of Retry-After; a 0 there means at once', () => {
    expect(backoffMs(1, failed({ status: 503, retryAfterMs: 7000 }), () => 0)).toBe(7000);
    expect(backoffMs(2, failed({ status: 429, retryAfterMs: 0 }), () => 0.5)).toBe(300);
  });
});

describe('a reading', () => {
  test.each([
    ['a 408', { way: 'unavailable', status: 408 }],
    ['a 500', { way: 'sms', code: 'SMS.6000', status: 500 }],
    ['a 502 with a page', { way: 'html' }],
    ['a 503', { way: 'unavailable' }],
    ['a 504', { way: 'unavailable', status: 504 }],
    ['a dropped connection', { way: 'drop' }],
    ['a reset', { way: 'reset' }],
    ['an answer cut off', { way: 'cut' }],
  ])('is tried again after %s, until it works', async (_what, failure) => {
    const { sms, retries, read } = await trying({ failures: [{ ...failure, times: 2 }] }, 10);
    expect(await read()).toMatchObject({ name: 'centos7-lvm' });
    expect(sms.requests).toHaveLength(3);
    expect(retries.map(({ attempts: tries }) => tries)).toEqual([1, 2]);
    expect(retries.every(({ path }) => path === `v3/tasks/${sms.firstTask}`)).toBe(true);
  });

  test.each([
    ['a 400', { way: 'SMS.9001' }],
    ['a 401', { way: 'unauthorized' }],
    ['a 403', { way: 'forbidden' }],
    ['a 501', { way: 'unavailable', status: 501 }],
    ['a page with 200', { way: 'html', status: 200 }],
    ['JSON that breaks off', { way: 'truncated' }],
    ['JSON that is no task', { way: 'list' }],
  ])('is not tried again after %s', async (_what, failure) => {
    const { sms, retries, read } = await trying({ failures: [failure] }, 5);
    expect(await read()).toBeInstanceOf(ServiceError);
    expect(sms.requests).toHaveLength(1);
    expect(retries).toEqual([]);
  });

  test.each(['throttled', 'throttled_date'])('waits as long as Retry-After says (%s)', async (way) => {
    const { sms, retries, read } = await trying({ failures: [{ way, seconds: 2, times: 1 }] }, 10);
    expect(await read()).toMatchObject({ name: 'centos7-lvm' });
    const [first, second] = sms.requests.map(({ at }) => at) as [number, number];
    // A date has whole seconds, and the one in which the answer was written is partly over.
    const least = way === 'throttled' ? 1990 : 990;
    expect(second - first).toBeGreaterThanOrEqual(least);
    expect(second - first).toBeLessThan(6000);
    expect(retries[0]?.message).toMatch(
      /^No response yet \(429 from 127\.0\.0\.1:\d+\), retrying in [12] s…$/,
    );
  });

  test('a date in Retry-After is read by the clock of the server', async () => {
    const { retries, read } = await trying(
      { skew: 3_600_000, failures: [{ way: 'throttled_date', seconds: 2, times: 1 }] },
      10,
    );
    expect(await read()).toMatchObject({ name: 'centos7-lvm' });
    expect(retries[0]?.waitMs).toBeLessThanOrEqual(2000);
  });

  test('gives up at once where the service asks for more time than there is', async () => {
    const { sms, retries, read } = await trying({ failures: [{ way: 'throttled', seconds: 3600 }] }, 5);
    const from = Date.now();
    expect(await read()).toMatchObject({
      code: 'APIGW.0308',
      hint: expect.stringMatching(/^The service asks to wait 3600 s, .* Try again at .*\d.*--timeout\./),
    });
    expect(Date.now() - from).toBeLessThan(4000);
    expect(sms.requests).toHaveLength(1);
    expect(retries).toEqual([]);
  });

  test('ends within its time, however often it is tried', async () => {
    const { sms, retries, read } = await trying({ failures: [{ way: 'unavailable' }] }, 2);
    const from = Date.now();
    const error = await read();
    expect(Date.now() - from).toBeLessThan(4000);
    expect(sms.requests.length).toBe(retries.length + 1);
    expect(retries.length).toBeGreaterThan(0);
    expect(error).toMatchObject({
      status: 503,
      hint: expect.stringMatching(new RegExp(`^Tried ${sms.requests.length} times in [012] s\\. `)),
    });
  });

  test('a try that hangs ends with the time of the whole call', async () => {
    const { read } = await trying(
      {
        failures: [
          { way: 'drop', times: 1 },
          { way: 'slow', seconds: 60 },
        ],
      },
      2,
    );
    const from = Date.now();
    expect(await read()).toMatchObject({ kind: 'no_answer', message: expect.stringContaining('within 2 s') });
    expect(Date.now() - from).toBeLessThan(4000);
  });

  test('a last try that the time-out interrupts does not hide the error before it', async () => {
    const failures = [
      { way: 'unavailable', seconds: 1, times: 1 },
      { way: 'slow', seconds: 60 },
    ];
    const { sms, read } = await trying({ failures }, 1.6);
    expect(await read()).toMatchObject({
      status: 503,
      hint: expect.stringMatching(/^Tried 2 times in 2 s\. The service is overloaded/),
    });
    expect(sms.requests).toHaveLength(2);
  });

  test('stops at once when it is aborted', async () => {
    const quitting = new AbortController();
    const { sms, retries, read } = await trying({ failures: [{ way: 'throttled', seconds: 20 }] }, 30);
    const reading = read(quitting.signal);
    while (retries.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    const from = Date.now();
    quitting.abort();
    expect(await reading).toMatchObject({ name: 'AbortError' });
    expect(Date.now() - from).toBeLessThan(5000);
    expect(sms.requests).toHaveLength(1);
  });

  test('a fault of the program itself is never tried again', async () => {
    let calls = 0;
    const broken = async () => {
      calls++;
      throw new TypeError('x is not a function');
    };
    await expect(withRetry(broken, { path: '', seconds: 5 })).rejects.toThrow(TypeError);
    expect(calls).toBe(1);
  });
});
