/** Debounces what follows from typing, such as hints and filtered rows. Typed text itself shows at once. */
import { useEffect, useState } from 'react';
import type { State, TextInput } from '../src/wizard/state.ts';

/** Time without a key after which typing has paused, in ms. */
export const TYPING_PAUSE_MS = 300;

/** Parts of the state that typing alone changes: the text input, and the position in the filtered list. */
const TYPED: readonly string[] = ['editor', 'filtering', 'places', 'cutText'];

const lineIn = ({ editor, filtering }: State): TextInput | undefined =>
  filtering ?? (editor?.choices ? undefined : editor?.line);

/** Returns true if two states differ only by typing in one text input. */
export function differsOnlyByTyping(before: State, after: State): boolean {
  const [old, now] = [lineIn(before), lineIn(after)];
  if (!old || !now || old === now || before.editor?.path !== after.editor?.path) return false;
  if (before.editor?.entry !== after.editor?.entry || after.editor?.showProblem) return false;
  const names = Object.keys(after) as (keyof State)[];
  return names.every((name) => TYPED.includes(name) || before[name] === after[name]);
}

/** Returns the state as of the last typing pause; the newest one while nothing is typed. */
export function useDebouncedState(state: State): State {
  const [settled, settle] = useState(state);
  const isTyping = differsOnlyByTyping(settled, state);
  // React renders again at once, before anything is drawn.
  if (!isTyping && settled !== state) settle(state);
  useEffect(() => {
    if (!isTyping) return;
    const timer = setTimeout(settle, TYPING_PAUSE_MS, state);
    return () => clearTimeout(timer);
  }, [state, isTyping]);
  return isTyping ? settled : state;
}
