/** A history that can't be written ends no update; a bug of ours isn't taken for one. */
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/json/json.ts';
import { type Draft, newDraft, setValue } from '../../../src/task/edits/draft.ts';
import { errorCode, systemReason } from '../../../src/task/errors.ts';
import { pauseJournalFor } from '../../../src/update/pause-journal.ts';
import { journalFor, recoverInterrupted } from '../../../src/update/update-journal.ts';
import { LVM, payload } from '../../support/fixtures.ts';

const target = { taskId: '6402c49b-7d9a-413e-8b5f-a7307f7d5679', endpoint: 'http://127.0.0.1', demo: false };
const draft = setValue(newDraft(payload(LVM)), 'name', 'other');
const BROKEN = new Proxy({} as JsonObject, {
  get() {
    throw new TypeError('x is not a function');
  },
});

const before = process.env.XDG_STATE_HOME;
let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sms-journal-'));
  process.env.XDG_STATE_HOME = home;
});
afterEach(() => {
  if (before === undefined) delete process.env.XDG_STATE_HOME;
  else process.env.XDG_STATE_HOME = before;
});

/** Makes the history a directory, so that no line can be added. */
const blockHistory = () => mkdirSync(join(home, 'sms-wizard', 'history.jsonl'), { recursive: true });

describe('a system error', () => {
  test('while the update is recorded is told, and the update goes on', () => {
    blockHistory();
    const problems: string[] = [];
    const journal = journalFor(target, (why) => problems.push(why));
    journal?.intent(draft);
    journal?.outcome('verified', []);
    expect(problems).toHaveLength(1);
    expect(recoverInterrupted(target, payload(LVM))).toEqual([]);
  });

  test.each([
    [Object.assign(new Error('no space'), { code: 'ENOSPC' }), 'ENOSPC'],
    [Object.assign(new Error('denied'), { code: 'EACCES', errno: -13 }), 'EACCES'],
  ])('has a reason: %s', (error, reason) => {
    expect([systemReason(error), errorCode(error)]).toEqual([reason, reason]);
  });
});

describe('a bug', () => {
  test('while the update is recorded is no failure to write', () => {
    const problems: string[] = [];
    const journal = journalFor(target, (why) => problems.push(why));
    expect(() => journal?.intent(BROKEN as unknown as Draft)).toThrow(TypeError);
    expect(problems).toEqual([]);
  });

  test('while an interrupted update is judged passes as it is', () => {
    journalFor(target, () => {})?.intent(draft);
    expect(() => recoverInterrupted(target, BROKEN)).toThrow(TypeError);
    expect(() => pauseJournalFor(target, 'update', () => {}).open(BROKEN)).toThrow(TypeError);
  });

  test.each([
    new TypeError('x is not a function'),
    Object.assign(new TypeError('argument'), { code: 'ERR_INVALID_ARG_TYPE' }),
    'text',
  ])('has no reason: %s', (error) => {
    expect(() => systemReason(error)).toThrow();
  });
});
