/** Plans: written, read, rejected with a reason, applied to the current task. */
import { execFileSync, spawn } from 'node:child_process';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type JsonObject, parseJson } from '../../src/json/json.ts';
import { serializePlan } from '../../src/storage/plans.ts';
import { payloadText, TASKS } from '../support/fixtures.ts';
import { run } from '../support/program.ts';
import { access, service, updates } from '../support/service.ts';
import { cleanEnv, PROGRAM } from '../support/terminal.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'sms-plans-'));

async function scene(settings: readonly string[], options: Parameters<typeof service>[0] = {}) {
  const sms = await service(options);
  const { flags, env } = access(sms);
  const file = join(folder(), 'plan.json');
  const sets = settings.flatMap((setting) => ['--set', setting]);
  const made = await run(['update', sms.firstTask, ...sets, '--dry-run', '--out', file, ...flags], env);
  expect(made.code).toBe(0);
  const apply = (...more: string[]) => run(['apply', file, ...more, ...flags], env);
  const text = () => readFileSync(file, 'utf8');
  return { sms, file, made, apply, text, flags, env };
}

describe('a plan', () => {
  test('is a readable file: task, base values, edits by path, findings, the exact request, a digest', async () => {
    const { sms, text, made } = await scene(['speed_limit=100', 'target_server.disks[/dev/xvdb].size=+10G']);
    const plan = JSON.parse(text());
    expect(Object.keys(plan)).toEqual([
      ...['sms_wizard_plan', 'written', 'task', 'edits', 'findings', 'request', 'digest'],
    ]);
    expect(plan.task).toEqual({ id: sms.firstTask, name: 'centos7-lvm', endpoint: sms.url });
    expect(plan.edits).toEqual([
      { path: 'speed_limit', kind: 'set', before: 0, after: 100 },
      {
        path: 'target_server.disks[701].size',
        path_by_name: 'target_server.disks[/dev/xvdb].size',
        ...{ kind: 'set', before: 10737418240, after: 21474836480 },
      },
    ]);
    expect(plan.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(text()).not.toContain(sms.token);
    expect(made.stderr).toContain('Saved plan');
    expect(updates(sms)).toEqual([]);
  });

  test('shows every character for what it is, whatever names are in it', async () => {
    const hostile = payloadText(TASKS[1]).replaceAll('/dev/xvdc', '/dev/\\u202ecdvx\\u200b');
    const { text, apply } = await scene(['target_server.disks[701].size=20G'], { tasks: [hostile] });
    expect(text()).not.toMatch(/[\u202e\u200b]/);
    expect(text()).toContain('/dev/\\u202ecdvx\\u200b');
    expect((await apply('--yes')).code).toBe(0);
  });

  test('is applied, and applied again changes nothing', async () => {
    const { sms, apply, text } = await scene([
      'speed_limit=100',
      'target_server.networks[+1].mac=fa:16:3e:00:00:01',
    ]);
    const first = await apply('--yes', '--json');
    expect(first).toMatchObject({ code: 0 });
    expect(JSON.parse(first.stdout)).toMatchObject({
      task_id: sms.firstTask,
      result: 'unverified',
      request: JSON.parse(text()).request,
    });
    expect(updates(sms)).toEqual([JSON.parse(text()).request]);
    const only = await scene(['speed_limit=100']);
    await only.apply('--yes');
    const again = await only.apply('--yes', '--json');
    expect(again.code).toBe(0);
    expect(JSON.parse(again.stdout).result).toBe('no_changes');
    expect(updates(only.sms)).toHaveLength(1);
  });

  test('keeps 64-bit numbers', async () => {
    const big = payloadText(TASKS[1]).replace('"size": 42949672960', '"size": 9223372036854775807');
    const { sms, apply, text } = await scene(['target_server.disks[701].size=20G'], { tasks: [big] });
    expect(text()).toContain('"size": 9223372036854775807');
    expect((await apply('--yes')).code).toBe(0);
    expect(sms.requests.find(({ method }) => method === 'PUT')?.body).toContain('"size":9223372036854775807');
  });

  test('based on a value that someone changed since is a conflict: exit 5, nothing sent', async () => {
    const { sms, apply } = await scene(['speed_limit=100', 'name=web']);
    sms.change(sms.firstTask, (task) => ({ ...task, speed_limit: 7 }));
    const ran = await apply('--yes', '--json');
    expect(ran.code).toBe(5);
    const { changes, result, error } = JSON.parse(ran.stdout);
    expect({ result, code: error.code }).toEqual({ result: 'refused', code: 'conflict' });
    expect(changes).toContainEqual({ path: 'speed_limit', before: 0, theirs: 7, after: 100, outcome: null });
    expect(updates(sms)).toEqual([]);
  });

  test('that takes out a disk which someone changed since is a conflict, unless it only filled up', async () => {
    const sms = await service();
    const { flags, env } = access(sms);
    const file = join(folder(), 'plan.json');
    const unset = ['--unset', 'target_server.disks[702]'];
    await run(['update', sms.firstTask, ...unset, '--dry-run', '--out', file, ...flags], env);
    const change = (key: string, value: unknown) =>
      sms.change(sms.firstTask, (task) => {
        const server = task.target_server as { disks: Record<string, unknown>[] };
        const disks = server.disks.map((disk) =>
          String(disk.id) === '702' ? { ...disk, [key]: value } : disk,
        );
        return { ...task, target_server: { ...server, disks } };
      });
    change('disk_id', 'another-volume');
    const ran = await run(['apply', file, '--yes', ...flags], env);
    expect(ran.code).toBe(5);
    expect(ran.stdout).toContain(
      'would be removed, but someone changed it: target_server.disks[702].disk_id',
    );
    expect(updates(sms)).toEqual([]);
    change('disk_id', '1c1a6e0e-8a6b-4c0e-9a55-1f3e4d1a0002');
    change('used_size', 1);
    expect((await run(['apply', file, '--yes', ...flags], env)).code).toBe(0);
    expect(JSON.parse(sms.taskText(sms.firstTask)).target_server.disks).toHaveLength(2);
  });

  test('leaves alone what others changed elsewhere', async () => {
    const { sms, apply } = await scene(['target_server.disks[701].size=20G']);
    sms.change(sms.firstTask, (task) => ({ ...task, speed_limit: 7 }));
    expect((await apply('--yes')).code).toBe(0);
    expect(JSON.parse(sms.taskText(sms.firstTask)).speed_limit).toBe(7);
  });

  test('with --dry-run and without --yes sends nothing', async () => {
    const { sms, apply } = await scene(['name=web']);
    const dry = await apply('--dry-run');
    expect(dry).toMatchObject({ code: 0 });
    expect(dry.stdout).toContain('~ name: centos7-lvm → web');
    const unasked = await apply();
    expect(unasked.code).toBe(2);
    expect(updates(sms)).toEqual([]);
  });

  test('may be laid out anew, as git and editors do', async () => {
    const { file, apply, text } = await scene(['name=web']);
    writeFileSync(file, JSON.stringify(JSON.parse(text())));
    expect((await apply('--yes')).code).toBe(0);
  });
});

describe('a plan is refused with the reason, and nothing is sent', () => {
  test.each([
    [
      'a changed value',
      (text: string) => text.replace('"after": "web"', '"after": "db"'),
      /was modified after/,
    ],
    [
      'a changed request',
      (text: string) => text.replace('"name": "web"', '"name": "x"'),
      /was modified after/,
    ],
    ['an edit more', (text: string) => text.replace('"edits": [', '"edits": [ {},'), /was modified after/],
    ['no digest', (text: string) => text.replace(/,\s*"digest".*/, ''), /was modified after/],
    [
      'another version',
      (text: string) => text.replace('"sms_wizard_plan": 1', '"sms_wizard_plan": 2'),
      /is a version 2 plan, .*reads version 1/,
    ],
    ['no plan at all', () => '{"name": "web"}', /is not an sms-wizard plan/],
    ['no JSON', () => 'speed_limit: 100', /is not an sms-wizard plan/],
    ['half of it', (text: string) => text.slice(0, text.length / 2), /is not an sms-wizard plan/],
  ])('%s', async (_what, change, reason) => {
    const { sms, file, apply, text } = await scene(['name=web']);
    writeFileSync(file, change(text()));
    const ran = await apply('--yes');
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(reason);
    expect(ran.stderr).toContain('Nothing was sent');
    expect(sms.requests.filter(({ method }) => method === 'PUT')).toEqual([]);
  });

  // The digest shows accidental changes and isn't a signature: anyone can compute a matching one.
  test.each<[string, (edit: JsonObject, plan: JsonObject) => void, RegExp]>([
    [
      'a whole list',
      (edit) => Object.assign(edit, { path: 'target_server.disks', after: [] }),
      /has no single value/,
    ],
    [
      'a list of nothing',
      (edit) => Object.assign(edit, { path: 'target_server.disks', after: null }),
      /has no single value/,
    ],
    [
      'a whole object',
      (edit) => Object.assign(edit, { path: 'clone_server', after: { vm_id: 'a' } }),
      /has no single value/,
    ],
    [
      'a whole element',
      (edit) => Object.assign(edit, { path: 'target_server.disks[700]', after: {} }),
      /has no single value/,
    ],
    ['a field taken out', (edit) => Object.assign(edit, { kind: 'remove' }), /name is not a list element/],
    [
      'an element of nothing',
      (edit) => Object.assign(edit, { kind: 'add', path: 'target_server.disks[+1]', after: 7 }),
      /not a valid new element/,
    ],
    ['a field that is none', (edit) => Object.assign(edit, { path: '__proto__.x' }), /Nothing was sent/],
    [
      'another field by name',
      (edit) => Object.assign(edit, { path_by_name: 'speed_limit' }),
      /name and speed_limit are different fields/,
    ],
    [
      'a task that is none',
      (_edit, plan) => Object.assign(plan.task as JsonObject, { id: '..' }),
      /not a valid task ID/,
    ],
  ])('that somebody wrote by hand: %s', async (_what, change, reason) => {
    const { sms, file, apply, text } = await scene(['name=web']);
    const plan = parseJson(text()) as JsonObject;
    change((plan.edits as JsonObject[])[0] as JsonObject, plan);
    writeFileSync(file, serializePlan(plan));
    const before = sms.requests.length;
    for (const more of [[], ['--task', sms.firstTask], ['--task', '00000000-0000-0000-0000-000000000001']]) {
      const ran = await apply('--yes', ...more);
      expect(ran.code, ran.stderr).toBe(2);
      expect(ran.stderr).toMatch(reason);
      expect(ran.stderr).toContain('Nothing was sent');
    }
    expect(sms.requests).toHaveLength(before);
  });

  test('another service than the one it was made for', async () => {
    const { file } = await scene(['name=web']);
    const other = await service();
    const { flags, env } = access(other);
    const ran = await run(['apply', file, '--yes', ...flags], env);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/is for http:.*but the endpoint is http:/);
    expect(other.requests).toEqual([]);
  });

  test('a file that is not there', async () => {
    const ran = await run(['apply', '/nonexistent/plan.json', '--demo']);
    expect(ran).toMatchObject({ code: 2 });
    expect(ran.stderr).toContain('ENOENT');
  });
});

test.each([[], ['--task', '00000000-0000-0000-0000-000000000001']])(
  'a plan from a pipe is waited for, and ^C ends that; a device is no plan: %j',
  async (...more) => {
    const pipe = join(mkdtempSync(join(tmpdir(), 'sms-wizard-pipe-')), 'plan.json');
    execFileSync('mkfifo', [pipe]);
    const waiting = spawn(process.execPath, [PROGRAM, 'apply', pipe, '--yes', ...more], { env: cleanEnv() });
    const ended = new Promise((resolve) => waiting.on('exit', (code, signal) => resolve([code, signal])));
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(waiting.exitCode).toBeNull();
    waiting.kill('SIGINT');
    // A busy machine may not have come as far as to wait: then the signal itself ends it.
    expect([
      [130, null],
      [null, 'SIGINT'],
    ]).toContainEqual(await ended);
    expect(await run(['apply', '/dev/zero', '--yes', ...more])).toMatchObject({ code: 2, stdout: '' });
  },
);

describe('--out', () => {
  test('replaces a file only with --force', async () => {
    const place = folder();
    const args = (name: string) => [
      '--demo',
      'update',
      '--set',
      'name=a',
      '--dry-run',
      '--out',
      join(place, name),
    ];
    expect((await run(args('a.json'))).code).toBe(0);
    expect((await run(args('a.json'))).code).toBe(2);
    expect((await run([...args('a.json'), '--force'])).code).toBe(0);
    writeFileSync(join(place, 'b.json'), 'mine');
    const ran = await run(args('b.json'));
    expect(ran.code).toBe(2);
    expect(readFileSync(join(place, 'b.json'), 'utf8')).toBe('mine');
    expect(readdirSync(place).sort()).toEqual(['a.json', 'b.json']);
  });

  test('leads through a link, and never into a pipe', async () => {
    const place = folder();
    const args = (name: string) => [
      '--demo',
      'update',
      '--set',
      'name=a',
      '--dry-run',
      '--out',
      join(place, name),
    ];
    expect((await run(args('a.json'))).code).toBe(0);
    symlinkSync(join(place, 'a.json'), join(place, 'link.json'));
    const before = readFileSync(join(place, 'a.json'), 'utf8');
    expect((await run([...args('link.json'), '--force'])).code).toBe(0);
    expect(lstatSync(join(place, 'link.json')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(place, 'a.json'), 'utf8')).not.toBe(before);
    execFileSync('mkfifo', [join(place, 'pipe')]);
    expect((await run(args('pipe'))).code).toBe(2);
    expect((await run([...args('pipe'), '--force'])).code).toBe(2);
  });

  test('without --dry-run is no option', async () => {
    const ran = await run(['--demo', 'update', '--set', 'name=a', '--out', '/tmp/x.json', '--yes']);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('--dry-run');
  });
});
