/** The wizard as a program of its own, for a build with a record of its frames. */
import { readCommandLine } from '../../src/commands/flags.ts';
import { languageFor } from '../../src/commands/language.ts';
import { wizard } from '../../src/commands/wizard.ts';
import { speak } from '../../src/text/text.ts';

const words = process.argv.slice(2);
await speak(languageFor(words, process.env));
process.exit(await wizard(readCommandLine(words)));
