/** What the terminal can show. */
import type { WriteStream } from 'node:tty';

/** True where the locale is UTF-8; the C locale and unknown ones get ASCII marks. */
export function knowsUnicode(env: NodeJS.ProcessEnv, platform: string = process.platform): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  if (/utf-?8/i.test(locale)) return true;
  return platform === 'darwin' || platform === 'win32' ? locale === '' : false;
}

/** chalk's level: 0 none, 1 sixteen colours. NO_COLOR and FORCE_COLOR as their conventions say. */
export function colourLevel(env: NodeJS.ProcessEnv, output: WriteStream): 0 | 1 {
  if (env.NO_COLOR) return 0;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR === '0' || env.FORCE_COLOR === 'false' ? 0 : 1;
  if (env.TERM === 'dumb') return 0;
  return output.isTTY && output.getColorDepth(env as Record<string, string>) > 1 ? 1 : 0;
}
