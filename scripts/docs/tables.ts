/** The tables of the documents, from the tables of the program. */
import { codeTable } from '../../src/api/codes.ts';
import { catalogue } from '../../src/commands/fields.ts';
import { FLAG_NAMES, FLAGS, type Flag, SUBCOMMANDS } from '../../src/commands/flags.ts';
import { ENVIRONMENT, FILES } from '../../src/commands/surroundings.ts';
import { FAILURE_KEYS } from '../../src/simulator/failure-words.ts';
import { WAYS } from '../../src/simulator/failures.ts';
import { SCENARIOS } from '../../src/simulator/scenarios.ts';
import type { Field, ObjectName } from '../../src/task/catalogue.ts';
import type { Rule } from '../../src/task/rules/rule.ts';
import { RULES } from '../../src/task/rules/rules.ts';
import { effectOf, limitsOf } from '../../src/task/values.ts';
import { text } from '../../src/text/text.ts';
import { helpOf, labelOf } from '../../src/wizard/describe.ts';
import { code, list, table } from './markdown.ts';

const words = () => text().cli.usage;

export const commands = (): string =>
  table(
    ['command', 'does'],
    Object.values(words().commands).map(([form, does]) => [code(form), does]),
  );

/** Options with the commands that take them. */
export function options(): string {
  const all = SUBCOMMANDS.length + 1;
  return table(
    ['option', 'does', 'with'],
    FLAG_NAMES.map((name) => {
      const flag: Flag = FLAGS[name];
      const form = code(`--${name}${flag.value ? ` ${flag.value}` : ''}`);
      const by = flag.only ?? flag.matters;
      const taken = by && by.length < all ? by.join(', ') : 'all';
      return [flag.multiple ? `${form} …` : form, words().flags[name], taken];
    }),
  );
}

export const exitCodes = (): string =>
  table(
    ['code', 'when'],
    words().exitCodes.map((row) => [...row]),
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
    `WAY: ${WAYS.map((way) => code(way)).join(', ')}; or an error code such as ${code('SMS.0806')}`,
    `KEY: ${FAILURE_KEYS.map((key) => code(key)).join(', ')}`,
  ]);

export const errorCodes = (): string =>
  table(
    ['code', 'HTTP', 'means', 'what to do'],
    codeTable().map(({ code: name, status, means, next }) => [code(name), status, means, next]),
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
};

const typeOf = ({ type, of }: Field): string => (of ? `${type} of ${of}` : type);

function limits(field: Field): string {
  const say = text().cli.fields;
  return [
    field.type === 'object' ? '' : limitsOf(field),
    field.default ? say.default(field.default) : '',
    field.required ? say.required : '',
    field.returned ? '' : say.unseen,
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
  const all = catalogue();
  const holders = all.filter(({ field }) => field.of);
  const unseen = all.filter(({ field }) => !field.returned).length;
  const objects = [...new Set(all.map(({ field }) => field.object))];
  return [
    `${all.length} fields in ${objects.length} objects: ${all.length - holders.length} hold a value, ${holders.length} hold an object or a list. ${unseen} are never returned by GET, so that what they hold is not known until it is set.`,
    ...objects.map((object) => {
      const own = all.filter(({ field }) => field.object === object);
      const usual = mostOften(own.map(({ field }) => effectOf(field)));
      const rows = own.map(({ path, field }) => {
        const effect = effectOf(field);
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

const sourceOf = ({ source }: Rule): string =>
  [text().screen.help.basis[source.basis], source.of ? code(source.of) : ''].filter(Boolean).join(', ');

export function rules(): string {
  const count = (wanted: string) => RULES.filter(({ severity }) => severity === wanted).length;
  return [
    `${RULES.length} rules: ${count('error')} errors, ${count('warning')} warnings, ${count('note')} note.`,
    table(
      ['rule', 'severity', 'says', 'source'],
      RULES.map((rule) => [code(rule.name), rule.severity, text().ruleTexts[rule.name], sourceOf(rule)]),
    ),
  ].join('\n\n');
}

/** What can happen between here and the service, before it answers. */
export const networkErrors = (): string =>
  table(
    ['what is said', 'what to do'],
    Object.values(text().errors.transport).map(({ what, next }) => [what('HOST', 'N', 'STATUS'), next]),
  );

export const statuses = (): string =>
  table(
    ['HTTP', 'what to do'],
    Object.entries(text().errors.status)
      .map(([status, next]): [string, string] => [status === '5' ? '5xx' : status, next])
      .sort(),
  );
