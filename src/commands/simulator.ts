/** `sms-wizard simulator`: an SMS on this machine, until Ctrl-C. */
import { UsageError } from '../task/errors.ts';
import { text } from '../text/text.ts';
import type { CommandLine } from './flags.ts';
import { printResult } from './output.ts';
import { scenarioFrom } from './session.ts';

export async function simulator(line: CommandLine): Promise<number> {
  const { startSimulator } = await import('../simulator/server.ts');
  const { scenario } = await scenarioFrom({ ...line, taskId: 'all' });
  const port = portFrom(line.text.port);
  const started = await startSimulator({ port, scenario }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EADDRINUSE' ? new UsageError(text().cli.errors.portTaken(String(port))) : error;
  });
  const words = text().cli.simulator;
  printResult([
    words.ready(started.url),
    words.how(started.url, started.token, started.firstTask),
    words.stop,
  ]);
  const signal = await new Promise<NodeJS.Signals>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, resolve);
  });
  await started.close();
  return { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal as 'SIGINT'] ?? 1;
}

function portFrom(given: string | undefined): number {
  const port = Number(given ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new UsageError(text().cli.errors.port(String(given)));
  }
  return port;
}
