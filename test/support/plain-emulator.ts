/**
 * An emulator that knows no more than a terminal has to: text, CR, LF, BS, `ESC [ … A B C D H J K`, SGR with every number
 * given, and what its family knows besides. mosh, minicom, Emacs's ansi-term and dvtm know at least as much. What it
 * doesn't know is noted, and fails a test. Written apart from the product's own screen buffer.
 */
import { textWidth } from '../../src/terminal/text/text-width.ts';

/** Optional sequences, by their final letters: `G`, `d`, `L`, `M`; private modes by number. */
export interface Knows {
  readonly finals: string;
  readonly modes: readonly number[];
}

interface Cell {
  letters: string;
  look: string;
}

type Look = Map<string, string>;

const [P16, P256, RGB] = [1 << 24, 2 << 24, 3 << 24];
const ATTRIBUTES = ['', 'bold', 'dim', 'italic', 'underline', '', '', 'inverse', '', 'strike'];
/** The order in which `cellsOf` names styles. */
const ORDER = ['bold', 'dim', 'italic', 'underline', 'inverse', 'strike', 'fg', 'bg'];
const OFF: Readonly<Record<number, readonly string[]>> = {
  22: ['bold', 'dim'],
  23: ['italic'],
  24: ['underline'],
  27: ['inverse'],
  29: ['strike'],
  39: ['fg'],
  49: ['bg'],
};

function applyLook(look: Look, numbers: number[]): void {
  for (let at = 0; at < numbers.length; at++) {
    const n = numbers[at] as number;
    const ground = n % 100 >= 40 && n !== 90 ? 'bg' : 'fg';
    if (n === 0) look.clear();
    else if (n < 10) look.set(ATTRIBUTES[n] as string, ATTRIBUTES[n] as string);
    else if (OFF[n]) for (const name of OFF[n]) look.delete(name);
    else if ((n === 38 || n === 48) && numbers[at + 1] === 5) {
      look.set(ground, `${ground}${P256}:${numbers[at + 2]}`);
      at += 2;
    } else if (n === 38 || n === 48) {
      const [r = 0, g = 0, b = 0] = numbers.slice(at + 2, at + 5);
      look.set(ground, `${ground}${RGB}:${(r << 16) | (g << 8) | b}`);
      at += 4;
    } else if (n >= 90 && n < 98) look.set('fg', `fg${P16}:${n - 82}`);
    else if (n >= 100) look.set('bg', `bg${P16}:${n - 92}`);
    else look.set(ground, `${ground}${P16}:${n % 10}`);
  }
}

const PIECES = /\x1b\[(\??)([\d;]*)([A-Za-z@`])|\x1b.?|[\x00-\x1f\x7f]|[^\x00-\x1f\x7f\x1b]/gu;

export class PlainEmulator {
  readonly unknown: string[] = [];
  private cells: Cell[][];
  private x = 0;
  private y = 0;
  private wraps = false;
  private readonly look: Look = new Map();
  private hidden = false;

  constructor(
    private readonly columns: number,
    private readonly rows: number,
    private readonly knows: Knows,
  ) {
    this.cells = Array.from({ length: rows }, () => this.blankRow());
  }

  write(bytes: string): void {
    for (const [piece, mark, given = '', final = ''] of bytes.matchAll(PIECES)) {
      if (piece === '\r') this.moveTo(0, this.y);
      else if (piece === '\n') this.lineFeed();
      else if (piece === '\b') this.moveTo(this.x - 1, this.y);
      else if (piece >= ' ' && piece !== '\x7f') this.print(piece);
      else if (!(final && this.runs(mark === '?', given, final))) this.unknown.push(piece);
    }
  }

  /** The rows as `cellsOf` has them. */
  picture(): string[] {
    return this.cells.map((row) =>
      row
        .filter(({ letters }) => letters !== '')
        .map(({ letters, look }) => {
          const seen = letters === ' ' ? onBlank(look) : look;
          return seen ? `${letters}{${seen}}` : letters;
        })
        .join(''),
    );
  }

  letters(): string[] {
    return this.cells.map((row) => row.map(({ letters }) => letters).join(''));
  }

  /** Undefined if the cursor is hidden. */
  cursor(): string | undefined {
    return this.hidden ? undefined : `${this.x},${this.y}`;
  }

  private runs(isPrivate: boolean, given: string, final: string): boolean {
    if (isPrivate) {
      if (!this.knows.modes.includes(Number(given)) || !'hl'.includes(final)) return false;
      if (given === '25') this.hidden = final === 'l';
      return true;
    }
    // A number that is left out in front of another one is not valid everywhere.
    if (/^;|;;|;$/.test(given)) return false;
    const numbers = given === '' ? [] : given.split(';').map(Number);
    const n = numbers[0] || 1;
    if ('GdLM'.includes(final) && !this.knows.finals.includes(final)) return false;
    if (final === 'A') this.moveTo(this.x, this.y - n);
    else if (final === 'B') this.moveTo(this.x, this.y + n);
    else if (final === 'C') this.moveTo(this.x + n, this.y);
    else if (final === 'D') this.moveTo(this.x - n, this.y);
    else if (final === 'G') this.moveTo(n - 1, this.y);
    else if (final === 'd') this.moveTo(this.x, n - 1);
    else if (final === 'H') this.moveTo((numbers[1] || 1) - 1, n - 1);
    else if (final === 'm') applyLook(this.look, numbers.length ? numbers : [0]);
    else if (final === 'K' && numbers.length === 0) this.erase(this.y, this.x);
    else if (final === 'J' && numbers.length === 0) {
      this.erase(this.y, this.x);
      for (let y = this.y + 1; y < this.rows; y++) this.erase(y, 0);
    } else if (final === 'L' || final === 'M') this.moveLines(final === 'L' ? n : -n);
    else return false;
    return true;
  }

  private blankRow(): Cell[] {
    return Array.from({ length: this.columns }, () => ({ letters: ' ', look: '' }));
  }

  private moveTo(x: number, y: number): void {
    this.x = Math.max(0, Math.min(this.columns - 1, x));
    this.y = Math.max(0, Math.min(this.rows - 1, y));
    this.wraps = false;
  }

  private lineFeed(): void {
    if (this.y < this.rows - 1) this.y++;
    else this.cells = [...this.cells.slice(1), this.blankRow()];
    this.wraps = false;
  }

  private erase(y: number, from: number): void {
    const row = this.cells[y] as Cell[];
    if (row[from]?.letters === '') (row[from - 1] as Cell).letters = ' ';
    for (let x = from; x < this.columns; x++) row[x] = { letters: ' ', look: '' };
  }

  private moveLines(by: number): void {
    const [above, below] = [this.cells.slice(0, this.y), this.cells.slice(this.y)];
    const blanks = Array.from({ length: Math.min(Math.abs(by), below.length) }, () => this.blankRow());
    this.cells =
      by > 0
        ? [...above, ...blanks, ...below].slice(0, this.rows)
        : [...above, ...below.slice(-by), ...blanks];
  }

  private print(letter: string): void {
    const width = textWidth(letter);
    const row = () => this.cells[this.y] as Cell[];
    if (width === 0) {
      const before = row()[this.wraps ? this.x : this.x - 1];
      const base = before?.letters === '' ? row()[this.x - 2] : before;
      if (base) base.letters += letter;
      return;
    }
    if (this.wraps || this.x + width > this.columns) {
      this.moveTo(0, this.y);
      this.lineFeed();
    }
    const look = ORDER.map((name) => this.look.get(name))
      .filter(Boolean)
      .join(' ');
    if (row()[this.x]?.letters === '') (row()[this.x - 1] as Cell).letters = ' ';
    if (row()[this.x + width]?.letters === '') (row()[this.x + width] as Cell).letters = ' ';
    row()[this.x] = { letters: letter, look };
    if (width === 2) row()[this.x + 1] = { letters: '', look };
    this.wraps = this.x + width >= this.columns;
    this.x = Math.min(this.columns - 1, this.x + width);
  }
}

const onBlank = (look: string): string =>
  look
    .split(' ')
    .filter((part) => /^(underline|inverse|strike|bg)/.test(part))
    .join(' ');
