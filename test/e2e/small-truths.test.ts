/** Lists, histories, directories where nothing can be written, and colors. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { textWidth } from '../../src/terminal/text/text-width.ts';
import { run } from '../support/program.ts';
import { access, service } from '../support/service.ts';
import { cleanEnv, freshState, launch, PROGRAM } from '../support/terminal.ts';

const ID = '6402c49b-7d9a-413e-8b5f-a7307f7d5679';
const rows = (stdout: string) => stdout.trimEnd().split('\n').slice(1);

describe('list', () => {
  test.each([[['--state', 'READY', '--state', 'MIGRATE_FAIL']], [['--state', 'ready,migrate_fail']]])(
    '%j: tasks of either state',
    async (flags) => {
      const { stdout } = await run(['list', '--demo', ...flags, '--query', 'tasks[].state']);
      expect(JSON.parse(stdout).sort()).toEqual(['MIGRATE_FAIL', ...Array(6).fill('READY')]);
    },
  );

  test.each([
    ['list', '--state', /unknown task state "REDY"\. Did you mean READY\? Known: READY, RUNNING,/],
    ['watch', '--until', /unknown state "REDY" for --until\. Known: READY, RUNNING, .* Did you mean READY\?/],
  ])('%s: an unknown state is an error with the known ones, before anything is asked', async (...row) => {
    const [command, option, message] = row;
    const sms = await service();
    const { flags, env } = access(sms);
    const task = command === 'list' ? [] : [sms.firstTask];
    const ran = await run([command, ...task, option, 'REDY', ...flags], env);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toMatch(message);
    expect(sms.requests).toEqual([]);
  });

  test('--columns, --sort and --limit', async () => {
    const { stdout } = await run(['list', '--demo', '--columns', 'name,os', '--sort=-name', '--limit', '2']);
    expect(stdout.split('\n').map((line) => line.trimEnd())).toEqual([
      'Name          OS',
      'suse15-ipv6   LINUX',
      'suse15-btrfs  LINUX',
      '',
    ]);
    const whole = JSON.parse(
      (await run(['list', '--demo', '--sort', 'name', '--limit', '1', '--json'])).stdout,
    );
    expect(whole).toMatchObject({ count: 7, tasks: [{ name: 'centos7-failed' }] });
  });

  test.each([
    [['--columns', 'nmae'], /unknown column "nmae"\. Did you mean name\?/],
    [['--sort', 'size'], /unknown column "size"\. Known: id, name,/],
    [['--limit', '0'], /--limit/],
  ])('%j: exit 2', async (flags, message) => {
    const ran = await run(['list', '--demo', ...flags]);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(message);
  });

  test('80 columns keep OS and source', async () => {
    const session = launch(['list', '--demo'], { columns: 80, rows: 24 });
    expect((await session.exit).code).toBe(0);
    const [title = '', first = ''] = session.rows().filter(Boolean);
    expect(title).toMatch(/^Task ID .* Name .* State .* OS .* Source/);
    expect(first).toContain('LINUX');
    for (const line of session.rows()) expect(textWidth(line)).toBeLessThanOrEqual(80);
  });

  test('columns that were asked for are shown on any terminal', async () => {
    const columns = 'id,name,state,os,source,progress,age';
    const ran = launch(['list', '--demo', '--limit', '1', '--columns', columns], { columns: 50 });
    await ran.exit;
    for (const title of ['Task ID', 'Name', 'State', 'OS', 'Source', 'Progress', 'Age'])
      expect(ran.text()).toContain(title);
    for (const value of ['READY', 'LINUX', 'novalocal']) expect(ran.text()).toContain(value);
  });

  test('a pipe never cuts a name', async () => {
    const { stdout } = await run(['list', '--demo', '--scenario', 'list']);
    expect(rows(stdout).every((row) => !row.includes('…'))).toBe(true);
  });
});

describe('state and history', () => {
  test('an unreadable history is an error', async () => {
    const state = freshState();
    mkdirSync(join(state, 'sms-wizard', 'history.jsonl'), { recursive: true });
    const ran = await run(['history', '--json'], { XDG_STATE_HOME: state });
    expect(ran.code).toBe(8);
    expect(JSON.parse(ran.stdout).error.message).toMatch(
      /can't read the history .*history\.jsonl \(it is not a regular file\)/,
    );
  });

  test('a place where nothing can be made ends at once, and the update goes on', () => {
    const ran = spawnSync(process.execPath, [PROGRAM, 'doctor', '--demo'], {
      env: cleanEnv({ XDG_STATE_HOME: '/proc/x' }),
      encoding: 'utf8',
      timeout: 20_000,
    });
    expect(ran.signal).toBeNull();
    expect(ran.stdout).toContain('/proc/x');
  });

  test.each(['', undefined])('HOME=%s uses the home of the user', (home) => {
    const { XDG_STATE_HOME: _state, HOME: _home, ...env } = cleanEnv();
    const place = freshState();
    mkdirSync(place, { recursive: true });
    const ran = spawnSync(process.execPath, [PROGRAM, 'doctor', '--demo'], {
      cwd: place,
      env: { ...env, ...(home === undefined ? {} : { HOME: home }) },
      encoding: 'utf8',
    });
    expect(ran.status).toBe(0);
    expect(existsSync(join(place, '.local'))).toBe(false);
  });
});

describe('words', () => {
  test.each(['show', 'list'])('%s never says that nothing was changed', async (command) => {
    const args = command === 'show' ? [ID] : [];
    const ran = await run([command, ...args, '--endpoint', 'http://127.0.0.1:1', '--timeout', '1'], {
      HW_AUTH_TOKEN: 't',
    });
    expect(ran.code).toBe(1);
    expect(ran.stderr).not.toContain('Nothing was changed');
  });

  test('an update that fails says it', async () => {
    const ran = await run(
      ['update', ID, '--set', 'name=a', '--yes', '--endpoint', 'http://127.0.0.1:1', '--timeout', '1'],
      { HW_AUTH_TOKEN: 't' },
    );
    expect(ran.stderr).toContain('Nothing was changed');
  });

  test.each([
    ['watch', 'Canceled.\n'],
    ['show', 'Canceled.\n'],
    ['update', 'Canceled. Nothing was sent.\n'],
  ])('%s, ended by ^C, says that nothing was sent only if it could have been', async (command, printed) => {
    const sms = await service({ latency: 60_000 });
    const { flags, env } = access(sms);
    const set = command === 'update' ? ['--set', 'name=a', '--yes'] : [];
    const child = spawn(process.execPath, [PROGRAM, command, ID, ...set, ...flags], {
      ...{ env: cleanEnv(env), stdio: ['ignore', 'ignore', 'pipe'] },
    });
    let stderr = '';
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    await vi.waitUntil(() => sms.requests.length > 0, { timeout: 30_000 });
    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([130, null]);
    expect(stderr).toBe(printed);
  });

  test('a full disk is reported once', () => {
    const ran = spawnSync(
      'sh',
      ['-c', '"$@" > /dev/full', 'sh', process.execPath, PROGRAM, 'list', '--demo'],
      {
        ...{ env: cleanEnv({}), encoding: 'utf8' },
      },
    );
    expect(ran.status).toBe(1);
    expect(ran.stderr).toBe('sms-wizard: ENOSPC: no space left on device, write\n');
  });

  test('a query that fails is a sentence', async () => {
    const { stderr } = await run(['list', '--demo', '--query', 'abs(tasks)']);
    expect(stderr).toMatch(/to this output: abs\(\) expected .* instead\.\n$/);
  });

  test('HTTP 431 has its own words', async () => {
    const sms = await service({ intercept: () => ({ status: 431, body: '' }) as never });
    const { flags, env } = access(sms);
    expect((await run(['show', ID, ...flags], env)).stderr).toContain('The request headers are too large');
  });
});

test('a diff names elements as people do, and the report by their IDs', async () => {
  const args = ['diff', '--demo', '--set', 'target_server.disks[701].size=20G'];
  expect((await run(args)).stdout).toContain('~ target_server.disks[/dev/xvdb].size: 10 GiB → 20 GiB');
  expect(JSON.parse((await run([...args, '--json'])).stdout).changes[0].path).toBe(
    'target_server.disks[701].size',
  );
});

describe('colour', () => {
  test('marks are coloured where colour is forced, and nowhere else', async () => {
    const args = ['update', '--demo', '--set', 'speed_limit=7', '--yes'];
    expect((await run(args, { FORCE_COLOR: '1' })).stdout).toMatch(/^\x1b\[32m✓\x1b\[39m speed_limit/);
    expect((await run(args)).stdout).not.toContain('\x1b');
    expect((await run([...args, '--no-color'], { FORCE_COLOR: '1' })).stdout).not.toContain('\x1b');
    expect((await run(['doctor', '--demo'], { FORCE_COLOR: '1' })).stdout).toContain('\x1b[32m✓');
  });
});

describe('quiet, verbose, fields', () => {
  test('--quiet leaves notes out, and keeps results and errors', async () => {
    expect((await run(['show', 'centos7-lvm', '--demo'])).stderr).toContain('is task centos7-lvm');
    expect(await run(['show', 'centos7-lvm', '--demo', '-q', '--query', 'name'])).toEqual({
      code: 0,
      stdout: '"centos7-lvm"\n',
      stderr: '',
    });
    expect((await run(['show', 'no such task', '--demo', '-q'])).stderr).toContain('no task has the ID');
  });

  test('-v logs requests with status, time and request ID, and no token', async () => {
    const sms = await service();
    const { flags, env } = access(sms);
    const ran = await run(['show', ID, '-v', ...flags], env);
    expect(ran.stderr).toMatch(/GET \S+\/v3\/tasks\/6402c49b\S+ {2}200 {2}simulated-1 {2}\d+ ms/);
    expect(ran.stderr).not.toContain(sms.token);
  });

  test('fields searches names and meanings', async () => {
    const { stdout } = await run(['fields', 'speed', '--query', '[].path']);
    expect(JSON.parse(stdout)).toContain('speed_limit');
    expect((await run(['fields', 'no-such-word'])).code).toBe(2);
  });

  test.each(['bash', 'zsh', 'fish'])(
    'completion of %s knows the new options and their values',
    async (shell) => {
      const { stdout } = await run(['completion', shell]);
      for (const word of ['jsonl', 'columns', 'show-request', 'quiet', 'progress'])
        expect(stdout).toContain(word);
    },
  );
});
