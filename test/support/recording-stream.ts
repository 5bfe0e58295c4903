/** Stands in for the wire when the wizard is built for a test: the wire itself, and a record of what is written into it. */
import { openSync, writeSync } from 'node:fs';
import type { WriteStream } from 'node:tty';
import { newWire as realWire, type Wire } from '../../src/terminal/wire.ts';

export type { Wire };

/** A line in the record: a size, a write by its text, or a key that was read. */
export type Recorded = readonly [columns: number, rows: number, data: string] | 'key';

export function newWire(output: WriteStream, coloured?: boolean): Wire {
  const wire = realWire(output, coloured);
  // Open for as long as the program lives: the test may be gone before it.
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
    keyed() {
      note('key');
      wire.keyed();
    },
  };
}
