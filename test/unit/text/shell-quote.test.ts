/** A quoted word is the same word in each shell, whatever is in it, also at a prompt. */
import { execFileSync, spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shellQuote, shellQuoteFile } from '../../../src/text/shell-quote.ts';

/** Shells and the options that keep a user's settings out, for a script and for a prompt that reads standard input. */
const SHELLS: Record<string, readonly [script: readonly string[], prompt: readonly string[] | undefined]> = {
  sh: [['-c'], undefined],
  bash: [
    ['--norc', '-c'],
    ['--norc', '--noprofile', '-i'],
  ],
  zsh: [
    ['-f', '-c'],
    ['-f', '-i'],
  ],
  fish: [['--no-config', '-c'], undefined],
};
const isThere = (shell: string): boolean => spawnSync('sh', ['-c', `command -v ${shell}`]).status === 0;
const ENV = { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', HOME: tmpdir(), HISTFILE: '' };

const FRAGMENTS = [
  ...["'", '"', '\\', "\\'", '\\\\', '$HOME', '$(id)', '`id`', '!!', '!id', '^a^b', '~', '~root', '=ls'],
  ...[
    '%self',
    '%1',
    '%s',
    '-rf',
    '--',
    '*',
    '?',
    '[a]',
    '{a,b}',
    '{',
    '}',
    '(',
    ')',
    '#',
    ';',
    '&',
    '|',
    '<',
    '>',
  ],
  ...[
    ' ',
    '\t',
    '\n',
    '\r',
    '\x1b[2J',
    '\x07',
    '\x7f',
    '数据盘',
    '👩‍💻',
    'é',
    'a',
    'b=',
    '=',
    ':',
    '@',
    '+',
    ',',
    '.',
    '/',
  ],
];
const word = fc.oneof(
  fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 6 }).map((parts) => parts.join('')),
  fc.string({ maxLength: 12, unit: 'binary' }).filter((text) => !/\0|\p{Surrogate}/u.test(text)),
);

/** Runs enough words at once that a shell starts seldom. */
const batches = fc.array(word, { minLength: 20, maxLength: 40 });
const runs = { numRuns: Math.max(8, Math.round(Number(process.env.SMS_TEST_RUNS ?? 0) / 30)) };
/** Prints its arguments, each with a NUL behind it. */
const PRINT = `env printf '%s\\0'`;

describe.each(Object.entries(SHELLS))('%s', (shell, [script, prompt]) => {
  test.skipIf(!isThere(shell))('takes a quoted word for what it was', () => {
    fc.assert(
      fc.property(batches, (words) => {
        const command = `${PRINT} ${words.map(shellQuote).join(' ')}`;
        const output = execFileSync(shell, [...script, command], { encoding: 'utf8', env: ENV });
        expect(output.split('\0').slice(0, -1)).toEqual(words);
      }),
      runs,
    );
  });

  test.skipIf(!isThere(shell) || !prompt)('so does its prompt, where ! means something', () => {
    fc.assert(
      fc.property(batches, (all) => {
        // At a prompt a control character is a key; commands with them aren't offered for copying.
        const words = all.filter((text) => !/\p{Cc}/u.test(text));
        const input = `id >/dev/null\n${PRINT} START ${words.map(shellQuote).join(' ')} END\nexit\n`;
        const { stdout } = spawnSync(shell, prompt ?? [], { input, encoding: 'utf8', env: ENV });
        const printed = stdout.split('\0').map((part) => part.replace(/^[\s\S]*START$/, 'START'));
        expect(printed.slice(printed.indexOf('START') + 1, printed.indexOf('END'))).toEqual(words);
      }),
      runs,
    );
  });
});

test.each([
  ['web-01', 'web-01'],
  ['', "''"],
  ["it's", "'it'\\''s'"],
  ['a\\b', "'a'\\\\'b'"],
  ['end\\', "'end'\\\\"],
  ["'", "\\'"],
  ['=ls', "'=ls'"],
  ['%self', "'%self'"],
  ['size==used+20%', "'size==used+20%'"],
  ['name=a', 'name=a'],
])('%j is quoted as %s', (given, quoted) => {
  expect(shellQuote(given)).toBe(quoted);
});

test('a file whose name begins like an option is no option', () => {
  expect(shellQuoteFile('-plan.json')).toBe('./-plan.json');
  expect(shellQuoteFile("-it's.json")).toBe("'./-it'\\''s.json'");
});
