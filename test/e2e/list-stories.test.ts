/** Stories of users of the task list, and of failed calls: on screen and in plain mode. */
import { describe, expect, test } from 'vitest';
import type { Simulator } from '../../src/simulator/server.ts';
import { run } from '../support/program.ts';
import { service, updates } from '../support/service.ts';
import { manyTasks, taskId } from '../support/tasks.ts';
import { freshState } from '../support/terminal.ts';
import { MODES } from '../support/user-driver.ts';

/** Returns the queries of the list calls that a simulator got, and the tasks that were read from it. */
const lists = (sms: Simulator): string[] =>
  sms.requests.flatMap(({ path }) => /^\/v3\/tasks\?(.*)$/.exec(path)?.[1] ?? []);
const reads = (sms: Simulator): string[] =>
  sms.requests.flatMap(({ path }) => /^\/v3\/tasks\/([^/?]+)$/.exec(path)?.[1] ?? []);

const refusal = (status: number, code: string) => ({
  status,
  headers: { 'Content-Type': 'application/json' },
  body: `{"error_code":"${code}","error_msg":"simulated"}`,
});

/** A wait of 20 s: a program that ends within 5 s hasn't waited for it, even on a busy machine. */
const THROTTLED = { way: 'throttled', seconds: 20 };

describe.each(MODES)('a task is picked $name:', ({ list, plain }) => {
  test('picks a task from the list, updates it, then picks the next; the exit summary names both', async () => {
    const sms = await service({ tasks: manyTasks(5) });
    const state = freshState();
    const user = await list(sms, { env: { XDG_STATE_HOME: state } });
    expect(lists(sms)).toEqual(['limit=200&offset=0']);
    await user.pick('task-0003');
    await user.sees('Task name');
    expect(reads(sms)).toEqual([taskId(3)]);
    await user.set('Task name', 'renamed');
    await user.goTo('review');
    await user.submit();
    await user.sees('Change applied');
    await user.toList();
    await user.sees(/renamed,? +[A-Z]/);
    await user.pick('task-0004');
    await user.sees('Task name');
    await user.set('Task name', 'kept');
    await user.back();
    await user.sees('1 change not submitted');
    expect((await user.interrupt()).code).toBe(130);
    const left = user.session.rows().join('').replace(/\s+/g, ' ');
    expect(left).toContain(`Task ${taskId(3)}: 1 change applied`);
    expect(left).toMatch(new RegExp(`sms-wizard update ${taskId(4)} --endpoint ${sms.url} +--set name=kept`));
    expect(updates(sms)).toEqual([{ name: 'renamed' }]);
    const past = await run(['history', taskId(3), '--json'], { XDG_STATE_HOME: state });
    expect(JSON.parse(past.stdout)).toMatchObject([{ task_id: taskId(3), result: 'verified' }]);
  });

  test('by a part of its name, of those that are loaded, without asking again', async () => {
    const sms = await service({ tasks: manyTasks(150) });
    const user = await list(sms);
    await user.search('0149');
    await user.sees(/task-0149/);
    await user.pick('task-0149');
    await user.sees('Task name');
    expect(lists(sms)).toHaveLength(1);
    expect(reads(sms)).toEqual([taskId(149)]);
    expect((await user.interrupt()).code).toBe(130);
  });

  test('by its id', async () => {
    const sms = await service({ tasks: manyTasks(450) });
    const user = await list(sms);
    await user.search(taskId(444));
    await user.sees('task-0444');
    await user.sees('Task name');
    expect(lists(sms)).toHaveLength(1);
    expect(reads(sms)).toEqual([taskId(444)]);
    await user.interrupt();
  });

  test('by name and state, of which the service is asked', async () => {
    const sms = await service({ tasks: manyTasks(450) });
    const user = await list(sms);
    await user.search('task-04');
    await user.sees('task-0400');
    await user.state('RUNNING');
    await user.sees('State RUNNING · Name task-04');
    await user.sees('task-0402');
    expect(lists(sms).slice(1)).toEqual([
      'name=task-04&limit=200&offset=0',
      'state=RUNNING&name=task-04&limit=200&offset=0',
    ]);
    await user.all();
    await user.sees('task-0001');
    await user.search('no such name');
    await user.sees('No tasks with name no such name.');
    expect((await user.interrupt()).code).toBe(130);
    expect(reads(sms)).toEqual([]);
  });

  test('after the list was read again, with what has changed since', async () => {
    const sms = await service({ tasks: manyTasks(3) });
    const user = await list(sms);
    sms.change(taskId(2), (task) => ({ ...task, state: 'SYNC_FAIL' }));
    await user.reread();
    await user.sees(/task-0002,? +SYNC_FAIL/);
    await user.interrupt();
  });

  test('though the list is refused: by an id; leaving instead ends with 4', async () => {
    const sms = await service({ tasks: manyTasks(3), denied: ['sms:server:listTask'] });
    const quitting = await list(sms);
    await quitting.sees("Can't read the tasks.");
    expect(quitting.seen()).toContain('sms:server:listTask');
    await quitting.choose('quit');
    expect((await quitting.session.exit).code).toBe(4);
    const user = await list(sms);
    if (plain) await user.choose('filter');
    await user.search(taskId(2));
    await user.sees('task-0002');
    await user.sees('Task name');
    expect((await user.interrupt()).code).toBe(130);
  });

  test('once the list could be read at the second try', async () => {
    let refused = 0;
    const sms = await service({
      tasks: manyTasks(3),
      intercept: ({ path }) =>
        path.startsWith('/v3/tasks?') && refused++ === 0 ? refusal(400, 'SMS.2007') : undefined,
    });
    const user = await list(sms);
    await user.sees('SMS.2007');
    await user.choose('refresh');
    await user.sees('task-0003');
    expect((await user.interrupt()).code).toBe(130);
  });

  test('after another one that is gone', async () => {
    const sms = await service({
      tasks: manyTasks(3),
      intercept: ({ path }) => (path.endsWith(taskId(1)) ? refusal(400, 'SMS.7703') : undefined),
    });
    const user = await list(sms);
    await user.pick('task-0001');
    await user.sees('SMS.7703');
    await user.choose('back to list');
    await user.sees('task-0002');
    await user.pick('task-0002');
    await user.sees('Task name');
    await user.interrupt();
  });

  test('with the abandoned draft of that task, and of no other', async () => {
    const sms = await service({ tasks: manyTasks(5) });
    const env = { XDG_STATE_HOME: freshState() };
    const first = await list(sms, { env });
    await first.pick('task-0002');
    await first.sees('Task name');
    await first.set('Task name', 'kept');
    process.kill(first.session.pid, 'SIGKILL');
    await first.session.exit;
    const second = await list(sms, { env });
    await second.pick('task-0001');
    await second.sees('Task name');
    await second.back();
    await second.sees('task-0002');
    await second.pick('task-0002');
    await second.sees('Task name: task-0002 → kept');
    await second.resume();
    await second.goTo('review');
    await second.sees(`Press s to submit 1 change`);
    await second.interrupt();
  });
});

describe.each(MODES)('what goes wrong $name:', ({ start, begin, plain }) => {
  test('waits for a task that can’t be read yet, with one message', async () => {
    const sms = await service({ failures: [{ way: 'throttled', seconds: 2, times: 1 }] });
    const user = begin(sms);
    await user.sees(/No response yet \(429 from 127\.0\.0\.1:\d+\), retrying in 2 s…/);
    await user.sees(/Task name(:| +)/);
    const [first = 0, second = 0] = sms.requests.map(({ at }) => at);
    expect(second - first).toBeGreaterThanOrEqual(1990);
    if (plain) expect(user.seen().match(/No response yet/g)).toHaveLength(1);
    else expect(user.seen()).not.toContain('No response yet');
    await user.interrupt();
  });

  test('the wait is left with ^C at once', async () => {
    const sms = await service({ failures: [THROTTLED] });
    const user = begin(sms);
    await user.sees('retrying in 20 s');
    const from = Date.now();
    expect(await user.interrupt()).toEqual({ code: 130, signal: 0 });
    expect(Date.now() - from).toBeLessThan(5000);
    expect(sms.requests).toHaveLength(1);
  });

  test('a task that may not be read shows what to ask for, and can be tried again', async () => {
    const sms = await service({ failures: [{ way: 'forbidden', times: 1 }] });
    const user = begin(sms);
    await user.sees("Can't read the task. Nothing was changed.");
    await user.sees(/Required\s+IAM\s+actions:\s+sms:server:updateTask/);
    await user.sees('Request ID: simulated-1');
    await user.session.settle();
    if (!plain) {
      await user.session.press('?');
      await user.sees(/^ {3}↵ +retry$/m);
      await user.session.press('escape');
      await user.sees('Request ID: simulated-1');
    }
    await user.choose('retry');
    await user.sees(/Task name(:| +)/);
    expect((await user.interrupt()).code).toBe(130);
  });

  test('left there, it ends with 4, and the words stay', async () => {
    const sms = await service({ failures: [{ way: 'forbidden' }] });
    const user = begin(sms);
    await user.sees('retry');
    await user.session.settle();
    await user.choose('quit');
    expect((await user.session.exit).code).toBe(4);
    expect(user.session.text()).toMatch(/SMS\.9004[\s\S]*Request ID: simulated-1/);
  });

  test('the check before an update is waited for; ^C leaves with nothing sent', async () => {
    const sms = await service();
    const user = await start(sms);
    await user.set('Task name', 'x');
    sms.addFaults({ ...THROTTLED, method: 'GET' });
    await user.goTo('review');
    await user.beginSubmit();
    await user.sees(/task has changed…[\s\S]*No response yet \(429 .*retrying in 20 s/);
    expect((await user.interrupt()).code).toBe(130);
    expect(updates(sms)).toEqual([]);
  });

  test('an update that is refused shows the reason and the next step, and editing can continue', async () => {
    const sms = await service({ failures: [{ way: 'SMS.6539', method: 'PUT', times: 1 }] });
    const user = await start(sms, { columns: 60, rows: 16 });
    await user.set('Task name', 'x');
    await user.goTo('review');
    await user.submit();
    await user.sees('SMS rejected the update. Nothing was changed.');
    await user.sees(/SMS\.6539: The disk space is less than the total size\s+of\s+all\s+partitions\./);
    await user.sees(/Make the target disk larger, or the partitions on it\s+smaller\./);
    await user.sees(/Request ID: simulated-\d/);
    await user.again();
    await user.sees(`Press s to submit 1 change`);
    await user.submit();
    await user.sees('Change applied');
    expect((await user.finish()).code).toBe(0);
    expect(updates(sms)).toHaveLength(2);
  });
});
