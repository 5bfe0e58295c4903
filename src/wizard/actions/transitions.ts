/** Transitions that several actions share. */
import type { Effect } from '../effect.ts';
import type { State, StepName } from '../state.ts';

export interface Transition {
  readonly state: State;
  readonly effects: readonly Effect[];
}

/** Returns the state with a message. */
export const withMessage = (state: State, message: string): State => ({ ...state, message });

/** Returns the state in another step, outside of any element. */
export function goToStep(state: State, step: StepName): State {
  const visited = state.visited.includes(step) ? state.visited : [...state.visited, step];
  return {
    ...state,
    step,
    visited,
    openPath: undefined,
    filling: undefined,
    additionIndex: undefined,
    exactBytes: false,
    message: undefined,
  };
}
