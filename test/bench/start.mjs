// Start-up beside other programs, as ratios: medians of starts in turn.
import { lined, median, met } from './table.mjs';
import { envIn, open, untilExit, untilShown } from './terminal.mjs';

/** The latency of the slow server, in ms. */
const SLOW = 200;

export async function startTable({ folder, ours, peers, modules }, runs) {
  const [instant, slow] = await Promise.all([
    modules.startSimulator(),
    modules.startSimulator({ latency: SLOW }),
  ]);
  const env = envIn(folder, { HW_AUTH_TOKEN: instant.token });
  const wizard = ({ url, firstTask }) => [ours, firstTask, '--endpoint', url];
  const shown = async (args, wanted) => untilShown(args, env, wanted);
  const cases = {
    'node -e 0': () => ({ ms: untilExit(['-e', '0'], env) }),
    '--version': () => ({ ms: untilExit([ours, '--version'], env) }),
    '--help': () => ({ ms: untilExit([ours, '--help'], env) }),
    '@inquirer/prompts, one line': () => shown([peers['inquirer-line']], 'Task name'),
    '@clack/prompts, one line': () => shown([peers['clack-line']], 'Task name'),
    'Ink as it comes, one line': () => shown([peers['ink-line']], 'Task name'),
    'wizard, instant server': () => shown(wizard(instant), 'Task name'),
    'ky script, 200 ms server': () =>
      shown([peers['ky-fetch'], `${slow.url}/v3/tasks/${slow.firstTask}`], 'centos7-lvm'),
    'wizard, 200 ms server': () => shown(wizard(slow), 'Task name'),
  };
  // Run once to the end, so that the compile cache is written; report this first start separately.
  const first = open(wizard(instant), env);
  const cold = await first.shown('Task name');
  first.write('\x03');
  await first.exit;
  const times = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
  for (const run of Object.values(cases)) await run();
  for (let turn = 0; turn < runs; turn++) {
    for (const [name, run] of Object.entries(cases)) times[name].push(await run());
  }
  await Promise.all([instant.close(), slow.close()]);

  const ms = (name) => median(times[name].map((time) => time.ms));
  const firstMs = (name) => median(times[name].map((time) => time.first));
  const node = ms('node -e 0');
  const peer = ms('@inquirer/prompts, one line');
  const script = ms('ky script, 200 ms server');
  const row = (name, value, goal = '') => [
    name,
    value.toFixed(0),
    (value / node).toFixed(2),
    (value / peer).toFixed(2),
    (value / script).toFixed(2),
    goal,
  ];
  const against = (value, base, goal) => met(Number((value / base).toFixed(2)), goal);
  const rows = [
    ['', 'ms', '× node', '× inquirer', '× ky script', ''],
    row('node -e 0', node),
    row('sms-wizard --version', ms('--version'), against(ms('--version'), node, 1.3)),
    row('sms-wizard --help', ms('--help'), against(ms('--help'), node, 1.3)),
    ...['@inquirer/prompts, one line', '@clack/prompts, one line', 'Ink as it comes, one line'].map((name) =>
      row(name, ms(name)),
    ),
    row(
      'wizard, instant server: first frame',
      firstMs('wizard, instant server'),
      against(firstMs('wizard, instant server'), peer, 1.5),
    ),
    row('wizard, instant server: editable', ms('wizard, instant server')),
    row('  the same, nothing compiled before (once)', cold),
    row('ky script that fetches and prints, 200 ms server', script),
    row('wizard, 200 ms server: first frame', firstMs('wizard, 200 ms server')),
    row(
      'wizard, 200 ms server: editable',
      ms('wizard, 200 ms server'),
      against(ms('wizard, 200 ms server'), script, 1.1),
    ),
  ];
  return { title: `Start-up, launch to what is shown in a terminal: median of ${runs}`, lines: lined(rows) };
}
