/** Random drafts: names and values that a shell, a path or a plan could misread. */
import fc from 'fast-check';
import { isObject, type Json, type JsonObject } from '../../src/json/json.ts';
import {
  addElement,
  type Draft,
  locateIn,
  newDraft,
  removeElement,
  setValue,
} from '../../src/task/edits/draft.ts';
import { selectorFor } from '../../src/task/paths/path.ts';
import * as arbitrary from './arbitrary.ts';

/** Texts that a shell could misread, in names of elements and in values. */
const nasty = fc.oneof(
  fc.constantFrom(
    "it's",
    '"quoted"',
    '$HOME',
    '`id`',
    '$(id)',
    'two\nlines',
    'end\n',
    'a=b',
    'a]b',
    '[+1]',
    '+1',
    '#1',
    '-rf',
    '*',
    '~',
    'back\\slash',
    "\\'",
    '!!',
    ' blank ',
    '数据 盘',
    '💾',
    '\t',
    '{a,b}',
    ';',
    '%s',
  ),
  fc.string({ minLength: 1, maxLength: 8, unit: 'binary' }).filter((text) => !/\0|\p{Surrogate}/u.test(text)),
);

/** Renames the disks, volumes and groups of a task, no two alike. */
const renamed = (document: JsonObject, names: readonly string[]): JsonObject => {
  let next = 0;
  const visit = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(visit);
    if (!isObject(value)) return value;
    const entries = Object.entries(value).map(([key, inner]): [string, Json] => [key, visit(inner)]);
    const named = entries.map(([key, inner]): [string, Json] =>
      key === 'name' && next < names.length ? [key, names[next++] as string] : [key, inner],
    );
    return Object.fromEntries(named);
  };
  const server = document.target_server as JsonObject;
  const lists = Object.fromEntries(
    ['disks', 'volume_groups'].map((key) => [key, visit(server[key] as Json) as Json]),
  );
  return { ...document, target_server: { ...server, ...lists } };
};

const elementPaths = (document: JsonObject): string[] => {
  const server = document.target_server as JsonObject;
  const of = (list: Json | undefined, object: 'TargetDisk' | 'VolumeGroups', at: string) =>
    (Array.isArray(list) ? list : []).map(
      (_, position) => at + selectorFor(object, list as Json[], position),
    );
  return [
    ...of(server.disks, 'TargetDisk', 'target_server.disks'),
    ...of(server.volume_groups, 'VolumeGroups', 'target_server.volume_groups'),
  ];
};

interface Step {
  readonly kind: 'set' | 'text' | 'unset' | 'remove' | 'nic' | 'group';
  readonly at: number;
  readonly text: string;
  readonly number: number;
}
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('set', 'set', 'text', 'unset', 'remove', 'nic', 'group'),
  at: fc.nat(),
  text: nasty,
  number: fc.nat({ max: 1000 }),
});

/** Fields that take any text. */
const TEXTS = ['target_server.os_version', 'target_server.name', 'region_name', 'vm_template_id'];

function taken(draft: Draft, { kind, at, text, number }: Step): Draft {
  const pick = <T>(from: readonly T[]): T => from[at % from.length] as T;
  const elements = elementPaths(draft.base);
  try {
    if (kind === 'text') return setValue(draft, pick(TEXTS), text);
    if (kind === 'nic')
      return addElement(draft, 'target_server.networks', { mac: 'fa:16:3e:00:00:01', ip: '10.0.0.7' }).draft;
    if (kind === 'group') {
      const logical_volumes = [{ name: `${text}-lv`, size: number }];
      return addElement(draft, 'target_server.volume_groups', { name: text, size: number, logical_volumes })
        .draft;
    }
    if (kind === 'remove') return elements.length ? removeElement(draft, pick(elements)) : draft;
    const paths = arbitrary.editablePaths(draft.base).filter((path) => !locateIn(draft, path).field.required);
    const path = pick(paths);
    if (kind === 'unset') return setValue(draft, path, null);
    const { field } = locateIn(draft, path);
    const value: Json =
      field.type === 'boolean'
        ? number % 2 === 0
        : field.values
          ? pick(field.values)
          : field.format
            ? '10.0.0.9'
            : field.type === 'string'
              ? `v${number}`
              : number;
    return setValue(draft, path, value);
  } catch {
    // A field of a removed element, or a path that an unusual name makes ambiguous.
    return draft;
  }
}

/** Drafts of real tasks with unusual names, and edits of every kind. */
export const drafts = fc
  .tuple(
    arbitrary.task,
    fc.uniqueArray(nasty, { maxLength: 9 }),
    fc.array(step, { minLength: 1, maxLength: 6 }),
  )
  .map(([document, names, steps]) => steps.reduce(taken, newDraft(renamed(document, names))));
