/** `sms-wizard show TASK_ID`: the task as text or lossless JSON. */

import type { Command } from '../../cli/command-line.ts';
import { printDocument } from '../../cli/documents.ts';
import { EXIT } from '../../cli/exit-codes.ts';
import { exitOnInterrupt } from '../../cli/interrupt.ts';
import { printNote, printResult, resultWidth } from '../../cli/output.ts';
import { parseServiceOptions, parseTask } from '../../cli/service-options.ts';
import { isObject, type JsonObject } from '../../json/json.ts';
import { openSession, type Session } from '../../session/session.ts';
import { isOnlyInSource } from '../../task/edits/source-values.ts';
import { unreadReason } from '../../task/rate-windows.ts';
import { withFailure } from '../../task/task-failure.ts';
import { text } from '../../text/text.ts';
import { readTask } from '../../update/read-task.ts';
import { printOpenPauses } from '../pausing/open-pauses.ts';
import { allValues } from './all-values.ts';
import { renderTask } from './render-task.ts';

export const show: Command = async (line) => {
  exitOnInterrupt();
  const session = await openSession({ ...parseTask(line), ...parseServiceOptions(line) });
  try {
    const task = await readTask(session.client, session.taskId, 'helpful');
    printOpenPauses(session, task);
    if (line.values.json) {
      const why = unreadReason(task);
      if (why !== undefined) printNote([text().screen.windows.unread(why)]);
      printDocument(withFailure(task));
    } else {
      const lines = renderTask(task, resultWidth(), await sourceOf(task, session));
      printResult(line.values.all ? [...lines, ...allValues(task, resultWidth())] : lines);
    }
    return EXIT.done;
  } finally {
    await session.close();
  }
};

/** Reads the source server of a task that doesn't return what is shown of it; undefined if it can't be read. */
async function sourceOf({ source_server, ...task }: JsonObject, { client }: Session) {
  const id = isObject(source_server) ? source_server.id : undefined;
  const isNeeded = typeof id === 'string' && id !== '' && isOnlyInSource(task, 'use_public_ip');
  return isNeeded ? client.getSource(id).catch(() => undefined) : undefined;
}
