/** Completion for zsh: in a file `_sms-wizard` on the fpath, or sourced. */
import { type CommandName, SUBCOMMANDS } from '../flags.ts';
import { commands, type Offer, type Option, operandOf, optionsOf } from './words.ts';

/** Text inside a specification of _arguments, inside single quotes. */
const spec = (text: string): string => text.replace(/[[\]:\\]/g, '\\$&').replaceAll("'", "'\\''");

const action = (offer: Offer): string => (offer === 'file' ? '_files' : `(${offer.map(spec).join(' ')})`);

function optionSpec({ name, meaning, offer, open, repeats }: Option): string {
  const head = `${repeats ? '*' : ''}--${name}[${spec(meaning)}]`;
  if (offer === undefined) return `'${head}'`;
  const values = open && offer !== 'file' ? `compadd -S "" -- ${offer.join(' ')}` : action(offer);
  return `'${head}:${name}:${open ? `{${values}}` : values}'`;
}

function branch(command: CommandName): string {
  const operand = operandOf(command);
  const operands = command === 'wizard' ? '' : `\n        '2:${operand.name}:${action(operand.offer)}'`;
  const specs = optionsOf(command).map((option) => `        ${optionSpec(option)}`);
  return `    (${command}) specs=(\n${specs.join('\n')}${operands}\n      ) ;;`;
}

export function zsh(): string {
  const first = commands().map(({ name, meaning }) => `${name}\\:"${spec(meaning).replaceAll('"', '')}"`);
  const names = commands().map(({ name }) => name);
  const branches = (['wizard', ...SUBCOMMANDS] as const).map(branch);
  return `#compdef sms-wizard
_sms-wizard() {
  local command=wizard word
  local -a specs
  for word in \${words[2,CURRENT-1]}; do
    case $word in (${names.join('|')}) command=$word; break ;; esac
  done
  case $command in
${branches.join('\n')}
  esac
  _arguments -S : '1:command:((${first.join(' ')}))' $specs
}
if [ "$funcstack[1]" = "_sms-wizard" ]; then _sms-wizard "$@"; else compdef _sms-wizard sms-wizard; fi
`;
}
