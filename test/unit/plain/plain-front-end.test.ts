/** Plain mode without a process: any answers at all, and its output. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { currentTask } from '../../../src/task/edits/draft.ts';
import { findingsOf } from '../../../src/task/rules/rules.ts';
import { runPlainMode } from '../../support/dialogue.ts';
import { LVM, payload, TASKS } from '../../support/fixtures.ts';

const command = fc.constantFrom(
  ...[
    'n',
    'b',
    'v',
    's',
    'u',
    'x',
    'l',
    'm',
    'p',
    'a',
    '+',
    '?',
    '/',
    '/vd',
    '',
    'e',
    'y',
    'q1',
    'next',
    'undo',
  ],
);
const onRow = fc.tuple(
  fc.constantFrom('o', 'r', 'd', 'a', '?', 't', 'y', ''),
  fc.integer({ min: 0, max: 30 }),
);
const value = fc.constantFrom(
  'web-01',
  '+10G',
  '1G',
  '50GiB',
  '10.0.0.999',
  '10.0.0.9',
  'yes',
  'MIGRATE_BLOCK',
  '""',
  '"b"',
);
const answers = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: command },
    { weight: 6, arbitrary: onRow.map(([letter, number]) => `${letter}${number}`) },
    { weight: 4, arbitrary: value },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
    { weight: 1, arbitrary: fc.constant('1\n1\ns\n1') },
  ),
  { maxLength: 60 },
);

/** From any step: back to the first one, a rename, and Review. */
const RENAME = [...Array(8).fill('b'), '1', 'web-01', 'v'];

describe('any answers at all', () => {
  test('end, print only safe text, and send nothing that has errors', async () => {
    let submits = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...TASKS), answers, async (name, given) => {
        const { output, effects } = await runPlainMode(payload(name), [
          ...given,
          'b',
          'b',
          ...RENAME,
          's',
          'y',
        ]);
        expect(output).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
        for (const effect of effects) {
          if (effect.kind !== 'submit') continue;
          submits++;
          expect(effect.draft.edits.length).toBeGreaterThan(0);
          expect(findingsOf(effect.draft).filter(({ severity }) => severity === 'error')).toEqual([]);
        }
      }),
      { numRuns: Number(process.env.SMS_TEST_RUNS ?? 300) },
    );
    expect(submits).toBeGreaterThan(0);
  });

  test('pasted together are never several answers', async () => {
    await fc.assert(
      fc.asyncProperty(answers, fc.array(command, { minLength: 2, maxLength: 6 }), async (before, lines) => {
        const pasted = lines.filter((line) => line !== '').join('\n');
        fc.pre(pasted.includes('\n'));
        const without = await runPlainMode(payload(LVM), before);
        fc.pre(
          !without.left && without.state.editor === undefined && without.state.phase.kind !== 'confirming',
        );
        const after = await runPlainMode(payload(LVM), [...before, pasted]);
        expect(after.state.draft.edits).toEqual(without.state.draft.edits);
        expect(after.state.step).toBe(without.state.step);
        expect(after.effects.length).toBe(without.effects.length);
      }),
    );
  });

  test('undo takes back every edit, down to the task as it was', async () => {
    await fc.assert(
      fc.asyncProperty(answers, async (given) => {
        const before = await runPlainMode(payload(LVM), given);
        const { editor, additionIndex, phase, undo, draft } = before.state;
        fc.pre(!before.left && !editor && additionIndex === undefined && phase.kind === 'editing');
        const after = await runPlainMode(payload(LVM), [...given, ...undo.map(() => 'u')]);
        // A page that was open takes the first answer.
        fc.pre(after.state.undo.length === 0);
        expect(currentTask(after.state.draft)).toEqual(draft.base);
      }),
    );
  });
});

describe('a value', () => {
  const entered = async (...given: string[]) => (await runPlainMode(payload(LVM), given)).state.draft.edits;

  test.each([
    ['web-01', [{ path: 'name', value: 'web-01' }]],
    ['  web-01  ', [{ path: 'name', value: 'web-01' }]],
    ['"b"', [{ path: 'name', value: 'b' }]],
    ['"q"', [{ path: 'name', value: 'q' }]],
    ['s', [{ path: 'name', value: 's' }]],
    ['b', []],
    ['', []],
    ['centos7-lvm', []],
    ['""', []],
    ['web\n01', []],
    ['x'.repeat(64), [{ path: 'name', value: 'x'.repeat(64) }]],
    ['x'.repeat(65), []],
  ])('%j', async (typed, edits) => {
    expect(await entered('1', typed)).toEqual(edits);
  });

  test('in double quotes is the text between them: also nothing, spaces and double quotes', async () => {
    const region = async (typed: string) => {
      const listed = (await runPlainMode(payload(LVM), ['n', 'n', 'n', 'n', 'm', 'm'])).output;
      const number = /^(\d+)\. Region name:/m.exec(listed)?.[1] ?? '';
      return entered('n', 'n', 'n', 'n', number, typed);
    };
    expect(await region('""')).toEqual([{ path: 'region_name', value: '' }]);
    expect(await region('" a "')).toEqual([{ path: 'region_name', value: ' a ' }]);
    expect(await region('""a""')).toEqual([{ path: 'region_name', value: '"a"' }]);
    expect(await region('"a')).toEqual([{ path: 'region_name', value: '"a' }]);
  });

  test('is asked for again until it is one, without adding up what was typed before', async () => {
    expect(await entered('1', 'a b', 'c d', 'web-01')).toEqual([{ path: 'name', value: 'web-01' }]);
  });

  test.each([
    ['2', 'MIGRATE_BLOCK'],
    ['２', 'MIGRATE_BLOCK'],
    ['migrate_block', 'MIGRATE_BLOCK'],
    ['MIGRATE_B', 'MIGRATE_BLOCK'],
    ['MIGRATE', undefined],
    ['1', undefined],
    ['3', undefined],
    ['0', undefined],
    ['2\n2', undefined],
    ['', undefined],
  ])('to pick by %j: %s', async (typed, value) => {
    expect(await entered('2', typed)).toEqual(value ? [{ path: 'type', value }] : []);
  });
});
