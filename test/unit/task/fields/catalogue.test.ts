/** The catalogue against the reference: 119 of 119 fields, and rate windows, with their types, limits and values. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { listFields } from '../../../../src/commands/fields.ts';
import { parseJson } from '../../../../src/json/json.ts';
import { fieldKey, fieldsOf, OBJECT_NAMES, type ObjectName } from '../../../../src/task/fields/catalogue.ts';
import { checkValue, validateRequest } from '../../../../src/task/fields/schema.ts';
import { describeLimits } from '../../../../src/task/fields/values.ts';
import { wrap } from '../../../../src/terminal/text/text-width.ts';
import { lookup, text } from '../../../../src/text/text.ts';

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
  readFileSync(new URL('../../../fixtures/fields.json', import.meta.url), 'utf8'),
);

const TYPES: Record<string, string> = {
  String: 'string',
  Integer: 'integer',
  Long: 'long',
  Boolean: 'boolean',
};

test('119 of 119 fields in 10 objects are as the reference has them', () => {
  expect(OBJECT_NAMES.filter((name) => name !== 'RateWindow')).toEqual(Object.keys(reference));
  let compared = 0;
  for (const [object, fields] of Object.entries(reference)) {
    const own = fieldsOf(object as ObjectName).filter(({ isApart }) => !isApart);
    expect(own.map(({ name }) => name)).toEqual(fields.map(({ name }) => name));
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

test('rate windows are as their own call has them', () => {
  const [list] = fieldsOf('PutTaskReq').filter(({ isApart }) => isApart);
  expect(list).toMatchObject({ name: 'rate_windows', of: 'RateWindow', min: 0n, max: 5n });
  expect(
    fieldsOf('RateWindow').map(({ name, type, min, max, default: preset, required = false }) =>
      [name, type, min, max, preset, required].join(' '),
    ),
  ).toEqual([
    'start string 0 255  true',
    'end string 0 255  true',
    'speed integer 0 1000 0 false',
    'over_speed_threshold double 10 100 10 false',
  ]);
});

test('sms-wizard fields lists all of them: 119 of 119, and 5 of rate windows', () => {
  const listed = listFields();
  const wanted = new Set(
    Object.entries(reference).flatMap(([object, fields]) => fields.map(({ name }) => `${object}.${name}`)),
  );
  const found = new Set(listed.map(({ field }) => fieldKey(field)));
  const windows = fieldsOf('RateWindow').map(fieldKey);
  expect([...found].sort()).toEqual([...wanted, 'PutTaskReq.rate_windows', ...windows].sort());
  expect(found.size).toBe(124);
  expect(listed.map(({ path }) => path)).toContain('target_server.disks[].physical_volumes[].size');
});

test('every field has a name and an explanation for people', () => {
  const fields = OBJECT_NAMES.flatMap((object) => fieldsOf(object));
  for (const field of fields) {
    const words = lookup(text().fields, fieldKey(field));
    expect(words?.label, fieldKey(field)).toBeTruthy();
    // The row shows the first sentence: it fits, and adds to the label.
    const help = words?.help ?? '';
    const [first = ''] = help.split(/(?<=[.:]) /);
    expect(help, fieldKey(field)).toMatch(/\.$/);
    expect(first.length, fieldKey(field)).toBeLessThanOrEqual(78);
    expect(first, fieldKey(field)).not.toMatch(new RegExp(`^(?:the )?${words?.label}\\.$`, 'i'));
    expect(wrap(help, 78).length, fieldKey(field)).toBeLessThanOrEqual(5);
    if (!field.of) expect(describeLimits(field)).toBeTruthy();
  }
  expect(Object.keys(text().fields)).toHaveLength(124);
});

const scalars = OBJECT_NAMES.flatMap((object) => fieldsOf(object)).filter((field) => !field.of);

test.each(scalars.map((field) => [fieldKey(field), field] as const))(
  '%s: both sides of its limits',
  (_key, field) => {
    const { type, min, max, values, pattern, format, entryMax, required } = field;
    const plain = !format && !entryMax;
    const taken = (value: never) => checkValue(field, value) === undefined;
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
      expect(taken(min as never)).toBe(true);
      expect(taken(((min ?? 0n) - 1n) as never)).toBe(false);
      expect(taken(12.5 as never)).toBe(type === 'double');
      expect([-1, '5', null].map((value) => taken(value as never))).toEqual(Array(3).fill(false));
    }
  },
);

test.each([
  ['PutTaskReq', 'migration_ip', ['10.0.0.1', '2001:db8::1', ''], ['10.0.0.256', '10.0.0', 'host', '::g']],
  ['NetWork', 'ip', ['10.0.0.1', ''], ['2001:db8::1', '1.2.3']],
  ['NetWork', 'ipv6', ['2001:db8::1', ''], ['10.0.0.1', 'fe80::1%eth0x:y']],
  ['NetWork', 'netmask', ['255.255.255.0'], ['/24', '24']],
  ['NetWork', 'mac', ['fa:16:3e:35:97:71', 'FA-16-3E-35-97-71'], ['', 'fa:16:3e:35:97', '0XB93064096C2C']],
  ['RateWindow', 'start', ['00:00', '23:59', '24:00'], ['', '8:00', '24:01', '08:60', '08:00:00', 'noon']],
  ['PutTaskReq', 'target_disk_ids', ['a b', `${'a'.repeat(255)} b`], [`${'a'.repeat(256)} b`]],
] as const)('%s.%s has its format', (object, name, good, bad) => {
  const field = fieldsOf(object).find((known) => known.name === name);
  if (!field) throw new Error(name);
  for (const value of good) expect(checkValue(field, value), value).toBeUndefined();
  for (const value of bad) expect(checkValue(field, value), value).toBeTruthy();
});

test('the request schema takes nothing but what the API documents', () => {
  const at = (body: string) =>
    validateRequest(parseJson(body) as never).map(({ keys, code }) => `${keys.join('.')} ${code}`);
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
  expect(at('{"rate_windows":[]}')).toEqual(['rate_windows unknown']);
});

test.each([
  ['a-B_9', undefined],
  ['任务-1', undefined],
  ['a b', 'pattern'],
  ['a.b', 'pattern'],
  ['', 'length'],
])('a task may be called "%s": %s', (name, problem) => {
  const field = fieldsOf('PutTaskReq').find((known) => known.name === 'name');
  expect(field && checkValue(field, name)).toBe(problem);
});
