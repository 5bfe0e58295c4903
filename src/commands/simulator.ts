/** `sms-wizard simulator`: an SMS on this machine, until Ctrl-C. */
import type { Failure } from '../simulator/failures.ts';
import type { SimulatorOptions } from '../simulator/server.ts';
import { UsageError } from '../task/errors.ts';
import { text } from '../text/text.ts';
import type { CommandLine } from './flags.ts';
import { printResult } from './output.ts';
import { scenarioFrom } from './session.ts';

export async function simulator(line: CommandLine): Promise<number> {
  const { startSimulator } = await import('../simulator/server.ts');
  const options = await optionsFrom(line);
  const started = await startSimulator(options).catch((error: NodeJS.ErrnoException) => {
    const taken = error.code === 'EADDRINUSE';
    throw taken ? new UsageError(text().cli.errors.portTaken(String(options.port))) : error;
  });
  const { DOMAIN, OWNER } = await import('../simulator/accounts.ts');
  const words = text().cli.simulator;
  const { url, token, firstTask } = started;
  printResult([
    words.ready(url),
    words.how(url, token, firstTask),
    words.keys(OWNER.keys.access, OWNER.keys.secret, DOMAIN.id, url, firstTask),
    words.stop,
  ]);
  const signal = await new Promise<NodeJS.Signals>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, resolve);
  });
  await started.close();
  return { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal as 'SIGINT'] ?? 1;
}

async function optionsFrom(line: CommandLine): Promise<SimulatorOptions> {
  const latency = wholeFrom(line, 'latency', 0);
  const throttle = wholeFrom(line, 'throttle', 1);
  return {
    port: portFrom(line.text.port),
    ...(await scenarioFrom({ ...line, taskId: 'all' })),
    failures: await failuresFrom(line.fail),
    ...(latency === undefined ? {} : { latency }),
    ...(throttle === undefined ? {} : { throttle }),
  };
}

async function failuresFrom(given: readonly string[]): Promise<Failure[]> {
  const { FAILURE_KEYS, readFailure } = await import('../simulator/failure-words.ts');
  const { WAYS } = await import('../simulator/failures.ts');
  return given.map((words) => {
    const read = readFailure(words);
    if ('failure' in read) return read.failure;
    const say = text().cli.errors;
    throw new UsageError(say.fail(words, read.fault, WAYS.join(', '), FAILURE_KEYS.join(', ')));
  });
}

function wholeFrom(line: CommandLine, flag: 'latency' | 'throttle', lowest: number): number | undefined {
  const given = line.text[flag];
  if (given === undefined) return undefined;
  const number = /^\d{1,7}$/.test(given) ? Number(given) : Number.NaN;
  if (!(number >= lowest)) throw new UsageError(text().cli.errors.wholeNumber(flag, lowest, given));
  return number;
}

function portFrom(given: string | undefined): number {
  const port = Number(given ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new UsageError(text().cli.errors.port(String(given)));
  }
  return port;
}
