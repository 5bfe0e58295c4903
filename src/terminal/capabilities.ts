/** What the terminal can show. */
import type { WriteStream } from 'node:tty';

/** True where the locale is UTF-8; the C locale and unknown ones get ASCII marks. */
export function knowsUnicode(env: NodeJS.ProcessEnv, platform: string = process.platform): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  if (/utf-?8/i.test(locale)) return true;
  return platform === 'darwin' || platform === 'win32' ? locale === '' : false;
}

/** Terminals that terminfo knows without cursor addressing; an unknown one is taken for such. */
const WITHOUT_CURSOR = new Set(['dumb', 'unknown', 'network', 'dialup', 'switch', 'lpr', 'printer']);

/** True where lines have to do: asked for with ACCESSIBLE, or a terminal whose cursor cannot be moved. */
export function wantsLines(env: NodeJS.ProcessEnv, platform: string = process.platform): boolean {
  const asked = env.ACCESSIBLE ?? '';
  if (asked !== '' && asked !== '0' && asked.toLowerCase() !== 'false') return true;
  // Windows has no TERM; its console moves the cursor.
  return env.TERM ? WITHOUT_CURSOR.has(env.TERM) : platform !== 'win32';
}

/** 0 none, 1 sixteen colours. NO_COLOR and FORCE_COLOR as their conventions say. */
export function colourLevel(env: NodeJS.ProcessEnv, output: WriteStream): 0 | 1 {
  if (env.NO_COLOR) return 0;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR === '0' || env.FORCE_COLOR === 'false' ? 0 : 1;
  if (env.TERM === 'dumb') return 0;
  return output.isTTY && output.getColorDepth(env as Record<string, string>) > 1 ? 1 : 0;
}

/**
 * The columns and rows that may be drawn on; 80 by 24 where the terminal does not tell. A Windows console goes to the
 * next row with a letter in the last column, and scrolls with one in the last corner: that column is left free.
 */
export function roomIn(
  { columns, rows }: Pick<WriteStream, 'columns' | 'rows'>,
  platform: string = process.platform,
): { readonly columns: number; readonly rows: number } {
  const spare = platform === 'win32' ? 1 : 0;
  return { columns: Math.max(1, (columns || 80) - spare), rows: rows || 24 };
}
