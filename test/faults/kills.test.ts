/**
 * The wizard killed after any key of a long session: by SIGKILL, SIGHUP, or its terminal closed. What the pure
 * reducer says was accepted by then has to be on disk, no more and no less.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isObject, type JsonObject, parseJson, stringifyJson } from '../../src/json/json.ts';
import { startSimulator } from '../../src/simulator/server.ts';
import { toSavedEdits } from '../../src/task/edits/saved/saved-edit.ts';
import { reduce } from '../../src/wizard/reducer.ts';
import { createInitialState, type State } from '../../src/wizard/state.ts';
import { chance } from '../support/seeded-random.ts';
import { freshState, launch } from '../support/terminal.ts';

const COUNT = Number(process.env.SMS_KILLS ?? 6);
/** The sample takes keys from all over the session. */
const STRIDE = Number(process.env.SMS_KILLS ?? 0) > 50 ? 1 : 15;
const FIRST = Number(process.env.SMS_SEED ?? 1);
const AT_ONCE = 3;

const word = (text: string): string[] => [...text];
/** A long session: every step, every kind of edit, undo, reset, unset, adding and removing. */
const SESSION: readonly string[] = [
  ...['enter', ...word('web-01'), 'enter', 'right', 'down', 'down', 'down', 'enter', ...word('200'), 'enter'],
  ...[
    'right',
    'enter',
    ...word('+10G'),
    'enter',
    'down',
    'o',
    'down',
    'enter',
    ...word('/dev/vdb'),
    'enter',
    'escape',
  ],
  ...[
    'down',
    'd',
    'u',
    'right',
    'down',
    'enter',
    ...word('2G'),
    'enter',
    'end',
    'enter',
    ...word('3G'),
    'enter',
    'r',
    'u',
  ],
  ...[
    'a',
    'enter',
    'enter',
    ...word('1G'),
    'enter',
    'escape',
    'right',
    'down',
    'enter',
    ...word('10.0.0.9'),
    'enter',
    'd',
  ],
  ...[
    'right',
    'up',
    'down',
    'left',
    'left',
    'left',
    'left',
    'left',
    'up',
    'enter',
    'end',
    ...word('-b'),
    'enter',
    '^S',
  ],
];
const NAMES: Readonly<Record<string, string>> = { '^S': 'ctrl+s' };

/** Returns the edits that the reducer has accepted after the first `keys` keys, as JSON. */
function expectedEdits(task: JsonObject, source: JsonObject | undefined, keys: number): string {
  const size = { columns: 80, rows: 24 };
  let state: State = createInitialState({ size, taskId: 'x', host: 'h', demo: false, ascii: false });
  state = reduce(state, { type: 'taskLoaded', task }).state;
  if (source) state = reduce(state, { type: 'sourceLoaded', source }).state;
  for (const key of SESSION.slice(0, keys)) {
    state = reduce(state, { type: 'key', name: NAMES[key] ?? key, text: key.length === 1 ? key : '' }).state;
  }
  return JSON.stringify(
    toSavedEdits(state.draft).map((edit) => JSON.parse(stringifyJson({ ...edit } as unknown as JsonObject))),
  );
}

function editsOnDisk(state: string): string {
  const folder = join(state, 'sms-wizard', 'drafts');
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch {
    return '[]';
  }
  if (names.length === 0) return '[]';
  if (names.length > 1) return `${names.length} drafts`;
  const draft = parseJson(readFileSync(join(folder, names[0] as string), 'utf8'));
  return JSON.stringify(isObject(draft) ? draft.edits : draft);
}

const HOW = ['SIGKILL', 'SIGHUP', 'close'] as const;

async function kill(seed: number): Promise<{ seed: number; how: string; keys: number; wrong: string[] }> {
  const rng = chance(seed);
  // Successive seeds go through every key of the session, each round with another kind of end.
  const round = Math.floor((seed - 1) / SESSION.length);
  const how = HOW[(seed + round) % HOW.length] as (typeof HOW)[number];
  const keys = 1 + ((seed - 1) % SESSION.length);
  const sms = await startSimulator();
  const state = freshState();
  const wrong: string[] = [];
  const env = { HW_AUTH_TOKEN: sms.token, XDG_STATE_HOME: state };
  try {
    const wizard = launch([sms.firstTask, '--endpoint', sms.url], { env });
    await wizard.waitFor('Task name');
    await wizard.settle();
    const task = parseJson(sms.taskText(sms.firstTask)) as JsonObject;
    for (const key of SESSION.slice(0, keys - 1)) await wizard.press(key);
    // On a busy machine the last of them may still be in the pipe.
    await new Promise((resolve) => setTimeout(resolve, 300));
    // The last key is on its way when the end comes: it may count or not, the ones before it must.
    wizard.type(SESSION[keys - 1] as string);
    await new Promise((resolve) => setTimeout(resolve, rng.below(25)));
    if (how === 'close') wizard.hangUp();
    else process.kill(wizard.pid, how);
    const { signal } = await wizard.exit;
    if (how !== 'SIGKILL' && signal !== 1) wrong.push(`ended by signal ${signal}`);
    const found = editsOnDisk(state);
    const source = undefined;
    const allowed = [keys - 1, keys].map((count) => expectedEdits(task, source, count));
    if (!allowed.includes(found)) wrong.push(`on disk: ${found}\n  expected: ${allowed.join('\n  or: ')}`);
    if (sms.requests.some(({ method }) => method === 'PUT')) wrong.push('something was sent');
    if (wrong.length === 0 && found !== '[]')
      wrong.push(...(await resumed(sms.firstTask, sms.url, env, changeCountOf(found))));
    return { seed, how, keys, wrong };
  } finally {
    await sms.close();
  }
}

/** The changes of a draft on disk as people count them: a new element with its fields is one. */
const changeCountOf = (edits: string): number =>
  JSON.parse(edits).filter(({ path }: { path: string }) => !/\[\+\d+\]./.test(path)).length;

/** The next start offers the draft, and takes it up whole. */
async function resumed(
  id: string,
  url: string,
  env: Record<string, string>,
  edits: number,
): Promise<string[]> {
  const wizard = launch([id, '--endpoint', url], { env });
  try {
    await wizard.waitFor(`${edits} change${edits === 1 ? '' : 's'}, saved`);
    await new Promise((resolve) => setTimeout(resolve, 350));
    await wizard.press('enter');
    await wizard.waitFor(new RegExp(`▸ (?!Review).* +${edits} changes?`));
    await wizard.press('^C');
    const { code } = await wizard.exit;
    return code === 130 && !wizard.inAlternateScreen() ? [] : [`left with ${code}`];
  } catch (error) {
    process.kill(wizard.pid, 'SIGKILL');
    return [(error as Error).message];
  }
}

test(`${COUNT} kills from seed ${FIRST}`, async () => {
  const all: Awaited<ReturnType<typeof kill>>[] = [];
  let next = FIRST;
  const worker = async () => {
    while (next < FIRST + COUNT) all.push(await kill(FIRST + (next++ - FIRST) * STRIDE));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const wrong = all.filter((one) => one.wrong.length > 0);
  console.log(
    `kills: ${all.length}, seeds ${FIRST}–${FIRST + (COUNT - 1) * STRIDE}, session of ${SESSION.length} keys, wrong: ${wrong.length}`,
  );
  for (const { seed, how, keys, wrong: faults } of wrong.slice(0, 5)) {
    console.log(`SMS_SEED=${seed} SMS_KILLS=1: ${how} after ${keys} keys: ${faults.join('; ')}`);
  }
  expect(wrong).toEqual([]);
}, 3_600_000);
