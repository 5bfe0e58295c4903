/** Connections that end unannounced, and a metadata service that doesn't respond in time. */
import { type AddressInfo, connect, createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { fetchAgencyKeys } from '../../src/api/credentials/ecs-metadata.ts';
import { deafPort, rawServer } from '../support/broken.ts';
import { run } from '../support/program.ts';
import { access, clientOf, service, updates } from '../support/service.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** Starts a relay that resets each connection at its second request, as a gateway does that forgot an idle one. */
async function forgetful(target: string): Promise<{ readonly url: string; resets(): number }> {
  let resets = 0;
  const server = createServer((socket) => {
    const behind = connect(Number(new URL(target).port), '127.0.0.1');
    let answered = false;
    behind.on('data', (data) => {
      answered = true;
      socket.write(data);
    });
    socket.on('data', (data) => {
      if (!answered) return void behind.write(data);
      resets++;
      socket.resetAndDestroy();
    });
    for (const one of [socket, behind]) one.on('error', () => {});
    socket.on('close', () => behind.destroy());
    behind.on('close', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => new Promise((resolve) => void server.close(() => resolve())));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, resets: () => resets };
}

test('30 of 30 updates get through to a server that closes idle connections unannounced', async () => {
  const sms = await service();
  const way = await forgetful(sms.url);
  const client = clientOf({ url: way.url, token: sms.token }, 5);
  for (let round = 0; round < 30; round++) {
    // Leaves an idle connection, which the server forgets.
    await client.getTask(sms.firstTask);
    await client.updateTask(sms.firstTask, { name: `round-${round}` });
  }
  expect(updates(sms)).toHaveLength(30);
  // Reads do reuse connections, and are retried.
  expect(way.resets()).toBeGreaterThan(0);
});

test('an update from the command line is applied over such a line', async () => {
  const sms = await service();
  const way = await forgetful(sms.url);
  const args = ['update', sms.firstTask, '--set', 'name=web-01', '--yes', '--endpoint', way.url];
  const { code, stderr } = await run(args, access(sms).env);
  expect(code, stderr).toBe(0);
  expect(updates(sms)).toEqual([{ name: 'web-01' }]);
});

test.each([
  ['lets no connection come about', deafPort, /^Connecting to 127\.0\.0\.1:\d+ timed out after 1 s\.$/],
  ['never answers', () => rawServer(() => {}), /didn't respond within 1 s\./],
  [
    'begins an answer and never ends it',
    () => rawServer((socket) => void socket.write('HTTP/1.1 200 OK\r\n\r\n')),
    /didn't finish within 1 s\./,
  ],
  [
    'answers the first step late and never the second',
    () => {
      let calls = 0;
      return rawServer((socket) => {
        if (calls++ === 0) setTimeout(() => socket.end('HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n'), 700);
      });
    },
    /didn't respond within 1 s\./,
  ],
])('a metadata service that %s takes 1 s', async (_what, open, why) => {
  const metadata = await open();
  ends.push(metadata.close);
  const from = performance.now();
  const lookup = await fetchAgencyKeys({ SMS_METADATA_URL: metadata.url, SMS_ECS_METADATA: '1' });
  const seconds = (performance.now() - from) / 1000;
  expect(lookup).toMatchObject({ outcome: 'unusable', why: expect.stringMatching(why) });
  expect(seconds).toBeGreaterThan(0.9);
  expect(seconds).toBeLessThan(1.9);
});

test('the metadata service is reached without a proxy', async () => {
  const proxy = await rawServer((socket) => void socket.end('HTTP/1.1 500 X\r\n\r\n'));
  ends.push(proxy.close);
  const env = { SMS_ECS_METADATA: '1', SMS_METADATA_URL: 'http://192.0.2.1', http_proxy: proxy.url };
  await run(['doctor'], env);
  expect(proxy.count()).toBe(0);
});
