/** Who talks to which SMS: finds credentials and endpoint, asks for what is missing, and makes them one Auth. */
import { homedir } from 'node:os';
import { type Auth, keysAuth, loginAuth, type PasswordLogin, scopeOf, tokenAuth } from '../api/auth.ts';
import { iamIn, regionIn } from '../api/credentials/environment.ts';
import { findCredentials, type Searched } from '../api/credentials/find.ts';
import type { Found } from '../api/credentials/kinds.ts';
import { type Endpoint, endpointFrom, iamFrom } from '../api/endpoint.ts';
import { ServiceError } from '../api/errors.ts';
import type { Transport } from '../api/transport.ts';
import { keyboard } from '../terminal/keyboard.ts';
import { text } from '../text/text.ts';
import type { CommandLine } from './flags.ts';
import { lookedLines, sourceWords } from './sources.ts';
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
  readonly onDate?: Transport['onDate'];
}

/** Looks for credentials where the command line allows it. Never throws. */
export async function searchFor(line: CommandLine): Promise<Searched> {
  const stdin = line.on.has('token-stdin') ? await allOf(process.stdin) : undefined;
  return findCredentials({
    env: process.env,
    home: homedir(),
    ...(stdin === undefined ? {} : { stdin }),
    ...(line.text.profile ? { profile: line.text.profile } : {}),
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
  return iamFrom(endpoint.url, { iam: found?.iam ?? iamIn(process.env), region });
}

/** Everything that a call needs. Throws UsageError, or ServiceError where no credentials are to be had. */
export async function openAccess(line: CommandLine, options: AccessOptions): Promise<Access> {
  const trace = line.on.has('debug') ? tracer : undefined;
  // A bad address is told before anybody is asked for a password.
  endpointFor(line, undefined);
  const searched = await searchFor(line);
  const asked = searched.found ? undefined : await askFor(line, searched, options);
  const found = searched.found ?? asked?.found;
  if (!found) throw nothingFound(searched);
  const endpoint = asked?.endpoint ?? endpointFor(line, found);
  const iam = iamFor(line, endpoint, found);
  trace?.(text().access.using(sourceWords(found.source), found.where));
  const { onDate } = options;
  const transport = { ...(trace ? { trace } : {}), ...(onDate ? { onDate } : {}) };
  const auth = await authFor(found, iam, transport, options);
  return { endpoint, iam, searched, found, auth, transport };
}

async function askFor(line: CommandLine, searched: Searched, { canAsk }: AccessOptions) {
  const keys = canAsk ? keyboard(line.on.has('token-stdin')) : undefined;
  // What is there and broken is told, not asked around.
  if (!keys || searched.looked.some(({ outcome }) => outcome === 'broken')) return undefined;
  const { askForAccess } = await import('./dialogue.ts');
  return askForAccess(line, keys);
}

function nothingFound({ looked }: Searched): ServiceError {
  const words = text().access;
  const broken = looked.find(({ outcome }) => outcome === 'broken');
  if (broken && 'why' in broken) {
    return new ServiceError('auth', words.broken(broken.where, broken.why), { hint: words.brokenHint });
  }
  return new ServiceError('auth', words.nothing, {
    hint: [words.lookedAt, ...lookedLines(looked), words.nothingHint].join('\n'),
  });
}

/** One way to authorise requests for credentials of any kind. Throws ServiceError where they cannot be sent. */
export async function authFor(
  { credentials, region }: Found,
  iam: string,
  transport: Transport,
  { seconds, canAsk }: Pick<AccessOptions, 'seconds' | 'canAsk'>,
): Promise<Auth> {
  if (credentials.kind === 'token') {
    if (!/^[\x21-\x7e]+$/.test(credentials.token)) throw new ServiceError('auth', text().net.badToken);
    return tokenAuth(credentials.token);
  }
  const where = { endpoint: iam, seconds, transport };
  if (credentials.kind === 'keys') {
    const own = scopeOf(credentials);
    // A domain is what SMS wants; a project alone will do only where the domain cannot be found.
    if (own && 'X-Domain-Id' in own) return keysAuth(credentials, async () => own);
    const known = {
      ...(credentials.projectId ? { projectId: credentials.projectId } : {}),
      ...(region ? { region } : {}),
    };
    return keysAuth(credentials, async (auth) => {
      const { scopeFromIam } = await import('../api/iam.ts');
      return scopeFromIam(where, auth, known);
    });
  }
  return loginAuth(() => login(credentials, where, canAsk));
}

async function login(
  credentials: PasswordLogin,
  where: { endpoint: string; seconds: number; transport: Transport },
  canAsk: boolean,
): Promise<string> {
  const { tokenFor } = await import('../api/iam.ts');
  const refused = (error: unknown) => error instanceof ServiceError && error.status === 401;
  try {
    return await tokenFor(where, credentials);
  } catch (error) {
    if (!refused(error)) throw error;
    const keys = canAsk ? keyboard() : undefined;
    const failure = error as ServiceError;
    const hint = keys
      ? text().access.loginHint
      : `${text().access.loginHint} ${text().access.mfaNeedsTerminal}`;
    const told = new ServiceError('auth', text().access.loginRefused(credentials.user, failure.message), {
      ...(failure.code ? { code: failure.code } : {}),
      ...(failure.requestId ? { requestId: failure.requestId } : {}),
      status: 401,
      hint,
    });
    if (!keys) throw told;
    const { askForPasscode } = await import('./dialogue.ts');
    const second = await askForPasscode(told.message, keys, credentials.userId);
    if (!second) throw told;
    return tokenFor(where, { ...credentials, userId: second.userId }, second.passcode);
  }
}

async function allOf(stdin: AsyncIterable<Buffer | string>): Promise<string> {
  let all = '';
  for await (const chunk of stdin) all += String(chunk);
  return all;
}
