/** The simulator on a machine with a browser, and under large requests. */
import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import type { Simulator } from '../../../src/simulator/server.ts';
import { ask } from '../../support/ask.ts';
import { service } from '../../support/service.ts';

/** Sends a GET of the task list with these headers; fetch doesn't send a Host of its own. */
function statusWith(sms: Simulator, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${sms.url}/v3/tasks`,
      { headers: { 'X-Auth-Token': sms.token, ...headers } },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    sent.on('error', reject);
    sent.end();
  });
}

test.each([
  ['127.0.0.1:1', 200],
  ['localhost', 200],
  ['LOCALHOST:8080', 200],
  ['[::1]:80', 200],
  ['rebound.example.com', 403],
  ['127.0.0.1.example.com', 403],
  ['192.168.0.1', 403],
])('Host %s: %i', async (host, status) => {
  expect(await statusWith(await service(), { Host: host })).toBe(status);
});

test.each(['http://example.com', 'null', 'http://127.0.0.1'])(
  'Origin %s: 403, and nothing is recorded',
  async (origin) => {
    const sms = await service();
    expect(await statusWith(sms, { Origin: origin })).toBe(403);
    expect(sms.requests).toEqual([]);
  },
);

test('behind a proxy, any Host is accepted if configured', async () => {
  expect(await statusWith(await service({ anyHost: true }), { Host: 'sms.example.com' })).toBe(200);
});

test('a body above the limit: 400 SMS.6014, and nothing changes', async () => {
  const sms = await service({ maxBody: 1000 });
  const path = `/v3/tasks/${sms.firstTask}`;
  const answer = await ask(sms, 'PUT', path, { name: 'x', vm_template_id: 'y'.repeat(1000) });
  expect([answer.status, answer.body.error_code]).toEqual([400, 'SMS.6014']);
  expect((await ask(sms, 'PUT', path, { name: 'x' })).status).toBe(200);
});

test('a body above the limit without a Content-Length is counted while it comes', async () => {
  const sms = await service({ maxBody: 1000 });
  const status = await new Promise((resolve, reject) => {
    const sent = request(`${sms.url}/v3/tasks/${sms.firstTask}`, { method: 'PUT' }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject);
    sent.write('x'.repeat(2000));
  });
  expect(status).toBe(400);
});

test('it listens on loopback only', async () => {
  const sms = await service();
  const { port } = new URL(sms.url);
  const others = Object.values(networkInterfaces())
    .flat()
    .filter((one) => one && !one.internal && one.family === 'IPv4')
    .map((one) => one?.address as string);
  for (const host of others) {
    const outcome = await new Promise((resolve) => {
      const socket = connect(Number(port), host);
      socket.on('connect', () => resolve('connected'));
      socket.on('error', ({ message }) => resolve(message));
    });
    expect(outcome).toContain('ECONNREFUSED');
  }
  expect(new URL(sms.url).hostname).toBe('127.0.0.1');
});
