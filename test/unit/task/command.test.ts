/** The printed command and the draft make the same request, through a real shell and the real parser. */
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCommandLine } from '../../../src/commands/flags.ts';
import { withSettings } from '../../../src/commands/settings.ts';
import { isObject, type Json, type JsonObject, readJson } from '../../../src/json/json.ts';
import { commandFor, equivalentCommand } from '../../../src/task/command.ts';
import {
  addElement,
  type Draft,
  locateIn,
  newDraft,
  removeElement,
  restoreElement,
  setValue,
} from '../../../src/task/draft.ts';
import { stepInto } from '../../../src/task/path.ts';
import { canonicalText } from '../../../src/task/plan.ts';
import { keptEdits } from '../../../src/task/replay.ts';
import { updateRequest } from '../../../src/task/request.ts';
import * as arbitrary from '../../support/arbitrary.ts';

const TASK = '6402c49b-7d9a-413e-8b5f-a7307f7d5679';

/** What a shell could take for something else, in names of elements and in values. */
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

/** The same task with its disks, volumes and groups under other names, no two alike. */
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
    (Array.isArray(list) ? list : []).map((_, position) => at + stepInto(object, list as Json[], position));
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

/** A field that takes any text. */
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
    // A field of an element that is taken out, or a path that an odd name makes ambiguous.
    return draft;
  }
}

const drafts = fc
  .tuple(
    arbitrary.task,
    fc.uniqueArray(nasty, { maxLength: 9 }),
    fc.array(step, { minLength: 1, maxLength: 6 }),
  )
  .map(([document, names, steps]) => steps.reduce(taken, newDraft(renamed(document, names))));

/** The words that a shell makes of a command. */
const wordsOf = (command: string): string[] =>
  execFileSync('/bin/sh', ['-c', command.replace(/^sms-wizard/, "printf '%s\\0'")], {
    encoding: 'utf8',
  })
    .split('\0')
    .slice(0, -1);

describe('the equivalent command', () => {
  test('makes the same request as the draft, through a shell', () => {
    let commands = 0;
    fc.assert(
      fc.property(drafts, (draft) => {
        const command = equivalentCommand(TASK, draft, ['--endpoint', 'http://127.0.0.1:1']);
        if (draft.edits.length === 0 || command === undefined) return;
        commands++;
        const line = readCommandLine(wordsOf(command));
        expect(line).toMatchObject({ command: 'update', taskId: TASK });
        const again = withSettings(newDraft(draft.base), line.set, line.unset);
        expect(canonicalText(updateRequest(again).body)).toBe(canonicalText(updateRequest(draft).body));
      }),
      { numRuns: Number(process.env.SMS_TEST_RUNS ?? 120) },
    );
    expect(commands).toBeGreaterThan(60);
  });

  test('is one line of quoted words', () => {
    const draft = setValue(
      newDraft({ target_server: { os_version: '' } }),
      'target_server.os_version',
      "it's $5",
    );
    expect(equivalentCommand(TASK, draft, ['--demo'])).toBe(
      `sms-wizard update ${TASK} --demo --set 'target_server.os_version=it'\\''s $5'`,
    );
  });

  test('is not printed where no settings make the same: an element that is restored with all it had', () => {
    const disk = readJson('{"id":1,"name":"a","size":5,"x_unknown":{"a":1}}') as JsonObject;
    const draft = restoreElement(newDraft({ target_server: { disks: [] } }), 'target_server.disks', disk);
    expect(equivalentCommand(TASK, draft)).toBeUndefined();
    expect(commandFor(TASK, keptEdits(draft))).toBeUndefined();
  });
});
