/** Cases in which elements of lists come, go or change names; each was once decided wrongly. */
import { describe, expect, test } from 'vitest';
import { type Json, type JsonObject, parseJson, stringifyJson } from '../../../../src/json/json.ts';
import {
  currentTask,
  type Draft,
  newDraft,
  removeElement,
  setValue,
} from '../../../../src/task/edits/draft.ts';
import { rebase } from '../../../../src/task/edits/rebase.ts';
import { replay } from '../../../../src/task/edits/saved/replay.ts';
import { toSavedEdits } from '../../../../src/task/edits/saved/saved-edit.ts';
import { buildReversal, buildReversalOf } from '../../../../src/task/edits/undo/undo.ts';
import { derivedChangesOf } from '../../../../src/task/sending/derived.ts';
import { newFindings, prepareUpdate } from '../../../../src/task/sending/prepare.ts';
import { buildRequest } from '../../../../src/task/sending/request.ts';
import { findSideEffects, verify } from '../../../../src/task/sending/verify.ts';
import { applyAssignments } from '../../../../src/update/assignments.ts';
import { LVM, payload } from '../../../support/fixtures.ts';

const D = 'target_server.disks';
const G = 'target_server.volume_groups[vgtest]';
const GIB = 1 << 30;

const lvm = (): JsonObject => ({ ...payload(LVM), state: 'READY' });
const edited = (set: readonly string[], unset: readonly string[] = [], base = lvm()): Draft =>
  applyAssignments(newDraft(base), set, unset);
const server = (task: JsonObject) => task.target_server as JsonObject;
const disks = (task: JsonObject) => server(task).disks as JsonObject[];
const withServer = (task: JsonObject, change: JsonObject): JsonObject => ({
  ...task,
  target_server: { ...server(task), ...change },
});
const sentDisks = (draft: Draft) =>
  (
    (buildRequest(draft).body.target_server as JsonObject | undefined)?.disks as JsonObject[] | undefined
  )?.map(({ id, name }) => id ?? name);
/** The task after a service took a request whole. */
function put(task: JsonObject, draft: Draft): JsonObject {
  const body = buildRequest(draft).body;
  return { ...task, ...body, target_server: { ...server(task), ...(body.target_server as JsonObject) } };
}
const outcomes = (draft: Draft, later: JsonObject) =>
  Object.fromEntries(verify(draft, later).map(({ change, outcome }) => [change.path, outcome]));

const NEW_DISK: JsonObject = { id: 999, name: '/dev/xvdd', size: 20 * GIB, physical_volumes: [] };

describe('removed', () => {
  test('a disk that someone else replaced meanwhile: the other one stays', () => {
    const draft = edited([], [`${D}[702]`]);
    const later = withServer(lvm(), { disks: [...disks(lvm()).slice(0, 2), NEW_DISK] });
    const { draft: rebased, conflicts } = rebase(draft, later);
    expect([rebased.edits, conflicts]).toEqual([[], []]);
  });

  test('one disk, and another takes its name', () => {
    const draft = edited([`${D}[701].name=/dev/xvdc`], [`${D}[702]`]);
    expect(sentDisks(rebase(draft, lvm()).draft)).toEqual([700, 701]);
    expect(new Set(Object.values(outcomes(draft, lvm())))).toEqual(new Set(['not_applied']));
    expect(new Set(Object.values(outcomes(draft, put(lvm(), draft))))).toEqual(new Set(['applied']));
  });

  test('a disk, and a new one gets its name', () => {
    const draft = edited([`${D}[+1].name=/dev/xvdc`, `${D}[+1].size=20G`], [`${D}[702]`]);
    const { draft: rebased, conflicts } = rebase(draft, lvm());
    expect(conflicts).toEqual([]);
    expect(sentDisks(rebased)).toEqual([700, 701, '/dev/xvdc']);
    expect(disks(put(lvm(), rebased)).at(-1)).toEqual({ name: '/dev/xvdc', size: 20 * GIB });
  });

  test('one of two NICs with one MAC, by its place', () => {
    const nic = (ip: string) => ({ mac: 'fa:16:3e:00:00:01', ip });
    const base = withServer(lvm(), { networks: [nic('10.0.0.1'), nic('10.0.0.2')] });
    const draft = edited([], ['target_server.networks[#2]'], base);
    expect(rebase(draft, base).draft.edits).toHaveLength(1);
    expect(outcomes(draft, base)).toEqual({ 'target_server.networks[#2]': 'not_applied' });
    expect(outcomes(draft, withServer(base, { networks: [nic('10.0.0.1')] }))).toEqual({
      'target_server.networks[#2]': 'applied',
    });
  });

  test('a partition without id and name', () => {
    const [first, ...others] = disks(lvm());
    const part = (size: number) => ({ size, mount_point: `/${size}` });
    const base = withServer(lvm(), {
      disks: [{ ...first, physical_volumes: [part(5), part(6)] }, ...others],
    });
    const draft = edited([], [`${D}[700].physical_volumes[#1]`], base);
    const body = buildRequest(rebase(draft, base).draft).body as { target_server: { disks: JsonObject[] } };
    expect(body.target_server.disks[0]?.physical_volumes).toEqual([part(6)]);
  });

  test('a disk, while another one was added: applied', () => {
    const draft = edited([], [`${D}[702]`]);
    const later = withServer(lvm(), { disks: [...disks(lvm()).slice(0, 2), NEW_DISK] });
    expect(outcomes(draft, later)).toEqual({ [`${D}[702]`]: 'applied' });
  });

  test('a disk that someone else resized meanwhile: a conflict', () => {
    const draft = edited([], [`${D}[702]`]);
    const grown = disks(lvm()).map((disk) => (disk.id === 702 ? { ...disk, size: 30 * GIB } : disk));
    expect(rebase(draft, withServer(lvm(), { disks: grown })).conflicts).toMatchObject([
      { kind: 'within', path: `${D}[702]`, within: [`${D}[702].size`] },
    ]);
  });
});

describe('renamed', () => {
  test('a volume, and a new one gets its old name', () => {
    const volumes = `${G}.logical_volumes`;
    const data = '/dev/mapper/vgtest-data';
    const draft = edited([
      `${volumes}[${data}].name=old`,
      `${volumes}[+1].name=${data}`,
      `${volumes}[+1].size=1G`,
    ]);
    const { draft: rebased, conflicts } = rebase(draft, lvm());
    expect(conflicts).toEqual([]);
    expect(rebased.edits).toHaveLength(4);
    expect(new Set(Object.values(outcomes(draft, put(lvm(), draft))))).toEqual(new Set(['applied']));
    expect(new Set(Object.values(outcomes(draft, lvm())))).toEqual(new Set(['not_applied']));
  });

  test('two swapped names are undone', () => {
    const draft = edited([`${D}[701].name=/dev/xvdc`, `${D}[702].name=/dev/xvdb`]);
    const { draft: back, leftAlone } = buildReversal(put(lvm(), draft), toSavedEdits(draft));
    expect(leftAlone).toEqual([]);
    expect(sentNames(back)).toEqual({ 700: '/dev/xvda', 701: '/dev/xvdb', 702: '/dev/xvdc' });
  });

  test('a group with a removed and an added volume is undone whole', () => {
    const volumes = `${G}.logical_volumes`;
    const draft = edited(
      [`${G}.name=vgnew`, `${volumes}[+1].name=logs`, `${volumes}[+1].size=1G`],
      [`${volumes}[/dev/mapper/vgtest-data]`],
    );
    const { draft: back, leftAlone } = buildReversal(put(lvm(), draft), toSavedEdits(draft));
    expect(leftAlone).toEqual([]);
    const after = put(put(lvm(), draft), back);
    expect(server(after).volume_groups).toEqual(server(lvm()).volume_groups);
  });
});

const sentNames = (draft: Draft) =>
  Object.fromEntries(disks(put(draft.base, draft)).map(({ id, name }) => [id, name]));

describe('applied twice', () => {
  test('an addition by a plan', () => {
    const draft = edited([`${D}[+1].name=/dev/xvdd`, `${D}[+1].size=20G`]);
    const after = put(lvm(), draft);
    expect(replay(after, toSavedEdits(draft))).toMatchObject({ draft: { edits: [] }, conflicts: [] });
  });

  test('an addition inside an element that goes by its name', () => {
    const draft = edited([
      `${D}[/dev/xvdb].physical_volumes[+1].name=/dev/xvdb3`,
      `${D}[/dev/xvdb].physical_volumes[+1].size=1G`,
    ]);
    expect(replay(put(lvm(), draft), toSavedEdits(draft))).toMatchObject({
      draft: { edits: [] },
      conflicts: [],
    });
  });

  test('a new element that is named by id and by name is one', () => {
    const draft = edited([
      `${D}[701].physical_volumes[+1].size=1G`,
      `${D}[/dev/xvdb].physical_volumes[+1].name=x`,
    ]);
    expect(draft.edits.filter((edit) => 'add' in edit)).toHaveLength(1);
  });

  test('a renamed group and a volume in it', () => {
    const draft = edited([`${G}.name=vgnew`, `${G}.logical_volumes[/dev/mapper/vgtest-data].name=logs`]);
    expect(replay(put(lvm(), draft), toSavedEdits(draft))).toMatchObject({
      draft: { edits: [] },
      conflicts: [],
    });
  });
});

describe('values in other spellings count as applied', () => {
  test.each<[string, string, Json, Json]>([
    ['an IPv6 address', 'migration_ip', '2001:db8:0:0:0:0:0:1', '2001:DB8::1'],
    ['a boolean as text', 'use_public_ip', true, 'true'],
    ['a number as text', 'speed_limit', 100, '100'],
    ['a number with a fraction of nothing', 'speed_limit', 100, '100.0'],
  ])('%s', (_what, path, wanted, now) => {
    const draft = setValue(newDraft(lvm()), path, wanted);
    expect(outcomes(draft, { ...lvm(), [path]: now })).toEqual({ [path]: 'applied' });
  });

  test('a MAC in capitals', () => {
    const draft = edited(['target_server.networks[+1].mac=fa:16:3e:00:00:01']);
    const later = withServer(lvm(), { networks: [{ mac: 'FA:16:3E:00:00:01' }] });
    expect(new Set(Object.values(outcomes(draft, later)))).toEqual(new Set(['applied']));
  });

  test('ids given anew that overlap the old ones', () => {
    const draft = edited([`${D}[701].size=20G`]);
    const later = put(lvm(), draft);
    const shifted = disks(later).map((disk) => ({ ...disk, id: Number(disk.id) + 1 }));
    expect(outcomes(draft, withServer(later, { disks: shifted }))).toEqual({ [`${D}[701].size`]: 'applied' });
  });
});

describe('undo', () => {
  test('puts back what the service itself had, even if it is invalid', () => {
    const draft = edited([`${D}[702].device_use=NORMAL`]);
    const { draft: back, leftAlone } = buildReversal(put(lvm(), draft), toSavedEdits(draft));
    expect(leftAlone).toEqual([]);
    expect(
      prepareUpdate(back, put(lvm(), draft)).findings.filter(({ severity }) => severity === 'error'),
    ).toEqual([]);
    expect(disks(put(put(lvm(), draft), back))[2]).toMatchObject({ device_use: 'VOLUME_GROUP' });
  });

  test('finds disks under new ids', () => {
    const draft = edited([`${D}[702].size=20G`]);
    const later = put(lvm(), draft);
    const renumbered = withServer(later, {
      disks: disks(later).map((disk) => ({ ...disk, id: Number(disk.id) + 500 })),
    });
    const { draft: back, leftAlone } = buildReversal(renumbered, toSavedEdits(draft));
    expect(leftAlone).toEqual([]);
    expect(back.edits).toMatchObject([{ path: `${D}[1202].size`, value: 10 * GIB }]);
  });

  test('of an undo restores the update', () => {
    const draft = removeElement(newDraft(lvm()), `${D}[702]`);
    const { draft: back } = buildReversal(put(lvm(), draft), toSavedEdits(draft));
    const restored = put(put(lvm(), draft), back);
    const { draft: again, leftAlone } = buildReversal(restored, toSavedEdits(back));
    expect(leftAlone).toEqual([]);
    expect(again.edits).toMatchObject([{ path: `${D}[702]`, remove: true }]);
  });
});

describe('a prepared update', () => {
  test('asks the rules about the newer reading', () => {
    const draft = edited([`${G}.logical_volumes[/dev/mapper/vgtest-data].size=12G`]);
    const agreed = prepareUpdate(draft, draft.base).findings;
    const shrunk = withServer(lvm(), {
      volume_groups: (server(lvm()).volume_groups as JsonObject[]).map((group) => ({
        ...group,
        size: 7 * GIB,
      })),
    });
    expect(newFindings(prepareUpdate(draft, shrunk), agreed)).toMatchObject([
      { rule: 'group_holds_volumes' },
    ]);
    expect(newFindings(prepareUpdate(draft, { ...lvm(), state: 'RUNNING' }), agreed)).toMatchObject([
      { rule: 'task_state' },
    ]);
    expect(newFindings(prepareUpdate(draft, lvm()), agreed)).toEqual([]);
  });

  test('does not count as changed what moves by itself', () => {
    const draft = edited(['name=web-01']);
    const busy = disks(lvm()).map((disk) => ({ ...disk, used_size: 1, heartbeat: 5 }));
    const { moved } = prepareUpdate(draft, { ...withServer(lvm(), { disks: busy }), beat: 77 });
    expect(moved).toEqual([]);
  });

  test('sends the figures that follow from a resize', () => {
    const draft = edited([`${D}[701].physical_volumes[9003].size=2G`]);
    expect(derivedChangesOf(draft).map(({ path, after }) => [path, after])).toEqual([
      [`${D}[701].physical_volumes[9003].free_size`, GIB],
      [`${D}[701].used_size`, 7 * GIB],
    ]);
    expect(disks(put(lvm(), draft))[1]).toMatchObject({ used_size: 7 * GIB });
    expect(derivedChangesOf({ ...draft, keepsFigures: true })).toEqual([]);
    expect(verify(draft, put(lvm(), draft))).toMatchObject([{ outcome: 'applied' }]);
  });
});

describe('findings that were agreed to', () => {
  const withPartitions = (first: number, second: number): JsonObject =>
    withServer(lvm(), {
      volume_groups: [],
      disks: [
        { id: 1, name: 'a', size: 40 * GIB, physical_volumes: [{ name: 'a1', size: first }] },
        { id: 2, name: 'b', size: 40 * GIB, physical_volumes: [{ name: 'b1', size: second }] },
      ],
    });
  const draft = edited([`${D}[1].size=30G`, `${D}[2].size=30G`], [], withPartitions(30 * GIB, GIB));
  const agreed = prepareUpdate(draft, draft.base).findings;
  const later = (task: JsonObject) =>
    newFindings(prepareUpdate(draft, task), agreed).map(({ rule, path }) => [rule, path]);

  test('don’t cover the same finding about another disk', () => {
    expect(agreed.map(({ rule, path }) => [rule, path])).toEqual([['disk_exceeds_volumes', `${D}[1].size`]]);
    expect(later(withPartitions(GIB, 30 * GIB))).toEqual([['disk_exceeds_volumes', `${D}[2].size`]]);
  });

  test('hold under IDs that were assigned again', () => {
    const same = withPartitions(30 * GIB, GIB);
    const renumbered = withServer(same, {
      disks: disks(same).map((disk) => ({ ...disk, id: Number(disk.id) + 1 })),
    });
    expect(later(renumbered)).toEqual([]);
  });
});

describe('an element to be removed', () => {
  test('whose volumes only changed their order is no conflict', () => {
    const later = withServer(lvm(), {
      disks: disks(lvm()).map((disk) => ({
        ...disk,
        physical_volumes: [...(disk.physical_volumes as JsonObject[])].reverse(),
      })),
    });
    expect(rebase(edited([], [`${D}[701]`]), later).conflicts).toEqual([]);
  });

  test('that lost a volume and got another one is a conflict', () => {
    const later = withServer(lvm(), {
      disks: disks(lvm()).map((disk) =>
        disk.id === 701
          ? {
              ...disk,
              physical_volumes: [
                (disk.physical_volumes as JsonObject[])[0] as JsonObject,
                { id: 77, name: '/dev/xvdb9', size: GIB },
              ],
            }
          : disk,
      ),
    });
    expect(rebase(edited([], [`${D}[701]`]), later).conflicts).toMatchObject([
      { kind: 'within', within: [`${D}[701].physical_volumes`] },
    ]);
  });

  test('and that is added again, alike: the old one is recognized by what an addition does not tell', () => {
    const volumes = `${G}.logical_volumes`;
    const data = '/dev/mapper/vgtest-data';
    const draft = edited([`${volumes}[+1].name=${data}`, `${volumes}[+1].size=1G`], [`${volumes}[${data}]`]);
    expect(new Set(Object.values(outcomes(draft, lvm())))).toEqual(new Set(['not_applied']));
    expect(new Set(Object.values(outcomes(draft, put(lvm(), draft))))).toEqual(new Set(['applied']));
    expect(replay(lvm(), toSavedEdits(draft)).draft.edits.length).toBeGreaterThan(0);
  });
});

describe('IDs that were assigned again', () => {
  const shifted = withServer(lvm(), {
    disks: disks(lvm()).map((disk) => ({ ...disk, id: Number(disk.id) + 1 })),
  });

  test('are nothing that someone changed', () => {
    expect(prepareUpdate(edited(['name=web-01']), shifted).moved).toEqual([]);
  });

  test('are not given to a second element by undo', () => {
    const draft = edited([], [`${D}[701]`]);
    const after = put(lvm(), draft);
    const taken = withServer(after, {
      disks: disks(after).map((disk) => ({ ...disk, id: 701 - 1 + Number(disk.id === 702) })),
    });
    const { draft: back, leftAlone } = buildReversal(taken, toSavedEdits(draft));
    expect(leftAlone).toEqual([]);
    const restored = disks(put(taken, back)).map(({ id, name }) => [id, name]);
    expect(restored).toEqual([
      [700, '/dev/xvda'],
      [701, '/dev/xvdc'],
      [undefined, '/dev/xvdb'],
    ]);
  });
});

describe('two updates at once are undone', () => {
  const undone = (task: JsonObject, first: Draft, second: Draft) => {
    const after = put(put(task, first), second);
    const { draft, leftAlone } = buildReversalOf(after, [toSavedEdits(second), toSavedEdits(first)]);
    expect(leftAlone).toEqual([]);
    return put(after, draft);
  };

  test('if a volume of a new disk was removed by the second', () => {
    const first = edited([
      `${D}[+1].name=/dev/xvdd`,
      `${D}[+1].size=20G`,
      `${D}[+1].physical_volumes[+1].name=d1`,
      `${D}[+1].physical_volumes[+1].size=1G`,
      `${D}[+1].physical_volumes[+2].name=d2`,
      `${D}[+1].physical_volumes[+2].size=2G`,
    ]);
    const second = edited([], [`${D}[/dev/xvdd].physical_volumes[d1]`], put(lvm(), first));
    expect(server(undone(lvm(), first, second)).disks).toEqual(server(lvm()).disks);
  });

  test('if NICs of one MAC came and went', () => {
    const nic = (mac: string, ip: string): JsonObject => ({ mac: `fa:16:3e:00:00:0${mac}`, ip });
    const base = withServer(lvm(), { networks: [nic('2', '10.0.0.1'), nic('2', '10.0.0.2')] });
    const N = 'target_server.networks';
    const first = edited([], [`${N}[#2]`], base);
    const second = edited(
      [`${N}[#1].mac=fa:16:3e:00:00:01`, `${N}[+1].mac=fa:16:3e:00:00:02`, `${N}[+1].ip=10.0.0.3`],
      [],
      put(base, first),
    );
    expect(server(undone(base, first, second)).networks).toEqual(server(base).networks);
  });

  test('if a disk was removed, and another one of its name added', () => {
    const first = edited([], [`${D}[702]`]);
    const second = edited([`${D}[+1].name=/dev/xvdc`, `${D}[+1].size=30G`], [], put(lvm(), first));
    expect(server(undone(lvm(), first, second)).disks).toEqual(server(lvm()).disks);
  });
});

describe('what travels along', () => {
  test('and vanished or changed is named', () => {
    const draft = edited([`${D}[701].size=20G`]);
    const after = put(lvm(), draft);
    expect(findSideEffects(draft, after)).toEqual([]);
    const [first, second] = disks(after);
    const damaged = withServer(after, { disks: [{ ...first, size: 1 } as JsonObject, second as JsonObject] });
    expect(findSideEffects(draft, damaged)).toMatchObject([
      { kind: 'changed', path: `${D}[700].size`, now: 1 },
      { kind: 'vanished', path: `${D}[702]` },
    ]);
  });

  test('figures and ids aside', () => {
    const draft = edited([`${D}[701].size=20G`]);
    const after = put(lvm(), draft);
    const recomputed = disks(after).map((disk) => ({ ...disk, id: Number(disk.id) + 1, used_size: 3 }));
    expect(findSideEffects(draft, withServer(after, { disks: recomputed }))).toEqual([]);
  });
});

test.each(['701.0', '7.01E2'])('the ID %s is 701', (spelling) => {
  const text = stringifyJson(lvm()).replace('"id":701', `"id":${spelling}`);
  const base = parseJson(text) as JsonObject;
  const draft = edited([`${D}[701].size=20G`], [], base);
  expect(rebase(draft, lvm())).toMatchObject({
    conflicts: [],
    draft: { edits: [{ path: `${D}[701].size` }] },
  });
  expect(replay(base, toSavedEdits(edited([], [`${D}[702]`]))).conflicts).toEqual([]);
});

test('figures that follow are numbers, though SMS wrote them as text', () => {
  const base = withServer(lvm(), {
    disks: disks(lvm()).map((disk) => ({ ...disk, used_size: String(disk.used_size) })),
  });
  const draft = edited([`${D}[701].physical_volumes[9003].size=2G`], [], base);
  expect(derivedChangesOf(draft).at(-1)).toMatchObject({ before: '6442450944', after: 7 * GIB });
});

test.each<[string, Json]>([
  ['speed_limit', 0],
  ['use_public_ip', 'false'],
  ['region_name', ''],
])('%s that was cleared and comes back as %j is no edit the second time', (path, now) => {
  const base = { ...lvm(), speed_limit: 100, use_public_ip: true };
  const draft = edited([], [path], base);
  expect(outcomes(draft, { ...base, [path]: now })).toEqual({ [path]: 'applied' });
  expect(replay({ ...base, [path]: now }, toSavedEdits(draft))).toMatchObject({
    conflicts: [],
    draft: { edits: [] },
  });
});

test('a null among partitions is no partition: the used size follows', () => {
  const base = withServer(lvm(), {
    disks: disks(lvm()).map((disk) => ({
      ...disk,
      physical_volumes: [null, ...(disk.physical_volumes as JsonObject[])],
    })),
  });
  const draft = edited([`${D}[701].physical_volumes[9003].size=2G`], [], base);
  expect(derivedChangesOf(draft).map(({ path }) => path)).toContain(`${D}[701].used_size`);
});

test('a null in a list does not prevent edits of other elements', () => {
  const base = withServer(lvm(), { disks: [null, ...disks(lvm())] as Json });
  const draft = edited(['name=web-01', `${D}[701].size=20G`], [], base);
  expect(rebase(draft, base).conflicts).toEqual([]);
  expect(outcomes(draft, { ...put(base, draft) })).toEqual({
    name: 'applied',
    [`${D}[701].size`]: 'applied',
  });
  expect(currentTask(draft)).toMatchObject({ name: 'web-01' });
});
