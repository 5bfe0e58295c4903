/** Prompts for endpoint and credentials that no source has. Saves nothing. */
import type { ReadStream } from 'node:tty';
import { type Credentials, type FoundCredentials, isHeaderSafe } from '../api/credentials/types.ts';
import { type Endpoint, resolveEndpoint, SITES } from '../api/endpoint.ts';
import { registerSecret } from '../api/redact.ts';
import { printable } from '../cli/ascii.ts';
import { printStatus } from '../cli/output.ts';
import { input, password, promptTheme, select } from '../cli/prompts.ts';
import { text } from '../text/text.ts';

export interface PromptedCredentials {
  readonly found: FoundCredentials;
  /** Undefined if the user wasn't asked for it. */
  readonly endpoint?: Endpoint;
}

interface Terminal {
  readonly input: ReadStream;
  readonly output: NodeJS.WriteStream;
}

type PromptedKind = Exclude<Credentials['kind'], 'oidc'>;

/** Prints the unusable sources, then prompts; for an endpoint only if none is chosen. Throws what @inquirer/prompts throws on ^C. */
export async function promptForCredentials(
  isEndpointChosen: boolean,
  keys: ReadStream,
  unusable: readonly string[],
): Promise<PromptedCredentials> {
  const words = text().access.ask;
  printStatus(unusable);
  const on = { input: keys, output: process.stderr };
  const url = isEndpointChosen ? undefined : await askForEndpoint(on);
  const method = await select<PromptedKind>(
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
  const promptByKind: Record<PromptedKind, () => Promise<Credentials>> = {
    token: async () => ({ kind: 'token', token: await ask.secret(words.theToken) }),
    keys: async () => ({ kind: 'keys', ak: await ask.plain(words.ak), sk: await ask.secret(words.sk) }),
    password: async () => ({
      kind: 'password',
      domain: await ask.line(words.domain),
      user: await ask.line(words.user),
      password: await ask.password(words.thePassword),
    }),
  };
  const credentials = await promptByKind[method]();
  return {
    found: { outcome: 'found', source: 'dialogue', where: words.typed, credentials },
    ...(url ? { endpoint: { url, source: words.typed, named: true } } : {}),
  };
}

/** Returns the theme with the help of a choice in the current language. */
const helpTheme = () => ({
  ...promptTheme(),
  style: { keysHelpTip: () => printable(text().access.ask.choosing) },
});

/** Prompts that need an answer. Secrets are never shown, and never saved. */
function questionsOn(on: Terminal) {
  const words = text().access.ask;
  const filled = (typed: string) => typed.trim() !== '' || words.needed;
  const sendable = (typed: string) =>
    typed.trim() === '' ? words.needed : isHeaderSafe(typed.trim()) || words.invalid;
  const hidden = (message: string, validate: (typed: string) => true | string) =>
    password({ message, mask: '*', toggleMask: false, validate, theme: promptTheme() }, on);
  return {
    line: async (message: string) =>
      (await input({ message, validate: filled, theme: promptTheme() }, on)).trim(),
    plain: async (message: string) =>
      (await input({ message, validate: sendable, theme: promptTheme() }, on)).trim(),
    secret: async (message: string) => registerSecret((await hidden(message, sendable)).trim()),
    // Spaces may belong to a password.
    password: async (message: string) => registerSecret(await hidden(message, filled)),
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
      resolveEndpoint({ endpoint: typed.trim() }, {});
      return true;
    } catch (error) {
      return (error as Error).message;
    }
  };
  return resolveEndpoint(
    {
      endpoint: (
        await input({ message: words.address, required: true, validate, theme: promptTheme() }, on)
      ).trim(),
    },
    {},
  ).url;
}

/** Prompts for the user ID that IAM needs with MFA, and the current passcode. Undefined if one is left empty. */
export async function promptForPasscode(
  why: string,
  keys: ReadStream,
  knownId: string | undefined,
): Promise<{ passcode: string; userId: string } | undefined> {
  const words = text().access.ask;
  const on = { input: keys, output: process.stderr };
  printStatus([why]);
  // The ID first: a passcode would expire while the user looks for it.
  const userId = knownId ?? (await input({ message: words.userId, theme: promptTheme() }, on)).trim();
  const passcode = userId && (await input({ message: words.passcode, theme: promptTheme() }, on)).trim();
  return passcode ? { passcode, userId } : undefined;
}
