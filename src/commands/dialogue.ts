/** Asks on a terminal for what no place had: the endpoint and a way to sign in. Nothing of it is kept. */
import type { ReadStream } from 'node:tty';
import type { Credentials, Found } from '../api/credentials/kinds.ts';
import { type Endpoint, endpointFrom, SITES } from '../api/endpoint.ts';
import { keepSecret } from '../api/secrets.ts';
import { sanitise } from '../terminal/sanitise.ts';
import { text } from '../text/text.ts';
import { input, password, select } from './ask.ts';
import type { CommandLine } from './flags.ts';

export interface Asked {
  readonly found: Found;
  readonly endpoint: Endpoint;
}

/** The short dialogue. Throws what @inquirer/prompts throws on Ctrl-C. */
export async function askForAccess(line: CommandLine, keys: ReadStream): Promise<Asked> {
  const words = text().access.ask;
  const on = { input: keys, output: process.stderr };
  const { endpoint, region } = line.text;
  const given = endpoint || region || process.env.SMS_ENDPOINT;
  const url = given ? undefined : await askForEndpoint(on);
  const method = await select<Credentials['kind']>(
    {
      message: words.method,
      choices: [
        { value: 'keys', name: words.keys },
        { value: 'password', name: words.password },
        { value: 'token', name: words.token },
      ],
    },
    on,
  );
  const need = { required: true } as const;
  const hidden = async (message: string) =>
    keepSecret(
      (
        await password({ message, mask: '*', validate: (typed) => typed.trim() !== '' || words.needed }, on)
      ).trim(),
    );
  const line_ = async (message: string) => (await input({ message, ...need }, on)).trim();
  const ways: Record<Credentials['kind'], () => Promise<Credentials>> = {
    token: async () => ({ kind: 'token', token: await hidden(words.theToken) }),
    keys: async () => ({ kind: 'keys', ak: await line_(words.ak), sk: await hidden(words.sk) }),
    password: async () => ({
      kind: 'password',
      domain: await line_(words.domain),
      user: await line_(words.user),
      password: await hidden(words.thePassword),
    }),
  };
  const credentials = await ways[method]();
  return {
    found: { outcome: 'found', source: 'dialogue', where: words.typed, credentials },
    endpoint: url ? { url, from: words.typed } : endpointFrom({ endpoint, region }, process.env),
  };
}

async function askForEndpoint(on: { input: ReadStream; output: NodeJS.WriteStream }): Promise<string> {
  const words = text().access.ask;
  const sites = SITES.map(({ name, url }) => ({ value: url, name: `${words.sites[name]}  ${url}` }));
  const chosen = await select(
    { message: words.endpoint, choices: [...sites, { value: '', name: words.other }] },
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

/** The one-time passcode of a user with MFA, and the id that IAM finds the user by; undefined where there is none. */
export async function askForPasscode(
  why: string,
  keys: ReadStream,
  knownId: string | undefined,
): Promise<{ passcode: string; userId: string } | undefined> {
  const words = text().access.ask;
  const on = { input: keys, output: process.stderr };
  process.stderr.write(`${sanitise(why)}\n`);
  const passcode = (await input({ message: words.passcode }, on)).trim();
  if (!passcode) return undefined;
  const userId = knownId ?? (await input({ message: words.userId, required: true }, on)).trim();
  return { passcode, userId };
}
