/**
 * The first frame, on the terminal before Ink is loaded: that takes as long as all that goes before. Ink finds it there
 * and writes only what differs.
 */
import {
  type DiffingStream,
  newDiffingStream,
  type StreamOptions,
} from '../src/terminal/frame-diff/diffing-stream.ts';
import { fitsMinimum } from '../src/wizard/layout.ts';
import { type FirstFrameState, firstFrameRows } from './loading-rows.ts';
import { renderSpans } from './spans.ts';

/** A terminal that shows the first frame. */
export interface FirstFrame {
  readonly diffing: DiffingStream;
  /** Hands the terminal over: someone else restores it. */
  release(): void;
  /** Restores the terminal, unless it was handed over. */
  leave(): void;
}

const ENTER = '\x1b[?1049h\x1b[?25l';
const LEAVE = '\x1b[?25h\x1b[?1049l';
/** Signals that end the program. SIGHUP does too, but a lost terminal must not be written to. */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Draws the first frame on standard error; resolves when it is written. */
export async function drawFirstFrame(frame: FirstFrameState, options: StreamOptions): Promise<FirstFrame> {
  const { size, ascii } = frame;
  const diffing = newDiffingStream(process.stderr, options);
  const rows = fitsMinimum(size) ? firstFrameRows(frame) : [];
  diffing.stream.write(ENTER + rows.map((row) => renderSpans(row, size.columns, ascii)).join('\n'));
  let isMine = true;
  const release = () => {
    isMine = false;
    for (const signal of SIGNALS) process.off(signal, end);
  };
  const leave = () => {
    if (isMine) diffing.stream.write(LEAVE);
    release();
  };
  function end(signal: NodeJS.Signals): void {
    leave();
    process.kill(process.pid, signal);
  }
  for (const signal of SIGNALS) process.on(signal, end);
  // The diffing stream writes at the end of the tick.
  await new Promise((resolve) => setImmediate(resolve));
  return { diffing, release, leave };
}
