/** The simulator's speed, sizes and connections. */
import { readFileSync } from 'node:fs';
import { get } from 'node:https';
import { expect, test } from 'vitest';
import type { Simulator } from '../../../src/simulator/server.ts';
import { service } from '../../support/service.ts';

const ask = (sms: Simulator, path = '/v3/tasks?limit=1') =>
  fetch(sms.url + path, { headers: { 'X-Auth-Token': sms.token } });
const times = async (sms: Simulator, count: number) => {
  const seen: number[] = [];
  for (let at = 0; at < count; at++) seen.push((await ask(sms)).status);
  return seen;
};

test('a maximum of requests a second', async () => {
  const sms = await service({ throttle: 2 });
  expect(await times(sms, 3)).toEqual([200, 200, 429]);
  const refused = await ask(sms);
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(JSON.parse(await refused.text()).error_code).toBe('APIGW.0308');
  sms.advanceClock(1000);
  expect(await times(sms, 3)).toEqual([200, 200, 429]);
});

test('a client that waits for Retry-After is served', async () => {
  const sms = await service({ throttle: 1 });
  expect(await times(sms, 2)).toEqual([200, 429]);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(await times(sms, 1)).toEqual([200]);
});

test('does not throttle by default', async () => {
  expect(new Set(await times(await service(), 40))).toEqual(new Set([200]));
});

test('every response takes the given latency', async () => {
  const sms = await service({ latency: 300 });
  for (const path of ['/v3/tasks', '/v3/auth/domains', '/nowhere']) {
    const start = performance.now();
    await ask(sms, path);
    expect(performance.now() - start).toBeGreaterThanOrEqual(295);
  }
});

test('its clock is in every answer', async () => {
  const sms = await service({ skew: -3_600_000 });
  const date = Date.parse((await ask(sms)).headers.get('date') as string);
  expect(Math.abs(Date.now() - 3_600_000 - date)).toBeLessThan(5000);
});

test('https with a given certificate', async () => {
  const pem = (name: string) =>
    readFileSync(new URL(`../../fixtures/tls/${name}.pem`, import.meta.url), 'utf8');
  const sms = await service({ tls: { key: pem('key'), cert: pem('cert') } });
  expect(sms.url).toMatch(/^https:/);
  await expect(ask(sms)).rejects.toMatchObject({ cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } });
  const headers = { 'X-Auth-Token': sms.token };
  const status = await new Promise((resolve, reject) => {
    const request = get(`${sms.url}/v3/tasks`, { headers, ca: pem('cert') }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    request.on('error', reject);
  });
  expect(status).toBe(200);
});
