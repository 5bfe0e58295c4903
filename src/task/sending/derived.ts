/**
 * Figures that follow from a resize: without them an update would claim more used space than there is. A volume's free
 * size is its size less its data; a disk's used size is the sum of its partitions. Source:
 * docs/api-notes.md#derived-sizes.
 */
import { asInteger, isObject, type Json, type JsonObject, narrowInteger } from '../../json/json.ts';
import type { Keys } from '../edits/correspondence.ts';
import { changesOf, currentTask, type Draft, isAdded, isRemoved } from '../edits/draft.ts';
import { totalSize } from '../edits/list-totals.ts';
import { setAll } from '../edits/structural-sharing.ts';
import { type ObjectName, objectAt } from '../fields/catalogue.ts';
import { memoizeWeak } from '../memoize-weak.ts';
import { canonicalPath } from '../paths/canonical-path.ts';
import { valueAt } from '../paths/path.ts';

/** A figure that an update changes because of an edit elsewhere. */
export interface DerivedChange {
  readonly path: string;
  readonly keys: Keys;
  readonly before: Json;
  readonly after: Json;
}

const VOLUMES: ReadonlySet<ObjectName> = new Set(['TargetPhysicalVolumes', 'LogicalVolumes']);

/**
 * Returns the figures that follow from a draft's edits, except those that the user edits and those that SMS didn't
 * return.
 */
export const derivedChangesOf = memoizeWeak((draft: Draft): readonly DerivedChange[] => {
  if (draft.keepsFigures) return [];
  const edited = new Set(changesOf(draft).map(({ keys }) => keys.join('.')));
  const task = currentTask(draft);
  const found = new Map<string, DerivedChange>();
  const derive = (keys: Keys, after: bigint) => {
    const id = keys.join('.');
    const before = valueAt(draft.base, keys);
    const was = asInteger(before);
    if (before === undefined || was === undefined || was === after || after < 0n || edited.has(id)) return;
    found.set(id, { path: canonicalPath(draft.base, keys), keys, before, after: narrowInteger(after) });
  };
  for (const { keys, kind, field } of changesOf(draft)) {
    const isResize = kind === 'set' && field.name === 'size';
    const element = isResize ? keys.slice(0, -1) : keys;
    const object = objectAt(element);
    const isListChange = kind !== 'set' && object === 'TargetPhysicalVolumes';
    if (!isResize && !isListChange) continue;
    const before = valueAt(draft.base, element);
    const now = valueAt(task, element);
    if (isResize && object && VOLUMES.has(object) && isObject(before) && isObject(now)) {
      const free = freeSize(before, now);
      if (free !== undefined) derive([...element, 'free_size'], free);
    }
    const disk = element.slice(0, 3);
    if (object === 'TargetPhysicalVolumes') deriveUsed(disk);
  }
  return [...found.values()];

  /** Derives a disk's used size, if it was the sum of its partitions. */
  function deriveUsed(disk: Keys): void {
    const [before, now] = [valueAt(draft.base, disk), valueAt(task, disk)];
    if (!isObject(before) || !isObject(now) || isRemoved(now) || isAdded(now)) return;
    if (totalSize(before.physical_volumes) !== asInteger(before.used_size)) return;
    derive([...disk, 'used_size'], totalSize(now.physical_volumes));
  }
});

/** Returns the free size after a resize in bytes, if it was size less data before; otherwise undefined. */
function freeSize(before: JsonObject, now: JsonObject): bigint | undefined {
  const [size, used, free] = [before.size, before.used_size, before.free_size].map(asInteger);
  const wanted = asInteger(now.size);
  if (size === undefined || used === undefined || wanted === undefined || free !== size - used)
    return undefined;
  return wanted - used;
}

/** Returns the task with the edits and the figures that follow from them. */
export function taskToSend(draft: Draft): JsonObject {
  const derived = derivedChangesOf(draft);
  return setAll(
    currentTask(draft),
    derived.map(({ keys, after }) => ({ keys, value: after })),
  ) as JsonObject;
}
