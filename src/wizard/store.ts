/** Holds the state of one wizard, tells those who watch it, and hands effects to whoever carries them out. */
import { reduce, takesText } from './reduce.ts';
import type { Effect, Event, State } from './state.ts';

export interface Store {
  state(): State;
  dispatch(event: Event): void;
  subscribe(listener: () => void): () => void;
  /** True while what is typed goes into a field. */
  takesText(): boolean;
}

export function newStore(initial: State, perform: (effect: Effect, store: Store) => void): Store {
  let state = initial;
  const listeners = new Set<() => void>();
  const store: Store = {
    state: () => state,
    dispatch(event) {
      const reduced = reduce(state, event);
      const changed = reduced.state !== state;
      state = reduced.state;
      for (const effect of reduced.effects) perform(effect, store);
      if (changed) for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    takesText: () => takesText(state),
  };
  return store;
}
