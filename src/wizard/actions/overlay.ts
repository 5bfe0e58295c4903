/** Opens, closes and scrolls the page over a step. */
import type { Overlay, State } from '../state.ts';
import { pageHeight, pageLines, pageTop } from '../text/overlay-pages.ts';

/** Opens a page at its first line. */
export const openOverlay = (state: State, overlay: Overlay): State => ({ ...state, overlay, overlayTop: 0 });

/** Closes the page. */
export const closeOverlay = (state: State): State => ({ ...state, overlay: undefined });

/** Scrolls the page by a number of lines, never past either end. */
export function scrollOverlay(state: State, by: number): State {
  const most = Math.max(0, pageLines(state).length - pageHeight(state));
  return { ...state, overlayTop: Math.max(0, Math.min(most, pageTop(state) + by)) };
}
