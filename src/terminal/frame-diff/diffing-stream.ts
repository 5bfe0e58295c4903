/**
 * A stream between Ink and the terminal that sends few bytes. Ink draws on a screen in memory; at the end of a tick one
 * write updates the terminal. While the line is slow nothing is queued: once it is free again the newest screen follows.
 * Outside the alternate screen everything goes straight through.
 */
import { EventEmitter } from 'node:events';
import type { WriteStream } from 'node:tty';
import { terminalSize } from '../capabilities.ts';
import { diffFrames, modeChanges } from './diff.ts';
import { clone, feed, MODE, modeOf, newScreenBuffer, resize } from './screen-buffer.ts';
import { type Features, privateMode } from './sequences.ts';

type Callback = (error?: Error | null) => void;

export interface DiffingStream {
  /** Stream for Ink, with the size and events of the terminal. */
  readonly stream: WriteStream;
  /** Marks the next frame as the answer to a key, so that a burst of keys can share frames. */
  markKeyFrame(): void;
  /** Draws everything again, whatever the terminal shows. */
  repaint(): void;
}

/** Size in bytes from which a frame is marked as one, so that no terminal shows half of it. */
const SYNC_THRESHOLD_BYTES = 1000;
/** Time between frames that answer keys, in ms: 15 a second. */
const KEY_FRAME_MS = 66;

const STYLES = /\x1b\[[\d;]*m/g;
const MODES = /\x1b\[\?(\d+)[hl]/g;

function sizeOf(output: WriteStream): [columns: number, rows: number] {
  const { columns, rows } = terminalSize(output);
  return [columns, rows];
}

/** The part of a terminal's stream that Ink uses. */
class Terminal extends EventEmitter {
  readonly isTTY = true;
  constructor(
    private readonly output: WriteStream,
    readonly write: (data: string, encoding?: unknown, callback?: Callback) => boolean,
  ) {
    super();
  }
  get columns(): number {
    return sizeOf(this.output)[0];
  }
  get rows(): number {
    return sizeOf(this.output)[1];
  }
  get writable(): boolean {
    return this.output.writable;
  }
  get destroyed(): boolean {
    return this.output.destroyed;
  }
  get writableEnded(): boolean {
    return this.output.writableEnded;
  }
}

/** Sequences that the stream may send. Without `styles` it sends neither colors nor bold. */
export interface StreamOptions extends Features {
  readonly styles: boolean;
}

const ALL: StreamOptions = {
  styles: true,
  absolute: true,
  lines: true,
  cursor: true,
  alternate: true,
  paste: true,
  synchronized: true,
};

/** Returns a stream that draws on a terminal by what it knows; by default everything that xterm knows. */
export function newDiffingStream(output: WriteStream, options: StreamOptions = ALL): DiffingStream {
  let wanted = newScreenBuffer(...sizeOf(output));
  let shown = newScreenBuffer(...sizeOf(output));
  /** False while the content of the terminal is unknown. */
  let isKnown = false;
  let passedOn = '';
  let waiting: Callback[] = [];
  let inFlight = 0;
  let isSlow = false;
  let isDirty = false;
  let byKey = false;
  let keyFrameAt = Number.NEGATIVE_INFINITY;
  let due: { readonly isHeld: boolean; cancel(): void } | undefined;

  /** Returns the output that turns the current screen into the wanted one. */
  function frame(): string {
    const { before, after } = modeChanges(shown, wanted, options);
    let drawing = '';
    let { x, y } = shown;
    if (modeOf(wanted, MODE.alternate)) {
      const base = isKnown ? shown : newScreenBuffer(wanted.columns, wanted.rows);
      const { bytes, ...cursor } = diffFrames(base, wanted, options);
      drawing = isKnown ? bytes : `\x1b[H\x1b[J${bytes}`;
      ({ x, y } = cursor);
    }
    shown = { ...clone(wanted), x, y };
    isKnown = modeOf(wanted, MODE.alternate);
    const all = before + passedOn + drawing + after;
    passedOn = '';
    if (Buffer.byteLength(all) < SYNC_THRESHOLD_BYTES) return all;
    const sync = (on: boolean) => privateMode(MODE.synchronized, on, options);
    return sync(true) + all + sync(false);
  }

  /** Writes the newest screen; returns false if there was nothing to write. */
  function flush(): boolean {
    due?.cancel();
    due = undefined;
    isDirty = false;
    const bytes = frame();
    send(bytes);
    return bytes !== '';
  }

  function send(bytes: string): void {
    const callbacks = waiting;
    waiting = [];
    inFlight++;
    const done: Callback = (error) => {
      inFlight--;
      for (const callback of callbacks) callback(error);
      if (error || inFlight) return;
      if (isSlow) {
        isSlow = false;
        stream.emit('drain');
      }
      if (isDirty && !due) flush();
    };
    if (bytes === '') process.nextTick(done);
    else isSlow = !output.write(bytes, done);
  }

  /** Schedules a write: at the end of this tick, or later if it answers one of many keys. Data never waits. */
  function schedule(): void {
    isDirty = true;
    const answersKey = byKey;
    const wait = byKey ? keyFrameAt + KEY_FRAME_MS - performance.now() : 0;
    const isHeld = wait > 0;
    if (due && (!due.isHeld || isHeld)) return;
    due?.cancel();
    const fire = () => {
      due = undefined;
      if (!inFlight && flush() && answersKey) keyFrameAt = performance.now();
    };
    if (isHeld) {
      const timer = setTimeout(fire, wait);
      due = { isHeld, cancel: () => clearTimeout(timer) };
    } else {
      const soon = setImmediate(fire);
      due = { isHeld, cancel: () => clearImmediate(soon) };
    }
  }

  function write(data: string, encoding?: unknown, callback?: Callback): boolean {
    const onWritten = typeof encoding === 'function' ? (encoding as Callback) : callback;
    const wasInside = modeOf(wanted, MODE.alternate);
    const drawn = options.styles ? data : data.replace(STYLES, '');
    const unknown = feed(wanted, drawn);
    const isInside = modeOf(wanted, MODE.alternate);
    if (!wasInside && !isInside) {
      const known = drawn.replace(MODES, (code, mode: string) =>
        privateMode(Number(mode), code.endsWith('h'), options),
      );
      shown = clone(wanted);
      return output.write(known, onWritten);
    }
    passedOn += unknown;
    if (onWritten) waiting.push(onWritten);
    // Write synchronously: the process may be about to suspend or exit.
    if (isInside) schedule();
    else flush();
    byKey = false;
    return !isSlow;
  }

  const stream = new Terminal(output, write);
  output.on('resize', () => {
    wanted = resize(wanted, ...sizeOf(output));
    isKnown = false;
    if (modeOf(wanted, MODE.alternate)) schedule();
    stream.emit('resize');
  });
  return {
    stream: stream as unknown as WriteStream,
    markKeyFrame() {
      byKey = true;
    },
    repaint() {
      isKnown = false;
      if (modeOf(wanted, MODE.alternate)) schedule();
    },
  };
}
