/** Texts of the command line. */
import { shellQuote } from '../shell-quote.ts';

export const cli = {
  usage: {
    head: 'Update Huawei Cloud Server Migration Service (SMS) tasks: guided, checked, and verified.',
    usage: 'Usage',
    options: 'Options',
    exits: 'Exit codes',
    exitsMany:
      'With many tasks, the worst result decides: 1 or 4 (failed), 6 (not applied), 5 (conflict), 2 (something skipped), 0.',
    commands: {
      wizard: ['sms-wizard [TASK_ID]', 'open the wizard; without TASK_ID, choose a task from a list'],
      list: ['sms-wizard list', 'list tasks, optionally by state or name'],
      show: ['sms-wizard show TASK_ID', 'show one task'],
      update: [
        'sms-wizard update TASK_ID --set PATH=VALUE …',
        'change fields: show the diff, send it, verify it',
      ],
      diff: ['sms-wizard diff TASK_ID --set PATH=VALUE …', 'show what an update would change'],
      edit: ['sms-wizard edit TASK_ID', 'edit the task in $EDITOR, then check and send the changes'],
      apply: ['sms-wizard apply PLAN.json [--task ID …]', 'apply a saved plan to its task, or to many tasks'],
      history: ['sms-wizard history [TASK_ID]', 'list the updates sent from this machine and their results'],
      undo: ['sms-wizard undo TASK_ID', 'reverse the last update, with the same checks'],
      pause: ['sms-wizard pause TASK_ID', 'pause a running task, and wait until it is paused'],
      start: ['sms-wizard start TASK_ID', 'start a task that is ready, paused, or failed'],
      watch: ['sms-wizard watch TASK_ID', 'follow the state, step, and rate of a task'],
      fields: ['sms-wizard fields [PATH]', 'list the fields you can change, with types and limits'],
      explain: ['sms-wizard explain RULE|CODE', 'what a rule or an error code means, and what to do'],
      doctor: ['sms-wizard doctor [TASK_ID]', 'check terminal, clock, credentials, endpoint, permissions'],
      completion: ['sms-wizard completion bash|zsh|fish', 'print a shell completion script'],
      simulator: ['sms-wizard simulator', 'run a local SMS simulator; how states change is assumed'],
    } satisfies Record<string, readonly [string, string]>,
    flags: {
      set: 'set a field, such as target_server.disks[88008].size=50G (repeatable)',
      unset: 'clear a field (send null) or remove a list element (repeatable)',
      edit: 'read edits from a YAML or JSON file (- for standard input): paths with values, or a changed task',
      'dry-run': 'show the diff without sending anything',
      'show-request': 'print the request too (with --dry-run or diff)',
      force: 'with --out: replace an existing file',
      'no-derived': 'leave used and free sizes as SMS returned them',
      to: 'undo the last N updates, or back to and with that ID of the history',
      out: 'with --dry-run: save the changes as a plan for "apply"',
      pause: 'pause a running task, submit, and start it again',
      wait: 'seconds to wait until a task pauses or runs (default 300)',
      until: 'stop watching in this state, such as SYNCING',
      yes: 'skip the confirmation; accepts warnings, never errors',
      json: 'print one JSON document, also for an error; numbers are exact',
      output: 'table, json, yaml, or jsonl (a line for each element of a list)',
      query: 'print only what a JMESPath expression selects, as JSON unless -o says otherwise',
      state: 'only tasks in this state, such as RUNNING (repeatable, or several with commas)',
      name: 'only tasks with this name (SMS decides how it matches)',
      columns: 'columns of the table: id, name, state, os, source, servers, progress, speed, age, error',
      sort: 'sort by a column; --sort=-COLUMN sorts the other way round',
      limit: 'print the first N tasks only',
      all: 'every value that SMS returned, by its path',
      task: 'task to apply the plan to (repeatable); "-" reads IDs from standard input',
      concurrency: 'tasks to process at once, 1 to 32 (default 4)',
      resume: "continue interrupted runs of the plan; applied tasks aren't sent again",
      demo: 'use the built-in simulator: no account or network needed',
      scenario: 'simulated tasks: lvm, windows, btrfs, ipv6, running, failed, disks23, bare, list, many, all',
      port: 'port for the simulator',
      fail: 'make the simulator fail: html, reset, throttled, … or an error code; :method=PUT,nth=2 selects requests. Use a wrong value to list all',
      latency: 'delay each simulator response by MS milliseconds',
      throttle: 'requests per second that the simulator accepts',
      pace: 'milliseconds for 1% of a sub-task in the simulator; without it, each read moves a running task',
      endpoint: 'SMS endpoint URL (default: SMS_ENDPOINT, then --region, then the International site)',
      region: 'use the SMS endpoint of this region',
      profile: 'KooCLI profile, or section of ~/.huaweicloud/credentials, to use',
      'token-stdin': 'read the token from standard input',
      plain: 'plain text prompts, for screen readers (also ACCESSIBLE=1, TERM=dumb)',
      timeout: 'timeout per API call in seconds, with retries (default 30)',
      'no-color': 'disable color (also NO_COLOR)',
      'no-input': 'never prompt; fail if input is missing',
      lang: 'language (default: from LC_ALL, LC_MESSAGES, LANG)',
      quiet: 'print results, questions, and errors only',
      verbose: 'log each request with its status, time, and request ID (no secrets)',
      'no-pager': 'print long results at once, without a pager',
      debug: 'log requests and stack traces for bug reports (no secrets)',
      version: 'print the version',
      help: 'print this help',
    } satisfies Record<string, string>,
    environment: {
      endpoint: "SMS endpoint URL, if --endpoint isn't given",
      token: 'IAM token',
      sdk: 'access key, as in the Huawei Cloud SDKs',
      sdkFile: 'file to use instead of ~/.huaweicloud/credentials',
      family: 'access key or user, as in the Terraform provider',
      openStack: 'access key or user, as in OpenStack',
      cloudSdk: 'access key, as in the samples of the API reference',
      agency: 'the agency to assume with the credentials, and its account',
      kooCli: 'in place of ~/.hcloud/config.json, and the profile in it',
      oidc: 'an identity provider, and the file of its ID token',
      pod: "URL and token file of a pod's credentials, set by the cluster",
      region: 'SMS endpoint of a REGION, such as CN_NORTH_9',
      regions: 'endpoints of regions, in place of ~/.huaweicloud/regions.yaml',
      ecs: '1: always query the metadata service for agency keys; 0: never',
      metadata: 'metadata service URL',
      proxy: 'HTTP proxy; the URL can contain a user name and password',
      authorities: 'file with additional trusted CA certificates',
      unverified: "0: certificates aren't verified; doctor warns of it",
      home: 'home directory (~); on Windows else the second variable',
      state: 'directory for drafts, history, and runs (default ~/.local/state)',
      cache:
        'directory for compiled code (default ~/.cache); the second variable turns it off, the third names another',
      locale: "language; the first that isn't empty counts",
      characters: 'whether the terminal supports UTF-8',
      terminal: 'what the terminal can do; dumb: plain text prompts, like --plain',
      color: 'disable or force color',
      pager: 'pager for long results, else the second variable, else less; empty or cat: none',
      editor: 'editor for "edit", else the second variable, else vi (Windows: notepad)',
      completeTasks: '1: complete task IDs, names, and elements as well; asks SMS, at most once a minute',
      accessible: '1: plain text prompts for screen readers, like --plain',
    },
    files: {
      sdk: 'access keys, sections [basic] and [global]',
      koocli: 'KooCLI profiles, if not encrypted',
      state: 'drafts, history, and runs; no secrets',
      cache: "this program's compiled code, for faster startup; safe to delete",
    },
    exitCodes: {
      done: 'success, or nothing to change',
      failed: 'failed: network, SMS, or unknown outcome',
      usage: 'usage error: invalid option, path, or value; missing confirmation',
      canceled: 'canceled; nothing was sent',
      denied: 'not signed in, or not permitted',
      conflict: 'conflict: someone else changed the task',
      notApplied: "SMS accepted the update but didn't apply all of it",
      pending: 'diff: there are changes to send',
      unrecorded: "can't read the history, or the update succeeded but isn't recorded there",
      hangUp: 'terminal closed (SIGHUP)',
      interrupted: 'Ctrl-C',
      terminated: 'SIGTERM',
    } satisfies Record<string, string>,
  },
  manual: {
    name: 'update Huawei Cloud SMS migration tasks: guided, checked, verified',
    synopsis: ['sms-wizard [TASK_ID] [options]', 'sms-wizard COMMAND [TASK_ID] [options]'],
    description: [
      'Reads a migration task of Server Migration Service (SMS), takes your changes, and shows the difference. Sends only the difference with PUT /v3/tasks/{task_id}, reads the task back, and reports field by field what was applied.',
      'Without a command, opens the wizard. Without a task ID, the wizard starts with a list of tasks.',
    ],
    credentials:
      'sms-wizard uses the first of these sources that has credentials and ignores the rest. If that source is incomplete, sms-wizard stops. The next source might belong to a different account. If no source has credentials, sms-wizard prompts on a terminal. The source is named by doctor and --debug, without any secret. If HW_ASSUME_ROLE_AGENCY_NAME is set, the credentials only serve to assume that agency. Name its account with HW_ASSUME_ROLE_DOMAIN_NAME or HW_ASSUME_ROLE_DOMAIN_ID.',
    sources: {
      stdin: '--token-stdin: a token on standard input.',
      profile: '--profile: the KooCLI profile of that name, else that section of the SDK credentials file.',
      token: 'HW_AUTH_TOKEN, else OS_AUTH_TOKEN.',
      oidc: 'HUAWEICLOUD_SDK_IDP_ID, HUAWEICLOUD_SDK_ID_TOKEN_FILE, with HUAWEICLOUD_SDK_DOMAIN_ID or HUAWEICLOUD_SDK_PROJECT_ID.',
      cloud_sdk_env: 'CLOUD_SDK_AK, CLOUD_SDK_SK.',
      sdk_env:
        'HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, plus HUAWEICLOUD_SDK_SECURITY_TOKEN for temporary keys.',
      hw_env:
        'HW_ACCESS_KEY and HW_SECRET_KEY, plus HW_SECURITY_TOKEN for temporary keys. Otherwise HW_USER_NAME, HW_USER_PASSWORD, and HW_DOMAIN_NAME, plus HW_PROJECT_NAME or HW_PROJECT_ID for a project token.',
      os_env: 'The same with prefix OS_; the user name is OS_USERNAME and the password OS_PASSWORD.',
      sdk_file:
        'HUAWEICLOUD_SDK_CREDENTIALS_FILE, else ~/.huaweicloud/credentials: section [basic], else [global].',
      koocli:
        'HW_SHARED_CONFIG_FILE, else ~/.hcloud/config.json: the profile of HW_PROFILE, else the default profile, unless encrypted. SSO keys work too.',
      pod: 'HC_CONTAINER_CREDENTIALS_FULL_URI, HC_CONTAINER_AUTHORIZATION_TOKEN_FILE.',
      ecs: 'Temporary agency keys from the metadata service: queried for up to 1 second, on Huawei Cloud servers or with SMS_ECS_METADATA=1.',
    } satisfies Record<string, string>,
    paths: [
      'A PATH is the field\'s name in the API. In [ ], put the ID, name, or MAC address of a list element: target_server.disks[88008].size. [+1] adds an element. To list all paths, run "sms-wizard fields".',
      'Sizes are binary: 50G and 50 GiB are the same. +10G, -5%, and =used+20% are relative. A plain number is bytes.',
    ],
  },
  errors: {
    shell: (given: string, known: string) =>
      given ? `unknown shell "${given}". Use one of: ${known}.` : `specify a shell: ${known}.`,
    // Sentences that also stand alone on the screen begin in lower case here, but names and values stay as they are.
    prefixed: (message: string) =>
      `sms-wizard: ${message.replace(/^(?:The|Can't|No|Connecting)(?= )/, (word) => word.toLowerCase())}`,
    trail: (trail: string) => `Cause: ${trail}`,
    unknownFlag: (flag: string, meant?: string) =>
      `unknown option ${flag}. ${meant ? `Did you mean ${meant}?` : 'Run sms-wizard --help for a list.'}`,
    needsValue: (flag: string) => `option ${flag} requires a value.`,
    valueLikeFlag: (flag: string, value: string) =>
      `option ${flag} requires a value. If "${value}" is the value, write ${flag}=${value}.`,
    noValue: (flag: string) => `option ${flag} doesn't take a value.`,
    unknownCommand: (command: string, known: string, meant?: string) =>
      `unknown command "${command}". ${meant ? `Did you mean ${meant}? ` : ''}Commands: ${known}.`,
    noHelp: (word: string) => `no help for "${word}". For all topics, run sms-wizard help.`,
    guided: 'the wizard',
    notForCommand: (flag: string, command: string, others: string) =>
      `option --${flag} can't be used with ${command}. It works with: ${others}.`,
    tooMany: (argument: string) => `unexpected argument "${argument}".`,
    needsTask: (command: string) =>
      `missing task ID. Usage: sms-wizard ${command} TASK_ID. To find the ID, run sms-wizard list.`,
    needsTerminal:
      'the wizard needs a terminal on standard input and standard error. Over SSH, use ssh -t. In scripts, use: sms-wizard update TASK_ID --set PATH=VALUE --yes',
    needsSet: 'nothing to change: pass at least one --set PATH=VALUE or --unset PATH.',
    needsYes:
      'nothing was sent: --yes is required without a terminal or with --no-input. To preview only, use --dry-run.',
    canceled: 'Canceled. Nothing was sent.',
    canceledReading: 'Canceled.',
    seconds: (given: string) => `--timeout must be 1 to 3600 seconds, not "${given}".`,
    port: (given: string) => `--port must be 0 to 65535, not "${given}".`,
    wholeNumber: (flag: string, lowest: number, given: string) =>
      `--${flag} must be a whole number of ${lowest} or more, not "${given}".`,
    fail: (given: string, part: string, faults: string, keys: string) =>
      `--fail ${given}: "${part}" is not valid. Format: WAY or WAY:KEY=VALUE,…. WAY: ${faults}, or an error code such as SMS.0806. KEY: ${keys}.`,
    format: (given: string, known: string) => `unknown output format "${given}". Formats: ${known}.`,
    twoFormats: (given: string) => `use either --json or -o ${given}, not both.`,
    query: (given: string, why: string) => `--query ${given} is not a valid JMESPath expression: ${why}.`,
    queryFailed: (given: string, why: string) => `can't apply --query ${given} to this output: ${why}.`,
    chineseUnshown: (term: string) =>
      `This terminal (TERM=${term}) may not show Chinese. For English, use --lang en.`,
    pager: (command: string, end: string) =>
      `the pager "${command}" ended with ${end}. To print the result without it, use --no-pager.`,
    notUtf8: (word: string) =>
      `"${word}" isn't UTF-8 text. Use a UTF-8 locale, or write it to a UTF-8 file for --edit.`,
    lang: (given: string) => `--lang must be en or zh, not "${given}".`,
    portTaken: (port: string) =>
      `port ${port} is already in use. Choose another with --port, or omit --port for a free one.`,
    scenarioAlone: 'option --scenario requires --demo, or the simulator command.',
    scenario: (given: string, known: string) => `unknown scenario "${given}". Scenarios: ${known}.`,
    crash: 'sms-wizard: internal error. Run the command again with --debug and report the output.',
    crashInFlight: (id: string) =>
      `An update of task ${id} was in progress: it may have been applied. To check, run: sms-wizard show ${shellQuote(id)}`,
  },
  history: {
    unwritten: (why: string) => `Can't write to the history (${why}). The update continues.`,
    unrecorded: {
      update: (why: string) => `Not recorded in the history (${why}): sms-wizard undo can't undo it.`,
      result: (why: string) => `Result not recorded in the history (${why}).`,
    },
    unrecordedTasks: (n: number) =>
      `Can't record ${n === 1 ? '1 update' : `${n} updates`} in the history: sms-wizard undo can't undo ${n === 1 ? 'it' : 'them'}.`,
    none: 'No updates sent from this machine yet.',
    unreadable: (file: string, why: string) => `can't read the history ${file} (${why}).`,
    unreadLines: (count: number) =>
      `${count} ${count === 1 ? 'line' : 'lines'} of the history can't be read, so updates may be missing here.`,
    noneOf: (word: string) => `No updates of a task "${word}" sent from this machine.`,
    line: (time: string, task: string, changes: number, result: string) =>
      `${time}   ${task}   ${changes === 1 ? '1 change' : `${changes} changes`}   ${result}`,
    open: 'outcome pending',
    applied: 'applied',
    unverified: 'unverified',
    missed: (n: number, of: number) => (of === 1 ? 'not applied' : `${n} of ${of} not applied`),
    results: {
      verified: 'verified',
      refused: 'rejected by SMS',
      unknown: 'outcome unknown',
      settled_applied: 'interrupted, applied',
      settled_not_applied: 'interrupted, not applied',
      settled_partly_applied: 'interrupted, partly applied',
      settled_unknown: 'interrupted, outcome unknown',
    } satisfies Record<string, string>,
  },
  undo: {
    demo: 'nothing to undo: --demo starts fresh each time. To keep state between commands, run sms-wizard simulator.',
    nothing: (id: string) => `nothing to undo: the history has no reversible update of task ${id}.`,
    unknown_before: (path: string) => `Can't undo ${path}: SMS never returned its previous value.`,
    changed: (path: string, now: string) => `${path} was changed again, to ${now}. Not undone.`,
    missing: (path: string) => `${path} no longer exists. Not undone.`,
    ambiguous: (path: string) => `${path} now matches more than one element. Not undone.`,
    exists: (path: string) => `${path}: another element now has that name. Not undone.`,
    of: (time: string) => `Undoing the update of ${time}:`,
    upTo: (count: number, time: string) => `Undoing the last ${count} updates, back to before ${time}:`,
    ofUndo: (time: string) => `That update itself undid the update of ${time}.`,
    noSuchUpdate: (which: string, count: number) =>
      count === 0
        ? `--to ${which}: the history has no reversible update of this task.`
        : `--to ${which}: use 1 to ${count} (1 is the last update), or an ID from sms-wizard history.`,
    nothingLeft: 'Nothing was sent: nothing of that update can be undone anymore.',
  },
  fields: {
    units: { bytes: 'bytes', mbit: 'Mbit/s', mb: 'MB', percent: '%' },
    default: (value: string) => `default ${value}`,
    required: 'required',
    unseen: 'not returned by GET',
    meaning: (label: string, help: string) => `${label}. ${help}`,
    unknown: (path: string, meant?: string) =>
      `unknown field ${path}. ${meant ? `Did you mean ${meant}? ` : ''}To list all, run sms-wizard fields.`,
  },
  simulator: {
    ready: (url: string) => `SMS simulator running at ${url}`,
    how: (url: string, token: string, id: string) =>
      `HW_AUTH_TOKEN=${token} sms-wizard --endpoint ${url} ${id}`,
    keys: (access: string, secret: string, domain: string, url: string, id: string) =>
      `HUAWEICLOUD_SDK_AK=${access} HUAWEICLOUD_SDK_SK=${secret} HUAWEICLOUD_SDK_DOMAIN_ID=${domain} sms-wizard --endpoint ${url} ${id}`,
    assumed:
      'Assumed (not documented): which fields take effect in which state, and how states follow each other.',
    stop: 'Press Ctrl-C to stop.',
  },
  update: {
    confirm: (n: number, name: string) =>
      `Submit ${n === 1 ? 'this change' : `these ${n} changes`} to ${name}?`,
    answers: { yes: 'Yes', no: 'No', error: () => 'Enter y or n.' },
    nothing: 'No changes: the task already has these values.',
    planned: 'Dry run: nothing was sent.',
    request: 'Request:',
    refused: 'Nothing was sent:',
    follows: (path: string, change: string) => `= ${path}: ${change} · follows`,
    vanished: (path: string) => `${path} was sent unchanged, but no longer exists.`,
    appeared: (path: string) => `${path} is on the task now, but wasn't sent.`,
    changed: (path: string, before: string, now: string) =>
      `${path} was sent as ${before}, but is ${now} now.`,
    conflict: 'Nothing was sent: the task changed since it was read.',
    clash: (path: string, was: string, theirs: string, yours: string) =>
      `${path}: was ${was}, is now ${theirs}, you set ${yours}`,
    moved: (paths: string) => `Other fields changed since the task was read: ${paths}`,
  },
  edit: {
    unread: (file: string, why: string) => `can't read ${file} (${why}). Nothing was sent.`,
    notUtf8: (file: string) => `${file} isn't UTF-8 text. Nothing was sent. Save it as UTF-8.`,
    syntax: (file: string, why: string) =>
      `${file} is neither valid YAML nor valid JSON: ${why}. Nothing was sent.`,
    noObject: (file: string) =>
      `${file} contains no edits: it must be an object of paths and values, or a task. Nothing was sent.`,
    notAValue: (path: string) => `${path} needs a single value, not a list or an object. Nothing was sent.`,
    otherTask: (found: string, wanted: string) =>
      `the document is task ${found}, not ${wanted}. Nothing was sent.`,
    uneditable: (paths: string) => `an update can't change these fields: ${paths}. Nothing was sent.`,
    moving: (paths: string) => `Ignored, because SMS sets these fields itself: ${paths}`,
    ambiguous: (paths: string) =>
      `these elements match more than one element of the document: ${paths}. Add their IDs. Nothing was sent.`,
    twoFiles: 'pass only one document: --edit FILE, or --set - for standard input.',
    stdinTwice: "standard input can't provide both the token and the edits. Nothing was sent.",
    needsTerminal: 'edit needs a terminal. In scripts, use: sms-wizard update TASK_ID --edit FILE --yes',
    editorFailed: (editor: string, code: number) => `${editor} exited with code ${code}. Nothing was sent.`,
    noPlace: (place: string, why: string) =>
      `can't make a file to edit in ${place} (${why}). Nothing was sent. Set TMPDIR to a writable directory.`,
    kept: (file: string) => `Your edits are saved in ${file}.`,
    head: (name: string) =>
      `${name}: edit, save, and close the editor. sms-wizard then checks and shows the changes.`,
  },
  explain: {
    what: 'missing rule or error code. Usage: sms-wizard explain RULE|CODE, for example SMS.6539.',
    unknown: (given: string, near: string) =>
      `unknown rule or error code "${given}".${near ? ` Did you mean: ${near}?` : ''} For lists, see docs/rules.md and docs/error-codes.md.`,
    means: 'Means',
    next: 'What to do',
    known: 'Known by',
    source: 'Source',
  },
  show: {
    source: 'Source',
    sourceLine: (name: string, ip: string, state: string) => [name, ip, state].filter(Boolean).join('   '),
    state: 'State',
    progress: (step: string, percent: string) => `${step} ${percent}%`,
    error: 'Error',
    id: 'Task ID',
  },
};
