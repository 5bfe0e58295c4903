/** Joins the store to the terminal: keys in, screen out. Keeps nothing of its own. */
import { useApp, useInput, usePaste, useWindowSize } from 'ink';
import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import type { JsonObject } from '../src/json/json.ts';
import { outline } from '../src/task/draft.ts';
import { preparing } from '../src/wizard/preparing.ts';
import type { Store } from '../src/wizard/store.ts';
import { keysIn } from './keys.ts';
import { Wizard } from './Wizard.tsx';

export interface AppProps {
  readonly store: Store;
  /** Is told before what a key does is shown. */
  readonly onKey?: () => void;
  /** Is given the way to lend the terminal to someone else for a while. */
  readonly onLender?: (lend: (meanwhile: () => Promise<void>) => Promise<void>) => void;
}

/** How long after a task has come its long lists are prepared, and how long between stretches, in ms: keys go first. */
const [BEFORE, BETWEEN] = [250, 5];

function usePreparation(task: JsonObject): void {
  useEffect(() => {
    const work = preparing(task);
    const go = () => {
      if (!work.next().done) timer = setTimeout(go, BETWEEN);
    };
    let timer = setTimeout(go, BEFORE);
    return () => clearTimeout(timer);
  }, [task]);
}

export function App({ store, onKey, onLender }: AppProps): ReactNode {
  const { suspendTerminal } = useApp();
  useEffect(() => onLender?.(suspendTerminal), [onLender, suspendTerminal]);
  const state = useSyncExternalStore(store.subscribe, store.state);
  usePreparation(outline(state.draft));
  const { columns, rows } = useWindowSize();
  useEffect(() => {
    const { size } = store.state();
    if (size.columns !== columns || size.rows !== rows)
      store.dispatch({ type: 'resized', size: { columns, rows } });
  }, [store, columns, rows]);
  useInput((input, key) => {
    onKey?.();
    for (const pressed of keysIn(input, key, store.takesText())) store.dispatch(pressed);
  });
  usePaste((pasted) => store.dispatch({ type: 'paste', text: pasted }));
  return <Wizard state={state} />;
}
