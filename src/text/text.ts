/**
 * Every sentence that people read, by typed key, in the current language. English is the model: the compiler requires
 * its keys and signatures of every other language. A language is loaded only if it is used.
 */
import type { Text } from './catalogue.ts';
import { en } from './en/en.ts';

const CATALOGUES = {
  en: async (): Promise<Text> => en,
  zh: async (): Promise<Text> => (await import('./zh/zh.ts')).zh,
};

/** The languages with a catalogue. */
export type Language = keyof typeof CATALOGUES;

/**
 * Returns the language of a tag or locale: `zh`, `zh-CN`, `zh_CN.UTF-8`; undefined if there is no catalogue. All of
 * Chinese is Simplified Chinese, as in Huawei's consoles, which have no Traditional one either.
 */
export function parseLanguage(tag: string): Language | undefined {
  const code = /^([a-z]+)(?:[-_.@]|$)/i.exec(tag)?.[1]?.toLowerCase();
  return code === 'zh' || code === 'en' ? code : undefined;
}

let current: { readonly language: Language; readonly text: Text } = { language: 'en', text: en };

/** Returns the current language. */
export const currentLanguage = (): Language => current.language;

/** Returns the catalogue of the current language. Don't keep it between calls: the language may change. */
export function text(): Text {
  return current.text;
}

/** Sets the current language; English until then. Call it before anything is printed. */
export async function setLanguage(language: Language): Promise<void> {
  current = { language, text: await CATALOGUES[language]() };
}

/** Returns a table's entry for a word that may come from SMS or a file; undefined for unknown words. */
export function lookup<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}
