/** The generated blocks of the documents, by the names in their marks. */
import { zh } from '../../src/text/zh/zh.ts';
import { LAYERS } from '../check-layers.mjs';
import { credentials, endpoints } from './access.ts';
import { examplePlan, exampleState, json } from './examples.ts';
import { allKeys, keys, letters } from './keys.ts';
import { type Blocks, code, table } from './markdown.ts';
import * as tables from './tables.ts';

/** Renders the table of layers and their imports. */
function arrows(): string {
  const names = (may: readonly string[]) =>
    may.map((name) => code(name.replace(/^npm:/, '').replace('node:', 'node'))).join(', ');
  return table(
    ['place', 'imports'],
    Object.entries(LAYERS).map(([place, may]) => [code(place), names(may) || 'nothing']),
  );
}

const state = { known: undefined as ReturnType<typeof exampleState> | undefined };
const left = () => {
  state.known ??= exampleState();
  return state.known;
};

export const BLOCKS: Blocks = {
  commands: tables.commands,
  'command sections': tables.commandSections,
  'commands in Chinese': tables.commandsInChinese,
  options: tables.options,
  'exit codes': tables.exitCodes,
  environment: tables.environment,
  files: tables.files,
  scenarios: tables.scenarios,
  failures: tables.failures,
  fields: tables.fields,
  rules: tables.rules,
  'error codes': tables.errorCodes,
  'gateway codes': () => tables.gatewayCodes(),
  'gateway codes in Chinese': () => tables.gatewayCodes(zh, ['错误码', '含义', '处理办法']),
  'network errors': () => tables.networkErrors(),
  'network errors in Chinese': () => tables.networkErrors(zh, ['提示', '处理办法']),
  'HTTP statuses': () => tables.statuses(),
  'HTTP statuses in Chinese': () => tables.statuses(zh, ['HTTP', '处理办法']),
  credentials,
  endpoints,
  keys,
  'all keys': allKeys,
  letters,
  arrows,
  'example plan': async () => json(await examplePlan()),
  'example draft': async () => json((await left()).draft),
  'example history': async () => (await left()).history.map(json).join('\n\n'),
};
