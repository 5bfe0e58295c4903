/** Where keys come from: standard input, or the terminal itself where standard input carries something else. */
import { openSync } from 'node:fs';
import { ReadStream } from 'node:tty';

let opened: ReadStream | undefined;

/** The keyboard; undefined where there is no terminal to type on. `beside` leaves standard input alone. */
export function keyboard(beside = false): ReadStream | undefined {
  if (!beside) return process.stdin.isTTY ? process.stdin : undefined;
  try {
    opened ??= new ReadStream(openSync(process.platform === 'win32' ? '\\\\.\\CONIN$' : '/dev/tty', 'r+'));
    return opened;
  } catch {
    return undefined;
  }
}
