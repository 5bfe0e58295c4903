/** Updates are recorded before they are sent, and can be undone. */
import { appendFileSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run, start } from '../support/program.ts';
import { submitOn } from '../support/screen-driver.ts';
import { access, service, updates, wizardOn } from '../support/service.ts';
import { cleanEnv, freshState } from '../support/terminal.ts';

const file = (state: string): string => join(state, 'sms-wizard', 'history.jsonl');

async function scene(scenario = 'lvm') {
  const state = freshState();
  const sms = await service({ scenario });
  const { flags, env } = access(sms);
  const command = (...args: string[]) => run([...args, ...flags], { ...env, XDG_STATE_HOME: state });
  const update = (...settings: string[]) =>
    command('update', sms.firstTask, '--yes', ...settings.flatMap((setting) => ['--set', setting]));
  return { state, sms, command, update, env: { XDG_STATE_HOME: state } };
}
const now = (sms: Awaited<ReturnType<typeof service>>) => JSON.parse(sms.taskText(sms.firstTask));

describe('history', () => {
  test('reports lines that it can not read, and shows the others', async () => {
    const { state, update, env } = await scene();
    await update('name=web-01');
    expect((await run(['history'], env)).stderr).toBe('');
    appendFileSync(file(state), 'damaged\n{"format":1,"record":"int\n');
    const listed = await run(['history'], env);
    expect(listed).toMatchObject({ code: 0, stdout: expect.stringContaining('centos7-lvm → web-01') });
    expect(listed.stderr).toBe("2 lines of the history can't be read, so updates may be missing here.\n");
  });

  test('lists what was sent and applied, without secrets, readable by its owner only', async () => {
    const { state, sms, update } = await scene('running');
    await update('name=web-01', 'target_server.disks[Disk 1].size=60G');
    const listed = await run(['history'], { XDG_STATE_HOME: state });
    expect(listed.stdout).toMatch(
      /MigrationTask ef3b9722-07a0-40ae-89b0-889ee96d0001 {3}2 changes {3}1 of 2 not applied/,
    );
    expect(listed.stdout).toContain('✓ name: MigrationTask → web-01');
    expect(listed.stdout).toContain('✗ target_server.disks[88008].size: 40 GiB → 60 GiB');
    const text = readFileSync(file(state), 'utf8');
    expect(
      text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line).record),
    ).toEqual(['intent', 'outcome']);
    expect(text).not.toContain(sms.token);
    expect(statSync(file(state)).mode & 0o777).toBe(0o600);
    const { stdout } = await run(['history', sms.firstTask, '--json'], { XDG_STATE_HOME: state });
    expect(JSON.parse(stdout)[0]).toMatchObject({
      result: 'verified',
      changes: [{ outcome: 'applied' }, { outcome: 'not_applied' }],
    });
    const other = await run(['history', 'other-task'], { XDG_STATE_HOME: state });
    expect(other.stdout).toContain('No updates');
  });

  test('the next start records the outcome of an interrupted update', async () => {
    const { state, sms, env } = await scene();
    let reached: () => void = () => {};
    const put = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const slow = await service({
      intercept: ({ method, body }) => {
        if (method !== 'PUT') return undefined;
        slow.change(slow.firstTask, (task) => ({ ...task, ...JSON.parse(body) }));
        reached();
        return new Promise(() => {});
      },
    });
    const wizard = await wizardOn(slow, { env });
    await wizard.press('enter', ...'web-01', 'enter', '^S');
    await submitOn(wizard);
    await put;
    process.kill(wizard.pid, 'SIGKILL');
    await wizard.exit;
    const next = await wizardOn(slow, { env });
    expect(next.text()).toContain(': applied.');
    expect(next.text()).toContain('web-01   LINUX');
    await next.press('^C');
    await next.exit;
    expect(readFileSync(file(state), 'utf8')).toContain('"result":"settled_applied"');
    expect(sms.requests).toEqual([]);
  });
});

test('a command that is repeated after it was killed says first whether it was applied', async () => {
  let reached: () => void = () => {};
  const put = new Promise<void>((resolve) => {
    reached = resolve;
  });
  let isSlow = true;
  const sms = await service({
    intercept: ({ method, body }) => {
      if (method !== 'PUT' || !isSlow) return undefined;
      sms.change(sms.firstTask, (task) => ({ ...task, ...JSON.parse(body) }));
      reached();
      return new Promise(() => {});
    },
  });
  const { flags, env } = access(sms);
  const state = { ...env, XDG_STATE_HOME: freshState() };
  const args = ['update', sms.firstTask, '--set', 'speed_limit=77', '--yes', ...flags];
  const killed = start(args, { env: cleanEnv(state) });
  await put;
  killed.kill();
  await killed.ended;
  isSlow = false;
  const { code, stderr, stdout } = await run(args, state);
  expect(stderr).toMatch(/^Interrupted update of .*: applied\.$/m);
  expect(stdout).toContain('No changes');
  expect(code).toBe(0);
});

describe('undo', () => {
  test('takes the last update back, and no more than that', async () => {
    const { sms, update, command } = await scene();
    const before = now(sms);
    await update('name=web-01', 'speed_limit=100', 'target_server.disks[701].size=20G', 'exist_server=yes');
    sms.change(sms.firstTask, (task) => ({ ...task, speed_limit: 77 }));
    const shown = await command('undo', sms.firstTask, '--dry-run');
    expect(shown.code).toBe(0);
    expect(shown.stdout).toContain('~ name: web-01 → centos7-lvm');
    const undone = await command('undo', sms.firstTask, '--yes');
    // Two of four changes are left alone.
    expect(undone.code).toBe(6);
    expect(undone.stderr).toContain("Can't undo exist_server: SMS never returned its previous value.");
    expect(undone.stderr).toContain('speed_limit was changed again, to 77. Not undone.');
    expect(now(sms)).toEqual({ ...before, speed_limit: 77 });
    expect(updates(sms)).toHaveLength(2);
  });

  test('brings a removed disk and an old group name back', async () => {
    const { sms, command } = await scene();
    const before = now(sms);
    const settings = [
      '--unset',
      'target_server.disks[702]',
      '--set',
      'target_server.volume_groups[vgtest].name=vgnew',
    ];
    expect((await command('update', sms.firstTask, ...settings, '--yes')).code).toBe(0);
    expect(now(sms).target_server.disks).toHaveLength(2);
    const undone = await command('undo', sms.firstTask, '--yes', '--json');
    expect(undone.code).toBe(0);
    expect(now(sms).target_server.volume_groups).toEqual(before.target_server.volume_groups);
    expect(
      now(sms).target_server.disks.map(({ name, size }: { name: string; size: number }) => [name, size]),
    ).toEqual(
      before.target_server.disks.map(({ name, size }: { name: string; size: number }) => [name, size]),
    );
  });

  test('reports that there is nothing to undo', async () => {
    const { sms, command } = await scene();
    const undone = await command('undo', sms.firstTask, '--yes');
    expect(undone).toMatchObject({ code: 2 });
    expect(undone.stderr).toContain('no reversible update of task');
  });
});
