/** The documented limits of an update, and the code of each. Source: docs/api-notes.md#error-codes. */
import { describe, expect, test } from 'vitest';
import type { Simulator } from '../../../src/simulator/server.ts';
import { ask } from '../../support/ask.ts';
import { service } from '../../support/service.ts';

const GIB = 2 ** 30;
const MIB = 2 ** 20;

interface Volume {
  size: number;
  used_size: number;
}
interface Disk {
  size: number;
  partition_style: string;
  physical_volumes: Volume[];
}

const put = (sms: Simulator, body: unknown) => ask(sms, 'PUT', `/v3/tasks/${sms.firstTask}`, body);

/** Sends the target server of a task after a change of it. */
async function resized(
  scenario: string,
  change: (disks: Disk[], groups: { size: number; logical_volumes: Volume[] }[]) => void,
) {
  const sms = await service({ scenario });
  const { target_server } = JSON.parse(sms.taskText(sms.firstTask));
  const { disks, volume_groups } = target_server;
  change(disks, volume_groups);
  return put(sms, { target_server: { disks, volume_groups } });
}

const disk = (disks: Disk[], index = 0) => disks[index] as Disk;
const volume = (disks: Disk[], index = 0, at = 0) => disk(disks, index).physical_volumes[at] as Volume;

describe('the form of a request', () => {
  const JSON_TYPE = { 'Content-Type': 'application/json' };
  test.each<[string, string, Record<string, string>, string]>([
    ['no Content-Type that is JSON', '{"name":"a"}', {}, 'SMS.6016'],
    ['a form', '{"name":"a"}', { 'Content-Type': 'application/x-www-form-urlencoded' }, 'SMS.6016'],
    ['an empty body', '', JSON_TYPE, 'SMS.6012'],
    ['broken JSON', '{"name":', JSON_TYPE, 'SMS.6010'],
    ['a list', '[]', JSON_TYPE, 'SMS.6011'],
  ])('%s: 400', async (_what, body, headers, code) => {
    const sms = await service();
    const rejected = await ask(sms, 'PUT', `/v3/tasks/${sms.firstTask}`, body, headers);
    expect([rejected.status, rejected.body.error_code]).toEqual([400, code]);
  });

  test('a charset beside application/json is accepted', async () => {
    const sms = await service();
    const headers = { 'Content-Type': 'application/json; charset=utf-8' };
    expect((await ask(sms, 'PUT', `/v3/tasks/${sms.firstTask}`, '{}', headers)).status).toBe(200);
  });
});

describe('names, types and addresses', () => {
  test.each<[string, object, string | undefined, string?]>([
    ['a name with !', { name: 'web!' }, 'SMS.7711'],
    ['a name with a space', { name: 'web 1' }, 'SMS.7711'],
    ['a name of 65 characters', { name: 'x'.repeat(65) }, 'SMS.7711'],
    ['an empty name', { name: '' }, 'SMS.7711'],
    ['a name of 64 characters', { name: 'x'.repeat(64) }, undefined],
    ['a Chinese name', { name: '财务_系统-1' }, undefined],
    ['an unknown type', { type: 'MIGRATE' }, 'SMS.7712'],
    ['file level on Windows', { type: 'MIGRATE_FILE' }, 'SMS.6610', 'windows'],
    ['block level on Windows', { type: 'MIGRATE_BLOCK' }, undefined, 'windows'],
    ['block level on Linux', { type: 'MIGRATE_BLOCK' }, undefined],
    ['an IP with 256', { migration_ip: '10.0.0.256' }, 'SMS.6602'],
    ['an IPv6 without use_ipv6', { migration_ip: '2001:db8::1' }, 'SMS.6602'],
    ['an IPv6 with use_ipv6', { migration_ip: '2001:db8::1', use_ipv6: true }, undefined],
    ['an IPv4 where the task uses IPv6', { migration_ip: '10.0.0.1' }, 'SMS.6602', 'ipv6'],
    ['an IP', { migration_ip: '10.0.0.1' }, undefined],
    ['an unknown OS', { target_server: { os_type: 'SOLARIS' } }, 'SMS.6601'],
    ['a rate of 1001', { speed_limit: 1001 }, 'SMS.9001'],
    ['a rate of 1000', { speed_limit: 1000 }, undefined],
    ['a disk ID of 256', { target_disk_ids: `a ${'x'.repeat(256)}` }, 'SMS.9001'],
    ['disk IDs of 255', { target_disk_ids: `a ${'x'.repeat(255)}` }, undefined],
  ])('%s', async (_what, body, code, scenario = 'lvm') => {
    const answer = await put(await service({ scenario }), body);
    expect([answer.status, answer.body.error_code]).toEqual([code ? 400 : 200, code]);
  });
});

describe('disks and volumes', () => {
  test.each<[string, string, Parameters<typeof resized>[1], string | undefined]>([
    ['nothing changed', 'lvm', () => {}, undefined],
    ['a disk of 1 byte', 'lvm', (all) => Object.assign(disk(all), { size: 1 }), 'SMS.6539'],
    [
      'a disk of 1 byte without partitions',
      'lvm',
      (all) => Object.assign(disk(all, 2), { size: 1, physical_volumes: [] }),
      'SMS.9001',
    ],
    ['a disk below its partitions', 'lvm', (all) => Object.assign(disk(all), { size: 39 * GIB }), 'SMS.6539'],
    ['a larger disk', 'lvm', (all) => Object.assign(disk(all), { size: 60 * GIB }), undefined],
    ['the system disk second', 'lvm', (all) => all.unshift(...all.splice(1, 1)), 'SMS.6532'],
    ['data disks in another order', 'lvm', (all) => all.push(...all.splice(1, 1)), undefined],
    [
      'a Windows system disk of 1,025 GiB',
      'windows',
      (all) => Object.assign(disk(all), { size: 1025 * GIB }),
      'SMS.6537',
    ],
    [
      'a Windows system disk of 1,024 GiB',
      'windows',
      (all) => Object.assign(disk(all), { size: 1024 * GIB }),
      undefined,
    ],
    [
      'a data disk of 9 GiB',
      'disks23',
      (all) => Object.assign(disk(all, 1), { size: 9 * GIB, physical_volumes: [] }),
      'SMS.9001',
    ],
    ['an MBR disk of 3 TiB', 'lvm', (all) => Object.assign(disk(all, 1), { size: 3072 * GIB }), 'SMS.9001'],
    [
      '24 disks',
      'disks23',
      (all) => all.push({ ...disk(all, 22), name: 'new', id: 99 } as never),
      'SMS.9001',
    ],
    [
      'a partition that is no whole MiB',
      'lvm',
      (all) => {
        disk(all).size = 60 * GIB;
        volume(all).size = 50 * GIB + 512;
      },
      'SMS.6612',
    ],
    [
      'a partition of whole MiB',
      'lvm',
      (all) => {
        disk(all).size = 60 * GIB;
        volume(all).size = 50 * GIB;
      },
      undefined,
    ],
    [
      'a GPT disk without its 33 MB',
      'btrfs',
      (all) => {
        volume(all, 0, 1).size = disk(all).size - volume(all).size - 32 * MIB;
      },
      'SMS.6613',
    ],
    [
      'a GPT disk with its 33 MB',
      'btrfs',
      (all) => {
        volume(all, 0, 1).size = disk(all).size - volume(all).size - 33 * MIB;
      },
      undefined,
    ],
    [
      'a Windows partition that shrinks',
      'windows',
      (all) => {
        volume(all, 0, 1).size = 30 * GIB;
      },
      'SMS.6540',
    ],
    [
      'a partition less than 1 GiB above its used size',
      'lvm',
      (all) => {
        volume(all).size = 3 * GIB;
      },
      'SMS.6538',
    ],
    [
      'a partition 1 GiB above its used size',
      'lvm',
      (all) => {
        volume(all).size = 4 * GIB;
      },
      undefined,
    ],
    [
      'a volume group below its volumes',
      'lvm',
      (_all, [group]) => {
        (group?.logical_volumes[0] as Volume).size = 16 * GIB;
      },
      'SMS.6541',
    ],
    [
      'a volume group that holds its volumes',
      'lvm',
      (_all, [group]) => {
        (group?.logical_volumes[0] as Volume).size = 15 * GIB;
      },
      undefined,
    ],
  ])('%s', async (_what, scenario, change, code) => {
    const answer = await resized(scenario, change);
    expect([answer.body.error_code, answer.status]).toEqual([code, code ? 400 : 200]);
  });
});
