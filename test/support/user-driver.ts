/** Drives the wizard in two modes, so that one story runs in both: keys on the screen, answers in plain mode. */

import type { Simulator } from '../../src/simulator/server.ts';
import type { UserDriver } from './driver.ts';
import { asked, newPlainDriver } from './plain-driver.ts';
import { newScreenDriver } from './screen-driver.ts';
import { access, wizardOn } from './service.ts';
import { type LaunchOptions, launch, type Session } from './terminal.ts';

/** One of the two ways. */
export interface Mode {
  readonly name: string;
  readonly plain: boolean;
  /** Starts the wizard on a task of a simulator, ready for its first answer. */
  start(simulator: Simulator, options?: LaunchOptions): Promise<UserDriver>;
  /** Starts the wizard on a task; it may ask about a draft first. */
  again(simulator: Simulator, options?: LaunchOptions): Promise<UserDriver>;
  /** Starts the wizard without waiting for anything. */
  begin(simulator: Simulator, options?: LaunchOptions): UserDriver;
  /** Starts the wizard without a task, and waits for the list or its failure. */
  list(simulator: Simulator, options?: LaunchOptions): Promise<UserDriver>;
}

/** Starts plain mode; `wanted` selects it in another way than by the option. */
export function plainOn(simulator: Simulator, options: LaunchOptions = {}, wanted = ['--plain']): Session {
  return launchOn(simulator, { ...WIDE, ...options }, wanted);
}

/** Wide, because unbroken lines are easier to find; line breaks have tests of their own. */
const WIDE = { columns: 1000 };

/** Launches the wizard on a simulator: on its first task, or on the list of its tasks. */
function launchOn(
  simulator: Simulator,
  options: LaunchOptions = {},
  more: string[] = [],
  task = [simulator.firstTask],
): Session {
  const { flags, env } = access(simulator);
  return launch([...task, ...flags, ...more], { ...options, env: { ...env, ...options.env } });
}

async function byLines(simulator: Simulator, options?: LaunchOptions): Promise<UserDriver> {
  const session = plainOn(simulator, options);
  await asked(session);
  return newPlainDriver(session);
}

/** The two ways: on screen and in plain mode. */
export const MODES: readonly Mode[] = [
  {
    name: 'on screen',
    plain: false,
    start: async (simulator, options) => newScreenDriver(await wizardOn(simulator, options)),
    async again(simulator, options) {
      const session = launchOn(simulator, options);
      await session.waitFor('centos7');
      await session.settle();
      return newScreenDriver(session);
    },
    begin: (simulator, options) => newScreenDriver(launchOn(simulator, options)),
    async list(simulator, options) {
      const session = launchOn(simulator, options, [], []);
      await session.waitFor(/↵ (open|refresh)|r refresh/);
      await session.waitFor(/^(?![\s\S]*Reading tasks)/);
      await session.settle();
      return newScreenDriver(session);
    },
  },
  {
    name: 'line by line',
    plain: true,
    start: byLines,
    again: byLines,
    begin: (simulator, options) => newPlainDriver(plainOn(simulator, options)),
    async list(simulator, options) {
      const session = launchOn(simulator, { ...WIDE, ...options }, ['--plain'], []);
      await asked(session);
      return newPlainDriver(session);
    },
  },
];
