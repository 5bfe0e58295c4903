/** The JSON Schemas of the documents, by name. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';

const FOLDER = join(import.meta.dirname, '../../docs/schemas');

export const SCHEMAS = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ''));

const ajv = new Ajv2020({
  allErrors: true,
  allowUnionTypes: true,
  formats: { 'date-time': (text: string) => !Number.isNaN(Date.parse(text)) },
  schemas: SCHEMAS.map((name) => JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'))),
});

/** Returns what a document has that its schema doesn't allow; `at` is a part of the schema, such as `#/$defs/task`. */
export function faultsOf(schema: string, document: unknown, at = ''): string[] {
  const validate = ajv.getSchema(`${schema}.json${at}`);
  if (!validate) throw new Error(`there is no schema ${schema}${at}`);
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
