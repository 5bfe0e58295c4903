/** Texts about pausing and starting tasks, and about watching them. */
export const pausing = {
  stages: {
    pausing: 'Pausing the task…',
    sending: 'Submitting the update…',
    starting: 'Starting the task…',
  },
  windows: "Windows: don't restart the source server or its Agent while the task is paused.",
  confirm: {
    pause: (name: string, state: string) => `Pause ${name}, which is ${state}?`,
    start: (name: string, state: string) => `Start ${name}, which is ${state}?`,
  },
  choose: (n: number, name: string) =>
    `Submit ${n === 1 ? 'this change' : `these ${n} changes`} to ${name}? It may not take effect while the task runs.`,
  choices: {
    yes: 'Submit now',
    pause: 'Pause the task, submit, start it again',
    no: 'Cancel',
  },
  needsYes: 'nothing was sent: --yes is required when not running in a terminal.',
  done: {
    pause: (state: string) => `Task paused (${state}).`,
    start: (state: string) => `Task started (${state}).`,
  },
  already: {
    pause: (state: string) => `No action: the task is already paused (${state}).`,
    start: (state: string) => `No action: the task is already running (${state}).`,
  },
  blocked: {
    pause: (state: string) =>
      `Nothing was sent: SMS can only pause a running task, but this one is ${state}.`,
    start: (state: string) =>
      `Nothing was sent: SMS can only start a task that is ready, paused, or failed. This one is ${state}.`,
  },
  offline:
    "Nothing was sent: the source server isn't connected, so SMS may reject the action. Start its Agent.",
  unjournaled: (why: string) =>
    `Nothing was paused: can't write the journal (${why}). Set XDG_STATE_HOME to a writable directory.`,
  rejected: { pause: "SMS didn't pause the task.", start: "SMS didn't start the task." },
  ended: (state: string) => `The task became ${state} before it was paused. Nothing was changed.`,
  unsettled: {
    pause: (state: string) =>
      `The task may still pause. When last read, it was ${state}. Nothing was changed.`,
    start: (state: string) => `The task may still start. When last read, it was ${state}.`,
  },
  unknownState: 'unknown',
  notNeeded: (state: string) => `Not paused: the task is ${state}.`,
  elsewhere: (state: string) => `Not started by this run: someone else started it. The task is ${state}.`,
  left: {
    unsure:
      "The task is paused. SMS didn't respond to the stop, so someone else may have paused it. sms-wizard didn't start it again.",
    half_applied: 'The task stays paused, because not all changes were applied as sent. Check them first.',
    unknown_update:
      'The task stays paused, because the result of the update is unknown. Check the task first.',
  },
  stillPaused: 'The task is still paused.',
  toStart: (command: string) => `To start it, run: ${command}`,
  toWatch: (command: string) => `To watch it, run: ${command}`,
  open: (task: string, time: string) =>
    `Task ${task} was paused here at ${time}, and not started again from here.`,
  maybeOpen: (task: string, time: string) =>
    `Task ${task} may have been paused here at ${time}, and wasn't started again from here.`,
  leftPaused: 'Paused here, and not started again.',
  startInFlight: (command: string) =>
    `Quit after the start was sent: the task may be running. To check, run: ${command}`,
  inFlight: (command: string) => `Quit while the task may be paused. To start it again, run: ${command}`,
  history: {
    purposes: { update: 'paused for an update', pause: 'paused' } satisfies Record<string, string>,
    ends: {
      started: 'started again',
      kept: 'stays paused, as requested',
      not_paused: 'no longer paused',
    } satisfies Record<string, string>,
    open: { stop: 'may be paused', paused: 'not started again', start: 'may be started' } satisfies Record<
      string,
      string
    >,
    running: 'in progress',
    line: (time: string, task: string, purpose: string, end: string) =>
      `${time}   ${task}   ${purpose}   ${end}`,
  },
  screen: {
    offer: 'p: pause the task, submit, start it again.',
    windows: "While paused, don't restart the source server or Agent.",
    title: { update: 'Pausing, submitting, starting', start: 'Starting' },
    checking: 'Reading the task and checking permissions…',
    checked: 'Task can be paused',
    pausing: (state: string) => `Pausing the task… ${state}`.trimEnd(),
    paused: 'Task paused',
    submitted: 'Update submitted and read back',
    starting: (state: string) => `Starting the task… ${state}`.trimEnd(),
    interrupted: 'The task may be paused now. ^C again leaves it so.',
    interruptedStart: 'The task may be started already. ^C again leaves.',
    ask: (name: string) => `Start ${name}, which was paused here?`,
  },
  fleet: {
    note: (n: number) =>
      n === 1
        ? 'Running tasks are paused for the update, 1 at a time.'
        : `Running tasks are paused for the update, at most ${n} at a time.`,
    full: (n: number) =>
      `The run stopped: ${n === 1 ? '1 task is' : `${n} tasks are`} still paused, as many as may be at a time.`,
    left: (n: number) =>
      n === 1 ? '1 task is still paused, or may be:' : `${n} tasks are still paused, or may be:`,
    canceled: 'Paused, and started again without the update.',
  },
  watch: {
    title: (name: string) => `Watching ${name}`,
    stop: 'Enter stops watching > ',
    fresh: 'Rows are printed as they change.',
    reading: 'Reading the task…',
    over: (state: string) => `The task is ${state}. Watching ended.`,
    again: 'The task is read again in a moment.',
    labels: {
      state: 'State',
      step: 'Step',
      speed: 'Speed',
      left: 'Time left',
      limit: 'Rate limit',
      network: 'Network',
    },
    mbits: (rate: string) => `${rate} Mbit/s`,
    network: (figures: string) => `network: ${figures}`,
    rate: (rate: string) => `${rate} MB/s`,
    left: (time: string) => `${time} left`,
    limit: (rate: string) => `limit ${rate}`,
    error: (message: string) => `Error: ${message}`,
    reads: (seconds: number) => `Can't read the task. Retrying in ${seconds} s.`,
    state: (given: string, known: string) => `unknown state "${given}" for --until. Known: ${known}.`,
    reached: (state: string) => `The task is ${state}.`,
    missed: (state: string, wanted: string) => `The task ended as ${state}, not as ${wanted}.`,
  },
};
