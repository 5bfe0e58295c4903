/** Texts for a plan on many tasks. */
import { shellQuoteFile } from '../shell-quote.ts';

const tasks = (n: number): string => (n === 1 ? '1 task' : `${n.toLocaleString('en')} tasks`);

/** Texts of `apply` on many tasks. */
export const fleet = {
  eitherOr: 'use either --task, or --state and --name, not both. Nothing was sent.',
  stdinTwice:
    "standard input can't provide both the token (--token-stdin) and the task IDs (--task -). Nothing was sent.",
  needsTasks: (flag: string) =>
    `option ${flag} requires tasks: --task ID, --task - (IDs on standard input), --state, or --name.`,
  concurrency: (given: string) => `--concurrency must be a whole number from 1 to 32, not "${given}".`,
  badId: (line: number, given: string) =>
    `standard input, line ${line}: "${given}" is not a valid task ID (1 to 36 letters, digits, and hyphens). Nothing was sent.`,
  typeIds: 'Enter task IDs, separated by spaces or new lines. Press Ctrl-D when done:',
  noIds: 'no task IDs on standard input. Nothing was sent.',
  noneLike: (wanted: string) => `no tasks with ${wanted}. Nothing was sent.`,
  withoutId: (n: number) => `${tasks(n)} skipped: no usable ID.`,
  noRun: (file: string) =>
    `no interrupted run of ${file} to resume. To start one, run: sms-wizard apply ${shellQuoteFile(file)} --task ID …`,
  stillRuns: (file: string) => `another sms-wizard is still applying ${file}. Nothing was sent.`,
  severalRuns: (n: number, file: string) =>
    `${n} runs of ${file} were interrupted. Resuming the remaining tasks of all of them.`,
  elsewhere: (machines: string, file: string) =>
    `A run of ${file} on ${machines} was interrupted or is still active. Which of the two is unknown here. Each task is read before anything is sent.`,
  unsaved: (why: string) =>
    `Can't save the progress of this run (${why}). It continues, but --resume won't work.`,
  outcomes: {
    applied: 'applied',
    not_applied: 'not applied',
    unverified: 'unverified',
    skipped: 'skipped',
    conflict: 'conflict',
    failed: 'failed',
  },
  notStarted: 'not started',
  leftOut: {
    missing: (path: string) => `${path}: the task has no such element`,
    ambiguous: (path: string) => `${path}: several elements of the task have this name`,
    nameless: (path: string) => `${path}: this element has no name to match it by on other tasks`,
    overlap: (path: string) =>
      `${path}: the edit swaps or reuses element names, so they can't be matched by name`,
    exists: (path: string) => `${path}: an element with this name exists, with other values`,
  },
  still: (path: string, value: string) => `${path} is still ${value}.`,
  bar: {
    reading: (done: number, of: number) => `${done}/${of} read`,
    sending: (done: number, of: number) => `${done}/${of}`,
    part: (outcome: string, n: number) => `${outcome} ${n}`,
    held: (seconds: number) => `throttled ${seconds} s`,
  },
  plain: (done: number, of: number) => `${done} of ${tasks(of)} done.`,
  groups: {
    change: (n: number) => (n === 1 ? '1 task gets these changes:' : `${tasks(n)} get these changes:`),
    from: (value: string, n: number) => `currently ${value}: ${tasks(n)}`,
    fromMany: (n: number) => `${n} different current values`,
    more: (n: number) => `… and ${tasks(n)} more; --json lists all`,
    same: (n: number) => `${tasks(n)} already ${n === 1 ? 'has' : 'have'} these values.`,
    before: (n: number) => `${tasks(n)} applied in an earlier run.`,
    some: (line: string, n: number) => `${line} (${tasks(n)})`,
    left: (what: string) => `omitted: ${what}`,
    why: (outcome: string, why: string) => `${outcome}: ${why}`,
    partlyApplied: (outcome: string, why: string) => `${outcome}, but omitted ${why}`,
    planned: 'Dry run: nothing was sent.',
  },
  confirm: (n: number) => `Submit ${n === 1 ? 'these changes to 1 task' : `these changes to ${tasks(n)}`}?`,
  table: {
    outcome: 'Result',
    tasks: 'Tasks',
    earlier: (n: number) => `${n} in an earlier run`,
    notes: (notes: readonly string[]) => notes.join(', '),
    same: (n: number) => `${n} already had these values`,
    partly: (n: number) => `${n} with edits omitted`,
    requestId: (id: string) => `request ID ${id}`,
  },
  stopping: (n: number) =>
    n === 0 ? 'Stopping.' : `Stopping after ${tasks(n)} in progress. Press Ctrl-C again to quit now.`,
  halted: 'Run stopped: this error would affect every task.',
  atOnce: (n: number) =>
    n === 0 ? 'Quit.' : `Quit. The result of ${tasks(n)} is unknown. To check, use --resume.`,
  resume: (command: string) => `To resume, run: ${command}`,
};
