/** Completion for fish. */
import { type CommandName, SUBCOMMANDS } from '../../cli/command-line.ts';
import { type Candidates, commands, helpWords, operandOf, optionsOf, TASKS_SWITCH } from './candidates.ts';

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

const TASKS = `(test "$${TASKS_SWITCH}" = 1; and COMP_LINE=(commandline -p | string join " ") sms-wizard completion tasks 2>/dev/null)`;

function values(offer: Candidates): string {
  if (offer === 'file') return '-rF';
  return `-xa ${quoted(offer === 'tasks' ? TASKS : offer.join(' '))}`;
}

function linesOf(command: CommandName): string[] {
  const all = [...SUBCOMMANDS, 'help'].join(' ');
  const seen =
    command === 'wizard'
      ? `not __fish_seen_subcommand_from ${all}`
      : `__fish_seen_subcommand_from ${command}`;
  const head = `complete -c sms-wizard -n ${quoted(seen)}`;
  const options = optionsOf(command).map(({ name, short, meaning, offer }) => {
    const takes = offer === undefined ? '' : ` ${values(offer)}`;
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
  const head = `# ${TASKS_SWITCH}=1 completes task IDs and names as well: it asks SMS, at most once a minute.`;
  return `${[head, 'complete -c sms-wizard -f', ...first, ...help, ...rest].join('\n')}\n`;
}
