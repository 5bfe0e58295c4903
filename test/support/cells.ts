/** Reads a headless terminal cell by cell, as strings that can be compared. */
import type { IBufferCell, Terminal } from '@xterm/headless';

const looks = (cell: IBufferCell): string =>
  [
    cell.isBold() ? 'bold' : '',
    cell.isDim() ? 'dim' : '',
    cell.isItalic() ? 'italic' : '',
    cell.isUnderline() ? 'underline' : '',
    cell.isInverse() ? 'inverse' : '',
    cell.isStrikethrough() ? 'strike' : '',
    cell.isFgDefault() ? '' : `fg${cell.getFgColorMode()}:${cell.getFgColor()}`,
    cell.isBgDefault() ? '' : `bg${cell.getBgColorMode()}:${cell.getBgColor()}`,
  ]
    .filter(Boolean)
    .join(' ');

/** Removes bold, dim and color, which don't show on a space. */
const onBlank = (look: string): string =>
  look
    .split(' ')
    .filter((part) => /^(underline|inverse|strike|bg)/.test(part))
    .join(' ');

/** Returns the rows of the screen as `letter{look}` for each cell; cells without a look have the letter only. */
export function cellsOf(terminal: Terminal): string[] {
  const { active } = terminal.buffer;
  return Array.from({ length: terminal.rows }, (_, y) => {
    const line = active.getLine(active.viewportY + y);
    let row = '';
    for (let x = 0; x < terminal.cols; x++) {
      const cell = line?.getCell(x);
      if (!cell || cell.getWidth() === 0) continue;
      const letter = cell.getChars() || ' ';
      const look = letter === ' ' ? onBlank(looks(cell)) : looks(cell);
      row += look ? `${letter}{${look}}` : letter;
    }
    return row;
  });
}

/** Returns true if the cursor is visible; xterm has no public API for it. */
export function cursorShows(terminal: Terminal): boolean {
  const { _core } = terminal as unknown as { _core: { coreService: { isCursorHidden: boolean } } };
  return !_core.coreService.isCursorHidden;
}

/** Returns the whole screen: cells, which of the two screens it is, and the cursor if it is visible. */
export function pictureOf(terminal: Terminal): string {
  const { type, cursorX, cursorY } = terminal.buffer.active;
  const cursor = cursorShows(terminal) ? `cursor at ${cursorX},${cursorY}` : 'no cursor';
  return [`${type}, ${cursor}`, ...cellsOf(terminal)].join('\n');
}
