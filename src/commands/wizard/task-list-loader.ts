/** Reads pages of the task list for the wizard, one at a time: a newer request aborts the previous one. */
import type { SmsClient, TaskPage } from '../../api/client.ts';
import type { ServiceError } from '../../api/service-error.ts';
import { nextOffset, PAGE_SIZE } from '../../task/paging.ts';
import { summarizeTask } from '../../task/task-summary.ts';
import { text } from '../../text/text.ts';
import type { Effect } from '../../wizard/effect.ts';
import type { Event } from '../../wizard/event.ts';
import { failureOf } from './task-effects.ts';

type PageRequest = Pick<Extract<Effect, { kind: 'loadPage' }>, 'ask' | 'offset'>;

/** Returns a function that reads a page and dispatches its result; `coming` is a page requested earlier. */
export function newTaskListLoader(client: SmsClient, quitting: AbortSignal, report: (event: Event) => void) {
  let last = new AbortController();
  return ({ ask, offset }: PageRequest, coming?: Promise<TaskPage>): void => {
    last.abort();
    last = new AbortController();
    const mine = last.signal;
    const page =
      coming ?? client.listTasks({ ...ask, limit: PAGE_SIZE, offset }, AbortSignal.any([mine, quitting]));
    page.then(
      ({ count, tasks }) => {
        if (mine.aborted || quitting.aborted) return;
        const next = nextOffset({ offset, received: tasks.length, count });
        const summaries = tasks.map(summarizeTask);
        report({ type: 'pageLoaded', ask, offset, tasks: summaries, count, next, now: Date.now() });
      },
      (error: ServiceError) => {
        if (mine.aborted || quitting.aborted) return;
        const denied = error.kind === 'auth';
        const failed = error.status === 403 ? error.withHint(text().tasks.otherWay) : error;
        const failure = failureOf(failed);
        report({ type: 'pageFailed', ask, offset, failure, denied });
      },
    );
  };
}
