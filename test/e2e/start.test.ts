/** The order of a start: a screen with a message first, then the request, and Ink while that is under way. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from '../support/program.ts';
import { access, service } from '../support/service.ts';
import { launch, PROGRAM, type Session } from '../support/terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'sms-wizard-start-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const PRELOAD = new URL('../support/at-screen.cjs', import.meta.url).pathname;

const until = async (holds: () => boolean, what: string): Promise<void> => {
  for (let left = 1000; !holds(); left--) {
    if (left === 0) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

/**
 * Returns a service that holds its first response, and the wizard on it, which runs `then` just before it loads Ink.
 */
async function beginning(then: 'wait' | 'fail' | 'terminate', pick = false) {
  const file = join(folder, `${then}-${pick}`);
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  let asked = false;
  const sms = await service({
    scenario: pick ? 'list' : 'lvm',
    async intercept() {
      asked = true;
      await held;
      return undefined;
    },
  });
  const { flags, env } = access(sms);
  const wizard = launch([...(pick ? [] : [sms.firstTask]), ...flags], {
    env: { ...env, NODE_OPTIONS: `--require ${PRELOAD}`, SMS_TEST_AT_SCREEN: file, SMS_TEST_THEN: then },
  });
  return { wizard, file, answer, asked: () => asked };
}

/** Returns the output without terminal modes. */
const drawn = (raw: string): string => raw.replace(/\x1b\[\?[\d;]+[hl]/g, '');

function expectGivenBack(wizard: Session): void {
  const raw = wizard.raw();
  expect(raw.lastIndexOf('\x1b[?1049l')).toBeGreaterThan(raw.lastIndexOf('\x1b[?1049h'));
  expect(raw.lastIndexOf('\x1b[?25h')).toBeGreaterThan(raw.lastIndexOf('\x1b[?25l'));
  expect(wizard.inAlternateScreen()).toBe(false);
}

describe('the request', () => {
  test('leaves before Ink is loaded, and Ink is loaded before it is answered', async () => {
    const { wizard, file, answer, asked } = await beginning('wait');
    // Ink is about to be loaded, but waits as long as the file exists.
    await until(() => existsSync(file), 'loading Ink');
    await until(asked, 'the request');
    await wizard.waitFor(/Reading task .* from 127\.0\.0\.1/);
    expect(wizard.inAlternateScreen()).toBe(true);
    const before = wizard.raw().length;
    // Typed before the program reads keys.
    wizard.write('\rearly\r');
    await wizard.settle();
    rmSync(file);
    await until(() => wizard.raw().includes('\x1b[?2004h'), 'Ink on the screen');
    await wizard.settle();
    // Ink found its first frame there: nothing was drawn again.
    expect(drawn(wizard.raw().slice(before))).toBe('');
    answer();
    await wizard.waitFor('centos7-lvm → early');
    await wizard.press('^C');
    expect((await wizard.exit).code).toBe(130);
    expectGivenBack(wizard);
  });

  test('for the list of tasks does, too', async () => {
    const { wizard, file, answer, asked } = await beginning('wait', true);
    await until(() => existsSync(file), 'loading Ink');
    await until(asked, 'the request');
    await wizard.waitFor(/Tasks +127\.0\.0\.1/);
    rmSync(file);
    await wizard.waitFor('Reading tasks from');
    answer();
    await wizard.waitFor(/▸ \S/);
    await wizard.press('^C');
    await wizard.exit;
    expectGivenBack(wizard);
  });
});

describe('between the first frame and the front end', () => {
  test('SIGTERM gives the terminal back', async () => {
    const { wizard } = await beginning('terminate');
    expect((await wizard.exit).signal).toBe(15);
    expect(wizard.raw()).toContain('Reading task');
    expectGivenBack(wizard);
  });

  test('a file that cannot be loaded does, and is reported after it', async () => {
    const { wizard } = await beginning('fail');
    expect((await wizard.exit).code).toBe(1);
    await wizard.settle();
    expectGivenBack(wizard);
    expect(wizard.text()).toContain('the screen could not be loaded');
  });
});

/** The version of the Node that runs the program. */
const nodeVersion = execFileSync(process.env.SMS_TEST_NODE ?? process.execPath, ['--version'], {
  encoding: 'utf8',
});
const hasCompileCache = Number(/^v(\d+)\.(\d+)/.exec(nodeVersion)?.slice(1).join('.')) >= 22.1;

describe('the cache of compiled code', () => {
  const cacheIn = (name: string) => {
    const cache = join(folder, name);
    const compiled = join(cache, 'sms-wizard', 'compiled');
    const files = () =>
      existsSync(compiled)
        ? readdirSync(compiled, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
        : [];
    return { cache, compiled, env: { XDG_CACHE_HOME: cache }, files };
  };

  test.runIf(hasCompileCache)('is for its user alone, and changes nothing that is said', async () => {
    const { env, files, compiled } = cacheIn('cache');
    const plain = await run(['show', '--demo'], { NODE_DISABLE_COMPILE_CACHE: '1' });
    const first = await run(['show', '--demo'], env);
    expect(files().length).toBeGreaterThan(3);
    expect(statSync(compiled).mode & 0o777).toBe(0o700);
    const again = await run(['show', '--demo'], env);
    expect([first, again]).toEqual([plain, plain]);
  });

  test.runIf(!hasCompileCache)('does not exist on a Node without one', async () => {
    const { env, files } = cacheIn('old-node');
    await run(['show', '--demo'], env);
    expect(files()).toEqual([]);
  });

  test('stays empty where it is turned off, and where nothing but the version is asked', async () => {
    const { env, files } = cacheIn('none');
    await run(['show', '--demo'], { ...env, NODE_DISABLE_COMPILE_CACHE: '1' });
    await run(['--version'], env);
    expect(files()).toEqual([]);
  });

  test('in the folder of the history touches nothing there', async () => {
    const { cache, env } = cacheIn('shared');
    const shared = { ...env, XDG_STATE_HOME: cache };
    mkdirSync(join(cache, 'sms-wizard', 'drafts'), { recursive: true, mode: 0o700 });
    writeFileSync(join(cache, 'sms-wizard', 'history.jsonl'), 'mine\n');
    writeFileSync(join(cache, 'sms-wizard', 'unknown'), 'not from sms-wizard');
    await run(['show', '--demo'], shared);
    await run(['fields'], shared);
    const after = readdirSync(join(cache, 'sms-wizard')).filter((name) => name !== 'compiled');
    expect(after.sort()).toEqual(['drafts', 'history.jsonl', 'unknown']);
    expect(readFileSync(join(cache, 'sms-wizard', 'history.jsonl'), 'utf8')).toBe('mine\n');
  });
});

describe('the error codes', () => {
  const LOADED = new URL('../support/loaded-files.cjs', import.meta.url).pathname;
  let runs = 0;
  const loadedBy = async (args: readonly string[]): Promise<readonly string[]> => {
    const file = join(folder, `loaded-${runs++}`);
    const env = { NODE_OPTIONS: `--require ${LOADED}`, SMS_TEST_LOADED: file, NODE_COMPILE_CACHE: '' };
    await run([...args], env);
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  };

  test.each([
    ['the version', ['--version']],
    ['a list without failures', ['list', '--demo', '--scenario', 'list']],
    ['a task without a failure', ['show', '--demo']],
    ['an update', ['update', '--demo', '--set', 'name=x', '--yes']],
    ['the fields', ['fields', 'speed_limit']],
    ['the help', ['--help']],
  ])('are not loaded for %s', async (_what, args) => {
    const loaded = await loadedBy(args);
    expect(loaded).not.toContain('codes.js');
    if (args.includes('--demo')) expect(loaded).toContain('network.js');
  });

  test.each([
    ['a list with a failure', ['list', '--demo', '--scenario', 'all']],
    ['a failed task', ['show', '--demo', '--scenario', 'failed']],
    ['an explanation', ['explain', '6539']],
  ])('are loaded once for %s', async (_what, args) => {
    expect((await loadedBy(args)).filter((name) => name === 'codes.js')).toEqual(['codes.js']);
  });
});

test('--help is answered at once', async () => {
  const at = (words: readonly string[], env = {}) => run(words, env);
  const long = await at(['--help', '--debug']);
  expect(await at(['--help'])).toEqual(long);
  expect(long.stdout).toMatch(/^Usage\n[\s\S]*^Commands\n[\s\S]*^ {2}update [\s\S]*^Examples$/m);
  const { version } = JSON.parse(readFileSync(join(PROGRAM, '../../package.json'), 'utf8'));
  expect(await at(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  expect(await at(['--version', '--debug'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});
