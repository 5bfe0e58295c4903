/** Every failure of a call, on the built program: message, next step, exit code, requests. */
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { ServiceError } from '../../src/api/service-error.ts';
import { type Answer, type Planned, startSimulator } from '../../src/simulator/server.ts';
import {
  type Broken,
  closedPort,
  deafPort,
  rawServer,
  secureService,
  trusting,
  tunnelTo,
  withoutDns,
} from '../support/broken.ts';
import { payloadText } from '../support/fixtures.ts';
import { run } from '../support/program.ts';
import { clientOf } from '../support/service.ts';

const ID = '6402c49b-7d9a-413e-8b5f-a7307f7d5679';
const HTML = '<!DOCTYPE html><html><head><title>Sign in to\nthe network</title></head><body>x</body></html>';

interface Row {
  readonly name: string;
  readonly open: () => Promise<Broken>;
  readonly env?: Record<string, string>;
  /** The address to use in place of the opened server's. */
  readonly endpoint?: string;
  readonly message: RegExp;
  readonly next: RegExp;
  readonly requestId: RegExp;
  readonly exit?: 4;
  /** True for transient failures: the read is retried within the time. */
  readonly again?: true;
  /** The number of requests that arrive; 1 by default. */
  readonly requests?: number;
}

const ONE = /^Request ID: simulated-1$/m;
const ANY = /^Request ID: simulated-\d+$/m;
const NO_ANSWER = /^Request ID: none \(no response\)$/m;
const NONE_IN_ANSWER = /^Request ID: none in the response$/m;

/** Starts a simulator that gives every request the same response. */
async function answering(planned: Planned): Promise<Broken> {
  const simulator = await startSimulator({ intercept: () => planned });
  return { url: simulator.url, count: () => simulator.requests.length, close: () => simulator.close() };
}

async function failingWith(way: string, more: object = {}): Promise<Broken> {
  const simulator = await startSimulator({ failures: [{ way, ...more }] });
  return { url: simulator.url, count: () => simulator.requests.length, close: () => simulator.close() };
}

const answer = (
  status: number,
  body: string,
  type: string,
  headers: Record<string, string> = {},
): Answer => ({
  status,
  body,
  headers: { 'Content-Type': type, ...headers },
});
const HANDSHAKE_FAILURE = Buffer.from([0x15, 3, 3, 0, 2, 2, 40]);

const ROWS: readonly Row[] = [
  {
    name: 'a web page with 200',
    open: () => answering(answer(200, HTML, 'text/html')),
    message: /returned 200 with a web page instead of JSON: Sign in to the network\.$/m,
    next: /A proxy or captive portal may have responded in place of SMS/,
    requestId: ONE,
  },
  {
    name: "a proxy's page with 502",
    open: () => failingWith('html'),
    message: /returned 502 with a web page instead of JSON: 502 Bad Gateway\.$/m,
    next: /no valid response from the service.*A proxy or captive portal/,
    requestId: ANY,
    again: true,
  },
  {
    name: "a proxy's page with 403",
    open: () => failingWith('html', { status: 403 }),
    message: /returned 403 with a web page instead of JSON/,
    next: /A proxy or captive portal/,
    requestId: ONE,
    exit: 4,
  },
  {
    name: 'nothing in the answer',
    open: () => failingWith('empty'),
    message: /returned 200 with an empty body\.$/m,
    next: /A proxy or captive portal/,
    requestId: ONE,
  },
  {
    name: 'nothing in a 500',
    open: () => answering(answer(500, '', 'application/json')),
    message: /returned 500 with an empty body\.$/m,
    next: /Server-side error/,
    requestId: ANY,
    again: true,
  },
  {
    name: 'JSON that breaks off',
    open: () => failingWith('truncated'),
    message: /returned 200 with JSON that is incomplete or damaged after \d+ characters\.$/m,
    next: /cut or changed the response/,
    requestId: ONE,
  },
  {
    name: 'an answer that is cut off',
    open: () => failingWith('cut'),
    message: /the response from 127\.0\.0\.1:\d+ was interrupted/,
    next: /firewall or proxy that drops connections/,
    requestId: NONE_IN_ANSWER,
    again: true,
  },
  {
    name: 'another content type',
    open: () => answering(answer(200, 'Hello.', 'text/plain; charset=utf-8')),
    message: /returned 200 with a body that is not JSON \(text\/plain\): Hello\.\.$/m,
    next: /A proxy or captive portal/,
    requestId: ONE,
  },
  {
    name: 'JSON that is no task',
    open: () => failingWith('list'),
    message: /returned JSON that is not a migration task/,
    next: /Check the endpoint: it must be an SMS endpoint/,
    requestId: ONE,
  },
  {
    name: 'an error inside of a 200',
    open: () =>
      answering(answer(200, '{"error_code":"SMS.7703","error_msg":"deleting"}', 'application/json')),
    message:
      /not a migration task[\s\S]*\nAffected: SMS\.7703: deleting\nError code table: The task doesn't exist\.$/m,
    next: /Check the task ID and the account/,
    requestId: ONE,
  },
  {
    name: 'a redirect',
    open: () =>
      answering(answer(302, '', 'text/html', { Location: 'https://portal.example.com/in?session=s3cret' })),
    message: /returned 302, a redirect to portal\.example\.com\. sms-wizard didn't follow it/,
    next: /Use the address of SMS itself/,
    requestId: ONE,
  },
  {
    name: 'an answer without a request ID',
    open: () =>
      rawServer((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\n{}')),
    message: /returned 400 without an explanation\.$/m,
    next: /The service rejected the values/,
    requestId: NONE_IN_ANSWER,
  },
  {
    name: 'an unknown code',
    open: () =>
      answering(answer(409, '{"error_code":"SMS.1234","error_msg":"Strange things."}', 'application/json')),
    message: /^sms-wizard: SMS\.1234: Strange things\.$/m,
    next: /The task is busy/,
    requestId: ONE,
  },
  {
    name: 'a permission that is missing',
    open: () => failingWith('forbidden'),
    message: /SMS\.9004: [\s\S]*\nError code table: The account may not execute an action of its policy\.$/m,
    next: /Ask the account administrator .* in IAM\. Required IAM actions: sms:server:updateTask \(aliases: sms:server:queryServer to read, sms:server:migrationServer to change\)$/m,
    requestId: ONE,
    exit: 4,
  },
  {
    name: 'a permission that nobody names',
    open: () => answering(answer(403, payloadText('error.403.SMS.9004'), 'application/json')),
    message: /SMS\.9004: /,
    next: /Required IAM actions: sms:server:getTask \(aliases: /m,
    requestId: ONE,
    exit: 4,
  },
  {
    name: 'throttling that lasts longer than the time',
    open: () => failingWith('throttled', { seconds: 60 }),
    message: /APIGW\.0308: .*\nToo many requests/,
    next: /The service asks to wait 60 s, longer than the time left\. Try again at \d.*--timeout/,
    requestId: ONE,
  },
  {
    name: 'throttling until a date',
    open: () => failingWith('throttled_date', { seconds: 60 }),
    message: /APIGW\.0308/,
    next: /The service asks to wait (59|60) s/,
    requestId: ONE,
  },
  {
    name: 'a service that is unavailable',
    open: () => failingWith('unavailable'),
    message: /APIGW\.0201: Backend unavailable\.\nThe API gateway responded/,
    next: /Tried \d+ times in \d s\. The service is overloaded or under maintenance/,
    requestId: ANY,
    again: true,
  },
  {
    name: 'a server without this call',
    open: () => answering(answer(501, '', 'text/plain')),
    message: /returned 501 with an empty body/,
    next: /Server-side error/,
    requestId: ONE,
  },
  {
    name: 'a connection closed without an answer',
    open: () => failingWith('drop'),
    message: /127\.0\.0\.1:\d+ closed the connection without responding\.$/m,
    next: /Tried \d+ times in \d s\. If it happens again, check for a firewall/,
    requestId: NO_ANSWER,
    again: true,
  },
  {
    name: 'a connection that is reset',
    open: () => failingWith('reset'),
    message: /closed the connection without responding\.$/m,
    next: /check for a firewall or proxy/,
    requestId: NO_ANSWER,
    again: true,
  },
  {
    name: 'a port where nothing listens',
    open: closedPort,
    message: /127\.0\.0\.1:\d+ refused the connection: nothing is listening on that port\.$/m,
    next: /Check the port and the endpoint/,
    requestId: NO_ANSWER,
    requests: 0,
  },
  {
    name: 'a firewall that drops packets',
    open: deafPort,
    message: /connecting to 127\.0\.0\.1:\d+ timed out after 2 s\.$/m,
    next: /a firewall may drop the packets/,
    requestId: NO_ANSWER,
    requests: 0,
  },
  {
    name: 'a service that never answers',
    open: () => failingWith('slow', { seconds: 60 }),
    message: /didn't respond within 2 s\. The request was sent\.$/m,
    next: /Increase --timeout/,
    requestId: NO_ANSWER,
  },
  {
    name: 'an answer that never ends',
    open: () => failingWith('stall'),
    message: /the response from 127\.0\.0\.1:\d+ didn't finish within 2 s\.$/m,
    next: /Increase --timeout/,
    requestId: NONE_IN_ANSWER,
  },
  {
    name: 'no such host',
    open: closedPort,
    endpoint: 'https://sms.nowhere.invalid',
    env: withoutDns('ENOTFOUND'),
    message: /can't resolve host sms\.nowhere\.invalid: no such name\.$/m,
    next: /Check the spelling of the endpoint or region, and the DNS/,
    requestId: NO_ANSWER,
    requests: 0,
  },
  {
    name: 'a DNS server that does not answer',
    open: closedPort,
    endpoint: 'https://sms.nowhere.invalid',
    env: withoutDns('EAI_AGAIN'),
    message: /can't resolve host sms\.nowhere\.invalid: the DNS server doesn't respond/,
    next: /Tried \d+ times in \d s\. Check the network and the DNS/,
    requestId: NO_ANSWER,
    requests: 0,
  },
  {
    name: 'a certificate of an unknown CA',
    open: () => secureService('cert'),
    message: /the certificate of 127\.0\.0\.1:\d+ is signed by an unknown authority\.$/m,
    next: /NODE_EXTRA_CA_CERTS/,
    requestId: NO_ANSWER,
    requests: 0,
  },
  {
    name: 'a certificate that has expired',
    open: () => secureService('expired'),
    env: trusting('expired'),
    message: /the certificate of 127\.0\.0\.1:\d+ has expired\.$/m,
    next: /Check this machine's clock/,
    requestId: NO_ANSWER,
    requests: 0,
  },
  {
    name: 'a certificate that is not valid yet',
    open: () => secureService('not-yet-valid'),
    env: trusting('not-yet-valid'),
    message: /isn't valid yet\.$/m,
    next: /Check this machine's clock: it seems to be slow/,
    requestId: NO_ANSWER,
    requests: 0,
  },
  {
    name: 'a certificate of another host',
    open: () => secureService('other-host'),
    env: trusting('other-host'),
    message: /the certificate from 127\.0\.0\.1:\d+ is for another host\.$/m,
    next: /Check the endpoint\. A proxy or captive portal/,
    requestId: NO_ANSWER,
    requests: 0,
  },
  {
    name: 'plain text where TLS is expected',
    open: () =>
      rawServer((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), { scheme: 'https' }),
    message: /doesn't use TLS on that port\.$/m,
    next: /no proxy responds in plain text/,
    requestId: NO_ANSWER,
  },
  {
    name: 'a handshake that fails',
    open: () => rawServer((socket) => void socket.end(HANDSHAKE_FAILURE), { scheme: 'https' }),
    message: /TLS handshake with 127\.0\.0\.1:\d+ failed\.$/m,
    next: /TLS 1\.2 or later/,
    requestId: NO_ANSWER,
  },
  {
    name: 'something that is not HTTP',
    open: () => rawServer((socket) => void socket.end('SSH-2.0-OpenSSH_9.6\r\n')),
    message: /sent a response that is not HTTP\.$/m,
    next: /Check the endpoint's port/,
    requestId: NO_ANSWER,
  },
  {
    name: 'an answer that cannot be unpacked',
    open: () => answering(answer(200, 'not gzip at all', 'application/json', { 'Content-Encoding': 'gzip' })),
    message: /can't decompress the response from 127\.0\.0\.1:\d+\.$/m,
    next: /A proxy or another device damaged it/,
    requestId: ONE,
  },
  {
    name: 'a proxy that wants a password',
    open: () => answering(answer(407, '', 'text/html', { 'Proxy-Authenticate': 'Basic realm="x"' })),
    message: /the proxy to 127\.0\.0\.1:\d+ requires a user name and password \(407\)\.$/m,
    next: /HTTPS_PROXY/,
    requestId: NONE_IN_ANSWER,
  },
];

/** Starts a proxy that answers each CONNECT with a status. */
const proxy = (status: string) =>
  rawServer((socket) => void socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`));
const BEHIND = 'https://sms.nowhere.invalid';
const behind = ({ url }: Broken) => ({ HTTPS_PROXY: url.replace('//', '//someone:pr0xys3cret@') });

describe('show, through a proxy', () => {
  test('that lets it pass', async () => {
    const secure = await secureService('other-host');
    const tunnel = await tunnelTo(secure.url);
    try {
      const env = { HW_AUTH_TOKEN: 'simulated-token', ...trusting('other-host'), ...behind(tunnel) };
      const ran = await run(['show', ID, '--endpoint', 'https://sms.example.com'], env);
      expect(ran).toMatchObject({ code: 0, stderr: '' });
      expect(ran.stdout).toContain('centos7-lvm');
      // The task and its rate windows, over one connection.
      expect([tunnel.count(), secure.count()]).toEqual([1, 2]);
    } finally {
      await Promise.all([tunnel.close(), secure.close()]);
    }
  });

  test.concurrent.each([
    [
      'that wants a password',
      () => proxy('407 Proxy Authentication Required'),
      /the proxy to sms\.nowhere\.invalid requires a user name and password \(407\)\./,
    ],
    [
      'that does not let it pass',
      () => proxy('403 Forbidden'),
      /the proxy to sms\.nowhere\.invalid blocked the request \(403\)\.[\s\S]*Request ID: none \(no response\)/,
    ],
    [
      'that is not there',
      closedPort,
      /127\.0\.0\.1:\d+ refused the connection: nothing is listening on that port\./,
    ],
    [
      'that hangs up',
      () => rawServer((socket) => void socket.destroy()),
      /127\.0\.0\.1:\d+ closed the connection without responding\./,
    ],
  ])('%s', async (_what, open, message) => {
    const broken = await open();
    try {
      const args = ['show', ID, '--endpoint', BEHIND, '--timeout', '2', '--debug'];
      const ran = await run(args, { HW_AUTH_TOKEN: 'simulated-token', ...behind(broken) });
      expect(ran.stderr).toMatch(message);
      expect(ran.stderr).toMatch(
        /Requests go through the proxy 127\.0\.0\.1:\d+ \(HTTPS_PROXY\)\..*(Add them to|Ask the proxy|Check the port|check for a firewall)/,
      );
      expect(ran.stderr).not.toMatch(/pr0xys3cret|simulated-token/);
      expect(ran.code).toBe(1);
      // A call, or as many as there were tries; undici alone would come a thousand times.
      expect(broken.count()).toBeLessThan(20);
    } finally {
      await broken.close();
    }
  });
});

describe('an update, when its call fails', () => {
  test.concurrent.each(ROWS.filter(({ env }) => !env))(
    '$name: it goes out once',
    async ({ open, requests = 1 }) => {
      const broken = await open();
      try {
        const client = clientOf({ url: broken.url, token: 'simulated-token' }, 2);
        const error = await client.updateTask(ID, { name: 'b0dy' }).catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(ServiceError);
        // Nothing hangs on the error, however deep: no request with its headers and its body, no answer, no cause.
        const all = inspect(error, { depth: null, showHidden: true, getters: true });
        expect(all).not.toMatch(/simulated-token|b0dy|s3cret|Headers|Request \{|Response \{|\[cause\]/);
        expect(broken.count()).toBe(requests);
      } finally {
        await broken.close();
      }
    },
  );

  test.each(['drop', 'reset', 'cut', 'unavailable', 'throttled'])(
    '%s on a connection that was used before: it goes out once',
    async (way) => {
      const simulator = await startSimulator({ failures: [{ way, method: 'PUT', seconds: 0 }] });
      try {
        const client = clientOf(simulator, 2);
        await client.getTask(ID);
        await expect(client.updateTask(ID, { name: 'x' })).rejects.toBeInstanceOf(ServiceError);
        await client.getTask(ID);
        expect(simulator.requests.map(({ method }) => method).join(' ')).toBe('GET PUT GET');
      } finally {
        await simulator.close();
      }
    },
  );
});

describe('show, when the call fails', () => {
  test.concurrent.each(ROWS)('$name', async (row) => {
    const broken = await row.open();
    try {
      const from = Date.now();
      const ran = await run(
        ['show', ID, '--endpoint', row.endpoint ?? broken.url, '--timeout', '2', '--debug'],
        { HW_AUTH_TOKEN: 'simulated-token', ...row.env },
      );
      expect(ran.stdout).toBe('');
      expect(ran.stderr).toMatch(row.message);
      expect(ran.stderr).toMatch(row.next);
      expect(ran.stderr).toMatch(row.requestId);
      // A command that only reads has nothing to say about changes.
      expect(ran.stderr).not.toMatch(/Nothing was changed/);
      expect(ran.stderr).not.toMatch(/simulated-token|c2ltdWxhdGVk|s3cret/);
      expect(ran.code).toBe(row.exit ?? 1);
      if (row.again) expect(broken.count()).toBeGreaterThan(1);
      else expect(broken.count()).toBe(row.requests ?? 1);
      // Two seconds for the call, the rest to start and end on a busy machine.
      expect(Date.now() - from).toBeLessThan(8000);
    } finally {
      await broken.close();
    }
  });

  test('a CA in NODE_EXTRA_CA_CERTS, as in the hint, is trusted', async () => {
    const secure = await secureService('cert');
    try {
      const env = { HW_AUTH_TOKEN: 'simulated-token', ...trusting('cert') };
      const ran = await run(['show', ID, '--endpoint', secure.url], env);
      expect(ran).toMatchObject({ code: 0, stderr: '' });
      // The task and its rate windows.
      expect(secure.count()).toBe(2);
    } finally {
      await secure.close();
    }
  });
});
