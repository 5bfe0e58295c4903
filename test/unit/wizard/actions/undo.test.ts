/** Undo and redo go where the edit was made, and say what they did. */
import { describe, expect, test } from 'vitest';
import { focusedRow } from '../../../../src/wizard/actions/cursor.ts';
import { reduce } from '../../../../src/wizard/reducer.ts';
import { createInitialState, type State } from '../../../../src/wizard/state.ts';
import { LVM, payload } from '../../../support/fixtures.ts';

const start = (): State =>
  reduce(
    createInitialState({
      size: { columns: 80, rows: 24 },
      taskId: 'x',
      host: 'h',
      demo: false,
      ascii: false,
    }),
    { type: 'taskLoaded', task: payload(LVM) },
  ).state;

const press = (state: State, ...names: string[]): State =>
  names.reduce(
    (next, name) => reduce(next, { type: 'key', name, text: name.length === 1 ? name : '' }).state,
    state,
  );
const focused = (state: State) => {
  const row = focusedRow(state);
  return row && 'path' in row ? row.path : undefined;
};

/** A disk is resized, and the user goes on to another step. */
const resized = () =>
  press(start(), 'right', 'right', 'down', 'enter', 'ctrl+u', '2', '0', 'G', 'enter', 'up', 'right', 'right');

describe('undo', () => {
  test('goes to the step and the row of the edit, and says what it restored', () => {
    const disk = focused(press(start(), 'right', 'right', 'down'));
    const state = press(resized(), 'u');
    expect(state.step).toBe('disks');
    expect(focused(state)).toBe(disk);
    expect(state.message).toBe('Undone. Size, Disk /dev/xvdb: 10 GiB');
  });

  test('goes back into an open element', () => {
    const inside = press(start(), 'right', 'right', 'o', 'down', 'down', 'enter', 'down', 'enter');
    const left = press(inside, 'escape', 'right');
    expect(left.undo.length).toBe(inside.undo.length);
    if (inside.undo.length) expect(press(left, 'u').openPath).toBe(inside.openPath);
  });

  test('has no steps that change nothing', () => {
    const state = press(start(), 'enter', 'ctrl+u', 'w', 'enter', 'enter', 'ctrl+u', 'w', 'enter');
    expect(state.undo).toHaveLength(1);
    expect(press(state, 'c', 'r', 'r').undo).toHaveLength(2);
  });

  test('names a removed element that is back', () => {
    const state = press(start(), 'right', 'right', 'down', 'd', 'u');
    expect(state.message).toBe('Undone. Disk /dev/xvdb: restored');
  });
});

describe('redo', () => {
  test('repeats what was undone, goes to its row, and says so', () => {
    const undone = press(resized(), 'u', 'right', 'right');
    const state = press(undone, 'U');
    expect(state.draft.edits).toEqual(resized().draft.edits);
    expect(state.step).toBe('disks');
    expect(state.message).toBe('Redone. Size, Disk /dev/xvdb: 20 GiB');
    expect(state.redo).toEqual([]);
  });

  test('is over after another edit', () => {
    const state = press(resized(), 'u', 'left', 'left', 'enter', 'ctrl+u', 'w', 'enter', 'U');
    expect(state.message).toBe('Nothing to redo.');
  });

  test('and undo lead back and forth through all edits', () => {
    const edited = press(resized(), 'left', 'left', 'left', 'enter', 'ctrl+u', 'w', 'enter');
    const back = press(edited, 'u', 'u');
    expect(back.draft.edits).toEqual([]);
    expect(press(back, 'U', 'U').draft.edits).toEqual(edited.draft.edits);
  });
});
