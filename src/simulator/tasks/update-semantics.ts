/**
 * The effect of an accepted update: merges, replacements, silent no-ops. Which fields take effect in which state is an
 * assumption, as no document says so.
 * Source: docs/api-notes.md#3-what-an-update-does, docs/api-notes.md#effect-by-state.
 */
import { type Doc, isDoc } from './documents.ts';

/** The fields that take effect in a state, by assumption; others get a 200 and change nothing. */
const TAKES: Readonly<Record<string, readonly string[]>> = {
  RUNNING: ['name', 'speed_limit'],
  SYNCING: ['name', 'speed_limit'],
  ABORTING: [],
  DELETING: [],
  RESETING: [],
  SKIPPING: [],
};
const CLONE_STATES = ['syncing', 'stopping', 'stopped', 'cutovering', 'finished', 'error'];
/** Fields that an update accepts and GET doesn't document. Source: docs/api-notes.md#keys-only-in-put. */
const UNDOCUMENTED = [
  'exist_server',
  'use_ipv6',
  'use_public_ip',
  'image_disk_id',
  'target_disk_ids',
  'snapshot_ids',
  'cutovered_snapshot_ids',
];
const SERVER_RETURNED = [
  'id',
  'vm_id',
  'name',
  'ip',
  'os_type',
  'os_version',
  'system_dir',
  'disks',
  'volume_groups',
  'btrfs_list',
  'image_disk_id',
  'cutovered_snapshot_ids',
];

export interface Updated {
  /** The task as GET returns it. */
  readonly doc: Doc;
  /** The fields that were set and that GET doesn't return. */
  readonly unseen: Doc;
}

/** Returns a task after an update. Fields that GET doesn't document are returned only if they were before. */
export function applyUpdate(task: Doc, body: Doc): Updated {
  const taken = TAKES[String(task.state)];
  const doc: Doc = { ...task };
  const unseen: Doc = {};
  for (const [key, value] of Object.entries(body)) {
    // The clone server has states of its own.
    if (taken && !taken.includes(key) && key !== 'clone_server') continue;
    if (UNDOCUMENTED.includes(key) && doc[key] === undefined) unseen[key] = value;
    else if (key === 'enterprise_project') doc.enterprise_project_id = value;
    else if (key === 'clone_server') doc.clone_server = clone(task, value);
    else if (key === 'target_server' && isDoc(value)) doc.target_server = server(task.target_server, value);
    else doc[key] = value;
  }
  return { doc, unseen };
}

function clone(task: Doc, value: unknown): unknown {
  const source = isDoc(task.source_server) ? String(task.source_server.state).toLowerCase() : '';
  if (!CLONE_STATES.includes(source)) return task.clone_server;
  return isDoc(task.clone_server) && isDoc(value) ? { ...task.clone_server, ...value } : value;
}

function server(before: unknown, value: Doc): Doc {
  const next: Doc = isDoc(before) ? { ...before } : {};
  for (const [key, inner] of Object.entries(value)) {
    if (!SERVER_RETURNED.includes(key)) continue;
    // GET returns Btrfs file systems as strings, whatever an update sent.
    next[key] =
      key === 'btrfs_list' && Array.isArray(inner)
        ? inner.map((entry) => (isDoc(entry) ? String(entry.name ?? entry.device ?? '') : entry))
        : inner;
  }
  return next;
}
