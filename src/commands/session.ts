/** What every command that talks to SMS needs: endpoint, token, client; or the embedded simulator for --demo. */
import { tokenAuth } from '../api/auth.ts';
import { connect, type SmsClient } from '../api/client.ts';
import type { Site } from '../api/exchange.ts';
import type { Retry } from '../api/retry.ts';
import { UsageError } from '../task/errors.ts';
import { keyboard } from '../terminal/keyboard.ts';
import { text } from '../text/text.ts';
import { openAccess } from './access.ts';
import { type CommandLine, usesStdin } from './flags.ts';
import { say } from './output.ts';
import { tracer } from './trace.ts';

/** A way in to the service, for no task in particular. */
export interface Service {
  readonly client: SmsClient;
  readonly demo: boolean;
  /** The address of the service; `demo` for the embedded one. Drafts and history belong to it. */
  readonly endpoint: string;
  /** The options that lead a command to the same task again. */
  readonly access: readonly string[];
  /** The tasks of a demo, by id. */
  readonly demoTasks?: readonly string[];
  /** Ends what the session started. */
  close(): Promise<void>;
}

export interface Session extends Service {
  readonly taskId: string;
}

/** Opens a session for one task. Throws UsageError without a task, ServiceError without credentials. */
export async function openSession(line: CommandLine, onRetry = tellRetry): Promise<Session> {
  if (!line.taskId && !line.on.has('demo')) throw new UsageError(text().cli.errors.needsTask(line.command));
  const service = await openService(line, onRetry);
  return { ...service, taskId: line.taskId ?? service.demoTasks?.[0] ?? '' };
}

/** Opens the service without choosing a task. Throws ServiceError without credentials. */
export async function openService(
  line: CommandLine,
  onRetry = tellRetry,
  more: Pick<Site, 'gate' | 'onSent'> = {},
): Promise<Service> {
  const seconds = secondsFrom(line.text.timeout);
  const calls = { seconds, onRetry, ...more };
  if (line.on.has('demo')) return demoSession(line, calls);
  if (line.text.scenario) throw new UsageError(text().cli.errors.scenarioAlone);
  const { endpoint, auth, transport } = await openAccess(line, {
    ...{ seconds, onRetry },
    canAsk: canAsk(line),
  });
  const { endpoint: flag, region } = line.text;
  // Another shell may have another environment.
  const typed = endpoint.from !== 'default' && !flag && !region ? ['--endpoint', endpoint.url] : [];
  return {
    client: connect({ endpoint: endpoint.url, auth, transport, ...calls }),
    demo: false,
    endpoint: endpoint.url,
    access: [...typed, ...accessOf(line)],
    close: async () => {},
  };
}

/** True where a person may be asked something: never in scripts, nor where an answer would spoil the output. */
export const canAsk = (line: CommandLine): boolean =>
  Boolean(process.stderr.isTTY && keyboard(usesStdin(line))) &&
  !line.on.has('no-input') &&
  !line.on.has('json');

const accessOf = ({ text: given }: CommandLine): string[] =>
  (['endpoint', 'region', 'profile', 'lang'] as const).flatMap((name) =>
    given[name] ? [`--${name}`, given[name]] : [],
  );

/** Tells whoever sits at a terminal why nothing comes yet; a script's log gets the result alone. */
export function tellRetry({ line }: Retry): void {
  if (process.stderr.isTTY) say([line]);
}

async function demoSession(
  line: CommandLine,
  calls: Pick<Site, 'seconds' | 'onRetry' | 'gate' | 'onSent'>,
): Promise<Service> {
  const { startSimulator } = await import('../simulator/server.ts');
  const simulator = await startSimulator(await scenarioFrom(line));
  const client = connect({
    endpoint: simulator.url,
    auth: tokenAuth(simulator.token),
    transport: { ...(line.on.has('debug') ? { trace: tracer } : {}) },
    ...calls,
  });
  const { scenario, lang } = line.text;
  const access = ['--demo', ...(scenario ? ['--scenario', scenario] : []), ...(lang ? ['--lang', lang] : [])];
  return {
    client,
    demo: true,
    endpoint: 'demo',
    access,
    demoTasks: simulator.taskIds,
    close: () => simulator.close(),
  };
}

/** Commands that are not about the first task of a demo. */
const KNOWS_ALL: readonly CommandLine['command'][] = ['list', 'apply', 'doctor'];

/** The scenario option, checked against what the simulator has; a list, or a demo with a task id, knows all of them. */
export async function scenarioFrom(line: CommandLine): Promise<{ scenario: string }> {
  const { SCENARIOS } = await import('../simulator/scenarios.ts');
  const scenario = line.text.scenario ?? (line.taskId || KNOWS_ALL.includes(line.command) ? 'all' : 'lvm');
  if (!Object.hasOwn(SCENARIOS, scenario)) {
    throw new UsageError(text().cli.errors.scenario(scenario, Object.keys(SCENARIOS).join(', ')));
  }
  return { scenario };
}

/** How long a call may take, in seconds. Throws UsageError. */
export function secondsFrom(given: string | undefined): number {
  if (given === undefined) return 30;
  const seconds = Number(given);
  if (!(seconds >= 1 && seconds <= 3600)) throw new UsageError(text().cli.errors.seconds(given));
  return seconds;
}
