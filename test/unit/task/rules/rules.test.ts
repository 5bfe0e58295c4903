/** Each rule on both sides of its limit; and no findings about unedited values. */
import { describe, expect, test } from 'vitest';
import { type Json, type JsonObject, parseJson } from '../../../../src/json/json.ts';
import {
  addElement,
  type Draft,
  newDraft,
  removeElement,
  setValue,
} from '../../../../src/task/edits/draft.ts';
import { findingsOf, RULES, rulesForField } from '../../../../src/task/rules/rules.ts';
import { text } from '../../../../src/text/text.ts';
import { BTRFS, LVM, payload, TASKS, WINDOWS } from '../../../support/fixtures.ts';
import { SERVER_CASES, STORAGE_CASES } from './more-cases.ts';
import { RATE_CASES } from './rate-cases.ts';

const GIB = 1 << 30;
const TIB = 1024 * GIB;
type Edit = readonly [path: string, value: Json];

const SOURCE = payload('show-source.v1.linux-lvm-3disk');
const edited = (base: JsonObject, edits: readonly Edit[], source?: JsonObject): Draft =>
  edits.reduce((next, [path, value]) => setValue(next, path, value), newDraft(base, source));
const names = (draft: Draft): string[] => findingsOf(draft).map(({ rule }) => rule);

/** A task with other top-level values, and another first disk. */
function task(name: string, top: JsonObject = {}, disk: JsonObject = {}): JsonObject {
  const base = payload(name);
  const server = base.target_server as JsonObject;
  const [first, ...others] = server.disks as JsonObject[];
  return {
    ...base,
    state: 'READY',
    ...top,
    target_server: { ...server, disks: [{ ...first, ...disk }, ...others] },
  };
}

const LVM_DISK = 'target_server.disks[701]';
const WIN_DISK = 'target_server.disks[88008]';
const FIRST = 'target_server.disks[700]';
const ROOT = `${FIRST}.physical_volumes[9002].size`;
const GROUP = 'target_server.volume_groups[vgtest]';
const LOGICAL = `${GROUP}.logical_volumes[/dev/mapper/vgtest-data].size`;

const withDisk = (fields: JsonObject): Draft =>
  addElement(newDraft(task(LVM)), 'target_server.disks', fields).draft;
const without = (path: string): Draft => removeElement(newDraft(task(LVM)), path);

const withNic = (fields: JsonObject): Draft =>
  addElement(newDraft(task(LVM)), 'target_server.networks', { mac: 'fa:16:3e:35:97:71', ...fields }).draft;

interface Case {
  readonly rule: string;
  readonly quiet: readonly (readonly [string, Draft])[];
  readonly speaks: readonly (readonly [string, Draft])[];
}

const lvm = (edits: readonly Edit[], top: JsonObject = {}, disk: JsonObject = {}, source?: JsonObject) =>
  edited(task(LVM, top, disk), edits, source);
const windows = (edits: readonly Edit[], top: JsonObject = {}, disk: JsonObject = {}) =>
  edited(task(WINDOWS, top, disk), edits);
const emptyDisk: JsonObject = { physical_volumes: [] };
const gpt = (size: number): JsonObject => ({
  disks: [{ name: '/dev/xvda', partition_style: 'GPT', size }],
});

const CASES: readonly Case[] = [
  {
    rule: 'limits',
    quiet: [
      ['1000 Mbit/s', lvm([['speed_limit', 1000]])],
      ['unset', lvm([['region_id', null]])],
    ],
    speaks: [
      ['1001 Mbit/s', lvm([['speed_limit', 1001]])],
      ['a NIC without mac', addElement(newDraft(task(LVM)), 'target_server.networks').draft],
    ],
  },
  {
    rule: 'address_family',
    quiet: [
      ['IPv4 without IPv6', lvm([['migration_ip', '8.8.4.4']])],
      [
        'IPv6 with IPv6',
        lvm([
          ['migration_ip', '2001:db8::1'],
          ['use_ipv6', true],
        ]),
      ],
      ['IPv6 unknown', lvm([['migration_ip', '2001:db8::1']], { use_ipv6: null })],
    ],
    speaks: [
      ['IPv6 without IPv6', lvm([['migration_ip', '2001:db8::1']])],
      ['IPv6 switched on only', lvm([['use_ipv6', true]])],
    ],
  },
  {
    rule: 'private_on_public',
    quiet: [
      [
        'private migration IP',
        lvm([
          ['use_public_ip', true],
          ['migration_ip', '119.8.1.20'],
        ]),
      ],
      [
        '172.15.255.255',
        lvm([
          ['use_public_ip', true],
          ['migration_ip', '172.15.255.255'],
        ]),
      ],
      ['private network', lvm([['migration_ip', '10.0.0.1']])],
    ],
    speaks: [
      ['192.168.0.151', lvm([['use_public_ip', true]])],
      [
        '172.16.0.0',
        lvm([
          ['use_public_ip', true],
          ['migration_ip', '172.16.0.0'],
        ]),
      ],
      [
        'fd00::1',
        lvm([
          ['use_public_ip', true],
          ['use_ipv6', true],
          ['migration_ip', 'fd00::1'],
        ]),
      ],
    ],
  },
  {
    rule: 'unusable_address',
    quiet: [
      ['169.253.255.255', lvm([['migration_ip', '169.253.255.255']])],
      [
        'fec0::1',
        lvm([
          ['migration_ip', 'fec0::1'],
          ['use_ipv6', true],
        ]),
      ],
    ],
    speaks: [
      ['169.254.0.0', lvm([['migration_ip', '169.254.0.0']])],
      [
        'febf::1',
        lvm([
          ['migration_ip', 'febf::1'],
          ['use_ipv6', true],
        ]),
      ],
      [
        '::ffff:10.0.0.1',
        lvm([
          ['migration_ip', '::ffff:10.0.0.1'],
          ['use_ipv6', true],
        ]),
      ],
      ['255.255.255.255', lvm([['migration_ip', '255.255.255.255']])],
      ['127.0.0.1 on a NIC', withNic({ ip: '127.0.0.1' })],
    ],
  },
  {
    rule: 'nic_network',
    quiet: [
      ['gateway inside', withNic({ ip: '10.0.0.7', netmask: '255.255.255.0', gateway: '10.0.0.254' })],
      ['last host', withNic({ ip: '10.0.0.254', netmask: '255.255.255.0' })],
    ],
    speaks: [
      ['gateway outside', withNic({ ip: '10.0.0.7', netmask: '255.255.255.0', gateway: '10.0.1.0' })],
      ['broadcast address', withNic({ ip: '10.0.0.255', netmask: '255.255.255.0' })],
      ['a mask with a hole', withNic({ ip: '10.0.0.7', netmask: '255.0.255.0' })],
    ],
  },
  {
    rule: 'disk_holds_volumes',
    quiet: [['exactly', lvm([[`${LVM_DISK}.size`, 6442450944]])]],
    speaks: [
      ['one byte less', lvm([[`${LVM_DISK}.size`, 6442450943]])],
      ['a volume one byte too large', lvm([[`${LVM_DISK}.physical_volumes[9004].size`, 9663676417]])],
    ],
  },
  {
    rule: 'group_holds_volumes',
    quiet: [['exactly', lvm([[LOGICAL, 16106127360]])]],
    speaks: [['one byte more', lvm([[LOGICAL, 16106127361]])]],
  },
  {
    rule: 'group_beyond_parts',
    quiet: [
      [
        'what they hold',
        lvm([
          [`${LVM_DISK}.physical_volumes[9004].size`, 6 * GIB],
          [`${GROUP}.size`, 16 * GIB],
        ]),
      ],
    ],
    speaks: [['more', lvm([[`${GROUP}.size`, 16 * GIB]])]],
  },
  {
    rule: 'mbr_limit',
    quiet: [
      ['2 TiB', lvm([[`${FIRST}.size`, 2 * TIB]])],
      [
        'more on GPT',
        lvm([
          [`${FIRST}.size`, 3 * TIB],
          [`${FIRST}.partition_style`, 'GPT'],
        ]),
      ],
    ],
    speaks: [
      ['a byte more', lvm([[`${FIRST}.size`, 2 * TIB + 1]])],
      [
        'GPT to MBR',
        lvm([[`${FIRST}.partition_style`, 'MBR']], {}, { partition_style: 'GPT', size: 3 * TIB }),
      ],
    ],
  },
  {
    rule: 'gpt_headroom',
    quiet: [
      ['1 GiB larger', lvm([[`${FIRST}.size`, 51 * GIB]], {}, {}, gpt(50 * GIB))],
      ['source unknown', lvm([[`${FIRST}.size`, 50 * GIB]])],
    ],
    speaks: [['a byte less', lvm([[`${FIRST}.size`, 51 * GIB - 1]], {}, {}, gpt(50 * GIB))]],
  },
  {
    rule: 'windows_disk_range',
    quiet: [
      ['system 40 GiB', windows([[`${WIN_DISK}.size`, 40 * GIB]], {}, { ...emptyDisk, size: 41 * GIB })],
      ['system 1024 GiB', windows([[`${WIN_DISK}.size`, TIB]])],
      [
        'data 10 GiB',
        windows([[`${WIN_DISK}.size`, 10 * GIB]], {}, { ...emptyDisk, os_disk: false, device_use: 'NORMAL' }),
      ],
      ['Linux', lvm([[`${FIRST}.size`, 1025 * GIB]])],
    ],
    speaks: [
      ['system just below', windows([[`${WIN_DISK}.size`, 40 * GIB - 1]], {}, emptyDisk)],
      ['system just above', windows([[`${WIN_DISK}.size`, TIB + 1]])],
      [
        'data just below',
        windows(
          [[`${WIN_DISK}.size`, 10 * GIB - 1]],
          {},
          { ...emptyDisk, os_disk: false, device_use: 'NORMAL' },
        ),
      ],
      [
        'data above 32 TiB',
        windows(
          [[`${WIN_DISK}.size`, 32 * TIB + 1]],
          {},
          { os_disk: false, device_use: 'NORMAL', partition_style: 'GPT' },
        ),
      ],
    ],
  },
  {
    rule: 'linux_disk_limit',
    quiet: [
      ['16 TiB', lvm([[`${FIRST}.size`, 16 * TIB]])],
      ['Windows', windows([[`${WIN_DISK}.size`, 17 * TIB]])],
    ],
    speaks: [['a byte more', lvm([[`${FIRST}.size`, 16 * TIB + 1]])]],
  },
  {
    rule: 'smaller_than_source',
    quiet: [['as large', lvm([[`${FIRST}.size`, 40 * GIB]], {}, { size: 50 * GIB }, SOURCE)]],
    speaks: [['a byte less', lvm([[`${FIRST}.size`, 40 * GIB - 1]], {}, {}, SOURCE)]],
  },
  {
    rule: 'shrink_below_used',
    quiet: [
      ['used + 1 GiB', lvm([[ROOT, 2853855232 + GIB]])],
      ['grown', lvm([[ROOT, 42949672960]])],
    ],
    speaks: [
      ['a byte less', lvm([[ROOT, 2853855232 + GIB - 1]])],
      [
        'the source knows more data',
        lvm(
          [[ROOT, 30 * GIB]],
          {},
          {},
          { disks: [{ name: '/dev/xvda', physical_volumes: [{ name: '/dev/xvda1', used_size: 30 * GIB }] }] },
        ),
      ],
    ],
  },
  {
    rule: 'only_grow',
    quiet: [
      ['grown by block', lvm([[ROOT, 42949672960]], { type: 'MIGRATE_BLOCK' })],
      ['shrunk by file', lvm([[ROOT, 20 * GIB]])],
    ],
    speaks: [
      ['shrunk by block', lvm([[ROOT, 20 * GIB]], { type: 'MIGRATE_BLOCK' })],
      [
        'shrunk on Windows',
        windows(
          [[`${WIN_DISK}.physical_volumes[D:].size`, 30 * GIB]],
          {},
          {
            physical_volumes: [{ id: 1, name: 'D:', device_use: 'NORMAL', size: 40 * GIB }],
          },
        ),
      ],
    ],
  },
  {
    rule: 'windows_system_volume',
    quiet: [['Linux', lvm([[ROOT, 42949672960]])]],
    speaks: [
      ['system', windows([[`${WIN_DISK}.physical_volumes[Y:].size`, 42423287809]])],
      ['boot', windows([[`${WIN_DISK}.physical_volumes[Z:].size`, 524288001]])],
    ],
  },
  {
    rule: 'btrfs_resized',
    quiet: [
      [
        'vfat beside it',
        edited(payload(BTRFS), [['target_server.disks[812].physical_volumes[9101].size', 536870913]]),
      ],
    ],
    speaks: [
      [
        'btrfs',
        edited(payload(BTRFS), [['target_server.disks[812].physical_volumes[9102].size', 41875931137]]),
      ],
    ],
  },
  {
    rule: 'task_state',
    quiet: [
      ['name while running', lvm([['name', 'x']], { state: 'RUNNING' })],
      ['disk when ready', lvm([[`${FIRST}.size`, 50 * GIB]])],
      ['a state no page lists', lvm([['region_id', 'x']], { state: 'NEW' })],
    ],
    speaks: [
      ['disk while running', lvm([[`${FIRST}.size`, 50 * GIB]], { state: 'RUNNING' })],
      ['name while deleting', lvm([['name', 'x']], { state: 'DELETING' })],
    ],
  },
  {
    rule: 'source_state',
    quiet: [['waiting', lvm([['name', 'x']])]],
    speaks: [['unavailable', lvm([['name', 'x']], { source_server: { state: 'UNAVAILABLE' } })]],
  },
  {
    rule: 'clone_state',
    quiet: [['stopped', lvm([['clone_server.name', 'x']], { source_server: { state: 'stopped' } })]],
    speaks: [['waiting', lvm([['clone_server.name', 'x']])]],
  },
  {
    rule: 'type_fits_os',
    quiet: [
      ['Linux by block', lvm([['type', 'MIGRATE_BLOCK']])],
      ['Windows untouched', windows([['name', 'x']], { type: 'MIGRATE_FILE' })],
    ],
    speaks: [
      ['Windows by file', windows([['type', 'MIGRATE_FILE']])],
      ['Linux turned Windows', lvm([['target_server.os_type', 'WINDOWS']])],
    ],
  },
  {
    rule: 'unknown_before',
    quiet: [
      ['known', lvm([['name', 'x']])],
      ['of a new NIC', withNic({})],
    ],
    speaks: [['exist_server', lvm([['exist_server', true]])]],
  },
  {
    rule: 'body_size',
    quiet: [['10,240 bytes', lvm([['target_disk_ids', 'x '.repeat(5109).slice(0, 10218)]])]],
    speaks: [['10,241 bytes', lvm([['target_disk_ids', 'x '.repeat(5110).slice(0, 10219)]])]],
  },
  {
    rule: 'disk_count',
    quiet: [
      [
        '23 disks',
        Array.from({ length: 20 }).reduce<Draft>(
          (next) => addElement(next, 'target_server.disks').draft,
          newDraft(task(LVM)),
        ),
      ],
    ],
    speaks: [
      [
        '24 disks',
        Array.from({ length: 21 }).reduce<Draft>(
          (next) => addElement(next, 'target_server.disks').draft,
          newDraft(task(LVM)),
        ),
      ],
    ],
  },
  {
    rule: 'element_added',
    quiet: [
      ['a field set', lvm([['name', 'x']])],
      ['a NIC, as the list is not returned', withNic({})],
    ],
    speaks: [['a disk', withDisk({ name: '/dev/xvdd', size: 10 * GIB })]],
  },
  {
    rule: 'element_removed',
    quiet: [
      ['a field set', lvm([['name', 'x']])],
      ['a disk of a group, as the group loses it', without('target_server.disks[702]')],
    ],
    speaks: [['a partition', without(`${FIRST}.physical_volumes[9002]`)]],
  },
  {
    rule: 'list_replaced',
    quiet: [['a disk', addElement(newDraft(task(LVM)), 'target_server.disks').draft]],
    speaks: [
      ['NICs', withNic({})],
      [
        'Btrfs',
        addElement(newDraft(payload(BTRFS)), 'target_server.btrfs_list', { name: '/dev/vda2' }).draft,
      ],
    ],
  },
];

const ALL_CASES = [...CASES, ...STORAGE_CASES, ...SERVER_CASES, ...RATE_CASES];

describe.each(ALL_CASES)('$rule', ({ rule, quiet, speaks }) => {
  test.each(quiet)('is quiet: %s', (_what, draft) => {
    expect(names(draft)).not.toContain(rule);
  });
  test.each(speaks)('speaks: %s', (_what, draft) => {
    const found = findingsOf(draft).filter((finding) => finding.rule === rule);
    expect(found.length).toBeGreaterThan(0);
    for (const { message, path } of found) {
      expect(message.length).toBeGreaterThan(10);
      expect(path).toBeTruthy();
    }
  });
});

test('every rule is tested here, has a source, and words for the help page', () => {
  expect(ALL_CASES.map(({ rule }) => rule).sort()).toEqual(RULES.map(({ name }) => name).sort());
  for (const { name, source } of RULES) {
    expect(text().screen.help.basis[source.basis] || source.reference, name).toBeTruthy();
    expect(text().ruleTexts[name], name).toBeTruthy();
  }
  expect(rulesForField('TargetDisk.size').map(({ name }) => name)).toContain('mbr_limit');
});

test('rules report nothing about unedited values, even invalid ones', () => {
  for (const name of TASKS) expect(names(newDraft(payload(name)))).toEqual([]);
  const unusual =
    '{"id":"x","name":"a b","type":"ODD","speed_limit":"9999","migration_ip":"999","use_ipv6":"?","state":"READY","target_server":{"disks":[{"id":1,"size":5,"partition_style":"LDM","physical_volumes":[{"id":2,"size":50}]}]}}';
  const draft = newDraft(parseJson(unusual) as JsonObject);
  expect(names(draft)).toEqual([]);
  expect(names(setValue(draft, 'region_id', 'x'))).toEqual(['unknown_before']);
});
