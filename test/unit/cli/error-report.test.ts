/** Errors and their exit codes: one table, one way from an error to its report. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ServiceError } from '../../../src/api/service-error.ts';
import { errorFacts, errorLines, exitCodeFor, reportError } from '../../../src/cli/error-report.ts';
import { EXIT, exitCodeRows } from '../../../src/cli/exit-codes.ts';
import { TOPICS, topicHelp } from '../../../src/cli/help/help.ts';
import { manPage } from '../../../src/cli/help/man-page.ts';
import { setTaskInFlight } from '../../../src/cli/interrupt.ts';
import { printReport } from '../../../src/commands/update/print-report.ts';
import { UsageError } from '../../../src/task/errors.ts';
import { textWidth } from '../../../src/terminal/text/text-width.ts';
import { setLanguage, text } from '../../../src/text/text.ts';
import { CrashAfterSending } from '../../../src/update/submit.ts';

afterEach(async () => {
  vi.restoreAllMocks();
  await setLanguage('en');
});

/** Captures a stream. Returns a function that returns all output since then. */
function written(stream: NodeJS.WriteStream): () => string {
  const write = vi.spyOn(stream, 'write').mockReturnValue(true);
  return () => write.mock.calls.map(([chunk]) => String(chunk)).join('');
}

const promptExit = Object.assign(new Error('User force closed the prompt'), { name: 'ExitPromptError' });

describe('the exit code of an error', () => {
  test.each([
    ['usage', new UsageError('no'), 2],
    ['not permitted', new ServiceError('auth', 'no'), 4],
    ['refused by SMS', new ServiceError('refused', 'no'), 1],
    ['no answer', new ServiceError('no_answer', 'no'), 1],
    ['^C at a prompt', promptExit, 130],
    ['a bug', new TypeError('x is not a function'), 1],
    ['a bug after the PUT', new CrashAfterSending('x'), 1],
    ['something thrown that is no error', 'x', 1],
  ])('of %s', (_, error, code) => {
    expect(exitCodeFor(error)).toBe(code);
  });
});

describe('the name of the program is followed', () => {
  test.each([
    'unknown option --x.',
    'The response from sms.example.com was interrupted.',
    "Can't resolve host sms.example.com: no such name.",
    'No credentials found.',
    'Connecting to sms.example.com timed out after 2 s.',
  ])('by lower case: %s', (message) => {
    expect(errorLines(new ServiceError('no_answer', message))[0]).toMatch(/^sms-wizard: [a-z]/);
  });

  test.each([
    'SMS.7703: Task does not exist.',
    'IAM rejected user x: no',
    'HW_CLOUD is "x".',
    'TLS handshake with x failed.',
    '"Disk 1" is not one of a, b.',
  ])('by a name or a value as it is: %s', (message) => {
    expect(errorLines(new UsageError(message))).toEqual([`sms-wizard: ${message}`]);
  });

  test('by no other capital letter: every failure begins in a way that is known', () => {
    const { transport, answer } = text().errors;
    const messages = [
      ...Object.values(transport).map(({ what }) => what('sms.example.com', '2', '403')),
      ...Object.values(answer.limits).map((limit) => limit('sms.example.com', '9')),
    ];
    const firsts = messages.map((message) => errorLines(new ServiceError('no_answer', message))[0] ?? '');
    expect(firsts.length).toBeGreaterThan(20);
    expect(firsts.filter((line) => !/^sms-wizard: (?:[a-z]|TLS )/.test(line))).toEqual([]);
  });
});

test.each(TOPICS)('the help about %s fits 80 columns', (topic) => {
  const lines = topicHelp(topic).split('\n');
  expect(lines.filter((line) => textWidth(line) > 80)).toEqual([]);
});

describe('a bug', () => {
  test.each(['en', 'zh'] as const)(
    'is told as a crash, in %s, and not as an answer of SMS',
    async (language) => {
      await setLanguage(language);
      const lines = errorLines(new TypeError('x is not a function'));
      expect(lines).toEqual([text().cli.errors.crash, 'x is not a function']);
      expect(lines.join(' ')).not.toContain(text().net.nothingSent);
    },
  );

  test('during an update reports that it may have been applied', () => {
    setTaskInFlight('task-1');
    const err = written(process.stderr);
    expect(reportError(new CrashAfterSending('x is not a function'), false)).toBe(1);
    expect(err()).toBe(
      'sms-wizard: internal error. Run the command again with --debug and report the output.\n' +
        'x is not a function\n' +
        'An update of task task-1 was in progress: it may have been applied. To check, run: sms-wizard show task-1\n',
    );
  });

  test.each([
    ['before the PUT', new TypeError('x'), 'refused'],
    ['after the PUT', new CrashAfterSending('x'), 'unknown'],
  ])('%s is a crash in the JSON report, too, and passes on to people', async (_, bug, result) => {
    const out = written(process.stdout);
    const run = printReport(true, { taskId: 'task-1' }, () => Promise.reject(bug));
    await expect(run).rejects.toBe(bug);
    expect(JSON.parse(out())).toMatchObject({ task_id: 'task-1', result, error: { code: 'crash' } });
  });
});

test('a foreseen error is a JSON report with its exit code, and is printed once', async () => {
  const out = written(process.stdout);
  const refused = () => Promise.reject(new UsageError('no such path'));
  expect(await printReport(true, { taskId: 'task-1' }, refused)).toBe(2);
  expect(JSON.parse(out()).error).toMatchObject({ code: 'usage', message: 'no such path' });
  expect(errorFacts(promptExit)).toMatchObject({ code: 'crash' });
});

describe('the table of exit codes', () => {
  test.each(['en', 'zh'] as const)(
    'has each code once, in help and manual as well, in %s',
    async (language) => {
      await setLanguage(language);
      const meanings = text().cli.usage.exitCodes;
      expect(Object.keys(meanings).sort()).toEqual(Object.keys(EXIT).sort());
      const rows = exitCodeRows(meanings);
      const listed = rows.flatMap(([codes]) => codes.split(' / ').map(Number));
      expect(listed).toEqual(Object.values(EXIT));
      const help = topicHelp('exit-codes').replace(/\s+/g, ' ');
      const manual = manPage('1', '2026-01-01');
      for (const [codes, meaning] of rows) {
        expect(help).toContain(`${codes} ${meaning}`);
        expect(manual).toContain(`.TP\n.B ${codes}\n`);
      }
    },
  );
});
