/** The guided update: starts reading the task, brings up the screen meanwhile, carries out its effects. */
import type { ServiceError } from '../api/errors.ts';
import type { Retry } from '../api/retry.ts';
import { isObject, type Json, type JsonObject } from '../json/json.ts';
import { discardDraft, draftKeeper, findDrafts, type KeptDraft } from '../storage/drafts.ts';
import { equivalentCommand } from '../task/command.ts';
import { changesOf } from '../task/draft.ts';
import { UsageError } from '../task/errors.ts';
import { rebase } from '../task/rebase.ts';
import { replay } from '../task/replay.ts';
import { keyboard } from '../terminal/keyboard.ts';
import { text } from '../text/text.ts';
import { type Failure, failureLines } from '../wizard/failure.ts';
import type { Effect, Event, Leftover, State } from '../wizard/state.ts';
import { initialState } from '../wizard/state.ts';
import type { Store } from '../wizard/store.ts';
import { newStore } from '../wizard/store.ts';
import type { Ways } from '../wizard/ways.ts';
import type { CommandLine } from './flags.ts';
import { journalFor, settleUpdates } from './journal.ts';
import { openSession, type Session } from './session.ts';
import { type SubmitStage, type Submitted, submit } from './submit.ts';
import { holdTrace } from './trace.ts';
import { exitFor } from './update.ts';

const failureOf = (error: ServiceError): Failure => {
  const { kind, message, meaning, concerns, hint, status, requestId } = error;
  return { kind, message, meaning, concerns, hint, status, requestId };
};

export async function wizard(line: CommandLine): Promise<number> {
  const keys = process.stderr.isTTY ? keyboard(line.on.has('token-stdin')) : undefined;
  if (!keys || line.on.has('no-input')) throw new UsageError(text().cli.errors.needsTerminal);
  // From here on keys typed ahead wait for the screen; they are neither echoed nor lost.
  keys.setRawMode(true);
  const retries = newRetries();
  const session = await openSession(line, retries.note);
  // Questions on the way leave the terminal as they found it at first.
  keys.setRawMode(true);
  const showTrace = holdTrace();
  const leaving = new AbortController();
  try {
    // The request is on its way while the screen is being loaded.
    const reading = session.client.getTask(session.taskId, leaving.signal);
    reading.catch(() => {});
    const { openScreen } = await import('../../components/screen.tsx');
    return await openScreen({
      keys,
      colour: !line.on.has('no-color'),
      start: (size, ascii, ways) => startWizard(session, reading, leaving, retries, { size, ascii, ways }),
    });
  } finally {
    // Nothing may be sent, or keep the program, once the user has left.
    leaving.abort();
    showTrace();
    await session.close();
  }
}

/** Passes waits on to the screen, also one that began before there was a screen. */
function newRetries() {
  let last: Retry | undefined;
  let show: ((retry: Retry) => void) | undefined;
  return {
    note(retry: Retry) {
      last = retry;
      show?.(retry);
    },
    showWith(shown: (retry: Retry) => void) {
      show = shown;
      if (last) shown(last);
    },
  };
}

interface Surroundings {
  readonly size: State['size'];
  readonly ascii: boolean;
  readonly ways: Ways;
}

function startWizard(
  session: Session,
  reading: Promise<JsonObject>,
  leaving: AbortController,
  retries: ReturnType<typeof newRetries>,
  { size, ascii, ways }: Surroundings,
): Store {
  const { taskId, demo, client } = session;
  const { signal } = leaving;
  const first = initialState({ size, ascii, taskId, demo, host: client.host });
  let authFailed = false;
  const keeper = draftKeeper(taskId, session.endpoint);
  const found = new Map<string, KeptDraft>();
  let kept = true;
  const store = newStore(first, perform);
  // What is read in the background is waited for by nobody.
  retries.showWith(({ path, line }) => {
    if (path.startsWith('v3/tasks')) store.dispatch({ type: 'retrying', line });
  });
  show(reading);

  function show(read: Promise<JsonObject>): void {
    read.then(
      (task) => {
        store.dispatch(readEvent(session, task, found));
        readSource(task);
      },
      (error: ServiceError) => {
        if (signal.aborted) return;
        authFailed = error.kind === 'auth';
        store.dispatch({ type: 'unreadable', failure: failureOf(error) });
      },
    );
  }

  /** What the source server knows is a help, never a condition. */
  function readSource({ source_server }: JsonObject): void {
    const id = isObject(source_server) ? source_server.id : undefined;
    if (typeof id !== 'string' || id === '') return;
    client.getSource(id, signal).then(
      (source) => store.dispatch({ type: 'source', source }),
      () => {},
    );
  }

  function perform(effect: Effect): void {
    if (effect.kind === 'suspend') ways.suspend();
    if (effect.kind === 'read') show(client.getTask(taskId, signal));
    if (effect.kind === 'submit') void send(effect.draft);
    if (effect.kind === 'save') kept = keep(effect.draft, effect.basedOn);
    // An old draft goes only when the new one is safely there.
    if (effect.kind === 'forget' && kept) forget(found.get(effect.key));
    if (effect.kind !== 'leave') return;
    leaving.abort();
    const code = authFailed && effect.code === 1 ? 4 : effect.code;
    ways.leave(code, summaryOf(store.state(), session.access));
  }

  /** What cannot be kept is said, and work goes on. */
  function keep(draft: State['draft'], basedOn?: ReadonlyMap<string, Json | undefined>): boolean {
    const problem = keeper.save(draft, basedOn);
    if (store.state().unkept !== problem) store.dispatch({ type: 'kept', problem });
    return problem === undefined;
  }

  /** After an update: edits that cannot be placed on the task any more stay in the file as they were. */
  function keepRest(draft: State['draft'], task: JsonObject): void {
    const { draft: rest, conflicts } = rebase(draft, task);
    if (!conflicts.some(({ gone }) => gone)) keep(rest);
  }

  async function send(draft: State['draft']): Promise<void> {
    try {
      const onStage = (stage: SubmitStage) => store.dispatch({ type: 'stage', stage });
      const journal = journalFor(session, (problem) => store.dispatch({ type: 'kept', problem }));
      const sent = await submit(client, taskId, draft, { onStage, signal, ...(journal ? { journal } : {}) });
      // What took is no draft any more; what did not is kept for the next try.
      if (sent.kind === 'verified') keepRest(draft, sent.task);
      store.dispatch(eventOf(sent));
      if ('error' in sent) authFailed = exitFor(sent.error) === 4;
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
  return store;
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
  return { type: 'ended', ending: { kind: sent.kind, failure: failureOf(sent.error) } };
}

/** What stays in the scrollback: what took, or how to come back to what was not submitted. */
export function summaryOf(state: State, access: readonly string[]): string[] {
  const words = text().screen.left;
  const { phase, taskId, draft } = state;
  const again = `  ${equivalentCommand(taskId, draft, access)}`;
  if (phase.kind === 'unreadable') return failureLines(phase.failure, text().net.nothingSent);
  if (phase.kind === 'submitting' && phase.stage !== 'checking') return [words.inFlight(taskId)];
  if (phase.kind === 'ended') {
    const { ending } = phase;
    if (ending.kind === 'unknown') return [words.inFlight(taskId)];
    if (ending.kind === 'refused') return [words.refused(taskId), again];
    if (ending.kind === 'verified') {
      const count = (outcome: string) =>
        ending.verdicts.filter((verdict) => verdict.outcome === outcome).length;
      return [words.verdicts(count('took'), count('did_not_take'), count('not_returned'), taskId)];
    }
  }
  const changes = changesOf(draft).length;
  return changes === 0 ? [words.nothing(taskId)] : [words.unsent(changes), again];
}
