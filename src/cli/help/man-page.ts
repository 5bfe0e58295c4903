/** Renders the manual page in roff, from the tables of --help, fields and completion. */

import { CREDENTIAL_SOURCES } from '../../api/credentials/types.ts';
import { text } from '../../text/text.ts';
import { FLAG_NAMES } from '../command-line.ts';
import { exitCodeRows } from '../exit-codes.ts';
import { ENVIRONMENT, FILES } from './environment-reference.ts';
import { flagForm } from './help.ts';
import { EXAMPLES } from './help-examples.ts';

/** Escapes a text, so that roff takes nothing in it for a request. */
const roff = (words: string): string =>
  words
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^([.'])/gm, '\\&$1');

const entry = (head: string, body: string): string => `.TP\n.B ${roff(head)}\n${roff(body)}`;

/** `version` and `date` (YYYY-MM-DD) go into the footer. */
export function manPage(version: string, date: string): string {
  const { usage, manual } = text().cli;
  const flags = FLAG_NAMES.map((name) => {
    return entry(flagForm(name), usage.flags[name]);
  });
  const examples = Object.entries(EXAMPLES).flatMap(([name, lines]) => [
    `.SS ${name}`,
    '.nf',
    ...lines.map((line) => roff(line)),
    '.fi',
  ]);
  const { sources: named } = text().access;
  const sources = CREDENTIAL_SOURCES.map((source, at) =>
    entry(`${at + 1}. ${named[source]}`, manual.sources[source]),
  );
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
    ...section('EXAMPLES', examples),
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
      ...exitCodeRows(usage.exitCodes).map(([code, meaning]) => entry(code, meaning)),
      `.PP\n${roff(usage.exitsMany)}`,
    ]),
  ].join('\n')}\n`;
}
