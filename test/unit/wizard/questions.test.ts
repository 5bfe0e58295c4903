/** Questions are answered by people who could read them, never by keys meant for something else. */
import { describe, expect, test } from 'vitest';
import { contextOf } from '../../../src/wizard/context.ts';
import type { Effect } from '../../../src/wizard/effect.ts';
import type { Event } from '../../../src/wizard/event.ts';
import { isUnseenQuestion, MIN_QUESTION_MS } from '../../../src/wizard/questions.ts';
import { reduce } from '../../../src/wizard/reducer.ts';
import { createInitialState, type State } from '../../../src/wizard/state.ts';
import { LVM, payload } from '../../support/fixtures.ts';

const key = (name: string): Event => ({ type: 'key', name, text: name.length === 1 ? name : '' });
const QUESTION_SHOWN: Event = { type: 'questionShown' };

/** Runs events at their times, in ms. */
function at(first: State, ...events: (readonly [number, Event])[]): { state: State; effects: Effect[] } {
  const effects: Effect[] = [];
  const state = events.reduce((before, [now, event]) => {
    const next = reduce(before, event, now);
    effects.push(...next.effects.filter(({ kind }) => kind !== 'saveDraft'));
    return next.state;
  }, first);
  return { state, effects };
}

const typed = (...names: string[]) => names.map((name) => [0, key(name)] as const);

/** Returns the wizard on Review, with one change. */
function onReview(leftovers: Extract<Event, { type: 'taskLoaded' }>['leftovers'] = []): State {
  const first = createInitialState({
    size: { columns: 80, rows: 24 },
    taskId: 'x',
    host: 'h',
    demo: false,
    ascii: false,
  });
  const loaded = at(first, [0, { type: 'taskLoaded', task: payload(LVM), leftovers }]).state;
  return leftovers.length ? loaded : at(loaded, ...typed('enter', 'x', 'enter', 'ctrl+s')).state;
}

describe('a submit', () => {
  test.each(['s', 'ctrl+s'])('is asked about by %s, also without warnings', (name) => {
    const { state, effects } = at(onReview(), ...typed(name));
    expect(contextOf(state)).toBe('confirm');
    expect(effects).toEqual([]);
  });

  test('is sent by y once the question was visible for a moment', () => {
    const asked = at(onReview(), ...typed('s'), [10, QUESTION_SHOWN]).state;
    const early = at(asked, [10 + MIN_QUESTION_MS - 1, key('y')]);
    expect(early.effects).toEqual([]);
    expect(contextOf(early.state)).toBe('confirm');
    const sent = at(early.state, [10 + MIN_QUESTION_MS, key('y')]);
    expect(sent.effects.map(({ kind }) => kind)).toEqual(['submit']);
  });

  test('is not sent by y while the question was never drawn, however long that takes', () => {
    const { effects } = at(onReview(), ...typed('s'), [60_000, key('y')]);
    expect(effects).toEqual([]);
  });

  test.each(['enter', 'n', 'escape'])('is declined by %s', (name) => {
    const { state, effects } = at(onReview(), ...typed('s'), [0, QUESTION_SHOWN], [1000, key(name)]);
    expect(contextOf(state)).toBe('review');
    expect(effects).toEqual([]);
  });

  test('is asked about anew each time: an earlier question gives no right to answer early', () => {
    const declined = at(onReview(), ...typed('s'), [0, QUESTION_SHOWN], [1000, key('n')]).state;
    expect(declined.questionShownAt).toBeUndefined();
    const again = at(declined, [1001, key('s')], [1002, QUESTION_SHOWN], [1003, key('y')]);
    expect(again.effects).toEqual([]);
  });

  test.each<Event>([key('h'), { type: 'paste', text: 'host' }])(
    'is not sent by y just after other input, of which it may be a part: %j',
    (other) => {
      const asked = at(onReview(), ...typed('s'), [0, QUESTION_SHOWN], [1000, other]).state;
      expect(contextOf(asked)).toBe('confirm');
      expect(at(asked, [1000 + MIN_QUESTION_MS - 1, key('y')]).effects).toEqual([]);
      expect(at(asked, [1000 + MIN_QUESTION_MS, key('y')]).effects).toHaveLength(1);
    },
  );

  test('is not sent by text that arrives letter by letter, however long that takes', () => {
    const letters = [...'history'].map((letter, index) => [200 * index, key(letter)] as const);
    const { effects } = at(onReview(), ...typed('s'), [0, QUESTION_SHOWN], ...letters);
    expect(effects).toEqual([]);
  });

  test('is not sent by y just after the question was printed again', () => {
    const asked = at(onReview(), ...typed('s'), [0, QUESTION_SHOWN], [1000, QUESTION_SHOWN]).state;
    expect(at(asked, [1000 + MIN_QUESTION_MS - 1, key('y')]).effects).toEqual([]);
    expect(at(asked, [1000 + MIN_QUESTION_MS, key('y')]).effects).toHaveLength(1);
  });

  test('is never sent by Enter, whatever stands on Review', () => {
    const events = Array.from({ length: 40 }, (_, index) => [index * 1000, key('enter')] as const);
    const shown = events.flatMap((event) => [event, [event[0], QUESTION_SHOWN] as const]);
    expect(at(onReview(), ...shown).effects).toEqual([]);
  });

  test('can be left by ^C at once', () => {
    const { effects } = at(onReview(), ...typed('s', 'ctrl+c'));
    expect(effects).toEqual([{ kind: 'exit', code: 130 }]);
  });
});

describe('Enter on Review', () => {
  test('edits the focused change', () => {
    const { state } = at(onReview(), ...typed('enter'));
    expect(state.editor?.path).toBe('name');
    expect(at(state, ...typed('y', 'enter')).state.step).toBe('review');
  });
});

describe('an abandoned draft', () => {
  const leftover = (key: string) => ({
    key,
    age: 1000,
    alive: false,
    edits: [
      { path: 'name', kind: 'set' as const, value: 'web', before: 'centos7-lvm' },
      { path: 'speed_limit', kind: 'set' as const, value: 50, before: 0 },
    ],
  });

  test('is resumed where the last edit was made, not on Review', () => {
    const { state } = at(onReview([leftover('a')]), [0, QUESTION_SHOWN], [1000, key('enter')]);
    expect(state.step).toBe('network');
    expect(contextOf(state)).toBe('list');
  });

  test('is not answered by keys that were typed before it was visible', () => {
    const { state } = at(
      onReview([leftover('a')]),
      ...typed('enter', 'd'),
      [0, QUESTION_SHOWN],
      [10, key('enter')],
    );
    expect(contextOf(state)).toBe('resumeDraft');
  });

  test('is deleted only by y to a question of its own', () => {
    const asked = at(onReview([leftover('a')]), [0, QUESTION_SHOWN], [1000, key('d')]);
    expect(contextOf(asked.state)).toBe('confirmDiscard');
    expect(asked.effects).toEqual([]);
    expect(isUnseenQuestion(asked.state)).toBe(true);
    expect(at(asked.state, [1001, QUESTION_SHOWN], [1010, key('y')]).effects).toEqual([]);
    expect(contextOf(at(asked.state, [1001, QUESTION_SHOWN], [2000, key('enter')]).state)).toBe(
      'resumeDraft',
    );
    const gone = at(asked.state, [1001, QUESTION_SHOWN], [2000, key('y')]);
    expect(gone.effects).toEqual([{ kind: 'discardDraft', key: 'a' }]);
  });

  test('is asked about one by one: the next draft has to be visible first, too', () => {
    const { state } = at(onReview([leftover('a'), leftover('b')]), [0, QUESTION_SHOWN], [1000, key('right')]);
    expect(isUnseenQuestion(state)).toBe(true);
    expect(at(state, [1001, key('enter')]).state.phase.kind).toBe('resuming');
  });
});
