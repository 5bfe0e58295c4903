/** Every way that a call can fail, on the built program: what it says, what to do next, the exit code, the requests. */
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { ServiceError } from '../../src/api/errors.ts';
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
  /** In place of the address of what was opened. */
  readonly endpoint?: string;
  readonly says: RegExp;
  readonly next: RegExp;
  readonly requestId: RegExp;
  readonly exit?: 4;
  /** It may pass: the reading is tried again within the time. */
  readonly again?: true;
  /** The requests that arrive, where they are not one. */
  readonly requests?: number;
}

const ONE = /^Request id: simulated-1$/m;
const ANY = /^Request id: simulated-\d+$/m;
const NO_ANSWER = /^Request id: none, as no answer came\.$/m;
const NONE_IN_ANSWER = /^Request id: the answer had none\.$/m;

/** A simulator that answers every request the same. */
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
    says: /answered 200 with a web page in place of JSON: Sign in to the network\.$/m,
    next: /A proxy or a portal on the way may have answered in place of SMS/,
    requestId: ONE,
  },
  {
    name: "a proxy's page with 502",
    open: () => failingWith('html'),
    says: /answered 502 with a web page in place of JSON: 502 Bad Gateway\.$/m,
    next: /no proper answer from the service behind it.*A proxy or a portal/,
    requestId: ANY,
    again: true,
  },
  {
    name: "a proxy's page with 403",
    open: () => failingWith('html', { status: 403 }),
    says: /answered 403 with a web page in place of JSON/,
    next: /A proxy or a portal on the way/,
    requestId: ONE,
    exit: 4,
  },
  {
    name: 'nothing in the answer',
    open: () => failingWith('empty'),
    says: /answered 200 with nothing in it\.$/m,
    next: /A proxy or a portal/,
    requestId: ONE,
  },
  {
    name: 'nothing in a 500',
    open: () => answering(answer(500, '', 'application/json')),
    says: /answered 500 with nothing in it\.$/m,
    next: /The fault is on the server side/,
    requestId: ANY,
    again: true,
  },
  {
    name: 'JSON that breaks off',
    open: () => failingWith('truncated'),
    says: /answered 200 with JSON that breaks off or is damaged after \d+ characters\.$/m,
    next: /cut or changed the answer/,
    requestId: ONE,
  },
  {
    name: 'an answer that is cut off',
    open: () => failingWith('cut'),
    says: /The answer of 127\.0\.0\.1:\d+ broke off: the connection was cut in the middle/,
    next: /firewall or proxy on the way that cuts connections/,
    requestId: NONE_IN_ANSWER,
    again: true,
  },
  {
    name: 'another content type',
    open: () => answering(answer(200, 'Hello.', 'text/plain; charset=utf-8')),
    says: /answered 200 with something that is not JSON \(text\/plain\): Hello\.\.$/m,
    next: /A proxy or a portal/,
    requestId: ONE,
  },
  {
    name: 'JSON that is no task',
    open: () => failingWith('list'),
    says: /answered with JSON that is not a migration task/,
    next: /Check the endpoint: it has to be one of SMS/,
    requestId: ONE,
  },
  {
    name: 'an error inside of a 200',
    open: () =>
      answering(answer(200, '{"error_code":"SMS.7703","error_msg":"deleting"}', 'application/json')),
    says: /not a migration task[\s\S]*is being deleted\.\nIt concerns: SMS\.7703: deleting$/m,
    next: /Nothing can be changed any more/,
    requestId: ONE,
  },
  {
    name: 'a redirect',
    open: () =>
      answering(answer(302, '', 'text/html', { Location: 'https://portal.example.com/in?session=s3cret' })),
    says: /answered 302 and points to another address, portal\.example\.com\. It was not followed/,
    next: /Give the address of SMS itself/,
    requestId: ONE,
  },
  {
    name: 'an answer without a request id',
    open: () =>
      rawServer((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\n{}')),
    says: /answered 400 without saying why\.$/m,
    next: /The service refused the values/,
    requestId: NONE_IN_ANSWER,
  },
  {
    name: 'an unknown code',
    open: () =>
      answering(answer(409, '{"error_code":"SMS.1234","error_msg":"Strange things."}', 'application/json')),
    says: /^sms-wizard: SMS\.1234: Strange things\.\nNothing was changed\.$/m,
    next: /The task is busy with something else/,
    requestId: ONE,
  },
  {
    name: 'a permission that is missing',
    open: () => failingWith('forbidden'),
    says: /SMS\.9004: [\s\S]*\nThe account has no permission for this\.$/m,
    next: /Ask the administrator .* in IAM\. IAM actions to ask for: sms:server:updateTask$/m,
    requestId: ONE,
    exit: 4,
  },
  {
    name: 'a permission that nobody names',
    open: () => answering(answer(403, payloadText('error.403.SMS.9004'), 'application/json')),
    says: /SMS\.9004: /,
    next: /IAM actions to ask for: sms:server:getTask$/m,
    requestId: ONE,
    exit: 4,
  },
  {
    name: 'throttling that lasts longer than the time',
    open: () => failingWith('throttled', { seconds: 60 }),
    says: /APIGW\.0308: .*\nToo many calls in a short time/,
    next: /The service asks to wait 60 s, which is longer than the time left: come back at \d.*--timeout/,
    requestId: ONE,
  },
  {
    name: 'throttling until a date',
    open: () => failingWith('throttled_date', { seconds: 60 }),
    says: /APIGW\.0308/,
    next: /The service asks to wait (59|60) s/,
    requestId: ONE,
  },
  {
    name: 'a service that is unavailable',
    open: () => failingWith('unavailable'),
    says: /APIGW\.0201: Backend unavailable\.\nThe gateway in front of the service answered/,
    next: /Tried \d+ times in \d s\. The service is overloaded or being maintained/,
    requestId: ANY,
    again: true,
  },
  {
    name: 'a server without this call',
    open: () => answering(answer(501, '', 'text/plain')),
    says: /answered 501 with nothing in it/,
    next: /The fault is on the server side/,
    requestId: ONE,
  },
  {
    name: 'a connection closed without an answer',
    open: () => failingWith('drop'),
    says: /127\.0\.0\.1:\d+ closed the connection without an answer\.$/m,
    next: /Tried \d+ times in \d s\. If it happens again, look for a firewall/,
    requestId: NO_ANSWER,
    again: true,
  },
  {
    name: 'a connection that is reset',
    open: () => failingWith('reset'),
    says: /closed the connection without an answer\.$/m,
    next: /look for a firewall or proxy/,
    requestId: NO_ANSWER,
    again: true,
  },
  {
    name: 'a port where nothing listens',
    open: closedPort,
    says: /127\.0\.0\.1:\d+ refused the connection: nothing listens there\.$/m,
    next: /Check the port and the endpoint/,
    requestId: NO_ANSWER,
    requests: 0,
  },
  {
    name: 'a firewall that drops packets',
    open: deafPort,
    says: /No connection to 127\.0\.0\.1:\d+ came about within 2 s\.$/m,
    next: /a firewall may drop the packets/,
    requestId: NO_ANSWER,
    requests: 0,
  },
  {
    name: 'a service that never answers',
    open: () => failingWith('slow', { seconds: 60 }),
    says: /did not answer within 2 s: the request was sent, and nothing came back\.$/m,
    next: /Allow more time with --timeout/,
    requestId: NO_ANSWER,
  },
  {
    name: 'an answer that never ends',
    open: () => failingWith('stall'),
    says: /did not answer within 2 s: the answer began and did not end\.$/m,
    next: /Allow more time with --timeout/,
    requestId: NONE_IN_ANSWER,
  },
  {
    name: 'no such host',
    open: closedPort,
    endpoint: 'https://sms.nowhere.invalid',
    env: withoutDns('ENOTFOUND'),
    says: /There is no host sms\.nowhere\.invalid: the name cannot be resolved\.$/m,
    next: /Check the spelling of the endpoint or region, and the DNS/,
    requestId: NO_ANSWER,
    requests: 0,
  },
  {
    name: 'a DNS server that does not answer',
    open: closedPort,
    endpoint: 'https://sms.nowhere.invalid',
    env: withoutDns('EAI_AGAIN'),
    says: /The name sms\.nowhere\.invalid cannot be resolved now/,
    next: /Tried \d+ times in \d s\. Check the network and the DNS/,
    requestId: NO_ANSWER,
    requests: 0,
  },
  {
    name: 'a certificate of an unknown CA',
    open: () => secureService('cert'),
    says: /The certificate of 127\.0\.0\.1:\d+ is signed by someone whom this machine does not know\.$/m,
    next: /NODE_EXTRA_CA_CERTS/,
    requestId: NO_ANSWER,
    requests: 0,
  },
  {
    name: 'a certificate that has expired',
    open: () => secureService('expired'),
    env: trusting('expired'),
    says: /The certificate of 127\.0\.0\.1:\d+ has expired\.$/m,
    next: /Check the clock of this machine/,
    requestId: NO_ANSWER,
    requests: 0,
  },
  {
    name: 'a certificate that is not valid yet',
    open: () => secureService('not-yet-valid'),
    env: trusting('not-yet-valid'),
    says: /is not valid yet\.$/m,
    next: /Check the clock of this machine: it seems to be behind/,
    requestId: NO_ANSWER,
    requests: 0,
  },
  {
    name: 'a certificate of another host',
    open: () => secureService('other-host'),
    env: trusting('other-host'),
    says: /The certificate that 127\.0\.0\.1:\d+ shows belongs to another host\.$/m,
    next: /Check the endpoint\. A proxy or a portal/,
    requestId: NO_ANSWER,
    requests: 0,
  },
  {
    name: 'plain text where TLS is expected',
    open: () =>
      rawServer((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), { scheme: 'https' }),
    says: /does not speak TLS on that port\.$/m,
    next: /no proxy answers in plain text/,
    requestId: NO_ANSWER,
  },
  {
    name: 'a handshake that fails',
    open: () => rawServer((socket) => void socket.end(HANDSHAKE_FAILURE), { scheme: 'https' }),
    says: /No secure connection to 127\.0\.0\.1:\d+ came about: the TLS handshake failed\.$/m,
    next: /TLS 1\.2 or later/,
    requestId: NO_ANSWER,
  },
  {
    name: 'something that is not HTTP',
    open: () => rawServer((socket) => void socket.end('SSH-2.0-OpenSSH_9.6\r\n')),
    says: /answered with something that is not HTTP\.$/m,
    next: /Check the port of the endpoint/,
    requestId: NO_ANSWER,
  },
  {
    name: 'an answer that cannot be unpacked',
    open: () => answering(answer(200, 'not gzip at all', 'application/json', { 'Content-Encoding': 'gzip' })),
    says: /The answer of 127\.0\.0\.1:\d+ cannot be unpacked\.$/m,
    next: /Something on the way damaged it/,
    requestId: ONE,
  },
  {
    name: 'a proxy that wants a password',
    open: () => answering(answer(407, '', 'text/html', { 'Proxy-Authenticate': 'Basic realm="x"' })),
    says: /The proxy on the way to 127\.0\.0\.1:\d+ wants a user name and a password \(407\)\.$/m,
    next: /HTTPS_PROXY/,
    requestId: NONE_IN_ANSWER,
  },
];

/** A proxy that answers each CONNECT with a status. */
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
      expect([tunnel.count(), secure.count()]).toEqual([1, 1]);
    } finally {
      await Promise.all([tunnel.close(), secure.close()]);
    }
  });

  test.concurrent.each([
    [
      'that wants a password',
      () => proxy('407 Proxy Authentication Required'),
      /The proxy on the way to sms\.nowhere\.invalid wants a user name and a password \(407\)\./,
    ],
    [
      'that does not let it pass',
      () => proxy('403 Forbidden'),
      /The proxy on the way to sms\.nowhere\.invalid did not let the call pass \(403\)\.[\s\S]*Request id: none, as no answer came\./,
    ],
    ['that is not there', closedPort, /127\.0\.0\.1:\d+ refused the connection: nothing listens there\./],
    [
      'that hangs up',
      () => rawServer((socket) => void socket.destroy()),
      /127\.0\.0\.1:\d+ closed the connection without an answer\./,
    ],
  ])('%s', async (_what, open, says) => {
    const broken = await open();
    try {
      const args = ['show', ID, '--endpoint', BEHIND, '--timeout', '2', '--debug'];
      const ran = await run(args, { HW_AUTH_TOKEN: 'simulated-token', ...behind(broken) });
      expect(ran.stderr).toMatch(says);
      expect(ran.stderr).toMatch(
        /Calls go through the proxy 127\.0\.0\.1:\d+, as HTTPS_PROXY says\..*(Put them into|Ask whoever|Check the port|look for a firewall)/,
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
      expect(ran.stderr).toMatch(row.says);
      expect(ran.stderr).toMatch(row.next);
      expect(ran.stderr).toMatch(row.requestId);
      expect(ran.stderr).toMatch(/^Nothing was changed\.$/m);
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

  test('a CA that is named in NODE_EXTRA_CA_CERTS, as the hint says, is trusted', async () => {
    const secure = await secureService('cert');
    try {
      const env = { HW_AUTH_TOKEN: 'simulated-token', ...trusting('cert') };
      const ran = await run(['show', ID, '--endpoint', secure.url], env);
      expect(ran).toMatchObject({ code: 0, stderr: '' });
      expect(secure.count()).toBe(1);
    } finally {
      await secure.close();
    }
  });
});
