/** Edits that are impossible in any task: plans reject them when they are read, drafts when they are made. */
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../src/json/json.ts';
import { addElementAt, newDraft, removeElement, setValue } from '../../../../src/task/edits/draft.ts';
import { planFromDocument } from '../../../../src/task/edits/saved/plan.ts';
import { replay } from '../../../../src/task/edits/saved/replay.ts';
import { buildReversal } from '../../../../src/task/edits/undo/undo.ts';

const DISKS = 'target_server.disks';
const TASK: JsonObject = {
  id: 'a',
  name: 'a',
  target_server: { disks: [{ id: 1, name: '/dev/vda', size: 5 }], networks: [] },
};

const plan = (edit: JsonObject, id = 'a') => {
  const task = { id, name: 'a', endpoint: 'e' };
  return planFromDocument({ sms_wizard_plan: 1, task, edits: [edit], digest: 'd' }, 'plan.json', 'd');
};

const NONE: readonly [string, 'set' | 'add' | 'remove', Json, RegExp][] = [
  [DISKS, 'set', [], /has no single value/],
  [DISKS, 'set', null, /has no single value/],
  ['target_server', 'set', {}, /has no single value/],
  [`${DISKS}[1]`, 'set', {}, /has no single value/],
  ['name', 'remove', null, /is not a list element/],
  ['speed_limit', 'remove', null, /is not a list element/],
  [DISKS, 'remove', null, /is not a list element/],
  ['name', 'add', {}, /is no/],
  [`${DISKS}[1]`, 'add', {}, /is not a valid new element/],
];

describe.each(NONE)('%s, %s %j', (path, kind, value, reason) => {
  test('is no edit of a plan', () => {
    expect(() => plan({ path, kind, after: value })).toThrow(reason);
    expect(() => plan({ path, kind, after: value })).toThrow(
      /can't apply \S*plan\.json: .* Nothing was sent/,
    );
  });

  test('is no edit of a draft, nor of one that was kept', () => {
    const draft = newDraft(TASK);
    const edit = { set: setValue, remove: removeElement, add: addElementAt }[kind] as typeof setValue;
    expect(() => edit(draft, path, value)).toThrow(reason);
    const { draft: replayed, conflicts } = replay(TASK, [{ path, kind, value }]);
    expect([replayed.edits, conflicts]).toMatchObject([[], [{ path, kind: 'gone' }]]);
  });
});

test('an undo does not set what holds other fields either', () => {
  const whole: Json = (TASK.target_server as JsonObject).disks as Json;
  const { draft, leftAlone } = buildReversal(TASK, [{ path: DISKS, kind: 'set', value: whole, before: [] }]);
  expect([draft.edits, leftAlone]).toEqual([[], [{ path: DISKS, why: 'missing' }]]);
});

test.each([
  ['target_server.networks[+1]', 'add', 'x', /is not a valid new element/],
  ['target_server.networks[+1]', 'add', null, /is not a valid new element/],
  ['target_server.networks[x].mac', 'set', null, /is required and can't be empty/],
  ['nothing', 'set', 1, /unknown field "nothing"/],
  ['name[1]', 'set', 1, /is not a list/],
  [`${DISKS}.size`, 'set', 1, /specify the element/],
  ['a..b', 'set', 1, /is not a valid path/],
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
    expect(() => edit(path, byName)).toThrow(/are different fields/);
});

test.each(['..', '', 'a/b', 'x'.repeat(37), 'a?b=c'])('"%s" is no task of a plan', (id) => {
  expect(() => plan({ path: 'name', kind: 'set', after: 'b' }, id)).toThrow(
    /is not a valid task ID.* Nothing was sent/,
  );
});
