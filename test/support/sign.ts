/**
 * Signs a request by docs/api-notes.md#signing, for tests of the simulator: plain paths and queries without special
 * characters.
 */
import { createHash, createHmac } from 'node:crypto';

interface Signing {
  readonly access: string;
  readonly secret: string;
  readonly securityToken?: string;
  /** Milliseconds since 1970; now if left out. */
  readonly at?: number;
  readonly method?: string;
  readonly body?: string;
  /** Headers that are signed besides the usual ones, in lower case. */
  readonly headers?: Record<string, string>;
}

/** Returns the headers of a signed request to this address. */
export function signedHeaders(address: string, signing: Signing): Record<string, string> {
  const { access, secret, securityToken, at = Date.now(), method = 'GET', body = '' } = signing;
  const url = new URL(address);
  const date = `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  const headers: Record<string, string> = {
    ...signing.headers,
    host: url.host,
    'x-sdk-date': date,
    ...(securityToken === undefined ? {} : { 'x-security-token': securityToken }),
  };
  const names = Object.keys(headers).sort();
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const query = url.search.slice(1).split('&').sort().join('&');
  const lines = names.map((name) => `${name}:${headers[name]}\n`).join('');
  const canonical = `${method}\n${url.pathname}/\n${query}\n${lines}\n${names.join(';')}\n${hash(body)}`;
  const signature = createHmac('sha256', secret)
    .update(`SDK-HMAC-SHA256\n${date}\n${hash(canonical)}`)
    .digest('hex');
  const { host, ...sent } = headers;
  const authorization = `SDK-HMAC-SHA256 Access=${access}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return { ...sent, authorization };
}
