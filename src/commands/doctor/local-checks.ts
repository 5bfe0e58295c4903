/** The checks of `doctor` without network: terminal, Node, state folder, proxy. */
import { accessSync, constants } from 'node:fs';
import { redactProxyUrl, resolveProxy } from '../../api/network/proxy.ts';
import { asciiOnly } from '../../cli/ascii.ts';
import { EXIT } from '../../cli/exit-codes.ts';
import { makeFoldersOf, stateFile } from '../../storage/files.ts';
import { findHistoryProblem } from '../../storage/history.ts';
import { findPausesProblem } from '../../storage/pauses.ts';
import { reasonOf, UsageError } from '../../task/errors.ts';
import { isUtf8, usesColor } from '../../terminal/capabilities.ts';
import { openInputTty } from '../../terminal/input-tty.ts';
import { text } from '../../text/text.ts';
import { MIN_SIZE } from '../../wizard/layout.ts';
import type { Check } from './check.ts';

/** The oldest supported version of Node: major and minor. */
const NODE = [20, 19] as const;

interface MachineOptions {
  readonly tokenStdin: boolean;
  readonly noColor: boolean;
}

export function machineChecks(options: MachineOptions): Check[] {
  return [terminalCheck(options), sizeCheck(), localeCheck(), colorCheck(options), nodeCheck(), stateCheck()];
}

/** Checks the terminal. Without one the status is only poor, as `update` still works. */
function terminalCheck({ tokenStdin }: MachineOptions): Check {
  const words = text().doctor;
  const there = process.stderr.isTTY && openInputTty(tokenStdin);
  if (there) return { name: 'terminal', status: 'good', found: process.env.TERM || words.unnamed };
  return { name: 'terminal', status: 'poor', found: words.noTerminal, next: [words.noTerminalNext] };
}

function sizeCheck(): Check {
  const { columns, rows } = process.stderr;
  if (!columns || !rows) return { name: 'size', status: 'open', found: text().doctor.noSize };
  const fits = columns >= MIN_SIZE.columns && rows >= MIN_SIZE.rows;
  const next = fits ? [] : [text().screen.tooSmall(MIN_SIZE.columns, MIN_SIZE.rows)];
  return { name: 'size', status: fits ? 'good' : 'poor', found: `${columns}×${rows}`, next };
}

function localeCheck(): Check {
  const { LC_ALL, LC_CTYPE, LANG } = process.env;
  const found = LC_ALL || LC_CTYPE || LANG || text().doctor.noLocale;
  if (isUtf8(process.env) || !asciiOnly()) return { name: 'locale', status: 'good', found };
  return { name: 'locale', status: 'poor', found, next: [text().doctor.asciiNext] };
}

function colorCheck({ noColor }: MachineOptions): Check {
  const words = text().doctor;
  const colored = !noColor && usesColor(process.env, process.stderr);
  return { name: 'color', status: 'good', found: colored ? words.colors : words.noColors };
}

function nodeCheck(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const fits = major > NODE[0] || (major === NODE[0] && minor >= NODE[1]);
  const next = fits ? [] : [text().doctor.nodeNext(NODE.join('.'))];
  return { name: 'node', status: fits ? 'good' : 'bad', found: process.version, next };
}

/** Checks that drafts and history can be saved. If not, the wizard still works, and says that it saves nothing. */
function stateCheck(): Check {
  const poor = (found: string): Check => ({
    ...{ name: 'state', status: 'poor', found },
    next: [text().doctor.stateNext],
  });
  let folder = '';
  try {
    folder = stateFile();
    makeFoldersOf(stateFile('drafts', ''));
    accessSync(folder, constants.W_OK);
  } catch (error) {
    return poor(folder ? `${folder} (${reasonOf(error)})` : reasonOf(error));
  }
  const fault = findHistoryProblem() ?? findPausesProblem();
  if (fault) return poor(`${fault.path} (${fault.why})`);
  return { name: 'state', status: 'good', found: folder };
}

/** Warns if certificates aren't verified: then anyone on the way gets the credentials. */
export function tlsCheck(): Check {
  const words = text().doctor;
  if (process.env.NODE_TLS_REJECT_UNAUTHORIZED === '0')
    return { name: 'tls', status: 'poor', found: words.tlsUnverified, next: [words.tlsNext] };
  return { name: 'tls', status: 'good', found: words.tlsVerified };
}

/** Checks the proxy for an address. Shows it without user and password. */
export function proxyCheck(endpoint: string): Check {
  try {
    const proxy = resolveProxy(new URL(endpoint));
    return { name: 'proxy', status: 'good', found: proxy ? redactProxyUrl(proxy) : text().doctor.noProxy };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { name: 'proxy', status: 'bad', found: error.message, code: EXIT.usage };
  }
}
