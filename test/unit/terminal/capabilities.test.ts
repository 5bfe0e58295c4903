/** What a terminal is taken for. */
import { describe, expect, test } from 'vitest';
import { wantsLines } from '../../../src/terminal/capabilities.ts';

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
