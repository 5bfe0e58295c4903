/** Completion for bash. */
import { type CommandName, SUBCOMMANDS } from '../../cli/command-line.ts';
import { type Candidates, commands, helpWords, operandOf, optionsOf, TASKS_SWITCH } from './candidates.ts';

const ALL: readonly CommandName[] = ['wizard', ...SUBCOMMANDS];

/** Returns the statement that offers candidates; words come one a line, as names have spaces. */
function reply(offer: Candidates, first: readonly string[] = []): string {
  if (offer === 'file') return 'compopt -o default; return';
  const words = `words='${[...first, ...(offer === 'tasks' ? [] : offer)].join('\n')}'`;
  return offer === 'tasks' ? `${words}; _sms_wizard_tasks` : words;
}

export function bash(): string {
  const names = commands().map(({ name }) => name);
  const valued = new Map(
    ALL.flatMap((command) => optionsOf(command))
      .filter(({ offer }) => offer !== undefined)
      .map((option) => [option.name, option]),
  );
  const values = [...valued.values()].map(({ name, short, offer = [], continues }) => {
    const after = continues ? 'compopt -o nospace; ' : '';
    return `    --${name}${short ? `|-${short}` : ''}) ${after}${reply(offer)} ;;`;
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
  return `# ${TASKS_SWITCH}=1 completes task IDs and names as well: it asks SMS, at most once a minute.
_sms_wizard_tasks() {
  [[ $${TASKS_SWITCH} == 1 ]] || return 0
  words+=$'\\n'$(COMP_LINE=$COMP_LINE sms-wizard completion tasks 2>/dev/null | cut -f1)
}
_sms_wizard() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command=wizard word words= quote=
  # bash takes "=" for a word of its own.
  [[ $cur == = ]] && cur=
  [[ $prev == = ]] && prev=\${COMP_WORDS[COMP_CWORD-2]}
  # What was completed before has backslashes.
  case $cur in
    [\\'\\"]*) quote=\${cur:0:1} cur=\${cur:1} ;;
    *) cur=\${cur//\\\\/} ;;
  esac
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
    # Inside of quotes, nothing is offered that could end them.
    if [[ -z $quote ]]; then printf -v word %q "$word"
    elif [[ $word == *[\\'\\"\\\\\\\`\\$!]* ]]; then continue; fi
    COMPREPLY+=("$word")
  done <<< "$words"
}
complete -F _sms_wizard sms-wizard
`;
}
