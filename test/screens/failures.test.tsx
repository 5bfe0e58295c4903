/** Frames of the page for a failed call: message, next step, request ID, keys. */
import { afterEach, describe, expect, test } from 'vitest';
import { networkError } from '../../src/api/network/network-error.ts';
import type { ServiceError } from '../../src/api/service-error.ts';
import type { SimulatorOptions } from '../../src/simulator/server.ts';
import type { FailureDetails } from '../../src/text/failure-text.ts';
import { setLanguage } from '../../src/text/text.ts';
import type { Size } from '../../src/wizard/event.ts';
import { createInitialState } from '../../src/wizard/state.ts';
import { display, type Shown } from '../support/screen.tsx';
import { clientOf, service } from '../support/service.ts';

const HOST = 'sms.ap-southeast-3.myhuaweicloud.com';
const SIZES: readonly Size[] = [
  { columns: 80, rows: 24 },
  { columns: 60, rows: 16 },
];

const open: Shown[] = [];
afterEach(async () => {
  for (const shown of open.splice(0)) shown.close();
  await setLanguage('en');
});

/** Returns the client's error for a failing service, as if that were the real one. */
async function failureOf(options: SimulatorOptions): Promise<FailureDetails> {
  const sms = await service(options);
  const error: ServiceError = await clientOf(sms, 1)
    .getTask(sms.firstTask)
    .then(
      () => expect.fail('should have failed'),
      (thrown) => thrown,
    );
  const { kind, message, meaning, details, hint = '', status, requestId } = error;
  const named = message.replace(/127\.0\.0\.1:\d+/g, HOST);
  const once = hint.replace(/^Tried \d+ times in \d s\. /, '');
  const id = requestId && 'd2f0c9be7c0a4f3b9d1f0e6a5b4c3d21';
  return { kind, message: named, meaning, details: details, hint: once, status, requestId: id };
}

async function shownAt(size: Size, failure: FailureDetails): Promise<string> {
  const first = createInitialState({ size, ascii: false, demo: false, host: HOST, taskId: 'x' });
  const shown = await display(first, (store) => store.dispatch({ type: 'taskFailed', failure }));
  open.push(shown);
  await shown.press();
  const rows = shown.rows().map((row) => row.trimEnd());
  expect(rows.length).toBe(size.rows);
  return `${rows.join('\n')}\n`;
}

const FAILURES: readonly (readonly [string, () => Promise<FailureDetails>])[] = [
  ['forbidden', () => failureOf({ failures: [{ way: 'forbidden' }] })],
  ['page', () => failureOf({ failures: [{ way: 'html' }] })],
  [
    'dns',
    async () => {
      const cause = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' });
      return networkError(cause, { host: HOST, seconds: 30, reached: 'nothing' });
    },
  ],
];

describe('a failure on screen', () => {
  for (const size of SIZES) {
    test.each(FAILURES)(`%s at ${size.columns}×${size.rows}`, async (name, make) => {
      const frame = await shownAt(size, await make());
      await expect(frame).toMatchFileSnapshot(`frames/failure-${name}-${size.columns}x${size.rows}.txt`);
    });
  }

  test('in Chinese', async () => {
    await setLanguage('zh');
    const failure = await failureOf({ failures: [{ way: 'forbidden' }] });
    const frame = await shownAt({ columns: 60, rows: 16 }, failure);
    await expect(frame).toMatchFileSnapshot('frames/zh/failure-forbidden-60x16.txt');
  });

  test('where the service says much, what to do and the request ID stay in sight', async () => {
    const failure: FailureDetails = {
      message: `SMS.9001: ${'The service says a great deal about this. '.repeat(8)}`,
      meaning: 'The service takes some value in the request for invalid.',
      details: ['a'.repeat(300), 'b'.repeat(300)],
      hint: 'Compare the values with their limits: sms-wizard fields PATH.',
      status: 400,
      requestId: 'the-request-id',
    };
    const rows = (await shownAt({ columns: 60, rows: 16 }, failure)).split('\n');
    expect(rows[0]).toBe(" Can't read the task. Nothing was changed.");
    expect(rows[2]).toContain('SMS.9001: The service says');
    expect(rows.join('\n')).toMatch(
      /Compare the values with their limits: sms-wizard fields\n PATH\.\n\n Request ID: the-request-id\n/,
    );
    expect(rows[15]).toBe(' ↵ retry  esc quit  ? help  ^C quit');
  });
});
