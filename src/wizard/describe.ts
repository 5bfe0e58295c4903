/** What the screen says about rows and fields, as plain strings: shared by every front end. */
import { asInteger, isObject, type Json, type JsonObject } from '../json/json.ts';
import { type Field, fieldKey, type ObjectName } from '../task/catalogue.ts';
import { type Change, currentTask, type Draft, isAdded, outline } from '../task/draft.ts';
import { fieldValue, isInAdded, locate, valueAt } from '../task/path.ts';
import type { Replayable } from '../task/replay.ts';
import { sumOfSizes } from '../task/touched.ts';
import { formatCount, formatDelta, formatSize } from '../task/units.ts';
import { exactBytes, showValue } from '../task/values.ts';
import { translate } from '../task/verify.ts';
import { entryOf, text } from '../text/text.ts';
import type { Heading } from './rows.ts';

type Keys = readonly (string | number)[];

export function labelOf(field: Field): string {
  return entryOf(text().fields, fieldKey(field))?.label ?? field.name;
}

export function helpOf(field: Field): string {
  return entryOf(text().fields, fieldKey(field))?.help ?? '';
}

/** A value before and after the draft's edit, in words; `after` only where it was edited. */
export interface Shown {
  readonly before: string;
  readonly after?: string;
}

export function shownValue(draft: Draft, field: Field, keys: Keys, exact = false): Shown {
  const show = (value: Json | undefined) => (exact && exactBytes(field, value)) || showValue(field, value);
  const before = fieldValue(draft.base, field, keys);
  const after = fieldValue(currentTask(draft), field, keys);
  // A field of a new element had no value before, so there is nothing to compare it with.
  if (before === undefined && inNewElement(draft, keys)) return { before: show(after ?? null) };
  if (before === after) return { before: show(before) };
  return { before: show(before), after: after === null ? text().value.unset : show(after) };
}

/** What each server has for itself, so that the source's value says nothing about the target. */
const OWN = new Set(['id', 'vm_id', 'image_disk_id', 'disk_id']);

/** What the source server has in the place of a field of the target server; undefined where it is not known. */
export function sourceValue(draft: Draft, keys: Keys): Json | undefined {
  if (!draft.source || keys[0] !== 'target_server' || OWN.has(String(keys.at(-1)))) return undefined;
  const source = { target_server: draft.source };
  const there = translate(keys, draft.base, source);
  return Array.isArray(there) ? valueAt(source, there) : undefined;
}

/** True for keys inside an element that the draft adds. */
export function inNewElement(draft: Draft, keys: Keys): boolean {
  return keys.some(
    (key, index) => typeof key === 'number' && isAdded(valueAt(outline(draft), keys.slice(0, index + 1))),
  );
}

/** `(+10 GiB)` for a changed size, else nothing. */
export function deltaOf(field: Field, before: Json | undefined, after: Json | undefined): string {
  const [from, to] = [asInteger(before), asInteger(after)];
  if (field.unit !== 'bytes' || from === undefined || to === undefined || from === to) return '';
  return text().change.delta(formatDelta(from, to));
}

/** One change as a line reads: `40 GiB → 50 GiB (+10 GiB)`; exact: `42,949,672,960 → 53,687,091,200 bytes`. */
export function changeText({ kind, path, field, before, after }: Change, exact = false): string {
  const say = text();
  if (kind !== 'set') return kind === 'add' ? say.value.newElement : say.value.removed;
  // What a new element is made of had no value before.
  if (before === undefined && isInAdded(path)) return showValue(field, after);
  if (after === null) return say.change.arrow(showValue(field, before), say.value.unset);
  const [from, to] = [asInteger(before), asInteger(after)];
  if (exact && field.unit === 'bytes' && from !== undefined && to !== undefined) {
    return say.change.arrow(formatCount(from), say.value.bytes(formatCount(to)));
  }
  const delta = deltaOf(field, before, after);
  return `${say.change.arrow(showValue(field, before), showValue(field, after))}${delta && ` ${delta}`}`;
}

const string = (value: Json | undefined): string =>
  value == null || typeof value === 'object' ? '' : String(value);

export const sizeText = (value: Json | undefined): string => {
  const size = asInteger(value);
  return size === undefined ? text().screen.disk.noSize : formatSize(size);
};

/** The name of an element for people: its name, else what else it is known by. */
export function nameOf(task: JsonObject, keys: Keys): string {
  const element = valueAt(task, keys);
  if (!isObject(element)) return '';
  const known = [element.name, element.mac, element.uuid, element.subvol_name, element.id].map(string);
  const nameless = isAdded(element) ? text().value.newElement : `#${Number(keys.at(-1)) + 1}`;
  return known.find((name) => name !== '') ?? nameless;
}

/** `Disk 1`, `Volume Y: of Disk 1`: where in the task an element stands. */
export function elementText(task: JsonObject, object: ObjectName, keys: Keys): string {
  const kind = text().screen.element[object];
  if (object === 'PutTaskReq' || object === 'TargetServer' || object === 'CloneServer') return kind;
  const name = nameOf(task, keys);
  const outer = keys.slice(0, -2);
  const own = name.toLowerCase().startsWith(kind.toLowerCase()) ? name : `${kind} ${name}`;
  return typeof outer.at(-1) === 'number' ? text().screen.inside(own, nameOf(task, outer)) : own;
}

/** How long ago something was, in the largest unit that fits. */
export function ageText(ms: number): string {
  const say = text().screen.age;
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return say.seconds(Math.max(1, Math.floor(ms / 1000)));
  if (minutes < 60) return say.minutes(minutes);
  return minutes < 48 * 60 ? say.hours(Math.floor(minutes / 60)) : say.days(Math.floor(minutes / 1440));
}

/** An edit that was kept, as a line: `Size, Disk 1: 40 GiB → 50 GiB (+10 GiB)`. */
export function keptText(task: JsonObject, { path, kind, value, before }: Replayable): string {
  const say = text().change;
  try {
    const { field, keys } = locate(task, path);
    const change = { kind, path, field, keys, before, after: value };
    return say.of(kind === 'set' ? fieldInPlace(task, field, keys) : path, changeText(change));
  } catch {
    // What it was about is no longer there; resuming will say so.
    return kind === 'set'
      ? say.of(path, say.arrow(showValue(undefined, before), showValue(undefined, value)))
      : path;
  }
}

/** A field with where it stands: `Size, Disk 1`. */
export function fieldInPlace(task: JsonObject, field: Field, keys: Keys): string {
  if (typeof keys.at(-2) !== 'number') return labelOf(field);
  return text().screen.fieldOf(labelOf(field), elementText(task, field.object, keys.slice(0, -1)));
}

/** The columns of a list row for a disk, volume, volume group or logical volume: name, three facts, what is in it. */
export function elementFacts(
  task: JsonObject,
  object: ObjectName,
  keys: Keys,
  brief = false,
): readonly [string, string, string] {
  const element = valueAt(task, keys);
  const say = text().screen.disk;
  if (!isObject(element)) return ['', '', ''];
  const used = asInteger(element.used_size);
  if (object === 'TargetDisk') {
    const role = element.os_disk === true || element.device_use === 'OS' ? say.system : say.data;
    const volumes = Array.isArray(element.physical_volumes) ? element.physical_volumes : [];
    const summary =
      volumes.length > 0
        ? (brief ? say.brief : say.summary)(formatSize(sumOfSizes(volumes)), volumes.length)
        : used === undefined
          ? ''
          : say.whole(formatSize(used));
    return [role, string(element.partition_style), summary];
  }
  if (object === 'NetWork') return [string(element.ip) || string(element.ipv6), '', string(element.mac)];
  if (object === 'BtrfsSubvolumn') return ['', '', string(element.subvol_mount_path)];
  if (object === 'BtrfsFileSystem') return ['', 'btrfs', string(element.default_subvol_mountpath)];
  if (object === 'VolumeGroups') return ['', '', say.of(string(element.components))];
  const usage = used === undefined ? '' : say.used(formatSize(used));
  const where = string(element.mount_point);
  const use = string(element.device_use);
  return [
    entryOf(say.uses, use) ?? use,
    string(element.file_system),
    [usage, where].filter(Boolean).join('   '),
  ];
}

export function headingText(task: JsonObject, heading: Heading): string {
  const say = text().screen;
  switch (heading.about) {
    case 'section':
      return say.sections[heading.name];
    case 'empty':
      return say.empty[heading.of];
    case 'rest':
      return heading.line;
    case 'btrfs':
      return say.disk.btrfs(heading.names.join(', '));
    case 'element':
      return elementText(task, heading.object, heading.keys);
    case 'disk': {
      const disk = valueAt(task, heading.keys);
      const name = nameOf(task, heading.keys);
      const volumes = isObject(disk) ? disk.physical_volumes : undefined;
      if (!Array.isArray(volumes) || volumes.length === 0) return say.disk.noVolumes(name);
      return say.disk.volumesOf(name, sizeText(isObject(disk) ? disk.size : undefined));
    }
  }
}
