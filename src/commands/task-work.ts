/** The work on one task in the wizard: reading it and its source, keeping its drafts, submitting. */
import type { ServiceError } from '../api/errors.ts';
import { isObject, type Json, type JsonObject } from '../json/json.ts';
import { discardDraft, draftKeeper, findDrafts, type KeptDraft } from '../storage/drafts.ts';
import { rebase } from '../task/rebase.ts';
import { replay } from '../task/replay.ts';
import { text } from '../text/text.ts';
import type { Failure } from '../wizard/failure.ts';
import type { Effect, Event, Leftover, State } from '../wizard/state.ts';
import type { Store } from '../wizard/store.ts';
import { journalFor, settleUpdates } from './journal.ts';
import type { Session } from './session.ts';
import { type SubmitStage, type Submitted, submit } from './submit.ts';
import { exitFor } from './update.ts';

export const failureOf = (error: ServiceError): Failure => {
  const { kind, message, meaning, concerns, hint, status, requestId } = error;
  return { kind, message, meaning, concerns, hint, status, requestId };
};

/** What a wizard does about the task that is open. */
export interface TaskWork {
  perform(effect: Effect): void;
  /** True where the last call failed because of who asked. */
  denied(): boolean;
  /** Nothing that is still under way is told any more. */
  close(): void;
}

/** Begins to work on a task, with a reading of it that is under way already. `leaving` ends everything. */
export function workOn(
  session: Session,
  store: Store,
  leaving: AbortSignal,
  reading?: Promise<JsonObject>,
): TaskWork {
  const { taskId, client } = session;
  const closing = new AbortController();
  const signal = AbortSignal.any([closing.signal, leaving]);
  const keeper = draftKeeper(taskId, session.endpoint);
  const found = new Map<string, KeptDraft>();
  let [kept, denied] = [true, false];
  const tell = (event: Event) => {
    if (!signal.aborted) store.dispatch(event);
  };
  show(reading ?? client.getTask(taskId, signal));

  function show(read: Promise<JsonObject>): void {
    read.then(
      (task) => {
        if (signal.aborted) return;
        tell(readEvent(session, task, found));
        // The task is shown first.
        setTimeout(readSource, 1, task);
      },
      (error: ServiceError) => {
        if (signal.aborted) return;
        denied = error.kind === 'auth';
        tell({ type: 'unreadable', failure: failureOf(error) });
      },
    );
  }

  /** What the source server knows is a help, never a condition. */
  function readSource({ source_server }: JsonObject): void {
    const id = isObject(source_server) ? source_server.id : undefined;
    if (signal.aborted) return;
    if (typeof id !== 'string' || id === '') return;
    client.getSource(id, signal).then(
      (source) => tell({ type: 'source', source }),
      () => {},
    );
  }

  /** What cannot be kept is said, and work goes on. */
  function keep(draft: State['draft'], basedOn?: ReadonlyMap<string, Json | undefined>): boolean {
    const problem = keeper.save(draft, basedOn);
    if (store.state().unkept !== problem) tell({ type: 'kept', problem });
    return problem === undefined;
  }

  /** After an update: edits that cannot be placed on the task any more stay in the file as they were. */
  function keepRest(draft: State['draft'], task: JsonObject): void {
    const { draft: rest, conflicts } = rebase(draft, task);
    if (!conflicts.some(({ gone }) => gone)) keep(rest);
  }

  async function send(draft: State['draft']): Promise<void> {
    try {
      const onStage = (stage: SubmitStage) => tell({ type: 'stage', stage });
      const journal = journalFor(session, (problem) => tell({ type: 'kept', problem }));
      const sent = await submit(client, taskId, draft, { onStage, signal, ...(journal ? { journal } : {}) });
      // What took is no draft any more; what did not is kept for the next try.
      if (sent.kind === 'verified') keepRest(draft, sent.task);
      tell(eventOf(sent));
      if ('error' in sent) denied = exitFor(sent.error) === 4;
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  return {
    perform(effect) {
      if (effect.kind === 'read') show(client.getTask(taskId, signal));
      if (effect.kind === 'submit') void send(effect.draft);
      if (effect.kind === 'save') kept = keep(effect.draft, effect.basedOn);
      // An old draft goes only when the new one is safely there.
      if (effect.kind === 'forget' && kept) forget(found.get(effect.key));
    },
    denied: () => denied,
    close: () => closing.abort(),
  };
}

const forget = (draft: KeptDraft | undefined): void => {
  if (draft) discardDraft(draft);
};

/** The task as it was read, with the drafts that earlier runs left behind and what became of cut-off updates. */
function readEvent(session: Session, task: JsonObject, found: Map<string, KeptDraft>): Event {
  const { drafts, setAside } = findDrafts(session.taskId, session.endpoint);
  const words = text().screen.resume;
  const leftovers = drafts.flatMap((draft): Leftover[] => {
    const { draft: now, conflicts } = replay(task, draft.edits);
    // The task has all of it already: an update took, and only its draft was left.
    const done = now.edits.length === 0 && conflicts.length === 0;
    if (done && !draft.alive) forget(draft);
    if (done) return [];
    found.set(draft.file, draft);
    return [{ key: draft.file, age: Date.now() - draft.saved, edits: draft.edits, alive: draft.alive }];
  });
  const told = [
    ...settleUpdates(session, task).map(({ entry, result }) => {
      const time = text().time(new Date(entry.time));
      if (result === 'applied') return words.settledTook(time);
      return result === 'not_applied' ? words.settledNot(time) : words.settledUnknown(time);
    }),
    ...setAside.map((file) => words.setAside(file)),
  ];
  return { type: 'read', task, leftovers, ...(told.length ? { message: told.join(' ') } : {}) };
}

function eventOf(sent: Submitted): Event {
  if (sent.kind === 'meanwhile') {
    const { moved, conflicts, draft } = sent.rebased;
    return { type: 'meanwhile', draft, meanwhile: { moved, conflicts } };
  }
  if (sent.kind === 'verified') {
    const { verdicts, task, lostAnswer, repeated } = sent;
    return { type: 'ended', ending: { kind: 'verified', verdicts, taken: task, lostAnswer, repeated } };
  }
  const failure = failureOf(sent.error);
  if (sent.kind !== 'unknown') return { type: 'ended', ending: { kind: sent.kind, failure } };
  const { untouched, repeated } = sent;
  return { type: 'ended', ending: { kind: 'unknown', failure, untouched, ...(repeated && { repeated }) } };
}
