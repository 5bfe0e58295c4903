/** Random input for the wizard: keys, pastes, replies of terminals, sizes of the window, and other writers. */
import type { Size } from '../../src/wizard/event.ts';
import type { Chance } from './seeded-random.ts';

export const SIZES: readonly Size[] = [
  { columns: 80, rows: 24 },
  { columns: 60, rows: 16 },
  { columns: 120, rows: 40 },
  { columns: 59, rows: 15 },
  { columns: 200, rows: 17 },
];

const KEYS = [
  ...['\x1b[A', '\x1b[B', '\x1b[C', '\x1b[D', '\r', '\r', '\t', '\x1b', '\x1b[Z', ' ', '\x7f'],
  ...['\x1b[5~', '\x1b[6~', '\x1b[H', '\x1b[F', '\x1bOP', '\x1b[3~', '\x1bb', '\x1bd', '\x1b[1;5C'],
  ...['\x13', '\x12', '\x0c', '\x01', '\x15', '\x17', '\x19', '\x0b', '\x02', '\x04', '\x1a'],
  ...'yyynsdcrauUxobpwefkjgG+/?123456qlt',
];

/** Answers and reports of terminals. */
const REPLIES = [
  '\x1b[?62;22c',
  '\x1b[>1;10;0c',
  '\x1b[24;80R',
  '\x1b]11;rgb:ffff/ffff/ffff\x07',
  '\x1b]52;c;eXkK\x1b\\',
  '\x1bP1$r0m\x1b\\',
  '\x1b_Gi=1;y\x1b\\',
  '\x1b[I',
  '\x1b[O',
  '\x1b[<0;10;10M',
  '\x1b[M !!',
  '\x1b[?2004;1$y',
  '\x1b[8;24;80t',
];

const PASTES = [
  'y',
  'yes',
  'y\ny\ny\n',
  'sy',
  'web-01',
  'ssy\r',
  '50G',
  '\x13y',
  '../../etc\r\ny\r\n',
  '中文 y',
];

/** Input that is no single key press, as bytes. */
function strayInput({ pick, next }: Chance): string {
  const pasted = pick(PASTES);
  return pick([
    () => `\x1b[200~${pasted}\x1b[201~`,
    () => (pasted.length > 1 ? pasted : `${pasted}${pasted}`),
    // Its end never comes.
    () => `\x1b[200~${pasted}`,
    () => pick(REPLIES),
    () => pick(REPLIES).slice(0, 1 + Math.floor(next() * 4)),
  ])();
}

/** Keys of users who know what they want, so that sessions get anywhere. */
const PURPOSES: readonly (readonly string[])[] = [
  ['1', '\r', '\x15', 'w', '7', '\r'],
  ['2', '\x1b[B', '\x1b[B', '\x1b[B', '\r', '\x15', '4', '2', '\r'],
  ['3', '\x1b[B', '\r', '+', '5', 'G', '\r'],
  ['4', '\x1b[B', '\r', '9', 'G', '\r', '+'],
  ['4', '\x1b[B', '\x1b[B', 'd'],
  ['3', 'a', '\r', '\r', '\r', '\r', '\r'],
  ['5', '\x1b[B', '\x1b[B', 'c'],
  ['\x13', 's'],
  ['\x13', 's', 'WAIT', 'y', 'WAIT'],
  ['\x13', '+', 's', 'WAIT', 'y', 'WAIT', 'WAIT'],
  ['\x13', 's', 'WAIT', 'y', 'WAIT', 'e'],
  ['WAIT', '\r', 'WAIT'],
];

const LINES = [
  ...[
    '',
    '',
    'y',
    'y',
    'n',
    's',
    'v',
    'u',
    'z',
    'r 1',
    'c 1',
    'd 1',
    'a',
    'a 2',
    '+',
    '1',
    '2',
    '3',
    '4',
    'n',
    'b',
  ],
  ...[
    'q',
    'x',
    'l',
    'm',
    '/data',
    '/',
    '?',
    '? 2',
    'o 2',
    'w',
    'p',
    'e',
    't',
    'o 1',
    't 1',
    'web-01',
    '50G',
    '+5G',
    'yes',
  ],
];

const LINE_PURPOSES: readonly (readonly string[])[] = [
  ['1', 'web-7'],
  ['n', '4', '42'],
  ['n', 'n', '2', '+5G'],
  ['v', 's', 'WAIT', 'y', 'WAIT'],
  ['v', '+', 's', 'WAIT', 'y', 'WAIT'],
  ['v', 's', 'y'],
  ['v', 's', 'WAIT', '', 's', 'WAIT', 'y', 'WAIT', 'e'],
];

export type Act =
  | { readonly bytes: string }
  | { readonly wait: number }
  | { readonly size: Size }
  | 'other writer';

export function randomActs(rng: Chance, plain: boolean): Act[] {
  const { below, pick } = rng;
  const wait = () => ({ wait: pick([0, 0, 1, 5, 20, 60]) });
  const keysOf = (keys: readonly string[]): Act[] =>
    keys.flatMap((key): Act[] =>
      key === 'WAIT'
        ? [{ wait: 380 }]
        : [{ bytes: plain ? `${key}\n` : key }, { wait: plain ? 35 : pick([2, 12]) }],
    );
  const acts: Act[] = [];
  const many = 10 + below(22);
  for (let act = 0; act < many; act++) {
    const drawn = below(100);
    if (drawn < 40) acts.push(...keysOf(pick(plain ? LINE_PURPOSES : PURPOSES)));
    else if (drawn < 74) acts.push({ bytes: plain ? `${pick(LINES)}\n` : pick(KEYS) }, wait());
    else if (drawn < 88) {
      const stray = strayInput(rng);
      const at = below(stray.length + 1);
      // In parts, as over a slow line.
      acts.push(
        { bytes: stray.slice(0, at) },
        { wait: pick([0, 3, 40]) },
        { bytes: stray.slice(at) },
        wait(),
      );
    } else if (drawn < 92) acts.push({ size: pick(SIZES) });
    else if (drawn < 95) acts.push('other writer');
    else acts.push({ wait: pick([120, 330, 380]) });
  }
  return acts;
}

export const actText = (act: Act): string =>
  typeof act === 'string' ? act : 'bytes' in act ? JSON.stringify(act.bytes) : JSON.stringify(act);
