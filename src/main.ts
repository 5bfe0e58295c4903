/** The program. What scripts ask for most is answered without loading anything; the rest is in run.ts. */
import { join } from 'node:path';
import type { run } from './commands/run.ts';
import { loaderOf } from './start/load.ts';

// The bundle has these in it.
declare const VERSION: string;
/** What --help says in English: helpText() as it was when the bundle was made. */
declare const HELP: string;
/** The part with run() in it, as `./NAME`. */
declare const PROGRAM: string;
/** A name for all parts together. */
declare const BUILD: string;
declare const require: (name: string) => unknown;
declare const __dirname: string;

const words = process.argv.slice(2);
const { LC_ALL, LC_MESSAGES, LANG } = process.env;
// Where anything may be Chinese, or comes from elsewhere than these, the language is chosen first.
const isEnglish =
  process.platform !== 'win32' && ![LC_ALL, LC_MESSAGES, LANG].some((word) => /^zh/i.test(word ?? ''));

const ANSWERS: Readonly<Record<string, string>> = {
  '--version': `${VERSION}\n`,
  ...(isEnglish ? { '--help': HELP } : {}),
};
const answer = words.length === 1 ? ANSWERS[words[0] as string] : undefined;

// A reader that closes early (`show … | head`) is no failure; a full disk is one, without a stack trace.
process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE') return;
  process.exitCode = 1;
  process.stderr.write(`sms-wizard: ${message}\n`);
});
if (answer === undefined) {
  const load = loaderOf(join(__dirname, 'program.parts'), BUILD, require);
  void (load(PROGRAM) as { run: typeof run }).run(words, VERSION);
} else {
  process.stdout.write(answer);
}
