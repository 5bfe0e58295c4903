/** Draws how volumes fill a disk or group, to scale, before and after the edits; and says the same in a sentence. */
import { asInteger, isObject, type Json, type JsonObject } from '../../json/json.ts';
import { changesOf, currentTask, type Draft, isAdded, isRemoved } from '../../task/edits/draft.ts';
import { formatSize, formatSizesApart } from '../../task/fields/size-units.ts';
import { memoizeWeak } from '../../task/memoize-weak.ts';
import { valueAt } from '../../task/paths/path.ts';
import { nameOf } from '../../task/rules/touched.ts';
import { pad, textWidth } from '../../terminal/text/text-width.ts';
import { text } from '../../text/text.ts';
import { groupOfWholeDisk } from '../text/labels.ts';

/** The marks of a bar. They differ in shape, so that nothing depends on color, and are ASCII. */
const MARKS = { used: '#', free: '=', unallocated: '.', beyond: '!' } as const;

interface Part {
  readonly name: string;
  /** Empty for one that isn't mounted. */
  readonly mountPoint: string;
  readonly size: bigint;
  /** Undefined if SMS returned none. */
  readonly used: bigint | undefined;
}

interface Picture {
  readonly size: bigint;
  readonly parts: readonly Part[];
  /** Bytes that the parts leave; negative if they don't fit. */
  readonly left: bigint;
}

/** More volumes than these can't be distinguished in a bar, and would be read with every key. */
const MAX_PARTS = 60;

const LISTS = { disks: 'physical_volumes', volume_groups: 'logical_volumes' } as const;

/** Returns the keys of the disk or group that a row is about; undefined for other rows. */
export function containerOf(
  keys: readonly (string | number)[] | undefined,
): readonly (string | number)[] | undefined {
  const [server, list, at] = keys ?? [];
  return server === 'target_server' && typeof at === 'number' && String(list) in LISTS
    ? [server, list as string, at]
    : undefined;
}

/** Returns the keys of the disks and groups whose bar the draft changes. */
export const resizedContainers = memoizeWeak((draft: Draft): readonly (readonly (string | number)[])[] => {
  const found = new Map<string, readonly (string | number)[]>();
  for (const { keys } of changesOf(draft)) {
    const container = containerOf(keys);
    if (container) found.set(container.join('.'), container);
  }
  return [...found.values()].filter((keys) => {
    const [was, is] = [pictureOf(draft.base, keys), pictureOf(currentTask(draft), keys)];
    return was && is && !isSame(was, is);
  });
});

/** Returns undefined for an element that isn't there, or has no size. */
function pictureOf(task: JsonObject, keys: readonly (string | number)[]): Picture | undefined {
  const element = valueAt(task, keys);
  const size = isObject(element) && !isRemoved(element) ? asInteger(element.size) : undefined;
  if (!isObject(element) || size === undefined || size <= 0n) return undefined;
  const list = element[LISTS[keys[1] as keyof typeof LISTS]];
  if (Array.isArray(list) && list.length > MAX_PARTS) return undefined;
  const parts = (Array.isArray(list) ? list : []).flatMap((part: Json, at): Part[] => {
    const partSize = isObject(part) && !isRemoved(part) ? asInteger(part.size) : undefined;
    if (!isObject(part) || partSize === undefined) return [];
    return [
      {
        name: nameOf(part, [...keys, at]),
        mountPoint: typeof part.mount_point === 'string' ? part.mount_point : '',
        size: partSize,
        used: isAdded(part) ? 0n : asInteger(part.used_size),
      },
    ];
  });
  if (parts.length === 0) parts.push(...wholeDiskPart(task, element, keys));
  return { size, parts, left: size - parts.reduce((sum, part) => sum + part.size, 0n) };
}

/** Returns the part that a disk without volumes has if it is used as a whole: that of the group which has it, if any. */
function wholeDiskPart(task: JsonObject, disk: JsonObject, keys: readonly (string | number)[]): Part[] {
  const used = asInteger(disk.used_size);
  if (keys[1] !== 'disks' || used === undefined || used <= 0n) return [];
  const name = groupOfWholeDisk(task, String(disk.name)) ?? nameOf(disk, keys);
  return [{ name, mountPoint: '', size: used, used: undefined }];
}

/** Draws a picture in columns, the first of which is at 0 bytes and the last at `scale`. */
function draw({ size, parts, left }: Picture, scale: bigint, columns: number): string {
  const columnAt = (bytes: bigint): number => Number((bytes * BigInt(columns)) / scale);
  let [bar, from] = ['', 0n];
  const fill = (bytes: bigint, mark: string) => {
    from += bytes;
    bar += mark.repeat(Math.max(0, columnAt(from) - bar.length));
  };
  for (const { size: whole, used = 0n } of parts) {
    const data = used < whole ? used : whole;
    const before = bar.length;
    fill(data, MARKS.used);
    // A little data is data all the same.
    if (data > 0n && bar.length === before && columnAt(from + whole - data) > before) bar += MARKS.used;
    fill(whole - data, MARKS.free);
    // Each volume ends with a bar.
    if (bar.length > before) bar = `${bar.slice(0, -1)}|`;
  }
  if (left > 0n) fill(left, MARKS.unallocated);
  const end = columnAt(size);
  return left < 0n ? bar.slice(0, end) + MARKS.beyond.repeat(Math.max(1, bar.length - end)) : bar;
}

const partText = ({ name, mountPoint, size, used }: Part): string => {
  const messages = text().storageBar;
  const owner = mountPoint && mountPoint !== name ? `${mountPoint} ${name}` : name;
  if (used === undefined || used === 0n) return messages.part(owner, formatSize(size));
  return used >= size
    ? messages.fullPart(owner, formatSize(size))
    : messages.usedPart(owner, formatSize(size), formatSize(used));
};

const restText = ({ left }: Picture): string[] => {
  const messages = text().storageBar;
  if (left < 0n) return [messages.beyond(formatSize(-left))];
  return left > 0n ? [messages.unallocated(formatSize(left))] : [];
};

const isSame = (a: Picture, b: Picture): boolean =>
  a.size === b.size &&
  a.parts.length === b.parts.length &&
  a.parts.every(({ size }, at) => size === b.parts[at]?.size);

function containerName(draft: Draft, keys: readonly (string | number)[]): string {
  const element = valueAt(currentTask(draft), keys);
  return nameOf(isObject(element) ? element : undefined, keys);
}

export interface StorageBar {
  readonly name: string;
  /** The bar before the edits, if they change it, and the bar now; each with its size. */
  readonly bars: readonly string[];
  /** The volumes, and what is left or missing, each a piece that isn't broken. */
  readonly legend: readonly string[];
}

/** Draws the disk or group at keys, `columns` wide; undefined if its size isn't known. */
export function storageBar(
  draft: Draft,
  keys: readonly (string | number)[],
  columns: number,
): StorageBar | undefined {
  const now = pictureOf(currentTask(draft), keys);
  if (!now) return undefined;
  const was = pictureOf(draft.base, keys);
  const before = was && !isSame(was, now) ? was : undefined;
  const messages = text().storageBar;
  const sizes = formatSizesApart(before?.size ?? now.size, now.size);
  const labels = before ? [messages.before, messages.after] : [''];
  const label = Math.max(...labels.map(textWidth));
  const room = columns - label - Math.max(...sizes.map((size) => size.length)) - 4;
  const ends = [before, now].flatMap((one) => (one ? [one.size, one.size - one.left] : []));
  const scale = ends.reduce((most, end) => (end > most ? end : most), 1n);
  const line = (picture: Picture, name: string, size: string) =>
    `${pad(name, label)} [${draw(picture, scale, room).padEnd(room)}] ${size}`.trimStart();
  const bars = before
    ? [line(before, messages.before, sizes[0]), line(now, messages.after, sizes[1])]
    : [line(now, '', sizes[1])];
  return { name: containerName(draft, keys), bars, legend: [...now.parts.map(partText), ...restText(now)] };
}

/** Says in a sentence what a bar draws; undefined if the size isn't known. */
export function storageSentence(draft: Draft, keys: readonly (string | number)[]): string | undefined {
  const now = pictureOf(currentTask(draft), keys);
  if (!now) return undefined;
  return text().storageBar.sentence(containerName(draft, keys), formatSize(now.size), [
    ...now.parts.map(partText),
    ...restText(now),
  ]);
}
