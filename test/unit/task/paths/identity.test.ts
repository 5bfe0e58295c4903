/** Elements that are renamed, added, removed and swapped: edits, verdicts and undo keep to the right one. */
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../src/json/json.ts';
import {
  addElement,
  type Draft,
  newDraft,
  removeElement,
  setValue,
} from '../../../../src/task/edits/draft.ts';
import { rebase } from '../../../../src/task/edits/rebase.ts';
import { replay } from '../../../../src/task/edits/saved/replay.ts';
import { toSavedEdits } from '../../../../src/task/edits/saved/saved-edit.ts';
import { buildReversal } from '../../../../src/task/edits/undo/undo.ts';
import { buildRequest } from '../../../../src/task/sending/request.ts';
import { verify } from '../../../../src/task/sending/verify.ts';
import { inferOutcome } from '../../../../src/update/update-journal.ts';
import { LVM, payload } from '../../../support/fixtures.ts';

const group = (name: string, ...volumes: string[]): JsonObject => ({
  name,
  size: 10,
  logical_volumes: volumes.map((volume) => ({ name: volume, size: 5 })),
});
const nic = (mac: string, name: string, ip = '10.0.0.1'): JsonObject => ({ mac, name, ip });
function task(lists: { [key: string]: Json }): JsonObject {
  const base = payload(LVM);
  return { ...base, target_server: { ...(base.target_server as JsonObject), ...lists } };
}
/** The task after the service did all that a draft asks for. */
function done(draft: Draft): JsonObject {
  const { target_server, ...top } = buildRequest(draft).body;
  const server = { ...(draft.base.target_server as JsonObject), ...(target_server as JsonObject) };
  return { ...draft.base, ...top, target_server: server };
}
const GROUPS = 'target_server.volume_groups';
const NICS = 'target_server.networks';
const outcomes = (draft: Draft, later: JsonObject) => verify(draft, later).map(({ outcome }) => outcome);
const edit = (draft: Draft, ...edits: [string, Json][]) =>
  edits.reduce((next, [path, value]) => setValue(next, path, value), draft);

describe('edits that were applied', () => {
  const base = task({ networks: [nic('aa:aa:aa:aa:aa:aa', 'eth0')] });
  const { draft } = addElement(newDraft(base), NICS, nic('bb:bb:bb:bb:bb:bb', 'eth1'));

  test('an added element that is there is not added again', () => {
    const later = done(draft);
    expect(rebase(draft, later)).toMatchObject({ draft: { edits: [] }, conflicts: [] });
    expect(replay(later, toSavedEdits(draft))).toMatchObject({ draft: { edits: [] }, conflicts: [] });
  });

  test('the part of it that was not applied stays an edit of the element that is there', () => {
    const later = task({
      networks: [nic('aa:aa:aa:aa:aa:aa', 'eth0'), nic('bb:bb:bb:bb:bb:bb', 'eth1', '9.9.9.9')],
    });
    for (const next of [rebase(draft, later).draft, replay(later, toSavedEdits(draft)).draft]) {
      expect(next.edits).toEqual([{ path: `${NICS}[bb:bb:bb:bb:bb:bb].ip`, value: '10.0.0.1' }]);
    }
    // Someone else may have added it: what they chose is not overwritten unseen.
    const clash = {
      path: `${NICS}[bb:bb:bb:bb:bb:bb].ip`,
      theirs: '9.9.9.9',
      ours: '10.0.0.1',
      kind: 'changed',
    };
    expect(rebase(draft, later).conflicts).toMatchObject([clash]);
    const empty = task({ networks: [{ ...nic('bb:bb:bb:bb:bb:bb', 'eth1', ''), ip: null }] });
    expect(rebase(draft, empty).conflicts).toEqual([]);
  });

  test('a group whose name was applied and whose size was not keeps the edit of its size', () => {
    const before = newDraft(task({ volume_groups: [group('vg1')] }));
    const both = edit(before, [`${GROUPS}[vg1].name`, 'vgX'], [`${GROUPS}[vg1].size`, 50]);
    const later = task({ volume_groups: [{ ...group('vg1'), name: 'vgX' }] });
    for (const { draft: next, conflicts } of [rebase(both, later), replay(later, toSavedEdits(both))]) {
      expect(conflicts).toEqual([]);
      expect(next.edits).toEqual([{ path: `${GROUPS}[vgX].size`, value: 50 }]);
    }
  });

  test('nothing is dropped in silence when the place of an addition is gone', () => {
    const { draft: inside } = addElement(
      newDraft(payload(LVM)),
      'target_server.disks[702].physical_volumes',
      { size: 7 },
    );
    const { conflicts } = rebase(inside, task({ disks: [] }));
    expect(conflicts.map(({ kind }) => kind)).toEqual(['gone']);
    const moved = structuredClone(payload(LVM)) as { target_server: { disks: JsonObject[] } } & JsonObject;
    (moved.target_server.disks[2] as JsonObject).id = 999;
    expect(rebase(inside, moved).draft.edits.map(({ path }) => path)).toEqual([
      'target_server.disks[999].physical_volumes[+1]',
      'target_server.disks[999].physical_volumes[+1].size',
    ]);
  });
});

describe('verdicts', () => {
  test.each<[string, Draft]>([
    [
      'one removed, another takes its name',
      edit(
        removeElement(
          newDraft(task({ volume_groups: [group('vg', 'la', 'lb')] })),
          `${GROUPS}[vg].logical_volumes[lb]`,
        ),
        [`${GROUPS}[vg].logical_volumes[la].name`, 'lb'],
      ),
    ],
    [
      'one removed and added again with other values',
      addElement(
        removeElement(
          newDraft(task({ networks: [nic('aa:aa:aa:aa:aa:aa', 'eth0')] })),
          `${NICS}[aa:aa:aa:aa:aa:aa]`,
        ),
        NICS,
        nic('aa:aa:aa:aa:aa:aa', 'eth0', '10.0.0.2'),
      ).draft,
    ],
    [
      'two swap names after one is removed',
      edit(
        removeElement(
          newDraft(task({ volume_groups: [group('x'), group('A'), group('B')] })),
          `${GROUPS}[x]`,
        ),
        [`${GROUPS}[A].name`, 'B'],
        [`${GROUPS}[B].name`, 'A'],
      ),
    ],
  ])('all took: %s', (_what, draft) => {
    expect(new Set(outcomes(draft, done(draft)))).toEqual(new Set(['applied']));
    expect(outcomes(draft, draft.base)).toContain('not_applied');
  });

  test('rejects an edit inside a removed element', () => {
    const draft = removeElement(newDraft(payload(LVM)), 'target_server.disks[702]');
    expect(() => setValue(draft, 'target_server.disks[702].size', 1)).toThrow(/being removed/);
  });
});

describe('undo', () => {
  const two = [nic('aa:aa:aa:aa:aa:aa', 'eth0'), nic('bb:bb:bb:bb:bb:bb', 'eth1')];

  test('keeps to the element that was changed, though another has its name', () => {
    const draft = edit(newDraft(task({ networks: two })), [`${NICS}[bb:bb:bb:bb:bb:bb].name`, 'eth0']);
    const { draft: back } = buildReversal(done(draft), toSavedEdits(draft));
    expect(back.edits).toEqual([{ path: `${NICS}[bb:bb:bb:bb:bb:bb].name`, value: 'eth1', restores: true }]);
  });

  test('does not bring back what is still there', () => {
    const draft = removeElement(newDraft(task({ networks: two })), `${NICS}[bb:bb:bb:bb:bb:bb]`);
    expect(buildReversal(draft.base, toSavedEdits(draft)).draft.edits).toEqual([]);
    expect(buildReversal(done(draft), toSavedEdits(draft)).draft.edits).toMatchObject([
      { add: true, content: two[1] },
    ]);
  });

  test('does not take out what someone changed since it was added', () => {
    const { draft } = addElement(newDraft(task({ networks: two })), NICS, nic('cc:cc:cc:cc:cc:cc', 'eth2'));
    const later = task({ networks: [...two, nic('cc:cc:cc:cc:cc:cc', 'eth2', '10.9.9.9')] });
    expect(buildReversal(later, toSavedEdits(draft))).toMatchObject({
      draft: { edits: [] },
      leftAlone: [{ why: 'changed' }],
    });
    expect(buildReversal(done(draft), toSavedEdits(draft)).draft.edits).toMatchObject([{ remove: true }]);
  });

  test('a removal and a rename to the removed name go back together', () => {
    const before = newDraft(task({ volume_groups: [group('vg1'), group('vg2')] }));
    const draft = edit(removeElement(before, `${GROUPS}[vg2]`), [`${GROUPS}[vg1].name`, 'vg2']);
    const { draft: back, leftAlone } = buildReversal(done(draft), toSavedEdits(draft));
    expect(leftAlone).toEqual([]);
    const { volume_groups } = buildRequest(back).body.target_server as { volume_groups: JsonObject[] };
    expect(volume_groups.map(({ name }) => name).sort()).toEqual(['vg1', 'vg2']);
  });

  test('an unset field that the server leaves out now can be set back', () => {
    const draft = edit(newDraft(payload(LVM)), ['region_id', null]);
    const { region_id: _gone, ...later } = draft.base;
    expect(buildReversal(later, toSavedEdits(draft)).draft.edits).toEqual([
      { path: 'region_id', value: 'ap-southeast-3', restores: true },
    ]);
  });
});

test('an interrupted update gets its outcome from the task alone', () => {
  const draft = edit(newDraft(payload(LVM)), ['name', 'mine']);
  expect(inferOutcome({ ...draft.base, name: 'mine' }, toSavedEdits(draft))).toBe('applied');
  expect(inferOutcome(draft.base, toSavedEdits(draft))).toBe('not_applied');
  expect(inferOutcome({ ...draft.base, name: 'a colleague' }, toSavedEdits(draft))).toBe('unknown');
});
