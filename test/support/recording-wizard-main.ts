/** The wizard as a program of its own, for a build with a record of its frames. */
import { parseCommandLine } from '../../src/cli/command-line.ts';
import { resolveLanguage } from '../../src/cli/locale.ts';
import { wizard } from '../../src/commands/wizard/wizard.ts';
import { setLanguage } from '../../src/text/text.ts';

const words = process.argv.slice(2);
await setLanguage(resolveLanguage(words, process.env));
process.exit(await wizard(parseCommandLine(words)));
