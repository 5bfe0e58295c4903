/**
 * Every sentence that people read, by typed key, in the language in use. English is the measure: another language has
 * its keys and the signatures of its functions, or the compiler objects. It is loaded only where it is wanted.
 */
import { en } from './en/en.ts';

/** The same keys and signatures, with any words. */
type Worded<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { readonly [Key in keyof T]: Worded<T[Key]> };

export type Text = Worded<typeof en>;

const CATALOGUES = {
  en: async (): Promise<Text> => en,
  zh: async (): Promise<Text> => (await import('./zh/zh.ts')).zh,
};

export type Language = keyof typeof CATALOGUES;

/**
 * The language that a tag or a locale names: `zh`, `zh-CN`, `zh_CN.UTF-8`; undefined where there is no catalogue. All of
 * Chinese is Simplified Chinese, as in Huawei's consoles, which have no Traditional one either.
 */
export function languageNamed(tag: string): Language | undefined {
  const code = /^([a-z]+)(?:[-_.@]|$)/i.exec(tag)?.[1]?.toLowerCase();
  return code === 'zh' || code === 'en' ? code : undefined;
}

let current: { readonly language: Language; readonly text: Text } = { language: 'en', text: en };

/** The language in use. */
export const language = (): Language => current.language;

/** The sentences of the language in use. Not to be kept from one call to the next: the language may change before. */
export function text(): Text {
  return current.text;
}

/** Puts a language in use; English until then. To be called before anything is said. */
export async function speak(language: Language): Promise<void> {
  current = { language, text: await CATALOGUES[language]() };
}

/** What a table of the catalogue has for a word that may come from the server or from a file; undefined for others. */
export function entryOf<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}
