/** Completion for fish. */
import { type CommandName, SUBCOMMANDS } from '../../cli/command-line.ts';
import {
  type Candidates,
  commands,
  helpWords,
  operandOf,
  optionsOf,
  SWITCH_MEANING,
  TASKS_SWITCH,
} from './candidates.ts';

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

/** Returns the substitution that asks for tasks, or for elements as paths of an option. */
const asked = (question: 'tasks' | 'set' | 'unset'): string => {
  const line = 'COMP_LINE=(commandline -p | string join " ")';
  const word = question === 'tasks' ? '' : ' COMP_WORD=(commandline -ct | string join " ")';
  return `(test "$${TASKS_SWITCH}" = 1; and ${line}${word} sms-wizard completion ${question} 2>/dev/null)`;
};

function values(offer: Candidates, asks?: 'set' | 'unset'): string {
  if (offer === 'file') return '-rF';
  if (offer === 'tasks') return `-xa ${quoted(asked('tasks'))}`;
  return `-xa ${quoted([...offer, ...(asks ? [asked(asks)] : [])].join(' '))}`;
}

function linesOf(command: CommandName): string[] {
  const all = [...SUBCOMMANDS, 'help'].join(' ');
  const seen =
    command === 'wizard'
      ? `not __fish_seen_subcommand_from ${all}`
      : `__fish_seen_subcommand_from ${command}`;
  const head = `complete -c sms-wizard -n ${quoted(seen)}`;
  const options = optionsOf(command).map(({ name, short, meaning, offer, asks }) => {
    const takes = offer === undefined ? '' : ` ${values(offer, asks)}`;
    return `${head} -l ${name}${short ? ` -s ${short}` : ''} -d ${quoted(meaning)}${takes}`;
  });
  const { offer } = operandOf(command);
  return offer.length ? [...options, `${head} ${values(offer)}`] : options;
}

export function fish(): string {
  const first = commands().map(
    ({ name, meaning }) => `complete -c sms-wizard -n __fish_use_subcommand -a ${name} -d ${quoted(meaning)}`,
  );
  const rest = (['wizard', ...SUBCOMMANDS] as const).flatMap(linesOf);
  const help = [
    'complete -c sms-wizard -n __fish_use_subcommand -a "help version"',
    `complete -c sms-wizard -n "__fish_seen_subcommand_from help" -xa ${quoted(helpWords().join(' '))}`,
  ];
  return `${[`# ${SWITCH_MEANING}`, 'complete -c sms-wizard -f', ...first, ...help, ...rest].join('\n')}\n`;
}
