/** The history keeps within its maximum age and size, and survives a truncated line. */
import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readHistory, recordIntent, recordOutcome } from '../../../src/storage/history.ts';
import { newDraft, setValue } from '../../../src/task/edits/draft.ts';
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
  recordOutcome(id, 'verified', { name: 'applied' });
  expect(readHistory('t')[0]?.outcome).toMatchObject({ result: 'verified', outcomes: { name: 'applied' } });
  expect(readHistory('other')).toEqual([]);
});

test('a line truncated by a crash does not affect the others', () => {
  recordIntent('t', 'e', draft);
  appendFileSync(file, '{"format":1,"record":"intent","id":"half');
  const id = recordIntent('t', 'e', draft);
  recordOutcome(id, 'verified', {});
  appendFileSync(file, 'no json at all\n');
  expect(readHistory('t').map(({ outcome }) => outcome?.result)).toEqual(['verified', undefined]);
});

const idsOf = () => readHistory().map(({ id }) => id);
const ofOlder = () => readdirSync(dirname(file)).filter((name) => /^history\.\d/.test(name));

test('what is older than a year is not shown, what is younger stays; a file goes with its last record', () => {
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
  writeFileSync(file, line('old', daysAgo(366).toISOString()) + line('young', daysAgo(364).toISOString()));
  const id = recordIntent('t', 'e', draft);
  expect(idsOf()).toEqual([id, 'young']);
  const [older = ''] = ofOlder();
  utimesSync(join(dirname(file), older), daysAgo(366), daysAgo(366));
  writeFileSync(file, line('older still', daysAgo(370).toISOString()));
  recordIntent('t', 'e', draft);
  expect(ofOlder()).not.toContain(older);
});

test('all files together never grow beyond their size; the oldest entries go first', () => {
  const time = new Date().toISOString();
  for (let round = 0; round < 4; round++) {
    const many = Array.from({ length: 1700 }, (_, index) =>
      line(`n${round}-${index}`, time, 'x'.repeat(5000)),
    );
    appendFileSync(file, many.join(''));
    recordIntent('t', 'e', draft);
  }
  const sizes = [...ofOlder(), 'history.jsonl'].map((name) => statSync(join(dirname(file), name)).size);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(17_000_000);
  const ids = idsOf();
  expect(ids).toContain('n3-1699');
  expect(ids).not.toContain('n0-0');
});

test('several programs that fill it at once lose nothing of each other', async () => {
  const time = new Date().toISOString();
  writeFileSync(file, line('first', time, 'x'.repeat(7_900_000)));
  const program = `
    import { recordIntent, recordOutcome } from ${JSON.stringify(new URL('../../../src/storage/history.ts', import.meta.url).href)};
    for (let n = 0; n < 40; n++) recordOutcome(recordIntent('t', 'e', { base: { name: 'x'.repeat(4000) }, edits: [] }), 'verified', {});
  `;
  const built = join(dirname(file), 'writer.mjs');
  await build({
    stdin: { contents: program, resolveDir: dirname(file), loader: 'ts' },
    ...{ outfile: built, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' },
    plugins: [
      {
        name: 'by-url',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^file:/ }, ({ path }) => ({ path: fileURLToPath(path) })),
      },
    ],
  });
  const writers = Array.from({ length: 4 }, () => spawn(process.execPath, [built], { stdio: 'inherit' }));
  await Promise.all(writers.map((writer) => new Promise((resolve) => writer.on('exit', resolve))));
  expect(ofOlder().length).toBeGreaterThan(0);
  const all = readHistory();
  expect(all.filter(({ outcome }) => outcome)).toHaveLength(160);
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
