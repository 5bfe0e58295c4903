/**
 * The wizard in this process as it ships: the keyboard's parser, Ink through the frame differ or the lines of plain mode,
 * the effects, and the simulator over HTTP. A test sends bytes, and reads the screen.
 */
import { PassThrough } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';
import xterm from '@xterm/headless';
import { render } from 'ink';
import { App } from '../../components/App.tsx';
import { afterFrameOf, INK_OPTIONS } from '../../components/ink-front-end.tsx';
import { newInputDispatch } from '../../components/input-events.ts';
import { createWizardRuntime } from '../../src/commands/wizard/effects.ts';
import { newRetries } from '../../src/commands/wizard/retry-notices.ts';
import { newLineConsole } from '../../src/plain/line-console.ts';
import { runPromptLoop } from '../../src/plain/loop.ts';
import type { Service } from '../../src/session/session.ts';
import type { Simulator } from '../../src/simulator/server.ts';
import { newDiffingStream } from '../../src/terminal/frame-diff/diffing-stream.ts';
import { newKeyboard } from '../../src/terminal/keys/keyboard.ts';
import { newLineReader } from '../../src/terminal/line-reader.ts';
import type { Size } from '../../src/wizard/event.ts';
import type { State } from '../../src/wizard/state.ts';
import { clientOf } from './service.ts';
import { agree } from './widths.ts';

/** Matches the question before a submit, and nothing else. */
const QUESTION = /Submit (this change|these \d+ changes) to /;

export interface Left {
  readonly code: number;
  readonly lines: readonly string[];
  /** The state of which the lines tell: here, unlike in the program, keys on the way are still handled. */
  readonly state: State;
}

/** A wizard that is being used. */
export interface DrivenWizard {
  state(): State;
  /** Sends bytes as one read of the terminal. */
  write(bytes: string): void;
  resize(size: Size): void;
  /** Returns how it was left; undefined while it runs. */
  left(): Left | undefined;
  interrupt(): void;
  close(): Promise<void>;
}

interface Opening {
  readonly sms: Simulator;
  readonly taskId: string | undefined;
  readonly size: Size;
  /**
   * Called with the time at which the program read `y`, alone, while the submit question was on the screen for a
   * moment; on a busy machine later than that.
   */
  readonly onYes: (at: number) => void;
}

/** A question has to be on the screen for 300 ms; the test sees it slightly later than the program. */
const MIN_READ_MS = 250;

function newRuntime({ sms, taskId, size }: Opening, onLeave: () => void) {
  const client = clientOf(sms, 20);
  const service: Service = {
    client,
    demo: false,
    endpoint: sms.url,
    access: ['--endpoint', sms.url],
    close: async () => {},
  };
  const aborting = new AbortController();
  let left: Left | undefined;
  const first =
    taskId === undefined
      ? { page: client.listTasks({ limit: 200, offset: 0 }, aborting.signal) }
      : { taskId, reading: client.getTask(taskId, aborting.signal) };
  const store = createWizardRuntime(service, first, aborting, newRetries(), {
    size,
    ascii: false,
    controls: {
      leave(code, lines) {
        left ??= { code, lines, state: store.state() };
        onLeave();
      },
      suspend: () => {},
      repaint: () => {},
    },
  });
  return { store, state: () => left?.state ?? store.state(), left: () => left, aborting };
}

const newInput = () => {
  const stdin: PassThrough = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: () => stdin,
    ref: () => stdin,
    unref: () => stdin,
  });
  return stdin;
};

/** Opens the wizard on a screen. */
export function onScreen(opening: Opening): DrivenWizard {
  let size = opening.size;
  const screen = agree(
    new xterm.Terminal({ cols: size.columns, rows: size.rows, allowProposedApi: true, convertEol: true }),
  );
  const stdout = Object.assign(new PassThrough(), { ...size, isTTY: true });
  let since: number | undefined;
  const look = (time: number) => {
    const rows = Array.from(
      { length: size.rows },
      (_, y) => screen.buffer.active.getLine(y)?.translateToString(true) ?? '',
    );
    since = QUESTION.test(rows.join(' ').replace(/ +/g, ' ')) ? (since ?? time) : undefined;
  };
  // The time is that of the write: on a busy machine the data come later to the test than to a terminal.
  const write = stdout.write.bind(stdout) as (...args: unknown[]) => boolean;
  stdout.write = (...args: unknown[]) => {
    const time = performance.now();
    screen.write(String(args[0]), () => look(time));
    return write(...args);
  };
  stdout.resume();
  const stdin = newInput();
  stdin.on('data', (data) => {
    if (String(data) !== 'y') return;
    const at = performance.now();
    // What was drawn before the key may still wait to be looked at; what is drawn after it comes later.
    screen.write('', () => {
      if (since !== undefined && at - since >= MIN_READ_MS) opening.onYes(at);
    });
  });
  const { store, state, left, aborting } = newRuntime(opening, () => app.unmount());
  const { stream } = newDiffingStream(stdout as unknown as WriteStream);
  const keyboard = newKeyboard(stdin as unknown as ReadStream, newInputDispatch(store));
  const afterFrame = afterFrameOf(stream);
  const app = render(<App store={store} keyboard={keyboard} afterFrame={afterFrame} />, {
    ...INK_OPTIONS,
    stdin: stdin as unknown as ReadStream,
    stdout: stream,
    stderr: stream,
  });
  return {
    state,
    write: (bytes) => stdin.write(bytes),
    resize(next) {
      size = next;
      screen.resize(next.columns, next.rows);
      Object.assign(stdout, next);
      stdout.emit('resize');
    },
    left,
    interrupt: () => stdin.write('\x03'),
    async close() {
      aborting.abort();
      app.unmount();
      await app.waitUntilExit();
    },
  };
}

/** Opens the wizard line by line. */
export function inLines(opening: Opening): DrivenWizard {
  const stdin = newInput();
  const { store, state, left, aborting } = newRuntime(
    { ...opening, size: { columns: 1_000_000, rows: 30 } },
    () => {},
  );
  let output = '';
  let since: number | undefined;
  /** Bytes typed since the last prompt or answer. */
  let typed: string[] = [];
  const lines = newLineReader(stdin as unknown as ReadStream);
  const console = newLineConsole({
    store,
    lines,
    write(words) {
      output += words;
    },
    height: () => 24,
    width: () => 80,
    // The question is asked from the prompt on, up to the answer.
    onPrompt(prompt) {
      const asks = prompt !== undefined && QUESTION.test(output.slice(-400).replaceAll('\n', ' '));
      const at = performance.now();
      const isRead = since !== undefined && at - since >= MIN_READ_MS;
      // The next line may be typed before this one is read.
      if (prompt === undefined && isRead && /^\s*[yYｙＹ]\s*\n$/.test(typed[0] ?? '')) opening.onYes(at);
      since = asks ? at : undefined;
      typed = [];
      if (prompt === undefined) output = '';
    },
  });
  let failure: unknown;
  runPromptLoop(console, () => left() !== undefined).catch((error) => {
    failure = error;
  });
  return {
    state,
    write(bytes) {
      typed.push(bytes);
      stdin.write(bytes);
    },
    resize: () => {},
    left() {
      if (failure !== undefined) throw failure;
      return left();
    },
    interrupt: () => console.press('ctrl+c'),
    async close() {
      aborting.abort();
      lines.close();
    },
  };
}
