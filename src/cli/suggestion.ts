/** Adds what a misspelt word may stand for to the message about it. */
import { closest } from '../text/suggest.ts';
import { text } from '../text/text.ts';

/** Returns the message, followed by the nearest of the known words if there is one. */
export function withSuggestion(message: string, word: string, known: readonly string[]): string {
  const meant = closest(word, known);
  return meant === undefined ? message : message + text().shell.meant(meant);
}
