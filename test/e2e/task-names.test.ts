/** Tasks by an ID, the beginning of one, or a name. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { payloadText, TASKS } from '../support/fixtures.ts';
import { run } from '../support/program.ts';
import { access, service } from '../support/service.ts';
import { freshState } from '../support/terminal.ts';

const LVM = '6402c49b-7d9a-413e-8b5f-a7307f7d5679';
const named = (id: string, name: string) =>
  payloadText(TASKS[1]).replaceAll(LVM, id).replaceAll('centos7-lvm', name);
const TWINS = [
  named('6402aaaa-0000-4000-8000-000000000001', 'web'),
  named('6402aaaa-0000-4000-8000-000000000002', 'web'),
  named('6402bbbb-0000-4000-8000-000000000003', '数据库 01'),
  named('77770000-0000-4000-8000-000000000004', '6402bbbb'),
];

describe('in a demo', () => {
  test.each([
    ['a name', 'centos7-lvm'],
    ['a name with blanks round it', ' centos7-lvm '],
    ['the beginning of an ID', '6402'],
    ['it in capitals', '6402C49B-7D'],
  ])('%s finds the task, and says so on standard error', async (_what, word) => {
    const ran = await run(['show', word, '--demo', '--query', 'id']);
    expect(ran).toEqual({
      code: 0,
      stdout: `"${LVM}"\n`,
      stderr: `"${word.trim()}" is task centos7-lvm ${LVM}.\n`,
    });
  });

  test('a whole ID is not looked up', async () => {
    const sms = await service();
    const { flags, env } = access(sms);
    expect((await run(['show', LVM, ...flags], env)).stderr).toBe('');
    expect(sms.requests.map(({ path }) => path)).toEqual([
      `/v3/tasks/${LVM}`,
      `/v3/tasks/${LVM}/speed-limit`,
    ]);
  });

  test.each(['show', 'update', 'undo'])('%s: a name that no task has is an error', async (command) => {
    const ran = await run([
      command,
      'no such task',
      '--demo',
      ...(command === 'update' ? ['--set', 'name=a'] : []),
    ]);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain(
      'no task has the ID or name "no such task". To list all tasks, run sms-wizard list.',
    );
  });

  test('three characters are too few for the beginning of an ID', async () => {
    const ran = await run(['show', '640', '--demo']);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('SMS.7703: Task does not exist');
  });
});

describe('several tasks', () => {
  test.each([
    ['a name of two', 'web', ['000000000001 (web)', '000000000002 (web)']],
    ['the beginning of three IDs', '6402', ['000000000001', '000000000002', '000000000003 (数据库 01)']],
    ['a name that begins an ID as well', '6402bbbb', ['000000000003', '000000000004 (6402bbbb)']],
  ])('%s lists them', async (_what, word, candidates) => {
    const sms = await service({ tasks: TWINS });
    const { flags, env } = access(sms);
    const ran = await run(
      ['update', word, '--set', 'name=a', '--yes', '--lang', 'zh', '--json', ...flags],
      env,
    );
    expect(ran.code).toBe(2);
    const { error, task_id } = JSON.parse(ran.stdout);
    for (const candidate of candidates) expect(error.message).toContain(candidate);
    expect(task_id).toBe(word);
    expect(sms.requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  test('a name is found however its accents are typed', async () => {
    const sms = await service({ tasks: [named('88880000-0000-4000-8000-000000000005', 'cafe\u0301')] });
    const { flags, env } = access(sms);
    expect((await run(['show', 'caf\u00e9', ...flags], env)).code).toBe(0);
  });

  test('a name finds its task, and the plan holds the full ID', async () => {
    const sms = await service({ tasks: TWINS });
    const { flags, env } = access(sms);
    const file = join(mkdtempSync(join(tmpdir(), 'sms-names-')), 'plan.json');
    const args = ['update', '数据库 01', '--set', 'speed_limit=7', '--dry-run', '--out', file, ...flags];
    expect((await run(args, env)).code).toBe(0);
    expect(JSON.parse(readFileSync(file, 'utf8')).task.id).toBe('6402bbbb-0000-4000-8000-000000000003');
  });

  test('apply --task and history take names', async () => {
    const sms = await service({ tasks: TWINS });
    const { flags, env } = access(sms);
    const own = { ...env, XDG_STATE_HOME: freshState() };
    const file = join(mkdtempSync(join(tmpdir(), 'sms-names-')), 'plan.json');
    await run(['update', '7777', '--set', 'speed_limit=7', '--dry-run', '--out', file, ...flags], own);
    const applied = await run(['apply', file, '--task', '数据库 01', '--yes', '--json', ...flags], own);
    expect(JSON.parse(applied.stdout).tasks).toMatchObject([{ task_name: '数据库 01', outcome: 'applied' }]);
    const kept = await run(['history', '数据库 01', '--json'], own);
    expect(JSON.parse(kept.stdout)).toMatchObject([{ task_id: '6402bbbb-0000-4000-8000-000000000003' }]);
    const none = await run(['history', 'elsewhere'], own);
    expect(none).toMatchObject({
      code: 0,
      stdout: 'No updates of a task "elsewhere" sent from this machine.\n',
    });
  });

  test('doctor takes a name', async () => {
    const sms = await service({ tasks: TWINS });
    const { flags, env } = access(sms);
    await run(['doctor', '数据库 01', ...flags], env);
    expect(sms.requests.map(({ path }) => path)).toContain('/v3/tasks/6402bbbb-0000-4000-8000-000000000003');
  });
});
