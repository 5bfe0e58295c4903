/** The diffing stream: the terminal shows the frame as written, with one small write a tick, on slow lines too. */
import { Writable } from 'node:stream';
import type { WriteStream } from 'node:tty';
import xterm from '@xterm/headless';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Family, familyOf, MODERN } from '../../../../src/terminal/families.ts';
import { type DiffingStream, newDiffingStream } from '../../../../src/terminal/frame-diff/diffing-stream.ts';
import { cellsOf, cursorShows, pictureOf } from '../../../support/cells.ts';
import { type Knows, PlainEmulator } from '../../../support/plain-emulator.ts';
import { agree } from '../../../support/widths.ts';

const RUNS = Number(process.env.SMS_TEST_RUNS ?? 60);
const tick = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)));

/** A line to a terminal that counts what is written to it, and that can be stopped. */
class Line extends Writable {
  columns: number;
  rows: number;
  readonly isTTY = true;
  readonly writes: string[] = [];
  readonly screen: xterm.Terminal;
  private held: (() => void)[] = [];
  isStopped = false;

  constructor(columns = 80, rows = 24, agrees = true) {
    // As with a terminal, every write goes out by itself, and a small buffer soon reports that the line is slow.
    super({ decodeStrings: false, highWaterMark: 1 });
    this.columns = columns;
    this.rows = rows;
    const screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
    this.screen = agrees ? agree(screen) : screen;
  }
  override _write(data: string, _encoding: BufferEncoding, done: () => void): void {
    this.writes.push(data);
    this.screen.write(data);
    if (this.isStopped) this.held.push(done);
    else done();
  }
  goOn(): void {
    this.isStopped = false;
    for (const done of this.held.splice(0)) done();
  }
  resize(columns: number, rows: number): void {
    this.columns = columns;
    this.rows = rows;
    this.screen.resize(columns, rows);
    this.emit('resize');
  }
  async picture(): Promise<string> {
    await new Promise<void>((resolve) => this.screen.write('', resolve));
    return pictureOf(this.screen);
  }
}

function wireTo(line: Line): DiffingStream {
  return newDiffingStream(line as unknown as WriteStream);
}

const ENTER = '\x1b[?1049h\x1b[?25l';
/** Moves below the drawn rows, where a terminal without a second screen continues. */
const bottom = (rows: number): string => `\x1b[${rows}H\r\n`;
const LEAVE = '\x1b[?25h\x1b[?1049l';
/** Returns a frame as Ink writes it: the old one erased from below, then all rows. */
const frame = (rows: readonly string[], cursor = ''): string =>
  `${'\x1b[2K\x1b[1A'.repeat(rows.length - 1)}\x1b[2K\x1b[G${rows.join('\n')}${cursor}`;

async function inside(columns = 80, rows = 24, agrees = true): Promise<{ line: Line; wire: DiffingStream }> {
  const line = new Line(columns, rows, agrees);
  const wire = wireTo(line);
  wire.stream.write(ENTER);
  await tick();
  line.writes.length = 0;
  return { line, wire };
}

/** Words of every kind that a row may hold, styled as by Ink: each style is closed at its end. */
const letters = fc.oneof(
  fc.stringMatching(/^[a-zA-Z0-9 ,.:~]{1,12}$/),
  fc.constantFrom('  ', '     ', '▸ ', '✓', '─────', ' → ', '·', '…'),
  fc.constantFrom('任务', '系统盘', '値', '한글', 'ｗ'),
  fc.constantFrom('😀', '👍🏽', 'e\u0301', 'n̈', '⚠', '🇨🇳'),
);
const STYLES: readonly (readonly [string, string])[] = [
  ['', ''],
  ['\x1b[1m', '\x1b[22m'],
  ['\x1b[2m', '\x1b[22m'],
  ['\x1b[36m', '\x1b[39m'],
  ['\x1b[1m\x1b[33m', '\x1b[39m\x1b[22m'],
  ['\x1b[7m', '\x1b[27m'],
  ['\x1b[4m\x1b[31m', '\x1b[39m\x1b[24m'],
  ['\x1b[44m', '\x1b[49m'],
  ['\x1b[38;5;208m', '\x1b[39m'],
  ['\x1b[38;2;1;2;3m\x1b[48;5;7m', '\x1b[49m\x1b[39m'],
  ['\x1b[3m\x1b[9m', '\x1b[29m\x1b[23m'],
];
const COLUMNS = 40;
const span = fc
  .tuple(letters, fc.constantFrom(...STYLES))
  .map(([text, [open, close]]) => ({ text, shown: open + text + close }));
const row = fc.array(span, { maxLength: 6 }).map((spans) => {
  let shown = '';
  let used = 0;
  for (const { text, shown: next } of spans) {
    // At most two columns a character: no row reaches the edge, even if a terminal draws emoji wide.
    used += [...text].length * (/^[\x20-\x7e]*$/.test(text) ? 1 : 2);
    if (used <= COLUMNS) shown += next;
  }
  return shown;
});
const ROWS = 9;
const rows = fc.array(row, { minLength: ROWS, maxLength: ROWS });
const cursor = fc.option(
  fc.tuple(fc.nat(COLUMNS - 1), fc.nat(ROWS - 1)).map(([x, y]) => `\x1b[${y + 1};${x + 1}H\x1b[?25h`),
  { nil: '' },
);
/** Changes between two frames: everything, one row, a block of rows that moves, or the cursor alone. */
const step = fc.oneof(
  fc.record({ rows, cursor }),
  fc.record({ at: fc.nat(ROWS - 1), row, cursor }),
  fc.record({
    from: fc.nat(ROWS - 1),
    to: fc.nat(ROWS - 1),
    by: fc.integer({ min: -4, max: 4 }),
    row,
    cursor,
  }),
  fc.record({ cursor }),
);

/**
 * Returns the rows with those from one to another moved up or down; what comes into the gap is one and the same row.
 */
function scrolled(rows: readonly string[], from: number, to: number, by: number, gap: string): string[] {
  return rows.map((row, y) => {
    if (y < from || y > to) return row;
    const old = y + by;
    return old < from || old > to ? gap : (rows[old] ?? gap);
  });
}

/** Any drawing: text that wraps and scrolls, wide letters cut in half, moves beyond the edges, erasing. */
const number = fc.constantFrom('', '1', '2', '3', '5', '39', '40', '41', '99');
const drawing = fc.array(
  fc.oneof(
    fc.stringMatching(/^[a-z ]{1,50}$/),
    fc.constantFrom('任务', '系统盘系统盘', 'a任b务c', '\r', '\r\n', '─▸→✓'),
    fc.tuple(number, fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'G')).map(([n, end]) => `\x1b[${n}${end}`),
    fc.tuple(number, number).map(([y, x]) => `\x1b[${y};${x}H`),
    // Erasing right after a letter in the last column is left out: terminals differ.
    fc
      .tuple(number, fc.constantFrom('', '0', '1', '2'), fc.constantFrom('J', 'K'))
      .map(([x, n, end]) => `\x1b[${x}G\x1b[${n}${end}`),
    fc.constantFrom('\x1b[1m', '\x1b[0;2m', '\x1b[;36m', '\x1b[22m', '\x1b[39m', '\x1b[m', '\x1b[91;3m'),
  ),
  { minLength: 1, maxLength: 20 },
);

/** Returns the screen of a terminal that is written to without the diffing stream. */
function unwired(): { write(bytes: string): Promise<void>; readonly screen: xterm.Terminal } {
  const screen = agree(new xterm.Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true }));
  screen.write(ENTER);
  return {
    screen,
    write: (bytes) => new Promise((done) => screen.write(bytes.replace(/(?<!\r)\n/g, '\r\n'), done)),
  };
}

async function follows(frames: readonly string[]): Promise<void> {
  const { line, wire } = await inside(COLUMNS, ROWS);
  const plain = unwired();
  for (const bytes of frames) {
    wire.stream.write(bytes);
    await tick();
    await plain.write(bytes);
    expect(await line.picture()).toBe(pictureOf(plain.screen));
  }
}

/** Returns the frames of steps, as Ink writes them. */
function framesOf(steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[]): string[] {
  let shown: readonly string[] = Array.from({ length: ROWS }, () => '');
  return steps.map((next) => {
    if ('rows' in next) shown = next.rows;
    else if ('by' in next) shown = scrolled(shown, next.from, next.to, next.by, next.row);
    else if ('row' in next) shown = shown.with(next.at, next.row);
    return `\x1b[?25l\x1b[${ROWS};1H${frame(shown, next.cursor)}`;
  });
}

/**
 * Returns the letters of a screen by `row,column`, without spaces, and without emoji and letters with marks, whose width
 * depends on the terminal.
 */
function certainCells(screen: xterm.Terminal): Map<string, string> {
  const cells = new Map<string, string>();
  for (let y = 0; y < screen.rows; y++) {
    for (let x = 0; x < screen.cols; x++) {
      const letter = screen.buffer.active.getLine(y)?.getCell(x)?.getChars() ?? '';
      if (/^[\x21-\x7e─▸→✓·…\p{Script=Han}\p{Script=Hangul}ｗ]$/u.test(letter))
        cells.set(`${y},${x}`, letter);
    }
  }
  return cells;
}

describe('what the terminal shows', () => {
  test('is after every frame what it would show without the wire', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 12 }), (steps) => follows(framesOf(steps))),
      { numRuns: RUNS },
    );
  });

  test('keeps its columns on a terminal with other widths for emoji', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 12 }), async (steps) => {
        const { line, wire } = await inside(COLUMNS, ROWS, false);
        const plain = unwired();
        for (const bytes of framesOf(steps)) {
          wire.stream.write(bytes);
          await tick();
          await plain.write(bytes);
          await line.picture();
          expect(certainCells(line.screen)).toEqual(certainCells(plain.screen));
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('is so for any drawing, at the edges too', async () => {
    const shown = drawing.map((pieces) => `${pieces.join('')}\x1b[m`);
    await fc.assert(fc.asyncProperty(fc.array(shown, { minLength: 2, maxLength: 8 }), follows), {
      numRuns: RUNS,
    });
  });
});

/** Families of terminals, with the sequences and modes that they know besides those required of all. */
const KNOWN: readonly (readonly [name: string, family: Family, knows: Knows])[] = [
  ['vt100', familyOf('vt100') as Family, { finals: '', modes: [] }],
  ['vt102, as minicom is', familyOf('vt102') as Family, { finals: 'LM', modes: [] }],
  ['vt220', familyOf('vt220') as Family, { finals: 'LM', modes: [25] }],
  ["eterm-color, Emacs's ansi-term", familyOf('eterm-color') as Family, { finals: 'LM', modes: [] }],
  ['dvtm', familyOf('dvtm') as Family, { finals: 'GdLM', modes: [25, 1049] }],
  ['linux', familyOf('linux') as Family, { finals: 'GdLM', modes: [25] }],
  ['screen', familyOf('screen') as Family, { finals: 'GdLM', modes: [25, 1049, 2004] }],
  ['xterm-256color, through mosh', MODERN, { finals: 'GdLM', modes: [25, 1049, 2004, 2026] }],
];

describe('a terminal that knows little', () => {
  test.each(KNOWN)(
    '%s: shows every frame, and gets nothing that it does not know',
    async (_name, family, knows) => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 12 }), async (steps) => {
          const line = new Line(COLUMNS, ROWS);
          const wire = newDiffingStream(line as unknown as WriteStream, family);
          const emulator = new PlainEmulator(COLUMNS, ROWS, knows);
          const plain = unwired();
          const draws = async (bytes: string) => {
            line.writes.length = 0;
            wire.stream.write(bytes);
            await tick();
            for (const written of line.writes) emulator.write(written);
            await plain.write(bytes);
          };
          await draws(ENTER);
          for (const bytes of framesOf(steps)) {
            await draws(bytes);
            expect(emulator.unknown).toEqual([]);
            const wanted = cellsOf(plain.screen);
            if (family.styles) expect(emulator.picture()).toEqual(wanted);
            else expect(emulator.picture()).toEqual(wanted.map((row) => row.replace(/\{[^}]*\}/g, '')));
            const { cursorX, cursorY } = plain.screen.buffer.active;
            if (cursorShows(plain.screen)) expect(emulator.cursor()).toBe(`${cursorX},${cursorY}`);
          }
          await draws(`\x1b[?2004h${LEAVE}`);
          expect(emulator.unknown).toEqual([]);
        }),
        { numRuns: Math.ceil(RUNS / 4) },
      );
    },
  );

  test('goes on below what was drawn when the screen is left, with or without a second screen', async () => {
    for (const [, family] of KNOWN) {
      const line = new Line(20, 4);
      const wire = newDiffingStream(line as unknown as WriteStream, family);
      const emulator = new PlainEmulator(20, 4, { finals: 'GdLM', modes: [25, 1049, 2004, 2026] });
      wire.stream.write(ENTER + frame(['one', 'two', 'three', 'four'], '\x1b[2;2H\x1b[?25h'));
      await tick();
      wire.stream.write(LEAVE);
      wire.stream.write('Left\r\n');
      for (const written of line.writes) emulator.write(written);
      expect(emulator.letters().map((row) => row.trimEnd())).toEqual(['three', 'four', 'Left', '']);
    }
  });
});

describe('rows that move', () => {
  const numbered = (from: number) =>
    Array.from({ length: 9 }, (_, y) => `row ${from + y} of a list that turns`);

  test.each([
    ['up', ['head', ...numbered(1), 'foot'], ['head', ...numbered(4), 'foot']],
    ['down', ['head', ...numbered(4), 'foot'], ['head', ...numbered(1), 'foot']],
  ])('%s are not written again, and what stands round them stays', async (_way, before, after) => {
    const { line, wire } = await inside(60, 12);
    wire.stream.write(frame(before));
    await tick();
    line.writes.length = 0;
    wire.stream.write(`\x1b[${before.length};1H${frame(after)}`);
    await tick();
    const rows = (await line.picture())
      .split('\n')
      .slice(1, 12)
      .map((row) => row.trimEnd());
    expect(rows).toEqual(after);
    // Three rows are new, of 26 bytes each.
    expect(line.writes.map((bytes) => Buffer.byteLength(bytes))[0]).toBeLessThan(3 * 26 + 40);
  });
});

/** Returns what is written for the second of two frames, and checks that it is shown. */
async function change(before: readonly string[], after: readonly string[]): Promise<string> {
  const { line, wire } = await inside();
  const bottom = `\x1b[${before.length};1H`;
  wire.stream.write(frame(before));
  await tick();
  line.writes.length = 0;
  wire.stream.write(bottom + frame(after));
  await tick();
  const plain = new xterm.Terminal({ cols: 80, rows: 24, allowProposedApi: true });
  await new Promise<void>((done) => plain.write(ENTER + frame(after).replaceAll('\n', '\r\n'), done));
  await line.picture();
  expect(cellsOf(line.screen)).toEqual(cellsOf(plain));
  return line.writes.join('');
}

describe('what is to be blank', () => {
  test('is erased at once where old text stands between what is written', async () => {
    const bytes = await change(['x'.repeat(70)], [`one${' '.repeat(50)}two`]);
    expect(bytes).toBe('\rone\x1b[K\x1b[50Ctwo');
  });

  test('is erased from the start of its row', async () => {
    expect(await change(['one', '     two'], ['one', ''])).toBe('\r\x1b[K');
  });

  test('is written over where that is shorter', async () => {
    expect(await change(['one-two'], ['one two'])).toBe('\b\b\b\b ');
  });

  test('is erased with all below where many rows become empty, and what stays is drawn again', async () => {
    const words = (y: number) => `row ${y} of a list that is long enough to count, and more`;
    const list = Array.from({ length: 9 }, (_, y) => words(y));
    const bytes = await change(
      [...list, 'keys'],
      ['x'.repeat(70), ...list.slice(3).map(() => ''), ...list.slice(0, 2).map(() => 'y'.repeat(70)), 'keys'],
    );
    expect(bytes.match(/\x1b\[J/g)).toHaveLength(1);
    expect(bytes.match(/\x1b\[K/g)).toBeNull();
  });
});

test('all rows to the last one are erased at once', async () => {
  const rows = (letters: string) => [...letters].map((letter) => letter.repeat(letter === ' ' ? 0 : 70));
  const bytes = await change(rows('abcdefghijkl'), rows('wxyz        '));
  expect(bytes.replaceAll(/([w-z])\1+/g, '$1')).toBe('\x1b[Hw\r\nx\r\ny\r\nz\r\n\x1b[J');
});

test('ends of rows in one style are drawn one after another: the style changes once', async () => {
  const row = (y: number) => `a name ${'abcdefgh'[y]?.repeat(20)}${' '.repeat(20)}\x1b[2msome detail\x1b[22m`;
  const bytes = await change(
    Array(8).fill(''),
    Array.from({ length: 8 }, (_, y) => row(y)),
  );
  expect(bytes.match(/\x1b\[2m/g)).toHaveLength(1);
  expect(bytes.match(/some detail/g)).toHaveLength(8);
});

describe('one write a tick', () => {
  test('holds all that was written in it, and its callbacks run in order after it is out', async () => {
    const { line, wire } = await inside();
    const output: string[] = [];
    wire.stream.write('\x1b[?2026h', () => output.push('first'));
    wire.stream.write(frame(['one', 'two']), () => output.push(`second after ${line.writes.length}`));
    wire.stream.write('\x1b[?2026l');
    wire.stream.write('', () => output.push('third'));
    expect([line.writes, output]).toEqual([[], []]);
    await tick();
    expect(line.writes).toEqual(['one\r\ntwo']);
    expect(output).toEqual(['first', 'second after 1', 'third']);
  });

  test('writes nothing if nothing changes, and still runs callbacks', async () => {
    const { line, wire } = await inside();
    wire.stream.write(frame(['same']));
    await tick();
    line.writes.length = 0;
    await new Promise<void>((resolve) => wire.stream.write(frame(['same']), () => resolve()));
    expect(line.writes).toEqual([]);
  });

  test('is marked as one frame only where it is large', async () => {
    const { line, wire } = await inside();
    wire.stream.write(frame(['x'.repeat(70)]));
    await tick();
    const many = Array.from({ length: 20 }, (_, y) => String.fromCharCode(97 + y).repeat(70));
    wire.stream.write(frame(many));
    await tick();
    expect(line.writes[0]).not.toContain('2026');
    expect(line.writes[1]).toMatch(/^\x1b\[\?2026h[\s\S]*\x1b\[\?2026l$/);
  });

  test('what the wire does not know goes through, in order', async () => {
    const { line, wire } = await inside();
    wire.stream.write('\x1b]2;title\x07\x1b[>1u');
    wire.stream.write(frame(['x']));
    await tick();
    expect(line.writes).toEqual(['\x1b]2;title\x07\x1b[>1ux']);
  });
});

describe('a slow line', () => {
  test('gets the newest screen when it is free again, and nothing is queued meanwhile', async () => {
    const { line, wire } = await inside();
    const output: number[] = [];
    line.isStopped = true;
    for (let n = 1; n <= 500; n++) {
      const full = !wire.stream.write(frame([`frame ${n}`, 'x'.repeat(n % 70)]), () => output.push(n));
      await tick();
      expect(full).toBe(n > 1);
    }
    expect(line.writes).toHaveLength(1);
    expect(line.writableLength).toBe(line.writes[0]?.length);
    expect(output).toEqual([]);
    const drained = new Promise((resolve) => wire.stream.once('drain', resolve));
    line.goOn();
    await drained;
    await tick();
    expect(line.writes).toHaveLength(2);
    expect(await line.picture()).toContain('frame 500');
    expect(output).toEqual(Array.from({ length: 500 }, (_, index) => index + 1));
  });

  test('loses no sequence of the way out', async () => {
    const { line, wire } = await inside();
    wire.stream.write('\x1b[?2004h');
    line.isStopped = true;
    wire.stream.write(frame(['one']));
    await tick();
    wire.stream.write(frame(['two']));
    wire.stream.write('\x1b[?2004l');
    wire.stream.write(LEAVE);
    wire.stream.write('goodbye\n');
    line.goOn();
    await tick();
    expect(line.writes.slice(1)).toEqual([`\x1b[?2004l\x1b[?25h${bottom(24)}\x1b[?1049l`, 'goodbye\n']);
    expect(await line.picture()).toMatch(/^normal, cursor/);
  });
});

describe('the way out', () => {
  test('is written synchronously, before the process can stop or exit', async () => {
    const { line, wire } = await inside();
    wire.stream.write(frame(['half done']));
    wire.stream.write(LEAVE);
    expect(line.writes).toEqual([`\x1b[?25h${bottom(24)}\x1b[?1049l`]);
    await tick();
    expect(line.writes).toHaveLength(1);
  });

  test('leads to a main screen that is written to as it is', async () => {
    const { line, wire } = await inside();
    wire.stream.write(LEAVE);
    const out: string[] = [];
    wire.stream.write('line\r\n\x1b[31mred', () => out.push(line.writes.at(-1) as string));
    await tick();
    expect(out).toEqual(['line\r\n\x1b[31mred']);
  });

  test('and back: the screen is drawn whole', async () => {
    const { line, wire } = await inside();
    wire.stream.write(frame(['one', 'two']));
    await tick();
    wire.stream.write(LEAVE);
    line.screen.write('\x1b[2Jsomething else\r\n');
    wire.stream.write(ENTER + frame(['one', 'two']));
    await tick();
    expect(await line.picture()).toMatch(/^alternate, no cursor\none +\ntwo +\n +\n/);
  });
});

describe('a window that changes its size', () => {
  test('is drawn anew, whatever the terminal made of it', async () => {
    const { line, wire } = await inside(40, 6);
    wire.stream.write(frame(['a'.repeat(40), '任务'.repeat(10), 'c']));
    await tick();
    line.screen.write('\x1b[Hrubbish\x1b[3;3Hrubbish');
    for (const [columns, rows] of [
      [30, 4],
      [41, 9],
      [7, 2],
      [40, 6],
    ] as const) {
      line.resize(columns, rows);
      expect([wire.stream.columns, wire.stream.rows]).toEqual([columns, rows]);
      wire.stream.write(`\x1b[H\x1b[J${'b'.repeat(columns - 1)}\r\nc`);
      await tick();
      const [, first, second] = (await line.picture()).split('\n');
      expect([first, second]).toEqual([`${'b'.repeat(columns - 1)} `, 'c'.padEnd(columns)]);
    }
  });
});

test('repaint draws everything again', async () => {
  const { line, wire } = await inside();
  wire.stream.write(frame(['one', 'two']));
  await tick();
  const before = await line.picture();
  line.screen.write('\x1b[10;10Hbroken pipe\x1b[1;1H');
  wire.repaint();
  await tick();
  expect(await line.picture()).toBe(before);
});

describe('a burst of keys', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const key = async (wire: DiffingStream, text: string) => {
    wire.markKeyFrame();
    wire.stream.write(frame([text]));
    await tick();
  };

  test('shows its first key at once, the others fifteen times a second, and the last one', async () => {
    const { line, wire } = await inside();
    await key(wire, '1');
    expect(line.writes).toEqual(['1']);
    for (let n = 2; n <= 40; n++) {
      await key(wire, String(n));
      vi.advanceTimersByTime(10);
    }
    vi.advanceTimersByTime(66);
    await tick();
    // The first one, and one every 66 of 390 milliseconds.
    expect(line.writes.length).toBeLessThanOrEqual(1 + 7);
    vi.advanceTimersByTime(66);
    const { length } = line.writes;
    await key(wire, '40');
    expect(line.writes).toHaveLength(length);
    await key(wire, '41');
    expect(line.writes.slice(length)).toEqual(['\b1']);
  });

  test('holds no data back', async () => {
    const { line, wire } = await inside();
    await key(wire, '1');
    await key(wire, '2');
    expect(line.writes).toEqual(['1']);
    wire.stream.write(frame(['2 and data']));
    await tick();
    wire.stream.write(frame(['2 and data, and more']));
    await tick();
    expect(line.writes).toEqual(['1', '\b2 and data', ', and more']);
  });

  test('is over when the screen is left', async () => {
    const { line, wire } = await inside();
    await key(wire, '1');
    await key(wire, '2');
    wire.stream.write(LEAVE);
    vi.advanceTimersByTime(200);
    await tick();
    expect(line.writes).toEqual(['1', `\x1b[?25h${bottom(24)}\x1b[?1049l`]);
  });
});
