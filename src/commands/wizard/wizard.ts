/**
 * The wizard command: shows its first frame, sends the first request, and loads the front end while that is
 * under way.
 */

import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import type { ReadStream } from 'node:tty';
import { asciiOnly } from '../../cli/ascii.ts';
import { type Command, type CommandLine, unknownCommand } from '../../cli/command-line.ts';
import { bufferDebugLog } from '../../cli/debug-log.ts';
import { exitOnInterrupt } from '../../cli/interrupt.ts';
import { stopNewSpaceGrowth } from '../../cli/new-space.ts';
import { parseServiceOptions } from '../../cli/service-options.ts';
import { newTaskResolver } from '../../session/resolve-task.ts';
import { openService, type Service } from '../../session/session.ts';
import { withWaitingLine } from '../../session/waiting.ts';
import { UsageError } from '../../task/errors.ts';
import { PAGE_SIZE } from '../../task/paging.ts';
import { parseUuidTaskId } from '../../task/task-id.ts';
import { terminalSize } from '../../terminal/capabilities.ts';
import { openInputTty } from '../../terminal/input-tty.ts';
import { holdWarnings } from '../../terminal/node-warnings.ts';
import { text } from '../../text/text.ts';
import type { InitialLoad } from './effects.ts';
import { isPlain, startFrontEnd } from './front-end.ts';
import { newRetries } from './retry-notices.ts';

/** Maximum delay of loading until the request is sent, in ms; if connecting takes longer, both go on at once. */
const LOAD_DELAY_MS = 20;

export const wizard: Command = async (line) => {
  const { values } = line;
  const keys = process.stderr.isTTY ? openInputTty(values['token-stdin']) : undefined;
  if (!keys || values['no-input']) throw withoutTerminal(line);
  const options = parseServiceOptions(line);
  const plain = isPlain(values);
  // From here on keys typed ahead wait for the screen; they are neither echoed nor lost.
  keys.setRawMode(!plain);
  const retries = newRetries();
  let onSent = () => {};
  const sent = new Promise<void>((resolve) => {
    onSent = resolve;
  });
  const service = await openService(options, retries.note, { onSent });
  const named = await namedTask(line, service, keys);
  // Questions on the way leave the terminal as they found it at first.
  keys.setRawMode(!plain);
  const showTrace = bufferDebugLog();
  const showWarnings = plain ? () => {} : holdWarnings();
  const quitting = new AbortController();
  const ascii = asciiOnly();
  const taskId = named ?? chosenTask(options.scenario, service);
  const frontEnd = await startFrontEnd(values, { ...firstFrameOf(service, taskId), ascii });
  try {
    const { first, settled } = sendFirstRequest(service, taskId, quitting.signal);
    // After this turn what sends it is loaded, too.
    await turn();
    await Promise.race([sent, settled, pause(LOAD_DELAY_MS)]);
    const { createWizardRuntime } = await import('./effects.ts');
    // Whatever came meanwhile has its turn between the two.
    await turn();
    const open = await frontEnd.load();
    stopNewSpaceGrowth();
    // An answer that is there already is shown at once.
    await Promise.race([settled, pause(5)]);
    return await open({
      keys,
      ascii,
      start: (size, controls) =>
        createWizardRuntime(service, first, quitting, retries, { size, ascii, controls }),
    });
  } finally {
    frontEnd.leave();
    // Nothing may be sent, or keep the program, once the user has left.
    quitting.abort();
    showTrace();
    showWarnings();
    await service.close();
  }
};

/** Returns the error for a run without a terminal. A word without digits is no ID, and may be meant as a command. */
function withoutTerminal({ taskWord }: CommandLine): UsageError {
  if (taskWord !== undefined && !/\d/.test(taskWord)) return unknownCommand(taskWord);
  return new UsageError(text().cli.errors.needsTerminal);
}

/** Returns the ID of the task that the command line names; undefined if it names none. Throws UsageError. */
async function namedTask({ taskWord }: CommandLine, service: Service, keys: ReadStream) {
  if (taskWord === undefined) return undefined;
  const id = parseUuidTaskId(taskWord);
  if (id !== undefined) return id;
  // ^C ends the search, so the terminal has to make a signal of it meanwhile.
  keys.setRawMode(false);
  const leave = exitOnInterrupt();
  try {
    const client = withWaitingLine(service.client);
    // All IDs seen so far are hexadecimal.
    return await newTaskResolver({ client }, undefined, (id) => /^[\da-f-]+$/.test(id))(taskWord);
  } catch (error) {
    await service.close();
    throw error;
  } finally {
    leave();
  }
}

/** Returns the task to open; undefined if it has to be picked. A demo without a scenario opens its first task. */
function chosenTask(scenario: string | undefined, { demoTasks }: Service): string | undefined {
  const onlyOne = demoTasks?.length === 1 || scenario === undefined;
  return onlyOne ? demoTasks?.[0] : undefined;
}

function firstFrameOf({ demo, client }: Service, taskId = '') {
  return { size: terminalSize(process.stderr), demo, host: client.host, taskId };
}

/** Sends the first request. `settled` resolves when it has been answered, or has failed. */
function sendFirstRequest({ client }: Service, taskId: string | undefined, signal: AbortSignal) {
  const first: InitialLoad =
    taskId === undefined
      ? { page: client.listTasks({ limit: PAGE_SIZE, offset: 0 }, signal) }
      : { taskId, reading: client.getTask(taskId, signal) };
  const coming: Promise<unknown> = 'page' in first ? first.page : first.reading;
  return { first, settled: coming.catch(() => {}) };
}
