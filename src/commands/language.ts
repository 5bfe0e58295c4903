/** Which language to speak: `--lang`, else the locale, else English. */
import { parseArgs } from 'node:util';
import { knowsUnicode } from '../terminal/capabilities.ts';
import type { Language } from '../text/text.ts';

/**
 * The language that a tag or a locale names: `zh`, `zh-CN`, `zh_CN.UTF-8`; undefined where there is no catalogue. All of
 * Chinese is Simplified Chinese, as in Huawei's consoles, which have no Traditional one either.
 */
export function languageNamed(tag: string): Language | undefined {
  const code = /^([a-z]+)(?:[-_.@]|$)/i.exec(tag)?.[1]?.toLowerCase();
  return code === 'zh' || code === 'en' ? code : undefined;
}

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
