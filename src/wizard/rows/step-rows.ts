/** Rows of each step, from the outline of a task, without values. */
import { isObject, type Json, type JsonObject } from '../../json/json.ts';
import { type Field, fieldOf, fieldsOf, type ObjectName } from '../../task/fields/catalogue.ts';
import { memoizeWeak } from '../../task/memoize-weak.ts';
import { selectorFor, valueAt } from '../../task/paths/path.ts';
import type { StepName } from '../state.ts';
import type { ElementRow, KeyPath, Row, SectionName } from './row.ts';

const scalars = (object: ObjectName): string[] =>
  fieldsOf(object)
    .filter((field) => !field.of)
    .map((field) => field.name);

/** Fields of the step More: all that have no step of their own. */
const MORE: readonly (readonly [SectionName, string, readonly string[]])[] = [
  ['targetServer', 'target_server.', scalars('TargetServer')],
  ['project', '', ['region_id', 'region_name', 'project_id', 'project_name', 'enterprise_project']],
  [
    'snapshots',
    '',
    [
      'exist_server',
      'vm_template_id',
      'image_disk_id',
      'target_disk_ids',
      'snapshot_ids',
      'cutovered_snapshot_ids',
    ],
  ],
  ['cloneServer', 'clone_server.', scalars('CloneServer')],
];

function fieldRow(prefix: string, name: string): Row {
  const keys = [...prefix.split('.').filter(Boolean), name];
  const object =
    keys.length === 1 ? 'PutTaskReq' : (fieldOf('PutTaskReq', keys[0] as string)?.of as ObjectName);
  return { kind: 'field', path: prefix + name, field: fieldOf(object, name) as Field, keys };
}

const fieldRows = (...names: readonly string[]): Row[] => names.map((name) => fieldRow('', name));
const section = (name: SectionName): Row => ({ kind: 'heading', heading: { about: 'section', name } });

interface Outer {
  readonly path: string;
  readonly keys: KeyPath;
}

/** The list that contains elements. */
class ElementList {
  private path: string | undefined;
  constructor(
    readonly elements: readonly Json[],
    private readonly outer: Outer,
    private readonly name: string,
  ) {}
  pathOf(object: ObjectName, position: number): string {
    this.path ??= [this.outer.path, this.name].filter(Boolean).join('.');
    return this.path + selectorFor(object, this.elements, position);
  }
  keysOf(position: number): KeyPath {
    return [...this.outer.keys, this.name, position];
  }
}

/** The row of an element. Its path is made on demand: a list may have 65,535 rows. */
class RowOfElement implements ElementRow {
  readonly kind = 'element';
  constructor(
    readonly object: ObjectName,
    private readonly place: ElementList,
    private readonly position: number,
  ) {}
  get path(): string {
    return this.place.pathOf(this.object, this.position);
  }
  get keys(): KeyPath {
    return this.place.keysOf(this.position);
  }
  get element(): Json | undefined {
    return this.place.elements[this.position];
  }
}

/** Appends the elements of a list field as rows, without entries that aren't objects. */
function appendElements(
  rows: Row[],
  container: Json | undefined,
  outer: Outer,
  name: string,
  object: ObjectName,
): void {
  const value = isObject(container) ? container[name] : undefined;
  const elements = Array.isArray(value) ? value : [];
  const place = new ElementList(elements, outer, name);
  for (let position = 0; position < elements.length; position++) {
    if (isObject(elements[position])) rows.push(new RowOfElement(object, place, position));
  }
}

function elementRows(
  container: Json | undefined,
  outer: Outer,
  name: string,
  object: ObjectName,
): ElementRow[] {
  const rows: ElementRow[] = [];
  appendElements(rows, container, outer, name, object);
  return rows;
}

const SERVER = { path: 'target_server', keys: ['target_server'] };

const inServer = (task: JsonObject, name: string, object: ObjectName): ElementRow[] =>
  elementRows(task.target_server, SERVER, name, object);

function volumeRows(task: JsonObject): Row[] {
  const rows: Row[] = [];
  const append = (outer: ElementRow, name: string, object: ObjectName) =>
    appendElements(rows, valueAt(task, outer.keys), outer, name, object);
  /** Appends a section of elements that have a row, each with the elements of its list. */
  const appendOuter = (title: SectionName, outers: ElementRow[], name: string, object: ObjectName) => {
    if (outers.length) rows.push(section(title));
    for (const outer of outers) {
      rows.push(outer);
      append(outer, name, object);
    }
  };
  for (const disk of inServer(task, 'disks', 'TargetDisk')) {
    rows.push({ kind: 'heading', heading: { about: 'disk', keys: disk.keys } });
    append(disk, 'physical_volumes', 'TargetPhysicalVolumes');
  }
  appendOuter('groups', inServer(task, 'volume_groups', 'VolumeGroups'), 'logical_volumes', 'LogicalVolumes');
  const server = isObject(task.target_server) ? task.target_server : {};
  const names = (Array.isArray(server.btrfs_list) ? server.btrfs_list : []).filter(
    (entry) => typeof entry === 'string',
  );
  if (names.length) rows.push({ kind: 'heading', heading: { about: 'btrfs', names } });
  appendOuter('btrfs', inServer(task, 'btrfs_list', 'BtrfsFileSystem'), 'subvolumn', 'BtrfsSubvolumn');
  return rows;
}

function networkRows(task: JsonObject): Row[] {
  const nics = inServer(task, 'networks', 'NetWork');
  const fields = fieldRows('use_public_ip', 'use_ipv6', 'migration_ip', 'speed_limit');
  const windows: Row[] = [
    { kind: 'heading', heading: { about: 'windows' } },
    ...elementRows(task, { path: '', keys: [] }, 'rate_windows', 'RateWindow'),
  ];
  return [...fields, ...windows, ...(nics.length ? [section('nics'), ...nics] : [])];
}

const moreRows = (): Row[] =>
  MORE.flatMap(([name, prefix, fields]): Row[] => [
    section(name),
    ...fields.map((field) => fieldRow(prefix, field)),
  ]);

const BUILDERS: Record<Exclude<StepName, 'review'>, (task: JsonObject) => Row[]> = {
  name: () => fieldRows('name', 'type'),
  network: networkRows,
  disks: (task) => inServer(task, 'disks', 'TargetDisk'),
  volumes: volumeRows,
  more: moreRows,
};

const rowsByName = memoizeWeak((_part: JsonObject) => new Map<string, readonly Row[]>());

/** Returns the rows of a part of a task by a name, built once; a document never changes in place. */
export function memoRows(part: JsonObject, name: string, build: () => readonly Row[]): readonly Row[] {
  const cache = rowsByName(part);
  const rows = cache.get(name) ?? build();
  cache.set(name, rows);
  return rows;
}

export const emptyRows = (of: StepName): Row[] => [{ kind: 'heading', heading: { about: 'empty', of } }];

/** Returns the rows of a step other than Review. Other steps' values, which may come later, don't change them. */
export function rowsOfStep(task: JsonObject, step: Exclude<StepName, 'review'>): readonly Row[] {
  const { target_server: server } = task;
  const shown = (step === 'disks' || step === 'volumes') && isObject(server) ? server : task;
  return memoRows(shown, step, () => {
    const rows = BUILDERS[step](task);
    return rows.length ? rows : emptyRows(step);
  });
}
