/** Why a task failed, from the document inside `error_json`. Source: docs/api-notes.md#errors-in-a-task. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/json/json.ts';
import {
  failureDocument,
  failureHeadline,
  failureLinesOf,
  failureOf,
} from '../../../src/task/task-failure.ts';
import { summarizeTask, taskCells } from '../../../src/task/task-summary.ts';
import { loadServiceCodes } from '../../../src/text/service-codes.ts';
import { speakHere } from '../../support/language.ts';

beforeAll(loadServiceCodes);

const holding = (error: Json): JsonObject => ({
  error_json: typeof error === 'string' ? error : JSON.stringify(error),
});
const linesOf = (task: JsonObject): string[] => {
  const failure = failureOf(task);
  return failure ? failureLinesOf(failure) : [];
};

const SIZE: JsonObject = {
  error_code: 'SMS.6539',
  error_msg: 'The disk space is less than the total size of all partitions.',
  error_param: ['/dev/xvdb'],
};

test('the text of SMS stands first, then what it is about, the meaning, and what to do where', () => {
  expect(linesOf(holding(SIZE))).toEqual([
    'SMS.6539: The disk space is less than the total size of all partitions.',
    'Affected: /dev/xvdb',
    'Error code table: A target disk is smaller than the sum of its partitions.',
    'Make the target disk larger, or the partitions on it smaller. In the wizard: Disks.',
  ]);
});

test('in Chinese the explanation is Chinese', async () => {
  await speakHere('zh');
  expect(linesOf(holding(SIZE)).slice(2)).toEqual([
    '错误码表：目的端磁盘小于其分区大小之和。',
    '扩大目的端磁盘，或缩小其上的分区。在向导中修改：磁盘。',
  ]);
});

test('a text of SMS that says something else than the table stands alone', () => {
  const failure = holding({ ...SIZE, error_msg: 'Quota exceeded in region X.' });
  expect(linesOf(failure)).toEqual([
    'SMS.6539: Quota exceeded in region X.',
    'Affected: /dev/xvdb',
    'The error code table has another meaning for SMS.6539. The message above takes precedence.',
  ]);
  expect(failureOf(failure)).not.toHaveProperty('explained');
});

describe('every shape', () => {
  test.each<[string, Json, string[]]>([
    ['a code alone', { error_code: 'SMS.7703' }, ['SMS.7703']],
    [
      'other keys',
      { errorCode: 'SMS.7703', errorMsg: 'Task does not exist.' },
      ['SMS.7703: Task does not exist.'],
    ],
    ['nested', { error: { code: 'X.1', message: 'Odd.' } }, ['X.1: Odd.']],
    ['in a list', '[{"error_code":"X.1","error_msg":"Odd."}]', ['X.1: Odd.']],
    ['a number as parameter', { error_code: 'X.1', params: [7, '', null] }, ['X.1', 'Affected: 7']],
    ['plain words', 'disk full', ['disk full']],
    ['JSON without a code', '{"a":1}', ['{"a":1}']],
    ['broken JSON', '{"error_code":', ['{"error_code":']],
    ['a document in a document', JSON.stringify('{"error_code":"X.1"}'), ['X.1']],
    ['spaces around the code', { error_code: ' SMS.7703 ', error_msg: ' Gone. ' }, ['SMS.7703: Gone.']],
    ['the first of a list that has a code', '[{},{"message":"A."},{"code":"X.1"}]', ['X.1']],
    ['a list in a list', '[[{"code":"X.1"}]]', ['X.1']],
    ['a list below a key', { errors: [null, 3, { code: 'X.1', message: 'Odd.' }] }, ['X.1: Odd.']],
    ['an object as code', { error_code: { code: 'X.1' } }, ['X.1']],
    ['an object as message', { error_code: 'X.1', error_msg: { a: 1 } }, ['X.1']],
    ['a null beside another key', { error_code: null, code: 'X.1' }, ['X.1']],
    ['a number as code', { error_code: 7703 }, ['7703']],
    [
      'an object as parameter',
      { code: 'X.1', error_param: { disk: '/dev/vdb' } },
      ['X.1', 'Affected: /dev/vdb'],
    ],
    ['a number alone', '404', ['404']],
    ['a code alone, as text', 'SMS.7703', ['SMS.7703', "Error code table: The task doesn't exist."]],
    ['a code and words, as text', 'SMS.7703: Task does not exist.', ['SMS.7703: Task does not exist.']],
  ])('%s', (_name, error, lines) => {
    expect(linesOf(holding(error)).slice(0, lines.length)).toEqual(lines);
  });

  test.each([
    ...['', ' ', '{}', '[]', 'null', '""', '[{}]', '"{}"', 'false', '0', '{"error_code":"","error_msg":""}'],
    '{"error_code":null,"error_msg":null,"error_param":[]}',
  ])('%j is no error', (written) => {
    expect(failureOf({ error_json: written })).toBeUndefined();
  });
  test('neither is null, nor a key that is missing', () => {
    expect(failureOf({ error_json: null })).toBeUndefined();
    expect(failureOf({})).toBeUndefined();
  });
});

test.each<[string, Json]>([
  ['an object', { error_code: 'X.1', error_msg: 'Odd.' }],
  ['a list', [{ error_code: 'X.1', error_msg: 'Odd.' }]],
])('reads %s that is not in a string', (_name, error_json) => {
  expect(linesOf({ error_json })[0]).toBe('X.1: Odd.');
});

test('shows an object without a code as it stands', () => {
  expect(linesOf({ error_json: { reason: 'unknown' } })).toEqual(['{"reason":"unknown"}']);
});

test('says that a code is unknown', () => {
  expect(linesOf(holding({ error_code: 'SMS.4711', error_msg: 'New.' }))).toEqual([
    'SMS.4711: New.',
    'The error code table has no SMS.4711. Ask support about it.',
  ]);
});

test('survives nesting and lists without end', () => {
  expect(linesOf(holding('['.repeat(100_000)))).toHaveLength(1);
  expect(linesOf(holding(`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`))).toHaveLength(1);
  const many = { error_code: 'X.1', error_param: Array.from({ length: 10_000 }, (_, index) => `d${index}`) };
  expect(failureOf(holding(many))?.parameters).toHaveLength(20);
  expect(failureOf(holding({ error_code: 'X.1', error_msg: 'x'.repeat(1e6) }))?.message.length).toBeLessThan(
    5000,
  );
});

test('programs get the keys of an error, and where it is mended', () => {
  const failure = failureOf(holding({ error_code: 'SMS.6602', error_msg: 'Invalid target server EIP.' }));
  expect(failure && failureDocument(failure)).toEqual({
    code: 'SMS.6602',
    message: 'Invalid target server EIP.',
    concerns: [],
    meaning: "The EIP of the target server isn't valid.",
    hint: 'Check the migration IP: the EIP over a public network, else the private IP.',
    wizard_step: 'network',
    path: 'migration_ip',
  });
});

test('the list has it in one line, and finds a task by it', () => {
  const task = summarizeTask({ id: 'x', state: 'MIGRATE_FAIL', ...holding(SIZE) });
  expect(task.failure).toBe('SMS.6539: A target disk is smaller than the sum of its partitions.');
  expect(taskCells(task, 0).error).toBe(task.failure);
  expect(task.search).toContain('sms.6539');
  expect(failureHeadline({ code: 'X.1', message: 'Odd.', parameters: [] })).toBe('X.1: Odd.');
});
