/** `sms-wizard edit TASK_ID`: opens the task as YAML in $EDITOR, then checks, shows, and sends what was changed. */

import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asciiOnly } from '../../cli/ascii.ts';
import type { Command, CommandLine } from '../../cli/command-line.ts';
import { exitOnInterrupt, ignoreInterrupts } from '../../cli/interrupt.ts';
import { printNote, printStatus } from '../../cli/output.ts';
import { parseTask, type TaskOptions } from '../../cli/service-options.ts';
import { readGivenFile } from '../../files/given-files.ts';
import { EDIT_FOLDER, removeEditFolders, runMark } from '../../files/temporary-files.ts';
import { type JsonObject, unsafeCharacters } from '../../json/json.ts';
import { isInteractive, openSession, type Session } from '../../session/session.ts';
import { newDraft } from '../../task/edits/draft.ts';
import { reasonOf, UsageError } from '../../task/errors.ts';
import { text } from '../../text/text.ts';
import { draftOfDocument } from '../../update/document-edits.ts';
import { fetchSourceIfNeeded } from '../../update/fetch-source.ts';
import { readTask } from '../../update/read-task.ts';
import { printOpenPauses } from '../pausing/open-pauses.ts';
import { confirmAndSend } from './confirm.ts';
import { parseEdits } from './edit-source.ts';
import { type ChangeOptions, draftWith, parseChangeOptions } from './options.ts';
import { printUnreadWindows, resolveWithoutSending } from './preview.ts';
import { type CommandResult, printReport } from './print-report.ts';
import { settleInterrupted } from './recover.ts';

/** The time of a file that the editor hasn't saved: such a file is worth nothing once its run has ended. */
const UNEDITED = new Date(0);

type EditOptions = TaskOptions & ChangeOptions;

export const edit: Command = (line) => {
  exitOnInterrupt();
  const about = { taskId: line.taskId ?? '' };
  return printReport(line.values.json, about, () => runEdit(parseEditOptions(line), about));
};

/** Throws UsageError without a terminal: an editor would wait for one. */
function parseEditOptions(line: CommandLine): EditOptions {
  const options = { ...parseTask(line), ...parseChangeOptions(line) };
  if (!isInteractive(options) && !options.yes && !options.dryRun)
    throw new UsageError(text().cli.edit.needsTerminal);
  return options;
}

/** Sets `about` to the task that was meant. */
async function runEdit(options: EditOptions, about: { taskId: string }): Promise<CommandResult> {
  const session = await openSession(options);
  about.taskId = session.taskId;
  const folder = makeEditFolder();
  const file = join(folder, 'task.yaml');
  try {
    const task = await readTask(session.client, session.taskId, 'helpful');
    printUnreadWindows(task);
    settleInterrupted(session, task);
    printOpenPauses(session, task);
    const written = await openInEditor(file, task);
    const result = await sendEdits(options, session, task, written);
    await rm(folder, { recursive: true, force: true });
    return result;
  } catch (error) {
    if (error instanceof UsageError) printStatus([text().cli.edit.kept(file)]);
    else await rm(folder, { recursive: true, force: true });
    throw error;
  } finally {
    await session.close();
  }
}

/** Makes a folder for the file to edit, after removing those of killed runs. Throws UsageError. */
function makeEditFolder(): string {
  const place = tmpdir();
  removeEditFolders(place);
  try {
    return mkdtempSync(join(place, `${EDIT_FOLDER}${runMark()}-`));
  } catch (error) {
    throw new UsageError(text().cli.edit.noPlace(place, reasonOf(error)));
  }
}

async function sendEdits(
  options: EditOptions,
  session: Session,
  task: JsonObject,
  written: Buffer,
): Promise<CommandResult> {
  const edits = await parseEdits(written, 'task.yaml');
  const started = draftOfDocument(task, edits, (note) => printNote([note]));
  const edited = draftWith(options, started.edits.length ? started : newDraft(task));
  const source = await fetchSourceIfNeeded(edited, session.client);
  const draft = source ? { ...edited, source } : edited;
  const ended = resolveWithoutSending(options, session.taskId, draft);
  return ended ?? (await confirmAndSend(options, draft, session));
}

/** Writes the task as YAML, lets the user edit it, and returns what they saved. Throws UsageError if the editor fails. */
async function openInEditor(file: string, task: JsonObject): Promise<Buffer> {
  const { stringifyYaml } = await import('../../json/yaml.ts');
  const head = `# ${text().cli.edit.head(String(task.name ?? task.id))}\n`;
  const yaml = stringifyYaml(task, unsafeCharacters(asciiOnly()));
  writeFileSync(file, head + yaml, { mode: 0o600, flag: 'wx' });
  await utimes(file, UNEDITED, UNEDITED);
  const editor =
    process.env.VISUAL || process.env.EDITOR || (process.platform === 'win32' ? 'notepad' : 'vi');
  // The variable holds a command with options, such as `code --wait`.
  const release = ignoreInterrupts();
  const child = spawn(`${editor} "${file}"`, { shell: true, stdio: ['inherit', 2, 'inherit'] });
  const code = await new Promise<number>((resolve) => {
    child.on('error', () => resolve(127));
    child.on('close', (ended) => resolve(ended ?? 1));
  }).finally(release);
  if (code !== 0) throw new UsageError(text().cli.edit.editorFailed(editor, code));
  try {
    // The editor may have put another file in its place.
    return readGivenFile(file);
  } catch (error) {
    throw new UsageError(text().cli.edit.unread(file, reasonOf(error)));
  }
}
