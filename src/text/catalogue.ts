/** The type of the text catalogue: the keys and signatures of English, with any words. */
import type { en } from './en/en.ts';

/** Maps each sentence of a catalogue to `string`, so that another language may word it its own way. */
type Translation<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { readonly [Key in keyof T]: Translation<T[Key]> };

/**
 * Every sentence that people read, by typed key. English is the model: the compiler asks other languages for each key.
 */
export type Text = Translation<typeof en>;
