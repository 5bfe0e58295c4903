// `npx ./package.tgz` in an empty folder with an empty cache, beside npx on a package that does nothing: medians of
// runs taken in turn, as ratios.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { lined, median, met } from './table.mjs';

const root = dirname(dirname(import.meta.dirname));
const MAX_RATIO = 1.5;

/** Packs a folder; the answer is the tarball. */
function pack(from, to) {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', to];
  const [{ filename }] = JSON.parse(execFileSync('npm', args, { cwd: from, encoding: 'utf8' }));
  return join(to, filename);
}

function emptyPackage(folder) {
  const place = join(folder, 'empty');
  mkdirSync(place);
  const manifest = { name: 'empty-package', version: '1.0.0', bin: { 'empty-package': 'main.js' } };
  writeFileSync(join(place, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(place, 'main.js'), '#!/usr/bin/env node\n');
  chmodSync(join(place, 'main.js'), 0o755);
  return pack(place, folder);
}

/** Milliseconds of one run of npx: nothing of npm's is there yet, no folder, no cache, no home. */
function once(folder, tarball, args, expected) {
  const place = mkdtempSync(join(folder, 'run-'));
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

export async function npxTable(_programs, runs) {
  // Outside of this project: npm goes up to the next package.json.
  const folder = mkdtempSync(join(tmpdir(), 'sms-wizard-npx-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const empty = emptyPackage(folder);
  const own = pack(root, folder);
  // The arguments, the code it ends with, and the most it may cost. A demo does its work besides: it is shown, not judged.
  const cases = {
    'an empty package': [empty, [], 0],
    // Without a terminal it says what it needs, and ends with 2.
    'sms-wizard': [own, [], 2, MAX_RATIO],
    'sms-wizard --version': [own, ['--version'], 0, MAX_RATIO],
    'sms-wizard --demo list': [own, ['--demo', 'list'], 0],
  };
  const times = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
  for (let turn = -1; turn < runs; turn++) {
    for (const [name, [tarball, args, expected]] of Object.entries(cases)) {
      const ms = once(folder, tarball, args, expected);
      if (turn >= 0) times[name].push(ms);
    }
  }
  const base = median(times['an empty package']);
  const rows = Object.entries(times).map(([name, values]) => {
    const ratio = Number((median(values) / base).toFixed(2));
    const goal = cases[name][3];
    return [name, median(values).toFixed(0), ratio.toFixed(2), goal ? met(ratio, goal) : ''];
  });
  return {
    title: `npx ./package.tgz, no folder, cache or home before: median of ${runs}`,
    lines: lined([['', 'ms', '× empty package', ''], ...rows]),
  };
}
