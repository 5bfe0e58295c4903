// What learning the rate of a throttled service (src/api/adaptive-rate.ts) wins: tasks a second as a share of what the
// service allows, and requests that it turns away, with and without it.
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { lined, median } from './table.mjs';

const root = dirname(dirname(import.meta.dirname));
/** Requests a second that the service takes, and how many are made: some ten seconds each. */
const CASES = [
  [20, 200],
  [60, 600],
];

/** Never waits, whatever was learned. */
const withoutRate = {
  name: 'without-rate',
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]adaptive-rate\.ts$/ }, () => ({
      contents:
        'export const newRateController = () => ({ delayMs: () => 0, onThrottled() {}, onAccepted() {} });',
    }));
  },
};

async function fleetModule(folder, name, plugins) {
  const outfile = join(folder, `${name}.mjs`);
  await build({
    absWorkingDir: root,
    entryPoints: ['test/bench/programs/fleet.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
    banner: { js: "import{createRequire as $r}from'node:module';const require=$r(import.meta.url);" },
    plugins,
  });
  return import(pathToFileURL(outfile).href);
}

export async function fleetTable({ folder }, runs) {
  const kinds = {
    'rate learned': await fleetModule(folder, 'fleet-with', []),
    'gate alone': await fleetModule(folder, 'fleet-without', [withoutRate]),
  };
  const rows = [];
  for (const [perSecond, count] of CASES) {
    const results = { 'rate learned': [], 'gate alone': [] };
    for (let turn = 0; turn < Math.min(runs, 3); turn++)
      for (const name of Object.keys(kinds))
        results[name].push(await kinds[name].readFleet(count, perSecond));
    for (const [name, found] of Object.entries(results)) {
      const share = median(found.map(({ seconds }) => count / seconds)) / perSecond;
      const refused = median(found.map((one) => one.refused));
      rows.push([`${perSecond} a second, ${name}`, `${Math.round(share * 100)} %`, String(refused)]);
    }
  }
  return {
    title: 'A throttled fleet: 32 calls at a time, 20 ms each',
    lines: lined([['', 'of the allowed rate', 'turned away'], ...rows]),
  };
}
