/** Follows a value once it stays the same for a while, so that holding an arrow key doesn't draw what depends on it. */
import { useEffect, useState } from 'react';

/** Returns the value as it was `pauseMs` ago, if it hasn't changed since; until then the one before. 0 follows at once. */
export function usePausedValue<T>(value: T, pauseMs: number): T {
  const [paused, setPaused] = useState(value);
  const follows = pauseMs === 0 && paused !== value;
  // React renders again at once, before anything is drawn.
  if (follows) setPaused(value);
  useEffect(() => {
    if (paused === value) return;
    const timer = setTimeout(setPaused, pauseMs, value);
    return () => clearTimeout(timer);
  }, [value, paused, pauseMs]);
  return follows ? value : paused;
}
