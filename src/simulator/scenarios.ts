/** The tasks that the simulator starts with, made from real documents. */

import btrfs from './scenarios/btrfs.ts';
import lvm from './scenarios/lvm.ts';
import { many } from './scenarios/many.ts';
import windows from './scenarios/windows.ts';
import { type Doc, isDoc, readDoc, whole } from './tasks/documents.ts';

const GIB = 1n << 30n;

/** The keys of a task that a document may lack, with the values of a task that has nothing there. */
const NOTHING: Doc = {
  ...{ compress_rate: 0, remain_seconds: 0, target_snapshot_id: null, network_check_info: null },
  ...{ total_cpu_usage: null, agent_cpu_usage: null, total_mem_usage: null, agent_mem_usage: null },
  ...{ total_disk_io: null, agent_disk_io: null, need_migration_test: false, subtask_info: null },
};

/**
 * Returns a document with all 40 keys of a task. Three more are in it that no page documents and real servers return:
 * `use_public_ip`, `use_ipv6`, `syncing`. Source: docs/api-notes.md#read-a-task, docs/api-notes.md#keys-only-in-put.
 */
const read = (text: string): Doc => {
  const task = readDoc(text);
  const missing = Object.entries(NOTHING).filter(([key]) => !Object.hasOwn(task, key));
  return { ...task, ...Object.fromEntries(missing) };
};

/** Returns a task with a source server of its own: a source server has one current task. */
const withSource = (task: Doc, number: string, more: Doc = {}): Doc => ({
  ...task,
  source_server: {
    ...(isDoc(task.source_server) ? task.source_server : {}),
    id: `50c0e000-28a9-40c2-8604-0abfc9889${number}`,
    ...more,
  },
});

/** The Windows task of the reference page, READY, so that changes of its disks take effect. */
const readyWindows = (): Doc => ({ ...read(windows), state: 'READY' });

const btrfsTask = (): Doc => withSource(read(btrfs), '002');

const ipv6 = (): Doc => ({
  ...withSource(read(btrfs), '003'),
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
  ...withSource(read(lvm), '004'),
  id: 'fa17ed00-7d9a-413e-8b5f-a7307f7d0001',
  name: 'centos7-failed',
  state: 'MIGRATE_FAIL',
  error_json: JSON.stringify({
    error_code: 'SMS.0806',
    error_msg: 'Failed to synchronize partition /dev/xvdb1 to target server 192.168.0.20.',
    error_param: ['/dev/xvdb1', '192.168.0.20'],
  }),
});

/** A task with 23 disks, the most that SMS allows, each with one volume. */
const manyDisks = (): Doc => {
  const task = withSource(read(lvm), '005');
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

/** A task whose target is not configured yet: no disks, and no `use_public_ip`. */
const bare = (): Doc => ({
  ...withSource(read(lvm), '006'),
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
      ...withSource(read(index % 3 ? lvm : windows), number),
      id: `00000${number}-7d9a-413e-8b5f-a7307f7d5679`,
      name: `batch-${number}`,
    };
  });

/** Scenarios by name, as functions of the time in ms since 1970. A demo opens the first task. */
export const SCENARIOS: Readonly<Record<string, (now?: number) => Doc[]>> = {
  lvm: () => [read(lvm)],
  windows: () => [readyWindows()],
  btrfs: () => [btrfsTask()],
  ipv6: () => [ipv6()],
  running: () => [running()],
  failed: () => [failed()],
  disks23: () => [manyDisks()],
  bare: () => [bare()],
  list: batch,
  many,
  all: () => [read(lvm), readyWindows(), btrfsTask(), ipv6(), failed(), manyDisks(), bare()],
};
