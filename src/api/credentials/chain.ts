/** Credentials from the first place that has any. The order is part of the contract; docs and doctor show it. */
import { text } from '../../text/text.ts';
import { registerSecret } from '../redact.ts';
import { fetchAgencyKeys } from './ecs-metadata.ts';
import { credentialsFromEnv, foreignAuthHost, oidcFromEnv, tokenFromEnv, withAgency } from './environment.ts';
import { type LookupContext, readKooCliConfig, readSdkCredentials } from './files.ts';
import { fetchPodKeys } from './pod-identity.ts';
import { type Credentials, type FoundCredentials, isHeaderSafe, type LookupResult } from './types.ts';

export interface CredentialSearch extends LookupContext {
  /** Content of standard input with --token-stdin. */
  readonly stdin?: string;
  /** The name that --profile gave. */
  readonly profile?: string;
  /** True if the user chose the SMS. */
  readonly endpointChosen?: boolean;
}

export interface CredentialSearchResult {
  readonly found?: FoundCredentials;
  /** Everything that was looked at, in order. */
  readonly lookups: readonly LookupResult[];
}

/** Looks in one place after the other; stops at the first that has credentials, or broken ones. */
export async function resolveCredentials(search: CredentialSearch): Promise<CredentialSearchResult> {
  const lookups: LookupResult[] = [];
  for (const look of placesFor(search)) {
    const result = checked(withAgency(await look(), search.env));
    lookups.push(result);
    if (result.outcome === 'found') {
      registerSecrets(result.credentials);
      return { found: result, lookups };
    }
    if (result.outcome === 'broken') break;
  }
  return { lookups };
}

function placesFor(search: CredentialSearch): readonly (() => LookupResult | Promise<LookupResult>)[] {
  const { env, stdin, profile } = search;
  if (stdin !== undefined) return [() => fromStdin(stdin)];
  if (profile !== undefined) return [() => fromProfile(search, profile)];
  return [
    () => rejectOtherClouds(tokenFromEnv(env), search),
    () => oidcFromEnv(env),
    () => credentialsFromEnv(env, 'sdk_env'),
    () => credentialsFromEnv(env, 'cloud_sdk_env'),
    () => credentialsFromEnv(env, 'hw_env'),
    () => rejectOtherClouds(credentialsFromEnv(env, 'os_env'), search),
    () => readSdkCredentials(search),
    () => readKooCliConfig(search),
    () => fetchPodKeys(env),
    () => fetchAgencyKeys(env),
  ];
}

/** OS variables are what every OpenStack has: those of another cloud go to no SMS that was not chosen for them. */
function rejectOtherClouds(result: LookupResult, { env, endpointChosen }: CredentialSearch): LookupResult {
  const { source, where, outcome } = result;
  const host = foreignAuthHost(env);
  if (outcome !== 'found' || host === undefined || endpointChosen || !where.startsWith('OS_')) return result;
  return { outcome: 'unusable', source, where, why: text().access.otherCloud(host) };
}

function fromStdin(stdin: string): LookupResult {
  const token = stdin.trim();
  const place = { source: 'stdin', where: '--token-stdin' } as const;
  if (!token) return { ...place, outcome: 'broken', why: text().access.emptyToken };
  return { ...place, outcome: 'found', credentials: { kind: 'token', token } };
}

/** A profile by name: KooCLI's, else a section of the SDK's file. Where neither has it, that is an error. */
function fromProfile(search: CredentialSearch, profile: string): LookupResult {
  const results = [readKooCliConfig(search, profile), readSdkCredentials(search, profile)];
  const best =
    results.find(({ outcome }) => outcome === 'found') ?? results.find(({ outcome }) => outcome !== 'absent');
  if (best?.outcome === 'found') return best;
  const where = best?.where ?? results.map((result) => result.where).join(', ');
  const why = best && 'why' in best ? best.why : text().access.noProfile(profile);
  return { outcome: 'broken', source: 'profile', where, why };
}

/** Credentials with something in them that no header can carry were copied badly. */
function checked(result: LookupResult): LookupResult {
  if (result.outcome !== 'found') return result;
  if (result.credentials.kind === 'password' || result.credentials.kind === 'oidc') return result;
  const { source, where, credentials } = result;
  const { kind, refresh, ...parts } = { refresh: undefined, ...credentials };
  const unsendable = Object.entries(parts).find(
    ([, value]) => value !== undefined && !isHeaderSafe(value),
  )?.[0];
  if (unsendable === undefined) return result;
  const words = text().access;
  return {
    outcome: 'broken',
    source,
    where,
    why: words.unsendable(words.parts[unsendable as keyof typeof words.parts]),
  };
}

/** Registers the secrets among the credentials, so that nothing shows them from here on. */
function registerSecrets(credentials: Credentials): void {
  if (credentials.kind === 'token') registerSecret(credentials.token);
  if (credentials.kind === 'password') registerSecret(credentials.password);
  if (credentials.kind === 'keys') {
    registerSecret(credentials.sk);
    if (credentials.securityToken) registerSecret(credentials.securityToken);
  }
}
