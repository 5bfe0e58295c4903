/** Detection of a terminal's capabilities. */
import { describe, expect, test } from 'vitest';
import {
  prefersPlainMode,
  supportsUnicode,
  terminalSize,
  usesColor,
} from '../../../src/terminal/capabilities.ts';

describe('lines in place of a screen', () => {
  test.each([
    [{ TERM: 'xterm-256color' }, false],
    [{ TERM: 'linux' }, false],
    [{ TERM: 'vt100' }, false],
    [{ TERM: 'vt220' }, false],
    [{ TERM: 'screen.xterm-256color' }, false],
    [{ TERM: 'eterm-color' }, false],
    [{ TERM: 'dvtm-256color' }, false],
    [{ TERM: 'ansi' }, false],
    [{ TERM: '' }, true],
    [{}, true],
    [{ TERM: 'xterm', ACCESSIBLE: '1' }, true],
    [{ TERM: 'xterm', ACCESSIBLE: 'yes' }, true],
    [{ TERM: 'xterm', ACCESSIBLE: '0' }, false],
    [{ TERM: 'xterm', ACCESSIBLE: 'false' }, false],
    [{ TERM: 'xterm', ACCESSIBLE: '' }, false],
    [{ TERM: 'dumb', ACCESSIBLE: '0' }, true],
  ])('%j: %s', (env, lines) => {
    expect(prefersPlainMode(env, 'linux')).toBe(lines);
  });

  test.each([
    'dumb',
    'DUMB',
    'unknown',
    'network',
    'emacs',
    'vt52',
    'wyse60',
    'tvi950',
    'nosuchterm',
    'xtermish',
  ])('for %s, which has no cursor to move or is unknown', (TERM) => {
    expect(prefersPlainMode({ TERM }, 'linux')).toBe(true);
  });

  test('on Windows only where they are asked for, as it sets no TERM', () => {
    expect(prefersPlainMode({}, 'win32')).toBe(false);
    expect(prefersPlainMode({ ACCESSIBLE: '1' }, 'win32')).toBe(true);
    expect(prefersPlainMode({ TERM: 'dumb' }, 'win32')).toBe(true);
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
  expect(terminalSize(size, platform)).toEqual({ columns, rows });
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
  [{ LANG: 'C.utf8' }, 'linux', true],
  [{ LANG: 'en_US.UTF-8', LC_ALL: 'C' }, 'linux', false],
  [{ LANG: 'POSIX' }, 'linux', false],
  // The fonts of the Linux console have neither the marks nor Chinese.
  [{ LANG: 'zh_CN.UTF-8', TERM: 'linux' }, 'linux', false],
  [{ LANG: 'zh_CN.UTF-8', TERM: 'xterm' }, 'linux', true],
])('the locale %j on %s: UTF-8 %s', (env, platform, known) => {
  expect(supportsUnicode(env, platform)).toBe(known);
});

const MODERN = [
  'alacritty',
  'foot',
  'tmux',
  'xterm-kitty',
  'wezterm',
  'contour',
  'mintty',
  'vte',
  'xterm-256color',
];

describe('colors', () => {
  test.each<[Record<string, string>, boolean]>([
    ...MODERN.map((TERM): [Record<string, string>, boolean] => [{ TERM }, true]),
    [{ TERM: 'linux' }, true],
    [{ TERM: 'screen' }, true],
    [{ TERM: 'eterm-color' }, true],
    [{ TERM: 'vt100' }, false],
    [{ TERM: 'vt220' }, false],
    [{ TERM: 'xterm-mono' }, false],
    [{ TERM: 'dumb' }, false],
    [{}, false],
    [{ TERM: 'xterm', NO_COLOR: '1' }, false],
    [{ TERM: 'xterm', NO_COLOR: '' }, true],
    [{ TERM: 'vt100', FORCE_COLOR: '1' }, true],
    [{ TERM: 'xterm', FORCE_COLOR: '0' }, false],
    [{ TERM: 'xterm', FORCE_COLOR: 'false' }, false],
    [{ TERM: 'xterm', NO_COLOR: '1', FORCE_COLOR: '1' }, true],
  ])('%j: %s', (env, isColored) => {
    expect(usesColor(env, { isTTY: true }, 'linux')).toBe(isColored);
  });

  test('are not used where the output is no terminal', () => {
    expect(usesColor({ TERM: 'xterm' }, { isTTY: false }, 'linux')).toBe(false);
    expect(usesColor({ TERM: 'xterm', FORCE_COLOR: '1' }, { isTTY: false }, 'linux')).toBe(true);
  });
});
