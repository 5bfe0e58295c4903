/** Runs plain mode on a task without a process: answers in, lines out, and the effects it asked for. */
import type { JsonObject } from '../../src/json/json.ts';
import { InputEnded, newLineConsole } from '../../src/plain/line-console.ts';
import { runPromptLoop } from '../../src/plain/loop.ts';
import type { Effect } from '../../src/wizard/effect.ts';
import { createInitialState, type State } from '../../src/wizard/state.ts';
import { newStore } from '../../src/wizard/store.ts';

/** A finished session of plain mode. */
export interface PlainSession {
  readonly output: string;
  readonly effects: readonly Effect[];
  readonly state: State;
  /** True if an answer ended it, false if the answers ran out. */
  readonly left: boolean;
}

/** Runs plain mode with these answers until they run out or one ends it. */
export async function runPlainMode(
  task: JsonObject,
  answers: readonly string[],
  height = 24,
): Promise<PlainSession> {
  const rest = [...answers];
  const effects: Effect[] = [];
  let output = '';
  let left = false;
  // A second goes by between what happens: every question could be read.
  let now = 0;
  const tick = () => (now += 1000);
  const first = createInitialState({
    size: { columns: 1_000_000, rows: 30 },
    taskId: String(task.id),
    host: 'h',
    demo: false,
    ascii: false,
  });
  const store = newStore(
    first,
    (effect) => {
      effects.push(effect);
      if (effect.kind === 'exit') left = true;
      if (effect.kind === 'loadWindows')
        queueMicrotask(() => store.dispatch({ type: 'windowsLoaded', windows: [] }));
      // An update without a response: plain mode waits, and the answers run out.
      if (effect.kind === 'submit') {
        const failure = { message: 'not sent here' };
        queueMicrotask(() => store.dispatch({ type: 'submitted', result: { kind: 'not_sent', failure } }));
      }
    },
    tick,
  );
  store.dispatch({ type: 'taskLoaded', task });
  const lineConsole = newLineConsole({
    store,
    lines: {
      async next() {
        const text = rest.shift();
        return text === undefined ? undefined : { text, cut: false };
      },
      discardPending: async () => {},
      close: () => {},
    },
    write: (words) => {
      output += words;
    },
    height: () => height,
    width: () => 1_000_000,
    onPrompt: () => {},
  });
  try {
    await runPromptLoop(lineConsole, () => left);
  } catch (error) {
    if (!(error instanceof InputEnded)) throw error;
  }
  return { output, effects, state: store.state(), left };
}
