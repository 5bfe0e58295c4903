/** Events that change the state: keys, answers of the service, and time. */
import type { Json, JsonObject } from '../json/json.ts';
import type { Draft } from '../task/edits/draft.ts';
import type { TaskSummary } from '../task/task-summary.ts';
import type { FailureDetails } from '../text/failure-text.ts';
import type { AbandonedDraft, MoveEnd, RemoteChanges, SubmitResult, SubmitStage } from './phase.ts';
import type { TaskQuery } from './task-list.ts';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

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
