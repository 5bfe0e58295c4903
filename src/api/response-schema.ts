/**
 * What the server may send: tolerant zod schemas. Unknown keys, unknown enum values, nulls, numbers as strings
 * and whatever else stands where a value belongs pass and stay as they are; only what is no task is refused.
 */
import * as z from 'zod/mini';
import { isExactNumber, type JsonObject } from '../json/json.ts';
import { entryOf, text } from '../text/text.ts';

/** Problems are keys of the text catalogue. */
const object = <S extends z.core.$ZodLooseShape>(shape: S) => z.looseObject(shape, { error: 'object' });
const string = () => z.string({ error: 'string' });

/** Any value that is no container: which kind of scalar stands where is the server's business. */
const scalar = z.optional(
  z.custom((value) => value === null || typeof value !== 'object' || isExactNumber(value), {
    error: 'value',
  }),
);
const arrayOf = (element: z.ZodMiniType) => z.optional(z.nullable(z.array(element, { error: 'list' })));

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
  /** Strings from GET, objects from elsewhere. */
  btrfs_list: arrayOf(z.union([string(), object({})], { error: 'value' })),
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

/** An empty list may come as null; one entry that is no task keeps nobody from seeing the others. */
const taskList = object({ count: scalar, tasks: z.nullable(z.array(z.unknown(), { error: 'list' })) });

/** What keeps a document from being a task, in words; undefined where it is one. The document is not altered. */
export const taskProblem = (document: unknown) => problemOf(task, document);

/** The same for an answer to the list call. */
export const listProblem = (document: unknown) => problemOf(taskList, document);

function problemOf(schema: z.ZodMiniType, document: unknown): string | undefined {
  const result = schema.safeParse(document);
  if (result.success) return undefined;
  const [issue] = result.error.issues;
  const say = text().errors.answer.problem;
  const what = entryOf(say.kinds, issue?.message ?? '') ?? say.kinds.value;
  return say.at(issue?.path.join('.') || say.document, what);
}

const updated = object({ id: string() });
/** True where the answer to an update is the documented `{"id": …}`. */
export function isUpdateAnswer(document: unknown): document is JsonObject {
  return updated.safeParse(document).success;
}
