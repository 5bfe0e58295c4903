/** Which language to speak: `--lang`, else the locale, else English. Loaded only where one of them speaks of Chinese. */
import { parseArgs } from 'node:util';
import { knowsUnicode } from '../terminal/capabilities.ts';
import { type Language, languageNamed } from '../text/text.ts';

/** What `--lang` says, read before the command line is checked: its errors have to come in that language too. */
function languageWanted(words: readonly string[]): string | undefined {
  const options = { lang: { type: 'string' } } as const;
  const { lang } = parseArgs({ args: [...words], options, strict: false }).values;
  return typeof lang === 'string' ? lang : undefined;
}

/** The locale for messages, in the order of POSIX. Windows keeps it elsewhere. */
function messageLocale({ LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv, platform: string): string {
  const named = LC_ALL || LC_MESSAGES || LANG;
  if (named || platform !== 'win32') return named ?? '';
  return Intl.DateTimeFormat().resolvedOptions().locale;
}

/** The language for a command line and an environment. A locale that is not UTF-8 cannot show Chinese: English then. */
export function languageFor(
  words: readonly string[],
  env: NodeJS.ProcessEnv,
  platform: string = process.platform,
): Language {
  const wanted = languageNamed(languageWanted(words) ?? '');
  if (wanted) return wanted;
  const named = languageNamed(messageLocale(env, platform));
  return named && knowsUnicode(env, platform) ? named : 'en';
}
