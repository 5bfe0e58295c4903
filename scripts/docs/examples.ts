/** Runs the program for the examples in the documents. Times, ports and versions are replaced by constants. */
import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type JsonObject, parseJson, stringifyJson } from '../../src/json/json.ts';
import { startSimulator } from '../../src/simulator/server.ts';
import { serializePlan } from '../../src/storage/plans.ts';
import { cleanEnv, launch, PROGRAM } from '../../test/support/terminal.ts';
import { fenced } from './markdown.ts';

const WRITTEN = '2026-01-15T09:30:00.000Z';

/** Patterns of output that differs in each run, with constants to replace it: times, ports, the version of Node. */
const INSTEAD = [
  [/\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, WRITTEN],
  [/\b20\d\d-\d\d-\d\d \d\d:\d\d:\d\d\b/g, '2026-01-15 09:30:00'],
  // The simulator's address.
  [/(127\.0\.0\.1):\d{4,5}/g, '$1:40404'],
  [/\bsimulated-\d+\b/g, 'simulated-1'],
  [/\bv2\d\.\d+\.\d+\b/g, 'v20.19.0'],
] as const;

const HISTORY_ID = /\b[0-9a-f]{16}\b/g;

/** Replaces IDs of the history by constants, a different one for each ID of an output. */
function withSteadyIds(words: string): string {
  const known = [...new Set(words.match(HISTORY_ID))];
  const constant = (id: string) =>
    BigInt.asUintN(64, 0x4f3a9c2e81b05d67n + 0x1b3c5d7e9f021346n * BigInt(known.indexOf(id)));
  return words.replaceAll(HISTORY_ID, (id) => constant(id).toString(16).padStart(16, '0'));
}

const atRest = (words: string): string =>
  INSTEAD.reduce((all, [pattern, constant]) => all.replaceAll(pattern, constant), withSteadyIds(words));

export interface Shell {
  /** Runs a command line in a shell. Returns all its output. */
  run(command: string): Promise<string>;
  readonly folder: string;
  close(): void;
}

/** A shell in an empty folder that knows `sms-wizard`; drafts and history go on from command to command. */
export function openShell(more: Record<string, string> = {}): Shell {
  const folder = mkdtempSync(join(tmpdir(), 'sms-wizard-docs-'));
  const bin = join(folder, '.bin');
  mkdirSync(bin);
  const node = process.env.SMS_TEST_NODE ?? process.execPath;
  writeFileSync(join(bin, 'sms-wizard'), `#!/bin/sh\nexec '${node}' '${PROGRAM}' "$@"\n`);
  chmodSync(join(bin, 'sms-wizard'), 0o755);
  const env = cleanEnv({
    PATH: `${bin}:${process.env.PATH}`,
    HOME: folder,
    XDG_STATE_HOME: join(folder, '.local', 'state'),
    ...more,
  });
  return {
    folder,
    run: (command) =>
      new Promise((resolve, reject) => {
        // As on a terminal: what goes to standard error is seen as well.
        const child = execFile(
          'sh',
          ['-c', `{ ${command}\n} 2>&1`],
          { cwd: folder, env },
          (error, output) => {
            if (error && error.code === undefined) reject(error);
            else resolve(atRest(output.replaceAll(folder, '~')));
          },
        );
        child.stdin?.end();
      }),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Returns a plan that the program wrote, with the time of an example and the digest that follows from it. */
export async function examplePlan(): Promise<string> {
  const shell = openShell();
  try {
    const settings = "--set speed_limit=100 --set 'target_server.disks[Disk 1].size=+10G'";
    const file = join(shell.folder, 'plan.json');
    await shell.run(`sms-wizard update --demo --scenario windows ${settings} --dry-run --out plan.json`);
    const { digest: _own, ...document } = parseJson(readFileSync(file, 'utf8')) as JsonObject;
    return serializePlan({ ...document, written: WRITTEN });
  } finally {
    shell.close();
  }
}

const pretty = (document: JsonObject): string => stringifyJson(document, 2);

/** Returns an abandoned draft, and the lines that an update writes to the history. */
export async function exampleState(): Promise<{ draft: string; history: readonly string[] }> {
  const sms = await startSimulator();
  const state = mkdtempSync(join(tmpdir(), 'sms-wizard-docs-'));
  const where = join(state, 'sms-wizard');
  try {
    const env = { HW_AUTH_TOKEN: sms.token, XDG_STATE_HOME: state };
    const session = launch([sms.firstTask, '--endpoint', sms.url], { env });
    await session.waitFor('Task name');
    session.type('enter');
    await session.waitFor('Type to replace');
    session.write('web-01');
    await session.waitFor('Task name  web-01');
    session.type('enter');
    await session.waitFor('1 change');
    session.hangUp();
    await session.exit;
    const [name = ''] = readdirSync(join(where, 'drafts'));
    const draft = readFileSync(join(where, 'drafts', name), 'utf8');

    const again = launch(['update', sms.firstTask, '--set', 'name=web-01', '--yes', '--endpoint', sms.url], {
      env,
    });
    await again.exit;
    const history = readFileSync(join(where, 'history.jsonl'), 'utf8');
    return { draft: settled(draft), history: history.trim().split('\n').map(settled) };
  } finally {
    await sms.close();
    rmSync(state, { recursive: true, force: true });
  }
}

/** A document of the state folder with the machine, the process and the ids of an example. */
function settled(text: string): string {
  const document = parseJson(atRest(text)) as JsonObject;
  const instead: JsonObject = {
    pid: 4711,
    started: '123456',
    machine: 'jump-host',
    endpoint: 'https://sms.ap-southeast-3.myhuaweicloud.com',
    id: '3f1c9a7e5b2d4860',
  };
  const known = Object.keys(instead).filter((key) => key in document);
  return pretty({ ...document, ...Object.fromEntries(known.map((key) => [key, instead[key] as string])) });
}

export const json = (words: string): string => fenced('json', words);
