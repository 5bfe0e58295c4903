/** `sms-wizard simulator`: runs an SMS on this machine until Ctrl-C. */

import type { Command, OptionValues } from '../cli/command-line.ts';
import { EXIT } from '../cli/exit-codes.ts';
import { printResult } from '../cli/output.ts';
import { resolveScenario } from '../session/session.ts';
import type { Fault } from '../simulator/faults/fault-injection.ts';
import type { SimulatorOptions } from '../simulator/server.ts';
import { UsageError } from '../task/errors.ts';
import { text } from '../text/text.ts';

/**
 * Exit codes by the signal that stops the simulator. SIGHUP is left to the system: Node aborts if it exits by itself after
 * its terminal has vanished.
 */
const SIGNAL_CODES = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated } as const;
type StopSignal = keyof typeof SIGNAL_CODES;

export const simulator: Command = async ({ values }) => {
  const { startSimulator } = await import('../simulator/server.ts');
  const options = await parseSimulatorOptions(values);
  const started = await startSimulator(options).catch((error: NodeJS.ErrnoException) => {
    const taken = error.code === 'EADDRINUSE';
    throw taken ? new UsageError(text().cli.errors.portTaken(String(options.port))) : error;
  });
  const { DOMAIN, OWNER } = await import('../simulator/access/accounts.ts');
  const words = text().cli.simulator;
  const { url, token, firstTask } = started;
  // Before anybody sees that it runs: who reads that may stop it at once.
  const stopped = new Promise<StopSignal>((resolve) => {
    for (const name of Object.keys(SIGNAL_CODES) as StopSignal[]) process.once(name, () => resolve(name));
  });
  printResult([
    words.ready(url),
    words.how(url, token, firstTask),
    words.keys(OWNER.keys.access, OWNER.keys.secret, DOMAIN.id, url, firstTask),
    words.assumed,
    words.stop,
  ]);
  const signal = await stopped;
  await started.close();
  return SIGNAL_CODES[signal];
};

/** Throws UsageError. */
async function parseSimulatorOptions(values: OptionValues): Promise<SimulatorOptions> {
  const latency = parseWhole('latency', values.latency, 0);
  const throttle = parseWhole('throttle', values.throttle, 1);
  const pace = parseWhole('pace', values.pace, 1);
  const { scenario } = values;
  return {
    port: parsePort(values.port),
    ...(await resolveScenario({ ...(scenario !== undefined && { scenario }), defaultScenario: 'all' })),
    failures: await parseFailures(values.fail ?? []),
    ...(latency === undefined ? {} : { latency }),
    ...(throttle === undefined ? {} : { throttle }),
    ...(pace === undefined ? {} : { pace }),
    records: false,
  };
}

async function parseFailures(given: readonly string[]): Promise<Fault[]> {
  const { FAILURE_KEYS, parseFault } = await import('../simulator/faults/parse-fault.ts');
  const { FAULT_KINDS } = await import('../simulator/faults/fault-injection.ts');
  return given.map((words) => {
    const read = parseFault(words);
    if ('failure' in read) return read.failure;
    const messages = text().cli.errors;
    throw new UsageError(messages.fail(words, read.fault, FAULT_KINDS.join(', '), FAILURE_KEYS.join(', ')));
  });
}

function parseWhole(flag: string, given: string | undefined, lowest: number): number | undefined {
  if (given === undefined) return undefined;
  const number = /^\d{1,7}$/.test(given) ? Number(given) : Number.NaN;
  if (!(number >= lowest)) throw new UsageError(text().cli.errors.wholeNumber(flag, lowest, given));
  return number;
}

function parsePort(given: string | undefined): number {
  const port = Number(given ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new UsageError(text().cli.errors.port(String(given)));
  }
  return port;
}
