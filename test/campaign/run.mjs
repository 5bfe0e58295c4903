// The long tests: the end-to-end suite on every supported Node, faults, kills and fleets at their full number, the
// property tests many times over, hostile documents by the thousand, every frame of longer sessions, every row's bytes.
// SMS_NODES=20,22 narrows the matrix; the binaries come from npm and stay in .cache/.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = dirname(dirname(import.meta.dirname));
const versions = (process.env.SMS_NODES ?? '20,22,24,26').split(',');
const runs = process.env.SMS_TEST_RUNS ?? '3000';

const SCENARIOS = 'lvm,windows,btrfs,ipv6,running,failed,disks23,bare';

/** A Node binary of a major version: the one that runs this, or one from npm. */
function binaryOf(major) {
  if (process.version.startsWith(`v${major}.`)) return process.execPath;
  const folder = join(root, '.cache', `node-${major}`);
  const binary = join(folder, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (!existsSync(binary)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"private":true}');
    const name = `node-${process.platform}-${process.arch}@${major}`;
    execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', name], {
      cwd: folder,
      stdio: 'inherit',
    });
  }
  return binary;
}

function vitest(what, paths, env) {
  const from = Date.now();
  const bin = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [bin, 'run', '--config', '.config/vitest.config.ts', '--reporter=dot', ...paths];
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return { what, status, seconds: Math.round((Date.now() - from) / 1000) };
}

const results = versions.map((major) => {
  const node = binaryOf(major);
  const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
  return vitest(`end to end on Node ${version}`, ['test/e2e'], { SMS_TEST_NODE: node });
});
results.push(
  vitest('65,535 volumes in every shape', ['test/e2e/large.test.ts'], { SMS_LARGE: '65535' }),
  // Alone: how long they may take is asked for.
  vitest('fleets of 500 tasks', ['test/faults/fleet'], { SMS_FLEET: '500' }),
  // 267 kills: after each of the 89 keys of the session, in each of the three ways.
  vitest(
    `1,000 fault schedules and 267 kills; properties and what the wire makes of drawings, ${runs} each`,
    ['test/faults/faults', 'test/faults/kills', 'test/unit/task', 'test/unit/wizard', 'test/unit/terminal'],
    { SMS_FAULTS: '1000', SMS_KILLS: '267', SMS_TEST_RUNS: runs, SMS_TEST_TIMEOUT: '900000' },
  ),
  vitest(
    '10,000 hostile documents in both modes and 30 hostile services; every frame of long sessions, every row, a minute',
    ['hostile', 'test/e2e/frames', 'test/e2e/bytes'],
    {
      SMS_HOSTILE: '10000',
      SMS_HOSTILE_SESSIONS: '30',
      SMS_FRAMES: '150',
      SMS_FRAMES_SCENARIOS: SCENARIOS,
      SMS_FRAMES_LOCALES: 'C.UTF-8,zh_CN.UTF-8,C',
      SMS_BYTES_ROWS: '60',
      SMS_BYTES_SCENARIOS: SCENARIOS,
      SMS_IDLE_SECONDS: '60',
    },
  ),
);

console.log('\ncampaign');
for (const { what, status, seconds } of results) {
  console.log(`  ${status === 0 ? 'passed' : 'FAILED'}  ${what}  ${seconds} s`);
}
process.exit(results.every(({ status }) => status === 0) ? 0 : 1);
