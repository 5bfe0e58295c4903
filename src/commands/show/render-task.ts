/** Renders a task as lines for people: overview, network, disks, volumes. */
import { printable } from '../../cli/ascii.ts';
import { isObject, type Json, type JsonObject } from '../../json/json.ts';
import { newDraft } from '../../task/edits/draft.ts';
import { mainFieldOf } from '../../task/fields/catalogue.ts';
import { formatValue } from '../../task/fields/values.ts';
import { valueAt } from '../../task/paths/path.ts';
import { hasWindows, windowsOf } from '../../task/rate-windows.ts';
import { failureLinesOf, failureOf } from '../../task/task-failure.ts';
import { speedText, summarizeTask } from '../../task/task-summary.ts';
import { renderTable } from '../../terminal/text/table.ts';
import { textWidth, wrap } from '../../terminal/text/text-width.ts';
import { text } from '../../text/text.ts';
import type { Row } from '../../wizard/rows/row.ts';
import { rowsOfStep } from '../../wizard/rows/step-rows.ts';
import {
  elementColumns,
  headingText,
  labelOf,
  nameOf,
  sizeText,
  valuePair,
} from '../../wizard/text/labels.ts';

const LABEL_WIDTH = 26;
/** Minimum room beside the labels, in columns; in less a line is wrapped as a whole. */
const MIN_ROOM = 20;
/** Minimum room for the last column of a table, and the gap before it. */
const MIN_ROOM_BESIDE = 12;
const GAP = 2;

const string = (value: Json | undefined): string =>
  value == null || typeof value === 'object' ? '' : String(value);

/** Returns lines with a label, their values wrapped beside it. A long label moves its value, and is never cut. */
function labeled(label: string, value: string, width: number): string[] {
  const head = `  ${printable(label).padEnd(LABEL_WIDTH - (textWidth(label) - label.length))} `;
  const room = width - textWidth(head);
  if (room < MIN_ROOM) return [head + value];
  const [first = '', ...rest] = wrap(printable(value), room);
  return [head + first, ...rest.map((line) => ' '.repeat(textWidth(head)) + line)];
}

/** Returns the reason why the task failed, one sentence per row. */
function failureRows(task: JsonObject): [string, string][] {
  const failure = failureOf(task);
  const lines = failure ? failureLinesOf(failure) : [];
  return lines.map((line, index) => [index === 0 ? text().cli.show.error : '', line]);
}

function overview(task: JsonObject, width: number): string[] {
  const words = text().cli.show;
  const source = isObject(task.source_server) ? task.source_server : {};
  const lines: [string, string][] = [
    [words.id, string(task.id)],
    [words.state, [string(task.state), string(task.os_type), string(task.type)].filter(Boolean).join('   ')],
    [words.source, words.sourceLine(string(source.name), string(source.ip), string(source.state))],
    [text().tasks.columns.progress, progressOf(task)],
    ...failureRows(task),
  ];
  return lines.filter(([, value]) => value !== '').flatMap(([label, value]) => labeled(label, value, width));
}

/** Returns the current step with what SMS reports of its percentage and rate; empty if there is no step. */
function progressOf(task: JsonObject): string {
  const { progress, speed } = summarizeTask(task);
  const messages = text().tasks;
  if (!progress || progress.percent === 100) return '';
  return [progress.name, messages.progress(progress.at, progress.of, progress.percent), speedText(speed)]
    .filter(Boolean)
    .join('   ');
}

/** Renders the elements of a step as a table, with what is known of each wrapped beside it. Nothing is cut. */
function elementLines(task: JsonObject, rows: readonly Row[], width: number): Map<Row, string[]> {
  const elements = rows.filter((row) => row.kind === 'element');
  const cells = elements.map((row) => {
    const [role, kind, summary] = elementColumns(task, row.object, row.keys);
    const main = mainFieldOf(row.object);
    const value = valueAt(task, [...row.keys, main?.name ?? 'size']);
    const size = main?.unit === 'mbit' ? formatValue(main, value) : sizeText(value);
    return [nameOf(task, row.keys), role, kind, size, summary].map(printable);
  });
  const columns = [0, 1, 2, 3].map((at) => ({ title: '', cells: cells.map((row) => row[at] ?? '') }));
  const [, ...lines] = renderTable(columns);
  const indent = 4 + Math.max(0, ...lines.map(textWidth));
  return new Map(
    elements.map((row, index) => {
      const head = `    ${lines[index] ?? ''}`;
      const summary = cells[index]?.[4] ?? '';
      const room = width - indent - GAP;
      const [first = '', ...rest] = room < MIN_ROOM_BESIDE ? [summary] : wrap(summary, room);
      const padding = ' '.repeat(indent + GAP - textWidth(head));
      return [
        row,
        [(head + padding + first).trimEnd(), ...rest.map((line) => ' '.repeat(indent + GAP) + line)],
      ];
    }),
  );
}

function rowLines(task: JsonObject, row: Row, width: number, source: JsonObject | undefined): string[] {
  if (row.kind === 'heading') {
    // Most tasks have no rate windows: that is no news.
    const isNoNews = row.heading.about === 'windows' && hasWindows(task) && windowsOf(task).length === 0;
    return row.heading.about === 'disk' || isNoNews ? [] : [`  ${headingText(task, row.heading)}`];
  }
  if (row.kind !== 'field') return [];
  const { before } = valuePair(newDraft(task, source), row.field, row.keys);
  return labeled(labelOf(row.field), before, width);
}

/** Renders a task for a terminal of a width, in columns. */
export function renderTask(task: JsonObject, width: number, source?: JsonObject): string[] {
  const titles = text().screen.titles;
  const section = (step: 'network' | 'disks' | 'volumes') => {
    const rows = rowsOfStep(task, step);
    const elements = elementLines(task, rows, width);
    const lines = rows.flatMap((row) => elements.get(row) ?? rowLines(task, row, width, source));
    return ['', titles[step], ...lines];
  };
  const name = string(task.name) || string(task.id);
  return [name, ...overview(task, width), ...section('network'), ...section('disks'), ...section('volumes')];
}
