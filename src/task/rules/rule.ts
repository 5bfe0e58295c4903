/** What a rule is. Rules speak only of what the user touched, or of what a touched value makes wrong. */
import type { Text } from '../../text/text.ts';
import type { FieldKey } from '../catalogue.ts';
import type { Draft } from '../draft.ts';

/** Errors keep an update from being sent; warnings are asked about once; notes inform. */
export type Severity = 'error' | 'warning' | 'note';

export interface Found {
  readonly path: string;
  readonly message: string;
}

/** Where a fact comes from, and what to look it up by: a field of the page, an error code, a standard. */
export interface Source {
  readonly basis: 'reference' | 'documented' | 'observed' | 'inferred' | 'standard';
  readonly of?: string;
}

export type RuleName = keyof Text['ruleTexts'];

export interface Rule {
  /** A stable name, for scripts: `disk_holds_volumes`. The text catalogue has a few words for each. */
  readonly name: RuleName;
  readonly severity: Severity;
  readonly source: Source;
  /** The fields whose help names the rule. */
  readonly about: readonly FieldKey[];
  readonly find: (draft: Draft) => readonly Found[];
}

export interface Finding extends Found {
  readonly severity: Severity;
  readonly rule: string;
}
