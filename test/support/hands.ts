/** Two ways to work with the wizard, so that one story runs in both: keys on the screen, answers line by line. */
import type { Simulator } from '../../src/simulator/server.ts';
import type { StepName } from '../../src/wizard/state.ts';
import { asked, lineHands } from './line-hands.ts';
import { screenHands } from './screen-hands.ts';
import { access, wizardOn } from './service.ts';
import { type Exit, type LaunchOptions, launch, type Session } from './terminal.ts';

/** What a person does, in the person's words. Rows are named by a part of what they say. */
export interface Hands {
  readonly session: Session;
  /** What there is to see: the screen, or what was said since the last answer. */
  seen(): string;
  /** Waits until something can be seen. */
  sees(wanted: string | RegExp): Promise<void>;
  goTo(step: StepName): Promise<void>;
  /** Gives the field of a row a value; the next thing is asked when it was taken. */
  set(row: string, typed: string): Promise<void>;
  /** Opens the question for a row and types, without Enter. */
  typeInto(row: string, typed: string): Promise<void>;
  /** Enter after `typeInto`. */
  enter(): Promise<void>;
  /** A line, as it is typed, where one is asked for. */
  answer(line: string): Promise<void>;
  open(row: string): Promise<void>;
  reset(row: string): Promise<void>;
  clear(row: string): Promise<void>;
  theirs(row: string): Promise<void>;
  mine(row: string): Promise<void>;
  /** Adds something, to the element of a row where one is named. */
  add(what: string, row?: string): Promise<void>;
  /** Adds an entry to the list in a string that is open. */
  addEntry(typed: string): Promise<void>;
  undo(): Promise<void>;
  offer(): Promise<void>;
  back(): Promise<void>;
  /** In the Review: sends, or asks, or says why not. */
  submit(): Promise<void>;
  /** The same without waiting for what comes of it. */
  beginSubmit(): void;
  /** To the question about warnings: yes. */
  confirm(): Promise<void>;
  /** One of the things that a page without a list offers, by its words: `try again`, `leave`. */
  choose(words: string): Promise<void>;
  /** In the list of tasks: opens one. */
  pick(row: string): Promise<void>;
  /** In the list of tasks: looks for a name; an id opens its task. */
  search(words: string): Promise<void>;
  /** In the list of tasks: those in one state only. */
  state(name: string): Promise<void>;
  /** In the list of tasks: without what narrows it. */
  all(): Promise<void>;
  reread(): Promise<void>;
  /** From the result: the list of tasks, or on with editing. */
  toList(): Promise<void>;
  again(): Promise<void>;
  /** In the Review: writes a plan. */
  plan(): Promise<void>;
  /** What is done with a draft that was left behind. */
  resume(): Promise<void>;
  later(): Promise<void>;
  discard(): Promise<void>;
  /** From the result: leaves. */
  finish(): Promise<Exit>;
  interrupt(): Promise<Exit>;
}

export interface Mode {
  readonly name: string;
  readonly plain: boolean;
  /** The wizard on a task of a simulator, ready for its first answer. */
  start(simulator: Simulator, options?: LaunchOptions): Promise<Hands>;
  /** The same, where a draft may be asked about first. */
  again(simulator: Simulator, options?: LaunchOptions): Promise<Hands>;
  /** The same, where nothing can be said of what comes first. */
  begin(simulator: Simulator, options?: LaunchOptions): Hands;
  /** The wizard without a task, once it has the list of them or says why not. */
  list(simulator: Simulator, options?: LaunchOptions): Promise<Hands>;
}

/** The wizard in plain mode; `wanted` in place of the flag asks for it in another way. */
export function plainOn(simulator: Simulator, options: LaunchOptions = {}, wanted = ['--plain']): Session {
  return launchOn(simulator, { ...WIDE, ...options }, wanted);
}

/** Lines that are not broken are easier to find; how they break is a test of its own. */
const WIDE = { columns: 1000 };

/** The wizard on a simulator: on its first task, or on the list of its tasks. */
function launchOn(
  simulator: Simulator,
  options: LaunchOptions = {},
  more: string[] = [],
  task = [simulator.firstTask],
): Session {
  const { flags, env } = access(simulator);
  return launch([...task, ...flags, ...more], { ...options, env: { ...env, ...options.env } });
}

async function byLines(simulator: Simulator, options?: LaunchOptions): Promise<Hands> {
  const session = plainOn(simulator, options);
  await asked(session);
  return lineHands(session);
}

export const MODES: readonly Mode[] = [
  {
    name: 'on screen',
    plain: false,
    start: async (simulator, options) => screenHands(await wizardOn(simulator, options)),
    async again(simulator, options) {
      const session = launchOn(simulator, options);
      await session.waitFor('centos7');
      await session.settle();
      return screenHands(session);
    },
    begin: (simulator, options) => screenHands(launchOn(simulator, options)),
    async list(simulator, options) {
      const session = launchOn(simulator, options, [], []);
      await session.waitFor(/↵ (open|read again)|r read again/);
      await session.waitFor(/^(?![\s\S]*Reading the tasks)/);
      await session.settle();
      return screenHands(session);
    },
  },
  {
    name: 'line by line',
    plain: true,
    start: byLines,
    again: byLines,
    begin: (simulator, options) => lineHands(plainOn(simulator, options)),
    async list(simulator, options) {
      const session = launchOn(simulator, { ...WIDE, ...options }, ['--plain'], []);
      await asked(session);
      return lineHands(session);
    },
  },
];
