/** The tables of the documents, from the tables of the program. */
import { FLAG_NAMES, FLAGS, type Flag, SUBCOMMANDS } from '../../src/cli/command-line.ts';
import { EXIT, exitCodeRows } from '../../src/cli/exit-codes.ts';
import { ENVIRONMENT, FILES } from '../../src/cli/help/environment-reference.ts';
import { flagForm, ownFlags } from '../../src/cli/help/help.ts';
import { EXAMPLES, EXITS } from '../../src/cli/help/help-examples.ts';
import { listFields } from '../../src/commands/fields.ts';
import { FAULT_KINDS } from '../../src/simulator/faults/fault-injection.ts';
import { FAILURE_KEYS } from '../../src/simulator/faults/parse-fault.ts';
import { SCENARIOS } from '../../src/simulator/scenarios.ts';
import type { Field, ObjectName } from '../../src/task/fields/catalogue.ts';
import { describeEffect, describeLimits } from '../../src/task/fields/values.ts';
import type { Rule } from '../../src/task/rules/rule.ts';
import { RULES } from '../../src/task/rules/rules.ts';
import type { Text } from '../../src/text/catalogue.ts';
import {
  explainServiceCode,
  loadServiceCodes,
  type MendPlace,
  serviceCodes,
} from '../../src/text/service-codes.ts';
import { text } from '../../src/text/text.ts';
import { zh } from '../../src/text/zh/zh.ts';
import type { StepName } from '../../src/wizard/state.ts';
import { helpOf, labelOf } from '../../src/wizard/text/labels.ts';
import { code, fenced, list, table } from './markdown.ts';

const words = () => text().cli.usage;

const commandRows = (usage: Text['cli']['usage']) =>
  Object.values(usage.commands).map(([form, does]) => [code(form), does]);

export const commands = (): string => table(['command', 'does'], commandRows(words()));
export const commandsInChinese = (): string => table(['命令', '用途'], commandRows(zh.cli.usage));

/** A section for each command: what it does, usage, its own options, examples, exit codes. */
export function commandSections(): string {
  const meanings = words().exitCodes;
  return SUBCOMMANDS.map((name) => {
    const own = ownFlags(name).map((flag) => [code(flagForm(flag)), words().flags[flag]]);
    const exits = EXITS[name].map((exit) => `${EXIT[exit]} (${meanings[exit]})`);
    return [
      `### ${name}`,
      text().help.about[name],
      fenced('text', `${words().commands[name][0]} [options]`),
      ...(own.length ? [table(['option', 'does'], own)] : []),
      fenced('sh', EXAMPLES[name].join('\n')),
      `Exit codes: ${exits.join('; ')}.`,
    ].join('\n\n');
  }).join('\n\n');
}

/** Options with the commands that take them. */
export function options(): string {
  const all = SUBCOMMANDS.length + 1;
  return table(
    ['option', 'does', 'with'],
    FLAG_NAMES.map((name) => {
      const flag: Flag = FLAGS[name];
      const form = code(flagForm(name));
      const by = flag.commands ?? flag.relevantTo;
      const taken = by && by.length < all ? by.join(', ') : 'all';
      return [flag.multiple ? `${form} …` : form, words().flags[name], taken];
    }),
  );
}

export const exitCodes = (): string =>
  table(
    ['code', 'when'],
    exitCodeRows(words().exitCodes).map((row) => [...row]),
  );

export const environment = (): string =>
  table(
    ['variable', 'holds'],
    ENVIRONMENT.map(([key, names]) => [
      names
        .split(', ')
        .map((name) => code(name))
        .join(', '),
      words().environment[key],
    ]),
  );

export const files = (): string =>
  table(
    ['file', 'holds'],
    FILES.map(([key, name]) => [code(name), words().files[key]]),
  );

export const scenarios = (): string =>
  table(
    ['scenario', 'tasks'],
    Object.entries(SCENARIOS).map(([name, tasks]) => {
      const made = tasks();
      const first = made.slice(0, 7).map((task) => `${task.name} (${task.os_type}, ${task.state})`);
      return [code(name), made.length > 7 ? `${made.length} tasks to pick from` : first.join(', ')];
    }),
  );

export const failures = (): string =>
  list([
    `WAY: ${FAULT_KINDS.map((way) => code(way)).join(', ')}; or an error code such as ${code('SMS.0806')}`,
    `KEY: ${FAILURE_KEYS.map((key) => code(key)).join(', ')}`,
  ]);

/** Every code of SMS: meaning, advice, and the place of the wizard where it is mended. */
export async function errorCodes(): Promise<string> {
  await loadServiceCodes();
  const placeOf = (place: MendPlace | undefined) =>
    place ? [text().screen.steps[place.step as StepName], place.path ? code(place.path) : ''] : [];
  const rows = serviceCodes().map((name) => {
    const { means = '', next = '', place } = explainServiceCode(name) ?? {};
    return [code(name), means, next, placeOf(place).filter(Boolean).join(', ')];
  });
  return [`${rows.length} codes.`, table(['code', 'means', 'what to do', 'in the wizard'], rows)].join(
    '\n\n',
  );
}

export const gatewayCodes = (words: Text = text(), head = ['code', 'means', 'what to do']): string =>
  table(
    head,
    Object.entries(words.errors.gateway).map(([name, { means, next }]) => [code(name), means, next]),
  );

const OBJECTS: Record<ObjectName, string> = {
  PutTaskReq: 'The task',
  TargetServer: 'The target server',
  BtrfsFileSystem: 'Btrfs file systems',
  BtrfsSubvolumn: 'Btrfs subvolumes',
  NetWork: 'NICs',
  VolumeGroups: 'Volume groups',
  LogicalVolumes: 'Logical volumes',
  TargetDisk: 'Target disks',
  TargetPhysicalVolumes: 'Partitions and physical volumes',
  CloneServer: 'The clone server',
  RateWindow: 'Rate windows',
};

const typeOf = ({ type, of }: Field): string => (of ? `${type} of ${of}` : type);

function limits(field: Field): string {
  const messages = text().cli.fields;
  return [
    field.type === 'object' ? '' : describeLimits(field),
    field.default ? messages.default(field.default) : '',
    field.required ? messages.required : '',
    field.returned ? '' : messages.unseen,
  ]
    .filter(Boolean)
    .join('; ');
}

function mostOften(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? '';
}

/** All fields, object by object, and how many there are. */
export function fields(): string {
  const all = listFields();
  const holders = all.filter(({ field }) => field.of);
  const unseen = all.filter(({ field }) => !field.returned).length;
  const objects = [...new Set(all.map(({ field }) => field.object))];
  return [
    `${all.length} fields in ${objects.length} objects: ${all.length - holders.length} hold a value, ${holders.length} hold an object or a list. ${unseen} are never returned by GET, so that what they hold is not known until it is set.`,
    ...objects.map((object) => {
      const own = all.filter(({ field }) => field.object === object);
      const usual = mostOften(own.map(({ field }) => describeEffect(field)));
      const rows = own.map(({ path, field }) => {
        const effect = describeEffect(field);
        const meaning = `**${labelOf(field)}.** ${helpOf(field)}${effect === usual ? '' : ` *${effect}*`}`;
        return [code(path), typeOf(field), limits(field), meaning];
      });
      const head = ['path', 'type', 'limits', 'meaning'];
      return [`## ${OBJECTS[object]}`, `Where nothing else is said: ${usual}`, table(head, rows)].join(
        '\n\n',
      );
    }),
  ].join('\n\n');
}

/** The source of a rule, linked to the fact that it rests on. */
function sourceOf({ source }: Rule): string {
  const { basis, reference, note } = source;
  const words = [text().screen.help.basis[basis], reference ? code(reference) : '']
    .filter(Boolean)
    .join(', ');
  return note ? `[${words}](api-notes.md#${note})` : words;
}

export function rules(): string {
  const count = (wanted: string) => {
    const { length } = RULES.filter(({ severity }) => severity === wanted);
    return `${length} ${wanted}${length === 1 ? '' : 's'}`;
  };
  return [
    `${RULES.length} rules: ${['error', 'warning', 'note'].map(count).join(', ')}.`,
    table(
      ['rule', 'severity', 'says', 'what to do', 'source'],
      RULES.map((rule) => [
        code(rule.name),
        rule.severity,
        text().ruleTexts[rule.name],
        text().ruleAdvice[rule.name],
        sourceOf(rule),
      ]),
    ),
  ].join('\n\n');
}

/** Renders the table of network errors: failures before the service responds. */
export const networkErrors = (words: Text = text(), head = ['what is said', 'what to do']): string =>
  table(
    head,
    Object.values(words.errors.transport).map(({ what, next }) => [what('HOST', 'N', 'STATUS'), next]),
  );

export const statuses = (words: Text = text(), head = ['HTTP', 'what to do']): string =>
  table(
    head,
    Object.entries(words.errors.status)
      .map(([status, next]): [string, string] => [status === '5' ? '5xx' : status, next])
      .sort(),
  );
