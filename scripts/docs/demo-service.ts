/** The tasks that pictures and tour show: an evening of a migration, on the real simulator. */

import { isObject, type JsonObject, stringifyJson } from '../../src/json/json.ts';
import { type Simulator, startSimulator } from '../../src/simulator/server.ts';
import { LVM, payload, WINDOWS } from '../../test/support/fixtures.ts';

const MINUTE = 60_000;

interface Role {
  readonly name: string;
  readonly state: string;
  readonly like: typeof LVM | typeof WINDOWS;
  /** Sub-task that is under way, counted from 1, and how far it is. */
  readonly at?: readonly [step: number, percent: number];
  /** Minutes since it was made; half ones, so that a slow machine shows the same. */
  readonly age: number;
}

const ROLES: readonly Role[] = [
  { name: 'erp-db-01', state: 'RUNNING', like: LVM, at: [5, 62], age: 47.5 },
  { name: 'erp-app-01', state: 'READY', like: LVM, age: 51.5 },
  { name: 'erp-app-02', state: 'READY', like: LVM, age: 52.5 },
  { name: 'erp-report-01', state: 'SYNCING', like: WINDOWS, at: [5, 100], age: 90.5 },
  { name: 'web-01', state: 'READY', like: LVM, age: 130.5 },
  { name: 'web-02', state: 'MIGRATE_FAIL', like: LVM, at: [4, 10], age: 131.5 },
  { name: 'mail-01', state: 'RUNNING', like: WINDOWS, at: [3, 80], age: 200.5 },
  { name: 'files-01', state: 'MIGRATE_SUCCESS', like: WINDOWS, at: [5, 100], age: 1500.5 },
  { name: '财务系统-01', state: 'READY', like: LVM, age: 1600.5 },
  { name: '财务系统-02', state: 'READY', like: LVM, age: 1601.5 },
];

const STEPS = [
  'CREATE_CLOUD_SERVER',
  'SSL_CONFIG',
  'ATTACH_AGENT_IMAGE',
  'FORMAT_DISK_LINUX',
  'MIGRATE_LINUX_FILE',
];

function taskOf({ name, state, like, at, age }: Role, index: number): JsonObject {
  const base = payload(like);
  const number = String(index + 1).padStart(2, '0');
  const source = isObject(base.source_server) ? base.source_server : {};
  const target = isObject(base.target_server) ? base.target_server : {};
  return {
    ...base,
    id: `6402c4${number}-7d9a-413e-8b5f-a7307f7d56${number}`,
    name,
    state,
    create_date: Math.round(Date.now() - age * MINUTE),
    sub_tasks: at
      ? STEPS.slice(0, at[0]).map((step, place) => ({
          name: step,
          progress: place + 1 < at[0] ? 100 : at[1],
        }))
      : [],
    source_server: { ...source, name: `src-${number}`, ip: `192.168.0.${index + 11}` },
    target_server: { ...target, name: `ecs-${number}`, ip: `10.0.0.${index + 11}` },
  };
}

/** A task that nothing moves by itself: only its pause and its start take a visible time. */
export const startMoveStage = (): Promise<Simulator> =>
  startSimulator({
    tasks: ROLES.slice(0, 1).map((role, index) => stringifyJson(taskOf(role, index))),
    pace: 3_600_000,
    stateDelay: 3000,
  });

export const startStage = (): Promise<Simulator> =>
  startSimulator({ tasks: ROLES.map((role, index) => stringifyJson(taskOf(role, index))) });
