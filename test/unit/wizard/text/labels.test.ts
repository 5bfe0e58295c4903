/** The columns of an element, and the headings above rows. */
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/json/json.ts';
import { elementColumns, headingText } from '../../../../src/wizard/text/labels.ts';

const keys = ['target_server', 'disks', 0];
const taskOf = (physical_volumes: JsonObject[string]): JsonObject => ({
  target_server: { disks: [{ name: '/dev/xvdb', size: 10 * 2 ** 30, physical_volumes }] },
});

test('what is no volume in the list of a disk is not counted', () => {
  const task = taskOf([null, { name: '/dev/xvdb1', size: 2 ** 30 }, 'x', 7]);
  expect(elementColumns(task, 'TargetDisk', keys)[2]).toBe('1 GiB in 1 volume');
});

test('a disk that has nothing else has no volumes', () => {
  const task = taskOf([null]);
  expect(elementColumns(task, 'TargetDisk', keys)[2]).toBe('');
  expect(headingText(task, { about: 'disk', keys })).toBe('/dev/xvdb: no volumes');
});
