/** The command line as data: commands, options, and what each takes. Parsing and help are made from it. */
import { parseArgs } from 'node:util';
import { UsageError } from '../task/errors.ts';
import { taskIdIn } from '../task/task-id.ts';
import { languageNamed, text } from '../text/text.ts';

export type CommandName =
  | 'wizard'
  | 'list'
  | 'show'
  | 'update'
  | 'apply'
  | 'history'
  | 'undo'
  | 'fields'
  | 'doctor'
  | 'completion'
  | 'simulator';

export interface Flag {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  /** How its value is called in the help. */
  readonly value?: string;
  /** The commands that take it; without this every command does. */
  readonly only?: readonly CommandName[];
  /** The commands that it matters to. Others take it too, so that an alias may carry it, but do not offer it. */
  readonly matters?: readonly CommandName[];
}

/** The commands that talk to the service. */
const CALLERS = ['wizard', 'list', 'show', 'update', 'apply', 'undo'] as const;
/** Those, and the one that tries how far they would get. */
const REACHING = [...CALLERS, 'doctor'] as const;

export const FLAGS = {
  set: { type: 'string', multiple: true, value: 'PATH=VALUE', only: ['update'] },
  unset: { type: 'string', multiple: true, value: 'PATH', only: ['update'] },
  'dry-run': { type: 'boolean', only: ['update', 'apply', 'undo'] },
  out: { type: 'string', value: 'PLAN.json', only: ['update'] },
  yes: { type: 'boolean', only: ['update', 'apply', 'undo'] },
  json: { type: 'boolean', only: ['list', 'show', 'update', 'apply', 'history', 'undo', 'fields'] },
  state: { type: 'string', value: 'S', only: ['list', 'apply'] },
  name: { type: 'string', value: 'N', only: ['list', 'apply'] },
  task: { type: 'string', multiple: true, value: 'ID', only: ['apply'] },
  concurrency: { type: 'string', value: 'N', only: ['apply'] },
  resume: { type: 'boolean', only: ['apply'] },
  demo: { type: 'boolean', matters: REACHING },
  scenario: { type: 'string', value: 'NAME' },
  port: { type: 'string', value: 'N', only: ['simulator'] },
  fail: { type: 'string', multiple: true, value: 'WAY[:…]', only: ['simulator'] },
  latency: { type: 'string', value: 'MS', only: ['simulator'] },
  throttle: { type: 'string', value: 'N', only: ['simulator'] },
  endpoint: { type: 'string', value: 'URL', matters: REACHING },
  region: { type: 'string', value: 'R', matters: REACHING },
  profile: { type: 'string', value: 'P', matters: REACHING },
  'token-stdin': { type: 'boolean', matters: REACHING },
  timeout: { type: 'string', value: 'S', matters: REACHING },
  plain: { type: 'boolean', matters: ['wizard'] },
  'no-color': { type: 'boolean' },
  'no-input': { type: 'boolean' },
  lang: { type: 'string', value: 'en|zh' },
  debug: { type: 'boolean' },
  version: { type: 'boolean' },
  help: { type: 'boolean' },
} as const satisfies Record<string, Flag>;

export type FlagName = keyof typeof FLAGS;
export const FLAG_NAMES = Object.keys(FLAGS) as FlagName[];

export interface CommandLine {
  readonly command: CommandName;
  readonly taskId?: string;
  /** What `fields` is asked about, the plan of `apply`, or the shell that `completion` is for. */
  readonly argument?: string;
  readonly set: readonly string[];
  readonly unset: readonly string[];
  /** The tasks of `apply`, as they were given; `-` stands for standard input. */
  readonly task: readonly string[];
  /** How the simulator is to fail. */
  readonly fail: readonly string[];
  /** Options that were given, by name. */
  readonly text: Partial<Record<FlagName, string>>;
  readonly on: ReadonlySet<FlagName>;
}

export const SUBCOMMANDS: readonly Exclude<CommandName, 'wizard'>[] = [
  'list',
  'show',
  'update',
  'apply',
  'history',
  'undo',
  'fields',
  'doctor',
  'completion',
  'simulator',
];

/** Commands that take a word other than a task id. */
const TAKES_WORD: readonly CommandName[] = ['fields', 'apply', 'completion'];

const isCommand = (word: string | undefined): word is CommandName =>
  word !== undefined && (SUBCOMMANDS as readonly string[]).includes(word);

const isBlank = (value: unknown): boolean => typeof value === 'string' && value.trim() === '';

/** Reads the command line. Throws UsageError with what to do. */
export function readCommandLine(words: readonly string[]): CommandLine {
  const { values, positionals } = parse(words);
  const [first, ...others] = positionals;
  const command = isCommand(first) ? first : 'wizard';
  const [id, extra] = isCommand(first) ? others : positionals;
  const say = text().cli.errors;
  // A word in front of an ID is a command that is not there, or a misspelt one.
  if (!isCommand(first) && extra !== undefined) throw new UsageError(say.unknownCommand(first ?? ''));
  // Ids have digits in them: a word without any is a command that is meant, and not there.
  if (command === 'wizard' && id !== undefined && id !== 'help' && !/\d/.test(id)) {
    throw new UsageError(say.unknownCommand(id));
  }
  const unexpected = command === 'simulator' || command === 'list' ? id : extra;
  if (unexpected !== undefined) throw new UsageError(say.tooMany(unexpected));
  const { lang } = values;
  if (typeof lang === 'string' && !languageNamed(lang)) throw new UsageError(say.lang(lang));
  for (const name of Object.keys(values) as FlagName[]) {
    const only: readonly CommandName[] | undefined = (FLAGS[name] as Flag).only;
    if (only && !only.includes(command)) {
      const called = (known: CommandName) => (known === 'wizard' ? say.guided : known);
      throw new UsageError(say.notForCommand(name, called(command), only.map(called).join(', ')));
    }
    // An empty --profile or --endpoint, as from an unset variable, would quietly mean another account.
    if (isBlank(values[name])) throw new UsageError(say.needsValue(`--${name}`));
  }
  const on = new Set((Object.keys(values) as FlagName[]).filter((name) => values[name] === true));
  if (command === 'wizard' && id === 'help') on.add('help');
  const given = Object.entries(values).filter(([, value]) => typeof value === 'string');
  return {
    command,
    ...(id === undefined
      ? {}
      : TAKES_WORD.includes(command)
        ? { argument: id }
        : { taskId: checkedTaskId(id) }),
    set: (values.set as string[] | undefined) ?? [],
    unset: (values.unset as string[] | undefined) ?? [],
    task: (values.task as string[] | undefined) ?? [],
    fail: (values.fail as string[] | undefined) ?? [],
    text: Object.fromEntries(given) as Partial<Record<FlagName, string>>,
    on,
  };
}

/** True where standard input carries a token or ids, and keys come from the terminal itself. */
export const usesStdin = ({ on, task }: CommandLine): boolean => on.has('token-stdin') || task.includes('-');

/** The id in what was given. Throws UsageError. */
export function checkedTaskId(given: string): string {
  const id = taskIdIn(given);
  if (id === undefined) throw new UsageError(text().net.taskId(given));
  return id;
}

function parse(words: readonly string[]) {
  const say = text().cli.errors;
  try {
    return parseArgs({ args: [...words], options: FLAGS, allowPositionals: true, strict: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const flag = /'(-{1,2}[^' ]+)/.exec(message)?.[1] ?? '';
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') throw new UsageError(say.unknownFlag(flag));
    if (/does not take an argument/.test(message)) throw new UsageError(say.noValue(flag));
    throw new UsageError(say.needsValue(flag));
  }
}
