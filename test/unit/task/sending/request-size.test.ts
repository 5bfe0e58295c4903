/** The size of a request is the size of its text, to the byte, and is counted no further than 20,000. */
import { describe, expect, test } from 'vitest';
import { type Json, type JsonObject, parseJson, stringifyJson } from '../../../../src/json/json.ts';
import { addElement, newDraft, removeElement, setValue } from '../../../../src/task/edits/draft.ts';
import { buildRequest } from '../../../../src/task/sending/request.ts';
import { formatRequestBytes, requestBytes } from '../../../../src/task/sending/request-size.ts';
import { DISKS, edit, GROUPS, taskOf } from '../../../support/edited-task.ts';
import { payload, TASKS } from '../../../support/fixtures.ts';

const inText = (draft: Parameters<typeof requestBytes>[0]): number =>
  Buffer.byteLength(stringifyJson(buildRequest(draft).body));

describe('the size of a request', () => {
  test.each(TASKS)('is that of its text: %s', (name) => {
    const base = payload(name);
    const disk = ((base.target_server as JsonObject).disks as JsonObject[])[0] as JsonObject;
    const at = `${DISKS}[${String(disk.id)}]`;
    const renamed = setValue(newDraft(base), 'name', 'web-01');
    for (const draft of [
      renamed,
      setValue(renamed, `${at}.size`, 2 ** 41),
      removeElement(renamed, at),
      setValue(addElement(renamed, DISKS).draft, 'target_server.name', 'copy'),
      setValue(renamed, 'speed_limit', null),
    ]) {
      expect(inText(draft)).toBeLessThan(20_000);
      expect(requestBytes(draft)).toBe(inText(draft));
    }
  });

  test.each<[string, Json]>([
    ['a letter of three bytes', '名'],
    ['a quotation mark, a backslash, and a control character', '"\\\u0001\n'],
    ['a surrogate alone', '\ud83d'],
    ['an empty text', ''],
    ['null', null],
    ['true', true],
    ['a number with a sign', -12],
    ['a list where none is defined', [1, [true], { a: 'é' }]],
    ['an object where none is defined', { a: 1, b: [] }],
  ])('counts %s as JSON writes it', (_, value) => {
    const disks = [
      { id: 1, name: 'a', disk_id: value, physical_volumes: [{ name: 'p', size: value }] },
      { id: 2, name: 'b', physical_volumes: value },
    ];
    const draft = edit(taskOf({ disks }), [`${DISKS}[1].size`, 5]);
    expect(requestBytes(draft)).toBe(inText(draft));
  });

  test('counts 64-bit and inexact numbers as they came', () => {
    const disks = parseJson(
      '[{"id":1,"name":"a","size":9223372036854775807,"used_size":1.50},{"id":2,"name":"b","size":1e3}]',
    );
    const draft = edit(taskOf({ disks }), [`${DISKS}[1].name`, 'c']);
    expect(requestBytes(draft)).toBe(inText(draft));
  });

  test('leaves out what isn’t sent: unknown keys, entries that are no elements, removed elements', () => {
    const volumes = [{ name: 'x', size: 1 }, 7, { name: 'y', size: 2, tag: 'long '.repeat(40) }];
    const base = taskOf({ volume_groups: [{ name: 'vg', vendor: 'v', logical_volumes: volumes }, null] });
    const draft = removeElement(newDraft(base), `${GROUPS}[vg].logical_volumes[x]`);
    expect(requestBytes(draft)).toBe(inText(draft));
    expect(requestBytes(removeElement(draft, `${GROUPS}[vg].logical_volumes[y]`))).toBe(
      Buffer.byteLength('{"target_server":{"volume_groups":[{"name":"vg","logical_volumes":[]}]}}'),
    );
    expect(requestBytes(newDraft(base))).toBe(2);
  });

  test('is known up to 20,000 bytes, and not beyond', () => {
    const withBytes = (wanted: number) => {
      const of = (length: number) =>
        edit(taskOf({ disks: [{ id: 1, name: 'n'.repeat(length) }, { id: 2 }] }), [`${DISKS}[2].size`, 5]);
      return of(wanted - inText(of(0)));
    };
    expect(inText(withBytes(20_000))).toBe(20_000);
    expect(requestBytes(withBytes(20_000))).toBe(20_000);
    expect(requestBytes(withBytes(20_001))).toBeUndefined();
  });

  test('of many elements is found without looking at all of them', () => {
    let readNames = 0;
    const disks = Array.from({ length: 10_000 }, (_, id) => ({
      id,
      get name() {
        readNames++;
        return `disk ${id}`;
      },
    }));
    const draft = edit(taskOf({ disks }), ['target_server.disks[9999].size', 5]);
    const before = readNames;
    expect(requestBytes(draft)).toBeUndefined();
    expect(readNames - before).toBeLessThan(2000);
  });
});

test('a size is written with its thousands, and as more than 20,000 if it isn’t known', () => {
  expect(formatRequestBytes(1234)).toBe('1,234');
  expect(formatRequestBytes(0)).toBe('0');
  expect(formatRequestBytes(undefined)).toContain('20,000');
});
