/** Handles ^C and SIGTERM in commands without a screen: ends the process, and reports what that means for the task. */
import { text } from '../text/text.ts';
import { EXIT } from './exit-codes.ts';
import { printStatus } from './output.ts';

let updating: string | undefined;

/** Returns the ID of the task with an update that may be under way; undefined if there is none. */
export const taskInFlight = (): string | undefined => updating;

/** Notes that an update of this task may be under way from now on. */
export function setTaskInFlight(taskId: string): void {
  updating = taskId;
}

let paused: string | undefined;

/** Notes the sentence about a task that may be paused or started by this run from now on; undefined if that is settled. */
export function setPausedNote(note: string | undefined): void {
  paused = note;
}

/** Returns the sentence about a task that may be paused or started by this run. */
export const pausedNote = (): string[] => (paused === undefined ? [] : [paused]);

let reading = false;

/** Notes that this command changes nothing. */
export function setReading(): void {
  reading = true;
}

/** Returns true for a command that changes nothing: no message needs to say that nothing was sent. */
export const isReading = (): boolean => reading;

/** Returns the sentence for a command that the user ended. */
export const canceledText = (): string => {
  const { canceled, canceledReading } = text().cli.errors;
  return reading ? canceledReading : canceled;
};

let onEnd: ((message: string) => void) | undefined;

/** Sets what is to be printed as well when a signal ends the process: the document that programs wait for. */
export function setInterruptReport(report: (message: string) => void): void {
  onEnd = report;
}

/**
 * Signals that end a command, with their exit codes. SIGHUP is left to the system: a handler would end a run that `nohup`
 * protects from it.
 */
const CODES = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated } as const;
const SIGNALS = Object.keys(CODES) as (keyof typeof CODES)[];

/** Ends the process on the first ^C or SIGTERM. Returns a function that removes the handlers. */
export function exitOnInterrupt(): () => void {
  const end = (signal: keyof typeof CODES) => {
    const notes = [
      ...(updating === undefined ? [] : [text().screen.left.inFlight(updating)]),
      ...pausedNote(),
    ];
    const lines = notes.length ? notes : [canceledText()];
    printStatus(lines);
    onEnd?.(lines.join(' '));
    process.exit(CODES[signal]);
  };
  for (const signal of SIGNALS) process.once(signal, end);
  return () => {
    for (const signal of SIGNALS) process.removeListener(signal, end);
  };
}

/** Ignores ^C while another program has the terminal, such as an editor. Returns a function that ends that. */
export function ignoreInterrupts(): () => void {
  const listeners = process.listeners('SIGINT');
  const ignore = () => {};
  process.removeAllListeners('SIGINT');
  process.on('SIGINT', ignore);
  return () => {
    process.removeListener('SIGINT', ignore);
    for (const listener of listeners) process.on('SIGINT', listener);
  };
}
