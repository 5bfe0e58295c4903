/** Random sessions of the wizard: nothing is sent without a `y` after a visible question, and no exit line is untrue. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runRandomSession, type SessionOutcome } from '../support/random-session.ts';

const COUNT = Number(process.env.SMS_SESSIONS ?? 20);
const FIRST = Number(process.env.SMS_SEED ?? 1);
/** Sessions wait most of the time. */
const AT_ONCE = 24;

/** Number of sessions between two lines about the progress. */
const PROGRESS = 100;

const wrongOf = (outcomes: readonly SessionOutcome[]) => outcomes.filter(({ wrong }) => wrong.length > 0);

/** Describes a session that went wrong, and how to run it again. */
const faultText = ({ seed, wrong, acts }: SessionOutcome): string =>
  `SMS_SEED=${seed} SMS_SESSIONS=1: ${wrong.join('; ')}\n  ${acts.join(' ')}`;

function summary(outcomes: readonly SessionOutcome[]): string {
  const sum = (of: (outcome: SessionOutcome) => number) => outcomes.reduce((all, one) => all + of(one), 0);
  return [
    `random sessions: ${outcomes.length} of ${COUNT} from seed ${FIRST}, wrong: ${wrongOf(outcomes).length};`,
    `questions answered yes ${sum(({ answered }) => answered)}, updates ${sum(({ puts }) => puts)},`,
    `acts ${sum(({ acts }) => acts.length)}`,
  ].join(' ');
}

test(`${COUNT} random sessions from seed ${FIRST}`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sms-wizard-random-'));
  const cwd = process.cwd();
  // Drafts, the history, and plan files that w writes.
  process.env.XDG_STATE_HOME = folder;
  process.chdir(folder);
  const outcomes: SessionOutcome[] = [];
  let next = FIRST;
  const worker = async () => {
    while (next < FIRST + COUNT) {
      const outcome = await runRandomSession(next++);
      outcomes.push(outcome);
      if (outcome.wrong.length > 0) console.log(faultText(outcome));
      if (outcomes.length % PROGRESS === 0) console.log(summary(outcomes));
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  } finally {
    process.chdir(cwd);
    rmSync(folder, { recursive: true, force: true });
  }
  const wrong = wrongOf(outcomes);
  console.log(summary(outcomes));
  expect(wrong).toEqual([]);
  // Sessions that never get to an update would show nothing; one alone need not get there.
  const updates = outcomes.reduce((sum, { puts }) => sum + puts, 0);
  expect(updates).toBeGreaterThanOrEqual(Math.floor(COUNT / 20));
}, 7_200_000);
