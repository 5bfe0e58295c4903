/** What every command that talks to SMS needs: endpoint, token, client; or the embedded simulator for --demo. */
import { connect, type SmsClient } from '../api/client.ts';
import { endpointFrom } from '../api/endpoint.ts';
import { ServiceError } from '../api/errors.ts';
import type { Retry } from '../api/retry.ts';
import { UsageError } from '../task/errors.ts';
import { text } from '../text/text.ts';
import type { CommandLine } from './flags.ts';
import { say } from './output.ts';

/** A way in to the service, for no task in particular. */
export interface Service {
  readonly client: SmsClient;
  readonly demo: boolean;
  /** The address of the service; `demo` for the embedded one. Drafts and history belong to it. */
  readonly endpoint: string;
  /** The options that lead a command to the same task again. */
  readonly access: readonly string[];
  /** The task that a demo opens where none was chosen. */
  readonly demoTask?: string;
  /** Ends what the session started. */
  close(): Promise<void>;
}

export interface Session extends Service {
  readonly taskId: string;
}

/** Opens a session for one task. Throws UsageError without a task, ServiceError without a token. */
export async function openSession(
  line: CommandLine,
  stdin: AsyncIterable<Buffer | string>,
  onRetry: (retry: Retry) => void = tellRetry,
): Promise<Session> {
  if (!line.taskId && !line.on.has('demo')) throw new UsageError(missingTask(line));
  const service = await openService(line, stdin, onRetry);
  return { ...service, taskId: line.taskId ?? service.demoTask ?? '' };
}

/** Opens the service without choosing a task. Throws ServiceError without a token. */
export async function openService(
  line: CommandLine,
  stdin: AsyncIterable<Buffer | string>,
  onRetry: (retry: Retry) => void = tellRetry,
): Promise<Service> {
  const seconds = secondsFrom(line.text.timeout);
  if (line.on.has('demo')) return demoSession(line, seconds, onRetry);
  if (line.text.scenario) throw new UsageError(text().cli.errors.scenarioAlone);
  const endpoint = endpointFrom(line.text, process.env);
  const token = line.on.has('token-stdin') ? await tokenFrom(stdin) : process.env.HW_AUTH_TOKEN?.trim();
  if (!token) {
    const { noToken, emptyToken, noTokenHint } = text().net;
    const message = line.on.has('token-stdin') ? emptyToken : noToken;
    throw new ServiceError('auth', message, { hint: noTokenHint });
  }
  if (!/^[\x21-\x7e]+$/.test(token)) throw new ServiceError('auth', text().net.badToken);
  return {
    client: connect({ endpoint, token, seconds, onRetry }),
    demo: false,
    endpoint,
    access: accessOf(line),
    close: async () => {},
  };
}

const accessOf = ({ text: given }: CommandLine): string[] =>
  (['endpoint', 'region'] as const).flatMap((name) => (given[name] ? [`--${name}`, given[name]] : []));

function missingTask({ command }: CommandLine): string {
  const say = text().cli.errors;
  return command === 'wizard' ? say.needsTask : say.needsTaskFor(command);
}

/** Tells whoever sits at a terminal why nothing comes yet; a script's log gets the result alone. */
function tellRetry({ line }: Retry): void {
  if (process.stderr.isTTY) say([line]);
}

async function demoSession(
  line: CommandLine,
  seconds: number,
  onRetry: (retry: Retry) => void,
): Promise<Service> {
  const { startSimulator } = await import('../simulator/server.ts');
  const simulator = await startSimulator(await scenarioFrom(line));
  const client = connect({ endpoint: simulator.url, token: simulator.token, seconds, onRetry });
  const access = ['--demo', ...(line.text.scenario ? ['--scenario', line.text.scenario] : [])];
  return {
    client,
    demo: true,
    endpoint: 'demo',
    access,
    demoTask: simulator.firstTask,
    close: () => simulator.close(),
  };
}

/** The scenario option, checked against what the simulator has; a list, or a demo with a task id, knows all of them. */
export async function scenarioFrom(line: CommandLine): Promise<{ scenario: string }> {
  const { SCENARIOS } = await import('../simulator/scenarios.ts');
  const scenario = line.text.scenario ?? (line.taskId || line.command === 'list' ? 'all' : 'lvm');
  if (!Object.hasOwn(SCENARIOS, scenario)) {
    throw new UsageError(text().cli.errors.scenario(scenario, Object.keys(SCENARIOS).join(', ')));
  }
  return { scenario };
}

function secondsFrom(given: string | undefined): number {
  if (given === undefined) return 30;
  const seconds = Number(given);
  if (!(seconds >= 1 && seconds <= 3600)) throw new UsageError(text().cli.errors.seconds(given));
  return seconds;
}

async function tokenFrom(stdin: AsyncIterable<Buffer | string>): Promise<string> {
  let token = '';
  for await (const chunk of stdin) token += String(chunk);
  return token.trim();
}
