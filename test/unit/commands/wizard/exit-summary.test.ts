/** Lines that stay in the scrollback, against a service that the test knows everything about. */
import { describe, expect, test } from 'vitest';
import { exitSummary } from '../../../../src/commands/wizard/exit-summary.ts';
import type { Json, JsonObject } from '../../../../src/json/json.ts';
import { verify } from '../../../../src/task/sending/verify.ts';
import type { Effect } from '../../../../src/wizard/effect.ts';
import type { Event } from '../../../../src/wizard/event.ts';
import type { SubmitResult } from '../../../../src/wizard/phase.ts';
import { reduce } from '../../../../src/wizard/reducer.ts';
import { createInitialState, type State } from '../../../../src/wizard/state.ts';
import { LVM, payload } from '../../../support/fixtures.ts';
import { chance } from '../../../support/seeded-random.ts';

const RUNS = Number(process.env.SMS_TEST_RUNS ?? 400);

const key = (name: string): Event => ({ type: 'key', name, text: name.length === 1 ? name : '' });
const keys = (...names: string[]) => names.map(key);

/** A service that applies, ignores, rejects, or loses updates, and remembers what it was sent. */
function newService() {
  let task: JsonObject = payload(LVM);
  const sent = new Map<string, Json>();
  let uncertain = new Set<string>();
  return {
    task: () => task,
    sent,
    uncertain: () => uncertain,
    take(draft: State['draft'], how: 'all' | 'none' | 'some' | 'refused' | 'lost'): SubmitResult {
      const edits = draft.edits.flatMap((edit) =>
        'value' in edit ? [[edit.path, edit.value] as const] : [],
      );
      for (const [path, value] of edits) sent.set(path, value);
      const failure = { message: 'no', requestId: 'r-9' };
      if (how === 'refused') return { kind: 'refused', failure };
      if (how === 'lost') {
        uncertain = new Set([...uncertain, ...edits.map(([path, value]) => `${path}=${value}`)]);
        return { kind: 'unknown', failure };
      }
      const applied = how === 'all' ? edits : how === 'none' ? [] : edits.slice(0, 1);
      task = { ...task, ...Object.fromEntries(applied) };
      const verdicts = verify(draft, task);
      return { kind: 'verified', verdicts, task, lostAnswer: false, repeated: false, requestId: 'r-1' };
    },
  };
}

/** Runs a session by seed, up to ^C; the fields that it edits stand at the top of the task. */
function session(seed: number) {
  const { below, pick } = chance(seed);
  const service = newService();
  let now = 0;
  let submits = 0;
  const first = createInitialState({
    size: { columns: 80, rows: 24 },
    taskId: 'task-1',
    host: 'h',
    demo: false,
    ascii: false,
  });
  const run = (before: State, events: readonly Event[]): State =>
    events.reduce((state, event) => {
      now += 1000;
      const shown = reduce(reduce(state, { type: 'questionShown' }, now).state, event, now + 500);
      return perform(shown.state, shown.effects);
    }, before);
  function perform(state: State, effects: readonly Effect[]): State {
    const effect = effects.find(({ kind }) => kind === 'submit');
    if (effect?.kind !== 'submit') return state;
    submits++;
    const how = pick(['all', 'all', 'none', 'some', 'refused', 'lost'] as const);
    return run(state, [{ type: 'submitted', result: service.take(effect.draft, how) }]);
  }
  const toName = keys('ctrl+s', 'escape', 'left', 'left', 'left', 'left', 'left', 'g');
  const setName = () => [...toName, ...keys('enter', 'ctrl+u', pick(['a', 'b', 'c']), 'enter')];
  const setRate = () => [
    ...toName,
    ...keys('right', 'down', 'down', 'down', 'enter', 'ctrl+u', pick(['5', '6', '7']), 'enter'),
  ];
  const submit = () => keys('ctrl+s', 's', pick(['y', 'y', 'enter']));
  let state = run(first, [{ type: 'taskLoaded', task: service.task() }]);
  for (let acts = 1 + below(8); acts > 0; acts--) {
    const act = pick([
      setName,
      setRate,
      submit,
      () => keys('e'),
      () => keys('u'),
      () => keys(pick(['down', 'r', '?', 'escape', 'right', 'enter', 'x', 'o'])),
    ]);
    state = run(state, act());
  }
  return { state, service, submits };
}

const number = (lines: string, pattern: RegExp): number => Number(pattern.exec(lines)?.[1] ?? 0);

describe('exit lines of random sessions', () => {
  test(`say only what is true, ${RUNS} sessions`, () => {
    let kinds = new Set<string>();
    for (let seed = 1; seed <= RUNS; seed++) {
      const { state, service, submits } = session(seed);
      if (state.phase.kind === 'submitting') continue;
      const lines = exitSummary(state, []).join('\n');
      const task = service.task();
      // The edits that the task doesn't have, as the service sees it.
      const open = state.draft.edits.flatMap((edit) =>
        'value' in edit && task[edit.path] !== edit.value ? [edit] : [],
      );
      const wasSent = open.filter(
        ({ path, value }) =>
          service.sent.get(path) === value ||
          state.sent.some(({ draft }) =>
            draft.edits.some((one) => 'value' in one && one.path === path && one.value === value),
          ),
      );
      const unsure = wasSent.filter(({ path, value }) => service.uncertain().has(`${path}=${value}`));
      const at = `seed ${seed}:\n${lines}`;
      expect(lines.includes('nothing was sent'), at).toBe(submits === 0 && open.length > 0);
      expect(lines.includes('Nothing was changed'), at).toBe(submits === 0 && open.length === 0);
      expect(number(lines, /(\d+) changes? not submitted/), at).toBe(open.length - wasSent.length);
      expect(
        number(lines, /(\d+) changes? sent but not applied/) +
          number(lines, /(\d+) changes? sent with unknown result/),
        at,
      ).toBe(wasSent.length);
      if (unsure.length === 0) expect(lines, at).not.toContain('unknown result');
      // Each verified update has its lines and its request ID.
      const verified = state.sent.filter(({ result }) => result.kind === 'verified');
      expect(lines.split('Request ID: r-1').length - 1, at).toBe(verified.length);
      const verdicts = verified.flatMap(({ result }) => (result.kind === 'verified' ? result.verdicts : []));
      expect(lines.match(/^✓ /gm)?.length ?? 0, at).toBe(
        verdicts.filter(({ outcome }) => outcome === 'applied').length,
      );
      expect(lines.match(/^✗ /gm)?.length ?? 0, at).toBe(
        verdicts.filter(({ outcome }) => outcome === 'not_applied').length,
      );
      if (lines.includes('sms-wizard undo')) kinds = kinds.add('undo');
      if (wasSent.length) kinds = kinds.add('sent');
      if (submits && open.length > wasSent.length) kinds = kinds.add('edited after an update');
    }
    expect([...kinds].sort()).toEqual(['edited after an update', 'sent', 'undo']);
  });
});
