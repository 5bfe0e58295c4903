/** Shows the wizard on the terminal, and restores the terminal whatever happens. */
import { render } from 'ink';
import { terminalSize } from '../src/terminal/capabilities.ts';
import type { DiffingStream } from '../src/terminal/frame-diff/diffing-stream.ts';
import { guardTerminal, stopUntilContinued } from '../src/terminal/hangup.ts';
import { type Keyboard, newKeyboard } from '../src/terminal/keys/keyboard.ts';
import { safeLine } from '../src/terminal/symbols.ts';
import { wrapUnlessIndented } from '../src/terminal/text/text-width.ts';
import type { FrontEndOptions } from '../src/wizard/front-end.ts';
import type { Store } from '../src/wizard/store.ts';
import { App } from './App.tsx';
import type { FirstFrame } from './first-frame.ts';
import { newInputDispatch } from './input-events.ts';

/** Ink draws whole frames; the diffing stream makes them small and paces them. */
export const INK_OPTIONS = {
  exitOnCtrlC: false,
  patchConsole: false,
  interactive: true,
  alternateScreen: true,
  incrementalRendering: false,
  maxFps: 1000,
} as const;

const PASTE_MODE = '\x1b[?2004';

/** Returns a function that calls back when the terminal has taken all that was drawn; a slow line takes it later. */
export const afterFrameOf = (stream: DiffingStream['stream']) => (then: () => void) =>
  void stream.write('', then);

/** Returns the keyboard of a screen: pastes are marked while it reads, and frames that answer keys may share a write. */
function screenKeyboard(
  stdin: NodeJS.ReadStream,
  store: Store,
  { stream, markKeyFrame }: DiffingStream,
): Keyboard {
  const dispatch = newInputDispatch(store);
  const keyboard = newKeyboard(stdin, (inputs, isAhead) => {
    markKeyFrame();
    dispatch(inputs, isAhead);
  });
  return {
    start() {
      stream.write(`${PASTE_MODE}h`);
      keyboard.start();
    },
    stop() {
      keyboard.stop();
      stream.write(`${PASTE_MODE}l`);
    },
  };
}

/** Shows the wizard on a terminal with its first frame, until the user leaves. Resolves with the exit code. */
export async function runInkFrontEnd(
  { keys: stdin, ascii, start }: FrontEndOptions,
  firstFrame: FirstFrame,
): Promise<number> {
  const { stderr } = process;
  let result: { code: number; summary: readonly string[] } = { code: 0, summary: [] };
  let stop = () => {};
  const size = terminalSize(stderr);
  let lend: ((meanwhile: () => Promise<void>) => Promise<void>) | undefined;
  const store = start(size, {
    leave(code, summary) {
      result = { code, summary };
      stop();
    },
    repaint: () => firstFrame.diffing.repaint(),
    suspend: () =>
      void lend?.(async () => {
        keyboard.stop();
        stopUntilContinued();
        keyboard.start();
      }),
  });
  // What has come already is in the first frame that Ink draws.
  await undefined;
  const { diffing } = firstFrame;
  const keyboard = screenKeyboard(stdin, store, diffing);
  const app = render(
    <App
      store={store}
      keyboard={keyboard}
      afterFrame={afterFrameOf(diffing.stream)}
      onSuspender={(suspender) => (lend = suspender)}
    />,
    {
      ...INK_OPTIONS,
      stdin,
      stdout: diffing.stream,
      stderr: diffing.stream,
    },
  );
  firstFrame.release();
  stop = () => app.unmount();
  const release = guardTerminal({ stdin, output: stderr });
  try {
    await app.waitUntilExit();
  } finally {
    release();
  }
  const room = stderr.columns || Number.POSITIVE_INFINITY;
  const lines = result.summary.flatMap((line) => wrapUnlessIndented(safeLine(line, ascii), room));
  for (const line of lines) stderr.write(`${line}\n`);
  return result.code;
}
