/**
 * Prepares one update on one read of the task: rules, request and preview all come from the same draft. Nothing else
 * decides what is sent.
 */
import type { JsonObject } from '../../json/json.ts';
import type { Conflict } from '../edits/carry-over.ts';
import { changesOf, type Draft } from '../edits/draft.ts';
import { rebase } from '../edits/rebase.ts';
import { type Finding, findingsOf } from '../rules/rules.ts';
import { type DerivedChange, derivedChangesOf } from './derived.ts';
import { buildRequest, type UpdateRequest } from './request.ts';

/** An update that is ready to be shown and sent. */
export interface PreparedUpdate {
  /** The edits on the read. */
  readonly draft: Draft;
  readonly conflicts: readonly Conflict[];
  /** Paths at which the task changed, other than those that are edited. */
  readonly moved: readonly string[];
  /** The agreed draft's path of each edit, by its path on the read. */
  readonly origins: ReadonlyMap<string, string>;
  /** Returns the path on the read of a path in the agreed draft; undefined if it has no sure place there. */
  readonly pathOf: (own: string) => string | undefined;
  readonly findings: readonly Finding[];
  /** Figures that follow from the edits. */
  readonly derived: readonly DerivedChange[];
  readonly request: UpdateRequest;
}

const asIs = (path: string): string => path;

/** Prepares a draft on a read of its task. */
export function prepareUpdate(draft: Draft, reading: JsonObject): PreparedUpdate {
  const same = { draft, conflicts: [], moved: [], origins: new Map<string, string>(), pathOf: asIs };
  const { draft: rebased, ...rest } = draft.base === reading ? same : rebase(draft, reading);
  return {
    draft: rebased,
    ...rest,
    findings: findingsOf(rebased),
    derived: derivedChangesOf(rebased),
    request: buildRequest(rebased),
  };
}

/**
 * Returns errors and warnings that the agreed update didn't have, or not as bad: the task changed so that they apply
 * now. An element's ID may have changed, so the agreed ones are looked for at their place on the read.
 */
export function newFindings({ findings, pathOf }: PreparedUpdate, agreed: readonly Finding[]): Finding[] {
  const known = new Map<string, Finding[]>();
  for (const finding of agreed) {
    const key = keyOf(finding.rule, pathOf(finding.path) ?? finding.path);
    known.set(key, [...(known.get(key) ?? []), finding]);
  }
  return findings.filter((finding) => {
    if (finding.severity === 'note') return false;
    const same = known.get(keyOf(finding.rule, finding.path)) ?? [];
    const at = same.findIndex((one) => !isWorse(finding, one));
    if (at >= 0) same.splice(at, 1);
    return at < 0;
  });
}

const keyOf = (rule: string, path: string): string => `${rule} ${path}`;

const isWorse = (finding: Finding, agreed: Finding): boolean =>
  (finding.amount ?? 0n) > (agreed.amount ?? 0n);

/** Returns true if nothing is left to send, because the read already has all changes. */
export const isEmpty = ({ draft }: PreparedUpdate): boolean => changesOf(draft).length === 0;
