/** Runs the built program in a PTY, with a screen as the user sees it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import xterm, { type Terminal } from '@xterm/headless';
import { cursorShows, pictureOf } from './cells.ts';
import { isIdle } from './process-idle.ts';

/** The path of the built program. */
export const PROGRAM = new URL('../../dist/main.js', import.meta.url).pathname;

/** Options of a terminal and the program in it. */
export interface LaunchOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Record<string, string>;
  /** The working directory. */
  readonly folder?: string;
  /** Another Node to run the program on. */
  readonly node?: string;
}

/** The way in which a program ended. */
export interface Exit {
  readonly code: number;
  readonly signal: number;
}

/** A program in a terminal. */
export interface Session {
  readonly pid: number;
  readonly screen: Terminal;
  /** Returns all bytes that the program wrote. */
  raw(): string;
  /** Returns the rows of the screen, without trailing spaces. */
  rows(): string[];
  text(): string;
  /** Returns everything visible, with styles and cursor. */
  picture(): Promise<string>;
  cursor(): { x: number; y: number };
  /** Returns true if the cursor is visible, so that text can be typed. */
  isTyping(): boolean;
  inAlternateScreen(): boolean;
  /** Sends keys one by one and waits until the screen is quiet after each. */
  press(...keys: string[]): Promise<void>;
  /** Sends text at once, as a paste, and waits until the screen is quiet. */
  send(text: string): Promise<void>;
  write(text: string | Buffer): void;
  /** Sends one key by its name and does not wait. */
  type(key: string): void;
  resize(columns: number, rows: number): Promise<void>;
  /** Stops reading, like a stalled line; the returned function continues. */
  stall(): () => void;
  waitFor(wanted: string | RegExp, ms?: number): Promise<void>;
  settle(): Promise<void>;
  exit: Promise<Exit>;
  /** Closes the terminal under the program, as a lost line does. */
  hangUp(): void;
}

const KEYS: Readonly<Record<string, string>> = {
  enter: '\r',
  escape: '\x1b',
  tab: '\t',
  'shift+tab': '\x1b[Z',
  backspace: '\x7f',
  space: ' ',
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  home: '\x1b[H',
  end: '\x1b[F',
  pageup: '\x1b[5~',
  pagedown: '\x1b[6~',
};

/** Returns the bytes of a key by its name: `enter`, `^S`, `a`. */
export function bytesOf(key: string): string {
  if (/^\^[A-Z]$/.test(key)) return String.fromCharCode(key.charCodeAt(1) - 64);
  return KEYS[key] ?? key;
}

/** Time for what a key draws to begin, in ms; a few keys draw nothing. */
const MAX_ANSWER_MS = 400;
/** Longer than the time between two frames, in ms. */
const QUIET_MS = 40;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const states = mkdtempSync(join(tmpdir(), 'sms-wizard-state-'));
process.on('exit', () => rmSync(states, { recursive: true, force: true }));
let made = 0;

/** Returns a new directory for drafts and history. */
export const freshState = (): string => join(states, String(++made));

/** Returns the environment of tests, without the developer's settings and with a new state directory. */
export function cleanEnv(more: Record<string, string> = {}): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: '/nonexistent',
    XDG_STATE_HOME: freshState(),
    XDG_CACHE_HOME: join(states, 'cache'),
    TERM: 'xterm-256color',
    LANG: 'C.UTF-8',
    // Wherever the tests run: nothing is asked beyond loopback, and there only a port that fetch refuses.
    SMS_ECS_METADATA: '0',
    SMS_METADATA_URL: 'http://127.0.0.1:9',
    ...more,
  };
}

/** Launches the built program in a terminal. */
export function launch(args: readonly string[], options: LaunchOptions = {}): Session {
  const node = options.node ?? process.env.SMS_TEST_NODE ?? process.execPath;
  return launchCommand(node, [PROGRAM, ...args], options);
}

/** Launches any command in a terminal. */
export function launchCommand(
  command: string,
  args: readonly string[],
  options: LaunchOptions = {},
): Session {
  const { columns = 80, rows = 24, env = {}, folder = '/' } = options;
  const screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1000 });
  const pty = spawn(command, [...args], { cols: columns, rows, cwd: folder, env: cleanEnv(env) });
  let raw = '';
  let last = Date.now();
  pty.onData((data) => {
    raw += data;
    last = Date.now();
    screen.write(data);
  });
  let ended = false;
  const flushed = () => new Promise<void>((resolve) => screen.write('', resolve));
  const exit = new Promise<Exit>((resolve) => {
    pty.onExit(({ exitCode, signal }) => {
      ended = true;
      // Wait until the last output is on the screen.
      void flushed().then(() => resolve({ code: exitCode, signal: signal ?? 0 }));
    });
  });

  async function settle(): Promise<void> {
    // Until the system has passed keys on, the program is idle; two of them in one read would be a paste.
    while (last < wrote && Date.now() - wrote < MAX_ANSWER_MS && !ended) await sleep(5);
    let quiet = Date.now();
    // Quiet is a pause in the output of a program that has nothing left to do.
    while (Date.now() - quiet < QUIET_MS && !ended) {
      await sleep(5);
      quiet = Math.max(quiet, last);
      if (Date.now() - quiet >= QUIET_MS && !isIdle(pty.pid)) quiet = Date.now();
    }
    await flushed();
  }

  let wrote = 0;
  function write(bytes: string | Buffer): void {
    wrote = Date.now();
    // Its types know of text only.
    pty.write(bytes as string);
  }
  async function send(bytes: string): Promise<void> {
    write(bytes);
    await settle();
  }

  const shownRows = () => {
    const { active } = screen.buffer;
    return Array.from(
      { length: screen.rows },
      (_, y) =>
        active
          .getLine(active.viewportY + y)
          ?.translateToString(true)
          .trimEnd() ?? '',
    );
  };

  const session: Session = {
    pid: pty.pid,
    screen,
    raw: () => raw,
    rows: shownRows,
    text: () => shownRows().join('\n'),
    cursor: () => ({ x: screen.buffer.active.cursorX, y: screen.buffer.active.cursorY }),
    async picture() {
      await flushed();
      return pictureOf(screen);
    },
    isTyping: () => cursorShows(screen),
    inAlternateScreen: () => screen.buffer.active.type === 'alternate',
    async press(...keys) {
      for (const key of keys) await send(bytesOf(key));
    },
    send,
    write,
    type: (key) => write(bytesOf(key)),
    async resize(newColumns, newRows) {
      screen.resize(newColumns, newRows);
      pty.resize(newColumns, newRows);
      await settle();
    },
    stall() {
      pty.pause();
      return () => pty.resume();
    },
    async waitFor(wanted, ms = 30_000) {
      const until = Date.now() + ms;
      for (;;) {
        await flushed();
        const text = session.text();
        if (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text)) return;
        if (Date.now() > until) throw new Error(`never saw ${wanted} on:\n${text}`);
        await sleep(20);
      }
    },
    settle,
    exit,
    hangUp: () => (pty as unknown as { destroy(): void }).destroy(),
  };
  return session;
}
