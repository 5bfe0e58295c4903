/** A simulator for a test, and the wizard on it. */
import { afterEach } from 'vitest';
import { tokenAuth } from '../../src/api/auth.ts';
import { connect, type SmsClient } from '../../src/api/client.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../src/simulator/server.ts';
import { type LaunchOptions, launch, type Session } from './terminal.ts';

const running: Simulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.close()));
});

export async function service(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator(options);
  running.push(simulator);
  return simulator;
}

/** The product's client on a simulator, or on something that is none. `seconds` is how long a call may take. */
export const clientOf = ({ url, token }: Pick<Simulator, 'url' | 'token'>, seconds: number): SmsClient =>
  connect({ endpoint: url, auth: tokenAuth(token), transport: {}, seconds });

/** Environment and flags that lead a command to a simulator. */
export const access = ({ url, token }: Simulator) => ({
  flags: ['--endpoint', url],
  env: { HW_AUTH_TOKEN: token },
});

/** Starts the wizard on a simulator's first task and waits until the task is on the screen. */
export async function wizardOn(simulator: Simulator, options: LaunchOptions = {}): Promise<Session> {
  const { flags, env } = access(simulator);
  const session = launch([simulator.firstTask, ...flags], { ...options, env: { ...env, ...options.env } });
  await session.waitFor('Task name');
  return session;
}

/** The bodies of the updates that a simulator got. */
export const updates = (simulator: Simulator): unknown[] =>
  simulator.requests.filter(({ method }) => method === 'PUT').map(({ body }) => JSON.parse(body));
