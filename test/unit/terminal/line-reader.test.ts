/** Lines of a terminal that edits them itself, with what keys and replies leave in them. */
import { PassThrough } from 'node:stream';
import type { ReadStream } from 'node:tty';
import { expect, test } from 'vitest';
import { newLineReader } from '../../../src/terminal/line-reader.ts';
import { REPLIES } from './keys/corpus.ts';

async function answerTo(line: string): Promise<string | undefined> {
  const input = new PassThrough();
  const reader = newLineReader(input as unknown as ReadStream);
  input.write(`${line}\n`);
  const answer = await reader.next();
  reader.close();
  return answer?.text;
}

test.each(REPLIES.filter(([, reply]) => !reply.includes('\n')))(
  '%s in a line is no part of the answer',
  async (_what, reply) => {
    expect(await answerTo(`we${reply}b`)).toBe('web');
  },
);

test.each([
  ['an arrow', '\x1b[A'],
  ['an arrow in application mode', '\x1bOA'],
  ['Ctrl-left', '\x1b[1;5D'],
  ['F1 of Linux', '\x1b[[A'],
  ['F5', '\x1b[15~'],
  ['Delete', '\x1b[3~'],
])('%s in a line is no part of the answer', async (_what, key) => {
  expect(await answerTo(`we${key}b`)).toBe('web');
});

test('lines that come at once are one answer', async () => {
  expect(await answerTo('one\ntwo')).toBe('one\ntwo');
});
