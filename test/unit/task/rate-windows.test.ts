/** Rate windows in the engine: paths, values, rules, the request of their own, and what later readings say of them. */
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/json/json.ts';
import { parseJson, stringifyJson } from '../../../src/json/json.ts';
import { changesOf, type Draft, newDraft } from '../../../src/task/edits/draft.ts';
import { rebase } from '../../../src/task/edits/rebase.ts';
import { planToDocument } from '../../../src/task/edits/saved/plan.ts';
import { replay } from '../../../src/task/edits/saved/replay.ts';
import { toSavedEdits } from '../../../src/task/edits/saved/saved-edit.ts';
import { transfer } from '../../../src/task/edits/saved/transfer.ts';
import { buildReversal } from '../../../src/task/edits/undo/undo.ts';
import { minutesOf, normalTime } from '../../../src/task/fields/time-of-day.ts';
import { gapsOf, unreadReason, windowsOf, withUnreadWindows } from '../../../src/task/rate-windows.ts';
import { findingsOf } from '../../../src/task/rules/rules.ts';
import { partOf, partsOf, requestsOf } from '../../../src/task/sending/parts.ts';
import { buildRequest } from '../../../src/task/sending/request.ts';
import { verify } from '../../../src/task/sending/verify.ts';
import { applyAssignments } from '../../../src/update/assignments.ts';
import { rateBar, rateSentence } from '../../../src/wizard/rows/rate-bar.ts';
import { LVM, payload } from '../../support/fixtures.ts';

const MORNING = { start: '08:00', end: '12:00', speed: 100, over_speed_threshold: 10 };
const EVENING = { start: '18:00', end: '24:00', speed: 0 };

const taskWith = (windows?: readonly JsonObject[], more: JsonObject = {}): JsonObject => ({
  ...payload(LVM),
  state: 'READY',
  connected: true,
  ...(windows && { rate_windows: [...windows] }),
  ...more,
});
const draftOn = (task: JsonObject, set: string[], unset: string[] = []): Draft =>
  applyAssignments(newDraft(task), set, unset);
const added = (start: string, end: string, speed = '50', at = 1): string[] => [
  `rate_windows[+${at}].start=${start}`,
  `rate_windows[+${at}].end=${end}`,
  `rate_windows[+${at}].speed=${speed}`,
];
const rules = (draft: Draft): string[] =>
  findingsOf(draft).map(({ severity, rule, path }) => `${severity} ${rule} ${path}`);

describe('a time of day', () => {
  test.each([
    ['08:00', 480, '08:00'],
    ['8:05', 485, '08:05'],
    ['08:00:00', 480, '08:00'],
    ['24:00', 1440, '24:00'],
    ['00:00', 0, '00:00'],
  ])('%s is %i minutes', (text, minutes, normal) => {
    expect([minutesOf(text), normalTime(text)]).toEqual([minutes, normal]);
  });

  test.each(['24:01', '25:00', '08:60', '8', '08-00', '', 'noon', '-1:00'])('%s is none', (text) => {
    expect(minutesOf(text)).toBeUndefined();
  });
});

describe('a path', () => {
  test('names a window by its start, in any spelling', () => {
    for (const start of ['08:00', '8:00', '"08:00"']) {
      const draft = draftOn(taskWith([MORNING]), [`rate_windows[${start}].speed=200`]);
      expect(changesOf(draft).map(({ path, after }) => [path, after])).toEqual([
        ['rate_windows[08:00].speed', 200],
      ]);
    }
  });

  test('names those that there are, if it leads nowhere', () => {
    expect(() => draftOn(taskWith([MORNING, EVENING]), ['rate_windows[09:00].speed=1'])).toThrow(
      /\[08:00\].*\[18:00\]/,
    );
    expect(() => draftOn(taskWith([]), ['rate_windows[09:00].speed=1'])).toThrow(/rate_windows\[\+1\]/);
  });

  test.each([
    ['rate_windows[08:00].speed=1001', /outside 0–1000/],
    ['rate_windows[08:00].over_speed_threshold=9', /outside 10–100/],
    ['rate_windows[08:00].over_speed_threshold=100.5', /outside 10–100/],
    ['rate_windows[08:00].over_speed_threshold=9%', /outside 10–100/],
    ['rate_windows[08:00].over_speed_threshold=+5%', /\+5% is not a whole number/],
    ['rate_windows[08:00].over_speed_threshold=-5%', /-5% is not a whole number/],
    ['rate_windows[08:00].over_speed_threshold=90%%', /not a whole number/],
    ['rate_windows[08:00].over_speed_threshold=%', /not a whole number/],
    ['rate_windows[08:00].speed=90%', /not a whole number/],
    ['speed_limit=90%', /not a whole number/],
    ['rate_windows[08:00].start=25:00', /25:00 is not a time of day/],
    ['rate_windows[08:00].end=noon', /noon is not a time of day/],
    ['rate_windows=5', /list/],
  ])('with a wrong value is refused: %s', (set, message) => {
    expect(() => draftOn(taskWith([MORNING]), [set])).toThrow(message);
  });

  test('takes fractions of a percent, and writes times as SMS does', () => {
    const draft = draftOn(taskWith([MORNING]), [
      'rate_windows[08:00].over_speed_threshold=12.5',
      'rate_windows[08:00].end=9:30',
    ]);
    expect(stringifyJson(buildRequest(draft).windows?.[0] ?? null)).toBe(
      '{"start":"08:00","end":"09:30","speed":100,"over_speed_threshold":12.5}',
    );
  });

  test.each([
    ['90%', '90'],
    [' 90 % ', '90'],
    ['90％', '90'],
    ['12.5%', '12.5'],
    ['100', '100'],
  ])('take a percent sign after a percentage: %s', (typed, sent) => {
    const draft = draftOn(taskWith([MORNING]), [`rate_windows[08:00].over_speed_threshold=${typed}`]);
    expect(stringifyJson(buildRequest(draft).windows?.[0] ?? null)).toContain(
      `"over_speed_threshold":${sent}}`,
    );
  });

  test('of a window that is as wanted is no edit: 08:00 is 8:00', () => {
    expect(draftOn(taskWith([MORNING]), ['rate_windows[08:00].start=8:00']).edits).toEqual([]);
  });
});

describe('the requests', () => {
  test('are one for the task, and one for all windows, to the digit', () => {
    const windows = parseJson(
      '[{"start":"08:00","end":"12:00","speed":100,"over_speed_threshold":10.50},{"start":"18:00","end":"24:00"}]',
    ) as JsonObject[];
    const draft = draftOn(taskWith(windows), ['name=web-01', 'rate_windows[18:00].speed=5']);
    expect(partsOf(draft)).toEqual(['task', 'windows']);
    expect(requestsOf(draft, 'T').map(({ method, path }) => `${method} ${path}`)).toEqual([
      'PUT /v3/tasks/T',
      'POST /v3/tasks/T/speed-limit',
    ]);
    expect(buildRequest(draft).body).toEqual({ name: 'web-01' });
    expect(stringifyJson([...(buildRequest(draft).windows ?? [])])).toBe(
      '[{"start":"08:00","end":"12:00","speed":100,"over_speed_threshold":10.50},{"start":"18:00","end":"24:00","speed":5}]',
    );
    expect(buildRequest(partOf(draft, 'task'))).toEqual({ body: { name: 'web-01' }, leftOut: [] });
    expect(buildRequest(partOf(draft, 'windows')).body).toEqual({});
  });

  test('without edits of windows are the one of the task, windows or not', () => {
    const draft = draftOn(taskWith([MORNING]), ['name=web-01']);
    expect(buildRequest(draft)).toEqual({ body: { name: 'web-01' }, leftOut: [] });
  });

  test('leave removed windows out, down to none', () => {
    expect(buildRequest(draftOn(taskWith([MORNING]), [], ['rate_windows[08:00]'])).windows).toEqual([]);
  });

  test('name keys that the API does not have, and leave them out', () => {
    const draft = draftOn(taskWith([{ ...MORNING, note: 'x' }]), ['rate_windows[08:00].speed=5']);
    expect(buildRequest(draft).leftOut).toEqual(['rate_windows[].note']);
    expect(buildRequest(draft).windows?.[0]).not.toHaveProperty('note');
  });
});

describe('rules', () => {
  test('take five windows, not six', () => {
    const five = ['00', '04', '08', '12', '16'].map((hour) => ({ start: `${hour}:00`, end: `${hour}:30` }));
    expect(rules(draftOn(taskWith(five), ['rate_windows[00:00].speed=5'])).join()).not.toMatch(/error/);
    expect(rules(draftOn(taskWith(five), added('20:00', '21:00'))).join()).toMatch(/error limits/);
  });

  test('want both times of a new window', () => {
    expect(
      rules(draftOn(taskWith([]), ['rate_windows[+1].speed=5'])).filter((one) => /error/.test(one)),
    ).toEqual(['error limits rate_windows[+1].start', 'error limits rate_windows[+1].end']);
    expect(() => draftOn(taskWith([MORNING]), [], ['rate_windows[08:00].start'])).toThrow(/required/);
  });

  test.each([
    ['22:00', '06:00', true],
    ['08:00', '08:00', true],
    ['24:00', '24:00', true],
    ['00:00', '24:00', false],
    ['23:59', '24:00', false],
  ])('a window from %s to %s is out of order: %s', (start, end, isWrong) => {
    expect(
      rules(draftOn(taskWith([]), added(start, end)))
        .join()
        .includes('error rate_window_order'),
    ).toBe(isWrong);
  });

  test.each([
    ['11:59', '13:00', true],
    ['12:00', '13:00', false],
    ['07:00', '08:00', false],
    ['07:00', '08:01', true],
    ['09:00', '10:00', true],
    ['00:00', '24:00', true],
  ])('a window from %s to %s overlaps 08:00–12:00: %s', (start, end, isOverlap) => {
    const found = rules(draftOn(taskWith([MORNING]), added(start, end)));
    expect(found.some((one) => one.startsWith('error rate_windows_overlap'))).toBe(isOverlap);
  });

  test("don't judge an overlap that SMS has itself", () => {
    const both = [MORNING, { start: '11:00', end: '13:00' }];
    expect(rules(draftOn(taskWith(both), ['rate_windows[11:00].speed=5'])).join()).not.toMatch(/overlap/);
    expect(rules(draftOn(taskWith(both), ['rate_windows[11:00].end=14:00'])).join()).toMatch(/overlap/);
  });

  test('name hours without a window, and what likely applies then', () => {
    const draft = draftOn(taskWith([MORNING], { speed_limit: 20 }), ['rate_windows[08:00].end=13:00']);
    const [gap] = findingsOf(draft).filter(({ rule }) => rule === 'rate_window_gaps');
    expect(gap).toMatchObject({
      severity: 'note',
      message: expect.stringMatching(/00:00–08:00, 13:00–24:00.*likely.*not documented.*20 Mbit\/s/),
    });
    expect(rules(draftOn(taskWith([]), added('00:00', '23:59'))).join()).not.toMatch(/gaps/);
  });

  test('warn of a limit beside windows, and of windows beside a limit', () => {
    expect(rules(draftOn(taskWith([MORNING]), ['speed_limit=5']))).toContain(
      'warning rate_limit_beside_windows speed_limit',
    );
    expect(
      rules(draftOn(taskWith([MORNING], { speed_limit: 5 }), ['rate_windows[08:00].speed=5'])),
    ).toContain('warning rate_limit_beside_windows rate_windows[08:00].speed');
    for (const quiet of [
      draftOn(taskWith([]), ['speed_limit=5']),
      draftOn(taskWith(), ['speed_limit=5']),
      draftOn(taskWith([MORNING], { speed_limit: 0 }), ['rate_windows[08:00].speed=5']),
      draftOn(taskWith([MORNING], { speed_limit: 5 }), [], ['rate_windows[08:00]']),
    ])
      expect(rules(quiet).join()).not.toMatch(/beside/);
  });

  test.each([
    [{ use_ipv6: true }, 'rate_windows_over_ipv6'],
    [{ connected: false }, 'rate_windows_offline'],
  ] as const)('warn with %o', (more, rule) => {
    expect(rules(draftOn(taskWith([MORNING], more), ['rate_windows[08:00].speed=5'])).join()).toContain(rule);
    expect(rules(draftOn(taskWith([MORNING], more), ['name=x'])).join()).not.toContain(rule);
  });

  test('count windows as effective while a task runs', () => {
    const running = taskWith([MORNING], { state: 'RUNNING' });
    expect(rules(draftOn(running, ['rate_windows[08:00].speed=5'])).join()).not.toMatch(/task_state/);
    expect(rules(draftOn({ ...running, state: 'ABORTING' }, added('13:00', '14:00'))).join()).toMatch(
      /task_state/,
    );
  });
});

describe('later readings', () => {
  const draft = draftOn(
    taskWith([MORNING, EVENING]),
    ['rate_windows[08:00].speed=50', ...added('13:00', '14:00')],
    ['rate_windows[18:00]'],
  );
  const NOON = { start: '13:00', end: '14:00', speed: 50, over_speed_threshold: 10 };
  const outcomes = (windows: readonly JsonObject[]) =>
    verify(draft, taskWith(windows)).map(({ change, outcome }) => `${change.path} ${outcome}`);

  test('tell each change apart, in any order and spelling', () => {
    expect(
      new Set(
        verify(draft, taskWith([NOON, { ...MORNING, start: '8:00', speed: 50 }])).map((one) => one.outcome),
      ),
    ).toEqual(new Set(['applied']));
    expect(outcomes([MORNING, EVENING])).toEqual(
      expect.arrayContaining([
        'rate_windows[08:00].speed not_applied',
        'rate_windows[18:00] not_applied',
        'rate_windows[+1] not_applied',
      ]),
    );
  });

  test('without windows say nothing about them', () => {
    expect(new Set(verify(draft, taskWith()).map(({ outcome }) => outcome))).toEqual(new Set(['unverified']));
    const { conflicts, moved, draft: same } = rebase(draft, taskWith(undefined, { name: 'other' }));
    expect([conflicts, moved]).toEqual([[], ['name']]);
    expect(same.edits).toEqual(draft.edits);
  });

  test('find a conflict with a change of the same window, not of another', () => {
    const mine = draftOn(taskWith([MORNING, EVENING]), ['rate_windows[08:00].speed=50']);
    expect(rebase(mine, taskWith([{ ...MORNING, speed: 7 }, EVENING])).conflicts).toMatchObject([
      { kind: 'changed', path: 'rate_windows[08:00].speed', base: 100, theirs: 7, ours: 50 },
    ]);
    const { conflicts, moved } = rebase(mine, taskWith([MORNING, { ...EVENING, speed: 7 }]));
    expect([conflicts, moved]).toEqual([[], ['rate_windows[18:00].speed']]);
    expect(rebase(mine, taskWith([EVENING])).conflicts).toMatchObject([{ kind: 'gone' }]);
  });
});

describe('saved edits of windows', () => {
  const task = taskWith([MORNING, EVENING]);
  const draft = draftOn(
    task,
    ['rate_windows[08:00].end=11:00', ...added('13:00', '14:00')],
    ['rate_windows[18:00]'],
  );
  const saved = toSavedEdits(draft);

  test('are replayed on their task', () => {
    const { draft: again, conflicts } = replay(task, saved);
    expect(conflicts).toEqual([]);
    expect(buildRequest(again).windows).toEqual(buildRequest(draft).windows);
  });

  test('are undone: changed, added and removed windows', () => {
    const after = taskWith(buildRequest(draft).windows as JsonObject[]);
    const { draft: back, leftAlone } = buildReversal(after, saved);
    expect(leftAlone).toEqual([]);
    expect(buildRequest(back).windows).toEqual(expect.arrayContaining([MORNING, EVENING]));
    expect(buildRequest(back).windows).toHaveLength(2);
  });

  test('move to another task by their starts', () => {
    const other = { ...taskWith([{ ...MORNING, speed: 7 }, EVENING]), id: 'other' };
    const { draft: there, leftOut } = transfer(other, saved);
    expect(leftOut).toEqual([]);
    expect(buildRequest(there).windows).toMatchObject([
      { start: '08:00', end: '11:00', speed: 7 },
      { start: '13:00', end: '14:00', speed: 50 },
    ]);
    expect(transfer(taskWith([]), saved).leftOut).toMatchObject([
      { path: 'rate_windows[08:00].end', why: 'missing' },
    ]);
  });

  test('make a plan with both requests', () => {
    const both = applyAssignments(draft, ['name=web-01']);
    const document = planToDocument(both, { taskId: 'T', endpoint: 'demo', written: 'now' });
    expect(document).toMatchObject({
      request: { name: 'web-01' },
      rate_request: { speed_limit: [{ end: '11:00' }, { start: '13:00' }] },
    });
  });
});

describe('windows in a document', () => {
  test('are sorted by time, without those that cannot be read', () => {
    const all = [EVENING, MORNING, { start: 'x', end: '1:00' }, { start: '06:00', end: '05:00' }];
    expect(windowsOf(taskWith(all)).map(({ at }) => at)).toEqual([1, 0]);
    expect(gapsOf(windowsOf(taskWith(all)))).toEqual([
      { from: 0, to: 480 },
      { from: 720, to: 1080 },
    ]);
  });

  test('that could not be read leave the reason, and no key', () => {
    const task = withUnreadWindows(taskWith(), 'not permitted');
    expect(unreadReason({ ...task, name: 'y' })).toBe('not permitted');
    expect(stringifyJson(task)).toBe(stringifyJson(taskWith()));
  });
});

describe('the bar of a day', () => {
  test('has 48 columns of half an hour, and marks that need no color', () => {
    const bar = rateBar(newDraft(taskWith([MORNING, EVENING], { speed_limit: 20 })));
    expect(bar?.lines).toEqual([
      ' 0           6           12          18          24',
      `[${'.'.repeat(16)}${'1'.repeat(8)}${'.'.repeat(12)}${'2'.repeat(12)}]`,
    ]);
    expect(bar?.legend).toEqual([
      '1 08:00–12:00 100 Mbit/s',
      '2 18:00–24:00 0 (unlimited)',
      ". no window, likely the task's limit: 20 Mbit/s",
    ]);
  });

  test('shows the day before and after the edits', () => {
    const draft = draftOn(taskWith([MORNING]), ['rate_windows[08:00].end=09:10', ...added('09:00', '10:00')]);
    expect(rateBar(draft)?.lines.slice(1)).toEqual([
      `before [${'.'.repeat(16)}${'1'.repeat(8)}${'.'.repeat(24)}]`,
      `after  [${'.'.repeat(16)}11!2${'.'.repeat(28)}]`,
    ]);
  });

  test('is nothing without windows', () => {
    expect(rateBar(newDraft(taskWith([])))).toBeUndefined();
    expect(rateBar(newDraft(taskWith()))).toBeUndefined();
  });

  test('is a sentence in lines', () => {
    expect(rateSentence(taskWith([MORNING], { speed_limit: 0 }))).toBe(
      "Rate by time of day: 08:00–12:00 100 Mbit/s; no window, likely the task's limit: 0 (unlimited).",
    );
    expect(rateSentence(taskWith([]))).toBeUndefined();
  });
});
