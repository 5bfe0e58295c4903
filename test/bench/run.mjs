// Five tables: start-up beside other programs, bytes on the wire a key, size, npx, and what patches of dependencies gain.
// Ratios count: all of a table is measured in turn, in one run. SMS_BENCH_RUNS (15) shortens it, as do the names of
// tables: `npm run bench -- start wire`.
import { rmSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fleetTable } from './fleet.mjs';
import { npxTable } from './npx.mjs';
import { patchesTable } from './patches.mjs';
import { makePrograms } from './programs.mjs';
import { scaleTable } from './scale.mjs';
import { startTable } from './start.mjs';
import { wireTable } from './wire.mjs';

const TABLES = {
  start: startTable,
  wire: wireTable,
  scale: scaleTable,
  npx: npxTable,
  patches: patchesTable,
  fleet: fleetTable,
};
const asked = process.argv.slice(2);
const wanted = Object.keys(TABLES).filter((name) => asked.length === 0 || asked.includes(name));
const runs = Number(process.env.SMS_BENCH_RUNS ?? 15);
const load = () => loadavg().map((value) => value.toFixed(1));

const programs = await makePrograms();
process.on('exit', () => rmSync(programs.folder, { recursive: true, force: true }));
console.log(`Node ${process.version}, ${cpus().length} cores, load ${load().join(' ')}\n`);
for (const name of wanted) {
  const from = performance.now();
  const { title, lines } = await TABLES[name](programs, runs);
  console.log(`${title}\n${lines.join('\n')}`);
  console.log(`  (${Math.round((performance.now() - from) / 1000)} s, load at the end ${load()[0]})\n`);
}
process.exit();
