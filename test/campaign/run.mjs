// The long tests: the end-to-end suite on every supported Node, faults, kills and fleets at their full number, the
// property tests many times over, hostile documents by the thousand, every frame of longer sessions, every row's bytes.
// SMS_NODES=20,22 narrows the matrix; the binaries come from npm and stay in .cache/. SMS_CAMPAIGN_SHARE=0.2 takes that
// share of every number, and of the end-to-end suite the parts that depend on the version of Node.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = dirname(dirname(import.meta.dirname));
const versions = (process.env.SMS_NODES ?? '20,22,24,26').split(',');
const share = Number(process.env.SMS_CAMPAIGN_SHARE ?? 1);
const isWhole = share >= 1;
/** Returns the share of a number, as text for an environment variable. */
const part = (whole) => String(Math.max(1, Math.round(whole * Math.min(1, share))));
const runs = process.env.SMS_TEST_RUNS ?? part(3000);

/** Parts of the end-to-end suite that depend on the version of Node: start, streams, terminals, signals, sockets. */
const NODE_PARTS = [
  'start',
  'stories',
  'commands',
  'hangups',
  'connections',
  'access',
  'plain',
  'no-keys',
].map((name) => `test/e2e/${name}.test.ts`);

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
  const args = [bin, 'run', '--config', 'test/vitest.config.ts', '--reporter=dot', ...paths];
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
  // All cases of tables of which a test run takes a part, and 15 hang-ups at each prompt.
  const whole = { SMS_ALL: '1', SMS_HANGUPS: '15', SMS_TEST_TIMEOUT: '60000' };
  return vitest(`end to end on Node ${version}`, isWhole ? ['test/e2e'] : NODE_PARTS, {
    SMS_TEST_NODE: node,
    ...(isWhole ? whole : { SMS_HANGUPS: '2' }),
  });
});
// What `npm test` has just left out; the whole campaign has it above.
if (!isWhole)
  results.push(vitest('the other end-to-end tests', ['--mode', 'rest', '--maxWorkers', '3', 'test/e2e']));
results.push(
  vitest('65,535 volumes in every shape', ['test/e2e/large.test.ts'], {
    SMS_LARGE: '65535',
    ...(isWhole ? { SMS_ALL: '1' } : {}),
  }),
  // Alone: how long they may take is asked for.
  vitest(`fleets of ${part(500)} tasks`, ['test/faults/fleet'], { SMS_FLEET: part(500) }),
  // 267 kills: after each of the 89 keys of the session, in each of the three ways.
  vitest(
    `${part(1000)} fault schedules and ${part(267)} kills; properties and what the wire makes of drawings, ${runs} each`,
    ['test/faults/faults', 'test/faults/kills', 'test/unit/task', 'test/unit/wizard', 'test/unit/terminal'],
    {
      SMS_FAULTS: part(1000),
      SMS_KILLS: part(267),
      SMS_TEST_RUNS: runs,
      SMS_SEEDS: part(3000),
      SMS_TEST_TIMEOUT: '900000',
    },
  ),
  // A session tells its events apart by time: it needs the machine for itself, and `npm test` runs some.
  ...(isWhole
    ? [vitest('2,000 random sessions', ['test/faults/random-sessions'], { SMS_SESSIONS: '2000' })]
    : []),
  vitest(
    `${part(1000)} fault schedules and ${part(300)} kills of pause, change, start`,
    ['test/faults/pause'],
    {
      SMS_PAUSE_FAULTS: part(1000),
      SMS_PAUSE_KILLS: part(300),
      SMS_PAUSE_WIZARD: part(40),
    },
  ),
  vitest(
    `${part(1000)} fault schedules and ${part(300)} kills of task and rate windows`,
    ['test/faults/windows'],
    {
      SMS_WINDOWS_FAULTS: part(1000),
      SMS_WINDOWS_KILLS: part(300),
    },
  ),
  vitest(
    `${part(10000)} hostile documents in both modes and ${part(30)} hostile services; every frame of long sessions, every row`,
    // Two at a time: the bytes of a key are those that follow it in time.
    ['--maxWorkers', '2', 'hostile', 'test/e2e/frames', 'test/e2e/bytes'],
    {
      SMS_HOSTILE: part(10000),
      SMS_HOSTILE_SESSIONS: part(30),
      SMS_FRAMES: part(150),
      SMS_FRAMES_SCENARIOS: SCENARIOS,
      SMS_FRAMES_LOCALES: 'C.UTF-8,zh_CN.UTF-8,C',
      SMS_BYTES_ROWS: part(60),
      SMS_BYTES_SCENARIOS: SCENARIOS,
      SMS_IDLE_SECONDS: part(60),
    },
  ),
);

console.log('\ncampaign');
for (const { what, status, seconds } of results) {
  console.log(`  ${status === 0 ? 'passed' : 'FAILED'}  ${what}  ${seconds} s`);
}
process.exit(results.every(({ status }) => status === 0) ? 0 : 1);
