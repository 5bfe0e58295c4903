/** The pictures of the README and of docs/: drawn anew from the built program, and compared with those in the tree. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { play, playChinese, playPause, playPlain, type Shots } from '../../scripts/docs/demo-script.ts';
import { startMoveStage, startStage } from '../../scripts/docs/demo-service.ts';
import { film, GROUND, PALETTE, still } from '../../scripts/docs/svg.ts';
import type { Simulator } from '../../src/simulator/server.ts';

let sms: Simulator;
let shots: Shots;
beforeAll(async () => {
  sms = await startStage();
  shots = await play(sms);
});
afterAll(() => sms?.close());

const TITLES: Readonly<Record<string, string>> = {
  picker: 'sms-wizard, the list of migration tasks to pick from',
  name: 'sms-wizard, step Name of a running task',
  network: 'sms-wizard, step Network: a rate limit of 200 is being typed',
  disks: 'sms-wizard, step Disks: +10G is being typed as the size of a disk, with its meaning in bytes',
  volumes: 'sms-wizard, step Volumes: partitions, a volume group and its logical volume',
  review: 'sms-wizard, the Review: two changes, and a warning that one of them may not take',
  result: 'sms-wizard, the Result: the rate limit took, the size of the disk did not',
};
const SESSION =
  'A session of sms-wizard: a task is picked, its rate limit and a disk are changed, reviewed, submitted, and verified field by field';

const PAUSE =
  'A running task in sms-wizard: a disk is changed; p pauses the task, submits, and starts it again; v watches it';

/** Parts of pictures that pages remove or refuse to load. */
const FORBIDDEN = /<script|<foreignObject|<image|\bon\w+=|href="(?!#)|url\(|@import|@font-face/i;

function expectFit(svg: string, most: number): void {
  expect(svg).not.toMatch(FORBIDDEN);
  expect(Buffer.byteLength(svg)).toBeLessThan(most);
}

test.each(Object.entries(TITLES))('the still %s', async (name, title) => {
  const picture = shots.stills.get(name);
  if (!picture) throw new Error(`the story takes no picture ${name}`);
  const svg = still(title, picture);
  expectFit(svg, 15_000);
  await expect(svg).toMatchFileSnapshot(`../../docs/pictures/${name}.svg`);
});

test('the animation', async () => {
  const svg = film(
    SESSION,
    shots.frames,
    shots.frames.findIndex(({ picture }) => picture === shots.stills.get('review')),
  );
  expectFit(svg, 120_000);
  await expect(svg).toMatchFileSnapshot('../../docs/pictures/session.svg');
});

test('the animation of a pause', async () => {
  const stage = await startMoveStage();
  try {
    const { frames, stills } = await playPause(stage);
    const calm = frames.findIndex(({ picture }) => picture === stills.get('moved'));
    const svg = film(PAUSE, frames, calm);
    expectFit(svg, 80_000);
    await expect(svg).toMatchFileSnapshot('../../docs/pictures/pause.svg');
  } finally {
    await stage.close();
  }
});

test('the Review in Chinese', async () => {
  const svg = still('sms-wizard --lang zh, the Review with an error', await playChinese(sms));
  expectFit(svg, 15_000);
  await expect(svg).toMatchFileSnapshot('../../docs/pictures/review-zh.svg');
});

test('the dialogue line by line', async () => {
  const svg = still(
    'sms-wizard --plain: a disk is made larger, reviewed and submitted',
    await playPlain(sms),
  );
  expectFit(svg, 15_000);
  await expect(svg).toMatchFileSnapshot('../../docs/pictures/plain.svg');
});

describe('every color can be read on the ground of the pictures, 4.5 to 1 at least', () => {
  const luminance = (color: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5]
      .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  // WCAG 2.2, 1.4.3.
  test.each(Object.entries(PALETTE))('%s', (_name, color) => {
    expect((luminance(color) + 0.05) / (luminance(GROUND) + 0.05)).toBeGreaterThan(4.5);
  });
});
