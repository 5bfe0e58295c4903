/** Random tasks, edits and other writers for the edit model, from a seed. Names are reused on purpose. */
import {
  applyAll,
  type Element,
  elementsIn,
  find,
  type Kind,
  mapElements,
  type Operation,
  type Task,
  type Values,
} from './edit-model.ts';
import { type Chance, chance } from './seeded-random.ts';

/** A generator of tasks and edits. */
export interface Generator {
  readonly rng: Chance;
  /** Makes an element of a kind with values of its own, without values that only SMS assigns. */
  element(kind: Kind, name: string | undefined): Element;
  task(): Task;
  /**
   * Makes the user's edits: at most one operation for each field or element; names are freed and reused in any order.
   */
  edits(task: Task): Operation[];
  /** Makes another writer's edits of the task, such that documents show which element is which. */
  others(task: Task, edits: readonly Operation[]): Operation[];
}

const GIB = 1 << 30;
const KINDS: readonly Kind[] = ['disk', 'partition', 'group', 'volume', 'nic'];
const NAMES: Record<Kind, readonly string[]> = {
  disk: ['/dev/xvda', '/dev/xvdb', '/dev/xvdc', '/dev/xvdd'],
  partition: ['p1', 'p2', 'p3', 'p4'],
  group: ['vg1', 'vg2', 'vg3'],
  volume: ['lv1', 'lv2', 'lv3', 'lv4'],
  nic: ['aa:bb:cc:00:00:01', 'aa:bb:cc:00:00:02', 'aa:bb:cc:00:00:03'],
};
/** The fields that are edited besides the name, by kind. */
const FIELDS: Record<Kind, readonly string[]> = {
  disk: ['size', 'partition_style'],
  partition: ['size', 'mount_point'],
  group: ['size'],
  volume: ['size', 'mount_point'],
  nic: ['ip', 'mtu'],
};
/** Returns the name field of a kind. */
export const nameField = (kind: Kind): string => (kind === 'nic' ? 'mac' : 'name');
/** Returns true for kinds with IDs. */
export const hasId = (kind: Kind): boolean => kind === 'disk' || kind === 'partition';

/** Returns the generator of a seed. `twins`: some elements differ only in content. */
export function newGenerator(seed: number, { twins = false } = {}): Generator {
  const rng = chance(seed);
  let lastUid = 0;
  let lastId = 700;
  /** Returns a value that no other element has, so that content identifies elements. */
  const value = (field: string): string | number => {
    const number = rng.below(1_000_000);
    if (field === 'size') return GIB + number * 512;
    if (field === 'mtu') return 1000 + (number % 60_000);
    if (field === 'partition_style') return rng.pick(['MBR', 'GPT']);
    if (field === 'ip') return `10.${number % 250}.${Math.floor(number / 250) % 250}.${1 + rng.below(250)}`;
    return `/m${number}`;
  };
  const element = (kind: Kind, name: string | undefined): Element => {
    const values: Values = name === undefined ? {} : { [nameField(kind)]: name };
    for (const field of FIELDS[kind]) values[field] = value(field);
    return { uid: ++lastUid, kind, values, inner: [] };
  };
  const served = (one: Element): Element =>
    hasId(one.kind) ? { ...one, values: { id: ++lastId, ...one.values } } : one;
  const distinct = (kind: Kind, most: number): string[] => {
    const names = [...NAMES[kind]];
    const taken: string[] = [];
    for (let left = rng.below(most + 1); left > 0 && names.length; left--)
      taken.push(...names.splice(rng.below(names.length), 1));
    return taken;
  };
  const list = (kind: Kind, most: number, inner?: Kind): Element[] => {
    const named = distinct(kind, most).map((name) => ({
      ...served(element(kind, name)),
      inner: inner ? list(inner, 3) : [],
    }));
    return withTwins(kind, named);
  };
  /** Makes some elements identifiable only by content: partitions without any name, NICs of one MAC. */
  const withTwins = (kind: Kind, named: Element[]): Element[] => {
    if (!twins || rng.below(4) > 0) return named;
    if (kind === 'partition') return [...named, element(kind, undefined), element(kind, undefined)];
    const [first] = named;
    return kind === 'nic' && first ? [...named, element(kind, String(first.values.mac))] : named;
  };

  const task = (): Task => ({
    top: { name: 'task', speed_limit: rng.below(100) },
    disks: list('disk', 3, 'partition'),
    groups: list('group', 2, 'volume'),
    nics: list('nic', 2),
  });

  /** Returns a name that no sibling has after some operations. */
  function freeName(current: Task, kind: Kind, outer: Element | undefined): string | undefined {
    const siblings = outer
      ? (find(current, outer.uid)?.inner ?? [])
      : [...elementsIn(current)]
          .filter(({ element: one, outer: o }) => !o && one.kind === kind)
          .map(({ element: one }) => one);
    const used = new Set(siblings.map(({ values }) => values[nameField(kind)]));
    const free = NAMES[kind].filter((name) => !used.has(name));
    return free.length ? rng.pick(free) : undefined;
  }

  function edits(start: Task): Operation[] {
    const operations: Operation[] = [];
    const touched = new Set<string>();
    let current = start;
    const push = (operation: Operation) => {
      operations.push(operation);
      current = applyAll(current, [operation]);
    };
    for (let left = 1 + rng.below(6); left > 0; left--) {
      const all = [...elementsIn(current)];
      const roll = rng.below(10);
      if (roll === 0 && !touched.has('top')) {
        touched.add('top');
        push({ type: 'top', field: 'speed_limit', value: 100 + rng.below(900) });
      } else if (roll <= 2) {
        const kind = rng.pick(KINDS);
        const outers = all
          .map(({ element: one }) => one)
          .filter((one) => one.kind === (kind === 'partition' ? 'disk' : 'group'));
        const nested = kind === 'partition' || kind === 'volume';
        const outer = nested && outers.length ? rng.pick(outers) : undefined;
        const name = nested && !outer ? undefined : freeName(current, kind, outer);
        if (name === undefined) continue;
        const added = element(kind, name);
        push(outer ? { type: 'add', element: added, into: outer.uid } : { type: 'add', element: added });
      } else {
        const target = all.length ? rng.pick(all) : undefined;
        if (!target) continue;
        const { element: one, outer } = target;
        if (roll <= 4) push({ type: 'remove', uid: one.uid });
        else if (roll <= 7) {
          const name = freeName(current, one.kind, outer);
          const key = `${one.uid}.name`;
          if (name === undefined || touched.has(key) || one.values[nameField(one.kind)] === undefined)
            continue;
          touched.add(key);
          push({ type: 'set', uid: one.uid, field: nameField(one.kind), value: name });
        } else {
          const field = rng.pick(FIELDS[one.kind]);
          const key = `${one.uid}.${field}`;
          if (touched.has(key)) continue;
          touched.add(key);
          const wanted = value(field);
          if (wanted !== one.values[field]) push({ type: 'set', uid: one.uid, field, value: wanted });
        }
      }
    }
    return withoutSuperseded(start, operations);
  }

  function others(start: Task, mine: readonly Operation[]): Operation[] {
    const operations: Operation[] = [];
    const added = new Set(
      mine.flatMap((one) => (one.type === 'add' ? [one.element.values[nameField(one.element.kind)]] : [])),
    );
    const given = new Set(
      mine.flatMap((one) =>
        one.type === 'set' && (one.field === 'name' || one.field === 'mac') ? [one.value] : [],
      ),
    );
    let current = start;
    const push = (operation: Operation) => {
      operations.push(operation);
      current = applyAll(current, [operation]);
    };
    for (let left = rng.below(4); left > 0; left--) {
      const all = [...elementsIn(current)].filter(({ element: one }) => find(start, one.uid));
      const roll = rng.below(8);
      if (roll <= 1) {
        const kind = rng.pick(KINDS);
        if (kind === 'partition' || kind === 'volume') continue;
        const name = `other${rng.below(1000)}`;
        const mac = `aa:bb:cc:11:00:${String(10 + rng.below(80))}`;
        push({ type: 'add', element: served(element(kind, kind === 'nic' ? mac : name)) });
      } else if (all.length) {
        const { element: one, outer } = rng.pick(all);
        if (roll === 2) push({ type: 'remove', uid: one.uid });
        else if (roll === 3 && one.values.id !== undefined) {
          // An element with an ID is recognized by it under any name that no other element has or gets.
          push({ type: 'set', uid: one.uid, field: 'name', value: `renamed${rng.below(1000)}` });
        } else if (roll === 4 && one.values.id !== undefined) {
          // Replaced by another one: of another id, and of a name that is free.
          const name = freeName(current, one.kind, outer);
          if (name === undefined || added.has(name) || given.has(name)) continue;
          push({ type: 'remove', uid: one.uid });
          const fresh = served(element(one.kind, name));
          push(outer ? { type: 'add', element: fresh, into: outer.uid } : { type: 'add', element: fresh });
        } else {
          const field = rng.pick(FIELDS[one.kind]);
          push({ type: 'set', uid: one.uid, field, value: value(field) });
        }
      }
    }
    return operations;
  }

  return { rng, element, task, edits, others };
}

/** Removes operations that a later one makes void: edits of removed elements, and additions that are removed. */
function withoutSuperseded(start: Task, operations: readonly Operation[]): Operation[] {
  const end = applyAll(start, operations);
  const outerOf = new Map([...elementsIn(start)].map(({ element, outer }) => [element.uid, outer?.uid]));
  const isThere = (uid: number) => find(end, uid) !== undefined;
  return operations.filter((one) => {
    if (one.type === 'top') return true;
    if (one.type === 'add') return isThere(one.element.uid);
    if (one.type === 'set') return isThere(one.uid);
    const outer = outerOf.get(one.uid);
    return outerOf.has(one.uid) && (outer === undefined || isThere(outer));
  });
}

/** Returns the task with reordered lists, new IDs, or other spellings: changes that SMS may make by itself. */
export function disguised(task: Task, rng: Chance): Task {
  const roll = rng.below(4);
  if (roll === 0) return task;
  if (roll === 1) {
    const shuffled = <T>(from: readonly T[]): T[] => {
      const left = [...from];
      return from.map(() => left.splice(rng.below(left.length), 1)[0] as T);
    };
    const deep = (elements: readonly Element[]): Element[] =>
      shuffled(elements).map((one) => ({ ...one, inner: shuffled(one.inner) }));
    return { ...task, disks: deep(task.disks), groups: deep(task.groups), nics: deep(task.nics) };
  }
  if (roll === 2) {
    // New ids that overlap the old ones.
    const offset = 1 + rng.below(3);
    return mapElements(task, (one) =>
      typeof one.values.id === 'number'
        ? { ...one, values: { ...one.values, id: one.values.id + offset } }
        : one,
    );
  }
  return mapElements(task, (one) => ({
    ...one,
    values: Object.fromEntries(
      Object.entries(one.values).map(([key, value]) => [
        key,
        key === 'mac'
          ? String(value).toUpperCase().replaceAll(':', '-')
          : key === 'size'
            ? String(value)
            : value,
      ]),
    ),
  }));
}
