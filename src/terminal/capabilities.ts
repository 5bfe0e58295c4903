/** Capabilities of the terminal, by the environment: characters, colors, size. */
import type { WriteStream } from 'node:tty';
import { familyOf } from './families.ts';

/**
 * Returns true if the locale is UTF-8 and the terminal has the glyphs. The C locale and unknown ones get ASCII marks, and so does
 * the Linux console, whose fonts have neither `✓` nor Chinese.
 */
export function supportsUnicode(env: NodeJS.ProcessEnv, platform: string = process.platform): boolean {
  if (familyOf(env.TERM)?.glyphs === false) return false;
  return isUtf8(env, platform);
}

/** Returns true if the locale is UTF-8. */
export function isUtf8(env: NodeJS.ProcessEnv, platform: string = process.platform): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  if (/utf-?8/i.test(locale)) return true;
  return platform === 'darwin' || platform === 'win32' ? locale === '' : false;
}

/** Returns true if the wizard should ask line by line: ACCESSIBLE asks for it, or the terminal can't be drawn on. */
export function prefersPlainMode(env: NodeJS.ProcessEnv, platform: string = process.platform): boolean {
  const asked = env.ACCESSIBLE ?? '';
  if (asked !== '' && asked !== '0' && asked.toLowerCase() !== 'false') return true;
  return familyOf(env.TERM, platform) === undefined;
}

/**
 * Returns true if colors and bold are to be used. FORCE_COLOR brings them in spite of everything, unless it is `0` or `false`;
 * NO_COLOR takes them away, unless it is empty. Otherwise the family of the terminal decides: COLORTERM, which Node asks
 * for, doesn't travel over SSH.
 */
export function usesColor(
  env: NodeJS.ProcessEnv,
  { isTTY }: Pick<WriteStream, 'isTTY'>,
  platform: string = process.platform,
): boolean {
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  if (env.NO_COLOR) return false;
  return isTTY && familyOf(env.TERM, platform)?.styles === true;
}

/**
 * Returns the columns and rows that may be drawn on; 80 by 24 if the terminal doesn't report its size. A Windows console
 * goes to the next row after a letter in the last column, and scrolls after one in the last corner: that column stays free.
 */
export function terminalSize(
  { columns, rows }: Pick<WriteStream, 'columns' | 'rows'>,
  platform: string = process.platform,
): { readonly columns: number; readonly rows: number } {
  const spare = platform === 'win32' ? 1 : 0;
  return { columns: Math.max(1, (columns || 80) - spare), rows: rows || 24 };
}
