/** Picking a task from the list, on the built program in a real terminal. */
import { describe, expect, test } from 'vitest';
import type { Simulator } from '../../src/simulator/server.ts';
import { access, service } from '../support/service.ts';
import { manyTasks, taskId } from '../support/tasks.ts';
import { type LaunchOptions, launch, type Session } from '../support/terminal.ts';

/** Starts the wizard without an ID, and waits for the list of tasks. */
async function listOn(sms: Simulator, options: LaunchOptions = {}): Promise<Session> {
  const { flags, env } = access(sms);
  const session = launch(flags, { ...options, env: { ...env, ...options.env } });
  await session.waitFor('task-0001');
  await session.settle();
  return session;
}

/** Returns the queries of the list calls that a simulator received. */
const lists = (sms: Simulator): string[] =>
  sms.requests.flatMap(({ path }) => {
    const url = new URL(path, 'http://x');
    return url.pathname === '/v3/tasks' ? [url.search.slice(1)] : [];
  });
const reads = (sms: Simulator): string[] =>
  sms.requests.flatMap(({ path }) => /^\/v3\/tasks\/(.+)$/.exec(path)?.[1] ?? []);

const refusal = (status: number, code: string) => ({
  status,
  headers: { 'Content-Type': 'application/json' },
  body: `{"error_code":"${code}","error_msg":"simulated"}`,
});

describe('a task is picked', () => {
  test.each([
    ['pasted', (id: string) => `\x1b[200~ "${id.toUpperCase()}",\r\n\x1b[201~`],
    ['pasted by a terminal that does not say so', (id: string) => id],
    ['typed into the filter', (id: string) => id, '/'],
  ])('by an id that is %s', async (_how, bytes, before = '') => {
    const sms = await service({ tasks: manyTasks(450) });
    const wizard = await listOn(sms);
    // A key and text that come in one read are text.
    if (before) await wizard.press(before);
    wizard.write(bytes(taskId(444)));
    if (before) await wizard.press('enter');
    await wizard.waitFor('task-0444');
    expect(lists(sms)).toHaveLength(1);
    expect(reads(sms)).toEqual([taskId(444)]);
    await wizard.press('^C');
    await wizard.exit;
  });
});

describe('the list', () => {
  test('comes page by page, as far as one goes', async () => {
    const sms = await service({ tasks: manyTasks(450) });
    const wizard = await listOn(sms);
    await wizard.press('pagedown', 'pagedown', 'down', 'up', 'g');
    expect(lists(sms)).toHaveLength(1);
    await wizard.press('G');
    await wizard.waitFor('200 · 400 of 450 loaded');
    expect(lists(sms)).toHaveLength(2);
    await wizard.press('up', 'g', 'G');
    await wizard.waitFor('400 of 450');
    await wizard.press('G', 'G', 'down');
    await wizard.waitFor('450 of 450');
    expect(lists(sms)).toEqual(['limit=200&offset=0', 'limit=200&offset=200', 'limit=200&offset=400']);
    await wizard.press('enter');
    await wizard.waitFor('Task name');
    expect(reads(sms)).toEqual([taskId(450)]);
    await wizard.press('^C');
    await wizard.exit;
  });

  test('shows nothing of a name that could drive the terminal', async () => {
    const evil = 'task-0001\x1b[2J\x1b]0;owned\x07\x9b31m\r\n\u202eb';
    const sms = await service({ tasks: manyTasks(2, { name: evil }) });
    const wizard = await listOn(sms);
    expect(wizard.raw()).not.toContain('\x1b[2J\x1b]0;');
    expect(wizard.raw()).not.toContain('\u202e');
    expect(wizard.rows()[6]).toContain('task-0001�');
    expect(wizard.text()).toContain('task-0001�[2J�]0;owned�');
    await wizard.press('down', 'enter');
    await wizard.waitFor('Migration type');
    await wizard.press('escape', '^C');
    await wizard.exit;
    expect(wizard.raw()).not.toContain('owned\x07');
  });

  test('shows the empty state and survives a resize', async () => {
    const sms = await service({ tasks: [] });
    const { flags, env } = access(sms);
    const wizard = launch(flags, { env });
    await wizard.waitFor('No migration tasks in this account at this endpoint.');
    for (const [columns, rows] of [
      [60, 16],
      [160, 50],
      [80, 24],
    ] as const) {
      await wizard.resize(columns, rows);
      await wizard.waitFor('No migration tasks');
    }
    await wizard.press('enter', '^C');
    expect((await wizard.exit).code).toBe(130);
  });
});

describe('what goes wrong', () => {
  test('the next page fails: what is loaded can be used, and r tries again', async () => {
    let refused = 0;
    const sms = await service({
      tasks: manyTasks(450),
      intercept: ({ path }) =>
        path.includes('offset=200') && refused++ === 0 ? refusal(400, 'SMS.2007') : undefined,
    });
    const wizard = await listOn(sms);
    await wizard.press('G');
    await wizard.waitFor("Can't load more tasks. Press r to retry. SMS.2007");
    await wizard.press('up', 'down', 'G');
    expect(lists(sms)).toHaveLength(2);
    await wizard.press('r');
    await wizard.waitFor('400 of 450 loaded');
    await wizard.press('enter');
    await wizard.waitFor('Task name');
    expect(reads(sms)).toEqual([taskId(200)]);
    await wizard.press('^C');
    await wizard.exit;
  });

  test('a slow page is not waited for when another list is asked for', async () => {
    const sms = await service({
      tasks: manyTasks(450),
      intercept: async ({ path }) => {
        if (path.includes('offset=200')) await new Promise((resolve) => setTimeout(resolve, 3000));
        return undefined;
      },
    });
    const wizard = await listOn(sms);
    await wizard.press('G');
    await wizard.waitFor('Reading more tasks');
    await wizard.press('/', ...'task-0444', 'enter');
    await wizard.waitFor('1 of 1', 2000);
    await wizard.press('^C');
    expect((await wizard.exit).code).toBe(130);
  });
});

describe('back to the list', () => {
  test('from a task that is slow to come, which then comes no more', async () => {
    const sms = await service({
      tasks: manyTasks(5),
      intercept: async ({ path }) => {
        if (path.endsWith(taskId(1))) await new Promise((resolve) => setTimeout(resolve, 1500));
        return undefined;
      },
    });
    const wizard = await listOn(sms);
    await wizard.press('enter');
    await wizard.waitFor('esc back to list');
    await wizard.press('escape');
    await wizard.waitFor('Progress');
    await wizard.press('down', 'enter');
    await wizard.waitFor('Task name');
    await new Promise((resolve) => setTimeout(resolve, 1600));
    expect(wizard.rows()[0]).toContain('task-0002');
    await wizard.press('^C');
    expect((await wizard.exit).code).toBe(130);
    expect(wizard.text()).toContain(`Nothing was changed on task ${taskId(2)}.`);
  });
});

describe('a demo', () => {
  test.each([
    [[], 'Task name'],
    [['--scenario', 'lvm'], 'Task name'],
    [['--scenario', 'list'], '1 of 200'],
    [['--scenario', 'many'], '1 · 200 of 450 loaded'],
    [['--scenario', 'all'], '1 of 7'],
  ])('%j', async (scenario, shown) => {
    const wizard = launch(['--demo', ...scenario]);
    await wizard.waitFor(shown);
    await wizard.press('^C');
    expect((await wizard.exit).code).toBe(130);
  });
});
