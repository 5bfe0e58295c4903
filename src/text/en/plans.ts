/** Texts of plans and of applying them to tasks. */
import { shellQuote } from '../shell-quote.ts';

export const plans = {
  written: (file: string) => `Saved plan: ${file}`,
  writtenIn: (name: string, folder: string) => `Saved plan ${name} in ${folder}`,
  outNeedsDryRun: 'option --out requires --dry-run.',
  outTwice: '--out - and --json both print a document on standard output: give one.',
  notOverwritten: (file: string) =>
    `${file} already exists. To replace it, add --force. To use another file, change --out.`,
  unwritten: (file: string, why: string) => `can't write the plan ${file} (${why}).`,
  unread: (file: string, why: string) => `can't read the plan ${file} (${why}). Nothing was sent.`,
  noPlan: (file: string) =>
    `${file} is not an sms-wizard plan. Nothing was sent. To make one, run: sms-wizard update TASK_ID --set PATH=VALUE --dry-run --out PLAN.json`,
  otherVersion: (file: string, version: string, known: number) =>
    `${file} is a version ${version} plan, but this sms-wizard reads version ${known}. Nothing was sent. Apply it with the sms-wizard that wrote it, or make it again.`,
  changed: (file: string, id: string) =>
    `${file} was modified after it was saved (digest mismatch). Nothing was sent. Make it again: sms-wizard update ${shellQuote(id)} --set PATH=VALUE --dry-run --out PLAN.json`,
  unfit: (file: string, why: string) => `can't apply ${file}: ${why} Nothing was sent.`,
  twoFields: (path: string, byName: string) => `${path} and ${byName} are different fields.`,
  otherEndpoint: (file: string, made: string, here: string) =>
    `${file} is for ${made}, but the endpoint is ${here}. Nothing was sent. To apply it there, add --endpoint ${shellQuote(made)}`,
  demoEndpoint: (file: string, here: string) =>
    `${file} was made with --demo, but the endpoint is ${here}. Nothing was sent. To apply it, add --demo.`,
  changedWithin: (path: string, within: string) =>
    `${path} would be removed, but someone changed it: ${within}`,
  needsPlan: 'missing plan file. Usage: sms-wizard apply PLAN.json',
  command: 'Equivalent command:',
  nonAsciiCommand:
    "The command contains characters that this locale can't show; get it from: sms-wizard history --json",
  unshownCommand:
    'The command contains unprintable characters. After the update, get it from: sms-wizard history --json',
  brokenCommand: 'The command is wider than the window. ^C quits and prints it in full.',
  noCommand: 'No equivalent command: this change restores a removed element.',
};
