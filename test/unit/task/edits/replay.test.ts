/** Saved edits on their own task as it is now, with the paths of those in conflict. */
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../src/json/json.ts';
import { type Draft, newDraft, removeElement, setValue } from '../../../../src/task/edits/draft.ts';
import { replay } from '../../../../src/task/edits/saved/replay.ts';
import { toSavedEdits } from '../../../../src/task/edits/saved/saved-edit.ts';

const DISKS = 'target_server.disks';
const NICS = 'target_server.networks';
const taskOf = (lists: { [list: string]: Json }): JsonObject => ({ name: 'task', target_server: lists });
const nic = (ip: string, mtu?: number): JsonObject => ({
  mac: 'fa:16:3e:00:00:01',
  ip,
  ...(mtu === undefined ? {} : { mtu }),
});
const resumed = (draft: Draft, task: JsonObject) => {
  const { draft: next, conflicts } = replay(task, toSavedEdits(draft));
  return { edits: next.edits, conflicts };
};

test('an edit without a sure place keeps the path that was edited', () => {
  const base = taskOf({
    networks: [nic('10.0.0.1'), nic('10.0.0.2')],
    disks: [{ id: 1, name: 'a', size: 5 }],
  });
  const both = setValue(setValue(newDraft(base), `${NICS}[#2].ip`, '10.0.0.3'), `${DISKS}[1].size`, 6);
  expect(resumed(both, taskOf({ networks: [], disks: [] }))).toEqual({
    edits: [],
    conflicts: [
      { kind: 'gone', path: `${DISKS}[1].size`, base: 5, theirs: undefined, ours: 6 },
      { kind: 'gone', path: `${NICS}[#2].ip`, base: '10.0.0.2', theirs: undefined, ours: '10.0.0.3' },
    ],
  });
});

test('an edit whose value is not returned any more has its path on the task', () => {
  const base = taskOf({ networks: [nic('10.0.0.1', 1500), nic('10.0.0.2', 1400)] });
  const draft = setValue(newDraft(base), `${NICS}[#2].mtu`, 9000);
  expect(resumed(draft, taskOf({ networks: [nic('10.0.0.2'), nic('10.0.0.1', 1500)] }))).toEqual({
    edits: [{ path: `${NICS}[#1].mtu`, value: 9000 }],
    conflicts: [{ kind: 'changed', path: `${NICS}[#1].mtu`, base: 1400, theirs: undefined, ours: 9000 }],
  });
});

test('an edit of no field is lost, with all that it said', () => {
  const edits = [{ path: 'no_field', kind: 'set', value: 1, before: 2 }] as const;
  const source = { id: 's' };
  const { draft, conflicts } = replay(taskOf({}), edits, source);
  expect({ edits: draft.edits, source: draft.source, conflicts }).toEqual({
    edits: [],
    source,
    conflicts: [{ kind: 'gone', path: 'no_field', base: 2, theirs: undefined, ours: 1 }],
  });
});

test('a removal that someone else made is none any more', () => {
  const draft = removeElement(newDraft(taskOf({ disks: [{ id: 1, name: 'a', size: 5 }] })), `${DISKS}[1]`);
  expect(resumed(draft, taskOf({ disks: [] }))).toEqual({ edits: [], conflicts: [] });
});
