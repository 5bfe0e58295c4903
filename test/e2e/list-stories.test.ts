/** What people do with the list of tasks, and what they see when a call fails: on screen, and line by line. */
import { describe, expect, test } from 'vitest';
import type { Simulator } from '../../src/simulator/server.ts';
import { MODES } from '../support/hands.ts';
import { run } from '../support/program.ts';
import { service, updates } from '../support/service.ts';
import { manyTasks, taskId } from '../support/tasks.ts';
import { freshState } from '../support/terminal.ts';

/** The queries of the list calls that a simulator got, and the tasks that were read from it. */
const lists = (sms: Simulator): string[] =>
  sms.requests.flatMap(({ path }) => /^\/v3\/tasks\?(.*)$/.exec(path)?.[1] ?? []);
const reads = (sms: Simulator): string[] =>
  sms.requests.flatMap(({ path }) => /^\/v3\/tasks\/([^/?]+)$/.exec(path)?.[1] ?? []);

const refusal = (status: number, code: string) => ({
  status,
  headers: { 'Content-Type': 'application/json' },
  body: `{"error_code":"${code}","error_msg":"simulated"}`,
});

/** A wait of 20 s: who ends within 5 has not waited, even on a busy machine. */
const THROTTLED = { way: 'throttled', seconds: 20 };

describe.each(MODES)('a task is picked $name:', ({ list, plain }) => {
  test('from the list; after its update the next one, and what stays tells of both', async () => {
    const sms = await service({ tasks: manyTasks(5) });
    const state = freshState();
    const hands = await list(sms, { env: { XDG_STATE_HOME: state } });
    expect(lists(sms)).toEqual(['limit=200&offset=0']);
    await hands.pick('task-0003');
    await hands.sees('Task name');
    expect(reads(sms)).toEqual([taskId(3)]);
    await hands.set('Task name', 'renamed');
    await hands.goTo('review');
    await hands.submit();
    await hands.sees('The change took');
    await hands.toList();
    await hands.sees(/renamed,? +[A-Z]/);
    await hands.pick('task-0004');
    await hands.sees('Task name');
    await hands.set('Task name', 'kept');
    await hands.back();
    await hands.sees('1 change is not submitted');
    expect((await hands.interrupt()).code).toBe(130);
    const left = hands.session.rows().join('').replace(/\s+/g, ' ');
    expect(left).toContain(`1 change took on task ${taskId(3)}`);
    expect(left).toMatch(new RegExp(`sms-wizard update ${taskId(4)} --endpoint ${sms.url} +--set name=kept`));
    expect(updates(sms)).toEqual([{ name: 'renamed' }]);
    const past = await run(['history', taskId(3), '--json'], { XDG_STATE_HOME: state });
    expect(JSON.parse(past.stdout)).toMatchObject([{ task_id: taskId(3), result: 'verified' }]);
  });

  test('by a part of its name, of those that are loaded, without asking again', async () => {
    const sms = await service({ tasks: manyTasks(150) });
    const hands = await list(sms);
    await hands.search('0149');
    await hands.sees(/task-0149/);
    await hands.pick('task-0149');
    await hands.sees('Task name');
    expect(lists(sms)).toHaveLength(1);
    expect(reads(sms)).toEqual([taskId(149)]);
    expect((await hands.interrupt()).code).toBe(130);
  });

  test('by its id', async () => {
    const sms = await service({ tasks: manyTasks(450) });
    const hands = await list(sms);
    await hands.search(taskId(444));
    await hands.sees('task-0444');
    await hands.sees('Task name');
    expect(lists(sms)).toHaveLength(1);
    expect(reads(sms)).toEqual([taskId(444)]);
    await hands.interrupt();
  });

  test('by name and state, of which the service is asked', async () => {
    const sms = await service({ tasks: manyTasks(450) });
    const hands = await list(sms);
    await hands.search('task-04');
    await hands.sees('task-0400');
    await hands.state('RUNNING');
    await hands.sees('State RUNNING · Name task-04');
    await hands.sees('task-0402');
    expect(lists(sms).slice(1)).toEqual([
      'name=task-04&limit=200&offset=0',
      'state=RUNNING&name=task-04&limit=200&offset=0',
    ]);
    await hands.all();
    await hands.sees('task-0001');
    await hands.search('no such name');
    await hands.sees('No task has the name no such name.');
    expect((await hands.interrupt()).code).toBe(130);
    expect(reads(sms)).toEqual([]);
  });

  test('after the list was read again, with what has changed since', async () => {
    const sms = await service({ tasks: manyTasks(3) });
    const hands = await list(sms);
    sms.change(taskId(2), (task) => ({ ...task, state: 'SYNC_FAIL' }));
    await hands.reread();
    await hands.sees(/task-0002,? +SYNC_FAIL/);
    await hands.interrupt();
  });

  test('though the list is refused: by an id; leaving instead ends with 4', async () => {
    const sms = await service({ tasks: manyTasks(3), denied: ['sms:server:listTask'] });
    const leaving = await list(sms);
    await leaving.sees('The tasks could not be read.');
    expect(leaving.seen()).toContain('sms:server:listTask');
    await leaving.choose('leave');
    expect((await leaving.session.exit).code).toBe(4);
    const hands = await list(sms);
    if (plain) await hands.choose('filter');
    await hands.search(taskId(2));
    await hands.sees('task-0002');
    await hands.sees('Task name');
    expect((await hands.interrupt()).code).toBe(130);
  });

  test('once the list could be read at the second try', async () => {
    let refused = 0;
    const sms = await service({
      tasks: manyTasks(3),
      intercept: ({ path }) =>
        path.startsWith('/v3/tasks?') && refused++ === 0 ? refusal(400, 'SMS.2007') : undefined,
    });
    const hands = await list(sms);
    await hands.sees('SMS.2007');
    await hands.choose('read again');
    await hands.sees('task-0003');
    expect((await hands.interrupt()).code).toBe(130);
  });

  test('after another one that is gone', async () => {
    const sms = await service({
      tasks: manyTasks(3),
      intercept: ({ path }) => (path.endsWith(taskId(1)) ? refusal(404, 'SMS.7601') : undefined),
    });
    const hands = await list(sms);
    await hands.pick('task-0001');
    await hands.sees('SMS.7601');
    await hands.choose('back to the list');
    await hands.sees('task-0002');
    await hands.pick('task-0002');
    await hands.sees('Task name');
    await hands.interrupt();
  });

  test('with the draft that was left behind of it, and of no other', async () => {
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
    await second.sees(`${plain ? 's' : 'Enter'} submits 1 change`);
    await second.interrupt();
  });
});

describe.each(MODES)('what goes wrong $name:', ({ start, begin, plain }) => {
  test('a task that cannot be read yet is waited for, which is said once', async () => {
    const sms = await service({ failures: [{ way: 'throttled', seconds: 2, times: 1 }] });
    const hands = begin(sms);
    await hands.sees(/No answer yet \(429 from 127\.0\.0\.1:\d+\), trying again in 2 s …/);
    await hands.sees(/Task name(:| +)/);
    const [first = 0, second = 0] = sms.requests.map(({ at }) => at);
    expect(second - first).toBeGreaterThanOrEqual(1990);
    if (plain) expect(hands.seen().match(/No answer yet/g)).toHaveLength(1);
    else expect(hands.seen()).not.toContain('No answer yet');
    await hands.interrupt();
  });

  test('the wait is left with ^C at once', async () => {
    const sms = await service({ failures: [THROTTLED] });
    const hands = begin(sms);
    await hands.sees('trying again in 20 s');
    const from = Date.now();
    expect(await hands.interrupt()).toEqual({ code: 130, signal: 0 });
    expect(Date.now() - from).toBeLessThan(5000);
    expect(sms.requests).toHaveLength(1);
  });

  test('a task that may not be read says what to ask for, and can be tried again', async () => {
    const sms = await service({ failures: [{ way: 'forbidden', times: 1 }] });
    const hands = begin(sms);
    await hands.sees('The task could not be read. Nothing was changed.');
    await hands.sees(/IAM actions to ask\s+for: sms:server:updateTask/);
    await hands.sees('Request id: simulated-1');
    await hands.session.settle();
    await hands.choose('try again');
    await hands.sees(/Task name(:| +)/);
    expect((await hands.interrupt()).code).toBe(130);
  });

  test('left there, it ends with 4, and the words stay', async () => {
    const sms = await service({ failures: [{ way: 'forbidden' }] });
    const hands = begin(sms);
    await hands.sees('try again');
    await hands.session.settle();
    await hands.choose('leave');
    expect((await hands.session.exit).code).toBe(4);
    expect(hands.session.text()).toMatch(/SMS\.9004[\s\S]*Request id: simulated-1/);
  });

  test('the check before an update is waited for; ^C leaves with nothing sent', async () => {
    const sms = await service();
    const hands = await start(sms);
    await hands.set('Task name', 'x');
    sms.fail({ ...THROTTLED, method: 'GET' });
    await hands.goTo('review');
    hands.beginSubmit();
    await hands.sees(/in case someone changed it[\s\S]*No answer yet \(429 .*trying again in 20 s/);
    expect((await hands.interrupt()).code).toBe(130);
    expect(updates(sms)).toEqual([]);
  });

  test('an update that is refused says why and what to do; one goes on editing from there', async () => {
    const sms = await service({ failures: [{ way: 'SMS.6539', method: 'PUT', times: 1 }] });
    const hands = await start(sms, { columns: 60, rows: 16 });
    await hands.set('Task name', 'x');
    await hands.goTo('review');
    await hands.submit();
    await hands.sees('The service refused the update. Nothing was changed.');
    await hands.sees('SMS.6539: The target disk is too small.');
    await hands.sees(/Make the target disk at least as large as the sum of its\s+volumes\./);
    await hands.sees(/Request id: simulated-\d/);
    await hands.again();
    await hands.sees(`${plain ? 's' : 'Enter'} submits 1 change`);
    await hands.submit();
    await hands.sees('The change took');
    expect((await hands.finish()).code).toBe(0);
    expect(updates(sms)).toHaveLength(2);
  });
});
