/** Terminals of every kind and size, and lines that stand still. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Terminal } from '@xterm/headless';
import { afterAll, describe, expect, test } from 'vitest';
import { onDemo } from '../support/demo.ts';
import { submitOn } from '../support/screen-driver.ts';
import { access, service, updates, wizardOn } from '../support/service.ts';
import { launch, launchCommand, PROGRAM, type Session } from '../support/terminal.ts';
import { agree } from '../support/widths.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const installed = (name: string): boolean => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;

describe('sizes', () => {
  test('from 40×10 to 300×100, in mid-edit: the text stays, no row is too long, nothing of an old frame is left', async () => {
    const session = await wizardOn(await service());
    await session.press('enter');
    session.write('web-0815');
    await session.waitFor('web-0815');
    for (const [columns, rows] of [
      [40, 10],
      [60, 16],
      [300, 100],
      [61, 17],
      [160, 50],
      [80, 24],
    ] as const) {
      await session.resize(columns, rows);
      await session.waitFor(columns < 60 ? `${60}×${16}` : 'web-0815');
      await session.settle();
      const shown = session.rows();
      expect(shown.filter((row) => row.includes('sms-wizard'))).toHaveLength(1);
      if (columns >= 60) expect(shown.join('\n')).toContain('Name and type');
    }
    await session.press('enter', '^C');
    expect((await session.exit).code).toBe(130);
  });
});

describe('colors and marks', () => {
  const colors = /\x1b\[[0-9;]*3[0-7]/;
  const shownWith = async (
    env: Record<string, string>,
    args: readonly string[] = [],
  ): Promise<{ raw: string; text: string }> => {
    const session = await onDemo(args, env);
    // A change is shown in a color of its own.
    await session.press('enter', 'x', 'enter');
    const text = session.text();
    await session.press('^C');
    await session.exit;
    return { raw: session.raw(), text };
  };

  test.concurrent.each<[string, Record<string, string>, string[], boolean]>([
    ['as it comes', {}, [], true],
    ['NO_COLOR', { NO_COLOR: '1' }, [], false],
    ['--no-color', {}, ['--no-color'], false],
    ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, [], false],
    ['FORCE_COLOR in a terminal without colours', { TERM: 'vt100', FORCE_COLOR: '1' }, [], true],
    ['a terminal without colours', { TERM: 'vt100' }, [], false],
    ['an empty NO_COLOR', { NO_COLOR: '' }, [], true],
    ['NO_COLOR and FORCE_COLOR', { NO_COLOR: '1', FORCE_COLOR: '1' }, [], true],
    ['foot over SSH', { TERM: 'foot' }, [], true],
    ['sixteen colours', { TERM: 'screen' }, [], true],
  ])('%s', async (_what, env, args, wanted) => {
    const { raw } = await shownWith(env, args);
    expect(colors.test(raw)).toBe(wanted);
    // Never more than 16 colors, even if the terminal has more.
    expect(raw).not.toMatch(/\x1b\[[0-9;]*[34]8;/);
  });

  test.concurrent.each([{ LANG: 'C' }, { LANG: 'en_US.ISO-8859-1' }, { LC_ALL: 'POSIX', LANG: 'C.UTF-8' }])(
    'ASCII marks in the locale %o',
    async (env) => {
      const { raw, text } = await shownWith(env);
      expect(text).toContain('> Name');
      expect(/[^\x00-\x7f]/.exec(raw)).toBeNull();
    },
  );

  test('CI=1 in a real terminal still shows the screen', async () => {
    expect((await shownWith({ CI: '1' })).text).toContain('Name and type');
  });
});

describe('Chinese and emoji', () => {
  const NAMES = ['系统盘', '💾 data', 'e\u0301tage', '👩‍👩‍👧‍👦🇨🇳', '磁盘💾한글', 'plain'];

  /** Returns the column, in cells, in which a word starts in each row that has it. */
  function columnsOf({ screen }: Session, word: RegExp): number[] {
    const { active } = screen.buffer;
    return Array.from({ length: screen.rows }, (_, y) => {
      const cells = Array.from(
        { length: screen.cols },
        (_, x) =>
          active
            .getLine(active.viewportY + y)
            ?.getCell(x)
            ?.getChars() || ' ',
      );
      // One letter a cell, so that an index is a column.
      return cells
        .map((letters) => (letters.length === 1 ? letters : '?'))
        .join('')
        .search(word);
    }).filter((column) => column >= 0);
  }

  test.each([
    ['that takes two columns for an emoji', agree],
    ['that takes one', (screen: Terminal) => screen],
  ])('in names leave the columns where they are, in a terminal %s', async (_which, prepare) => {
    const sms = await service({ scenario: 'disks23' });
    sms.change(sms.firstTask, (document) => {
      const server = document.target_server as { disks: object[] };
      const disks = server.disks.map((disk, at) => ({ ...disk, name: NAMES[at % NAMES.length] }));
      return { ...document, name: '任务💾', target_server: { ...server, disks } };
    });
    const session = await wizardOn(sms);
    prepare(session.screen);
    // The current screen was drawn for the terminal's earlier size.
    await session.resize(81, 24);
    await session.resize(80, 24);
    await session.press('right', 'right');
    await session.waitFor('系统盘');
    // Down and up: rows are written in part, too.
    await session.press('down', 'down', 'up', 'x', 'x', 'pagedown', 'g');
    for (const word of [/MBR|GPT/, /\d+ GiB +\d/, /\d+\.\d+ GiB in/]) {
      const columns = columnsOf(session, word);
      expect(columns.length, String(word)).toBeGreaterThanOrEqual(14);
      expect([...new Set(columns)], session.text()).toHaveLength(1);
    }
    expect(columnsOf(session, /demo|READY/)).toHaveLength(1);
    await session.press('^C');
    await session.exit;
  });
});

describe('on Windows, as far as code shows', () => {
  test('the last column stays free, through edits and resizes', async () => {
    const windows = new URL('../support/windows.mjs', import.meta.url).href;
    const sms = await service({ scenario: 'disks23' });
    const { host } = new URL(sms.url);
    const session = await wizardOn(sms, {
      env: { NODE_OPTIONS: `--import ${windows}` },
    });
    const last = () => {
      const { screen } = session;
      return Array.from({ length: screen.rows }, (_, y) =>
        screen.buffer.active
          .getLine(y)
          ?.getCell(screen.cols - 1)
          ?.getChars()
          .trim(),
      ).join('');
    };
    for (const [columns, rows] of [
      [80, 24],
      [61, 16],
      [120, 40],
    ] as const) {
      await session.resize(columns, rows);
      for (const key of ['right', 'down', '?', 'escape', 'enter', '9', 'escape', 'left']) {
        await session.press(key);
        expect(last()).toBe('');
      }
      // The rule fills the row except a space at each end, and the last column. Where the first row has no room for the
      // host, the rule ends in it.
      const end = columns === 61 ? ` ${host}` : '';
      expect(session.rows()[2]).toBe(` ${'─'.repeat(columns - 3 - end.length)}${end}`);
    }
    await session.press('^C');
    expect((await session.exit).code).toBe(130);
  });
});

describe('a line that stands still', () => {
  test('gets the newest screen when it goes on, not all that was drawn meanwhile', async () => {
    const session = launch(['--demo', '--scenario', 'many']);
    await session.waitFor('web-001');
    await session.settle();
    const before = session.raw().length;
    const goOn = session.stall();
    for (let turn = 0; turn < 40; turn++) {
      session.type(turn % 2 ? 'home' : 'end');
      await sleep(70);
    }
    for (const key of ['home', 'down']) session.type(key);
    await sleep(100);
    goOn();
    await session.waitFor(/^ ▸ app-002/m);
    // Forty screens would be 40 kB. The system itself keeps up to 16 kB of what was written first.
    expect(session.raw().length - before).toBeLessThan(24_000);
    await session.press('^C');
    expect((await session.exit).code).toBe(130);
  });
});

describe('inside of another terminal program', () => {
  // Unique names, so that two runs on one machine don't meet; leftover sessions are ended.
  const folder = mkdtempSync(join(tmpdir(), 'sms-screen-'));
  const socket = `sms-wizard-${process.pid}`;
  afterAll(() => {
    spawnSync('tmux', ['-L', socket, 'kill-server']);
    spawnSync('screen', ['-S', socket, '-X', 'quit'], { env: { ...process.env, SCREENDIR: folder } });
    rmSync(folder, { recursive: true, force: true });
  });
  const cases = [
    ['tmux', ['-L', socket, '-f', '/dev/null', 'new-session']],
    ['screen', ['-S', socket, '-c', '/dev/null', '-U']],
  ] as const;
  test.each(cases)('%s: a rename from start to verdict', async (name, args) => {
    if (!installed(name)) return void console.log(`${name} is not installed: left out`);
    const sms = await service();
    const { flags, env } = access(sms);
    const node = process.env.SMS_TEST_NODE ?? process.execPath;
    const command = [node, PROGRAM, sms.firstTask, ...flags];
    const inside = name === 'tmux' ? [command.join(' ')] : command;
    const session = launchCommand(name, [...args, ...inside], {
      env: { ...env, TERM: 'xterm-256color', SCREENDIR: folder, HOME: '/tmp' },
      rows: 25,
    });
    await session.waitFor('Task name');
    await session.press('enter');
    session.write('web-in-it\r');
    await session.waitFor('web-in-it');
    await session.press('^S');
    await session.waitFor('Press s to submit');
    await submitOn(session);
    await session.waitFor('Change applied');
    expect(updates(sms)).toEqual([{ name: 'web-in-it' }]);
    await session.press('^C');
    // When the wizard ends, its window closes, and with it the program around it.
    await session.exit;
  });
});
