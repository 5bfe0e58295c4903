/** Runs on disk: found again by plan and service, whatever a crash left of them. */
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
import { continueRun, findRun, type KeptRun, newRun } from '../../../src/storage/runs.ts';
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
const shown = (run: KeptRun | undefined) =>
  run && { tasks: run.tasks, took: [...run.took], sent: [...run.sent], alive: run.alive };

test('a run is found with what was sent and what took', () => {
  const keeper = newRun(KEY, ['a', 'b', 'c', 'd']);
  keeper.sent('a');
  keeper.ended('a', 'took', true);
  keeper.sent('b');
  keeper.ended('c', 'failed', true);
  expect(shown(findRun(KEY))).toEqual({
    tasks: ['a', 'b', 'c', 'd'],
    took: ['a'],
    sent: ['a', 'b'],
    alive: false,
  });
  expect(findRun({ ...KEY, digest: 'sha256:2' })).toBeUndefined();
  expect(findRun({ ...KEY, endpoint: 'https://b' })).toBeUndefined();
});

test('it goes on in its file, with tasks that are new to it; the last word on a task counts', () => {
  const first = newRun(KEY, ['a', 'b']);
  first.ended('a', 'failed', true);
  first.ended('b', 'took', true);
  const again = continueRun(findRun(KEY) as KeptRun, ['a', 'x']);
  again.ended('a', 'untold', true);
  again.ended('b', 'did_not_take', true);
  expect(shown(findRun(KEY))).toMatchObject({ tasks: ['a', 'b', 'x'], took: ['a'] });
  expect(readdirSync(folder)).toHaveLength(1);
});

test('a new run takes the place of one with nothing left to do, and only of that', () => {
  newRun(KEY, ['a']).ended('a', 'took', true);
  const [old = ''] = readdirSync(folder);
  const alive = readFileSync(join(folder, old), 'utf8').replace(
    /"pid":\d+,"started":"\d*"/,
    '"pid":1,"started":""',
  );
  const other = join(folder, old.replace(/\.[^.]*\.jsonl$/, '.other.jsonl'));
  writeFileSync(other, alive);
  utimesSync(other, new Date(), new Date(Date.now() + 1000));
  expect(findRun(KEY)?.alive).toBe(true);
  newRun(KEY, ['b']);
  expect(readdirSync(folder)).toHaveLength(2);
  expect(readdirSync(folder)).toContain(other.slice(folder.length + 1));
});

test('runs that were cut off stay, and are gone on with together; the later word on a task counts', () => {
  const cutOff = newRun(KEY, ['a', 'b', 'c']);
  cutOff.ended('a', 'took', true);
  cutOff.sent('b');
  const [first = ''] = readdirSync(folder);
  utimesSync(join(folder, first), new Date(), new Date(Date.now() - 10_000));
  newRun(KEY, ['d', 'a']).ended('d', 'took', true);
  expect(readdirSync(folder)).toHaveLength(2);
  expect(shown(findRun(KEY))).toEqual({
    tasks: ['a', 'b', 'c', 'd'],
    took: ['d'],
    sent: ['b'],
    alive: false,
  });
  const on = continueRun(findRun(KEY) as KeptRun, ['a', 'b', 'c', 'd']);
  for (const id of ['a', 'b', 'c']) on.ended(id, 'took', true);
  expect(shown(findRun(KEY))).toMatchObject({ took: ['d', 'a', 'b', 'c'] });
});

test('a run of another machine is under way while its file is written, and is never taken away unfinished', () => {
  newRun(KEY, ['a']);
  const [name = ''] = readdirSync(folder);
  const file = join(folder, name);
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"machine":"[^"]*"/, '"machine":"elsewhere"'));
  expect(findRun(KEY)?.alive).toBe(true);
  utimesSync(file, new Date(), new Date(Date.now() - 61_000));
  expect(findRun(KEY)?.alive).toBe(false);
  newRun(KEY, ['b']);
  expect(readdirSync(folder)).toContain(name);
});

test('a task of which a part was left out is looked at again', () => {
  newRun(KEY, ['a', 'b']).ended('a', 'took', false);
  expect(findRun(KEY)?.took.size).toBe(0);
});

test('a new run takes no unfinished one away, unless it does its tasks as well', () => {
  newRun(KEY, ['a', 'b']).ended('a', 'took', true);
  newRun(KEY, ['c', 'd']).ended('c', 'failed', true);
  expect(readdirSync(folder)).toHaveLength(2);
  expect(shown(findRun(KEY))).toMatchObject({ tasks: ['a', 'b', 'c', 'd'], took: ['a'] });
  expect(findRun(KEY)?.runs).toBe(2);
  newRun(KEY, ['b', 'e']).ended('b', 'skipped', true, true);
  expect(shown(findRun(KEY))).toMatchObject({ tasks: ['c', 'd', 'b', 'e'], took: [] });
  const all = continueRun(findRun(KEY) as KeptRun, ['c', 'd', 'b', 'e']);
  for (const id of ['c', 'd', 'e']) all.ended(id, 'took', true);
  expect(findRun(KEY)).toMatchObject({ runs: 1, tasks: ['b', 'e', 'c', 'd'] });
  newRun(KEY, ['z']);
  expect(readdirSync(folder)).toHaveLength(1);
});

test('what is asked for anew is to be done anew', () => {
  newRun(KEY, ['a', 'b']).ended('a', 'took', true);
  newRun(KEY, ['a', 'c']);
  expect(shown(findRun(KEY))).toMatchObject({ tasks: ['a', 'b', 'c'], took: [] });
});

/** As if another machine had written it. */
const moved = (name: string) => {
  const text = readFileSync(join(folder, name), 'utf8');
  writeFileSync(join(folder, name), text.replace(`"machine":"${hostname()}"`, '"machine":"elsewhere"'));
};

test('a run of another machine is never taken away, nor written to; that it may go on there is known', () => {
  newRun(KEY, ['a', 'b']).ended('a', 'took', true);
  const [theirs = ''] = readdirSync(folder);
  moved(theirs);
  const before = readFileSync(join(folder, theirs), 'utf8');
  const quiet = new Date(Date.now() - 61_000);
  utimesSync(join(folder, theirs), quiet, quiet);
  expect(findRun(KEY)).toMatchObject({ alive: false, elsewhere: ['elsewhere'], tasks: ['a', 'b'] });
  continueRun(findRun(KEY) as KeptRun, ['a', 'b']).ended('b', 'took', true);
  expect(shown(findRun(KEY))).toMatchObject({ tasks: ['a', 'b'], took: ['a', 'b'] });
  newRun(KEY, ['a', 'b']);
  expect(readFileSync(join(folder, theirs), 'utf8')).toBe(before);
});

test('a file that is gone is not made anew without its head', () => {
  const keeper = newRun(KEY, ['a']);
  const found = findRun(KEY) as KeptRun;
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  expect(() => keeper.ended('a', 'took', true)).toThrow(/ENOENT/);
  expect(() => continueRun(found, ['a'])).toThrow(/ENOENT/);
  expect(readdirSync(folder)).toEqual([]);
});

test('a finished run with a part left out gives way to a new one; until then it is told again', () => {
  newRun(KEY, ['a']).ended('a', 'took', false);
  expect(shown(findRun(KEY))).toMatchObject({ tasks: ['a'], took: [] });
  newRun(KEY, ['b']);
  expect(shown(findRun(KEY))).toMatchObject({ tasks: ['b'] });
  expect(readdirSync(folder)).toHaveLength(1);
});

test('a line that a crash cut off spoils no other one', () => {
  const keeper = newRun(KEY, ['a', 'b', 'c']);
  keeper.ended('a', 'took', true);
  const [name = ''] = readdirSync(folder);
  appendFileSync(join(folder, name), '{"record":"task","task":"b","outco');
  expect(shown(findRun(KEY))).toMatchObject({ took: ['a'] });
  continueRun(findRun(KEY) as KeptRun, ['a', 'b', 'c']).ended('c', 'took', true);
  expect(shown(findRun(KEY))).toMatchObject({ tasks: ['a', 'b', 'c'], took: ['a', 'c'] });
});

test('what is no run is passed over, and what is old goes', () => {
  newRun(KEY, ['a']);
  const [name = ''] = readdirSync(folder);
  const stem = name.split('.')[0];
  writeFileSync(join(folder, `${stem}.half.jsonl`), '{"program":"sms-wizard","format":1,"rec');
  writeFileSync(join(folder, `${stem}.newer.jsonl`), '{"record":"run","format":2}\n');
  expect(shown(findRun(KEY))).toMatchObject({ tasks: ['a'] });
  writeFileSync(join(folder, 'another.jsonl'), '');
  utimesSync(join(folder, 'another.jsonl'), new Date(), new Date(Date.now() - 91 * 86_400_000));
  newRun({ ...KEY, digest: 'sha256:9' }, ['b']);
  expect(readdirSync(folder)).not.toContain('another.jsonl');
});

test('files are for their owner alone', () => {
  newRun(KEY, ['a']);
  const [name = ''] = readdirSync(folder);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
});
