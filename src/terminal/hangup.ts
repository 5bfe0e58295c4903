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
}

/** Watches for the terminal's end; the answer stops watching. */
export function guardTerminal({ stdin, output, save }: Guarded): () => void {
  let gone = false;
  const hangUp = () => {
    if (gone) return;
    gone = true;
    save?.();
    release();
    process.removeAllListeners('SIGHUP');
    process.kill(process.pid, 'SIGHUP');
  };
  const events: readonly [NodeJS.EventEmitter, string][] = [
    [process, 'SIGHUP'],
    [stdin, 'end'],
    [stdin, 'error'],
    [stdin, 'close'],
    [output, 'error'],
  ];
  for (const [emitter, name] of events) emitter.prependListener(name, hangUp);
  const release = () => {
    for (const [emitter, name] of events) emitter.removeListener(name, hangUp);
  };
  return release;
}

/** Stops the whole job, `npx` and shells between included, as ^Z does; comes back when the job is continued. */
export function stopUntilContinued(): void {
  if (process.platform !== 'win32') process.kill(0, 'SIGTSTP');
}
