/** The cost of a further edit in a long list, in reads of its elements: time would depend on the machine. */
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/json/json.ts';
import { newDraft, setValue } from '../../../../src/task/edits/draft.ts';
import { toSavedEdits } from '../../../../src/task/edits/saved/saved-edit.ts';
import { findingsOf } from '../../../../src/task/rules/rules.ts';
import { requestBytes } from '../../../../src/task/sending/request-size.ts';

const COUNT = 1000;
const GIB = 2 ** 30;
const sizeOf = (place: number) => `target_server.disks[1].physical_volumes[${place + 10}].size`;

/** A task with one disk of many volumes, which count how often they are read. */
function countedTask() {
  const reads = { count: 0 };
  const volume = (place: number): JsonObject => ({
    id: place + 10,
    name: `/dev/vda${place}`,
    size: 10 * GIB,
    used_size: GIB,
    free_size: 9 * GIB,
  });
  const counted = (place: number) =>
    new Proxy(volume(place), {
      get(target, key) {
        reads.count++;
        return Reflect.get(target, key);
      },
    });
  const physical_volumes = Array.from({ length: COUNT }, (_, place) => counted(place));
  const disk = { id: 1, name: '/dev/vda', size: 20_000 * GIB, used_size: COUNT * 10 * GIB, physical_volumes };
  return { reads, task: { id: 'task', state: 'READY', target_server: { disks: [disk] } } as JsonObject };
}

test('a further edit in a long list looks about once at each of the other elements', () => {
  const { reads, task } = countedTask();
  const prepare = (draft: ReturnType<typeof newDraft>) => {
    findingsOf(draft);
    requestBytes(draft);
    return toSavedEdits(draft);
  };
  let draft = setValue(newDraft(task), sizeOf(3), 20 * GIB);
  prepare(draft);
  const costs: number[] = [];
  for (const place of [5, 700]) {
    reads.count = 0;
    draft = setValue(draft, sizeOf(place), 20 * GIB);
    prepare(draft);
    costs.push(reads.count);
  }
  expect(prepare(draft)).toHaveLength(3);
  expect(Math.max(...costs)).toBeLessThan(2 * COUNT);
});
