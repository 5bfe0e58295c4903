/** `sms-wizard fields [PATH]`: everything that an update can change, from the field catalogue. */
import type { JsonObject } from '../json/json.ts';
import { type Field, fieldsOf, type ObjectName } from '../task/catalogue.ts';
import { UsageError } from '../task/errors.ts';
import { isUnder } from '../task/path.ts';
import { effectOf, limitsOf } from '../task/values.ts';
import { wrapTo } from '../terminal/columns.ts';
import { text } from '../text/text.ts';
import { helpOf, labelOf } from '../wizard/describe.ts';
import type { CommandLine } from './flags.ts';
import { printJson, printResult } from './output.ts';

interface Listed {
  /** With `[]` for the elements of lists: `target_server.disks[].size`. */
  readonly path: string;
  readonly field: Field;
}

/** Every field by its path, depth first. Objects and lists stand before what is in them. */
export function catalogue(object: ObjectName = 'PutTaskReq', prefix = ''): Listed[] {
  return fieldsOf(object).flatMap((field): Listed[] => {
    const path = prefix + field.name;
    const inner = field.of ? catalogue(field.of, `${path}${field.type === 'array' ? '[]' : ''}.`) : [];
    return [{ path, field }, ...inner];
  });
}

const TYPES: Record<Field['type'], string> = {
  string: 'String',
  integer: 'Integer',
  long: 'Long',
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
    takes_effect: effectOf(field),
    name: labelOf(field),
    meaning: helpOf(field),
  };
}

function lines({ path, field }: Listed, width: number): string[] {
  const say = text().cli.fields;
  const facts = [
    TYPES[field.type],
    ...(field.type === 'object' ? [] : [limitsOf(field)]),
    ...(field.unit ? [say.units[field.unit]] : []),
    ...(field.default ? [say.default(field.default)] : []),
    ...(field.required ? [say.required] : []),
    ...(field.returned ? [] : [say.unseen]),
  ];
  const wrapped = (words: string) => wrapTo(words, width - 4).map((line) => `    ${line}`);
  return [
    path,
    ...wrapped(facts.join(' · ')),
    ...wrapped(say.meaning(labelOf(field), helpOf(field))),
    ...wrapped(effectOf(field)),
  ];
}

export async function fields(line: CommandLine): Promise<number> {
  const wanted = line.argument?.trim().replace(/\[[^\]]*\]/g, '[]');
  const all = catalogue();
  const found = wanted ? all.filter(({ path }) => isUnder(path, wanted)) : all;
  if (found.length === 0) throw new UsageError(text().cli.fields.unknown(line.argument ?? ''));
  if (line.on.has('json')) printJson(found.map(document));
  else printResult(found.flatMap((entry) => lines(entry, Math.min(process.stdout.columns || 100, 100))));
  return 0;
}
