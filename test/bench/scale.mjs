// Tasks from 1,000 to 65,535 volumes: what reading one costs beside JSON.parse, what a key costs, and memory.
import { createServer } from 'node:http';
import { lined, median, met, quantile } from './table.mjs';
import { envIn, open, peakMemory, sleep } from './terminal.mjs';

const COUNTS = (process.env.SMS_BENCH_VOLUMES ?? '1000,4000,16000,65535').split(',').map(Number);
const SHAPE = 'one disk';
const KEY = { up: '\x1b[A', down: '\x1b[B', right: '\x1b[C', page: '\x1b[6~', enter: '\r', review: '\x13' };

/** A session with every kind of key: steps, scrolling, jumps, a filter, edits, Review, the exact request. */
const SESSION = [
  ...Array(3).fill(KEY.right),
  ...Array(170).fill(KEY.down),
  ...Array(50).fill(KEY.page),
  'G',
  ...Array(30).fill(KEY.up),
  'g',
  ...Array(20).fill(KEY.down),
  ...['/', '7', KEY.enter, 'g'],
  ...Array(10).fill(KEY.down),
  ...Array.from({ length: 4 }, () => [KEY.enter, ...'+5G', KEY.enter, KEY.down]).flat(),
  ...['o', KEY.down, KEY.enter, ...'new', KEY.enter],
  ...[KEY.review, KEY.down, KEY.down, KEY.down, 'x', 'x', 'b', KEY.down, KEY.page, KEY.page],
];

/** JSON.parse, and beside it reading, checking and comparing, in ms. */
function readingTimes(
  { readJson, taskProblem, newDraft, setValue, changesOf, findingsOf, updateRequest },
  text,
  runs,
) {
  const times = { parse: [], ours: [] };
  const timed = (name, work) => {
    const from = performance.now();
    work();
    times[name].push(performance.now() - from);
  };
  for (let turn = 0; turn <= runs; turn++) {
    timed('parse', () => JSON.parse(text));
    timed('ours', () => {
      const task = readJson(text);
      if (taskProblem(task)) throw new Error('no task');
      const { name } = task.target_server.disks[0].physical_volumes.at(-1);
      const draft = setValue(
        newDraft(task),
        `target_server.disks[/dev/vd0].physical_volumes[${name}].size`,
        20 * 2 ** 30,
      );
      if (changesOf(draft).length !== 1 || findingsOf(draft).length === 0) throw new Error('no change');
      updateRequest(draft);
    });
  }
  // The first ones are without the compiler's help, which JSON.parse needs not.
  const later = (values) => values.slice(Math.floor(values.length / 2));
  return { parse: median(later(times.parse)), ours: median(later(times.ours)) };
}

/** The task from a server that does nothing else, so that none of its time is counted. */
async function serving(text) {
  const server = createServer((request, response) => {
    response.setHeader('Content-Type', 'application/json');
    response.end(/\/(sources|speed-limit)\b/.test(request.url) ? '{}' : text);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function session({ folder, ours }, text) {
  const server = await serving(text);
  const env = envIn(folder, { HW_AUTH_TOKEN: 'token' });
  const id = JSON.parse(text).id;
  const wizard = open([ours, id, '--endpoint', `http://127.0.0.1:${server.address().port}`], env);
  const opened = await wizard.shown('Task name');
  await sleep(1000);
  const times = [];
  for (const key of SESSION) times.push((await wizard.key(key)).ms);
  const silent = times.filter((ms) => ms === undefined).length;
  if (silent > 5) throw new Error(`${silent} keys without an answer`);
  const peak = peakMemory(wizard.pid);
  await wizard.kill();
  server.closeAllConnections();
  server.close();
  return { opened, times: times.filter((ms) => ms !== undefined), peak };
}

export async function scaleTable(programs, runs) {
  const head = [
    'volumes',
    'body MB',
    'JSON.parse',
    'read+check+diff',
    '×',
    'opened',
    'key p50',
    'p99',
    'most',
    'peak MB',
    'of goal',
  ];
  const rows = [];
  const found = [];
  for (const count of COUNTS) {
    const text = programs.modules.largeTask(SHAPE, count);
    const { parse, ours } = readingTimes(programs.modules, text, Math.max(Math.min(runs, 7), 60_000 / count));
    const { opened, times, peak } = await session(programs, text);
    const megabytes = Buffer.byteLength(text) / 2 ** 20;
    const most = 12 * megabytes + 90;
    const p99 = quantile(times, 0.99);
    found.push({ count, factor: ours / parse, p99, memory: peak / most, a1000: (ours / count) * 1000 });
    const ms = (value) => value.toFixed(value < 10 ? 1 : 0);
    rows.push([
      count.toLocaleString('en'),
      megabytes.toFixed(1),
      ms(parse),
      ms(ours),
      (ours / parse).toFixed(1),
      ms(opened),
      ms(median(times)),
      ms(p99),
      ms(Math.max(...times)),
      peak === undefined ? '?' : peak.toFixed(0),
      peak === undefined ? '?' : `${Math.round((peak / most) * 100)} %`,
    ]);
  }
  const [small, large] = [found[0], found.at(-1)];
  const rounded = (value) => Number(value.toFixed(2));
  const goals = [
    `read+check+diff ${met(rounded(Math.max(...found.map(({ factor }) => factor))), 10)} × JSON.parse`,
    `key p99 at most ${met(rounded(large.p99), 16)} ms`,
    `of a small task's ${met(rounded(large.p99 / small.p99), 1.5)} ×`,
    `memory ${met(rounded(Math.max(...found.map(({ memory }) => memory))), 1)} of 12 × the body + 90 MB`,
    `linear: ${found.map(({ a1000 }) => a1000.toFixed(2)).join(', ')} ms a 1,000 volumes`,
  ];
  return {
    title: `Size: ${SHAPE} with so many volumes, ${SESSION.length} keys; times in ms`,
    lines: [...lined([head, ...rows]), ...goals.map((goal) => `  ${goal}`)],
  };
}
