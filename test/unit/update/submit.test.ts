/** A bug of ours during an update is rethrown: never reported as an answer of SMS, never as "not sent". */
import { describe, expect, test } from 'vitest';
import type { SmsClient } from '../../../src/api/client.ts';
import { ServiceError } from '../../../src/api/service-error.ts';
import type { JsonObject } from '../../../src/json/json.ts';
import { newDraft } from '../../../src/task/edits/draft.ts';
import { applyAssignments } from '../../../src/update/assignments.ts';
import { fetchSourceIfNeeded } from '../../../src/update/fetch-source.ts';
import { CrashAfterSending, submit } from '../../../src/update/submit.ts';
import { clientOf, service, updates } from '../../support/service.ts';

/** A reading that our own code stumbles over. */
const BROKEN: JsonObject = Object.defineProperty({}, 'speed_limit', {
  get() {
    throw new TypeError('x is not a function');
  },
});

/** A client whose readings are broken from the `from`th on. */
function brokenReadings(client: SmsClient, from: number): SmsClient {
  let readings = 0;
  return {
    ...client,
    getTask: async (id, signal) => (++readings < from ? client.getTask(id, signal) : BROKEN),
  };
}

async function draftOn(client: SmsClient, taskId: string, ...set: string[]) {
  return applyAssignments(newDraft(await client.getTask(taskId)), set);
}

function newJournal() {
  const notes: string[] = [];
  return {
    notes,
    intent: () => void notes.push('intent'),
    outcome: (result: string) => void notes.push(result),
  };
}

describe('a bug in an update', () => {
  test('before the PUT passes as it is, and nothing is sent', async () => {
    const simulator = await service({ scenario: 'lvm' });
    const client = clientOf(simulator, 5);
    const draft = await draftOn(client, simulator.firstTask, 'speed_limit=100');
    const journal = newJournal();
    const broken = brokenReadings(client, 1);
    await expect(submit(broken, simulator.firstTask, draft, { journal })).rejects.toThrow(TypeError);
    expect(updates(simulator)).toEqual([]);
    expect(journal.notes).toEqual([]);
  });

  test('after the PUT is a crash with its cause, and the journal stays open', async () => {
    const simulator = await service({ scenario: 'lvm' });
    const client = clientOf(simulator, 5);
    const draft = await draftOn(client, simulator.firstTask, 'speed_limit=100');
    const journal = newJournal();
    const crash = await submit(brokenReadings(client, 2), simulator.firstTask, draft, { journal }).catch(
      (error: unknown) => error,
    );
    expect(crash).toBeInstanceOf(CrashAfterSending);
    expect((crash as CrashAfterSending).cause).toBeInstanceOf(TypeError);
    expect(updates(simulator)).toEqual([{ speed_limit: 100 }]);
    expect(journal.notes).toEqual(['intent']);
  });

  test('while the source server is read passes; a failed call only leaves its findings out', async () => {
    const simulator = await service({ scenario: 'lvm' });
    const client = clientOf(simulator, 5);
    const draft = await draftOn(client, simulator.firstTask, 'target_server.disks[700].size=+10G');
    const failing = (error: Error): SmsClient => ({ ...client, getSource: () => Promise.reject(error) });
    const bug = failing(new TypeError('x is not a function'));
    await expect(fetchSourceIfNeeded(draft, bug)).rejects.toThrow('x is not a function');
    expect(await fetchSourceIfNeeded(draft, failing(new ServiceError('no_answer', 'gone')))).toBeUndefined();
    expect(await fetchSourceIfNeeded(draft, client)).toBeDefined();
  });
});

describe('an update whose last reading fails', () => {
  test('is unknown by the error of that reading, even if an earlier one had answered', async () => {
    const simulator = await service({ scenario: 'lvm' });
    const client = clientOf(simulator, 5);
    const draft = await draftOn(client, simulator.firstTask, 'speed_limit=100');
    let readings = 0;
    const task = draft.base;
    const failing: SmsClient = {
      ...client,
      async getTask() {
        if (++readings <= 2) return task;
        throw new ServiceError('no_answer', `reading ${readings}`);
      },
    };
    const sent = await submit(failing, simulator.firstTask, draft, { wait: async () => {} });
    expect(sent).toMatchObject({ kind: 'unknown', untouched: false, error: { message: 'reading 4' } });
  });
});
