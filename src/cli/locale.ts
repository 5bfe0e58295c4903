/** Resolves the language: `--lang`, else the locale, else English. Loaded only if one of them hints at Chinese. */
import { parseArgs } from 'node:util';
import { supportsUnicode } from '../terminal/capabilities.ts';
import { type Language, parseLanguage } from '../text/text.ts';

/**
 * True if Chinese was chosen on the Linux console, whose fonts lack it. It isn't overruled: fbterm shows Chinese there,
 * and calls itself `linux`, too.
 */
export const mayBeUnshown = (language: Language, { TERM }: NodeJS.ProcessEnv): boolean =>
  language === 'zh' && Boolean(process.stderr.isTTY) && /^linux\b/.test(TERM ?? '');

/** Reads `--lang` before the command line is checked, as usage errors must be in that language, too. */
function languageWanted(words: readonly string[]): string | undefined {
  const options = { lang: { type: 'string' } } as const;
  const { lang } = parseArgs({ args: [...words], options, strict: false }).values;
  return typeof lang === 'string' ? lang : undefined;
}

/** Returns the locale of messages, by the precedence of POSIX; on Windows that of the system. */
function messageLocale({ LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv, platform: string): string {
  const named = LC_ALL || LC_MESSAGES || LANG;
  if (named || platform !== 'win32') return named ?? '';
  return Intl.DateTimeFormat().resolvedOptions().locale;
}

/** Resolves the language. A locale that isn't UTF-8 can't show Chinese and gets English. */
export function resolveLanguage(
  words: readonly string[],
  env: NodeJS.ProcessEnv,
  platform: string = process.platform,
): Language {
  const wanted = parseLanguage(languageWanted(words) ?? '');
  if (wanted) return wanted;
  const named = parseLanguage(messageLocale(env, platform));
  return named && supportsUnicode(env, platform) ? named : 'en';
}
