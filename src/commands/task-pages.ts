/** Reads pages of the task list for the wizard, one at a time: a newer wish ends the one before. */
import type { SmsClient, TaskPage } from '../api/client.ts';
import type { ServiceError } from '../api/errors.ts';
import { briefTask } from '../task/brief.ts';
import { nextOffset, PAGE } from '../task/paging.ts';
import { text } from '../text/text.ts';
import type { Effect, Event } from '../wizard/state.ts';
import { failureOf } from './task-work.ts';

type Wish = Pick<Extract<Effect, { kind: 'list' }>, 'ask' | 'offset'>;

/** Answers a function that reads a page and tells what came of it; `coming` is a page that was asked for before. */
export function pageReader(client: SmsClient, leaving: AbortSignal, tell: (event: Event) => void) {
  let last = new AbortController();
  return ({ ask, offset }: Wish, coming?: Promise<TaskPage>): void => {
    last.abort();
    last = new AbortController();
    const mine = last.signal;
    const page =
      coming ?? client.listTasks({ ...ask, limit: PAGE, offset }, AbortSignal.any([mine, leaving]));
    page.then(
      ({ count, tasks }) => {
        if (mine.aborted || leaving.aborted) return;
        const next = nextOffset({ offset, got: tasks.length, count });
        const brief = tasks.map(briefTask);
        tell({ type: 'listed', ask, offset, tasks: brief, count, next, now: Date.now() });
      },
      (error: ServiceError) => {
        if (mine.aborted || leaving.aborted) return;
        const denied = error.kind === 'auth';
        const told = error.status === 403 ? error.hinting(text().tasks.otherWay) : error;
        const failure = failureOf(told);
        tell({ type: 'unlisted', ask, offset, failure, denied });
      },
    );
  };
}
