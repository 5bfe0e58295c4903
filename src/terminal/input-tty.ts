/** The keyboard: standard input, or the terminal itself if standard input carries something else. */
import { openSync } from 'node:fs';
import { ReadStream } from 'node:tty';

let opened: ReadStream | undefined;

/** Returns the keyboard, or undefined if there is no terminal to type on. With `beside`, leaves standard input alone. */
export function openInputTty(beside = false): ReadStream | undefined {
  if (!beside) return process.stdin.isTTY ? process.stdin : undefined;
  try {
    opened ??= new ReadStream(openSync(process.platform === 'win32' ? '\\\\.\\CONIN$' : '/dev/tty', 'r+'));
    return opened;
  } catch {
    return undefined;
  }
}
