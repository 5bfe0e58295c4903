/** Who makes a request, by token or signature, and whether they may. */
import { type Action, DOMAIN, PROJECTS, type User } from './accounts.ts';
import { type Answer, iamRefusal, type SimulatedRequest, unauthenticated } from './answers.ts';
import type { Issued } from './issued.ts';
import { verified } from './signature.ts';

/** The user behind a request, or the answer that turns it away. */
export function caller(
  request: SimulatedRequest,
  raw: Buffer,
  issued: Issued,
  now: number,
): { user: User } | { refused: Answer } {
  const { headers } = request;
  if (headers.authorization?.startsWith('SDK-HMAC-SHA256')) {
    const result = verified({ ...request, body: raw }, issued.keysOf, now);
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

/** Whether a user may do this; `denied` holds for every user of the simulator. */
export const may = (user: User, action: Action, denied: readonly Action[]): boolean =>
  !user.denied.includes(action) && !denied.includes(action);
