/** The context of a state: it decides the meaning of keys. */
import type { Context } from './keymap.ts';
import type { State } from './state.ts';

/** Returns the context, which decides the meaning of keys. */
export function contextOf(state: State): Context {
  const { phase } = state;
  const { kind } = phase;
  if (kind === 'loading') return state.picker ? 'taskLoading' : 'waiting';
  if (kind === 'submitting') return 'waiting';
  if (state.overlay) return 'overlay';
  if (kind === 'taskFailed') return state.picker ? 'openFailed' : 'taskFailed';
  if (kind === 'watching') return 'watching';
  if (kind === 'resuming') return phase.discarding ? 'confirmDiscard' : 'resumeDraft';
  if (kind === 'picking') return pickingContext(state);
  if (kind === 'result') return 'result';
  if (kind === 'confirming') return 'confirm';
  if (kind === 'confirmingStart') return 'confirmStart';
  if (state.filtering) return 'filter';
  if (state.additionIndex !== undefined) return 'choice';
  if (state.editor) return state.editor.choices ? 'choice' : 'textInput';
  return state.step === 'review' ? 'review' : 'list';
}

function pickingContext({ filtering, picker }: State): Context {
  if (filtering) return 'taskSearch';
  if (picker?.choosing !== undefined) return 'stateChoice';
  return picker?.failed && picker.tasks.length === 0 ? 'listFailed' : 'taskList';
}

/** Contexts in which typed text goes into a text input. */
const TYPING: readonly Context[] = ['textInput', 'filter', 'taskSearch'];

/** Returns true while typed text goes into a text input. */
export const takesText = (state: State): boolean => TYPING.includes(contextOf(state));
