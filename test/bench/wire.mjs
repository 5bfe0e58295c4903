// Bytes on the wire a key, in a PTY of 80×24: what a letter, an arrow and nothing at all cost, and in how many writes.
import { lined, median, met } from './table.mjs';
import { counter, envIn, open, sleep } from './terminal.mjs';

const DOWN = '\x1b[B';
const LETTERS = [...'migration-07'];
/** The length of the idle time, in seconds. */
const IDLE = Number(process.env.SMS_BENCH_IDLE ?? 10);

/** Opens a program whose writes are counted. */
async function begin({ folder }, name, args, env, wanted, stream = 'stdout') {
  const counted = counter(folder, name, stream);
  const session = open([...counted.args, ...args], envIn(folder, { ...env, ...counted.env }));
  await session.shown(wanted);
  await sleep(1200);
  return Object.assign(session, { writes: counted.writes });
}

/** Returns the cost of some keys: bytes, and writes for each key. */
async function cost(session, keys) {
  const writes = session.writes();
  const bytes = [];
  for (const key of keys) bytes.push((await session.key(key, 120)).bytes);
  return { bytes, writes: (session.writes() - writes) / keys.length };
}

/** Letters in a line; the first may replace the current text. Arrows in a list, until it has to turn. */
async function costs(line, list) {
  const first = await cost(line, LETTERS.slice(0, 1));
  const letters = await cost(line, LETTERS.slice(1));
  // Our own screens: on to the disks.
  if (line === list) for (const key of ['\r', '\t', '\t']) await line.key(key);
  const arrows = await cost(list, Array(10).fill(DOWN));
  const edge = await cost(list, Array(10).fill(DOWN));
  return { first, letters, arrows, edge };
}

/** Returns the screens of the wizard: letters in the editor of the name, arrows among the disks. */
async function onScreens(session) {
  const screen = session.bytes;
  await session.key('\r');
  return { screen, ...(await costs(session, session)), sessions: [session] };
}

/** Returns a program that asks for a line, and one that has a list. */
async function prompts(programs, name) {
  const line = await begin(programs, `${name}-line`, [programs.peers[`${name}-line`]], {}, 'Task name');
  const list = await begin(programs, `${name}-list`, [programs.peers[`${name}-list`]], {}, 'Disk');
  const screen = Math.max(line.bytes, list.bytes);
  return { screen, ...(await costs(line, list)), sessions: [line, list] };
}

const most = ({ bytes }) => Math.max(...bytes);

export async function wireTable(programs) {
  const sms = await programs.modules.startSimulator({ scenario: 'disks23' });
  const onInk = async (name, ...words) =>
    onScreens(await begin(programs, name, [programs.peers['wizard-on-ink'], ...words], {}, 'Task name'));
  const wizard = [programs.ours, sms.firstTask, '--endpoint', sms.url];
  const token = { HW_AUTH_TOKEN: sms.token };
  const measured = {
    '@clack/prompts, a line and a list': await prompts(programs, 'clack'),
    '@inquirer/prompts, a line and a list': await prompts(programs, 'inquirer'),
    'our screens on Ink as it comes': await onInk('ink'),
    'our screens on Ink, incremental': await onInk('ink-incremental', 'incremental'),
    'sms-wizard': await onScreens(await begin(programs, 'ours', wizard, token, 'Task name', 'stderr')),
  };
  // What follows the last key in its pause belongs to the key.
  await sleep(1000);
  const before = Object.values(measured).map(({ sessions }) => sessions.map(({ bytes }) => bytes));
  await sleep(IDLE * 1000);
  const rows = Object.entries(measured).map(([name, costs], index) => [
    name,
    costs.screen,
    most(costs.first),
    `${median(costs.letters.bytes)} / ${most(costs.letters)}`,
    costs.letters.writes.toFixed(1),
    `${median(costs.arrows.bytes)} / ${most(costs.arrows)}`,
    costs.arrows.writes.toFixed(1),
    most(costs.edge),
    costs.sessions.reduce((sum, { bytes }, at) => sum + bytes - before[index][at], 0),
  ]);
  for (const { sessions } of Object.values(measured)) for (const session of sessions) await session.kill();
  await sms.close();
  const head = [
    ...['', 'first screen', 'first letter', 'a letter, most', 'writes'],
    ...['an arrow, most', 'writes', 'at the edge', `idle ${IDLE} s`],
  ];
  const { screen, letters, arrows } = measured['sms-wizard'];
  const goals = [
    `first screen ${met(screen, 1800)}`,
    `letter ${met(most(letters), 40)}, writes ${met(letters.writes, 1)}`,
    `arrow ${met(most(arrows), 170)}, writes ${met(arrows.writes, 1)}`,
    `idle ${met(rows.at(-1).at(-1), 0)}`,
  ];
  const lines = lined([head, ...rows.map((row) => row.map(String))]);
  return {
    title: 'Bytes on the wire, PTY of 80×24',
    lines: [...lines, ...goals.map((goal) => `  ${goal}`)],
  };
}
