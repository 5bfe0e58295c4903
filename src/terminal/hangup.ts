/**
 * When the terminal vanishes (a closed window, a lost SSH line) nothing may be written to it any more: on
 * Node 20 that ends in SIGSEGV. Work is saved, and the process dies of SIGHUP as a program without a terminal does.
 */
import type { ReadStream, WriteStream } from 'node:tty';

export interface Guarded {
  readonly stdin: ReadStream;
  readonly output: WriteStream;
  /** Called once, before the process goes. Must not write to the terminal. */
  readonly save?: () => void;
  /** Asked when input ends: true where it was only ^D, and the terminal is still there. */
  readonly stands?: () => boolean;
}

/** Watches for the terminal's end; the answer stops watching. */
export function guardTerminal({ stdin, output, save, stands }: Guarded): () => void {
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
    if (!stands?.()) hangUp();
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

/** Stops the whole job, `npx` and shells between included, as ^Z does; comes back when the job is continued. */
export function stopUntilContinued(): void {
  if (process.platform !== 'win32') process.kill(0, 'SIGTSTP');
}
