/** The kinds of rows in lists. */
import type { Json } from '../../json/json.ts';
import type { Conflict } from '../../task/edits/carry-over.ts';
import type { Change } from '../../task/edits/draft.ts';
import type { Field, ObjectName } from '../../task/fields/catalogue.ts';
import type { Finding } from '../../task/rules/rules.ts';
import type { Verdict } from '../../task/sending/verify.ts';
import type { TaskSummary } from '../../task/task-summary.ts';
import type { StepName } from '../state.ts';

export type KeyPath = readonly (string | number)[];

export type Row =
  | { readonly kind: 'field'; readonly path: string; readonly field: Field; readonly keys: KeyPath }
  | {
      readonly kind: 'element';
      readonly path: string;
      readonly object: ObjectName;
      readonly keys: KeyPath;
      /** The element itself, if available. */
      readonly element?: Json | undefined;
    }
  | { readonly kind: 'entry'; readonly path: string; readonly index: number; readonly entry: string }
  | { readonly kind: 'heading'; readonly heading: Heading }
  | { readonly kind: 'change'; readonly path: string; readonly change: Change }
  | { readonly kind: 'finding'; readonly path: string; readonly finding: Finding; readonly line: string }
  | { readonly kind: 'conflict'; readonly path: string; readonly conflict: Conflict; readonly line: string }
  | { readonly kind: 'verdict'; readonly path: string; readonly verdict: Verdict }
  /** A task to pick; its path is its ID. */
  | { readonly kind: 'task'; readonly path: string; readonly task: TaskSummary };

export type ElementRow = Extract<Row, { kind: 'element' }>;

/** Headings by subject, so that their texts stay in the catalogue. */
export type Heading =
  | { readonly about: 'section'; readonly name: SectionName }
  /** The rate windows, and whether they are known. */
  | { readonly about: 'windows' }
  | { readonly about: 'disk'; readonly keys: KeyPath }
  | { readonly about: 'empty'; readonly of: StepName }
  | { readonly about: 'element'; readonly keys: KeyPath; readonly object: ObjectName }
  | { readonly about: 'btrfs'; readonly names: readonly string[] }
  /** A continuation line of the row above. */
  | { readonly about: 'rest'; readonly line: string };

export type SectionName =
  | 'task'
  | 'targetServer'
  | 'project'
  | 'snapshots'
  | 'cloneServer'
  | 'groups'
  | 'btrfs'
  | 'nics';
