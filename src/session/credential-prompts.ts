/** Asks on a terminal for what no place had: the endpoint and a way to sign in. Nothing of it is kept. */
import type { ReadStream } from 'node:tty';
import { type Credentials, type Found, isSendable } from '../api/credentials/kinds.ts';
import { type Endpoint, endpointFrom, SITES } from '../api/endpoint.ts';
import { keepSecret } from '../api/secrets.ts';
import { text } from '../text/text.ts';
import { input, password, select } from './ask.ts';
import type { CommandLine } from './flags.ts';
import { sayWrapped } from './wrapped.ts';

export interface Asked {
  readonly found: Found;
  readonly endpoint: Endpoint;
}

interface Terminal {
  readonly input: ReadStream;
  readonly output: NodeJS.WriteStream;
}

/** The short dialogue, after what was found and cannot be used. Throws what @inquirer/prompts throws on Ctrl-C. */
export async function askForAccess(
  line: CommandLine,
  keys: ReadStream,
  unusable: readonly string[],
): Promise<Asked> {
  const words = text().access.ask;
  sayWrapped(unusable);
  const on = { input: keys, output: process.stderr };
  const { endpoint, region } = line.text;
  const given = endpoint || region || process.env.SMS_ENDPOINT;
  const url = given ? undefined : await askForEndpoint(on);
  const method = await select<Credentials['kind']>(
    {
      message: words.method,
      theme: helpTheme(),
      choices: [
        { value: 'keys', name: words.keys },
        { value: 'password', name: words.password },
        { value: 'token', name: words.token },
      ],
    },
    on,
  );
  const ask = questionsOn(on);
  const ways: Record<Credentials['kind'], () => Promise<Credentials>> = {
    token: async () => ({ kind: 'token', token: await ask.secret(words.theToken) }),
    keys: async () => ({ kind: 'keys', ak: await ask.plain(words.ak), sk: await ask.secret(words.sk) }),
    password: async () => ({
      kind: 'password',
      domain: await ask.line(words.domain),
      user: await ask.line(words.user),
      password: await ask.password(words.thePassword),
    }),
  };
  const credentials = await ways[method]();
  return {
    found: { outcome: 'found', source: 'dialogue', where: words.typed, credentials },
    endpoint: url ? { url, from: words.typed } : endpointFrom({ endpoint, region }, process.env),
  };
}

/** The keys of a choice, in the language that is spoken. */
const helpTheme = () => ({ style: { keysHelpTip: () => text().access.ask.choosing } });

/** Questions that want an answer. What is secret is never shown, and forgotten with the program. */
function questionsOn(on: Terminal) {
  const words = text().access.ask;
  const filled = (typed: string) => typed.trim() !== '' || words.needed;
  const sendable = (typed: string) =>
    typed.trim() === '' ? words.needed : isSendable(typed.trim()) || words.odd;
  const hidden = (message: string, validate: (typed: string) => true | string) =>
    password({ message, mask: '*', toggleMask: false, validate }, on);
  return {
    line: async (message: string) => (await input({ message, validate: filled }, on)).trim(),
    plain: async (message: string) => (await input({ message, validate: sendable }, on)).trim(),
    secret: async (message: string) => keepSecret((await hidden(message, sendable)).trim()),
    // Blanks may belong to a password.
    password: async (message: string) => keepSecret(await hidden(message, filled)),
  };
}

async function askForEndpoint(on: Terminal): Promise<string> {
  const words = text().access.ask;
  const sites = SITES.map(({ name, url }) => ({ value: url, name: `${words.sites[name]}  ${url}` }));
  const chosen = await select(
    { message: words.endpoint, theme: helpTheme(), choices: [...sites, { value: '', name: words.other }] },
    on,
  );
  if (chosen) return chosen;
  const validate = (typed: string) => {
    try {
      endpointFrom({ endpoint: typed.trim() }, {});
      return true;
    } catch (error) {
      return (error as Error).message;
    }
  };
  return endpointFrom(
    { endpoint: (await input({ message: words.address, required: true, validate }, on)).trim() },
    {},
  ).url;
}

/** The id that IAM finds a user with MFA by, and the passcode of this moment; undefined where there is none. */
export async function askForPasscode(
  why: string,
  keys: ReadStream,
  knownId: string | undefined,
): Promise<{ passcode: string; userId: string } | undefined> {
  const words = text().access.ask;
  const on = { input: keys, output: process.stderr };
  sayWrapped([why]);
  // The id first: a passcode is over before one has found it.
  const userId = knownId ?? (await input({ message: words.userId }, on)).trim();
  const passcode = userId && (await input({ message: words.passcode }, on)).trim();
  return passcode ? { passcode, userId } : undefined;
}
