/** The help of each command: what it does, and examples that can be copied. */
export const help = {
  usage: 'Usage',
  commands: 'Commands',
  options: 'Options',
  examples: 'Examples',
  exits: 'Exit codes',
  rootUsage: {
    wizard: 'open the wizard',
    command: '',
  },
  learnMore: 'Run "sms-wizard help COMMAND" for one command, "man sms-wizard" for everything.',
  topics:
    'Topics: sms-wizard help connection (endpoint, credentials, timeouts), help environment, help exit-codes, help paths.',
  connection: 'Connection options (endpoint, region, credentials): sms-wizard help connection',
  topicTitles: {
    connection:
      'Options that choose the service, the credentials, and the timeout. They work with every command.',
    environment: 'Environment variables',
    'exit-codes': 'Exit codes',
    paths: 'Paths and sizes',
  },
  about: {
    wizard: 'Open a task in the wizard: edit, review, submit, verify.',
    list: 'List the migration tasks of the account.',
    show: 'Show one task: source, network, disks, volumes.',
    update: 'Change fields of a task: show the diff, send it, read the task back to verify it.',
    diff: 'Show what an update would change. Sends nothing; exits with 7 if there are changes.',
    edit: 'Edit a task as YAML in $VISUAL or $EDITOR, then check, show, and send the changes.',
    apply: 'Apply a plan made by "update --dry-run --out". Without task options, to the plan\'s own task.',
    history: 'List the updates sent from this machine.',
    pause: 'Pause a running task, and wait until SMS reports it as paused.',
    start: 'Start a task that is ready, paused, or failed, and wait until it runs.',
    watch: 'Follow a task until its migration ends: one line on a terminal, JSON lines in a pipe.',
    undo: 'Undo the last update of a task. What was changed since then is left unchanged.',
    fields:
      'List the fields you can change. PATH limits the list; any other words search names and meanings.',
    explain: 'Explain a rule of this program or an error code of SMS: what it means, its source, what to do.',
    doctor: 'Check whether you can update tasks, and how to fix what is missing.',
    completion: 'Print a completion script for bash, zsh, or fish.',
    simulator: 'Run a local SMS simulator until Ctrl-C. Prints its URL and test credentials.',
  },
  /** TASK is an ID, the beginning of one, or a name. */
  task: 'TASK_ID is a task ID, its first 4 or more characters, or a name that only one task has.',
};
