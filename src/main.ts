/** The program: reads the command line, picks a command, ends with its exit code. Loads nothing else at first. */
import { type CommandLine, type CommandName, readCommandLine } from './commands/flags.ts';
import { speak } from './text/text.ts';

declare const VERSION: string;

type Command = (line: CommandLine) => Promise<number>;

const COMMANDS: Record<CommandName, () => Promise<Command>> = {
  wizard: async () => (await import('./commands/wizard.ts')).wizard,
  list: async () => (await import('./commands/list.ts')).list,
  show: async () => (await import('./commands/show.ts')).show,
  update: async () => (await import('./commands/update.ts')).update,
  apply: async () => (await import('./commands/apply.ts')).apply,
  history: async () => (await import('./commands/history.ts')).history,
  undo: async () => (await import('./commands/undo.ts')).undo,
  fields: async () => (await import('./commands/fields.ts')).fields,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
  completion: async () => (await import('./commands/completion.ts')).completion,
  simulator: async () => (await import('./commands/simulator.ts')).simulator,
};

/** English is in use already; only where something speaks of Chinese is there anything to choose. */
async function chooseLanguage(words: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const hints = [env.LC_ALL, env.LC_MESSAGES, env.LANG, ...words];
  if (process.platform !== 'win32' && !hints.some((hint) => /^(--lang=)?zh/i.test(hint ?? ''))) return;
  const { languageFor } = await import('./commands/language.ts');
  await speak(languageFor(words, env));
}

async function run(words: readonly string[]): Promise<number> {
  await chooseLanguage(words, process.env);
  const line = readCommandLine(words);
  if (line.on.has('version')) {
    process.stdout.write(`${VERSION}\n`);
    return 0;
  }
  if (line.on.has('help')) {
    process.stdout.write((await import('./commands/help.ts')).helpText());
    return 0;
  }
  const command = await COMMANDS[line.command]();
  return command(line);
}

const words = process.argv.slice(2);
// A reader that closes early (`show … | head`) is no failure; a full disk is one, without a stack trace.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return;
  process.exitCode = 1;
  process.stderr.write(`sms-wizard: ${error.message}\n`);
});
process.stderr.on('error', () => {});
/** Ends now: a connection that never came about would keep the process until it gives up by itself. */
function end(): void {
  process.stdout.write('', () => process.stderr.write('', () => process.exit()));
}

run(words).then(
  (code) => {
    process.exitCode ||= code;
    end();
  },
  async (error: unknown) => {
    const { explain } = await import('./commands/explain.ts');
    process.exitCode = explain(error, words.includes('--debug'));
    end();
  },
);
