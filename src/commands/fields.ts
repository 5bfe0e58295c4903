/** `sms-wizard fields [PATH]`: all fields that an update can change, from the field catalogue. */

import { printable } from '../cli/ascii.ts';
import type { Command } from '../cli/command-line.ts';
import { printDocument } from '../cli/documents.ts';
import { EXIT } from '../cli/exit-codes.ts';
import { exitOnInterrupt } from '../cli/interrupt.ts';
import { printResult, resultWidth } from '../cli/output.ts';
import type { JsonObject } from '../json/json.ts';
import { UsageError } from '../task/errors.ts';
import { type Field, fieldsOf, type ObjectName } from '../task/fields/catalogue.ts';
import { exampleAssignment } from '../task/fields/example.ts';
import { describeEffect, describeLimits } from '../task/fields/values.ts';
import { isUnder } from '../task/paths/path.ts';
import { wrap } from '../terminal/text/text-width.ts';
import { closest } from '../text/suggest.ts';
import { text } from '../text/text.ts';
import { helpOf, labelOf } from '../wizard/text/labels.ts';

interface Listed {
  /** With `[]` for the elements of lists: `target_server.disks[].size`. */
  readonly path: string;
  readonly field: Field;
}

/** Lists all fields with their paths, depth first: an object or list comes before its fields. */
export function listFields(object: ObjectName = 'PutTaskReq', prefix = ''): Listed[] {
  return fieldsOf(object).flatMap((field): Listed[] => {
    const path = prefix + field.name;
    const inner = field.of ? listFields(field.of, `${path}${field.type === 'array' ? '[]' : ''}.`) : [];
    return [{ path, field }, ...inner];
  });
}

const TYPES: Record<Field['type'], string> = {
  string: 'String',
  integer: 'Integer',
  long: 'Long',
  double: 'Double',
  boolean: 'Boolean',
  object: 'Object',
  array: 'Array',
};

function document({ path, field }: Listed): JsonObject {
  const { type, of, min, max, values, unit, default: preset, required, returned } = field;
  return {
    path,
    type: TYPES[type],
    of: of ?? null,
    required: required === true,
    min: min ?? null,
    max: max ?? null,
    values: values ? [...values] : null,
    unit: unit ?? null,
    default: preset ?? null,
    returned_by_get: returned,
    takes_effect: describeEffect(field),
    example: exampleAssignment(path, field) ?? null,
    name: labelOf(field),
    meaning: helpOf(field),
  };
}

function lines({ path, field }: Listed, width: number): string[] {
  const messages = text().cli.fields;
  const example = exampleAssignment(path, field);
  const facts = [
    TYPES[field.type],
    ...(field.type === 'object' ? [] : [describeLimits(field)]),
    ...(field.unit ? [messages.units[field.unit]] : []),
    ...(field.default ? [messages.default(field.default)] : []),
    ...(field.required ? [messages.required] : []),
    ...(field.returned ? [] : [messages.unseen]),
  ];
  const wrapped = (words: string) => wrap(printable(words), width - 4).map((line) => `    ${line}`);
  return [
    path,
    ...wrapped(facts.join(' · ')),
    ...wrapped(messages.meaning(labelOf(field), helpOf(field))),
    ...wrapped(describeEffect(field)),
    ...(example === undefined ? [] : wrapped(text().shell.example(example))),
  ];
}

/** Returns the fields at and under a path; else those that have all the words in their path, name or meaning. */
function findFields(all: readonly Listed[], wanted: string): readonly Listed[] {
  const under = all.filter(({ path }) => isUnder(path, wanted));
  if (under.length) return under;
  const words = wanted.toLowerCase().split(/\s+/);
  return all.filter(({ path, field }) => {
    const searched = `${path}\n${labelOf(field)}\n${helpOf(field)}`.toLowerCase();
    return words.every((word) => searched.includes(word));
  });
}

/** Maximum width of the lines on a terminal, in columns: longer ones are hard to read. */
const MAX_WIDTH = 100;

/** Returns the path, the name in a path, or the word of a name that a misspelt one may stand for. */
function meantBy(wanted: string, all: readonly Listed[]): string | undefined {
  const paths = all.map(({ path }) => path.replaceAll('[]', ''));
  const names = all.map(({ field }) => field.name);
  const words = names.flatMap((name) => name.split('_')).filter((word) => word.length > 2);
  const bare = wanted.replaceAll('[]', '');
  return closest(bare, [...paths, ...names, ...new Set(words)]);
}

export const fields: Command = async ({ argument, values }) => {
  exitOnInterrupt();
  const wanted = argument?.trim().replace(/\[[^\]]*\]/g, '[]');
  const all = listFields();
  const found = wanted ? findFields(all, wanted) : all;
  if (found.length === 0) {
    throw new UsageError(text().cli.fields.unknown(argument ?? '', meantBy(wanted ?? '', all)));
  }
  if (values.json) {
    const documents = found.map(document);
    printDocument(documents, documents);
  } else printResult(found.flatMap((entry) => lines(entry, resultWidth(MAX_WIDTH))));
  return EXIT.done;
};
