import { launch, type Session } from './terminal.ts';

/** Runs the wizard on the demo, with state of its own, so that tests can run side by side. */
export async function onDemo(
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<Session> {
  const session = launch(['--demo', ...args], { env });
  await session.waitFor('Task name');
  return session;
}
