/** Makes credentials of any kind one Auth: signs in, assumes an agency, finds the account. */
import type { ReadStream } from 'node:tty';
import {
  type Auth,
  accessKeyAuth,
  deferredAuth,
  type Login,
  loginAuth,
  type PasswordCredentials,
  scopeOf,
  tokenAuth,
} from '../api/auth.ts';
import type { TransportHooks } from '../api/authorization-hooks.ts';
import { readToken } from '../api/credentials/pod-identity.ts';
import type { AccessKeyCredentials, Agency, FoundCredentials } from '../api/credentials/types.ts';
import type { IamConfig } from '../api/iam.ts';
import { registerSecret } from '../api/redact.ts';
import { ServiceError } from '../api/service-error.ts';
import { printStatus } from '../cli/output.ts';
import { openInputTty } from '../terminal/input-tty.ts';
import { text } from '../text/text.ts';

export interface AccessOptions {
  readonly seconds: number;
  /** True if prompts are possible. */
  readonly canAsk: boolean;
  /** Called before each repeated call of IAM. */
  readonly onRetry?: IamConfig['onRetry'];
}

/** Returns the Auth for what was found. Nothing is sent before it is made ready. */
export function createAuth(
  found: FoundCredentials,
  { sms, iam }: { readonly sms: string; readonly iam: string | undefined },
  transport: TransportHooks,
  { seconds, canAsk, onRetry }: AccessOptions,
): Auth {
  const where = (): IamConfig => {
    if (iam) return { endpoint: iam, seconds, transport, onRetry };
    throw new ServiceError('auth', text().net.noIam(new URL(sms).host), { hint: text().net.noIamNext });
  };
  const { agency, region } = found;
  if (!agency) return directAuth(found, where, canAsk);
  return deferredAuth(async () => {
    const base =
      found.credentials.kind === 'keys' ? accessKeyAuth(found.credentials) : directAuth(found, where, canAsk);
    const assume = () => assumed(where(), base, agency);
    return keysAuth({ ...(await assume()), refresh: assume }, where, region);
  });
}

/** Assumes an agency. Throws ServiceError if that fails: the credentials themselves are never used in its place. */
async function assumed(iam: IamConfig, base: Auth, agency: Agency): Promise<AccessKeyCredentials> {
  const { assumeAgency } = await import('../api/iam.ts');
  try {
    await base.prepare();
    return await assumeAgency(iam, base, agency);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw new ServiceError('auth', text().access.agencyRefused(agency.name, error.message), {
      ...{ code: error.code, requestId: error.requestId, status: error.status },
      hint: text().access.agencyHint,
    });
  }
}

function directAuth(
  { credentials, region }: FoundCredentials,
  where: () => IamConfig,
  canAsk: boolean,
): Auth {
  if (credentials.kind === 'token') return tokenAuth(credentials.token);
  if (credentials.kind === 'keys') return keysAuth(credentials, where, region);
  if (credentials.kind === 'oidc') {
    return loginAuth(async () => {
      const { requestTokenByIdToken } = await import('../api/iam.ts');
      const idToken = registerSecret(readToken(credentials.tokenFile));
      return { token: await requestTokenByIdToken(where(), credentials, idToken) };
    });
  }
  let mayAsk = canAsk;
  return loginAuth(async () => {
    const keys = mayAsk ? openInputTty() : undefined;
    // Later on there may be a screen in the way.
    mayAsk = false;
    return login(credentials, where(), keys);
  });
}

/** Signs by an access key. SMS wants the domain; a project is used only if the domain can't be found. */
function keysAuth(keys: AccessKeyCredentials, where: () => IamConfig, region: string | undefined): Auth {
  const own = scopeOf(keys);
  if (own && 'X-Domain-Id' in own) return accessKeyAuth(keys, async () => own);
  const known = {
    ...(keys.projectId ? { projectId: keys.projectId } : {}),
    ...(region ? { region } : {}),
  };
  return accessKeyAuth(keys, async (auth) => {
    const { resolveScope } = await import('../api/iam.ts');
    return resolveScope(where(), auth, known).catch((error: unknown) => {
      const about = error instanceof ServiceError && error.status !== 401;
      throw about ? error.withHint(text().access.lookingUp) : error;
    });
  });
}

/** Time until a message says that the login is under way, in ms. */
const LOGIN_NOTICE_DELAY_MS = 1000;
/** Maximum number of passcodes that may be typed. */
const PASSCODES = 3;

/** Gets a token for a user and password. Prompts for a passcode on `keys`. Throws ServiceError. */
async function login(
  credentials: PasswordCredentials,
  where: IamConfig,
  keys: ReadStream | undefined,
): Promise<Login> {
  const { requestToken } = await import('../api/iam.ts');
  let { userId } = credentials;
  let passcode: string | undefined;
  for (let asked = 0; ; asked++) {
    const { host } = new URL(where.endpoint);
    const slow =
      keys && setTimeout(() => printStatus([text().access.signingIn(host)]), LOGIN_NOTICE_DELAY_MS);
    try {
      const asking = requestToken(where, { ...credentials, ...(userId ? { userId } : {}) }, passcode);
      const token = await asking.finally(() => clearTimeout(slow));
      return { token, singleUse: passcode !== undefined };
    } catch (error) {
      if (!(error instanceof ServiceError) || error.status !== 401) throw error;
      const refused = loginRefused(credentials, error, keys !== undefined);
      if (!keys || asked === PASSCODES) throw refused;
      const { promptForPasscode } = await import('./credential-prompts.ts');
      const second = await promptForPasscode(refused.message, keys, userId);
      if (!second) throw refused;
      ({ userId, passcode } = second);
    }
  }
}

function loginRefused(
  { user, userId, password }: PasswordCredentials,
  why: ServiceError,
  asked: boolean,
): ServiceError {
  const words = text().access;
  const hints = [
    words.loginHint,
    password.trim() === password ? '' : words.blanksInPassword,
    asked ? '' : words.mfaNeedsTerminal,
  ].filter(Boolean);
  return new ServiceError('auth', words.loginRefused(user ?? userId ?? '', why.message), {
    ...{ code: why.code, requestId: why.requestId, status: why.status },
    hint: text().errors.sentences(hints),
  });
}
