/** The wizard's flow: `(state, event) → state and what the outside has to do`. No I/O, no screen. */
import { newDraft } from '../task/draft.ts';
import { text } from '../text/text.ts';
import { ACTIONS, quit } from './actions.ts';
import { wordsFor } from './editing.ts';
import { actionFor, type Context } from './keymap.ts';
import { fits } from './layout.ts';
import { cleaned, insert, LINE_ACTIONS } from './line.ts';
import { focusAt, moved } from './lists.ts';
import { type Reduced, said } from './moves.ts';
import { listed, slow, unlisted, withNextPage, withPicker } from './picker.ts';
import { pastedOver, searched, stateByLetter } from './picking.ts';
import { saving } from './review.ts';
import type { Event, Line, State } from './state.ts';

export { exitCodeOf } from './actions.ts';

const only = (state: State): Reduced => ({ state, effects: [] });

/** Which keys mean something now. */
export function contextOf(state: State): Context {
  const { kind } = state.phase;
  if (kind === 'unreadable') return state.picker ? 'unopened' : 'unreadable';
  if (kind === 'loading') return state.picker ? 'opening' : 'waiting';
  if (kind === 'submitting') return 'waiting';
  if (kind === 'resuming') return 'resume';
  if (state.overlay) return 'page';
  if (kind === 'picking') return pickingContext(state);
  if (kind === 'ended') return 'ended';
  if (kind === 'asking') return 'ask';
  if (state.filtering) return 'filter';
  if (state.adding !== undefined) return 'pick';
  if (state.editor) return state.editor.choices ? 'pick' : 'text';
  return state.step === 'review' ? 'review' : 'list';
}

function pickingContext({ filtering, picker }: State): Context {
  if (filtering) return 'search';
  if (picker?.choosing !== undefined) return 'states';
  return picker?.failed && picker.tasks.length === 0 ? 'unlisted' : 'tasks';
}

/** The contexts in which what is typed goes into a line. */
const TYPING: readonly Context[] = ['text', 'filter', 'search'];
export const takesText = (state: State): boolean => TYPING.includes(contextOf(state));

function act(state: State, action: string): Reduced {
  return asReduced(ACTIONS[action]?.(state) ?? moved(state, action) ?? onLine(state, LINE_ACTIONS[action]));
}

const asReduced = (next: State | Reduced): Reduced => ('effects' in next ? next : only(next));

function onLine(state: State, change: ((line: Line) => Line) | undefined): State {
  if (!change) return state;
  if (state.filtering) return searched(state, { ...state, filtering: change(state.filtering) });
  const { editor } = state;
  return editor
    ? { ...state, editor: { ...editor, line: change(editor.line), fresh: false, refused: false } }
    : state;
}

/** What is typed first takes the place of the old value; a movement keeps it. */
function type(state: State, typed: string): State {
  const clean = cleaned(typed);
  if (clean === '') return state;
  return onLine(state, (line) =>
    insert(state.editor?.fresh && !state.filtering ? { typed: '', at: 0 } : line, clean),
  );
}

/** Picks the first choice that begins with a letter. */
function pickByLetter(state: State, letter: string): State {
  const { editor } = state;
  const begins = (word: string) => word.toLowerCase().startsWith(letter.toLowerCase());
  const found = editor?.choices?.findIndex((_, index) => wordsFor(editor, index).some(begins));
  return editor && found !== undefined && found >= 0
    ? { ...state, editor: { ...editor, choice: found } }
    : state;
}

/** The cursor on a row, or the choice taken, by number; one that is not there changes nothing. */
function chosen(state: State, index = -1): State {
  const { editor, adding, picker } = state;
  if (index < 0) return state;
  if (state.phase.kind === 'picking' && picker?.choosing !== undefined)
    return withPicker(state, { choosing: index });
  if (adding !== undefined) return { ...state, adding: index };
  if (editor?.choices)
    return editor.choices[index] === undefined ? state : { ...state, editor: { ...editor, choice: index } };
  return editor ? state : focusAt(state, index);
}

/** In the list of tasks a word to the user stands until the next key. */
const unsaid = (state: State): State =>
  state.phase.kind === 'picking' && state.message ? { ...state, message: undefined } : state;

const ALWAYS = ['ctrl+c', 'ctrl+z'];

function pressed(state: State, name: string, typed: string): Reduced {
  // What cannot be seen cannot be used: a window that is too small takes no keys but those to leave.
  if (!fits(state.size) && !ALWAYS.includes(name)) return only(state);
  const context = contextOf(state);
  const action = actionFor(context, name);
  if (action) return act(unsaid(state), action);
  if (takesText(state)) return only(type(state, typed));
  if (context === 'states') return only(stateByLetter(state, typed));
  if (context === 'pick' && typed) return only(pickByLetter(state, typed));
  return only(state);
}

/** Input that waits for the task to be read; ^C and ^Z never wait. */
const isTyping = (event: Event): boolean =>
  event.type === 'paste' || (event.type === 'key' && !ALWAYS.includes(event.name));

/** The first key while a task is being opened may take the user back to the list; later ones are meant for the task. */
const goesBack = (state: State, event: Event): boolean =>
  event.type === 'key' && state.ahead.length === 0 && actionFor(contextOf(state), event.name) !== undefined;

/** The task is there. A draft left behind is offered first; keys typed before that was seen do not answer it. */
function opened(state: State, { task, leftovers = [], message }: Extract<Event, { type: 'read' }>): Reduced {
  const mine = leftovers.filter(({ alive }) => !alive);
  const elsewhere = leftovers.length - mine.length;
  const told = message ?? (elsewhere ? text().screen.resume.elsewhere(elsewhere) : undefined);
  const next: State = {
    ...state,
    phase: { kind: 'editing' },
    draft: newDraft(task),
    ahead: [],
    message: told,
  };
  if (mine.length) return only({ ...next, phase: { kind: 'resuming', leftovers: mine, at: 0 } });
  return replay(next, state.ahead);
}

function replay(state: State, events: readonly Event[]): Reduced {
  return events.reduce<Reduced>((done, event) => {
    const next = reduce(done.state, event);
    return { state: next.state, effects: [...done.effects, ...next.effects] };
  }, only(state));
}

/** The wizard after an event. Every change of the draft is put on disk before the next event. */
export function reduce(state: State, event: Event): Reduced {
  const { state: next, effects } = withNextPage(step(state, event));
  // Another task, or none: the one before has been kept already.
  if (next.taskId !== state.taskId) return { state: next, effects };
  const same = next.draft.edits === state.draft.edits && next.decided === state.decided;
  const done = same || effects.some(({ kind }) => kind === 'save');
  return done ? { state: next, effects } : { state: next, effects: [saving(next), ...effects] };
}

function step(state: State, event: Event): Reduced {
  const { phase } = state;
  if (phase.kind === 'loading' && isTyping(event) && !goesBack(state, event))
    return only({ ...state, ahead: [...state.ahead, event] });
  switch (event.type) {
    case 'key':
      return pressed(state, event.name, event.text);
    case 'paste': {
      if (takesText(state)) return only(type(state, event.text.trim()));
      return phase.kind === 'picking' && !state.overlay
        ? asReduced(pastedOver(state, event.text))
        : only(state);
    }
    case 'chosen':
      return only(chosen({ ...state, message: undefined }, event.index));
    case 'quit':
      return quit(state);
    case 'resized':
      return only({ ...state, size: event.size });
    case 'read':
      return opened(state, event);
    case 'listed':
      return listed(state, event);
    case 'unlisted':
      return only(unlisted(state, event));
    case 'told':
      return only(said(state, event.message));
    case 'kept':
      return only(state.unkept === event.problem ? state : { ...state, unkept: event.problem });
    case 'source':
      return only({ ...state, draft: { ...state.draft, source: event.source } });
    case 'unreadable':
      return only({ ...state, phase: { kind: 'unreadable', failure: event.failure } });
    case 'retrying': {
      if (phase.kind === 'picking') return only(slow(state, event.line));
      const waits = phase.kind === 'loading' || phase.kind === 'submitting';
      return only(waits ? { ...state, phase: { ...phase, retry: event.line } } : state);
    }
    case 'stage': {
      const interrupted = phase.kind === 'submitting' && phase.interrupted;
      return only({ ...state, phase: { kind: 'submitting', stage: event.stage, interrupted } });
    }
    case 'meanwhile': {
      const { draft, meanwhile } = event;
      return only({
        ...state,
        phase: { kind: 'editing' },
        step: 'review',
        draft,
        undo: [],
        meanwhile,
        decided: [],
      });
    }
    case 'ended': {
      const places = { ...state.places, ended: { cursor: 0, top: 0 } };
      const { ending } = event;
      const sent = ending.kind === 'verified' || ending.kind === 'unknown' ? { sent: true as const } : {};
      return only({ ...state, ...sent, phase: { kind: 'ended', ending }, places });
    }
  }
}
