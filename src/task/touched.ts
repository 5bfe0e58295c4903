/** The disks and volumes that a draft touches, each with what it was and what the source server knows of it. */
import { asInteger, isObject, type Json, type JsonObject } from '../json/json.ts';
import { summing } from './copies.ts';
import { changesOf, currentTask, type Draft, isRemoved, outline } from './draft.ts';
import { named } from './identity.ts';
import { valueAt } from './path.ts';
import { canonicalPath } from './place.ts';

export interface Touched {
  /** Canonical path of the element. */
  readonly path: string;
  readonly keys: readonly (string | number)[];
  readonly name: string;
  readonly now: JsonObject;
  /** The element as the server has it; undefined for an added one. */
  readonly before: JsonObject | undefined;
  /** The same disk or volume on the source server. */
  readonly source: JsonObject | undefined;
}

export interface TouchedVolume extends Touched {
  readonly kind: 'partition' | 'logical';
  /** The disk or volume group it stands in. */
  readonly outer: Touched;
}

export const sizeOf = (element: JsonObject | undefined): bigint | undefined => asInteger(element?.size);
export const usedOf = (element: JsonObject | undefined): bigint | undefined => asInteger(element?.used_size);

const elementsOf = (container: Json | undefined, name: string): Json[] => {
  const list = isObject(container) ? container[name] : undefined;
  return Array.isArray(list) ? list : [];
};

const nameOf = (element: JsonObject, position: number): string =>
  typeof element.name === 'string' && element.name !== '' ? element.name : `#${position + 1}`;

type List = 'disks' | 'volume_groups';
const INNER = { disks: 'physical_volumes', volume_groups: 'logical_volumes' } as const;

/** One element of the current task, as the rules look at it; undefined where it is being removed. */
function touched(draft: Draft, keys: readonly (string | number)[], source: Json[]): Touched | undefined {
  const now = valueAt(currentTask(draft), keys);
  if (!isObject(now) || isRemoved(now)) return undefined;
  const was = valueAt(draft.base, keys);
  const before = isObject(was) ? was : undefined;
  const { name } = before ?? now;
  return {
    path: canonicalPath(outline(draft), keys),
    keys,
    name: nameOf(now, Number(keys.at(-1))),
    now,
    before,
    source: typeof name === 'string' ? named(source, name) : undefined,
  };
}

const known = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);

/** Disks or volume groups in which something is set, added or removed; removed ones themselves left out. */
export function touchedIn(draft: Draft, list: List): Touched[] {
  const positions = new Set<number>();
  for (const { keys } of changesOf(draft)) {
    if (keys[1] === list && typeof keys[2] === 'number') positions.add(keys[2]);
  }
  const source = elementsOf(draft.source, list);
  return [...positions].flatMap((position) =>
    known(touched(draft, ['target_server', list, position], source)),
  );
}

/** Partitions and logical volumes whose size the draft sets. */
export function resizedVolumes(draft: Draft): TouchedVolume[] {
  return (['disks', 'volume_groups'] as const).flatMap((list) =>
    touchedIn(draft, list).flatMap((outer) => {
      const inner = INNER[list];
      const source = elementsOf(outer.source, inner);
      const kind = list === 'disks' ? ('partition' as const) : ('logical' as const);
      return changesOf(draft)
        .filter(({ keys }) => keys[1] === list && keys[2] === outer.keys[2])
        .filter(({ kind, keys }) => kind === 'set' && keys[3] === inner && keys[5] === 'size')
        .flatMap(({ keys }) => known(touched(draft, keys.slice(0, 5), source)))
        .map((volume) => ({ ...volume, kind, outer }));
    }),
  );
}

const sizesIn = summing((element) =>
  isObject(element) && !isRemoved(element) ? (sizeOf(element) ?? 0n) : 0n,
);

/** What the elements of an array take together, in bytes; removed ones and those without a size count nothing. */
export const sumOfSizes = (elements: Json | undefined): bigint =>
  Array.isArray(elements) ? sizesIn(elements) : 0n;

export const volumesOf = (element: JsonObject): Json | undefined =>
  element.physical_volumes ?? element.logical_volumes;
