/** Terminal programs in between: with the same keys, each shows the screens of a plain terminal. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { freshState, launch, launchCommand, PROGRAM, type Session } from '../support/terminal.ts';

const NODE = process.env.SMS_TEST_NODE ?? process.execPath;
const DEMO = ['--demo', '--scenario', 'disks23'];
/** Keys through all steps: lists that turn by pages and rows, an editor, a filter, help, and Review. */
const KEYS = [
  'right right down down pagedown up up pageup end home enter 1 2 0 G enter',
  'right pagedown down down up / d a t a enter escape ? down escape ^S down up escape left',
]
  .join(' ')
  .split(' ');

const installed = (name: string): boolean => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'sms-emulators-'));
const socket = `sms-emulators-${process.pid}`;
afterAll(() => {
  spawnSync('tmux', ['-L', socket, 'kill-server']);
  rmSync(folder, { recursive: true, force: true });
});

function script(name: string, lines: readonly string[]): string {
  const file = join(folder, name);
  writeFileSync(file, ['#!/bin/bash', ...lines, ''].join('\n'));
  chmodSync(file, 0o755);
  return file;
}

const run = (...before: string[]) => [...before, NODE, PROGRAM, ...DEMO].join(' ');

interface Emulator {
  readonly needs: readonly string[];
  readonly columns?: number;
  readonly rows: number;
  /** Keys to press instead of KEYS. */
  readonly keys?: readonly string[];
  /** The locale of the plain terminal to compare with, as the program in between may change its own. */
  readonly lang: string;
  readonly start: () => string;
}

const EMULATORS: Readonly<Record<string, Emulator>> = {
  mosh: {
    needs: ['mosh-server', 'mosh-client'],
    rows: 24,
    lang: 'C.UTF-8',
    start: () =>
      script('mosh', [
        `out=$(mosh-server new -i 127.0.0.1 -- ${run('env', 'TERM=xterm-256color')} 2>/dev/null | grep CONNECT)`,
        'set -- $out',
        'MOSH_KEY=$4 MOSH_PREDICTION_DISPLAY=never exec mosh-client 127.0.0.1 $3',
      ]),
  },
  minicom: {
    needs: ['minicom', 'socat'],
    rows: 23,
    // minicom cuts characters of several bytes where its reads end.
    lang: 'C',
    start: () => {
      const inside = script('serial', ['stty rows 23 cols 80', `TERM=vt102 LANG=C exec ${run()}`]);
      const port = join(folder, 'port');
      return script('minicom', [
        `export HOME=${folder} LANG=C.UTF-8`,
        `socat PTY,link=${port},raw,echo=0,wait-slave EXEC:${inside},pty,setsid,ctty,stderr >/dev/null 2>&1 &`,
        `while [ ! -e ${port} ]; do sleep 0.05; done`,
        `exec minicom -D $(readlink -f ${port}) -b 115200 -o`,
      ]);
    },
  },
  "Emacs's ansi-term": {
    needs: ['emacs'],
    // Beside its margin and above its mode line.
    columns: 79,
    rows: 22,
    lang: 'C.UTF-8',
    // Emacs keeps Esc until another key comes, and has uses of its own for Home and End.
    keys: KEYS.slice(0, KEYS.indexOf('/')).filter((key) => key !== 'home' && key !== 'end'),
    start: () => {
      // Emacs takes the row of its menu bar into its window at the next redisplay: the terminal starts after that.
      const inside = script('inside', [`exec ${run()}`]);
      const setup = `(progn (menu-bar-mode -1) (redisplay t) (setq resize-mini-windows nil echo-keystrokes 0) (ansi-term "${inside}"))`;
      return script('emacs', [`exec emacs -nw -Q --eval '${setup}'`]);
    },
  },
  dvtm: {
    needs: ['dvtm'],
    rows: 24,
    lang: 'C.UTF-8',
    start: () => script('dvtm', [`exec dvtm "${run()}"`]),
  },
  screen: {
    needs: ['screen'],
    rows: 24,
    lang: 'C.UTF-8',
    start: () => script('screen', [`export SCREENDIR=${folder}`, `exec screen -c /dev/null -U ${run()}`]),
  },
  tmux: {
    needs: ['tmux'],
    rows: 24,
    lang: 'C.UTF-8',
    start: () =>
      script('tmux', [`exec tmux -L ${socket} -f /dev/null new-session "tmux set status off; ${run()}"`]),
  },
};

/** Presses a key until the screen shows what it should, or for two seconds: what is in between has its own pace. */
async function sameAfter(key: string, plain: Session, session: Session, rows: number): Promise<void> {
  await Promise.all([plain.press(key), session.press(key)]);
  const wanted = () => plain.rows().slice(0, rows);
  for (
    let tries = 100;
    tries > 0 && session.rows().slice(0, rows).join('\n') !== wanted().join('\n');
    tries--
  )
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(session.rows().slice(0, rows), `after ${key}`).toEqual(wanted());
}

describe('through', () => {
  // They wait for one another's screens most of the time.
  test.concurrent.each(Object.entries(EMULATORS))(
    '%s the screen is the same after every key',
    { timeout: 120_000 },
    async (name, way) => {
      if (!way.needs.every(installed)) return void console.log(`${name} is not installed: left out`);
      const plain = launch(DEMO, {
        columns: way.columns ?? 80,
        rows: way.rows,
        env: { LANG: way.lang, XDG_STATE_HOME: freshState() },
      });
      const env = { TERM: 'xterm-256color', HOME: folder, XDG_STATE_HOME: freshState() };
      const session = launchCommand(way.start(), [], { env });
      for (const shown of [plain, session]) await shown.waitFor('Task name', 20_000);
      for (const key of way.keys ?? KEYS) await sameAfter(key, plain, session, way.rows);
      for (const shown of [plain, session]) shown.write('\x03');
      await plain.exit;
      session.hangUp();
      await session.exit;
    },
  );
});
