/**
 * The screen in a headless terminal, drawn as it ships: by Ink with our patches, through the frame differ. What a person
 * would see at a size, without a process.
 */
import { PassThrough } from 'node:stream';
import type { WriteStream } from 'node:tty';
import xterm from '@xterm/headless';
import { render } from 'ink';
import { App } from '../../components/App.tsx';
import { INK_OPTIONS } from '../../components/ink-front-end.tsx';
import { newInputDispatch } from '../../components/input-events.ts';
import { KEY_PAUSE_MS } from '../../components/use-settled-state.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { newDiffingStream } from '../../src/terminal/frame-diff/diffing-stream.ts';
import { newKeyboard } from '../../src/terminal/keys/keyboard.ts';
import type { Size } from '../../src/wizard/event.ts';
import { createInitialState, type State } from '../../src/wizard/state.ts';
import { newStore, type Store } from '../../src/wizard/store.ts';
import { bytesOf } from './terminal.ts';
import { agree } from './widths.ts';

/** A rendered wizard. */
export interface Shown {
  readonly store: Store;
  rows(): string[];
  text(): string;
  press(...keys: string[]): Promise<void>;
  /** Waits until what follows a focus that rests is on the screen. */
  rest(): Promise<void>;
  /** Runs `happens` and waits until its result is on the screen. */
  after(happens: (store: Store) => void): Promise<void>;
  close(): void;
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Renders the wizard on a task, after the task was read. */
export function show(
  task: JsonObject,
  size: Size = { columns: 80, rows: 24 },
  ascii = false,
): Promise<Shown> {
  const first = createInitialState({ size, ascii, taskId: String(task.id), demo: true, host: '127.0.0.1' });
  return display(first, (store) => store.dispatch({ type: 'taskLoaded', task }));
}

/** Renders the wizard from a state; `begin` triggers the first events. */
export async function display(first: State, begin: (store: Store) => void = () => {}): Promise<Shown> {
  const { size } = first;
  // A line break alone also returns to the left, as the kernel makes it for a real terminal.
  const options = { cols: size.columns, rows: size.rows, allowProposedApi: true, convertEol: true };
  const screen = agree(new xterm.Terminal(options));
  const stdout = Object.assign(new PassThrough(), { ...size, isTTY: true });
  let drawn = 0;
  stdout.on('data', (data) => {
    drawn = performance.now();
    screen.write(String(data));
  });
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: () => stdin,
    ref: () => stdin,
    unref: () => stdin,
  });
  const store = newStore(first, () => {});
  const { stream } = newDiffingStream(stdout as unknown as WriteStream);
  const keyboard = newKeyboard(stdin as unknown as NodeJS.ReadStream, newInputDispatch(store));
  const app = render(<App store={store} keyboard={keyboard} />, {
    ...INK_OPTIONS,
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: stream,
    stderr: stream,
  });
  const settle = async (restMs = 40) => {
    await sleep(5);
    await app.waitUntilRenderFlush();
    const from = performance.now();
    // Hints for typed text appear when the typing pauses; the pause begins when the text is drawn.
    const quietMs = () => (store.takesText() ? KEY_PAUSE_MS + 40 : restMs);
    while (performance.now() - Math.max(from, drawn) < quietMs()) await sleep(10);
    await new Promise<void>((resolve) => screen.write('', resolve));
  };
  begin(store);
  await settle();
  const rows = () =>
    Array.from(
      { length: size.rows },
      (_, y) => screen.buffer.active.getLine(y)?.translateToString(true).trimEnd() ?? '',
    );
  return {
    store,
    rows,
    text: () => rows().join('\n'),
    async press(...keys) {
      for (const key of keys) {
        stdin.write(bytesOf(key));
        // A lone escape waits 100 ms, in case it begins an arrow key.
        await sleep(key === 'escape' ? 110 : 2);
      }
      await settle();
    },
    rest: () => settle(KEY_PAUSE_MS + 40),
    async after(happens) {
      happens(store);
      await settle();
    },
    close: () => app.unmount(),
  };
}
