/** Working with the wizard line by line: answers. */
import { STEPS } from '../../src/wizard/state.ts';
import type { Hands } from './hands.ts';
import type { Session } from './terminal.ts';

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

export function lineHands(session: Session): Hands {
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
      await say(await number(words));
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
    async add(what, row) {
      await answer(session, row === undefined ? 'a' : `a${await number(row)}`);
      await say(what);
    },
    async addEntry(typed) {
      await answer(session, 'a');
      await say(typed);
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
    async choose(words) {
      const [, number] = new RegExp(`^(\\d+)\\. ${words}$`, 'm').exec(seen()) ?? [];
      if (!number) throw new Error(`nothing "${words}" to choose in:\n${seen()}`);
      await say(number);
    },
    async pick(words) {
      await say(await number(words));
      at = 0;
    },
    search: say,
    async state(name) {
      await answer(session, 's');
      await say(name);
    },
    all: () => say('b'),
    reread: () => say('r'),
    toList: () => say('t'),
    again: () => say('e'),
    plan: () => say('w'),
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
