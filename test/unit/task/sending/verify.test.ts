/** Verdicts on changes, and what else changed in a list that was sent whole. */
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/json/json.ts';
import { addElement, type Draft, newDraft, removeElement } from '../../../../src/task/edits/draft.ts';
import { findSideEffects, verify } from '../../../../src/task/sending/verify.ts';
import { DISKS, edit, GROUPS, NICS, taskOf } from '../../../support/edited-task.ts';

const verdicts = (draft: Draft, later: JsonObject) =>
  verify(draft, later).map(({ change, outcome, now }) => [change.path, outcome, now]);

describe('a verdict', () => {
  test('on a field is by its value, if SMS returns one', () => {
    const base = taskOf({}, { name: 'a', speed_limit: 1, migration_ip: '10.0.0.1' });
    const draft = edit(
      base,
      ['name', 'b'],
      ['speed_limit', 2],
      ['exist_server', true],
      ['migration_ip', null],
    );
    expect(verdicts(draft, { name: 'b', speed_limit: 3, migration_ip: '' })).toEqual([
      ['name', 'applied', 'b'],
      ['speed_limit', 'not_applied', 3],
      ['exist_server', 'unverified', undefined],
      ['migration_ip', 'applied', ''],
    ]);
  });

  test('on an element is by whether it is there', () => {
    const base = taskOf({ disks: [{ id: 1, name: 'a', size: 1 }], volume_groups: [{ name: 'vg', size: 1 }] });
    const grown = edit(base, [`${GROUPS}[vg].size`, 2]);
    const removed = removeElement(grown, `${DISKS}[1]`);
    const { draft } = addElement(removed, DISKS, { name: 'b', size: 5 });
    expect(verdicts(draft, taskOf({ disks: [{ id: 9, name: 'b', size: 5 }], volume_groups: [] }))).toEqual([
      [`${DISKS}[1]`, 'applied', undefined],
      [`${DISKS}[+1]`, 'applied', { id: 9, name: 'b', size: 5 }],
      [`${DISKS}[+1].name`, 'applied', 'b'],
      [`${DISKS}[+1].size`, 'applied', 5],
      [`${GROUPS}[vg].size`, 'not_applied', undefined],
    ]);
    expect(verdicts(draft, base)).toEqual([
      [`${DISKS}[1]`, 'not_applied', { id: 1, name: 'a', size: 1 }],
      [`${DISKS}[+1]`, 'not_applied', undefined],
      [`${DISKS}[+1].name`, 'not_applied', undefined],
      [`${DISKS}[+1].size`, 'not_applied', undefined],
      [`${GROUPS}[vg].size`, 'not_applied', 1],
    ]);
  });

  test('is “unverified” in a list that SMS does not return, and among elements that nothing tells apart', () => {
    const nic = (ip: string) => ({ mac: 'fa:16:3e:00:00:01', ip });
    const nics = edit(taskOf({ networks: [nic('10.0.0.1')] }), [`${NICS}[#1].ip`, '10.0.0.2']);
    expect(verdicts(nics, taskOf({}))).toEqual([[`${NICS}[fa:16:3e:00:00:01].ip`, 'unverified', undefined]]);
    const twins = edit(taskOf({ networks: [nic('10.0.0.1'), nic('10.0.0.1')] }), [
      `${NICS}[#1].ip`,
      '10.0.0.2',
    ]);
    const later = taskOf({ networks: [nic('10.0.0.5'), nic('10.0.0.6'), nic('10.0.0.7')] });
    expect(verdicts(twins, later)).toEqual([[`${NICS}[#1].ip`, 'unverified', undefined]]);
    // Which of them was not sent is not known, but that there is one more.
    expect(findSideEffects(twins, later).map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      `appeared ${NICS}[#3]`,
    ]);
    const removed = removeElement(newDraft(twins.base), `${NICS}[#1]`);
    expect(verdicts(removed, later)).toEqual([[`${NICS}[#1]`, 'unverified', undefined]]);
  });
});

describe('a side effect', () => {
  const base = taskOf({
    disks: [
      { id: 1, name: 'a', size: 10, disk_index: null, physical_volumes: [{ id: 5, name: 'p', size: 4 }] },
      { id: 2, name: 'b', size: 20, used_size: 7, physical_volumes: [] },
    ],
    volume_groups: [{ name: 'vg', size: 3 }],
  });
  const draft = edit(base, [`${DISKS}[1].size`, 11]);
  const effects = (later: JsonObject, of = draft) => findSideEffects(of, later);

  test('is what changed in the list that was sent, at any depth, not in others', () => {
    const disks = [
      { id: 1, name: 'a', size: 10, physical_volumes: [{ id: 5, name: 'p', size: 9 }] },
      { id: 2, name: 'b', size: '20', used_size: 8, physical_volumes: [] },
    ];
    expect(effects(taskOf({ disks, volume_groups: [] }))).toEqual([
      { kind: 'changed', path: `${DISKS}[1].physical_volumes[5].size`, before: 4, now: 9 },
    ]);
    expect(effects(taskOf({ disks: [] }), edit({ ...base, name: 'a' }, ['name', 'b']))).toEqual([]);
  });

  test('is a field that is empty now, but not one that was empty before', () => {
    const disks = [
      { id: 1, name: 'a', size: 11, disk_index: '', physical_volumes: [{ id: 5, name: 'p', size: null }] },
      { id: 2, name: 'b', physical_volumes: [] },
    ];
    expect(effects(taskOf({ disks }))).toEqual([
      { kind: 'changed', path: `${DISKS}[1].physical_volumes[5].size`, before: 4, now: null },
      { kind: 'changed', path: `${DISKS}[2].size`, before: 20, now: undefined },
    ]);
  });

  test('is an element that vanished, with what it was', () => {
    const disks = [{ id: 1, name: 'a', size: 11, physical_volumes: [{ id: 5, name: 'p', size: 4 }] }];
    expect(effects(taskOf({ disks }))).toEqual([
      {
        kind: 'vanished',
        path: `${DISKS}[2]`,
        before: { id: 2, name: 'b', size: 20, used_size: 7, physical_volumes: [] },
        now: undefined,
      },
    ]);
  });

  test('is a copy of each element, from a service that appends a list to its own and numbers it anew', () => {
    const { disks } = base.target_server as { disks: JsonObject[] };
    const sent = [
      { ...disks[0], id: 11, size: 11 },
      { ...disks[1], id: 12 },
    ] as JsonObject[];
    const copies = effects(taskOf({ disks: [...disks, ...sent] }));
    expect(copies.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      `appeared ${DISKS}[11]`,
      `appeared ${DISKS}[12]`,
    ]);
  });

  test('is none of what the edits remove or add: those have verdicts', () => {
    const { draft: added } = addElement(removeElement(draft, `${DISKS}[2]`), DISKS, { name: 'c', size: 30 });
    const { disks } = base.target_server as { disks: JsonObject[] };
    expect(effects(taskOf({ disks: disks.slice(0, 1) }), added)).toEqual([]);
    const other = { id: 3, name: 'c', size: 31 };
    expect(effects(taskOf({ disks: [...disks.slice(0, 1), other] }), added)).toEqual([]);
  });

  test('is a new ID of a NIC, but not of a disk or a partition, which SMS numbers anew', () => {
    const disks = [
      { id: 31, name: 'a', size: 11, physical_volumes: [{ id: 35, name: 'p', size: 4 }] },
      { id: 32, name: 'b', size: 20, physical_volumes: [] },
    ];
    expect(effects(taskOf({ disks }))).toEqual([]);
    const nics = edit(taskOf({ networks: [{ mac: 'fa:16:3e:00:00:01', id: 'x', mtu: 1 }] }), [
      `${NICS}[#1].mtu`,
      2,
    ]);
    const later = taskOf({ networks: [{ mac: 'fa:16:3e:00:00:01', id: 'y', mtu: 2 }] });
    expect(effects(later, nics)).toEqual([
      { kind: 'changed', path: `${NICS}[fa:16:3e:00:00:01].id`, before: 'x', now: 'y' },
    ]);
  });

  test('is none of what SMS did not return before', () => {
    const { disks } = base.target_server as { disks: JsonObject[] };
    const filled = disks.map((disk) => ({ ...disk, partition_style: 'GPT' }));
    expect(effects(taskOf({ disks: filled }))).toEqual([]);
  });

  test('is none in a list that SMS does not return', () => {
    expect(effects(taskOf({}))).toEqual([]);
  });
});
