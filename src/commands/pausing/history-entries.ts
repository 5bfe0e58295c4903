/** Renders pauses for `history`. */
import type { JsonObject } from '../../json/json.ts';
import type { Pause } from '../../storage/pauses.ts';
import { lookup, text } from '../../text/text.ts';
import { commandFor } from './next-command.ts';

/** Returns a pause as lines and as a document. */
export const pauseEntry = (pause: Pause) => ({
  time: pause.time,
  lines: linesOf(pause),
  document: documentOf(pause),
});

/** True if the task may be paused, and nothing that runs starts it. */
const isOpen = ({ end, running }: Pause): boolean => end === undefined && !running;

const commandOf = ({ taskId, endpoint }: Pause): string =>
  commandFor({ taskId, access: ['--endpoint', endpoint] }, 'start');

function linesOf(pause: Pause): string[] {
  const words = text().pausing.history;
  const { id, time, taskId, taskName, purpose, step, end, running } = pause;
  const known = running ? words.running : words.open[step];
  const result = end === undefined ? known : (lookup(words.ends, end) ?? end);
  const task = `${taskName} ${taskId}`;
  const line = words.line(
    text().time(new Date(time)),
    task,
    lookup(words.purposes, purpose) ?? purpose,
    result,
  );
  return [`${line}   ${id}`, ...(isOpen(pause) ? [`    ${commandOf(pause)}`] : [])];
}

/** Makes an entry of `history --json`: the keys of an update, and `pause`, which updates don't have. */
function documentOf(pause: Pause): JsonObject {
  const { id, time, taskId, taskName, endpoint, purpose, step, end, running } = pause;
  return {
    ...{ id, time, task_id: taskId, task_name: taskName, endpoint },
    ...{ changes: [], request: {}, undoes: [] },
    command: isOpen(pause) ? commandOf(pause) : null,
    result: end ?? (running ? null : 'open'),
    pause: { purpose, step },
  };
}
