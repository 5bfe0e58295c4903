/** Completion for bash. */
import { type CommandName, SUBCOMMANDS } from '../flags.ts';
import { commands, type Offer, operandOf, optionsOf } from './words.ts';

const ALL: readonly CommandName[] = ['wizard', ...SUBCOMMANDS];

const reply = (offer: Offer): string =>
  offer === 'file' ? 'compopt -o default; return' : `words='${offer.join(' ')}'`;

export function bash(): string {
  const names = commands().map(({ name }) => name);
  const valued = new Map(
    ALL.flatMap((command) => optionsOf(command))
      .filter(({ offer }) => offer !== undefined)
      .map((option) => [option.name, option]),
  );
  const values = [...valued.values()].map(({ name, offer = [], open }) => {
    const after = open ? 'compopt -o nospace; ' : '';
    return `    --${name}) ${after}${reply(offer)} ;;`;
  });
  const options = ALL.map((command) => {
    const own = optionsOf(command).map(({ name }) => `--${name}`);
    return `        ${command}) words='${own.join(' ')}' ;;`;
  });
  const operands = ALL.map((command) => {
    const offer = command === 'wizard' ? names : operandOf(command).offer;
    return `        ${command}) ${reply(offer)} ;;`;
  });
  return `_sms_wizard() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command=wizard word words=
  # bash takes "=" for a word of its own.
  [[ $cur == = ]] && cur=
  [[ $prev == = ]] && prev=\${COMP_WORDS[COMP_CWORD-2]}
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in ${names.join('|')}) command=$word; break ;; esac
  done
  case $prev in
${values.join('\n')}
    *) if [[ $cur == -* ]]; then
      case $command in
${options.join('\n')}
      esac
    else
      case $command in
${operands.join('\n')}
      esac
    fi ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -F _sms_wizard sms-wizard
`;
}
