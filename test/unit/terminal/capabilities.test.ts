/** What a terminal is taken for. */
import { describe, expect, test } from 'vitest';
import { knowsUnicode, roomIn, wantsLines } from '../../../src/terminal/capabilities.ts';

describe('lines in place of a screen', () => {
  test.each([
    [{ TERM: 'xterm-256color' }, false],
    [{ TERM: 'linux' }, false],
    [{ TERM: 'vt52' }, false],
    [{ TERM: 'dumb' }, true],
    [{ TERM: 'unknown' }, true],
    [{ TERM: 'network' }, true],
    [{ TERM: '' }, true],
    [{}, true],
    [{ TERM: 'xterm', ACCESSIBLE: '1' }, true],
    [{ TERM: 'xterm', ACCESSIBLE: 'yes' }, true],
    [{ TERM: 'xterm', ACCESSIBLE: '0' }, false],
    [{ TERM: 'xterm', ACCESSIBLE: 'false' }, false],
    [{ TERM: 'xterm', ACCESSIBLE: '' }, false],
    [{ TERM: 'dumb', ACCESSIBLE: '0' }, true],
  ])('%j: %s', (env, lines) => {
    expect(wantsLines(env, 'linux')).toBe(lines);
  });

  test('on Windows only where they are asked for, as it sets no TERM', () => {
    expect(wantsLines({}, 'win32')).toBe(false);
    expect(wantsLines({ ACCESSIBLE: '1' }, 'win32')).toBe(true);
    expect(wantsLines({ TERM: 'dumb' }, 'win32')).toBe(true);
  });
});

test.each([
  [{ columns: 80, rows: 24 }, 'linux', 80, 24],
  [{ columns: 80, rows: 24 }, 'darwin', 80, 24],
  [{ columns: 80, rows: 24 }, 'win32', 79, 24],
  [{ columns: 0, rows: 0 }, 'linux', 80, 24],
  [{ columns: 0, rows: 0 }, 'win32', 79, 24],
  [{ columns: 1, rows: 1 }, 'win32', 1, 1],
])('of %j on %s it draws on %i by %i', (size, platform, columns, rows) => {
  expect(roomIn(size, platform)).toEqual({ columns, rows });
});

test.each([
  [{ LANG: 'en_US.UTF-8' }, 'linux', true],
  [{ LANG: 'zh_CN.utf8' }, 'linux', true],
  [{ LANG: 'en_US.UTF-8', LC_CTYPE: 'C' }, 'linux', false],
  [{ LANG: 'C', LC_ALL: 'C.UTF-8' }, 'linux', true],
  [{ LANG: 'zh_CN.GB18030' }, 'linux', false],
  [{ LANG: 'en_US.ISO-8859-1' }, 'darwin', false],
  [{}, 'linux', false],
  [{}, 'darwin', true],
  [{}, 'win32', true],
])('the locale %j on %s: UTF-8 %s', (env, platform, known) => {
  expect(knowsUnicode(env, platform)).toBe(known);
});
