/** Documents full of hostile text on the screen: nothing but our own sequences gets out, and no frame is too large. */
import { Writable } from 'node:stream';
import type { WriteStream } from 'node:tty';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { Wizard } from '../../components/Wizard.tsx';
import { newDiffingStream } from '../../src/terminal/frame-diff/diffing-stream.ts';
import { textWidth } from '../../src/terminal/text/text-width.ts';
import type { Size } from '../../src/wizard/event.ts';
import type { State } from '../../src/wizard/state.ts';
import { frameOf } from '../support/frame.ts';
import {
  ACTIVE,
  found,
  from,
  hostileEntry,
  hostileTask,
  hostileText,
  LISTS,
  OURS,
  RUNS,
} from '../support/hostile.ts';
import { listViews, taskViews } from '../support/hostile-views.ts';

const SIZES: readonly Size[] = [
  { columns: 40, rows: 10 },
  { columns: 60, rows: 16 },
  { columns: 80, rows: 24 },
  { columns: 160, rows: 50 },
  { columns: 300, rows: 100 },
];

/** Of a document every so manyth view is looked at: they are many documents. */
const SHARE = RUNS > 1000 ? 48 : 24;

/** Our own colors and weights. Other output of Ink and the stream is judged as bytes. */
const LOOKS = /\x1b\[(?:[124]|2[24]|1;31|22;39|3[15]|39)m/g;

function judgeFrame(frame: string, { columns, rows }: Size): void {
  const lines = frame.replace(LOOKS, '').split('\n');
  expect(lines.length).toBeLessThanOrEqual(rows);
  for (const line of lines) {
    expect(found(line)).toBeUndefined();
    // As terminals count that join letters, and as those do that join none.
    expect(stringWidth(line)).toBeLessThanOrEqual(columns);
    expect(textWidth(line)).toBeLessThanOrEqual(columns);
  }
}

/** A wire whose bytes are kept. */
function wireOf({ columns, rows }: Size) {
  let bytes = '';
  const output = new Writable({
    decodeStrings: false,
    write(data, _encoding, done) {
      bytes += data;
      done();
    },
  });
  const { stream } = newDiffingStream(
    Object.assign(output, { columns, rows, isTTY: true }) as unknown as WriteStream,
  );
  stream.write('\x1b[?1049h\x1b[?25l');
  return {
    async show(frame: string): Promise<string> {
      bytes = '';
      stream.write(`\x1b[H\x1b[J${frame}`);
      await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
      return bytes;
    },
  };
}

/** Some views of a document as frames, and as the bytes that the wire makes of them one after the other. */
async function judge(states: readonly State[], size: Size, turn: number): Promise<number> {
  const wire = wireOf(size);
  let frames = 0;
  for (let at = turn % SHARE; at < states.length; at += SHARE) {
    const frame = frameOf(<Wizard state={states[at] as State} />);
    judgeFrame(frame, size);
    const bytes = await wire.show(frame);
    expect(found(bytes.replace(OURS, '').replace(/[\r\n\b]/g, ''))).toBeUndefined();
    frames++;
  }
  return frames;
}

const chosen = [fc.constantFrom(...SIZES), fc.nat()] as const;

describe('hostile documents on the screen', () => {
  test(`tasks: ${RUNS}`, { timeout: 0 }, async () => {
    let frames = 0;
    await fc.assert(
      fc.asyncProperty(hostileTask, hostileText, ...chosen, async (document, text, size, turn) => {
        frames += await judge(taskViews(document, text, size), size, turn);
      }),
      { numRuns: RUNS, ...from },
    );
    console.log(`hostile tasks on the screen: ${RUNS}, ${frames} frames`);
  });

  test(`lists of tasks: ${LISTS}`, { timeout: 0 }, async () => {
    let frames = 0;
    const list = fc.array(hostileEntry, { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(list, hostileText, ...chosen, async (entries, text, size, turn) => {
        frames += await judge(listViews(entries, text, size), size, turn);
      }),
      { numRuns: LISTS, ...from },
    );
    console.log(`hostile lists on the screen: ${LISTS}, ${frames} frames`);
  });
});

test('what would be found is found', () => {
  const bad = ['\x1b]0;x\x07', '\x1b[?1l', '\x9b2J', '\u202e', '\x07', '\u200b', '\x1bc', '\ud800', '\u3164'];
  for (const text of [...bad, '\x1b[95m', '\x1b[3J', '\x1b[1717;1919H', 'e\u0301\u0301\u0301'])
    expect(ACTIVE.test(text.replace(OURS, '')), JSON.stringify(text)).toBe(true);
  expect(ACTIVE.test('任务 ✓ ▸ é e\u0301 💾'.replace(OURS, ''))).toBe(false);
  expect('\x1b[0;1;35m\x1b[5;7H\x1b[2M\x1b[K\x1b[m'.replace(OURS, '')).toBe('');
});
