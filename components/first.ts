/**
 * The first frame, on the terminal before Ink is loaded: that takes as long as all that goes before. Ink finds it there
 * and writes only what differs.
 */
import { newWire, type Wire } from '../src/terminal/wire.ts';
import { fits } from '../src/wizard/layout.ts';
import { type Beginning, beginningRows } from './beginning.ts';
import { rowText } from './line.ts';

/** A terminal that shows the first frame. */
export interface Stage {
  readonly wire: Wire;
  /** From here on somebody else gives the terminal back. */
  handOver(): void;
  /** Gives the terminal back, unless somebody else does. */
  leave(): void;
}

const ENTER = '\x1b[?1049h\x1b[?25l';
const LEAVE = '\x1b[?25h\x1b[?1049l';
/** What ends the program without another word. A lost terminal does too, but must not be written to. */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Shows what is waited for on standard error; it is there when this resolves. */
export async function showFirst(beginning: Beginning, coloured: boolean): Promise<Stage> {
  const { size, ascii } = beginning;
  const wire = newWire(process.stderr, coloured);
  const rows = fits(size) ? beginningRows(beginning) : [];
  wire.stream.write(ENTER + rows.map((row) => rowText(row, size.columns, ascii)).join('\n'));
  let isMine = true;
  const handOver = () => {
    isMine = false;
    for (const signal of SIGNALS) process.off(signal, end);
  };
  const leave = () => {
    if (isMine) wire.stream.write(LEAVE);
    handOver();
  };
  function end(signal: NodeJS.Signals): void {
    leave();
    process.kill(process.pid, signal);
  }
  for (const signal of SIGNALS) process.on(signal, end);
  // The wire writes at the end of the tick.
  await new Promise((resolve) => setImmediate(resolve));
  return { wire, handOver, leave };
}
