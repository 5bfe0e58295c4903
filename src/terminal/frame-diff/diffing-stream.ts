/**
 * Stands between Ink and the terminal and keeps the line quiet. What Ink writes goes to a screen in memory; at the
 * end of a tick one write of few bytes takes the terminal there. While the line is slow nothing is queued: once it
 * is free again the newest screen follows. Outside of the alternate screen everything goes straight through.
 */
import { EventEmitter } from 'node:events';
import type { WriteStream } from 'node:tty';
import { roomIn } from './capabilities.ts';
import { difference, modeChanges, switched } from './difference.ts';
import { copyOf, MODE, modeOf, newGrid, resized, writeTo } from './grid.ts';

type Callback = (error?: Error | null) => void;

export interface Wire {
  /** What Ink takes for the terminal. */
  readonly stream: WriteStream;
  /** Says that the next frame answers a key: in a burst of keys it may wait for those after it. */
  keyed(): void;
  /** Draws everything anew, whatever the terminal shows. */
  repaint(): void;
}

/** A frame of so many bytes is marked as one, so that no terminal shows half of it. */
const LARGE = 1000;
/** Keys that follow each other faster than this, in milliseconds, share a frame: fifteen a second. */
const FRAME = 66;

const STYLES = /\x1b\[[\d;]*m/g;

function sizeOf(output: WriteStream): [columns: number, rows: number] {
  const { columns, rows } = roomIn(output);
  return [columns, rows];
}

/** As much of a terminal as Ink looks at. */
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

/** Without `coloured` neither colours nor weights get through. */
export function newWire(output: WriteStream, coloured = true): Wire {
  let wanted = newGrid(...sizeOf(output));
  let shown = newGrid(...sizeOf(output));
  /** False where nobody can tell what the terminal shows. */
  let isKnown = false;
  let passedOn = '';
  let waiting: Callback[] = [];
  let inFlight = 0;
  let isSlow = false;
  let isDirty = false;
  let byKey = false;
  let keyFrameAt = Number.NEGATIVE_INFINITY;
  let due: { readonly isHeld: boolean; cancel(): void } | undefined;

  /** What takes the terminal from what it shows to what it should show. */
  function frame(): string {
    const { before, after } = modeChanges(shown, wanted);
    let drawing = '';
    let { x, y } = shown;
    if (modeOf(wanted, MODE.alternate)) {
      const base = isKnown ? shown : newGrid(wanted.columns, wanted.rows);
      const { bytes, ...cursor } = difference(base, wanted);
      drawing = isKnown ? bytes : `\x1b[H\x1b[J${bytes}`;
      ({ x, y } = cursor);
    }
    shown = { ...copyOf(wanted), x, y };
    isKnown = modeOf(wanted, MODE.alternate);
    const all = before + passedOn + drawing + after;
    passedOn = '';
    if (Buffer.byteLength(all) < LARGE) return all;
    return switched(MODE.synchronized, true) + all + switched(MODE.synchronized, false);
  }

  /** True where there was something to write. */
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

  /** At the end of this tick, or in its turn where it answers one of many keys. Data never waits. */
  function schedule(): void {
    isDirty = true;
    const answersKey = byKey;
    const wait = byKey ? keyFrameAt + FRAME - performance.now() : 0;
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
    const told = typeof encoding === 'function' ? (encoding as Callback) : callback;
    const wasInside = modeOf(wanted, MODE.alternate);
    const drawn = coloured ? data : data.replace(STYLES, '');
    const unknown = writeTo(wanted, drawn);
    const isInside = modeOf(wanted, MODE.alternate);
    if (!wasInside && !isInside) {
      shown = copyOf(wanted);
      return output.write(drawn, told);
    }
    passedOn += unknown;
    if (told) waiting.push(told);
    // The way out is taken at once: the process may be about to stop or to end.
    if (isInside) schedule();
    else flush();
    byKey = false;
    return !isSlow;
  }

  const stream = new Terminal(output, write);
  output.on('resize', () => {
    wanted = resized(wanted, ...sizeOf(output));
    isKnown = false;
    if (modeOf(wanted, MODE.alternate)) schedule();
    stream.emit('resize');
  });
  return {
    stream: stream as unknown as WriteStream,
    keyed() {
      byKey = true;
    },
    repaint() {
      isKnown = false;
      if (modeOf(wanted, MODE.alternate)) schedule();
    },
  };
}
