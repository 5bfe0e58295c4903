/** A plan's edits on a task that it was not made for: by name, never guessed, and what has no place is named. */
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../src/json/json.ts';
import {
  addElement,
  changesOf,
  type Draft,
  newDraft,
  removeElement,
  setValue,
} from '../../../../src/task/edits/draft.ts';
import { planFromDocument, planToDocument } from '../../../../src/task/edits/saved/plan.ts';
import { transfer } from '../../../../src/task/edits/saved/transfer.ts';
import { buildRequest } from '../../../../src/task/sending/request.ts';

const GIB = 1 << 30;
const disk = (id: number, name: string, size = 10 * GIB, more: JsonObject = {}): JsonObject => ({
  ...{ id, name, size, physical_volumes: [] },
  ...more,
});
const taskWith = (disks: Json[], volume_groups: Json[] = []): JsonObject => ({
  id: 'other',
  name: 'other',
  speed_limit: 0,
  target_server: { disks, volume_groups },
});
const group = (name: string, volumes: Json[] = []): JsonObject => ({
  ...{ name, size: 5, components: '' },
  logical_volumes: volumes,
});

/** The plan of a draft, through its document. */
const planned = (draft: Draft) => {
  const origin = { taskId: 'own', endpoint: 'e', written: 'w' };
  const document = { ...planToDocument(draft, origin), digest: 'd' } as JsonObject;
  return planFromDocument(document, 'plan.json', 'd').edits;
};

const OWN = taskWith([disk(1, '/dev/vda'), disk(2, '/dev/vdb')], [group('vg', [{ name: 'data', size: 5 }])]);
const edited = (...edits: readonly (readonly [string, Json])[]): Draft =>
  edits.reduce((draft, [path, value]) => setValue(draft, path, value), newDraft(OWN));

const changed = (draft: Draft) => changesOf(draft).map(({ path, before, after }) => [path, before, after]);

describe('fields of elements', () => {
  const grown = planned(edited(['target_server.disks[2].size', 20 * GIB]));

  test('go by the name, whatever the id there', () => {
    const { draft, leftOut } = transfer(
      taskWith([disk(70, '/dev/vdb', 15 * GIB), disk(71, '/dev/vda')]),
      grown,
    );
    expect(changed(draft)).toEqual([['target_server.disks[70].size', 15 * GIB, 20 * GIB]]);
    expect(leftOut).toEqual([]);
  });

  test('never by an id that happens to be the same', () => {
    const { draft, leftOut } = transfer(taskWith([disk(2, '/dev/sdz')]), grown);
    expect(changed(draft)).toEqual([]);
    expect(leftOut).toEqual([{ path: 'target_server.disks[/dev/vdb].size', why: 'missing' }]);
  });

  test('never by an id that looks like the name', () => {
    const own = newDraft(taskWith([disk(1, '7'), disk(2, 'b')]));
    const plan = planned(setValue(own, 'target_server.disks[1].size', 20 * GIB));
    const { draft, leftOut } = transfer(taskWith([disk(7, 'x'), disk(8, 'y')]), plan);
    expect(changed(draft)).toEqual([]);
    expect(leftOut).toMatchObject([{ why: 'missing' }]);
  });

  test('are left out where several elements have the name', () => {
    const { draft, leftOut } = transfer(taskWith([disk(5, '/dev/vdb'), disk(6, '/dev/vdb')]), grown);
    expect(changed(draft)).toEqual([]);
    expect(leftOut).toEqual([{ path: 'target_server.disks[/dev/vdb].size', why: 'ambiguous' }]);
  });

  test('are left out where one of them has the name for its id as well', () => {
    const { draft, leftOut } = transfer(taskWith([disk(7, '7'), disk(8, '7')]), [
      { path: 'target_server.disks[7]', kind: 'remove', value: null },
    ]);
    expect(changed(draft)).toEqual([]);
    expect(leftOut).toEqual([{ path: 'target_server.disks[7]', why: 'ambiguous' }]);
  });

  test('are skipped if only an ID or a position identified the element', () => {
    const own = newDraft(taskWith([disk(1, ''), disk(2, '/dev/vdb')]));
    const plan = planned(setValue(own, 'target_server.disks[1].size', 20 * GIB));
    expect(plan).toMatchObject([{ byName: null }]);
    const { draft, leftOut } = transfer(taskWith([disk(1, ''), disk(2, '/dev/vdb')]), plan);
    expect(changed(draft)).toEqual([]);
    expect(leftOut).toEqual([{ path: 'target_server.disks[1].size', why: 'nameless' }]);
  });

  test('that are so already are no edits', () => {
    const { draft, leftOut } = transfer(taskWith([disk(5, '/dev/vdb', 20 * GIB)]), grown);
    expect([changed(draft), leftOut]).toEqual([[], []]);
  });

  test('that have a place are kept beside those that have none', () => {
    const plan = planned(edited(['speed_limit', 100], ['target_server.disks[2].size', 20 * GIB]));
    const { draft, leftOut } = transfer(taskWith([]), plan);
    expect(changed(draft)).toEqual([['speed_limit', 0, 100]]);
    expect(leftOut).toHaveLength(1);
  });

  test('of a task without a target server are left out', () => {
    const { leftOut } = transfer({ id: 'x', target_server: null }, grown);
    expect(leftOut).toMatchObject([{ why: 'missing' }]);
  });
});

describe('renamed elements', () => {
  const plan = planned(
    edited(['target_server.volume_groups[vg].name', 'vgnew'], ['target_server.volume_groups[vg].size', 9]),
  );

  test('are found by the old name', () => {
    const { draft, leftOut } = transfer(taskWith([], [group('vg')]), plan);
    expect(changed(draft).map(([path]) => path)).toEqual([
      'target_server.volume_groups[vg].name',
      'target_server.volume_groups[vg].size',
    ]);
    expect(leftOut).toEqual([]);
  });

  test('that have the new name and values were dealt with before', () => {
    const { draft, leftOut } = transfer(taskWith([], [{ ...group('vgnew'), size: 9 }]), plan);
    expect([changed(draft), leftOut]).toEqual([[], []]);
  });

  test('that have the new name and other values may be strangers: left out', () => {
    const { draft, leftOut } = transfer(taskWith([], [{ ...group('vgnew'), size: 8 }]), plan);
    expect(changed(draft)).toEqual([]);
    expect(leftOut).toEqual([{ path: 'target_server.volume_groups[vg].size', why: 'missing' }]);
  });
});

describe('names that change places', () => {
  const disks = 'target_server.disks';
  const swap = planned(
    edited(
      [`${disks}[1].name`, '/dev/vdb'],
      [`${disks}[2].name`, '/dev/vda'],
      [`${disks}[1].size`, 30 * GIB],
    ),
  );
  const chain = planned(edited([`${disks}[1].name`, '/dev/vdb'], [`${disks}[2].name`, '/dev/vdc']));
  const onto = planned(edited([`${disks}[1].name`, '/dev/vdx'], [`${disks}[1].size`, 30 * GIB]));

  test.each([
    ['swapped', swap, [disk(8, '/dev/vda'), disk(9, '/dev/vdb')], 3],
    ['in a chain', chain, [disk(8, '/dev/vda'), disk(9, '/dev/vdb')], 2],
    ['onto one that is there', onto, [disk(8, '/dev/vda'), disk(9, '/dev/vdx')], 2],
  ])('%s: left out, as a second run could not tell the elements apart', (_how, edits, there, left) => {
    const { draft, leftOut } = transfer(taskWith(there), edits);
    expect(changed(draft)).toEqual([]);
    expect(leftOut.map(({ why }) => why)).toEqual(Array(left).fill('overlap'));
  });

  test('under which one is removed, or one is added: left out as well', () => {
    const freed = removeElement(edited([`${disks}[1].name`, '/dev/vdb']), `${disks}[2]`);
    const replaced = addElement(removeElement(newDraft(OWN), `${disks}[2]`), disks, { name: '/dev/vdb' });
    const both = taskWith([disk(8, '/dev/vda'), disk(9, '/dev/vdb')]);
    for (const draft of [freed, replaced.draft]) {
      const { draft: next, leftOut } = transfer(both, planned(draft));
      expect(changed(next)).toEqual([]);
      expect(new Set(leftOut.map(({ why }) => why))).toEqual(new Set(['overlap']));
    }
  });

  test('beside others that do not: those are changed', () => {
    const both = planned(
      edited([`${disks}[1].name`, '/dev/vdb'], [`${disks}[2].name`, '/dev/vda'], ['speed_limit', 5]),
    );
    const { draft, leftOut } = transfer(taskWith([disk(8, '/dev/vda'), disk(9, '/dev/vdb')]), both);
    expect(changed(draft)).toEqual([['speed_limit', 0, 5]]);
    expect(leftOut).toHaveLength(2);
  });

  test('a name that no other element has is given', () => {
    const { draft, leftOut } = transfer(taskWith([disk(8, '/dev/vda')]), onto);
    expect([changed(draft).length, leftOut]).toEqual([2, []]);
    const after = taskWith([disk(8, '/dev/vdx', 30 * GIB)]);
    expect(transfer(after, onto)).toMatchObject({ draft: { edits: [] }, leftOut: [] });
  });
});

describe('added elements', () => {
  const volumes = 'target_server.volume_groups[vg].logical_volumes';
  const plan = planned(addElement(newDraft(OWN), volumes, { name: 'logs', size: 7 }).draft);

  test('are added', () => {
    const { draft, leftOut } = transfer(taskWith([], [group('vg', [{ name: 'data', size: 5 }])]), plan);
    expect(leftOut).toEqual([]);
    expect(buildRequest(draft).body).toMatchObject({
      target_server: { volume_groups: [{ logical_volumes: [{ name: 'data' }, { name: 'logs', size: 7 }] }] },
    });
  });

  test('that are there just so are no edits', () => {
    const there = taskWith([], [group('vg', [{ name: 'logs', size: '7', used_size: 1 }])]);
    expect(transfer(there, plan)).toMatchObject({ draft: { edits: [] }, leftOut: [] });
  });

  test('that are there with other values are left alone', () => {
    const { draft, leftOut } = transfer(taskWith([], [group('vg', [{ name: 'logs', size: 70 }])]), plan);
    expect(changed(draft)).toEqual([]);
    expect(leftOut).toEqual([{ path: `${volumes}[+1]`, why: 'exists' }]);
  });

  test('without the list that they belong to are left out, once', () => {
    const { draft, leftOut } = transfer(taskWith([], [group('another')]), plan);
    expect(changed(draft)).toEqual([]);
    expect(leftOut).toEqual([{ path: `${volumes}[+1]`, why: 'missing' }]);
  });

  test('come with what is in them', () => {
    const known = { name: 'vg2', size: 9, logical_volumes: [{ name: 'a', size: 3 }] };
    const whole = planned(addElement(newDraft(OWN), 'target_server.volume_groups', known).draft);
    const { draft, leftOut } = transfer(taskWith([], []), whole);
    expect(leftOut).toEqual([]);
    expect(buildRequest(draft).body).toMatchObject({ target_server: { volume_groups: [known] } });
    expect(transfer(taskWith([], [{ ...known, components: '' }]), whole)).toMatchObject({
      draft: { edits: [] },
      leftOut: [],
    });
  });
});

describe('removed elements', () => {
  const plan = planned(removeElement(newDraft(OWN), 'target_server.disks[2]'));

  test('go by their name', () => {
    const { draft } = transfer(taskWith([disk(8, '/dev/vda'), disk(9, '/dev/vdb')]), plan);
    expect(changed(draft)).toMatchObject([['target_server.disks[9]', { id: 9 }, null]]);
  });

  test('omits edits of elements that don’t exist', () => {
    expect(transfer(taskWith([disk(2, '/dev/vda')]), plan)).toMatchObject({
      draft: { edits: [] },
      leftOut: [],
    });
  });

  test('are left alone where several have the name', () => {
    const { draft, leftOut } = transfer(taskWith([disk(8, '/dev/vdb'), disk(9, '/dev/vdb')]), plan);
    expect([changed(draft), leftOut]).toEqual([
      [],
      [{ path: 'target_server.disks[/dev/vdb]', why: 'ambiguous' }],
    ]);
  });
});
