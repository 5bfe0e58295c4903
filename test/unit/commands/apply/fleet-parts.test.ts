/** The parts of a run over many tasks: ids, places, exit codes, groups, the table. */
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { codeOf, type Ended, type Outcome } from '../../../../src/commands/fleet/ended.ts';
import { groupLines, sketchOf } from '../../../../src/commands/fleet/groups.ts';
import { forEach, newSlots } from '../../../../src/commands/fleet/slots.ts';
import { countLines, reasonLines } from '../../../../src/commands/fleet/table.ts';
import { idsIn } from '../../../../src/commands/fleet/targets.ts';
import type { JsonObject } from '../../../../src/json/json.ts';
import { newDraft, setValue } from '../../../../src/task/draft.ts';
import { UsageError } from '../../../../src/task/errors.ts';
import { LVM, payload } from '../../../support/fixtures.ts';

describe('ids in a text', () => {
  test('stand on lines or between blanks, beside comments and blank lines, in any case and in quotes', () => {
    const text = '# the web tier\nA1 b2\r\n\n  "C3",  # by hand\n#d4\ne5';
    expect(idsIn(text)).toEqual(['a1', 'b2', 'c3', 'e5']);
    expect(idsIn(' \n# nothing\n')).toEqual([]);
  });

  test('that are none are told with their line', () => {
    expect(() => idsIn('a1\n\nno_id\n')).toThrow(UsageError);
    expect(() => idsIn('a1\n\nno_id\n')).toThrow('line 3 of standard input: "no_id"');
  });
});

describe('places', () => {
  const never = new AbortController().signal;

  test('are as many as there are, first come, first served', async () => {
    const order: number[] = [];
    let [now, most] = [0, 0];
    await forEach([1, 2, 3, 4, 5, 6, 7], newSlots(3), never, async (item) => {
      order.push(item);
      most = Math.max(most, ++now);
      await pause(5);
      now--;
    });
    expect([order, most]).toEqual([[1, 2, 3, 4, 5, 6, 7], 3]);
  });

  test('are lent while their owner only waits', async () => {
    const slots = newSlots(1);
    const seen: string[] = [];
    await forEach(['a', 'b'], slots, never, async (item) => {
      seen.push(`${item} begins`);
      if (item === 'a') await slots.lend(30);
      seen.push(`${item} ends`);
    });
    expect(seen).toEqual(['a begins', 'b begins', 'b ends', 'a ends']);
  });

  test('after the signal nothing is begun, and what runs is waited for', async () => {
    const leaving = new AbortController();
    const [begun, done]: [number[], number[]] = [[], []];
    await forEach([1, 2, 3, 4], newSlots(2), leaving.signal, async (item) => {
      begun.push(item);
      leaving.abort();
      await pause(5);
      done.push(item);
    });
    expect(begun).toEqual(done);
    expect(begun.length).toBeLessThan(4);
  });

  test('an error that nobody expected ends it, after what runs', async () => {
    const done: number[] = [];
    const all = forEach([1, 2, 3, 4, 5], newSlots(2), never, async (item) => {
      if (item === 2) throw new Error('a bug');
      await pause(5);
      done.push(item);
    });
    await expect(all).rejects.toThrow('a bug');
    expect(done).toEqual([1]);
  });
});

const ended = (outcome: Outcome, more: Partial<Ended> = {}): Ended => ({
  ...{ target: { id: 'a1', name: 'web' }, outcome, why: [], leftOut: [] },
  ...more,
});
const left = [{ path: 'p', why: 'missing' }] as const;

test.each([
  [0, [ended('took'), ended('untold'), ended('skipped', { same: true })]],
  [0, []],
  [2, [ended('took'), ended('skipped')]],
  [2, [ended('took', { leftOut: left })]],
  [5, [ended('skipped'), ended('conflict'), ended('took')]],
  [6, [ended('conflict'), ended('did_not_take')]],
  [1, [ended('did_not_take'), ended('failed'), ended('failed', { denied: true })]],
  [4, [ended('did_not_take'), ended('failed', { denied: true })]],
])('exit %d is the worst of the tasks', (code, all) => {
  expect(codeOf(all)).toBe(code);
});

describe('groups', () => {
  const task = (rate: number, state = 'READY'): JsonObject => ({ ...payload(LVM), speed_limit: rate, state });
  const sketch = (id: string, document: JsonObject, value = 200) =>
    sketchOf({ id, name: `name-${id}` }, setValue(newDraft(document), 'speed_limit', value), []);

  test('have what changes alike, the largest first, with what each had before', () => {
    const lines = groupLines([
      sketch('a', task(0), 100),
      sketch('b', task(0)),
      sketch('c', task(50)),
      sketch('d', task(0)),
    ]);
    expect(lines).toEqual([
      '3 tasks change so:',
      '  ~ speed_limit: … → 200 Mbit/s',
      '      now 0 (unlimited): 2 tasks',
      '      now 50 Mbit/s: 1 task',
      '    b  name-b',
      '    c  name-c',
      '    d  name-d',
      '',
      '1 task changes so:',
      '  ~ speed_limit: 0 (unlimited) → 100 Mbit/s',
      '    a  name-a',
    ]);
  });

  test('are apart where the rules say something else of them', () => {
    const lines = groupLines([
      sketch('a', task(0)),
      sketch('b', task(0, 'DELETING')),
      sketch('c', task(0, 'ABORTING')),
    ]);
    expect(lines.filter((line) => line.includes('change'))).toEqual([
      '2 tasks change so:',
      '1 task changes so:',
    ]);
    expect(lines.filter((line) => line.includes('warning'))).toEqual([
      '  warning: The task is DELETING: expect nothing to take effect now. (1 task)',
      '  warning: The task is ABORTING: expect nothing to take effect now. (1 task)',
    ]);
  });

  test('tell the same disk by its name, whatever its id', () => {
    const other = JSON.parse(JSON.stringify(payload(LVM)).replaceAll('701', '9701')) as JsonObject;
    const grown = (document: JsonObject) =>
      sketchOf(
        { id: 'x', name: '' },
        setValue(newDraft(document), 'target_server.disks[/dev/xvdb].size', 21474836480),
        [],
      );
    expect(groupLines([grown(payload(LVM)), grown(other)])[0]).toBe('2 tasks change so:');
  });

  test('of many tasks show five, and how many more; of many values, how many', () => {
    const many = Array.from({ length: 9 }, (_, index) => sketch(`t${index}`, task(index + 1)));
    const lines = groupLines(many);
    expect(lines).toContain('      9 different values now');
    expect(lines.filter((line) => /^ {4}t\d/.test(line))).toHaveLength(5);
    expect(lines.at(-1)).toBe('    … and 4 tasks more; --json lists all');
  });
});

describe('the table', () => {
  test('counts by outcome, what there is and what took at least', () => {
    const all = [
      ended('took'),
      ended('took', { leftOut: left }),
      ended('skipped', { same: true }),
      ended('failed'),
    ];
    expect(countLines({ all, before: 3, notBegun: 2 })).toEqual([
      'Outcome    Tasks',
      'took           5  3 of them in an earlier run, 1 without what the task has no place for',
      'skipped        1  1 has these values already',
      'failed         1',
      'not begun      2',
    ]);
    expect(countLines({ all: [], before: 0, notBegun: 0 })).toEqual(['Outcome  Tasks', 'took         0']);
  });

  test('names those that are not as the plan wants them, with the reason and the request id', () => {
    const why = ['No.'];
    const lines = reasonLines([
      ended('failed', { why, requestId: 'r1' }),
      ended('took'),
      ended('failed', { why, target: { id: 'b2', name: 'x' } }),
      ended('conflict', { why: ['Other.'] }),
      ended('skipped', { same: true }),
    ]);
    expect(lines).toEqual([
      'conflict: Other.',
      '  a1  web',
      '',
      'failed: No.',
      '  a1  web  request id r1',
      '  b2  x',
    ]);
  });
});
