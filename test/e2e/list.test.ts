/** `list` for people and for scripts. */
import { expect, test } from 'vitest';
import { parseJson } from '../../src/json/json.ts';
import { textWidth } from '../../src/terminal/text/text-width.ts';
import { run } from '../support/program.ts';
import { access, service } from '../support/service.ts';
import { manyTasks, taskId } from '../support/tasks.ts';
import { launch } from '../support/terminal.ts';

const json = { 'Content-Type': 'application/json' };
const query = (path: string) => path.slice(path.indexOf('?') + 1);

test('450 tasks come in three pages, and every one is a line', async () => {
  const sms = await service({ tasks: manyTasks(450) });
  const { flags, env } = access(sms);
  const { code, stdout, stderr } = await run(['list', ...flags], env);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const [head = '', ...lines] = stdout.trimEnd().split('\n');
  expect(head).toMatch(/^Task ID +Name +State +OS +Source → target +Progress +Age$/);
  expect(lines).toHaveLength(450);
  expect(lines[1]).toBe(
    `${taskId(2)}  task-0002  RUNNING          LINUX    source-2 → target-2      2/2 1%    1 h`,
  );
  expect(sms.requests.map(({ path }) => query(path))).toEqual([
    'limit=200&offset=0',
    'limit=200&offset=200',
    'limit=200&offset=400',
  ]);
});

test('--json is one document with every number and key as the server sent it, pages and all', async () => {
  const unusual = {
    speed_limit: '100',
    total_time: 1,
    state: 'NEW_STATE',
    new_key: { deep: [null, 'x'] },
    error_json: '{"a":1}',
  };
  const tasks = manyTasks(201, unusual).map((task) =>
    task.replace('"total_time":1', '"total_time":9223372036854775807,"rate":0.10,"big":1e400'),
  );
  const sms = await service({ tasks });
  const { flags, env } = access(sms);
  const { code, stdout } = await run(['list', '--json', ...flags], env);
  expect(code).toBe(0);
  expect(stdout.match(/"total_time": 9223372036854775807,/g)).toHaveLength(201);
  expect(stdout.match(/"rate": 0\.10,/g)).toHaveLength(201);
  expect(stdout.match(/"big": 1e400,/g)).toHaveLength(201);
  const document = parseJson(stdout) as never as { count: number; tasks: Record<string, unknown>[] };
  expect(Object.keys(document)).toEqual(['count', 'tasks']);
  expect(document.count).toBe(201);
  // Servers in a list have no disks.
  const { disks, ...target } = JSON.parse(tasks[7] as string).target_server;
  expect(disks).toEqual([]);
  // What `error_json` says is explained in a key of its own, as far as it is known.
  const failure = {
    code: '',
    message: '{"a":1}',
    concerns: [],
    meaning: null,
    hint: null,
    wizard_step: null,
    path: null,
  };
  expect(JSON.parse(stdout).tasks[7]).toEqual({
    ...JSON.parse(tasks[7] as string),
    target_server: target,
    failure,
  });
});

test('state and name are filtered by the server', async () => {
  const sms = await service({ tasks: manyTasks(450) });
  const { flags, env } = access(sms);
  const ran = await run(['list', '--state', ' running ', '--name', 'task-00', '--json', ...flags], env);
  expect(sms.requests.map(({ path }) => query(path))).toEqual([
    'state=RUNNING&name=task-00&limit=200&offset=0',
  ]);
  const { tasks } = JSON.parse(ran.stdout) as { tasks: { name: string; state: string }[] };
  expect(tasks).toHaveLength(20);
  expect(tasks.every(({ name, state }) => name.startsWith('task-00') && state === 'RUNNING')).toBe(true);
  const none = await run(['list', '--name', 'nothing-like-it', ...flags], env);
  expect(none).toEqual({ code: 0, stdout: '', stderr: 'No tasks with name nothing-like-it.\n' });
  const neither = await run(['list', '--name', 'x1', '--state', 'SKIPPING', ...flags], env);
  expect(neither.stderr).toBe('No tasks with state SKIPPING and name x1.\n');
});

test('no text of a server breaks a line, drives the terminal or shifts a column', async () => {
  const evil = 'a\x1b[2J\x1b]0;owned\x07\r\n\u202eb';
  const tasks = [evil, '迁移任务-1', 'plain', null, 7, '\u200bhidden\u00ad'].map((name, index) => {
    const [task = ''] = manyTasks(1, { id: taskId(index), name });
    return task;
  });
  const sms = await service({ tasks: [...tasks, '{"id":"bare"}'] });
  const { flags, env } = access(sms);
  const { stdout } = await run(['list', ...flags], env);
  const lines = stdout.trimEnd().split('\n');
  expect(lines).toHaveLength(8);
  expect(stdout).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u200b]/);
  const column = (line: string) => textWidth(line.slice(0, line.indexOf('READY')));
  expect(new Set(lines.slice(1, 7).map(column)).size).toBe(1);
  expect(lines[7]).toMatch(/^bare +– +– +– +– +– +–$/);
});

test.each([60, 80, 100, 130, 200])(
  'on a terminal of %s columns no line is longer, and ids stand in full',
  async (columns) => {
    const [long = ''] = manyTasks(1, {
      id: taskId(9),
      name: '一二三四五六七八九十'.repeat(6),
      state: 'SYNC_F_ROLLBACK_SUCCESS',
    });
    const sms = await service({ tasks: [...manyTasks(5), long] });
    const { flags, env } = access(sms);
    const listed = launch(['list', ...flags], { columns, env });
    expect((await listed.exit).code).toBe(0);
    await listed.settle();
    const lines = listed.raw().trimEnd().split('\r\n');
    expect(lines).toHaveLength(7);
    for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(columns);
    expect(lines.at(-1)).toContain(taskId(9));
    expect(lines[0]).toContain('Name');
    if (columns >= 100) expect(lines[0]).toContain('Progress');
    if (columns >= 130) expect(lines[0]).toMatch(/OS +Source → target/);
  },
);

test.each([
  [
    'a refused token',
    { status: 401, body: '{"error_code":"APIGW.0301","error_msg":"bad"}' },
    4,
    /APIGW\.0301/,
  ],
  ['no permission', { status: 403, body: '{"error_code":"SMS.9004","error_msg":"no"}' }, 4, /SMS\.9004/],
  [
    'a refusal',
    { status: 400, body: '{"error_code":"SMS.9001","error_msg":"bad state"}' },
    1,
    /SMS\.9001: bad state/,
  ],
  ['something that is no list', { status: 200, body: '{"id":"x"}' }, 1, /not a task list/],
] as const)(
  '%s: no list on standard output, but the error with --json',
  async (_what, answer, exit, message) => {
    const sms = await service({ intercept: () => ({ ...answer, headers: json }) });
    const { flags, env } = access(sms);
    for (const more of [[], ['--json']]) {
      const { code, stdout, stderr } = await run(['list', ...more, ...flags], env);
      expect(code).toBe(exit);
      if (more.length) expect(Object.keys(JSON.parse(stdout))).toEqual(['error']);
      else expect(stdout).toBe('');
      expect(stderr).toMatch(message);
    }
  },
);

test('a page that fails leaves no half of a list', async () => {
  const refused = { status: 400, headers: json, body: '{"error_code":"SMS.2007","error_msg":"no"}' };
  const sms = await service({
    tasks: manyTasks(450),
    intercept: ({ path }) => (path.includes('offset=200') ? refused : undefined),
  });
  const { flags, env } = access(sms);
  for (const more of [[], ['--json']]) {
    const ran = await run(['list', ...more, ...flags], env);
    expect(ran.code).toBe(1);
    if (more.length) expect(JSON.parse(ran.stdout)).toMatchObject({ error: { code: 'SMS.2007' } });
    else expect(ran.stdout).toBe('');
    expect(ran.stderr).toContain('SMS.2007');
  }
});

test.each([
  ['an argument', ['list', 'extra'], /unexpected argument/],
  ['an empty state', ['list', '--state', ''], /--state requires a value/],
  ['an empty endpoint', ['list', '--endpoint', ''], /--endpoint requires a value/],
  ['a blank region', ['list', '--region', ' '], /--region requires a value/],
  ['a filter for another command', ['show', '--state', 'READY', '--demo'], /can't be used with show/],
])('%s: exit 2', async (_what, args, message) => {
  const ran = await run(args, { HW_AUTH_TOKEN: 't' });
  expect(ran.code).toBe(2);
  expect(ran.stderr).toMatch(message);
});

test('reads a list that is too long for paging as far as possible, and reports that it is incomplete', async () => {
  const page = manyTasks(200).join(',');
  const sms = await service({
    intercept: () => ({ status: 200, headers: json, body: `{"count":70000,"tasks":[${page}]}` }),
  });
  const { flags, env } = access(sms);
  const ran = await run(['list', ...flags], env);
  expect(ran.code).toBe(0);
  expect(ran.stdout.trimEnd().split('\n')).toHaveLength(65_601);
  expect(ran.stderr).toContain('lists only 65,600 of 70,000 tasks');
  const offsets = sms.requests.map(({ path }) => Number(/offset=(\d+)/.exec(path)?.[1]));
  expect(Math.max(...offsets)).toBe(65_400);
  expect(offsets).toHaveLength(328);
});

test('a demo lists its tasks', async () => {
  const { code, stdout } = await run(['list', '--demo']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/6402c49b-7d9a-413e-8b5f-a7307f7d5679 +centos7-lvm +READY/);
});
