/** Runs on disk: found again by plan and service, even after a crash. */
import {
  appendFileSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findResumableRun, type ResumableRun, resumeRun, startRun } from '../../../src/storage/runs.ts';
import { freshState } from '../../support/terminal.ts';

const before = process.env.XDG_STATE_HOME;
let folder = '';
beforeEach(() => {
  process.env.XDG_STATE_HOME = freshState();
  folder = join(process.env.XDG_STATE_HOME, 'sms-wizard', 'runs');
});
afterEach(() => {
  if (before === undefined) delete process.env.XDG_STATE_HOME;
  else process.env.XDG_STATE_HOME = before;
});

const KEY = { digest: 'sha256:1', endpoint: 'https://a' };
const shown = (run: ResumableRun | undefined) =>
  run && { tasks: run.tasks, applied: [...run.applied], sent: [...run.sent], alive: run.alive };

test('finds a run with the tasks that were sent and those that were applied', () => {
  const log = startRun(KEY, ['a', 'b', 'c', 'd']);
  log.sent('a');
  log.ended('a', 'applied', true);
  log.sent('b');
  log.ended('c', 'failed', true);
  expect(shown(findResumableRun(KEY))).toEqual({
    tasks: ['a', 'b', 'c', 'd'],
    applied: ['a'],
    sent: ['a', 'b'],
    alive: false,
  });
  expect(findResumableRun({ ...KEY, digest: 'sha256:2' })).toBeUndefined();
  expect(findResumableRun({ ...KEY, endpoint: 'https://b' })).toBeUndefined();
});

test('it goes on in its file, with tasks that are new to it; the last word on a task counts', () => {
  const first = startRun(KEY, ['a', 'b']);
  first.ended('a', 'failed', true);
  first.ended('b', 'applied', true);
  const again = resumeRun(findResumableRun(KEY) as ResumableRun, ['a', 'x']);
  again.ended('a', 'unverified', true);
  again.ended('b', 'not_applied', true);
  expect(shown(findResumableRun(KEY))).toMatchObject({ tasks: ['a', 'b', 'x'], applied: ['a'] });
  expect(readdirSync(folder)).toHaveLength(1);
});

test('a new run takes the place of one with nothing left to do, and only of that', () => {
  startRun(KEY, ['a']).ended('a', 'applied', true);
  const [old = ''] = readdirSync(folder);
  const alive = readFileSync(join(folder, old), 'utf8').replace(
    /"pid":\d+,"started":"\d*"/,
    `"pid":${process.ppid},"started":""`,
  );
  const other = join(folder, old.replace(/\.[^.]*\.jsonl$/, '.other.jsonl'));
  writeFileSync(other, alive);
  utimesSync(other, new Date(), new Date(Date.now() + 1000));
  expect(findResumableRun(KEY)?.alive).toBe(true);
  startRun(KEY, ['b']);
  expect(readdirSync(folder)).toHaveLength(2);
  expect(readdirSync(folder)).toContain(other.slice(folder.length + 1));
});

test('interrupted runs are kept and resumed together; the latest record of a task counts', () => {
  const cutOff = startRun(KEY, ['a', 'b', 'c']);
  cutOff.ended('a', 'applied', true);
  cutOff.sent('b');
  const [first = ''] = readdirSync(folder);
  utimesSync(join(folder, first), new Date(), new Date(Date.now() - 10_000));
  startRun(KEY, ['d', 'a']).ended('d', 'applied', true);
  expect(readdirSync(folder)).toHaveLength(2);
  expect(shown(findResumableRun(KEY))).toEqual({
    tasks: ['a', 'b', 'c', 'd'],
    applied: ['d'],
    sent: ['b'],
    alive: false,
  });
  const on = resumeRun(findResumableRun(KEY) as ResumableRun, ['a', 'b', 'c', 'd']);
  for (const id of ['a', 'b', 'c']) on.ended(id, 'applied', true);
  expect(shown(findResumableRun(KEY))).toMatchObject({ applied: ['d', 'a', 'b', 'c'] });
});

test('a run of another machine counts as running while its file is written, and is never deleted unfinished', () => {
  startRun(KEY, ['a']);
  const [name = ''] = readdirSync(folder);
  const file = join(folder, name);
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"machine":"[^"]*"/, '"machine":"elsewhere"'));
  expect(findResumableRun(KEY)?.alive).toBe(true);
  utimesSync(file, new Date(), new Date(Date.now() - 61_000));
  expect(findResumableRun(KEY)?.alive).toBe(false);
  startRun(KEY, ['b']);
  expect(readdirSync(folder)).toContain(name);
});

test('a task of which a part was left out is looked at again', () => {
  startRun(KEY, ['a', 'b']).ended('a', 'applied', false);
  expect(findResumableRun(KEY)?.applied.size).toBe(0);
});

test('a new run takes no unfinished one away, unless it does its tasks as well', () => {
  startRun(KEY, ['a', 'b']).ended('a', 'applied', true);
  startRun(KEY, ['c', 'd']).ended('c', 'failed', true);
  expect(readdirSync(folder)).toHaveLength(2);
  expect(shown(findResumableRun(KEY))).toMatchObject({ tasks: ['a', 'b', 'c', 'd'], applied: ['a'] });
  expect(findResumableRun(KEY)?.runs).toBe(2);
  startRun(KEY, ['b', 'e']).ended('b', 'skipped', true, true);
  expect(shown(findResumableRun(KEY))).toMatchObject({ tasks: ['c', 'd', 'b', 'e'], applied: [] });
  const all = resumeRun(findResumableRun(KEY) as ResumableRun, ['c', 'd', 'b', 'e']);
  for (const id of ['c', 'd', 'e']) all.ended(id, 'applied', true);
  expect(findResumableRun(KEY)).toMatchObject({ runs: 1, tasks: ['b', 'e', 'c', 'd'] });
  startRun(KEY, ['z']);
  expect(readdirSync(folder)).toHaveLength(1);
});

test('what is asked for anew is to be done anew', () => {
  startRun(KEY, ['a', 'b']).ended('a', 'applied', true);
  startRun(KEY, ['a', 'c']);
  expect(shown(findResumableRun(KEY))).toMatchObject({ tasks: ['a', 'b', 'c'], applied: [] });
});

/** As if another machine had written it. */
const moved = (name: string) => {
  const text = readFileSync(join(folder, name), 'utf8');
  writeFileSync(join(folder, name), text.replace(`"machine":"${hostname()}"`, '"machine":"elsewhere"'));
};

test('a run of another machine is never deleted nor written to, and is reported as possibly running', () => {
  startRun(KEY, ['a', 'b']).ended('a', 'applied', true);
  const [theirs = ''] = readdirSync(folder);
  moved(theirs);
  const before = readFileSync(join(folder, theirs), 'utf8');
  const quiet = new Date(Date.now() - 61_000);
  utimesSync(join(folder, theirs), quiet, quiet);
  expect(findResumableRun(KEY)).toMatchObject({
    alive: false,
    otherMachines: ['elsewhere'],
    tasks: ['a', 'b'],
  });
  resumeRun(findResumableRun(KEY) as ResumableRun, ['a', 'b']).ended('b', 'applied', true);
  expect(shown(findResumableRun(KEY))).toMatchObject({ tasks: ['a', 'b'], applied: ['a', 'b'] });
  startRun(KEY, ['a', 'b']);
  expect(readFileSync(join(folder, theirs), 'utf8')).toBe(before);
});

test('a file that is gone is not made anew without its head', () => {
  const log = startRun(KEY, ['a']);
  const found = findResumableRun(KEY) as ResumableRun;
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  expect(() => log.ended('a', 'applied', true)).toThrow(/ENOENT/);
  expect(() => resumeRun(found, ['a'])).toThrow(/ENOENT/);
  expect(readdirSync(folder)).toEqual([]);
});

test('keeps reporting omitted edits of a finished run until a new run replaces it', () => {
  startRun(KEY, ['a']).ended('a', 'applied', false);
  expect(shown(findResumableRun(KEY))).toMatchObject({ tasks: ['a'], applied: [] });
  startRun(KEY, ['b']);
  expect(shown(findResumableRun(KEY))).toMatchObject({ tasks: ['b'] });
  expect(readdirSync(folder)).toHaveLength(1);
});

test('a line truncated by a crash does not affect the others', () => {
  const log = startRun(KEY, ['a', 'b', 'c']);
  log.ended('a', 'applied', true);
  const [name = ''] = readdirSync(folder);
  appendFileSync(join(folder, name), '{"record":"task","task":"b","outco');
  expect(shown(findResumableRun(KEY))).toMatchObject({ applied: ['a'] });
  resumeRun(findResumableRun(KEY) as ResumableRun, ['a', 'b', 'c']).ended('c', 'applied', true);
  expect(shown(findResumableRun(KEY))).toMatchObject({ tasks: ['a', 'b', 'c'], applied: ['a', 'c'] });
});

test('what is no run is passed over, and what is old goes', () => {
  startRun(KEY, ['a']);
  const [name = ''] = readdirSync(folder);
  const stem = name.split('.')[0];
  writeFileSync(join(folder, `${stem}.half.jsonl`), '{"program":"sms-wizard","format":1,"rec');
  writeFileSync(join(folder, `${stem}.newer.jsonl`), '{"record":"run","format":2}\n');
  expect(shown(findResumableRun(KEY))).toMatchObject({ tasks: ['a'] });
  writeFileSync(join(folder, 'another.jsonl'), '');
  utimesSync(join(folder, 'another.jsonl'), new Date(), new Date(Date.now() - 91 * 86_400_000));
  startRun({ ...KEY, digest: 'sha256:9' }, ['b']);
  expect(readdirSync(folder)).not.toContain('another.jsonl');
});

// Windows has access control lists in place of modes.
test.skipIf(process.platform === 'win32')('files are for their owner alone', () => {
  startRun(KEY, ['a']);
  const [name = ''] = readdirSync(folder);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
});
