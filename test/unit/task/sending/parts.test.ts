/** An update is one request to the task, one to its rate windows, or both. */
import { expect, test } from 'vitest';
import type { Draft } from '../../../../src/task/edits/draft.ts';
import { withWindows } from '../../../../src/task/rate-windows.ts';
import { partOf, partsOf, requestsOf } from '../../../../src/task/sending/parts.ts';
import { edit, taskOf } from '../../../support/edited-task.ts';

const base = withWindows(taskOf({ name: 'target' }, { id: 't', name: 'a', speed_limit: 0 }), [
  { start: '08:00', end: '12:00', speed: 10 },
  { start: '12:00', end: '20:00', speed: 20 },
]);
const of = (...edits: Parameters<typeof edit>[1][]): Draft => edit(base, ...edits);

const NAME: [string, string] = ['name', 'b'];
const LIMIT: [string, number] = ['speed_limit', 5];
const SPEED: [string, number] = ['rate_windows[08:00].speed', 30];

const put = (body: object) => ({ part: 'task', method: 'PUT', path: '/v3/tasks/t', body });
const post = (speed: number) => ({
  part: 'windows',
  method: 'POST',
  path: '/v3/tasks/t/speed-limit',
  body: {
    speed_limit: [
      { start: '08:00', end: '12:00', speed },
      { start: '12:00', end: '20:00', speed: 20 },
    ],
  },
});

test.each([
  { edits: [], parts: [], requests: [] },
  { edits: [NAME], parts: ['task'], requests: [put({ name: 'b' })] },
  // The task's own limit has the name that the service gives the windows.
  { edits: [LIMIT], parts: ['task'], requests: [put({ speed_limit: 5 })] },
  { edits: [SPEED], parts: ['windows'], requests: [post(30)] },
  // The task goes first, whatever was edited first.
  { edits: [SPEED, NAME], parts: ['task', 'windows'], requests: [put({ name: 'b' }), post(30)] },
])('$edits: $parts', ({ edits, parts, requests }) => {
  const draft = of(...(edits as [string, string | number][]));
  expect(partsOf(draft)).toEqual(parts);
  expect(requestsOf(draft, 't')).toEqual(requests);
});

test('a part of a draft has the edits of that part, on the same base', () => {
  const draft: Draft = { ...of(SPEED, NAME, LIMIT), keepsFigures: true };
  expect(partOf(draft, 'task')).toMatchObject({ base, keepsFigures: true });
  expect(partOf(draft, 'task').edits.map(({ path }) => path)).toEqual(['name', 'speed_limit']);
  expect(partOf(draft, 'windows').edits.map(({ path }) => path)).toEqual(['rate_windows[08:00].speed']);
});

test('a draft of one part is that part itself, and has none of the other', () => {
  const draft = of(NAME, LIMIT);
  expect(partOf(draft, 'task')).toBe(draft);
  expect(partOf(draft, 'windows').edits).toEqual([]);
});

test('a request has a list of its own: what happens to it doesn’t happen to the task', () => {
  const draft = of(SPEED);
  const [request] = requestsOf(draft, 't');
  const windows = request?.body.speed_limit as object[] | undefined;
  windows?.pop();
  expect(requestsOf(draft, 't')).toEqual([post(30)]);
});
