/**
 * An independent model of tasks, edits and services, for judging the edit engine: elements are objects with a number of
 * their own, so that the model always knows which is which, whatever their names. It shares no code with the engine.
 */
import type { Json, JsonObject } from '../../src/json/json.ts';

/** The kinds of elements. */
export type Kind = 'disk' | 'partition' | 'group' | 'volume' | 'nic';
/** The fields of an element besides its lists. */
export type Values = Record<string, string | number>;

/** An element; `uid` identifies it, and appears in no document. */
export interface Element {
  readonly uid: number;
  readonly kind: Kind;
  readonly values: Values;
  readonly inner: readonly Element[];
}

/** A task of the model. */
export interface Task {
  readonly top: Values;
  readonly disks: readonly Element[];
  readonly groups: readonly Element[];
  readonly nics: readonly Element[];
}

/** One edit of the model. */
export type Operation =
  | { readonly type: 'top'; readonly field: string; readonly value: string | number }
  | { readonly type: 'set'; readonly uid: number; readonly field: string; readonly value: string | number }
  | { readonly type: 'remove'; readonly uid: number }
  /** `into`: the element whose list it goes into; absent for disks, groups and NICs. */
  | { readonly type: 'add'; readonly element: Element; readonly into?: number };

/** The list inside an element of a kind. */
export const INNER = { disk: 'physical_volumes', group: 'logical_volumes' } as const;

function elementDocument({ kind, values, inner }: Element): JsonObject {
  const list = kind === 'disk' || kind === 'group' ? { [INNER[kind]]: inner.map(elementDocument) } : {};
  return { ...values, ...list } as JsonObject;
}

/** Returns the document of a task. */
export const documentOf = ({ top, disks, groups, nics }: Task): JsonObject => ({
  id: 'task',
  state: 'READY',
  ...top,
  target_server: {
    disks: disks.map(elementDocument),
    volume_groups: groups.map(elementDocument),
    networks: nics.map(elementDocument),
  } as Json,
});

const LISTS = ['disks', 'groups', 'nics'] as const;
/** Returns the list that holds elements of a kind. */
export const listOf = (kind: Kind): (typeof LISTS)[number] =>
  kind === 'disk' ? 'disks' : kind === 'group' ? 'groups' : 'nics';

/** Yields all elements of a task, each with the one that contains it. */
export function* elementsIn(task: Task): Generator<{ element: Element; outer?: Element }> {
  for (const list of LISTS) {
    for (const element of task[list]) {
      yield { element };
      for (const inner of element.inner) yield { element: inner, outer: element };
    }
  }
}

/** Finds an element by its number. */
export const find = (task: Task, uid: number): Element | undefined =>
  [...elementsIn(task)].find(({ element }) => element.uid === uid)?.element;

/** Maps each element; `undefined` removes it. */
export function mapElements(task: Task, change: (element: Element) => Element | undefined): Task {
  const many = (elements: readonly Element[]): Element[] =>
    elements.flatMap((element) => {
      const changed = change(element);
      return changed ? [{ ...changed, inner: many(changed.inner) }] : [];
    });
  return { ...task, disks: many(task.disks), groups: many(task.groups), nics: many(task.nics) };
}

/** Applies one operation to a task. */
export function apply(task: Task, operation: Operation): Task {
  switch (operation.type) {
    case 'top':
      return { ...task, top: { ...task.top, [operation.field]: operation.value } };
    case 'set':
      return mapElements(task, (element) =>
        element.uid === operation.uid
          ? { ...element, values: { ...element.values, [operation.field]: operation.value } }
          : element,
      );
    case 'remove':
      return mapElements(task, (element) => (element.uid === operation.uid ? undefined : element));
    case 'add': {
      const { element, into } = operation;
      if (into !== undefined)
        return mapElements(task, (one) =>
          one.uid === into ? { ...one, inner: [...one.inner, element] } : one,
        );
      const list = listOf(element.kind);
      return { ...task, [list]: [...task[list], element] };
    }
  }
}

/** Applies operations to a task in order. */
export const applyAll = (task: Task, operations: readonly Operation[]): Task =>
  operations.reduce(apply, task);
