/** Responses that no honest service gives: message, time and memory. Bytes as on the wire. */
import { readFileSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constants, deflateRawSync, gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { MAX_BODY_BYTES, MAX_LIMITS } from '../../src/api/network/response-limits.ts';
import { rawServer } from '../support/broken.ts';
import { preloading, run } from '../support/program.ts';
import { sampled } from '../support/sample.ts';

const MB = 1024 * 1024;
/** Whatever comes. */
const MOST_MEMORY = 12 * MAX_BODY_BYTES + 90 * MB;
const SECONDS = 5;

type Send = (socket: Socket) => void;

interface Row {
  readonly send: Send;
  readonly message: RegExp;
  readonly exit?: number;
}

const answer =
  (status: string, body: string | Buffer = '', headers: readonly string[] = []) =>
  (socket: Socket) => {
    const lines = [`HTTP/1.1 ${status}`, ...headers, `Content-Length: ${Buffer.byteLength(body)}`, '', ''];
    socket.write(lines.join('\r\n'));
    socket.end(body);
  };
/** Sends a body that is made when it is asked for: some have many megabytes. */
const ok =
  (body: string | Buffer | (() => string | Buffer), ...headers: readonly string[]): Send =>
  (socket) =>
    answer('200 OK', typeof body === 'function' ? body() : body, headers)(socket);
const error =
  (status: string, body: () => string): Send =>
  (socket) =>
    answer(status, body())(socket);

/** Sends a chunk again and again, as fast as it is taken, until the connection ends. */
const endless =
  (head: string, chunk: string | Buffer, before: string | Buffer = '') =>
  (socket: Socket) => {
    socket.write(head);
    socket.write(before);
    const more = () => {
      while (!socket.destroyed && socket.write(chunk));
    };
    socket.on('drain', more);
    more();
  };
const CLOSES = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n';
const CHUNKED = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
const PACKED = 'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n';
const chunk = (data: Buffer) =>
  Buffer.concat([Buffer.from(`${data.length.toString(16)}\r\n`), data, Buffer.from('\r\n')]);

const spaces = Buffer.alloc(MB, ' ');
/** Returns gzip that unpacks to the given number of megabytes; its end is missing, and never reached. */
function bomb(times: number): Buffer {
  const block = deflateRawSync(Buffer.alloc(MB, '['), { finishFlush: constants.Z_FULL_FLUSH });
  const head = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
  return Buffer.concat([head, ...Array<Buffer>(times).fill(block)]);
}
const list = (count: number, element: string) => `[${Array(count).fill(element).join()}]`;
const object = (keys: number, name = 'k') =>
  `{${Array.from({ length: keys }, (_, at) => `"${name}${at}":0`).join()}}`;
const repeated = (text: string, bytes: number) => text.repeat(Math.floor(bytes / text.length));

const LONG_BODY = /is longer than 32 MB, the limit of sms-wizard\./;
const LONG_HEADERS = /are longer than 16 KB, the limit of sms-wizard\./;
const NOT_HTTP = /sent a response that is not HTTP\./;
const DEEP = /is nested more than 100 levels deep/;
const DIGITS = /has a number with more than 400 digits/;
const ELEMENTS = /has a list of more than 200,000 elements/;
const KEYS = /has an object with more than 1,000 keys/;
const VALUES = /has more than 1,200,000 values/;

const NOT_A_TASK = /JSON that is not a migration task/;
const NO_END = /the response from \S+ didn't finish within/;

const TABLE: Record<string, Row> = {
  // Length.
  'a length of 10 TB in the header': {
    send: (socket) => void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10000000000000\r\n\r\n['),
    message: LONG_BODY,
  },
  'a byte more than allowed in the header': {
    send: (socket) => void socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${MAX_BODY_BYTES + 1}\r\n\r\n[`),
    message: LONG_BODY,
  },
  'blanks without end': { send: endless(CLOSES, spaces), message: LONG_BODY },
  'chunks without end': { send: endless(CHUNKED, chunk(spaces)), message: LONG_BODY },
  'chunks of one byte without end': {
    send: endless(CHUNKED, Buffer.concat(Array(20_000).fill(chunk(Buffer.from('1'))))),
    message: /is longer than 32 MB|didn't finish/,
  },
  'a string without end': { send: endless(CLOSES, 'x'.repeat(MB), '["'), message: LONG_BODY },
  'a page without end': { send: endless(CLOSES, '<p>x</p>'.repeat(100_000), '<html>'), message: LONG_BODY },
  'a page of the most that is read': {
    send: ok(() => repeated('<p>x</p>', MAX_BODY_BYTES), 'Content-Type: text/html'),
    message: /with a web page instead of JSON/,
  },
  'a byte a second': {
    send: (socket) => {
      socket.write(CLOSES);
      const timer = setInterval(() => socket.write('['), 1000);
      socket.on('close', () => clearInterval(timer));
    },
    message: NO_END,
  },
  // Packed.
  'a gigabyte in a megabyte of gzip': {
    send: ok(() => bomb(1024), 'Content-Encoding: gzip'),
    message: LONG_BODY,
  },
  'the same as deflate': {
    send: ok(
      () => Buffer.concat([Buffer.from([0x78, 0xda]), bomb(256).subarray(10)]),
      'Content-Encoding: deflate',
    ),
    message: LONG_BODY,
  },
  'members of gzip without end': {
    send: (socket) => endless(PACKED, gzipSync(Buffer.alloc(8 * MB, '[')))(socket),
    message: LONG_BODY,
  },
  'members of gzip with nothing in them': {
    send: (socket) => endless(PACKED, Buffer.concat(Array(10_000).fill(gzipSync(''))))(socket),
    message: /is longer than 32 MB|didn't finish/,
  },
  'gzip that breaks off': {
    send: ok(() => gzipSync(Buffer.alloc(MB, '[')).subarray(0, 500), 'Content-Encoding: gzip'),
    message: /can't decompress/,
  },
  'gzip that is none': { send: ok('no gzip', 'Content-Encoding: gzip'), message: /can't decompress/ },
  'a packing that nobody asked for': {
    send: ok('\x01\x02\x03', 'Content-Encoding: br'),
    message: /not JSON/,
  },
  // Headers.
  'a header of 20 KB': { send: ok('{}', `X-Long: ${'x'.repeat(20_000)}`), message: LONG_HEADERS },
  '2,000 headers': {
    send: ok('{}', ...Array.from({ length: 2000 }, (_, at) => `X-Header-${at}: x`)),
    message: LONG_HEADERS,
  },
  'headers without end': {
    send: endless('HTTP/1.1 200 OK\r\n', 'X-More: x\r\n'.repeat(1000)),
    message: LONG_HEADERS,
  },
  'one header without end': {
    send: endless('HTTP/1.1 200 OK\r\nX-Long: ', 'x'.repeat(MB)),
    message: LONG_HEADERS,
  },
  'a status line without end': { send: endless('HTTP/1.1 200 ', 'x'.repeat(MB)), message: /16 KB|not HTTP/ },
  'a request ID of 10 KB': { send: ok('{}', `X-Request-Id: ${'9'.repeat(10_000)}`), message: NOT_A_TASK },
  'interim answers without end': {
    send: endless('', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(1000)),
    message: /didn't respond within|didn't finish|16 KB/,
  },
  // Nesting.
  'a million open lists': { send: ok(() => '['.repeat(MB)), message: DEEP },
  'as many open lists as are read': { send: ok(() => '['.repeat(MAX_BODY_BYTES)), message: DEEP },
  'objects in objects': { send: ok(() => '{"a":'.repeat(MB)), message: DEEP },
  'lists in lists, closed': { send: ok('['.repeat(101) + ']'.repeat(101)), message: DEEP },
  'deep in a task': {
    send: ok(`{"id":"x","target_server":${'['.repeat(5000)}${']'.repeat(5000)}}`),
    message: DEEP,
  },
  'deep in an error': {
    send: answer('400 Bad Request', `{"error_msg":${'['.repeat(5000)}${']'.repeat(5000)}}`),
    message: DEEP,
  },
  // Numbers.
  'an integer of 30 million digits': { send: ok(() => '9'.repeat(30_000_000)), message: DIGITS },
  'the same in a task': {
    send: ok(() => `{"id":"x","speed_limit":${'9'.repeat(30_000_000)}}`),
    message: DIGITS,
  },
  'places behind the point': { send: ok(() => `[0.${'9'.repeat(30_000_000)}]`), message: DIGITS },
  'an exponent of a million digits': { send: ok(() => `[1e${'9'.repeat(MB)}]`), message: DIGITS },
  'a negative integer of a million digits': { send: ok(() => `[-${'9'.repeat(MB)}]`), message: DIGITS },
  'many integers of 400 digits': {
    send: ok(() => `{"id":1,"a":${list(75_000, '9'.repeat(400))}}`),
    message: NOT_A_TASK,
  },
  'as many inexact integers as are read': {
    send: ok(() => list(6, list(190_000, '12345678901234567890'))),
    message: NOT_A_TASK,
  },
  'the same of keys that are the same': {
    send: ok(() => list(3, list(130_000, '{"a":0.0,"a":1.0}'))),
    message: NOT_A_TASK,
  },
  // Elements.
  'a list of ten million': { send: ok(() => list(10_000_000, '0')), message: ELEMENTS },
  'ten million empty lists': { send: ok(() => list(10_000_000, '[]')), message: ELEMENTS },
  'an object of two million keys': { send: ok(() => object(2_000_000)), message: KEYS },
  'an object of as many keys as are read': { send: ok(() => object(MAX_LIMITS.keys)), message: NOT_A_TASK },
  'as many values as are read, all of their own names': {
    send: ok(() => `[${Array.from({ length: 1150 }, (_, at) => object(1000, `k${at}_`)).join()}]`),
    message: NOT_A_TASK,
  },
  'more values': {
    send: ok(() => `[${Array.from({ length: 1300 }, () => object(1000)).join()}]`),
    message: VALUES,
  },
  'as many empty objects as are read': { send: ok(() => list(6, list(99_000, '{}'))), message: NOT_A_TASK },
  'as many lists of one as are read': { send: ok(() => list(6, list(99_000, '[""]'))), message: NOT_A_TASK },
  'half of it, cut': {
    send: ok(() => list(60_000, '{"a":[1,2]}').slice(0, -5)),
    message: /incomplete or damaged/,
  },
  // Bytes that aren't text.
  nothing: { send: ok(''), message: /returned 200 with an empty body/ },
  'blanks alone': { send: ok(' \n'.repeat(MB)), message: /returned 200 with an empty body/ },
  zeros: { send: ok(Buffer.alloc(MB)), message: /not JSON/ },
  'half of a letter': {
    send: ok(Buffer.from([0x22, 0xe4, 0xbd])),
    message: /not JSON|incomplete or damaged/,
  },
  'a BOM alone': { send: ok('\ufeff'), message: /empty body|not JSON/ },
  'UTF-16': { send: ok(Buffer.from('\ufeff{"id":"x"}', 'utf16le')), message: /not JSON/ },
  'escapes of a terminal': { send: ok('\x1b[2J\x1b]0;x\x07'), message: /not JSON/ },
  null: { send: ok('null'), message: NOT_A_TASK },
  'a number': { send: ok('1'), message: NOT_A_TASK },
  'an error in thirty million letters': {
    send: error('400 Bad Request', () => `{"error_code":"E","error_msg":"${'x'.repeat(30_000_000)}"}`),
    message: /E: x{200}/,
  },
  'an error with a million parameters': {
    send: error(
      '400 Bad Request',
      () => `{"error_code":"E","error_msg":"m","error_param":${list(190_000, '"p"')}}`,
    ),
    message: /E: m/,
  },
  'an error with many details': {
    send: error(
      '403 Forbidden',
      () =>
        `{"error_code":"SMS.9004","error_msg":"m","details":${list(190_000, '{"error_code":"a","error_msg":"b"}')}}`,
    ),
    message: /SMS\.9004: m/,
    exit: 4,
  },
  'a date far away': { send: ok('{}', 'Date: Fri, 31 Dec 9999999 23:59:59 GMT'), message: NOT_A_TASK },
  'a Retry-After of a thousand digits': {
    send: answer('429 Too Many Requests', '', [`Retry-After: ${'9'.repeat(1000)}`]),
    message: /returned 429/,
  },
  // Bytes that aren't HTTP, or not a complete response.
  'no status': { send: (socket) => void socket.end('HTTP/1.1 \r\n\r\n'), message: NOT_HTTP },
  'two lengths': { send: ok('{}', 'Content-Length: 5'), message: NOT_HTTP },
  'a length that is no number': {
    send: (socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n'),
    message: NOT_HTTP,
  },
  'a chunk of no length': {
    send: (socket) => void socket.end(`${CHUNKED}zz\r\n`),
    message: /not HTTP|interrupted/,
  },
  'a length that is too long': {
    send: (socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}'),
    message: /interrupted/,
  },
};

/** Statuses beside 200, each with a body and without. */
const STATUSES: readonly (readonly [number | string, RegExp])[] = [
  [0, /returned 0, which is not a final HTTP status|not HTTP/],
  [1, /returned 1, which is not a final|not HTTP/],
  [99, /returned 99, which is not a final|not HTTP/],
  [101, /returned 101, which is not a final HTTP status/],
  [204, /returned 204 without content/],
  [205, /returned 205 without content|not a migration task/],
  [206, /empty body|not a migration task/],
  [300, /returned 300, a redirect without a target/],
  [301, /returned 301, a redirect/],
  [302, /returned 302, a redirect/],
  [303, /returned 303, a redirect/],
  [304, /returned 304 \(not modified\)/],
  [305, /returned 305, a redirect/],
  [307, /returned 307, a redirect/],
  [308, /returned 308, a redirect/],
  [399, /returned 399, a redirect/],
  [400, /returned 400/],
  [402, /returned 402/],
  [418, /returned 418/],
  [451, /returned 451/],
  [499, /returned 499/],
  [501, /returned 501/],
  [599, /returned 599/],
  [600, /returned 600, which is not a final HTTP status/],
  [700, /returned 700, which is not a final/],
  [999, /returned 999, which is not a final/],
  [1000, NOT_HTTP],
  [-1, NOT_HTTP],
  ['abc', NOT_HTTP],
  ['2OO', NOT_HTTP],
];
for (const [status, message] of STATUSES) {
  TABLE[`status ${status}`] = { send: answer(`${status} X`), message };
  TABLE[`status ${status} with {}`] = { send: answer(`${status} X`, '{}'), message };
}

/** Each kind of message is in every part; statuses that differ in their number only are one kind. */
const CHOSEN = sampled(Object.entries(TABLE), 0.35, ([, { message }]) => message.source.replace(/\d+/g, ''));

const rows: string[] = [];
afterAll(() => console.log(`hostile answers: ${rows.length}\n${rows.join('\n')}`));

// A machine that runs other tests meanwhile may need the 5 s for reading alone: then the message is that of the time limit.
test.each(CHOSEN)('%s', { retry: 2 }, async (name, { send, message, exit = 1 }) => {
  const server = await rawServer(send);
  const file = join(tmpdir(), `sms-wizard-memory-${process.pid}`);
  const preload = `import { writeFileSync } from 'node:fs';
    process.on('exit', () => {
      const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
      writeFileSync(${JSON.stringify(file)}, JSON.stringify([maxRSS, userCPUTime + systemCPUTime]));
    });`;
  const env = {
    HW_AUTH_TOKEN: 'simulated-token',
    ...preloading(preload),
  };
  const from = performance.now();
  const { code, stderr } = await run(
    ['show', '6402c49b-7d9a-413e-8b5f-a7307f7d5679', '--endpoint', server.url, '--timeout', String(SECONDS)],
    env,
  );
  const seconds = (performance.now() - from) / 1000;
  const [kilobytes, microseconds] = JSON.parse(readFileSync(file, 'utf8'));
  const memory = kilobytes * 1024;
  rmSync(file);
  const [first = ''] = stderr.split('\n').filter((line) => line.startsWith('sms-wizard:'));
  rows.push(
    `  ${name.padEnd(42)} ${`${Math.round(memory / MB)} MB`.padStart(7)} ${seconds.toFixed(1)} s  ${first.slice(12, 110)}`,
  );
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/can't reach|at async|RangeError|TypeError/);
  expect(code, stderr).toBe(exit);
  expect(memory).toBeLessThan(MOST_MEMORY);
  // Processor time, as other programs may use most of the elapsed time; garbage is collected in threads of its own, which
  // count as well.
  expect(microseconds / 1e6).toBeLessThan(2 * SECONDS);
  await server.close();
});
