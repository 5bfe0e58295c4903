/** What the shells complete, from the tables of commands, options and fields. */
import { REGIONS } from '../../api/endpoint.ts';
import { SCENARIOS } from '../../simulator/scenarios.ts';
import { TASK_STATES } from '../../task/brief.ts';
import { text } from '../../text/text.ts';
import { catalogue } from '../fields.ts';
import { type CommandName, FLAG_NAMES, FLAGS, type Flag, type FlagName, SUBCOMMANDS } from '../flags.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** What an option or an operand may be: nothing to offer, words, or a file. */
export type Offer = readonly string[] | 'file';

export interface Option {
  readonly name: FlagName;
  readonly meaning: string;
  /** Undefined where the option takes no value. */
  readonly offer: Offer | undefined;
  /** More of the word follows: no blank after it. */
  readonly open: boolean;
  readonly repeats: boolean;
}

export interface Operand {
  readonly name: string;
  readonly offer: Offer;
}

export const commands = (): readonly { name: CommandName; meaning: string }[] =>
  SUBCOMMANDS.map((name) => ({ name, meaning: text().cli.usage.commands[name][1] }));

const scalarPaths = (): string[] =>
  catalogue()
    .filter(({ path, field }) => !field.of && !path.includes('[]'))
    .map(({ path }) => path);

/** Values by option. Those that are not here take anything. */
const OFFERS: Partial<Record<FlagName, () => Offer>> = {
  set: () => scalarPaths().map((path) => `${path}=`),
  unset: scalarPaths,
  state: () => TASK_STATES,
  region: () => REGIONS,
  lang: () => ['en', 'zh'],
  out: () => 'file',
  scenario: () => Object.keys(SCENARIOS),
};

/** The options of a command. */
export function optionsOf(command: CommandName): readonly Option[] {
  return FLAG_NAMES.filter((name) => {
    const { only, matters }: Flag = FLAGS[name];
    return (only ?? matters)?.includes(command) ?? true;
  }).map((name) => {
    const flag = FLAGS[name];
    return {
      name,
      meaning: text().cli.usage.flags[name],
      offer: flag.type === 'string' ? (OFFERS[name]?.() ?? []) : undefined,
      open: name === 'set',
      repeats: 'multiple' in flag,
    };
  });
}

/** What stands behind the command. */
const OPERANDS: Partial<Record<CommandName, () => Operand>> = {
  fields: () => ({ name: 'PATH', offer: catalogue().map(({ path }) => path.replaceAll('[]', '')) }),
  apply: () => ({ name: 'PLAN.json', offer: 'file' }),
  completion: () => ({ name: 'SHELL', offer: SHELLS }),
};

export function operandOf(command: CommandName): Operand {
  return OPERANDS[command]?.() ?? { name: 'TASK_ID', offer: [] };
}
