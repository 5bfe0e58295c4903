/** Replaces the diffing stream in a build for tests: the stream itself, and a record of what is written into it. */
import { openSync, writeSync } from 'node:fs';
import type { WriteStream } from 'node:tty';
import {
  type DiffingStream,
  newDiffingStream as realWire,
  type StreamOptions,
} from '../../src/terminal/frame-diff/diffing-stream.ts';

export type { DiffingStream as Wire, StreamOptions };

/** A line of the record: a size and a write by its text, or a key. */
export type Recorded = readonly [columns: number, rows: number, data: string] | 'key';

/** Returns a diffing stream that records what is written into it. */
export function newDiffingStream(output: WriteStream, options?: StreamOptions): DiffingStream {
  const wire = realWire(output, options);
  // Kept open while the program runs: the test may end before it.
  const record = openSync(process.env.SMS_TEST_FRAMES as string, 'a');
  const note = (what: Recorded) => writeSync(record, `${JSON.stringify(what)}\n`);
  const { stream } = wire;
  const write = stream.write.bind(stream) as (data: string, ...rest: unknown[]) => boolean;
  Object.assign(stream, {
    write(data: string, ...rest: unknown[]) {
      note([stream.columns, stream.rows, data]);
      return write(data, ...rest);
    },
  });
  return {
    ...wire,
    markKeyFrame() {
      note('key');
      wire.markKeyFrame();
    },
  };
}
