/** What the list of tasks says, on the screen and as a command. */
const plural = (n: number): string => `${n.toLocaleString('en')} ${n === 1 ? 'task' : 'tasks'}`;

export const tasks = {
  columns: {
    id: 'Task ID',
    name: 'Name',
    state: 'State',
    os: 'OS',
    source: 'Source',
    servers: 'Source → target',
    progress: 'Progress',
    age: 'Age',
  },
  /** Where the server says nothing. */
  untold: '–',
  servers: (source: string, target: string) => `${source} → ${target}`,
  progress: (at: number, of: number, percent: number) => `${at}/${of} ${percent} %`,
  age: {
    seconds: (n: number) => `${n} s`,
    minutes: (n: number) => `${n} min`,
    hours: (n: number) => `${n} h`,
    days: (n: number) => `${n} d`,
    years: (n: number) => `${n} y`,
  },
  title: 'Tasks',
  /** What the service was asked for. */
  asked: (state: string, name: string) =>
    [state ? `State ${state}` : '', name ? `Name ${name}` : ''].filter(Boolean).join(' · ') || 'All tasks',
  at: (at: number, of: number) => `${at} of ${of}`,
  loaded: (n: number, of: number) => `${n} of ${of} loaded`,
  loadedOnly: (n: number) => `${n} loaded`,
  all: (n: number) => `${n} in all`,
  filtered: (filter: string) => `Filter: ${filter}`,
  reading: (host: string) => `Reading the tasks from ${host} …`,
  readingMore: 'Reading more tasks …',
  failed: 'The tasks could not be read. Nothing was changed.',
  failedMore: (why: string) => `No more tasks could be read; r tries again. ${why}`,
  /** Where the list is refused. */
  otherWay: 'With its ID a task opens without the list: paste it here, or start sms-wizard TASK_ID.',
  noMatch: (filter: string) => `Nothing that is loaded matches "${filter}".`,
  again: 'r reads the list again.',
  filterHere: 'Enter keeps the filter, Esc shows everything.',
  filterThere: 'Not all are loaded: Enter asks the service for this name.',
  filterId: 'Enter opens the task with this ID.',
  state: 'State',
  anyState: 'any',
  stateHint: 'Enter asks the service for the tasks in this state.',
  noId: 'The service gave this task no ID that it could be opened by.',
  unsent: (n: number) =>
    `${n === 1 ? '1 change is' : `${n} changes are`} not submitted: ^S reviews, ^C leaves and keeps ${n === 1 ? 'it' : 'them'}.`,
  left: 'No task is open; nothing is sent.',
  help: [
    'A filter looks through names, states, IDs, servers and addresses of the tasks that are loaded; several words all have to fit. Pages of 200 follow as you move down.',
    'Where more tasks exist than are loaded, Enter in the filter asks the service for the name. s asks it for one state.',
    'A pasted task ID opens its task.',
  ],
  none: 'There are no tasks for this account at this endpoint.',
  noneLike: (wanted: string) => `No task has ${wanted}.`,
  wanted: (state: string, name: string) =>
    [state && `the state ${state}`, name && `the name ${name}`].filter(Boolean).join(' and '),
  read: (n: number, of: number | undefined) =>
    of === undefined ? `${plural(n)} read …` : `${n.toLocaleString('en')} of ${plural(of)} read …`,
  short: (n: number, of: number) =>
    `The service speaks of ${plural(of)} and listed ${n.toLocaleString('en')}: some may have gone meanwhile.`,
  beyond: (n: number, of: number) =>
    `The service lists ${n.toLocaleString('en')} of ${plural(of)} and no more. Narrow it down by --state or --name.`,
};
