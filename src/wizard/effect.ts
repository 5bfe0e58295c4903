/** Effects outside of the state that an event requires: calls, files, and the way out. */
import type { Json } from '../json/json.ts';
import type { Draft } from '../task/edits/draft.ts';
import type { SavedEdit } from '../task/edits/saved/saved-edit.ts';
import type { State } from './state.ts';
import type { TaskQuery } from './task-list.ts';

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
