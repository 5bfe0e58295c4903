/** Faults on purpose: every promise about an update, under seeded schedules of failing requests and other writers. */
import { expect, test } from 'vitest';
import { type Outcome, runSchedule } from './schedule.ts';

const COUNT = Number(process.env.SMS_FAULTS ?? 12);
const FIRST = Number(process.env.SMS_SEED ?? 1);
const AT_ONCE = 4;

test(`${COUNT} fault schedules from seed ${FIRST}`, async () => {
  const outcomes: Outcome[] = [];
  let next = FIRST;
  const worker = async () => {
    while (next < FIRST + COUNT) outcomes.push(await runSchedule(next++));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const results = new Map<string, number>();
  for (const { result } of outcomes) results.set(result, (results.get(result) ?? 0) + 1);
  const wrong = outcomes.filter((outcome) => outcome.wrong.length > 0);
  console.log(
    `fault schedules: ${outcomes.length}, seeds ${FIRST}–${FIRST + COUNT - 1}, wrong: ${wrong.length};`,
    [...results].map(([result, count]) => `${result} ${count}`).join(', '),
  );
  for (const { seed, plan, wrong: faults } of wrong.slice(0, 10)) {
    console.log(`SMS_SEED=${seed} SMS_FAULTS=1: ${faults.join('; ')}\n  ${plan}`);
  }
  expect(wrong).toEqual([]);
}, 3_600_000);
