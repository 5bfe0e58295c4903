/** A prepared update on the draft's own base and on a later read, and what is new against the agreed findings. */
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../../src/task/rules/rules.ts';
import {
  isEmpty,
  newFindings,
  type PreparedUpdate,
  prepareUpdate,
} from '../../../../src/task/sending/prepare.ts';
import { DISKS, edit, taskOf } from '../../../support/edited-task.ts';

const GIB = 2 ** 30;
const base = taskOf({ disks: [{ id: 1, name: 'a', size: 40 * GIB }] }, { name: 'x', state: 'READY' });

describe('a prepared update', () => {
  test('on its own base is the draft itself: nothing moved, and paths are the same', () => {
    const draft = edit(base, [`${DISKS}[1].size`, 50 * GIB]);
    const prepared = prepareUpdate(draft, base);
    expect(prepared.draft).toBe(draft);
    expect(prepared.conflicts).toEqual([]);
    expect(prepared.moved).toEqual([]);
    expect([...prepared.origins]).toEqual([]);
    expect(prepared.pathOf(`${DISKS}[1].size`)).toBe(`${DISKS}[1].size`);
    expect(prepared.request.body).toMatchObject({ target_server: { disks: [{ id: 1, size: 50 * GIB }] } });
  });

  test('on a later read names what moved and where its edits are now', () => {
    const draft = edit(base, [`${DISKS}[1].size`, 50 * GIB]);
    const later = taskOf({ disks: [{ id: 9, name: 'a', size: 40 * GIB }] }, { name: 'y', state: 'READY' });
    const prepared = prepareUpdate(draft, later);
    expect(prepared.draft.base).toBe(later);
    expect(prepared.moved).toContain('name');
    expect([...prepared.origins]).toEqual([[`${DISKS}[9].size`, `${DISKS}[1].size`]]);
    expect(prepared.pathOf(`${DISKS}[1].size`)).toBe(`${DISKS}[9].size`);
  });

  test('is empty if the read has all changes', () => {
    const draft = edit(base, ['name', 'y']);
    expect(isEmpty(prepareUpdate(draft, base))).toBe(false);
    expect(isEmpty(prepareUpdate(draft, { ...base, name: 'y' }))).toBe(true);
  });
});

describe('findings that are new', () => {
  const finding = (rule: string, path: string, more: Partial<Finding> = {}) =>
    ({ rule, path, severity: 'warning', message: rule, ...more }) as Finding;
  const later = (findings: Finding[], moves: Record<string, string> = {}) =>
    ({ findings, pathOf: (path: string) => moves[path] }) as unknown as PreparedUpdate;
  const [a, b] = [finding('small', 'a'), finding('small', 'b')];

  test('are those of another rule or at another place, also if only one was agreed', () => {
    const other = finding('large', 'a');
    expect(newFindings(later([a]), [a])).toEqual([]);
    expect(newFindings(later([a, b]), [a])).toEqual([b]);
    expect(newFindings(later([other]), [a])).toEqual([other]);
    expect(newFindings(later([a]), [])).toEqual([a]);
  });

  test('are errors and warnings, and no notes', () => {
    const [note, error] = [finding('n', 'a', { severity: 'note' }), finding('e', 'a', { severity: 'error' })];
    expect(newFindings(later([note, error]), [])).toEqual([error]);
  });

  test('are those that got worse', () => {
    const of = (amount?: bigint) => finding('small', 'a', amount === undefined ? {} : { amount });
    expect(newFindings(later([of(2n)]), [of(2n)])).toEqual([]);
    expect(newFindings(later([of(1n)]), [of(2n)])).toEqual([]);
    expect(newFindings(later([of(3n)]), [of(2n)])).toEqual([of(3n)]);
    expect(newFindings(later([of(1n)]), [of()])).toEqual([of(1n)]);
    expect(newFindings(later([of()]), [of(1n)])).toEqual([]);
  });

  test('are counted: an agreed one covers one', () => {
    expect(newFindings(later([a, a]), [a])).toEqual([a]);
    expect(newFindings(later([a, a]), [a, a])).toEqual([]);
    const [bad, worse] = [finding('small', 'a', { amount: 5n }), finding('small', 'a', { amount: 9n })];
    // The worse one is covered by the worse one, whichever comes first.
    expect(newFindings(later([worse, bad]), [bad, worse])).toEqual([]);
  });

  test('are looked for at the place of their element on the read', () => {
    expect(newFindings(later([b], { a: 'b' }), [a])).toEqual([]);
    expect(newFindings(later([a], { a: 'b' }), [a])).toEqual([a]);
    // Without a sure place, the path is that of the agreed draft.
    expect(newFindings(later([a], {}), [a])).toEqual([]);
  });
});
