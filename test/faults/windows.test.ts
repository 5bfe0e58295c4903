/**
 * Updates of a task and its rate windows, two requests, on bad days and killed at a request. SMS_WINDOWS_FAULTS and
 * SMS_WINDOWS_KILLS are the numbers.
 */
import { expect, test } from 'vitest';
import { runWindowsSchedule, type WindowsOutcome } from './windows-schedule.ts';

const FIRST = Number(process.env.SMS_SEED ?? 1);
const AT_ONCE = 4;

test.each([
  ['fault schedules', Number(process.env.SMS_WINDOWS_FAULTS ?? 8), false],
  ['kills', Number(process.env.SMS_WINDOWS_KILLS ?? 4), true],
] as const)(
  'task and rate windows: %s, %i of them',
  async (what, count, kill) => {
    const outcomes: WindowsOutcome[] = [];
    let next = FIRST;
    const worker = async () => {
      while (next < FIRST + count) outcomes.push(await runWindowsSchedule(next++, kill));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    const results = new Map<string, number>();
    for (const { result } of outcomes) results.set(result, (results.get(result) ?? 0) + 1);
    const wrong = outcomes.filter((outcome) => outcome.wrong.length > 0);
    console.log(
      `task and rate windows, ${what}: ${outcomes.length}, seeds ${FIRST}–${FIRST + count - 1}, wrong: ${wrong.length};`,
      [...results].map(([result, times]) => `${result} ${times}`).join(', '),
    );
    for (const { seed, plan, result, wrong: faults } of wrong.slice(0, 10))
      console.log(`SMS_SEED=${seed} ${what}, ${result}: ${faults.join('; ')}\n  ${plan}`);
    expect(wrong).toEqual([]);
  },
  3_600_000,
);
