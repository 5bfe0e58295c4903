/** A simulator for a test, and the wizard on it. */
import { tokenAuth } from '../../src/api/auth.ts';
import { createSmsClient, type SmsClient } from '../../src/api/client.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../src/simulator/server.ts';
import { cleanups } from './cleanups.ts';
import { type LaunchOptions, launch, type Session } from './terminal.ts';

const running: Simulator[] = [];
cleanups.push(() => Promise.all(running.splice(0).map((simulator) => simulator.close())));

/** Starts a simulator that closes after the test. */
export async function service(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator(options);
  running.push(simulator);
  return simulator;
}

/** Returns the product's client of a simulator, or of something that isn't one. `seconds`: the time-out of a call. */
export const clientOf = ({ url, token }: Pick<Simulator, 'url' | 'token'>, seconds: number): SmsClient =>
  createSmsClient({ endpoint: url, auth: tokenAuth(token), transport: {}, seconds });

/** Returns environment and options that lead a command to a simulator. */
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

/** Returns the bodies of the updates that a simulator received. */
export const updates = (simulator: Simulator): unknown[] =>
  simulator.requests.filter(({ method }) => method === 'PUT').map(({ body }) => JSON.parse(body));
