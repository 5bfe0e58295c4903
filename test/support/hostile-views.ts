/** Every view that shows text of SMS: as states of the screen, and as lines of plain mode. */
import type { JsonObject } from '../../src/json/json.ts';
import { InputEnded, newLineConsole } from '../../src/plain/line-console.ts';
import { runPromptLoop } from '../../src/plain/loop.ts';
import { rebase } from '../../src/task/edits/rebase.ts';
import { toSavedEdits } from '../../src/task/edits/saved/saved-edit.ts';
import { verify } from '../../src/task/sending/verify.ts';
import { summarizeTask } from '../../src/task/task-summary.ts';
import type { FailureDetails } from '../../src/text/failure-text.ts';
import type { Event, Size } from '../../src/wizard/event.ts';
import type { SubmitResult } from '../../src/wizard/phase.ts';
import { reduce } from '../../src/wizard/reducer.ts';
import { createInitialState, type State } from '../../src/wizard/state.ts';
import { newStore } from '../../src/wizard/store.ts';

const start = (size: Size, taskId?: string): State =>
  createInitialState({
    ...{ size, ascii: false, demo: false, host: 'sms.example.com' },
    ...(taskId === undefined ? {} : { taskId }),
  });
const key = (name: string, text = ''): Event => ({ type: 'key', name, text });
const LINES: Size = { columns: 1_000_000, rows: 30 };

/** Returns a failure whose texts are all hostile. */
const failing = (text: string): FailureDetails => ({
  ...{ kind: 'refused', message: text, meaning: text, details: [text, text], hint: text },
  ...{ status: 400, requestId: text },
});

/** Collects the states of a session: one for each event. */
function session(first: State) {
  const states: State[] = [first];
  const now = () => states.at(-1) as State;
  return {
    states,
    now,
    go(...events: Event[]) {
      for (const event of events) states.push(reduce(now(), event).state);
    },
    /** Adds a view from here without continuing from it. */
    addView(event: Event) {
      states.splice(-1, 0, reduce(now(), event).state);
    },
  };
}

/** Returns events of an update's results, with hostile text that others wrote into the task meanwhile. */
function later(state: State, document: JsonObject, text: string) {
  const changed = { ...document, name: text, region_id: text, migration_ip: text };
  const { draft, conflicts, moved } = rebase(state.draft, changed);
  const verdicts = verify(state.draft, changed);
  const verified: SubmitResult = {
    kind: 'verified',
    verdicts,
    task: changed,
    lostAnswer: true,
    repeated: false,
  };
  return { draft, remote: { conflicts, moved: [...moved, text] }, verified };
}

/** Returns the views of a task: every step, editors, pages, Review, conflicts, results, abandoned drafts. */
export function taskViews(document: JsonObject, text: string, size: Size): State[] {
  const { states, now, go, addView } = session(start(size, 'task-1'));
  const failure = failing(text);
  addView({ type: 'retrying', line: text });
  addView({ type: 'taskFailed', failure });
  go({ type: 'taskLoaded', task: document, message: text });
  go({ type: 'sourceLoaded', source: { ...document, ...(document.target_server as JsonObject) } });
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
  go({ type: 'message', message: text }, { type: 'saved', problem: text });
  go(key('ctrl+s'), key('x'), key('b'), key('down'), key('escape'));
  const left = toSavedEdits(now().draft);
  const { draft, remote, verified } = later(now(), document, text);
  for (const result of [
    verified,
    { kind: 'refused', failure },
    { kind: 'unknown', failure },
  ] as SubmitResult[])
    addView({ type: 'submitted', result });
  go({ type: 'conflict', draft, remote }, key('down'), key('o'));
  const leftover = {
    key: text,
    age: 1000,
    edits: left.map((edit) => ({ ...edit, before: text })),
    alive: false,
  };
  const again = session(start(size, 'task-1'));
  again.go(
    { type: 'taskLoaded', task: document, leftovers: [leftover, leftover] },
    key('right'),
    key('enter'),
  );
  return [...states, ...again.states];
}

/** Returns the views of a list of tasks: rows, filters, states, messages, failures. */
export function listViews(entries: readonly JsonObject[], text: string, size: Size): State[] {
  const { states, now, go, addView } = session(start(size));
  const ask = now().picker?.ask ?? { state: '', name: '' };
  addView({ type: 'retrying', line: text });
  addView({ type: 'pageFailed', ask, offset: 0, failure: failing(text), denied: true });
  const listed = {
    type: 'pageLoaded',
    ask,
    offset: 0,
    next: undefined,
    count: entries.length + 1,
    now: 0,
  } as const;
  go({ ...listed, tasks: entries.map(summarizeTask) });
  go(...entries.map(() => key('down')), key('?'), key('escape'));
  go(key('/'), { type: 'paste', text }, key('escape'), key('s'), key('end'), key('left'), key('enter'));
  const asked = now().picker?.ask ?? ask;
  addView({ type: 'pageFailed', ask: asked, offset: 0, failure: failing(text), denied: false });
  go({ ...listed, ask: asked, tasks: entries.map(summarizeTask) }, { type: 'message', message: text });
  go(key('enter'), { type: 'taskFailed', failure: failing(text) });
  return states;
}

/** Runs plain mode from a state with these answers. Returns its output. */
async function plainOutput(
  first: State,
  begin: readonly Event[],
  answers: readonly string[],
): Promise<string> {
  const script = [...answers];
  let words = '';
  let left = false;
  let now = 0;
  const tick = () => (now += 1000);
  const store = newStore(
    first,
    (effect) => {
      if (effect.kind === 'exit') left = true;
      // Whatever the service is asked for besides, it has no answer: nothing is waited for.
      const failure: FailureDetails = { message: 'not asked here' };
      const answer = (event: Event) => queueMicrotask(() => store.dispatch(event));
      if (effect.kind === 'loadPage')
        answer({ type: 'pageFailed', ...effect, failure, denied: false } as Event);
      if (effect.kind === 'openTask' || effect.kind === 'loadTask') answer({ type: 'taskFailed', failure });
      if (effect.kind === 'loadWindows') answer({ type: 'windowsLoaded', problem: failure.message });
      if (effect.kind === 'submit') answer({ type: 'submitted', result: { kind: 'not_sent', failure } });
    },
    tick,
  );
  for (const event of begin) store.dispatch(event);
  const lines = {
    async next() {
      const answer = script.shift();
      return answer === undefined ? undefined : { text: answer.replace(/[\r\n]/g, ''), cut: false };
    },
    discardPending: async () => {},
    close: () => {},
  };
  const write = (written: string) => {
    words += written;
  };
  const lineConsole = newLineConsole({
    store,
    lines,
    write,
    height: () => 24,
    width: () => 80,
    onPrompt: () => {},
  });
  try {
    await runPromptLoop(lineConsole, () => left);
  } catch (error) {
    // The script is over: as if the input had ended.
    if (!(error instanceof InputEnded)) throw error;
  }
  return words;
}

/**
 * Returns the output of plain mode for a task: steps, a field with hostile input, help, Review with conflicts, results.
 */
export async function plainTaskOutput(document: JsonObject, text: string): Promise<string> {
  const read: Event = { type: 'taskLoaded', task: document, message: text };
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
  const parts = [await plainOutput(start(LINES, 'task-1'), [read], [...answers, 'q'])];
  const { states } = session(start(LINES, 'task-1'));
  const before = [read, ...edits, key('ctrl+s')].reduce(
    (state, event) => reduce(state, event).state,
    states[0] as State,
  );
  const { draft, remote, verified } = later(before, document, text);
  const failure = failing(text);
  parts.push(await plainOutput(before, [{ type: 'conflict', draft, remote }], ['l', 'o1', 'b', 'q']));
  parts.push(await plainOutput(before, [{ type: 'submitted', result: verified }], ['l', 'x', 'q']));
  parts.push(
    await plainOutput(before, [{ type: 'submitted', result: { kind: 'refused', failure } }], ['l', 'q']),
  );
  parts.push(await plainOutput(start(LINES, 'task-1'), [{ type: 'taskFailed', failure }], ['x', '9', 'q']));
  const kept = toSavedEdits(before.draft).map((edit) => ({ ...edit, before: text }));
  const leftovers = [{ key: text, age: 1000, edits: kept, alive: false }];
  parts.push(await plainOutput(start(LINES, 'task-1'), [{ ...read, leftovers } as Event], ['1', 'q']));
  return parts.join('\n');
}

/** Returns the output of plain mode for a list of tasks. */
export async function plainListOutput(entries: readonly JsonObject[], text: string): Promise<string> {
  const first = start(LINES);
  const ask = first.picker?.ask ?? { state: '', name: '' };
  const listed = {
    type: 'pageLoaded',
    ask,
    offset: 0,
    next: undefined,
    count: entries.length,
    now: 0,
  } as const;
  const answers = ['?', '? 1', 's', 'b', text, 'l', '/zz', 'q'];
  const parts = [await plainOutput(first, [{ ...listed, tasks: entries.map(summarizeTask) }], answers)];
  const failed: Event = { type: 'pageFailed', ask, offset: 0, failure: failing(text), denied: true };
  parts.push(await plainOutput(first, [failed], ['x', 'q']));
  return parts.join('\n');
}
