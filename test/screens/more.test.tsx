/** Everything of the API within reach: More, NICs, Btrfs, lists in strings, adding, removing, unsetting. */
import { afterEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/json/json.ts';
import { buildRequest } from '../../src/task/sending/request.ts';
import { BTRFS, LVM, payload } from '../support/fixtures.ts';
import { type Shown, show } from '../support/screen.tsx';

const open: Shown[] = [];
afterEach(() => {
  for (const shown of open.splice(0)) shown.close();
});

async function shown(task: JsonObject, source?: JsonObject): Promise<Shown> {
  const made = await show(task);
  if (source) made.store.dispatch({ type: 'sourceLoaded', source });
  open.push(made);
  return made;
}

const requestOf = (wizard: Shown): JsonObject => buildRequest(wizard.store.state().draft).body;
const MORE = ['right', 'right', 'right', 'right'];
const VOLUMES = ['right', 'right', 'right'];

describe('step More', () => {
  test('reaches every field that has no step of its own', async () => {
    const wizard = await shown(payload(LVM));
    await wizard.press(...MORE);
    const labels = new Set<string>();
    for (let page = 0; page < 6; page++) {
      for (const row of wizard.rows().slice(4, 19)) labels.add(row.slice(5, 31).trim());
      await wizard.press('pagedown');
    }
    for (const label of [
      'Host name',
      'Boot mode',
      'Memory',
      'Flavor',
      'Region ID',
      'Enterprise project ID',
      'Template ID',
      'Cutover snapshot IDs',
      'Clone name',
      'Clone error',
    ]) {
      expect([...labels]).toContain(label);
    }
  });

  test('a list in a string is edited as a list', async () => {
    const wizard = await shown({ ...payload(LVM), target_disk_ids: 'one two' });
    await wizard.press(...MORE, '/', ...'target disk', 'enter', 'enter');
    expect(wizard.text()).toContain('Target disk IDs: entries');
    expect(wizard.text()).toContain('one');
    await wizard.press('a', ...'three', 'enter', 'd', 'down', 'enter', ...'drei', 'enter');
    expect(requestOf(wizard)).toEqual({ target_disk_ids: 'two drei' });
    await wizard.press('escape', '^S');
    expect(wizard.text()).toContain('one two → two drei');
  });

  test('snapshots are joined by semicolons', async () => {
    const wizard = await shown(payload(LVM));
    await wizard.press(
      ...MORE,
      '/',
      ...'cutover snap',
      'enter',
      'enter',
      'a',
      ...'s1',
      'enter',
      'a',
      ...'s2',
      'enter',
    );
    expect(requestOf(wizard)).toEqual({ cutovered_snapshot_ids: 's1;s2' });
  });

  test('clears a field, and restores it', async () => {
    const wizard = await shown(payload(LVM));
    await wizard.press('right', 'down', 'down', 'c');
    expect(wizard.text()).toContain('192.168.0.151 → unset');
    expect(requestOf(wizard)).toEqual({ migration_ip: null });
    await wizard.press('r');
    expect(requestOf(wizard)).toEqual({});
  });
});

describe('the key bar', () => {
  test('has the keys of all steps in the same columns, and after them those that come and go', async () => {
    const wizard = await shown(payload(LVM));
    const steady = /^ ↵ edit {2}\^S review {2}→ next {2}\? help {2}\^C quit {2}\/ filter(?= |$)/;
    for (let step = 1; step < 6; step++) {
      expect(wizard.rows().at(-1)).toMatch(steady);
      if (step === 3) expect(wizard.rows().at(-1)).toContain('  a add  o fields');
      await wizard.press('right');
    }
  });

  test('in a narrow window has the keys of the row rather than the filter', async () => {
    const wizard = await show(payload(LVM), { columns: 60, rows: 16 });
    open.push(wizard);
    await wizard.press('right', 'right');
    for (const key of ['a add', 'o fields']) expect(wizard.rows().at(-1)).toContain(key);
  });
});

describe('elements', () => {
  test('a removed disk is left out of the request, and comes back whole', async () => {
    const wizard = await shown(payload(LVM));
    await wizard.press('right', 'right', 'down', 'down', 'd');
    expect(wizard.rows()[7]).toMatch(/▸ - \/dev\/xvdc +removed/);
    const { disks } = requestOf(wizard).target_server as { disks: JsonObject[] };
    expect(disks.map(({ id }) => id)).toEqual([700, 701]);
    await wizard.press('r');
    expect(requestOf(wizard)).toEqual({});
  });

  test('a logical volume is added to the group in focus', async () => {
    const wizard = await shown(payload(LVM));
    await wizard.press(...VOLUMES, 'end', 'a');
    expect(wizard.text()).toContain('Add  [Logical volume in vgtest]');
    await wizard.press(
      'enter',
      'enter',
      ...'2G',
      'enter',
      'down',
      'enter',
      ...'/dev/mapper/vgtest-logs',
      'enter',
    );
    await wizard.press('escape', '^S');
    expect(wizard.text()).toContain('New logical volume /dev/mapper/vgtest-logs of vgtest');
    const { volume_groups } = requestOf(wizard).target_server as { volume_groups: JsonObject[] };
    expect(volume_groups[0]?.logical_volumes).toMatchObject([
      { name: '/dev/mapper/vgtest-data' },
      { name: '/dev/mapper/vgtest-logs', size: 2147483648 },
    ]);
  });

  test('Btrfs is offered from the source server, with its subvolumes', async () => {
    const [system] = (payload('put-task.v3.linux-btrfs').target_server as { btrfs_list: JsonObject[] })
      .btrfs_list;
    const wizard = await shown(payload(BTRFS), { btrfs_list: [{ ...system, vendor: 1 }] as JsonObject[] });
    await wizard.press(...VOLUMES, 'a', 'left');
    expect(wizard.text()).toContain('▸ Btrfs /dev/vda2 from the source server');
    await wizard.press('enter');
    expect(requestOf(wizard)).toEqual(payload('put-task.v3.linux-btrfs'));
    await wizard.press('escape');
    expect(wizard.text()).toContain('Btrfs file systems to send');
    await wizard.press('^S');
    expect(wizard.text()).toContain("SMS doesn't return the contents of btrfs_list (/dev/vda2)");
  });

  test('NICs are offered from the source server', async () => {
    const wizard = await shown(payload(LVM), payload('show-source.v1.linux-lvm-3disk'));
    await wizard.press('right', 'a', 'right', 'enter');
    const { networks } = requestOf(wizard).target_server as { networks: JsonObject[] };
    expect(networks).toEqual([{ name: 'eth0', ip: '192.168.0.151', mtu: 0, mac: 'fa:16:3e:35:97:71' }]);
    await wizard.press('escape');
    expect(wizard.text()).toContain('NICs to send');
  });
});

describe('sizes that think along', () => {
  test('the volume group grows with its physical volume', async () => {
    const wizard = await shown(payload(LVM));
    await wizard.press(...VOLUMES, 'down', 'down', 'enter', ...'+1G', 'enter');
    expect(wizard.text()).toContain('+ also resizes vgtest to 16 GiB.');
    await wizard.press('+', '^S');
    expect(wizard.text()).toContain('15 GiB → 16 GiB (+1 GiB)');
  });

  test('the bar of a disk is in one place on both of its steps, and stays between them', async () => {
    const wizard = await shown(payload(LVM));
    const bar = () => wizard.rows().findIndex((row) => row.startsWith(' [####='));
    await wizard.press('right', 'right');
    await expect.poll(bar).toBe(17);
    await wizard.press('right');
    expect(wizard.text()).toContain('/dev/mapper/vgtest-data');
    expect(bar()).toBe(17);
    // Another disk's bar isn't shown for the first volume.
    await wizard.press('left', 'down');
    await expect.poll(() => wizard.text()).toContain('4 GiB unallocated');
    await wizard.press('right');
    expect(wizard.rows()[17]).toBe('');
    await expect.poll(bar).toBe(17);
  });

  test('the hint of a disk says how full it is', async () => {
    const wizard = await shown(payload(LVM));
    await wizard.press('right', 'right', 'down');
    expect(wizard.text()).toContain('Size  10,737,418,240 bytes   60% allocated');
  });

  test('the rate limit has presets, each a value and its meaning', async () => {
    const wizard = await shown(payload(LVM));
    await wizard.press('right', 'down', 'down', 'down', 'enter', 'end');
    expect(wizard.text()).toContain('↑ ↓ 0 = unlimited · 100 · 300 · 500 · 1000 = maximum');
    await wizard.press('up', 'up', 'enter');
    expect(wizard.text()).toContain('0 (unlimited) → 300 Mbit/s');
  });

  test('a field of the target shows what the source server has there', async () => {
    const wizard = await shown(payload(LVM), payload('show-source.v1.linux-lvm-3disk'));
    await wizard.press(...VOLUMES, 'end');
    expect(wizard.text()).toContain('Size  1,073,741,824 bytes   source: 1 GiB');
    await wizard.press('right', '/', ...'firmware', 'enter');
    expect(wizard.text()).toContain('\n source: BIOS\n');
  });

  test('the source server tells what a volume really holds', async () => {
    const source = {
      disks: [{ name: '/dev/xvda', physical_volumes: [{ name: '/dev/xvda1', used_size: 32212254720 }] }],
    };
    const wizard = await shown(payload(LVM), source as unknown as JsonObject);
    await wizard.press(...VOLUMES, 'enter', ...'30G');
    expect(wizard.text()).toContain('/dev/xvda1 (30 GiB) holds 30 GiB of data. Use at least 31 GiB');
  });
});
