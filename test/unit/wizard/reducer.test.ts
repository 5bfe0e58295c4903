/** The flow on its own: keys in, state out. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { currentTask } from '../../../src/task/edits/draft.ts';
import { findingsOf } from '../../../src/task/rules/rules.ts';
import { lookup, text } from '../../../src/text/text.ts';
import { ACTIONS } from '../../../src/wizard/actions/actions.ts';
import { cursorOf } from '../../../src/wizard/actions/cursor.ts';
import type { Effect } from '../../../src/wizard/effect.ts';
import type { Event } from '../../../src/wizard/event.ts';
import { KEYMAP } from '../../../src/wizard/keymap.ts';
import { layoutOf } from '../../../src/wizard/layout.ts';
import { contextOf, reduce } from '../../../src/wizard/reducer.ts';
import { rowsOf } from '../../../src/wizard/rows/rows.ts';
import { createInitialState, type State } from '../../../src/wizard/state.ts';
import { LVM, payload, TASKS } from '../../support/fixtures.ts';

const start = (name: string = LVM): State =>
  reduce(
    createInitialState({
      size: { columns: 80, rows: 24 },
      taskId: 'x',
      host: 'h',
      demo: false,
      ascii: false,
    }),
    {
      type: 'taskLoaded',
      task: payload(name),
    },
  ).state;

const key = (name: string): Event => ({ type: 'key', name, text: name.length === 1 ? name : '' });

function press(state: State, ...names: string[]): { state: State; effects: Effect[] } {
  const effects: Effect[] = [];
  const last = names.reduce((next, name) => {
    const reduced = reduce(next, key(name));
    effects.push(...reduced.effects);
    return reduced.state;
  }, state);
  return { state: last, effects };
}

const keys = fc.array(
  fc.oneof(
    fc.constantFrom(
      'up',
      'down',
      'left',
      'right',
      'enter',
      'escape',
      'tab',
      'shift+tab',
      'pageup',
      'pagedown',
      'home',
      'end',
    ),
    fc.constantFrom(
      'backspace',
      'delete',
      'ctrl+u',
      'ctrl+s',
      'ctrl+w',
      'o',
      'r',
      'u',
      '/',
      '?',
      'b',
      'x',
      'e',
      'j',
      'k',
      'g',
      'G',
    ),
    fc.constantFrom('1', '0', 'G', '+', '5', 'a', '-', '任'),
  ),
  { maxLength: 60 },
);

describe('any keys at all', () => {
  test('leave a state that can be shown, with the cursor in sight, and send nothing that has errors', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TASKS), keys, (name, names) => {
        const { state, effects } = press(start(name), ...names);
        const { cursor, top } = cursorOf(state);
        const rows = rowsOf(state);
        const { body } = layoutOf(state.size);
        if (rows.length) {
          expect(cursor).toBeGreaterThanOrEqual(0);
          expect(cursor).toBeLessThan(rows.length);
          expect(cursor - top).toBeLessThan(body);
          expect(top).toBeLessThanOrEqual(cursor);
        }
        for (const effect of effects) {
          if (effect.kind !== 'submit') continue;
          expect(effect.draft.edits.length).toBeGreaterThan(0);
          expect(findingsOf(effect.draft).filter(({ severity }) => severity === 'error')).toEqual([]);
        }
      }),
      { numRuns: Number(process.env.SMS_TEST_RUNS ?? 300) },
    );
  });

  test('undo takes back every edit, down to the task as it was', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TASKS), keys, (name, names) => {
        let { state } = press(start(name), ...names.filter((wanted) => wanted !== 'u'));
        fc.pre(state.phase.kind === 'editing');
        const { base } = state.draft;
        for (let left = state.undo.length; left > 0; left--) {
          const before = state.undo.at(-1);
          state = press(
            {
              ...state,
              editor: undefined,
              filtering: undefined,
              overlay: undefined,
              additionIndex: undefined,
            },
            'u',
          ).state;
          expect(state.draft).toBe(before?.draft);
        }
        expect(currentTask(state.draft)).toBe(base);
      }),
      { numRuns: Number(process.env.SMS_TEST_RUNS ?? 300) },
    );
  });

  test('Esc never takes an accepted edit away', () => {
    fc.assert(
      fc.property(keys, (names) => {
        const { state } = press(start(), ...names);
        const { state: after } = press(state, 'escape', 'escape', 'escape');
        expect(after.draft).toBe(state.draft);
      }),
    );
  });
});

describe('the keymap', () => {
  test('gives each key one meaning in each context', () => {
    const seen = new Set<string>();
    for (const { contexts, keys: names } of KEYMAP) {
      for (const context of contexts) {
        for (const name of names) {
          expect(seen.has(`${context} ${name}`), `${context} ${name}`).toBe(false);
          seen.add(`${context} ${name}`);
        }
      }
    }
  });

  test('has words for everything the bar shows', () => {
    for (const { action, label } of KEYMAP)
      if (label) expect(lookup(text().screen.bar, action), action).toBeTruthy();
  });

  test('every action has a key', () => {
    const bound = new Set<string>(KEYMAP.map(({ action }) => action));
    for (const action of Object.keys(ACTIONS)) expect([...bound]).toContain(action);
  });
});

test('keys typed while the task is being read count once it is there', () => {
  const loading = createInitialState({
    size: { columns: 80, rows: 24 },
    taskId: 'x',
    host: 'h',
    demo: false,
    ascii: false,
  });
  const early = press(loading, 'enter', 'end', '-', '2', 'enter');
  expect(early.effects).toEqual([]);
  const { state } = reduce(early.state, { type: 'taskLoaded', task: payload(LVM) });
  expect(currentTask(state.draft).name).toBe('centos7-lvm-2');
  expect(state.queuedEvents).toEqual([]);
});

describe('leaving', () => {
  test('^C leaves with 130, but needs a second one while an update is on its way', () => {
    expect(press(start(), 'ctrl+c').effects).toEqual([{ kind: 'exit', code: 130 }]);
    const sending = reduce(start(), { type: 'stage', stage: 'sending' }).state;
    expect(contextOf(sending)).toBe('waiting');
    const once = press(sending, 'ctrl+c');
    expect(once.effects).toEqual([]);
    expect(press(once.state, 'ctrl+c').effects).toEqual([{ kind: 'exit', code: 130 }]);
  });
});

describe('front ends without a cursor', () => {
  const chosen = (state: State, index?: number): State =>
    reduce(state, index === undefined ? { type: 'indexChosen' } : { type: 'indexChosen', index }).state;

  test('name a row by its number, headings and numbers that are not there aside', () => {
    const disks = press(start(), 'right', 'right').state;
    expect(cursorOf(chosen(disks, 2)).cursor).toBe(2);
    for (const index of [3, 99, -1]) expect(cursorOf(chosen(chosen(disks, 1), index)).cursor).toBe(1);
    const volumes = press(disks, 'right').state;
    expect(rowsOf(volumes)[0]?.kind).toBe('heading');
    const last = rowsOf(volumes).length - 1;
    expect(cursorOf(chosen(chosen(volumes, last), 0)).cursor).toBe(last);
  });

  test('name a choice by its number', () => {
    const picking = press(start(), 'down', 'enter').state;
    expect(picking.editor?.choices).toEqual(['MIGRATE_FILE', 'MIGRATE_BLOCK']);
    expect(chosen(picking, 1).editor?.choice).toBe(1);
    expect(chosen(picking, 2)).toEqual(picking);
    const adding = press(start(), 'right', 'right', 'a').state;
    expect(chosen(adding, 1).additionIndex).toBe(1);
  });

  test('begin each answer without the message of the one before', () => {
    const undone = press(start(), 'u').state;
    expect(undone.message).toBe(text().screen.message.nothingToUndo);
    expect(chosen(undone).message).toBeUndefined();
  });

  test('quit with 3 before anything was sent, never in the middle of an update', () => {
    const quit = (state: State) => reduce(state, { type: 'quit' }).effects;
    expect(quit(start())).toEqual([{ kind: 'exit', code: 3 }]);
    expect(quit(reduce(start(), { type: 'stage', stage: 'sending' }).state)).toEqual([]);
    const failure = { message: 'no' };
    expect(quit(reduce(start(), { type: 'taskFailed', failure }).state)).toEqual([{ kind: 'exit', code: 1 }]);
    const ended = reduce(start(), { type: 'submitted', result: { kind: 'unknown', failure } }).state;
    expect(quit(ended)).toEqual([{ kind: 'exit', code: 1 }]);
  });
});
