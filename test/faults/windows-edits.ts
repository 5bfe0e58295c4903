/** Edits of a task and of its rate windows, and what each means, independent of the program. */

export interface Window {
  readonly start: string;
  readonly end: string;
  readonly speed: number;
  readonly over_speed_threshold?: number;
}

/** Edits of the task, each with the key and value that it sets. */
export const TASK_EDITS = [
  ['name=web-01', 'name', 'web-01'],
  ['speed_limit=300', 'speed_limit', 300],
  ['migration_ip=10.1.2.3', 'migration_ip', '10.1.2.3'],
] as const;

/** Copies windows, the one with a start with other values. */
export const changedAt = (windows: readonly Window[], start: string, edit: Partial<Window>): Window[] =>
  windows.map((window) => (window.start === start ? { ...window, ...edit } : window));

/**
 * Edits of windows: the options, what they make of a list, whether it is there, what it concerns in
 * a list, and its paths in a report.
 */
export const WINDOW_EDITS = [
  {
    args: ['--set', 'rate_windows[08:00].speed=200'],
    edit: (all: readonly Window[]) => changedAt(all, '08:00', { speed: 200 }),
    isThere: (all: readonly Window[]) => all.some(({ start, speed }) => start === '08:00' && speed === 200),
    of: (all: readonly Window[]) => all.find(({ start }) => start === '08:00')?.speed,
    paths: /^rate_windows\[08:00\]\.speed$/,
  },
  {
    args: ['--set', 'rate_windows[08:00].over_speed_threshold=35%'],
    edit: (all: readonly Window[]) => changedAt(all, '08:00', { over_speed_threshold: 35 }),
    isThere: (all: readonly Window[]) =>
      all.some((window) => window.start === '08:00' && window.over_speed_threshold === 35),
    of: (all: readonly Window[]) => all.find(({ start }) => start === '08:00')?.over_speed_threshold,
    paths: /^rate_windows\[08:00\]\.over_speed_threshold$/,
  },
  {
    args: ['--unset', 'rate_windows[18:00]'],
    edit: (all: readonly Window[]) => all.filter(({ start }) => start !== '18:00'),
    isThere: (all: readonly Window[]) => !all.some(({ start }) => start === '18:00'),
    of: (all: readonly Window[]) => all.find(({ start }) => start === '18:00'),
    paths: /^rate_windows\[18:00\]$/,
  },
  {
    args: ['start=13:00', 'end=14:00', 'speed=7'].flatMap((one) => ['--set', `rate_windows[+1].${one}`]),
    edit: (all: readonly Window[]) => [...all, { start: '13:00', end: '14:00', speed: 7 }],
    isThere: (all: readonly Window[]) =>
      all.some(({ start, end, speed }) => start === '13:00' && end === '14:00' && speed === 7),
    of: (_all: readonly Window[]) => undefined,
    paths: /^rate_windows\[\+1\]/,
  },
] as const;
