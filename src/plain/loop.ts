/** The loop of plain mode: one prompt after the other, by the context of the wizard. */
import { currentTask } from '../task/edits/draft.ts';
import { lookup, text } from '../text/text.ts';
import { contextOf } from '../wizard/reducer.ts';
import type { State } from '../wizard/state.ts';
import { failureNoticeLines } from '../wizard/text/failure-notice.ts';
import { originText } from '../wizard/text/origin-text.ts';
import { type LineConsole, truncateRow } from './line-console.ts';
import { PROMPTS } from './prompts.ts';

/** Returns the facts that identify a task: `centos7-lvm, LINUX, file, READY`. */
function taskSummary(state: State): string {
  const texts = text().screen;
  const { name, os_type, type, state: now } = currentTask(state.draft);
  const kind = typeof type === 'string' ? (lookup(texts.type, type) ?? type) : '';
  const task = [name || state.taskId, os_type, kind, now];
  const known = task.filter((fact): fact is string => typeof fact === 'string' && fact !== '');
  return text().plain.joined([...known, originText(state)]);
}

/** Prompts until the user leaves. Ends only by an error; leaving is an effect. */
export async function runPromptLoop(console: LineConsole, isLeft: () => boolean): Promise<void> {
  let announcedTask = '';
  while (!isLeft()) {
    const state = console.state();
    const { kind } = state.phase;
    if (kind === 'picking') announcedTask = '';
    else if ((kind === 'editing' || kind === 'resuming') && announcedTask !== state.taskId) {
      announcedTask = state.taskId;
      console.print(
        truncateRow(text().plain.task(taskSummary(state))),
        ...failureNoticeLines(state),
        ...(state.message ? [state.message] : []),
        ...(state.isLeftPaused ? [text().plain.startsIt] : []),
      );
    }
    await PROMPTS[contextOf(state)](console);
  }
}
