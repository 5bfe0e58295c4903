/** What the command line says. */
export const cli = {
  usage: {
    head: 'Guided, checked and verified changes to running Huawei Cloud SMS migration tasks.',
    usage: 'Usage',
    options: 'Options',
    exits: 'Exit codes',
    exitsMany:
      'Of many tasks the worst decides: 1 or 4 where some failed, else 6, 5, 2 where some were skipped or a part was left out, 0.',
    commands: {
      wizard: [
        'sms-wizard [TASK_ID]',
        'the guided update in a terminal; without an ID the task is picked from a list',
      ],
      list: ['sms-wizard list', 'all tasks, or those of a state or name; readable or as --json'],
      show: ['sms-wizard show TASK_ID', 'the task, readable or as --json'],
      update: ['sms-wizard update TASK_ID --set PATH=VALUE …', 'change fields, see the diff, submit, verify'],
      apply: [
        'sms-wizard apply PLAN.json [--task ID …]',
        'a plan, checked against the task of today; or its edits on many tasks',
      ],
      history: ['sms-wizard history [TASK_ID]', 'what was submitted from here, and what took'],
      undo: ['sms-wizard undo TASK_ID', 'the reverse of the last update, through the same checks'],
      fields: ['sms-wizard fields [PATH]', 'what can be changed: type, limits, meaning'],
      doctor: ['sms-wizard doctor [TASK_ID]', 'checks terminal, clock, credentials, endpoint, permissions'],
      completion: [
        'sms-wizard completion bash|zsh|fish',
        'a script that completes commands, options and fields',
      ],
      simulator: ['sms-wizard simulator', 'an SMS to play with, on this machine'],
    } satisfies Record<string, readonly [string, string]>,
    flags: {
      set: 'set a field; PATH as in "show --json", such as target_server.disks[88008].size',
      unset: 'clear a field (sends null), or take an element out of its list',
      'dry-run': 'show the diff and the request, send nothing',
      out: 'with --dry-run: write it as a plan, for sms-wizard apply',
      yes: 'submit without asking; warnings are accepted, errors are not',
      json: 'one JSON document on standard output, numbers exact; of many tasks one a line',
      state: 'only tasks in this state, such as RUNNING',
      name: 'only tasks of this name; how much of it has to fit is up to the service',
      task: 'apply the edits to this task, as often as given; - reads ids from standard input',
      concurrency: 'how many tasks at a time, 1 to 32 (4)',
      resume: 'go on with the runs of the plan that were cut off: what took is not repeated',
      demo: 'against an embedded simulator: no account, no network',
      scenario:
        'which simulated tasks: lvm, windows, btrfs, ipv6, running, failed, disks23, bare, list, many, all',
      port: 'the port of the simulator',
      fail: 'how the simulator fails: html, reset, throttled … or an error code; :method=PUT,nth=2 says when. Any other word lists all',
      latency: 'milliseconds that each answer of the simulator takes',
      throttle: 'requests a second that the simulator takes',
      endpoint: 'the SMS to talk to; else SMS_ENDPOINT, else by --region, else the International site',
      region: 'choose the endpoint of a region',
      profile: "KooCLI's profile of that name, else that section of ~/.huaweicloud/credentials",
      'token-stdin': 'read the token from standard input',
      plain: 'a dialogue of lines, for screen readers; so do ACCESSIBLE=1 and TERM=dumb',
      timeout: 'seconds that a call may take, tries again included (30)',
      'no-color': 'no colours; so does NO_COLOR',
      'no-input': 'never ask',
      lang: 'English or Chinese; else by LC_ALL, LC_MESSAGES, LANG',
      debug: 'what is asked of whom, and stack traces, for bug reports',
      version: 'print the version',
      help: 'print this',
    } satisfies Record<string, string>,
    environment: {
      endpoint: 'the SMS to talk to, where --endpoint does not say',
      token: 'a token from IAM',
      sdk: 'an access key, as the official SDKs read it',
      sdkFile: 'in place of ~/.huaweicloud/credentials',
      family: 'an access key or a user, as Terraform reads them; the same with OS_',
      ecs: '1 asks the metadata service for the keys of the agency, 0 never does',
      metadata: 'the address of the metadata service',
      proxy: 'the way out; a user and a password may stand in the address',
      authorities: 'a file of further authorities for TLS',
      state: 'where drafts, history and runs are kept (~/.local/state)',
      cache: 'where compiled code is kept (~/.cache); with the second one set, nowhere',
      locale: 'the language, and whether the terminal knows UTF-8',
      colour: 'no colours, or colours in spite of everything',
      accessible: '1 asks in lines, for screen readers, as --plain does',
    },
    files: {
      sdk: 'access keys, sections [global] and [basic]',
      koocli: "KooCLI's profiles, where they are not encrypted",
      state: 'drafts, history and runs; no secrets',
      cache: 'compiled code of the program itself, for faster starts; may be deleted',
    },
    exitCodes: [
      ['0', 'done, or nothing to change'],
      ['1', 'failure: network, server, unknown outcome'],
      ['2', 'usage: bad flag, path or value, confirmation missing'],
      ['3', 'cancelled before anything was sent'],
      ['4', 'not signed in or not permitted'],
      ['5', 'conflict: the task changed meanwhile'],
      ['6', 'the server said yes, reading again says no'],
      ['129', 'hang-up'],
      ['130 / 143', 'Ctrl-C / SIGTERM'],
    ] satisfies readonly (readonly [string, string])[],
  },
  manual: {
    name: 'change running Huawei Cloud SMS migration tasks, guided, checked and verified',
    synopsis: ['sms-wizard [TASK_ID] [options]', 'sms-wizard COMMAND [TASK_ID] [options]'],
    description: [
      'Reads a migration task of the Server Migration Service (SMS), takes changes to it, shows the difference, sends only that with PUT /v3/tasks/{task_id}, and reads the task again to tell field by field what took.',
      'Without a command it is a guided update on the terminal; without a task ID, a list of tasks to choose from.',
    ],
    credentials:
      'They are taken from the first of these places that has any; doctor and --debug name it, and never show it. What is there and incomplete ends the search: another place might be another account. Where none has any, a terminal is asked.',
    sources: {
      stdin: '--token-stdin: a token, read from it.',
      profile:
        '--profile: a profile of KooCLI of that name, else that section of the credentials file of the SDKs.',
      token: 'HW_AUTH_TOKEN, else OS_AUTH_TOKEN.',
      sdk_env:
        'HUAWEICLOUD_SDK_AK, HUAWEICLOUD_SDK_SK, with HUAWEICLOUD_SDK_SECURITY_TOKEN for temporary keys.',
      hw_env:
        'HW_ACCESS_KEY, HW_SECRET_KEY, with HW_SECURITY_TOKEN for temporary keys; else HW_USER_NAME, HW_USER_PASSWORD, HW_DOMAIN_NAME, with HW_PROJECT_NAME or HW_PROJECT_ID for a token of a project.',
      os_env: 'The same with OS_; the user is OS_USERNAME, the password OS_PASSWORD.',
      sdk_file:
        'HUAWEICLOUD_SDK_CREDENTIALS_FILE, else ~/.huaweicloud/credentials: section [global], else [basic].',
      koocli: '~/.hcloud/config.json: its current profile, where it is not encrypted.',
      ecs: 'The metadata service, for temporary keys of the agency: only on a server that calls itself one of Huawei Cloud, or with SMS_ECS_METADATA=1; for one second.',
    } satisfies Record<string, string>,
    paths: [
      "A PATH is the API's own name. Inside [ ] stands the id, else the name (or mac) of an element: target_server.disks[88008].size. [+1] is a new element. sms-wizard fields lists all.",
      'Sizes are typed as people think of them: 50G, 50 GiB, +10G, -5%, =used+20%, or plain bytes. They are binary.',
    ],
  },
  errors: {
    shell: (given: string, known: string) =>
      given ? `there is no completion for "${given}". Known: ${known}.` : `which shell? ${known}.`,
    prefix: 'sms-wizard: ',
    trail: (trail: string) => `Underneath: ${trail}`,
    unknownFlag: (flag: string) => `there is no option ${flag}. See sms-wizard --help.`,
    needsValue: (flag: string) => `option ${flag} needs a value.`,
    noValue: (flag: string) => `option ${flag} takes no value.`,
    unknownCommand: (command: string) =>
      `there is no command ${command}. Commands: list, show, update, apply, history, undo, fields, doctor, completion, simulator. See sms-wizard --help.`,
    guided: 'the guided update',
    notForCommand: (flag: string, command: string, others: string) =>
      `option --${flag} means nothing to ${command}. It belongs to: ${others}.`,
    tooMany: (argument: string) => `"${argument}" is one argument too many.`,
    needsTask: (command: string) =>
      `which task? Give its ID: sms-wizard ${command} TASK_ID. sms-wizard list shows all tasks.`,
    needsTerminal:
      'the guided update needs a terminal on standard input and error. In scripts use: sms-wizard update TASK_ID --set PATH=VALUE --yes',
    needsSet: 'nothing to change: give at least one --set PATH=VALUE.',
    needsYes: 'nothing was sent: without a terminal a change needs --yes (or --dry-run to see it only).',
    cancelled: 'Nothing was sent.',
    seconds: (given: string) => `--timeout takes seconds from 1 to 3600, not "${given}".`,
    port: (given: string) => `--port takes a number from 0 to 65535, not "${given}".`,
    wholeNumber: (flag: string, lowest: number, given: string) =>
      `--${flag} takes a whole number from ${lowest}, not "${given}".`,
    fail: (given: string, part: string, ways: string, keys: string) =>
      `--fail ${given}: "${part}" is not understood. It takes WAY or WAY:KEY=VALUE,… with a WAY of ${ways}, or an error code such as SMS.0806; and KEYs of ${keys}.`,
    lang: (given: string) => `--lang takes en or zh, not "${given}".`,
    portTaken: (port: string) =>
      `port ${port} is taken by another program. Choose another with --port, or leave it out.`,
    scenarioAlone: 'option --scenario goes with --demo or with the simulator.',
    scenario: (given: string, known: string) => `there is no scenario "${given}". Known: ${known}.`,
    crash:
      'sms-wizard: something went wrong that should not have. Please report it with the output of --debug.',
  },
  history: {
    unwritten: (why: string) => `The history could not be written (${why}); the update goes on.`,
    none: 'Nothing has been submitted from here yet.',
    line: (time: string, task: string, changes: number, result: string) =>
      `${time}   ${task}   ${changes === 1 ? '1 change' : `${changes} changes`}   ${result}`,
    open: 'not settled yet',
    took: 'took',
    untold: 'the server does not tell',
    missed: (n: number, of: number) => (of === 1 ? 'did not take' : `${n} of ${of} did not take`),
    results: {
      verified: 'verified',
      refused: 'refused by the service',
      unknown: 'outcome unknown',
      settled_applied: 'cut off, took',
      settled_not_applied: 'cut off, did not take',
      settled_partly_applied: 'cut off, took in part',
      settled_unknown: 'cut off, unknown',
    } satisfies Record<string, string>,
  },
  undo: {
    demo: 'a demo begins anew each time, so there is nothing to undo. With sms-wizard simulator there is a service that stays.',
    nothing: (id: string) => `There is no update of task ${id} in the history that could be undone.`,
    cannot: (path: string) => `${path} cannot be undone: the server never returned what it was before.`,
    changedSince: (path: string, now: string) => `${path} has been changed since, to ${now}: left as it is.`,
    gone: (path: string) => `${path} is no longer there: left as it is.`,
    of: (time: string) => `Undoing the update of ${time}:`,
  },
  fields: {
    units: { bytes: 'bytes', mbit: 'Mbit/s', mb: 'MB' },
    default: (value: string) => `default ${value}`,
    required: 'required',
    unseen: 'not returned by GET',
    meaning: (label: string, help: string) => `${label}. ${help}`,
    unknown: (path: string) => `there is no field ${path}. sms-wizard fields lists all 119.`,
  },
  simulator: {
    ready: (url: string) => `SMS simulator on ${url}`,
    how: (url: string, token: string, id: string) =>
      `HW_AUTH_TOKEN=${token} sms-wizard --endpoint ${url} ${id}`,
    keys: (access: string, secret: string, domain: string, url: string, id: string) =>
      `HUAWEICLOUD_SDK_AK=${access} HUAWEICLOUD_SDK_SK=${secret} HUAWEICLOUD_SDK_DOMAIN_ID=${domain} sms-wizard --endpoint ${url} ${id}`,
    stop: 'Ctrl-C ends it.',
  },
  update: {
    confirm: (n: number, name: string) =>
      `Submit ${n === 1 ? 'this change' : `these ${n} changes`} to ${name}?`,
    answers: { yes: 'Yes', no: 'No', error: () => 'Answer y or n.' },
    nothing: 'Nothing to change: the task has these values already.',
    planned: 'Dry run: nothing was sent. The request would be:',
    refused: 'Nothing was sent:',
    conflict: 'Nothing was sent: the task changed meanwhile.',
    clash: (path: string, was: string, theirs: string, yours: string) =>
      `${path}: was ${was}, is now ${theirs}, you want ${yours}`,
    moved: (paths: string) => `The task changed meanwhile, elsewhere: ${paths}`,
  },
  show: {
    source: 'Source',
    sourceLine: (name: string, ip: string, state: string) => [name, ip, state].filter(Boolean).join('   '),
    state: 'State',
    progress: (step: string, percent: string) => `${step} ${percent} %`,
    error: 'Error',
    id: 'Task ID',
  },
};
