/** Tasks as large as the schema allows, as the text of a GET. */
import { type Json, type JsonObject, parseJson, stringifyJson } from '../../src/json/json.ts';
import lvm from '../../src/simulator/scenarios/lvm.ts';

/** The maximum number of elements in any list of the API. */
export const MAX_ELEMENTS = 65_535;

const GIB = 2 ** 30;

/** The places of the volumes in a large task. */
export const SHAPES = ['one disk', '23 disks', 'one group', 'a disk each', 'whole disks'] as const;
/** One of these places. */
export type Shape = (typeof SHAPES)[number];

const partition = (number: number, disk: string): JsonObject => ({
  id: 1_000_000 + number,
  uuid: `586b7157-0000-4000-8000-${String(number).padStart(12, '0')}`,
  index: number,
  name: `${disk}p${number}`,
  device_use: 'NORMAL',
  file_system: number % 3 ? 'xfs' : 'ext4',
  mount_point: `/data/${number}`,
  size: 8 * GIB + 4096 * number,
  used_size: GIB + 4096 * number,
  relation_name: null,
  free_size: 7 * GIB,
});

const logical = (number: number): JsonObject => ({
  name: `/dev/mapper/vgdata-lv${number}`,
  size: 8 * GIB + 4096 * number,
  used_size: GIB + 4096 * number,
  file_system: number % 3 ? 'xfs' : 'ext4',
  mount_point: `/data/${number}`,
  inode_size: 256,
  block_size: 4096,
  block_count: 2_000_000 + number,
  inode_nums: 65_536,
  device_use: 'NORMAL',
  free_size: 7 * GIB,
});

const disk = (number: number, volumes: readonly JsonObject[]): JsonObject => ({
  id: 5_000_000 + number,
  name: `/dev/vd${number}`,
  relation_name: null,
  disk_id: `e853bb2d-57e0-42b2-96c0-${String(number).padStart(12, '0')}`,
  partition_style: 'GPT',
  size: 9 * GIB * Math.max(1, volumes.length),
  used_size: 8 * GIB * Math.max(1, volumes.length),
  device_use: number ? 'NORMAL' : 'OS',
  os_disk: number === 0,
  physical_volumes: [...volumes],
  disk_index: String(number),
});

const counted = <T>(count: number, make: (number: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

function disksFor(shape: Shape, count: number): JsonObject[] {
  if (shape === 'one disk')
    return [
      disk(
        0,
        counted(count, (n) => partition(n, '/dev/vd0')),
      ),
    ];
  if (shape === 'a disk each') return counted(count, (n) => disk(n, [partition(n, `/dev/vd${n}`)]));
  if (shape === 'whole disks') return counted(count, (n) => disk(n, []));
  if (shape === 'one group') return [disk(0, [partition(0, '/dev/vd0')])];
  const share = Math.ceil(count / 23);
  return counted(23, (d) =>
    disk(
      d,
      counted(Math.max(0, Math.min(share, count - d * share)), (n) =>
        partition(d * share + n, `/dev/vd${d}`),
      ),
    ),
  );
}

/** Returns a task with `count` volumes, as the text of a GET, with numbers that JavaScript would change. */
export function largeTask(shape: Shape, count: number): string {
  const task = parseJson(lvm) as JsonObject;
  const group = {
    name: 'vgdata',
    components: '/dev/vd0p0',
    size: 9 * GIB * count,
    free_size: parseJson('9223372036854775807') as Json,
    logical_volumes: shape === 'one group' ? counted(count, logical) : [],
  };
  return stringifyJson({
    ...task,
    id: '1a49e000-7d9a-413e-8b5f-a7307f7d0000',
    name: `large-${count}`,
    target_server: {
      ...(task.target_server as JsonObject),
      disks: disksFor(shape, count),
      volume_groups: shape === 'one group' ? [group] : [],
    },
  });
}
