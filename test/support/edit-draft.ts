/** Connects the edit model to the engine: operations as edits of a draft, and a service that takes requests. */
import type { JsonObject } from '../../src/json/json.ts';
import {
  addElement,
  baseWithAdditions,
  type Draft,
  newDraft,
  removeElement,
  setValue,
} from '../../src/task/edits/draft.ts';
import { canonicalPath } from '../../src/task/paths/canonical-path.ts';
import { hasId } from './edit-generator.ts';
import { apply, documentOf, INNER, mapElements, type Operation, type Task } from './edit-model.ts';

const LISTS = { disk: 'disks', group: 'volume_groups', nic: 'networks' } as const;

/** Makes the user's operations edits of a draft, each on the element that the model means. */
export function draftOf(
  task: Task,
  operations: readonly Operation[],
): { draft: Draft; paths: Map<Operation, string> } {
  let draft = newDraft(documentOf(task));
  const paths = new Map<Operation, string>();
  const added = new Map<number, string>();
  /** Returns an element's keys in the draft: of elements that were read, by their place in the task. */
  const keysOf = (uid: number): (string | number)[] => {
    for (const [list, elements] of [
      ['disks', task.disks],
      ['volume_groups', task.groups],
      ['networks', task.nics],
    ] as const) {
      for (const [index, one] of elements.entries()) {
        if (one.uid === uid) return ['target_server', list, index];
        const inner = one.inner.findIndex((other) => other.uid === uid);
        if (inner >= 0) return ['target_server', list, index, INNER[one.kind as keyof typeof INNER], inner];
      }
    }
    throw new Error(`no element ${uid}`);
  };
  const pathOf = (uid: number): string =>
    added.get(uid) ?? canonicalPath(baseWithAdditions(draft), keysOf(uid));
  for (const operation of operations) {
    if (operation.type === 'top') {
      paths.set(operation, operation.field);
      draft = setValue(draft, operation.field, operation.value);
    } else if (operation.type === 'set') {
      const path = `${pathOf(operation.uid)}.${operation.field}`;
      paths.set(operation, path);
      draft = setValue(draft, path, operation.value);
    } else if (operation.type === 'remove') {
      const path = pathOf(operation.uid);
      paths.set(operation, path);
      draft = removeElement(draft, path);
    } else {
      const { element, into } = operation;
      const list =
        into === undefined
          ? `target_server.${LISTS[element.kind as keyof typeof LISTS]}`
          : `${pathOf(into)}.${INNER[element.kind === 'partition' ? 'disk' : 'group']}`;
      const made = addElement(draft, list, element.values as JsonObject);
      draft = made.draft;
      added.set(element.uid, made.path);
      paths.set(operation, made.path);
    }
  }
  return { draft, paths };
}

/** Applies a request as the service does: lists whole, everything else one by one. */
export function put(document: JsonObject, body: JsonObject): JsonObject {
  const merged = { ...document };
  for (const [key, value] of Object.entries(body)) {
    const before = document[key];
    const both = isPlain(before) && isPlain(value);
    merged[key] = both ? put(before as JsonObject, value as JsonObject) : value;
  }
  return merged;
}
const isPlain = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Removes operations on elements whose addition wasn't applied. */
export const takenOn = (base: Task, operations: readonly Operation[]): Task => operations.reduce(apply, base);

/** Returns the operations that a service applies: the contents of an added element come with it. */
export function takenOf(operations: readonly Operation[], takes: () => boolean): Operation[] {
  const added = new Map<number, boolean>();
  return operations.filter((one) => {
    if (one.type === 'add') {
      const outer = one.into === undefined ? undefined : added.get(one.into);
      const isTaken = outer ?? takes();
      added.set(one.element.uid, isTaken);
      return isTaken;
    }
    return (one.type === 'top' ? undefined : added.get(one.uid)) ?? takes();
  });
}

/** Gives new disks and partitions IDs. */
export function served(task: Task, rng: { below(most: number): number }): Task {
  let next = 5000 + rng.below(1000);
  return mapElements(task, (one) =>
    hasId(one.kind) && one.values.id === undefined && one.values.name !== undefined
      ? { ...one, values: { id: next++, ...one.values } }
      : one,
  );
}

/** Returns the user's operations on a later task: by element, even if it was renamed. */
export const mineOn = (later: Task, operations: readonly Operation[]): Task =>
  operations.reduce(apply, later);
