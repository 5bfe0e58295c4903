/** The dialogue on a task without a process: answers in, words out, what it would have done beside them. */
import type { JsonObject } from '../../src/json/json.ts';
import { converse } from '../../src/plain/converse.ts';
import { InputEnded, newTalk } from '../../src/plain/talk.ts';
import { type Effect, initialState, type State } from '../../src/wizard/state.ts';
import { newStore } from '../../src/wizard/store.ts';

export interface Talked {
  readonly said: string;
  readonly effects: readonly Effect[];
  readonly state: State;
  /** True where it was left by an answer, not by the end of the answers. */
  readonly left: boolean;
}

/** Holds the dialogue with these answers until they end. */
export async function talkOver(task: JsonObject, answers: readonly string[], height = 24): Promise<Talked> {
  const rest = [...answers];
  const effects: Effect[] = [];
  let said = '';
  let left = false;
  const first = initialState({
    size: { columns: 1_000_000, rows: 30 },
    taskId: String(task.id),
    host: 'h',
    demo: false,
    ascii: false,
  });
  const store = newStore(first, (effect) => {
    effects.push(effect);
    if (effect.kind === 'leave') left = true;
    // An update that nobody answers: the dialogue waits, and the answers are over.
    if (effect.kind === 'submit') {
      const failure = { message: 'not sent here' };
      queueMicrotask(() => store.dispatch({ type: 'ended', ending: { kind: 'not_sent', failure } }));
    }
  });
  store.dispatch({ type: 'read', task });
  const talk = newTalk({
    store,
    lines: {
      async next() {
        const text = rest.shift();
        return text === undefined ? undefined : { text, cut: false };
      },
      drop: async () => {},
      close: () => {},
    },
    write: (words) => {
      said += words;
    },
    height: () => height,
    width: () => 1_000_000,
    onPrompt: () => {},
  });
  try {
    await converse(talk, () => left);
  } catch (error) {
    if (!(error instanceof InputEnded)) throw error;
  }
  return { said, effects, state: store.state(), left };
}
