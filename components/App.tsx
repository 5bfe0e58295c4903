/** Connects the store to the terminal: keys in, screen out. Has no state of its own. */
import { useApp, useStdout } from 'ink';
import { type ReactNode, useEffect, useLayoutEffect, useSyncExternalStore } from 'react';
import type { JsonObject } from '../src/json/json.ts';
import { baseWithAdditions } from '../src/task/edits/draft.ts';
import type { Keyboard } from '../src/terminal/keys/keyboard.ts';
import { isUnseenQuestion } from '../src/wizard/questions.ts';
import { prefetchRows } from '../src/wizard/rows/prefetch.ts';
import type { Store } from '../src/wizard/store.ts';
import { Wizard } from './Wizard.tsx';

export interface AppProps {
  readonly store: Store;
  /** Started while the wizard is on the screen. Ink reads no keys: it drops some after Esc. */
  readonly keyboard: Keyboard;
  /** Calls back when the terminal has taken the frame that was drawn; without it, at once. */
  readonly afterFrame?: (then: () => void) => void;
  /** Receives a function that suspends the screen while something else uses the terminal. */
  readonly onSuspender?: (lend: (meanwhile: () => Promise<void>) => Promise<void>) => void;
}

/** Delay before long lists are prefetched, and interval between steps, in ms: keys go first. */
const [PREFETCH_DELAY_MS, PREFETCH_INTERVAL_MS] = [250, 5];

function usePreparation(task: JsonObject): void {
  useEffect(() => {
    const work = prefetchRows(task);
    const go = () => {
      if (!work.next().done) timer = setTimeout(go, PREFETCH_INTERVAL_MS);
    };
    let timer = setTimeout(go, PREFETCH_DELAY_MS);
    return () => clearTimeout(timer);
  }, [task]);
}

const atOnce = (then: () => void) => then();

export function App({ store, keyboard, afterFrame = atOnce, onSuspender }: AppProps): ReactNode {
  const { suspendTerminal } = useApp();
  useEffect(() => onSuspender?.(suspendTerminal), [onSuspender, suspendTerminal]);
  const state = useSyncExternalStore(store.subscribe, store.state);
  usePreparation(baseWithAdditions(state.draft));
  const screen = useStdout().stdout as NodeJS.WriteStream;
  // By the store at once: a frame of the old size would have rows that are too wide.
  useLayoutEffect(() => {
    const follow = () => {
      const { size } = store.state();
      const { columns, rows } = screen;
      if (size.columns !== columns || size.rows !== rows)
        store.dispatch({ type: 'resized', size: { columns, rows } });
    };
    screen.on('resize', follow);
    follow();
    return () => void screen.off('resize', follow);
  }, [store, screen]);
  // A layout effect ends before the process does, also on a signal.
  useLayoutEffect(() => {
    keyboard.start();
    return () => keyboard.stop();
  }, [keyboard]);
  useEffect(() => {
    if (!isUnseenQuestion(state)) return;
    afterFrame(() => {
      // On a slow line another question may be asked by now.
      if (store.state().phase === state.phase) store.dispatch({ type: 'questionShown' });
    });
  }, [store, state, afterFrame]);
  return <Wizard state={state} />;
}
