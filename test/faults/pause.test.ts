/**
 * Pause, change, start on bad days and killed at each request, as a command and in the wizard. SMS_PAUSE_FAULTS,
 * SMS_PAUSE_KILLS and SMS_PAUSE_WIZARD are the numbers.
 */
import { expect, test } from 'vitest';
import { type PauseOutcome, runPauseSchedule } from './pause-schedule.ts';

const FIRST = Number(process.env.SMS_SEED ?? 1);
const AT_ONCE = 4;

test.each([
  ['fault schedules', Number(process.env.SMS_PAUSE_FAULTS ?? 4), false, 'command'],
  ['kills', Number(process.env.SMS_PAUSE_KILLS ?? 4), true, 'command'],
  ['fault schedules in the wizard', Number(process.env.SMS_PAUSE_WIZARD ?? 1), false, 'wizard'],
  ['kills in the wizard', Number(process.env.SMS_PAUSE_WIZARD ?? 2), true, 'wizard'],
] as const)(
  'pause, change, start: %s, %i of them',
  async (what, count, kill, front) => {
    const outcomes: PauseOutcome[] = [];
    let next = FIRST;
    const worker = async () => {
      while (next < FIRST + count) outcomes.push(await runPauseSchedule(next++, kill, front));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    const results = new Map<string, number>();
    for (const { result } of outcomes) results.set(result, (results.get(result) ?? 0) + 1);
    const wrong = outcomes.filter((outcome) => outcome.wrong.length > 0);
    console.log(
      `pause ${what}: ${outcomes.length}, seeds ${FIRST}–${FIRST + count - 1}, wrong: ${wrong.length};`,
      [...results].map(([result, times]) => `${result} ${times}`).join(', '),
    );
    for (const { seed, plan, result, wrong: faults } of wrong.slice(0, 10))
      console.log(`SMS_SEED=${seed} ${what}, ${result}: ${faults.join('; ')}\n  ${plan}`);
    expect(wrong).toEqual([]);
  },
  3_600_000,
);
