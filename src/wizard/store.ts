/** Holds the state of one wizard, notifies subscribers, and performs effects. */

import type { Effect } from './effect.ts';
import type { Event } from './event.ts';
import { reduce, takesText } from './reducer.ts';
import type { State } from './state.ts';

export interface Store {
  state(): State;
  dispatch(event: Event): void;
  subscribe(listener: () => void): () => void;
  /** Returns true while typed text goes into a text input. */
  takesText(): boolean;
}

/** Returns a store. `clock` returns the time in ms; questions and their answers are dated by it. */
export function newStore(
  initial: State,
  perform: (effect: Effect, store: Store) => void,
  clock: () => number = () => performance.now(),
): Store {
  let state = initial;
  const listeners = new Set<() => void>();
  const store: Store = {
    state: () => state,
    dispatch(event) {
      const reduced = reduce(state, event, clock());
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
