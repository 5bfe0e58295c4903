/** Texts of the list of tasks, on the screen and as a command. */
const plural = (n: number): string => `${n.toLocaleString('en')} ${n === 1 ? 'task' : 'tasks'}`;

/** Texts of the list of tasks. */
export const tasks = {
  columns: {
    id: 'Task ID',
    name: 'Name',
    state: 'State',
    os: 'OS',
    source: 'Source',
    servers: 'Source → target',
    progress: 'Progress',
    speed: 'Rate',
    age: 'Age',
    error: 'Error',
  },
  /** The text for a value that SMS didn't return. */
  unknown: '–',
  servers: (source: string, target: string) => `${source} → ${target}`,
  progress: (at: number, of: number, percent: number | undefined) =>
    `${at}/${of} ${percent === undefined ? '–' : `${percent}%`}`,
  speed: (rate: string) => `${rate} MB/s`,
  age: {
    seconds: (n: number) => `${n} s`,
    minutes: (n: number) => `${n} min`,
    hours: (n: number) => `${n} h`,
    days: (n: number) => `${n} d`,
    years: (n: number) => `${n} y`,
  },
  title: 'Tasks',
  /** Describes the query that was sent to SMS. */
  asked: (state: string, name: string) =>
    [state ? `State ${state}` : '', name ? `Name ${name}` : ''].filter(Boolean).join(' · ') || 'All tasks',
  at: (at: number, of: number) => `${at} of ${of}`,
  loaded: (n: number, of: number) => `${n} of ${of} loaded`,
  fresh: (where: string) => `${where} · kept fresh`,
  loadedOnly: (n: number) => `${n} loaded`,
  all: (n: number) => `${n} total`,
  filtered: (filter: string) => `Filter: ${filter}`,
  reading: (host: string) => `Reading tasks from ${host}…`,
  readingMore: 'Reading more tasks…',
  failed: "Can't read the tasks. Nothing was changed.",
  failedMore: (why: string) => `Can't load more tasks. Press r to retry. ${why}`,
  /** Advice if SMS denies the list. */
  otherWay: 'If you know the task ID, paste it here or run sms-wizard TASK_ID.',
  noMatch: (filter: string) => `No loaded task matches "${filter}".`,
  again: 'Press r to refresh.',
  filterHere: 'Enter applies the filter, Esc clears it.',
  filterThere: 'Not all tasks are loaded. Enter searches SMS by name.',
  filterId: 'Press Enter to open this task ID.',
  state: 'State',
  anyState: 'any',
  stateHint: 'Press Enter to list the tasks in this state.',
  noId: "Can't open this task: SMS returned no usable ID.",
  unsent: (n: number) =>
    `${n === 1 ? '1 change' : `${n} changes`} not submitted. ^S review, ^C quit and keep.`,
  left: 'No task was opened. Nothing was sent.',
  help: [
    'The filter searches names, states, IDs, servers, and addresses of the loaded tasks. All words must match. Moving down loads more, 200 at a time.',
    'If not all tasks are loaded, press Enter in the filter to search SMS by name. Press s to list one state.',
    'Paste a task ID to open that task.',
  ],
  unknownState: (state: string, known: string, meant?: string) =>
    `unknown task state "${state}". ${meant ? `Did you mean ${meant}? ` : ''}Known: ${known}.`,
  unknownColumn: (column: string, known: string, meant?: string) =>
    `unknown column "${column}". ${meant ? `Did you mean ${meant}? ` : ''}Known: ${known}.`,
  resolved: (word: string, name: string, id: string) => `"${word}" is task ${name} ${id}.`,
  noSuchTask: (word: string) =>
    `no task has the ID or name "${word}". To list all tasks, run sms-wizard list.`,
  severalTasks: (word: string, count: number, candidates: string) =>
    `"${word}" matches ${count} tasks: ${candidates}. Add more characters of the ID.`,
  none: 'No migration tasks in this account at this endpoint.',
  noneLike: (wanted: string) => `No tasks with ${wanted}.`,
  wanted: (state: string, name: string) =>
    [state && `state ${state}`, name && `name ${name}`].filter(Boolean).join(' and '),
  read: (n: number, of: number | undefined) =>
    of === undefined
      ? `Reading tasks: ${n.toLocaleString('en')}…`
      : `Reading tasks: ${n.toLocaleString('en')} of ${of.toLocaleString('en')}…`,
  unstable: (n: number) => `The list changed while it was read: ${plural(n)} seen, one may be missing.`,
  short: (n: number, of: number) =>
    `SMS reports ${plural(of)} but listed ${n.toLocaleString('en')}. Some may have been deleted in the meantime.`,
  beyond: (n: number, of: number) =>
    `SMS lists only ${n.toLocaleString('en')} of ${plural(of)}. Narrow the list with --state or --name.`,
};
