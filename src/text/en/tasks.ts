/** What the list of tasks says, on the screen and as a command. */
const plural = (n: number): string => `${n.toLocaleString('en')} ${n === 1 ? 'task' : 'tasks'}`;

export const tasks = {
  columns: {
    id: 'Task ID',
    name: 'Name',
    state: 'State',
    os: 'OS',
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
  none: 'There are no tasks for this account at this endpoint.',
  noneLike: 'No task has this state and name.',
  read: (n: number, of: number | undefined) =>
    of === undefined ? `${plural(n)} read …` : `${n.toLocaleString('en')} of ${plural(of)} read …`,
  short: (n: number, of: number) =>
    `The service speaks of ${plural(of)} and listed ${n.toLocaleString('en')}: some may have gone meanwhile.`,
  beyond: (n: number, of: number) =>
    `The service lists ${n.toLocaleString('en')} of ${plural(of)} and no more. Narrow it down by --state or --name.`,
};
