/** A plan on many tasks. */
const tasks = (n: number): string => (n === 1 ? '1 task' : `${n.toLocaleString('en')} tasks`);

export const fleet = {
  eitherOr: 'either --task or --state and --name say which tasks, not both. Nothing was sent.',
  stdinTwice:
    'standard input cannot hold the token (--token-stdin) and the ids (--task -). Nothing was sent.',
  needsTasks: (flag: string) =>
    `option ${flag} goes with many tasks: --task ID, --task - for ids on standard input, --state or --name.`,
  concurrency: (given: string) => `--concurrency takes a whole number from 1 to 32, not "${given}".`,
  badId: (line: number, given: string) =>
    `line ${line} of standard input: "${given}" is no task id (1 to 36 letters, digits and hyphens). Nothing was sent.`,
  typeIds: 'Task ids, separated by blanks or lines; ^D ends:',
  noIds: 'no task ids came on standard input. Nothing was sent.',
  noneLike: (wanted: string) => `no task has ${wanted}. Nothing was sent.`,
  withoutId: (n: number) =>
    `${tasks(n)} came without an id that could be used, and ${n === 1 ? 'is' : 'are'} left out.`,
  noRun: (file: string) =>
    `there is no run of ${file} here that could go on. Start one: sms-wizard apply ${file} --task ID …`,
  stillRuns: (file: string) => `a run of ${file} is still under way in another sms-wizard. Nothing was sent.`,
  severalRuns: (n: number, file: string) =>
    `${n} runs of ${file} were cut off: it goes on with what is left of all.`,
  elsewhere: (machines: string, file: string) =>
    `A run of ${file} was cut off on ${machines}, or still goes on there: that cannot be seen from here. Each task is read before anything is sent.`,
  unkept: (why: string) =>
    `The run cannot be written down (${why}): --resume will not know of it. It goes on.`,
  outcomes: {
    took: 'took',
    did_not_take: 'did not take',
    untold: 'sent, not told',
    skipped: 'skipped',
    conflict: 'conflict',
    failed: 'failed',
  },
  notBegun: 'not begun',
  leftOut: {
    missing: (path: string) => `${path}: the task has no such element`,
    ambiguous: (path: string) => `${path}: several elements of the task go by this name`,
    nameless: (path: string) =>
      `${path}: only an id or its place tells this element apart, and other tasks have others`,
    overlap: (path: string) =>
      `${path}: names of elements would change places, and by names they could not be told apart again`,
    exists: (path: string) => `${path}: an element of this name is there, with other values`,
  },
  still: (path: string, value: string) => `${path} is still ${value}.`,
  bar: {
    reading: (done: number, of: number) => `${done}/${of} read`,
    sending: (done: number, of: number) => `${done}/${of}`,
    part: (outcome: string, n: number) => `${outcome} ${n}`,
    held: (seconds: number) => `held back ${seconds} s`,
  },
  plain: (done: number, of: number) => `${done} of ${tasks(of)} done.`,
  groups: {
    change: (n: number) => (n === 1 ? '1 task changes so:' : `${tasks(n)} change so:`),
    from: (value: string, n: number) => `now ${value}: ${tasks(n)}`,
    fromMany: (n: number) => `${n} different values now`,
    more: (n: number) => `… and ${tasks(n)} more; --json lists all`,
    same: (n: number) => `${tasks(n)} ${n === 1 ? 'has' : 'have'} these values already: nothing to change.`,
    before: (n: number) => `${tasks(n)} took in an earlier run: not touched again.`,
    some: (line: string, n: number) => `${line} (${tasks(n)})`,
    left: (what: string) => `left out: ${what}`,
    why: (outcome: string, why: string) => `${outcome}: ${why}`,
    tookBut: (outcome: string, why: string) => `${outcome}, but left out ${why}`,
    planned: 'Dry run: nothing was sent.',
  },
  confirm: (n: number) => `Submit ${n === 1 ? 'this to 1 task' : `these changes to ${tasks(n)}`}?`,
  table: {
    outcome: 'Outcome',
    tasks: 'Tasks',
    earlier: (n: number) => `${n} of them in an earlier run`,
    notes: (notes: readonly string[]) => notes.join(', '),
    same: (n: number) => `${n} ${n === 1 ? 'has' : 'have'} these values already`,
    partly: (n: number) => `${n} without what the task has no place for`,
    requestId: (id: string) => `request id ${id}`,
  },
  stopping: (n: number) =>
    n === 0 ? 'Stopping.' : `Stopping: ${tasks(n)} under way, no more begun. ^C again ends at once.`,
  halted: 'The run stopped: what it met with would befall every task.',
  atOnce: (n: number) =>
    n === 0
      ? 'Ended at once.'
      : `Ended at once: of ${tasks(n)} the outcome is not known. --resume reads and tells.`,
  resume: (command: string) => `To go on with what is left: ${command}`,
};
