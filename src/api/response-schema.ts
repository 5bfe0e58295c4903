/**
 * Tolerant zod schemas of SMS responses. Unknown keys, unknown enum values, nulls, numbers as strings and any
 * other scalar pass and stay as they are; only a document that isn't a task is rejected.
 */
import * as z from 'zod/mini';
import { isExactNumber, type JsonObject } from '../json/json.ts';
import { lookup, text } from '../text/text.ts';

/** Problems are keys of the text catalogue. */
const object = <S extends z.core.$ZodLooseShape>(shape: S) => z.looseObject(shape, { error: 'object' });
const string = () => z.string({ error: 'string' });

const isScalar = (value: unknown): boolean =>
  value === null || typeof value !== 'object' || isExactNumber(value);

/** Accepts any value that isn't a container. Which kind of scalar a key has is up to the server. */
const scalar = z.optional(z.custom(isScalar, { error: 'value' }));
/**
 * An element may be a scalar, such as null: an update of other elements is still possible. GET's `btrfs_list` has
 * strings.
 */
const arrayOf = (element: z.ZodMiniType) =>
  z.optional(
    z.nullable(
      z.array(
        z.pipe(
          z.transform((value) => (isScalar(value) ? null : value)),
          z.nullable(element),
        ),
        { error: 'list' },
      ),
    ),
  );

const physicalVolume = object({ id: scalar, name: scalar, size: scalar, used_size: scalar });
const disk = object({
  id: scalar,
  name: scalar,
  size: scalar,
  used_size: scalar,
  os_disk: scalar,
  physical_volumes: arrayOf(physicalVolume),
});
const logicalVolume = object({ name: scalar, size: scalar, used_size: scalar });
const volumeGroup = object({ name: scalar, size: scalar, logical_volumes: arrayOf(logicalVolume) });
const targetServer = object({
  name: scalar,
  disks: arrayOf(disk),
  volume_groups: arrayOf(volumeGroup),
  btrfs_list: arrayOf(object({})),
});

const task = object({
  id: string(),
  name: scalar,
  type: scalar,
  os_type: scalar,
  state: scalar,
  speed_limit: scalar,
  migration_ip: scalar,
  use_ipv6: scalar,
  use_public_ip: scalar,
  /** A JSON document inside a string, or an empty string. */
  error_json: z.optional(z.unknown()),
  target_server: z.optional(z.nullable(targetServer)),
  clone_server: z.optional(z.nullable(object({}))),
});

/** A page of tasks. An empty list may come as null. Entries aren't validated, so that one bad entry doesn't hide others. */
const taskList = object({ count: scalar, tasks: z.nullable(z.array(z.unknown(), { error: 'list' })) });

/** Returns the reason why a document isn't a task, in words; undefined if it is one. Doesn't alter the document. */
export const validateTask = (document: unknown) => problemOf(task, document);

/** Returns the reason why a document isn't a list of tasks, in words; undefined if it is one. */
export const validateTaskList = (document: unknown) => problemOf(taskList, document);

function problemOf(schema: z.ZodMiniType, document: unknown): string | undefined {
  const result = schema.safeParse(document);
  if (result.success) return undefined;
  const [issue] = result.error.issues;
  const messages = text().errors.answer.problem;
  const what = lookup(messages.kinds, issue?.message ?? '') ?? messages.kinds.value;
  return messages.at(issue?.path.join('.') || messages.document, what);
}

const updated = object({ id: string() });
/** Returns true if the response to an update is the documented `{"id": …}`. */
export function isUpdateResponse(document: unknown): document is JsonObject {
  return updated.safeParse(document).success;
}
