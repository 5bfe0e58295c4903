// `npx ./package.tgz` in an empty folder with an empty cache, beside npx on a package that does nothing: medians of
// runs taken in turn, as ratios. Ends with 1 where the first start costs more than 1.5 times npx itself.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = dirname(dirname(import.meta.dirname));
const RUNS = Number(process.env.SMS_BENCH_RUNS ?? 15);
const MOST = 1.5;

const folder = mkdtempSync(join(tmpdir(), 'sms-wizard-npx-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** Packs a folder; the answer is the tarball. */
function pack(from) {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const [{ filename }] = JSON.parse(execFileSync('npm', args, { cwd: from, encoding: 'utf8' }));
  return join(folder, filename);
}

function emptyPackage() {
  const place = join(folder, 'empty');
  mkdirSync(place);
  const manifest = { name: 'empty-package', version: '1.0.0', bin: { 'empty-package': 'main.js' } };
  writeFileSync(join(place, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(place, 'main.js'), '#!/usr/bin/env node\n');
  chmodSync(join(place, 'main.js'), 0o755);
  return pack(place);
}

let made = 0;
/** Milliseconds of one run of npx: nothing of npm's is there yet, no folder, no cache, no home. */
function once(tarball, args, expected) {
  const place = join(folder, `run-${++made}`);
  mkdirSync(place);
  copyFileSync(tarball, join(place, 'package.tgz'));
  const env = { PATH: process.env.PATH, HOME: place, npm_config_update_notifier: 'false' };
  const from = performance.now();
  const options = { cwd: place, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] };
  const { status, stderr } = spawnSync('npx', ['--yes', './package.tgz', ...args], options);
  const ms = performance.now() - from;
  rmSync(place, { recursive: true });
  if (status !== expected)
    throw new Error(`npx ./package.tgz ${args.join(' ')} ended with ${status}: ${stderr}`);
  return ms;
}

const empty = emptyPackage();
const own = pack(root);
const CASES = {
  'empty package': () => once(empty, [], 0),
  // Without a terminal it says what it needs, and ends with 2.
  'sms-wizard': () => once(own, [], 2),
  'sms-wizard --version': () => once(own, ['--version'], 0),
  'sms-wizard --demo list': () => once(own, ['--demo', 'list'], 0),
};

const times = Object.fromEntries(Object.keys(CASES).map((name) => [name, []]));
for (let turn = -1; turn < RUNS; turn++) {
  for (const [name, run] of Object.entries(CASES)) {
    const ms = run();
    if (turn >= 0) times[name].push(ms);
  }
}
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const base = median(times['empty package']);
console.log(`npx from a tarball, all empty: Node ${process.version}, median of ${RUNS}`);
for (const [name, values] of Object.entries(times)) {
  const ms = median(values);
  console.log(
    `  ${name.padEnd(32)} ${ms.toFixed(0).padStart(5)} ms   × an empty package ${(ms / base).toFixed(2)}`,
  );
}
// A demo does its work besides: it is shown, not judged.
const ratio = Math.max(...['sms-wizard', 'sms-wizard --version'].map((name) => median(times[name]))) / base;
if (ratio > MOST) {
  console.error(`npx costs ${ratio.toFixed(2)} times an empty package; ${MOST} is the most.`);
  process.exitCode = 1;
}
