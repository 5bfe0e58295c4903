/**
 * The metadata service of an ECS: a session token, then temporary keys of its agency.
 * Source: docs/api-notes.md#ecs-metadata.
 */

import { errorResponse, json, type SimulatedRequest, type SimulatedResponse } from '../responses.ts';
import { OWNER } from './accounts.ts';
import type { Now, TokenStore } from './token-store.ts';

export interface MetadataOptions {
  /** Session tokens: required, optional, or the status with which the call for one fails. */
  readonly token?: 'required' | 'optional' | 404 | 405 | 503;
  /** False for an ECS without an agency, which has no keys (404). */
  readonly agency?: boolean;
  /** The delay of each response, in ms. */
  readonly delay?: number;
  /** The validity of keys, in ms. */
  readonly life?: number;
}

export const TOKEN_PATH = '/meta-data/latest/api/token';
export const KEYS_PATH = '/openstack/latest/securitykey';
const MAX_TTL_SECONDS = 21_600;
const plain = (status: number, body: string): SimulatedResponse => ({
  status,
  body,
  headers: { 'Content-Type': 'text/plain' },
});

/** Responds to the two calls of the metadata service; undefined for any other path. */
export function metadataService(
  { token: mode = 'required', agency = true, life = MAX_TTL_SECONDS * 1000 }: MetadataOptions,
  issued: TokenStore,
  now: Now,
): (request: SimulatedRequest, path: string) => SimulatedResponse | undefined {
  const sessions = new Map<string, number>();
  const valid = (token: unknown) => (sessions.get(String(token)) ?? 0) > now();

  function session({ method, headers }: SimulatedRequest): SimulatedResponse {
    if (typeof mode === 'number') return plain(mode, '');
    if (method !== 'PUT') return plain(405, '');
    const seconds = Number(headers['x-metadata-token-ttl-seconds']);
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > MAX_TTL_SECONDS) return plain(400, '');
    const token = `simulated-metadata-session-${sessions.size + 1}`;
    sessions.set(token, now() + seconds * 1000);
    return plain(200, token);
  }

  function keys({ method, headers }: SimulatedRequest): SimulatedResponse {
    if (method !== 'GET') return plain(405, '');
    const token = headers['x-metadata-token'];
    const needed = mode === 'required' || (mode === 'optional' && token !== undefined);
    if (needed && !valid(token)) return plain(401, '');
    if (!agency) return errorResponse(404, 'HTTP.404', 'The server has no agency.');
    const { access, secret, securityToken, expiresAt } = issued.giveKeys(OWNER, life);
    const expires = new Date(expiresAt).toISOString().replace('Z', '000Z');
    return json(200, { credential: { access, secret, securitytoken: securityToken, expires_at: expires } });
  }

  const calls: Readonly<Record<string, (request: SimulatedRequest) => SimulatedResponse>> = {
    [TOKEN_PATH]: session,
    [KEYS_PATH]: keys,
  };
  return (request, path) => calls[path]?.(request);
}
