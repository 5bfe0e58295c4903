/** The dialogue as a whole: turn after turn, each by what the wizard waits for. */
import { currentTask } from '../task/draft.ts';
import { entryOf, text } from '../text/text.ts';
import { contextOf } from '../wizard/reduce.ts';
import type { State } from '../wizard/state.ts';
import { shortRow, type Talk } from './talk.ts';
import { TURNS } from './turns.ts';

/** `centos7-lvm, LINUX, file, READY`: which task this is. */
function taskFacts(state: State): string {
  const say = text().screen;
  const { name, os_type, type, state: now } = currentTask(state.draft);
  const kind = typeof type === 'string' ? (entryOf(say.type, type) ?? type) : '';
  const task = [name || state.taskId, os_type, kind, now];
  const known = task.filter((fact): fact is string => typeof fact === 'string' && fact !== '');
  return text().plain.joined([...known, ...(state.demo ? [say.demo] : [])]);
}

/** Asks and answers until the wizard is left. Ends only by an error; leaving is an effect. */
export async function converse(talk: Talk, isLeft: () => boolean): Promise<void> {
  let greeted = '';
  while (!isLeft()) {
    const state = talk.state();
    const { kind } = state.phase;
    if (kind === 'picking') greeted = '';
    else if ((kind === 'editing' || kind === 'resuming') && greeted !== state.taskId) {
      greeted = state.taskId;
      talk.say(shortRow(text().plain.task(taskFacts(state))), ...(state.message ? [state.message] : []));
    }
    await TURNS[contextOf(state)](talk);
  }
}
