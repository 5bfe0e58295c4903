/** Authentication by token or signature, and the check of permissions. */

import { iamRefusal, type SimulatedRequest, type SimulatedResponse, unauthenticated } from '../responses.ts';
import { type Action, DOMAIN, PROJECTS, type User } from './accounts.ts';
import type { TokenStore } from './token-store.ts';
import { verifySignature } from './verify-signature.ts';

/** Returns the user who made a request, or the response that rejects it. */
export function authenticate(
  request: SimulatedRequest,
  raw: Buffer,
  issued: TokenStore,
  now: number,
): { user: User } | { refused: SimulatedResponse } {
  const { headers } = request;
  if (headers.authorization?.startsWith('SDK-HMAC-SHA256')) {
    const result = verifySignature({ ...request, body: raw }, issued.keysOf, now);
    if ('refused' in result) return { refused: unauthenticated(result.refused) };
    if (!belongs(headers['x-domain-id'], [DOMAIN]) || !belongs(headers['x-project-id'], PROJECTS))
      return { refused: unauthenticated('the domain or project is not of this account') };
    return { user: result.keys.user };
  }
  const token = headers['x-auth-token'];
  const user = typeof token === 'string' ? issued.userOfToken(token) : undefined;
  if (user) return { user };
  const iam = /^\/v3\/(auth|projects)\b/.test(request.path);
  const refused = iam
    ? iamRefusal(401, 'The request you have made requires authentication.')
    : unauthenticated(token ? 'decrypt token fail' : 'x-auth-token not found');
  return { refused };
}

const belongs = (id: string | string[] | undefined, known: readonly { id: string }[]): boolean =>
  id === undefined || known.some((one) => one.id === id);

/** Returns true if a user has an action. `denied` lists actions that no user has. */
export const isAllowed = (user: User, action: Action, denied: readonly Action[]): boolean =>
  !user.denied.includes(action) && !denied.includes(action);
