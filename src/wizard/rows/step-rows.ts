/** The rows of each step, worked out from a task's outline: what stands where, without the values. */
import { isObject, type Json, type JsonObject } from '../json/json.ts';
import { type Field, fieldOf, fieldsOf, type ObjectName } from '../task/catalogue.ts';
import { stepInto, valueAt } from '../task/path.ts';
import type { ElementRow, Keys, Row, SectionName } from './rows.ts';
import type { StepName } from './state.ts';

const scalars = (object: ObjectName): string[] =>
  fieldsOf(object)
    .filter((field) => !field.of)
    .map((field) => field.name);

/** Step More: everything that has no step of its own. */
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
  readonly keys: Keys;
}

/** The list that elements stand in. */
class Place {
  private path: string | undefined;
  constructor(
    readonly elements: readonly Json[],
    private readonly outer: Outer,
    private readonly name: string,
  ) {}
  pathOf(object: ObjectName, position: number): string {
    this.path ??= `${this.outer.path}.${this.name}`;
    return this.path + stepInto(object, this.elements, position);
  }
  keysOf(position: number): Keys {
    return [...this.outer.keys, this.name, position];
  }
}

/** The row of an element. Paths are worked out for rows that are looked at: a list may have 65,535. */
class RowOfElement implements ElementRow {
  readonly kind = 'element';
  constructor(
    readonly object: ObjectName,
    private readonly place: Place,
    private readonly position: number,
  ) {}
  get path(): string {
    return this.place.pathOf(this.object, this.position);
  }
  get keys(): Keys {
    return this.place.keysOf(this.position);
  }
  get element(): Json | undefined {
    return this.place.elements[this.position];
  }
}

/** The elements of a list field inside a container, as rows; entries that are no objects are left out. */
function elementRows(
  container: Json | undefined,
  outer: Outer,
  name: string,
  object: ObjectName,
): ElementRow[] {
  const value = isObject(container) ? container[name] : undefined;
  const elements = Array.isArray(value) ? value : [];
  const place = new Place(elements, outer, name);
  const rows: ElementRow[] = [];
  for (let position = 0; position < elements.length; position++) {
    if (isObject(elements[position])) rows.push(new RowOfElement(object, place, position));
  }
  return rows;
}

const SERVER = { path: 'target_server', keys: ['target_server'] };

const inServer = (task: JsonObject, name: string, object: ObjectName): ElementRow[] =>
  elementRows(task.target_server, SERVER, name, object);

/** Each row followed by the rows of a list inside its element. */
function nested(
  task: JsonObject,
  rows: readonly ElementRow[],
  name: string,
  object: ObjectName,
): ElementRow[][] {
  return rows.map((row) => elementRows(valueAt(task, row.keys), row, name, object));
}

function volumeRows(task: JsonObject): Row[] {
  const disks = inServer(task, 'disks', 'TargetDisk');
  const partitions = nested(task, disks, 'physical_volumes', 'TargetPhysicalVolumes').flatMap(
    (inner, index): Row[] => [
      { kind: 'heading', heading: { about: 'disk', keys: disks[index]?.keys ?? [] } },
      ...inner,
    ],
  );
  const groups = inServer(task, 'volume_groups', 'VolumeGroups');
  const logical = nested(task, groups, 'logical_volumes', 'LogicalVolumes');
  const volumes = groups.flatMap((row, index): Row[] => [row, ...(logical[index] ?? [])]);
  return [...partitions, ...(volumes.length ? [section('groups'), ...volumes] : []), ...btrfsRows(task)];
}

function btrfsRows(task: JsonObject): Row[] {
  const server = isObject(task.target_server) ? task.target_server : {};
  const names = (Array.isArray(server.btrfs_list) ? server.btrfs_list : []).filter(
    (entry) => typeof entry === 'string',
  );
  const systems = inServer(task, 'btrfs_list', 'BtrfsFileSystem');
  const inner = nested(task, systems, 'subvolumn', 'BtrfsSubvolumn');
  const strings: Row[] = names.length ? [{ kind: 'heading', heading: { about: 'btrfs', names } }] : [];
  const objects = systems.flatMap((row, index): Row[] => [row, ...(inner[index] ?? [])]);
  return [...strings, ...(objects.length ? [section('btrfs'), ...objects] : [])];
}

function networkRows(task: JsonObject): Row[] {
  const nics = inServer(task, 'networks', 'NetWork');
  const fields = fieldRows('use_public_ip', 'use_ipv6', 'migration_ip', 'speed_limit');
  return [...fields, ...(nics.length ? [section('nics'), ...nics] : [])];
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

const built = new WeakMap<JsonObject, Map<string, readonly Row[]>>();

/** Rows of a document are worked out once; a document never changes in place. */
export function once(task: JsonObject, name: string, build: () => readonly Row[]): readonly Row[] {
  const known = built.get(task) ?? new Map<string, readonly Row[]>();
  built.set(task, known);
  const rows = known.get(name) ?? build();
  known.set(name, rows);
  return rows;
}

export const empty = (of: StepName): Row[] => [{ kind: 'heading', heading: { about: 'empty', of } }];

/** What a step other than the Review lists for a task. */
export function rowsOfStep(task: JsonObject, step: Exclude<StepName, 'review'>): readonly Row[] {
  return once(task, step, () => {
    const rows = BUILDERS[step](task);
    return rows.length ? rows : empty(step);
  });
}
