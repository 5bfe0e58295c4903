/** A list of 450 tasks of every kind, the same ones each time. */
import { type Doc, readDoc, whole } from '../tasks/documents.ts';
import btrfs from './btrfs.ts';
import lvm from './lvm.ts';
import windows from './windows.ts';

const COUNT = 450;
const MINUTE = 60_000;

/** The documented states, frequent ones more than once, and one that no page lists. Source: docs/api-notes.md#task-states. */
const STATES = [
  'READY',
  'RUNNING',
  'RUNNING',
  'SYNCING',
  'MIGRATE_SUCCESS',
  'READY',
  'MIGRATE_FAIL',
  'SYNC_SUCCESS',
  'RUNNING',
  'ABORT',
  'SYNC_FAIL',
  'READY',
  'ABORTING',
  'SKIPPING',
  'MIGRATE_SUCCESS',
  'DELETING',
  'RESETING',
  'SYNC_F_ROLLBACKING',
  'SYNC_F_ROLLBACK_SUCCESS',
  'WAITING_FOR_WINDOW',
] as const;

/** States in which the last sub-task is done. */
const DONE = ['MIGRATE_SUCCESS', 'SYNCING', 'SYNC_SUCCESS', 'SYNC_FAIL', 'SKIPPING'];
const NOT_STARTED = ['READY', 'RESETING', 'WAITING_FOR_WINDOW'];

const NAMES: readonly ((number: string) => string)[] = [
  (number) => `web-${number}`,
  (number) => `db-primary-${number}`,
  (number) => `数据库迁移-${number}`,
  (number) => `MigrationTask_${number}`,
  (number) => `财务系统-生产环境-应用服务器-${number}`,
  (number) => `app-${number}`,
  // 64 characters, the longest there are.
  (number) => `datacenter-frankfurt-rack-17-hypervisor-04-legacy-erp-node-${number}`.padEnd(64, 'x'),
  (number) => `win-sql-${number}`,
];

const STEPS = {
  LINUX: [
    'CREATE_CLOUD_SERVER',
    'SSL_CONFIG',
    'ATTACH_AGENT_IMAGE',
    'FORMAT_DISK_LINUX',
    'MIGRATE_LINUX_FILE',
  ],
  WINDOWS: [
    'CREATE_CLOUD_SERVER',
    'SSL_CONFIG',
    'ATTACH_AGENT_IMAGE',
    'FORMAT_DISK_WINDOWS',
    'MIGRATE_WINDOWS_BLOCK',
  ],
} as const;

/** Returns up to 999 tasks that were created minutes to years before `now`, in ms since 1970. */
export function many(now = Date.now(), count = COUNT): Doc[] {
  const bases = [lvm, windows, btrfs].map(readDoc);
  return Array.from({ length: count }, (_, index) => {
    const base = bases[index % 4 === 3 ? 0 : index % 3] as Doc;
    const number = String(index + 1).padStart(3, '0');
    const state = STATES[(index * 7) % STATES.length] as string;
    const created = now - Math.round(MINUTE * 2 * 1.0295 ** index);
    return {
      ...base,
      id: `4a5c0${number}-7d9a-413e-8b5f-a7307f7d${number}0`,
      name: (NAMES[(index * 5) % NAMES.length] as (typeof NAMES)[number])(number),
      state,
      create_date: whole(created),
      start_date: NOT_STARTED.includes(state) ? null : whole(created + MINUTE),
      finish_date: state === 'MIGRATE_SUCCESS' ? whole(Math.min(now, created + 600 * MINUTE)) : null,
      enterprise_project_id: index % 5 ? '0' : '7c1e2a90-0000-4000-8000-000000000e01',
      connected: index % 9 !== 4,
      error_json: state.endsWith('_FAIL') ? failure : '',
      sub_tasks: steps(String(base.os_type), state, index),
      source_server: {
        ...(base.source_server as Doc),
        id: `50c0e${number}-28a9-40c2-8604-0abfc989${number}0`,
        name: `host-${number}`,
        ip: `10.${index % 250}.${(index * 3) % 250}.${(index * 11) % 250}`,
      },
    };
  });
}

const failure = JSON.stringify({
  error_code: 'SMS.0806',
  error_msg: 'Failed to synchronize partition /dev/xvdb1 to target server 192.168.0.20.',
  error_param: ['/dev/xvdb1', '192.168.0.20'],
});

function steps(os: string, state: string, index: number): Doc[] {
  if (NOT_STARTED.includes(state)) return [];
  const names = STEPS[os === 'WINDOWS' ? 'WINDOWS' : 'LINUX'];
  const open = DONE.includes(state) ? names.length : index % names.length;
  return names.map((name, at) => ({
    id: whole(1000 + index * 10 + at),
    name,
    progress: whole(at < open ? 100 : at === open ? (index * 13) % 100 : 0),
    start_date: null,
    end_date: null,
    migrate_speed: null,
    user_op: null,
    process_trace: '',
  }));
}
