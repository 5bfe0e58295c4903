/** Long lists: rows that are built on demand equal those built all at once. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Json, type JsonObject, parseJson, stringifyJson } from '../../../../src/json/json.ts';
import { newDraft } from '../../../../src/task/edits/draft.ts';
import { canonicalPath } from '../../../../src/task/paths/canonical-path.ts';
import { valueAt } from '../../../../src/task/paths/path.ts';
import { wrap } from '../../../../src/terminal/text/text-width.ts';
import { filterRows } from '../../../../src/wizard/rows/filter.ts';
import { concatLines, lazyJsonLines } from '../../../../src/wizard/rows/lazy-json-lines.ts';
import { rowNumber } from '../../../../src/wizard/rows/rows.ts';
import { rowsOfStep } from '../../../../src/wizard/rows/step-rows.ts';
import { createInitialState, type State } from '../../../../src/wizard/state.ts';
import { task } from '../../../support/arbitrary.ts';
import { largeTask, SHAPES } from '../../../support/large.ts';

const RUNS = Number(process.env.SMS_TEST_RUNS ?? 300);

describe('a document line by line', () => {
  const scalar: fc.Arbitrary<Json> = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary', maxLength: 90 }),
    fc.stringMatching(/^[a-z /-]{0,120}$/),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(9223372036854775807n, null, true),
  );
  const { document } = fc.letrec<{ document: Json }>((tie) => ({
    document: fc.oneof(
      { maxDepth: 4 },
      scalar,
      fc.array(tie('document'), { maxLength: 5 }),
      fc.dictionary(fc.oneof(fc.stringMatching(/^[a-z_]{1,12}$/), fc.string()), tie('document'), {
        maxKeys: 6,
      }),
    ),
  }));

  function expectSame(value: Json, columns: number, from: number, many: number): void {
    const wrapLine = (line: string) => wrap(line, columns);
    const wanted = stringifyJson(value, 2).split('\n').flatMap(wrapLine);
    const lines = lazyJsonLines(value, columns, wrapLine);
    expect(lines.length).toBe(wanted.length);
    expect(lines.slice(0, lines.length)).toEqual(wanted);
    const start = from % (wanted.length + 1);
    expect(lines.slice(start, start + many)).toEqual(wanted.slice(start, start + many));
  }

  test('is as it is when written whole, wherever one looks', () => {
    fc.assert(fc.property(document, fc.integer({ min: 12, max: 100 }), fc.nat(), fc.nat(30), expectSame), {
      numRuns: RUNS,
    });
  });

  test.each(SHAPES)('of a task with 700 volumes, %s', (shape) => {
    const large = parseJson(largeTask(shape, 700));
    for (const columns of [56, 76, 156]) expectSame(large, columns, 4321, 20);
  });

  test('stands between others', () => {
    const lines = concatLines([['a', 'b'], [], ['c'], ['d', 'e']]);
    expect(lines.length).toBe(5);
    for (let from = 0; from < 6; from++) {
      for (let to = from; to < 7; to++)
        expect(lines.slice(from, to)).toEqual(['a', 'b', 'c', 'd', 'e'].slice(from, to));
    }
  });
});

const stateOf = (base: JsonObject): State => ({
  ...createInitialState({
    size: { columns: 80, rows: 24 },
    taskId: 'x',
    host: 'h',
    demo: false,
    ascii: false,
  }),
  draft: newDraft(base),
  step: 'volumes',
});

describe('the rows of a step', () => {
  test('have the paths and positions of their elements, and are numbered without headings', () => {
    fc.assert(
      fc.property(task, (base) => {
        for (const step of ['network', 'disks', 'volumes'] as const) {
          const rows = rowsOfStep(base, step);
          rows.forEach((row, index) => {
            const before = rows.slice(0, index + 1).filter(({ kind }) => kind !== 'heading').length;
            expect(rowNumber(rows, index)).toBe(before);
            if (row.kind !== 'element') return;
            expect(valueAt(base, row.keys)).toBeTypeOf('object');
            expect(row.path).toBe(canonicalPath(base, row.keys));
          });
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('are found by any part of what they are known by, as if each were looked at', () => {
    const names = ['name', 'mount_point', 'file_system', 'device_use', 'disk_id', 'components', 'mac', 'ip'];
    fc.assert(
      fc.property(
        task,
        fc.oneof(fc.string({ minLength: 1, maxLength: 2 }), fc.constantFrom('a', '[', 'Y:')),
        (base, typed) => {
          const rows = rowsOfStep(base, 'volumes');
          const wanted = rows.filter((row) => {
            if (row.kind !== 'element') return false;
            const element = valueAt(base, row.keys) as JsonObject;
            const words = names.map((name) => element[name]).filter(Boolean);
            return [row.path, ...words]
              .join(' ')
              .toLowerCase()
              .replaceAll('\n', ' ')
              .includes(typed.toLowerCase());
          });
          const found = filterRows(stateOf(base), rows, typed);
          expect(found.filter(({ kind }) => kind !== 'heading')).toEqual(wanted);
          // Headings stay where they were, and only above what was found.
          expect(found).toEqual(rows.filter((row) => found.includes(row)));
          for (const [index, row] of found.entries())
            if (row.kind === 'heading') expect(found[index + 1]?.kind).toBe('element');
        },
      ),
      { numRuns: RUNS },
    );
  });
});
