/** The wizard's flow: `(state, event) → state and what the outside has to do`. No I/O, no screen. */
import { changesOf, newDraft, resetValue } from '../task/draft.ts';
import { rebase } from '../task/rebase.ts';
import { findingsOf } from '../task/rules.ts';
import { text } from '../text/text.ts';
import { accept, changed, openEditor } from './editing.ts';
import { actionFor, type Context } from './keymap.ts';
import { cleaned, insert, LINE_ACTIONS, newLine } from './line.ts';
import { focusedRow, focusOn, moved } from './lists.ts';
import { pathOf } from './rows.ts';
import { type Effect, type Event, STEPS, type State, type StepName } from './state.ts';

export interface Reduced {
  readonly state: State;
  readonly effects: readonly Effect[];
}

const only = (state: State): Reduced => ({ state, effects: [] });
const leave = (state: State, code: number): Reduced => ({ state, effects: [{ kind: 'leave', code }] });

/** Which keys mean something now. */
export function contextOf(state: State): Context {
  const { kind } = state.phase;
  if (kind === 'unreadable') return 'unreadable';
  if (kind === 'loading' || kind === 'submitting') return 'waiting';
  if (state.overlay) return 'page';
  if (kind === 'ended') return 'ended';
  if (kind === 'asking') return 'ask';
  if (state.filtering) return 'filter';
  if (state.editor) return state.editor.choices ? 'pick' : 'text';
  return state.step === 'review' ? 'review' : 'list';
}

function goTo(state: State, step: StepName): State {
  const visited = state.visited.includes(step) ? state.visited : [...state.visited, step];
  return { ...state, step, visited, open: undefined, exact: false, message: undefined };
}

function stepBy(state: State, by: number): State {
  const next = STEPS[STEPS.indexOf(state.step) + by];
  return next ? goTo(state, next) : state;
}

function submit(state: State): Reduced {
  const say = text().screen.message;
  const findings = findingsOf(state.draft);
  if (changesOf(state.draft).length === 0) return only({ ...state, message: say.nothingToSubmit });
  if (findings.some((finding) => finding.severity === 'error'))
    return only({ ...state, message: say.errorsFirst });
  if (state.phase.kind === 'editing' && findings.some((finding) => finding.severity === 'warning')) {
    return only({ ...state, phase: { kind: 'asking' } });
  }
  const phase = { kind: 'submitting', stage: 'checking', interrupted: false } as const;
  return {
    state: { ...state, phase, message: undefined, meanwhile: undefined },
    effects: [{ kind: 'submit', draft: state.draft }],
  };
}

/** ^C leaves; while an update is on its way, only the second one does, as its effect would stay unknown. */
function interrupt(state: State): Reduced {
  const { phase } = state;
  if (phase.kind !== 'submitting' || phase.stage === 'checking' || phase.interrupted)
    return leave(state, 130);
  return only({ ...state, phase: { ...phase, interrupted: true } });
}

function back(state: State): State {
  if (state.open !== undefined) return focusOn({ ...state, open: undefined }, state.open);
  if (state.filters[state.step]) return { ...state, filters: { ...state.filters, [state.step]: '' } };
  return stepBy(state, -1);
}

/** Opens the editor of the focused row; from the Review this leads back to where the field stands. */
function edit(state: State): State {
  const path = pathOf(focusedRow(state));
  return path === undefined ? state : { ...state, editor: openEditor(state.draft, path), message: undefined };
}

function reset(state: State): State {
  const path = pathOf(focusedRow(state));
  const draft = path === undefined ? state.draft : resetValue(state.draft, path);
  return draft === state.draft
    ? { ...state, message: text().screen.message.nothingToReset }
    : changed(state, draft);
}

function undo(state: State): State {
  const draft = state.undo.at(-1);
  if (!draft) return { ...state, message: text().screen.message.nothingToUndo };
  return { ...state, draft, undo: state.undo.slice(0, -1), message: text().screen.message.undone };
}

function openElement(state: State): State {
  const row = focusedRow(state);
  return row?.kind === 'element' ? { ...state, open: row.path, message: undefined } : state;
}

function acceptFilter(state: State): State {
  const typed = state.filtering?.typed ?? '';
  return { ...state, filtering: undefined, filters: { ...state.filters, [state.step]: typed } };
}

function choose(state: State, by: number): State {
  const { editor } = state;
  if (!editor?.choices) return state;
  const { length } = editor.choices;
  const from = editor.choice < 0 && by < 0 ? 0 : editor.choice;
  return { ...state, editor: { ...editor, choice: (from + by + length) % length } };
}

/** From the result back to editing: on the task as it is now, with the edits that did not take. */
function goOn(state: State): State {
  const { phase } = state;
  if (phase.kind !== 'ended') return state;
  const editing: State = { ...state, phase: { kind: 'editing' }, step: 'review' };
  if (phase.ending.kind !== 'verified') return editing;
  return { ...editing, draft: rebase(state.draft, phase.ending.taken).draft, undo: [] };
}

/** The exit code of how a submit ended; see the table in docs. */
export function exitCodeOf(state: State): number {
  if (state.phase.kind !== 'ended') return state.phase.kind === 'unreadable' ? 1 : 0;
  const { ending } = state.phase;
  if (ending.kind !== 'verified') return 1;
  return ending.verdicts.some((verdict) => verdict.outcome === 'did_not_take') ? 6 : 0;
}

const page = (state: State, by: number): State => ({
  ...state,
  overlayTop: Math.max(0, state.overlayTop + by),
});

/** What each action of the keymap does to the state. */
const ACTIONS: Readonly<Record<string, (state: State) => State | Reduced>> = {
  edit,
  submit,
  yes: submit,
  no: (state) => ({ ...state, phase: { kind: 'editing' } }),
  accept: (state) => (state.filtering ? acceptFilter(state) : accept(state)),
  cancel: (state) => ({ ...state, editor: undefined, filtering: undefined }),
  choiceBack: (state) => choose(state, -1),
  choiceNext: (state) => choose(state, 1),
  open: openElement,
  reset,
  undo,
  filter: (state) => ({ ...state, filtering: newLine(state.filters[state.step] ?? ''), message: undefined }),
  request: (state) => ({ ...state, overlay: 'request', overlayTop: 0 }),
  exact: (state) => ({ ...state, exact: !state.exact }),
  previousStep: (state) => stepBy(state, -1),
  nextStep: (state) => stepBy(state, 1),
  review: (state) => {
    const next = accept(state);
    return next.editor ? next : goTo(next, 'review');
  },
  back,
  close: (state) => ({ ...state, overlay: undefined }),
  finish: (state) => leave(state, exitCodeOf(state)),
  goOn,
  help: (state) => ({ ...state, overlay: 'help', overlayTop: 0 }),
  interrupt,
  suspend: (state) => ({ state, effects: [{ kind: 'suspend' }] }),
  scrollUp: (state) => page(state, -1),
  scrollDown: (state) => page(state, 1),
};

function act(state: State, action: string): Reduced {
  const handle = ACTIONS[action];
  const next = handle?.(state) ?? moved(state, action) ?? onLine(state, LINE_ACTIONS[action]);
  return 'effects' in next ? next : only(next);
}

type LineChange = (line: { typed: string; at: number }) => { typed: string; at: number };

function onLine(state: State, change: LineChange | undefined): State {
  if (!change) return state;
  if (state.filtering) return { ...state, filtering: change(state.filtering) };
  const { editor } = state;
  return editor ? { ...state, editor: { ...editor, line: change(editor.line), refused: false } } : state;
}

function type(state: State, typed: string): State {
  const clean = cleaned(typed);
  return clean === '' ? state : onLine(state, (line) => insert(line, clean));
}

/** Picks the next choice that begins with a letter. */
function pickByLetter(state: State, letter: string): State {
  const { editor } = state;
  const found = editor?.choices?.findIndex((choice) => choice.toLowerCase().startsWith(letter.toLowerCase()));
  return editor && found !== undefined && found >= 0
    ? { ...state, editor: { ...editor, choice: found } }
    : state;
}

function pressed(state: State, name: string, typed: string): Reduced {
  const context = contextOf(state);
  const action = actionFor(context, name);
  if (action) return act(state, action);
  if (context === 'text' || context === 'filter') return only(type(state, typed));
  if (context === 'pick' && typed) return only(pickByLetter(state, typed));
  return only(state);
}

/** Input that waits for the task to be read; ^C and ^Z never wait. */
const isTyping = (event: Event): boolean =>
  event.type === 'paste' || (event.type === 'key' && !['ctrl+c', 'ctrl+z'].includes(event.name));

function replay(state: State, events: readonly Event[]): Reduced {
  return events.reduce<Reduced>((done, event) => {
    const next = reduce(done.state, event);
    return { state: next.state, effects: [...done.effects, ...next.effects] };
  }, only(state));
}

/** The wizard after an event. */
export function reduce(state: State, event: Event): Reduced {
  if (state.phase.kind === 'loading' && isTyping(event))
    return only({ ...state, ahead: [...state.ahead, event] });
  switch (event.type) {
    case 'key':
      return pressed(state, event.name, event.text);
    case 'paste': {
      const context = contextOf(state);
      const takes = context === 'text' || context === 'filter';
      return only(takes ? type(state, event.text.trim()) : state);
    }
    case 'resized':
      return only({ ...state, size: event.size });
    case 'read':
      return replay(
        { ...state, phase: { kind: 'editing' }, draft: newDraft(event.task), ahead: [] },
        state.ahead,
      );
    case 'unreadable':
      return only({ ...state, phase: { kind: 'unreadable', failure: event.failure } });
    case 'stage': {
      const interrupted = state.phase.kind === 'submitting' && state.phase.interrupted;
      return only({ ...state, phase: { kind: 'submitting', stage: event.stage, interrupted } });
    }
    case 'meanwhile':
      return only({
        ...state,
        phase: { kind: 'editing' },
        step: 'review',
        draft: event.draft,
        undo: [],
        meanwhile: event.meanwhile,
      });
    case 'ended':
      return only({
        ...state,
        phase: { kind: 'ended', ending: event.ending },
        places: { ...state.places, ended: { cursor: 0, top: 0 } },
      });
  }
}
