/** What is done at the keyboard for the pictures, and the screens that it leads to. */
import type { Simulator } from '../../src/simulator/server.ts';
import { answer, asked } from '../support/line-hands.ts';
import { launch, type Session } from '../support/terminal.ts';
import { type Frame, type Picture, pictureOf } from './svg.ts';

interface Move {
  readonly keys: readonly string[];
  /** What is on the screen when the keys have worked. */
  readonly sees: string | RegExp;
  readonly caption: string;
  /** How long the film stays there. */
  readonly seconds: number;
  /** True where a line is typed in: what follows from it may wait for a pause. */
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
  { keys: ['enter'], sees: 'Filter: erp', caption: 'Enter keeps the filter', seconds: 0.5 },
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
  { keys: ['down'], sees: '▸   /dev/xvdb', caption: '↓ down to the second disk', seconds: 0.7 },
  { keys: ['enter'], sees: '↵ accept', caption: 'Enter edits', seconds: 0.7 },
  ...typed('+10G', 'Size  ', 'Sizes as people think of them', 'disks'),
  { keys: ['enter'], sees: '→ 20 GiB', caption: 'Enter takes it', seconds: 1.2 },
  { keys: ['right'], sees: 'Volume groups', caption: '→ next step', seconds: 1.4, still: 'volumes' },
  {
    keys: ['^S'],
    sees: 'The task is RUNNING',
    caption: 'Ctrl-S: what will be sent, and what the rules say',
    seconds: 4,
    still: 'review',
  },
  { keys: ['enter'], sees: 'in spite of', caption: 'Enter submits; warnings are asked about', seconds: 1.5 },
  {
    keys: ['enter'],
    sees: '1 took, 1 did not',
    caption: 'Sent, read again, compared field by field',
    seconds: 5,
    still: 'result',
  },
];

const PORT = /(127\.0\.0\.1):\d{5}/g;

/** Where the simulator listens is up to the system; pictures show always the same. */
const settled = (picture: Picture): Picture => ({
  ...picture,
  rows: picture.rows.map((row) => row.map((run) => ({ ...run, text: run.text.replace(PORT, '$1:40404') }))),
});

const open = ({ url, token }: Simulator, args: readonly string[], rows = 20): Session =>
  launch([...args, '--endpoint', url], { rows, env: { HW_AUTH_TOKEN: token } });

/** What is drawn in several writes is drawn to its end: nothing has come for so many ms. */
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
  // What is there before says nothing of what the keys did.
  const before = session.text();
  if (keys.length && (typeof sees === 'string' ? before.includes(sees) : sees.test(before))) {
    throw new Error(`${sees} is there before ${keys.join(' ')}:\n${before}`);
  }
  for (const key of keys) session.type(key);
  await session.waitFor(sees, 20_000);
  await quiet(session, ms);
  return settled(pictureOf(session.screen));
}

export interface Shots {
  readonly frames: readonly Frame[];
  readonly stills: ReadonlyMap<string, Picture>;
}

/** The whole session on the screen, from the list of tasks to the verdict. */
export async function play(sms: Simulator): Promise<Shots> {
  const session = open(sms, []);
  const frames: Frame[] = [];
  const stills = new Map<string, Picture>();
  for (const { keys, sees, caption, seconds, typing, still } of MOVES) {
    const picture = await moved(session, keys, sees, typing ? 450 : 80);
    frames.push({ picture, seconds, caption });
    if (still) stills.set(still, picture);
  }
  session.type('enter');
  await session.exit;
  return { frames, stills };
}

/** The Review in Chinese, with an error that keeps the change from being sent. */
export async function playChinese(sms: Simulator): Promise<Picture> {
  const session = open(sms, [sms.taskIds[8] as string, '--lang', 'zh']);
  await moved(session, [], '任务名称');
  await moved(session, ['right', 'right', 'right'], '/dev/xvda1');
  await moved(session, ['enter', '+', '1', '0', 'G'], '+10G');
  await moved(session, ['enter'], '→ 49.99 GiB');
  const picture = await moved(session, ['^S'], '改正后才能提交');
  session.hangUp();
  await session.exit;
  return picture;
}

/** The same work line by line: a disk made larger, and sent. */
export async function playPlain(sms: Simulator): Promise<Picture> {
  const session = open(sms, [sms.taskIds[1] as string, '--plain'], 35);
  await asked(session);
  for (const words of ['n', 'n', '2', '+10G', 'v', 's']) await answer(session, words);
  const picture = await moved(session, [], 'took');
  session.hangUp();
  await session.exit;
  return picture;
}
