/**
 * What the server may send: tolerant zod schemas. Unknown keys, unknown enum values, nulls and numbers as
 * strings all pass and stay as they are; only what is not a task at all is refused.
 */
import * as z from 'zod/mini';
import { isExactNumber, type JsonObject } from '../json/json.ts';

const textual = z.optional(z.nullable(z.union([z.string(), z.number(), z.bigint()])));
const numeric = z.optional(
  z.nullable(z.union([z.number(), z.bigint(), z.string(), z.custom(isExactNumber)])),
);
const boolish = z.optional(z.nullable(z.union([z.boolean(), z.string(), z.number()])));
const arrayOf = (element: z.ZodMiniType) => z.optional(z.nullable(z.array(element)));

const physicalVolume = z.looseObject({ id: numeric, name: textual, size: numeric, used_size: numeric });
const disk = z.looseObject({
  id: numeric,
  name: textual,
  size: numeric,
  used_size: numeric,
  os_disk: boolish,
  physical_volumes: arrayOf(physicalVolume),
});
const logicalVolume = z.looseObject({ name: textual, size: numeric, used_size: numeric });
const volumeGroup = z.looseObject({ name: textual, size: numeric, logical_volumes: arrayOf(logicalVolume) });
const targetServer = z.looseObject({
  name: textual,
  disks: arrayOf(disk),
  volume_groups: arrayOf(volumeGroup),
  /** Strings from GET, objects from elsewhere. */
  btrfs_list: arrayOf(z.union([z.string(), z.looseObject({})])),
});

const task = z.looseObject({
  id: z.string(),
  name: textual,
  type: textual,
  os_type: textual,
  state: textual,
  speed_limit: numeric,
  migration_ip: textual,
  use_ipv6: boolish,
  use_public_ip: boolish,
  /** A JSON document inside a string, or an empty string. */
  error_json: z.optional(z.unknown()),
  target_server: z.optional(z.nullable(targetServer)),
  clone_server: z.optional(z.nullable(z.looseObject({}))),
});

/** What keeps a document from being a task, in words; undefined where it is one. The document is not altered. */
export function taskProblem(document: unknown): string | undefined {
  const result = task.safeParse(document);
  if (result.success) return undefined;
  const [issue] = result.error.issues;
  return issue ? `${issue.path.join('.') || 'document'}: ${issue.message}` : 'invalid';
}

const updated = z.looseObject({ id: z.string() });
/** True where the answer to an update is the documented `{"id": …}`. */
export function isUpdateAnswer(document: unknown): document is JsonObject {
  return updated.safeParse(document).success;
}
