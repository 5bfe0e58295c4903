/** The language of one test. */
import { onTestFinished } from 'vitest';
import { type Language, speak } from '../../src/text/text.ts';

/** Puts a language in use until the test ends; English again after it. */
export async function speakHere(language: Language): Promise<void> {
  onTestFinished(() => speak('en'));
  await speak(language);
}
