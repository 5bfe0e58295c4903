/**
 * The fetch beneath ky, over Node's own http and https: the built-in one knows no proxies, and on Node 20 it takes 10 ms
 * and 30 MB more for its first call, as it parses responses in WebAssembly.
 */
import type { Agent, IncomingMessage, RequestOptions } from 'node:http';
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { errorCode } from '../../task/errors.ts';
import { PlainHeaders, type PlainRequest } from './fetch-classes.ts';
import { MAX_BODY_BYTES } from './response-limits.ts';

const ENCODINGS = 'gzip, deflate';

/** A response whose body has been read already. ky takes it for a Response by its tag and needs no more than this. */
export class TextResponse {
  readonly status: number;
  readonly headers: PlainHeaders;
  readonly body = null;
  readonly type = 'default';
  readonly [Symbol.toStringTag] = 'Response';
  readonly #text: string;

  constructor(status: number, headers: PlainHeaders, text: string) {
    this.status = status;
    this.headers = headers;
    this.#text = text;
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  clone(): TextResponse {
    return this;
  }

  async text(): Promise<string> {
    return this.#text;
  }
}

/** A response that is larger than is read. */
class BodyLimitError extends Error {
  override name = 'BodyLimitError';
  readonly code = 'BODY_LIMIT';
}

export interface HttpFetchOptions {
  /** Sent as it is; the Request that ky makes has none, so that nothing has to be read back from it. */
  readonly body?: string | undefined;
  /** Makes the connections. */
  readonly agent?: Agent | undefined;
  /** Called when the request has left. */
  readonly onSent: () => void;
  /** Called when a response has begun. */
  readonly onHead: (status: number, headers: PlainHeaders) => void;
}

/** Returns a fetch for ky that sends one request and reads its whole response. Redirects are not followed. */
export function createHttpFetch(options: HttpFetchOptions): typeof globalThis.fetch {
  const send = (input: PlainRequest): Promise<TextResponse> => exchange(input, options);
  // ky passes a Request and takes what has the tag of a Response.
  return send as unknown as typeof globalThis.fetch;
}

async function exchange(
  { url, method, headers, signal }: PlainRequest,
  { body, agent, onSent, onHead }: HttpFetchOptions,
): Promise<TextResponse> {
  const { request } = await (url.startsWith('https:') ? import('node:https') : import('node:http'));
  const options: RequestOptions = {
    ...{ method, signal },
    headers: { 'Accept-Encoding': ENCODINGS, ...Object.fromEntries(headers) },
    ...(agent ? { agent } : {}),
  };
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) =>
      reject(error instanceof Error ? Object.assign(error, { code: networkErrorCode(error) }) : error);
    const asked = request(url, options, (answer) => {
      const { statusCode: status = 0 } = answer;
      // The answer of a proxy, and none of the service.
      if (status === 407) {
        answer.destroy();
        fail(Object.assign(new Error('not the service'), { code: 'PROXY_407' }));
        return;
      }
      const head = headersOf(answer);
      onHead(status, head);
      // Bytes after the response belong to no request, and Node would report them as broken HTTP.
      if (status === 204 || status === 304) {
        resolve(new TextResponse(status, head, ''));
        answer.destroy();
        return;
      }
      readText(answer).then((text) => resolve(new TextResponse(status, head, text)), fail);
    });
    asked.on('error', fail);
    asked.on('finish', onSent);
    // A server that changes to another protocol has answered, and has nothing more to say.
    asked.on('upgrade', (answer, socket) => {
      socket.destroy();
      onHead(101, headersOf(answer));
      resolve(new TextResponse(101, headersOf(answer), ''));
    });
    asked.end(body);
  });
}

/** Returns the code of a network error; where plain text comes in place of TLS, Node has it in the message only. */
export function networkErrorCode(error: Error): string | undefined {
  return /wrong version number/i.test(error.message) ? 'ERR_SSL_WRONG_VERSION_NUMBER' : errorCode(error);
}

function headersOf({ rawHeaders }: IncomingMessage): PlainHeaders {
  const headers = new PlainHeaders();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    headers.append(rawHeaders[at] as string, rawHeaders[at + 1] as string);
  }
  return headers;
}

/** Reads the body, unpacked. Bytes count as they come, on the way and unpacked. Throws BodyLimitError. */
async function readText(answer: IncomingMessage): Promise<string> {
  const { 'content-encoding': packed = '', 'content-length': length = '0' } = answer.headers;
  const isPacked = /^(x-)?gzip$|^deflate$/i.test(packed);
  try {
    if (Number(length) > MAX_BODY_BYTES) throw new BodyLimitError();
    const content = isPacked ? await unpacked(answer) : answer;
    return await readAll(content);
  } finally {
    answer.destroy();
  }
}

async function unpacked(answer: IncomingMessage): Promise<Readable> {
  const [{ createUnzip }, { pipeline }] = await Promise.all([import('node:zlib'), import('node:stream')]);
  const unzip = createUnzip();
  let bytes = 0;
  answer.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) unzip.destroy(new BodyLimitError());
  });
  return pipeline(answer, unzip, () => {});
}

/** Decodes what comes as it comes: while a long body is on its way, there is time. */
async function readAll(content: Readable): Promise<string> {
  const decoder = new StringDecoder('utf8');
  const texts: string[] = [];
  let bytes = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new BodyLimitError();
    texts.push(decoder.write(chunk));
  }
  return texts.join('') + decoder.end();
}
