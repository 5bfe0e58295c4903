/** The guided update: starts reading the task, brings up the screen meanwhile, carries out its effects. */

import type { Ways } from '../../components/screen.tsx';
import type { ServiceError } from '../api/errors.ts';
import type { JsonObject } from '../json/json.ts';
import { equivalentCommand } from '../task/command.ts';
import { changesOf } from '../task/draft.ts';
import { UsageError } from '../task/errors.ts';
import { text } from '../text/text.ts';
import type { Effect, Failure, State } from '../wizard/state.ts';
import { initialState } from '../wizard/state.ts';
import type { Store } from '../wizard/store.ts';
import { newStore } from '../wizard/store.ts';
import type { CommandLine } from './flags.ts';
import { openSession, type Session } from './session.ts';
import { submit } from './submit.ts';
import { exitFor } from './update.ts';

const failureOf = ({ message, hint, requestId }: ServiceError): Failure => ({ message, hint, requestId });

export async function wizard(line: CommandLine): Promise<number> {
  const canShow = process.stdin.isTTY && process.stderr.isTTY && !line.on.has('no-input');
  if (!canShow) throw new UsageError(text().cli.errors.needsTerminal);
  // From here on keys typed ahead wait for the screen; they are neither echoed nor lost.
  if (canShow) process.stdin.setRawMode(true);
  const session = await openSession(line, process.stdin);
  try {
    // The request is on its way while the screen is being loaded.
    const reading = session.client.getTask(session.taskId);
    reading.catch(() => {});
    const { openScreen } = await import('../../components/screen.tsx');
    return await openScreen({
      colour: !line.on.has('no-color'),
      start: (size, ascii, ways) => startWizard(session, reading, size, ascii, ways),
    });
  } finally {
    await session.close();
  }
}

function startWizard(
  session: Session,
  reading: Promise<JsonObject>,
  size: State['size'],
  ascii: boolean,
  ways: Ways,
): Store {
  const { taskId, demo, client } = session;
  const first = initialState({ size, ascii, taskId, demo, host: client.host });
  let authFailed = false;
  const store = newStore(first, (effect) => perform(effect));
  reading.then(
    (task) => store.dispatch({ type: 'read', task }),
    (error: ServiceError) => {
      authFailed = error.kind === 'auth';
      store.dispatch({ type: 'unreadable', failure: failureOf(error) });
    },
  );

  function perform(effect: Effect): void {
    if (effect.kind === 'suspend') ways.suspend();
    if (effect.kind === 'leave')
      ways.leave(authFailed && effect.code === 1 ? 4 : effect.code, summaryOf(store.state()));
    if (effect.kind === 'submit') void send(effect.draft);
  }

  async function send(draft: State['draft']): Promise<void> {
    const sent = await submit(client, taskId, draft, {
      onStage: (stage) => store.dispatch({ type: 'stage', stage }),
    });
    switch (sent.kind) {
      case 'meanwhile': {
        const { moved, conflicts } = sent.rebased;
        store.dispatch({ type: 'meanwhile', draft: sent.rebased.draft, meanwhile: { moved, conflicts } });
        return;
      }
      case 'verified': {
        const { verdicts, task, lostAnswer } = sent;
        store.dispatch({ type: 'ended', ending: { kind: 'verified', verdicts, taken: task, lostAnswer } });
        return;
      }
      default:
        authFailed = exitFor(sent.error) === 4;
        store.dispatch({ type: 'ended', ending: { kind: sent.kind, failure: failureOf(sent.error) } });
    }
  }
  return store;
}

/** What stays in the scrollback: what took, or how to come back to what was not submitted. */
export function summaryOf(state: State): string {
  const words = text().screen.left;
  const { phase, taskId, draft } = state;
  if (phase.kind === 'unreadable') return phase.failure.message;
  if (phase.kind === 'submitting' && phase.stage !== 'checking') return words.inFlight(taskId);
  if (phase.kind === 'ended' && phase.ending.kind === 'verified') {
    const count = (outcome: string) =>
      phase.ending.kind === 'verified'
        ? phase.ending.verdicts.filter((verdict) => verdict.outcome === outcome).length
        : 0;
    return words.verdicts(count('took'), count('did_not_take'), count('not_returned'), taskId);
  }
  if (phase.kind === 'ended' && phase.ending.kind === 'unknown') return words.inFlight(taskId);
  const changes = changesOf(draft).length;
  if (changes === 0) return words.nothing(taskId);
  return [words.unsent(changes), `  ${equivalentCommand(taskId, draft)}`].join('\n');
}
