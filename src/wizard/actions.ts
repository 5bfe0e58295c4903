/** What each action of the keymap does to the state. */
import { changesOf, currentTask, isAdded, isRemoved, locateIn, resetPath } from '../task/draft.ts';
import { valueAt } from '../task/path.ts';
import { rebase } from '../task/rebase.ts';
import { findingsOf } from '../task/rules/rules.ts';
import { text } from '../text/text.ts';
import { additionsFor } from './additions.ts';
import { accept, changed, openEditor } from './editing.ts';
import { add, addChosen, drop, takeOffer } from './elements.ts';
import { newLine } from './line.ts';
import { focusedRow, focusOn } from './lists.ts';
import { goTo, type Reduced, said } from './moves.ts';
import { pageLines, pageRoom, pageTop } from './pages.ts';
import { leaveTask, PICKING_ACTIONS } from './picking.ts';
import { discardLeftover, mine, nextLeftover, resume, theirs } from './resuming.ts';
import { undecided } from './review.ts';
import { pathOf, type Row } from './rows.ts';
import { STEPS, type State } from './state.ts';

const leave = (state: State, code: number): Reduced => ({ state, effects: [{ kind: 'leave', code }] });
const words = () => text().screen.message;

function stepBy(state: State, by: number): State {
  const next = STEPS[STEPS.indexOf(state.step) + by];
  return next ? goTo(state, next) : state;
}

/** What keeps a draft from being submitted, or written as a plan. */
function obstacle(state: State): string | undefined {
  const open = undecided(state).length;
  if (open) return words().undecided(open);
  if (changesOf(state.draft).length === 0) return words().nothingToSubmit;
  const errors = findingsOf(state.draft).some(({ severity }) => severity === 'error');
  return errors ? words().errorsFirst : undefined;
}

function plan(state: State): State | Reduced {
  const message = obstacle(state);
  return message ? said(state, message) : { state, effects: [{ kind: 'plan', draft: state.draft }] };
}

function submit(state: State): State | Reduced {
  const findings = findingsOf(state.draft);
  const message = obstacle(state);
  if (message) return said(state, message);
  if (state.phase.kind === 'editing' && findings.some(({ severity }) => severity === 'warning')) {
    return { ...state, phase: { kind: 'asking' } };
  }
  const phase = { kind: 'submitting', stage: 'checking', interrupted: false } as const;
  return {
    state: { ...state, phase, message: undefined, meanwhile: undefined, decided: [] },
    effects: [{ kind: 'submit', draft: state.draft }],
  };
}

/** ^C leaves; while an update is on its way, only the second one does, as its effect would stay unknown. */
function interrupt(state: State): State | Reduced {
  const { phase } = state;
  if (phase.kind !== 'submitting' || phase.stage === 'checking' || phase.interrupted)
    return leave(state, 130);
  return { ...state, phase: { ...phase, interrupted: true } };
}

/** Leaves without ^C: cancelled, or with the code of how it ended. An update on its way is seen to its end. */
export function quit(state: State): Reduced {
  const { kind } = state.phase;
  if (kind === 'submitting') return { state, effects: [] };
  const code = exitCodeOf(state);
  return leave(state, kind === 'ended' || kind === 'unreadable' ? code : code || 3);
}

function back(state: State): State | Reduced {
  if (state.open !== undefined) return focusOn({ ...state, open: undefined }, state.open);
  if (state.filters[state.step]) return { ...state, filters: { ...state.filters, [state.step]: '' } };
  return backStep(state);
}

/** The step before; before the first one, the list of tasks where there is one. */
function backStep(state: State): State | Reduced {
  return state.step === STEPS[0] ? leaveTask(state) : stepBy(state, -1);
}

/** True for a row of an element that the draft takes out, or of one inside it. */
function isTakenOut(state: State, row: Row | undefined): boolean {
  if (row?.kind !== 'element') return false;
  const task = currentTask(state.draft);
  return row.keys.some((_, index) => isRemoved(valueAt(task, row.keys.slice(0, index + 1))));
}

const isList = (row: Row | undefined): boolean => row?.kind === 'field' && row.field.separator !== undefined;

/** Opens the editor of the focused row; what has no single value opens into its fields or entries. */
function edit(state: State): State {
  const row = focusedRow(state);
  const path = pathOf(row);
  if (isTakenOut(state, row)) return said(state, words().takenOut);
  if (row?.kind === 'entry')
    return { ...state, editor: openEditor(state.draft, row.path, row.index), message: undefined };
  if (path === undefined || isList(row)) return openRow(state);
  if (locateIn(state.draft, path).field.of) return state;
  return { ...state, editor: openEditor(state.draft, path), message: undefined };
}

function openRow(state: State): State {
  const row = focusedRow(state);
  if (isTakenOut(state, row)) return said(state, words().takenOut);
  if (row?.kind !== 'element' && !isList(row)) return state;
  return { ...state, open: (row as { path: string }).path, message: undefined };
}

function reset(state: State): State {
  const row = focusedRow(state);
  const element = row?.kind === 'element' ? valueAt(currentTask(state.draft), row.keys) : undefined;
  const whole = isRemoved(element) || isAdded(element);
  const path = row?.kind === 'element' && whole ? row.path : pathOf(row);
  const draft = path === undefined ? state.draft : resetPath(state.draft, path);
  return draft === state.draft ? said(state, words().nothingToReset) : changed(state, draft);
}

function undo(state: State): State {
  const draft = state.undo.at(-1);
  if (!draft) return said(state, words().nothingToUndo);
  const { source } = state.draft;
  const known = source && !draft.source ? { ...draft, source } : draft;
  return { ...state, draft: known, undo: state.undo.slice(0, -1), open: undefined, message: words().undone };
}

function acceptFilter(state: State): State {
  const typed = state.filtering?.typed ?? '';
  return { ...state, filtering: undefined, filters: { ...state.filters, [state.step]: typed } };
}

function cancel(state: State): State {
  if (state.filtering)
    return { ...state, filtering: undefined, filters: { ...state.filters, [state.step]: '' } };
  return { ...state, editor: undefined, adding: undefined };
}

/** The next or previous of what there is to choose from, round and round. */
function choose(state: State, by: number): State {
  const round = (at: number, length: number) => ((at < 0 && by < 0 ? 0 : at) + by + length) % length;
  if (state.adding !== undefined) {
    const { length } = additionsFor(state, focusedRow(state));
    return { ...state, adding: round(state.adding, length) };
  }
  const { editor } = state;
  if (editor?.choices) {
    return {
      ...state,
      editor: { ...editor, choice: round(editor.choice, editor.choices.length), refused: false },
    };
  }
  return editor?.field.presets ? { ...state, editor: preset(editor, by) } : state;
}

/** ↑ ↓ in a field with presets go through them, from what is typed. */
function preset(editor: NonNullable<State['editor']>, by: number): NonNullable<State['editor']> {
  const values = (editor.field.presets ?? []).map(([value]) => value);
  const now = Number(editor.line.typed);
  const next = by > 0 ? values.find((value) => value > now) : values.findLast((value) => value < now);
  return next === undefined ? editor : { ...editor, line: newLine(String(next)), fresh: false };
}

/** From the result back to editing: on the task as it is now, with the edits that did not take. */
function goOn(state: State): State {
  const { phase } = state;
  if (phase.kind !== 'ended') return state;
  const editing: State = { ...state, phase: { kind: 'editing' }, step: 'review' };
  if (phase.ending.kind !== 'verified') return editing;
  return { ...editing, draft: rebase(state.draft, phase.ending.taken).draft, undo: [] };
}

/** The exit code of how a submit ended; see the table in the README. */
export function exitCodeOf(state: State): number {
  if (state.phase.kind !== 'ended') return state.phase.kind === 'unreadable' || state.picker?.failed ? 1 : 0;
  const { ending } = state.phase;
  if (ending.kind !== 'verified') return 1;
  return ending.verdicts.some(({ outcome }) => outcome === 'did_not_take') ? 6 : 0;
}

function scrolled(state: State, by: number): State {
  const most = Math.max(0, pageLines(state).length - pageRoom(state));
  return { ...state, overlayTop: Math.max(0, Math.min(most, pageTop(state) + by)) };
}

export const ACTIONS: Readonly<Record<string, (state: State) => State | Reduced>> = {
  ...PICKING_ACTIONS,
  resume,
  nextLeftover,
  discardLeftover,
  startFresh: (state) => ({ ...state, phase: { kind: 'editing' } }),
  mine,
  theirs,
  edit,
  submit,
  yes: submit,
  no: (state) => ({ ...state, phase: { kind: 'editing' } }),
  accept: (state) =>
    state.filtering ? acceptFilter(state) : state.adding !== undefined ? addChosen(state) : accept(state),
  cancel,
  choiceBack: (state) => choose(state, -1),
  choiceNext: (state) => choose(state, 1),
  open: openRow,
  reset,
  drop,
  add,
  offer: takeOffer,
  undo,
  filter: (state) =>
    state.open === undefined
      ? { ...state, filtering: newLine(state.filters[state.step] ?? ''), message: undefined }
      : state,
  plan,
  request: (state) => ({ ...state, overlay: 'request', overlayTop: 0 }),
  exact: (state) => ({ ...state, exact: !state.exact }),
  previousStep: backStep,
  nextStep: (state) => stepBy(state, 1),
  review: (state) => {
    const next = accept(state);
    return next.editor ? next : goTo(next, 'review');
  },
  back,
  close: (state) => ({ ...state, overlay: undefined }),
  finish: (state) => leave(state, exitCodeOf(state)),
  goOn,
  again: (state) => ({ state: { ...state, phase: { kind: 'loading' } }, effects: [{ kind: 'read' }] }),
  help: (state) => ({ ...state, overlay: 'help', overlayTop: 0 }),
  interrupt,
  suspend: (state) => ({ state, effects: [{ kind: 'suspend' }] }),
  scrollUp: (state) => scrolled(state, -1),
  scrollDown: (state) => scrolled(state, 1),
  scrollPageUp: (state) => scrolled(state, -pageRoom(state)),
  scrollPageDown: (state) => scrolled(state, pageRoom(state)),
  scrollFirst: (state) => scrolled(state, -Infinity),
  scrollLast: (state) => scrolled(state, Infinity),
};
