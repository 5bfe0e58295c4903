/** Working with the wizard line by line: answers. */
import { MIN_QUESTION_MS } from '../../src/wizard/questions.ts';
import { STEPS } from '../../src/wizard/state.ts';
import type { UserDriver } from './driver.ts';
import type { Session } from './terminal.ts';

/** Somebody reads a question before the answer, in ms. */
const READ_MS = MIN_QUESTION_MS + 150;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Returns all output, line by line as the program wrote it. */
export const outputOf = (session: Session): string => session.raw().replaceAll('\r\n', '\n');

/** Gives one answer and waits for the next prompt, or for the end. Returns the output in between. */
export async function answer(session: Session, words: string, ms = 30_000): Promise<string> {
  // A person reads a question before the answer.
  if (/(^|\n)y[:：][^\n]*$/.test(outputOf(session))) await sleep(READ_MS);
  const from = outputOf(session).length;
  let ended = false;
  void session.exit.then(() => {
    ended = true;
  });
  session.write(`${words}\r`);
  const until = Date.now() + ms;
  for (;;) {
    const output = outputOf(session).slice(from);
    const own = output.indexOf('\n') + 1;
    if (ended || (own > 0 && output.slice(own).endsWith(' > '))) return output.slice(own);
    if (Date.now() > until) throw new Error(`no question after "${words}":\n${output}`);
    await sleep(10);
  }
}

/** Waits for the first prompt. */
export async function asked(session: Session): Promise<void> {
  const until = Date.now() + 30_000;
  while (!outputOf(session).endsWith(' > ')) {
    if (Date.now() > until) throw new Error(`no question in:\n${outputOf(session)}`);
    await sleep(10);
  }
}

/** Asks for a submit on Review and answers yes, without waiting for the result. */
export async function beginSubmitOn(session: Session): Promise<void> {
  await answer(session, 's');
  await sleep(READ_MS);
  session.write('y\r');
}

export function newPlainDriver(session: Session): UserDriver {
  let at = 0;
  let from = 0;
  const seen = () => outputOf(session).slice(from);
  const reply = async (words: string) => {
    from = outputOf(session).length;
    await answer(session, words);
  };
  /** Returns the number of a row in the current list, by words in it. */
  const number = async (words: string): Promise<string> => {
    const kept = from;
    let list = await answer(session, 'l');
    for (;;) {
      const found = list.split('\n').find((line) => /^\d+\. /.test(line) && line.includes(words));
      from = kept;
      if (found) return found.slice(0, found.indexOf('.'));
      if (!/ m shows more/.test(list)) throw new Error(`no row "${words}" in:\n${list}`);
      list = await answer(session, 'm');
    }
  };
  const on = (letter: string) => async (words: string) => reply(`${letter}${await number(words)}`);
  const confirm = () => reply('y');
  return {
    session,
    seen,
    async sees(wanted) {
      const until = Date.now() + 30_000;
      while (typeof wanted === 'string' ? !seen().includes(wanted) : !wanted.test(seen())) {
        if (Date.now() > until) throw new Error(`never heard ${wanted} in:\n${seen()}`);
        await sleep(10);
      }
    },
    async goTo(step) {
      const to = STEPS.indexOf(step);
      if (step === 'review') await reply('v');
      else for (; at !== to; at += Math.sign(to - at)) await reply(to > at ? 'n' : 'b');
      at = to;
    },
    async set(words, typed) {
      await answer(session, await number(words));
      await reply(typed);
    },
    async typeInto(words, typed) {
      await reply(await number(words));
      session.write(typed);
      await session.settle();
    },
    enter: () => reply(''),
    answer: reply,
    open: on('o'),
    reset: on('r'),
    clear: on('c'),
    remove: on('d'),
    theirs: on('t'),
    mine: on('o'),
    async add(what, row) {
      await answer(session, row === undefined ? 'a' : `a${await number(row)}`);
      await reply(what);
    },
    async addEntry(typed) {
      await answer(session, 'a');
      await reply(typed);
    },
    undo: () => reply('u'),
    offer: () => reply('+'),
    back: () => reply('b'),
    ask: () => reply('s'),
    confirm,
    async submit() {
      await reply('s');
      await confirm();
    },
    async beginSubmit() {
      await beginSubmitOn(session);
      from = outputOf(session).length;
    },
    async choose(words) {
      const [, number] = new RegExp(`^(\\d+)\\. ${words}$`, 'm').exec(seen()) ?? [];
      if (!number) throw new Error(`nothing "${words}" to choose in:\n${seen()}`);
      await reply(number);
    },
    async pick(words) {
      await reply(await number(words));
      at = 0;
    },
    search: reply,
    async state(name) {
      await answer(session, 's');
      await reply(name);
    },
    all: () => reply('b'),
    reread: () => reply('r'),
    toList: () => reply('t'),
    again: () => reply('e'),
    plan: () => reply('w'),
    async resume() {
      await sleep(READ_MS);
      await reply('1');
    },
    async later() {
      await sleep(READ_MS);
      await reply('3');
    },
    async discard() {
      await sleep(READ_MS);
      await reply('2');
      await confirm();
    },
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
