/** Small steps that several actions share. */
import type { Effect, State, StepName } from './state.ts';

export interface Reduced {
  readonly state: State;
  readonly effects: readonly Effect[];
}

/** The state with a word to the user. */
export const said = (state: State, message: string): State => ({ ...state, message });

/** The state in another step, outside of any element. */
export function goTo(state: State, step: StepName): State {
  const visited = state.visited.includes(step) ? state.visited : [...state.visited, step];
  return { ...state, step, visited, open: undefined, adding: undefined, exact: false, message: undefined };
}
