/** The generated blocks of the documents, by the names in their marks. */
import { MAY } from '../../.config/check-arrows.mjs';
import { credentials, endpoints } from './access.ts';
import { examplePlan, exampleState, json } from './examples.ts';
import { allKeys, keys, letters } from './keys.ts';
import { type Blocks, code, table } from './markdown.ts';
import * as tables from './tables.ts';

/** What each place of the architecture may import. */
function arrows(): string {
  const names = (may: readonly string[]) =>
    may.map((name) => code(name.replace(/^npm:/, '').replace('node:', 'node'))).join(', ');
  return table(
    ['place', 'imports'],
    Object.entries(MAY).map(([place, may]) => [code(place), names(may) || 'nothing']),
  );
}

const state = { known: undefined as ReturnType<typeof exampleState> | undefined };
const left = () => {
  state.known ??= exampleState();
  return state.known;
};

export const BLOCKS: Blocks = {
  commands: tables.commands,
  options: tables.options,
  'exit codes': tables.exitCodes,
  environment: tables.environment,
  files: tables.files,
  scenarios: tables.scenarios,
  failures: tables.failures,
  fields: tables.fields,
  rules: tables.rules,
  'error codes': tables.errorCodes,
  'network errors': tables.networkErrors,
  'HTTP statuses': tables.statuses,
  credentials: () => credentials('first'),
  'credentials in full': () => credentials('all'),
  endpoints,
  keys,
  'all keys': allKeys,
  letters,
  arrows,
  'example plan': async () => json(await examplePlan()),
  'example draft': async () => json((await left()).draft),
  'example history': async () => (await left()).history.map(json).join('\n\n'),
};
