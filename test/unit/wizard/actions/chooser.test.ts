/** Choosers search by typing. */
import { describe, expect, test } from 'vitest';
import { chooserOf, shownChoices } from '../../../../src/wizard/actions/choosing/chooser.ts';
import type { Event } from '../../../../src/wizard/event.ts';
import { reduce } from '../../../../src/wizard/reducer.ts';
import { createInitialState, type State } from '../../../../src/wizard/state.ts';

const key = (name: string): Event => ({ type: 'key', name, text: name.length === 1 ? name : '' });
const press = (state: State, ...names: readonly string[]): State =>
  names.reduce((before, name) => reduce(before, key(name)).state, state);

/** Returns the task list with the state chooser open. */
function choosing(): State {
  const first = createInitialState({ size: { columns: 80, rows: 24 }, host: 'h', demo: false, ascii: false });
  return press(first, 's');
}

const chosen = (state: State): string | undefined => {
  const chooser = chooserOf(state);
  return chooser?.choices[chooser.chosen];
};
const shown = (state: State): string[] => {
  const chooser = chooserOf(state);
  return chooser ? shownChoices(state, chooser).map((index) => chooser.choices[index] ?? '') : [];
};

describe('the chooser of a state', () => {
  test('finds a value by any part of its name, and shows those that have it', () => {
    const state = press(choosing(), ...'fail');
    expect(shown(state).length).toBeGreaterThan(1);
    expect(shown(state).every((name) => name.includes('FAIL'))).toBe(true);
    expect(chosen(state)).toBe(shown(state)[0]);
    expect(chosen(press(state, 'down'))).toBe(shown(state)[1]);
    expect(chosen(press(state, 'up'))).toBe(shown(state).at(-1));
  });

  test('prefers values that begin with the text', () => {
    expect(chosen(press(choosing(), ...'sy'))).toBe('SYNCING');
  });

  test('goes on behind the chosen value where nothing has the whole text', () => {
    expect(['r', 'rr', 'rrr'].map((typed) => chosen(press(choosing(), ...typed)))).toEqual([
      'READY',
      'RUNNING',
      'RESETING',
    ]);
  });

  test('ignores letters that nothing has, and keeps what it found', () => {
    expect(press(choosing(), ...'sync', '%')).toEqual(press(choosing(), ...'sync'));
  });

  test('erases letters, and forgets them when it is closed', () => {
    const state = press(choosing(), ...'fail');
    expect(press(state, 'backspace').choiceSearch).toBe('fai');
    expect(shown(press(state, ...Array(9).fill('backspace')))).toEqual(shown(choosing()));
    expect(press(state, 'escape').choiceSearch).toBeUndefined();
    expect(press(state, 'enter').choiceSearch).toBeUndefined();
  });

  test('takes pasted text for a search, and never for Enter', () => {
    const state = reduce(choosing(), { type: 'paste', text: 'running' }).state;
    expect(chosen(state)).toBe('RUNNING');
    const lines = reduce(choosing(), { type: 'paste', text: 'running\nx' });
    expect(lines.state).toEqual(choosing());
    expect(lines.effects).toEqual([]);
  });
});
