/** The edits that make one document of a task into another: an edited copy of it, or what it was some updates ago. */
import { isObject, type Json, type JsonObject } from '../../json/json.ts';
import { fieldsOf, type ObjectName } from '../fields/catalogue.ts';
import { valuesEqual } from '../fields/equality.ts';
import { canonicalPath } from '../paths/canonical-path.ts';
import { fieldValue } from '../paths/path.ts';
import { type Correspondence, correspondDocuments, isFound, type Keys } from './correspondence.ts';
import { addElement, type Draft, type Edit, newDraft, restoreElement } from './draft.ts';

export interface DocumentDiff {
  readonly draft: Draft;
  /** Elements of the task of which the other document has several that could be meant; nothing in them is edited. */
  readonly ambiguous: readonly string[];
}

export interface DiffOptions {
  /** SMS itself once had what the other document has, so that it goes back as it was and isn't judged. */
  readonly restores?: boolean;
  /** Which element is which; by default it is found out. */
  readonly correspondence?: Correspondence;
}

/**
 * Compares a task with another document of it, field by field; elements by who they are, not by their place. A field that
 * the other document doesn't have stays as it is, null unsets it. Fields that an update can't set aren't looked at.
 */
export function diffDocuments(
  task: JsonObject,
  wanted: JsonObject,
  { restores = false, correspondence = correspondDocuments(task, wanted) }: DiffOptions = {},
): DocumentDiff {
  const ambiguous: string[] = [];
  const edits: Edit[] = [];
  const additions: { readonly list: string; readonly element: JsonObject }[] = [];
  visitObject('PutTaskReq', task, wanted, []);
  const draft = additions.reduce(
    (next, { list, element }) =>
      restores ? restoreElement(next, list, element) : addElement(next, list, element).draft,
    { ...newDraft(task), edits } as Draft,
  );
  return { draft, ambiguous };

  function visitObject(object: ObjectName, before: JsonObject, after: JsonObject, keys: Keys): void {
    for (const field of fieldsOf(object)) {
      const inner = [...keys, field.name];
      const [was, is] = [before[field.name], after[field.name]];
      if (field.of && isObject(is)) visitObject(field.of, isObject(was) ? was : {}, is, inner);
      else if (field.of && Array.isArray(is)) visitList(field.of, Array.isArray(was) ? was : [], is, inner);
      else if (!field.of && is !== undefined && !valuesEqual(field, fieldValue(task, field, inner), is))
        edits.push({ path: canonicalPath(task, inner), value: is, ...(restores ? { restores } : {}) });
    }
  }

  function visitList(object: ObjectName, before: readonly Json[], after: readonly Json[], list: Keys): void {
    for (const [index, element] of before.entries()) {
      if (!isObject(element)) continue;
      const keys = [...list, index];
      const place = correspondence.find(keys);
      if (place === 'ambiguous') ambiguous.push(canonicalPath(task, keys));
      else if (place === 'gone') edits.push({ path: canonicalPath(task, keys), remove: true });
      if (!isFound(place)) continue;
      const there = after[place.at(-1) as number];
      if (isObject(there)) visitObject(object, element, there, keys);
    }
    const path = canonicalPath(task, list);
    const known = before.length ? correspondence.strangers(list) : after.keys();
    for (const index of known) {
      const element = after[index];
      if (isObject(element)) additions.push({ list: path, element });
    }
  }
}
