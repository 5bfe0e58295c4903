/** Steps of paths, and the most serious thing in each step. */
import { baseWithAdditions, changesOf, type Draft } from '../../task/edits/draft.ts';
import { memoizeWeak } from '../../task/memoize-weak.ts';
import { tryLocate } from '../../task/paths/path.ts';
import { findingsOf } from '../../task/rules/rules.ts';
import type { StepName } from '../state.ts';
import type { KeyPath } from './row.ts';

/** Steps by the first key of a path; other fields of the task are in More. */
const STEP_OF_FIELD: Readonly<Record<string, StepName>> = {
  name: 'name',
  type: 'name',
  use_public_ip: 'network',
  use_ipv6: 'network',
  migration_ip: 'network',
  speed_limit: 'network',
  rate_windows: 'network',
};

/** Steps by the list of the target server. */
const STEP_OF_LIST: Readonly<Record<string, StepName>> = {
  networks: 'network',
  disks: 'disks',
  volume_groups: 'volumes',
  btrfs_list: 'volumes',
};

/** Returns the step that lists a path. */
export function stepOfKeys(keys: KeyPath): StepName {
  if (keys[0] !== 'target_server') return STEP_OF_FIELD[String(keys[0])] ?? 'more';
  if (keys.includes('physical_volumes')) return 'volumes';
  return STEP_OF_LIST[String(keys[1])] ?? 'more';
}

export type StepMark = 'error' | 'warning' | 'changed';
const RANK: readonly StepMark[] = ['changed', 'warning', 'error'];

/** Returns the most serious mark of each step that has one. */
export const stepMarks = memoizeWeak((draft: Draft): ReadonlyMap<StepName, StepMark> => {
  const marks = new Map<StepName, StepMark>();
  const raise = (step: StepName, mark: StepMark) => {
    const known = marks.get(step);
    if (!known || RANK.indexOf(mark) > RANK.indexOf(known)) marks.set(step, mark);
  };
  for (const { keys } of changesOf(draft)) raise(stepOfKeys(keys), 'changed');
  for (const { path, severity } of findingsOf(draft)) {
    const keys = tryLocate(baseWithAdditions(draft), path)?.keys;
    if (severity === 'note' || !keys) continue;
    raise(stepOfKeys(keys), severity);
    if (severity === 'error') raise('review', 'error');
  }
  return marks;
});
