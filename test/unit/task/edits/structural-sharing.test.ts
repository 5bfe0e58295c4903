/** Results carried over from one draft to the next equal those computed anew. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Json, type JsonObject, stringifyJson } from '../../../../src/json/json.ts';
import {
  addElement,
  baseWithAdditions,
  currentTask,
  type Draft,
  elementCount,
  isRemoved,
  removeElement,
} from '../../../../src/task/edits/draft.ts';
import { totalSize } from '../../../../src/task/edits/list-totals.ts';
import { append, incrementalSum, setAll, setIn } from '../../../../src/task/edits/structural-sharing.ts';
import { canonicalPath } from '../../../../src/task/paths/canonical-path.ts';
import { valueAt } from '../../../../src/task/paths/path.ts';
import { buildRequest } from '../../../../src/task/sending/request.ts';
import { requestBytes } from '../../../../src/task/sending/request-size.ts';
import { draft as drafts } from '../../../support/arbitrary.ts';

const RUNS = Number(process.env.SMS_TEST_RUNS ?? 300);

describe('copies', () => {
  const numbers = fc.array(fc.integer(), { maxLength: 12 });
  const places = fc.array(fc.tuple(fc.nat(11), fc.integer()), { maxLength: 6 });

  test('have their values, leave the original as it was, and sum up as any other array', () => {
    let counted = 0;
    const sum = incrementalSum((element) => {
      counted++;
      return BigInt(typeof element === 'number' ? element : 0);
    });
    fc.assert(
      fc.property(numbers, places, fc.integer(), (list, changes, more) => {
        const before = structuredClone(list);
        const placed = changes
          .filter(([at]) => at < list.length)
          .map(([at, value]) => ({ keys: ['list', at], value }));
        const whole: JsonObject = { list, other: { kept: true } };
        const copy = setAll(whole, placed) as { list: number[]; other: Json };
        const wanted = list.slice();
        for (const { keys, value } of placed) wanted[keys[1] as number] = value;
        expect(copy.list).toEqual(wanted);
        expect(copy.other).toBe(whole.other);
        expect(list).toEqual(before);
        const total = (all: readonly number[]) => BigInt(all.reduce((sum, value) => sum + value, 0));
        sum(list);
        const seen = counted;
        expect(sum(copy.list)).toBe(total(wanted));
        // Of what differs both values were looked at, of the rest none.
        expect(counted - seen).toBeLessThanOrEqual(2 * placed.length);
        expect(sum(append(copy.list, more))).toBe(total([...wanted, more]));
      }),
      { numRuns: RUNS },
    );
  });

  test('without values are the thing itself; with one at the top they are that', () => {
    const whole = { a: 1 };
    expect(setAll(whole, [])).toBe(whole);
    expect(setIn(whole, [], 5)).toBe(5);
    expect(setIn(undefined, ['a', 'b'], 1)).toEqual({ a: { b: 1 } });
  });
});

/** Drafts that also take disks out and put some in. */
const edited = fc.tuple(drafts, fc.nat(3), fc.nat(2)).map(([draft, out, more]): Draft => {
  const disks = valueAt(draft.base, ['target_server', 'disks']);
  const gone = Array.isArray(disks) && disks[out] ? ['target_server', 'disks', out] : undefined;
  const without = gone ? removeElement(draft, canonicalPath(draft.base, gone)) : draft;
  const added = Array.from({ length: more }, (_, number) => ({
    name: `/dev/new${number}`,
    size: 5 + number,
  }));
  return added.reduce((next, known) => addElement(next, 'target_server.disks', known).draft, without);
});

describe('drafts', () => {
  const lists = (document: JsonObject): (readonly (string | number)[])[] => {
    const disks = valueAt(document, ['target_server', 'disks']);
    const all = Array.isArray(disks) ? [...disks.keys()] : [];
    return [
      ['target_server', 'disks'],
      ['target_server', 'volume_groups'],
      ...all.map((at) => ['target_server', 'disks', at, 'physical_volumes']),
    ];
  };

  test('count and sum up their lists as if these were looked through', () => {
    fc.assert(
      fc.property(edited, (draft) => {
        const current = currentTask(draft);
        for (const keys of lists(baseWithAdditions(draft))) {
          const list = valueAt(current, keys);
          if (!Array.isArray(list)) continue;
          expect(elementCount(draft, keys)).toBe(list.filter((element) => !isRemoved(element)).length);
          // The copy is a new list, so it isn't in the cache: it is summed up from scratch.
          expect(totalSize(list)).toBe(totalSize([...list]));
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('know the bytes of their request without writing it', () => {
    fc.assert(
      fc.property(edited, (draft) => {
        expect(requestBytes(draft)).toBe(Buffer.byteLength(stringifyJson(buildRequest(draft).body)));
      }),
      { numRuns: RUNS },
    );
  });
});
