/** The work on one task in the wizard: reading it and its source, saving its drafts, submitting. */
import { ServiceError } from '../../api/service-error.ts';
import { isObject, type JsonObject } from '../../json/json.ts';
import type { Session } from '../../session/session.ts';
import {
  type DraftLookup,
  discardDraft,
  findDrafts,
  openDraftFile,
  type SavedDraft,
} from '../../storage/drafts.ts';
import { isLost } from '../../task/edits/carry-over.ts';
import { rebase } from '../../task/edits/rebase.ts';
import { toSavedEdits } from '../../task/edits/saved/saved-edit.ts';
import { isUnder } from '../../task/paths/path.ts';
import { keepWindows, type WindowsNeed, windowsNeedOf } from '../../task/rate-windows.ts';
import type { FailureDetails } from '../../text/failure-text.ts';
import type { MoveResult } from '../../update/pause-change-start.ts';
import { addWindows } from '../../update/read-task.ts';
import { areWindowsUnsent } from '../../update/send-and-verify.ts';
import { type SubmitResult, type SubmitStage, submit } from '../../update/submit.ts';
import { interruptedNeed, journalFor } from '../../update/update-journal.ts';
import type { Effect } from '../../wizard/effect.ts';
import type { Event } from '../../wizard/event.ts';
import type { MoveEnd } from '../../wizard/phase.ts';
import type { State } from '../../wizard/state.ts';
import type { Store } from '../../wizard/store.ts';
import { moveEndOf, sendWithPause, startPausedTask } from './move-effects.ts';
import { findTaskFiles, taskLoadedEvent } from './task-loading.ts';

/** Returns what the screen says of an error of the service. */
export const failureOf = (error: ServiceError): FailureDetails => {
  const { kind, message, meaning, details, hint, status, requestId } = error;
  return { kind, message, meaning, details, hint, status, requestId };
};

type SaveEffect = Extract<Effect, { kind: 'saveDraft' }>;

/** The effects of the open task. */
export interface TaskEffects {
  /** Reads the task. */
  load(): void;
  /** Reads its rate windows. */
  loadWindows(): void;
  submit(effect: Extract<Effect, { kind: 'submit' }>): void;
  /** Starts a task that was paused here. */
  start(): void;
  save(effect: SaveEffect): void;
  /** Deletes an abandoned draft; not where the draft that replaces it could not be saved. */
  discard(key: string): void;
  /** Returns true where the last call failed because of who made it. */
  isAccessDenied(): boolean;
  /** Ends the work: calls under way are aborted, and their answers change nothing. */
  close(): void;
}

/** Delay before the source server is read, in ms: the task is shown first. */
const SOURCE_DELAY_MS = 1;

/**
 * Begins to work on a task. `reading` is a call for it that is under way already; `quitting` ends everything. What is no
 * `ServiceError` is a bug and is thrown as it is.
 */
export function runTaskEffects(
  session: Session,
  store: Store,
  quitting: AbortSignal,
  reading?: Promise<JsonObject>,
): TaskEffects {
  const { taskId, client } = session;
  const closing = new AbortController();
  const signal = AbortSignal.any([closing.signal, quitting]);
  const draftFile = openDraftFile(taskId, session.endpoint);
  let abandoned: readonly SavedDraft[] = [];
  let [isSaved, isDenied] = [true, false];
  const dispatch = (event: Event) => {
    if (!signal.aborted) store.dispatch(event);
  };
  const onProblem = (problem: string) => dispatch({ type: 'saved', problem });
  const moving = { dispatch, signal, onProblem };
  void load(reading ?? client.getTask(taskId, signal));

  async function load(reading: Promise<JsonObject>): Promise<void> {
    try {
      const task = await reading;
      if (signal.aborted) return;
      const saved = findDrafts(taskId, session.endpoint);
      const known = await addWindows(client, task, needOf(session, saved), signal);
      if (signal.aborted) return;
      const files = findTaskFiles(session, known, saved);
      abandoned = files.drafts;
      dispatch(taskLoadedEvent(known, files, Date.now()));
      setTimeout(loadSource, SOURCE_DELAY_MS, task);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ServiceError)) throw error;
      isDenied = error.kind === 'auth';
      dispatch({ type: 'taskFailed', failure: failureOf(error) });
    }
  }

  /** The source server only adds suggestions: where it can't be read, nothing is said. */
  async function loadSource({ source_server }: JsonObject): Promise<void> {
    const id = isObject(source_server) ? source_server.id : undefined;
    if (signal.aborted || typeof id !== 'string' || id === '') return;
    try {
      dispatch({ type: 'sourceLoaded', source: await client.getSource(id, signal) });
    } catch (error) {
      if (!(error instanceof ServiceError) && !signal.aborted) throw error;
    }
  }

  /** The rate windows of an account that can't read them: the rest of the task can be changed all the same. */
  async function loadWindows(): Promise<void> {
    try {
      dispatch({ type: 'windowsLoaded', windows: await client.getRateWindows(taskId, signal) });
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ServiceError)) throw error;
      dispatch({ type: 'windowsLoaded', problem: error.meaning ?? error.message });
    }
  }

  /** Saves a draft. A failure is shown on the screen, and the work goes on. */
  function save({ draft, basedOn, lost }: Partial<SaveEffect> & Pick<SaveEffect, 'draft'>): void {
    const problem = draftFile.save(draft, basedOn, lost);
    if (store.state().saveError !== problem) dispatch({ type: 'saved', problem });
    isSaved = problem === undefined;
  }

  /** Saves what an update did not apply. Edits without a place on the task any more stay in the file as they were. */
  function saveUnapplied(draft: State['draft'], task: JsonObject): void {
    const { draft: rest, conflicts } = rebase(draft, task);
    if (!conflicts.some(isLost)) save({ draft: rest });
  }

  async function send({ draft, pause }: Extract<Effect, { kind: 'submit' }>): Promise<void> {
    try {
      const journal = journalFor(session, onProblem);
      const options = { signal, ...(journal ? { journal } : {}) };
      if (pause) return endMove(draft, await sendWithPause(session, draft, options, moving));
      const onStage = (stage: SubmitStage) => dispatch({ type: 'stage', stage });
      end(draft, await submit(client, taskId, draft, { ...options, onStage }));
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  function endMove(draft: State['draft'], moved: MoveResult): void {
    const move = moveEndOf(moved, session);
    if (moved.update) {
      // The last reading has the state after the start.
      const last = moved.start && 'task' in moved.start ? moved.start.task : undefined;
      const isLater = moved.update.kind === 'verified' && last;
      end(
        draft,
        isLater ? { ...moved.update, task: keepWindows(last, moved.update.task) } : moved.update,
        move,
      );
      return;
    }
    dispatch({ type: 'submitted', result: { kind: 'not_paused' }, move });
    isDenied = moved.pause !== undefined && 'error' in moved.pause && moved.pause.error?.kind === 'auth';
  }

  function end(draft: State['draft'], sent: SubmitResult, move?: MoveEnd): void {
    if (sent.kind === 'verified') saveUnapplied(draft, sent.task);
    if (sent.kind === 'half') saveUnapplied(draft, sent.verified.task);
    dispatch({ ...submitEvent(sent, draft), ...(move && { move }) } as Event);
    if ('error' in sent && sent.error) isDenied = sent.error.kind === 'auth';
  }

  async function start(): Promise<void> {
    try {
      await startPausedTask(session, moving);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  return {
    load: () => void load(client.getTask(taskId, signal)),
    loadWindows: () => void loadWindows(),
    submit: (effect) => void send(effect),
    start: () => void start(),
    save,
    discard(key) {
      const draft = abandoned.find(({ file }) => file === key);
      if (draft && isSaved) discardDraft(draft);
    },
    isAccessDenied: () => isDenied,
    close: () => closing.abort(),
  };
}

/** Returns how far drafts and interrupted updates need the rate windows before they can be judged. */
const needOf = (session: Session, { drafts }: DraftLookup): WindowsNeed =>
  drafts.some(({ edits }) => windowsNeedOf(edits) === 'needed') ? 'helpful' : interruptedNeed(session);

/** Returns the event that tells the wizard how a submit ended. */
function submitEvent(sent: SubmitResult, before: State['draft']): Event {
  if (sent.kind === 'conflict') {
    const { moved, conflicts, draft } = sent.prepared;
    const lostPaths = conflicts.filter(isLost).map(({ path }) => path);
    const lost = toSavedEdits(before).filter(({ path }) => lostPaths.some((one) => isUnder(path, one)));
    const objects = sent.findings.length > 0;
    return { type: 'conflict', draft, remote: { moved, conflicts, lost, objects } };
  }
  if (sent.kind === 'verified' || sent.kind === 'half') {
    const verified = sent.kind === 'half' ? sent.verified : sent;
    const { verdicts, sideEffects, task, lostAnswer, repeated, requestId, requests } = verified;
    const { unrecorded } = sent;
    const more = {
      ...(requestId && { requestId }),
      ...(unrecorded && { unrecorded }),
      ...(requests.length === 0 && { unsent: true as const }),
      ...(sent.kind === 'half' && {
        half: { why: sent.why, ...(sent.error && { failure: failureOf(sent.error) }) },
      }),
    };
    return {
      type: 'submitted',
      result: { kind: 'verified', verdicts, sideEffects, task, lostAnswer, repeated, ...more },
    };
  }
  const failure = failureOf(sent.error);
  if (sent.kind === 'not_sent') return { type: 'submitted', result: { kind: 'not_sent', failure } };
  const more = {
    ...(sent.unrecorded && { unrecorded: sent.unrecorded }),
    ...(areWindowsUnsent(sent.requests) && { windowsUnsent: true as const }),
  };
  if (sent.kind === 'refused') return { type: 'submitted', result: { kind: 'refused', failure, ...more } };
  const { untouched, repeated } = sent;
  return {
    type: 'submitted',
    result: { kind: 'unknown', failure, untouched, ...(repeated && { repeated }), ...more },
  };
}
