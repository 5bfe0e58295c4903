/** Picking a task from the list, on the built program in a real terminal. */
import { describe, expect, test } from 'vitest';
import type { Simulator } from '../../src/simulator/server.ts';
import { run } from '../support/program.ts';
import { access, service, updates } from '../support/service.ts';
import { manyTasks, taskId } from '../support/tasks.ts';
import { freshState, type LaunchOptions, launch, type Session } from '../support/terminal.ts';

/** Starts the wizard without an id, and waits until the list is there. */
async function listOn(sms: Simulator, options: LaunchOptions = {}): Promise<Session> {
  const { flags, env } = access(sms);
  const session = launch(flags, { ...options, env: { ...env, ...options.env } });
  await session.waitFor('task-0001');
  await session.settle();
  return session;
}

/** The queries of the list calls that a simulator got. */
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
  test('by arrows; what follows is as with its id given', async () => {
    const sms = await service({ tasks: manyTasks(450) });
    const state = freshState();
    const wizard = await listOn(sms, { env: { XDG_STATE_HOME: state } });
    expect(lists(sms)).toEqual(['limit=200&offset=0']);
    await wizard.press('down', 'down', 'enter');
    await wizard.waitFor('Task name');
    expect(reads(sms)).toEqual([taskId(3)]);
    await wizard.press('enter', ...'web-01', 'enter', '^S', 'enter');
    await wizard.waitFor('The change took');
    expect(updates(sms)).toEqual([{ name: 'web-01' }]);
    await wizard.press('enter');
    expect((await wizard.exit).code).toBe(0);
    expect(wizard.text()).toContain(`1 change took on task ${taskId(3)}`);
    const past = await run(['history', taskId(3), '--json'], { XDG_STATE_HOME: state });
    expect(JSON.parse(past.stdout)).toMatchObject([{ task_id: taskId(3), result: 'verified' }]);
  });

  test('by a filter on what is loaded, without a further request', async () => {
    const sms = await service({ tasks: manyTasks(150) });
    const wizard = await listOn(sms);
    await wizard.press('/', ...'0149');
    await wizard.waitFor('1 of 1 · 150 in all');
    await wizard.press('enter', 'enter');
    await wizard.waitFor('Task name');
    expect(lists(sms)).toHaveLength(1);
    expect(reads(sms)).toEqual([taskId(149)]);
    await wizard.press('^C');
    expect((await wizard.exit).code).toBe(130);
    expect(wizard.text()).toContain(`Nothing was changed on task ${taskId(149)}.`);
  });

  test.each([
    ['pasted', (id: string) => `\x1b[200~ "${id.toUpperCase()}",\r\n\x1b[201~`],
    ['pasted by a terminal that does not say so', (id: string) => id],
    ['typed into the filter', (id: string) => `/${id}\r`],
  ])('by an id that is %s', async (_how, bytes) => {
    const sms = await service({ tasks: manyTasks(450) });
    const wizard = await listOn(sms);
    wizard.write(bytes(taskId(444)));
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

  test('is narrowed by the service: by name, by state, by both', async () => {
    const sms = await service({ tasks: manyTasks(450) });
    const wizard = await listOn(sms);
    await wizard.press('/', ...'task-04');
    expect(lists(sms)).toHaveLength(1);
    await wizard.press('enter');
    await wizard.waitFor('1 of 51');
    await wizard.press('s', 'R', 'R');
    await wizard.waitFor('[RUNNING]');
    await wizard.press('enter');
    await wizard.waitFor('State RUNNING · Name task-04');
    await wizard.waitFor('1 of 10');
    expect(lists(sms).slice(1)).toEqual([
      'name=task-04&limit=200&offset=0',
      'state=RUNNING&name=task-04&limit=200&offset=0',
    ]);
    await wizard.press('escape');
    await wizard.waitFor('200 of 450 loaded');
    await wizard.press('/', ...'no such name', 'enter');
    await wizard.waitFor('No task has this state and name.');
    await wizard.press('enter', '^C');
    expect((await wizard.exit).code).toBe(130);
    expect(reads(sms)).toEqual([]);
  });

  test('is read again by r, with what has changed since', async () => {
    const sms = await service({ tasks: manyTasks(3) });
    const wizard = await listOn(sms);
    await wizard.press('down');
    sms.change(taskId(2), (task) => ({ ...task, state: 'SYNC_FAIL' }));
    await wizard.press('r');
    await wizard.waitFor(/▸ task-0002 +SYNC_FAIL/);
    await wizard.press('^C');
    await wizard.exit;
  });

  test('shows nothing of a name that could drive the terminal', async () => {
    const evil = 'task-0001\x1b[2J\x1b]0;owned\x07\x9b31m\r\n\u202eb';
    const sms = await service({ tasks: manyTasks(2, { name: evil }) });
    const wizard = await listOn(sms);
    expect(wizard.raw()).not.toContain('\x1b[2J\x1b]0;');
    expect(wizard.raw()).not.toContain('\u202e');
    expect(wizard.rows()[6]).toContain('task-0001�[2J');
    await wizard.press('down', 'enter');
    await wizard.waitFor('Migration type');
    await wizard.press('escape', '^C');
    await wizard.exit;
    expect(wizard.raw()).not.toContain('owned\x07');
  });

  test('that is empty, and a window that changes', async () => {
    const sms = await service({ tasks: [] });
    const { flags, env } = access(sms);
    const wizard = launch(flags, { env });
    await wizard.waitFor('There are no tasks for this account at this endpoint.');
    for (const [columns, rows] of [
      [60, 16],
      [160, 50],
      [80, 24],
    ] as const) {
      await wizard.resize(columns, rows);
      await wizard.waitFor('There are no tasks');
    }
    await wizard.press('enter', '^C');
    expect((await wizard.exit).code).toBe(130);
  });
});

describe('what goes wrong', () => {
  test('not permitted to list: said, an id still opens its task; leaving ends with 4', async () => {
    const sms = await service({ tasks: manyTasks(3), denied: ['sms:server:listTask'] });
    const { flags, env } = access(sms);
    for (const leave of [true, false]) {
      const wizard = launch(flags, { env });
      await wizard.waitFor('The tasks could not be read.');
      expect(wizard.text()).toContain('sms:server:listTask');
      expect(wizard.text().replace(/\s+/g, ' ')).toContain('or start sms-wizard TASK_ID');
      if (leave) await wizard.press('escape');
      else {
        wizard.write(`\x1b[200~${taskId(2)}\x1b[201~`);
        await wizard.waitFor('task-0002');
        await wizard.press('^C');
      }
      expect((await wizard.exit).code).toBe(leave ? 4 : 130);
    }
  });

  test('the first page fails: Enter tries again', async () => {
    let refused = 0;
    const sms = await service({
      tasks: manyTasks(3),
      intercept: ({ path }) =>
        path.startsWith('/v3/tasks?') && refused++ === 0 ? refusal(400, 'SMS.2007') : undefined,
    });
    const { flags, env } = access(sms);
    const wizard = launch(flags, { env });
    await wizard.waitFor('SMS.2007');
    await wizard.press('enter');
    await wizard.waitFor('task-0003');
    await wizard.press('^C');
    expect((await wizard.exit).code).toBe(130);
  });

  test('the next page fails: what is loaded can be used, and r tries again', async () => {
    let refused = 0;
    const sms = await service({
      tasks: manyTasks(450),
      intercept: ({ path }) =>
        path.includes('offset=200') && refused++ === 0 ? refusal(400, 'SMS.2007') : undefined,
    });
    const wizard = await listOn(sms);
    await wizard.press('G');
    await wizard.waitFor('No more tasks could be read; r tries again. SMS.2007');
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

  test('a task that is gone: said, and back to the list', async () => {
    const sms = await service({
      tasks: manyTasks(3),
      intercept: ({ path }) => (path.endsWith(taskId(1)) ? refusal(404, 'SMS.7601') : undefined),
    });
    const wizard = await listOn(sms);
    await wizard.press('enter');
    await wizard.waitFor('SMS.7601');
    await wizard.press('escape');
    await wizard.waitFor('Progress');
    await wizard.press('down', 'enter');
    await wizard.waitFor('task-0002');
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
    await wizard.waitFor('esc back to the list');
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

  test('after an update: the next task is picked, and the scrollback tells of both', async () => {
    const sms = await service({ tasks: manyTasks(5) });
    const wizard = await listOn(sms);
    await wizard.press('enter');
    await wizard.waitFor('Task name');
    await wizard.press('enter', ...'renamed', 'enter', '^S', 'enter');
    await wizard.waitFor('The change took');
    await wizard.press('l');
    await wizard.waitFor(/▸ renamed +READY/);
    await wizard.press('down', 'enter');
    await wizard.waitFor('task-0002');
    await wizard.press('escape');
    await wizard.waitFor('Progress');
    await wizard.press('down', 'enter');
    await wizard.waitFor('Task name');
    await wizard.press('enter', 'x', 'enter', 'escape');
    await wizard.waitFor('1 change is not submitted');
    await wizard.press('^C');
    expect((await wizard.exit).code).toBe(130);
    const left = wizard.rows().join('');
    expect(left).toContain(`1 change took on task ${taskId(1)}`);
    expect(left).toContain(`sms-wizard update ${taskId(3)} --endpoint ${sms.url} --set name=x`);
    expect(updates(sms)).toEqual([{ name: 'renamed' }]);
  });

  test('a draft that was left behind is offered when its task is picked, and only then', async () => {
    const sms = await service({ tasks: manyTasks(5) });
    const env = { XDG_STATE_HOME: freshState() };
    const first = await listOn(sms, { env });
    await first.press('down', 'enter');
    await first.waitFor('Task name');
    await first.press('enter', ...'kept', 'enter');
    process.kill(first.pid, 'SIGKILL');
    await first.exit;
    const second = await listOn(sms, { env });
    await second.press('enter');
    await second.waitFor('Task name');
    await second.press('escape');
    await second.waitFor('Progress');
    await second.press('down', 'enter');
    await second.waitFor('Task name: task-0002 → kept');
    await second.press('enter');
    await second.waitFor('Enter submits 1 change');
    await second.press('^C');
    await second.exit;
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
