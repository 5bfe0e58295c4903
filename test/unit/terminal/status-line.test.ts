/** One line in its place: what the terminal shows, how many bytes it takes, and how often. */
import { setTimeout as pause } from 'node:timers/promises';
import type { WriteStream } from 'node:tty';
import xterm from '@xterm/headless';
import { expect, test } from 'vitest';
import { newStatusLine } from '../../../src/terminal/status-line.ts';

function terminal(columns = 80) {
  const screen = new xterm.Terminal({ cols: columns, rows: 5, allowProposedApi: true });
  const writes: string[] = [];
  const output = {
    columns,
    write: (text: string) => {
      writes.push(text);
      screen.write(text);
      return true;
    },
  };
  const rows = async () => {
    await new Promise<void>((resolve) => screen.write('', resolve));
    return [0, 1, 2, 3, 4].map((y) => screen.buffer.active.getLine(y)?.translateToString(true) ?? '');
  };
  return { output, writes, rows, bar: newStatusLine(output as unknown as WriteStream) };
}

test('is written once, then only what differs, at most four times a second', async () => {
  const { bar, writes, rows } = terminal();
  bar.show('██░░ 1/40  took 1');
  for (let done = 2; done <= 30; done++) bar.show(`██░░ ${done}/40  took ${done}`);
  expect(writes).toEqual(['\r██░░ 1/40  took 1\x1b[K']);
  await pause(300);
  expect(writes).toHaveLength(2);
  bar.show('██░░ 31/40  took 31');
  await pause(300);
  expect(writes.at(-1)).toBe('\r\x1b[6C1/40  took 31');
  expect((await rows())[0]).toBe('██░░ 31/40  took 31');
});

test('Chinese takes two columns a letter', async () => {
  const { bar, rows, writes } = terminal();
  bar.show('已生效 1');
  await pause(300);
  bar.show('已生效 2');
  await pause(20);
  expect(writes.at(-1)).toBe('\r\x1b[7C2');
  expect((await rows())[0]).toBe('已生效 2');
});

test('a shorter line leaves nothing of a longer one', async () => {
  const { bar, rows } = terminal();
  bar.show('a long line');
  await pause(300);
  bar.show('a lo');
  await pause(20);
  expect((await rows())[0]).toBe('a lo');
});

test('never fills the last column, and starts anew in a window of another width', async () => {
  const { bar, output, rows } = terminal(20);
  bar.show('x'.repeat(50));
  expect(await rows()).toEqual([`${'x'.repeat(18)}…`, '', '', '', '']);
  await pause(300);
  output.columns = 10;
  bar.show('y'.repeat(50));
  await pause(300);
  expect((await rows())[0]).toBe(`${'y'.repeat(8)}…`);
});

test('leaves nothing behind, and nothing comes after it', async () => {
  const { bar, writes, rows } = terminal();
  bar.clear();
  expect(writes).toEqual([]);
  bar.show('one');
  bar.show('two');
  bar.clear();
  await pause(300);
  expect(await rows()).toEqual(['', '', '', '', '']);
  expect(writes).toHaveLength(2);
});
