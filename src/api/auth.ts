/** Authorizes requests by a token or a signature. Both can be renewed once if their source allows it. */
import type { AccessKeyCredentials, Credentials } from './credentials/types.ts';
import { registerSecret } from './redact.ts';
import type { UnsignedRequest } from './signing.ts';

export interface Auth {
  /** Signs in, if needed, before the time of the first request starts. Throws ServiceError. */
  prepare(): Promise<void>;
  /** Returns the headers of one request, computed for each attempt. Throws ServiceError if signing in fails. */
  headersFor(request: UnsignedRequest): Promise<Readonly<Record<string, string>>>;
  /**
   * Gets new credentials after a 401 to these headers, unless another call got them meanwhile. Returns false if the
   * source has no others.
   */
  refresh(sent: Readonly<Record<string, string>>): Promise<boolean>;
}

/** Authorizes by a given token, which can't be renewed. */
export function tokenAuth(token: string): Auth {
  return { ...anonymousAuth, headersFor: async () => ({ 'X-Auth-Token': token }) };
}

/** Authorizes nothing: for the call that gets a token. */
export const anonymousAuth: Auth = {
  prepare: async () => {},
  headersFor: async () => ({}),
  refresh: async () => false,
};

export interface Login {
  readonly token: string;
  /** True if a passcode was needed: getting another token takes another passcode. */
  readonly singleUse?: boolean;
}

/** Authorizes by a token from IAM. `login` is called when a token is first needed, and for renewal; never twice at a time. */
export function loginAuth(login: () => Promise<Login>): Auth {
  let pending: Promise<Login> | undefined;
  let known: Login | undefined;
  const fresh = () => {
    known = undefined;
    const asked = login();
    pending = asked;
    asked.then(
      (got) => {
        registerSecret(got.token);
        known = got;
      },
      // A failed login isn't cached.
      () => {
        pending = undefined;
      },
    );
    return asked;
  };
  return {
    prepare: async () => void (await (pending ?? fresh())),
    headersFor: async () => ({ 'X-Auth-Token': (await (pending ?? fresh())).token }),
    refresh: async (sent) => {
      if (known && known.token === sent['X-Auth-Token']) {
        if (known.singleUse) return false;
        fresh();
      }
      await (pending ?? fresh());
      return true;
    },
  };
}

/** An Auth that has to be got first, such as that of an agency. It is got once, when it is first needed. */
export function deferredAuth(open: () => Promise<Auth>): Auth {
  let opened: Promise<Auth> | undefined;
  const auth = () => {
    opened ??= open().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  return {
    prepare: async () => (await auth()).prepare(),
    headersFor: async (request) => (await auth()).headersFor(request),
    refresh: async (sent) => (await auth()).refresh(sent),
  };
}

/** Headers that name the account: SMS is a global service and wants the domain, else the project. */
export type AccountScope = Readonly<Record<'X-Domain-Id', string>> | Readonly<Record<'X-Project-Id', string>>;

/** An access key. `scope` is asked once, when the first request is signed. */
export function accessKeyAuth(
  first: AccessKeyCredentials,
  scope?: (auth: Auth) => Promise<AccountScope>,
): Auth {
  let keys = first;
  let known: Promise<AccountScope> | undefined;
  const sign = async (request: UnsignedRequest, more: Readonly<Record<string, string>>) => {
    // Tokens need no signature, and crypto takes 2 ms to load.
    const { sign: signatureHeaders } = await import('./signing.ts');
    const added = signatureHeaders(
      { ...request, headers: { ...request.headers, ...more } },
      keys,
      new Date(),
    );
    return { ...more, ...added };
  };
  const refresh: Auth['refresh'] = async (sent) => {
    if (!keys.refresh) return false;
    if (sent['X-Security-Token'] !== keys.securityToken) return true;
    keys = { ...(await keys.refresh()), refresh: keys.refresh };
    return true;
  };
  const bare: Auth = { ...anonymousAuth, headersFor: (request) => sign(request, {}), refresh };
  const scoped = async () => {
    if (!scope) return {};
    known ??= scope(bare).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
  return {
    prepare: async () => void (await scoped()),
    headersFor: async (request) => sign(request, await scoped()),
    refresh,
  };
}

/** The scope that the credentials themselves know. */
export function scopeOf({ domainId, projectId }: AccessKeyCredentials): AccountScope | undefined {
  if (domainId) return { 'X-Domain-Id': domainId };
  return projectId ? { 'X-Project-Id': projectId } : undefined;
}

export type PasswordCredentials = Extract<Credentials, { kind: 'password' }>;
