/** Picking a task, on its own: keys and pages in, state and wishes out. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type JsonObject, parseJson } from '../../../../src/json/json.ts';
import { nextOffset } from '../../../../src/task/paging.ts';
import { summarizeTask, type TaskSummary } from '../../../../src/task/task-summary.ts';
import { cursorOf } from '../../../../src/wizard/actions/cursor.ts';
import { focusedTask } from '../../../../src/wizard/actions/task-list/task-list-loading.ts';
import type { Effect } from '../../../../src/wizard/effect.ts';
import type { Event } from '../../../../src/wizard/event.ts';
import { layoutOf } from '../../../../src/wizard/layout.ts';
import { contextOf, reduce } from '../../../../src/wizard/reducer.ts';
import { taskRows } from '../../../../src/wizard/rows/task-rows.ts';
import { createInitialState, type State } from '../../../../src/wizard/state.ts';
import { emptyListText, loadingText } from '../../../../src/wizard/text/task-list-text.ts';
import { LVM, payload } from '../../../support/fixtures.ts';
import { manyTasks, taskId } from '../../../support/tasks.ts';

const summaries = (texts: readonly string[]): TaskSummary[] =>
  texts.map((text) => summarizeTask(parseJson(text)));
const ALL = summaries(manyTasks(450));
const FAILURE = { message: 'SMS.2007: no' };

const fresh = (): State =>
  createInitialState({ size: { columns: 80, rows: 24 }, host: 'h', demo: false, ascii: false });

/** Applies keys, by name, and events. Returns the last state and all effects. */
function go(state: State, ...steps: (string | Event)[]): { state: State; effects: Effect[] } {
  const effects: Effect[] = [];
  let next = state;
  for (const step of steps) {
    const event: Event =
      typeof step === 'string' ? { type: 'key', name: step, text: step.length === 1 ? step : '' } : step;
    const reduced = reduce(next, event);
    effects.push(...reduced.effects);
    next = reduced.state;
  }
  return { state: next, effects };
}

/** The page that the wizard waits for, as a service with these tasks would send it. */
function page(state: State, tasks: readonly TaskSummary[] = ALL, count = tasks.length): Event {
  const { ask, reading } = state.picker ?? {};
  if (!ask || !reading) throw new Error('no page is waited for');
  const { offset } = reading;
  const found = tasks.filter(
    (task) => (!ask.state || task.state === ask.state) && task.name.includes(ask.name),
  );
  const known = count === tasks.length ? found.length : count;
  const got = found.slice(offset, offset + 200);
  const next = nextOffset({ offset, received: got.length, count: known });
  return { type: 'pageLoaded', ask, offset, tasks: got, count: known, next, now: 1_600_000_000_000 };
}

const failing = (state: State, denied = false): Event => {
  const { ask, reading } = state.picker ?? {};
  if (!ask || !reading) throw new Error('no page is waited for');
  return { type: 'pageFailed', ask, offset: reading.offset, failure: FAILURE, denied };
};

const listed = (tasks: readonly TaskSummary[] = ALL): State => {
  const state = fresh();
  return go(state, page(state, tasks)).state;
};
const unlisted = (): State => {
  const state = fresh();
  return go(state, failing(state, true)).state;
};
/** All pages of the list, one after the other, as the cursor goes down. */
const whole = (): State => {
  let { state } = go(listed(), 'G');
  while (state.picker?.reading) state = go(state, page(state), 'G').state;
  return go(state, 'g').state;
};
const names = (state: State) => taskRows(state).map((row) => (row.kind === 'task' ? row.task.name : ''));
const offsets = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.kind === 'loadPage' ? [effect.offset] : []));

describe('pages', () => {
  test('the next one is asked for near the end of what is loaded, once', () => {
    const { body } = layoutOf({ columns: 80, rows: 24 });
    const down = Array.from({ length: 199 - body }, () => 'down');
    const far = go(listed(), ...down);
    expect(offsets(far.effects)).toEqual([]);
    const near = go(far.state, 'down', 'down', 'down', 'G', 'up', 'down');
    expect(offsets(near.effects)).toEqual([200]);
    const more = go(near.state, page(near.state));
    expect(offsets(more.effects)).toEqual([]);
    expect(names(more.state)).toHaveLength(400);
    expect(focusedTask(more.state)?.name).toBe('task-0200');
  });

  test('they end where the list ends', () => {
    const state = whole();
    expect(names(state)).toEqual(ALL.map(({ name }) => name));
    expect(offsets(go(state, 'G', 'down', 'pagedown').effects)).toEqual([]);
  });

  test('a window higher than a page asks for more by itself', () => {
    const first = go(fresh(), { type: 'resized', size: { columns: 80, rows: 500 } }).state;
    const { state, effects } = go(first, page(first));
    expect(offsets(effects)).toEqual([200]);
    expect(offsets(go(state, page(state)).effects)).toEqual([400]);
  });

  test('what moved to the next page meanwhile is not there twice', () => {
    const asked = go(listed(), 'G').state;
    const shifted = [ALL[449] as TaskSummary, ...ALL.slice(0, 449)];
    const { state } = go(asked, page(asked, shifted));
    const seen = names(state);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.slice(0, 200)).toEqual(ALL.slice(0, 200).map(({ name }) => name));
  });

  test('a page that fails leaves what is loaded, and comes again only when it is asked for', () => {
    const asked = go(listed(), 'G').state;
    const failed = go(asked, failing(asked));
    expect(names(failed.state)).toHaveLength(200);
    expect(contextOf(failed.state)).toBe('taskList');
    const moved = go(failed.state, 'up', 'down', 'G');
    expect(offsets(moved.effects)).toEqual([]);
    const again = go(moved.state, 'r');
    expect(offsets(again.effects)).toEqual([200]);
    const got = go(again.state, page(again.state)).state;
    expect(names(got)).toHaveLength(400);
    expect(got.picker?.failed).toBeUndefined();
  });

  test('reading again keeps the length of the list and the cursor on its task', () => {
    const state = go(whole(), ...Array.from({ length: 25 }, () => 'pagedown')).state;
    const { name } = focusedTask(state) as TaskSummary;
    expect(Number(name.slice(5))).toBeGreaterThan(200);
    const first = go(state, 'r');
    expect(offsets(first.effects)).toEqual([0]);
    expect(names(first.state)).toHaveLength(450);
    const newer = summaries(manyTasks(450, { state: 'ABORT' })).slice(1);
    const second = go(first.state, page(first.state, newer));
    expect(offsets(second.effects)).toEqual([200]);
    expect(names(second.state)).toHaveLength(450);
    const done = go(second.state, page(second.state, newer)).state;
    expect(focusedTask(done)).toMatchObject({ name, state: 'ABORT' });
  });

  test('reading again while a page is on its way asks for nothing more', () => {
    expect(offsets(go(fresh(), 'r', 'r').effects)).toEqual([]);
  });
});

test('a slow page shows a message until it arrives', () => {
  const waiting = go(fresh(), { type: 'retrying', line: 'in 3 s again' }).state;
  expect(emptyListText(waiting).join()).toContain('in 3 s again');
  const asked = go(listed(), 'G').state;
  const slow = go(asked, { type: 'retrying', line: 'in 3 s again' }).state;
  expect(loadingText(slow).words).toBe('in 3 s again');
  expect(loadingText(go(slow, page(slow)).state).words).toBe('');
});

describe('a list that cannot be read', () => {
  test('is tried again by Enter and r, or left with code 1', () => {
    const failed = unlisted();
    expect(contextOf(failed)).toBe('listFailed');
    for (const key of ['enter', 'r']) expect(offsets(go(failed, key).effects)).toEqual([0]);
    for (const key of ['escape', 'q']) expect(go(failed, key).effects).toEqual([{ kind: 'exit', code: 1 }]);
    expect(go(failed, 'ctrl+c').effects).toEqual([{ kind: 'exit', code: 130 }]);
  });

  test('still takes an id, pasted or typed', () => {
    const failed = unlisted();
    const open = [{ kind: 'openTask', taskId: taskId(7) }];
    expect(go(failed, { type: 'paste', text: taskId(7) }).effects).toEqual(open);
    expect(go(failed, '/', ...taskId(7), 'enter').effects).toEqual(open);
  });
});

describe('the filter', () => {
  const typed = (state: State, words: string) => go(state, '/', ...words);

  test.each([
    ['task-001 syncing', ['task-0013', 'task-0018']],
    ['  SYNCING   task-0013 ', ['task-0013']],
    ['source-440', ['task-0440']],
    ['任务', []],
    [taskId(3).slice(0, 8), ['task-0003']],
  ])('%j', (words, found) => {
    const { state, effects } = typed(whole(), words);
    expect(names(state)).toEqual(found);
    expect(effects).toEqual([]);
  });

  test('Enter keeps it where everything is loaded, Esc takes it back, and the cursor stays on its task', () => {
    const filtered = go(typed(whole(), 'syncing').state, 'down', 'down', 'enter');
    expect(filtered.effects).toEqual([]);
    expect(contextOf(filtered.state)).toBe('taskList');
    expect(names(filtered.state)).toHaveLength(90);
    expect(focusedTask(filtered.state)?.name).toBe('task-0013');
    const back = go(filtered.state, 'escape').state;
    expect(names(back)).toHaveLength(450);
    expect(focusedTask(back)?.name).toBe('task-0013');
  });

  test('Enter asks the service where more tasks exist than are loaded', () => {
    const { state, effects } = go(typed(listed(), 'task-04').state, 'enter');
    expect(effects).toMatchObject([{ kind: 'loadPage', ask: { state: '', name: 'task-04' }, offset: 0 }]);
    expect(names(state)).toEqual([]);
    const got = go(state, page(state)).state;
    expect(names(got)).toHaveLength(51);
    const all = go(got, 'escape');
    expect(all.effects).toMatchObject([{ kind: 'loadPage', ask: { state: '', name: '' }, offset: 0 }]);
  });

  test('before the first page is there it asks the service, and the page of all tasks is no longer wanted', () => {
    const state = fresh();
    const [first, failure] = [page(state), failing(state)];
    const asked = go(state, '/', ...'task-04', 'enter');
    expect(asked.effects).toMatchObject([{ kind: 'loadPage', ask: { name: 'task-04' } }]);
    expect(names(go(asked.state, first).state)).toEqual([]);
    expect(go(asked.state, failure).state.picker?.failed).toBeUndefined();
  });

  test('never reads pages on its own', () => {
    const { effects } = go(typed(listed(), 'task-0199').state, 'down', 'down', 'pagedown');
    expect(effects).toEqual([]);
  });

  test('an empty one asks for everything again where a name was asked for', () => {
    const named = go(typed(listed(), 'task-04').state, 'enter').state;
    const got = go(named, page(named)).state;
    const cleared = go(got, '/', 'ctrl+u', 'enter');
    expect(cleared.effects).toMatchObject([{ kind: 'loadPage', ask: { name: '' } }]);
    expect(go(got, '/', 'enter').effects).toEqual([]);
  });
});

describe('the state filter', () => {
  test('is asked of the service, and takes back what was listed', () => {
    const { state, effects } = go(listed(), 's', 'R', 'R', 'enter');
    expect(effects).toMatchObject([{ kind: 'loadPage', ask: { state: 'RUNNING', name: '' }, offset: 0 }]);
    const got = go(state, page(state)).state;
    expect(names(got)).toHaveLength(90);
    expect(go(got, 's', 'enter').effects).toEqual([]);
    expect(go(got, 's', 'escape').state.picker?.choosing).toBeUndefined();
    expect(go(got, 'escape').effects).toMatchObject([{ ask: { state: '' } }]);
  });

  test('offers what is documented and what was seen, round and round', () => {
    const waiting = listed(summaries(manyTasks(3, { state: 'WAITING_FOR_WINDOW' })));
    const { effects } = go(waiting, 's', 'left', 'enter');
    expect(effects).toMatchObject([{ ask: { state: 'WAITING_FOR_WINDOW' } }]);
    expect(go(waiting, 's', 'left', 'right', 'enter').effects).toEqual([]);
  });

  test('stays while a name is asked for', () => {
    const running = go(listed(), 's', 'R', 'R', 'enter').state;
    const { effects } = go(go(running, page(running)).state, '/', ...'task-00', 'enter');
    expect(effects).toEqual([]);
    const long = go(running, page(running, ALL, 400)).state;
    expect(go(long, '/', ...'task-00', 'enter').effects).toMatchObject([
      { ask: { state: 'RUNNING', name: 'task-00' } },
    ]);
  });
});

describe('opening', () => {
  test('Enter opens the task that the cursor is on', () => {
    const { state, effects } = go(listed(), 'down', 'down', 'enter');
    expect(effects).toEqual([{ kind: 'openTask', taskId: taskId(3) }]);
    expect(state).toMatchObject({ taskId: taskId(3), phase: { kind: 'loading' } });
  });

  test.each([taskId(9), ` ${taskId(9).toUpperCase()}\r\n`, `"${taskId(9)}",`])('pasted: %j', (text) => {
    expect(go(listed(), { type: 'paste', text }).effects).toEqual([{ kind: 'openTask', taskId: taskId(9) }]);
  });

  test('what is pasted while a state is picked is looked for in its place', () => {
    const { state } = go(listed(), 's', { type: 'paste', text: 'task-0044' }, 'escape');
    expect(contextOf(state)).toBe('taskList');
  });

  test('anything else that is pasted is looked for', () => {
    const { state, effects } = go(listed(), { type: 'paste', text: 'task-0044\n' });
    expect(effects).toEqual([]);
    expect(contextOf(state)).toBe('taskSearch');
    expect(names(state)).toEqual(['task-0044']);
  });

  test('a task without a valid ID shows a message, and nothing is requested', () => {
    const unopenable = listed(
      summaries(['{"name":"a"}', '{"id":"../../x","name":"b"}', '{"id":7,"name":"c"}']),
    );
    for (const keys of [['enter'], ['down', 'enter'], ['down', 'down', 'enter']]) {
      const { state, effects } = go(unopenable, ...keys);
      expect(effects).toEqual([]);
      expect(state.message).toContain('no usable ID');
      expect(go(state, 'up').state.message).toBeUndefined();
    }
  });

  test('nothing opens while there is nothing', () => {
    expect(go(fresh(), 'enter', 'right', 'down').effects).toEqual([]);
    expect(go(listed([]), 'enter').effects).toEqual([]);
  });
});

describe('back to the list', () => {
  const task: JsonObject = payload(LVM);
  const opened = (): State => go(listed(), 'down', 'down', 'enter', { type: 'taskLoaded', task }).state;

  test.each(['escape', 'left'])('%s in the first step, where nothing is edited', (key) => {
    const { state, effects } = go(opened(), key);
    expect(effects).toMatchObject([{ kind: 'closeTask' }]);
    expect(state.phase.kind).toBe('picking');
    expect(focusedTask(state)?.name).toBe('task-0003');
    expect(go(state, 'down', 'enter').effects).toEqual([{ kind: 'openTask', taskId: taskId(4) }]);
  });

  test('not with an edit that is not submitted; undone, it goes', () => {
    const edited = go(opened(), 'enter', 'x', 'enter').state;
    const refused = go(edited, 'escape');
    expect(refused.effects).toEqual([]);
    expect(refused.state.message).toContain('1 change not submitted');
    expect(refused.state.phase.kind).toBe('editing');
    expect(go(refused.state, 'u', 'escape').state.phase.kind).toBe('picking');
  });

  test('nothing of one task is left when the next is opened', () => {
    const edited = go(
      opened(),
      'enter',
      'x',
      'enter',
      'u',
      'right',
      '/',
      'q',
      'enter',
      'escape',
      'left',
    ).state;
    const next = go(edited, 'escape', 'down', 'enter').state;
    const { size, host, demo, ascii } = next;
    const { picker, ...rest } = next;
    const started = createInitialState({ size, host, demo, ascii, taskId: taskId(4) });
    expect(rest).toEqual({ ...started, places: { tasks: { cursor: 3, top: 0 } } });
  });

  test('Esc while the task is being read; typed after other keys, it is meant for the task', () => {
    const loading = go(listed(), 'enter').state;
    expect(go(loading, 'escape').state.phase.kind).toBe('picking');
    const ahead = go(loading, 'enter', 'escape').state;
    expect(ahead.phase.kind).toBe('loading');
    expect(go(ahead, { type: 'taskLoaded', task }).state.editor).toBeUndefined();
  });

  test('from a task that cannot be read', () => {
    const unreadable = go(listed(), 'enter', { type: 'taskFailed', failure: FAILURE }).state;
    expect(go(unreadable, 'escape').state.phase.kind).toBe('picking');
    expect(go(unreadable, 'r').effects).toEqual([{ kind: 'loadTask' }]);
    expect(go(unreadable, 'q').effects).toEqual([{ kind: 'exit', code: 1 }]);
  });

  test('from a result, and then the list is read again', () => {
    const failed: Event = { type: 'submitted', result: { kind: 'refused', failure: FAILURE } };
    const ended = go(opened(), 'enter', 'x', 'enter', failed).state;
    const { state, effects } = go(ended, 'l');
    expect(effects.map(({ kind }) => kind)).toEqual(['closeTask', 'loadPage']);
    expect(state.phase.kind).toBe('picking');
    expect(focusedTask(state)?.name).toBe('task-0003');
    expect(go({ ...ended, saveError: 'EROFS' }, 'l').effects).toEqual([]);
  });

  test('a wizard that was given its task has no list to go to', () => {
    const { size, host, demo, ascii } = fresh();
    const given = createInitialState({ size, host, demo, ascii, taskId: 'x' });
    const editing = go(given, { type: 'taskLoaded', task }).state;
    expect(go(editing, 'escape', 'left').effects).toEqual([]);
    expect(go(given, 'escape').state.phase.kind).toBe('loading');
  });
});

describe('any keys and pages at all', () => {
  const steps = fc.array(
    fc.oneof(
      fc.constantFrom(
        'up',
        'down',
        'pageup',
        'pagedown',
        'home',
        'end',
        'g',
        'G',
        'j',
        'k',
        'enter',
        'escape',
      ),
      fc.constantFrom('/', 's', 'r', '?', 'left', 'right', 'tab', 'backspace', 'ctrl+u', 'l', 'q'),
      fc.constantFrom('t', 'a', '0', '4', '-', '任', 'R', 'S', ' '),
      fc.constantFrom('page', 'page', 'failure', 'read', 'small', 'large'),
    ),
    { maxLength: 80 },
  );

  test('leave a list that can be shown, with the cursor in sight, and never more than one page on its way', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 450 }), (taken, size) => {
        const tasks = ALL.slice(0, size);
        let state = fresh();
        let wanted = 1;
        for (const step of taken) {
          const { reading } = state.picker ?? {};
          let event: Event | string = step;
          if (step === 'page' || step === 'failure') {
            if (!reading) continue;
            event = step === 'page' ? page(state, tasks) : failing(state);
            wanted--;
          } else if (step === 'read') event = { type: 'taskLoaded', task: payload(LVM) };
          else if (step === 'small') event = { type: 'resized', size: { columns: 60, rows: 16 } };
          else if (step === 'large') event = { type: 'resized', size: { columns: 160, rows: 50 } };
          if (step === 'read' && state.phase.kind !== 'loading') continue;
          const done = go(state, event);
          state = done.state;
          // A new wish takes the place of the one before, so at most one is open.
          if (done.effects.some(({ kind }) => kind === 'loadPage')) wanted = 1;
          expect(wanted).toBe(state.picker?.reading ? 1 : 0);
          if (state.phase.kind !== 'picking') continue;
          const rows = taskRows(state);
          const { cursor, top } = cursorOf(state);
          if (rows.length) expect(cursor).toBeLessThan(rows.length);
          expect(cursor - top).toBeLessThan(layoutOf(state.size).body);
          expect(top).toBeLessThanOrEqual(cursor);
        }
      }),
      { numRuns: Number(process.env.SMS_TEST_RUNS ?? 300) },
    );
  });
});

test('65,535 tasks: a key takes no longer than a person could notice', () => {
  const template = manyTasks(1)[0] as string;
  const tasks = Array.from({ length: 65_535 }, (_, index) => ({
    ...summarizeTask(parseJson(template)),
    id: taskId(index),
    name: `task-${index}`,
    search: `task-${index}\nready`,
  }));
  const first = fresh();
  const { ask } = first.picker ?? {};
  if (!ask) throw new Error('no list');
  const state = go(first, {
    type: 'pageLoaded',
    ...{ ask, offset: 0, tasks, count: 65_535, next: undefined, now: 0 },
  }).state;
  const keys = [
    'down',
    'down',
    'G',
    'up',
    'pageup',
    'g',
    '/',
    ...'task-6553',
    'down',
    'enter',
    'escape',
    'G',
  ];
  const from = performance.now();
  const end = go(state, ...keys).state;
  const each = (performance.now() - from) / keys.length;
  expect(focusedTask(end)?.name).toBe('task-65534');
  expect(each).toBeLessThan(100);
});
