/** The sub-tasks of a migration, and their progress. Source: docs/api-notes.md#sub-tasks. */
import { type Doc, docsIn, isDoc, whole } from './documents.ts';

const STEPS = {
  LINUX_MIGRATE_FILE: ['FORMAT_DISK_LINUX_FILE', 'MIGRATE_LINUX_FILE'],
  LINUX_MIGRATE_BLOCK: ['FORMAT_DISK_LINUX_BLOCK', 'MIGRATE_LINUX_BLOCK'],
  WINDOWS_MIGRATE_BLOCK: ['FORMAT_DISK_WINDOWS', 'MIGRATE_WINDOWS_BLOCK'],
} as const;

/** The system and type of a task in one word, as GET configuration-setting returns it. */
export const migrateTypeOf = ({ os_type, type }: Doc): keyof typeof STEPS =>
  os_type === 'WINDOWS'
    ? 'WINDOWS_MIGRATE_BLOCK'
    : type === 'MIGRATE_BLOCK'
      ? 'LINUX_MIGRATE_BLOCK'
      : 'LINUX_MIGRATE_FILE';

/** Returns the sub-tasks of a task that starts, none of them begun. */
export function newSubTasks(task: Doc, existsServer: boolean): Doc[] {
  const create = existsServer ? [] : ['CREATE_CLOUD_SERVER'];
  const names = [...create, 'SSL_CONFIG', 'ATTACH_AGENT_IMAGE', ...STEPS[migrateTypeOf(task)]];
  return names.map((name, index) => ({
    id: whole(7001 + index),
    name,
    progress: whole(0),
    start_date: null,
    end_date: null,
    user_op: 'REPLICATE',
  }));
}

export interface OpenSubTask {
  readonly index: number;
  readonly name: string;
  /** 0–99. */
  readonly percent: number;
}

/** Returns the first sub-task that is not done; undefined if all are. */
export function openSubTask({ sub_tasks }: Doc): OpenSubTask | undefined {
  const steps = docsIn(sub_tasks);
  const index = steps.findIndex(({ progress }) => Number(progress) < 100);
  const step = steps[index];
  return step && { index, name: String(step.name), percent: Number(step.progress) };
}

/** Returns a task whose sub-task has another percentage; `now` in ms since 1970 is its date of start or end. */
export function withPercent(task: Doc, { index }: OpenSubTask, percent: number, now: number): Doc {
  const steps = (task.sub_tasks as unknown[]).map((step, at) => {
    if (at !== index || !isDoc(step)) return step;
    const start_date = step.start_date ?? whole(now);
    return { ...step, progress: whole(percent), start_date, end_date: percent >= 100 ? whole(now) : null };
  });
  return { ...task, sub_tasks: steps };
}

/** Returns a running task one reading later: its unfinished sub-task 1 % on, with another rate. The last one stops at 99 %. */
export function afterReading(task: Doc, reading: number): Doc {
  if (task.state !== 'RUNNING' || !Array.isArray(task.sub_tasks)) return task;
  const open = openSubTask(task);
  const most = open?.index === task.sub_tasks.length - 1 ? 99 : 100;
  const steps = task.sub_tasks.map((step, index) =>
    index === open?.index && isDoc(step) ? { ...step, progress: Math.min(most, open.percent + 1) } : step,
  );
  return { ...task, sub_tasks: steps, migrate_speed: 9.5 + (reading % 7) / 10, total_time: 115 + reading };
}
