/** Plans by chance: through their file, on their own task and on one that is the same under other ids. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isObject, type Json, type JsonObject, parseJson, stringifyJson } from '../../../../src/json/json.ts';
import { serializePlan } from '../../../../src/storage/plans.ts';
import {
  baseWithAdditions,
  changesOf,
  currentTask,
  type Draft,
  locateIn,
  newDraft,
  setValue,
} from '../../../../src/task/edits/draft.ts';
import { canonicalJson, planFromDocument, planToDocument } from '../../../../src/task/edits/saved/plan.ts';
import { replay } from '../../../../src/task/edits/saved/replay.ts';
import type { SavedEdit } from '../../../../src/task/edits/saved/saved-edit.ts';
import { portablePath, transfer } from '../../../../src/task/edits/saved/transfer.ts';
import type { ObjectName } from '../../../../src/task/fields/catalogue.ts';
import { canonicalPath } from '../../../../src/task/paths/canonical-path.ts';
import { IDENTITY, identityValue } from '../../../../src/task/paths/identity.ts';
import { valueAt } from '../../../../src/task/paths/path.ts';
import { buildRequest } from '../../../../src/task/sending/request.ts';
import { drafts } from '../../../support/drafts.ts';

const runs = (usual: number) => ({ numRuns: Number(process.env.SMS_TEST_RUNS ?? usual) });

/** Returns the edits of a draft's plan, through the text of its file. */
function planned(draft: Draft): readonly SavedEdit[] {
  const document = planToDocument(draft, { taskId: 't', endpoint: 'e', written: 'w' });
  const read = parseJson(serializePlan(document)) as JsonObject;
  return planFromDocument(read, 'plan.json', String(read.digest)).edits;
}

/** Returns the task as it is read the next time. */
const again = (task: JsonObject): JsonObject => parseJson(stringifyJson(task)) as JsonObject;

const request = (draft: Draft) => canonicalJson(buildRequest(draft).body);

/** Every name that an element goes by, under any key, before the changes and after. */
function namesOf(object: ObjectName, one: Json | undefined, other: Json | undefined): Set<string> {
  const names = (IDENTITY[object] ?? []).flatMap((key) => [
    identityValue(one, key),
    identityValue(other, key),
  ]);
  return new Set(names.filter((name) => name !== undefined));
}

/**
 * Returns true if a name passes from one element to another, or comes to be that of two: nothing tells them apart
 * then.
 */
const doubles = (draft: Draft): boolean => {
  const [whole, now] = [baseWithAdditions(draft), currentTask(draft)];
  return changesOf(draft).some(({ keys }) =>
    keys.some((key, depth) => {
      if (typeof key !== 'number') return false;
      const list = keys.slice(0, depth);
      const [before, after] = [valueAt(whole, list), valueAt(now, list)];
      const { field } = locateIn(draft, canonicalPath(whole, list));
      if (!Array.isArray(before) || !Array.isArray(after) || !field.of) return false;
      const object = field.of;
      const all = before.flatMap((one, at) => [...namesOf(object, one, after[at])]);
      return new Set(all).size < all.length;
    }),
  );
};

test('on the task it was made for, a plan makes the same request, and is no conflict', () => {
  fc.assert(
    fc.property(drafts, (draft) => {
      fc.pre(!doubles(draft));
      const { draft: replayed, conflicts } = replay(again(draft.base), planned(draft));
      expect(conflicts).toEqual([]);
      expect(request(replayed)).toBe(request(draft));
    }),
    runs(150),
  );
});

/** Returns the task after its update was carried out: lists replaced, objects merged. */
function carriedOut(draft: Draft): JsonObject {
  const merged = (old: Json | undefined, sent: JsonObject): JsonObject => ({
    ...(isObject(old) ? old : {}),
    ...Object.fromEntries(
      Object.entries(sent).map(([key, value]): [string, Json] => [
        key,
        isObject(value) ? merged(isObject(old) ? old[key] : undefined, value) : value,
      ]),
    ),
  });
  return again(merged(draft.base, buildRequest(draft).body));
}

const isNameLost = (path: string, after: Json): boolean =>
  /\.(id|mac|uuid|subvol_id)$/.test(path) || (/\]\.(subvol_)?name$/.test(path) && after === null);

test('applied again, a plan changes nothing and is no conflict', () => {
  let plans = 0;
  fc.assert(
    fc.property(drafts, (draft) => {
      // An element without a name, or one that loses its name, can't be recognized.
      fc.pre(
        !doubles(draft) &&
          !changesOf(draft).some(({ path, after }) => path.includes('[#') || isNameLost(path, after)),
      );
      plans++;
      const { draft: left, conflicts } = replay(carriedOut(draft), planned(draft));
      // After a disk was removed, its ID may be the name of another one: that is reported as a conflict.
      const others = conflicts.filter(({ within }) => within).map(({ path }) => path);
      expect(conflicts.filter(({ within }) => !within)).toEqual([]);
      expect(changesOf(left).filter(({ path }) => !others.includes(path))).toEqual([]);
    }),
    runs(150),
  );
  expect(plans).toBeGreaterThan(50);
});

/** Returns the same task as a service might return it the next time: with other IDs. */
const elsewhere = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(elsewhere);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]): [string, Json] => [
      key,
      key === 'id' && typeof inner === 'number' ? inner + 1_000_000 : elsewhere(inner),
    ]),
  );
};

test('on a task that is the same under other ids, it changes the same; elements that only an id distinguishes are left out', () => {
  let moved = 0;
  fc.assert(
    fc.property(drafts, (draft) => {
      const edits = planned(draft);
      const { draft: other, leftOut } = transfer(elsewhere(again(draft.base)) as JsonObject, edits);
      const nameless = edits.filter(({ byName }) => byName === null).map(({ path }) => path);
      expect(leftOut.filter(({ why }) => why === 'nameless').map(({ path }) => path)).toEqual(nameless);
      const usual = ['nameless', 'exists', ...(doubles(draft) ? ['overlap'] : [])];
      expect(leftOut.filter(({ why }) => !usual.includes(why))).toEqual([]);
      const changeTexts = (one: Draft) =>
        changesOf(one).map(
          (change) =>
            `${change.kind} ${portablePath(one, change)} ${canonicalJson(change.kind === 'remove' ? null : change.after)}`,
        );
      const wanted = changeTexts(draft);
      for (const one of changeTexts(other)) expect(wanted).toContain(one);
      if (leftOut.length === 0) {
        moved++;
        expect(changeTexts(other)).toEqual(wanted);
      }
    }),
    runs(150),
  );
  expect(moved).toBeGreaterThan(50);
});

test('a group and a volume in it that a plan renames are known under their new names', () => {
  const base = {
    target_server: { volume_groups: [{ name: 'vg', logical_volumes: [{ name: 'data', size: 5 }] }] },
  };
  const path = 'target_server.volume_groups[vg]';
  const edits: readonly [string, Json][] = [
    [`${path}.logical_volumes[data].name`, 'logs'],
    [`${path}.logical_volumes[data].size`, 7],
    [`${path}.name`, 'vg2'],
  ];
  const draft = edits.reduce((one, [where, value]) => setValue(one, where, value), newDraft(base));
  expect(replay(carriedOut(draft), planned(draft))).toMatchObject({
    draft: { edits: [] },
    conflicts: [],
  });
});

test('on another task, carried out twice, it changes nothing the second time, whatever names it gives', () => {
  let overlaps = 0;
  fc.assert(
    fc.property(
      drafts,
      fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 3 }),
      (draft, swaps) => {
        const edits = planned(swaps.reduce(nameTaken, draft));
        const first = transfer(elsewhere(again(draft.base)) as JsonObject, edits);
        // An element that loses its name can't be recognized.
        fc.pre(
          !doubles(first.draft) && !changesOf(first.draft).some(({ path, after }) => isNameLost(path, after)),
        );
        if (first.leftOut.some(({ why }) => why === 'overlap')) overlaps++;
        expect(changesOf(transfer(carriedOut(first.draft), edits).draft)).toEqual([]);
      },
    ),
    runs(150),
  );
  expect(overlaps).toBeGreaterThan(3);
});

/** Returns one disk or group more under the name of another one of its list. */
function nameTaken(draft: Draft, [from, to]: [number, number]): Draft {
  const lists = ['disks', 'volume_groups'].map((list) => ['target_server', list]);
  const keys = lists[from % 2] as string[];
  const elements = valueAt(draft.base, keys);
  if (!Array.isArray(elements) || elements.length < 2) return draft;
  const at = from % elements.length;
  const name = identityValue(elements[to % elements.length], 'name');
  if (name === undefined) return draft;
  try {
    return setValue(draft, `${canonicalPath(draft.base, [...keys, at])}.name`, name);
  } catch {
    // It is being taken out.
    return draft;
  }
}
