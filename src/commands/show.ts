/** `sms-wizard show TASK_ID`: the task for people, or losslessly as JSON. */

import { errorIn } from '../api/failure.ts';
import { asInteger, isObject, type Json, type JsonObject, readJson } from '../json/json.ts';
import { newDraft } from '../task/draft.ts';
import { valueAt } from '../task/path.ts';
import { padTo } from '../terminal/columns.ts';
import { text } from '../text/text.ts';
import { elementFacts, headingText, labelOf, nameOf, shownValue, sizeText } from '../wizard/describe.ts';
import type { Row } from '../wizard/rows.ts';
import { rowsOfStep } from '../wizard/steps.ts';
import type { CommandLine } from './flags.ts';
import { endOnInterrupt } from './interrupt.ts';
import { printJson, printResult } from './output.ts';
import { openSession } from './session.ts';

export async function show(line: CommandLine): Promise<number> {
  endOnInterrupt();
  const session = await openSession(line);
  try {
    const task = await session.client.getTask(session.taskId);
    if (line.on.has('json')) printJson(task);
    else printResult(taskText(task));
    return 0;
  } finally {
    await session.close();
  }
}

const string = (value: Json | undefined): string =>
  value == null || typeof value === 'object' ? '' : String(value);

function overview(task: JsonObject): string[] {
  const words = text().cli.show;
  const source = isObject(task.source_server) ? task.source_server : {};
  const lines: [string, string][] = [
    [words.id, string(task.id)],
    [words.state, [string(task.state), string(task.os_type), string(task.type)].filter(Boolean).join('   ')],
    [words.source, words.sourceLine(string(source.name), string(source.ip), string(source.state))],
    ['', progressOf(task)],
    [words.error, errorOf(task)],
  ];
  return lines.filter(([, value]) => value !== '').map(([label, value]) => `  ${padTo(label, 26)} ${value}`);
}

/** The sub-task that is under way, with its percentage. */
function progressOf(task: JsonObject): string {
  const steps = Array.isArray(task.sub_tasks) ? task.sub_tasks.filter(isObject) : [];
  const open = steps.find((step) => (asInteger(step.progress) ?? 0n) < 100n);
  return open ? text().cli.show.progress(string(open.name), string(open.progress)) : '';
}

/** GET's error_json is a JSON document inside a string; empty where there is no error. */
function errorOf(task: JsonObject): string {
  const inside = string(task.error_json);
  if (inside === '') return '';
  try {
    const said = errorIn(readJson(inside));
    return said ? text().errors.said(said.code, said.message) : inside;
  } catch {
    return inside;
  }
}

function rowText(task: JsonObject, row: Row): string {
  if (row.kind === 'heading')
    return row.heading.about === 'disk' ? '' : `  ${headingText(task, row.heading)}`;
  if (row.kind === 'field') {
    return `  ${padTo(labelOf(row.field), 26)} ${shownValue(newDraft(task), row.field, row.keys).before}`;
  }
  if (row.kind !== 'element') return '';
  const [role, kind, summary] = elementFacts(task, row.object, row.keys);
  const size = sizeText(valueAt(task, [...row.keys, 'size']));
  return `    ${padTo(nameOf(task, row.keys), 24)} ${padTo(role, 12)} ${padTo(kind, 12)} ${padTo(size, 11)} ${summary}`;
}

/** A task as lines of text: overview, network, disks, volumes. */
export function taskText(task: JsonObject): string[] {
  const titles = text().screen.titles;
  const section = (step: 'network' | 'disks' | 'volumes') => [
    '',
    titles[step],
    ...rowsOfStep(task, step)
      .map((row) => rowText(task, row))
      .filter(Boolean),
  ];
  const name = string(task.name) || string(task.id);
  return [name, ...overview(task), ...section('network'), ...section('disks'), ...section('volumes')];
}
