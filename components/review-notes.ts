/** The notes under the changes of Review, about data sent besides the edits. */
import { changesOf } from '../src/task/edits/draft.ts';
import { wrap } from '../src/terminal/text/text-width.ts';
import { text } from '../src/text/text.ts';
import { layoutOf } from '../src/wizard/layout.ts';
import { unresolvedConflicts } from '../src/wizard/rows/review-rows.ts';
import { rowsOf } from '../src/wizard/rows/rows.ts';
import type { State } from '../src/wizard/state.ts';
import { collateralChanges, movedText } from '../src/wizard/text/messages.ts';

export interface ReviewNotes {
  /** The notes that there is room for, each whole, in lines. */
  readonly lines: readonly string[];
  /** True if there are more. */
  readonly isCut: boolean;
}

/** Changes by others since the task was read, in lines: those in the footer, and a note that it has no room for. */
export interface RemoteNotes {
  readonly footer: readonly string[];
  readonly note: string;
}

/** Returns what others changed. The footer has two rows for it, or three if nothing can be submitted. */
export function remoteNotes(state: State): RemoteNotes {
  const texts = text().screen.meanwhile;
  const { conflict, draft, size } = state;
  const open = unresolvedConflicts(state).length;
  const first = [...(open ? [texts.conflicts(open)] : []), ...(conflict?.objects ? [texts.objects] : [])];
  const lines = first.flatMap((words) => wrap(words, size.columns - 2));
  const moved = conflict?.moved.length ? texts.moved(movedText(draft, conflict.moved)) : '';
  if (moved === '') return { footer: lines, note: '' };
  const all = [...lines, ...wrap(moved, size.columns - 2)];
  return all.length <= (first.length ? 3 : 2) ? { footer: all, note: '' } : { footer: lines, note: moved };
}

/** Returns the notes that fit under the rows of Review. */
export function reviewNotes(state: State): ReviewNotes {
  const { draft, phase, size, step } = state;
  if (step !== 'review' || phase.kind === 'result' || changesOf(draft).length === 0)
    return { lines: [], isCut: false };
  const room = layoutOf(size).body - rowsOf(state).length - 1;
  const lines: string[] = [];
  const { note: remote } = remoteNotes(state);
  for (const note of [...(remote ? [remote] : []), ...collateralChanges(draft)]) {
    const wrapped = wrap(note, size.columns - 2);
    if (lines.length + wrapped.length > room) return { lines, isCut: true };
    lines.push(...wrapped);
  }
  return { lines, isCut: false };
}
