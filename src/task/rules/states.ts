/** Rules about when a change takes, and about what an update does besides. Source: API facts §2, §3, §5. */

import { isObject } from '../../json/json.ts';
import { text } from '../../text/text.ts';
import { type Change, changesOf, countOf, currentTask, type Draft } from '../draft.ts';
import { isInAdded } from '../path.ts';
import { bytesText, requestBytes } from '../request-size.ts';
import { BODY_WARNING_BYTES } from '../schema.ts';
import { formatCount } from '../units.ts';
import type { Found, Rule } from './rule.ts';

/** In these states only these fields take effect; an update still answers 200. */
const TAKES: Readonly<Record<string, readonly string[]>> = {
  RUNNING: ['name', 'speed_limit'],
  SYNCING: ['name', 'speed_limit'],
  ABORTING: [],
  DELETING: [],
  RESETING: [],
  SKIPPING: [],
};
const SOURCE_GONE = ['unavailable', 'deleting', 'clearing', 'clearfailed'];
/** Source server states in which a change of the clone server takes effect. */
const CLONE_STATES = ['syncing', 'stopping', 'stopped', 'cutovering', 'finished', 'error'];

const stateOfSource = (draft: Draft): string => {
  const { source_server } = draft.base;
  return isObject(source_server) ? String(source_server.state ?? '').toLowerCase() : '';
};

function first(changes: readonly Change[], message: (paths: number) => string): Found[] {
  const [change] = changes;
  return change ? [{ path: change.path, message: message(changes.length) }] : [];
}

function taskState(draft: Draft): Found[] {
  const state = String(draft.base.state ?? '');
  const takes = TAKES[state];
  if (!takes) return [];
  const ineffective = changesOf(draft).filter(({ path }) => !takes.includes(path));
  return first(ineffective, (n) => text().rules.taskState(state, n, takes.length > 0));
}

function sourceState(draft: Draft): Found[] {
  const state = stateOfSource(draft);
  return SOURCE_GONE.includes(state) ? first(changesOf(draft), () => text().rules.sourceState(state)) : [];
}

function cloneState(draft: Draft): Found[] {
  const state = stateOfSource(draft);
  if (CLONE_STATES.includes(state)) return [];
  const changes = changesOf(draft).filter(({ field }) => field.object === 'CloneServer');
  return first(changes, () => text().rules.cloneState(state || '?', CLONE_STATES.join(', ')));
}

function typeFitsOs(draft: Draft): Found[] {
  const task = currentTask(draft);
  const touched = changesOf(draft).filter(({ path }) => path === 'type' || path === 'target_server.os_type');
  const server = isObject(task.target_server) ? task.target_server : {};
  const windows = task.os_type === 'WINDOWS' || server.os_type === 'WINDOWS';
  if (!windows || task.type !== 'MIGRATE_FILE') return [];
  return first(touched, () => text().rules.typeFitsOs);
}

function unknownBefore(draft: Draft): Found[] {
  return changesOf(draft)
    .filter(({ kind, before, path }) => kind === 'set' && before === undefined && !isInAdded(path))
    .map(({ path }) => ({ path, message: text().rules.unknownBefore(path) }));
}

function bodyTooLarge(draft: Draft): Found[] {
  const size = requestBytes(draft);
  if (size !== undefined && size <= BODY_WARNING_BYTES) return [];
  const most = formatCount(BigInt(BODY_WARNING_BYTES));
  return first(changesOf(draft), () => text().rules.bodySize(bytesText(size), most));
}

function diskCount(draft: Draft): Found[] {
  const disks = countOf(draft, ['target_server', 'disks']);
  const added = changesOf(draft).filter(({ kind, field }) => kind === 'add' && field.name === 'disks');
  return disks > 23 ? first(added, () => text().rules.diskCount(disks)) : [];
}

function elementsAdded(draft: Draft): Found[] {
  const added = changesOf(draft).filter(({ kind }) => kind === 'add');
  return added.map(({ path, field }) => ({ path, message: text().rules.added(path, field.name) }));
}

function elementsRemoved(draft: Draft): Found[] {
  const removed = changesOf(draft).filter(({ kind }) => kind === 'remove');
  return removed.map(({ path, field }) => ({ path, message: text().rules.removed(path, field.name) }));
}

/** Lists that GET does not return as objects: what an update sends is all that will be there. */
function listReplaced(draft: Draft): Found[] {
  return (['networks', 'btrfs_list'] as const).flatMap((name) => {
    const server = isObject(draft.base.target_server) ? draft.base.target_server : {};
    const present = server[name];
    const known =
      Array.isArray(present) && present.every(isObject) && (name !== 'btrfs_list' || present.length === 0);
    const added = changesOf(draft).filter(({ kind, keys }) => kind === 'add' && keys[1] === name);
    if (known) return [];
    const names = Array.isArray(present) ? present.filter((entry) => typeof entry === 'string') : [];
    return first(added, () => text().rules.listReplaced(name, names.join(', ')));
  });
}

const ALL = ['PutTaskReq.name', 'PutTaskReq.type', 'PutTaskReq.migration_ip', 'TargetDisk.size'] as const;

export const STATE_RULES: readonly Rule[] = [
  { name: 'task_state', severity: 'warning', source: { basis: 'inferred' }, about: ALL, find: taskState },
  {
    name: 'source_state',
    severity: 'warning',
    source: { basis: 'inferred' },
    about: ALL,
    find: sourceState,
  },
  {
    name: 'clone_state',
    severity: 'warning',
    source: { basis: 'reference', of: 'clone_server' },
    about: [
      'CloneServer.vm_id',
      'CloneServer.name',
      'CloneServer.clone_state',
      'CloneServer.clone_error',
      'CloneServer.error_msg',
    ],
    find: cloneState,
  },
  {
    name: 'type_fits_os',
    severity: 'error',
    source: { basis: 'documented', of: 'SMS.6610' },
    about: ['PutTaskReq.type', 'TargetServer.os_type'],
    find: typeFitsOs,
  },
  {
    name: 'unknown_before',
    severity: 'note',
    source: { basis: 'documented' },
    about: [],
    find: unknownBefore,
  },
  {
    name: 'body_size',
    severity: 'warning',
    source: { basis: 'observed', of: 'SMS.2004' },
    about: [],
    find: bodyTooLarge,
  },
  { name: 'disk_count', severity: 'error', source: { basis: 'documented' }, about: [], find: diskCount },
  {
    name: 'element_added',
    severity: 'warning',
    source: { basis: 'inferred' },
    about: [],
    find: elementsAdded,
  },
  {
    name: 'element_removed',
    severity: 'warning',
    source: { basis: 'documented' },
    about: [],
    find: elementsRemoved,
  },
  {
    name: 'list_replaced',
    severity: 'warning',
    source: { basis: 'documented' },
    about: [],
    find: listReplaced,
  },
];
