// Measures the bytes that watching a task writes to a terminal: `watch`, v in the wizard, w in its list; of a task that
// moves and of one that is idle. Usage: node test/bench/watch.mjs [minutes] (10).
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawn } from '@lydell/node-pty';

const MINUTES = Number(process.argv[2] ?? 10);
const PROGRAM = new URL('../../dist/main.js', import.meta.url).pathname;
/** 1 % of the last sub-task in 7 s: the task moves for all of the time, and ends after it. */
const PACE_MS = (MINUTES * 60_000 * 7) / 600;

function launch(args, env = {}) {
  const pty = spawn(process.execPath, [PROGRAM, ...args], {
    cols: 80,
    rows: 24,
    env: { PATH: process.env.PATH, TERM: 'xterm-256color', LANG: 'C.UTF-8', ...env },
  });
  let output = '';
  pty.onData((data) => {
    output += data;
  });
  const waitFor = async (wanted) => {
    while (!wanted.test(output)) await sleep(50);
  };
  return { pty, waitFor, bytes: () => Buffer.byteLength(output), output: () => output };
}

async function simulator(pace) {
  const home = mkdtempSync(join(tmpdir(), 'sms-watch-'));
  const sms = launch(['simulator', '--scenario', 'running', '--pace', String(pace)], {
    XDG_STATE_HOME: home,
  });
  await sms.waitFor(/Ctrl-C/);
  const [, url] = /SMS simulator on (\S+)/.exec(sms.output());
  const env = {
    SMS_ENDPOINT: url,
    HW_AUTH_TOKEN: 'simulated-token',
    XDG_STATE_HOME: home,
    SMS_ECS_METADATA: '0',
  };
  return { sms, env };
}

const ID = 'ef3b9722-07a0-40ae-89b0-889ee96d0001';

/** The ways to watch, each until its first picture is there. */
const WATCHES = {
  watch: async (env) => {
    const one = launch(['watch', ID], env);
    await one.waitFor(/RUNNING/);
    return one;
  },
  'v in the list': async (env) => {
    const one = launch([], env);
    await one.waitFor(/MigrationTask/);
    await sleep(1500);
    one.pty.write('v');
    await one.waitFor(/Watching/);
    return one;
  },
  'w in the list': async (env) => {
    const one = launch([], env);
    await one.waitFor(/MigrationTask/);
    await sleep(1500);
    one.pty.write('w');
    await one.waitFor(/kept fresh/);
    return one;
  },
};

const scenes = { moving: await simulator(PACE_MS), still: await simulator(3_600_000) };
const started = [];
for (const [scene, { env }] of Object.entries(scenes))
  for (const [name, begin] of Object.entries(WATCHES)) started.push({ scene, name, one: await begin(env) });
await sleep(3000);
for (const entry of started) entry.from = entry.one.bytes();
await sleep(MINUTES * 60_000);
for (const { scene, name, one, from } of started) {
  console.log(
    `${name}, a task that ${scene === 'moving' ? 'moves' : 'stands still'}: ${one.bytes() - from} bytes in ${MINUTES} min`,
  );
  one.pty.kill();
}
for (const { sms } of Object.values(scenes)) sms.pty.kill();
process.exit(0);
