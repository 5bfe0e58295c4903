/** The manual page, in roff, from the tables that --help, fields and completion are made from. */

import { SOURCES } from '../api/credentials/kinds.ts';
import { text } from '../text/text.ts';
import { FLAG_NAMES, FLAGS } from './flags.ts';
import { ENVIRONMENT, FILES } from './surroundings.ts';

/** Text in roff: nothing in it is a request or an escape. */
const roff = (words: string): string =>
  words
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^([.'])/gm, '\\&$1');

const entry = (head: string, body: string): string => `.TP\n.B ${roff(head)}\n${roff(body)}`;

/** `version` and `date` (YYYY-MM-DD) stand in its foot. */
export function manPage(version: string, date: string): string {
  const { usage, manual } = text().cli;
  const flags = FLAG_NAMES.map((name) => {
    const flag = FLAGS[name];
    return entry(`--${name}${'value' in flag ? ` ${flag.value}` : ''}`, usage.flags[name]);
  });
  const { sources: named } = text().access;
  const sources = SOURCES.map((source, at) => entry(`${at + 1}. ${named[source]}`, manual.sources[source]));
  const section = (name: string, parts: readonly string[]) => [`.SH ${name}`, ...parts];
  return `${[
    `.TH SMS\\-WIZARD 1 "${date}" "sms\\-wizard ${version}"`,
    ...section('NAME', [`sms\\-wizard \\- ${roff(manual.name)}`]),
    ...section('SYNOPSIS', [manual.synopsis.map((form) => `.B ${roff(form)}`).join('\n.br\n')]),
    ...section('DESCRIPTION', [manual.description.map(roff).join('\n.PP\n')]),
    ...section(
      'COMMANDS',
      Object.values(usage.commands).map(([form, meaning]) => entry(form, meaning)),
    ),
    ...section('OPTIONS', flags),
    ...section('PATHS', [manual.paths.map(roff).join('\n.PP\n')]),
    ...section('CREDENTIALS', [roff(manual.credentials), ...sources]),
    ...section(
      'ENVIRONMENT',
      ENVIRONMENT.map(([key, names]) => entry(names, usage.environment[key])),
    ),
    ...section(
      'FILES',
      FILES.map(([key, name]) => entry(name, usage.files[key])),
    ),
    ...section('EXIT STATUS', [
      ...usage.exitCodes.map(([code, meaning]) => entry(code, meaning)),
      `.PP\n${roff(usage.exitsMany)}`,
    ]),
  ].join('\n')}\n`;
}
