/** One gate for all requests: if one is throttled, all wait, one goes ahead, and the rate is learned. */
import { describe, expect, test } from 'vitest';
import { newRateController } from '../../../src/api/adaptive-rate.ts';
import { tokenAuth } from '../../../src/api/auth.ts';
import { createSmsClient } from '../../../src/api/client.ts';
import { ServiceError } from '../../../src/api/service-error.ts';
import { type GateOptions, isThrottled, newThrottleGate } from '../../../src/api/throttle-gate.ts';
import type { SimulatorOptions } from '../../../src/simulator/server.ts';
import { service } from '../../support/service.ts';

async function scene(options: SimulatorOptions, gateOptions: GateOptions = {}, seconds = 5) {
  const sms = await service(options);
  const holds: number[] = [];
  const gate = newThrottleGate({ onHold: (ms) => holds.push(ms), ...gateOptions });
  const site = { endpoint: sms.url, auth: tokenAuth(sms.token), transport: {}, seconds, gate };
  return { sms, gate, holds, client: createSmsClient(site) };
}

const held = (facts: object) => new ServiceError('refused', 'm', facts);

test('what holds requests back: 429, the codes of the gateway, and any Retry-After', () => {
  expect(isThrottled(held({ status: 429 }))).toBe(true);
  expect(isThrottled(held({ status: 400, code: 'APIG.0308' }))).toBe(true);
  expect(isThrottled(held({ status: 503, retryAfterMs: 0 }))).toBe(true);
  expect(isThrottled(held({ status: 503 }))).toBe(false);
  expect(isThrottled(held({ status: 400, code: 'SMS.7703' }))).toBe(false);
});

describe('if one is throttled', () => {
  test('none goes out until the time is over, a quarter of a second at least', async () => {
    const failures = [{ way: 'throttled', seconds: 0, nth: 5 }] as const;
    const { sms, client, holds } = await scene({ scenario: 'list', failures, latency: 50 });
    const ids = sms.taskIds.slice(0, 8);
    await Promise.all(ids.slice(0, 5).map((id) => client.getTask(id)));
    await Promise.all(ids.slice(5).map((id) => client.getTask(id)));
    const times = sms.requests.map(({ at }) => at);
    expect(times).toHaveLength(9);
    expect(holds).toEqual([expect.closeTo(250, 6)]);
    expect((times[5] ?? 0) - (times[4] ?? 0)).toBeGreaterThanOrEqual(250);
  });

  test('the one that goes ahead goes alone', async () => {
    const { sms, client } = await scene({
      scenario: 'list',
      failures: [{ way: 'throttled', seconds: 0, times: 4 }],
      latency: 150,
    });
    await Promise.all(sms.taskIds.slice(0, 4).map((id) => client.getTask(id)));
    const [, , , , ahead, next] = sms.requests.map(({ at }) => at);
    expect(sms.requests).toHaveLength(8);
    expect((next ?? 0) - (ahead ?? 0)).toBeGreaterThanOrEqual(150);
  });

  test('it counts as no try and takes none of the time of the call', async () => {
    const { sms, client, holds } = await scene(
      { failures: [{ way: 'throttled', seconds: 1, times: 2 }] },
      {},
      2,
    );
    expect(await client.getTask(sms.firstTask)).toMatchObject({ id: sms.firstTask });
    expect(holds).toHaveLength(2);
  });

  test('an update is not sent again by itself, and what comes after it waits', async () => {
    const failures = [{ way: 'throttled', seconds: 0, method: 'PUT', nth: 1 }] as const;
    const { sms, client, gate } = await scene({ failures });
    const error = await client.updateTask(sms.firstTask, { name: 'web' }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ status: 429, kind: 'refused' });
    expect(await gate.waitWhileThrottled()).toBe(true);
    expect(await gate.waitWhileThrottled()).toBe(true);
    await client.getTask(sms.firstTask);
    expect(await gate.waitWhileThrottled()).toBe(false);
    const [put, get] = sms.requests;
    expect(sms.requests.map(({ method }) => method)).toEqual(['PUT', 'GET']);
    expect((get?.at ?? 0) - (put?.at ?? 0)).toBeGreaterThanOrEqual(250);
  });

  test('for longer than the time-out is reported, and ends the others as well', async () => {
    const failures = [{ way: 'throttled', seconds: 60 }] as const;
    const { sms, client, gate } = await scene({ failures }, { patience: 5000 });
    const all = await Promise.allSettled([1, 2].map(() => client.getTask(sms.firstTask)));
    for (const one of all) expect(one).toMatchObject({ status: 'rejected', reason: { status: 429 } });
    expect(gate.canStillWait()).toBe(false);
    await expect(client.getTask(sms.firstTask)).rejects.toMatchObject({ status: 429 });
    expect(sms.requests.length).toBeLessThanOrEqual(2);
  });

  test('a signal ends the wait', async () => {
    const { sms, client } = await scene({ failures: [{ way: 'throttled', seconds: 60 }] });
    const quitting = new AbortController();
    const reading = client.getTask(sms.firstTask, quitting.signal).catch((error: unknown) => error);
    setTimeout(() => quitting.abort(), 200);
    expect(await reading).toMatchObject({ name: 'AbortError' });
  });
});

test('ignores a response to a request sent before throttling started', async () => {
  const gate = newThrottleGate();
  const [slow, quick] = [await gate.acquire(), await gate.acquire()];
  const from = performance.now();
  quick.release(held({ status: 429, retryAfterMs: 300 }));
  slow.release();
  await gate.acquire();
  expect(performance.now() - from).toBeGreaterThanOrEqual(299);
});

/** Returns the seconds to wait, or 0 if a request at a time, in ms, is accepted. */
type Limit = (now: number) => number;

function slidingWindow(perSecond: number): Limit {
  const served: number[] = [];
  return (now) => {
    while (served[0] !== undefined && now - served[0] >= 1000) served.shift();
    if (served.length >= perSecond) return 1;
    served.push(now);
    return 0;
  };
}

const fixedWindow =
  (windowMs: number) =>
  (perSecond: number): Limit => {
    let [window, count] = [-1, 0];
    return (now) => {
      const at = Math.floor(now / windowMs);
      if (at !== window) [window, count] = [at, 0];
      if (++count <= (perSecond * windowMs) / 1000) return 0;
      return Math.ceil((windowMs - (now % windowMs)) / 1000);
    };
  };

function bucket(perSecond: number): Limit {
  let [tokens, before] = [perSecond, 0];
  return (now) => {
    tokens = Math.min(perSecond, tokens + ((now - before) * perSecond) / 1000);
    before = now;
    if (tokens < 1) return 1;
    tokens--;
    return 0;
  };
}

const LIMITS = Object.fromEntries(
  [20, 60, 150].flatMap((perSecond) => [
    [`${perSecond} in any second`, { perSecond, seconds: 10, limit: slidingWindow }],
    [`${perSecond} in any second, for long`, { perSecond, seconds: 240, limit: slidingWindow }],
    [`${perSecond} in each second`, { perSecond, seconds: 240, limit: fixedWindow(1000) }],
    [`${perSecond} a second on average`, { perSecond, seconds: 240, limit: bucket }],
    [`${perSecond * 60} in each minute`, { perSecond, seconds: 240, limit: fixedWindow(60_000) }],
  ]),
);

/** Sends requests, 32 at a time and 20 ms each, on a clock of its own, through the rules of the gate. */
function simulateFleet(count: number, limit: Limit): { elapsed: number; holds: number } {
  const LATENCY = 20;
  const pace = newRateController(0);
  let now = 0;
  let [open, done, holds] = [0, 0, 0];
  /** Requests under way, by the time at which they reach the service. */
  const due = Array.from({ length: 32 }, () => 0);
  while (done < count) {
    due.sort((one, other) => one - other);
    now = due[0] ?? 0;
    if (now < open) {
      // All wait, then the first goes ahead alone, and the others get new turns.
      now = open + LATENCY;
      limit(open);
      done++;
      for (const at of due.keys()) due[at] = now + pace.delayMs(now);
      continue;
    }
    const wait = limit(now + LATENCY / 2);
    const answered = now + LATENCY;
    if (wait === 0) {
      done++;
      pace.onAccepted(LATENCY);
      due[0] = answered + pace.delayMs(answered);
    } else {
      holds++;
      pace.onThrottled(answered, wait * 1000);
      open = Math.max(open, answered + wait * 1000);
      due[0] = open;
    }
  }
  return { elapsed: now / 1000, holds };
}

describe('the speed', () => {
  test('is free until a request is throttled', () => {
    const pace = newRateController(0);
    for (let now = 0; now < 100; now++) expect(pace.delayMs(now)).toBe(0);
  });

  test('is just below what was accepted, and grows', () => {
    const pace = newRateController(0);
    // 40 in a second were accepted.
    for (let sent = 0; sent < 40; sent++) {
      pace.delayMs(sent * 25);
      pace.onAccepted(5);
    }
    pace.onThrottled(1005, 1000);
    const waits = Array.from({ length: 30 }, () => pace.delayMs(2005));
    const between = waits.slice(1).map((wait, index) => wait - (waits[index] ?? 0));
    for (const ms of between) {
      expect(ms).toBeGreaterThan(25);
      expect(ms).toBeLessThan(26);
    }
    const [later = 0, afterwards = 0] = [pace.delayMs(62_000), pace.delayMs(62_000)];
    expect(afterwards - later).toBeLessThan(between[0] ?? 0);
  });

  test('is not 0 if nothing was accepted', () => {
    const pace = newRateController(0);
    pace.delayMs(0);
    pace.onThrottled(20, 1000);
    pace.delayMs(1020);
    expect(pace.delayMs(1020)).toBeLessThan(3000);
  });

  test.each(Object.entries(LIMITS))('uses 95 %% of %s', (_what, { perSecond, seconds, limit }) => {
    const count = perSecond * seconds;
    const { elapsed, holds } = simulateFleet(count, limit(perSecond));
    expect(count / elapsed / perSecond).toBeGreaterThan(0.95);
    expect(holds).toBeLessThan(60);
  });

  test('a throttled service is asked little that it refuses', async () => {
    const { sms, client, holds } = await scene({ throttle: 40, latency: 20 }, {}, 30);
    const until = Date.now() + 3000;
    let read = 0;
    const worker = async () => {
      for (; Date.now() < until; read++) await client.getTask(sms.firstTask);
    };
    await Promise.all([1, 2, 3, 4].map(worker));
    expect(holds.length).toBeLessThan(read / 6);
    expect(read).toBeGreaterThan(3 * 40 * 0.4);
  });
});
