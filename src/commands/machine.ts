/** The checks of `doctor` that ask nobody: terminal, Node, state folder, proxy. */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { proxyFor, shownProxy } from '../api/transport.ts';
import { stateFolder } from '../storage/files.ts';
import { UsageError } from '../task/errors.ts';
import { colourLevel } from '../terminal/capabilities.ts';
import { keyboard } from '../terminal/keyboard.ts';
import { text } from '../text/text.ts';
import { LEAST } from '../wizard/layout.ts';
import { asciiOnly } from './ascii.ts';
import type { Check } from './doctor.ts';
import type { CommandLine } from './flags.ts';

/** The oldest Node that is supported. */
const NODE = [20, 19] as const;

export function machineChecks(line: CommandLine): Check[] {
  return [terminalCheck(line), sizeCheck(), localeCheck(), colourCheck(line), nodeCheck(), stateCheck()];
}

/** Without a terminal there is still `update`: so its lack is no fault. */
function terminalCheck(line: CommandLine): Check {
  const words = text().doctor;
  const there = process.stderr.isTTY && keyboard(line.on.has('token-stdin'));
  if (there) return { about: 'terminal', state: 'good', found: process.env.TERM || words.unnamed };
  return { about: 'terminal', state: 'poor', found: words.noTerminal, next: [words.noTerminalNext] };
}

function sizeCheck(): Check {
  const { columns, rows } = process.stderr;
  if (!columns || !rows) return { about: 'size', state: 'open', found: text().doctor.noSize };
  const fits = columns >= LEAST.columns && rows >= LEAST.rows;
  const next = fits ? [] : [text().screen.tooSmall(LEAST.columns, LEAST.rows)];
  return { about: 'size', state: fits ? 'good' : 'poor', found: `${columns}×${rows}`, next };
}

function localeCheck(): Check {
  const { LC_ALL, LC_CTYPE, LANG } = process.env;
  const found = LC_ALL || LC_CTYPE || LANG || text().doctor.noLocale;
  if (!asciiOnly()) return { about: 'locale', state: 'good', found };
  return { about: 'locale', state: 'poor', found, next: [text().doctor.asciiNext] };
}

function colourCheck(line: CommandLine): Check {
  const words = text().doctor;
  const level = line.on.has('no-color') ? 0 : colourLevel(process.env, process.stderr);
  return { about: 'colour', state: 'good', found: level ? words.colours : words.noColours };
}

function nodeCheck(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const fits = major > NODE[0] || (major === NODE[0] && minor >= NODE[1]);
  const next = fits ? [] : [text().doctor.nodeNext(NODE.join('.'))];
  return { about: 'node', state: fits ? 'good' : 'bad', found: process.version, next };
}

/** Drafts and history need a place; without one the wizard works, and says that it keeps nothing. */
function stateCheck(): Check {
  const folder = stateFolder();
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    return { about: 'state', state: 'good', found: folder };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { about: 'state', state: 'poor', found: `${folder} (${code})`, next: [text().doctor.stateNext] };
  }
}

/** The proxy on the way to an address, without the user and password in it. */
export function proxyCheck(endpoint: string): Check {
  try {
    const proxy = proxyFor(new URL(endpoint));
    return { about: 'proxy', state: 'good', found: proxy ? shownProxy(proxy) : text().doctor.noProxy };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { about: 'proxy', state: 'bad', found: error.message, code: 2 };
  }
}
