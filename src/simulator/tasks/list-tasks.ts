/** Filters and pages of `GET /v3/tasks`. Source: docs/api-notes.md#list-tasks. */

import { json, type Refusal, refusalResponse, type SimulatedResponse } from '../responses.ts';
import { type Doc, docsIn, isDoc } from './documents.ts';

/** Minimum, maximum and default of the page parameters. */
const BOUNDS = { limit: [0, 200, 100], offset: [0, 65_535, 0] } as const;

/** The filters by their names in the query. */
const FILTERS: Readonly<Record<string, (task: Doc, wanted: string) => boolean>> = {
  state: (task, wanted) => task.state === wanted,
  name: (task, wanted) => String(task.name).includes(wanted),
  id: (task, wanted) => task.id === wanted,
  source_server_id: (task, wanted) => (task.source_server as Doc | null)?.id === wanted,
  enterprise_project_id: (task, wanted) => task.enterprise_project_id === wanted,
};

type Bounds = Readonly<Record<'limit' | 'offset', readonly [min: number, max: number, standard: number]>>;

/** Returns the page that a query asks for, or why SMS rejects it. */
export function pageOf(query: URLSearchParams, bounds: Bounds): { limit: number; offset: number } | Refusal {
  const page = { limit: bounds.limit[2], offset: bounds.offset[2] };
  for (const name of ['limit', 'offset'] as const) {
    const given = query.get(name);
    const [min, max] = bounds[name];
    if (given === null) continue;
    if (!/^\d+$/.test(given) || Number(given) < min || Number(given) > max)
      return { code: 'SMS.9001', detail: `${name}: outside ${min}–${max}` };
    page[name] = Number(given);
  }
  return page;
}

/**
 * Returns one page of the matching tasks, with the count of all matching tasks. Items have exactly the documented keys
 * if `isComplete`; else they keep the keys that no page lists, as a test wants them.
 */
export function listTasks(
  tasks: readonly Doc[],
  query: URLSearchParams,
  isComplete: boolean,
): SimulatedResponse {
  const page = pageOf(query, BOUNDS);
  if ('code' in page) return refusalResponse(page);
  const fits = (task: Doc) =>
    Object.entries(FILTERS).every(
      ([name, passes]) => !query.get(name) || passes(task, query.get(name) as string),
    );
  const found = tasks.filter(fits);
  const shown = found.slice(page.offset, page.offset + page.limit);
  return json(200, { count: found.length, tasks: shown.map((task) => listItem(task, isComplete)) });
}

/** The keys of an item, of its servers, and of its sub-tasks. Source: docs/api-notes.md#list-tasks. */
const ITEM = [
  ...['id', 'name', 'type', 'os_type', 'state', 'estimate_complete_time', 'create_date', 'priority'],
  ...['speed_limit', 'migrate_speed', 'compress_rate', 'start_target_server', 'error_json', 'total_time'],
  ...['migration_ip', 'sub_tasks', 'source_server', 'enterprise_project_id', 'target_server'],
  ...['log_collect_status', 'clone_server', 'syncing', 'network_check_info', 'special_config'],
  ...['total_cpu_usage', 'agent_cpu_usage', 'total_mem_usage', 'agent_mem_usage'],
  ...['total_disk_io', 'agent_disk_io'],
];
const SOURCE = ['id', 'ip', 'name', 'os_type', 'os_version', 'oem_system', 'state'];
const TARGET = ['id', 'vm_id', 'name', 'ip', 'os_type', 'os_version'];
const SUB_TASK = [
  ...['id', 'name', 'progress', 'start_date', 'end_date', 'migrate_speed', 'user_op', 'process_trace'],
];

const pick = (value: unknown, keys: readonly string[]): unknown =>
  isDoc(value) ? Object.fromEntries(keys.map((key) => [key, value[key] ?? null])) : value;

/** The keys of a task that an item of the list doesn't have. */
const ONLY_IN_TASK = [
  ...['region_id', 'region_name', 'project_id', 'project_name', 'vm_template_id', 'float_ip', 'connected'],
  ...['start_date', 'finish_date', 'remain_seconds', 'target_snapshot_id', 'need_migration_test'],
  ...['subtask_info', 'use_public_ip', 'use_ipv6'],
];
const ONLY_IN_TARGET = ['system_dir', 'disks', 'volume_groups', 'btrfs_list', 'image_disk_id'];

const omit = (value: unknown, keys: readonly string[]): unknown =>
  isDoc(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key))) : value;

/** Returns a task as an item of the list, whose servers have no disks. */
function listItem(task: Doc, isComplete: boolean): unknown {
  const { source_server, target_server, sub_tasks } = task;
  if (!isComplete)
    return omit({ ...task, target_server: omit(target_server ?? {}, ONLY_IN_TARGET) }, ONLY_IN_TASK);
  const item = {
    ...task,
    source_server: pick(source_server, SOURCE),
    target_server: pick(target_server, TARGET),
    sub_tasks: docsIn(sub_tasks).map((step) => pick(step, SUB_TASK)),
  };
  return pick(item, ITEM);
}
