/**
 * The edit engine against an independent model: with any edits, and any changes by others and by the service in between.
 * `SMS_SEEDS=20000` tries more seeds, `SMS_SEED=7` begins with another one.
 */
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/json/json.ts';
import { diffDocuments } from '../../../../src/task/edits/document-diff.ts';
import type { Draft } from '../../../../src/task/edits/draft.ts';
import { rebase } from '../../../../src/task/edits/rebase.ts';
import { replay } from '../../../../src/task/edits/saved/replay.ts';
import { type SavedEdit, toSavedEdits } from '../../../../src/task/edits/saved/saved-edit.ts';
import { transfer } from '../../../../src/task/edits/saved/transfer.ts';
import { buildReversal, buildReversalOf } from '../../../../src/task/edits/undo/undo.ts';
import { buildRequest } from '../../../../src/task/sending/request.ts';
import { verify } from '../../../../src/task/sending/verify.ts';
import { draftOf, mineOn, put, served, takenOf, takenOn } from '../../../support/edit-draft.ts';
import { disguised, newGenerator } from '../../../support/edit-generator.ts';
import {
  applyAll,
  documentOf,
  type Element,
  elementsIn,
  find,
  type Operation,
  type Task,
} from '../../../support/edit-model.ts';

const SEEDS = Number(process.env.SMS_SEEDS ?? 200);
const FIRST = Number(process.env.SMS_SEED ?? 1);
const seeds = Array.from({ length: SEEDS }, (_, index) => FIRST + index);

/** Returns a document with lists in an order of their own, and without what the service gives out. */
function unordered(value: unknown, withIds: boolean): unknown {
  if (Array.isArray(value)) {
    return value
      .map((one) => unordered(one, withIds))
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  // Spellings are the service's own.
  if (typeof value !== 'object' || value === null) return String(value).toLowerCase().replace(/-/g, ':');
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => (withIds || key !== 'id') && !(Array.isArray(inner) && inner.length === 0))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, unordered(inner, withIds)]),
  );
}
const sameDocument = (a: JsonObject, b: JsonObject, withIds = false): void =>
  expect(unordered(a, withIds)).toEqual(unordered(b, withIds));

/** Returns true if what others did makes one of the user's operations impossible, or overwrites it. */
function isContested(base: Task, later: Task, operations: readonly Operation[]): boolean {
  return operations.some((operation) => {
    if (operation.type === 'top') return false;
    if (operation.type === 'add') {
      return (
        operation.into !== undefined &&
        find(base, operation.into) !== undefined &&
        !find(later, operation.into)
      );
    }
    const before = find(base, operation.uid);
    const now = find(later, operation.uid);
    if (!before) return false;
    if (operation.type === 'set') {
      if (!now) return !isRemovedBy(base, operations, operation.uid);
      const there = now.values[operation.field];
      return (
        there !== before.values[operation.field] &&
        there !== finalValue(base, operations, operation) &&
        !isRemovedBy(base, operations, operation.uid)
      );
    }
    return now !== undefined && JSON.stringify(before) !== JSON.stringify(now);
  });
}

/** Returns what names an element in its list: elements without a name, and twins, share it. */
const namesOf = ({ kind, values: { id, name, mac } }: Element): string =>
  JSON.stringify([kind, id || null, name || null, mac || null]);

/**
 * Returns true if others removed an element that the user edited, and changed its twin or the other one without a name:
 * nothing tells which of the two is left. A conflict is right then, and so is a draft that goes on.
 */
function isBlurred(base: Task, later: Task, operations: readonly Operation[]): boolean {
  const all = [...elementsIn(base)];
  const isChanged = (element: Element) => {
    const now = find(later, element.uid);
    return now !== undefined && JSON.stringify(now) !== JSON.stringify(element);
  };
  return all.some(
    ({ element, outer }) =>
      operations.some((one) => 'uid' in one && one.uid === element.uid) &&
      !find(later, element.uid) &&
      all.some(
        (twin) =>
          twin.element.uid !== element.uid &&
          twin.outer?.uid === outer?.uid &&
          namesOf(twin.element) === namesOf(element) &&
          isChanged(twin.element),
      ),
  );
}

/** The conflicts of blurred elements are refused rather than guessed; they are few. */
const mostRefused = Math.ceil(SEEDS / 500);

const finalValue = (
  base: Task,
  operations: readonly Operation[],
  { uid, field }: { uid: number; field: string },
) => find(applyAll(base, operations), uid)?.values[field];

function isRemovedBy(base: Task, operations: readonly Operation[], uid: number): boolean {
  return find(applyAll(base, operations), uid) === undefined;
}

type Carry = (draft: Draft, document: JsonObject) => { draft: Draft; conflicts: readonly unknown[] };

/** Holds a way to go on after changes by others against the model. Returns the number of seeds of each kind. */
function judge(carry: Carry): { clean: number; contested: number; refused: number } {
  const count = { clean: 0, contested: 0, refused: 0 };
  for (const seed of seeds) {
    const generator = newGenerator(seed, { twins: seed % 3 === 0 });
    const base = generator.task();
    const operations = generator.edits(base);
    const { draft } = draftOf(base, operations);
    const later = applyAll(base, generator.others(base, operations));
    const document = documentOf(later);
    const { draft: carried, conflicts } = carry(draft, document);
    if (isContested(base, later, operations)) {
      count.contested++;
      expect({ seed, conflicts: conflicts.length > 0 }).toEqual({ seed, conflicts: true });
      continue;
    }
    if (conflicts.length > 0 && isBlurred(base, later, operations)) {
      count.refused++;
      continue;
    }
    count.clean++;
    expect({ seed, conflicts }).toEqual({ seed, conflicts: [] });
    expectDocument(seed, put(document, buildRequest(carried).body), mineOn(later, operations));
  }
  return count;
}

describe('rebase', () => {
  test(`${SEEDS} seeds: the document after the update is the model's, or a conflict is named`, () => {
    const { clean, contested, refused } = judge(rebase);
    expect(clean).toBeGreaterThan(SEEDS / 2);
    expect(contested).toBeGreaterThan(0);
    expect(refused).toBeLessThanOrEqual(mostRefused);
  });
});

describe('verify', () => {
  test(`${SEEDS} seeds: each verdict is what the service did`, () => {
    let [verified, unverified] = [0, 0];
    for (const seed of seeds) {
      const generator = newGenerator(seed, { twins: seed % 3 === 0 });
      const { rng } = generator;
      const base = generator.task();
      const operations = generator.edits(base);
      const { draft } = draftOf(base, operations);
      const mode = rng.below(3);
      const taken = takenOf(operations, () => mode === 0 || (mode === 1 && rng.below(2) === 0));
      const after = served(disguised(takenOn(base, taken), rng), generator.rng);
      const verdicts = verify(draft, documentOf(after));
      for (const { change, outcome } of verdicts) {
        const truth = truthOf(base, after, operations, change.path);
        if (truth === undefined) continue;
        if (outcome === 'unverified') unverified++;
        else {
          verified++;
          expect({ seed, path: change.path, outcome }).toEqual({ seed, path: change.path, outcome: truth });
        }
      }
    }
    expect(unverified).toBeLessThan(verified / 50);
  });
});

/** Returns the model's outcome of a change, by the element that it is about. */
function truthOf(
  base: Task,
  after: Task,
  operations: readonly Operation[],
  path: string,
): 'applied' | 'not_applied' | undefined {
  const { paths } = draftOf(base, operations);
  const own = [...paths].filter(([, known]) => known === path).map(([operation]) => operation);
  const operation = own.at(-1);
  if (!operation) return undefined;
  if (operation.type === 'top')
    return after.top[operation.field] === operation.value ? 'applied' : 'not_applied';
  if (operation.type === 'remove') return find(after, operation.uid) ? 'not_applied' : 'applied';
  if (operation.type === 'add') return find(after, operation.element.uid) ? 'applied' : 'not_applied';
  const element = find(after, operation.uid);
  if (!element) return 'not_applied';
  const wanted = finalValue(base, operations, operation);
  const now = element.values[operation.field];
  const same =
    String(now).toLowerCase().replaceAll('-', ':') === String(wanted).toLowerCase().replaceAll('-', ':');
  return same ? 'applied' : 'not_applied';
}

/** Saved edits as they come back from a file. */
const saved = (draft: Draft): SavedEdit[] => JSON.parse(JSON.stringify(toSavedEdits(draft)));

describe('a saved draft', () => {
  test(`${SEEDS} seeds: goes on where it was left, or a conflict is named`, () => {
    const { clean, refused } = judge((draft, document) => replay(document, saved(draft)));
    expect(clean).toBeGreaterThan(SEEDS / 2);
    expect(refused).toBeLessThanOrEqual(mostRefused);
  });

  test(`${SEEDS} seeds: what was applied is no edit any more, under whatever ids`, () => {
    for (const seed of seeds) {
      const generator = newGenerator(seed, { twins: seed % 3 === 0 });
      const base = generator.task();
      const operations = generator.edits(base);
      const { draft } = draftOf(base, operations);
      const after = served(disguised(applyAll(base, operations), generator.rng), generator.rng);
      const { draft: again, conflicts } = replay(documentOf(after), saved(draft));
      expect({ seed, edits: again.edits, conflicts }).toEqual({ seed, edits: [], conflicts: [] });
    }
  });
});

describe('undo', () => {
  test(`${SEEDS} seeds: leads back to the document before, whatever others did elsewhere`, () => {
    let clean = 0;
    for (const seed of seeds) {
      const generator = newGenerator(seed, { twins: seed % 3 === 0 });
      const base = generator.task();
      const operations = generator.edits(base);
      const { draft } = draftOf(base, operations);
      const after = served(applyAll(base, operations), generator.rng);
      const others = generator
        .others(base, operations)
        .filter((one) => one.type === 'add' || one.type === 'top' || find(after, one.uid) !== undefined)
        .filter((one) => one.type !== 'add' || one.into === undefined || find(after, one.into) !== undefined);
      const withOthers = seed % 2 ? applyAll(after, others) : disguised(after, generator.rng);
      const { draft: back, leftAlone } = buildReversal(documentOf(withOthers), saved(draft));
      if (seed % 2 && touchesOwn(operations, others, base, after)) continue;
      if (seed % 2 && takesRemovedName(operations, others, base)) {
        expect({ seed, why: leftAlone.map(({ why }) => why) }).toEqual({ seed, why: ['exists'] });
        continue;
      }
      clean++;
      expect({ seed, leftAlone }).toEqual({ seed, leftAlone: [] });
      const wanted = seed % 2 ? applyAll(base, others) : base;
      expectDocument(seed, put(documentOf(withOthers), buildRequest(back).body), wanted);
    }
    expect(clean).toBeGreaterThan(SEEDS / 2);
  });

  test(`${SEEDS} seeds: of two updates at once leads back to the document before both`, () => {
    for (const seed of seeds) {
      const generator = newGenerator(seed, { twins: seed % 3 === 0 });
      const base = generator.task();
      const first = generator.edits(base);
      const between = served(applyAll(base, first), generator.rng);
      const second = generator.edits(between);
      const after = served(applyAll(between, second), generator.rng);
      const updates = [saved(draftOf(between, second).draft), saved(draftOf(base, first).draft)];
      const { draft: back, leftAlone } = buildReversalOf(documentOf(after), updates);
      expect({ seed, leftAlone }).toEqual({ seed, leftAlone: [] });
      expectDocument(seed, put(documentOf(after), buildRequest(back).body), base);
    }
  });
});

describe('an edited document', () => {
  test(`${SEEDS} seeds: becomes the draft that makes the task into it`, () => {
    for (const seed of seeds) {
      const generator = newGenerator(seed);
      const base = generator.task();
      const wanted = applyAll(base, generator.edits(base));
      const { draft, ambiguous } = diffDocuments(documentOf(base), documentOf(wanted));
      expect({ seed, ambiguous }).toEqual({ seed, ambiguous: [] });
      expectDocument(seed, put(documentOf(base), buildRequest(draft).body), wanted);
    }
  });
});

/** Returns true if others added a disk, group or NIC under the name of one that the user removed: both can't be. */
function takesRemovedName(mine: readonly Operation[], others: readonly Operation[], base: Task): boolean {
  const named = ({ kind, values }: Element) => `${kind} ${values.name ?? values.mac}`;
  const removed = mine.flatMap((one) => (one.type === 'remove' ? (find(base, one.uid) ?? []) : []));
  return others.some(
    (one) =>
      one.type === 'add' &&
      one.into === undefined &&
      removed.some((gone) => named(gone) === named(one.element)),
  );
}

/** Returns true if others changed, removed or filled what the user had edited, or what lies in or around it. */
function touchesOwn(
  mine: readonly Operation[],
  others: readonly Operation[],
  base: Task,
  after: Task,
): boolean {
  const family = (uid: number): number[] =>
    [...elementsIn(base), ...elementsIn(after)]
      .filter(
        ({ element, outer }) =>
          element.uid === uid || outer?.uid === uid || element.inner.some((one) => one.uid === uid),
      )
      .flatMap(({ element, outer }) => [element.uid, outer?.uid ?? element.uid]);
  const own = new Set(
    mine.flatMap((one) => {
      if (one.type === 'top') return [];
      return one.type === 'add' ? [one.element.uid, one.into ?? one.element.uid] : family(one.uid);
    }),
  );
  return others.some(
    (one) =>
      one.type !== 'top' &&
      (one.type === 'add' ? one.into !== undefined && own.has(one.into) : own.has(one.uid)),
  );
}

describe('a plan on other tasks', () => {
  test(`${SEEDS} seeds: changes the elements of the same names alone, and the second time nothing`, () => {
    let changed = 0;
    for (const seed of seeds) {
      const generator = newGenerator(seed, { twins: seed % 3 === 0 });
      const base = generator.task();
      const operations = generator.edits(base);
      const { draft } = draftOf(base, operations);
      const other = newGenerator(seed + 1_000_000).task();
      const plan = saved(draft);
      const first = transfer(documentOf(other), plan);
      const after = put(documentOf(other), buildRequest(first.draft).body);
      const second = transfer(after, plan);
      expect({ seed, edits: second.draft.edits }).toEqual({ seed, edits: [] });
      if (first.draft.edits.length) changed++;
      expectUntouched(seed, documentOf(other), after, plan);
    }
    expect(changed).toBeGreaterThan(SEEDS / 4);
  });
});

/** Elements of names that the plan doesn't mention are as they were. */
function expectUntouched(
  seed: number,
  before: JsonObject,
  after: JsonObject,
  plan: readonly SavedEdit[],
): void {
  const text = JSON.stringify(plan.map(({ path, byName, value }) => [path, byName, value]));
  for (const list of ['disks', 'volume_groups'] as const) {
    const elements = (document: JsonObject) =>
      (document.target_server as Record<string, JsonObject[]>)[list]?.filter(
        ({ name }) => !text.includes(String(name)),
      );
    expect({ seed, list, elements: elements(after) }).toEqual({ seed, list, elements: elements(before) });
  }
}

function expectDocument(seed: number, actual: JsonObject, wanted: Task): void {
  try {
    sameDocument(actual, documentOf(wanted));
  } catch (error) {
    throw new Error(`seed ${seed}: ${(error as Error).message}`);
  }
}
