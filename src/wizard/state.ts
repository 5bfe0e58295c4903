/** The wizard's whole state. The screen is a function of it; the reducer is the only thing that changes it. */
import type { Json, JsonObject } from '../json/json.ts';
import type { BriefTask } from '../task/brief.ts';
import type { Field } from '../task/catalogue.ts';
import type { Draft } from '../task/draft.ts';
import type { Conflict } from '../task/rebase.ts';
import type { Replayable } from '../task/replay.ts';
import type { Verdict } from '../task/verify.ts';
import type { Failure } from './failure.ts';
import { type Ask, newPicker, type Picker } from './picker.ts';

export type StepName = 'name' | 'network' | 'disks' | 'volumes' | 'more' | 'review';
export const STEPS: readonly StepName[] = ['name', 'network', 'disks', 'volumes', 'more', 'review'];

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Where the user is in a list: the focused row and the first row on the screen. */
export interface Place {
  readonly cursor: number;
  readonly top: number;
}

/** A line of typed text and where the cursor stands in it, counted in graphemes. */
export interface Line {
  readonly typed: string;
  readonly at: number;
}

/** The field being edited: by typing, or by picking one of its values. */
export interface Editor {
  readonly path: string;
  readonly field: Field;
  readonly line: Line;
  /** What there is to pick from; undefined for a field that is typed. */
  readonly choices?: readonly string[];
  readonly choice: number;
  /** The entry of a list in a string that is edited; one past the last for a new entry. */
  readonly entry?: number;
  /** True until a key is pressed: what is typed first then takes the place of the old value. */
  readonly fresh: boolean;
  /** True once Enter was refused, so that the problem is shown even for an empty field. */
  readonly refused: boolean;
}

export type Stage = 'checking' | 'sending' | 'verifying' | 'verifying_lost' | 'repeating';

/** How a submit ended. `taken`: the task as it was read again afterwards. */
export type Ending =
  | {
      readonly kind: 'verified';
      readonly verdicts: readonly Verdict[];
      readonly taken: JsonObject;
      readonly lostAnswer: boolean;
      readonly repeated: boolean;
    }
  | { readonly kind: 'not_sent' | 'refused'; readonly failure: Failure }
  | ({ readonly kind: 'unknown'; readonly failure: Failure } & Doubt);

/** What is known where nobody knows whether an update was carried out. */
export interface Doubt {
  /** The last reading showed the task as it was before. */
  readonly untouched?: boolean;
  /** The update was sent twice. */
  readonly repeated?: true;
}

export type Phase =
  | { readonly kind: 'picking' }
  | { readonly kind: 'loading'; readonly retry?: string }
  | { readonly kind: 'unreadable'; readonly failure: Failure }
  | { readonly kind: 'resuming'; readonly leftovers: readonly Leftover[]; readonly at: number }
  | { readonly kind: 'editing' }
  | { readonly kind: 'asking' }
  | {
      readonly kind: 'submitting';
      readonly stage: Stage;
      readonly interrupted: boolean;
      /** That there is no answer yet, and when it is tried again. */
      readonly retry?: string;
    }
  | { readonly kind: 'ended'; readonly ending: Ending };

/** What the re-check before a submit found: others changed the task meanwhile. */
export interface Meanwhile {
  readonly moved: readonly string[];
  readonly conflicts: readonly Conflict[];
}

/** A draft that an earlier run left behind. */
export interface Leftover {
  /** What storage knows it by. */
  readonly key: string;
  /** How long ago it was saved, in ms. */
  readonly age: number;
  readonly edits: readonly Replayable[];
  /** True while the wizard that wrote it still runs elsewhere: it is told, and left alone. */
  readonly alive: boolean;
}

export type Overlay = 'help' | 'request';

export interface State {
  readonly size: Size;
  /** Empty while a task is being picked. */
  readonly taskId: string;
  readonly host: string;
  readonly demo: boolean;
  readonly ascii: boolean;
  /** The options that lead a command to the same service. */
  readonly access?: readonly string[];
  readonly phase: Phase;
  /** The list of tasks, where the wizard began with it. */
  readonly picker?: Picker | undefined;
  readonly draft: Draft;
  /** Earlier drafts, the latest last. */
  readonly undo: readonly Draft[];
  readonly step: StepName;
  readonly visited: readonly StepName[];
  /** The element whose fields are open, or the field whose entries are, by path; undefined in a step's own list. */
  readonly open?: string | undefined;
  readonly places: Readonly<Record<string, Place>>;
  readonly editor?: Editor | undefined;
  readonly filters: Readonly<Partial<Record<StepName, string>>>;
  readonly filtering?: Line | undefined;
  /** Something to be added is being chosen: the number of the choice. */
  readonly adding?: number | undefined;
  readonly overlay?: Overlay | undefined;
  readonly overlayTop: number;
  readonly exact: boolean;
  readonly message?: string | undefined;
  readonly meanwhile?: Meanwhile | undefined;
  /** Paths of conflicts in which the user chose their own value. */
  readonly decided: readonly string[];
  /** Why drafts cannot be kept on disk, for as long as that is so. */
  readonly unkept?: string | undefined;
  /** Keys typed before the task was there; they count as soon as it is. */
  readonly ahead: readonly Event[];
  /** An update of this task was sent from here, whatever came of it. */
  readonly sent?: true;
}

export interface Start {
  readonly size: Size;
  /** Without one it is picked from a list. */
  readonly taskId?: string;
  readonly host: string;
  readonly demo: boolean;
  readonly ascii: boolean;
  readonly access?: readonly string[];
}

export function initialState(start: Start): State {
  const { taskId } = start;
  return {
    ...start,
    taskId: taskId ?? '',
    phase: { kind: taskId === undefined ? 'picking' : 'loading' },
    ...(taskId === undefined ? { picker: newPicker() } : {}),
    draft: { base: {}, edits: [] },
    undo: [],
    step: 'name',
    visited: ['name'],
    places: {},
    filters: {},
    overlayTop: 0,
    exact: false,
    ahead: [],
    decided: [],
  };
}

/** What the outside has to do after an event. */
export type Effect =
  | { readonly kind: 'submit'; readonly draft: Draft }
  | { readonly kind: 'leave'; readonly code: number }
  /** Read the task, as at the start. */
  | { readonly kind: 'read' }
  | { readonly kind: 'suspend' }
  /** Write the draft as a plan file. */
  | { readonly kind: 'plan'; readonly draft: Draft }
  /** Read a page of the list of tasks, and no other any more. */
  | { readonly kind: 'list'; readonly ask: Ask; readonly offset: number }
  /** Read a task, and begin to work on it. */
  | { readonly kind: 'open'; readonly taskId: string }
  /** Work on the task has ended, as it was left; nothing of it is waited for any more. */
  | { readonly kind: 'close'; readonly left: State }
  /** Put the draft on disk before anything else happens. */
  | {
      readonly kind: 'save';
      readonly draft: Draft;
      /** What undecided conflicts were based on, by path: they have to be conflicts at the next start too. */
      readonly basedOn: ReadonlyMap<string, Json | undefined>;
    }
  /** Take a left-behind draft off the disk. */
  | { readonly kind: 'forget'; readonly key: string };

export type Event =
  | { readonly type: 'key'; readonly name: string; readonly text: string }
  | { readonly type: 'paste'; readonly text: string }
  | { readonly type: 'resized'; readonly size: Size }
  /** A row or a choice named by its number, from 0; without one only the message of the answer before goes. */
  | { readonly type: 'chosen'; readonly index?: number }
  /** Leaving by a word of a dialogue, or by the end of its input. */
  | { readonly type: 'quit' }
  | {
      readonly type: 'read';
      readonly task: JsonObject;
      readonly leftovers?: readonly Leftover[];
      readonly message?: string;
    }
  | {
      readonly type: 'listed';
      /** What was asked for, the very object of the effect. */
      readonly ask: Ask;
      readonly offset: number;
      readonly tasks: readonly BriefTask[];
      readonly count: number | undefined;
      readonly next: number | undefined;
      /** When it came, in ms since 1970. */
      readonly now: number;
    }
  | {
      readonly type: 'unlisted';
      readonly ask: Ask;
      readonly offset: number;
      readonly failure: Failure;
      /** True where this account may not list tasks, or is not signed in. */
      readonly denied: boolean;
    }
  /** What came of something that the user asked for. */
  | { readonly type: 'told'; readonly message: string }
  | { readonly type: 'kept'; readonly problem: string | undefined }
  | { readonly type: 'source'; readonly source: JsonObject }
  | { readonly type: 'unreadable'; readonly failure: Failure }
  | { readonly type: 'retrying'; readonly line: string }
  | { readonly type: 'stage'; readonly stage: Stage }
  | { readonly type: 'meanwhile'; readonly draft: Draft; readonly meanwhile: Meanwhile }
  | { readonly type: 'ended'; readonly ending: Ending };
