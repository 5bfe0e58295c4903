/** What each step lists. Rows say what stands where; the values in them are read when they are shown. */
import { isObject, type Json, type JsonObject } from '../json/json.ts';
import { type Field, fieldKey, fieldOf, fieldsOf, type ObjectName } from '../task/catalogue.ts';
import { type Change, changesOf } from '../task/draft.ts';
import { stepInto, valueAt } from '../task/path.ts';
import { type Finding, findingsOf } from '../task/rules.ts';
import type { Verdict } from '../task/verify.ts';
import { text } from '../text/text.ts';
import type { State, StepName } from './state.ts';

type Keys = readonly (string | number)[];

export type Row =
  | { readonly kind: 'field'; readonly path: string; readonly field: Field; readonly keys: Keys }
  | { readonly kind: 'element'; readonly path: string; readonly object: ObjectName; readonly keys: Keys }
  | { readonly kind: 'heading'; readonly heading: Heading }
  | { readonly kind: 'change'; readonly path: string; readonly change: Change }
  | { readonly kind: 'finding'; readonly path: string; readonly finding: Finding }
  | { readonly kind: 'verdict'; readonly path: string; readonly verdict: Verdict };

/** Headings by what they are about, so that their words stay in the text catalogue. */
export type Heading =
  | { readonly about: 'section'; readonly name: SectionName }
  | { readonly about: 'disk'; readonly keys: Keys }
  | { readonly about: 'empty'; readonly of: StepName }
  | { readonly about: 'element'; readonly keys: Keys; readonly object: ObjectName }
  | { readonly about: 'btrfs'; readonly names: readonly string[] };

export type SectionName = 'task' | 'targetServer' | 'project' | 'snapshots' | 'cloneServer' | 'groups';

/** The fields of the steps that are plain forms. */
const FORMS: Partial<Record<StepName, readonly string[]>> = {
  name: ['name', 'type'],
  network: ['use_public_ip', 'use_ipv6', 'migration_ip', 'speed_limit'],
};

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

interface Listed {
  readonly elements: readonly Json[];
  readonly path: string;
  readonly keys: Keys;
  readonly object: ObjectName;
}

function listed(
  container: Json | undefined,
  path: string,
  keys: Keys,
  name: string,
  object: ObjectName,
): Listed {
  const value = isObject(container) ? container[name] : undefined;
  return {
    elements: Array.isArray(value) ? value : [],
    path: `${path}.${name}`,
    keys: [...keys, name],
    object,
  };
}

function elementRows({ elements, path, keys, object }: Listed): Extract<Row, { kind: 'element' }>[] {
  return elements.map((_, position) => ({
    kind: 'element',
    path: path + stepInto(object, elements, position),
    object,
    keys: [...keys, position],
  }));
}

const SERVER: Keys = ['target_server'];
const inServer = (task: JsonObject, name: string, object: ObjectName): Listed =>
  listed(task.target_server, 'target_server', SERVER, name, object);

function diskRows(task: JsonObject): Row[] {
  return elementRows(inServer(task, 'disks', 'TargetDisk'));
}

function volumeRows(task: JsonObject): Row[] {
  const disks = inServer(task, 'disks', 'TargetDisk');
  const partitions = elementRows(disks).flatMap((row, position): Row[] => {
    const inner = listed(
      disks.elements[position],
      row.path,
      row.keys,
      'physical_volumes',
      'TargetPhysicalVolumes',
    );
    return [{ kind: 'heading', heading: { about: 'disk', keys: row.keys } }, ...elementRows(inner)];
  });
  const groups = inServer(task, 'volume_groups', 'VolumeGroups');
  const volumes = elementRows(groups).flatMap((row, position): Row[] => {
    const inner = listed(groups.elements[position], row.path, row.keys, 'logical_volumes', 'LogicalVolumes');
    return [row, ...elementRows(inner)];
  });
  const heading: Row[] = volumes.length
    ? [{ kind: 'heading', heading: { about: 'section', name: 'groups' } }]
    : [];
  return [...partitions, ...heading, ...volumes, ...btrfsRows(task)];
}

function btrfsRows(task: JsonObject): Row[] {
  const { elements } = inServer(task, 'btrfs_list', 'BtrfsFileSystem');
  const names = elements.filter((element) => typeof element === 'string');
  return names.length ? [{ kind: 'heading', heading: { about: 'btrfs', names } }] : [];
}

function moreRows(): Row[] {
  return MORE.flatMap(([name, prefix, fields]): Row[] => [
    { kind: 'heading', heading: { about: 'section', name } },
    ...fields.map((field) => fieldRow(prefix, field)),
  ]);
}

const BUILDERS: Record<Exclude<StepName, 'review'>, (task: JsonObject) => Row[]> = {
  name: () => (FORMS.name ?? []).map((field) => fieldRow('', field)),
  network: () => (FORMS.network ?? []).map((field) => fieldRow('', field)),
  disks: diskRows,
  volumes: volumeRows,
  more: moreRows,
};

const built = new WeakMap<JsonObject, Map<string, readonly Row[]>>();

function once(task: JsonObject, name: string, build: () => readonly Row[]): readonly Row[] {
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
];

function openRows(row: Extract<Row, { kind: 'element' }>): Row[] {
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

function reviewRows(state: State): Row[] {
  const findings = findingsOf(state.draft).map(
    (finding): Row => ({ kind: 'finding', path: finding.path, finding }),
  );
  const changes: Row[] = [];
  let element: string | undefined;
  for (const change of changesOf(state.draft)) {
    const keys = change.keys.slice(0, -1);
    if (keys.join('\0') !== element) {
      element = keys.join('\0');
      changes.push({ kind: 'heading', heading: { about: 'element', keys, object: change.field.object } });
    }
    changes.push({ kind: 'change', path: change.path, change });
  }
  return [...findings, ...changes];
}

/** What a step other than the Review lists for a task. */
export function rowsOfStep(task: JsonObject, step: Exclude<StepName, 'review'>): readonly Row[] {
  return once(task, step, () => {
    const rows = BUILDERS[step](task);
    return rows.length ? rows : [{ kind: 'heading', heading: { about: 'empty', of: step } }];
  });
}

function stepRows(state: State): readonly Row[] {
  if (state.step !== 'review') return rowsOfStep(state.draft.base, state.step);
  const rows = reviewRows(state);
  return rows.length ? rows : [{ kind: 'heading', heading: { about: 'empty', of: 'review' } }];
}

const NAMES = ['name', 'mount_point', 'file_system', 'device_use', 'disk_id', 'components'];

/** What a filter looks through: the path, the names of an element, the label of a field. */
function searchText(task: JsonObject, row: Row): string {
  if (row.kind === 'field') return `${row.path} ${text().fields[fieldKey(row.field)]?.label}`.toLowerCase();
  if (row.kind !== 'element') return '';
  const element = valueAt(task, row.keys);
  const names = NAMES.map((name) => (isObject(element) ? element[name] : '')).filter(Boolean);
  return `${row.path} ${names.join(' ')}`.toLowerCase();
}

/** Rows that the filter leaves, headings aside. */
function filtered(state: State, rows: readonly Row[], typed: string): readonly Row[] {
  const { base } = state.draft;
  const wanted = typed.toLowerCase();
  return once(base, `${state.step}/${wanted}`, () =>
    rows.filter((row) => searchText(base, row).includes(wanted)),
  );
}

/** The rows of what is on the screen now. */
export function rowsOf(state: State): readonly Row[] {
  if (state.phase.kind === 'ended') {
    const { ending } = state.phase;
    if (ending.kind !== 'verified') return [];
    return ending.verdicts.map((verdict) => ({ kind: 'verdict', path: verdict.change.path, verdict }));
  }
  const rows = stepRows(state);
  if (state.open !== undefined) {
    const row = rows.find((candidate) => candidate.kind === 'element' && candidate.path === state.open);
    if (row?.kind === 'element') return once(state.draft.base, `open ${row.path}`, () => openRows(row));
  }
  const wanted = state.filtering?.typed ?? state.filters[state.step];
  return wanted ? filtered(state, rows, wanted) : rows;
}

/** The path that Enter, reset and help on a row mean. */
export function pathOf(row: Row | undefined): string | undefined {
  if (!row || row.kind === 'heading') return undefined;
  return row.kind === 'element' ? `${row.path}.size` : row.path;
}
