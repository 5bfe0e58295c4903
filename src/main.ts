/** Entry of the program. Answers --version and --help from constants, and loads the rest for everything else. */
import { enableCompileCache } from './start/compile-cache.ts';

// Defined by the build.
declare const VERSION: string;
/** The English help: helpText() when the bundle was made. */
declare const HELP: string;

const argv = process.argv.slice(2);
const { LC_ALL, LC_CTYPE, LC_MESSAGES, LANG } = process.env;
// Not in Chinese, without UTF-8, or on Windows, which keeps the locale elsewhere: language and marks must be chosen.
const isEnglish =
  process.platform !== 'win32' &&
  /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || '') &&
  ![LC_ALL, LC_MESSAGES, LANG].some((word) => /^zh/i.test(word ?? ''));

const STATIC_ANSWERS: Readonly<Record<string, string>> = {
  '--version': `${VERSION}\n`,
  '-V': `${VERSION}\n`,
  ...(isEnglish ? { '--help': HELP, '-h': HELP } : {}),
};
const answer = argv.length === 1 ? STATIC_ANSWERS[argv[0] as string] : undefined;

// EPIPE and EIO are no errors: the reader closed the pipe (`show … | head`), or the terminal vanished. Others, such as a
// full disk, exit with 1.
const GONE = ['EPIPE', 'EIO'];
let isReported = false;
process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  if (GONE.includes(code ?? '') || isReported) return;
  isReported = true;
  process.exitCode = 1;
  process.stderr.write(`sms-wizard: ${message}\n`);
});
// An error of standard error itself can be reported nowhere.
process.stderr.on('error', () => {});
if (answer === undefined) {
  enableCompileCache(process.env);
  void import('./commands/root.ts').then(({ run }) => run(argv, VERSION));
} else {
  process.stdout.write(answer);
}
