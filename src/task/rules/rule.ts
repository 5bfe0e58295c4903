/** What a rule is. Rules speak only of what the user touched, or of what a touched value makes wrong. */
import type { FieldKey } from '../catalogue.ts';
import type { Draft } from '../draft.ts';

/** Errors keep an update from being sent; warnings are asked about once; notes inform. */
export type Severity = 'error' | 'warning' | 'note';

export interface Found {
  readonly path: string;
  readonly message: string;
}

export interface Rule {
  /** A stable name, for scripts: `disk_holds_volumes`. */
  readonly name: string;
  readonly severity: Severity;
  /** Where the fact comes from. */
  readonly source: string;
  /** The fields whose help names the rule. */
  readonly about: readonly FieldKey[];
  readonly find: (draft: Draft) => readonly Found[];
}

export interface Finding extends Found {
  readonly severity: Severity;
  readonly rule: string;
}
