/**
 * IAM: tokens for a user and password, and the ids of the domain and of a project.
 * Source: docs/api-notes.md#iam-calls, docs/api-notes.md#token-request.
 */
import { isObject, type JsonObject } from '../json/json.ts';
import { text } from '../text/text.ts';
import { type AccountScope, type Auth, anonymousAuth, type PasswordCredentials } from './auth.ts';
import type { AccessKeyCredentials, Agency, OidcCredentials } from './credentials/types.ts';
import { resolveStsEndpoint } from './endpoint.ts';
import { parseResponse } from './error-response.ts';
import { registerSecret } from './redact.ts';
import { getWithRetry, type ServiceConfig, sendRequest } from './request.ts';
import { ServiceError } from './service-error.ts';

/** Such as `https://iam.ap-southeast-3.myhuaweicloud.com`, and how it is called. */
export type IamConfig = Omit<ServiceConfig, 'auth'>;

/** A token, valid for 24 hours. `passcode` is the one-time code of users with MFA. Throws ServiceError. */
export async function requestToken(
  iam: IamConfig,
  login: PasswordCredentials,
  passcode?: string,
): Promise<string> {
  const { user, password, domain, project, userId } = login;
  const named = { name: user ?? '', domain: { name: domain ?? '' } };
  const byId = { id: userId ?? '' };
  const known = user && domain ? named : byId;
  const mfa = passcode ? { totp: { user: { ...(userId ? byId : named), passcode } } } : {};
  const identity = {
    methods: passcode ? ['password', 'totp'] : ['password'],
    password: { user: { ...known, password } },
    ...mfa,
  };
  const { id, name } = project ?? {};
  const place = id ? { id } : name ? { name } : undefined;
  const account = domain ? { scope: { domain: { name: domain } } } : {};
  const body = { auth: { identity, ...(place ? { scope: { project: place } } : account) } };
  return postForToken({ ...iam, auth: anonymousAuth }, 'v3/auth/tokens', body);
}

/** Gets a token for the ID token of an identity provider. Throws ServiceError. */
export async function requestTokenByIdToken(
  iam: IamConfig,
  { idpId, domainId, projectId }: OidcCredentials,
  idToken: string,
): Promise<string> {
  const scope = domainId ? { domain: { id: domainId } } : { project: { id: projectId ?? '' } };
  const auth = { ...anonymousAuth, headersFor: async () => ({ 'X-Idp-Id': idpId }) };
  return postForToken({ ...iam, auth }, 'v3.0/OS-AUTH/id-token/tokens', {
    auth: { id_token: { id: idToken }, scope },
  });
}

async function postForToken(iam: ServiceConfig, path: string, body: JsonObject): Promise<string> {
  const answer = await sendRequest(iam, { method: 'post', path, body });
  parseResponse(answer);
  const token = answer.headers.get('x-subject-token');
  if (!token) throw new ServiceError('bad_answer', text().access.noSubjectToken(hostOf(iam)));
  return token;
}

/** Time that the keys of an assumed agency are valid, in seconds; IAM allows 900 to 86,400. */
const AGENCY_SECONDS = 3600;

/** Gets temporary keys of an agency. Throws ServiceError. */
export async function assumeAgency(
  iam: IamConfig,
  auth: Auth,
  { name, domainId, domainName }: Agency,
): Promise<AccessKeyCredentials> {
  const domain = domainId ? { domain_id: domainId } : { domain_name: domainName ?? '' };
  const assume = { agency_name: name, ...domain, duration_seconds: AGENCY_SECONDS };
  const body = { auth: { identity: { methods: ['assume_role'], assume_role: assume } } };
  const call = { method: 'post', path: 'v3.0/OS-CREDENTIAL/securitytokens', body } as const;
  const document = parseResponse(await sendRequest({ ...iam, auth }, call));
  const credential = isObject(document) && isObject(document.credential) ? document.credential : {};
  const { access, secret, securitytoken } = credential;
  if (typeof access !== 'string' || typeof secret !== 'string' || typeof securitytoken !== 'string')
    throw new ServiceError('bad_answer', text().access.noKeys);
  return {
    ...{ kind: 'keys', ak: access },
    sk: registerSecret(secret),
    securityToken: registerSecret(securitytoken),
    ...(domainId ? { domainId } : {}),
  };
}

/**
 * Finds the account's domain by a signature without scope: from IAM, else from STS, which knows it for keys that may not
 * list domains. Else the project that is known or named.
 */
export async function resolveScope(
  iam: IamConfig,
  auth: Auth,
  known: { readonly projectId?: string; readonly region?: string },
): Promise<AccountScope> {
  try {
    return { 'X-Domain-Id': await idOf(iam, auth, 'domains', { path: 'v3/auth/domains' }) };
  } catch (error) {
    // A key that may not list domains can still know its account and project.
    if (!(error instanceof ServiceError) || error.status === 401 || error.kind === 'no_answer') throw error;
    const account = await accountOf(iam, auth);
    if (account) return { 'X-Domain-Id': account };
    if (known.projectId) return { 'X-Project-Id': known.projectId };
    if (!known.region) throw error;
    const path = { path: 'v3/projects', query: { name: known.region } };
    return { 'X-Project-Id': await idOf(iam, auth, 'projects', path) };
  }
}

/** Asks STS for the account that a key belongs to. Returns undefined if the response has none. */
async function accountOf(iam: IamConfig, auth: Auth): Promise<string | undefined> {
  const endpoint = resolveStsEndpoint(iam.endpoint);
  if (!endpoint) return undefined;
  try {
    const answer = await sendRequest(
      { ...iam, endpoint, auth },
      { method: 'get', path: 'v5/caller-identity' },
    );
    const document = parseResponse(answer);
    return isObject(document) && typeof document.account_id === 'string' ? document.account_id : undefined;
  } catch (error) {
    if (error instanceof ServiceError) return undefined;
    throw error;
  }
}

/** The id of the first entry of a list that IAM gives. */
function idOf(
  iam: IamConfig,
  auth: Auth,
  list: 'domains' | 'projects',
  call: { readonly path: string; readonly query?: Readonly<Record<string, string>> },
): Promise<string> {
  return getWithRetry({ ...iam, auth }, call, (document) => {
    const entries = isObject(document) ? document[list] : undefined;
    const first = Array.isArray(entries) ? entries[0] : undefined;
    const id = isObject(first) ? first.id : undefined;
    if (typeof id !== 'string') throw new ServiceError('bad_answer', text().access.noIds(hostOf(iam), list));
    return id;
  });
}

const hostOf = ({ endpoint }: IamConfig): string => new URL(endpoint).host;
