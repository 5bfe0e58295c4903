/** How requests show who sends them: a token, or a signature. Both can be renewed once where their source allows it. */
import type { Credentials, Keys } from './credentials/kinds.ts';
import { keepSecret } from './secrets.ts';
import type { Unsigned } from './signing.ts';

export interface Auth {
  /** Gets what the first request needs, such as a token, before the time of that request begins. Throws ServiceError. */
  ready(): Promise<void>;
  /** The headers of one request; made anew for each attempt. Throws ServiceError where they cannot be had. */
  headersFor(request: Unsigned): Promise<Readonly<Record<string, string>>>;
  /**
   * After a 401 to these headers: gets new credentials, where another call has not got them meanwhile. False where
   * there are none to be had.
   */
  renew(sent: Readonly<Record<string, string>>): Promise<boolean>;
}

/** A token from elsewhere: it ends when it ends. */
export function tokenAuth(token: string): Auth {
  return { ...noAuth, headersFor: async () => ({ 'X-Auth-Token': token }) };
}

/** Nobody yet: for the call that gets a token. */
export const noAuth: Auth = {
  ready: async () => {},
  headersFor: async () => ({}),
  renew: async () => false,
};

export interface Login {
  readonly token: string;
  /** A passcode went into it: without asking for another there is no second one. */
  readonly once?: boolean;
}

/** A token that can be got again. `login` asks IAM; it is asked once at a time, and when it is first needed. */
export function loginAuth(login: () => Promise<Login>): Auth {
  let pending: Promise<Login> | undefined;
  let known: Login | undefined;
  const fresh = () => {
    known = undefined;
    const asked = login();
    pending = asked;
    asked.then(
      (got) => {
        keepSecret(got.token);
        known = got;
      },
      // A failed login is no answer to keep.
      () => {
        pending = undefined;
      },
    );
    return asked;
  };
  return {
    ready: async () => void (await (pending ?? fresh())),
    headersFor: async () => ({ 'X-Auth-Token': (await (pending ?? fresh())).token }),
    renew: async (sent) => {
      if (known && known.token === sent['X-Auth-Token']) {
        if (known.once) return false;
        fresh();
      }
      await (pending ?? fresh());
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
    // Tokens need no signature, and crypto takes 2 ms to load.
    const { signatureHeaders } = await import('./signing.ts');
    const added = signatureHeaders(
      { ...request, headers: { ...request.headers, ...more } },
      keys,
      new Date(),
    );
    return { ...more, ...added };
  };
  const renew: Auth['renew'] = async (sent) => {
    if (!keys.again) return false;
    if (sent['X-Security-Token'] !== keys.securityToken) return true;
    keys = { ...(await keys.again()), again: keys.again };
    return true;
  };
  const bare: Auth = { ...noAuth, headersFor: (request) => sign(request, {}), renew };
  const scoped = async () => {
    if (!scope) return {};
    known ??= scope(bare).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
  return {
    ready: async () => void (await scoped()),
    headersFor: async (request) => sign(request, await scoped()),
    renew,
  };
}

/** The scope that the credentials themselves know. */
export function scopeOf({ domainId, projectId }: Keys): Scope | undefined {
  if (domainId) return { 'X-Domain-Id': domainId };
  return projectId ? { 'X-Project-Id': projectId } : undefined;
}

export type PasswordLogin = Extract<Credentials, { kind: 'password' }>;
