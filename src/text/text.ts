/** Every sentence that people read, by typed key. English first; other languages stand beside it. */
import { en } from './en/en.ts';

export type Text = typeof en;

const current: Text = en;

/** The sentences of the language in use. */
export function text(): Text {
  return current;
}
