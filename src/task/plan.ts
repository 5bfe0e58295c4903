/**
 * A plan: edits of one task as a document that people read, review and keep in git, to be applied later, here or to
 * other tasks. It holds what the edits were based on, so that a task that changed since is found out.
 */
import * as z from 'zod/mini';
import { isObject, type Json, type JsonObject, writeJson } from '../json/json.ts';
import { text } from '../text/text.ts';
import { changesOf, type Draft, outline } from './draft.ts';
import { UsageError } from './errors.ts';
import { addedOn, fieldPath, namedBy } from './path.ts';
import { pathByName } from './place.ts';
import { keptEdits, type Replayable } from './replay.ts';
import { updateRequest } from './request.ts';
import { findingsOf } from './rules/rules.ts';
import { isTaskId } from './task-id.ts';

/** The version of the format, under a key that says what the file is. */
export const VERSION_KEY = 'sms_wizard_plan';
export const PLAN_VERSION = 1;

export interface PlanEdit extends Replayable {
  /**
   * The path with names in place of ids, which mean nothing to other tasks. Absent where it is the same; null where an
   * element has no name of its own, and other tasks cannot be told which one is meant.
   */
  readonly byName?: string | null;
}

export interface Plan {
  readonly taskId: string;
  readonly taskName: string;
  /** The address of the service; `demo` for the embedded one. */
  readonly endpoint: string;
  readonly edits: readonly PlanEdit[];
  /** Over everything else in the file: `sha256:…`. */
  readonly digest: string;
}

/** Where a plan was made, and when, as ISO 8601. */
export interface Origin {
  readonly taskId: string;
  readonly endpoint: string;
  readonly written: string;
}

/** The document of a plan, but for its digest. */
export function planDocument(draft: Draft, { taskId, endpoint, written }: Origin): JsonObject {
  const whole = outline(draft);
  const places = new Map(changesOf(draft).map(({ path, keys }) => [path, keys]));
  return {
    [VERSION_KEY]: PLAN_VERSION,
    written,
    task: { id: taskId, name: String(draft.base.name ?? ''), endpoint },
    edits: keptEdits(draft).map(({ path, kind, before, value }) => {
      const named = pathByName(whole, places.get(path) ?? []);
      return {
        path,
        ...(named === path ? {} : { path_by_name: named ?? null }),
        kind,
        ...(before === undefined ? {} : { before }),
        after: value,
      };
    }),
    findings: findingsOf(draft).map((finding) => ({ ...finding })),
    request: updateRequest(draft).body,
  };
}

/** What the digest is over: keys in order, no blanks, every number as it stands; layout may change, values not. */
export function canonicalText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join()}]`;
  if (!isObject(value)) return writeJson(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalText(value[key] as Json)}`).join()}}`;
}

const json = z.custom<Json>((value) => value !== undefined);
const schema = z.object({
  task: z.object({ id: z.string(), name: z.string(), endpoint: z.string() }),
  digest: z.string(),
  edits: z.array(
    z.object({
      path: z.string(),
      path_by_name: z.optional(z.nullable(z.string())),
      kind: z.enum(['set', 'add', 'remove']),
      before: z.optional(json),
      after: json,
    }),
  ),
});

/** Why an edit is none that this program writes: anybody can give a file a digest that fits. */
function oddity(path: string, kind: Replayable['kind'], after: Json): string | undefined {
  try {
    const { field, element } = namedBy(path);
    const say = text().path;
    if (kind === 'set' && (field.of || element)) return say.noSingleValue(path);
    if (kind === 'set') return after === null && field.required ? text().problem.required(path) : undefined;
    if (!element) return say.noElementAt(path);
    return kind === 'add' && !(isObject(after) && addedOn(path).includes(path))
      ? say.noNewElement(path)
      : undefined;
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

/** The two paths of an edit are of one field, or somebody reviewed another one than is sent. */
const mismatch = (path: string, byName: string): string | undefined =>
  fieldPath(path) === fieldPath(byName) ? undefined : text().plans.twoFields(path, byName);

/** A plan of its document; `digest` is the one that the document should have. Throws UsageError with the reason. */
export function planOf(document: Json, file: string, digest: string): Plan {
  const say = text().plans;
  const version = isObject(document) ? document[VERSION_KEY] : undefined;
  if (version === undefined) throw new UsageError(say.noPlan(file));
  if (version !== PLAN_VERSION) throw new UsageError(say.otherVersion(file, String(version), PLAN_VERSION));
  const { success, data } = schema.safeParse(document);
  if (!success) throw new UsageError(say.changed(file, '…'));
  if (data.digest !== digest) throw new UsageError(say.changed(file, data.task.id));
  if (!isTaskId(data.task.id)) throw new UsageError(say.unfit(file, text().net.taskId(data.task.id)));
  for (const { path, path_by_name, kind, after } of data.edits) {
    const odd = oddity(path, kind, after) ?? (path_by_name && mismatch(path, path_by_name));
    if (odd) throw new UsageError(say.unfit(file, odd));
  }
  const edits = data.edits.map(
    ({ path, path_by_name, kind, before, after }): PlanEdit => ({
      path,
      kind,
      value: after,
      ...(path_by_name === undefined ? {} : { byName: path_by_name }),
      ...(before === undefined ? {} : { before }),
    }),
  );
  const { id, name, endpoint } = data.task;
  return { taskId: id, taskName: name, endpoint, edits, digest };
}
