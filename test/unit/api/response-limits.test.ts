/** Limits of responses, on both sides of each. */
import { expect, test, vi } from 'vitest';
import { parseResponse } from '../../../src/api/error-response.ts';
import { MAX_LIMITS } from '../../../src/api/network/response-limits.ts';
import { asInteger } from '../../../src/json/json.ts';
import { scanJson } from '../../../src/json/scan.ts';
import { payloadText, TASKS } from '../../support/fixtures.ts';
import { largeTask } from '../../support/large.ts';

const { depth, digits, elements, keys } = MAX_LIMITS;
const exceededLimit = (text: string) => scanJson(text, MAX_LIMITS).exceeded;
const list = (count: number, element = '0') => `[${Array(count).fill(element).join()}]`;

const object = (count: number) => `{${Array(count).fill('"a":0').join()}}`;

test.each<[string, string, string | undefined]>([
  ['levels, as many as allowed', '['.repeat(depth) + ']'.repeat(depth), undefined],
  ['one level more', '['.repeat(depth + 1) + ']'.repeat(depth + 1), 'depth'],
  ['levels of objects', '{"a":'.repeat(depth + 1), 'depth'],
  ['levels one after the other', `[${Array(1000).fill('[[]]').join()}]`, undefined],
  ['brackets in a string', `"${'['.repeat(depth + 1)}"`, undefined],
  ['brackets behind an escaped quote', `"\\"${'['.repeat(depth + 1)}"`, undefined],
  ['brackets behind an escaped backslash', `"\\\\"${'['.repeat(depth + 1)}`, 'depth'],
  ['digits, as many as allowed', '1'.repeat(digits), undefined],
  ['one digit more', '1'.repeat(digits + 1), 'digits'],
  ['digits behind a point', `0.${'1'.repeat(digits + 1)}`, 'digits'],
  ['digits of an exponent', `1e${'1'.repeat(digits + 1)}`, 'digits'],
  ['digits in a string', `"${'1'.repeat(digits + 1)}"`, undefined],
  ['elements, as many as allowed', list(elements), undefined],
  ['one element more', list(elements + 1), 'elements'],
  ['elements of a list in a list', `[[${list(elements + 1)}]]`, 'elements'],
  ['elements of many lists', list(5, list(elements / 2)), undefined],
  ['keys, as many as allowed', object(keys), undefined],
  ['one key more', object(keys + 1), 'keys'],
  ['one key more, deep within', `[[{"a":[${object(keys + 1)}]}]]`, 'keys'],
  ['values of many lists', list(20, list(elements - 1)), 'values'],
  ['values of many objects', list(1201, object(keys)), 'values'],
  ['a string that does not end', `["${'['.repeat(1000)}`, undefined],
  ['nothing', '', undefined],
])('%s', (_what, text, limit) => {
  expect(exceededLimit(text)).toBe(limit);
});

test('every task of the tests is far below', () => {
  for (const task of TASKS) expect(exceededLimit(payloadText(task))).toBeUndefined();
});

test('a task of 65,535 volumes is below', () => {
  const volume = `{${Array.from({ length: 12 }, (_, at) => `"some_key_${at}":"value ${at}"`).join()}}`;
  const task = `{"id":"x","target_server":{"disks":[{"physical_volumes":${list(65_535, volume)}}]}}`;
  expect(task.length).toBeGreaterThan(16_000_000);
  expect(exceededLimit(task)).toBeUndefined();
});

test('text of a hundred million digits is no integer, at once', () => {
  const from = performance.now();
  expect(asInteger('9'.repeat(100_000_000))).toBeUndefined();
  expect(performance.now() - from).toBeLessThan(5000);
});

test('reading a response looks for the end of each string once', () => {
  const body = largeTask('one disk', 1000);
  const strings = body.match(/"[^"]*"/g)?.length;
  const find = vi.spyOn(String.prototype, 'indexOf');
  parseResponse({ host: 'x', status: 200, headers: new Headers(), body, actions: [] });
  const looks = find.mock.calls.filter(([wanted]) => wanted === '"').length;
  find.mockRestore();
  expect(looks).toBe(strings);
});
