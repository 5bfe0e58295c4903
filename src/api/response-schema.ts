/**
 * Tolerant schemas of SMS responses. Unknown keys, unknown enum values, nulls, numbers as strings and any other scalar
 * pass and stay as they are; only a document that isn't a task is rejected. The checks are written by hand: zod copies
 * what it checks, and a task of 65,535 volumes took it longer than JSON.parse.
 */
import { isExactNumber, type JsonObject } from '../json/json.ts';
import { lookup, text } from '../text/text.ts';

/** The reason why a value is rejected, as a key of the text catalogue, and its place. */
interface Problem {
  readonly kind: string;
  readonly path: readonly (string | number)[];
}

/** Returns the first problem of a value. */
type Check = (value: unknown) => Problem | undefined;

const isScalar = (value: unknown): boolean =>
  value === null || typeof value !== 'object' || isExactNumber(value);

const problem = (kind: string): Problem => ({ kind, path: [] });
const within = (key: string | number, { kind, path }: Problem): Problem => ({ kind, path: [key, ...path] });

/** Accepts any value that isn't a container, and none. Which kind of scalar a key has is up to the server. */
const scalar: Check = (value) => (isScalar(value) ? undefined : problem('value'));
const string: Check = (value) => (typeof value === 'string' ? undefined : problem('string'));
const nullish =
  (check: Check): Check =>
  (value) =>
    value == null ? undefined : check(value);

/** Accepts an object whose keys pass. Scalars, which are most of a large task, pass without a call. */
function object(shape: Readonly<Record<string, Check>>): Check {
  const [keys, checks] = [Object.keys(shape), Object.values(shape)];
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return problem('object');
    for (let at = 0; at < keys.length; at++) {
      const inner = (value as JsonObject)[keys[at] as string];
      if (typeof inner !== 'object' && checks[at] === scalar) continue;
      const found = checks[at]?.(inner);
      if (found) return within(keys[at] as string, found);
    }
    return undefined;
  };
}

/**
 * Accepts a list whose objects pass. An element may be a scalar, such as null: an update of other elements is still
 * possible. GET's `btrfs_list` has strings.
 */
const listOf = (element: Check): Check =>
  nullish((value) => {
    if (!Array.isArray(value)) return problem('list');
    for (let at = 0; at < value.length; at++) {
      const inner: unknown = value[at];
      const found = isScalar(inner) ? undefined : element(inner);
      if (found) return within(at, found);
    }
    return undefined;
  });

const physicalVolume = object({ id: scalar, name: scalar, size: scalar, used_size: scalar });
const disk = object({
  id: scalar,
  name: scalar,
  size: scalar,
  used_size: scalar,
  os_disk: scalar,
  physical_volumes: listOf(physicalVolume),
});
const logicalVolume = object({ name: scalar, size: scalar, used_size: scalar });
const volumeGroup = object({ name: scalar, size: scalar, logical_volumes: listOf(logicalVolume) });
const targetServer = object({
  name: scalar,
  disks: listOf(disk),
  volume_groups: listOf(volumeGroup),
  btrfs_list: listOf(object({})),
});

/** `error_json`, which is any value, is a JSON document inside a string, or an empty string. */
const task = object({
  id: string,
  name: scalar,
  type: scalar,
  os_type: scalar,
  state: scalar,
  speed_limit: scalar,
  migration_ip: scalar,
  use_ipv6: scalar,
  use_public_ip: scalar,
  target_server: nullish(targetServer),
  clone_server: nullish(object({})),
});

/** A page of tasks. An empty list may come as null. Entries aren't validated, so that one bad entry doesn't hide others. */
const taskList = object({
  count: scalar,
  tasks: (value) => (value === null || Array.isArray(value) ? undefined : problem('list')),
});

/** Returns the reason why a document isn't a task, in words; undefined if it is one. Doesn't alter the document. */
export const validateTask = (document: unknown): string | undefined => inWords(task(document));

/** Returns the reason why a document isn't a list of tasks, in words; undefined if it is one. */
export const validateTaskList = (document: unknown): string | undefined => inWords(taskList(document));

function inWords(found: Problem | undefined): string | undefined {
  if (!found) return undefined;
  const messages = text().errors.answer.problem;
  const what = lookup(messages.kinds, found.kind) ?? messages.kinds.value;
  return messages.at(found.path.join('.') || messages.document, what);
}

const updated = object({ id: string });
/** Returns true if the response to an update is the documented `{"id": …}`. */
export const isUpdateResponse = (document: unknown): document is JsonObject => !updated(document);
