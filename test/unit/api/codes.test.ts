/** The service's error codes, sent by the simulator: what each means, what to do, and who has to act. */
import { describe, expect, test } from 'vitest';
import { CODES, codeTable, type KnownCode, knownCode } from '../../../src/api/codes.ts';
import { ServiceError } from '../../../src/api/errors.ts';
import type { SimulatorOptions } from '../../../src/simulator/server.ts';
import { text } from '../../../src/text/text.ts';
import { speakHere } from '../../support/language.ts';
import { clientOf, service } from '../../support/service.ts';

/** The list of API facts §7, written out by hand. */
const DOCUMENTED = `
  SMS.9004 SMS.9001 SMS.0202 SMS.0205 SMS.0204 SMS.0007 SMS.0212 SMS.0515 SMS.0806 SMS.2002 SMS.2003 SMS.2004
  SMS.2005 SMS.2006 SMS.2007 SMS.6030 SMS.6031 SMS.6032 SMS.6033 SMS.6102 SMS.6103 SMS.6519 SMS.6539 SMS.6301
  SMS.6531 SMS.6562 SMS.6601 SMS.6602 SMS.6603 SMS.6610 SMS.6617 SMS.7602 SMS.7605 SMS.7703 SMS.7711 SMS.7712
  SMS.7719 SMS.3805 APIGW.0301 APIGW.0308 APIG.0301 APIG.0308 APIGW.0101`
  .trim()
  .split(/\s+/);

/** These are about who one is; the command ends with 4. */
const AUTH = ['SMS.9004', 'SMS.0202', 'SMS.0205', 'SMS.0204', 'SMS.2002', 'APIGW.0301', 'APIG.0301'];

async function updateFailing(options: SimulatorOptions): Promise<ServiceError> {
  const sms = await service(options);
  const error = await clientOf(sms, 5)
    .updateTask(sms.firstTask, { name: 'x' })
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ServiceError);
  return error as ServiceError;
}

describe('an error code', () => {
  test.each(DOCUMENTED)('%s has a meaning and a next step of its own', async (code) => {
    const error = await updateFailing({ failures: [{ way: code }] });
    const words = text().errors.codes[knownCode(code) as KnownCode];
    expect(error.code).toBe(code);
    expect(error.message.startsWith(`${code}: `)).toBe(true);
    expect(error.meaning).toBe(words.means);
    expect(error.hint).toContain(words.next);
    expect(error.requestId).toBe('simulated-1');
    expect(error.kind).toBe(AUTH.includes(code) ? 'auth' : 'refused');
    expect(CODES[knownCode(code) as KnownCode].status).toContain(error.status);
  });

  test('has words that no other has', () => {
    const means = codeTable().map((row) => row.means);
    const alike = means.filter((words, index) => means.indexOf(words) !== index);
    // Two codes of two generations of the service say the same.
    expect(alike).toEqual([text().errors.codes['SMS.9004'].means]);
  });

  test('stands in a table for documents, in both languages', async () => {
    const english = codeTable();
    await speakHere('zh');
    const chinese = codeTable();
    expect(chinese.map(({ code, status }) => [code, status])).toEqual(
      english.map(({ code, status }) => [code, status]),
    );
    for (const row of chinese) expect(row.means + row.next).toMatch(/\p{Script=Han}/u);
    expect(english.find(({ code }) => code === 'SMS.2004')).toEqual({
      code: 'SMS.2004',
      status: '401',
      means: 'The request is longer than the 10,240 bytes that this server takes.',
      next: 'Change fewer disks and volume groups at a time: each touched list is sent whole.',
    });
  });

  test('of the gateway that nobody knows says that it was the gateway, and what the status means', async () => {
    const error = await updateFailing({
      failures: [{ way: 'sms', code: 'APIG.9999', status: 404, message: 'm' }],
    });
    expect(error).toMatchObject({ kind: 'refused', code: 'APIG.9999', message: 'APIG.9999: m' });
    expect(error.meaning).toBe('The gateway in front of the service answered, not the service itself.');
    expect(error.hint).toMatch(/^There is no such task for this account.*Check the endpoint and the account/);
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
    expect(error.concerns).toEqual(['speed_limit', 'SMS.7711: Illegal name.']);
    expect(JSON.stringify(error)).not.toContain('ZW5jb2RlZA');
  });

  test('is cut where there is too much of it', async () => {
    const error = await answering(400, {
      error_code: 'SMS.9001',
      error_msg: 'm'.repeat(5000),
      error_param: ['a', 'b', 'c', 'd', 'e'],
    });
    expect(error.message).toBe(`SMS.9001: ${'m'.repeat(300)}…`);
    expect(error.concerns).toEqual(['a', 'b', 'c', 'and 2 more']);
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
    expect(error.concerns).toEqual(['Authorization: ***', '***']);
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
    expect(error.hint).toContain('IAM actions to ask for: sms:server:getTask, sms:server:updateTask');
    expect(error.hint).not.toContain('0123');
  });
});

describe('the clock', () => {
  const minutes = 60_000;
  test.each([
    ['SMS.0205', -3 * 60 * minutes, 'The clock of this machine is 3 hours ahead of that of the server.'],
    ['SMS.0202', 20 * minutes, 'The clock of this machine is 20 minutes behind that of the server.'],
    ['APIGW.0301', 72 * 60 * minutes, 'The clock of this machine is 3 days behind that of the server.'],
    ['APIGW.0301', 100_000, 'The clock of this machine is 2 minutes behind that of the server.'],
  ])('is compared with the server for %s, off by %d ms', async (way, skew, words) => {
    const error = await updateFailing({ skew, failures: [{ way }] });
    expect(error.hint?.startsWith(words)).toBe(true);
  });

  test.each([
    ['SMS.0205', 30_000],
    ['SMS.9001', 72 * 60 * minutes],
  ])('is left out for %s where it is off by %d ms', async (way, skew) => {
    const error = await updateFailing({ skew, failures: [{ way }] });
    expect(error.hint).not.toContain('clock of this machine is ');
  });
});
