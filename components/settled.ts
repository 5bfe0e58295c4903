/** What is typed shows in its line at once. What follows from it, as hints and filtered rows do, waits for a pause. */
import { useEffect, useReducer, useRef } from 'react';
import type { Line, State } from '../src/wizard/state.ts';

/** A line without a further key for so long, in ms, is what was meant. */
export const PAUSE = 300;

/** What may differ while nothing happens but typing: the line itself, and where the list is that it filters. */
const TYPED: readonly string[] = ['editor', 'filtering', 'places'];

const lineIn = ({ editor, filtering }: State): Line | undefined =>
  filtering ?? (editor?.choices ? undefined : editor?.line);

/** True where nothing has happened between two states but typing in one line. */
export function onlyTyped(before: State, after: State): boolean {
  const [old, now] = [lineIn(before), lineIn(after)];
  if (!old || !now || old === now || before.editor?.path !== after.editor?.path) return false;
  if (before.editor?.entry !== after.editor?.entry || after.editor?.refused) return false;
  const names = Object.keys(after) as (keyof State)[];
  return names.every((name) => TYPED.includes(name) || before[name] === after[name]);
}

/** The state as it was when the typing last paused; the newest one where nobody types. */
export function useSettled(state: State): State {
  const settled = useRef(state);
  const [, draw] = useReducer((count: number) => count + 1, 0);
  if (!onlyTyped(settled.current, state)) settled.current = state;
  useEffect(() => {
    if (settled.current === state) return;
    const timer = setTimeout(() => {
      settled.current = state;
      draw();
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [state]);
  return settled.current;
}
