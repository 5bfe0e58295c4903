/** Sets the language of one test. */
import { onTestFinished } from 'vitest';
import { type Language, setLanguage } from '../../src/text/text.ts';

/** Sets a language until the test ends; then English again. */
export async function speakHere(language: Language): Promise<void> {
  onTestFinished(() => setLanguage('en'));
  await setLanguage(language);
}
