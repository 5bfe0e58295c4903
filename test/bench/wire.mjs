// Bytes on the wire a key, in a PTY of 80×24: what a letter, an arrow and nothing at all cost, and in how many writes.
import { lined, met } from './table.mjs';
import { counter, envIn, open, sleep } from './terminal.mjs';

const DOWN = '\x1b[B';
const LETTERS = [...'migration-07'];
/** How long nothing is done, in seconds. */
const IDLE = Number(process.env.SMS_BENCH_IDLE ?? 10);

/** Opens a program whose writes are counted. */
async function begin({ folder }, name, args, more, wanted) {
  const counted = counter(folder, name);
  const session = open([...counted.args, ...args], envIn(folder, { ...more, ...counted.env }));
  await session.shown(wanted);
  await sleep(1200);
  return Object.assign(session, { writes: counted.writes });
}

/** What each of some keys costs: the most bytes, the bytes of all, and the writes a key. */
async function cost(session, keys) {
  const writes = session.writes();
  const costs = [];
  for (const key of keys) costs.push((await session.key(key, 120)).bytes);
  const sum = costs.reduce((all, bytes) => all + bytes, 0);
  return {
    most: Math.max(...costs),
    mean: sum / keys.length,
    writes: (session.writes() - writes) / keys.length,
  };
}

/** The screens of the wizard: a letter in the editor of the name, arrows among the disks. */
async function onScreens(session) {
  const first = session.bytes;
  await session.key('\r');
  const letter = await cost(session, LETTERS);
  await session.key('\r');
  for (const key of ['\t', '\t']) await session.key(key);
  return { first, letter, arrow: await cost(session, Array(20).fill(DOWN)), sessions: [session] };
}

/** A program that asks for a line, and one that has a list. */
async function prompts(programs, name) {
  const line = await begin(programs, `${name}-line`, [programs.peers[`${name}-line`]], {}, 'Task name');
  const list = await begin(programs, `${name}-list`, [programs.peers[`${name}-list`]], {}, 'Disk');
  const first = Math.max(line.bytes, list.bytes);
  const letter = await cost(line, LETTERS);
  return { first, letter, arrow: await cost(list, Array(20).fill(DOWN)), sessions: [line, list] };
}

export async function wireTable(programs) {
  const sms = await programs.modules.startSimulator({ scenario: 'disks23' });
  const ink = (name, ...more) =>
    begin(programs, name, [programs.peers['wizard-on-ink'], ...more], {}, 'Task name').then(onScreens);
  const more = { HW_AUTH_TOKEN: sms.token };
  const wizard = [programs.ours, sms.firstTask, '--endpoint', sms.url];
  const measured = {
    '@clack/prompts, one line or a list': await prompts(programs, 'clack'),
    '@inquirer/prompts, one line or a list': await prompts(programs, 'inquirer'),
    'our screens on Ink as it comes': await ink('ink'),
    'our screens on Ink, incremental': await ink('ink-incremental', 'incremental'),
    'sms-wizard': await onScreens(await begin(programs, 'ours', wizard, more, 'Task name')),
  };
  const before = Object.values(measured).map(({ sessions }) => sessions.map(({ bytes }) => bytes));
  await sleep(IDLE * 1000);
  const rows = Object.entries(measured).map(([name, { first, letter, arrow, sessions }], index) => [
    name,
    String(first),
    `${letter.most}`,
    letter.mean.toFixed(0),
    letter.writes.toFixed(1),
    `${arrow.most}`,
    arrow.mean.toFixed(0),
    arrow.writes.toFixed(1),
    String(sessions.reduce((sum, { bytes }, at) => sum + bytes - before[index][at], 0)),
  ]);
  for (const { sessions } of Object.values(measured)) for (const session of sessions) await session.kill();
  await sms.close();
  const head = [
    '',
    'first screen',
    'letter: most',
    'mean',
    'writes',
    'arrow: most',
    'mean',
    'writes',
    `idle ${IDLE} s`,
  ];
  const { first, letter, arrow } = measured['sms-wizard'];
  const goals = [
    `first screen ${met(first, 1800)}`,
    `letter ${met(letter.most, 40)}, writes ${met(letter.writes, 1)}`,
    `arrow ${met(arrow.most, 170)}, writes ${met(arrow.writes, 1)}`,
    `idle ${met(Number(rows.at(-1).at(-1)), 0)}`,
  ];
  return {
    title: 'Bytes on the wire, PTY of 80×24',
    lines: [...lined([head, ...rows]), `  sms-wizard: ${goals.join(' · ')}`],
  };
}
