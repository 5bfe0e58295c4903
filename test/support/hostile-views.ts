/** Every view that has text of a server in it: as states of the screen, and as what is said line by line. */
import type { JsonObject } from '../../src/json/json.ts';
import { converse } from '../../src/plain/converse.ts';
import { InputEnded, newTalk } from '../../src/plain/talk.ts';
import { briefTask } from '../../src/task/brief.ts';
import { rebase } from '../../src/task/rebase.ts';
import { keptEdits } from '../../src/task/replay.ts';
import { verdictsOf } from '../../src/task/verify.ts';
import type { Failure } from '../../src/wizard/failure.ts';
import { reduce } from '../../src/wizard/reduce.ts';
import { type Ending, type Event, initialState, type Size, type State } from '../../src/wizard/state.ts';
import { newStore } from '../../src/wizard/store.ts';

const start = (size: Size, taskId?: string): State =>
  initialState({
    ...{ size, ascii: false, demo: false, host: 'sms.example.com' },
    ...(taskId === undefined ? {} : { taskId }),
  });
const key = (name: string, text = ''): Event => ({ type: 'key', name, text });
const LINES: Size = { columns: 1_000_000, rows: 30 };

/** What a service says of a call that failed, all of it hostile. */
const failing = (text: string): Failure => ({
  ...{ kind: 'refused', message: text, meaning: text, concerns: [text, text], hint: text },
  ...{ status: 400, requestId: text },
});

/** A session as the states that are seen: each event is one more. */
function session(first: State) {
  const states: State[] = [first];
  const now = () => states.at(-1) as State;
  return {
    states,
    now,
    go(...events: Event[]) {
      for (const event of events) states.push(reduce(now(), event).state);
    },
    /** A view from here that is not gone on with. */
    aside(event: Event) {
      states.splice(-1, 0, reduce(now(), event).state);
    },
  };
}

/** What came of an update of the task as it is edited, where others wrote hostile text into it meanwhile. */
function later(state: State, document: JsonObject, text: string) {
  const changed = { ...document, name: text, region_id: text, migration_ip: text };
  const { draft, conflicts, moved } = rebase(state.draft, changed);
  const verdicts = verdictsOf(state.draft, changed);
  const verified: Ending = { kind: 'verified', verdicts, taken: changed, lostAnswer: true, repeated: false };
  return { draft, meanwhile: { conflicts, moved: [...moved, text] }, verified };
}

/** Of a task: every step, editors, pages, the Review, conflicts, results, drafts left behind. */
export function taskViews(document: JsonObject, text: string, size: Size): State[] {
  const { states, now, go, aside } = session(start(size, 'task-1'));
  const failure = failing(text);
  aside({ type: 'retrying', line: text });
  aside({ type: 'unreadable', failure });
  go({ type: 'read', task: document, message: text });
  go({ type: 'source', source: { ...document, ...(document.target_server as JsonObject) } });
  go(key('enter'), key('ctrl+u'), key('', 'mine'), key('enter'));
  go(key('right'), key('down'), key('down'), key('enter'), key('', '10.0.0.9'), key('enter'), key('left'));
  for (let step = 0; step < 5; step++) {
    go(
      key('right'),
      key('enter'),
      { type: 'paste', text },
      key('enter'),
      key('escape'),
      key('?'),
      key('escape'),
    );
    go(key('o'), key('down'), key('escape'), key('a'), key('right'), key('escape'));
  }
  go(key('left'), key('/'), { type: 'paste', text }, key('enter'), key('escape'));
  go({ type: 'told', message: text }, { type: 'kept', problem: text });
  go(key('ctrl+s'), key('x'), key('b'), key('down'), key('escape'));
  const left = keptEdits(now().draft);
  const { draft, meanwhile, verified } = later(now(), document, text);
  for (const ending of [verified, { kind: 'refused', failure }, { kind: 'unknown', failure }] as Ending[])
    aside({ type: 'ended', ending });
  go({ type: 'meanwhile', draft, meanwhile }, key('down'), key('y'));
  const leftover = {
    key: text,
    age: 1000,
    edits: left.map((edit) => ({ ...edit, before: text })),
    alive: false,
  };
  const again = session(start(size, 'task-1'));
  again.go({ type: 'read', task: document, leftovers: [leftover, leftover] }, key('right'), key('enter'));
  return [...states, ...again.states];
}

/** Of a list of tasks: its rows, filters, states, what was said of them, and how it fails. */
export function listViews(entries: readonly JsonObject[], text: string, size: Size): State[] {
  const { states, now, go, aside } = session(start(size));
  const ask = now().picker?.ask ?? { state: '', name: '' };
  aside({ type: 'retrying', line: text });
  aside({ type: 'unlisted', ask, offset: 0, failure: failing(text), denied: true });
  const listed = {
    type: 'listed',
    ask,
    offset: 0,
    next: undefined,
    count: entries.length + 1,
    now: 0,
  } as const;
  go({ ...listed, tasks: entries.map(briefTask) });
  go(...entries.map(() => key('down')), key('?'), key('escape'));
  go(key('/'), { type: 'paste', text }, key('escape'), key('s'), key('end'), key('left'), key('enter'));
  const asked = now().picker?.ask ?? ask;
  aside({ type: 'unlisted', ask: asked, offset: 0, failure: failing(text), denied: false });
  go({ ...listed, ask: asked, tasks: entries.map(briefTask) }, { type: 'told', message: text });
  go(key('enter'), { type: 'unreadable', failure: failing(text) });
  return states;
}

/** Holds a dialogue from a state on, over these answers; what was said in it. */
async function said(first: State, begin: readonly Event[], answers: readonly string[]): Promise<string> {
  const script = [...answers];
  let words = '';
  let left = false;
  const store = newStore(first, (effect) => {
    if (effect.kind === 'leave') left = true;
    // Whatever the service is asked for besides, it has no answer: nothing is waited for.
    const failure: Failure = { message: 'not asked here' };
    const answer = (event: Event) => queueMicrotask(() => store.dispatch(event));
    if (effect.kind === 'list') answer({ type: 'unlisted', ...effect, failure, denied: false } as Event);
    if (effect.kind === 'open' || effect.kind === 'read') answer({ type: 'unreadable', failure });
    if (effect.kind === 'submit') answer({ type: 'ended', ending: { kind: 'not_sent', failure } });
  });
  for (const event of begin) store.dispatch(event);
  const lines = {
    async next() {
      const answer = script.shift();
      return answer === undefined ? undefined : { text: answer.replace(/[\r\n]/g, ''), cut: false };
    },
    drop: async () => {},
    close: () => {},
  };
  const write = (said: string) => {
    words += said;
  };
  const talk = newTalk({ store, lines, write, height: () => 24, width: () => 80, onPrompt: () => {} });
  try {
    await converse(talk, () => left);
  } catch (error) {
    // The script is over: as if the input had ended.
    if (!(error instanceof InputEnded)) throw error;
  }
  return words;
}

/** A task in lines: its steps, a field with hostile input, help, the Review with conflicts, a result, a refusal. */
export async function saidOver(document: JsonObject, text: string): Promise<string> {
  const read: Event = { type: 'read', task: document, message: text };
  const edits = [key('enter'), key('ctrl+u'), key('', 'mine'), key('enter')];
  const answers = [
    '?',
    'n',
    '1',
    text,
    'b',
    'n',
    'n',
    'x',
    '? 1',
    'o1',
    'b',
    'n',
    'n',
    '/',
    text,
    'a',
    'v',
    'p',
    'b',
  ];
  const parts = [await said(start(LINES, 'task-1'), [read], [...answers, 'q'])];
  const { states } = session(start(LINES, 'task-1'));
  const before = [read, ...edits, key('ctrl+s')].reduce(
    (state, event) => reduce(state, event).state,
    states[0] as State,
  );
  const { draft, meanwhile, verified } = later(before, document, text);
  const failure = failing(text);
  parts.push(await said(before, [{ type: 'meanwhile', draft, meanwhile }], ['l', 'y1', 'b', 'q']));
  parts.push(await said(before, [{ type: 'ended', ending: verified }], ['l', 'x', 'q']));
  parts.push(await said(before, [{ type: 'ended', ending: { kind: 'refused', failure } }], ['l', 'q']));
  parts.push(await said(start(LINES, 'task-1'), [{ type: 'unreadable', failure }], ['x', '9', 'q']));
  const kept = keptEdits(before.draft).map((edit) => ({ ...edit, before: text }));
  const leftovers = [{ key: text, age: 1000, edits: kept, alive: false }];
  parts.push(await said(start(LINES, 'task-1'), [{ ...read, leftovers } as Event], ['1', 'q']));
  return parts.join('\n');
}

/** A list of tasks in lines. */
export async function saidOverList(entries: readonly JsonObject[], text: string): Promise<string> {
  const first = start(LINES);
  const ask = first.picker?.ask ?? { state: '', name: '' };
  const listed = { type: 'listed', ask, offset: 0, next: undefined, count: entries.length, now: 0 } as const;
  const answers = ['?', '? 1', 's', 'b', text, 'l', '/zz', 'q'];
  const parts = [await said(first, [{ ...listed, tasks: entries.map(briefTask) }], answers)];
  const failed: Event = { type: 'unlisted', ask, offset: 0, failure: failing(text), denied: true };
  parts.push(await said(first, [failed], ['x', 'q']));
  return parts.join('\n');
}
