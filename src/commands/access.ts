/** Who talks to which SMS: finds credentials and endpoint, asks for what is missing, and makes them one Auth. */
import { homedir } from 'node:os';
import type { ReadStream } from 'node:tty';
import {
  type Auth,
  keysAuth,
  type Login,
  loginAuth,
  type PasswordLogin,
  scopeOf,
  tokenAuth,
} from '../api/auth.ts';
import { iamIn, regionIn } from '../api/credentials/environment.ts';
import { findCredentials, type Searched } from '../api/credentials/find.ts';
import type { Found, Looked } from '../api/credentials/kinds.ts';
import { type Endpoint, endpointFrom, iamFrom } from '../api/endpoint.ts';
import { ServiceError } from '../api/errors.ts';
import type { Iam } from '../api/iam.ts';
import { proxyFor, type Transport } from '../api/transport.ts';
import { keyboard } from '../terminal/keyboard.ts';
import { text } from '../text/text.ts';
import { type CommandLine, usesStdin } from './flags.ts';
import { say } from './output.ts';
import { lookedLines, sourceWords, unusableLines } from './sources.ts';
import { tracer } from './trace.ts';

export interface Access {
  readonly endpoint: Endpoint;
  /** Address of the IAM that belongs to the endpoint. */
  readonly iam: string;
  readonly searched: Searched;
  readonly found: Found;
  readonly auth: Auth;
  readonly transport: Transport;
}

export interface AccessOptions {
  readonly seconds: number;
  /** True where a person may be asked for what is missing. */
  readonly canAsk: boolean;
  /** Is told of every wait before IAM is asked again. */
  readonly onRetry?: Iam['onRetry'];
}

/** Looks for credentials where the command line allows it. Never throws. */
export async function searchFor(line: CommandLine): Promise<Searched> {
  const stdin = line.on.has('token-stdin') ? await allOf(process.stdin) : undefined;
  return findCredentials({
    env: process.env,
    home: homedir(),
    ...(stdin === undefined ? {} : { stdin }),
    ...(line.text.profile ? { profile: line.text.profile } : {}),
    endpointChosen: Boolean(line.text.endpoint || process.env.SMS_ENDPOINT?.trim()),
  });
}

/** The endpoint for what was found. Throws UsageError. */
export function endpointFor(line: CommandLine, found: Found | undefined): Endpoint {
  const usualRegion = found?.region ?? regionIn(process.env);
  return endpointFrom({ endpoint: line.text.endpoint, region: line.text.region, usualRegion }, process.env);
}

/** The IAM for an endpoint and what was found. Throws UsageError. */
export function iamFor(line: CommandLine, endpoint: Endpoint, found: Found | undefined): string {
  const region = line.text.region ?? found?.region ?? regionIn(process.env);
  const iam = found?.iam ?? (found?.source === 'os_env' ? undefined : iamIn(process.env));
  return iamFrom(endpoint.url, { iam, region });
}

/** Everything that a call needs. Throws UsageError, or ServiceError where no credentials are to be had. */
export async function openAccess(line: CommandLine, options: AccessOptions): Promise<Access> {
  const trace = line.on.has('debug') ? tracer : undefined;
  // A bad address is told before anybody is asked for a password.
  proxyFor(new URL(endpointFor(line, undefined).url));
  const searched = await searchFor(line);
  const asked = searched.found ? undefined : await askFor(line, searched, options);
  const found = searched.found ?? asked?.found;
  if (!found) throw nothingFound(searched);
  const endpoint = asked?.endpoint ?? endpointFor(line, found);
  const iam = iamFor(line, endpoint, found);
  trace?.(text().access.using(sourceWords(found.source), found.where));
  const transport = trace ? { trace } : {};
  const auth = authFor(found, iam, transport, options);
  if (found.credentials.kind === 'password') await signIn(auth);
  return { endpoint, iam, searched, found, auth, transport };
}

async function askFor(line: CommandLine, searched: Searched, { canAsk }: AccessOptions) {
  const keys = canAsk ? keyboard(usesStdin(line)) : undefined;
  // What is there and broken is told, not asked around.
  if (!keys || brokenIn(searched.looked)) return undefined;
  const { askForAccess } = await import('./dialogue.ts');
  return askForAccess(line, keys, unusableLines(searched.looked));
}

/** What was meant to work and cannot. */
export const brokenIn = (looked: Searched['looked']) =>
  looked.find((place): place is Extract<Looked, { outcome: 'broken' }> => place.outcome === 'broken');

function nothingFound({ looked }: Searched): ServiceError {
  const words = text().access;
  const broken = brokenIn(looked);
  if (broken) {
    return new ServiceError('auth', words.broken(broken.where, broken.why), { hint: words.brokenHint });
  }
  return new ServiceError('auth', words.nothing, {
    hint: [words.lookedAt, ...lookedLines(looked), words.nothingHint].join('\n'),
  });
}

/** One way to authorise requests for credentials of any kind. Nothing is sent before it is made ready. */
export function authFor(
  { credentials, region }: Found,
  iam: string,
  transport: Transport,
  { seconds, canAsk, onRetry }: AccessOptions,
): Auth {
  if (credentials.kind === 'token') return tokenAuth(credentials.token);
  const where: Iam = { endpoint: iam, seconds, transport, onRetry };
  if (credentials.kind === 'password') {
    let mayAsk = canAsk;
    return loginAuth(() => {
      const keys = mayAsk ? keyboard() : undefined;
      // Later on there may be a screen in the way.
      mayAsk = false;
      return login(credentials, where, keys);
    });
  }
  const own = scopeOf(credentials);
  // A domain is what SMS wants; a project alone will do only where the domain cannot be found.
  if (own && 'X-Domain-Id' in own) return keysAuth(credentials, async () => own);
  const known = {
    ...(credentials.projectId ? { projectId: credentials.projectId } : {}),
    ...(region ? { region } : {}),
  };
  return keysAuth(credentials, async (auth) => {
    const { scopeFromIam } = await import('../api/iam.ts');
    return scopeFromIam(where, auth, known).catch((error: unknown) => {
      const about = error instanceof ServiceError && error.status !== 401;
      throw about ? error.hinting(text().access.lookingUp) : error;
    });
  });
}

/** Signs in before there is a screen, as a passcode may have to be asked for; ^C leaves. */
async function signIn(auth: Auth): Promise<void> {
  if (process.stderr.isTTY) keyboard()?.setRawMode(false);
  const leave = () => {
    say([text().cli.errors.cancelled]);
    process.exit(130);
  };
  process.once('SIGINT', leave);
  try {
    await auth.ready();
  } finally {
    process.off('SIGINT', leave);
  }
}

/** A login that takes longer than this, in ms, is told of. */
const PATIENCE = 1000;
/** So often a passcode may be mistyped. */
const PASSCODES = 3;

/** A token for a user and password; `keys` is where a passcode may be asked for. Throws ServiceError. */
async function login(credentials: PasswordLogin, where: Iam, keys: ReadStream | undefined): Promise<Login> {
  const { tokenFor } = await import('../api/iam.ts');
  let { userId } = credentials;
  let passcode: string | undefined;
  for (let asked = 0; ; asked++) {
    const { host } = new URL(where.endpoint);
    const slow = keys && setTimeout(() => say([text().access.signingIn(host)]), PATIENCE);
    try {
      const asking = tokenFor(where, { ...credentials, ...(userId ? { userId } : {}) }, passcode);
      const token = await asking.finally(() => clearTimeout(slow));
      return { token, once: passcode !== undefined };
    } catch (error) {
      if (!(error instanceof ServiceError) || error.status !== 401) throw error;
      const refused = loginRefused(credentials, error, keys !== undefined);
      if (!keys || asked === PASSCODES) throw refused;
      const { askForPasscode } = await import('./dialogue.ts');
      const second = await askForPasscode(refused.message, keys, userId);
      if (!second) throw refused;
      ({ userId, passcode } = second);
    }
  }
}

function loginRefused({ user, password }: PasswordLogin, why: ServiceError, asked: boolean): ServiceError {
  const words = text().access;
  const hints = [
    words.loginHint,
    password.trim() === password ? '' : words.blanksInPassword,
    asked ? '' : words.mfaNeedsTerminal,
  ].filter(Boolean);
  return new ServiceError('auth', words.loginRefused(user, why.message), {
    ...{ code: why.code, requestId: why.requestId, status: why.status },
    hint: text().errors.sentences(hints),
  });
}

async function allOf(stdin: AsyncIterable<Buffer | string>): Promise<string> {
  let all = '';
  for await (const chunk of stdin) all += String(chunk);
  return all;
}
