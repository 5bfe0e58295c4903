/** Task ids as people paste them. */
import { expect, test } from 'vitest';
import { parseTaskId, parseUuidTaskId } from '../../../src/task/task-id.ts';

const ID = '6402c49b-7d9a-413e-8b5f-a7307f7d5679';

test.each([
  ID,
  ID.toUpperCase(),
  `  ${ID}\t`,
  `${ID}\n`,
  `\r\n${ID}\r\n`,
  `"${ID}"`,
  `"${ID}",\n`,
  `'${ID}'`,
  `\`${ID}\``,
  `“${ID}”`,
  `\u00a0${ID}\ufeff`,
  `\u200b${ID}\u200b`,
])('%j is the id', (given) => {
  expect(parseTaskId(given)).toBe(ID);
  expect(parseUuidTaskId(given)).toBe(ID);
});

test.each(['', ' ', '""', 'a/b', 'a b', '..', '任务', `${ID}0`, `${ID} ${ID}`, 'x\x1b[2J'])(
  '%j is none',
  (given) => {
    expect(parseTaskId(given)).toBeUndefined();
    expect(parseUuidTaskId(given)).toBeUndefined();
  },
);

test('a name is an id for a command, and no unmistakable one in a list', () => {
  expect(parseTaskId('Web-01')).toBe('web-01');
  expect(parseUuidTaskId('Web-01')).toBeUndefined();
});
