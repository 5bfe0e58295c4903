/** The wizard's whole state. The screen is a function of it; only the reducer changes it. */
import type { Draft } from '../task/edits/draft.ts';
import type { Field } from '../task/fields/catalogue.ts';
import type { Event, Size } from './event.ts';
import type { MoveEnd, Phase, RemoteChanges, SentUpdate } from './phase.ts';
import { newTaskList, type TaskList } from './task-list.ts';

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

export type Overlay = 'help' | 'request';

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

export type StepName = 'name' | 'network' | 'disks' | 'volumes' | 'more' | 'review';

export const STEPS: readonly StepName[] = ['name', 'network', 'disks', 'volumes', 'more', 'review'];
