/** The wizard's whole state. The screen is a function of it; only the reducer changes it. */

import type { Json, JsonObject } from '../json/json.ts';
import type { Conflict } from '../task/edits/carry-over.ts';
import type { Draft } from '../task/edits/draft.ts';
import type { SavedEdit } from '../task/edits/saved/saved-edit.ts';
import type { Field } from '../task/fields/catalogue.ts';
import type { SideEffect, Verdict } from '../task/sending/verify.ts';
import type { TaskSummary } from '../task/task-summary.ts';
import type { Text } from '../text/catalogue.ts';
import type { FailureDetails } from '../text/failure-text.ts';
import { newTaskList, type TaskList, type TaskQuery } from './task-list.ts';

/** Position in a list: the focused row and the first row on the screen. */
export interface CursorPosition {
  readonly cursor: number;
  readonly top: number;
}

/** Fields that are asked for one after the other. */
export interface FieldQueue {
  readonly element: string;
  /** Names of the fields, the one that is asked for included. */
  readonly fields: readonly string[];
  readonly at: number;
}

/** A draft to go back to, and the position of the edit that was made on it. */
export interface UndoStep {
  readonly draft: Draft;
  readonly step: StepName;
  readonly openPath: string | undefined;
  readonly position: CursorPosition;
}

/** Typed text and the position of its cursor, in graphemes. */
export interface TextInput {
  readonly typed: string;
  readonly at: number;
}

/** The field being edited, by typing or by picking one of its values. */
export interface Editor {
  readonly path: string;
  readonly field: Field;
  readonly line: TextInput;
  /** Values to pick from; undefined for a field that is typed. */
  readonly choices?: readonly string[];
  readonly choice: number;
  /** Index of the edited entry of a list in a string; one past the last for a new entry. */
  readonly entry?: number;
  /** True until a key is pressed: the first typed text replaces the old value. */
  readonly isPristine: boolean;
  /** True after Enter was rejected, so that the problem is shown even for an empty field. */
  readonly showProblem: boolean;
}

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

export type Overlay = 'help' | 'request';

/** Why rate windows were not set, after the task was updated; keys of their texts. */
export type HalfReason = keyof Text['rate']['half'];

export interface State {
  readonly size: Size;
  /** Empty while a task is being picked. */
  readonly taskId: string;
  readonly host: string;
  readonly demo: boolean;
  readonly ascii: boolean;
  /** Command line options that select the same service. */
  readonly access?: readonly string[];
  readonly phase: Phase;
  /** The task list, if the wizard started with it. */
  readonly picker?: TaskList | undefined;
  readonly draft: Draft;
  /** Earlier drafts, the latest last. */
  readonly undo: readonly UndoStep[];
  /** Drafts that were undone, the latest last. */
  readonly redo: readonly UndoStep[];
  readonly step: StepName;
  readonly visited: readonly StepName[];
  /** Path of the open element or list field; undefined in a step's own list. */
  readonly openPath?: string | undefined;
  readonly places: Readonly<Record<string, CursorPosition>>;
  readonly editor?: Editor | undefined;
  readonly filters: Readonly<Partial<Record<StepName, string>>>;
  readonly filtering?: TextInput | undefined;
  /** Text that was erased last from a text input, for ^Y. */
  readonly cutText?: string;
  /** Fields of a new element that are asked for one after the other: its path, and the ones still to come. */
  readonly filling?: FieldQueue | undefined;
  /** Index of the chosen addition while one is being picked. */
  readonly additionIndex?: number | undefined;
  /** Text typed to find a value while one is being picked. */
  readonly choiceSearch?: string | undefined;
  readonly overlay?: Overlay | undefined;
  readonly overlayTop: number;
  readonly exactBytes: boolean;
  readonly message?: string | undefined;
  /** Time since which the question that is asked is visible, in ms of the store's clock. */
  readonly questionShownAt?: number | undefined;
  readonly conflict?: RemoteChanges | undefined;
  /** Paths of conflicts that the user resolved with their own value. */
  readonly resolvedConflicts: readonly string[];
  /** Reason why drafts can't be saved, while that is so. */
  readonly saveError?: string | undefined;
  /** Keys typed before the task was loaded; replayed when it is. */
  readonly queuedEvents: readonly Event[];
  /** Present while the rate windows are being read; another object for each reading. */
  readonly readingWindows?: object | undefined;
  /** The end of the last pause or start in this session. */
  readonly move?: MoveEnd | undefined;
  /** True if the task was paused by this program, and not started. */
  readonly isLeftPaused?: boolean;
  /** Updates of this task that were sent in this session, the latest last. */
  readonly sent: readonly SentUpdate[];
}

export interface StartOptions {
  readonly size: Size;
  /** Task to open; without one the task list is shown. */
  readonly taskId?: string;
  readonly host: string;
  readonly demo: boolean;
  readonly ascii: boolean;
  readonly access?: readonly string[];
}

export function createInitialState(start: StartOptions): State {
  const { taskId } = start;
  return {
    ...start,
    taskId: taskId ?? '',
    phase: { kind: taskId === undefined ? 'picking' : 'loading' },
    ...(taskId === undefined ? { picker: newTaskList() } : {}),
    draft: { base: {}, edits: [] },
    undo: [],
    redo: [],
    step: 'name',
    visited: ['name'],
    places: {},
    filters: {},
    overlayTop: 0,
    exactBytes: false,
    queuedEvents: [],
    resolvedConflicts: [],
    sent: [],
  };
}

/** An action outside the reducer that an event requires. */
export type Effect =
  | { readonly kind: 'submit'; readonly draft: Draft; readonly pause: boolean }
  /** Start the paused task. */
  | { readonly kind: 'startTask' }
  /** Read a task again and again; without an ID stop doing so. */
  | { readonly kind: 'watch'; readonly taskId?: string }
  /** Read the list of tasks again after a time; without a time never. */
  | { readonly kind: 'refreshLater'; readonly ms?: number }
  | { readonly kind: 'exit'; readonly code: number }
  /** Read the task again. */
  | { readonly kind: 'loadTask' }
  /** Read the rate windows of the task. */
  | { readonly kind: 'loadWindows' }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'repaint' }
  /** Write the draft as a plan file. */
  | { readonly kind: 'writePlan'; readonly draft: Draft }
  /** Read a page of the task list, and abort other reads of it. */
  | { readonly kind: 'loadPage'; readonly ask: TaskQuery; readonly offset: number }
  /** Read a task and start to edit it. */
  | { readonly kind: 'openTask'; readonly taskId: string }
  /** Close the task that was left in state `left`; abort its pending calls. */
  | { readonly kind: 'closeTask'; readonly left: State }
  /** Save the draft before the next event. */
  | {
      readonly kind: 'saveDraft';
      readonly draft: Draft;
      /** Base values of unresolved conflicts by path, so that they are conflicts at the next start too. */
      readonly basedOn: ReadonlyMap<string, Json | undefined>;
      /** Edits whose element is gone or ambiguous, and that the user hasn't dropped. */
      readonly lost: readonly SavedEdit[];
    }
  /** Delete an abandoned draft. */
  | { readonly kind: 'discardDraft'; readonly key: string };

export type Event =
  | { readonly type: 'key'; readonly name: string; readonly text: string }
  | { readonly type: 'paste'; readonly text: string }
  | { readonly type: 'resized'; readonly size: Size }
  /** A row or choice by its index, from 0; without an index only the last message is cleared. */
  | { readonly type: 'indexChosen'; readonly index?: number }
  /** The front end shows the question that is asked. */
  | { readonly type: 'questionShown' }
  /** The user quits in plain mode, or its input ended. */
  | { readonly type: 'quit' }
  | {
      readonly type: 'taskLoaded';
      readonly task: JsonObject;
      readonly leftovers?: readonly AbandonedDraft[];
      readonly message?: string;
      /** True if the task was paused by this program, and not started. */
      readonly isLeftPaused?: boolean;
    }
  | {
      readonly type: 'pageLoaded';
      /** The query, the same object as in the effect. */
      readonly ask: TaskQuery;
      readonly offset: number;
      readonly tasks: readonly TaskSummary[];
      readonly count: number | undefined;
      readonly next: number | undefined;
      /** Time of arrival, in ms since 1970. */
      readonly now: number;
    }
  | {
      readonly type: 'pageFailed';
      readonly ask: TaskQuery;
      readonly offset: number;
      readonly failure: FailureDetails;
      /** True if this account may not list tasks, or isn't signed in. */
      readonly denied: boolean;
    }
  /** Result of an action of the user. */
  | { readonly type: 'message'; readonly message: string }
  | { readonly type: 'saved'; readonly problem: string | undefined }
  | { readonly type: 'sourceLoaded'; readonly source: JsonObject }
  | { readonly type: 'windowsLoaded'; readonly windows: readonly Json[] }
  | { readonly type: 'windowsLoaded'; readonly problem: string }
  | { readonly type: 'taskFailed'; readonly failure: FailureDetails }
  | { readonly type: 'retrying'; readonly line: string }
  | { readonly type: 'stage'; readonly stage: SubmitStage }
  /** A reading while a state is waited for. */
  | { readonly type: 'moved'; readonly state: string }
  | {
      readonly type: 'conflict';
      readonly draft: Draft;
      readonly remote: RemoteChanges;
      readonly move?: MoveEnd;
    }
  | { readonly type: 'submitted'; readonly result: SubmitResult; readonly move?: MoveEnd }
  /** A start alone ended; `task` as it was read last. */
  | { readonly type: 'startEnded'; readonly move: MoveEnd; readonly task?: JsonObject }
  | { readonly type: 'watched'; readonly taskId: string; readonly task: JsonObject }
  | {
      readonly type: 'watchFailed';
      readonly taskId: string;
      readonly details: FailureDetails;
      readonly isOver: boolean;
    }
  /** It is time to read the list of tasks again. */
  | { readonly type: 'refreshDue' };

export type StepName = 'name' | 'network' | 'disks' | 'volumes' | 'more' | 'review';

export const STEPS: readonly StepName[] = ['name', 'network', 'disks', 'volumes', 'more', 'review'];

export interface Size {
  readonly columns: number;
  readonly rows: number;
}
