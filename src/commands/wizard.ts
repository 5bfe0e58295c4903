/**
 * The guided update: says at once what it waits for, sends the first request, and loads the front end while that is
 * under way.
 */
import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import type { Retry } from '../api/retry.ts';
import { UsageError } from '../task/errors.ts';
import { PAGE } from '../task/paging.ts';
import { roomIn } from '../terminal/capabilities.ts';
import { keyboard } from '../terminal/keyboard.ts';
import { text } from '../text/text.ts';
import { asciiOnly } from './ascii.ts';
import type { CommandLine } from './flags.ts';
import { beginFrontEnd, isPlain } from './front-end.ts';
import { openService, type Service } from './session.ts';
import { holdTrace } from './trace.ts';
import type { First } from './wizard-store.ts';

/** How long loading is put off for the request to leave, in ms; where connecting takes longer, both go on at once. */
const HOLD = 20;

export async function wizard(line: CommandLine): Promise<number> {
  const keys = process.stderr.isTTY ? keyboard(line.on.has('token-stdin')) : undefined;
  if (!keys || line.on.has('no-input')) throw new UsageError(text().cli.errors.needsTerminal);
  const plain = isPlain(line);
  // From here on keys typed ahead wait for the screen; they are neither echoed nor lost.
  keys.setRawMode(!plain);
  const retries = newRetries();
  let onSent = () => {};
  const sent = new Promise<void>((resolve) => {
    onSent = resolve;
  });
  const service = await openService(line, retries.note, { onSent });
  // Questions on the way leave the terminal as they found it at first.
  keys.setRawMode(!plain);
  const showTrace = holdTrace();
  const leaving = new AbortController();
  const ascii = asciiOnly();
  const taskId = chosenTask(line, service);
  const begun = await beginFrontEnd(line, { ...beginningOf(service, taskId), ascii });
  try {
    const { first, settled } = begin(service, taskId, leaving.signal);
    // After this turn what sends it is loaded, too.
    await turn();
    await Promise.race([sent, settled, pause(HOLD)]);
    const { startWizard } = await import('./wizard-store.ts');
    // Whatever came meanwhile has its turn between the two.
    await turn();
    const open = await begun.load();
    // An answer that is there already is shown at once.
    await Promise.race([settled, pause(5)]);
    return await open({
      keys,
      ascii,
      start: (size, ways) => startWizard(service, first, leaving, retries, { size, ascii, ways }),
    });
  } finally {
    begun.leave();
    // Nothing may be sent, or keep the program, once the user has left.
    leaving.abort();
    showTrace();
    await service.close();
  }
}

/** Passes waits on to the screen, also one that began before there was a screen. */
function newRetries() {
  let last: Retry | undefined;
  let show: ((retry: Retry) => void) | undefined;
  return {
    note(retry: Retry) {
      last = retry;
      show?.(retry);
    },
    showWith(shown: (retry: Retry) => void) {
      show = shown;
      if (last) shown(last);
    },
  };
}

export type Retries = ReturnType<typeof newRetries>;

/** The task to open; undefined where it has to be picked. A demo of no special scenario opens its first task. */
function chosenTask({ taskId, text: given }: CommandLine, { demoTasks }: Service): string | undefined {
  const onlyOne = demoTasks?.length === 1 || !given.scenario;
  return taskId ?? (onlyOne ? demoTasks?.[0] : undefined);
}

function beginningOf({ demo, client }: Service, taskId = '') {
  return { size: roomIn(process.stderr), demo, host: client.host, taskId };
}

/** Sends the first request. `settled` resolves when it has been answered, or has failed. */
function begin({ client }: Service, taskId: string | undefined, signal: AbortSignal) {
  const first: First =
    taskId === undefined
      ? { page: client.listTasks({ limit: PAGE, offset: 0 }, signal) }
      : { taskId, reading: client.getTask(taskId, signal) };
  const coming: Promise<unknown> = 'page' in first ? first.page : first.reading;
  return { first, settled: coming.catch(() => {}) };
}
