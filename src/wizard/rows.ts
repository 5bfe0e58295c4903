/** What each step lists. Rows say what stands where; the values in them are read when they are shown. */
import { isObject, type Json, type JsonObject } from '../json/json.ts';
import { type Field, fieldOf, fieldsOf, type ObjectName } from '../task/catalogue.ts';
import type { Change } from '../task/draft.ts';
import { currentTask, outline } from '../task/draft.ts';
import { fieldValue, locate, stepInto } from '../task/path.ts';
import type { Conflict } from '../task/rebase.ts';
import type { Finding } from '../task/rules/rules.ts';
import type { Verdict } from '../task/verify.ts';
import { filtered } from './filter.ts';
import { entriesOf } from './lists-in-text.ts';
import { reviewRows } from './review.ts';
import type { State, StepName } from './state.ts';

export type Keys = readonly (string | number)[];

export type Row =
  | { readonly kind: 'field'; readonly path: string; readonly field: Field; readonly keys: Keys }
  | { readonly kind: 'element'; readonly path: string; readonly object: ObjectName; readonly keys: Keys }
  | { readonly kind: 'entry'; readonly path: string; readonly index: number; readonly entry: string }
  | { readonly kind: 'heading'; readonly heading: Heading }
  | { readonly kind: 'change'; readonly path: string; readonly change: Change }
  | { readonly kind: 'finding'; readonly path: string; readonly finding: Finding; readonly line: string }
  | { readonly kind: 'conflict'; readonly path: string; readonly conflict: Conflict; readonly line: string }
  | { readonly kind: 'verdict'; readonly path: string; readonly verdict: Verdict };

/** Headings by what they are about, so that their words stay in the text catalogue. */
export type Heading =
  | { readonly about: 'section'; readonly name: SectionName }
  | { readonly about: 'disk'; readonly keys: Keys }
  | { readonly about: 'empty'; readonly of: StepName }
  | { readonly about: 'element'; readonly keys: Keys; readonly object: ObjectName }
  | { readonly about: 'btrfs'; readonly names: readonly string[] }
  /** A further line of the row above. */
  | { readonly about: 'rest'; readonly line: string };

export type SectionName =
  | 'task'
  | 'targetServer'
  | 'project'
  | 'snapshots'
  | 'cloneServer'
  | 'groups'
  | 'btrfs'
  | 'nics';

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

type ElementRow = Extract<Row, { kind: 'element' }>;

/** The elements of a list field inside a container, as rows; entries that are no objects are left out. */
function elementRows(
  container: Json | undefined,
  path: string,
  keys: Keys,
  name: string,
  object: ObjectName,
): ElementRow[] {
  const value = isObject(container) ? container[name] : undefined;
  const elements = Array.isArray(value) ? value : [];
  return elements.flatMap((element, position): ElementRow[] =>
    isObject(element)
      ? [
          {
            kind: 'element',
            path: `${path}.${name}${stepInto(object, elements, position)}`,
            object,
            keys: [...keys, name, position],
          },
        ]
      : [],
  );
}

const inServer = (task: JsonObject, name: string, object: ObjectName): ElementRow[] =>
  elementRows(task.target_server, 'target_server', ['target_server'], name, object);

/** Each row followed by the rows of a list inside its element. */
function nested(
  task: JsonObject,
  rows: readonly ElementRow[],
  name: string,
  object: ObjectName,
): ElementRow[][] {
  return rows.map((row) => {
    const element = row.keys.reduce<Json | undefined>(
      (value, key) => (value as never as Record<string, Json> | undefined)?.[key as string],
      task,
    );
    return elementRows(element, row.path, row.keys, name, object);
  });
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

/** The fields of one element, the ones people change most first. */
const OFTEN = [
  'size',
  'name',
  'device_use',
  'partition_style',
  'relation_name',
  'file_system',
  'mount_point',
  'ip',
  'mac',
];

function openRows(row: ElementRow): Row[] {
  const rank = (name: string) => (OFTEN.indexOf(name) + OFTEN.length + 1) % (OFTEN.length + 1);
  const fields = fieldsOf(row.object).filter((field) => !field.of);
  fields.sort((a, b) => rank(a.name) - rank(b.name));
  return fields.map((field) => ({
    kind: 'field',
    path: `${row.path}.${field.name}`,
    field,
    keys: [...row.keys, field.name],
  }));
}

/** The entries of a list that the API keeps in one string. */
function entryRows(state: State, path: string): Row[] {
  const { field, keys } = locate(outline(state.draft), path);
  const entries = entriesOf(field, fieldValue(currentTask(state.draft), field, keys));
  return entries.map((entry, index) => ({ kind: 'entry', path, index, entry }));
}

const empty = (of: StepName): Row[] => [{ kind: 'heading', heading: { about: 'empty', of } }];

/** What a step other than the Review lists for a task. */
export function rowsOfStep(task: JsonObject, step: Exclude<StepName, 'review'>): readonly Row[] {
  return once(task, step, () => {
    const rows = BUILDERS[step](task);
    return rows.length ? rows : empty(step);
  });
}

function stepRows(state: State): readonly Row[] {
  if (state.step !== 'review') return rowsOfStep(outline(state.draft), state.step);
  const rows = reviewRows(state);
  return rows.length ? rows : empty('review');
}

/** The rows of what is on the screen now. */
export function rowsOf(state: State): readonly Row[] {
  if (state.phase.kind === 'ended') {
    const { ending } = state.phase;
    if (ending.kind !== 'verified') return [];
    return ending.verdicts.map((verdict) => ({ kind: 'verdict', path: verdict.change.path, verdict }));
  }
  const rows = stepRows(state);
  const { open } = state;
  if (open !== undefined) {
    const row = rows.find((candidate) => 'path' in candidate && candidate.path === open);
    if (row?.kind === 'element') return once(outline(state.draft), `open ${row.path}`, () => openRows(row));
    if (row?.kind === 'field') return entryRows(state, row.path);
  }
  const wanted = state.filtering?.typed ?? state.filters[state.step];
  return wanted ? filtered(state, rows, wanted) : rows;
}

/** The path of the field that Enter, reset and help on a row mean; undefined for a row that is no field. */
export function pathOf(row: Row | undefined): string | undefined {
  if (!row || row.kind === 'heading') return undefined;
  if (row.kind !== 'element') return row.path;
  return fieldOf(row.object, 'size') ? `${row.path}.size` : undefined;
}
