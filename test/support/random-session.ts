/**
 * One random session of the wizard, by seed, judged by what the service was sent and by what stood on the screen, not by
 * what the program believes.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { isInteger, isLosslessNumber } from 'lossless-json';
import type { Json } from '../../src/json/json.ts';
import { isObject, stringifyJson } from '../../src/json/json.ts';
import { startSimulator } from '../../src/simulator/server.ts';
import { type DrivenWizard, inLines, onScreen } from './in-process-wizard.tsx';
import { type Act, actText, randomActs, SIZES } from './random-input.ts';
import { chance } from './seeded-random.ts';

export interface SessionOutcome {
  readonly seed: number;
  /** Acts in order. */
  readonly acts: readonly string[];
  /** Faults in words; empty if everything held. */
  readonly wrong: readonly string[];
  readonly puts: number;
  /** Submits that a `y` answered yes to. */
  readonly answered: number;
  readonly lines: readonly string[];
}

/** The longest time between a yes and its PUT, in ms: the task is read again in between. */
const SENDING_MS = 8000;

const SCENARIOS = ['lvm', 'lvm', 'windows', 'btrfs', 'running', 'disks23', 'bare'];
const plainJson = (value: Json | undefined): string =>
  value === undefined ? 'undefined' : stringifyJson(value);

/** Runs a session, and a second one that finds the draft of the first. */
export async function runRandomSession(seed: number): Promise<SessionOutcome> {
  const rng = chance(seed);
  const plain = rng.below(4) === 0;
  const wrong: string[] = [];
  const done: string[] = [plain ? 'plain' : 'screen'];
  const yeses: number[] = [];
  const updates: number[] = [];
  let writers = 0;
  const sms = await startSimulator({
    scenario: rng.pick(SCENARIOS),
    intercept({ method }) {
      if (method === 'PUT') updates.push(performance.now());
      return undefined;
    },
  });
  const onYes = (at: number) => void yeses.push(at);
  const lines: string[] = [];
  for (let run = 0; run < 2 && wrong.length === 0; run++) {
    const size = rng.pick(SIZES.slice(0, 3));
    const taskId = rng.below(6) === 0 ? undefined : sms.firstTask;
    const updatesBefore = updates.length;
    const wizard = (plain ? inLines : onScreen)({ sms, taskId, size, onYes });
    done.push(`start ${JSON.stringify(size)} ${taskId ?? 'list'}`);
    try {
      await sleep(60);
      for (const act of randomActs(rng, plain)) {
        if (wizard.left()) break;
        done.push(actText(act));
        await perform(wizard, act);
      }
      await leave(wizard);
      const left = wizard.left();
      if (!left) wrong.push('^C does not leave');
      else {
        lines.push(...left.lines);
        wrong.push(...judgeLines(wizard, left.lines, updates.length - updatesBefore));
      }
    } catch (error) {
      wrong.push(`crash: ${error instanceof Error ? error.stack : String(error)}`);
    } finally {
      await wizard.close().catch((error: unknown) => wrong.push(`crash: ${String(error)}`));
    }
  }
  await sms.close();
  wrong.push(...judgeUpdates(yeses, updates));
  return { seed, acts: done, wrong, puts: updates.length, answered: yeses.length, lines };

  async function perform(wizard: DrivenWizard, act: Act): Promise<void> {
    if (act === 'other writer') {
      writers++;
      const id = wizard.state().taskId || sms.firstTask;
      sms.change(id, (task) =>
        rng.pick([
          { ...task, name: `theirs-${writers}` },
          { ...task, speed_limit: 7 + writers },
        ]),
      );
    } else if ('size' in act) wizard.resize(act.size);
    else if ('wait' in act) await sleep(act.wait);
    else if (act.bytes !== '') wizard.write(act.bytes);
  }

  /** The lines of leaving, held against the requests that came and the task as the service has it. */
  function judgeLines(wizard: DrivenWizard, left: readonly string[], sent: number): string[] {
    const faults: string[] = [];
    const words = left.join('\n');
    const state = wizard.state();
    const number = (pattern: RegExp) => Number(pattern.exec(words)?.[1] ?? 0);
    const check = (claim: boolean, line: string) => {
      if (words.includes(line) && !claim) faults.push(`untrue: ${line}\n${words}`);
    };
    check(sent === 0, 'nothing was sent');
    check(sent === 0, 'Nothing was changed on task');
    if (
      sent > 0 &&
      state.sent.length === 0 &&
      state.phase.kind !== 'submitting' &&
      state.phase.kind !== 'picking'
    )
      faults.push(`an update of this session is not mentioned:\n${words}`);
    if (state.phase.kind !== 'editing') return faults;
    const task = sms.taskText(state.taskId);
    // Edits that the wizard still holds and the service has not: all of them are mentioned, and no others.
    const held = state.draft.edits.filter(({ path }) => !/\[\+\d+\]\./.test(path)).length;
    const lost = state.conflict?.lost?.length ?? 0;
    const mentioned =
      number(/(\d+) changes? not submitted/) +
      number(/(\d+) changes? sent but/) +
      number(/(\d+) changes? sent with/);
    if (mentioned !== held + lost)
      faults.push(`${held + lost} edits are held, ${mentioned} mentioned:\n${words}`);
    if (held + lost > 0 && !words.includes('The draft is saved'))
      faults.push(`kept edits are not mentioned:\n${words}`);
    // A value that was said to be applied was on the task, unless somebody wrote after it.
    if (writers === 0) {
      const parsed = JSON.parse(task) as Json;
      for (const { result } of state.sent.slice(-1)) {
        if (result.kind !== 'verified') continue;
        for (const { change, outcome } of result.verdicts) {
          if (outcome !== 'applied' || change.kind !== 'set' || !isObject(parsed)) continue;
          const now = valueIn(parsed, change.path);
          if (sameValue(now, change.after)) continue;
          faults.push(`${change.path} applied? ${plainJson(change.after)}, but ${plainJson(now)}`);
        }
      }
    }
    return faults;
  }
}

/** Each update belongs to a yes of its own shortly before it. */
function judgeUpdates(yeses: readonly number[], updates: readonly number[]): string[] {
  const free = [...yeses];
  return updates.flatMap((time, index) => {
    const at = free.findIndex((yes) => yes <= time && time - yes < SENDING_MS);
    if (at < 0) return [`PUT ${index + 1} without an answer to a visible question`];
    free.splice(at, 1);
    return [];
  });
}

/** Returns the value at a path such as `target_server.disks[701].size`, whose elements are named by ID or name. */
function valueIn(task: Json, path: string): Json | undefined {
  return [...path.matchAll(/[^.[\]]+(?=[.[]|$)|\[([^\]]*)\]/g)].reduce<Json | undefined>(
    (at, [key, named]) => {
      if (named === undefined) return isObject(at) ? at[key] : undefined;
      const isNamed = (element: Json) =>
        isObject(element) && [element.id, element.name, element.mac].some((one) => String(one) === named);
      return Array.isArray(at) ? at.find(isNamed) : undefined;
    },
    task,
  );
}

const sameValue = (a: Json | undefined, b: Json | undefined): boolean => {
  const text = (value: Json | undefined) =>
    isLosslessNumber(value) && isInteger(value.value) ? value.value : plainJson(value);
  return text(a) === text(b);
};

/** Leaves by ^C, as long as that takes: an update that is under way takes two. */
async function leave(wizard: DrivenWizard): Promise<void> {
  for (let tries = 0; tries < 40 && !wizard.left(); tries++) {
    wizard.interrupt();
    await sleep(tries < 2 ? 30 : 120);
  }
}
