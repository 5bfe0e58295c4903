// Start-up beside other programs, as ratios in one run: medians of many starts, taken in turn.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { build } from 'esbuild';

const root = dirname(dirname(import.meta.dirname));
const program = join(root, 'dist', 'main.js');
const RUNS = Number(process.env.SMS_BENCH_RUNS ?? 15);
const env = { PATH: process.env.PATH, HOME: '/nonexistent', TERM: 'xterm-256color', LANG: 'C.UTF-8' };

const folder = mkdtempSync(join(root, '.cache-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const prompt = join(folder, 'prompt.mjs');
writeFileSync(
  join(folder, 'in.mjs'),
  "import{input}from'@inquirer/prompts';await input({message:'Task name'});",
);
await build({
  absWorkingDir: root,
  entryPoints: [join(folder, 'in.mjs')],
  outfile: prompt,
  bundle: true,
  format: 'esm',
  platform: 'node',
  minify: true,
  logLevel: 'error',
  banner: { js: "import{createRequire as $r}from'node:module';const require=$r(import.meta.url);" },
});

/** Milliseconds from launch until `wanted` is on the terminal. */
function untilShown(args, wanted) {
  return new Promise((resolve) => {
    const from = performance.now();
    const pty = spawn(process.execPath, args, { cols: 80, rows: 24, env });
    let seen = '';
    pty.onData((data) => {
      seen += data;
      if (!seen.includes(wanted)) return;
      const ms = performance.now() - from;
      pty.kill('SIGKILL');
      resolve(ms);
    });
  });
}

function untilExit(args) {
  const from = performance.now();
  execFileSync(process.execPath, args, { env, stdio: 'ignore' });
  return Promise.resolve(performance.now() - from);
}

const CASES = {
  'node -e 0': () => untilExit(['-e', '0']),
  'sms-wizard --version': () => untilExit([program, '--version']),
  'sms-wizard --help': () => untilExit([program, '--help']),
  '@inquirer/prompts, one line': () => untilShown([prompt], 'Task name'),
  'sms-wizard --demo, first frame': () => untilShown([program, '--demo'], 'Task name'),
};

const times = Object.fromEntries(Object.keys(CASES).map((name) => [name, []]));
for (const run of Object.values(CASES)) await run();
for (let turn = 0; turn < RUNS; turn++) {
  for (const [name, run] of Object.entries(CASES)) times[name].push(await run());
}
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const base = median(times['node -e 0']);
const peer = median(times['@inquirer/prompts, one line']);
console.log(`Node ${process.version}, median of ${RUNS}`);
for (const [name, values] of Object.entries(times)) {
  const ms = median(values);
  console.log(
    `  ${name.padEnd(32)} ${ms.toFixed(0).padStart(5)} ms   × node ${(ms / base).toFixed(2)}   × inquirer ${(ms / peer).toFixed(2)}`,
  );
}
