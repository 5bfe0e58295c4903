/** Labels of rows, fields and values, as plain strings for every front end. */

import { asInteger, isObject, type Json, type JsonObject } from '../../json/json.ts';
import { changeText } from '../../task/edits/change-text.ts';
import { correspondDocuments, isFound } from '../../task/edits/correspondence.ts';
import { baseWithAdditions, currentTask, type Draft, isAdded, isRemoved } from '../../task/edits/draft.ts';
import { baseValue, currentValue } from '../../task/edits/draft-values.ts';
import { countElements, totalSize } from '../../task/edits/list-totals.ts';
import { replay } from '../../task/edits/saved/replay.ts';
import type { SavedEdit } from '../../task/edits/saved/saved-edit.ts';
import { type Field, fieldKey, fieldOf, type ObjectName } from '../../task/fields/catalogue.ts';
import { formatSize } from '../../task/fields/size-units.ts';
import { formatExactBytes, formatValue, formatValuesApart } from '../../task/fields/values.ts';
import { memoizeWeak } from '../../task/memoize-weak.ts';
import { locate, tryLocate, valueAt } from '../../task/paths/path.ts';
import { unreadReason, windowName } from '../../task/rate-windows.ts';
import { componentsOf } from '../../task/rules/edited-storage.ts';
import type { Finding } from '../../task/rules/rules.ts';
import { lookup, text } from '../../text/text.ts';
import { isPartOfNewElement } from '../rows/change-count.ts';
import type { Heading } from '../rows/row.ts';

type Keys = readonly (string | number)[];

export function labelOf(field: Field): string {
  return lookup(text().fields, fieldKey(field))?.label ?? field.name;
}

export function helpOf(field: Field): string {
  return lookup(text().fields, fieldKey(field))?.help ?? '';
}

/** A value before and after the draft's edit, in words; `after` only where it was edited. */
export interface ValuePair {
  readonly before: string;
  readonly after?: string;
}

export function valuePair(draft: Draft, field: Field, keys: Keys, exact = false): ValuePair {
  const show = (value: Json | undefined) =>
    (exact && formatExactBytes(field, value)) || formatValue(field, value);
  const before = baseValue(draft, field, keys);
  const after = currentValue(draft, field, keys);
  // A field of a new element had no value before, so there is nothing to compare it with.
  if (before === undefined && isFieldOfNewElement(draft, keys))
    return { before: field.required && after === undefined ? text().value.required : show(after ?? null) };
  if (before === after) return { before: show(before) };
  if (after === null) return { before: show(before), after: text().value.unset };
  if (exact) return { before: show(before), after: show(after) };
  const [was, is] = formatValuesApart(field, before, after);
  return { before: was, after: is };
}

/** Fields that differ on each server by nature, so the source's value tells nothing about the target. */
const OWN = new Set(['id', 'vm_id', 'image_disk_id', 'disk_id']);

/** The source server in the place of the target server, so that their disks and volumes can be compared. */
const sourceAsTask = memoizeWeak((source: JsonObject): JsonObject => ({ target_server: source }));

/** Returns the source server's value for a field of the target server; undefined if unknown. */
export function sourceValue(draft: Draft, keys: Keys): Json | undefined {
  if (!draft.source || keys[0] !== 'target_server' || OWN.has(String(keys.at(-1)))) return undefined;
  const source = sourceAsTask(draft.source);
  const place = correspondDocuments(draft.base, source).find(keys);
  return isFound(place) ? valueAt(source, place) : undefined;
}

/** Returns true for keys inside an element that the draft adds. */
export function isFieldOfNewElement(draft: Draft, keys: Keys): boolean {
  return keys.some(
    (key, index) =>
      typeof key === 'number' && isAdded(valueAt(baseWithAdditions(draft), keys.slice(0, index + 1))),
  );
}

const string = (value: Json | undefined): string =>
  value == null || typeof value === 'object' ? '' : String(value);

export const sizeText = (value: Json | undefined): string => {
  const size = asInteger(value);
  return size === undefined ? text().screen.disk.noSize : formatSize(size);
};

/** Returns the name of an element for people: its name, else another identifier. */
export function nameOf(task: JsonObject, keys: Keys): string {
  const element = valueAt(task, keys);
  if (!isObject(element)) return '';
  const known = [
    windowName(element, keys) ?? element.name,
    element.mac,
    element.uuid,
    element.subvol_name,
    element.id,
  ].map(string);
  const nameless = isAdded(element) ? text().value.unnamed : `#${Number(keys.at(-1)) + 1}`;
  return known.find((name) => name !== '') ?? nameless;
}

const withKind = (kind: string, name: string): string =>
  name.toLowerCase().startsWith(kind.toLowerCase()) ? name : `${kind} ${name}`;

function newElementText(kind: string, name: string): string {
  const { value, screen } = text();
  return screen.newElement(kind, name === value.unnamed ? '' : name);
}

/** Returns an element with its parent: `Disk 1`, `Volume Y: of Disk 1`. */
export function elementText(task: JsonObject, object: ObjectName, keys: Keys): string {
  const kind = text().screen.element[object];
  if (object === 'PutTaskReq' || object === 'TargetServer' || object === 'CloneServer') return kind;
  const name = nameOf(task, keys);
  const outer = keys.slice(0, -2);
  const own = isAdded(valueAt(task, keys)) ? newElementText(kind, name) : withKind(kind, name);
  return typeof outer.at(-1) === 'number' ? text().screen.inside(own, nameOf(task, outer)) : own;
}

/** Returns an age in the largest unit that fits, from ms. */
export function ageText(ms: number): string {
  const texts = text().screen.age;
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return texts.seconds(Math.max(1, Math.floor(ms / 1000)));
  if (minutes < 60) return texts.minutes(minutes);
  return minutes < 48 * 60 ? texts.hours(Math.floor(minutes / 60)) : texts.days(Math.floor(minutes / 1440));
}

/** Returns a saved edit as a line: `Size, Disk 1: 40 GiB → 50 GiB (+10 GiB)`. */
function savedEditText(task: JsonObject, { path, kind, value, before }: SavedEdit): string {
  const texts = text().change;
  try {
    const { field, keys } = locate(task, path);
    const place =
      kind === 'set' ? fieldInPlace(task, field, keys) : elementText(task, field.of as ObjectName, keys);
    return texts.of(place, changeText({ kind, path, field, keys, before, after: value }));
  } catch {
    // Its element is no longer there; resuming says so.
    return kind === 'set'
      ? texts.of(path, texts.arrow(formatValue(undefined, before), formatValue(undefined, value)))
      : path;
  }
}

/** Returns saved edits as lines, on the task as it is now. A new element is one line, with its name. */
export function savedEditLines({ base, source }: Draft, edits: readonly SavedEdit[]): string[] {
  const task = currentTask(replay(base, edits, source).draft);
  return edits.filter(({ path }) => !isPartOfNewElement(path)).map((edit) => savedEditText(task, edit));
}

/** Returns the message of a finding, with the field and its element in place of a path: `From, new rate window`. */
export function findingText(draft: Draft, { path, message }: Finding): string {
  const place = message.includes(path) ? tryLocate(baseWithAdditions(draft), path) : undefined;
  if (!place || place.element) return message;
  const words = fieldInPlace(currentTask(draft), place.field, place.keys);
  // A path of one word may be a word of the sentence.
  return /[.[_]/.test(path) ? message.replaceAll(path, words) : message.replace(`${path}: `, `${words}: `);
}

/** Returns a field with its element: `Size, Disk 1`. */
export function fieldInPlace(task: JsonObject, field: Field, keys: Keys): string {
  if (typeof keys.at(-2) !== 'number') return labelOf(field);
  return text().screen.fieldOf(labelOf(field), elementText(task, field.object, keys.slice(0, -1)));
}

/** Returns three columns of an element row: its use, its kind, and a summary of its contents. */
export function elementColumns(
  task: JsonObject,
  object: ObjectName,
  keys: Keys,
  isShort = false,
): readonly [string, string, string] {
  const element = valueAt(task, keys);
  const texts = text().screen.disk;
  if (!isObject(element)) return ['', '', ''];
  const used = asInteger(element.used_size);
  if (object === 'TargetDisk') {
    const role = element.os_disk === true || element.device_use === 'OS' ? texts.system : texts.data;
    const count = countElements(element.physical_volumes);
    const summary =
      count > 0
        ? (isShort ? texts.shortSummary : texts.summary)(
            formatSize(totalSize(element.physical_volumes)),
            count,
          )
        : used === undefined
          ? ''
          : texts.whole(formatSize(used));
    return [role, string(element.partition_style), summary];
  }
  if (object === 'RateWindow') return ['', '', toleranceOf(element)];
  if (object === 'NetWork') return [string(element.ip) || string(element.ipv6), '', string(element.mac)];
  if (object === 'BtrfsSubvolumn') return ['', '', string(element.subvol_mount_path)];
  if (object === 'BtrfsFileSystem') return ['', 'btrfs', string(element.default_subvol_mountpath)];
  if (object === 'VolumeGroups') return ['', '', texts.of(string(element.components))];
  const usage = used === undefined ? '' : texts.used(formatSize(used));
  const where = string(element.mount_point);
  const use = string(element.device_use);
  const role = where === '/' && use === 'NORMAL' ? texts.system : (lookup(texts.uses, use) ?? use);
  // The mount point says most about a volume, and is the last thing to be cut.
  return [role, string(element.file_system), [where, usage].filter(Boolean).join('  ')];
}

/** Returns the name of the volume group that has a disk as a whole; undefined if none has. */
export function groupOfWholeDisk(task: JsonObject, disk: string): string | undefined {
  const groups = valueAt(task, ['target_server', 'volume_groups']);
  const at = (Array.isArray(groups) ? groups : []).findIndex(
    (group) => isObject(group) && !isRemoved(group) && componentsOf(group).includes(disk),
  );
  return at < 0 ? undefined : nameOf(task, ['target_server', 'volume_groups', at]);
}

const toleranceOf = ({ over_speed_threshold: percent }: JsonObject): string =>
  percent == null
    ? ''
    : text().screen.windows.tolerance(formatValue(fieldOf('RateWindow', 'over_speed_threshold'), percent));

/** Returns the heading above the rate windows of a task, and why there are none. */
function windowsHeading(task: JsonObject): string {
  const { some, none, unknown, unread } = text().screen.windows;
  const why = unreadReason(task);
  if (Array.isArray(task.rate_windows)) return task.rate_windows.length ? some : none;
  return why === undefined ? unknown : unread(why);
}

export function headingText(task: JsonObject, heading: Heading): string {
  const texts = text().screen;
  switch (heading.about) {
    case 'section':
      return texts.sections[heading.name];
    case 'windows':
      return windowsHeading(task);
    case 'empty':
      return texts.empty[heading.of];
    case 'rest':
      return heading.line;
    case 'btrfs':
      return texts.disk.btrfs(heading.names.join(', '));
    case 'element':
      return elementText(task, heading.object, heading.keys);
    case 'disk': {
      const disk = valueAt(task, heading.keys);
      const name = nameOf(task, heading.keys);
      if (!isObject(disk) || countElements(disk.physical_volumes) === 0) {
        const group = groupOfWholeDisk(task, name);
        return group === undefined ? texts.disk.noVolumes(name) : texts.disk.wholeIn(name, group);
      }
      return texts.disk.volumesOf(name, sizeText(disk.size));
    }
  }
}
