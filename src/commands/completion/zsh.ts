/** Completion for zsh: in a file `_sms-wizard` on the fpath, or sourced. */
import { type CommandName, SUBCOMMANDS } from '../../cli/command-line.ts';
import {
  type Candidates,
  commands,
  helpWords,
  type Option,
  operandOf,
  optionsOf,
  SWITCH_MEANING,
  TASKS_SWITCH,
} from './candidates.ts';

/** Text inside a specification of _arguments, inside single quotes. */
const spec = (text: string): string => text.replace(/[[\]:\\]/g, '\\$&').replaceAll("'", "'\\''");

function action(offer: Candidates): string {
  if (offer === 'file') return '_files';
  return offer === 'tasks' ? '{_sms-wizard-ask tasks}' : `(${offer.map(spec).join(' ')})`;
}

function optionSpec(option: Option): string {
  const { name, short, meaning, offer, asks, continues, repeats } = option;
  const other = short
    ? [optionSpec({ ...option, short: undefined }).replace(`--${name}[`, `-${short}[`)]
    : [];
  const head = `${repeats ? '*' : ''}--${name}[${spec(meaning)}]`;
  if (offer === undefined) return [`'${head}'`, ...other].join(' ');
  const own = Array.isArray(offer) ? offer.map((word) => `"${word}"`).join(' ') : '';
  const values = asks
    ? `{compadd ${continues ? '-S "" ' : ''}-- ${own}; _sms-wizard-ask ${asks} ${continues ? '-S ""' : ''}}`
    : action(offer);
  return [`'${head}:${name}:${values}'`, ...other].join(' ');
}

function branch(command: CommandName): string {
  const operand = operandOf(command);
  const operands =
    command === 'wizard' || operand.offer.length === 0
      ? ''
      : `\n        '2:${operand.name}:${action(operand.offer)}'`;
  const specs = optionsOf(command).map((option) => `        ${optionSpec(option)}`);
  return `    (${command}) specs=(\n${specs.join('\n')}${operands}\n      ) ;;`;
}

export function zsh(): string {
  const first = commands().map(({ name, meaning }) => `${name}\\:"${spec(meaning).replaceAll('"', '')}"`);
  const names = commands().map(({ name }) => name);
  const words = helpWords().map(spec).join(' ');
  const branches = (['wizard', ...SUBCOMMANDS] as const).map(branch);
  return `#compdef sms-wizard
# ${SWITCH_MEANING}
_sms-wizard-ask() {
  [[ $${TASKS_SWITCH} == 1 ]] || return 1
  local -a asked
  asked=(\${(@f)"$(COMP_LINE="\${(j: :)words}" COMP_WORD="$QIPREFIX$IPREFIX$PREFIX" sms-wizard completion $1 2>/dev/null | cut -f1)"})
  compadd "\${@:2}" -a asked
}
_sms-wizard-first() {
  local -a known
  known=(${first.map((entry) => `'${entry.replace('\\:', ':').replaceAll('"', '')}'`).join(' ')} help version)
  _describe command known
  _sms-wizard-ask tasks
}
_sms-wizard() {
  local command=wizard word
  local -a specs
  for word in \${words[2,CURRENT-1]}; do
    case $word in (${names.join('|')}|help) command=$word; break ;; esac
  done
  case $command in
${branches.join('\n')}
    (help) specs=('2:COMMAND:(${words})') ;;
  esac
  if [[ $command == wizard ]]; then
    _arguments -S : '1:command:_sms-wizard-first' $specs
  else
    _arguments -S : '1:command:((${first.join(' ')}))' $specs
  fi
}
if [ "$funcstack[1]" = "_sms-wizard" ]; then _sms-wizard "$@"; else compdef _sms-wizard sms-wizard; fi
`;
}
