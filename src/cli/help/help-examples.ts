/** Examples and exit codes of the commands, for their help. Tests run the examples. */
import type { CommandName } from '../command-line.ts';
import type { ExitName } from '../exit-codes.ts';

export const EXAMPLES: Record<CommandName, readonly string[]> = {
  wizard: ['sms-wizard --demo', 'sms-wizard TASK_ID'],
  list: ['sms-wizard list --state RUNNING', "sms-wizard list --query 'tasks[].{id:id,name:name}' -o table"],
  show: ['sms-wizard show TASK_ID', "sms-wizard show TASK_ID --query 'target_server.disks[].size'"],
  update: [
    'sms-wizard update TASK_ID --set speed_limit=100 --dry-run',
    "sms-wizard update TASK_ID --set 'target_server.disks[/dev/xvdb].size=+20G' --yes",
    'sms-wizard update TASK_ID --edit task.yaml',
  ],
  diff: [
    'sms-wizard diff TASK_ID --set speed_limit=100',
    'sms-wizard diff TASK_ID --edit task.yaml --show-request',
  ],
  edit: ['sms-wizard edit TASK_ID', 'EDITOR=nano sms-wizard edit TASK_ID --dry-run'],
  apply: ['sms-wizard apply plan.json', 'sms-wizard apply plan.json --state READY --yes'],
  history: ['sms-wizard history', 'sms-wizard history TASK_ID --json'],
  undo: ['sms-wizard undo TASK_ID --dry-run', 'sms-wizard undo TASK_ID --yes'],
  pause: ['sms-wizard pause TASK_ID', 'sms-wizard pause TASK_ID --yes'],
  start: ['sms-wizard start TASK_ID', 'sms-wizard start TASK_ID --yes --wait 600'],
  watch: ['sms-wizard watch TASK_ID', 'sms-wizard watch TASK_ID --until SYNCING'],
  fields: [
    'sms-wizard fields speed_limit',
    'sms-wizard fields target_server.disks',
    'sms-wizard fields speed',
  ],
  explain: ['sms-wizard explain SMS.6539', 'sms-wizard explain disk_holds_volumes'],
  doctor: ['sms-wizard doctor', 'sms-wizard doctor TASK_ID --json'],
  completion: ['. <(sms-wizard completion bash)', 'sms-wizard completion zsh > ~/.zfunc/_sms-wizard'],
  simulator: ['sms-wizard simulator --port 40404', 'sms-wizard simulator --fail throttled:method=PUT,nth=1'],
};

const READING = ['done', 'failed', 'usage', 'denied', 'interrupted'] as const;
const SENDING = [
  'done',
  'failed',
  'usage',
  'canceled',
  'denied',
  'conflict',
  'notApplied',
  'unrecorded',
  'interrupted',
] as const;

const ACTING = ['done', 'failed', 'usage', 'canceled', 'denied', 'conflict', 'interrupted'] as const;

export const EXITS: Record<CommandName, readonly ExitName[]> = {
  wizard: SENDING,
  list: READING,
  show: READING,
  update: SENDING,
  diff: ['done', 'failed', 'usage', 'denied', 'pending', 'interrupted'],
  edit: SENDING,
  apply: SENDING,
  history: ['done', 'failed', 'usage', 'unrecorded'],
  undo: SENDING,
  pause: ACTING,
  start: ACTING,
  watch: READING,
  fields: ['done', 'usage'],
  explain: ['done', 'usage'],
  doctor: READING,
  completion: ['done', 'usage'],
  simulator: ['usage', 'failed', 'interrupted', 'terminated'],
};
