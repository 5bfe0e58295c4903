/** Working with the wizard on screen: keys. */
import { MIN_QUESTION_MS } from '../../src/wizard/questions.ts';
import { STEPS } from '../../src/wizard/state.ts';
import type { UserDriver } from './driver.ts';
import type { Session } from './terminal.ts';

/** Time to read a question before answering, in ms. */
const READ_MS = MIN_QUESTION_MS + 150;
/** The help bar of a question, which starts with y. */
const ASKED = /^ y \S/m;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Submits from Review: asks, reads the question, and answers yes. */
export async function submitOn(session: Session): Promise<void> {
  await session.press('s');
  await session.waitFor(/Submit th.+\?|提交到 .+ 吗？/);
  await sleep(READ_MS);
  session.type('y');
}

/** Returns the chosen value of an open chooser: in its line, or in the column over it. */
function chosen(session: Session, title: string): string | undefined {
  const rows = session.rows();
  const line = rows.find((row) => row.startsWith(` ${title} `) && !/ \d+ of \d+$/.test(row)) ?? '';
  const inLine = /\[(.*?)\]/.exec(line)?.[1];
  return (
    inLine ??
    rows
      .slice(3)
      .find((row) => row.startsWith(' ▸ '))
      ?.slice(3)
  );
}

export function newScreenDriver(session: Session): UserDriver {
  let at = 0;
  // The rail above has such a mark too.
  const here = () =>
    session
      .rows()
      .slice(3)
      .find((line) => /^ ▸ /.test(line)) ?? '';
  /** Presses a movement key. Returns false if the cursor stays. */
  const moves = async (key: string): Promise<boolean> => {
    const before = here() + session.rows()[3];
    await session.press(key);
    return here() !== '' && here() + session.rows()[3] !== before;
  };
  const row = async (words: string) => {
    if (here().includes(words)) return;
    // Downwards to the end, then once more from the top.
    for (let round = 0; round < 2; round++) {
      while (await moves('down')) if (here().includes(words)) return;
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
  const confirm = async () => {
    await session.waitFor(ASKED);
    await sleep(READ_MS);
    await session.press('y');
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
      await session.send(typed);
      await session.press('enter');
    },
    typeInto,
    enter: () => session.press('enter'),
    async answer(line) {
      if (session.rows().some((text) => ASKED.test(text))) await sleep(READ_MS);
      await session.press(...line, 'enter');
    },
    open: on('o'),
    reset: on('r'),
    clear: on('c'),
    remove: on('d'),
    theirs: on('t'),
    mine: on('o'),
    async add(what, owner) {
      if (owner !== undefined) await row(owner);
      await session.press('a');
      for (let moves = 0; chosen(session, 'Add') !== what; moves++) {
        if (moves > 20) throw new Error(`nothing "${what}" to add on:\n${session.text()}`);
        await session.press('right');
      }
      await session.press('enter');
    },
    async addEntry(typed) {
      await session.press('a', ...typed, 'enter');
    },
    undo: () => session.press('u'),
    offer: () => session.press('+'),
    back: () => session.press('escape'),
    ask: () => session.press('s'),
    confirm,
    async submit() {
      await session.press('s');
      await confirm();
    },
    async beginSubmit() {
      await session.press('s');
      await session.waitFor(ASKED);
      await sleep(READ_MS);
      session.type('y');
    },
    async choose(words) {
      const bar = session.rows().findLast((line) => line.includes(` ${words}`)) ?? '';
      const [, key = ''] = new RegExp(`(\\S+) ${words}(  |$)`).exec(bar) ?? [];
      if (!key) throw new Error(`nothing "${words}" to choose on:\n${session.text()}`);
      await session.press({ '↵': 'enter', esc: 'escape', '→': 'right' }[key] ?? key);
    },
    async pick(words) {
      await row(words);
      await session.press('enter');
      at = 0;
    },
    async search(words) {
      await session.press('/');
      await session.send(words);
      await session.press('enter');
    },
    async state(name) {
      await session.press('s');
      for (let moves = 0; chosen(session, 'State') !== name; moves++) {
        if (moves > 20) throw new Error(`no state "${name}" on:\n${session.text()}`);
        await session.press('right');
      }
      await session.press('enter');
    },
    all: () => session.press('escape'),
    reread: () => session.press('r'),
    toList: () => session.press('l'),
    again: () => session.press('e'),
    plan: () => session.press('w'),
    async resume() {
      await sleep(READ_MS);
      await session.press('enter');
    },
    async later() {
      await sleep(READ_MS);
      await session.press('escape');
    },
    async discard() {
      await sleep(READ_MS);
      await session.press('d');
      await confirm();
    },
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
