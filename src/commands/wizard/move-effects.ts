/** The pause and the start of the open task in the wizard. Explained in docs/pause-change-start.md. */
import { ServiceError } from '../../api/service-error.ts';
import { exitCodeFor } from '../../cli/error-report.ts';
import type { JsonObject } from '../../json/json.ts';
import type { Session } from '../../session/session.ts';
import { stateOf } from '../../task/pausing.ts';
import { failureLines } from '../../text/failure-text.ts';
import { text } from '../../text/text.ts';
import { type MoveResult, pauseChangeStart } from '../../update/pause-change-start.ts';
import { pauseJournalFor } from '../../update/pause-journal.ts';
import type { SubmitOptions } from '../../update/submit.ts';
import type { Event } from '../../wizard/event.ts';
import type { MoveEnd } from '../../wizard/phase.ts';
import type { State } from '../../wizard/state.ts';
import { commandFor } from '../pausing/next-command.ts';
import { isLeftPaused, pauseOutcome } from '../pausing/pause-outcome.ts';
import { sendStart } from '../pausing/send-action.ts';
import { DEFAULT_WAIT_MS } from '../update/options.ts';

export interface MoveEffectOptions {
  readonly dispatch: (event: Event) => void;
  readonly signal: AbortSignal;
  /** Receives the reason if the journal can't be written. */
  readonly onProblem: (why: string) => void;
}

/** Pauses the task, submits the draft, and starts the task again. Throws the signal's reason. */
export function sendWithPause(
  session: Session,
  draft: State['draft'],
  submit: SubmitOptions,
  { dispatch, signal, onProblem }: MoveEffectOptions,
): Promise<MoveResult> {
  return pauseChangeStart(session.client, session.taskId, draft, {
    ...{ submit, signal, waitMs: DEFAULT_WAIT_MS },
    pauses: pauseJournalFor(session, 'update', onProblem),
    onStage: (stage) => dispatch({ type: 'stage', stage }),
    onReading: (task) => dispatch({ type: 'moved', state: stateOf(task) }),
  });
}

/** Returns the end of a pause and a start in words. */
export function moveEndOf(moved: MoveResult, session: Session): MoveEnd {
  const { lines, code } = pauseOutcome(moved, session);
  return { lines, code, isPaused: isLeftPaused(moved) };
}

/** Starts a task that was paused here, and dispatches the end. Throws the signal's reason. */
export async function startPausedTask(
  session: Session,
  { dispatch, signal }: MoveEffectOptions,
): Promise<void> {
  const next = text().pausing.toStart(commandFor(session, 'start'));
  const end = (move: MoveEnd, task?: JsonObject) =>
    dispatch({ type: 'startEnded', move, ...(task && { task }) });
  try {
    const { result, code, lines, task } = await sendStart(session, {
      waitMs: DEFAULT_WAIT_MS,
      signal,
      onReading: (read) => dispatch({ type: 'moved', state: stateOf(read) }),
    });
    const isStarted = result === 'done' || result === 'already';
    end({ lines: isStarted ? lines : [...lines, next], code, isPaused: !isStarted }, task);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof ServiceError)) throw error;
    end({ lines: [...failureLines(error), next], code: exitCodeFor(error), isPaused: true });
  }
}
