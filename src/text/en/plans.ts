/** Plans, and what is said when one is applied to tasks. */
export const plans = {
  written: (file: string) => `Plan written: ${file}`,
  writtenIn: (name: string, folder: string) => `Plan ${name} written in ${folder}`,
  outNeedsDryRun: 'option --out goes with --dry-run: a plan is what would be sent.',
  notOverwritten: (file: string) =>
    `${file} is there and is no plan: nothing was written. Choose another name for --out.`,
  unwritten: (file: string, why: string) => `the plan ${file} could not be written (${why}).`,
  unread: (file: string, why: string) => `the plan ${file} could not be read (${why}). Nothing was sent.`,
  noPlan: (file: string) =>
    `${file} is no plan of sms-wizard. Nothing was sent. Make one: sms-wizard update TASK_ID --set PATH=VALUE --dry-run --out PLAN.json`,
  otherVersion: (file: string, version: string, known: number) =>
    `${file} is a plan of version ${version}, and this sms-wizard reads version ${known}. Nothing was sent. Apply it with the version that wrote it, or make it again with this one.`,
  changed: (file: string, id: string) =>
    `${file} was changed after it was written: its digest does not fit. Nothing was sent. Make it again: sms-wizard update ${id} --set PATH=VALUE --dry-run --out PLAN.json`,
  unfit: (file: string, why: string) => `${file} cannot be applied: ${why} Nothing was sent.`,
  twoFields: (path: string, byName: string) => `${path} and ${byName} are two fields.`,
  otherEndpoint: (file: string, made: string, here: string) =>
    `${file} was made for ${made}, and this is ${here}. Nothing was sent. To apply it there: --endpoint ${made}`,
  demoEndpoint: (file: string, here: string) =>
    `${file} was made in a demo, and this is ${here}. Nothing was sent. Apply it with --demo.`,
  changedWithin: (path: string, within: string) => `${path} is to be taken out, and changed since: ${within}`,
  needsPlan: 'which plan? Give its file: sms-wizard apply PLAN.json.',
  command: 'The same from a shell:',
  unshownCommand:
    'The command holds characters that no terminal shows; sms-wizard history --json has it after the update.',
  brokenCommand: 'A line is longer than the window: ^C leaves and prints the command whole.',
  noCommand: 'No command does the same: it restores an element as it was.',
};
