/** Prepares long lists in the pauses between keys: the first look at 65,535 volumes takes 0.1 s. */
import { isObject, type JsonObject } from '../../json/json.ts';
import { countElements, totalSize } from '../../task/edits/list-totals.ts';
import { positionsWith } from '../../task/paths/identity.ts';
import { innerVolumes } from '../../task/rules/edited-storage.ts';
import { buildSearchIndex } from './filter.ts';
import { rowNumber } from './rows.ts';
import { rowsOfStep } from './step-rows.ts';

/** Prepares the rows of a task in steps of a few milliseconds. The results are memoized. */
export function* prefetchRows(task: JsonObject): Generator<undefined, void> {
  const server = isObject(task.target_server) ? task.target_server : {};
  for (const list of [server.disks, server.volume_groups]) {
    for (const element of Array.isArray(list) ? list : []) {
      if (!isObject(element)) continue;
      const volumes = innerVolumes(element);
      if (!Array.isArray(volumes)) continue;
      totalSize(volumes);
      countElements(volumes);
      yield;
      // Builds the index of names, by which a saved edit finds its element.
      positionsWith('name', volumes, '');
      yield;
    }
    yield;
  }
  for (const step of ['disks', 'volumes'] as const) {
    const rows = rowsOfStep(task, step);
    rowNumber(rows, 0);
    yield;
    yield* buildSearchIndex(task, rows);
  }
}
