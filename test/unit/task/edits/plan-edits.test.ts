/** What can be no edit of any task is refused with the reason: in plans when they are read, in drafts by their core. */
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/json/json.ts';
import { newDraft, removeElement, setValue, withAdded } from '../../../src/task/draft.ts';
import { planOf } from '../../../src/task/plan.ts';
import { replay } from '../../../src/task/replay.ts';
import { reversal } from '../../../src/task/undo.ts';

const DISKS = 'target_server.disks';
const TASK: JsonObject = {
  id: 'a',
  name: 'a',
  target_server: { disks: [{ id: 1, name: '/dev/vda', size: 5 }], networks: [] },
};

const plan = (edit: JsonObject, id = 'a') => {
  const task = { id, name: 'a', endpoint: 'e' };
  return planOf({ sms_wizard_plan: 1, task, edits: [edit], digest: 'd' }, 'plan.json', 'd');
};

const NONE: readonly [string, 'set' | 'add' | 'remove', Json, RegExp][] = [
  [DISKS, 'set', [], /is not a single value/],
  [DISKS, 'set', null, /is not a single value/],
  ['target_server', 'set', {}, /is not a single value/],
  [`${DISKS}[1]`, 'set', {}, /is not a single value/],
  ['name', 'remove', null, /is no element of a list/],
  ['speed_limit', 'remove', null, /is no element of a list/],
  [DISKS, 'remove', null, /is no element of a list/],
  ['name', 'add', {}, /is no/],
  [`${DISKS}[1]`, 'add', {}, /is no new element/],
];

describe.each(NONE)('%s, %s %j', (path, kind, value, reason) => {
  test('is no edit of a plan', () => {
    expect(() => plan({ path, kind, after: value })).toThrow(reason);
    expect(() => plan({ path, kind, after: value })).toThrow(
      /plan\.json cannot be applied: .* Nothing was sent/,
    );
  });

  test('is no edit of a draft, nor of one that was kept', () => {
    const draft = newDraft(TASK);
    const edit = { set: setValue, remove: removeElement, add: withAdded }[kind] as typeof setValue;
    expect(() => edit(draft, path, value)).toThrow(reason);
    const { draft: replayed, conflicts } = replay(TASK, [{ path, kind, value }]);
    expect([replayed.edits, conflicts]).toMatchObject([[], [{ path, gone: true }]]);
  });
});

test('an undo does not set what holds other fields either', () => {
  const whole: Json = (TASK.target_server as JsonObject).disks as Json;
  const { draft, gone } = reversal(TASK, [{ path: DISKS, kind: 'set', value: whole, before: [] }]);
  expect([draft.edits, gone]).toEqual([[], [DISKS]]);
});

test.each([
  ['target_server.networks[+1]', 'add', 'x', /is no new element/],
  ['target_server.networks[+1]', 'add', null, /is no new element/],
  ['target_server.networks[x].mac', 'set', null, /cannot be left empty/],
  ['nothing', 'set', 1, /there is no field "nothing"/],
  ['name[1]', 'set', 1, /is not a list/],
  [`${DISKS}.size`, 'set', 1, /say which element/],
  ['a..b', 'set', 1, /is not a path/],
] as const)('of a plan: %s, %s %j', (path, kind, after, reason) => {
  expect(() => plan({ path, kind, after })).toThrow(reason);
});

test('the two paths of an edit lead to one field', () => {
  const edit = (path: string, path_by_name: string) => plan({ path, path_by_name, kind: 'set', after: 1 });
  const { edits } = edit(`${DISKS}[1].size`, `${DISKS}["a].b"].size`);
  expect(edits).toMatchObject([{ byName: `${DISKS}["a].b"].size` }]);
  for (const [path, byName] of [
    [`${DISKS}[1].size`, `${DISKS}[/dev/vda].used_size`],
    [`${DISKS}[1].size`, 'speed_limit'],
    [`${DISKS}[1].size`, 'target_server.volume_groups[1].size'],
    [`${DISKS}[+1].size`, `${DISKS}[/dev/vda].size`],
    [`${DISKS}[+1].size`, `${DISKS}["+1"].size`],
    [`${DISKS}[1].physical_volumes[2].size`, `${DISKS}[/dev/vda].size`],
  ] as const)
    expect(() => edit(path, byName)).toThrow(/are two fields/);
});

test.each(['..', '', 'a/b', 'x'.repeat(37), 'a?b=c'])('"%s" is no task of a plan', (id) => {
  expect(() => plan({ path: 'name', kind: 'set', after: 'b' }, id)).toThrow(
    /is not a task ID.* Nothing was sent/,
  );
});
