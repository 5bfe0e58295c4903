import type { StepName } from '../../src/wizard/state.ts';
import type { Exit, Session } from './terminal.ts';

/** A user's actions, in the user's words. Rows are named by a part of their text. */
export interface UserDriver {
  readonly session: Session;
  /** Returns the visible text: the screen, or the lines since the last answer. */
  seen(): string;
  /** Waits until a text is visible. */
  sees(wanted: string | RegExp): Promise<void>;
  goTo(step: StepName): Promise<void>;
  /** Sets the field of a row and waits until the value is accepted. */
  set(row: string, typed: string): Promise<void>;
  /** Opens the editor of a row and types, without Enter. */
  typeInto(row: string, typed: string): Promise<void>;
  /** Presses Enter after `typeInto`. */
  enter(): Promise<void>;
  /** Types a line at a prompt. */
  answer(line: string): Promise<void>;
  open(row: string): Promise<void>;
  reset(row: string): Promise<void>;
  clear(row: string): Promise<void>;
  remove(row: string): Promise<void>;
  theirs(row: string): Promise<void>;
  mine(row: string): Promise<void>;
  /** Adds something, to the element of a row if one is named. */
  add(what: string, row?: string): Promise<void>;
  /** Adds an entry to the open list. */
  addEntry(typed: string): Promise<void>;
  undo(): Promise<void>;
  offer(): Promise<void>;
  back(): Promise<void>;
  /** In Review: asks for a submit, or for the reason why it isn't possible. */
  ask(): Promise<void>;
  /** Answers a question with yes, once it could be read. */
  confirm(): Promise<void>;
  /** Asks for a submit and answers yes. */
  submit(): Promise<void>;
  /** Starts `submit` without waiting for its result. */
  beginSubmit(): Promise<void>;
  /** Chooses an action of a page without a list, by its words: `retry`, `quit`. */
  choose(words: string): Promise<void>;
  /** In the list of tasks: opens a task. */
  pick(row: string): Promise<void>;
  /** In the list of tasks: searches for a name; an ID opens its task. */
  search(words: string): Promise<void>;
  /** In the list of tasks: filters by a state. */
  state(name: string): Promise<void>;
  /** In the list of tasks: clears all filters. */
  all(): Promise<void>;
  reread(): Promise<void>;
  /** From the result: goes to the list of tasks, or back to editing. */
  toList(): Promise<void>;
  again(): Promise<void>;
  /** In Review: writes a plan. */
  plan(): Promise<void>;
  /** Resumes an abandoned draft. */
  resume(): Promise<void>;
  later(): Promise<void>;
  discard(): Promise<void>;
  /** From the result: quits. */
  finish(): Promise<Exit>;
  interrupt(): Promise<Exit>;
}
