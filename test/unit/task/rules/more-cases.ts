/** Further rules on both sides of their limits: storage, and the target server as a whole. */
import type { Json, JsonObject } from '../../../../src/json/json.ts';
import {
  addElement,
  type Draft,
  newDraft,
  removeElement,
  setValue,
} from '../../../../src/task/edits/draft.ts';
import { LVM, payload, WINDOWS } from '../../../support/fixtures.ts';

export interface Case {
  readonly rule: string;
  readonly quiet: readonly (readonly [string, Draft])[];
  readonly speaks: readonly (readonly [string, Draft])[];
}

const MIB = 2 ** 20;
const GIB = 2 ** 30;
const TIB = 2 ** 40;

interface Storage {
  readonly os_type?: string;
  readonly type?: string;
  readonly disks: readonly JsonObject[];
  readonly volume_groups?: readonly JsonObject[];
}

/** A task in READY with the given storage. */
const task = ({
  os_type = 'LINUX',
  type = 'MIGRATE_FILE',
  disks,
  volume_groups = [],
}: Storage): JsonObject => ({
  id: 'x',
  name: 'x',
  state: 'READY',
  os_type,
  type,
  target_server: { vm_id: 'vm', disks: [...disks], volume_groups: [...volume_groups] },
});

const disk = (id: number, size: number, rest: JsonObject = {}): JsonObject => ({
  id,
  name: `/dev/vd${'abcdefghijklmnopqrstuvwxyz'[id]}`,
  size,
  ...rest,
});
const partition = (id: number, size: number, rest: JsonObject = {}): JsonObject => ({
  id,
  name: `p${id}`,
  size,
  ...rest,
});

const D = 'target_server.disks';
const G = 'target_server.volume_groups[vg]';

type Edit = readonly [path: string, value: Json];
const edit = (base: JsonObject, ...edits: readonly Edit[]): Draft =>
  edits.reduce((draft, [path, value]) => setValue(draft, path, value), newDraft(base));
const remove = (base: JsonObject, ...paths: readonly string[]): Draft =>
  paths.reduce((draft, path) => removeElement(draft, path), newDraft(base));
const add = (base: JsonObject, list: string, fields: JsonObject = {}): Draft =>
  addElement(newDraft(base), list, fields).draft;

/** One disk of 50 GiB with a partition. */
const onePartition = (size: number, rest: JsonObject = {}): JsonObject =>
  task({ disks: [disk(0, 50 * GIB, { ...rest, physical_volumes: [partition(1, size)] })] });

/** A group on two whole disks. */
const grouped = (size = 20 * GIB, components = '/dev/vdb;/dev/vdc'): JsonObject =>
  task({
    disks: [
      disk(0, 50 * GIB, { os_disk: true }),
      disk(1, 10 * GIB, { physical_volumes: [partition(5, 2 * GIB)] }),
      disk(2, 10 * GIB),
    ],
    volume_groups: [
      {
        name: 'vg',
        size,
        components,
        logical_volumes: [{ name: 'data', size: 4 * GIB, mount_point: '/data' }],
      },
    ],
  });

const V6 = '2001:db8::1';

export const STORAGE_CASES: readonly Case[] = [
  {
    rule: 'disk_exceeds_volumes',
    quiet: [
      ['a byte is free', edit(onePartition(40 * GIB), [`${D}[0].size`, 40 * GIB + 1])],
      ['it was so before', edit(onePartition(50 * GIB), [`${D}[0].partition_style`, 'MBR'])],
      ['the disk is too small, which is worse', edit(onePartition(40 * GIB), [`${D}[0].size`, 39 * GIB])],
    ],
    speaks: [['all of it is in partitions', edit(onePartition(40 * GIB), [`${D}[0].size`, 40 * GIB])]],
  },
  {
    rule: 'gpt_reserve',
    quiet: [
      [
        '33 MiB',
        edit(onePartition(40 * GIB, { partition_style: 'GPT' }), [`${D}[0].size`, 40 * GIB + 33 * MIB]),
      ],
      ['MBR', edit(onePartition(40 * GIB, { partition_style: 'MBR' }), [`${D}[0].size`, 40 * GIB + MIB])],
      [
        'more is free than before',
        edit(onePartition(50 * GIB, { partition_style: 'GPT' }), [`${D}[0].size`, 50 * GIB + MIB]),
      ],
    ],
    speaks: [
      [
        'a byte less',
        edit(onePartition(40 * GIB, { partition_style: 'GPT' }), [`${D}[0].size`, 40 * GIB + 33 * MIB - 1]),
      ],
      ['turned into GPT', edit(onePartition(50 * GIB - MIB), [`${D}[0].partition_style`, 'GPT'])],
    ],
  },
  {
    rule: 'linux_disk_range',
    quiet: [
      ['a data disk of 10 GiB', edit(task({ disks: [disk(0, 50 * GIB)] }), [`${D}[0].size`, 10 * GIB])],
      ['a system disk of 1,024 GiB', edit(onePartition(1, { os_disk: true }), [`${D}[0].size`, TIB])],
      ['with LVM', edit(grouped(), [`${D}[2].size`, 9 * GIB])],
    ],
    speaks: [
      [
        'a data disk of 10 GiB less a byte',
        edit(task({ disks: [disk(0, 50 * GIB)] }), [`${D}[0].size`, 10 * GIB - 1]),
      ],
      [
        'a system disk of 40 GiB less a byte',
        edit(onePartition(1, { os_disk: true }), [`${D}[0].size`, 40 * GIB - 1]),
      ],
      [
        'a disk that becomes the system disk',
        edit(task({ disks: [disk(0, 20 * GIB)] }), [`${D}[0].os_disk`, true]),
      ],
    ],
  },
  {
    rule: 'block_lvm_resized',
    quiet: [
      ['by file', edit(grouped(), [`${G}.logical_volumes[data].size`, 5 * GIB])],
      [
        'a mount point',
        edit({ ...grouped(), type: 'MIGRATE_BLOCK' }, [`${G}.logical_volumes[data].mount_point`, '/x']),
      ],
    ],
    speaks: [
      [
        'a logical volume',
        edit({ ...grouped(), type: 'MIGRATE_BLOCK' }, [`${G}.logical_volumes[data].size`, 5 * GIB]),
      ],
      ['a disk of the group', edit({ ...grouped(), type: 'MIGRATE_BLOCK' }, [`${D}[2].size`, 11 * GIB])],
    ],
  },
  {
    rule: 'partition_whole_mib',
    quiet: [
      ['41 MiB', edit(onePartition(40 * MIB), [`${D}[0].physical_volumes[1].size`, 41 * MIB])],
      [
        'it was so before',
        edit(onePartition(40 * MIB + 1), [`${D}[0].physical_volumes[1].mount_point`, '/x']),
      ],
      ['a logical volume', edit(grouped(), [`${G}.logical_volumes[data].size`, 4 * GIB + 1])],
    ],
    speaks: [
      ['a byte more', edit(onePartition(40 * MIB), [`${D}[0].physical_volumes[1].size`, 41 * MIB + 1])],
    ],
  },
  {
    rule: 'lvm_minimum',
    quiet: [
      ['a disk of 10 GiB', edit(grouped(), [`${D}[2].size`, 10 * GIB])],
      ['a partition of no group', edit(onePartition(2 * GIB), [`${D}[0].physical_volumes[1].size`, MIB])],
      ['a partition of 1 GiB', edit(grouped(20 * GIB, 'p5'), [`${D}[1].physical_volumes[5].size`, GIB])],
      ['a disk of 10 GiB with an LVM partition', edit(grouped(20 * GIB, 'p5'), [`${D}[1].size`, 10 * GIB])],
    ],
    speaks: [
      ['a disk of 10 GiB less a byte', edit(grouped(), [`${D}[2].size`, 10 * GIB - 1])],
      ['a smaller disk with an LVM partition', edit(grouped(20 * GIB, 'p5'), [`${D}[1].size`, 10 * GIB - 1])],
      [
        'a partition of 1 GiB less a MiB',
        edit(grouped(20 * GIB, 'p5'), [`${D}[1].physical_volumes[5].size`, GIB - MIB]),
      ],
    ],
  },
  {
    rule: 'group_loses_part',
    quiet: [
      ['a disk of no group', remove(grouped(10 * GIB, '/dev/vdb'), `${D}[2]`)],
      ['another one comes', edit(grouped(), [`${G}.components`, '/dev/vdb;/dev/vdc;/dev/vda'])],
    ],
    speaks: [
      ['a disk is removed', remove(grouped(), `${D}[2]`)],
      ['the disk of a partition is removed', remove(grouped(20 * GIB, 'p5;/dev/vdc'), `${D}[1]`)],
      ['the components leave it out', edit(grouped(), [`${G}.components`, '/dev/vdb'])],
    ],
  },
  {
    rule: 'component_unknown',
    quiet: [
      ['a disk of the task', edit(grouped(), [`${G}.components`, '/dev/vdb;/dev/vdc;/dev/vda'])],
      ['it was unknown before', edit(grouped(20 * GIB, '/dev/vdb;/dev/gone'), [`${G}.size`, 19 * GIB])],
      [
        'renamed in both places',
        edit(grouped(), [`${D}[2].name`, '/dev/sdc'], [`${G}.components`, '/dev/vdb;/dev/sdc']),
      ],
    ],
    speaks: [
      ['a disk that is not there', edit(grouped(), [`${G}.components`, '/dev/vdb;/dev/vdc;/dev/vdz'])],
      ['a disk of the group is renamed', edit(grouped(), [`${D}[2].name`, '/dev/sdc'])],
    ],
  },
  {
    rule: 'duplicate_identity',
    quiet: [
      [
        'two that were alike before',
        edit(task({ disks: [disk(0, GIB), { ...disk(1, GIB), name: '/dev/vda' }] }), [
          `${D}[0].os_disk`,
          true,
        ]),
      ],
      ['the names are swapped', edit(grouped(), [`${D}[1].name`, '/dev/vdc'], [`${D}[2].name`, '/dev/vdb'])],
      ['the other one is removed', setValue(remove(grouped(), `${D}[2]`), `${D}[1].name`, '/dev/vdc')],
    ],
    speaks: [
      ['a name', edit(grouped(), [`${D}[1].name`, '/dev/vdc'])],
      ['an id of a new disk', add(grouped(), D, { name: '/dev/vdd', size: 10 * GIB, id: 2 })],
      [
        'a MAC in other letters',
        edit(
          {
            ...grouped(),
            target_server: {
              networks: [
                { id: 'a', mac: 'fa:16:3e:aa:bb:01' },
                { id: 'b', mac: 'fa:16:3e:aa:bb:02' },
              ],
            },
          },
          ['target_server.networks[fa:16:3e:aa:bb:02].mac', 'FA:16:3E:AA:BB:01'],
        ),
      ],
    ],
  },
  {
    rule: 'shared_mount_point',
    quiet: [
      ['another one', edit(grouped(), [`${D}[1].physical_volumes[5].mount_point`, '/home'])],
      ['swap twice', edit(grouped(), [`${D}[1].physical_volumes[5].mount_point`, 'swap'])],
    ],
    speaks: [
      [
        'a partition and a logical volume',
        edit(grouped(), [`${D}[1].physical_volumes[5].mount_point`, '/data']),
      ],
      ['with a slash behind it', edit(grouped(), [`${D}[1].physical_volumes[5].mount_point`, '/data/'])],
    ],
  },
  {
    rule: 'no_disk_left',
    quiet: [['one stays', remove(grouped(), `${D}[1]`, `${D}[2]`)]],
    speaks: [['none stays', remove(grouped(), `${D}[0]`, `${D}[1]`, `${D}[2]`)]],
  },
  {
    rule: 'new_disk_incomplete',
    quiet: [['with name and size', add(grouped(), D, { name: '/dev/vdd', size: 10 * GIB })]],
    speaks: [
      ['without a name', add(grouped(), D, { size: 10 * GIB })],
      ['without a size', add(grouped(), D, { name: '/dev/vdd' })],
    ],
  },
  {
    rule: 'new_element_unnamed',
    quiet: [
      [
        'a partition with a name',
        add(grouped(), `${D}[0].physical_volumes`, { name: '/dev/vda9', size: GIB }),
      ],
      ['a disk, which has a rule of its own', add(grouped(), D, { size: 10 * GIB })],
    ],
    speaks: [
      ['a partition', add(grouped(), `${D}[0].physical_volumes`, { size: GIB })],
      ['a group', add(grouped(), 'target_server.volume_groups', { size: GIB })],
      ['a file system', add(grouped(), 'target_server.btrfs_list', { device: '/dev/vdb' })],
    ],
  },
  {
    rule: 'zero_size',
    quiet: [
      ['a byte', edit(grouped(), [`${D}[2].size`, 1])],
      ['it was so before', edit(task({ disks: [disk(0, 0)] }), [`${D}[0].partition_style`, 'GPT'])],
    ],
    speaks: [
      ['a disk', edit(grouped(), [`${D}[2].size`, 0])],
      ['a logical volume', edit(grouped(), [`${G}.logical_volumes[data].size`, 0])],
      ['a new disk', add(grouped(), D, { name: '/dev/vdd', size: 0 })],
    ],
  },
  {
    rule: 'system_disk_first',
    quiet: [
      ['it is the first', edit(grouped(), [`${D}[0].device_use`, 'BOOT'])],
      [
        'it was second before',
        edit(task({ disks: [disk(0, GIB), disk(1, GIB, { os_disk: true })] }), [`${D}[0].size`, 2 * GIB]),
      ],
    ],
    speaks: [
      [
        'the second becomes the system disk',
        edit(grouped(), [`${D}[0].os_disk`, false], [`${D}[1].os_disk`, true]),
      ],
    ],
  },
];

const server = (fields: JsonObject, top: JsonObject = {}): JsonObject => ({
  ...payload(LVM),
  state: 'READY',
  target_server: { id: 's', ...fields },
  ...top,
});
const windows = { ...payload(WINDOWS), state: 'READY' };

export const SERVER_CASES: readonly Case[] = [
  {
    rule: 'rate_limit_over_ipv6',
    quiet: [
      ['no limit', edit(server({}, { use_ipv6: true }), ['speed_limit', 0])],
      ['IPv4', edit(server({}, { use_ipv6: false }), ['speed_limit', 300])],
      ['neither is touched', edit(server({}, { use_ipv6: true, speed_limit: 300 }), ['name', 'x'])],
      [
        'an IPv4 address, the flag is not returned',
        edit(server({}, { migration_ip: '8.8.8.8', use_ipv6: null }), ['speed_limit', 1]),
      ],
      [
        'an IPv6 address beside a flag that is off',
        edit(server({}, { migration_ip: V6, use_ipv6: false }), ['speed_limit', 1]),
      ],
    ],
    speaks: [
      ['a limit with IPv6', edit(server({}, { use_ipv6: true }), ['speed_limit', 1])],
      ['IPv6 with a limit', edit(server({}, { speed_limit: 300 }), ['use_ipv6', true])],
      [
        'an IPv6 address, the flag is not returned',
        edit(server({}, { migration_ip: V6, use_ipv6: null }), ['speed_limit', 1]),
      ],
      [
        'a new IPv6 address with a limit',
        edit(server({}, { speed_limit: 300, use_ipv6: null }), ['migration_ip', V6]),
      ],
    ],
  },
  {
    rule: 'ipv6_needs_server',
    quiet: [
      ['an existing server', edit(server({}, { exist_server: true }), ['use_ipv6', true])],
      ['not known', edit(server({}), ['use_ipv6', true])],
    ],
    speaks: [
      ['a new server', edit(server({}, { exist_server: false }), ['use_ipv6', true])],
      ['a new IPv6 address', edit(server({}, { exist_server: false, use_ipv6: null }), ['migration_ip', V6])],
      [
        'a server that SMS is to create',
        edit(server({}, { migration_ip: V6, use_ipv6: null }), ['exist_server', false]),
      ],
    ],
  },
  {
    rule: 'address_under_way',
    quiet: [
      ['paused', edit(server({}, { state: 'ABORT' }), ['migration_ip', '8.8.8.8'])],
      ['the name while running', edit(server({}, { state: 'RUNNING' }), ['name', 'x'])],
    ],
    speaks: [['running', edit(server({}, { state: 'RUNNING' }), ['migration_ip', '8.8.8.8'])]],
  },
  {
    rule: 'cleared_field',
    quiet: [
      ['another field', edit(server({}), ['region_id', null])],
      ['empty before', edit(server({ vm_id: '' }), ['target_server.vm_id', null])],
    ],
    speaks: [
      ['the name', edit(server({}), ['name', null])],
      ['the type', edit(windows, ['type', null])],
      ['the target server', edit(server({ vm_id: 'vm' }), ['target_server.vm_id', null])],
    ],
  },
  {
    rule: 'uefi_target',
    quiet: [
      ['BIOS', edit(server({}), ['target_server.firmware', 'BIOS'])],
      ['an existing server', edit(server({ vm_id: 'vm' }), ['target_server.firmware', 'UEFI'])],
      ['a BIOS server that SMS creates', edit(server({ firmware: 'BIOS' }), ['exist_server', false])],
      ['a UEFI server that exists', edit(server({ firmware: 'UEFI' }), ['exist_server', true])],
    ],
    speaks: [
      ['a new server', edit(server({}, { exist_server: false }), ['target_server.firmware', 'UEFI'])],
      ['a UEFI server that SMS is to create', edit(server({ firmware: 'UEFI' }), ['exist_server', false])],
      ['one without its ID', edit(server({ firmware: 'UEFI', vm_id: 'vm' }), ['target_server.vm_id', null])],
    ],
  },
  {
    rule: 'paravirtualization',
    quiet: [['no', edit(server({}), ['target_server.paravirtualization', false])]],
    speaks: [['yes', edit(server({}), ['target_server.paravirtualization', true])]],
  },
  {
    rule: 'raw_devices',
    quiet: [['none', edit(server({ raw_devices: 'x' }), ['target_server.raw_devices', ''])]],
    speaks: [['one', edit(server({}), ['target_server.raw_devices', '/dev/sdb'])]],
  },
  {
    rule: 'boot_loader',
    quiet: [['GRUB', edit(server({}), ['target_server.boot_loader', 'GRUB'])]],
    speaks: [['LILO', edit(server({}), ['target_server.boot_loader', 'LILO'])]],
  },
];
