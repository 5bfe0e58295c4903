/**
 * Draws a terminal's screen as SVG. Every run of cells starts at its own column and is as wide as its cells, whatever
 * font the reader has. Nothing is fetched and nothing is run, so that it shows on sites that sanitize pages.
 */
import type { IBufferCell, Terminal } from '@xterm/headless';
import { cursorShows } from '../../test/support/cells.ts';

const CELL = { width: 9, height: 19, font: 15, baseline: 14 } as const;
const MARGIN = 14;

export const GROUND = '#10141b';
const EDGE = '#3d4654';
/** The 16 colors by class name, each readable on the background. */
export const PALETTE: Readonly<Record<string, string>> = {
  c0: '#7d8794',
  c1: '#ff7b72',
  c2: '#56d364',
  c3: '#e3b341',
  c4: '#79b8ff',
  c5: '#d2a8ff',
  c6: '#4fd1d9',
  c7: '#dbe2ea',
  c8: '#98a2b0',
  c9: '#ffa198',
  c10: '#7ee787',
  c11: '#f2cc60',
  c12: '#a5d6ff',
  c13: '#e2c5ff',
  c14: '#86e5eb',
  c15: '#ffffff',
  dim: '#8f99a8',
  plain: '#dbe2ea',
};
const FONTS =
  "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Noto Sans Mono CJK SC','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',monospace";

/** A run of cells that look the same, without spaces at its ends. */
interface Run {
  readonly x: number;
  readonly width: number;
  readonly text: string;
  readonly look: string;
}

export interface Picture {
  readonly columns: number;
  readonly rows: readonly (readonly Run[])[];
  readonly cursor?: { readonly x: number; readonly y: number };
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Returns the CSS classes of a cell. */
function lookOf(cell: IBufferCell): string {
  if (cell.isInverse() || !cell.isBgDefault()) throw new Error('pictures know no backgrounds yet');
  if (!cell.isFgDefault() && !cell.isFgPalette()) throw new Error('pictures know 16 colours only');
  const color = cell.isFgDefault() ? (cell.isDim() ? 'dim' : '') : `c${cell.getFgColor()}`;
  return [color, cell.isBold() ? 'b' : '', cell.isUnderline() ? 'u' : ''].filter(Boolean).join(' ');
}

/** Returns the kind of a letter. Runs have one kind; letters of the kind `other` are runs of their own. */
function kindOf(letter: string, width: number): 'ascii' | 'wide' | 'line' | 'other' {
  if (width === 2) return 'wide';
  if (letter === '─') return 'line';
  return /^[\x20-\x7e]$/.test(letter) ? 'ascii' : 'other';
}

function runsOf(terminal: Terminal, y: number): Run[] {
  const { active } = terminal.buffer;
  const line = active.getLine(active.viewportY + y);
  const runs: (Run & { kind: string })[] = [];
  for (let x = 0; x < terminal.cols; x++) {
    const cell = line?.getCell(x);
    const text = cell?.getChars() || ' ';
    if (!cell || cell.getWidth() === 0 || text === ' ') continue;
    const look = lookOf(cell);
    const width = cell.getWidth();
    const kind = kindOf(text, width);
    const last = runs.at(-1);
    const gap = last ? x - (last.x + last.width) : 0;
    // A single blank stays within a run; after more of them a column begins.
    const goesOn = last && last.look === look && last.kind === kind && kind !== 'other';
    if (goesOn && gap <= (kind === 'ascii' ? 1 : 0)) {
      runs[runs.length - 1] = {
        ...last,
        text: last.text + ' '.repeat(gap) + text,
        width: x + width - last.x,
      };
    } else runs.push({ x, width, text, look, kind });
  }
  return runs;
}

/** A run as SVG, in the row that begins at a height. */
function drawn({ x, width, text, look }: Run, top: number): string {
  const left = x * CELL.width;
  if (text.startsWith('─')) {
    return `<path d="M${left} ${top + 9.5}h${width * CELL.width}" class="r"/>`;
  }
  const letters = [...text];
  const style = look ? ` class="${look}"` : '';
  const at = (places: string | number, more = '') =>
    `<text x="${places}" y="${top + CELL.baseline}"${more}${style}>${escaped(text)}</text>`;
  if (letters.length === 1) return at(left);
  const wide = width === 2 * letters.length;
  // Wide letters are square in every font: each one in the middle of its two cells.
  if (wide) return at(letters.map((_, index) => left + 2 * index * CELL.width + 1.5).join(' '));
  return at(left, ` textLength="${width * CELL.width}"`);
}

const rowAt = (row: readonly Run[], top: number): string => row.map((run) => drawn(run, top)).join('');

/** The screen as it is now. */
export function pictureOf(terminal: Terminal): Picture {
  const rows = Array.from({ length: terminal.rows }, (_, y) => runsOf(terminal, y));
  const { cursorX: x, cursorY: y } = terminal.buffer.active;
  return { columns: terminal.cols, rows, ...(cursorShows(terminal) ? { cursor: { x, y } } : {}) };
}

function cursorOf({ cursor }: Picture, top: number): string {
  if (!cursor) return '';
  const place = `x="${cursor.x * CELL.width}" y="${top + cursor.y * CELL.height + 1}"`;
  return `<rect ${place} width="2" height="${CELL.height - 2}" class="plain"/>`;
}

function page(title: string, columns: number, rows: number, content: string, css = ''): string {
  const [width, height] = [columns * CELL.width + 2 * MARGIN, rows * CELL.height + 2 * MARGIN];
  const used = Object.entries(PALETTE).filter(([name]) =>
    new RegExp(`class="(\\w+ )?${name}[ "]`).test(content),
  );
  const styles = [
    `text{font:${CELL.font}px ${FONTS};fill:${PALETTE.plain}}`,
    ...used.map(([name, color]) => `.${name}{fill:${color}}`),
    `.b{font-weight:600}.u{text-decoration:underline}.r{stroke:${PALETTE.dim}}`,
    css,
  ].join('');
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">`,
    `<title>${escaped(title)}</title>`,
    `<style>${styles}</style>`,
    `<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8" fill="${GROUND}" stroke="${EDGE}"/>`,
    content,
    '</svg>',
  ].join('\n')}\n`;
}

/** One screen; `rows` cuts it off below. */
export function still(title: string, picture: Picture, rows = picture.rows.length): string {
  const shown = picture.rows.slice(0, rows).map((row, y) => rowAt(row, y * CELL.height));
  const content = [...shown, cursorOf(picture, 0)].filter(Boolean).join('\n');
  return page(
    title,
    picture.columns,
    rows,
    `<g transform="translate(${MARGIN} ${MARGIN})">\n${content}\n</g>`,
  );
}

export interface Frame {
  readonly picture: Picture;
  readonly seconds: number;
  /** The user's action, for the line below the screen. */
  readonly caption: string;
}

/**
 * Frames one after the other, over and over: a strip that is moved up behind a window. Rows that come again are
 * drawn once. Readers who prefer reduced motion see the frame `calm`.
 */
export function film(title: string, frames: readonly Frame[], calm: number): string {
  const [first] = frames;
  if (!first) throw new Error('a film without frames');
  const { columns, rows } = first.picture;
  // The line below and a blank above it.
  const height = (rows.length + 2) * CELL.height;
  const width = columns * CELL.width;
  const drawings = new Map<string, string>();
  const nameOf = (svg: string): string => {
    if (!drawings.has(svg)) drawings.set(svg, `r${drawings.size}`);
    return drawings.get(svg) as string;
  };
  const strip = frames.map(({ picture, caption }, index) => {
    const top = index * height;
    const uses = picture.rows.flatMap((row, y) => {
      const svg = rowAt(row, 0);
      return svg ? [`<use href="#${nameOf(svg)}" y="${top + y * CELL.height}"/>`] : [];
    });
    const line = top + (rows.length + 1) * CELL.height + CELL.baseline;
    const words = `<text x="9" y="${line}" class="c4">${escaped(caption)}</text>`;
    return `${uses.join('')}${cursorOf(picture, top)}${words}`;
  });
  const total = frames.reduce((sum, { seconds }) => sum + seconds, 0);
  let passed = 0;
  const moments = frames.map(({ seconds }, index) => {
    const at = Number(((100 * passed) / total).toFixed(2));
    passed += seconds;
    return `${at}%{transform:translateY(${-index * height}px)}`;
  });
  const css = [
    `.film{animation:film ${Number(total.toFixed(2))}s steps(1) infinite}`,
    `@keyframes film{${moments.join('')}}`,
    `@media (prefers-reduced-motion:reduce){.film{animation:none;transform:translateY(${-calm * height}px)}}`,
  ].join('');
  const defs = [...drawings].map(([svg, name]) => `<g id="${name}">${svg}</g>`);
  const content = [
    '<defs>',
    ...defs,
    '</defs>',
    `<svg x="${MARGIN}" y="${MARGIN}" width="${width}" height="${height}"><g class="film">`,
    ...strip,
    '</g></svg>',
    `<path d="M1 ${Math.round(MARGIN + (rows.length + 0.6) * CELL.height) + 0.5}h${width + 2 * MARGIN - 2}" stroke="${EDGE}"/>`,
  ].join('\n');
  return page(title, columns, rows.length + 2, content, css);
}
