/** Opens the connection of a command to SMS, or to the built-in simulator with --demo. */
import { tokenAuth } from '../api/auth.ts';
import { createSmsClient, type SmsClient } from '../api/client.ts';
import type { ServiceConfig } from '../api/request.ts';
import type { RetryNotice } from '../api/retry.ts';
import { debugLog } from '../cli/debug-log.ts';
import { printNote } from '../cli/output.ts';
import type { ServiceOptions, TaskOptions } from '../cli/service-options.ts';
import { withSuggestion } from '../cli/suggestion.ts';
import { UsageError } from '../task/errors.ts';
import { openInputTty } from '../terminal/input-tty.ts';
import { text } from '../text/text.ts';
import { authenticate } from './authenticate.ts';
import { newTaskResolver } from './resolve-task.ts';
import { withWaitingLine } from './waiting.ts';

/** A connection to SMS, for no task in particular. */
export interface Service {
  readonly client: SmsClient;
  readonly demo: boolean;
  /** The address of the service; `demo` for the simulator. Drafts and history belong to it. */
  readonly endpoint: string;
  /** Options that connect another command to the same service. */
  readonly access: readonly string[];
  /** IDs of the tasks of a demo. */
  readonly demoTasks?: readonly string[];
  /** Stops the simulator of a demo. */
  close(): Promise<void>;
}

export interface Session extends Service {
  readonly taskId: string;
}

/**
 * Opens a session for one task; a demo without an ID takes its first one. `waits` is false if the command shows itself
 * that it waits. Throws ServiceError without credentials, and UsageError if no task or several are meant.
 */
export async function openSession(options: TaskOptions, waits = true): Promise<Session> {
  const service = await openService(options, printRetry, { waits });
  const { taskWord } = options;
  if (taskWord === undefined) return { ...service, taskId: service.demoTasks?.[0] ?? '' };
  try {
    return { ...service, taskId: await newTaskResolver(service)(taskWord) };
  } catch (error) {
    await service.close();
    throw error;
  }
}

/** Default time limit of a call, in seconds. */
const DEFAULT_SECONDS = 30;

/** Connects to the service. Throws ServiceError without credentials. */
export async function openService(
  options: ServiceOptions,
  onRetry = printRetry,
  { waits = false, ...more }: ConnectionOptions = {},
): Promise<Service> {
  const service = await connect(options, onRetry, more);
  return waits && !options.debug ? { ...service, client: withWaitingLine(service.client) } : service;
}

type CallOptions = Pick<ServiceConfig, 'gate' | 'onSent'>;

interface ConnectionOptions extends CallOptions {
  /** True to show a line on a terminal while a call takes long. */
  readonly waits?: boolean;
}

async function connect(
  options: ServiceOptions,
  onRetry: (notice: RetryNotice) => void,
  more: CallOptions,
): Promise<Service> {
  const seconds = options.seconds ?? DEFAULT_SECONDS;
  const calls = { seconds, onRetry, ...more };
  if (options.demo) return demoSession(options, calls);
  if (options.scenario) throw new UsageError(text().cli.errors.scenarioAlone);
  const { endpoint, auth, transport } = await authenticate(options, {
    seconds,
    onRetry,
    canAsk: isInteractive(options),
  });
  // Another shell may have another environment.
  const isTyped = endpoint.source !== 'default' && !options.endpoint && (!options.region || endpoint.named);
  const typed = isTyped ? ['--endpoint', endpoint.url] : [];
  return {
    client: createSmsClient({ endpoint: endpoint.url, auth, transport, ...calls }),
    demo: false,
    endpoint: endpoint.url,
    access: [...typed, ...accessOf(options, isTyped)],
    close: async () => {},
  };
}

/** True if prompts are possible: on a terminal, without --no-input and --json. */
export const isInteractive = ({ stdinTaken, mayAsk }: ServiceOptions): boolean =>
  Boolean(process.stderr.isTTY && openInputTty(stdinTaken)) && mayAsk;

const accessOf = (given: ServiceOptions, isTyped: boolean): string[] =>
  (['endpoint', 'region', 'profile', 'lang'] as const).flatMap((name) =>
    given[name] && !(isTyped && name === 'region') ? [`--${name}`, given[name]] : [],
  );

/** Prints why a call is repeated. Only on a terminal: the log of a script gets just the result. */
export function printRetry({ message }: RetryNotice): void {
  if (process.stderr.isTTY) printNote([message]);
}

async function demoSession(
  options: ServiceOptions,
  calls: Pick<ServiceConfig, 'seconds' | 'onRetry' | 'gate' | 'onSent'>,
): Promise<Service> {
  const { startSimulator } = await import('../simulator/server.ts');
  const simulator = await startSimulator(await resolveScenario(options));
  const client = createSmsClient({
    endpoint: simulator.url,
    auth: tokenAuth(simulator.token),
    transport: { ...(options.debug ? { trace: debugLog } : {}) },
    ...calls,
  });
  const { scenario, lang } = options;
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

/** Resolves the name of a set of simulated tasks. Throws UsageError if the simulator doesn't have it. */
export async function resolveScenario({
  scenario: asked,
  defaultScenario,
}: Pick<ServiceOptions, 'scenario' | 'defaultScenario'>): Promise<{ scenario: string }> {
  const { SCENARIOS } = await import('../simulator/scenarios.ts');
  const scenario = asked ?? defaultScenario;
  if (!Object.hasOwn(SCENARIOS, scenario)) {
    const known = Object.keys(SCENARIOS);
    throw new UsageError(
      withSuggestion(text().cli.errors.scenario(scenario, known.join(', ')), scenario, known),
    );
  }
  return { scenario };
}
