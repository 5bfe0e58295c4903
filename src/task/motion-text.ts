/** Describes a task that is watched: state, step, rate, time left, limit, network, error. */
import { isExactNumber, isObject, type Json, type JsonObject } from '../json/json.ts';
import { text } from '../text/text.ts';
import { stateOf } from './pausing.ts';
import { failureLinesOf, failureOf } from './task-failure.ts';
import { summarizeTask } from './task-summary.ts';

const labels = () => text().pausing.watch.labels;

/** A fact about a watched task, by its label. */
export type MotionFact = readonly [label: keyof ReturnType<typeof labels>, value: string];

/** Returns the facts about a reading that SMS returned, those that change late in the list. */
export function motionFacts(task: JsonObject): MotionFact[] {
  const words = text().pausing.watch;
  const { progress } = summarizeTask(task);
  const [speed, seconds, limit] = [task.migrate_speed, task.remain_seconds, task.speed_limit].map(Number);
  const all: MotionFact[] = [
    ['state', stateOf(task) || text().pausing.unknownState],
    [
      'step',
      progress ? `${progress.name} ${text().tasks.progress(progress.at, progress.of, progress.percent)}` : '',
    ],
    ['speed', speed ? words.rate(String(speed)) : ''],
    ['left', seconds ? coarseTime(seconds) : ''],
    ['limit', limit ? words.mbits(String(limit)) : ''],
    ['network', networkText(task.network_check_info)],
  ];
  return all.filter(([, value]) => value !== '');
}

/** Describes a reading in one line. */
export function motionLine(task: JsonObject): string {
  const words = text().pausing.watch;
  const whole: Readonly<Partial<Record<MotionFact[0], (value: string) => string>>> = {
    left: words.left,
    limit: words.limit,
    network: words.network,
  };
  return motionFacts(task)
    .map(([label, value]) => whole[label]?.(value) ?? value)
    .join('  ');
}

/** Returns the error of a task with the meaning of its code and what to do; empty if there is none. */
export function motionErrorLines(task: JsonObject): string[] {
  const failure = failureOf(task);
  if (!failure) return [];
  const [first = '', ...rest] = failureLinesOf(failure);
  return [text().pausing.watch.error(first), ...rest];
}

/** Formats a duration by its largest unit: fewer changes, fewer bytes. */
function coarseTime(seconds: number): string {
  const { seconds: inSeconds, minutes, hours, days } = text().tasks.age;
  if (seconds < 60) return inSeconds(Math.ceil(seconds / 10) * 10);
  if (seconds < 7200) return minutes(Math.ceil(seconds / 60));
  if (seconds < 172_800) return hours(Math.ceil(seconds / 3600));
  return days(Math.ceil(seconds / 86_400));
}

/** Returns the figures of a network check by the names that SMS gives them. */
function networkText(info: Json | undefined): string {
  if (!isObject(info)) return '';
  return Object.entries(info)
    .map(([name, value]) => [name, isExactNumber(value) ? value.value : value] as const)
    .filter(([, value]) => value !== null && value !== '' && typeof value !== 'object')
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}
