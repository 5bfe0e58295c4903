/** IAM: tokens for a user and password, and the ids of the domain and of a project. Source: API facts §1, §8. */
import { isObject } from '../json/json.ts';
import { text } from '../text/text.ts';
import { type Auth, noAuth, type PasswordLogin, type Scope } from './auth.ts';
import { ServiceError } from './errors.ts';
import { exchange, reading, type Site } from './exchange.ts';
import { readAnswer } from './failure.ts';

/** Such as `https://iam.ap-southeast-3.myhuaweicloud.com`, and how it is called. */
export type Iam = Omit<Site, 'auth'>;

/** A token, valid for 24 hours. `passcode` is the one-time code of users with MFA. Throws ServiceError. */
export async function tokenFor(iam: Iam, login: PasswordLogin, passcode?: string): Promise<string> {
  const { user, password, domain, project, userId } = login;
  const mfa = passcode ? { totp: { user: { ...(userId ? { id: userId } : { name: user }), passcode } } } : {};
  const identity = {
    methods: passcode ? ['password', 'totp'] : ['password'],
    password: { user: { name: user, password, domain: { name: domain } } },
    ...mfa,
  };
  const { id, name } = project ?? {};
  const place = id ? { id } : name ? { name } : undefined;
  const scope = place ? { project: place } : { domain: { name: domain } };
  const body = { auth: { identity, scope } };
  const answer = await exchange({ ...iam, auth: noAuth }, { method: 'post', path: 'v3/auth/tokens', body });
  readAnswer(answer);
  const { headers } = answer;
  const token = headers.get('x-subject-token');
  if (!token) throw new ServiceError('bad_answer', text().access.noSubjectToken(hostOf(iam)));
  return token;
}

/** The account's domain, asked for with a signature without scope; else the project that is known or named. */
export async function scopeFromIam(
  iam: Iam,
  auth: Auth,
  known: { readonly projectId?: string; readonly region?: string },
): Promise<Scope> {
  try {
    return { 'X-Domain-Id': await idOf(iam, auth, 'domains', { path: 'v3/auth/domains' }) };
  } catch (error) {
    // A key that may not list domains can still know its project.
    if (!(error instanceof ServiceError) || error.status === 401 || error.kind === 'no_answer') throw error;
    if (known.projectId) return { 'X-Project-Id': known.projectId };
    if (!known.region) throw error;
    const path = { path: 'v3/projects', query: { name: known.region } };
    return { 'X-Project-Id': await idOf(iam, auth, 'projects', path) };
  }
}

/** The id of the first entry of a list that IAM gives. */
function idOf(
  iam: Iam,
  auth: Auth,
  list: 'domains' | 'projects',
  call: { readonly path: string; readonly query?: Readonly<Record<string, string>> },
): Promise<string> {
  return reading({ ...iam, auth }, call, (document) => {
    const entries = isObject(document) ? document[list] : undefined;
    const first = Array.isArray(entries) ? entries[0] : undefined;
    const id = isObject(first) ? first.id : undefined;
    if (typeof id !== 'string') throw new ServiceError('bad_answer', text().access.noIds(hostOf(iam), list));
    return id;
  });
}

const hostOf = ({ endpoint }: Iam): string => new URL(endpoint).host;
