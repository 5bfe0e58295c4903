/** Completion for fish. */
import { type CommandName, SUBCOMMANDS } from '../flags.ts';
import { commands, type Offer, operandOf, optionsOf } from './words.ts';

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

const values = (offer: Offer): string => (offer === 'file' ? '-rF' : `-xa ${quoted(offer.join(' '))}`);

function linesOf(command: CommandName): string[] {
  const all = SUBCOMMANDS.join(' ');
  const seen =
    command === 'wizard'
      ? `not __fish_seen_subcommand_from ${all}`
      : `__fish_seen_subcommand_from ${command}`;
  const head = `complete -c sms-wizard -n ${quoted(seen)}`;
  const options = optionsOf(command).map(({ name, meaning, offer }) => {
    const takes = offer === undefined ? '' : ` ${values(offer)}`;
    return `${head} -l ${name} -d ${quoted(meaning)}${takes}`;
  });
  const { offer } = operandOf(command);
  return offer.length && command !== 'wizard' ? [...options, `${head} ${values(offer)}`] : options;
}

export function fish(): string {
  const first = commands().map(
    ({ name, meaning }) => `complete -c sms-wizard -n __fish_use_subcommand -a ${name} -d ${quoted(meaning)}`,
  );
  const rest = (['wizard', ...SUBCOMMANDS] as const).flatMap(linesOf);
  return `${['complete -c sms-wizard -f', ...first, ...rest].join('\n')}\n`;
}
