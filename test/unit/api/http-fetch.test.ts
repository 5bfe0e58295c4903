/** Long bodies are read as they were sent, in few pieces. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StringDecoder } from 'node:string_decoder';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test, vi } from 'vitest';
import { PlainRequest } from '../../../src/api/network/fetch-classes.ts';
import { createHttpFetch, type TextResponse } from '../../../src/api/network/http-fetch.ts';

/** Reads a body that comes in chunks of `size` bytes. Returns its text, and how often something was decoded. */
async function read(body: Buffer, size: number, headers: Record<string, string> = {}) {
  const server = createServer(async (_request, response) => {
    response.writeHead(200, headers);
    for (let at = 0; at < body.length; at += size) response.write(body.subarray(at, at + size));
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const fetch = createHttpFetch({ onSent: () => {}, onHead: () => {} });
  const decode = vi.spyOn(StringDecoder.prototype, 'write');
  onTestFinished(() => decode.mockRestore());
  const request = new PlainRequest(`http://127.0.0.1:${port}/`);
  const response = (await fetch(request as never)) as unknown as TextResponse;
  return { text: await response.text(), decodes: decode.mock.calls.length };
}

// Characters of two, three and four bytes, and no whole number of them in a piece.
const long = 'aé任务😀.'.repeat(100_000);

test.each([
  ['chunks of 1,000 bytes', 1000],
  ['large chunks', 1_000_003],
])('%s are decoded 256 KB at a time', async (_what, size) => {
  const body = Buffer.from(long);
  const { text, decodes } = await read(body, size);
  expect(text).toBe(long);
  expect(decodes).toBeLessThanOrEqual(Math.ceil(body.length / (256 * 1024)));
});

test('a packed body is decoded in the same way', async () => {
  const { text, decodes } = await read(gzipSync(long), 5000, { 'Content-Encoding': 'gzip' });
  expect(text).toBe(long);
  expect(decodes).toBeLessThanOrEqual(Math.ceil(Buffer.byteLength(long) / (256 * 1024)));
});

test.each(['', 'x', '\ufeff{}', 'é'])('a short body is read: "%s"', async (body) => {
  expect((await read(Buffer.from(body), 1)).text).toBe(body);
});

test('a character that is cut off at the end is told', async () => {
  expect((await read(Buffer.from('é😀').subarray(0, 5), 100)).text).toBe('é\ufffd');
});
