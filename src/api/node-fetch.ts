/**
 * fetch over Node's own http and https. The built-in one of Node 20 takes 10 ms more for its first call, and 30 MB, as it
 * parses answers in WebAssembly; and it knows no proxies.
 */
import type { Agent, IncomingMessage, RequestOptions } from 'node:http';
import { pipeline, Readable } from 'node:stream';

export type Fetch = typeof globalThis.fetch;

const ENCODINGS = 'gzip, deflate';
/** Answers that have no content. */
const BARE = [101, 204, 205, 304];

/** Where a plain answer comes while TLS is being written, the code is EPROTO and the message says the rest. */
export const codeOf = ({ code, message }: NodeJS.ErrnoException): string | undefined =>
  /wrong version number/i.test(message) ? 'ERR_SSL_WRONG_VERSION_NUMBER' : code;

/** What came, as it was before it was packed for the way. */
async function contentOf(answer: IncomingMessage): Promise<Readable> {
  const { 'content-encoding': packed = '' } = answer.headers;
  if (!/^(x-)?gzip$|^deflate$/i.test(packed)) return answer;
  const { createUnzip } = await import('node:zlib');
  return pipeline(answer, createUnzip(), () => {});
}

/** Throws where the answer has a status or a header that is none, or comes from a proxy that wants a password. */
async function responseFrom(answer: IncomingMessage): Promise<Response> {
  const { statusCode: status = 0, rawHeaders } = answer;
  if (status === 407) throw Object.assign(new Error('not the service'), { code: 'PROXY_407' });
  const headers = new Headers();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    headers.append(rawHeaders[at] as string, rawHeaders[at + 1] as string);
  }
  const content = BARE.includes(status) ? null : Readable.toWeb(await contentOf(answer));
  return new Response(content as ReadableStream<Uint8Array> | null, { status, headers });
}

/** `sent` is called when a request has left, `agent` makes the connections. Redirects are not followed. */
export function nodeFetch(sent: () => void, agent?: Agent): Fetch {
  return async (input, init = {}) => {
    const { method = 'GET', headers, body, signal } = init;
    const url = new URL(String(input));
    const { request } = await (url.protocol === 'https:' ? import('node:https') : import('node:http'));
    const options: RequestOptions = {
      method,
      headers: { 'Accept-Encoding': ENCODINGS, ...Object.fromEntries(new Headers(headers)) },
      ...(agent ? { agent } : {}),
      ...(signal ? { signal } : {}),
    };
    return new Promise<Response>((resolve, reject) => {
      const fail = (error: unknown) => reject(signal?.aborted ? signal.reason : error);
      const asked = request(url, options, (answer) => {
        responseFrom(answer).then(resolve, (error: unknown) => {
          answer.destroy();
          fail(error);
        });
      });
      asked.on('error', (error) => fail(Object.assign(error, { code: codeOf(error) })));
      asked.on('finish', sent);
      asked.end(body ? Buffer.from(body as Uint8Array) : undefined);
    });
  };
}
