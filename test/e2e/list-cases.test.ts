/** More edits of list elements through the whole program; each was once decided wrongly. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  D,
  type Doc,
  diskChange,
  GIB,
  ignored,
  outcomesIn,
  set,
  unset,
  updateMeanwhile,
  type World,
  withDisks,
  withServer,
  worldOf,
} from '../support/meanwhile.ts';
import { service, updates } from '../support/service.ts';
import { MODES } from '../support/user-driver.ts';

const G = 'target_server.volume_groups';
const V = `${G}[vgtest].logical_volumes`;
const DATA = '/dev/mapper/vgtest-data';
const N = 'target_server.networks';

const renumbered = (by: number) => (task: Doc) =>
  withDisks(task, (disks) => disks.map((disk) => ({ ...disk, id: disk.id + by })));
const names = (task: Doc | undefined) => task?.target_server.disks.map(({ name }: Doc) => name);
const groupChange = (keys: Doc) => (task: Doc) =>
  withServer(task, {
    volume_groups: task.target_server.volume_groups.map((group: Doc) => ({ ...group, ...keys })),
  });
const volume = (name: string, size: number) => ({ name, size, used_size: 0, file_system: 'ext4' });
const nic = (ip: string) => ({ name: 'eth', mac: 'fa:16:3e:00:00:01', ip });
const twins = (task: Doc) => withServer(task, { networks: [nic('10.0.0.5'), nic('10.0.0.6')] });
const ips = (task: Doc | undefined) => task?.target_server.networks.map(({ ip }: Doc) => ip);
/** A partition without an ID and a name. */
const anonymous = (size: number) => ({ device_use: 'NORMAL', file_system: 'ext4', mount_point: '', size });
const withAnonymous = (...sizes: number[]) =>
  diskChange(701, (disk) => ({ ...disk, physical_volumes: sizes.map(anonymous) }));
const stranger = (name: string) => (task: Doc) =>
  withDisks(task, (disks) => [...disks, { id: 999, name, size: 30 * GIB, physical_volumes: [] }]);

/** A simulator takes networks only if the task returns them. */
async function networked(task: (task: Doc) => Doc, before: World['before'] = {}) {
  const world = await worldOf({
    ...{ task, before },
    put({ body, path }) {
      world.change((now) => withServer(now, JSON.parse(body).target_server));
      return { status: 200, headers: {}, body: `{"id":"${path.split('/').at(-1)}"}` };
    },
  });
  return world;
}

describe('a removed disk', () => {
  test.each([500, 1])('under IDs that SMS assigned again, %i higher, is no conflict', async (by) => {
    const { code, sent } = await updateMeanwhile(unset(`${D}[702]`), { before: { 2: renumbered(by) } });
    expect(names(sent[0])).toEqual(['/dev/xvda', '/dev/xvdb']);
    expect(code).toBe(0);
  });

  test('without an ID, name and content of its own: the other one may be it, so nothing is sent', async () => {
    const { code, sent, report } = await updateMeanwhile(unset(`${D}[701].physical_volumes[#2]`), {
      task: withAnonymous(GIB, 2 * GIB),
      before: { 2: withAnonymous(3 * GIB) },
    });
    expect(sent).toEqual([]);
    expect([code, report.result]).toEqual([5, 'refused']);
  });
});

describe('removed, and a new one added that has the same name and size', () => {
  const disk = [...unset(`${D}[702]`), ...set(`${D}[+1].name=/dev/xvdc`, `${D}[+1].size=10G`)];
  const logical = [...unset(`${V}[${DATA}]`), ...set(`${V}[+1].name=${DATA}`, `${V}[+1].size=1G`)];

  test.each([
    ['disk', disk],
    ['logical volume', logical],
  ])('%s: not applied if SMS keeps the old one', async (_what, args) => {
    const ran = await updateMeanwhile(args, { put: ignored });
    expect(new Set(outcomesIn(ran))).toEqual(new Set(['not_applied']));
    expect(ran.code).toBe(6);
  });

  test.each([990, 702])('disk: applied if the new one gets the ID %i', async (id) => {
    const ran = await updateMeanwhile(disk, {
      before: { 3: (task) => withDisks(task, (disks) => disks.map((one) => ({ id, ...one }))) },
    });
    expect(new Set(outcomesIn(ran))).toEqual(new Set(['applied']));
    expect(ran.code).toBe(0);
  });

  test('disk: a plan of it is sent, and the second time it is not', async () => {
    const world = await worldOf();
    const planned = await world.command('update', world.sms.firstTask, ...disk, '--dry-run', '--out', '-');
    const file = join(mkdtempSync(join(tmpdir(), 'sms-plan-')), 'plan.json');
    writeFileSync(file, planned.stdout);
    const [first, second] = [
      await world.json('apply', file, '--yes'),
      await world.json('apply', file, '--yes'),
    ];
    expect([first.sent.length, first.code, second.sent.length, second.code]).toEqual([1, 0, 0, 0]);
  });
});

describe('the last element of a list, removed', () => {
  test.each([null, undefined, []])('is gone if the list comes back as %j', async (list) => {
    const world = await worldOf({
      put({ path }) {
        world.change((now) => withServer(now, { volume_groups: list }));
        return { status: 200, headers: {}, body: `{"id":"${path.split('/').at(-1)}"}` };
      },
    });
    const ran = await world.update(...unset(`${G}[vgtest]`));
    expect([outcomesIn(ran), ran.code]).toEqual([['applied'], 0]);
  });
});

describe('a disk', () => {
  test('whose ID another one has by now: nothing is sent', async () => {
    const other = { name: '/dev/xvdq', disk_id: 'q', disk_index: '3', size: 30 * GIB, physical_volumes: [] };
    const { code, sent } = await updateMeanwhile(set(`${D}[701].size=20G`), {
      before: { 2: diskChange(701, (disk) => ({ ...disk, ...other })) },
    });
    expect([code, sent]).toEqual([5, []]);
  });

  test('that someone else renamed keeps the change', async () => {
    const { code, sent } = await updateMeanwhile(set(`${D}[701].size=20G`), {
      before: { 2: diskChange(701, (disk) => ({ ...disk, name: '/dev/xvdq' })) },
    });
    expect(sent[0]?.target_server.disks[1]).toMatchObject({ name: '/dev/xvdq', size: 20 * GIB });
    expect(code).toBe(0);
  });
});

describe('a NIC', () => {
  test('goes by its MAC in any spelling', async () => {
    const { update, now } = await networked((task) => withServer(task, { networks: [nic('10.0.0.5')] }));
    expect((await update(...set(`${N}[FA-16-3E-00-00-01].ip=10.0.0.7`))).code).toBe(0);
    expect(ips(now())).toEqual(['10.0.0.7']);
  });

  test('of two with one MAC is removed, though the other one changed meanwhile', async () => {
    const world = await networked(twins, {
      2: (task) => withServer(task, { networks: [nic('10.0.0.7'), nic('10.0.0.6')] }),
    });
    const ran = await world.update(...unset(`${N}[#2]`));
    expect([ips(world.now()), outcomesIn(ran), ran.code]).toEqual([['10.0.0.7'], ['applied'], 0]);
  });
});

test('a plan that swaps two names is not sent again after the IDs changed as well', async () => {
  const { sms, command, json, change } = await worldOf();
  const file = join(mkdtempSync(join(tmpdir(), 'sms-plan-')), 'plan.json');
  const partitions = `${D}[701].physical_volumes`;
  const swapped = set(`${partitions}[9003].name=/dev/xvdb2`, `${partitions}[9004].name=/dev/xvdb1`);
  await command('update', sms.firstTask, ...swapped, '--dry-run', '--out', file);
  expect((await json('apply', file, '--yes')).code).toBe(0);
  change(
    diskChange(701, (disk) => ({
      ...disk,
      physical_volumes: disk.physical_volumes
        .toReversed()
        .map((one: Doc, at: number) => ({ ...one, id: 9003 + at })),
    })),
  );
  const { sent, report } = await json('apply', file, '--yes');
  expect([sent, report.result]).toEqual([[], 'no_changes']);
});

test('a plan made with --no-derived leaves the figures as they were', async () => {
  const { sms, command, json } = await worldOf();
  const file = join(mkdtempSync(join(tmpdir(), 'sms-plan-')), 'plan.json');
  const larger = set(`${D}[701].physical_volumes[9003].size=2G`);
  await command('update', sms.firstTask, ...larger, '--no-derived', '--dry-run', '--out', file);
  const plan = JSON.parse(readFileSync(file, 'utf8'));
  const { sent, report } = await json('apply', file, '--yes');
  expect([sent, report.follows]).toEqual([[plan.request], []]);
});

describe('undo', () => {
  test('restores one of two NICs with one MAC, as SMS had them', async () => {
    const { update, undo, now } = await networked(twins);
    await update(...unset(`${N}[#2]`));
    expect(ips(now())).toEqual(['10.0.0.5']);
    expect((await undo()).code).toBe(0);
    expect(ips(now())).toEqual(['10.0.0.5', '10.0.0.6']);
  });

  test('verifies one of two equal partitions that it restored', async () => {
    const { update, undo } = await worldOf({ task: withAnonymous(GIB, GIB) });
    await update(...unset(`${D}[701].physical_volumes[#1]`));
    expect(outcomesIn(await undo())).toEqual(['applied']);
  });

  test('leaves alone a disk whose name is another one’s by now, and undoes the rest', async () => {
    const { update, undo, change, now } = await worldOf();
    await update(...unset(`${D}[702]`), ...set('name=other'));
    change(stranger('/dev/xvdc'));
    const { code, report } = await undo();
    expect(report.left_out).toEqual([
      { path: `${D}[702]`, why: 'exists', message: expect.stringContaining('another element') },
    ]);
    expect([now().name, names(now()), code]).toEqual([
      'centos7-lvm',
      ['/dev/xvda', '/dev/xvdb', '/dev/xvdc'],
      6,
    ]);
  });

  test('knows which of two disks was changed, under IDs that were assigned again before it was sent', async () => {
    const { update, undo, now } = await worldOf({
      before: {
        2: renumbered(1),
        3: diskChange(703, (disk) => ({ ...disk, size: 10 * GIB })),
        4: diskChange(703, (disk) => ({ ...disk, size: 10 * GIB })),
        5: diskChange(703, (disk) => ({ ...disk, size: 10 * GIB })),
      },
    });
    expect(outcomesIn(await update(...set(`${D}[701].size=20G`, `${D}[702].size=30G`)))).toEqual([
      'applied',
      'not_applied',
    ]);
    expect(outcomesIn(await undo())).toEqual(['applied']);
    expect(now().target_server.disks[1].size).toBe(10 * GIB);
  });

  test('leaves alone a group whose name is another one’s by now, and undoes the rest', async () => {
    const { update, undo, change, now } = await worldOf();
    await update(...unset(`${G}[vgtest]`), ...set('speed_limit=5'));
    const other = { name: 'vgtest', components: '', size: GIB, logical_volumes: [] };
    change((task) => withServer(task, { volume_groups: [other] }));
    const { code, report } = await undo();
    expect(report.left_out.map(({ path, why }: Doc) => [path, why])).toEqual([[`${G}[vgtest]`, 'exists']]);
    expect([now().speed_limit, now().target_server.volume_groups, code]).toEqual([0, [other], 6]);
  });

  test('gives back what was cleared and came back as 0', async () => {
    const { update, undo, change, now } = await worldOf({
      task: (task) => ({ ...task, speed_limit: 100 }),
      put({ path }) {
        change((task) => ({ ...task, speed_limit: 0, region_name: '' }));
        return { status: 200, headers: {}, body: `{"id":"${path.split('/').at(-1)}"}` };
      },
    });
    const ran = await update(...unset('speed_limit', 'region_name'));
    expect([outcomesIn(ran), ran.code]).toEqual([['applied', 'applied'], 0]);
    const { sent } = await undo();
    expect(sent).toEqual([{ speed_limit: 100, region_name: 'AP-Singapore' }]);
    expect(now().speed_limit).toBe(0);
  });

  test('leaves alone an old name that is another disk’s by now', async () => {
    const { update, undo, change, now } = await worldOf();
    await update(...set(`${D}[702].name=/dev/xvdq`, `${D}[702].size=20G`));
    change(stranger('/dev/xvdc'));
    const { code, report } = await undo();
    expect(report.left_out.map(({ path, why }: Doc) => [path, why])).toEqual([[`${D}[702].name`, 'exists']]);
    expect(now().target_server.disks[2]).toMatchObject({ name: '/dev/xvdq', size: 10 * GIB });
    expect(code).toBe(6);
  });

  test('does not give an ID to a second disk', async () => {
    const plain = diskChange(701, (disk) => ({ ...disk, physical_volumes: [] }));
    const { update, undo, change, now } = await worldOf({ task: plain });
    await update(...unset(`${D}[701]`));
    change(diskChange(702, (disk) => ({ ...disk, id: 701 })));
    expect((await undo()).code).toBe(0);
    expect(now().target_server.disks.map(({ id, name }: Doc) => [id, name])).toEqual([
      [700, '/dev/xvda'],
      [701, '/dev/xvdc'],
      [undefined, '/dev/xvdb'],
    ]);
  });
});

describe('the report is about the update as it was sent', () => {
  test('what follows', async () => {
    const { sent, report } = await updateMeanwhile(set(`${D}[701].physical_volumes[9003].size=2G`), {
      before: {
        2: diskChange(701, (disk) => ({
          ...disk,
          used_size: GIB,
          physical_volumes: disk.physical_volumes.slice(0, 1),
        })),
      },
    });
    expect(sent[0]?.target_server.disks[1].used_size).toBe(2 * GIB);
    expect(report.follows).toContainEqual({ path: `${D}[701].used_size`, before: GIB, after: 2 * GIB });
  });

  test('keys that the API does not define and that came meanwhile', async () => {
    const tagged = { before: { 2: diskChange(702, (disk) => ({ ...disk, vendor_tag: 'a' })) } };
    const { report } = await updateMeanwhile(set(`${D}[701].size=20G`), tagged);
    expect(report.left_out.map(({ path }: Doc) => path)).toEqual([`${D}[].vendor_tag`]);
    const world = await worldOf(tagged);
    const { stdout } = await world.command(
      'update',
      world.sms.firstTask,
      ...set(`${D}[701].size=20G`),
      '--yes',
    );
    expect(stdout).toContain(`${D}[].vendor_tag`);
  });

  test('the other value of a volume that someone else added too', async () => {
    const { code, report } = await updateMeanwhile(set(`${V}[+1].name=logs`, `${V}[+1].size=2G`), {
      before: { 2: groupChange({ logical_volumes: [volume(DATA, GIB), volume('logs', 3 * GIB)] }) },
    });
    const size = report.changes.find(({ path }: Doc) => path === `${V}[+1].size`);
    expect(size).toMatchObject({ theirs: 3 * GIB, after: 2 * GIB });
    expect(code).toBe(5);
  });
});

describe('a finding that was agreed to', () => {
  const grown = set(`${G}[vgtest].size=20G`);
  const disk = (size: number) => ({ before: { 2: diskChange(702, (one) => ({ ...one, size })) } });

  test('and is worse by now: nothing is sent', async () => {
    const { code, sent, report } = await updateMeanwhile(grown, disk(8 * GIB));
    expect([code, sent]).toEqual([5, []]);
    expect(report.findings.map(({ rule }: Doc) => rule)).toEqual(['group_beyond_parts']);
    expect(Object.keys(report.findings[0])).toEqual(['severity', 'rule', 'path', 'message']);
  });

  test('and is less bad by now: it is sent', async () => {
    expect((await updateMeanwhile(grown, disk(12 * GIB))).sent).toHaveLength(1);
  });

  test.each(MODES)(
    '$name: a new one is told, and asked about before the update is sent',
    async ({ start }) => {
      let readings = 0;
      const sms = await service({
        intercept: ({ method, path }) => {
          if (method !== 'GET' || !path.includes('/tasks/') || ++readings !== 2) return undefined;
          sms.change(sms.firstTask, (task) => ({ ...task, use_ipv6: true }));
          return undefined;
        },
      });
      const user = await start(sms);
      await user.goTo('network');
      await user.set('Rate limit', '100');
      await user.goTo('review');
      await user.submit();
      await user.sees('a rule objects now');
      expect(updates(sms)).toEqual([]);
      await user.submit();
      await user.sees('Change applied');
      expect(updates(sms)).toEqual([{ speed_limit: 100 }]);
    },
  );
});

describe.each([[null], ['x'], [7]])('%j among the disks', (scalar) => {
  const task = (one: Doc) => withDisks(one, (disks) => [...disks, scalar as unknown as Doc]);

  test('prevents neither a rename nor an edit of another disk, and is named', async () => {
    expect(await updateMeanwhile(set('name=other'), { task })).toMatchObject({
      code: 0,
      sent: [{ name: 'other' }],
    });
    const { code, report } = await updateMeanwhile(set(`${D}[701].size=20G`), { task });
    expect(report.left_out.map(({ path }: Doc) => path)).toEqual([`${D}[]: ${scalar}`]);
    expect(code).toBe(0);
  });

  test('stays in an edited copy of the task', async () => {
    const { sms, now, json } = await worldOf({ task });
    const copy = JSON.stringify(now()).replace('"size":10737418240', '"size":21474836480');
    const file = join(mkdtempSync(join(tmpdir(), 'sms-copy-')), 'task.json');
    writeFileSync(file, copy);
    const { code, report } = await json('diff', sms.firstTask, '--edit', file);
    expect([code, report.changes.map(({ path }: Doc) => path)]).toEqual([7, [`${D}[701].size`]]);
  });

  test('is nothing to remove', async () => {
    expect(await updateMeanwhile(unset(`${D}[#4]`), { task })).toMatchObject({ code: 2, sent: [] });
  });
});

test.each([
  [`${D}[702].physical_volumes`, 'name'],
  [V, 'name'],
  [G, 'name'],
])('a new element of %s without a name is refused', async (list, field) => {
  const { code, sent, report } = await updateMeanwhile(set(`${list}[+1].size=1G`));
  expect([code, sent]).toEqual([2, []]);
  expect(report.findings[0]).toMatchObject({ rule: 'new_element_unnamed', path: `${list}[+1].${field}` });
});

test('the clone server of a synchronizing task takes its changes', async () => {
  const { code, report } = await updateMeanwhile(set('clone_server.name=clone'), {
    task: (task) => ({
      ...task,
      state: 'SYNCING',
      clone_server: { vm_id: 'a', name: 'b' },
      source_server: { ...task.source_server, state: 'syncing' },
    }),
  });
  expect([code, report.findings]).toEqual([0, []]);
});
