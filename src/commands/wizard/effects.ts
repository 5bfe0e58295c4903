/** The store of a wizard and its effects. Loaded while the first request is in progress. */
import type { TaskPage } from '../../api/client.ts';
import { EXIT } from '../../cli/exit-codes.ts';
import type { JsonObject } from '../../json/json.ts';
import type { Service } from '../../session/session.ts';
import { text } from '../../text/text.ts';
import { writePlanIn } from '../../update/write-plan.ts';
import type { Effect } from '../../wizard/effect.ts';
import type { FrontEndControls } from '../../wizard/front-end.ts';
import { createInitialState, type State } from '../../wizard/state.ts';
import { newStore, type Store } from '../../wizard/store.ts';
import { exitSummary } from './exit-summary.ts';
import type { RetryNotices } from './retry-notices.ts';
import { runTaskEffects, type TaskEffects } from './task-effects.ts';
import { newTaskListLoader } from './task-list-loader.ts';
import { newWatcher } from './watch-effects.ts';

/** The request in progress when the wizard starts: a task, or the first page of the list. */
export type InitialLoad =
  | { readonly taskId: string; readonly reading: Promise<JsonObject> }
  | { readonly page: Promise<TaskPage> };

interface RuntimeOptions {
  readonly size: State['size'];
  readonly ascii: boolean;
  readonly controls: FrontEndControls;
}

/** True if the history doesn't have an update of this task that was sent, or its result. */
const hasUnrecorded = ({ sent }: State): boolean =>
  sent.some(({ result }) => result.unrecorded !== undefined);

export function createWizardRuntime(
  service: Service,
  first: InitialLoad,
  aborting: AbortController,
  retries: RetryNotices,
  { size, ascii, controls }: RuntimeOptions,
): Store {
  const { demo, client, access } = service;
  const task = 'taskId' in first ? { taskId: first.taskId } : {};
  const initial = createInitialState({ size, ascii, demo, host: client.host, access, ...task });
  const { signal } = aborting;
  /** The lines for the scrollback about tasks that were left for the list. */
  const summary: string[] = [];
  let work: TaskEffects | undefined;
  let isUnrecorded = false;
  const store = newStore(initial, perform);
  const openTask = (taskId: string, reading?: Promise<JsonObject>) => {
    work = runTaskEffects({ ...service, taskId }, store, signal, reading);
  };
  retries.showWith(({ path, message }) => {
    // The user doesn't wait for calls in the background.
    const listing = store.state().phase.kind === 'picking';
    const reading = listing ? path === 'v3/tasks' : path.startsWith('v3/tasks/');
    if (reading || /^v3\/(auth|projects)\b/.test(path)) store.dispatch({ type: 'retrying', line: message });
  });
  const loadPage = newTaskListLoader(client, signal, store.dispatch);
  if ('taskId' in first) openTask(first.taskId, first.reading);
  else if (initial.picker) loadPage({ ask: initial.picker.ask, offset: 0 }, first.page);

  const watch = newWatcher(client, signal, store.dispatch);
  let refreshing: NodeJS.Timeout | undefined;

  function refreshLater(ms: number | undefined): void {
    clearTimeout(refreshing);
    refreshing =
      ms === undefined || signal.aborted
        ? undefined
        : setTimeout(() => store.dispatch({ type: 'refreshDue' }), ms);
  }

  function writePlan(draft: State['draft'], taskId: string): void {
    const { file, message } = writePlanIn(process.cwd(), draft, { taskId, endpoint: service.endpoint });
    // The screen has no room for a long path; what stays in the scrollback has.
    if (file !== undefined) summary.push(text().plans.written(file));
    store.dispatch({ type: 'message', message });
  }

  function closeTask(left: State): void {
    work?.close();
    work = undefined;
    isUnrecorded ||= hasUnrecorded(left);
    if (left.sent.length || left.move) summary.push(...exitSummary(left, service.access));
  }

  function exit(code: number): void {
    aborting.abort();
    refreshLater(undefined);
    const state = store.state();
    const denied = work ? work.isAccessDenied() : state.picker?.failed?.denied === true;
    // From the list there is nothing to add to the outcome of its tasks.
    const last =
      summary.length > 0 && state.phase.kind === 'picking' ? [] : exitSummary(state, service.access);
    isUnrecorded ||= hasUnrecorded(state);
    const ended = code === EXIT.done && isUnrecorded ? EXIT.unrecorded : code;
    controls.leave(denied && ended === EXIT.failed ? EXIT.denied : ended, [...summary, ...last]);
  }

  function perform(effect: Effect): void {
    switch (effect.kind) {
      case 'loadTask':
        work?.load();
        break;
      case 'loadWindows':
        work?.loadWindows();
        break;
      case 'submit':
        work?.submit(effect);
        break;
      case 'startTask':
        work?.start();
        break;
      case 'watch':
        watch(effect.taskId);
        break;
      case 'refreshLater':
        refreshLater(effect.ms);
        break;
      case 'saveDraft':
        work?.save(effect);
        break;
      case 'discardDraft':
        work?.discard(effect.key);
        break;
      case 'loadPage':
        loadPage(effect);
        break;
      case 'openTask':
        openTask(effect.taskId);
        break;
      case 'closeTask':
        closeTask(effect.left);
        break;
      case 'writePlan':
        writePlan(effect.draft, store.state().taskId);
        break;
      case 'repaint':
        controls.repaint();
        break;
      case 'suspend':
        controls.suspend();
        break;
      case 'exit':
        exit(effect.code);
        break;
      default:
        effect satisfies never;
    }
  }
  return store;
}
