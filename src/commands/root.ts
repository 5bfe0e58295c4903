/** Runs the command of a command line and ends the process with its exit code. Loads only that command. */

import {
  type Command,
  type CommandName,
  type OptionValues,
  PAGED_COMMANDS,
  parseCommandLine,
} from '../cli/command-line.ts';
import { EXIT } from '../cli/exit-codes.ts';
import { setInterruptReport, setReading } from '../cli/interrupt.ts';
import { collectResults, printStatus, printText, setQuiet, takeResults } from '../cli/output.ts';
import { UsageError } from '../task/errors.ts';
import { setLanguage, text } from '../text/text.ts';

const COMMANDS: Record<CommandName, () => Promise<Command>> = {
  wizard: async () => (await import('./wizard/wizard.ts')).wizard,
  list: async () => (await import('./list.ts')).list,
  show: async () => (await import('./show/show.ts')).show,
  update: async () => (await import('./update/update.ts')).update,
  diff: async () => (await import('./update/update.ts')).diff,
  edit: async () => (await import('./update/edit.ts')).edit,
  apply: async () => (await import('./apply/apply.ts')).apply,
  history: async () => (await import('./history.ts')).history,
  undo: async () => (await import('./undo.ts')).undo,
  pause: async () => (await import('./pausing/pause-and-start.ts')).pause,
  start: async () => (await import('./pausing/pause-and-start.ts')).start,
  watch: async () => (await import('./pausing/watch.ts')).watch,
  fields: async () => (await import('./fields.ts')).fields,
  explain: async () => (await import('./explain.ts')).explainCommand,
  doctor: async () => (await import('./doctor/doctor.ts')).doctor,
  completion: async () => (await import('./completion/completion.ts')).completion,
  simulator: async () => (await import('./simulator.ts')).simulator,
};

/** Chooses the language. English is loaded already, so only a hint at Chinese makes it look further. */
async function chooseLanguage(words: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const hints = [env.LC_ALL, env.LC_MESSAGES, env.LANG, ...words];
  if (process.platform !== 'win32' && !hints.some((hint) => /^(--lang=)?zh/i.test(hint ?? ''))) return;
  const { mayBeUnshown, resolveLanguage } = await import('../cli/locale.ts');
  const language = resolveLanguage(words, env);
  // In English, and before anything else: Chinese can't be read there.
  if (mayBeUnshown(language, env)) printStatus([text().cli.errors.chineseUnshown(env.TERM ?? '')]);
  await setLanguage(language);
}

/** Commands that change tasks: their errors say that nothing was changed. */
const CHANGING: readonly CommandName[] = ['wizard', 'update', 'edit', 'apply', 'undo', 'pause', 'start'];

async function dispatch(words: readonly string[], version: string): Promise<number> {
  await chooseLanguage(words, process.env);
  const line = parseCommandLine(words);
  if (line.values.version) return printVersion(version, line.values);
  if (line.values.help) {
    const { helpAbout, HELP_WORDS } = await import('../cli/help/help.ts');
    const { withSuggestion } = await import('../cli/suggestion.ts');
    const word = line.argument;
    const help = helpAbout(word);
    if (help === undefined)
      throw new UsageError(withSuggestion(text().cli.errors.noHelp(word ?? ''), word ?? '', HELP_WORDS));
    // As in git, `help update` is read page by page, and `update -h` is not.
    if (words[0] === 'help') pageResults(line.values);
    printText(help);
    return EXIT.done;
  }
  if (line.values.quiet) setQuiet();
  if (line.values['no-color']) {
    process.env.NO_COLOR = '1';
    delete process.env.FORCE_COLOR;
  }
  if (!CHANGING.includes(line.command)) setReading();
  if (line.values.json) await prepareDocument(line.values);
  if ((PAGED_COMMANDS as readonly CommandName[]).includes(line.command)) pageResults(line.values);
  const command = await COMMANDS[line.command]();
  return command(line);
}

/** Prints the version, and as a document that of Node as well. */
async function printVersion(version: string, values: OptionValues): Promise<number> {
  if (values.json) {
    await prepareDocument(values);
    const { printDocument } = await import('../cli/documents.ts');
    printDocument({ version, node: process.versions.node });
  } else process.stdout.write(`${version}\n`);
  return EXIT.done;
}

/** Keeps results for the pager, if there is a terminal to show them on. */
function pageResults(values: OptionValues): void {
  if (process.stdout.isTTY && !values['no-pager']) collectResults();
}

/** Shows the results that were kept for the pager. */
async function showResults(): Promise<void> {
  const written = takeResults();
  if (written !== '') await (await import('../cli/pager.ts')).writePaged(written);
}

/** Prepares the output of a document, which is printed even if ^C ends the command. */
async function prepareDocument(values: OptionValues): Promise<void> {
  const { chooseOutput, printErrorDocument } = await import('../cli/documents.ts');
  const { errorDocument } = await import('../update/error-document.ts');
  await chooseOutput(values);
  setInterruptReport((message) => printErrorDocument(errorDocument({ code: 'interrupted', message })));
}

/** Prints the error as the document of a command that was to print one, and got no further. */
async function printError(error: unknown, words: readonly string[]): Promise<void> {
  const output = (await import('../cli/format.ts')).guessFormat(words);
  if (output === undefined) return;
  const { chooseOutput, printErrorDocument } = await import('../cli/documents.ts');
  const { errorDocument } = await import('../update/error-document.ts');
  const { errorFacts } = await import('../cli/error-report.ts');
  await chooseOutput({ output });
  printErrorDocument(errorDocument(errorFacts(error)));
}

/** Ends the process at once: a pending connection attempt would keep it alive until its time-out. */
function end(): void {
  // Report errors of pending writes first.
  process.stdout.write('', () => setImmediate(() => process.stderr.write('', () => process.exit())));
}

export async function run(words: readonly string[], version: string): Promise<void> {
  process.stderr.on('error', () => {});
  try {
    const code = await dispatch(words, version);
    await showResults();
    // A failed write has set the exit code already.
    process.exitCode ||= code;
  } catch (error) {
    await showResults();
    const { reportError } = await import('../cli/error-report.ts');
    process.exitCode = reportError(error, words.includes('--debug'));
    await printError(error, words);
  }
  end();
}
