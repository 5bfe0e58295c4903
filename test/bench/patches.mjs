// The gain of each patch of a dependency: size and processor time of the program without it, beside the program with all of
// them. Processor time, because it stays the same on a busy machine. Linux only: it comes from /proc.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundle } from '../../scripts/bundle.mjs';
import { PATCHES } from '../../scripts/patches/index.mjs';
import { lined, median } from './table.mjs';
import { envIn, open, sleep } from './terminal.mjs';

const root = dirname(dirname(import.meta.dirname));

/** Without these the bundle can't be made. */
const NEEDED = ['ink-devtools', 'ink-rows'];
const DOWN = '\x1b[B';
const UP = '\x1b[A';
const KEYS = [...Array(15).fill(DOWN), ...Array(15).fill(UP)];

/** Returns the processor time of a process so far, in ms, in all of its threads. */
function processorTime(pid) {
  const threads = readdirSync(`/proc/${pid}/task`);
  const times = threads.map((id) => readFileSync(`/proc/${pid}/task/${id}/schedstat`, 'utf8').split(' ')[0]);
  return times.reduce((sum, nanoseconds) => sum + Number(nanoseconds), 0) / 1e6;
}

/** Returns the processor time of a start, and of a key among 23 disks, in ms. */
async function measure(main, sms, env) {
  const wizard = open([main, sms.firstTask, '--endpoint', sms.url], env);
  await wizard.shown('Task name');
  await sleep(600);
  const start = processorTime(wizard.pid);
  for (const key of ['\t', '\t']) await wizard.key(key);
  const before = processorTime(wizard.pid);
  for (const key of KEYS) await wizard.key(key, 10);
  const key = (processorTime(wizard.pid) - before) / KEYS.length;
  await wizard.kill();
  return { start, key };
}

/** Returns the size of the scripts in a folder, compressed one by one, in bytes. */
const sizeOf = (dist) =>
  readdirSync(dist)
    .map((name) => gzipSync(readFileSync(join(dist, name)), { level: 9 }).length)
    .reduce((sum, size) => sum + size, 0);

export async function patchesTable({ folder, modules }, runs) {
  const names = [...new Set(PATCHES.map(({ name }) => name))].filter((name) => !NEEDED.includes(name));
  const programs = new Map();
  const sizes = new Map();
  for (const without of ['nothing', ...names]) {
    const dist = join(folder, `without-${without}`);
    mkdirSync(dist);
    const patches = PATCHES.filter(({ name }) => name !== without);
    await bundle(root, dist, '0.0.0', patches);
    programs.set(without, join(dist, 'main.js'));
    sizes.set(without, sizeOf(dist));
  }
  const sms = await modules.startSimulator({ scenario: 'disks23' });
  const env = envIn(folder, { HW_AUTH_TOKEN: sms.token, NODE_DISABLE_COMPILE_CACHE: '1' });
  const times = new Map([...programs.keys()].map((without) => [without, []]));
  for (let turn = 0; turn < runs; turn++)
    for (const [without, main] of programs) times.get(without).push(await measure(main, sms, env));
  await sms.close();
  const of = (without, what) => median(times.get(without).map((time) => time[what]));
  const rows = [...programs.keys()].map((without) => [
    `without ${without}`,
    of(without, 'start').toFixed(0),
    (of(without, 'start') - of('nothing', 'start')).toFixed(0),
    of(without, 'key').toFixed(1),
    (of(without, 'key') - of('nothing', 'key')).toFixed(1),
    ((sizes.get(without) - sizes.get('nothing')) / 1000).toFixed(1),
  ]);
  return {
    title: `Patches of dependencies, processor time and size without each: median of ${runs}`,
    lines: lined([['', 'start ms', 'more', 'key ms', 'more', 'kB more'], ...rows]),
  };
}
