/** Two ways to work with the wizard, so that one story runs in both: keys on the screen, answers line by line. */
import type { Simulator } from '../../src/simulator/server.ts';
import { access, wizardOn } from './service.ts';
import { type Exit, type LaunchOptions, launch, type Session } from './terminal.ts';

export type Step = 'name' | 'network' | 'disks' | 'volumes' | 'more' | 'review';
const STEPS: readonly Step[] = ['name', 'network', 'disks', 'volumes', 'more', 'review'];

/** What a person does, in the person's words. Rows are named by a part of what they say. */
export interface Hands {
  readonly session: Session;
  /** What there is to see: the screen, or what was said since the last answer. */
  seen(): string;
  /** Waits until something can be seen. */
  sees(wanted: string | RegExp): Promise<void>;
  goTo(step: Step): Promise<void>;
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
  add(what: string): Promise<void>;
  undo(): Promise<void>;
  offer(): Promise<void>;
  back(): Promise<void>;
  /** In the Review: sends, or asks, or says why not. */
  submit(): Promise<void>;
  /** The same without waiting for what comes of it. */
  beginSubmit(): void;
  /** To the question about warnings: yes. */
  confirm(): Promise<void>;
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
}

function screenHands(session: Session): Hands {
  let at = 0;
  // The rail above has such a mark too.
  const here = () =>
    session
      .rows()
      .slice(3)
      .find((line) => /^ ▸ /.test(line)) ?? '';
  const row = async (words: string) => {
    if (here().includes(words)) return;
    // Downwards to the end, then once more from the top.
    for (let round = 0; round < 2; round++) {
      for (let before = ''; here() !== before; ) {
        before = here();
        await session.press('down');
        if (here().includes(words)) return;
      }
      await session.press('home');
      if (here().includes(words)) return;
    }
    throw new Error(`no row "${words}" on:\n${session.text()}`);
  };
  const on = (key: string) => async (words: string) => {
    await row(words);
    await session.press(key);
  };
  const typeInto = async (words: string, typed: string) => {
    await row(words);
    await session.press('enter', ...typed);
  };
  return {
    session,
    seen: session.text,
    sees: session.waitFor,
    async goTo(step) {
      const to = STEPS.indexOf(step);
      if (step === 'review') await session.press('^S');
      else for (; at !== to; at += Math.sign(to - at)) await session.press(to > at ? 'right' : 'left');
      at = to;
    },
    async set(words, typed) {
      await row(words);
      await session.press('enter');
      session.write(typed);
      await session.settle();
      await session.press('enter');
    },
    typeInto,
    enter: () => session.press('enter'),
    answer: (line) => session.press(...line, 'enter'),
    open: on('o'),
    reset: on('r'),
    clear: on('d'),
    theirs: on('t'),
    mine: on('y'),
    async add(what) {
      await session.press('a');
      const chosen = () => /\[(.*?)\]/.exec(session.rows().find((line) => /^ Add /.test(line)) ?? '')?.[1];
      for (let moves = 0; chosen() !== what; moves++) {
        if (moves > 20) throw new Error(`nothing "${what}" to add on:\n${session.text()}`);
        await session.press('right');
      }
      await session.press('enter');
    },
    undo: () => session.press('u'),
    offer: () => session.press('+'),
    back: () => session.press('escape'),
    submit: () => session.press('enter'),
    beginSubmit: () => session.type('enter'),
    confirm: () => session.press('enter'),
    resume: () => session.press('enter'),
    later: () => session.press('escape'),
    discard: () => session.press('d'),
    async finish() {
      session.type('enter');
      return session.exit;
    },
    async interrupt() {
      session.type('^C');
      return session.exit;
    },
  };
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** All that was said, line by line as the program wrote it. */
export const saidBy = (session: Session): string => session.raw().replaceAll('\r\n', '\n');

/** Gives one answer and waits for the next question, or for the end. The answer is what was said in between. */
export async function answer(session: Session, words: string, ms = 15_000): Promise<string> {
  const from = saidBy(session).length;
  let ended = false;
  void session.exit.then(() => {
    ended = true;
  });
  session.write(`${words}\r`);
  const until = Date.now() + ms;
  for (;;) {
    const said = saidBy(session).slice(from);
    const own = said.indexOf('\n') + 1;
    if (ended || (own > 0 && said.slice(own).endsWith(' > '))) return said.slice(own);
    if (Date.now() > until) throw new Error(`no question after "${words}":\n${said}`);
    await sleep(10);
  }
}

/** Waits for the first question. */
export async function asked(session: Session): Promise<void> {
  const until = Date.now() + 15_000;
  while (!saidBy(session).endsWith(' > ')) {
    if (Date.now() > until) throw new Error(`no question in:\n${saidBy(session)}`);
    await sleep(10);
  }
}

function lineHands(session: Session): Hands {
  let at = 0;
  let from = 0;
  const seen = () => saidBy(session).slice(from);
  const say = async (words: string) => {
    from = saidBy(session).length;
    await answer(session, words);
  };
  /** The number of a row in the list as it is told now, by the words in it. */
  const number = async (words: string): Promise<string> => {
    const kept = from;
    let told = await answer(session, 'l');
    for (;;) {
      const found = told.split('\n').find((line) => /^\d+\. /.test(line) && line.includes(words));
      from = kept;
      if (found) return found.slice(0, found.indexOf('.'));
      if (!/ m shows more/.test(told)) throw new Error(`no row "${words}" in:\n${told}`);
      told = await answer(session, 'm');
    }
  };
  const on = (letter: string) => async (words: string) => say(`${letter}${await number(words)}`);
  return {
    session,
    seen,
    async sees(wanted) {
      const until = Date.now() + 10_000;
      while (typeof wanted === 'string' ? !seen().includes(wanted) : !wanted.test(seen())) {
        if (Date.now() > until) throw new Error(`never heard ${wanted} in:\n${seen()}`);
        await sleep(10);
      }
    },
    async goTo(step) {
      const to = STEPS.indexOf(step);
      if (step === 'review') await say('v');
      else for (; at !== to; at += Math.sign(to - at)) await say(to > at ? 'n' : 'b');
      at = to;
    },
    async set(words, typed) {
      await answer(session, await number(words));
      await say(typed);
    },
    async typeInto(words, typed) {
      await answer(session, await number(words));
      from = saidBy(session).length;
      session.write(typed);
      await session.settle();
    },
    enter: () => say(''),
    answer: say,
    open: on('o'),
    reset: on('r'),
    clear: on('d'),
    theirs: on('t'),
    mine: on('y'),
    async add(what) {
      await answer(session, 'a');
      await say(what);
    },
    undo: () => say('u'),
    offer: () => say('+'),
    back: () => say('b'),
    submit: () => say('s'),
    beginSubmit: () => {
      from = saidBy(session).length;
      session.write('s\r');
    },
    confirm: () => say('1'),
    resume: () => say('1'),
    later: () => say('3'),
    discard: () => say('2'),
    async finish() {
      session.write('\r');
      return session.exit;
    },
    async interrupt() {
      session.write('\x03');
      return session.exit;
    },
  };
}

/** The wizard in plain mode; `wanted` in place of the flag asks for it in another way. */
export function plainOn(simulator: Simulator, options: LaunchOptions = {}, wanted = ['--plain']): Session {
  return launchOn(simulator, options, wanted);
}

function launchOn(simulator: Simulator, options: LaunchOptions = {}, more: string[] = []): Session {
  const { flags, env } = access(simulator);
  return launch([simulator.firstTask, ...flags, ...more], { ...options, env: { ...env, ...options.env } });
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
  },
  { name: 'line by line', plain: true, start: byLines, again: byLines },
];
