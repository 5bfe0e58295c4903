/**
 * Rules about when a change takes effect, and about side effects of an update. Source:
 * docs/api-notes.md#3-what-an-update-does.
 */

import { isObject, type JsonObject } from '../../json/json.ts';
import { text } from '../../text/text.ts';
import { type Change, changesOf, currentTask, type Draft } from '../edits/draft.ts';
import { BODY_WARNING_BYTES } from '../fields/schema.ts';
import { formatCount } from '../fields/size-units.ts';
import { isInNewElement, isUnder } from '../paths/path.ts';
import { WINDOWS } from '../rate-windows.ts';
import { formatRequestBytes, requestBytes } from '../sending/request-size.ts';
import { osOf } from './edited-storage.ts';
import type { Rule, Violation } from './rule.ts';

/**
 * Fields that are assumed to take effect in a state; an update returns 200 in any case. Only those of the clone server
 * are documented: docs/api-notes.md#effect-by-state.
 */
const TAKES: Readonly<Record<string, readonly string[]>> = {
  RUNNING: ['name', 'speed_limit', WINDOWS],
  SYNCING: ['name', 'speed_limit', WINDOWS],
  ABORTING: [],
  DELETING: [],
  RESETING: [],
  SKIPPING: [],
};
/** Returns the fields that likely take effect in a state, by path; undefined in a state without known limits. */
export const effectiveFields = (state: string): readonly string[] | undefined =>
  Object.hasOwn(TAKES, state) ? TAKES[state] : undefined;

const SOURCE_GONE = ['unavailable', 'deleting', 'clearing', 'clearfailed'];
/** Source server states in which a change of the clone server takes effect. */
const CLONE_STATES = ['syncing', 'stopping', 'stopped', 'cutovering', 'finished', 'error'];

const stateOfSource = (draft: Draft): string => {
  const { source_server } = draft.base;
  return isObject(source_server) ? String(source_server.state ?? '').toLowerCase() : '';
};

function first(changes: readonly Change[], message: (paths: number) => string): Violation[] {
  const [change] = changes;
  return change ? [{ path: change.path, message: message(changes.length) }] : [];
}

function taskState(draft: Draft): Violation[] {
  const state = String(draft.base.state ?? '');
  const takes = effectiveFields(state);
  if (!takes) return [];
  const ineffective = changesOf(draft).filter(
    // The clone server has a rule of its own.
    ({ path, field }) => !takes.some((one) => isUnder(path, one)) && field.object !== 'CloneServer',
  );
  return first(ineffective, (n) => text().rules.taskState(state, n, takes.length > 0));
}

function sourceState(draft: Draft): Violation[] {
  const state = stateOfSource(draft);
  return SOURCE_GONE.includes(state) ? first(changesOf(draft), () => text().rules.sourceState(state)) : [];
}

function cloneState(draft: Draft): Violation[] {
  const state = stateOfSource(draft);
  if (CLONE_STATES.includes(state)) return [];
  const changes = changesOf(draft).filter(({ field }) => field.object === 'CloneServer');
  return first(changes, () => text().rules.cloneState(state || '?', CLONE_STATES.join(', ')));
}

/** Returns true for a file-level migration of Windows; `type` and the system are those of one side. */
const isWindowsByFile = (task: JsonObject): boolean =>
  osOf(task) === 'WINDOWS' && task.type === 'MIGRATE_FILE';

function typeFitsOs(draft: Draft): Violation[] {
  if (!isWindowsByFile(currentTask(draft)) || isWindowsByFile(draft.base)) return [];
  const touched = changesOf(draft).filter(({ path }) => path === 'type' || path === 'target_server.os_type');
  return first(touched, () => text().rules.typeFitsOs);
}

/** States in which a migration is running: the Agent keeps the address that it got at the start. */
const UNDER_WAY = ['RUNNING', 'SYNCING'];

function addressUnderWay(draft: Draft): Violation[] {
  if (!UNDER_WAY.includes(String(draft.base.state ?? ''))) return [];
  const changes = changesOf(draft).filter(({ path }) => path === 'migration_ip');
  return first(changes, () => text().rules.addressUnderWay);
}

function unknownBefore(draft: Draft): Violation[] {
  return changesOf(draft)
    .filter(
      ({ kind, before, path, restores }) =>
        kind === 'set' && before === undefined && !restores && !isInNewElement(path),
    )
    .map(({ path }) => ({ path, message: text().rules.unknownBefore(path) }));
}

function bodyTooLarge(draft: Draft): Violation[] {
  const size = requestBytes(draft);
  if (size !== undefined && size <= BODY_WARNING_BYTES) return [];
  const most = formatCount(BigInt(BODY_WARNING_BYTES));
  return first(changesOf(draft), () => text().rules.bodySize(formatRequestBytes(size), most));
}

const ALL = ['PutTaskReq.name', 'PutTaskReq.type', 'PutTaskReq.migration_ip', 'TargetDisk.size'] as const;

/** Rules about task states. */
export const STATE_RULES: readonly Rule[] = [
  {
    name: 'task_state',
    severity: 'warning',
    source: { basis: 'inferred', note: 'effect-by-state' },
    fields: ALL,
    check: taskState,
  },
  {
    name: 'source_state',
    severity: 'warning',
    source: { basis: 'inferred', note: 'silent-no-ops' },
    fields: ALL,
    check: sourceState,
  },
  {
    name: 'clone_state',
    severity: 'warning',
    source: { basis: 'reference', reference: 'clone_server', note: 'clone-server' },
    fields: [
      'CloneServer.vm_id',
      'CloneServer.name',
      'CloneServer.clone_state',
      'CloneServer.clone_error',
      'CloneServer.error_msg',
    ],
    check: cloneState,
  },
  {
    name: 'type_fits_os',
    severity: 'error',
    source: { basis: 'documented', reference: 'SMS.6610', note: 'rule-type-fits-os' },
    fields: ['PutTaskReq.type', 'TargetServer.os_type'],
    check: typeFitsOs,
  },
  {
    name: 'address_under_way',
    severity: 'warning',
    source: { basis: 'documented', reference: 'FAQ 12.8', note: 'changing-a-target' },
    fields: ['PutTaskReq.migration_ip'],
    check: addressUnderWay,
  },
  {
    name: 'unknown_before',
    severity: 'note',
    source: { basis: 'documented', note: 'keys-only-in-put' },
    fields: [],
    check: unknownBefore,
  },
  {
    name: 'body_size',
    severity: 'warning',
    source: { basis: 'documented', reference: 'SMS.6014', note: 'body-size' },
    fields: [],
    check: bodyTooLarge,
  },
];
