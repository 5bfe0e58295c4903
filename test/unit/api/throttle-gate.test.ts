/** One gate for all requests: where one is held back, all wait, one goes ahead, and the speed is learned. */
import { describe, expect, test } from 'vitest';
import { tokenAuth } from '../../../src/api/auth.ts';
import { connect } from '../../../src/api/client.ts';
import { ServiceError } from '../../../src/api/errors.ts';
import { type GateOptions, isHeldBack, newGate } from '../../../src/api/gate.ts';
import { newPace } from '../../../src/api/pace.ts';
import type { SimulatorOptions } from '../../../src/simulator/server.ts';
import { service } from '../../support/service.ts';

async function scene(options: SimulatorOptions, gateOptions: GateOptions = {}, seconds = 5) {
  const sms = await service(options);
  const holds: number[] = [];
  const gate = newGate({ onHold: (ms) => holds.push(ms), ...gateOptions });
  const site = { endpoint: sms.url, auth: tokenAuth(sms.token), transport: {}, seconds, gate };
  return { sms, gate, holds, client: connect(site) };
}

const held = (facts: object) => new ServiceError('refused', 'm', facts);

test('what holds requests back: 429, the codes of the gateway, and any Retry-After', () => {
  expect(isHeldBack(held({ status: 429 }))).toBe(true);
  expect(isHeldBack(held({ status: 400, code: 'APIG.0308' }))).toBe(true);
  expect(isHeldBack(held({ status: 503, waitMs: 0 }))).toBe(true);
  expect(isHeldBack(held({ status: 503 }))).toBe(false);
  expect(isHeldBack(held({ status: 404, code: 'SMS.7601' }))).toBe(false);
});

describe('where one is held back', () => {
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
    expect(await gate.held()).toBe(true);
    expect(await gate.held()).toBe(true);
    await client.getTask(sms.firstTask);
    expect(await gate.held()).toBe(false);
    const [put, get] = sms.requests;
    expect(sms.requests.map(({ method }) => method)).toEqual(['PUT', 'GET']);
    expect((get?.at ?? 0) - (put?.at ?? 0)).toBeGreaterThanOrEqual(250);
  });

  test('for longer than anybody waits, that is told, and the others end as well', async () => {
    const failures = [{ way: 'throttled', seconds: 60 }] as const;
    const { sms, client, gate } = await scene({ failures }, { patience: 5000 });
    const all = await Promise.allSettled([1, 2].map(() => client.getTask(sms.firstTask)));
    for (const one of all) expect(one).toMatchObject({ status: 'rejected', reason: { status: 429 } });
    expect(gate.patient()).toBe(false);
    await expect(client.getTask(sms.firstTask)).rejects.toMatchObject({ status: 429 });
    expect(sms.requests.length).toBeLessThanOrEqual(2);
  });

  test('a signal ends the wait', async () => {
    const { sms, client } = await scene({ failures: [{ way: 'throttled', seconds: 60 }] });
    const leaving = new AbortController();
    const reading = client.getTask(sms.firstTask, leaving.signal).catch((error: unknown) => error);
    setTimeout(() => leaving.abort(), 200);
    expect(await reading).toMatchObject({ name: 'AbortError' });
  });
});

test('an answer to what went out before the holding back does not open the gate', async () => {
  const gate = newGate();
  const [slow, quick] = [await gate.turn(), await gate.turn()];
  quick.ended(held({ status: 429, waitMs: 300 }));
  slow.ended();
  const from = performance.now();
  await gate.turn();
  expect(performance.now() - from).toBeGreaterThanOrEqual(299);
});

describe('the speed', () => {
  test('is free until something is held back', () => {
    const pace = newPace(0);
    for (let now = 0; now < 100; now++) expect(pace.next(now)).toBe(0);
  });

  test('is between what was too much and what was not, and grows', () => {
    const pace = newPace(0);
    // 40 in a second were too much; 40 in two seconds, with the wait, were not.
    for (let sent = 0; sent < 40; sent++) pace.next(sent * 25);
    pace.heldBack(1000, 1000);
    const waits = Array.from({ length: 30 }, () => pace.next(2000));
    const between = waits.slice(1).map((wait, index) => wait - (waits[index] ?? 0));
    for (const ms of between) {
      expect(ms).toBeGreaterThan(25);
      expect(ms).toBeLessThan(50);
    }
    const [later = 0, afterwards = 0] = [pace.next(12_000), pace.next(12_000)];
    expect(afterwards - later).toBeLessThan(between[0] ?? 0);
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
