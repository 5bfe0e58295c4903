/**
 * Builds rules about values. Such a rule measures a fault before and after the draft, and reports it if it got worse:
 * it doesn't report faults of SMS's own values, nor of values that the draft improves.
 */
import type { Json, JsonObject } from '../../json/json.ts';
import { changesOf, currentTask, type Draft } from '../edits/draft.ts';
import type { ObjectName } from '../fields/catalogue.ts';
import { memoizeWeak } from '../memoize-weak.ts';
import type { Rule, RuleHead, Violation } from './rule.ts';
import { type Touched, touchedOf } from './touched.ts';

/** One side of a touched part: as it was, or as it would be. */
export interface Face {
  readonly element: JsonObject;
  /** The element that contains it, on the same side. */
  readonly outer: JsonObject | undefined;
  /** The whole task on the same side. */
  readonly task: JsonObject;
  readonly part: Touched;
  readonly draft: Draft;
}

/** The extent of a fault, such as missing bytes; true for plainly wrong, undefined if it isn't known. */
export type Measure = bigint | boolean | undefined;

/** A fault in the parts that a draft touches, and how to measure and describe it. */
export interface Fault {
  readonly objects: readonly ObjectName[];
  /** The field that fixes it. */
  readonly field: string;
  /** True if a typed value is reported even if it is only as wrong as the one before it. */
  readonly judgesTyped?: true;
  /** True for an amount that changes by itself, such as that of used space. */
  readonly drifts?: true;
  readonly measure: (face: Face) => Measure;
  /** Returns the message for the side with the draft. */
  readonly message: (face: Face) => string;
}

const amountOf = (measure: Measure): bigint => (typeof measure === 'bigint' ? measure : measure ? 1n : 0n);

/** Returns the paths of the values that the user typed, without those that undo restores. */
export const typedPaths = memoizeWeak(
  (draft: Draft): ReadonlySet<string> =>
    new Set(
      changesOf(draft)
        .filter(({ kind, restores }) => kind === 'set' && !restores)
        .map(({ path }) => path),
    ),
);

/** Returns the path of a field of a touched part. */
export const fieldPath = ({ path }: Touched, field: string): string => (path ? `${path}.${field}` : field);

function violationOf(draft: Draft, part: Touched, fault: Fault): Violation[] {
  const { field, measure, message, judgesTyped, drifts } = fault;
  if (!part.now) return [];
  const path = fieldPath(part, field);
  const now: Face = { element: part.now, outer: part.outer?.now, task: currentTask(draft), part, draft };
  const amount = amountOf(measure(now));
  if (amount <= 0n) return [];
  const isTyped = judgesTyped === true && typedPaths(draft).has(path);
  if (!isTyped && part.before) {
    const before: Face = { ...now, element: part.before, outer: part.outer?.before, task: draft.base };
    if (amount <= amountOf(measure(before))) return [];
  }
  return [{ path, message: message(now), ...(drifts ? {} : { amount }) }];
}

/** Builds a rule that looks for some faults in all parts that a draft touches. */
export function faultRule(head: RuleHead, ...faults: readonly Fault[]): Rule {
  const check = (draft: Draft): Violation[] =>
    faults.flatMap((fault) =>
      touchedOf(draft, ...fault.objects).flatMap((part) => violationOf(draft, part, fault)),
    );
  return { ...head, check };
}

/** Returns a value as text; empty unless it is text. */
export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
