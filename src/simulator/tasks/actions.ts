/** Actions on a task: which states allow which, and with which code SMS rejects others. */

import type { Refusal } from '../responses.ts';
import type { Doc } from './documents.ts';

const FAILED = ['MIGRATE_FAIL', 'SYNC_FAIL'];
/** A task in one of these states is running. That SYNCING counts as running is an assumption. */
const RUNNING = ['RUNNING', 'SYNCING'];
const LAUNCHED = ['MIGRATE_SUCCESS', 'SYNC_SUCCESS'];

interface Action {
  /** The states that allow it; undefined if no document limits them. */
  readonly states?: readonly string[];
  readonly code?: string;
}

/** Source: docs/api-notes.md#start-and-stop-a-task. */
const ACTIONS: Readonly<Record<string, Action>> = {
  start: { states: ['READY', 'ABORT', ...FAILED], code: 'SMS.7713' },
  stop: { states: RUNNING, code: 'SMS.7714' },
  restart: { states: LAUNCHED, code: 'SMS.7722' },
  clone_test: { states: ['SYNCING'], code: 'SMS.7721' },
  cutover: { states: ['SYNCING'], code: 'SMS.7721' },
  sync_failed_rollback: { states: ['SYNC_FAIL'], code: 'SMS.7718' },
  test: {},
  network_check: {},
  clear: {},
  skip: {},
  migration_test: {},
};

const MAX_TEMPLATE_ID = 255;

/** Returns what is wrong with the options of an action; undefined if nothing is. */
function faultOfOptions({ template_id, ...flags }: Doc): string | undefined {
  const isId = typeof template_id === 'string' && template_id.length <= MAX_TEMPLATE_ID;
  if (template_id != null && !isId) return `template_id: not a string of at most ${MAX_TEMPLATE_ID}`;
  const flag = ['switch_hce', 'is_need_consistency_check'].find(
    (name) => flags[name] != null && typeof flags[name] !== 'boolean',
  );
  return flag && `${flag}: not a boolean`;
}

/** Returns why SMS rejects an action; undefined if it accepts it. A state that is about to change allows none. */
export function refusalOfAction(body: Doc, task: Doc, isChanging: boolean): Refusal | undefined {
  const operation = String(body.operation);
  const action = Object.hasOwn(ACTIONS, operation) ? ACTIONS[operation] : undefined;
  if (!action)
    return { code: 'SMS.9001', detail: `operation: not one of ${Object.keys(ACTIONS).join(', ')}` };
  const fault = faultOfOptions(body);
  if (fault) return { code: 'SMS.9001', detail: fault };
  const { states, code } = action;
  if (states && code && (isChanging || !states.includes(String(task.state)))) return { code };
  return task.connected === false ? { code: 'SMS.6603' } : undefined;
}
