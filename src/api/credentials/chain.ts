/** Credentials from the first place that has any. The order is part of the contract; docs and doctor show it. */
import { text } from '../../text/text.ts';
import { keepSecret } from '../secrets.ts';
import { familyIn, otherCloudIn, tokenIn } from './environment.ts';
import { kooCli, type Place, sdkFile } from './files.ts';
import { type Credentials, type Found, isSendable, type Looked } from './kinds.ts';
import { metadata } from './metadata.ts';

export interface Search extends Place {
  /** What came on standard input, where --token-stdin was given. */
  readonly stdin?: string;
  /** The name that --profile gave. */
  readonly profile?: string;
  /** True where the user said which SMS to talk to. */
  readonly endpointChosen?: boolean;
}

export interface Searched {
  readonly found?: Found;
  /** Everything that was looked at, in order. */
  readonly looked: readonly Looked[];
}

/** Looks in one place after the other; stops at the first that has credentials, or broken ones. */
export async function findCredentials(search: Search): Promise<Searched> {
  const looked: Looked[] = [];
  for (const look of placesFor(search)) {
    const result = checked(await look());
    looked.push(result);
    if (result.outcome === 'found') {
      remember(result.credentials);
      return { found: result, looked };
    }
    if (result.outcome === 'broken') break;
  }
  return { looked };
}

function placesFor(search: Search): readonly (() => Looked | Promise<Looked>)[] {
  const { env, stdin, profile } = search;
  if (stdin !== undefined) return [() => fromStdin(stdin)];
  if (profile !== undefined) return [() => named(search, profile)];
  return [
    () => ofThisCloud(tokenIn(env), search),
    () => familyIn(env, 'sdk_env'),
    () => familyIn(env, 'hw_env'),
    () => ofThisCloud(familyIn(env, 'os_env'), search),
    () => sdkFile(search),
    () => kooCli(search),
    () => metadata(env),
  ];
}

/** OS variables are what every OpenStack has: those of another cloud go to no SMS that was not chosen for them. */
function ofThisCloud(result: Looked, { env, endpointChosen }: Search): Looked {
  const { source, where, outcome } = result;
  const host = otherCloudIn(env);
  if (outcome !== 'found' || host === undefined || endpointChosen || !where.startsWith('OS_')) return result;
  return { outcome: 'unusable', source, where, why: text().access.otherCloud(host) };
}

function fromStdin(stdin: string): Looked {
  const token = stdin.trim();
  const place = { source: 'stdin', where: '--token-stdin' } as const;
  if (!token) return { ...place, outcome: 'broken', why: text().access.emptyToken };
  return { ...place, outcome: 'found', credentials: { kind: 'token', token } };
}

/** A profile by name: KooCLI's, else a section of the SDK's file. Where neither has it, that is an error. */
function named(search: Search, profile: string): Looked {
  const results = [kooCli(search, profile), sdkFile(search, profile)];
  const best =
    results.find(({ outcome }) => outcome === 'found') ?? results.find(({ outcome }) => outcome !== 'absent');
  if (best?.outcome === 'found') return best;
  const where = best?.where ?? results.map((result) => result.where).join(', ');
  const why = best && 'why' in best ? best.why : text().access.noProfile(profile);
  return { outcome: 'broken', source: 'profile', where, why };
}

/** Credentials with something in them that no header can carry were copied badly. */
function checked(result: Looked): Looked {
  if (result.outcome !== 'found' || result.credentials.kind === 'password') return result;
  const { source, where, credentials } = result;
  const { kind, again, ...parts } = { again: undefined, ...credentials };
  const odd = Object.entries(parts).find(([, value]) => value !== undefined && !isSendable(value))?.[0];
  if (odd === undefined) return result;
  const words = text().access;
  return {
    outcome: 'broken',
    source,
    where,
    why: words.unsendable(words.parts[odd as keyof typeof words.parts]),
  };
}

/** What must not be shown by anything from here on. */
function remember(credentials: Credentials): void {
  if (credentials.kind === 'token') keepSecret(credentials.token);
  if (credentials.kind === 'password') keepSecret(credentials.password);
  if (credentials.kind === 'keys') {
    keepSecret(credentials.sk);
    if (credentials.securityToken) keepSecret(credentials.securityToken);
  }
}
