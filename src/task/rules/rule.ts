/** The types of rules, their findings and their sources. */
import type { Text } from '../../text/catalogue.ts';
import type { Draft } from '../edits/draft.ts';
import type { FieldKey } from '../fields/catalogue.ts';

/** An error blocks an update, a warning needs a confirmation, a note informs. */
export type Severity = 'error' | 'warning' | 'note';

/** A problem that a rule finds in a draft. */
export interface Violation {
  /** The path of the field that fixes it, or of the element that has it. */
  readonly path: string;
  readonly message: string;
  /** The extent, such as the missing bytes: with a larger one an agreed update is asked about again. */
  readonly amount?: bigint;
}

/** The source of a fact: a field of the reference page, an error code, a standard. */
export interface Source {
  readonly basis: 'reference' | 'documented' | 'observed' | 'inferred' | 'standard';
  readonly reference?: string;
  /** The anchor of the fact in docs/api-notes.md; a standard may have none there. */
  readonly note?: string;
}

/** The names of all rules, which are the keys of their texts. */
export type RuleName = keyof Text['ruleTexts'];

/** A rule without its check: its name, severity and source. */
export interface RuleHead {
  /** A stable name, for scripts: `disk_holds_volumes`. The text catalogue has a sentence for each. */
  readonly name: RuleName;
  readonly severity: Severity;
  readonly source: Source;
  /** The fields whose help lists the rule. */
  readonly fields: readonly FieldKey[];
  /** More specific rules: if one of them reports the same value or element, this one is silent. */
  readonly yieldsTo?: readonly RuleName[];
}

/** A rule reports only fields that the user touched, or values that a touched value makes wrong or more wrong. */
export interface Rule extends RuleHead {
  readonly check: (draft: Draft) => readonly Violation[];
}

/** A violation with its rule and severity. */
export interface Finding extends Violation {
  readonly severity: Severity;
  readonly rule: RuleName;
}
