/** The checks of responses beside the same schemas in zod, which judges, and how often they look at a value. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { isUpdateResponse, validateTask, validateTaskList } from '../../../src/api/response-schema.ts';
import { isExactNumber, type Json, type JsonObject, parseJson } from '../../../src/json/json.ts';
import { en } from '../../../src/text/en/en.ts';
import { largeTask } from '../../support/large.ts';

const isScalar = (value: unknown): boolean =>
  value === null || typeof value !== 'object' || isExactNumber(value);
const scalar = z.optional(z.custom(isScalar, { error: 'value' }));
const string = () => z.string({ error: 'string' });
const object = <S extends z.core.$ZodLooseShape>(shape: S) => z.looseObject(shape, { error: 'object' });
const element = (schema: z.ZodMiniType) =>
  z.pipe(
    z.transform((value) => (isScalar(value) ? null : value)),
    z.nullable(schema),
  );
const listOf = (schema: z.ZodMiniType) => z.optional(z.nullable(z.array(element(schema), { error: 'list' })));
const scalars = (...keys: string[]) => Object.fromEntries(keys.map((key) => [key, scalar]));

const volume = object(scalars('id', 'name', 'size', 'used_size'));
const disk = object({
  ...scalars('id', 'name', 'size', 'used_size', 'os_disk'),
  physical_volumes: listOf(volume),
});
const group = object({
  ...scalars('name', 'size'),
  logical_volumes: listOf(object(scalars('name', 'size', 'used_size'))),
});
const server = object({
  name: scalar,
  disks: listOf(disk),
  volume_groups: listOf(group),
  btrfs_list: listOf(object({})),
});
const task = object({
  id: string(),
  ...scalars('name', 'type', 'os_type', 'state', 'speed_limit', 'migration_ip', 'use_ipv6', 'use_public_ip'),
  target_server: z.optional(z.nullable(server)),
  clone_server: z.optional(z.nullable(object({}))),
});
const list = object({ count: scalar, tasks: z.nullable(z.array(z.unknown(), { error: 'list' })) });

/** Returns the first problem that a schema finds, in words. */
function judged(schema: z.ZodMiniType, document: unknown): string | undefined {
  const { error } = schema.safeParse(document);
  const [issue] = error?.issues ?? [];
  const { at, kinds, document: whole } = en.errors.answer.problem;
  return issue && at(issue.path.join('.') || whole, kinds[issue.message as keyof typeof kinds]);
}

const leaf = fc.constantFrom<Json>(null, 'x', '', 5, true, 2n ** 63n, parseJson('0.0'));
const unfit = fc.constantFrom<Json>([], {}, [{}], { id: [] }, [[]]);
/** Makes mostly what fits, sometimes anything else. */
const mostly = (fitting: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  fc.oneof({ weight: 20, arbitrary: fitting }, { weight: 1, arbitrary: fc.oneof(leaf, unfit) });
const some = (keys: readonly string[], more: Record<string, fc.Arbitrary<Json>> = {}): fc.Arbitrary<Json> =>
  mostly(
    fc.record(
      { ...Object.fromEntries(keys.map((key) => [key, mostly(leaf)])), ...more },
      { requiredKeys: [] },
    ) as fc.Arbitrary<JsonObject>,
  );
const listed = (inner: fc.Arbitrary<Json>): fc.Arbitrary<Json> => mostly(fc.array(inner, { maxLength: 4 }));
const document = some(['name', 'type', 'state', 'speed_limit', 'new_key', '__proto__'], {
  id: fc.oneof(
    { weight: 9, arbitrary: fc.constant<Json>('x') },
    { weight: 1, arbitrary: fc.oneof(leaf, unfit) },
  ),
  error_json: fc.oneof(leaf, unfit),
  clone_server: some(['name']),
  target_server: some(['name', 'new_key'], {
    disks: listed(
      some(['id', 'name', 'size', 'os_disk'], { physical_volumes: listed(some(['id', 'size'])) }),
    ),
    volume_groups: listed(
      some(['name'], { logical_volumes: listed(some(['name', 'used_size', 'new_key'])) }),
    ),
    btrfs_list: listed(some(['name'])),
  }),
});

test('takes what zod takes, and names the same first problem', () => {
  const seen = new Set<boolean>();
  const holds = fc.property(document, (value) => {
    const expected = judged(task, value);
    seen.add(expected === undefined);
    expect(validateTask(value)).toBe(expected);
    expect(isUpdateResponse(value)).toBe(object({ id: string() }).safeParse(value).success);
  });
  fc.assert(holds, { numRuns: 3000 });
  expect(seen.size).toBe(2);
});

test('takes the same pages of a list', () => {
  const page = some(['new_key'], { count: fc.oneof(leaf, unfit), tasks: fc.oneof(leaf, unfit) });
  const holds = fc.property(page, (value) => {
    expect(validateTaskList(value)).toBe(judged(list, value));
  });
  fc.assert(holds);
});

test('looks once at each volume of a large task, and at four of its keys', () => {
  const large = parseJson(largeTask('one disk', 1000)) as JsonObject;
  const [{ physical_volumes: volumes }] = (large.target_server as JsonObject).disks as [JsonObject];
  let looks = 0;
  const counting = <T extends object>(value: T): T =>
    new Proxy(value, {
      get(target, key, receiver) {
        if (key !== 'length') looks++;
        return Reflect.get(target, key, receiver);
      },
      ownKeys() {
        throw new Error('copied');
      },
    });
  const [{ ...first }] = (large.target_server as JsonObject).disks as [JsonObject];
  first.physical_volumes = counting((volumes as JsonObject[]).map(counting));
  const server = { ...(large.target_server as JsonObject), disks: [first] };
  expect(validateTask({ ...large, target_server: server })).toBeUndefined();
  expect(looks).toBe(1000 * (1 + 4));
});
