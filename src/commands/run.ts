/** Reads the command line, picks a command, ends with its exit code. Loads the one command that is needed. */
import { speak } from '../text/text.ts';
import { type CommandLine, type CommandName, readCommandLine } from './flags.ts';

type Command = (line: CommandLine) => Promise<number>;

const COMMANDS: Record<CommandName, () => Promise<Command>> = {
  wizard: async () => (await import('./wizard.ts')).wizard,
  list: async () => (await import('./list.ts')).list,
  show: async () => (await import('./show.ts')).show,
  update: async () => (await import('./update.ts')).update,
  apply: async () => (await import('./apply.ts')).apply,
  history: async () => (await import('./history.ts')).history,
  undo: async () => (await import('./undo.ts')).undo,
  fields: async () => (await import('./fields.ts')).fields,
  doctor: async () => (await import('./doctor.ts')).doctor,
  completion: async () => (await import('./completion.ts')).completion,
  simulator: async () => (await import('./simulator.ts')).simulator,
};

/** English is in use already; only where something speaks of Chinese is there anything to choose. */
async function chooseLanguage(words: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const hints = [env.LC_ALL, env.LC_MESSAGES, env.LANG, ...words];
  if (process.platform !== 'win32' && !hints.some((hint) => /^(--lang=)?zh/i.test(hint ?? ''))) return;
  const { languageFor } = await import('./language.ts');
  await speak(languageFor(words, env));
}

async function carryOut(words: readonly string[], version: string): Promise<number> {
  await chooseLanguage(words, process.env);
  const line = readCommandLine(words);
  if (line.on.has('version')) {
    process.stdout.write(`${version}\n`);
    return 0;
  }
  if (line.on.has('help')) {
    process.stdout.write((await import('./help.ts')).helpText());
    return 0;
  }
  const command = await COMMANDS[line.command]();
  return command(line);
}

/** Ends now: a connection that never came about would keep the process until it gives up by itself. */
function end(): void {
  // What could not be written is told first.
  process.stdout.write('', () => setImmediate(() => process.stderr.write('', () => process.exit())));
}

export async function run(words: readonly string[], version: string): Promise<void> {
  process.stderr.on('error', () => {});
  try {
    const code = await carryOut(words, version);
    // Output that failed meanwhile has set it.
    process.exitCode ||= code;
  } catch (error) {
    const { explain } = await import('./explain.ts');
    process.exitCode = explain(error, words.includes('--debug'));
  }
  end();
}
