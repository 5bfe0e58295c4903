/** How requests show who sends them: a token, or a signature. Both can be renewed once where their source allows it. */
import type { Credentials, Keys } from './credentials/kinds.ts';
import { keepSecret } from './secrets.ts';
import { signatureHeaders, type Unsigned } from './signing.ts';

export interface Auth {
  /** The headers of one request; made anew for each attempt. Throws ServiceError where they cannot be had. */
  headersFor(request: Unsigned): Promise<Readonly<Record<string, string>>>;
  /** After a 401: gets new credentials. False where there are none to be had. */
  renew(): Promise<boolean>;
}

/** A token from elsewhere: it ends when it ends. */
export function tokenAuth(token: string): Auth {
  return { headersFor: async () => ({ 'X-Auth-Token': token }), renew: async () => false };
}

/** Nobody yet: for the call that gets a token. */
export const noAuth: Auth = { headersFor: async () => ({}), renew: async () => false };

/** A token that can be got again. `login` asks IAM; it is asked once at a time, and when it is first needed. */
export function loginAuth(login: () => Promise<string>): Auth {
  let token: Promise<string> | undefined;
  let asking = false;
  const fresh = () => {
    asking = true;
    const asked = login().then(keepSecret);
    token = asked;
    // A failed login is no answer to keep.
    asked.then(
      () => {
        asking = false;
      },
      () => {
        asking = false;
        token = undefined;
      },
    );
    return asked;
  };
  return {
    headersFor: async () => ({ 'X-Auth-Token': await (token ?? fresh()) }),
    renew: async () => {
      await (asking && token ? token : fresh());
      return true;
    },
  };
}

/** Headers that name the account: SMS is a global service and wants the domain, else the project. */
export type Scope = Readonly<Record<'X-Domain-Id', string>> | Readonly<Record<'X-Project-Id', string>>;

/** An access key. `scope` is asked once, when the first request is signed. */
export function keysAuth(first: Keys, scope?: (auth: Auth) => Promise<Scope>): Auth {
  let keys = first;
  let known: Promise<Scope> | undefined;
  const sign = async (request: Unsigned, more: Readonly<Record<string, string>>) => {
    const added = signatureHeaders(
      { ...request, headers: { ...request.headers, ...more } },
      keys,
      new Date(),
    );
    return { ...more, ...added };
  };
  const bare: Auth = { headersFor: (request) => sign(request, {}), renew: async () => false };
  const scoped = () => {
    if (!scope) return {};
    known ??= scope(bare).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
  return {
    headersFor: async (request) => sign(request, await scoped()),
    renew: async () => {
      if (!keys.again) return false;
      keys = { ...(await keys.again()), again: keys.again };
      return true;
    },
  };
}

/** The scope that the credentials themselves know. */
export function scopeOf({ domainId, projectId }: Keys): Scope | undefined {
  if (domainId) return { 'X-Domain-Id': domainId };
  return projectId ? { 'X-Project-Id': projectId } : undefined;
}

export type PasswordLogin = Extract<Credentials, { kind: 'password' }>;
