/** Joins the store to the terminal: keys in, screen out. Keeps nothing of its own. */
import { useInput, usePaste, useWindowSize } from 'ink';
import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import type { Store } from '../src/wizard/store.ts';
import { keysIn } from './keys.ts';
import { Wizard } from './Wizard.tsx';

export function App({ store }: { readonly store: Store }): ReactNode {
  const state = useSyncExternalStore(store.subscribe, store.state);
  const { columns, rows } = useWindowSize();
  useEffect(() => {
    const { size } = store.state();
    if (size.columns !== columns || size.rows !== rows)
      store.dispatch({ type: 'resized', size: { columns, rows } });
  }, [store, columns, rows]);
  useInput((input, key) => {
    for (const pressed of keysIn(input, key, store.takesText())) store.dispatch(pressed);
  });
  usePaste((pasted) => store.dispatch({ type: 'paste', text: pasted }));
  return <Wizard state={state} />;
}
