/** What long lists will need, worked out in the pauses between keys: the first look at 65,535 volumes takes 0.1 s. */
import { isObject, type JsonObject } from '../json/json.ts';
import { sumOfSizes, volumesOf } from '../task/touched.ts';
import { searchable } from './filter.ts';
import { numberOf } from './rows.ts';
import { rowsOfStep } from './steps.ts';

/** The work on a task's outline, in stretches of a few milliseconds. What was done is kept where it will be asked for. */
export function* preparing(task: JsonObject): Generator<undefined, void> {
  const server = isObject(task.target_server) ? task.target_server : {};
  for (const list of [server.disks, server.volume_groups]) {
    for (const element of Array.isArray(list) ? list : []) {
      if (isObject(element)) sumOfSizes(volumesOf(element));
    }
    yield;
  }
  for (const step of ['disks', 'volumes'] as const) {
    const rows = rowsOfStep(task, step);
    numberOf(rows, 0);
    yield;
    yield* searchable(task, rows);
  }
}
