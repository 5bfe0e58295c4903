/** The exit codes of all commands by name. Their meanings are in the texts, under the same names. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  canceled: 3,
  denied: 4,
  conflict: 5,
  notApplied: 6,
  pending: 7,
  unrecorded: 8,
  hangUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitName = keyof typeof EXIT;
export type ExitCode = (typeof EXIT)[ExitName];

/** The rows of the table of exit codes. Two signals that end the program alike share one. */
const ROWS: readonly (readonly ExitName[])[] = [
  ['done'],
  ['failed'],
  ['usage'],
  ['canceled'],
  ['denied'],
  ['conflict'],
  ['notApplied'],
  ['pending'],
  ['unrecorded'],
  ['hangUp'],
  ['interrupted', 'terminated'],
];

/** Exit codes and their meanings for help, manual and documents, such as `['130 / 143', 'Ctrl-C / SIGTERM']`. */
export const exitCodeRows = (meanings: Readonly<Record<ExitName, string>>): (readonly [string, string])[] =>
  ROWS.map((names) => [
    names.map((name) => EXIT[name]).join(' / '),
    names.map((name) => meanings[name]).join(' / '),
  ]);
