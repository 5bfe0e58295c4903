/** The journal of pauses survives a crash at any line, and a full file. */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { readPauses, recordPause, recordPauseEnd, recordPauseStep } from '../../../src/storage/pauses.ts';
import { openPauses, settlePauses } from '../../../src/update/pause-journal.ts';
import { freshState } from '../../support/terminal.ts';

let folder = '';
beforeEach(() => {
  process.env.XDG_STATE_HOME = freshState();
  folder = join(process.env.XDG_STATE_HOME, 'sms-wizard');
});
const TARGET = { taskId: 'task-1', endpoint: 'https://sms.example', demo: false };
const TASK = { taskId: 'task-1', taskName: 'web', endpoint: TARGET.endpoint, purpose: 'update' } as const;

describe('the journal of pauses', () => {
  test('has the last step, and the end', () => {
    const id = recordPause(TASK);
    expect(readPauses()).toMatchObject([{ id, taskName: 'web', purpose: 'update', step: 'stop' }]);
    recordPauseStep(id, 'paused');
    recordPauseStep(id, 'start');
    expect(openPauses(TARGET)).toMatchObject([{ id, step: 'start' }]);
    recordPauseEnd(id, 'started');
    expect(readPauses()).toMatchObject([{ id, step: 'start', end: 'started' }]);
    expect(openPauses(TARGET)).toEqual([]);
  });

  test('keeps a pause whose end a crash truncated open', () => {
    const id = recordPause(TASK);
    appendFileSync(join(folder, 'pauses.jsonl'), `{"format":1,"record":"end","id":"${id}","en`);
    expect(openPauses(TARGET)).toMatchObject([{ id }]);
    recordPauseEnd(id, 'started');
    expect(openPauses(TARGET)).toEqual([]);
  });

  test('keeps open pauses when it is rotated twice', () => {
    const id = recordPause(TASK);
    const fill = () => appendFileSync(join(folder, 'pauses.jsonl'), `${' '.repeat(1_000_000)}\n`);
    for (const other of ['task-2', 'task-3']) {
      fill();
      recordPauseEnd(recordPause({ ...TASK, taskId: other }), 'started');
    }
    expect(readFileSync(join(folder, 'pauses.jsonl'), 'utf8').length).toBeLessThan(10_000);
    expect(openPauses(TARGET)).toMatchObject([{ id }]);
  });

  test('of another service, and of a demo, is not this one', () => {
    recordPause({ ...TASK, endpoint: 'https://other' });
    expect(openPauses(TARGET)).toEqual([]);
    expect(openPauses({ ...TARGET, endpoint: 'https://other', demo: true })).toEqual([]);
  });
});

describe('a reading of the task', () => {
  test.each([
    ['ABORT', 'stop', true],
    ['ABORTING', 'stop', true],
    ['ABORT', 'start', true],
    ['RUNNING', 'paused', false],
    ['MIGRATE_SUCCESS', 'start', false],
  ] as const)('as %s after the step %s: open is %s', (state, step, isOpen) => {
    const id = recordPause(TASK);
    recordPauseStep(id, step);
    expect(settlePauses(TARGET, { id: 'task-1', state })).toBe(isOpen);
    expect(openPauses(TARGET)).toHaveLength(isOpen ? 1 : 0);
  });

  test('as RUNNING after a stop ends it only when the stop can not arrive any more', () => {
    recordPause(TASK);
    const running = { id: 'task-1', state: 'RUNNING' };
    expect(settlePauses(TARGET, running)).toBe(false);
    expect(openPauses(TARGET)).toHaveLength(1);
    settlePauses(TARGET, running, Date.now() + 11 * 60_000);
    expect(openPauses(TARGET)).toEqual([]);
  });

  test('of a journal that holds garbage changes nothing', () => {
    recordPause(TASK);
    writeFileSync(join(folder, 'pauses.jsonl'), '[]\n{"format":2}\nnonsense\n');
    expect(settlePauses(TARGET, { id: 'task-1', state: 'ABORT' })).toBe(false);
  });
});
