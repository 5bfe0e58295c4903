/** The wire: what the terminal shows is what was meant, in one small write a tick, on slow lines too. */
import { Writable } from 'node:stream';
import type { WriteStream } from 'node:tty';
import xterm from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newWire, type Wire } from '../../../src/terminal/wire.ts';
import { pictureOf } from '../../support/cells.ts';

const RUNS = Number(process.env.SMS_TEST_RUNS ?? 300);
const tick = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)));
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A line to a terminal that counts what is written to it, and that can be stopped. */
class Line extends Writable {
  columns: number;
  rows: number;
  readonly isTTY = true;
  readonly writes: string[] = [];
  readonly screen: xterm.Terminal;
  private held: (() => void)[] = [];
  isStopped = false;

  constructor(columns = 80, rows = 24) {
    // As with a terminal, every write goes out by itself, and a small buffer soon says that the line is slow.
    super({ decodeStrings: false, highWaterMark: 1 });
    this.columns = columns;
    this.rows = rows;
    this.screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
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

function wireTo(line: Line): Wire {
  return newWire(line as unknown as WriteStream);
}

const ENTER = '\x1b[?1049h\x1b[?25l';
const LEAVE = '\x1b[?25h\x1b[?1049l';
/** A frame as Ink writes it: the old one erased from below, then all rows. */
const frame = (rows: readonly string[], cursor = ''): string =>
  `${'\x1b[2K\x1b[1A'.repeat(rows.length - 1)}\x1b[2K\x1b[G${rows.join('\n')}${cursor}`;

async function inside(columns = 80, rows = 24): Promise<{ line: Line; wire: Wire }> {
  const line = new Line(columns, rows);
  const wire = wireTo(line);
  wire.stream.write(ENTER);
  await tick();
  line.writes.length = 0;
  return { line, wire };
}

/** Words of every kind that a row may hold, with Ink's way of styling: a style is closed where it ends. */
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
    // Two columns a character at the most: no row reaches the edge, whatever a terminal makes of emoji.
    used += [...text].length * (/^[\x20-\x7e]*$/.test(text) ? 1 : 2);
    if (used <= COLUMNS) shown += next;
  }
  return shown;
});
const ROWS = 6;
const rows = fc.array(row, { minLength: ROWS, maxLength: ROWS });
const cursor = fc.option(
  fc.tuple(fc.nat(COLUMNS - 1), fc.nat(ROWS - 1)).map(([x, y]) => `\x1b[${y + 1};${x + 1}H\x1b[?25h`),
  { nil: '' },
);
/** What changes between two frames: everything, one row, or the cursor alone. */
const step = fc.oneof(
  fc.record({ rows, cursor }),
  fc.record({ at: fc.nat(ROWS - 1), row, cursor }),
  fc.record({ cursor }),
);

describe('what the terminal shows', () => {
  test('is after every frame what it would show without the wire', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 12 }), async (steps) => {
        const { line, wire } = await inside(COLUMNS, ROWS);
        const plain = new xterm.Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true });
        plain.write(ENTER);
        let shown: readonly string[] = Array.from({ length: ROWS }, () => '');
        for (const next of steps) {
          if ('rows' in next) shown = next.rows;
          else if ('row' in next) shown = shown.with(next.at, next.row);
          const bytes = `\x1b[?25l\x1b[${ROWS};1H${frame(shown, next.cursor)}`;
          wire.stream.write(bytes);
          await tick();
          await new Promise<void>((resolve) => plain.write(bytes.replaceAll('\n', '\r\n'), resolve));
          expect(await line.picture()).toBe(pictureOf(plain));
        }
      }),
      { numRuns: RUNS },
    );
  });
});
