/**
 * The end of the terminal, such as a closed window or a lost SSH line. Nothing may be written to it any more: on Node 20
 * that ends in SIGSEGV. Nor may the process exit by itself: Node aborts when it can't restore the terminal's settings. So
 * work is saved, and the process ends by SIGHUP, as a program without a terminal does.
 */
import type { ReadStream, WriteStream } from 'node:tty';

export interface Guarded {
  readonly stdin: ReadStream;
  readonly output: WriteStream;
  /** Called once, before the process ends. Must not write to the terminal. */
  readonly save?: () => void;
  /** Called when input ends; returns true if the terminal is still there, as after ^D. */
  readonly isTerminalOpen?: () => boolean;
}

/** Ends the process by SIGHUP when the terminal vanishes. Returns a function that stops watching. */
export function guardTerminal({ stdin, output, save, isTerminalOpen }: Guarded): () => void {
  let gone = false;
  const hangUp = () => {
    if (gone) return;
    gone = true;
    save?.();
    release();
    process.removeAllListeners('SIGHUP');
    process.kill(process.pid, 'SIGHUP');
  };
  const inputEnds = () => {
    if (!isTerminalOpen?.()) hangUp();
  };
  const events: readonly [NodeJS.EventEmitter, string, () => void][] = [
    [process, 'SIGHUP', hangUp],
    [stdin, 'end', inputEnds],
    [stdin, 'error', hangUp],
    [stdin, 'close', inputEnds],
    [output, 'error', hangUp],
  ];
  for (const [emitter, name, hear] of events) emitter.prependListener(name, hear);
  const release = () => {
    for (const [emitter, name, hear] of events) emitter.removeListener(name, hear);
  };
  return release;
}

/** Stops the whole job, as ^Z does, including `npx` and shells in between. Returns when the job is continued. */
export function stopUntilContinued(): void {
  if (process.platform !== 'win32') process.kill(0, 'SIGTSTP');
}
