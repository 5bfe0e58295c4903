/**
 * IAM: tokens for users, the account and its projects. Source: docs/api-notes.md#iam-calls,
 * docs/api-notes.md#token-request.
 */

import { iamRefusal, json, type SimulatedResponse } from '../responses.ts';
import { DOMAIN, PROJECTS, USERS, type User } from './accounts.ts';
import type { TokenStore } from './token-store.ts';

interface Identity {
  readonly methods?: readonly unknown[];
  readonly password?: {
    readonly user?: {
      readonly name?: unknown;
      readonly password?: unknown;
      readonly domain?: { readonly name?: unknown };
    };
  };
  readonly totp?: { readonly user?: { readonly id?: unknown; readonly passcode?: unknown } };
}

interface Scope {
  readonly project?: { readonly id?: unknown; readonly name?: unknown };
  readonly domain?: { readonly id?: unknown; readonly name?: unknown };
}

/** Formats a time as IAM does, with six decimals of a second. */
const stamp = (time: number): string => new Date(time).toISOString().replace('Z', '000Z');

/** Responds to `POST /v3/auth/tokens`. */
export function tokenAnswer(body: unknown, issued: TokenStore): SimulatedResponse {
  const { identity, scope } = ((body as { auth?: object } | undefined)?.auth ?? {}) as {
    identity?: Identity;
    scope?: Scope;
  };
  const user = identity?.password?.user;
  const methods = identity?.methods ?? [];
  if (!user?.name || !user.password || !user.domain?.name || !methods.includes('password'))
    return iamRefusal(400, 'The request body is invalid.');
  const known = USERS.find((one) => one.name === user.name && one.password === user.password);
  if (!known || user.domain.name !== DOMAIN.name)
    return iamRefusal(401, 'The username or password is wrong.');
  const fault = totpFault(identity as Identity, known);
  if (fault) return fault;
  const place = placeOf(scope);
  if (!place) return iamRefusal(404, 'Could not find the project or domain of the scope.');
  const { token, issuedAt, expiresAt } = issued.issueToken(known);
  const document = {
    token: {
      methods,
      issued_at: stamp(issuedAt),
      expires_at: stamp(expiresAt),
      user: { id: known.id, name: known.name, domain: DOMAIN },
      ...place,
      roles: [],
      catalog: [],
    },
  };
  return json(201, document, { 'X-Subject-Token': token });
}

/** Checks the verification code (MFA). IAM finds its user by ID, not by name. */
function totpFault({ methods, totp }: Identity, known: User): SimulatedResponse | undefined {
  if (!known.passcode) return undefined;
  if (!methods?.includes('totp')) return iamRefusal(401, 'Multi-factor authentication is required: totp.');
  if (!totp?.user?.id) return iamRefusal(400, 'The request body is invalid: totp.user.id is missing.');
  const right = totp.user.id === known.id && totp.user.passcode === known.passcode;
  return right ? undefined : iamRefusal(401, 'The one-time password is wrong.');
}

/** Returns the project or domain that a token is for; undefined if the scope names an unknown one. */
function placeOf(scope: Scope | undefined): object | undefined {
  if (scope?.project) {
    const { id, name } = scope.project;
    const project = PROJECTS.find((one) => (id ? one.id === id : one.name === name));
    return project && { project: { ...project, domain: DOMAIN } };
  }
  if (scope?.domain) {
    const { id, name } = scope.domain;
    return (id ? id === DOMAIN.id : name === DOMAIN.name) ? { domain: DOMAIN } : undefined;
  }
  return {};
}

/** Responds to `GET /v3/auth/domains`, with no domain if it is hidden. */
export const domainsAnswer = (isHidden: boolean): SimulatedResponse =>
  json(200, {
    domains: isHidden ? [] : [{ ...DOMAIN, enabled: true, description: '' }],
    links: links('/v3/auth/domains'),
  });

/** Responds to `GET /v5/caller-identity` of STS. Source: docs/api-notes.md#keys-without-a-domain. */
export const callerIdentity = ({ id, name }: User): SimulatedResponse =>
  json(200, {
    account_id: DOMAIN.id,
    principal_id: id,
    principal_urn: `iam::${DOMAIN.id}:user:${name}`,
  });

/** Responds to `GET /v3/projects`, with all projects or those of one name. */
export function projectsAnswer(query: URLSearchParams): SimulatedResponse {
  const name = query.get('name');
  const found = PROJECTS.filter((project) => name === null || project.name === name);
  const projects = found.map((project) => ({
    ...project,
    domain_id: DOMAIN.id,
    parent_id: DOMAIN.id,
    is_domain: false,
    enabled: true,
    description: '',
  }));
  return json(200, { projects, links: links('/v3/projects') });
}

const links = (path: string) => ({ self: path, previous: null, next: null });
