/**
 * Signs a request with an access key: SDK-HMAC-SHA256. Source: docs/api-notes.md#signing, checked against the
 * official signer.
 */
import { createHash, createHmac } from 'node:crypto';

export interface AccessKeys {
  readonly ak: string;
  readonly sk: string;
  /** With temporary keys: travels, and is signed, beside them. */
  readonly securityToken?: string;
}

export interface UnsignedRequest {
  readonly method: string;
  readonly url: URL;
  /** All of these are signed, by any case of their names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

const ALGORITHM = 'SDK-HMAC-SHA256';

/** The headers that make a request a signed one, beside those that it has. `now` is this machine's clock. */
export function sign(
  request: UnsignedRequest,
  { ak, sk, securityToken }: AccessKeys,
  now: Date,
): Record<string, string> {
  const date = now.toISOString().replace(/[-:]|\.\d+/g, '');
  const added = {
    'X-Sdk-Date': date,
    ...(securityToken ? { 'X-Security-Token': securityToken } : {}),
  };
  const headers = Object.entries({ ...request.headers, ...added, host: request.url.host })
    .map(([name, value]) => [name.toLowerCase(), value.trim()] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const names = headers.map(([name]) => name).join(';');
  const canonical = [
    request.method.toUpperCase(),
    canonicalPath(request.url),
    canonicalQuery(request.url),
    ...headers.map(([name, value]) => `${name}:${value}`),
    '',
    names,
    sha256(request.body),
  ].join('\n');
  const signature = createHmac('sha256', sk)
    .update([ALGORITHM, date, sha256(canonical)].join('\n'))
    .digest('hex');
  return {
    ...added,
    Authorization: `${ALGORITHM} Access=${ak}, SignedHeaders=${names}, Signature=${signature}`,
  };
}

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** RFC 3986: all but the unreserved letters. */
const percentEncode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** The path for signing ends in a slash, whether or not the path that is sent does. */
function canonicalPath({ pathname }: URL): string {
  const path = pathname
    .split('/')
    .map((segment) => percentEncode(decodeURIComponent(segment)))
    .join('/');
  return path.endsWith('/') ? path : `${path}/`;
}

/** Sorted as the official signer does: by name, then by value, before they are encoded. */
function canonicalQuery({ searchParams }: URL): string {
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...searchParams]
    .sort(([a, x], [b, y]) => order(a, b) || order(x, y))
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join('&');
}
