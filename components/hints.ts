import { isObject } from '../src/json/json.ts';
import { currentTask, locateIn } from '../src/task/draft.ts';
import { fieldValue, valueAt } from '../src/task/path.ts';
import { type Finding, findingsOf } from '../src/task/rules/rules.ts';
import { sizeOf, sumOfSizes, volumesOf } from '../src/task/touched.ts';
import { exactBytes, limitsOf, presetsOf, showValue } from '../src/task/values.ts';
import { widthOf, wrapTo } from '../src/terminal/columns.ts';
import { text } from '../src/text/text.ts';
import { additionsFor } from '../src/wizard/additions.ts';
import { deltaOf, elementText, helpOf, inNewElement, labelOf, sourceValue } from '../src/wizard/describe.ts';
import { preview } from '../src/wizard/editing.ts';
import { findingAt, offerText } from '../src/wizard/hints.ts';
import { focusedRow } from '../src/wizard/lists.ts';
import { undecided } from '../src/wizard/review.ts';
import { pathOf, type Row } from '../src/wizard/rows.ts';
import type { Editor, State } from '../src/wizard/state.ts';
import { choosing } from './choosing.ts';
import type { Span } from './line.ts';
import { pickerHints } from './pickerHints.ts';
import { isCut, toneOf } from './rowSpans.ts';
import { verdictLines } from './verdictLines.ts';

function findingSpans({ severity, message }: Finding): Span[] {
  return [{ text: ` ${message}`, ...toneOf(severity) }];
}

/** What the editor's value means and what is wrong with it. */
export function editorHints(state: State, editor: Editor): [Span[], Span[]] {
  const say = text().screen;
  const { field } = editor;
  const { keys } = locateIn(state.draft, editor.path);
  const server = fieldValue(state.draft.base, field, keys);
  const { value, problem, findings } = preview(state.draft, editor);
  const bytes = exactBytes(field, value);
  const presets = presetsOf(field);
  const allowed = editor.choices ? '' : say.allowed(limitsOf(field));
  const extra = presets.length ? text().limits.presetKeys(presets.join(' · ')) : allowed;
  const means = bytes ? say.means(bytes, deltaOf(field, server, value)) : extra;
  // What stays the same stands first: it is not written again with every size.
  const hint: Span[] = [{ text: ` ${say.server(showValue(field, server))} ${means}`.trimEnd(), dim: true }];
  const [finding] = findings;
  const empty = editor.choices ? editor.choice < 0 : editor.line.typed === '';
  if (problem && (!empty || editor.refused)) return [hint, [{ text: ` ${problem}`, color: 'red' }]];
  if (finding) return [hint, findingSpans(finding)];
  return [hint, editor.fresh && !editor.choices ? [{ text: ` ${say.typingReplaces}`, dim: true }] : []];
}

/** How full a disk or volume group is: `[########--] 80 % in volumes`. */
function fillOf(state: State, row: Row | undefined): string {
  if (row?.kind !== 'element') return '';
  const element = valueAt(currentTask(state.draft), row.keys);
  const inner = isObject(element) ? volumesOf(element) : undefined;
  const size = isObject(element) ? sizeOf(element) : undefined;
  if (!Array.isArray(inner) || inner.length === 0 || !size) return '';
  const filled = sumOfSizes(inner);
  const percent = (filled * 100n + size - 1n) / size;
  const length = state.size.columns >= 76 ? 20 : 10;
  const marks = Math.floor((Math.min(100, Number(percent)) * length) / 100);
  const bar = `[${'#'.repeat(marks)}${'-'.repeat(length - marks)}]`;
  return `   ${text().screen.fill(bar, String(percent))}`;
}

function offerSpans(state: State): Span[] | undefined {
  const offer = offerText(state.draft);
  return offer === undefined ? undefined : [{ text: ` ${offer}`, color: 'cyan' }];
}

/** The first sentence, and as many more as a row holds in bytes: a Chinese character is three of them on the wire. */
function beginning(words: string, room: number): string {
  const sentences = words.match(SENTENCE) ?? [words];
  let kept = sentences[0] ?? '';
  for (const next of sentences.slice(1)) {
    if (Buffer.byteLength(kept + next.trimEnd()) > room) break;
    kept += next;
  }
  return kept.trimEnd();
}

/** Up to a full stop with a blank behind it, or a Chinese one. */
const SENTENCE = /.+?(?:[.?!](?:\s+|$)|[。？！]|$)/g;

/** What the focused row does not show of its value: exact bytes, how full it is, what the source has, a value that was cut. */
function valueHint(state: State, row: Row, path: string): Span[] {
  const { draft } = state;
  const { field, keys } = locateIn(draft, path);
  const value = fieldValue(currentTask(draft), field, keys);
  const there = sourceValue(draft, keys);
  const source = there == null ? '' : text().screen.source(showValue(field, there));
  const exact = exactBytes(field, value);
  if (row.kind === 'element') {
    const label = { text: ` ${labelOf(field)}  `, bold: true };
    const shown = value === undefined && inNewElement(draft, keys) ? null : value;
    return [label, { text: (exact ?? showValue(field, shown)) + (fillOf(state, row) || source) }];
  }
  const inFull = exact ?? (isCut(state, row) ? showValue(field, value) : '');
  return [{ text: ` ${(inFull + source).trimStart()}` }];
}

/**
 * Of the focused field: what its row does not show, and the beginning of its help, or what the rules say instead.
 * Each word is a byte for every key; all of the help stands behind `?`.
 */
function fieldHints(state: State): Span[][] {
  const row = focusedRow(state);
  if (row?.kind === 'element' && pathOf(row) === undefined)
    return [[{ text: ` ${elementHint(state, row)}`, bold: true }]];
  const path = pathOf(row);
  if (!row || path === undefined) return [[], [], []];
  const { field, path: canonical } = locateIn(state.draft, path);
  const finding = findingAt(state.draft, canonical);
  const room = state.size.columns - 2;
  const value = valueHint(state, row, path);
  const offer = offerSpans(state);
  if (finding) return [value, ...findingRows(finding, offer, room)];
  const help = wrapTo(beginning(helpOf(field), room), room);
  const [first = [], second = []] = help.map((line): Span[] => [{ text: ` ${line}`, dim: true }]);
  return [value, offer ?? first, second];
}

/** What a rule says stands in the last row; in a narrow window it may begin in the one above, where that is free. */
function findingRows(finding: Finding, offer: Span[] | undefined, room: number): Span[][] {
  const [first = '', ...rest] = wrapTo(finding.message, room);
  if (offer || rest.length === 0 || room >= 74) return [offer ?? [], findingSpans(finding)];
  return [first, rest.join(' ')].map((message) => findingSpans({ ...finding, message }));
}

const elementHint = (state: State, { object, keys }: Extract<Row, { kind: 'element' }>): string =>
  elementText(currentTask(state.draft), object, keys);

function reviewHints(state: State): Span[][] {
  const say = text().screen;
  const { meanwhile, draft } = state;
  const errors = findingsOf(draft).filter(({ severity }) => severity === 'error').length;
  const name = String(draft.base.name || state.taskId);
  const ready = errors ? say.blocked(errors) : draft.edits.length ? say.ready(draft.edits.length, name) : '';
  const first: Span[] = [{ text: ` ${ready}`, ...(errors ? { color: 'red' as const } : { bold: true }) }];
  const conflicts = undecided(state).length;
  const others = [
    ...(conflicts ? [say.meanwhile.conflicts(conflicts)] : []),
    ...(meanwhile?.moved.length ? [say.meanwhile.moved(meanwhile.moved.join(', '))] : []),
  ].flatMap((words) => wrapTo(words, state.size.columns - 2));
  if (others.length)
    return [first, ...others.slice(0, 2).map((line): Span[] => [{ text: ` ${line}`, color: 'yellow' }])];
  const offer = offerSpans(state);
  return offer ? [first, offer] : [first, ...changeInFull(state)];
}

/** The new value of the focused change, where its row had to be cut. */
function changeInFull(state: State): Span[][] {
  const row = focusedRow(state);
  if (row?.kind !== 'change') return [];
  const whole = showValue(row.change.field, row.change.after);
  if (widthOf(whole) < 24) return [];
  return wrapTo(whole, state.size.columns - 2)
    .slice(0, 2)
    .map((line) => [{ text: ` ${line}`, dim: true }]);
}

export function hintsOf(state: State): Span[][] {
  const say = text().screen;
  if (state.phase.kind === 'picking') return pickerHints(state);
  if (state.phase.kind === 'ended') return verdictLines(state);
  if (state.phase.kind === 'asking') {
    const warnings = findingsOf(state.draft).filter((finding) => finding.severity === 'warning').length;
    return [[{ text: ` ${say.confirm(warnings)}`, bold: true }]];
  }
  if (state.adding !== undefined) {
    const labels = additionsFor(state, focusedRow(state)).map(({ label }) => label);
    return [
      choosing(state, say.addition.title, labels, state.adding),
      [{ text: ` ${say.addition.hint}`, dim: true }],
    ];
  }
  const { editor } = state;
  if (editor?.choices) {
    return [
      choosing(state, labelOf(editor.field), editor.choices, editor.choice),
      ...editorHints(state, editor),
    ];
  }
  const lines = state.step === 'review' ? reviewHints(state) : fieldHints(state);
  if (state.unkept) lines[2] = [{ text: ` ${say.unkept(state.unkept)}`, color: 'red' }];
  if (state.message) lines[2] = [{ text: ` ${state.message}`, color: 'yellow' }];
  return lines;
}
