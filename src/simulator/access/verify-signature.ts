/** Verification of SDK-HMAC-SHA256 signatures, from the description alone. Source: docs/api-notes.md#signing. */
import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Keys } from './accounts.ts';

export interface SignedRequest {
  readonly method: string;
  /** Path and query as received. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string | Buffer;
}

/** Maximum difference to a client's clock, in ms. */
export const CLOCK_TOLERANCE = 15 * 60 * 1000;
/**
 * The headers that must be signed if they are present. Terraform signs neither the host nor the IDs, and SMS accepts
 * that. Source: docs/api-notes.md#signing.
 */
const SIGNED_WHEN_PRESENT = ['x-sdk-date', 'x-security-token'];
const FORM = /^SDK-HMAC-SHA256 Access=([^,\s]+), ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/;
const DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

const WRONG = 'verify aksk signature fail';
const EXPIRED = 'calc ak sk signature fail:signature expired';
const UNKNOWN = 'Get secretKey failed,ak:******,err:ak not exist';

/**
 * Returns the keys that a request is signed with, or the reason to reject it. `keysOf` returns the valid keys of an
 * access key ID; `now` is in ms since 1970.
 */
export function verifySignature<Known extends Keys>(
  request: SignedRequest,
  keysOf: (access: string) => Known | undefined,
  now: number,
): { keys: Known } | { refused: string } {
  const { headers } = request;
  const [, access = '', names = '', signature] = FORM.exec(headers.authorization ?? '') ?? [];
  if (!signature) return { refused: WRONG };
  const signed = names.split(';');
  const date = headers['x-sdk-date'];
  const required = SIGNED_WHEN_PRESENT.filter((name) => headers[name]);
  if (typeof date !== 'string' || !required.every((name) => signed.includes(name))) return { refused: WRONG };
  if (!signed.every((name) => typeof headers[name] === 'string')) return { refused: WRONG };
  const keys = keysOf(access);
  if (!keys) return { refused: UNKNOWN };
  if (headers['x-security-token'] !== keys.securityToken) return { refused: WRONG };
  if (!(Math.abs(now - timeOf(date)) <= CLOCK_TOLERANCE)) return { refused: EXPIRED };
  return signatureFor(request, signed, date, keys.secret) === signature ? { keys } : { refused: WRONG };
}

/** Parses `20260101T000000Z` to ms since 1970; NaN for anything else. */
function timeOf(date: string): number {
  const [, year, month, day, hour, minute, second] = DATE.exec(date) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');

function signatureFor(
  request: SignedRequest,
  signed: readonly string[],
  date: string,
  secret: string,
): string {
  const [path = '', query = ''] = request.path.split(/\?(.*)/s);
  const canonical = [
    request.method,
    canonicalPath(path),
    canonicalQuery(query),
    ...signed.map((name) => `${name}:${String(request.headers[name]).trim()}`),
    '',
    signed.join(';'),
    sha256(request.body),
  ].join('\n');
  return createHmac('sha256', secret)
    .update(`SDK-HMAC-SHA256\n${date}\n${sha256(canonical)}`)
    .digest('hex');
}

/** Percent-encodes everything but letters, digits and `-._~` (RFC 3986). */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function canonicalPath(path: string): string {
  const whole = path
    .split('/')
    .map((segment) => encoded(decoded(segment)))
    .join('/');
  return whole.endsWith('/') ? whole : `${whole}/`;
}

/** Sorts the query before encoding, as the official signers do; a `+` is a space, which they send so. */
function canonicalQuery(query: string): string {
  const pairs = query
    .split('&')
    .filter(Boolean)
    .map((pair) => {
      const [name = '', value = ''] = pair.replaceAll('+', ' ').split(/=(.*)/s);
      return [decoded(name), decoded(value)] as const;
    });
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  pairs.sort(([name, value], [otherName, otherValue]) => order(name, otherName) || order(value, otherValue));
  return pairs.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&');
}
