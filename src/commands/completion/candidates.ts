/** Completion candidates, from the tables of commands, options and fields. */
import { REGIONS } from '../../api/endpoint.ts';
import {
  type CommandName,
  FLAG_NAMES,
  FLAGS,
  type Flag,
  type FlagName,
  SUBCOMMANDS,
} from '../../cli/command-line.ts';
import { FORMATS } from '../../cli/format.ts';
import { HELP_WORDS } from '../../cli/help/help.ts';
import { SCENARIOS } from '../../simulator/scenarios.ts';
import { RULES } from '../../task/rules/rules.ts';
import { TASK_COLUMNS, TASK_STATES } from '../../task/task-summary.ts';
import { text } from '../../text/text.ts';
import { listFields } from '../fields.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** The variable that turns the completion of tasks and elements on: it calls SMS, so it is off unless it is set. */
export const TASKS_SWITCH = 'SMS_WIZARD_COMPLETE_TASKS';

/** The comment on it in each script. */
export const SWITCH_MEANING = `${TASKS_SWITCH}=1 completes task IDs, names, and elements as well: it asks SMS, at most once a minute.`;

/** Candidates of an option or operand: words, possibly none; files; or the tasks of the account. */
export type Candidates = readonly string[] | 'file' | 'tasks';

export interface Option {
  readonly name: FlagName;
  /** Its one-letter name. */
  readonly short: string | undefined;
  readonly meaning: string;
  /** Undefined if the option takes no value. */
  readonly offer: Candidates | undefined;
  /** Paths to ask for besides: the elements of the task on the line, for this option. */
  readonly asks: 'set' | 'unset' | undefined;
  /** True if more of the word follows, so that no space is added. */
  readonly continues: boolean;
  readonly repeats: boolean;
}

export interface Operand {
  readonly name: string;
  readonly offer: Candidates;
}

export const commands = (): readonly { name: CommandName; meaning: string }[] =>
  SUBCOMMANDS.map((name) => ({ name, meaning: text().cli.usage.commands[name][1] }));

const scalarPaths = (): string[] =>
  listFields()
    .filter(({ path, field }) => !field.of && !path.includes('[]'))
    .map(({ path }) => path);

/** Fields of a new element of each list, such as `rate_windows[+1].start`; not of lists inside of lists. */
const newElementPaths = (): string[] =>
  listFields()
    .filter(({ path, field }) => !field.of && /^[^[]*\[\][^[]*$/.test(path))
    .map(({ path }) => path.replace('[]', '[+1]'));

/** Candidates by option. Options without an entry take any value. */
const OFFERS: Partial<Record<FlagName, () => Candidates>> = {
  set: () => [...scalarPaths(), ...newElementPaths()].map((path) => `${path}=`),
  unset: scalarPaths,
  state: () => TASK_STATES,
  until: () => TASK_STATES,
  region: () => REGIONS,
  lang: () => ['en', 'zh'],
  columns: () => TASK_COLUMNS,
  task: () => 'tasks',
  out: () => 'file',
  edit: () => 'file',
  output: () => FORMATS,
  sort: () => TASK_COLUMNS,
  scenario: () => Object.keys(SCENARIOS),
};

/** Returns the options that a command offers. */
export function optionsOf(command: CommandName): readonly Option[] {
  return FLAG_NAMES.filter((name) => {
    const { commands: only, relevantTo }: Flag = FLAGS[name];
    return (only ?? relevantTo)?.includes(command) ?? true;
  }).map((name) => {
    const flag = FLAGS[name];
    return {
      name,
      short: (flag as Flag).short,
      meaning: text().cli.usage.flags[name],
      offer: flag.type === 'string' ? (OFFERS[name]?.() ?? []) : undefined,
      asks: name === 'set' || name === 'unset' ? name : undefined,
      continues: name === 'set',
      repeats: 'multiple' in flag,
    };
  });
}

/** Operands by command. Commands without an entry take a task ID. */
const OPERANDS: Partial<Record<CommandName, () => Operand>> = {
  fields: () => ({ name: 'PATH', offer: listFields().map(({ path }) => path.replaceAll('[]', '')) }),
  explain: () => ({ name: 'RULE', offer: RULES.map(({ name }) => name) }),
  apply: () => ({ name: 'PLAN.json', offer: 'file' }),
  completion: () => ({ name: 'SHELL', offer: SHELLS }),
};

const isAboutTask = (command: CommandName): boolean => command !== 'list' && command !== 'simulator';

/** Words that `help` takes. */
export const helpWords = (): readonly string[] => HELP_WORDS;

export function operandOf(command: CommandName): Operand {
  if (!isAboutTask(command)) return { name: '', offer: [] };
  return OPERANDS[command]?.() ?? { name: 'TASK_ID', offer: 'tasks' };
}
