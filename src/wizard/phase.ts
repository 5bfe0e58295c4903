/** Phases of the wizard, from picking a task to the result of an update. */
import type { JsonObject } from '../json/json.ts';
import type { Conflict } from '../task/edits/carry-over.ts';
import type { Draft } from '../task/edits/draft.ts';
import type { SavedEdit } from '../task/edits/saved/saved-edit.ts';
import type { SideEffect, Verdict } from '../task/sending/verify.ts';
import type { Text } from '../text/catalogue.ts';
import type { FailureDetails } from '../text/failure-text.ts';

export type SubmitStage =
  | 'checking'
  | 'sending'
  | 'verifying'
  | 'verifying_lost'
  | 'repeating'
  | 'pausing'
  | 'starting';

/** A pause and a start around an update, or a start alone. */
export interface Move {
  /** The phase to go back to after a start alone; undefined for an update. */
  readonly back?: Phase;
  /** True once the stop may have been sent. */
  readonly isStopSent: boolean;
  /** True once the task was read as paused. */
  readonly isPaused: boolean;
  /** The last state that was read while a state is waited for; empty before. */
  readonly state: string;
}

/** The end of a pause or a start in words, the state first. */
export interface MoveEnd {
  readonly lines: readonly string[];
  /** The exit code of the pause and the start alone. */
  readonly code: number;
  /** True if the task is paused by this program, and was not started. */
  readonly isPaused: boolean;
}

/** Outcome of a submit. `task`: the task as read back afterwards. */
export type SubmitResult =
  | {
      readonly kind: 'verified';
      readonly verdicts: readonly Verdict[];
      /** Fields that were sent unchanged but differ afterwards. */
      readonly sideEffects?: readonly SideEffect[];
      readonly task: JsonObject;
      /** The request of the rate windows failed, which follows that of the task. */
      readonly half?: { readonly why: HalfReason; readonly failure?: FailureDetails };
      /** True if nothing had to be sent: the task had all of it already. */
      readonly unsent?: true;
      readonly requestId?: string;
      readonly lostAnswer: boolean;
      readonly repeated: boolean;
      readonly unrecorded?: Unrecorded;
    }
  | { readonly kind: 'not_sent'; readonly failure: FailureDetails }
  | ({
      readonly kind: 'refused';
      readonly failure: FailureDetails;
      readonly unrecorded?: Unrecorded;
    } & UncertainOutcome)
  /** The task wasn't paused, so nothing was sent; `move` in the state has the reason. */
  | { readonly kind: 'not_paused' }
  | ({
      readonly kind: 'unknown';
      readonly failure: FailureDetails;
      readonly unrecorded?: Unrecorded;
    } & UncertainOutcome);

/** Part of an update that the history does not have, and why. */
export interface Unrecorded {
  readonly what: 'update' | 'result';
  readonly why: string;
}

/** An update that was sent, as it was agreed to, and its outcome. */
export interface SentUpdate {
  readonly draft: Draft;
  readonly result: Exclude<SubmitResult, { readonly kind: 'not_sent' | 'not_paused' }>;
}

/** Known facts about an update with an unknown result. */
export interface UncertainOutcome {
  /** True if the last read showed the task unchanged. */
  readonly untouched?: boolean;
  /** True if the update was sent twice. */
  readonly repeated?: true;
  /** True if rate windows were to follow, and were not sent. */
  readonly windowsUnsent?: true;
}

export type Phase =
  | { readonly kind: 'picking' }
  | { readonly kind: 'loading'; readonly retry?: string }
  | { readonly kind: 'taskFailed'; readonly failure: FailureDetails }
  | {
      readonly kind: 'resuming';
      readonly leftovers: readonly AbandonedDraft[];
      readonly at: number;
      /** True while the user is asked whether to delete the draft. */
      readonly discarding?: true | undefined;
    }
  | { readonly kind: 'editing' }
  | { readonly kind: 'confirming' }
  /** The user is asked whether to start the paused task. */
  | { readonly kind: 'confirmingStart'; readonly back: Phase }
  | Watching
  | {
      readonly kind: 'submitting';
      readonly stage: SubmitStage;
      readonly interrupted: boolean;
      /** Undefined for an update without a pause. */
      readonly move?: Move;
      /** Notice that the request is being retried, and when. */
      readonly retry?: string;
    }
  | { readonly kind: 'result'; readonly result: SubmitResult };

/** A task that is watched. */
export interface Watching {
  readonly kind: 'watching';
  readonly taskId: string;
  readonly back: Phase;
  /** The last reading; undefined before the first one. */
  readonly task?: JsonObject;
  /** Why the last reading failed, and if another one follows. */
  readonly failure?: { readonly details: FailureDetails; readonly isOver: boolean };
}

/** Changes by others that the check before a submit found. */
export interface RemoteChanges {
  readonly moved: readonly string[];
  readonly conflicts: readonly Conflict[];
  /** Edits whose element is gone or ambiguous; the saved draft keeps them until the user drops them. */
  readonly lost?: readonly SavedEdit[];
  /** True if rules find something by the task as it is now that they didn't before, or not as bad. */
  readonly objects?: boolean;
}

/** A draft abandoned by an earlier run. */
export interface AbandonedDraft {
  /** Storage key of the draft. */
  readonly key: string;
  /** Time since it was saved, in ms. */
  readonly age: number;
  readonly edits: readonly SavedEdit[];
  /** True while another running wizard uses it: it is mentioned, but not offered. */
  readonly alive: boolean;
}

/** Why rate windows were not set, after the task was updated; keys of their texts. */
export type HalfReason = keyof Text['rate']['half'];
