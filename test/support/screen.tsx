/** Ink into a headless terminal: what a person would see at a size, without a process. */
import { PassThrough } from 'node:stream';
import xterm from '@xterm/headless';
import { render } from 'ink';
import { App } from '../../components/App.tsx';
import { PAUSE } from '../../components/settled.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { initialState, type Size, type State } from '../../src/wizard/state.ts';
import { newStore, type Store } from '../../src/wizard/store.ts';
import { bytesOf } from './terminal.ts';

export interface Shown {
  readonly store: Store;
  rows(): string[];
  text(): string;
  press(...keys: string[]): Promise<void>;
  /** Lets something happen and waits until it is on the screen. */
  after(happens: (store: Store) => void): Promise<void>;
  close(): void;
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The wizard on a task, as it looks once the task is read. */
export function show(
  task: JsonObject,
  size: Size = { columns: 80, rows: 24 },
  ascii = false,
): Promise<Shown> {
  const first = initialState({ size, ascii, taskId: String(task.id), demo: true, host: '127.0.0.1' });
  return display(first, (store) => store.dispatch({ type: 'read', task }));
}

/** The wizard from a state on; `begin` makes happen what comes right after the start. */
export async function display(first: State, begin: (store: Store) => void = () => {}): Promise<Shown> {
  const { size } = first;
  // A line break alone also returns to the left, as the kernel makes it for a real terminal.
  const options = { cols: size.columns, rows: size.rows, allowProposedApi: true, convertEol: true };
  const screen = new xterm.Terminal(options);
  const stdout = Object.assign(new PassThrough(), { ...size, isTTY: true });
  stdout.on('data', (data) => screen.write(String(data)));
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: () => stdin,
    ref: () => stdin,
    unref: () => stdin,
  });
  const store = newStore(first, () => {});
  const app = render(<App store={store} />, {
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: stdout as unknown as NodeJS.WriteStream,
    stderr: stdout as unknown as NodeJS.WriteStream,
    exitOnCtrlC: false,
    patchConsole: false,
    interactive: true,
    alternateScreen: true,
    incrementalRendering: true,
  });
  const settle = async () => {
    await sleep(5);
    await app.waitUntilRenderFlush();
    // What is typed has its hints when the typing pauses.
    await sleep(store.takesText() ? PAUSE + 40 : 40);
    await new Promise<void>((resolve) => screen.write('', resolve));
  };
  begin(store);
  await settle();
  const rows = () =>
    Array.from(
      { length: size.rows },
      (_, y) => screen.buffer.active.getLine(y)?.translateToString(true) ?? '',
    );
  return {
    store,
    rows,
    text: () => rows().join('\n'),
    async press(...keys) {
      for (const key of keys) {
        stdin.write(bytesOf(key));
        // A lone escape waits 20 ms in Ink, in case it begins an arrow key.
        await sleep(key === 'escape' ? 30 : 2);
      }
      await settle();
    },
    async after(happens) {
      happens(store);
      await settle();
    },
    close: () => app.unmount(),
  };
}
