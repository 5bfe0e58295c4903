/** The catalogue against the reference: 119 of 119 fields, with their types, limits and values. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogue } from '../../../src/commands/fields.ts';
import { readJson } from '../../../src/json/json.ts';
import { fieldKey, fieldsOf, OBJECT_NAMES, type ObjectName } from '../../../src/task/catalogue.ts';
import { problemWith, requestProblems } from '../../../src/task/schema.ts';
import { limitsOf } from '../../../src/task/values.ts';
import { wrapTo } from '../../../src/terminal/columns.ts';
import { entryOf, text } from '../../../src/text/text.ts';

interface Reference {
  name: string;
  required: boolean;
  type: string;
  min?: number | string;
  max?: number | string;
  minItems?: number;
  maxItems?: number;
  enum?: string[];
  default?: string;
}
const { header: _header, ...reference }: Record<string, Reference[]> = JSON.parse(
  readFileSync(new URL('../../fixtures/fields.json', import.meta.url), 'utf8'),
);

const TYPES: Record<string, string> = {
  String: 'string',
  Integer: 'integer',
  Long: 'long',
  Boolean: 'boolean',
};

test('119 of 119 fields in 10 objects are as the reference has them', () => {
  expect(OBJECT_NAMES).toEqual(Object.keys(reference));
  let compared = 0;
  for (const [object, fields] of Object.entries(reference)) {
    expect(fieldsOf(object as ObjectName).map(({ name }) => name)).toEqual(fields.map(({ name }) => name));
    for (const wanted of fields) {
      const field = fieldsOf(object as ObjectName).find(({ name }) => name === wanted.name);
      const of = /(\w+) objects?$/.exec(wanted.type)?.[1];
      expect(field).toMatchObject({
        type: of ? (wanted.type.startsWith('Array') ? 'array' : 'object') : TYPES[wanted.type],
      });
      expect(field?.of).toBe(of);
      const bound = (value: number | string | undefined) => (value === undefined ? undefined : BigInt(value));
      expect([field?.min, field?.max]).toEqual([
        bound(wanted.min ?? wanted.minItems),
        bound(wanted.max ?? wanted.maxItems),
      ]);
      expect(field?.values).toEqual(wanted.enum);
      expect(field?.default).toBe(wanted.default);
      expect(field?.required ?? false).toBe(wanted.required);
      compared++;
    }
  }
  expect(compared).toBe(119);
});

test('sms-wizard fields lists all of them: 119 of 119', () => {
  const listed = catalogue();
  const wanted = new Set(
    Object.entries(reference).flatMap(([object, fields]) => fields.map(({ name }) => `${object}.${name}`)),
  );
  const found = new Set(listed.map(({ field }) => fieldKey(field)));
  expect([...found].sort()).toEqual([...wanted].sort());
  expect(found.size).toBe(119);
  expect(listed.map(({ path }) => path)).toContain('target_server.disks[].physical_volumes[].size');
});

test('every field has a name and an explanation for people', () => {
  const fields = OBJECT_NAMES.flatMap((object) => fieldsOf(object));
  for (const field of fields) {
    const words = entryOf(text().fields, fieldKey(field));
    expect(words?.label, fieldKey(field)).toBeTruthy();
    // Two or three lines of help: what it is, its limits, what goes wrong with it.
    const lines = wrapTo(words?.help ?? '', 78).length;
    expect(lines, fieldKey(field)).toBeGreaterThanOrEqual(2);
    expect(lines, fieldKey(field)).toBeLessThanOrEqual(5);
    if (!field.of) expect(limitsOf(field)).toBeTruthy();
  }
  expect(Object.keys(text().fields)).toHaveLength(119);
});

const scalars = OBJECT_NAMES.flatMap((object) => fieldsOf(object)).filter((field) => !field.of);

test.each(scalars.map((field) => [fieldKey(field), field] as const))(
  '%s: both sides of its limits',
  (_key, field) => {
    const { type, min, max, values, pattern, format, entryMax, required } = field;
    const plain = !format && !entryMax;
    const taken = (value: never) => problemWith(field, value) === undefined;
    if (type === 'boolean') {
      expect([true, false, 'true', 1, null].map((value) => taken(value as never))).toEqual([
        true,
        true,
        false,
        false,
        false,
      ]);
    } else if (values) {
      for (const value of values) expect(taken(value as never)).toBe(true);
      expect(
        [`${values[0]}X`, '', values[0]?.toLowerCase(), 1].map((value) => taken(value as never)),
      ).toEqual(Array(4).fill(false));
    } else if (type === 'string') {
      if (plain) expect(taken('a'.repeat(Number(max)) as never)).toBe(true);
      if (plain && !pattern) expect(taken('字'.repeat(Number(max)) as never)).toBe(true);
      expect(taken('a'.repeat(Number(max) + 1) as never)).toBe(false);
      expect(taken('' as never)).toBe(min === 0n && !required);
      expect(taken(5 as never)).toBe(false);
    } else {
      expect(taken(max as never)).toBe(true);
      expect(taken(((max ?? 0n) + 1n) as never)).toBe(false);
      expect(taken(0 as never)).toBe(true);
      expect([-1, 1.5, '5', null].map((value) => taken(value as never))).toEqual(Array(4).fill(false));
    }
  },
);

test.each([
  ['PutTaskReq', 'migration_ip', ['10.0.0.1', '2001:db8::1', ''], ['10.0.0.256', '10.0.0', 'host', '::g']],
  ['NetWork', 'ip', ['10.0.0.1', ''], ['2001:db8::1', '1.2.3']],
  ['NetWork', 'ipv6', ['2001:db8::1', ''], ['10.0.0.1', 'fe80::1%eth0x:y']],
  ['NetWork', 'netmask', ['255.255.255.0'], ['/24', '24']],
  ['NetWork', 'mac', ['fa:16:3e:35:97:71', 'FA-16-3E-35-97-71'], ['', 'fa:16:3e:35:97', '0XB93064096C2C']],
  ['PutTaskReq', 'target_disk_ids', ['a b', `${'a'.repeat(255)} b`], [`${'a'.repeat(256)} b`]],
] as const)('%s.%s has its format', (object, name, good, bad) => {
  const field = fieldsOf(object).find((known) => known.name === name);
  if (!field) throw new Error(name);
  for (const value of good) expect(problemWith(field, value), value).toBeUndefined();
  for (const value of bad) expect(problemWith(field, value), value).toBeTruthy();
});

test('the request schema takes nothing but what the API documents', () => {
  const at = (body: string) =>
    requestProblems(readJson(body) as never).map(({ keys, code }) => `${keys.join('.')} ${code}`);
  expect(
    at('{"name":"a","target_server":{"disks":[{"id":9223372036854775807,"physical_volumes":[]}]}}'),
  ).toEqual([]);
  expect(at('{"state":"READY"}')).toEqual(['state unknown']);
  expect(at('{"target_server":{"disks":[{"vendor":1}]}}')).toEqual(['target_server.disks.0.vendor unknown']);
  expect(at('{"target_server":{"networks":[{"ip":"1.1.1.1"}]}}')).toEqual([
    'target_server.networks.0.mac type',
  ]);
  expect(at('{"target_server":{"btrfs_list":["/dev/vda2"]}}')).toHaveLength(1);
  expect(at('{"speed_limit":1001}')).toEqual(['speed_limit range']);
});

test.each([
  ['a-B_9', undefined],
  ['任务-1', undefined],
  ['a b', 'pattern'],
  ['a.b', 'pattern'],
  ['', 'length'],
])('a task may be called "%s": %s', (name, problem) => {
  const field = fieldsOf('PutTaskReq').find((known) => known.name === 'name');
  expect(field && problemWith(field, name)).toBe(problem);
});
