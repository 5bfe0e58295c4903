/** Source servers, as `GET /v3/sources/{id}` returns them. Source: docs/api-notes.md#read-a-source-server. */

import sourceLvm from '../scenarios/source-lvm.ts';
import { type Doc, docsIn, isDoc, readDoc, whole } from './documents.ts';
import { existsServer, type StoredTask } from './task-store.ts';

/** The keys that a current task has in common with the task itself. */
const CURRENT_TASK = [
  ...['id', 'name', 'type', 'state', 'start_date', 'speed_limit', 'migrate_speed', 'start_target_server'],
  ...['vm_template_id', 'region_id', 'project_name', 'project_id', 'log_collect_status', 'clone_server'],
];

/** Returns the current task of a source server: 17 keys, two of which GET of a task doesn't document. */
function currentTaskOf(task: StoredTask): Doc {
  const { doc, unseen } = task;
  const target = isDoc(doc.target_server) ? doc.target_server : undefined;
  return {
    ...Object.fromEntries(CURRENT_TASK.map((key) => [key, doc[key] ?? null])),
    target_server: target ? { vm_id: target.vm_id ?? null, name: target.name ?? null } : null,
    exist_server: existsServer(task),
    use_public_ip: doc.use_public_ip ?? unseen.use_public_ip ?? false,
  };
}

/**
 * Returns the source server of a task. Its disks are those that the target had at the start, but of a real document if
 * there is one for this ID, and if the target has none.
 */
export function sourceOf(task: StoredTask): Doc {
  const { doc, first } = task;
  const server = isDoc(doc.source_server) ? doc.source_server : {};
  const known = readDoc(sourceLvm);
  const target = isDoc(first.target_server) ? first.target_server : undefined;
  const base = server.id === known.id || !target ? known : { ...known, ...disksOf(target) };
  return {
    ...base,
    id: server.id,
    ip: server.ip ?? null,
    name: server.name ?? null,
    os_type: doc.os_type,
    os_version: server.os_version ?? null,
    state: server.state ?? null,
    connected: doc.connected ?? true,
    migration_cycle: server.migration_cycle ?? null,
    current_task: currentTaskOf(task),
  };
}

/** Returns the storage of a source server, which has no IDs and no names of a target. */
function disksOf(target: Doc): Doc {
  const disks = docsIn(target.disks).map(({ id, disk_id, disk_index, physical_volumes, ...disk }) => ({
    ...disk,
    physical_volumes: docsIn(physical_volumes).map(({ id: _, free_size, ...volume }) => volume),
  }));
  const btrfs = Array.isArray(target.btrfs_list) ? target.btrfs_list : [];
  return {
    disks,
    volume_groups: docsIn(target.volume_groups),
    btrfs_list: btrfs.filter((name) => typeof name === 'string').map(btrfsOf),
    networks: [],
    init_target_server: { disks },
  };
}

const btrfsOf = (device: string): Doc => ({
  name: device,
  label: '',
  uuid: '3f1c2c9e-9a3f-4a1d-8c36-5d2a7b9c0e11',
  device,
  size: whole(6_442_450_944),
  nodesize: whole(16_384),
  sectorsize: whole(4096),
  data_profile: 'single',
  system_profile: 'DUP',
  metadata_profile: 'DUP',
  global_reserve1: 'single',
  g_vol_used_size: whole(6_442_450_944),
  default_subvolid: '256',
  default_subvol_name: '@',
  default_subvol_mountpath: '/',
  subvolumn: [],
});

/** The ID of the one source server that is a real document. */
export const KNOWN_SOURCE = String(readDoc(sourceLvm).id);
