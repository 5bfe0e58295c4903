/** The parts of a run over many tasks: ids, places, exit codes, groups, the table. */
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { forEachConcurrent, newSemaphore } from '../../../../src/commands/apply/fleet/concurrency.ts';
import { diffTarget, groupLines } from '../../../../src/commands/apply/fleet/diff-groups.ts';
import {
  fleetExitCode,
  type Outcome,
  type TargetResult,
} from '../../../../src/commands/apply/fleet/outcome.ts';
import { countLines, reasonLines } from '../../../../src/commands/apply/fleet/summary.ts';
import { parseIds } from '../../../../src/commands/apply/fleet/targets.ts';
import type { JsonObject } from '../../../../src/json/json.ts';
import { newDraft, setValue } from '../../../../src/task/edits/draft.ts';
import { UsageError } from '../../../../src/task/errors.ts';
import { LVM, payload } from '../../../support/fixtures.ts';

describe('ids in a text', () => {
  test('are on lines or between spaces, beside comments and empty lines, in any case and in quotes', () => {
    const text = '# the web tier\nA1 b2\r\n\n  "C3",  # by hand\n#d4\ne5';
    expect(parseIds(text)).toEqual(['a1', 'b2', 'c3', 'e5']);
    expect(parseIds(' \n# nothing\n')).toEqual([]);
  });

  test('that are invalid are reported with their line', () => {
    expect(() => parseIds('a1\n\nno_id\n')).toThrow(UsageError);
    expect(() => parseIds('a1\n\nno_id\n')).toThrow('standard input, line 3: "no_id"');
  });
});

describe('places', () => {
  const never = new AbortController().signal;

  test('are as many as there are, first come, first served', async () => {
    const order: number[] = [];
    let [now, most] = [0, 0];
    await forEachConcurrent([1, 2, 3, 4, 5, 6, 7], newSemaphore(3), never, async (item) => {
      order.push(item);
      most = Math.max(most, ++now);
      await pause(5);
      now--;
    });
    expect([order, most]).toEqual([[1, 2, 3, 4, 5, 6, 7], 3]);
  });

  test('are lent while their owner only waits', async () => {
    const slots = newSemaphore(1);
    const seen: string[] = [];
    await forEachConcurrent(['a', 'b'], slots, never, async (item) => {
      seen.push(`${item} begins`);
      if (item === 'a') await slots.sleepReleased(30);
      seen.push(`${item} ends`);
    });
    expect(seen).toEqual(['a begins', 'b begins', 'b ends', 'a ends']);
  });

  test('after the signal nothing is begun, and what runs is waited for', async () => {
    const quitting = new AbortController();
    const [started, done]: [number[], number[]] = [[], []];
    await forEachConcurrent([1, 2, 3, 4], newSemaphore(2), quitting.signal, async (item) => {
      started.push(item);
      quitting.abort();
      await pause(5);
      done.push(item);
    });
    expect(started).toEqual(done);
    expect(started.length).toBeLessThan(4);
  });

  test('an unexpected error ends it, after the running tasks', async () => {
    const done: number[] = [];
    const all = forEachConcurrent([1, 2, 3, 4, 5], newSemaphore(2), never, async (item) => {
      if (item === 2) throw new Error('a bug');
      await pause(5);
      done.push(item);
    });
    await expect(all).rejects.toThrow('a bug');
    expect(done).toEqual([1]);
  });
});

const ended = (outcome: Outcome, more: Partial<TargetResult> = {}): TargetResult => ({
  ...{ target: { id: 'a1', name: 'web' }, outcome, why: [], leftOut: [] },
  ...more,
});
const left = [{ path: 'p', why: 'missing' }] as const;

test.each([
  [0, [ended('applied'), ended('unverified'), ended('skipped', { same: true })]],
  [0, []],
  [2, [ended('applied'), ended('skipped')]],
  [2, [ended('applied', { leftOut: left })]],
  [5, [ended('skipped'), ended('conflict'), ended('applied')]],
  [6, [ended('conflict'), ended('not_applied')]],
  [1, [ended('not_applied'), ended('failed'), ended('failed', { denied: true })]],
  [4, [ended('not_applied'), ended('failed', { denied: true })]],
])('exit %d is the worst of the tasks', (code, all) => {
  expect(fleetExitCode(all)).toBe(code);
});

describe('groups', () => {
  const task = (rate: number, state = 'READY'): JsonObject => ({ ...payload(LVM), speed_limit: rate, state });
  const sketch = (id: string, document: JsonObject, value = 200) =>
    diffTarget({ id, name: `name-${id}` }, setValue(newDraft(document), 'speed_limit', value), []);

  test('have what changes alike, the largest first, with what each had before', () => {
    const lines = groupLines([
      sketch('a', task(0), 100),
      sketch('b', task(0)),
      sketch('c', task(50)),
      sketch('d', task(0)),
    ]);
    expect(lines).toEqual([
      '3 tasks get these changes:',
      '  ~ speed_limit: … → 200 Mbit/s',
      '      currently 0 (unlimited): 2 tasks',
      '      currently 50 Mbit/s: 1 task',
      '    b  name-b',
      '    c  name-c',
      '    d  name-d',
      '',
      '1 task gets these changes:',
      '  ~ speed_limit: 0 (unlimited) → 100 Mbit/s',
      '    a  name-a',
    ]);
  });

  test('are separate if the rules report different findings', () => {
    const lines = groupLines([
      sketch('a', task(0)),
      sketch('b', task(0, 'DELETING')),
      sketch('c', task(0, 'ABORTING')),
    ]);
    expect(lines.filter((line) => line.includes('change'))).toEqual([
      '2 tasks get these changes:',
      '1 task gets these changes:',
    ]);
    expect(lines.filter((line) => line.includes('warning'))).toEqual([
      '  warning: Task is DELETING: SMS likely ignores the whole update (not documented). (1 task)',
      '  warning: Task is ABORTING: SMS likely ignores the whole update (not documented). (1 task)',
    ]);
  });

  test('recognize the same disk by its name, whatever its id', () => {
    const other = JSON.parse(JSON.stringify(payload(LVM)).replaceAll('701', '9701')) as JsonObject;
    const grown = (document: JsonObject) =>
      diffTarget(
        { id: 'x', name: '' },
        setValue(newDraft(document), 'target_server.disks[/dev/xvdb].size', 21474836480),
        [],
      );
    expect(groupLines([grown(payload(LVM)), grown(other)])[0]).toBe('2 tasks get these changes:');
  });

  test('of many tasks show five, and how many more; of many values, how many', () => {
    const many = Array.from({ length: 9 }, (_, index) => sketch(`t${index}`, task(index + 1)));
    const lines = groupLines(many);
    expect(lines).toContain('      9 different current values');
    expect(lines.filter((line) => /^ {4}t\d/.test(line))).toHaveLength(5);
    expect(lines.at(-1)).toBe('    … and 4 tasks more; --json lists all');
  });
});

describe('the table', () => {
  test('counts by outcome, without zeros except for applied', () => {
    const all = [
      ended('applied'),
      ended('applied', { leftOut: left }),
      ended('skipped', { same: true }),
      ended('failed'),
    ];
    expect(countLines({ all, before: 3, notStarted: 2 })).toEqual([
      'Result       Tasks',
      'applied          5  3 in an earlier run, 1 with edits omitted',
      'skipped          1  1 already had these values',
      'failed           1',
      'not started      2',
    ]);
    expect(countLines({ all: [], before: 0, notStarted: 0 })).toEqual(['Result   Tasks', 'applied      0']);
  });

  test('names those that are not as the plan wants them, with the reason and the request ID', () => {
    const why = ['No.'];
    const lines = reasonLines([
      ended('failed', { why, requestId: 'r1' }),
      ended('applied'),
      ended('failed', { why, target: { id: 'b2', name: 'x' } }),
      ended('conflict', { why: ['Other.'] }),
      ended('skipped', { same: true }),
    ]);
    expect(lines).toEqual([
      'conflict: Other.',
      '  a1  web',
      '',
      'failed: No.',
      '  a1  web  request ID r1',
      '  b2  x',
    ]);
  });
});
