/**
 * A plan: edits of one task as a document that people read, review and keep in git, to be applied later, to this or
 * other tasks. It holds the values that the edits were based on, so that a later change of the task is detected.
 */
import * as z from 'zod/mini';
import { isObject, type Json, type JsonObject, stringifyJson } from '../../../json/json.ts';
import { text } from '../../../text/text.ts';
import { UsageError } from '../../errors.ts';
import { newElementPrefixes, resolveField, withoutSelectors } from '../../paths/path.ts';
import { findingDocument, findingsOf } from '../../rules/rules.ts';
import { buildRequest } from '../../sending/request.ts';
import { isTaskId } from '../../task-id.ts';
import type { Draft } from '../draft.ts';
import { nameKeyOf } from '../element-identity.ts';
import { type ElementTrace, type SavedEdit, toSavedEdits } from './saved-edit.ts';

/** The key of the format version; it also marks the file as a plan. */
export const VERSION_KEY = 'sms_wizard_plan';
/** The version of the plan format that this program writes and reads. */
export const PLAN_VERSION = 1;

/** A plan as it is read from a file. */
export interface Plan {
  readonly taskId: string;
  readonly taskName: string;
  /** The address of the service; `demo` for the built-in simulator. */
  readonly endpoint: string;
  readonly edits: readonly SavedEdit[];
  /** True if figures that follow from a resize are sent as they were. */
  readonly keepsFigures?: true;
  /** The digest of everything else in the file: `sha256:…`. */
  readonly digest: string;
}

/** The origin of a plan: task, endpoint, and time as ISO 8601. */
export interface PlanOrigin {
  readonly taskId: string;
  readonly endpoint: string;
  readonly written: string;
}

/** Returns the document of a draft's plan, without its digest. */
export function planToDocument(draft: Draft, { taskId, endpoint, written }: PlanOrigin): JsonObject {
  const { body, windows } = buildRequest(draft);
  return {
    [VERSION_KEY]: PLAN_VERSION,
    written,
    task: { id: taskId, name: String(draft.base.name ?? ''), endpoint },
    edits: toSavedEdits(draft).map(editToDocument),
    ...(draft.keepsFigures ? { no_derived: true } : {}),
    findings: findingsOf(draft).map(findingDocument),
    request: body,
    ...(windows ? { rate_request: { speed_limit: [...windows] } } : {}),
  };
}

/** Returns true for a new name: if two were swapped, only the content tells later which element has which. */
function isNaming(path: string, kind: SavedEdit['kind']): boolean {
  const { field } = resolveField(path);
  return kind === 'set' && field.name === nameKeyOf(field.object);
}

/**
 * Returns an edit's part of the document. Evidence besides names is included only if it is needed: a plan is for people
 * to read.
 */
function editToDocument({ path, byName, elements, siblings, kind, before, value }: SavedEdit): JsonObject {
  return {
    path,
    ...(byName === undefined ? {} : { path_by_name: byName }),
    ...(elements && (byName === null || isNaming(path, kind))
      ? { elements: elements.map((trace) => ({ ...trace })) as unknown as Json }
      : {}),
    ...(kind === 'remove' && siblings ? { siblings: siblings.map((names) => ({ ...names })) } : {}),
    kind,
    ...(before === undefined ? {} : { before }),
    after: value,
  };
}

/**
 * Returns the text that the digest covers: keys in order, no whitespace, every number as written. Layout may change,
 * values may not.
 */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  if (!isObject(value)) return stringifyJson(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] as Json)}`).join()}}`;
}

const json = z.custom<Json>((value) => value !== undefined);
const values = z.record(z.string(), json);
const twins = z.optional(z.array(z.object({ place: z.number(), values })));
const elementTrace = z.object({ place: z.number(), of: z.number(), values, twins });
const schema = z.object({
  no_derived: z.optional(z.boolean()),
  task: z.object({ id: z.string(), name: z.string(), endpoint: z.string() }),
  digest: z.string(),
  edits: z.array(
    z.object({
      path: z.string(),
      path_by_name: z.optional(z.nullable(z.string())),
      elements: z.optional(z.array(elementTrace)),
      siblings: z.optional(z.array(z.record(z.string(), z.string()))),
      kind: z.enum(['set', 'add', 'remove']),
      before: z.optional(json),
      after: json,
    }),
  ),
});

/**
 * Returns why an edit in a plan is invalid, or undefined. Checked even if the digest matches, because anyone can
 * compute one.
 */
function invalidEditReason(path: string, kind: SavedEdit['kind'], after: Json): string | undefined {
  try {
    const { field, element } = resolveField(path);
    const messages = text().path;
    if (kind === 'set' && (field.of || element)) return messages.noSingleValue(path);
    if (kind === 'set') return after === null && field.required ? text().problem.required(path) : undefined;
    if (!element) return messages.noElementAt(path);
    return kind === 'add' && !(isObject(after) && newElementPrefixes(path).includes(path))
      ? messages.noNewElement(path)
      : undefined;
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

/**
 * Returns an error if the two paths of an edit name different fields: then the reviewed field isn't the one that is
 * sent.
 */
const mismatch = (path: string, byName: string): string | undefined =>
  withoutSelectors(path) === withoutSelectors(byName) ? undefined : text().plans.twoFields(path, byName);

/**
 * Parses the document of a plan; `digest` is the one that the document should have. Throws UsageError with the reason.
 */
export function planFromDocument(document: Json, file: string, digest: string): Plan {
  const messages = text().plans;
  const version = isObject(document) ? document[VERSION_KEY] : undefined;
  if (version === undefined) throw new UsageError(messages.noPlan(file));
  if (version !== PLAN_VERSION)
    throw new UsageError(messages.otherVersion(file, String(version), PLAN_VERSION));
  const { success, data } = schema.safeParse(document);
  if (!success) throw new UsageError(messages.changed(file, '…'));
  if (data.digest !== digest) throw new UsageError(messages.changed(file, data.task.id));
  if (!isTaskId(data.task.id)) throw new UsageError(messages.unfit(file, text().net.taskId(data.task.id)));
  for (const { path, path_by_name, kind, after } of data.edits) {
    const reason = invalidEditReason(path, kind, after) ?? (path_by_name && mismatch(path, path_by_name));
    if (reason) throw new UsageError(messages.unfit(file, reason));
  }
  const edits = data.edits.map(
    ({ path, path_by_name, elements, siblings, kind, before, after }): SavedEdit => ({
      path,
      kind,
      value: after,
      ...(path_by_name === undefined ? {} : { byName: path_by_name }),
      ...(elements ? { elements: elements as readonly ElementTrace[] } : {}),
      ...(siblings ? { siblings } : {}),
      ...(before === undefined ? {} : { before }),
    }),
  );
  const { id, name, endpoint } = data.task;
  const figures = data.no_derived ? { keepsFigures: true as const } : {};
  return { taskId: id, taskName: name, endpoint, edits, ...figures, digest };
}
