/** Long sessions as data: keys, typed text and sizes of the window. */
import { chance } from './seeded-random.ts';

/** A key, typed text, or a new size of the window. */
export type Act = string | { readonly text: string } | readonly [columns: number, rows: number];

/** Parses acts: `80x24` is a size, `'web` text in one go, `3*down` a key three times, anything else a key. */
function acts(words: string): Act[] {
  return words.split(/\s+/).flatMap((word): Act[] => {
    const [, columns, rows] = /^(\d+)x(\d+)$/.exec(word) ?? [];
    if (columns && rows) return [[Number(columns), Number(rows)]];
    if (word.startsWith("'")) return [{ text: word.slice(1) }];
    const [, many = '1', key = word] = /^(\d+)\*(.+)$/.exec(word) ?? [];
    return Array(Number(many)).fill(key);
  });
}

/** Typing an emoji with a combining letter. */
export const EMOJI: Act = { text: '😀é' };
const PASTE: Act = { text: '\x1b[200~pas\r\nted\x1b[201~' };

/** Visits every step, with all kinds of editors, pages and windows. */
export const SESSION: readonly Act[] = [
  ...acts("down up enter w e b left backspace end '任务"),
  EMOJI,
  ...acts('left left'),
  PASTE,
  ...acts(
    "pause escape enter 'web-任务-01 enter 60x16 right down enter right escape 2*down enter 9 0 pause 0 160x50",
  ),
  ...acts(
    '0 pause enter backspace enter right down enter + 1 T pause escape enter 2 0 G enter o 2*down escape 40x10',
  ),
  ...acts(
    'down 300x100 right G a right escape / x v pause enter escape 80x24 right 15*down pagedown G g ? 2*down up',
  ),
  ...acts(
    'escape / b o o t enter enter right escape 80x12 80x30 d u ^S b 2*down G escape x down 61x17 x u r 80x24',
  ),
];

/** Submits, then goes back from the result. */
export const END: readonly Act[] = acts("5*left g enter 'sent enter ^S submit down x e left");

/** Visits the list of tasks, its filter, states and help; opens a task and goes back. */
export const LIST: readonly Act[] = acts(
  '16*down pagedown up G pause g / w e b space r pause down escape 60x16 down s R right escape 160x50 pagedown ? ' +
    'down escape 100x20 s R enter 2*pause 2*down 80x24 enter 2*pause down right left 2*escape pause down escape pause down',
);

const COMMON = [
  'down',
  'down',
  'down',
  'up',
  'right',
  'left',
  'pagedown',
  'pageup',
  'G',
  'g',
  'o',
  'u',
  'x',
  '?',
];
const RARE = [
  'enter',
  'escape',
  '/',
  'a',
  'd',
  'r',
  '^S',
  'b',
  'tab',
  '1',
  '任',
  '5',
  'backspace',
  '+',
  'pause',
];
const WIDTHS = [60, 61, 80, 99, 100, 120, 160, 300];

/** Returns random keys and sizes by seed. */
export function byChance(seed: number, many: number): Act[] {
  const { below, pick } = chance(seed);
  return Array.from({ length: many }, (): Act => {
    const drawn = below(100);
    if (drawn < 4) return [pick(WIDTHS), 16 + below(40)];
    return pick(drawn < 65 ? COMMON : RARE);
  });
}
