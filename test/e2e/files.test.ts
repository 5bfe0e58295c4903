/** Files of this program are its user's own: no links, no pipes, no files of others, and nothing abandoned. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { runMark } from '../../src/files/temporary-files.ts';
import { outputOf } from '../support/plain-driver.ts';
import { run, start } from '../support/program.ts';
import { sampled } from '../support/sample.ts';
import { faultsOf } from '../support/schemas.ts';
import { access, service, updates } from '../support/service.ts';
import { cleanEnv, freshState, PROGRAM } from '../support/terminal.ts';
import { MODES, type Mode } from '../support/user-driver.ts';

const [SCREEN] = MODES as [Mode, Mode];

const isRoot = process.getuid?.() === 0;
const OTHER_UID = 4321;

/** Puts something where a file of ours belongs. */
const OBSTACLES: Record<string, (path: string) => void> = {
  'a pipe': (path) => execFileSync('mkfifo', [path]),
  'a folder': (path) => mkdirSync(path),
  'a link to a file': (path) => {
    writeFileSync(`${path}.elsewhere`, 'mine\n', { mode: 0o600 });
    symlinkSync(`${path}.elsewhere`, path);
  },
  'a link to nothing': (path) => symlinkSync(`${path}.elsewhere`, path),
  'a link to a device': (path) => symlinkSync('/dev/zero', path),
  'a socket': (path) => createServer().listen(path).unref(),
};
if (isRoot) {
  OBSTACLES['a device'] = (path) => execFileSync('mknod', [path, 'c', '1', '5']);
  OBSTACLES["another user's file"] = (path) => {
    writeFileSync(path, 'theirs\n', { mode: 0o666 });
    chownSync(path, OTHER_UID, OTHER_UID);
  };
}
const WHY = /\(it is (a link|not a regular file)\)|\(it belongs to another user\)/;

function stateWith(...names: readonly string[]): { state: string; path: string } {
  const state = freshState();
  const path = join(state, 'sms-wizard', ...names);
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
  return { state, path };
}

/** Returns what is in a folder, with contents, owners and modes. */
const contentsOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true })
    .map((name) => {
      const path = join(folder, String(name));
      const { uid, mode } = lstatSync(path);
      return `${name} ${uid} ${mode.toString(8)} ${lstatSync(path).isFile() ? readFileSync(path, 'utf8') : ''}`;
    })
    .sort();

const SOME = sampled(Object.entries(OBSTACLES), 0.5);

describe.each(SOME)('%s in place of the history', (_what, put) => {
  test('is reported by history and undo, with an exit code of its own', async () => {
    const sms = await service();
    const { state, path } = stateWith('history.jsonl');
    put(path);
    const { flags, env } = access(sms);
    const ran = await run(['history'], { XDG_STATE_HOME: state });
    expect(ran).toMatchObject({ code: 8, stdout: '' });
    expect(ran.stderr).toMatch(WHY);
    const undo = await run(['undo', sms.firstTask, ...flags, '--yes'], { ...env, XDG_STATE_HOME: state });
    expect(undo.code).toBe(8);
    expect(undo.stderr).toMatch(WHY);
    expect(updates(sms)).toEqual([]);
  });

  test('leaves it as it is, and an update says that it was not recorded', async () => {
    const sms = await service();
    const { state, path } = stateWith('history.jsonl');
    put(path);
    const before = contentsOf(join(state, 'sms-wizard'));
    const { flags, env } = access(sms);
    const args = ['update', sms.firstTask, ...flags, '--set', 'name=web-01', '--yes', '--json'];
    const ran = await run(args, { ...env, XDG_STATE_HOME: state });
    expect(ran.code).toBe(8);
    const report = JSON.parse(ran.stdout);
    expect(report).toMatchObject({ result: 'applied', unrecorded: { what: 'update' } });
    expect(faultsOf('report', report)).toEqual([]);
    expect(updates(sms)).toEqual([{ name: 'web-01' }]);
    expect(contentsOf(join(state, 'sms-wizard'))).toEqual(before);
  });
});

test.each(MODES)('a result that could not be recorded says so, $name', async ({ start, plain }) => {
  const sms = await service();
  const { state, path } = stateWith('history.jsonl');
  execFileSync('mkfifo', [path]);
  const user = await start(sms, { env: { XDG_STATE_HOME: state } });
  // That it can't be read is said at once.
  await user.sees(/history\.jsonl can't be/);
  await user.set('Task name', 'web-01');
  await user.goTo('review');
  await user.submit();
  await user.sees('Change applied');
  await user.sees('Not recorded in the history');
  expect((await user.finish()).code).toBe(8);
  const output = outputOf(user.session).slice(plain ? -700 : 0);
  expect(output).toContain('Not recorded');
  expect(output).not.toContain('sms-wizard undo 6402');
});

test('a fleet says how many of its updates were not recorded', async () => {
  const sms = await service();
  const { state, path } = stateWith('history.jsonl');
  mkdirSync(path);
  const { flags, env } = access(sms);
  const there = { ...env, XDG_STATE_HOME: state };
  const plan = join(freshFolder(), 'plan.json');
  const set = ['--set', 'speed_limit=7', '--dry-run', '--out', plan];
  expect((await run(['update', sms.firstTask, ...flags, ...set], there)).code).toBe(0);
  const ran = await run(['apply', plan, '--task', sms.firstTask, ...flags, '--yes', '--json'], there);
  expect(ran.code, ran.stderr).toBe(8);
  expect(ran.stderr).toContain("Can't record 1 update in the history");
  const document = JSON.parse(ran.stdout);
  expect(document.tasks[0]).toMatchObject({ outcome: 'applied', unrecorded: { what: 'update' } });
  expect(faultsOf('apply-many', document)).toEqual([]);
});

test.each(SOME)('%s in place of a draft is reported and left', async (_what, put) => {
  const sms = await service();
  const { state, path } = stateWith('drafts', `${sms.firstTask}.1-x.json`);
  put(path);
  const before = contentsOf(join(state, 'sms-wizard'));
  const user = await SCREEN.start(sms, { env: { XDG_STATE_HOME: state } });
  await user.sees(/1-x\.json/);
  await user.sees(/it is|it belongs/);
  await user.interrupt();
  expect(contentsOf(join(state, 'sms-wizard'))).toEqual(before);
});

test.each(['history.jsonl', 'pauses.jsonl'])('a pipe in place of %s is shown by doctor', async (name) => {
  const { state, path } = stateWith(name);
  execFileSync('mkfifo', [path]);
  const { stdout } = await run(['doctor', '--demo'], { XDG_STATE_HOME: state });
  expect(stdout).toMatch(new RegExp(`${name} \\(it is not a regular file\\)`));
});

test.each([
  ['show', []],
  ['update', ['--set', 'name=a', '--yes']],
  ['edit', ['--dry-run']],
  ['watch', ['--until', 'READY']],
])('a pipe in place of the pauses is told by %s', async (command, more) => {
  const sms = await service();
  const { flags, env } = access(sms);
  const { state, path } = stateWith('pauses.jsonl');
  execFileSync('mkfifo', [path]);
  const there = { ...env, XDG_STATE_HOME: state, EDITOR: 'true' };
  const ran = await run([command, sms.firstTask, ...flags, ...more], there);
  expect(ran.code).toBe(0);
  expect(ran.stderr).toContain(`${path} can't be read (it is not a regular file).`);
});

test('a link in place of the folder is reported once by each command', async () => {
  const sms = await service();
  const { flags, env } = access(sms);
  const state = freshState();
  mkdirSync(state, { recursive: true });
  symlinkSync(freshFolder(), join(state, 'sms-wizard'));
  for (const words of [['show'], ['update', '--set', 'name=a', '--dry-run']]) {
    const [command = '', ...more] = words;
    const ran = await run([command, sms.firstTask, ...flags, ...more], { ...env, XDG_STATE_HOME: state });
    expect(ran.stderr.match(/can't be read \(it is a link\)/g)).toHaveLength(1);
  }
});

describe.each([['history.jsonl'], ['pauses.jsonl'], ['drafts'], ['runs'], ['']])(
  'a link in place of sms-wizard/%s',
  (name) => {
    test('is not followed', async () => {
      const sms = await service();
      const { state, path } = stateWith(...(name ? [name] : []));
      const elsewhere = freshFolder();
      execFileSync('rm', ['-rf', path]);
      symlinkSync(name.endsWith('.jsonl') ? join(elsewhere, 'file') : elsewhere, path);
      const { flags, env } = access(sms);
      const there = { ...env, XDG_STATE_HOME: state };
      await run(['update', sms.firstTask, ...flags, '--set', 'name=a', '--yes'], there);
      const user = await SCREEN.start(sms, { env: { XDG_STATE_HOME: state } });
      await user.set('Task name', 'web-02');
      await user.interrupt();
      expect(readdirSync(elsewhere)).toEqual([]);
    });
  },
);

const freshFolder = (): string => mkdtempSync(join(tmpdir(), 'sms-wizard-files-'));

describe('files that the user names', () => {
  test.each([
    ['update', ['--demo', '--yes', '--json', '--edit']],
    ['apply', ['--yes', '--json']],
  ])('%s: SIGTERM ends the wait for a pipe that nothing comes from', async (command, words) => {
    const path = join(freshFolder(), 'pipe');
    execFileSync('mkfifo', [path]);
    const writer = spawn('sh', ['-c', 'exec sleep 60 > "$0"', path]);
    const child = spawn(process.execPath, [PROGRAM, command, ...words, path], { env: cleanEnv({}) });
    let stdout = '';
    child.stdout.on('data', (data) => {
      stdout += data;
    });
    // Nothing shows that it waits.
    await sleep(2000);
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([143, null]);
    writer.kill();
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'interrupted' } });
  });

  const named: readonly (readonly [string, readonly string[], string])[] = [
    ['a plan', ['apply', 'FILE', '--yes'], ''],
    ['a plan for many', ['apply', 'FILE', '--task', 'a1b2c3d4', '--yes', '--demo'], ''],
    ['edits', ['update', '--demo', '--edit', 'FILE', '--yes'], ''],
    ['credentials', ['list', '--endpoint', 'http://127.0.0.1:9'], 'HUAWEICLOUD_SDK_CREDENTIALS_FILE'],
    ['a configuration', ['list', '--endpoint', 'http://127.0.0.1:9'], 'HW_SHARED_CONFIG_FILE'],
    ['regions', ['list', '--region', 'xx-test-1'], 'HUAWEICLOUD_SDK_REGIONS_FILE'],
  ];
  const obstacles = Object.entries(OBSTACLES).filter(([what]) => /pipe|folder|device|socket/.test(what));
  const cases = named.flatMap((name) =>
    obstacles.map(([what, put]) => ({ name: name[0], given: name, what, put })),
  );

  test.each(sampled(cases, 0.3, ({ name }) => name))(
    '$name: $what is reported, and not waited for',
    ({ given: [, args, variable], put }) => {
      const path = join(freshFolder(), 'file');
      put(path);
      const ran = spawnSync(process.execPath, [PROGRAM, ...args.map((word) => word.replace('FILE', path))], {
        env: cleanEnv(variable ? { [variable]: path } : {}),
        input: '',
        encoding: 'utf8',
        timeout: 18_000,
      });
      expect(ran.signal).toBeNull();
      expect(ran.status).not.toBe(0);
      expect(ran.stderr).toContain(path);
      expect(ran.stderr).not.toContain('internal error');
    },
  );

  test.each([false, true])(
    'a plan that replaces another keeps its mode, group readable: %s',
    async (isShared) => {
      const plan = join(freshFolder(), 'plan.json');
      writeFileSync(plan, 'old', { mode: 0o600 });
      chmodSync(plan, isShared ? 0o640 : 0o600);
      const args = ['--demo', 'update', '--set', 'name=a', '--dry-run', '--force', '--out', plan];
      expect((await run(args)).code).toBe(0);
      expect(statSync(plan).mode & 0o777).toBe(isShared ? 0o640 : 0o600);
      expect(readFileSync(plan, 'utf8')).toContain('sms_wizard_plan');
    },
  );
});

describe('temporary files', () => {
  /** A mark of a run on this machine that has ended. */
  const dead = (): string => {
    const { pid } = spawnSync('true');
    return runMark().replace(/^\d+-\d+/, `${pid}-1`);
  };

  test('of killed runs are removed, of others not', async () => {
    const sms = await service();
    const { state, path } = stateWith('drafts', 'x');
    const folder = join(path, '..');
    const names = {
      dead: `a.json.${dead()}-1.tmp`,
      running: `a.json.${runMark()}-1.tmp`,
      elsewhere: `a.json.${dead().replace(/\w{8}$/, '01234567')}-1.tmp`,
      mine: 'notes.tmp',
    };
    for (const name of Object.values(names)) writeFileSync(join(folder, name), '{');
    const user = await SCREEN.start(sms, { env: { XDG_STATE_HOME: state } });
    await user.interrupt();
    const { dead: _removed, ...others } = names;
    expect(readdirSync(folder).sort()).toEqual(Object.values(others).sort());
  });

  test('beside a plan are removed with the next one of its name', async () => {
    const folder = freshFolder();
    writeFileSync(join(folder, `plan.json.${dead()}-1.tmp`), '{');
    writeFileSync(join(folder, `other.json.${dead()}-1.tmp`), '{');
    const args = ['--demo', 'update', '--set', 'name=a', '--dry-run', '--out', join(folder, 'plan.json')];
    expect((await run(args)).code).toBe(0);
    expect(readdirSync(folder).filter((name) => !name.startsWith('other'))).toEqual(['plan.json']);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  test('a folder of a killed edit is removed; what the user changed is kept', async () => {
    const place = freshFolder();
    const [unedited, edited] = [1, 2].map((at) => join(place, `sms-wizard-edit-${dead()}-abcd${at}`));
    for (const folder of [unedited, edited]) {
      mkdirSync(folder as string);
      writeFileSync(join(folder as string, 'task.yaml'), 'name: a\n');
    }
    execFileSync('touch', ['-d', '@0', join(unedited as string, 'task.yaml')]);
    await run(['edit', '--demo', '--dry-run'], { TMPDIR: place, EDITOR: 'true' });
    expect(readdirSync(place).map((name) => join(place, name))).toEqual([edited]);
  });
});

describe('places', () => {
  const doctor = (env: Record<string, string>, cwd = '/') =>
    spawnSync(process.execPath, [PROGRAM, 'update', '--demo', '--set', 'name=a', '--dry-run'], {
      ...{ cwd, env: { ...cleanEnv(), ...env }, encoding: 'utf8', timeout: 15_000 },
    });

  test.each(['/proc/x', '/dev/null/x', '/sys/x'])(
    'where nothing can be made, %s ends at once',
    async (place) => {
      const sms = await service();
      const { flags, env } = access(sms);
      const ran = await run(['update', sms.firstTask, ...flags, '--set', 'name=a', '--yes'], {
        ...env,
        XDG_STATE_HOME: place,
      });
      expect(ran.code).toBe(8);
      expect(ran.stdout).toContain('Not recorded in the history');
      expect(doctor({ XDG_STATE_HOME: place }).status).toBe(0);
    },
  );

  test('a relative HOME is no place for files, and none for credentials', async () => {
    const sms = await service();
    const folder = freshFolder();
    mkdirSync(join(folder, 'home', '.huaweicloud'), { recursive: true });
    writeFileSync(join(folder, 'home', '.huaweicloud', 'credentials'), '[basic]\nak = AK\nsk = SK\n');
    const { flags, env } = access(sms);
    const there: Record<string, string> = {
      ...cleanEnv(env),
      XDG_STATE_HOME: 'state',
      XDG_CACHE_HOME: 'cache',
      HOME: 'home',
    };
    const before = contentsOf(folder);
    const update = ['update', sms.firstTask, ...flags, '--set', 'name=a', '--yes'];
    const ran = await start(update, { env: there, cwd: folder }).ended;
    expect(ran.code).toBe(8);
    expect(ran.stdout).toContain('HOME is not an absolute path');
    const { HW_AUTH_TOKEN: _token, ...unsigned } = there;
    const anonymous = await start(['show', sms.firstTask, ...flags], { env: unsigned, cwd: folder }).ended;
    expect(anonymous.code).toBe(4);
    expect(contentsOf(folder)).toEqual(before);
    const history = await start(['history'], { env: there, cwd: folder }).ended;
    expect(history.code).toBe(8);
    expect(history.stderr).toContain('HOME is not an absolute path');
  });

  test.runIf(isRoot)('root writes nothing into the home of another, and says so', async () => {
    const sms = await service();
    const home = freshFolder();
    chownSync(home, OTHER_UID, OTHER_UID);
    const { XDG_STATE_HOME: _state, XDG_CACHE_HOME: _cache, ...env } = cleanEnv(access(sms).env);
    const there = { ...env, HOME: home };
    const ran = await start(['update', sms.firstTask, ...access(sms).flags, '--set', 'name=a', '--yes'], {
      env: there,
      cwd: '/',
    }).ended;
    expect(ran.code).toBe(8);
    expect(ran.stdout).toContain('it belongs to another user');
    expect(readdirSync(home)).toEqual([]);
    // What is there already is not written to either.
    const own = join(home, '.local', 'state', 'sms-wizard');
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, 'history.jsonl'), '');
    execFileSync('chown', ['-R', String(OTHER_UID), join(home, '.local')]);
    const before = contentsOf(home);
    const again = await start(['update', sms.firstTask, ...access(sms).flags, '--set', 'name=b', '--yes'], {
      env: there,
      cwd: '/',
    }).ended;
    expect(again.code).toBe(8);
    expect((await start(['history'], { env: there, cwd: '/' }).ended).code).toBe(8);
    expect(contentsOf(home)).toEqual(before);
    expect(existsSync(join(home, '.cache'))).toBe(false);
  });

  test.runIf(isRoot)('root saves no plan in the directory of another by a key, and says so', async () => {
    const sms = await service();
    const folder = freshFolder();
    chownSync(folder, OTHER_UID, OTHER_UID);
    const user = await SCREEN.start(sms, { folder });
    await user.set('Task name', 'web-02');
    await user.goTo('review');
    await user.plan();
    await user.sees('the directory belongs to another user');
    await user.interrupt();
    expect(readdirSync(folder)).toEqual([]);
  });

  test.runIf(isRoot)('a user without root keeps all of it', async () => {
    const sms = await service();
    const home = freshFolder();
    chownSync(home, OTHER_UID, OTHER_UID);
    const { XDG_STATE_HOME: _state, XDG_CACHE_HOME: _cache, ...env } = cleanEnv(access(sms).env);
    const args = [PROGRAM, 'update', sms.firstTask, ...access(sms).flags, '--set', 'name=a', '--yes'];
    const { spawn } = await import('node:child_process');
    const child = spawn(process.execPath, args, {
      ...{ env: { ...env, HOME: home }, cwd: '/', stdio: 'ignore', uid: OTHER_UID, gid: OTHER_UID },
    });
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
    const file = join(home, '.local', 'state', 'sms-wizard', 'history.jsonl');
    expect(statSync(file)).toMatchObject({ uid: OTHER_UID });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(2);
  });
});
