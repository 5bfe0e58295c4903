/** Files about a loaded task: abandoned drafts, and interrupted updates. */
import type { JsonObject } from '../../json/json.ts';
import type { Session } from '../../session/session.ts';
import { type DraftLookup, discardDraft, findDrafts, type SavedDraft } from '../../storage/drafts.ts';
import type { FileFault } from '../../storage/files.ts';
import { findHistoryProblem } from '../../storage/history.ts';
import { findPausesProblem } from '../../storage/pauses.ts';
import { replay } from '../../task/edits/saved/replay.ts';
import { text } from '../../text/text.ts';
import { settlePauses } from '../../update/pause-journal.ts';
import { type RecoveredUpdate, recoverInterrupted } from '../../update/update-journal.ts';
import type { Event } from '../../wizard/event.ts';
import type { AbandonedDraft } from '../../wizard/phase.ts';
import { recoveredText } from '../update/recover.ts';

/** The files that were found about a task. */
export interface TaskFiles {
  /** Drafts with edits that the task doesn't have yet. */
  readonly drafts: readonly SavedDraft[];
  readonly quarantined: readonly string[];
  /** Drafts that a newer version of the wizard wrote. */
  readonly newer: readonly string[];
  /** Drafts and files of the history that can't be read. */
  readonly unreadable: readonly FileFault[];
  /** Interrupted updates and their outcomes. */
  readonly recovered: readonly RecoveredUpdate[];
  /** True if the task was paused from here and not started again. */
  readonly isLeftPaused: boolean;
}

/**
 * Reads the drafts and the interrupted updates of a task. Deletes a draft whose edits the task has already: its update
 * was applied and only the file was left.
 */
export function findTaskFiles(
  session: Session,
  task: JsonObject,
  saved: DraftLookup = findDrafts(session.taskId, session.endpoint),
): TaskFiles {
  const { drafts, quarantined, newer, unreadable } = saved;
  const isApplied = ({ edits }: SavedDraft): boolean => {
    const { draft, conflicts } = replay(task, edits);
    return draft.edits.length === 0 && conflicts.length === 0;
  };
  const applied = drafts.filter(isApplied);
  for (const draft of applied) if (!draft.inUse) discardDraft(draft);
  return {
    drafts: drafts.filter((draft) => !applied.includes(draft)),
    quarantined,
    newer,
    unreadable: [...unreadable, ...(session.demo ? [] : historyFaults())],
    recovered: recoverInterrupted(session, task),
    isLeftPaused: settlePauses(session, task),
  };
}

const historyFaults = (): FileFault[] =>
  [findHistoryProblem() ?? findPausesProblem()].filter((fault) => fault !== undefined);

/** Returns the event that shows a task, with the drafts to offer and what is to be said about other files. */
export function taskLoadedEvent(
  task: JsonObject,
  { drafts, quarantined, newer, unreadable, recovered, isLeftPaused }: TaskFiles,
  now: number,
): Event {
  const messages = text().screen.resume;
  const leftovers = drafts.map(
    ({ file, saved, edits, inUse }): AbandonedDraft => ({ key: file, age: now - saved, edits, alive: inUse }),
  );
  const lines = [
    ...(isLeftPaused ? [text().pausing.leftPaused] : []),
    ...recovered.map(recoveredText),
    ...quarantined.map((file) => messages.quarantined(file)),
    ...newer.map((file) => messages.newer(file)),
    ...unreadable.map(({ path, why }) => messages.unreadable(path, why)),
  ];
  return {
    ...{ type: 'taskLoaded', task, leftovers, isLeftPaused },
    ...(lines.length ? { message: lines.join(' ') } : {}),
  };
}
