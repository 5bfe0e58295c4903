/** What the service does with an accepted update: merges, replacements, silent no-ops. Source: API facts §3, §5. */
import type { Doc } from './facts.ts';

const isDoc = (value: unknown): value is Doc =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('isLosslessNumber' in value);

/** In these states a field outside the list is taken with 200 and changes nothing. */
const TAKES: Readonly<Record<string, readonly string[]>> = {
  RUNNING: ['name', 'speed_limit'],
  SYNCING: ['name', 'speed_limit'],
  ABORTING: [],
  DELETING: [],
  RESETING: [],
  SKIPPING: [],
};
const CLONE_STATES = ['syncing', 'stopping', 'stopped', 'cutovering', 'finished', 'error'];
/** Taken and kept by the service, but no part of what GET returns. */
const NEVER_RETURNED = [
  'exist_server',
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

/** The task after an update, as GET will return it. */
export function updated(task: Doc, body: Doc): Doc {
  const taken = TAKES[String(task.state)];
  const next: Doc = { ...task };
  for (const [key, value] of Object.entries(body)) {
    if (taken && !taken.includes(key)) continue;
    if (NEVER_RETURNED.includes(key)) continue;
    if (key === 'enterprise_project') next.enterprise_project_id = value;
    else if (key === 'clone_server') next.clone_server = clone(task, value);
    else if (key === 'target_server' && isDoc(value)) next.target_server = server(task.target_server, value);
    else next[key] = value;
  }
  return next;
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

/** A running task a moment later: its unfinished sub-task a few percent on, its rate never quite the same. */
export function movedOn(task: Doc, reading: number): Doc {
  if (task.state !== 'RUNNING' || !Array.isArray(task.sub_tasks)) return task;
  const open = task.sub_tasks.findIndex((step) => isDoc(step) && Number(step.progress) < 100);
  const steps = task.sub_tasks.map((step, index) =>
    index === open && isDoc(step) ? { ...step, progress: Math.min(99, Number(step.progress) + 1) } : step,
  );
  return { ...task, sub_tasks: steps, migrate_speed: 9.5 + (reading % 7) / 10, total_time: 115 + reading };
}
