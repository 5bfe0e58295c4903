import { launch, type Session } from './terminal.ts';

/** The wizard on its demo, which tests that run side by side need not share. */
export async function onDemo(
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<Session> {
  const session = launch(['--demo', ...args], { env });
  await session.waitFor('Task name');
  return session;
}
