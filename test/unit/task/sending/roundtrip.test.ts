/** Old values stay: open a document, edit one field, and the request differs from the server's data in that alone. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { validateTask } from '../../../../src/api/response-schema.ts';
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
  changesOf,
  currentTask,
  newDraft,
  removeElement,
  revertPath,
  setValue,
} from '../../../../src/task/edits/draft.ts';
import { fieldOf, type ObjectName } from '../../../../src/task/fields/catalogue.ts';
import { valueAt } from '../../../../src/task/paths/path.ts';
import { buildRequest } from '../../../../src/task/sending/request.ts';
import { verify } from '../../../../src/task/sending/verify.ts';
import * as arbitrary from '../../../support/arbitrary.ts';
import { payload, TASKS } from '../../../support/fixtures.ts';

/** The places, as key paths, in which two documents differ. */
function differences(
  a: Json | undefined,
  b: Json | undefined,
  at: (string | number)[] = [],
): (string | number)[][] {
  if (jsonEquals(a, b)) return [];
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) {
    return a.flatMap((item, index) => differences(item, b[index], [...at, index]));
  }
  if (isObject(a) && isObject(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].flatMap((key) => differences(a[key], b[key], [...at, key]));
  }
  return [at];
}

/** The server's own data as an update would carry it: keys that the API does not define left out. */
function knownPart(value: Json | undefined, object: ObjectName): Json | undefined {
  if (Array.isArray(value)) return value.filter(isObject).map((item) => knownPart(item, object) as Json);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([key, inner]): [string, Json][] => {
    const field = fieldOf(object, key);
    if (!field) return [];
    return [[key, field.of ? (knownPart(inner, field.of) as Json) : inner]];
  });
  return Object.fromEntries(entries);
}

function expectOneDifference(document: JsonObject, path: string, value: Json): boolean {
  const base = parseJson(stringifyJson(document)) as JsonObject;
  expect(validateTask(base)).toBeUndefined();
  const draft = setValue({ ...newDraft(base), keepsFigures: true }, path, value);
  const [change] = changesOf(draft);
  if (!change) return false;
  const { body } = buildRequest(draft);
  const [top] = Object.keys(body) as [string];
  expect(Object.keys(body)).toEqual([change.keys[0]]);
  const inner = isObject(body[top]) ? Object.keys(body[top] as JsonObject) : [];
  const sent = inner.length ? [top, inner[0] as string] : [top];
  if (inner.length) expect(inner).toHaveLength(1);
  const before = valueAt(knownPart(base, 'PutTaskReq') as JsonObject, sent);
  expect(differences(before, valueAt(body, sent), sent)).toEqual([change.keys]);
  return true;
}

test('every editable field of every real document', () => {
  let edits = 0;
  for (const name of TASKS) {
    const document = payload(name);
    for (const path of arbitrary.editablePaths(document)) {
      const [value] = fc.sample(arbitrary.validValue(path), { numRuns: 1, seed: edits });
      if (expectOneDifference(document, path, value as Json)) edits++;
    }
  }
  expect(edits).toBeGreaterThan(250);
});

test('1,000 generated documents', () => {
  let edits = 0;
  const cases = arbitrary.task.chain((document) => {
    const paths = arbitrary.editablePaths(document);
    return fc.constantFrom(...paths).chain((path) =>
      fc.record({
        document: fc.constant(document),
        path: fc.constant(path),
        value: arbitrary.validValue(path),
      }),
    );
  });
  fc.assert(
    fc.property(cases, ({ document, path, value }) => {
      if (expectOneDifference(document, path, value)) edits++;
    }),
    { numRuns: 1000 },
  );
  // A few generated edits set what is there already.
  expect(edits).toBeGreaterThan(900);
});

const LISTS = ['disks', 'volume_groups'] as const;

test('removing an element leaves all others unchanged, and can be reverted', () => {
  fc.assert(
    fc.property(arbitrary.task, fc.constantFrom(...LISTS), fc.nat(), (document, list, pick) => {
      const paths = arbitrary
        .editablePaths(document)
        .filter((path) => path.startsWith(`target_server.${list}[`));
      fc.pre(paths.length > 0);
      const element = /^(.*?\[(?:"(?:[^"\\]|\\.)*"|[^\]]*)\])/.exec(
        paths[pick % paths.length] as string,
      )?.[1] as string;
      const draft = removeElement({ ...newDraft(document), keepsFigures: true }, element);
      const [change] = changesOf(draft);
      const all = knownPart(
        (document.target_server as JsonObject)[list],
        list === 'disks' ? 'TargetDisk' : 'VolumeGroups',
      ) as Json[];
      const { body } = buildRequest(draft);
      expect(
        jsonEquals((body.target_server as JsonObject)[list], all.toSpliced(change?.keys[2] as number, 1)),
      ).toBe(true);
      expect(currentTask(revertPath(draft, element))).toBe(document);
    }),
    { numRuns: 300 },
  );
});

test('adding an element leaves all others unchanged, and can be reverted', () => {
  fc.assert(
    fc.property(arbitrary.task, fc.constantFrom(...LISTS, 'networks'), (document, list) => {
      const { draft, path } = addElement(
        { ...newDraft(document), keepsFigures: true },
        `target_server.${list}`,
        {
          name: 'new-one',
          size: 5,
        },
      );
      const { body } = buildRequest(draft);
      const sent = (body.target_server as { [key: string]: Json[] })[list] as Json[];
      const before = knownPart(
        (document.target_server as JsonObject)[list] ?? [],
        list === 'disks' ? 'TargetDisk' : 'VolumeGroups',
      );
      expect(jsonEquals(sent.slice(0, -1), before)).toBe(true);
      expect(sent.at(-1)).toEqual(list === 'networks' ? { name: 'new-one' } : { name: 'new-one', size: 5 });
      expect(revertPath(draft, path).edits).toEqual([]);
      const later = {
        ...document,
        target_server: { ...(document.target_server as JsonObject), [list]: sent },
      };
      expect(verify(draft, later).map(({ outcome }) => outcome)).not.toContain('not_applied');
    }),
    { numRuns: 300 },
  );
});
