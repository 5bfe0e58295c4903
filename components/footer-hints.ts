import { isObject } from '../src/json/json.ts';
import { deltaOf } from '../src/task/edits/change-text.ts';
import { currentTask, locateIn } from '../src/task/edits/draft.ts';
import { baseValue, currentValue } from '../src/task/edits/draft-values.ts';
import { totalSize } from '../src/task/edits/list-totals.ts';
import { describeLimits, describePresets, formatExactBytes, formatValue } from '../src/task/fields/values.ts';
import { valueAt } from '../src/task/paths/path.ts';
import { innerVolumes, sizeOf } from '../src/task/rules/edited-storage.ts';
import { type Finding, findingsOf } from '../src/task/rules/rules.ts';
import { textWidth, wrap } from '../src/terminal/text/text-width.ts';
import { text } from '../src/text/text.ts';
import { chooserOf } from '../src/wizard/actions/choosing/chooser.ts';
import { focusedRow } from '../src/wizard/actions/cursor.ts';
import { previewEditor, sizeSumText } from '../src/wizard/actions/field-editor.ts';
import { changeCount } from '../src/wizard/rows/change-count.ts';
import { unresolvedConflicts } from '../src/wizard/rows/review-rows.ts';
import type { Row } from '../src/wizard/rows/row.ts';
import { editablePath } from '../src/wizard/rows/rows.ts';
import type { Editor, State } from '../src/wizard/state.ts';
import {
  elementColumns,
  elementText,
  findingText,
  helpOf,
  isFieldOfNewElement,
  labelOf,
  sourceValue,
} from '../src/wizard/text/labels.ts';
import { findingAt, offerText, pauseOffer, submitQuestion } from '../src/wizard/text/messages.ts';
import { startQuestion } from '../src/wizard/text/move-text.ts';
import { chooserLine } from './chooser-rows.ts';
import { remoteNotes, reviewNotes } from './review-notes.ts';
import { isTruncated, severityStyle } from './row-spans.ts';
import { rowName } from './row-widths.ts';
import type { Span } from './spans.ts';
import { pickerHints } from './task-list-hints.ts';
import { verdictLines } from './verdict-lines.ts';

function findingSpans({ severity, message }: Finding): Span[] {
  return [{ text: ` ${message}`, ...severityStyle(severity) }];
}

/** Returns the meaning of the editor's value, and its problem. */
export function editorHints(state: State, editor: Editor): [Span[], Span[]] {
  const texts = text().screen;
  const { field } = editor;
  const { keys } = locateIn(state.draft, editor.path);
  const server = baseValue(state.draft, field, keys);
  const { value, problem, findings } = previewEditor(state.draft, editor);
  const bytes = formatExactBytes(field, value);
  const sum = sizeSumText(state.draft, editor);
  const presets = describePresets(field);
  const allowed = editor.choices ? '' : texts.allowed(describeLimits(field));
  const extra = presets.length ? text().limits.presetKeys(presets.join(' · ')) : allowed;
  const delta = deltaOf(field, server, value);
  const means = bytes && sum ? `${sum} ${texts.means(bytes, '')}` : bytes ? texts.means(bytes, delta) : extra;
  const room = state.size.columns - 2;
  // What stays the same is first: it is not written again with every size. The row above has it, too.
  const onServer = isFieldOfNewElement(state.draft, keys) ? '' : texts.server(formatValue(field, server));
  const whole = `${onServer} ${means}`.trim();
  const shown = textWidth(whole) <= room ? whole : means || whole;
  const hint: Span[] = [{ text: ` ${shown}`, dim: true }];
  const [finding] = findings;
  const filling = state.filling;
  const progress = filling ? texts.addition.step(filling.at + 1, filling.fields.length) : '';
  const empty = editor.choices ? editor.choice < 0 : editor.line.typed === '';
  if (problem && (!empty || editor.showProblem)) return [hint, [{ text: ` ${problem}`, color: 'red' }]];
  if (finding) return [hint, findingSpans({ ...finding, message: findingText(state.draft, finding) })];
  if (progress) return [hint, [{ text: ` ${progress}`, dim: true }]];
  // Nothing else needs the last row.
  const [line = '', ...more] = wrap(shown, room);
  if (more.length) return [[{ text: ` ${line}`, dim: true }], [{ text: ` ${more.join(' ')}`, dim: true }]];
  return [
    hint,
    editor.isPristine && !editor.choices ? [{ text: ` ${texts.typingReplaces}`, dim: true }] : [],
  ];
}

/** Returns how much of a disk or volume group is given to volumes: `   80% allocated`. */
function fillOf(state: State, row: Row | undefined): string {
  if (row?.kind !== 'element') return '';
  const element = valueAt(currentTask(state.draft), row.keys);
  const inner = isObject(element) ? innerVolumes(element) : undefined;
  const size = isObject(element) ? sizeOf(element) : undefined;
  if (!Array.isArray(inner) || inner.length === 0 || !size) return '';
  const percent = (totalSize(inner) * 100n + size - 1n) / size;
  return `   ${text().screen.fill(String(percent))}`;
}

function offerSpans(state: State): Span[] | undefined {
  const offer = offerText(state.draft);
  return offer === undefined ? undefined : [{ text: ` ${offer}`, color: 'cyan' }];
}

/** Returns the first sentence and as many more as fit `room` bytes: a Chinese character has three bytes. */
function openingSentences(words: string, room: number): string {
  const sentences = words.match(SENTENCE) ?? [words];
  let kept = sentences[0] ?? '';
  for (const next of sentences.slice(1)) {
    if (Buffer.byteLength(kept + next.trimEnd()) > room) break;
    kept += next;
  }
  return kept.trimEnd();
}

/** Matches a sentence up to a period with a space, or a Chinese period. */
const SENTENCE = /.+?(?:[.?!](?:\s+|$)|[。？！]|$)/g;

/** Returns details that the focused row omits: exact bytes, the allocated share, the source's value, a truncated value. */
function valueHint(state: State, row: Row, path: string): Span[] {
  const { draft } = state;
  const { field, keys } = locateIn(draft, path);
  const value = currentValue(draft, field, keys);
  const there = sourceValue(draft, keys);
  const source = there == null ? '' : text().screen.source(formatValue(field, there));
  const exact = formatExactBytes(field, value);
  if (row.kind === 'element') {
    const label = { text: ` ${labelOf(field)}  `, bold: true };
    const shown = value === undefined && isFieldOfNewElement(draft, keys) ? null : value;
    return [label, { text: (exact ?? formatValue(field, shown)) + (fillOf(state, row) || source) }];
  }
  const inFull = exact ?? (isTruncated(state, row) ? formatValue(field, value) : '');
  return [{ text: ` ${(inFull + source).trimStart()}` }];
}

/**
 * Returns details of the focused field: what its row omits, and the start of its help or its finding.
 * Hints are written on every key, so they are short; `?` shows the whole help.
 */
function fieldHints(state: State): Span[][] {
  const row = focusedRow(state);
  if (row?.kind === 'element' && editablePath(row) === undefined)
    return [[{ text: ` ${elementHint(state, row)}`, bold: true }]];
  const path = editablePath(row);
  if (!row || path === undefined) return [[], [], []];
  const { field, path: canonical } = locateIn(state.draft, path);
  const found = findingAt(state.draft, canonical);
  const finding = found && { ...found, message: findingText(state.draft, found) };
  const room = state.size.columns - 2;
  const value = valueHint(state, row, path);
  const whole = row.kind === 'element' && isTruncated(state, row) ? wrap(rowInFull(state, row), room) : [];
  const wholeRows = whole.map((line): Span[] => [{ text: ` ${line}` }]);
  const offer = offerSpans(state);
  if (finding) return [value, ...findingRows(finding, offer ?? wholeRows[0], room)];
  if (wholeRows.length) return [value, ...(offer ? [offer] : []), ...wholeRows];
  const help = wrap(openingSentences(helpOf(field), room), room);
  const [first = [], second = []] = help.map((line): Span[] => [{ text: ` ${line}`, dim: true }]);
  return [value, offer ?? first, second];
}

/** Returns all that the row of an element has columns for, whole, its mount point first. */
function rowInFull({ draft }: State, row: Extract<Row, { kind: 'element' }>): string {
  const task = currentTask(draft);
  const [role, kind, summary] = elementColumns(task, row.object, row.keys);
  return [rowName(draft, row).trim(), summary, role, kind].filter(Boolean).join('   ');
}

/** Returns a finding for the last row; it may start in the row above, if that is free. */
function findingRows(finding: Finding, offer: Span[] | undefined, room: number): Span[][] {
  const [first = '', ...rest] = wrap(finding.message, room);
  if (offer || rest.length === 0) return [offer ?? [], findingSpans(finding)];
  return [first, rest.join(' ')].map((message) => findingSpans({ ...finding, message }));
}

const elementHint = (state: State, { object, keys }: Extract<Row, { kind: 'element' }>): string =>
  elementText(currentTask(state.draft), object, keys);

function reviewHints(state: State): Span[][] {
  const texts = text().screen;
  const { draft } = state;
  const errors = findingsOf(draft).filter(({ severity }) => severity === 'error').length;
  const name = String(draft.base.name || state.taskId);
  const changes = changeCount(draft);
  const conflicts = unresolvedConflicts(state).length;
  const canSubmit = changes > 0 && conflicts === 0;
  const ready = errors ? texts.blocked(errors) : canSubmit ? texts.ready(changes, name) : '';
  const first: Span[] = [{ text: ` ${ready}`, ...(errors ? { color: 'red' as const } : { bold: true }) }];
  const others = remoteNotes(state).footer;
  if (others.length) {
    const rows = others.map((line): Span[] => [{ text: ` ${line}`, color: 'yellow' }]);
    // Where three rows are needed, the first one is blank otherwise.
    return rows.length > 2 && ready === '' ? rows.slice(0, 3) : [first, ...rows.slice(0, 2)];
  }
  const offer = offerText(draft);
  if (offer === undefined) {
    const whole = changeInFull(state);
    const more = reviewNotes(state).isCut ? [[{ text: ` ${texts.moreInRequest}`, dim: true }]] : [];
    return [first, ...(whole.length ? whole : more)];
  }
  const rows = wrap(offer, state.size.columns - 2);
  return [first, ...rows.map((line): Span[] => [{ text: ` ${line}`, color: 'cyan' }])];
}

/** Returns the new value of the focused change, if its row may be truncated. */
function changeInFull(state: State): Span[][] {
  const row = focusedRow(state);
  if (row?.kind !== 'change') return [];
  const whole = formatValue(row.change.field, row.change.after);
  if (textWidth(whole) < 24) return [];
  return wrap(whole, state.size.columns - 2)
    .slice(0, 2)
    .map((line) => [{ text: ` ${line}`, dim: true }]);
}

export function footerHints(state: State): Span[][] {
  const texts = text().screen;
  if (state.phase.kind === 'picking') return pickerHints(state);
  if (state.phase.kind === 'result') return verdictLines(state);
  if (state.phase.kind === 'confirming') {
    const [question, ...warnings] = submitQuestion(state);
    const [offer, windows] = pauseOffer(state);
    const asked = wrap(question, state.size.columns - 2).map((line): Span[] => [
      { text: ` ${line}`, bold: true },
    ]);
    const notes: Span[] = [
      ...warnings.map((line): Span => ({ text: ` ${line}`, color: 'yellow' })),
      ...(offer && windows ? [{ text: ` ${offer}` }] : []),
    ];
    const last: Span[] = windows
      ? [{ text: ` ${windows}`, color: 'yellow' }]
      : offer
        ? [{ text: ` ${offer}` }]
        : [];
    // A question of two rows leaves one: the key bar has the offer, too.
    return [...asked, ...(asked.length > 1 && last.length ? [] : [notes]), last];
  }
  if (state.phase.kind === 'confirmingStart') return [[{ text: ` ${startQuestion(state)}`, bold: true }]];
  const chooser = chooserOf(state);
  if (chooser) {
    const hints = state.editor
      ? editorHints(state, state.editor)
      : [[{ text: ` ${texts.addition.hint}`, dim: true }]];
    return [chooserLine(state, chooser), ...hints];
  }
  const lines = state.step === 'review' ? reviewHints(state) : fieldHints(state);
  if (state.saveError) lines[2] = [{ text: ` ${texts.unsaved(state.saveError)}`, color: 'red' }];
  if (state.message) {
    const [first = '', ...rest] = wrap(state.message, state.size.columns - 2);
    const words = rest.length ? [first, rest.join(' ')] : ['', first];
    // A message that fits one row leaves the row above it to its hint.
    for (const [row, line] of words.entries())
      if (line) lines[row + 1] = [{ text: ` ${line}`, color: 'yellow' }];
  }
  return lines;
}
