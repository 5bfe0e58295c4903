/** Finds credentials and endpoint, prompts for missing ones, and signs in. */

import type { Auth } from '../api/auth.ts';
import type { TransportHooks } from '../api/authorization-hooks.ts';
import { assertSameCloud, claimByHost, claimFromEnv } from '../api/cloud.ts';
import { type CredentialSearchResult, resolveCredentials } from '../api/credentials/chain.ts';
import { iamFromEnv, regionFromEnv, withAgency } from '../api/credentials/environment.ts';
import type { FoundCredentials, LookupResult } from '../api/credentials/types.ts';
import { type Endpoint, resolveEndpoint, resolveIamEndpoint } from '../api/endpoint.ts';
import { resolveProxy } from '../api/network/proxy.ts';
import { sitesOfUser } from '../api/regions-file.ts';
import { ServiceError } from '../api/service-error.ts';
import { debugLog } from '../cli/debug-log.ts';
import { EXIT } from '../cli/exit-codes.ts';
import { canceledText } from '../cli/interrupt.ts';
import { printStatus } from '../cli/output.ts';
import type { ServiceOptions } from '../cli/service-options.ts';
import { homeDir } from '../files/places.ts';
import { openInputTty } from '../terminal/input-tty.ts';
import { text } from '../text/text.ts';
import { type AccessOptions, createAuth } from './create-auth.ts';
import { lookupLines, sourceLabel, unusableLines } from './credential-text.ts';

export interface Access {
  readonly endpoint: Endpoint;
  /** The address of the IAM of the endpoint; undefined if nothing tells which it is. */
  readonly iam: string | undefined;
  readonly searched: CredentialSearchResult;
  readonly found: FoundCredentials;
  readonly auth: Auth;
  readonly transport: TransportHooks;
}

/** Searches for credentials. Never throws. */
export async function searchCredentials({
  tokenStdin,
  profile,
  endpoint,
}: ServiceOptions): Promise<CredentialSearchResult> {
  const stdin = tokenStdin ? await allOf(process.stdin) : undefined;
  const { env } = process;
  return resolveCredentials({
    env,
    home: homeDir(),
    ...(stdin === undefined ? {} : { stdin }),
    ...(profile ? { profile } : {}),
    endpointChosen: Boolean(endpoint || env.SMS_ENDPOINT?.trim() || env.HW_CLOUD?.trim()),
  });
}

/** Resolves the endpoint. Throws UsageError. */
export function endpointFor(
  { endpoint, region }: ServiceOptions,
  found: FoundCredentials | undefined,
): Endpoint {
  const defaultRegion = found?.region ?? regionFromEnv(process.env);
  const siteOf = sitesOfUser({ env: process.env, home: homeDir() });
  return resolveEndpoint({ endpoint, region, defaultRegion, siteOf }, process.env);
}

/**
 * Returns the IAM for an endpoint and what was found; undefined if nothing tells which. Throws UsageError, also where
 * the credentials belong to another cloud than the endpoint.
 */
export function iamEndpointFor(endpoint: Endpoint, found: FoundCredentials | undefined): string | undefined {
  const { env } = process;
  const given = found?.iam ?? (found?.source === 'os_env' ? undefined : iamFromEnv(env));
  const iam = resolveIamEndpoint(endpoint.url, given?.address);
  const claims = [
    given && iam ? claimByHost(given.name, new URL(iam).hostname) : undefined,
    claimFromEnv(env),
  ].filter((claim) => claim !== undefined);
  assertSameCloud(endpoint.url, claims, endpoint.named);
  return iam;
}

/** Finds everything that a call needs. Throws UsageError, or ServiceError without credentials. */
export async function authenticate(service: ServiceOptions, options: AccessOptions): Promise<Access> {
  const trace = service.debug ? debugLog : undefined;
  // Reject a bad address before prompting for a password.
  resolveProxy(new URL(endpointFor(service, undefined).url));
  const searched = await searchCredentials(service);
  const asked = searched.found ? undefined : await askFor(service, searched, options);
  const typed = asked && withAgency(asked.found, process.env);
  if (typed?.outcome === 'broken') throw nothingFound({ lookups: [typed] });
  const found = searched.found ?? (typed?.outcome === 'found' ? typed : undefined);
  if (!found) throw nothingFound(searched);
  const endpoint = asked?.endpoint ?? endpointFor(service, found);
  const iam = iamEndpointFor(endpoint, found);
  trace?.(text().access.using(sourceLabel(found.source), found.where));
  const transport = trace ? { trace } : {};
  const auth = createAuth(found, { sms: endpoint.url, iam }, transport, options);
  if (found.credentials.kind === 'password') await signIn(auth);
  return { endpoint, iam, searched, found, auth, transport };
}

async function askFor(service: ServiceOptions, searched: CredentialSearchResult, { canAsk }: AccessOptions) {
  const keys = canAsk ? openInputTty(service.stdinTaken) : undefined;
  // If a source is broken, report it instead of prompting for other credentials.
  if (!keys || findBroken(searched.lookups)) return undefined;
  const { promptForCredentials } = await import('./credential-prompts.ts');
  const { env } = process;
  const { endpoint, region } = service;
  const isChosen = Boolean(endpoint || region || env.SMS_ENDPOINT?.trim() || env.HW_CLOUD?.trim());
  return promptForCredentials(isChosen, keys, unusableLines(searched.lookups));
}

/** Finds the source that is configured but broken; undefined if there is none. */
export const findBroken = (lookups: CredentialSearchResult['lookups']) =>
  lookups.find((place): place is Extract<LookupResult, { outcome: 'broken' }> => place.outcome === 'broken');

function nothingFound({ lookups }: CredentialSearchResult): ServiceError {
  const words = text().access;
  const broken = findBroken(lookups);
  if (broken) {
    return new ServiceError('auth', words.broken(broken.where, broken.why), { hint: words.brokenHint });
  }
  return new ServiceError('auth', words.nothing, {
    hint: [words.searched, ...lookupLines(lookups), words.nothingHint].join('\n'),
  });
}

/** Signs in before there is a screen, as a passcode may be needed. ^C ends the process. */
async function signIn(auth: Auth): Promise<void> {
  if (process.stderr.isTTY) openInputTty()?.setRawMode(false);
  const leave = () => {
    printStatus([canceledText()]);
    process.exit(EXIT.interrupted);
  };
  process.once('SIGINT', leave);
  try {
    await auth.prepare();
  } finally {
    process.off('SIGINT', leave);
  }
}

async function allOf(stdin: AsyncIterable<Buffer | string>): Promise<string> {
  let all = '';
  for await (const chunk of stdin) all += String(chunk);
  return all;
}
