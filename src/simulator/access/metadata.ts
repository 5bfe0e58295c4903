/** The metadata service of a cloud server: a session token, then temporary keys of its agency. Source: API facts §8. */
import { OWNER } from './accounts.ts';
import { type Answer, json, refusal, type SimulatedRequest } from './answers.ts';
import type { Issued, Now } from './issued.ts';

export interface MetadataOptions {
  /** Whether keys are given with a session token only, also without, or whether that first call fails so. */
  readonly token?: 'required' | 'optional' | 404 | 405 | 503;
  /** False for a server without an agency, which has no keys: 404. */
  readonly agency?: boolean;
  /** How long each answer takes, in milliseconds. */
  readonly delay?: number;
  /** How long keys are valid, in milliseconds. */
  readonly life?: number;
}

export const TOKEN_PATH = '/meta-data/latest/api/token';
export const KEYS_PATH = '/openstack/latest/securitykey';
const LONGEST = 21_600;
const plain = (status: number, body: string): Answer => ({
  status,
  body,
  headers: { 'Content-Type': 'text/plain' },
});

/** Answers the two calls of the metadata service; undefined for any other path. */
export function metadataService(
  { token: mode = 'required', agency = true, life = LONGEST * 1000 }: MetadataOptions,
  issued: Issued,
  now: Now,
): (request: SimulatedRequest, path: string) => Answer | undefined {
  const sessions = new Map<string, number>();
  const valid = (token: unknown) => (sessions.get(String(token)) ?? 0) > now();

  function session({ method, headers }: SimulatedRequest): Answer {
    if (typeof mode === 'number') return plain(mode, '');
    if (method !== 'PUT') return plain(405, '');
    const seconds = Number(headers['x-metadata-token-ttl-seconds']);
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > LONGEST) return plain(400, '');
    const token = `simulated-metadata-session-${sessions.size + 1}`;
    sessions.set(token, now() + seconds * 1000);
    return plain(200, token);
  }

  function keys({ method, headers }: SimulatedRequest): Answer {
    if (method !== 'GET') return plain(405, '');
    const token = headers['x-metadata-token'];
    const needed = mode === 'required' || (mode === 'optional' && token !== undefined);
    if (needed && !valid(token)) return plain(401, '');
    if (!agency) return refusal(404, 'HTTP.404', 'The server has no agency.');
    const { access, secret, securityToken, expiresAt } = issued.giveKeys(OWNER, life);
    const expires = new Date(expiresAt).toISOString().replace('Z', '000Z');
    return json(200, { credential: { access, secret, securitytoken: securityToken, expires_at: expires } });
  }

  const calls: Readonly<Record<string, (request: SimulatedRequest) => Answer>> = {
    [TOKEN_PATH]: session,
    [KEYS_PATH]: keys,
  };
  return (request, path) => calls[path]?.(request);
}
