/** Puts the wizard on the terminal and takes it off again, whatever happens in between. */
import chalk from 'chalk';
import { render } from 'ink';
import { colourLevel, knowsUnicode } from '../src/terminal/capabilities.ts';
import { guardTerminal } from '../src/terminal/hangup.ts';
import { sanitise } from '../src/terminal/sanitise.ts';
import type { Size } from '../src/wizard/state.ts';
import type { Store } from '../src/wizard/store.ts';
import { App } from './App.tsx';

export interface ScreenOptions {
  readonly colour: boolean;
  /** Makes the store once the size is known; `leave` ends the screen with an exit code and a last word. */
  readonly start: (size: Size, ascii: boolean, leave: (code: number, summary: string) => void) => Store;
}

/** Shows the wizard on standard error until it is left. The answer is the exit code. */
export async function openScreen({ colour, start }: ScreenOptions): Promise<number> {
  const { stdin, stderr } = process;
  chalk.level = colour ? colourLevel(process.env, stderr) : 0;
  let ended: { code: number; summary: string } = { code: 0, summary: '' };
  let stop = () => {};
  const size = { columns: stderr.columns || 80, rows: stderr.rows || 24 };
  const store = start(size, !knowsUnicode(process.env), (code, summary) => {
    ended = { code, summary };
    stop();
  });
  const app = render(<App store={store} />, {
    stdin,
    stdout: stderr,
    stderr,
    exitOnCtrlC: false,
    patchConsole: false,
    interactive: true,
    alternateScreen: true,
    incrementalRendering: true,
  });
  stop = () => app.unmount();
  const release = guardTerminal({ stdin, output: stderr });
  try {
    await app.waitUntilExit();
  } finally {
    release();
  }
  const lines = ended.summary.split('\n').map(sanitise);
  if (ended.summary) stderr.write(`${lines.join('\n')}\n`);
  return ended.code;
}
