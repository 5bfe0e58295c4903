/**
 * Delays what follows from keys that come fast: hints and filtered rows while a text is typed, details of the focused
 * row while it moves. Typed text and the mark of the focused row show at once.
 */
import { useEffect, useState } from 'react';
import type { State, TextInput } from '../src/wizard/state.ts';

/** Time without a key after which typing has paused and the focus rests, in ms. */
export const KEY_PAUSE_MS = 300;

/** Parts of the state that typing alone changes: the text input, and the position in the filtered list. */
const TYPED: readonly string[] = ['editor', 'filtering', 'places', 'cutText'];
/** The part of the state that moving the focus alone changes. */
const MOVED: readonly string[] = ['places'];

const lineIn = ({ editor, filtering }: State): TextInput | undefined =>
  filtering ?? (editor?.choices ? undefined : editor?.line);

function differOnlyIn(parts: readonly string[], before: State, after: State): boolean {
  const names = Object.keys(after) as (keyof State)[];
  return names.every((name) => parts.includes(name) || before[name] === after[name]);
}

/** Returns true if two states differ only by typing in one text input. */
function differsOnlyByTyping(before: State, after: State): boolean {
  const [old, now] = [lineIn(before), lineIn(after)];
  if (!old || !now || old === now || before.editor?.path !== after.editor?.path) return false;
  if (before.editor?.entry !== after.editor?.entry || after.editor?.showProblem) return false;
  return differOnlyIn(TYPED, before, after);
}

/** Returns true if two states differ only by the focused row. */
const differsOnlyByMoving = (before: State, after: State): boolean =>
  before.places !== after.places && differOnlyIn(MOVED, before, after);

/** Settles of all hooks that wait: one timer for all, so that one render and one write follow. */
const waiting = new Set<() => void>();
let pause: NodeJS.Timeout | undefined;

/** Runs a function once no key came for the pause, together with all others that wait. Returns a way to withdraw it. */
function afterPause(settle: () => void): () => void {
  waiting.add(settle);
  clearTimeout(pause);
  pause = setTimeout(() => {
    for (const settleNow of waiting) settleNow();
    waiting.clear();
  }, KEY_PAUSE_MS);
  return () => {
    waiting.delete(settle);
    if (waiting.size === 0) clearTimeout(pause);
  };
}

/** Returns a value as it was before what differs only in passing, until that has rested; else the newest one. */
export function useSettled<T>(value: T, isPassing: (before: T, after: T) => boolean): T {
  const [settled, settle] = useState(value);
  const waits = isPassing(settled, value);
  // React renders again at once, before anything is drawn.
  if (!waits && settled !== value) settle(value);
  useEffect(() => {
    if (waits) return afterPause(() => settle(value));
  }, [value, waits]);
  return waits ? settled : value;
}

/** Returns the state as of the last typing pause; the newest one while nothing is typed. */
export const useTypedState = (state: State): State => useSettled(state, differsOnlyByTyping);

/** Returns the state as of the last rest of the focus; the newest one if anything else changed. */
export const useRestedState = (state: State): State => useSettled(state, differsOnlyByMoving);
