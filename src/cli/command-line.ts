/** Table of commands and options, and the parser. Help, manual and completion are made from the table. */
import { parseArgs } from 'node:util';
import { UsageError } from '../task/errors.ts';
import { parseTaskId } from '../task/task-id.ts';
import { closest } from '../text/suggest.ts';
import { parseLanguage, text } from '../text/text.ts';
import { formatOf } from './format.ts';

export type CommandName =
  | 'wizard'
  | 'list'
  | 'show'
  | 'update'
  | 'diff'
  | 'edit'
  | 'apply'
  | 'history'
  | 'undo'
  | 'pause'
  | 'start'
  | 'watch'
  | 'fields'
  | 'explain'
  | 'doctor'
  | 'completion'
  | 'simulator';

export interface Flag {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  /** Its one-letter name. */
  readonly short?: string;
  /** The name of its value in the help. */
  readonly value?: string;
  /** The commands that accept it; undefined for all. */
  readonly commands?: readonly CommandName[];
  /** The commands that offer it. Others accept it too, so that an alias can have it. */
  readonly relevantTo?: readonly CommandName[];
}

/** The commands that read or change tasks. */
const TASK_COMMANDS = [
  'wizard',
  'list',
  'show',
  'update',
  'diff',
  'edit',
  'apply',
  'undo',
  'pause',
  'start',
  'watch',
] as const;
/** The commands that connect to SMS. */
const SERVICE_COMMANDS = [...TASK_COMMANDS, 'doctor'] as const;

/** The commands that print a document. */
const DOCUMENT_COMMANDS = [
  'list',
  'show',
  'update',
  'diff',
  'edit',
  'apply',
  'history',
  'undo',
  'pause',
  'start',
  'watch',
  'fields',
  'explain',
  'doctor',
] as const;

/** The commands whose long results a pager shows. */
export const PAGED_COMMANDS = ['list', 'show', 'diff', 'history', 'fields', 'explain'] as const;

export const FLAGS = {
  set: { type: 'string', multiple: true, value: 'PATH=VALUE', commands: ['update', 'diff'] },
  unset: { type: 'string', multiple: true, value: 'PATH', commands: ['update', 'diff'] },
  edit: { type: 'string', value: 'FILE', commands: ['update', 'diff'] },
  'dry-run': { type: 'boolean', commands: ['update', 'edit', 'apply', 'undo'] },
  'show-request': { type: 'boolean', commands: ['update', 'diff', 'edit', 'apply', 'undo'] },
  'no-derived': { type: 'boolean', commands: ['update', 'diff', 'edit', 'apply', 'undo'] },
  to: { type: 'string', value: 'N|ID', commands: ['undo'] },
  out: { type: 'string', value: 'PLAN.json', commands: ['update'] },
  force: { type: 'boolean', commands: ['update'] },
  pause: { type: 'boolean', commands: ['update', 'edit', 'apply', 'undo'] },
  wait: { type: 'string', value: 'S', commands: ['update', 'edit', 'apply', 'undo', 'pause', 'start'] },
  until: { type: 'string', value: 'STATE', commands: ['watch'] },
  yes: { type: 'boolean', commands: ['update', 'edit', 'apply', 'undo', 'pause', 'start'] },
  json: { type: 'boolean', commands: DOCUMENT_COMMANDS },
  output: { type: 'string', short: 'o', value: 'FORMAT', commands: DOCUMENT_COMMANDS },
  query: { type: 'string', value: 'JMESPATH', commands: DOCUMENT_COMMANDS },
  state: { type: 'string', multiple: true, value: 'S', commands: ['list', 'apply'] },
  name: { type: 'string', value: 'N', commands: ['list', 'apply'] },
  columns: { type: 'string', value: 'A,B', commands: ['list'] },
  sort: { type: 'string', value: 'COLUMN', commands: ['list'] },
  limit: { type: 'string', value: 'N', commands: ['list'] },
  all: { type: 'boolean', commands: ['show'] },
  task: { type: 'string', multiple: true, value: 'ID', commands: ['apply'] },
  concurrency: { type: 'string', value: 'N', commands: ['apply'] },
  resume: { type: 'boolean', commands: ['apply'] },
  demo: { type: 'boolean', relevantTo: SERVICE_COMMANDS },
  scenario: { type: 'string', value: 'NAME' },
  port: { type: 'string', value: 'N', commands: ['simulator'] },
  fail: { type: 'string', multiple: true, value: 'WAY[:…]', commands: ['simulator'] },
  latency: { type: 'string', value: 'MS', commands: ['simulator'] },
  throttle: { type: 'string', value: 'N', commands: ['simulator'] },
  pace: { type: 'string', value: 'MS', commands: ['simulator'] },
  endpoint: { type: 'string', value: 'URL', relevantTo: SERVICE_COMMANDS },
  region: { type: 'string', value: 'R', relevantTo: SERVICE_COMMANDS },
  profile: { type: 'string', value: 'P', relevantTo: SERVICE_COMMANDS },
  'token-stdin': { type: 'boolean', relevantTo: SERVICE_COMMANDS },
  timeout: { type: 'string', value: 'S', relevantTo: SERVICE_COMMANDS },
  plain: { type: 'boolean', relevantTo: ['wizard'] },
  'no-color': { type: 'boolean' },
  'no-input': { type: 'boolean' },
  lang: { type: 'string', value: 'en|zh' },
  quiet: { type: 'boolean', short: 'q' },
  verbose: { type: 'boolean', short: 'v' },
  'no-pager': { type: 'boolean', relevantTo: PAGED_COMMANDS },
  debug: { type: 'boolean' },
  version: { type: 'boolean', short: 'V' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies Record<string, Flag>;

export type FlagName = keyof typeof FLAGS;
export const FLAG_NAMES = Object.keys(FLAGS) as FlagName[];

type ValueOf<F extends Flag> = F extends { readonly type: 'boolean' }
  ? boolean
  : F extends { readonly multiple: true }
    ? readonly string[]
    : string;

/** The options that were given, by name and in the type of the table. */
export type OptionValues = { readonly [Name in FlagName]?: ValueOf<(typeof FLAGS)[Name]> };

export interface CommandLine {
  readonly command: CommandName;
  /** The ID of a task, or the word for it until it is looked up. */
  readonly taskId?: string;
  /** The task as it was typed: an ID, the beginning of one, or a name. */
  readonly taskWord?: string;
  /** The operand of a command that takes another word than a task ID: a path, a plan, a shell. */
  readonly argument?: string;
  readonly values: OptionValues;
}

/** A subcommand: reads its options from the command line, once, and returns the exit code. */
export type Command = (line: CommandLine) => Promise<number>;

export const SUBCOMMANDS: readonly Exclude<CommandName, 'wizard'>[] = [
  ...DOCUMENT_COMMANDS,
  'completion',
  'simulator',
];

/** Commands that take a word other than a task id. */
const TAKES_WORD: readonly CommandName[] = ['fields', 'explain', 'apply', 'completion'];

const isCommand = (word: string | undefined): word is CommandName =>
  word !== undefined && (SUBCOMMANDS as readonly string[]).includes(word);

const isBlank = (value: unknown): boolean =>
  Array.isArray(value) ? value.some(isBlank) : typeof value === 'string' && value.trim() === '';

/** Parses a command line. Throws UsageError. */
export function parseCommandLine(words: readonly string[]): CommandLine {
  // Node decodes other bytes to this character. They would be sent, or looked for, as something that no one typed.
  const broken = words.find((word) => word.includes('\ufffd'));
  if (broken !== undefined) throw new UsageError(text().cli.errors.notUtf8(broken));
  const { values: given, positionals } = parse(words);
  const asked = informationAsked(given, positionals);
  if (asked) return asked;
  const values = withFormat(given);
  const [first, ...others] = positionals;
  const command = isCommand(first) ? first : 'wizard';
  const [id, extra] = isCommand(first) ? others : positionals;
  const messages = text().cli.errors;
  // A word in front of a task is a command that doesn't exist. A lone one may be the name of a task.
  if (command === 'wizard' && id !== undefined && (extra !== undefined || isMisspelt(id)))
    throw unknownCommand(id);
  const unexpected = command === 'simulator' || command === 'list' ? id : extra;
  if (unexpected !== undefined) throw new UsageError(messages.tooMany(unexpected));
  const { lang } = values;
  if (typeof lang === 'string' && !parseLanguage(lang)) throw new UsageError(messages.lang(lang));
  for (const name of Object.keys(values) as FlagName[]) {
    const only: readonly CommandName[] | undefined = (FLAGS[name] as Flag).commands;
    if (only && !only.includes(command)) {
      const called = (known: CommandName) => (known === 'wizard' ? messages.guided : known);
      throw new UsageError(messages.notForCommand(name, called(command), only.map(called).join(', ')));
    }
    // An empty --profile or --endpoint, as from an unset variable, would quietly mean another account.
    if (isBlank(values[name])) throw new UsageError(messages.needsValue(`--${name}`));
  }
  if (id === undefined) return { command, values };
  return TAKES_WORD.includes(command)
    ? { command, values, argument: id }
    : { command, values, ...namedTask(id) };
}

/** Returns options with `json` set if a document is wanted, in whatever format. Throws UsageError. */
function withFormat(given: OptionValues): OptionValues {
  const format = formatOf(given);
  if (given.json && format !== 'json' && given.output !== undefined)
    throw new UsageError(text().cli.errors.twoFormats(given.output));
  return format === undefined ? given : { ...given, json: true };
}

/** Words that print something about the program, as options do. */
const INFORMATION = ['help', 'version'] as const;

/** Returns the command line if help or the version is asked for, whatever else is on it. */
function informationAsked(values: OptionValues, positionals: readonly string[]): CommandLine | undefined {
  const [first, second] = positionals;
  if (first === 'version' || values.version)
    return { command: 'wizard', values: { ...withFormat(values), version: true } };
  if (first !== 'help' && !values.help) return undefined;
  if (first !== undefined && first !== 'help' && !isCommand(first) && isMisspelt(first))
    throw unknownCommand(first);
  const about = first === 'help' ? second : isCommand(first) ? first : undefined;
  return { command: 'wizard', values: { help: true }, ...(about !== undefined && { argument: about }) };
}

const meantCommand = (word: string): string | undefined => closest(word, [...SUBCOMMANDS, ...INFORMATION]);

/** True if a word is near to a command, and not an ID: IDs have digits in them. */
const isMisspelt = (word: string): boolean => !/\d/.test(word) && meantCommand(word) !== undefined;

export const unknownCommand = (word: string): UsageError => {
  const meant = meantCommand(word);
  return new UsageError(text().cli.errors.unknownCommand(word, SUBCOMMANDS.join(', '), meant));
};

/** Returns the option that a misspelt one may stand for. */
function meantFlag(flag: string): string | undefined {
  const meant = closest(flag.replace(/^-+/, ''), FLAG_NAMES);
  return meant && flag.startsWith('--') ? `--${meant}` : undefined;
}

/** Keeps a task as it was named, to be looked up. */
const namedTask = (given: string): Pick<CommandLine, 'taskId' | 'taskWord'> => ({
  taskId: parseTaskId(given) ?? given.trim(),
  taskWord: given,
});

function parse(words: readonly string[]) {
  const messages = text().cli.errors;
  try {
    return parseArgs({ args: [...words], options: FLAGS, allowPositionals: true, strict: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const flag = /'(-{1,2}[^' ]+)/.exec(message)?.[1] ?? '';
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION')
      throw new UsageError(messages.unknownFlag(flag, meantFlag(flag)));
    if (/does not take an argument/.test(message)) throw new UsageError(messages.noValue(flag));
    const next = words[words.indexOf(flag) + 1] ?? '';
    const isValue = flag.startsWith('--') && /^-[^-]/.test(next) && /ambiguous/.test(message);
    throw new UsageError(isValue ? messages.valueLikeFlag(flag, next) : messages.needsValue(flag));
  }
}
