/** Tasks that the simulator starts with. Made from real documents, so that a demo looks like a migration. */
import { LosslessNumber, parse } from 'lossless-json';
import type { Doc } from './facts.ts';
import btrfs from './scenarios/btrfs.ts';
import lvm from './scenarios/lvm.ts';
import { many } from './scenarios/many.ts';
import sourceLvm from './scenarios/source-lvm.ts';
import windows from './scenarios/windows.ts';

const read = (text: string): Doc => parse(text) as Doc;
const whole = (value: bigint | number): LosslessNumber => new LosslessNumber(String(value));
const GIB = 1n << 30n;

/** The page's Windows task, stopped, so that changes of its disks take. */
const readyWindows = (): Doc => ({ ...read(windows), state: 'READY' });

const ipv6 = (): Doc => ({
  ...read(btrfs),
  id: '1c6f0f0e-0000-4000-8000-000000000006',
  name: 'suse15-ipv6',
  migration_ip: '2001:db8:0:8::20',
  use_ipv6: true,
});

const running = (): Doc => {
  const task = read(windows);
  const steps = (task.sub_tasks as Doc[]).map((step, index) => ({ ...step, progress: index < 4 ? 100 : 7 }));
  return { ...task, sub_tasks: steps };
};

const failed = (): Doc => ({
  ...read(lvm),
  id: 'fa17ed00-7d9a-413e-8b5f-a7307f7d0001',
  name: 'centos7-failed',
  state: 'MIGRATE_FAIL',
  error_json: JSON.stringify({
    error_code: 'SMS.0806',
    error_msg: 'The disk of the target server is too small.',
    error_param: ['/dev/xvdb', '10 GiB'],
  }),
});

/** As many disks as SMS allows, 23, each with one volume. */
const manyDisks = (): Doc => {
  const task = read(lvm);
  const disks = Array.from({ length: 23 }, (_, index) => {
    const letter = String.fromCharCode(97 + index);
    const size = BigInt(index === 0 ? 40 : 100 + 10 * index) * GIB;
    return {
      id: whole(5000 + index),
      name: `/dev/vd${letter}`,
      relation_name: null,
      disk_id: String(index),
      partition_style: index === 0 ? 'MBR' : 'GPT',
      size: whole(size),
      used_size: whole(size - (1n << 20n)),
      device_use: index === 0 ? 'OS' : 'NORMAL',
      os_disk: index === 0,
      physical_volumes: [
        {
          id: whole(6000 + index),
          uuid: null,
          index: whole(0),
          name: `/dev/vd${letter}1`,
          relation_name: null,
          device_use: index === 0 ? 'OS' : 'NORMAL',
          file_system: 'xfs',
          mount_point: index === 0 ? '/' : `/data/${index}`,
          size: whole(size - (1n << 20n)),
          used_size: whole(BigInt(index + 1) * GIB),
          free_size: whole(size - (1n << 20n) - BigInt(index + 1) * GIB),
        },
      ],
      disk_index: String(index),
    };
  });
  return {
    ...task,
    id: '23d15c50-7d9a-413e-8b5f-a7307f7d0023',
    name: 'db-cluster-23-disks',
    target_server: { ...(task.target_server as Doc), disks, volume_groups: [] },
  };
};

/** A task before its target was configured: no disks yet, and hardly anything else. */
const bare = (): Doc => ({
  ...read(lvm),
  id: 'ba5e0000-7d9a-413e-8b5f-a7307f7d0000',
  name: 'not-configured-yet',
  migration_ip: null,
  use_public_ip: undefined,
  use_ipv6: undefined,
  target_server: null,
});

const batch = (): Doc[] =>
  Array.from({ length: 200 }, (_, index) => {
    const number = String(index + 1).padStart(3, '0');
    return {
      ...read(index % 3 ? lvm : windows),
      id: `00000${number}-7d9a-413e-8b5f-a7307f7d5679`,
      name: `batch-${number}`,
    };
  });

/** Scenarios by name, from the time now; the first task of each is the one that a demo opens. */
export const SCENARIOS: Readonly<Record<string, (now?: number) => Doc[]>> = {
  lvm: () => [read(lvm)],
  windows: () => [readyWindows()],
  btrfs: () => [read(btrfs)],
  ipv6: () => [ipv6()],
  running: () => [running()],
  failed: () => [failed()],
  disks23: () => [manyDisks()],
  bare: () => [bare()],
  list: batch,
  many,
  all: () => [read(lvm), readyWindows(), read(btrfs), ipv6(), failed(), manyDisks(), bare()],
};

/** Source servers that GET /v3/sources/{id} knows. */
export const sources = (): Doc[] => [read(sourceLvm)];
