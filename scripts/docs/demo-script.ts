/** Plays the sessions for the pictures: keys, and the screens that they lead to. */
import type { Simulator } from '../../src/simulator/server.ts';
import { answer, asked } from '../../test/support/plain-driver.ts';
import { launch, type Session } from '../../test/support/terminal.ts';
import { type Frame, type Picture, pictureOf } from './svg.ts';

interface Move {
  readonly keys: readonly string[];
  /** The text on the screen once the keys have had their effect. */
  readonly sees: string | RegExp;
  readonly caption: string;
  /** Time for which the film shows this screen. */
  readonly seconds: number;
  /** True while a value is typed: its consequences may be shown only after a pause. */
  readonly typing?: true;
  /** The picture that is taken there. */
  readonly still?: string;
}

/** A word typed letter by letter, each to be seen after `label` on the screen. */
const typed = (word: string, label: string, caption: string, still?: string): Move[] =>
  [...word].map((letter, index) => {
    const last = index === word.length - 1;
    return {
      keys: [letter],
      sees: `${label}${word.slice(0, index + 1)}`,
      caption,
      seconds: last ? 1.6 : 0.22,
      typing: true,
      ...(last && still ? { still } : {}),
    };
  });

const MOVES: readonly Move[] = [
  { keys: [], sees: 'web-01', caption: 'All migration tasks', seconds: 2, still: 'picker' },
  { keys: ['/'], sees: 'Filter', caption: '/ filters', seconds: 0.6 },
  ...typed('erp', 'Filter  ', '/ filters'),
  { keys: ['enter'], sees: 'Filter: erp', caption: 'Enter applies the filter', seconds: 0.5 },
  { keys: ['enter'], sees: 'Task name', caption: 'Enter opens the task', seconds: 1.6, still: 'name' },
  { keys: ['right'], sees: 'Rate limit', caption: '→ next step', seconds: 1 },
  {
    keys: ['down', 'down', 'down'],
    sees: '▸   Rate limit',
    caption: '↓ down to the rate limit',
    seconds: 0.8,
  },
  { keys: ['enter'], sees: '↵ accept', caption: 'Enter edits', seconds: 0.7 },
  ...typed('200', 'Rate limit  ', 'A number, or one that is offered', 'network'),
  { keys: ['enter'], sees: '→ 200 Mbit/s', caption: 'Enter takes it; the draft is on disk', seconds: 1.2 },
  { keys: ['right'], sees: 'Target disks', caption: '→ next step', seconds: 1 },
  { keys: ['down'], sees: '▸ ? /dev/xvdb', caption: '↓ down to the second disk', seconds: 0.7 },
  { keys: ['enter'], sees: '↵ accept', caption: 'Enter edits', seconds: 0.7 },
  ...typed('+10G', 'Size  ', 'Sizes as people think of them', 'disks'),
  { keys: ['enter'], sees: '→ 20 GiB', caption: 'Enter takes it', seconds: 1.2 },
  { keys: ['right'], sees: 'Volume groups', caption: '→ next step', seconds: 1.4, still: 'volumes' },
  {
    keys: ['^S'],
    sees: 'Task is RUNNING',
    caption: 'Ctrl-S: what will be sent, and what the rules say',
    seconds: 4,
    still: 'review',
  },
  { keys: ['s'], sees: 'Submit these', caption: 's asks; only y sends', seconds: 1.5 },
  {
    keys: ['y'],
    sees: '1 applied, 1 not applied',
    caption: 'Sent, read again, compared field by field',
    seconds: 5,
    still: 'result',
  },
];

/** A running task is paused, changed, started again, and watched. */
const PAUSE_MOVES: readonly Move[] = [
  { keys: [], sees: 'Task name', caption: 'A task that runs', seconds: 1.4 },
  { keys: ['right', 'right'], sees: 'Target disks', caption: '→ to the disks', seconds: 1 },
  { keys: ['down'], sees: '▸ ? /dev/xvdb', caption: '↓ down to the second disk', seconds: 0.7 },
  { keys: ['enter'], sees: '↵ accept', caption: 'Enter edits', seconds: 0.7 },
  ...typed('+10G', 'Size  ', 'Sizes as people think of them'),
  { keys: ['enter'], sees: '→ 20 GiB', caption: 'Enter takes it', seconds: 1 },
  { keys: ['^S'], sees: 'Press s to submit', caption: 'It may not take effect now', seconds: 3 },
  { keys: ['s'], sees: 'p: pause the task', caption: 's asks; p pauses for it', seconds: 3 },
  { keys: ['p'], sees: 'task… ABORTING', caption: 'Each step as it happens', seconds: 1.6 },
  { keys: [], sees: 'Starting the task… ABORT', caption: 'Paused, changed, read back', seconds: 2 },
  { keys: [], sees: 'Task started', caption: 'Applied, and running again', seconds: 3.5, still: 'moved' },
  { keys: ['v'], sees: 'Time left', caption: 'v watches it', seconds: 4 },
];

const PORT = /(127\.0\.0\.1):\d{5}/g;

/** Replaces what differs in each run: the port, and the seconds since a request was sent. */
const settled = (picture: Picture): Picture => ({
  ...picture,
  rows: picture.rows.map((row) =>
    row.map((run) => ({ ...run, text: run.text.replace(PORT, '$1:40404').replace(/^\d+ s$/, '3 s') })),
  ),
});

const open = ({ url, token }: Simulator, args: readonly string[], rows = 20): Session =>
  launch([...args, '--endpoint', url], { rows, env: { HW_AUTH_TOKEN: token } });

/** Waits until nothing was written for `ms`, so that a screen drawn in several writes is complete. */
async function quiet(session: Session, ms: number): Promise<void> {
  for (let before = -1; session.raw().length !== before; ) {
    before = session.raw().length;
    await new Promise((resolve) => setTimeout(resolve, ms));
  }
  await session.waitFor('');
}

async function moved(
  session: Session,
  keys: readonly string[],
  sees: string | RegExp,
  ms = 80,
): Promise<Picture> {
  // A text that was there before doesn't show that the keys had an effect.
  const before = session.text();
  if (keys.length && (typeof sees === 'string' ? before.includes(sees) : sees.test(before))) {
    throw new Error(`${sees} is there before ${keys.join(' ')}:\n${before}`);
  }
  // A question is answered once it could be read.
  if (keys.includes('y') || keys.includes('p')) await new Promise((resolve) => setTimeout(resolve, 500));
  for (const key of keys) session.type(key);
  await session.waitFor(sees, 20_000);
  await quiet(session, ms);
  return settled(pictureOf(session.screen));
}

export interface Shots {
  readonly frames: readonly Frame[];
  readonly stills: ReadonlyMap<string, Picture>;
}

/** Plays the whole session on the screen, from the list of tasks to the verdict. */
export const play = (sms: Simulator): Promise<Shots> => playMoves(open(sms, []), MOVES, 'enter');

/** Plays the pause of a running task on the screen, from its first step to watching it. */
export const playPause = (sms: Simulator): Promise<Shots> =>
  playMoves(open(sms, [sms.firstTask]), PAUSE_MOVES, '^C');

async function playMoves(session: Session, moves: readonly Move[], last: string): Promise<Shots> {
  const frames: Frame[] = [];
  const stills = new Map<string, Picture>();
  for (const { keys, sees, caption, seconds, typing, still } of moves) {
    const picture = await moved(session, keys, sees, typing ? 450 : 80);
    frames.push({ picture, seconds, caption });
    if (still) stills.set(still, picture);
  }
  session.type(last);
  await session.exit;
  return { frames, stills };
}

/** Plays a session in Chinese up to Review with an error that prevents the submit. */
export async function playChinese(sms: Simulator): Promise<Picture> {
  const session = open(sms, [sms.taskIds[8] as string, '--lang', 'zh']);
  await moved(session, [], '任务名称');
  await moved(session, ['right', 'right', 'right'], '/dev/xvda1');
  await moved(session, ['enter', '+', '1', '0', 'G'], '+10G');
  await moved(session, ['enter'], '→ 49.99 GiB');
  const picture = await moved(session, ['^S'], '请先改正');
  session.hangUp();
  await session.exit;
  return picture;
}

/** Plays a session in plain mode: a disk is made larger, and the change submitted. */
export async function playPlain(sms: Simulator): Promise<Picture> {
  const session = open(sms, [sms.taskIds[1] as string, '--plain'], 35);
  await asked(session);
  for (const words of ['n', 'n', '2', '+10G', 'v', 's', 'y']) await answer(session, words);
  const picture = await moved(session, [], 'applied');
  session.hangUp();
  await session.exit;
  return picture;
}
