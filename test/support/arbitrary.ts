/** Generated tasks and edits: unknown enums, nulls, unknown keys, 64-bit sizes, Chinese, backslashes. */
import fc from 'fast-check';
import type { Json, JsonObject } from '../../src/json/json.ts';
import { type Draft, newDraft, setValue } from '../../src/task/edits/draft.ts';
import { fieldsOf, type ObjectName } from '../../src/task/fields/catalogue.ts';
import { selectorFor } from '../../src/task/paths/path.ts';

const hostileText = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom('任务-1', 'Y:', '\\\\?\\Volume{586b7157}\\', '', 'VOLUME_GROUP', 'a]b"c', '#1', ' x '),
);
const long = fc
  .oneof(
    fc.bigInt({ min: 0n, max: 9223372036854775807n }),
    fc.constantFrom(9223372036854775807n, 9007199254740993n, 42949672960n, 0n),
  )
  .map((value): Json => (value <= 9007199254740991n ? Number(value) : value));
const scalar: fc.Arbitrary<Json> = fc.oneof(hostileText, long, fc.boolean(), fc.constant(null));

const unknownKeys = fc.dictionary(fc.stringMatching(/^x_[a-z]{1,6}$/), scalar, { maxKeys: 2 });

function element(object: ObjectName, inner: Record<string, fc.Arbitrary<Json>>): fc.Arbitrary<JsonObject> {
  const fields = fieldsOf(object).filter((field) => !field.of);
  const known = Object.fromEntries(fields.map(({ name }) => [name, name === 'size' ? long : scalar]));
  const all = fc.record({ ...known, ...inner }, { requiredKeys: Object.keys(inner) });
  return fc.tuple(all, unknownKeys).map(([a, b]) => ({ ...a, ...b }) as JsonObject);
}

const many = (one: fc.Arbitrary<JsonObject>, most: number): fc.Arbitrary<Json> =>
  fc.array(one, { maxLength: most });

const partition = element('TargetPhysicalVolumes', {});
const disk = element('TargetDisk', { physical_volumes: many(partition, 3) });
const logical = element('LogicalVolumes', {});
const group = element('VolumeGroups', { logical_volumes: many(logical, 3) });
const server = element('TargetServer', {
  disks: many(disk, 4),
  volume_groups: many(group, 2),
  btrfs_list: fc.array(hostileText, { maxLength: 2 }),
});

/** Whole tasks as SMS might send them. */
export const task: fc.Arbitrary<JsonObject> = element('PutTaskReq', {
  target_server: server,
  clone_server: fc.oneof(fc.constant(null), element('CloneServer', {})),
}).map((document) => ({
  ...document,
  id: '6402c49b-7d9a-413e-8b5f-a7307f7d5679',
  state: 'READY',
  error_json: '',
}));

/** Returns every path of a task that an edit may name. */
export function editablePaths(document: JsonObject): string[] {
  const paths: string[] = [];
  const visit = (object: ObjectName, value: Json | undefined, prefix: string) => {
    for (const field of fieldsOf(object)) {
      const path = `${prefix}${field.name}`;
      const inner = value && typeof value === 'object' ? (value as JsonObject)[field.name] : undefined;
      if (!field.of) paths.push(path);
      else if (field.type === 'object') visit(field.of, inner, `${path}.`);
      else if (Array.isArray(inner)) {
        for (const [index, item] of inner.entries()) {
          if (item && typeof item === 'object')
            visit(field.of, item, `${path}${selectorFor(field.of, inner, index)}.`);
        }
      }
    }
  };
  visit('PutTaskReq', document, '');
  return paths;
}

const VALID: Record<string, fc.Arbitrary<Json>> = {
  boolean: fc.boolean(),
  integer: fc.integer({ min: 0, max: 1000 }),
  long: fc.integer({ min: 0, max: 1048576 }),
  string: fc.stringMatching(/^[a-z0-9]{1,30}$/),
};

/** Generates valid values for the field at a path. */
export function validValue(path: string): fc.Arbitrary<Json> {
  const name = path.split('.').at(-1) ?? '';
  for (const object of [
    'PutTaskReq',
    'TargetServer',
    'TargetDisk',
    'TargetPhysicalVolumes',
    'LogicalVolumes',
    'VolumeGroups',
    'CloneServer',
  ] as const) {
    const field = fieldsOf(object).find((known) => known.name === name && endsIn(path, object));
    if (!field) continue;
    if (field.values) return fc.constantFrom(...field.values);
    if (field.format) return fc.constantFrom('10.0.0.9', '2001:db8::9', '');
    return VALID[field.type] as fc.Arbitrary<Json>;
  }
  return fc.constant('x');
}

const DEPTH: Record<string, RegExp> = {
  PutTaskReq: /^[^.[]+$/,
  TargetServer: /^target_server\.[^.[]+$/,
  CloneServer: /^clone_server\./,
  TargetDisk: /^target_server\.disks\[.*\]\.[^.[\]]+$/s,
  TargetPhysicalVolumes: /physical_volumes\[.*\]\.[^.[\]]+$/s,
  VolumeGroups: /^target_server\.volume_groups\[.*\]\.[^.[\]]+$/s,
  LogicalVolumes: /logical_volumes\[.*\]\.[^.[\]]+$/s,
};

function endsIn(path: string, object: keyof typeof DEPTH): boolean {
  if (!DEPTH[object]?.test(path)) return false;
  if (object === 'TargetDisk') return !/physical_volumes\[/.test(path);
  if (object === 'VolumeGroups') return !/logical_volumes\[/.test(path);
  return true;
}

/** Tasks with some valid edits. */
export const draft: fc.Arbitrary<Draft> = task.chain((document) => {
  const paths = editablePaths(document);
  const edits = fc.uniqueArray(fc.integer({ min: 0, max: paths.length - 1 }), { maxLength: 5 });
  return edits.chain((chosen) => {
    const values = chosen.map((index) => validValue(paths[index] as string));
    return fc
      .tuple(...values)
      .map((made) =>
        chosen.reduce<Draft>(
          (next, index, at) => setValue(next, paths[index] as string, made[at] as Json),
          newDraft(document),
        ),
      );
  });
});
