/** The pure core, held to its promises on generated tasks. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isObject,
  type Json,
  type JsonObject,
  jsonEquals,
  parseJson,
  stringifyJson,
} from '../../../../src/json/json.ts';
import {
  addElement,
  addElementAt,
  baseWithAdditions,
  changesOf,
  currentTask,
  type Draft,
  newDraft,
  removeElement,
  revertPath,
  setValue,
} from '../../../../src/task/edits/draft.ts';
import { rebase } from '../../../../src/task/edits/rebase.ts';
import { fieldOf, type ObjectName } from '../../../../src/task/fields/catalogue.ts';
import { canonicalPath } from '../../../../src/task/paths/canonical-path.ts';
import { fieldValue, locate, valueAt } from '../../../../src/task/paths/path.ts';
import { buildRequest, findViolations } from '../../../../src/task/sending/request.ts';
import { verify } from '../../../../src/task/sending/verify.ts';
import * as arbitrary from '../../../support/arbitrary.ts';
import { LVM, payload, TASKS, WINDOWS } from '../../../support/fixtures.ts';

const RUNS = { numRuns: Number(process.env.SMS_TEST_RUNS ?? 300) };

/** Every leaf of a document, by its keys and positions. */
function leaves(value: Json | undefined, keys: (string | number)[] = []): Map<string, Json> {
  if (Array.isArray(value))
    return new Map(value.flatMap((item, index) => [...leaves(item, [...keys, index])]));
  if (isObject(value))
    return new Map(Object.entries(value).flatMap(([key, item]) => [...leaves(item, [...keys, key])]));
  return value === undefined ? new Map() : new Map([[keys.join('\0'), value]]);
}

describe('a draft', () => {
  test('is its base with exactly its changes applied', () => {
    fc.assert(
      fc.property(arbitrary.draft, (draft) => {
        const before = leaves(draft.base);
        const after = leaves(currentTask(draft));
        const changed = new Map(changesOf(draft).map(({ keys, after: value }) => [keys.join('\0'), value]));
        for (const [keys, value] of after) {
          expect(jsonEquals(value, changed.has(keys) ? changed.get(keys) : before.get(keys))).toBe(true);
        }
        // A leaf may only go where an edit put an object in its place (clone_server was null).
        for (const keys of before.keys()) {
          const grown = [...changed.keys()].some((edited) => edited.startsWith(`${keys}\0`));
          expect(after.has(keys) || grown).toBe(true);
        }
      }),
      RUNS,
    );
  });

  test('applies its own changes again to the same result', () => {
    fc.assert(
      fc.property(arbitrary.draft, (draft) => {
        const again = changesOf(draft).reduce(
          (next, { path, after }) => setValue(next, path, after),
          newDraft(draft.base),
        );
        expect(stringifyJson(currentTask(again))).toBe(stringifyJson(currentTask(draft)));
      }),
      RUNS,
    );
  });

  test('is the original task again after each edit is reverted', () => {
    fc.assert(
      fc.property(arbitrary.draft, (draft) => {
        const reset = draft.edits.reduce<Draft>((next, { path }) => revertPath(next, path), draft);
        expect(currentTask(reset)).toBe(draft.base);
        const restored = changesOf(draft).reduce<Draft>(
          (next, { path, before }) =>
            before === undefined ? revertPath(next, path) : setValue(next, path, before),
          draft,
        );
        expect(restored.edits).toEqual([]);
      }),
      RUNS,
    );
  });

  test('outlives a new reading with its arrays in another order', () => {
    fc.assert(
      fc.property(arbitrary.draft, (draft) => {
        const server = draft.base.target_server as JsonObject;
        const later = {
          ...draft.base,
          target_server: { ...server, disks: [...(server.disks as Json[])].reverse() },
        };
        const named = draft.edits.every(({ path }) => !/\[#\d+\]/.test(path));
        fc.pre(named);
        const { draft: moved, conflicts } = rebase(draft, later);
        expect(conflicts).toEqual([]);
        expect(changesOf(moved).map(({ after }) => after)).toHaveLength(draft.edits.length);
        expect(new Set(moved.edits.map(({ path }) => path))).toEqual(
          new Set(draft.edits.map(({ path }) => path)),
        );
      }),
      RUNS,
    );
  });
});

describe('the outline', () => {
  test('is made of the one before, as if it were made anew', () => {
    const fresh = (draft: Draft) => baseWithAdditions({ base: draft.base, edits: [...draft.edits] });
    const list = 'target_server.networks';
    let draft = addElement(newDraft(payload(LVM)), list).draft;
    draft = addElement(draft, list).draft;
    const before = baseWithAdditions(draft);
    for (const next of [
      setValue(draft, `${list}[+2].ip`, '10.0.0.1'),
      setValue(setValue(draft, 'name', 'a'), 'name', String(draft.base.name)),
      removeElement(draft, 'target_server.disks[700]'),
    ]) {
      // A plan of many new elements makes it once, not once for each of their fields.
      expect(baseWithAdditions(next)).toBe(before);
      expect(fresh(next)).toEqual(before);
    }
    for (const next of [
      addElement(draft, list).draft,
      addElementAt(draft, 'target_server.disks[700].physical_volumes[+1]'),
      removeElement(draft, `${list}[+1]`),
      revertPath(draft, `${list}[+2]`),
    ]) {
      expect(baseWithAdditions(next)).toEqual(fresh(next));
      expect(baseWithAdditions(next)).not.toEqual(before);
    }
  });
});

describe('paths', () => {
  test('lead back to where they were made', () => {
    fc.assert(
      fc.property(arbitrary.task, (document) => {
        for (const path of arbitrary.editablePaths(document)) {
          const location = locate(document, path);
          expect(location.path).toBe(path);
          expect(canonicalPath(document, location.keys)).toBe(path);
        }
      }),
      RUNS,
    );
  });

  test.each([
    ['target_server.disks[Disk 1].size', 'target_server.disks[88008].size'],
    [
      'target_server.disks["Disk 1"].physical_volumes[Y:].size',
      'target_server.disks[88008].physical_volumes[135056].size',
    ],
    ["target_server.disks['88008'].size", 'target_server.disks[88008].size'],
    ['target_server.disks[#1].name', 'target_server.disks[88008].name'],
  ])('%s is understood', (typed, canonical) => {
    expect(locate(payload(WINDOWS), typed).path).toBe(canonical);
  });

  test('a name that two elements share is ambiguous, their ids are not', () => {
    const base = payload(LVM);
    const server = base.target_server as JsonObject;
    const twins = (server.disks as JsonObject[]).map((disk) => ({ ...disk, name: 'twin' }));
    const document = { ...base, target_server: { ...server, disks: twins } };
    expect(() => locate(document, 'target_server.disks[twin].size')).toThrow(
      /matches more than one element.*\[700\].*\[701\]/,
    );
    expect(locate(document, 'target_server.disks[701].size').keys[2]).toBe(1);
  });

  test.each([
    '',
    'a.',
    '.a',
    'target_server..disks',
    'target_server.disks[1',
    'name[1]',
    'target_server.disks.size',
    'name.x',
  ])('"%s" is refused', (path) => {
    expect(() => locate(payload(WINDOWS), path)).toThrow(
      /UsageError|is not a valid path|unknown field|list|specify the element|has no fields/,
    );
  });
});

/**
 * Returns the allowed form of a body element: the base's element with the edits, without keys the API does not define.
 */
function expectNothingElse(draft: Draft): void {
  const { body, leftOut } = buildRequest(draft);
  const current = currentTask(draft);
  const changed = new Map(changesOf(draft).map((change) => [change.keys.join('\0'), change]));
  for (const [at, value] of leaves(body)) {
    const keys = at.split('\0').map((key) => (/^\d+$/.test(key) ? Number(key) : key));
    const change = changed.get(at);
    if (change) expect(jsonEquals(value, change.after)).toBe(true);
    else {
      expect(keys.some((key) => typeof key === 'number')).toBe(true);
      expect(jsonEquals(value, valueAt(draft.base, keys))).toBe(true);
    }
    expect(jsonEquals(value, valueAt(current, keys))).toBe(true);
  }
  for (const { keys } of changed.values()) expect(valueAt(body, keys)).not.toBeUndefined();
  for (const path of leftOut) expect(path).toMatch(/\[\]\./);
}

function onlyKnownKeys(object: ObjectName, value: Json | undefined): boolean {
  if (!isObject(value)) return true;
  return Object.entries(value).every(([key, inner]) => {
    const field = fieldOf(object, key);
    if (!field) return false;
    if (!field.of) return true;
    return Array.isArray(inner)
      ? inner.every((item) => onlyKnownKeys(field.of as ObjectName, item))
      : onlyKnownKeys(field.of, inner);
  });
}

describe('a request', () => {
  test('changes nothing that was not edited, and names no field the API lacks', () => {
    fc.assert(
      fc.property(arbitrary.draft, (draft) => {
        expectNothingElse(draft);
        expect(onlyKnownKeys('PutTaskReq', buildRequest(draft).body)).toBe(true);
        expect(findViolations(draft)).toEqual([]);
      }),
      RUNS,
    );
  });

  test('is empty for a draft without edits', () => {
    for (const name of TASKS)
      expect(buildRequest(newDraft(payload(name)))).toEqual({ body: {}, leftOut: [] });
  });

  test('sends a touched array whole and leaves the others alone', () => {
    const draft = setValue(newDraft(payload(LVM)), 'target_server.disks[701].size', 21474836480);
    const { body } = buildRequest(draft);
    expect(Object.keys(body.target_server as JsonObject)).toEqual(['disks']);
    expect((body.target_server as { disks: Json[] }).disks).toHaveLength(3);
  });

  test('omits keys that the API does not define, and reports them', () => {
    const base = payload(WINDOWS);
    const server = base.target_server as JsonObject;
    const [disk] = server.disks as JsonObject[];
    const unusual = { ...base, target_server: { ...server, disks: [{ ...disk, vendor_tag: 'x' }] } };
    const request = buildRequest(setValue(newDraft(unusual), 'target_server.disks[88008].size', 1));
    expect(request.leftOut).toEqual(['target_server.disks[].vendor_tag']);
    expect(stringifyJson(request.body)).not.toContain('vendor_tag');
  });

  test("never sends GET's btrfs strings", () => {
    const base = payload('get-task.v3.linux-btrfs');
    const every = arbitrary.editablePaths(base).filter((path) => path.startsWith('target_server'));
    for (const path of every) {
      const [value] = fc.sample(arbitrary.validValue(path), { numRuns: 1, seed: 7 });
      expect(stringifyJson(buildRequest(setValue(newDraft(base), path, value as Json)).body)).not.toContain(
        'btrfs_list',
      );
    }
  });
});

describe('a verdict', () => {
  test('is “applied” for everything if the service applied all', () => {
    fc.assert(
      fc.property(arbitrary.draft, (draft) => {
        const later = parseJson(stringifyJson(currentTask(draft))) as JsonObject;
        for (const { outcome } of verify(draft, later)) expect(outcome).toBe('applied');
      }),
      RUNS,
    );
  });

  test('is never “applied” if the service applied nothing', () => {
    fc.assert(
      fc.property(arbitrary.draft, (draft) => {
        for (const { outcome, change } of verify(draft, draft.base)) {
          expect(outcome).toBe(change.before === undefined ? 'unverified' : 'not_applied');
        }
      }),
      RUNS,
    );
  });

  test('finds a volume group under its new name, and a disk that got a new id', () => {
    const base = payload(LVM);
    const renamed = setValue(newDraft(base), 'target_server.volume_groups[vgtest].name', 'vgnew');
    expect(verify(renamed, currentTask(renamed)).map(({ outcome }) => outcome)).toEqual(['applied']);
    expect(verify(renamed, base).map(({ outcome }) => outcome)).toEqual(['not_applied']);

    const grown = setValue(newDraft(base), 'target_server.disks[701].size', 21474836480);
    const server = currentTask(grown).target_server as JsonObject;
    const disks = (server.disks as JsonObject[]).map((disk, index) => ({ ...disk, id: 900 + index }));
    const later = { ...base, target_server: { ...server, disks } };
    expect(verify(grown, later).map(({ outcome }) => outcome)).toEqual(['applied']);
  });

  test('takes a number that came back as a string', () => {
    const draft = setValue(newDraft(payload(LVM)), 'speed_limit', 100);
    expect(verify(draft, { ...draft.base, speed_limit: '100' })[0]?.outcome).toBe('applied');
  });
});

describe('a rebase', () => {
  const draft = setValue(newDraft(payload(LVM)), 'name', 'mine');

  test('passes over what moves by itself', () => {
    const later = { ...draft.base, state: 'RUNNING', migrate_speed: 9, sub_tasks: [{ progress: 3 }] };
    expect(rebase(draft, later)).toMatchObject({ conflicts: [], moved: [] });
  });

  test('carries edits over what changed elsewhere and names it', () => {
    const later = { ...draft.base, speed_limit: 5 };
    const { draft: next, conflicts, moved } = rebase(draft, later);
    expect({ conflicts, moved }).toEqual({ conflicts: [], moved: ['speed_limit'] });
    expect(currentTask(next)).toMatchObject({ name: 'mine', speed_limit: 5 });
  });

  test('shows was, theirs and yours where both changed a field', () => {
    const { conflicts } = rebase(draft, { ...draft.base, name: 'theirs' });
    expect(conflicts).toEqual([
      { kind: 'changed', path: 'name', base: 'centos7-lvm', theirs: 'theirs', ours: 'mine' },
    ]);
  });

  test('does not count it as a conflict when both want the same', () => {
    const { draft: next, conflicts } = rebase(draft, { ...draft.base, name: 'mine' });
    expect(conflicts).toEqual([]);
    expect(next.edits).toEqual([]);
  });

  test('reports that a disk is missing', () => {
    const grown = setValue(newDraft(payload(LVM)), 'target_server.disks[702].size', 1);
    const server = grown.base.target_server as JsonObject;
    const later = {
      ...grown.base,
      target_server: { ...server, disks: (server.disks as Json[]).slice(0, 2) },
    };
    expect(rebase(grown, later).conflicts).toMatchObject([
      { path: 'target_server.disks[702].size', kind: 'gone' },
    ]);
    expect(rebase(newDraft(grown.base), later).moved).toEqual(['target_server.disks[702]']);
  });
});

test('the enterprise project is read under the name GET uses', () => {
  const { field, keys } = locate(payload(LVM), 'enterprise_project');
  expect(fieldValue(payload(LVM), field, keys)).toBe('0');
});
