/** The text of --help and of help, from the tables of commands, options, examples and exit codes. */
import { wrap } from '../../terminal/text/text-width.ts';
import { text } from '../../text/text.ts';
import {
  type CommandName,
  FLAG_NAMES,
  FLAGS,
  type Flag,
  type FlagName,
  SUBCOMMANDS,
} from '../command-line.ts';
import { EXIT, exitCodeRows } from '../exit-codes.ts';
import { ENVIRONMENT } from './environment-reference.ts';
import { EXAMPLES, EXITS } from './help-examples.ts';

/** Width of the help, in columns: the narrowest usual terminal. */
const COLUMNS = 80;

/** Renders two columns, the right one wrapped. */
function two(left: string, right: string, width: number): string {
  const [first = '', ...more] = wrap(right, COLUMNS - width - 3);
  const blank = ' '.repeat(width);
  const [head, ...rest] = left.length < width ? [`  ${left.padEnd(width)} ${first}`] : [`  ${left}`, first];
  return [head, ...[...rest, ...more].map((line) => `  ${blank} ${line}`)].join('\n').replace(/ +$/gm, '');
}

const CONNECTION: readonly FlagName[] = [
  'endpoint',
  'region',
  'profile',
  'token-stdin',
  'timeout',
  'demo',
  'scenario',
];
/** Options that every command takes. */
const COMMON: readonly FlagName[] = [
  'no-color',
  'no-input',
  'quiet',
  'verbose',
  'lang',
  'debug',
  'help',
  'version',
];
const ROOT: readonly FlagName[] = ['demo', 'help', 'version'];

export const TOPICS = ['connection', 'environment', 'exit-codes', 'paths'] as const;
export type Topic = (typeof TOPICS)[number];

/** Writes an option as it is typed: `-o, --output FORMAT`. */
export function flagForm(name: FlagName): string {
  const { short, value }: Flag = FLAGS[name];
  return `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`;
}

const flagLines = (names: readonly FlagName[]): string[] =>
  names.map((name) => two(flagForm(name), text().cli.usage.flags[name], 20));

const section = (title: string, lines: readonly string[]): string[] => ['', title, ...lines];
const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

/** Returns the options that are special to a command. */
export function ownFlags(command: CommandName): FlagName[] {
  return FLAG_NAMES.filter((name) => {
    const { commands, relevantTo }: Flag = FLAGS[name];
    const only = commands ?? relevantTo;
    return only?.includes(command) && !CONNECTION.includes(name);
  });
}

const connects = (command: CommandName): boolean =>
  (FLAGS.endpoint.relevantTo as readonly CommandName[]).includes(command);

/** Returns the help of the program. */
export function helpText(): string {
  const { help, cli } = text();
  const commands = SUBCOMMANDS.map((name) => two(name, cli.usage.commands[name][1], 12));
  return [
    ...wrap(cli.usage.head, COLUMNS),
    ...section(help.usage, [
      two('sms-wizard [TASK_ID]', help.rootUsage.wizard, 32),
      two('sms-wizard COMMAND [options]', help.rootUsage.command, 32),
    ]),
    ...section(help.commands, commands),
    ...section(help.options, flagLines(ROOT)),
    ...section(
      help.examples,
      indented(['wizard', 'update', 'apply'].map((name) => EXAMPLES[name as CommandName][0] as string)),
    ),
    '',
    ...wrap(help.topics, COLUMNS),
    ...wrap(help.learnMore, COLUMNS),
    '',
  ].join('\n');
}

/** Returns the help of a command: usage, its options, examples, exit codes. */
export function commandHelp(command: CommandName): string {
  const { help, cli } = text();
  const [form] = cli.usage.commands[command];
  const meanings = cli.usage.exitCodes;
  const exits = EXITS[command].map((name) => two(String(EXIT[name]), meanings[name], 4));
  return [
    ...wrap(help.about[command], COLUMNS),
    ...section(help.usage, indented([`${form} [options]`])),
    ...section(help.options, flagLines([...ownFlags(command), ...COMMON])),
    ...(form.includes('TASK_ID') ? ['', ...wrap(help.task, COLUMNS)] : []),
    ...section(help.examples, indented(EXAMPLES[command])),
    ...section(help.exits, exits),
    ...(connects(command) ? ['', ...wrap(help.connection, COLUMNS)] : []),
    '',
  ].join('\n');
}

const TOPIC_LINES: Record<Topic, () => string[]> = {
  connection: () => flagLines(CONNECTION),
  environment: () =>
    ENVIRONMENT.flatMap(([key, names]) => {
      const lines = wrap(names, COLUMNS - 2);
      const last = lines.pop() ?? '';
      return [...indented(lines), two(last, text().cli.usage.environment[key], 28)];
    }),
  'exit-codes': () => [
    ...exitCodeRows(text().cli.usage.exitCodes).map(([code, meaning]) => two(code, meaning, 11)),
    ...wrap(text().cli.usage.exitsMany, COLUMNS - 2).map((line) => `  ${line}`),
  ],
  paths: () =>
    text().cli.manual.paths.flatMap((words) => wrap(words, COLUMNS - 2).map((line) => `  ${line}`)),
};

/** Returns the help about something that several commands share. */
export const topicHelp = (topic: Topic): string =>
  [...wrap(text().help.topicTitles[topic], COLUMNS), '', ...TOPIC_LINES[topic](), ''].join('\n');

/** The words that `help` takes. */
export const HELP_WORDS: readonly string[] = [...SUBCOMMANDS, 'wizard', ...TOPICS];

/** Returns the help that a word after `help` names; undefined if there is none. */
export function helpAbout(word: string | undefined): string | undefined {
  if (word === undefined) return helpText();
  if (word === 'wizard') return commandHelp('wizard');
  const command = SUBCOMMANDS.find((name) => name === word);
  if (command) return commandHelp(command);
  const topic = TOPICS.find((name) => name === word);
  return topic && topicHelp(topic);
}
