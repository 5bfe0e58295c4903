/** Terminals of every kind and size, slow lines, and what is typed before anybody looks. */
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { access, service, updates, wizardOn } from '../support/service.ts';
import { launch, launchCommand, PROGRAM } from '../support/terminal.ts';

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

describe('keys in packets', () => {
  test.each([0, 5, 15, 30, 45, 60])('an arrow whose escape comes %i ms ahead is an arrow', async (gap) => {
    const session = await wizardOn(await service());
    for (const [first, rest] of [
      ['\x1b', '[B'],
      ['\x1b[', 'A'],
      ['\x1b', 'OB'],
      ['\x1b', '[A'],
      ['\x1b', '[C'],
    ] as const) {
      session.write(first);
      await sleep(gap);
      session.write(rest);
      await session.settle();
    }
    // Down, up, down, up, and right: the second step, and nothing of it typed or taken for Esc.
    await session.waitFor('▸ Network');
    expect(session.text()).not.toMatch(/\[A|\[B|OB/);
    await session.press('^C');
    await session.exit;
  });

  test('Esc alone is Esc, also with a letter soon behind it', async () => {
    const session = await wizardOn(await service());
    await session.press('right');
    await session.waitFor('▸ Network');
    session.write('\x1b');
    await session.waitFor('▸ Name');
    session.write('\x1b');
    await sleep(30);
    session.write('?');
    await session.waitFor('Keys');
    await session.press('^C');
    await session.exit;
  });

  test('a paste in pieces, its end mark cut, goes into the field as one text', async () => {
    const session = await wizardOn(await service());
    await session.press('enter');
    for (const piece of ['\x1b', '[200~web', '-01\r\n', '-x\x1b[20', '1~']) {
      session.write(piece);
      await sleep(20);
    }
    await session.waitFor(/web-01.*-x/);
    await session.press('escape', '^C');
    await session.exit;
  });
});

describe('colours and marks', () => {
  const colours = /\x1b\[[0-9;]*3[0-7]/;
  const shownWith = async (
    env: Record<string, string>,
    args: readonly string[] = [],
  ): Promise<{ raw: string; text: string }> => {
    const sms = await service();
    const { flags, env: token } = access(sms);
    const session = launch([sms.firstTask, ...flags, ...args], { env: { ...token, ...env } });
    await session.waitFor('Task name');
    const text = session.text();
    await session.press('^C');
    await session.exit;
    return { raw: session.raw(), text };
  };

  test.each<[string, Record<string, string>, string[], boolean]>([
    ['as it comes', {}, [], true],
    ['NO_COLOR', { NO_COLOR: '1' }, [], false],
    ['--no-color', {}, ['--no-color'], false],
    ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, [], false],
    ['FORCE_COLOR in a terminal without colours', { TERM: 'wyse60', FORCE_COLOR: '1' }, [], true],
    ['a terminal without colours', { TERM: 'wyse60' }, [], false],
    ['sixteen colours', { TERM: 'screen' }, [], true],
  ])('%s', async (_what, env, args, wanted) => {
    const { raw } = await shownWith(env, args);
    expect(colours.test(raw)).toBe(wanted);
    // Sixteen colours, whatever the terminal could.
    expect(raw).not.toMatch(/\x1b\[[0-9;]*[34]8;/);
  });

  test.each([{ LANG: 'C' }, { LANG: 'en_US.ISO-8859-1' }, { LC_ALL: 'POSIX', LANG: 'C.UTF-8' }])(
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
  test('names of any width leave the columns where they are', async () => {
    const sms = await service({ scenario: 'windows' });
    const names = ['系统盘', '💾 data', 'e\u0301tage', 'plain'];
    const task = JSON.parse(sms.taskText(sms.firstTask)) as { target_server: { disks: { name: string }[] } };
    const { disks } = task.target_server;
    sms.change(sms.firstTask, (document) => {
      const server = document.target_server as { disks: object[] };
      return {
        ...document,
        target_server: {
          ...server,
          disks: server.disks.map((disk, at) => ({ ...disk, name: names[at % names.length] })),
        },
      };
    });
    const session = await wizardOn(sms);
    await session.press('right', 'right');
    await session.waitFor('系统盘');
    const columns = session
      .rows()
      .filter((row) => /GiB/.test(row) && /MBR|GPT/.test(row))
      .map(
        (row) =>
          [...row].reduce(
            (at, letter) => ({
              x: at.x + (/\p{Script=Han}|\p{Extended_Pictographic}/u.test(letter) ? 2 : 1),
              style: at.style ?? (/[MG]/.test(letter) ? at.x : undefined),
            }),
            { x: 0, style: undefined as number | undefined },
          ).style,
      );
    expect(columns).toHaveLength(disks.length);
    expect(new Set(columns).size).toBe(1);
    await session.press('^C');
    await session.exit;
  });
});

describe('inside of another terminal program', () => {
  const cases = [
    ['tmux', ['-L', 'sms-wizard-test', '-f', '/dev/null', 'new-session']],
    ['screen', ['-c', '/dev/null', '-U']],
  ] as const;
  test.each(cases)('%s: a rename from start to verdict', async (name, args) => {
    if (!installed(name)) return void console.log(`${name} is not installed: left out`);
    const sms = await service();
    const { flags, env } = access(sms);
    const node = process.env.SMS_TEST_NODE ?? process.execPath;
    const command = [node, PROGRAM, sms.firstTask, ...flags];
    const inside = name === 'tmux' ? [command.join(' ')] : command;
    const session = launchCommand(name, [...args, ...inside], {
      env: { ...env, TERM: 'xterm-256color', SCREENDIR: '/tmp/sms-wizard-screen', HOME: '/tmp' },
      rows: 25,
    });
    await session.waitFor('Task name');
    await session.press('enter');
    session.write('web-in-it\r');
    await session.waitFor('web-in-it');
    await session.press('^S');
    await session.waitFor('Enter submits');
    await session.press('enter');
    await session.waitFor('took');
    expect(updates(sms)).toEqual([{ name: 'web-in-it' }]);
    await session.press('^C');
    session.hangUp();
    await session.exit;
  });
});

test('what is typed ahead, before anything is shown, arrives; nothing of it is left to the shell', async () => {
  const sms = await service({ latency: 300 });
  const { flags, env } = access(sms);
  const node = process.env.SMS_TEST_NODE ?? process.execPath;
  const script = `${node} ${PROGRAM} ${sms.firstTask} ${flags.join(' ')}; printf 'left: '; read -t 1 -n 100 rest; echo "<$rest>"`;
  const session = launchCommand('bash', ['--norc', '-c', script], { env });
  await sleep(250);
  session.write('\rtyped-ahead\r');
  await session.waitFor('typed-ahead');
  await session.waitFor('1 change');
  session.write('^C'.replace('^C', '\x03'));
  await session.waitFor('left: <>');
  await session.exit;
});
