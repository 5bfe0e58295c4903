/** Puts the wizard on the terminal and takes it off again, whatever happens in between. */
import { render } from 'ink';
import { roomIn } from '../src/terminal/capabilities.ts';
import { brokenTo } from '../src/terminal/columns.ts';
import { guardTerminal, stopUntilContinued } from '../src/terminal/hangup.ts';
import { sanitise } from '../src/terminal/sanitise.ts';
import { wholeKeys } from '../src/terminal/whole-keys.ts';
import type { Opening } from '../src/wizard/ways.ts';
import { App } from './App.tsx';
import type { Stage } from './first.ts';

/** How Ink draws: whole frames at once, which the wire makes small; it paces them too, so Ink does not. */
export const INK = {
  exitOnCtrlC: false,
  patchConsole: false,
  interactive: true,
  alternateScreen: true,
  incrementalRendering: false,
  maxFps: 1000,
} as const;

/** Shows the wizard on a terminal that has its first frame, until it is left. The answer is the exit code. */
export async function openScreen({ keys: stdin, start }: Opening, stage: Stage): Promise<number> {
  const { stderr } = process;
  let ended: { code: number; summary: readonly string[] } = { code: 0, summary: [] };
  let stop = () => {};
  const size = roomIn(stderr);
  let lend: ((meanwhile: () => Promise<void>) => Promise<void>) | undefined;
  const store = start(size, {
    leave(code, summary) {
      ended = { code, summary };
      stop();
    },
    suspend: () => void lend?.(async () => stopUntilContinued()),
  });
  // What has come already is in the first frame that Ink draws.
  await undefined;
  const { wire } = stage;
  const app = render(<App store={store} onKey={wire.keyed} onLender={(lender) => (lend = lender)} />, {
    ...INK,
    stdin: wholeKeys(stdin),
    stdout: wire.stream,
    stderr: wire.stream,
  });
  stage.handOver();
  stop = () => app.unmount();
  const release = guardTerminal({ stdin, output: stderr });
  try {
    await app.waitUntilExit();
  } finally {
    release();
  }
  const room = stderr.columns || Number.POSITIVE_INFINITY;
  const lines = ended.summary.map(sanitise).flatMap((line) => brokenTo(line, room));
  for (const line of lines) stderr.write(`${line}\n`);
  return ended.code;
}
