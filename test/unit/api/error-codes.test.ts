/** The service's error codes, sent by the simulator: what each means, what to do, and who has to act. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { explainCode } from '../../../src/api/error-codes.ts';
import { ServiceError } from '../../../src/api/service-error.ts';
import type { SimulatorOptions } from '../../../src/simulator/server.ts';
import {
  contradicts,
  explainServiceCode,
  loadServiceCodes,
  serviceCodes,
} from '../../../src/text/service-codes.ts';
import { rowsOfStep } from '../../../src/wizard/rows/step-rows.ts';
import type { StepName } from '../../../src/wizard/state.ts';
import { LVM, payload } from '../../support/fixtures.ts';
import { speakHere } from '../../support/language.ts';
import { clientOf, service } from '../../support/service.ts';

interface Documented {
  readonly code: string;
  readonly message?: string;
  readonly retired?: true;
}

/** The official table, and three retired codes. Source: docs/api-notes.md#error-codes. */
const DOCUMENTED: readonly Documented[] = JSON.parse(
  readFileSync(new URL('../../fixtures/error-codes.json', import.meta.url), 'utf8'),
);
const CURRENT = DOCUMENTED.flatMap(({ code, message }) => (message === undefined ? [] : [{ code, message }]));

async function updateFailing(options: SimulatorOptions): Promise<ServiceError> {
  const sms = await service(options);
  const error = await clientOf(sms, 5)
    .updateTask(sms.firstTask, { name: 'x' })
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ServiceError);
  return error as ServiceError;
}

describe('the data file', () => {
  beforeAll(loadServiceCodes);

  test('has each of the 399 documented codes, and no other', () => {
    expect(DOCUMENTED).toHaveLength(399);
    expect(serviceCodes()).toEqual(DOCUMENTED.map(({ code }) => code));
  });

  test.each(['en', 'zh'] as const)(
    'says of each code what it means and what to do, in %s',
    async (language) => {
      await speakHere(language);
      const all = DOCUMENTED.map(({ code }) => explainServiceCode(code));
      const isWritten = language === 'zh' ? /\p{Script=Han}.*。$/u : /^[^\p{Script=Han}]+\.$/u;
      for (const row of all) {
        expect(row?.means).toMatch(isWritten);
        expect(row?.next).toMatch(language === 'zh' ? /\p{Script=Han}/u : /^[A-Z].*[.H]$/);
      }
      const means = all.map((row) => row?.means);
      expect(means.filter((words, index) => means.indexOf(words) !== index)).toEqual([]);
    },
  );

  test('says it in words of its own', () => {
    const bare = (words = '') =>
      words
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, ' ')
        .trim();
    const copied = CURRENT.filter(
      ({ code, message }) => bare(message) === bare(explainServiceCode(code)?.means),
    );
    expect(copied).toEqual([]);
  });

  test('fits the documented text of every code', () => {
    const others = CURRENT.filter(({ code, message }) =>
      contradicts(message, explainServiceCode(code)?.means ?? ''),
    );
    expect(others).toEqual([]);
  });

  // By the documented remedies. Source: docs/api-notes.md#error-codes.
  test.each([
    ['SMS.0806', 'volumes'],
    ['SMS.1311', 'disks'],
    ['SMS.1406', 'network', 'migration_ip'],
    ['SMS.1503', 'disks'],
    ['SMS.3805', 'network', 'migration_ip'],
    ['SMS.6032', 'more', 'target_server.vm_id'],
    ['SMS.6103', 'disks'],
    ['SMS.6532', 'disks'],
    ['SMS.6537', 'disks'],
    ['SMS.6538', 'volumes'],
    ['SMS.6539', 'disks'],
    ['SMS.6541', 'volumes'],
    ['SMS.6602', 'network', 'migration_ip'],
    ['SMS.6610', 'name', 'type'],
    ['SMS.6612', 'volumes'],
    ['SMS.6614', 'disks'],
    ['SMS.7101', 'more', 'vm_template_id'],
    ['SMS.7711', 'name', 'name'],
    ['SMS.9007', 'network', 'speed_limit'],
  ])('sends %s to the step %s', (code, step, path?: string) => {
    expect(explainServiceCode(code)?.place).toEqual(path === undefined ? { step } : { step, path });
  });

  test.each(['SMS.0205', 'SMS.6517', 'SMS.6527', 'SMS.7703', 'SMS.7719', 'SMS.9004'])(
    'sends %s to no step, as the wizard cannot mend it',
    (code) => expect(explainServiceCode(code)).not.toHaveProperty('place'),
  );

  test('sends to steps and fields that the wizard has', () => {
    const task = payload(LVM);
    for (const { code } of DOCUMENTED) {
      const { place } = explainServiceCode(code) ?? {};
      if (!place) continue;
      const rows = rowsOfStep(task, place.step as Exclude<StepName, 'review'>);
      const paths = rows.map((row) => ('path' in row ? row.path : ''));
      if (place.path !== undefined) expect(paths, code).toContain(place.path);
      else expect(['disks', 'volumes'], code).toContain(place.step);
    }
  });

  test.each([
    ['SMS.7703', "The task doesn't exist."],
    ['SMS.0205', 'Authentication by AK and SK failed: time or time zone of the source server is off.'],
    ['SMS.6102', "The parameters aren't in valid JSON format."],
    ['SMS.6103', 'The ID of a disk is missing.'],
    ['SMS.6519', 'SMS has no information about the disks.'],
    ['SMS.6562', "The IP address of the target server can't be obtained."],
    ['SMS.6601', "The OS type has a value that isn't allowed."],
    ['SMS.7719', "A task in this state can't be deleted."],
  ])('tells %s as the service does, not as this program once did', (code, means) => {
    expect(explainServiceCode(code)?.means).toBe(means);
  });
});

describe('an error code in a response', () => {
  test.each([
    ['SMS.6539', 'The disk space is less than the total size of all partitions.', 'refused'],
    ['SMS.7703', 'Task does not exist.', 'refused'],
    ['SMS.0202', 'AK/SK authentication failed. Ensure that the AK and SK are correct.', 'auth'],
    ['SMS.6527', 'The resource in the task does not belong to you.', 'auth'],
    ['SMS.6542', 'Your account has been frozen.', 'auth'],
    ['SMS.9003', 'Insufficient permissions.', 'auth'],
  ])('%s stands before its meaning and its advice, as %s', async (code, message, kind) => {
    const error = await updateFailing({ failures: [{ way: 'sms', code, status: 400, message }] });
    const known = explainServiceCode(code);
    expect(error.message).toBe(`${code}: ${message}`);
    expect(error.meaning).toBe(`Error code table: ${known?.means}`);
    expect(error.hint).toContain(known?.next);
    expect(error.requestId).toBe('simulated-1');
    expect(error.kind).toBe(kind);
  });

  test('says where in the wizard it is mended', async () => {
    const error = await updateFailing({
      failures: [{ way: 'sms', code: 'SMS.6539', status: 400, message: 'The disk space is less.' }],
    });
    expect(error.hint).toBe(
      'Make the target disk larger, or the partitions on it smaller. In the wizard: Disks.',
    );
  });

  // Source: docs/api-notes.md#retired-codes.
  test.each([
    ['SMS.0806', 400, 'The disk is too small.'],
    ['SMS.7703', 400, 'The source server is being deleted.'],
    ['SMS.7601', 404, 'The task 0000 does not exist.'],
    ['SMS.2004', 401, 'The requested content contains more than 10,240 bytes.'],
    ['SMS.2003', 401, 'Volume or method.'],
  ])('%s never overrules a text of SMS that says something else', async (code, status, message) => {
    const error = await updateFailing({ failures: [{ way: 'sms', code, status, message }] });
    expect(error.message).toBe(`${code}: ${message}`);
    expect(error.meaning).toBeUndefined();
    expect(error.hint).toBe(
      `The error code table has another meaning for ${code}. The message above takes precedence.`,
    );
  });

  test.each([
    ['APIGW.0301', 'auth'],
    ['APIG.0301', 'auth'],
    ['APIGW.0101', 'refused'],
    ['APIGW.0308', 'refused'],
  ])('%s of the gateway has words too', async (code, kind) => {
    const error = await updateFailing({ failures: [{ way: code }] });
    const known = explainCode(code);
    expect(error.kind).toBe(kind);
    expect(error.meaning).toBe(known?.means);
    expect(error.hint).toContain(known?.next);
  });

  test('of the gateway that is unknown names the gateway and the meaning of the status', async () => {
    const error = await updateFailing({
      failures: [{ way: 'sms', code: 'APIG.9999', status: 404, message: 'm' }],
    });
    expect(error).toMatchObject({ kind: 'refused', code: 'APIG.9999', message: 'APIG.9999: m' });
    expect(error.meaning).toBe('The API gateway responded, not SMS itself.');
    expect(error.hint).toMatch(/^This account has no such task.*Check the endpoint and the account/);
  });
});

describe('what an answer is about', () => {
  const answering = (status: number, document: object) =>
    updateFailing({
      intercept: () => ({
        status,
        body: JSON.stringify(document),
        headers: { 'Content-Type': 'text/plain' },
      }),
    });

  test('is shown: error_param and details, but nothing twice and nothing raw', async () => {
    const error = await answering(400, {
      error_code: 'SMS.9001',
      error_msg: 'Invalid parameter.',
      encoded_authorization_message: 'ZW5jb2RlZA==',
      error_param: ['speed_limit', '', 7, 'Invalid parameter.'],
      details: [
        { error_code: 'SMS.9001', error_msg: 'speed_limit' },
        { error_code: 'SMS.7711', error_msg: 'Illegal\n\tname.' },
        'odd',
        null,
      ],
    });
    expect(error.details).toEqual(['speed_limit', 'SMS.7711: Illegal name.']);
    expect(JSON.stringify(error)).not.toContain('ZW5jb2RlZA');
  });

  test('is cut where there is too much of it', async () => {
    const error = await answering(400, {
      error_code: 'SMS.9001',
      error_msg: 'm'.repeat(5000),
      error_param: ['a', 'b', 'c', 'd', 'e'],
    });
    expect(error.message).toBe(`SMS.9001: ${'m'.repeat(300)}…`);
    expect(error.details).toEqual(['a', 'b', 'c', 'and 2 more']);
  });

  test('never repeats a secret or the headers of the request', async () => {
    const error = await answering(403, {
      error_code: 'SMS.1',
      error_msg: 'Got X-Auth-Token: abc.def and more',
      error_param: [
        'Authorization=SDK-HMAC-SHA256 Access=AK, SignedHeaders=host, Signature=0123abcd',
        'Signature=0123abcd',
      ],
    });
    expect(error.message).toBe('SMS.1: Got X-Auth-Token: ***');
    expect(error.details).toEqual(['Authorization: ***', '***']);
  });

  test('names every IAM action once, without the resources', async () => {
    const line = (action: string) =>
      `You do not have permission to perform action ${action} on resource sms:cn-north-4:0123:server:*.`;
    const error = await answering(403, {
      error_code: 'SMS.9004',
      error_msg: 'No.',
      details: ['sms:server:getTask', 'sms:server:updateTask', 'sms:server:getTask'].map((action) => ({
        error_code: 'SMS.9004',
        error_msg: line(action),
      })),
    });
    expect(error.hint).toContain('Required IAM actions: sms:server:getTask, sms:server:updateTask');
    expect(error.hint).not.toContain('0123');
  });
});

describe('the clock', () => {
  const minutes = 60_000;
  test.each([
    ['SMS.0205', -3 * 60 * minutes, "This machine's clock is 3 hours ahead of the service's clock."],
    ['SMS.0202', 20 * minutes, "This machine's clock is 20 minutes behind the service's clock."],
    ['APIGW.0301', 72 * 60 * minutes, "This machine's clock is 3 days behind the service's clock."],
    ['APIGW.0301', 100_000, "This machine's clock is 2 minutes behind the service's clock."],
  ])('is compared with the server for %s, off by %d ms', async (way, skew, words) => {
    const error = await updateFailing({ skew, failures: [{ way }] });
    expect(error.hint?.startsWith(words)).toBe(true);
  });

  test.each([
    ['SMS.0205', 30_000],
    ['SMS.9001', 72 * 60 * minutes],
  ])('is left out for %s where it is off by %d ms', async (way, skew) => {
    const error = await updateFailing({ skew, failures: [{ way }] });
    expect(error.hint).not.toContain("This machine's clock is ");
  });
});
