/** Completion for bash. */
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

const ALL: readonly CommandName[] = ['wizard', ...SUBCOMMANDS];

/** Returns the statement that offers candidates; words come one a line, as names have spaces. */
function reply(offer: Candidates, first: readonly string[] = [], asks?: 'set' | 'unset'): string {
  if (offer === 'file') return 'compopt -o default; return';
  const words = `words='${[...first, ...(offer === 'tasks' ? [] : offer)].join('\n')}'`;
  const question = offer === 'tasks' ? 'tasks' : asks;
  return question ? `${words}; _sms_wizard_ask ${question}` : words;
}

export function bash(): string {
  const names = commands().map(({ name }) => name);
  const valued = new Map(
    ALL.flatMap((command) => optionsOf(command))
      .filter(({ offer }) => offer !== undefined)
      .map((option) => [option.name, option]),
  );
  const values = [...valued.values()].map(({ name, short, offer = [], asks, continues }) => {
    const after = continues ? 'compopt -o nospace; ' : '';
    return `    --${name}${short ? `|-${short}` : ''}) ${after}${reply(offer, [], asks)} ;;`;
  });
  const options = ALL.map((command) => {
    const own = optionsOf(command).map(({ name }) => `--${name}`);
    return `        ${command}) words='${own.join('\n')}' ;;`;
  });
  const operands = ALL.map((command) => {
    const offer = operandOf(command).offer;
    const first = command === 'wizard' ? [...names, 'help', 'version'] : [];
    return `        ${command}) ${reply(offer, first)} ;;`;
  });
  return `# ${SWITCH_MEANING}
_sms_wizard_ask() {
  [[ $${TASKS_SWITCH} == 1 ]] || return 0
  words+=$'\\n'$(COMP_LINE=$COMP_LINE COMP_WORD=$typed sms-wizard completion "$1" 2>/dev/null | cut -f1)
}
# Sets plain to a part of a word as bash reads it, and quote to the quote that it leaves open.
_sms_wizard_plain() {
  local rest=$1 next
  plain= quote=
  while [[ -n $rest ]]; do
    next=\${rest:0:1} rest=\${rest:1}
    case $quote$next in
      \\\\ | '"\\') plain+=\${rest:0:1} rest=\${rest:1} ;;
      [\\'\\"]) quote=$next ;;
      "''" | '""') quote= ;;
      *) plain+=$next ;;
    esac
  done
}
_sms_wizard() {
  local at=$COMP_CWORD line=\${COMP_LINE:0:COMP_POINT} command=wizard
  local typed=\${COMP_WORDS[COMP_CWORD]} prev cur before= plain word words= quote=
  # bash takes "=", ":" and others for words of their own: what has no blank between belongs together.
  while (( at > 1 )) && [[ $line == *"\${COMP_WORDS[at-1]}$typed" ]]; do
    typed=\${COMP_WORDS[--at]}$typed
  done
  prev=\${COMP_WORDS[at-1]}
  [[ $typed == --*=* ]] && prev=\${typed%%=*} typed=\${typed#*=}
  # bash replaces only the end of the word, as it has it in $2.
  _sms_wizard_plain "\${typed%"$2"}"; before=$plain
  _sms_wizard_plain "$typed"; cur=$plain
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in ${[...names, 'help'].join('|')}) command=$word; break ;; esac
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
        help) words='${helpWords().join('\n')}' ;;
      esac
    fi ;;
  esac
  COMPREPLY=()
  while IFS= read -r word; do
    [[ -n $word && $word == "$cur"* ]] || continue
    word=\${word#"$before"}
    # Inside of quotes, nothing is offered that could end them.
    case $quote in
      '') [[ -z $word ]] || printf -v word %q "$word" ;;
      \\') [[ $word == *\\'* ]] && continue ;;
      *) [[ $word == *[\\"\\\\\\\`\\$!]* ]] && continue ;;
    esac
    COMPREPLY+=("$word")
  done <<< "$words"
}
complete -F _sms_wizard sms-wizard
`;
}
