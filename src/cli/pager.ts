/** Shows long results page by page in the user's pager, by the rules of git. */
import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { prefersPlainMode } from '../terminal/capabilities.ts';
import { textWidth } from '../terminal/text/text-width.ts';
import { text } from '../text/text.ts';
import { EXIT } from './exit-codes.ts';
import { ignoreInterrupts } from './interrupt.ts';
import { printStatus } from './output.ts';

type Env = NodeJS.ProcessEnv;

/** Returns the command of the pager; undefined if results are printed at once. */
export function pagerCommand(env: Env, platform: string = process.platform): string | undefined {
  const chosen = env.SMS_WIZARD_PAGER ?? env.PAGER;
  // A screen reader, or a terminal that can't be drawn on, gets a pager only if it was asked for.
  if (chosen === undefined && (platform === 'win32' || prefersPlainMode(env, platform))) return undefined;
  const command = (chosen ?? 'less').trim();
  return command === '' || command === 'cat' ? undefined : command;
}

/** Returns the environment of the pager: less ends by itself after a short text, shows colors and leaves the text behind. */
export const pagerEnv = (env: Env): Env => ({ LESS: 'FRX', LV: '-c', ...env });

/** Counts the rows that a text takes on a terminal. */
export function rowsOf(written: string, columns: number): number {
  const lines = stripVTControlCharacters(written).replace(/\n$/, '').split('\n');
  return lines.reduce((rows, line) => rows + Math.max(1, Math.ceil(textWidth(line) / columns)), 0);
}

/** Shell codes of a command that couldn't be run. */
const NOT_RUN = [126, 127];

/** Writes a result to the terminal, in the pager if it has more rows than the terminal. Resolves when the user has left it. */
export async function writePaged(written: string): Promise<void> {
  const { columns = 80, rows = 24 } = process.stdout;
  const command = pagerCommand(process.env);
  const isShown = command !== undefined && rowsOf(written, columns) >= rows && (await page(command, written));
  if (!isShown) process.stdout.write(written);
}

/** Returns true if the pager ran. ^C is the pager's own meanwhile, and SIGTERM ends both. */
function page(command: string, written: string): Promise<boolean> {
  const release = ignoreInterrupts();
  const child = spawn(command, {
    // As in git: a shell of its own would stand between ^C and the pager.
    shell: /[^\w./-]/.test(command),
    stdio: ['pipe', 'inherit', 'inherit'],
    env: pagerEnv(process.env),
  });
  const terminate = () => child.kill('SIGTERM');
  process.prependListener('SIGTERM', terminate);
  return new Promise<boolean>((resolve) => {
    child.on('error', () => resolve(false));
    child.on('close', (code, signal) => {
      if (signal === 'SIGTERM') process.exit(EXIT.terminated);
      const isRun = !NOT_RUN.includes(code ?? 0);
      // It may have shown nothing, but printing the result again could show it twice. ^C is the choice of the user.
      if (isRun && code !== 0 && signal !== 'SIGINT')
        printStatus([text().cli.errors.pager(command, String(code ?? signal))]);
      resolve(isRun);
    });
    // The user may leave it before the end of the text.
    child.stdin.on('error', () => {});
    child.stdin.end(written);
  }).finally(() => {
    process.removeListener('SIGTERM', terminate);
    release();
  });
}
