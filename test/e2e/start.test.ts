/** How the wizard begins: what is waited for at once, then the request, then the front end, while that is under way. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
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

/** A service that holds its first answer, and the wizard on it, which does something as it is about to load Ink. */
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

/** What the terminal was told besides modes. */
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
    // Ink is about to be loaded, and will not be as long as the file is there.
    await until(() => existsSync(file), 'loading Ink');
    await until(asked, 'the request');
    await wizard.waitFor(/Reading task .* from 127\.0\.0\.1/);
    expect(wizard.inAlternateScreen()).toBe(true);
    const before = wizard.raw().length;
    // Typed before there is anything that reads it.
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
    await wizard.waitFor('Reading the tasks from');
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

  test('a part that cannot be loaded does, and is told after it', async () => {
    const { wizard } = await beginning('fail');
    expect((await wizard.exit).code).toBe(1);
    await wizard.settle();
    expectGivenBack(wizard);
    expect(wizard.text()).toContain('the screen could not be loaded');
  });
});

describe('code that was compiled before', () => {
  const kept = (name: string) => {
    const cache = join(folder, name);
    const files = () => {
      try {
        return readdirSync(join(cache, 'sms-wizard'));
      } catch {
        return [];
      }
    };
    /** Each writing puts another file in place. */
    const written = () => files().map((file) => statSync(join(cache, 'sms-wizard', file)).ino);
    return { env: { XDG_CACHE_HOME: cache }, files, written };
  };

  test('is kept at the end of a run, for all that was loaded, and changes nothing that is said', async () => {
    const { env, files } = kept('cache');
    const plain = await run(['show', '--demo'], { NODE_DISABLE_COMPILE_CACHE: '1' });
    const first = await run(['show', '--demo'], env);
    expect(files()).toHaveLength(1);
    const again = await run(['show', '--demo'], env);
    const more = await run(['fields', 'speed_limit'], env);
    expect(files()).toHaveLength(1);
    expect([first, again]).toEqual([plain, plain]);
    expect(more).toEqual(await run(['fields', 'speed_limit'], { NODE_DISABLE_COMPILE_CACHE: '1' }));
  });

  test('is not compiled again: once all is kept, no run writes anything', async () => {
    const { env, written } = kept('wizard');
    const once = async () => {
      const wizard = launch(['--demo'], { env });
      await wizard.waitFor('Task name');
      await wizard.press('^C');
      await wizard.exit;
      return written();
    };
    const first = await once();
    expect(first).toHaveLength(1);
    expect(await once()).toEqual(first);
    expect(await once()).toEqual(first);
  });

  test('is not wanted everywhere', async () => {
    const { env, files } = kept('none');
    await run(['show', '--demo'], { ...env, NODE_DISABLE_COMPILE_CACHE: '1' });
    await run(['--version'], env);
    expect(files()).toEqual([]);
  });
});

test('--help is answered at once with what it says in full', async () => {
  const at = (words: readonly string[], env = {}) => run(words, env);
  const long = await at(['--help', '--debug']);
  expect(await at(['--help'])).toEqual(long);
  expect(long.stdout).toContain('--timeout S');
  const { version } = JSON.parse(readFileSync(join(PROGRAM, '../../package.json'), 'utf8'));
  expect(await at(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  expect(await at(['--version', '--debug'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});
