/** The history keeps within its age and size, and survives a line that was cut off. */
import { appendFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readHistory, recordIntent, recordOutcome } from '../../../src/storage/history.ts';
import { newDraft, setValue } from '../../../src/task/draft.ts';
import { LVM, payload } from '../../support/fixtures.ts';
import { freshState } from '../../support/terminal.ts';

const before = process.env.XDG_STATE_HOME;
let file = '';
beforeEach(() => {
  const state = freshState();
  process.env.XDG_STATE_HOME = state;
  mkdirSync(join(state, 'sms-wizard'), { recursive: true });
  file = join(state, 'sms-wizard', 'history.jsonl');
});
afterEach(() => {
  if (before === undefined) delete process.env.XDG_STATE_HOME;
  else process.env.XDG_STATE_HOME = before;
});

const draft = setValue(newDraft(payload(LVM)), 'name', 'web-01');
const line = (id: string, time: string, filler = '') =>
  `${JSON.stringify({ format: 1, record: 'intent', id, time, task_id: 't', task_name: 'n', endpoint: 'e', edits: [], request: {}, filler })}\n`;

test('an intent and its outcome are one entry', () => {
  const id = recordIntent('t', 'e', draft);
  expect(readHistory('t')).toMatchObject([
    { taskName: 'centos7-lvm', edits: [{ path: 'name', before: 'centos7-lvm' }] },
  ]);
  expect(readHistory()[0]?.outcome).toBeUndefined();
  recordOutcome(id, 'verified', { name: 'took' });
  expect(readHistory('t')[0]?.outcome).toMatchObject({ result: 'verified', outcomes: { name: 'took' } });
  expect(readHistory('other')).toEqual([]);
});

test('a line that a crash cut off spoils no other one', () => {
  recordIntent('t', 'e', draft);
  appendFileSync(file, '{"format":1,"record":"intent","id":"half');
  const id = recordIntent('t', 'e', draft);
  recordOutcome(id, 'verified', {});
  appendFileSync(file, 'no json at all\n');
  expect(readHistory('t').map(({ outcome }) => outcome?.result)).toEqual(['verified', undefined]);
});

test('what is older than a year goes, what is younger stays', () => {
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  writeFileSync(file, line('old', daysAgo(366)) + line('young', daysAgo(364)));
  recordIntent('t', 'e', draft);
  const left = readFileSync(file, 'utf8');
  expect(left).not.toContain('"old"');
  expect(left).toContain('"young"');
});

test('the file never grows beyond its size; the oldest entries go first', () => {
  const time = new Date().toISOString();
  const many = Array.from({ length: 3400 }, (_, index) => line(`n${index}`, time, 'x'.repeat(5000)));
  writeFileSync(file, many.join(''));
  recordIntent('t', 'e', draft);
  expect(statSync(file).size).toBeLessThan(8_100_000);
  const left = readFileSync(file, 'utf8');
  expect(left).toContain('"n3399"');
  expect(left).not.toContain('"n0"');
  for (const kept of left.trim().split('\n')) expect(() => JSON.parse(kept)).not.toThrow();
});

test('the history of one task is its own, in a file of many', () => {
  for (const task of ['task-1', 'task-2', 'task-1'])
    recordOutcome(recordIntent(task, 'e', draft), 'verified', {});
  expect(readHistory('task-1').map(({ taskId, outcome }) => [taskId, outcome?.result])).toEqual([
    ['task-1', 'verified'],
    ['task-1', 'verified'],
  ]);
  expect(readHistory()).toHaveLength(3);
});
