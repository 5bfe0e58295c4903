/** A task of the list in short, with all that real lists have in them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Json, type JsonObject, parseJson } from '../../../src/json/json.ts';
import { summarizeTask, TASK_COLUMNS, taskCells } from '../../../src/task/task-summary.ts';
import { payload, TASKS } from '../../support/fixtures.ts';

const summarize = (text: string) => summarizeTask(parseJson(text));
const NOW = 1_600_000_000_000;
const ageOf = (written: string) => taskCells(summarize(`{"create_date":${written}}`), NOW).age;

test('the list of the reference page', () => {
  const [entry] = payload('list-tasks.v1').tasks as Json[];
  expect(summarizeTask(entry as Json)).toMatchObject({
    id: '90c950d7-d184-4b5e-87c0-f0bd09dfa0c1',
    name: 'taskName',
    state: 'RUNNING',
    os: 'WINDOWS',
    source: '10.159.219.7',
    target: 'windows',
    progress: { name: 'MIGRATE_WINDOWS_BLOCK', at: 3, of: 5, percent: 41 },
    createdAt: 1519733551760,
  });
  expect(taskCells(summarizeTask(entry as Json), 1519733551760 + 3 * 86_400_000)).toEqual({
    id: '90c950d7-d184-4b5e-87c0-f0bd09dfa0c1',
    name: 'taskName',
    state: 'RUNNING',
    os: 'WINDOWS',
    source: '10.159.219.7',
    servers: '10.159.219.7 → windows',
    progress: '3/5 41%',
    speed: '9.6 MB/s',
    age: '3 d',
    error: '–',
  });
});

test('whole tasks read as brief ones', () => {
  for (const name of TASKS) {
    const task: JsonObject = payload(name);
    expect(summarizeTask(task)).toMatchObject({ id: task.id, name: task.name, state: task.state });
  }
});

describe('invalid data', () => {
  test('nothing at all', () => {
    const nothing = Object.fromEntries(TASK_COLUMNS.map((name) => [name, '–']));
    for (const text of [
      'null',
      '{}',
      '[]',
      '"x"',
      '7',
      '{"id":7,"name":null,"source_server":"x","sub_tasks":{}}',
    ])
      expect(taskCells(summarize(text), NOW)).toEqual(nothing);
  });

  test('numbers and strings change places', () => {
    const mixed = summarize(
      '{"id":"a","name":7,"state":12345678901234567890,"os_type":0.10,"sub_tasks":[null,{"name":5,"progress":"41.9"}]}',
    );
    expect(mixed).toMatchObject({ name: '7', state: '12345678901234567890', os: '0.10' });
    expect(mixed.progress).toEqual({ name: '5', at: 1, of: 1, percent: 41 });
  });

  test.each([
    ['[{"progress":null},{"progress":100}]', 1, undefined],
    ['[{"progress":-5}]', 1, 0],
    ['[{"progress":100},{"progress":250}]', 2, 100],
    ['[{"progress":"100"},{"progress":"7"}]', 2, 7],
    ['[{"progress":"soon"}]', 1, undefined],
    ['[{"progress":9223372036854775807}]', 1, 100],
  ])('sub-tasks %s', (steps, at, percent) => {
    expect(summarize(`{"sub_tasks":${steps}}`).progress).toMatchObject({ at, percent });
  });

  test.each([
    ['{"source_server":{"name":"","hostname":"h","ip":"1.1.1.1"},"target_server":null}', 'h → –'],
    ['{"source_server":null,"target_server":{"name":null,"ip":"2.2.2.2"}}', '– → 2.2.2.2'],
    ['{"source_server":{"name":{}},"target_server":[]}', '–'],
  ])('servers of %s', (text, shown) => {
    expect(taskCells(summarize(text), NOW).servers).toBe(shown);
  });

  test.each([
    ['1599999955000', '45 s'],
    ['"1599999700000"', '5 min'],
    ['1599996400', '1 h'],
    ['"1599996400"', '1 h'],
    ['"2020-09-10T12:26:40Z"', '3 d'],
    ['1599827200000', '2 d'],
    ['1599830800000', '47 h'],
    ['946684800000', '20 y'],
    ['1600000009000', '0 s'],
    ['0', '–'],
    ['-1', '–'],
    ['""', '–'],
    ['null', '–'],
    ['"yesterday"', '–'],
    ['9223372036854775807', '–'],
    ['1e400', '–'],
    ['{}', '–'],
  ])('made %s', (written, age) => {
    expect(ageOf(written)).toBe(age);
  });

  test('anything at all becomes a row of text', () => {
    const keys = ['id', 'name', 'state', 'create_date', 'source_server', 'sub_tasks', 'progress', 'ip'];
    const json = fc.letrec<{ any: Json }>((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        fc.jsonValue() as fc.Arbitrary<Json>,
        fc.bigInt(),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...keys), tie('any')),
      ),
    })).any;
    fc.assert(
      fc.property(json, (entry) => {
        for (const cell of Object.values(taskCells(summarizeTask(entry), NOW)))
          expect(typeof cell).toBe('string');
      }),
      { numRuns: Number(process.env.SMS_TEST_RUNS ?? 300) },
    );
  });
});

test('a filter looks through names, states, ids and addresses, whatever their case', () => {
  const { search } = summarize('{"id":"AB-1","name":"Web","source_server":{"name":"Src","ip":"10.1.2.3"}}');
  for (const part of ['ab-1', 'web', 'src', '10.1.2']) expect(search).toContain(part);
});
