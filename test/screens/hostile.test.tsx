/** Documents full of hostile text, in both modes: nothing but our own sequences gets out, and no frame is too large. */
import fc from 'fast-check';
import { renderToString } from 'ink';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { Wizard } from '../../components/Wizard.tsx';
import { taskText } from '../../src/commands/show.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { newTalk } from '../../src/plain/talk.ts';
import { TURNS } from '../../src/plain/turns.ts';
import { briefTask, cellsOf } from '../../src/task/brief.ts';
import { sanitise } from '../../src/terminal/sanitise.ts';
import { contextOf, reduce } from '../../src/wizard/reduce.ts';
import { type Event, initialState, type Size, type State } from '../../src/wizard/state.ts';
import { newStore } from '../../src/wizard/store.ts';
import { ACTIVE, hostileTask, hostileText } from '../support/hostile.ts';

const RUNS = Number(process.env.SMS_HOSTILE ?? 120);
const seed = process.env.SMS_SEED ? { seed: Number(process.env.SMS_SEED) } : {};

const SIZES: readonly Size[] = [
  { columns: 40, rows: 10 },
  { columns: 60, rows: 16 },
  { columns: 80, rows: 24 },
  { columns: 160, rows: 50 },
  { columns: 300, rows: 100 },
];

const start = (size: Size): State =>
  initialState({ size, ascii: false, taskId: 'task-1', demo: false, host: 'sms.example.com' });
const key = (name: string): Event => ({ type: 'key', name, text: '' });

/** Our own: colours and weights. Ink adds the movements, the wire their bytes; both are tested where they are made. */
const OURS = /\x1b\[[0-9;]*m/g;

function judge(frame: string, { columns, rows }: Size): void {
  const lines = frame.replace(OURS, '').split('\n');
  expect(lines.length).toBeLessThanOrEqual(rows);
  for (const line of lines) {
    expect(ACTIVE.exec(line)?.[0]).toBeUndefined();
    expect(stringWidth(line)).toBeLessThanOrEqual(columns);
  }
}

/** Every step, the filter, an editor with hostile input, help, the Review, the request, an error, a verdict. */
function views(document: JsonObject, text: string, size: Size): State[] {
  const states: State[] = [];
  let state = start(size);
  const go = (...events: Event[]) => {
    for (const event of events) state = reduce(state, event).state;
    states.push(state);
  };
  const failure = {
    kind: 'refused',
    message: text,
    meaning: text,
    concerns: [text, text],
    hint: text,
    status: 400,
    requestId: text,
  };
  states.push(reduce(state, { type: 'unreadable', failure } as Event).state);
  go({ type: 'read', task: document } as Event);
  for (let step = 0; step < 5; step++) {
    go(key('right'));
    go(key('enter'));
    go({ type: 'paste', text } as Event);
    go(key('enter'));
    go(key('escape'));
    go(key('?'));
    go(key('escape'));
  }
  go(key('/'), { type: 'paste', text } as Event);
  go(key('escape'), key('ctrl+s'));
  go(key('b'));
  go(key('escape'));
  states.push(reduce(state, { type: 'ended', ending: { kind: 'refused', failure } } as Event).state);
  return states;
}

describe('hostile documents', () => {
  test(`on the screen: ${RUNS}`, { timeout: 0 }, () => {
    let frames = 0;
    fc.assert(
      fc.property(
        hostileTask,
        hostileText,
        fc.constantFrom(...SIZES),
        fc.nat(),
        (document, text, size, turn) => {
          const states = views(document, text, size);
          // A few views a document: they are many documents.
          for (let at = turn % 8; at < states.length; at += 8) {
            judge(renderToString(<Wizard state={states[at] as State} />, { columns: size.columns }), size);
            frames++;
          }
        },
      ),
      { numRuns: RUNS, ...seed },
    );
    console.log(`hostile documents on the screen: ${RUNS}, ${frames} frames`);
  });

  test(`in lines: ${RUNS}`, { timeout: 0 }, async () => {
    await fc.assert(
      fc.asyncProperty(hostileTask, hostileText, async (document, text) => {
        const script = ['?', 'n', '1', text, 'n', 'n', 'x', '? 1', 'n', 'n', '/', text, 'v', 'p', 'q'];
        let said = '';
        const lines = {
          next: async () => {
            const answer = script.shift();
            return answer === undefined ? undefined : { text: answer.replace(/[\r\n]/g, ''), cut: false };
          },
          drop: async () => {},
          close: () => {},
        };
        let left = false;
        const store = newStore(start({ columns: 1_000_000, rows: 30 }), (effect) => {
          if (effect.kind === 'leave') left = true;
        });
        store.dispatch({ type: 'read', task: document } as Event);
        const write = (words: string) => {
          said += words;
        };
        const talk = newTalk({ store, lines, write, height: () => 24, onPrompt: () => {} });
        try {
          while (!left) await TURNS[contextOf(talk.state())](talk);
        } catch (error) {
          // The script is over: as if the input had ended.
          if ((error as Error).constructor.name !== 'InputEnded') throw error;
        }
        expect(said.length).toBeGreaterThan(100);
        for (const line of said.split('\n')) expect(ACTIVE.exec(line)?.[0]).toBeUndefined();
      }),
      { numRuns: RUNS, ...seed },
    );
  });

  test(`as results of commands: ${RUNS}`, { timeout: 0 }, () => {
    fc.assert(
      fc.property(hostileTask, (document) => {
        for (const line of [...taskText(document), ...Object.values(cellsOf(briefTask(document), 0))].map(
          sanitise,
        )) {
          expect(ACTIVE.exec(line)?.[0]).toBeUndefined();
        }
      }),
      { numRuns: RUNS, ...seed },
    );
  });
});
