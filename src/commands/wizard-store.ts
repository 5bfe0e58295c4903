/** The store of a wizard, and what carries out its effects. Loaded while the first request is under way. */
import type { TaskPage } from '../api/client.ts';
import type { JsonObject } from '../json/json.ts';
import { equivalentCommand, shownCommand } from '../task/command.ts';
import { changesOf } from '../task/draft.ts';
import { text } from '../text/text.ts';
import { failureLines } from '../wizard/failure.ts';
import { type Effect, initialState, type State } from '../wizard/state.ts';
import { newStore, type Store } from '../wizard/store.ts';
import type { Ways } from '../wizard/ways.ts';
import { newPlanFile } from './plan-file.ts';
import type { Service } from './session.ts';
import { pageReader } from './task-pages.ts';
import { type TaskWork, workOn } from './task-work.ts';
import type { Retries } from './wizard.ts';

/** What the wizard begins with: a task that is being read, or the list to pick one from. */
export type First =
  | { readonly taskId: string; readonly reading: Promise<JsonObject> }
  | { readonly page: Promise<TaskPage> };

interface Surroundings {
  readonly size: State['size'];
  readonly ascii: boolean;
  readonly ways: Ways;
}

export function startWizard(
  service: Service,
  first: First,
  leaving: AbortController,
  retries: Retries,
  { size, ascii, ways }: Surroundings,
): Store {
  const { demo, client } = service;
  const given = 'taskId' in first ? { taskId: first.taskId } : {};
  const { access } = service;
  const initial = initialState({ size, ascii, demo, host: client.host, access, ...given });
  const { signal } = leaving;
  /** What became of the tasks that were left for the list. */
  const told: string[] = [];
  let work: TaskWork | undefined;
  const store = newStore(initial, perform);
  const open = (taskId: string, reading?: Promise<JsonObject>) => {
    work = workOn({ ...service, taskId }, store, signal, reading);
  };
  retries.showWith(({ path, line }) => {
    // What is read in the background is waited for by nobody.
    const listing = store.state().phase.kind === 'picking';
    const reading = listing ? path === 'v3/tasks' : path.startsWith('v3/tasks/');
    if (reading || /^v3\/(auth|projects)\b/.test(path)) store.dispatch({ type: 'retrying', line });
  });
  const readPage = pageReader(client, signal, store.dispatch);
  if ('taskId' in first) open(first.taskId, first.reading);
  else if (initial.picker) readPage({ ask: initial.picker.ask, offset: 0 }, first.page);

  function writePlan(draft: State['draft'], taskId: string): void {
    const { file, message } = newPlanFile(draft, { taskId, endpoint: service.endpoint });
    // The screen has no room for a long path; what stays in the scrollback has.
    if (file !== undefined) told.push(text().plans.written(file));
    store.dispatch({ type: 'told', message });
  }

  function perform(effect: Effect): void {
    work?.perform(effect);
    if (effect.kind === 'suspend') ways.suspend();
    if (effect.kind === 'list') readPage(effect);
    if (effect.kind === 'plan') writePlan(effect.draft, store.state().taskId);
    if (effect.kind === 'open') open(effect.taskId);
    if (effect.kind === 'close') {
      work?.close();
      work = undefined;
      if (effect.left.phase.kind === 'ended') told.push(...summaryOf(effect.left, service.access));
    }
    if (effect.kind !== 'leave') return;
    leaving.abort();
    const state = store.state();
    const denied = work ? work.denied() : state.picker?.failed?.denied === true;
    // From the list there is nothing to add to what became of its tasks.
    const last = told.length > 0 && state.phase.kind === 'picking' ? [] : summaryOf(state, service.access);
    ways.leave(denied && effect.code === 1 ? 4 : effect.code, [...told, ...last]);
  }
  return store;
}

/** What stays in the scrollback: what took, or how to come back to what was not submitted. */
export function summaryOf(state: State, access: readonly string[]): string[] {
  const words = text().screen.left;
  const { phase, taskId, draft, picker } = state;
  if (phase.kind === 'picking') {
    return picker?.failed && picker.tasks.length === 0
      ? failureLines(picker.failed.failure)
      : [text().tasks.left];
  }
  const again = `  ${shownCommand(equivalentCommand(taskId, draft, access))}`;
  if (phase.kind === 'unreadable') return failureLines(phase.failure, text().net.nothingSent);
  if (phase.kind === 'submitting' && phase.stage !== 'checking') return [words.inFlight(taskId)];
  if (phase.kind === 'ended') {
    const { ending } = phase;
    if (ending.kind === 'unknown') return [words.unknown(taskId)];
    if (ending.kind === 'refused') return [words.refused(taskId), again];
    if (ending.kind === 'verified') {
      const count = (outcome: string) =>
        ending.verdicts.filter((verdict) => verdict.outcome === outcome).length;
      return [words.verdicts(count('took'), count('did_not_take'), count('not_returned'), taskId)];
    }
  }
  const changes = changesOf(draft).length;
  if (changes === 0) return [state.sent ? words.left(taskId) : words.nothing(taskId)];
  return [state.sent ? words.untaken(changes) : words.unsent(changes), again];
}
