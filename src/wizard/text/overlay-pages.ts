/** The pages over a step, as lines: help for the field in focus and the keys, and the exact request. */
import { type JsonObject, stringifyJson } from '../../json/json.ts';
import { locateIn } from '../../task/edits/draft.ts';
import { assignmentArgs, copyableCommand, equivalentCommand } from '../../task/edits/equivalent-command.ts';
import { toSavedEdits } from '../../task/edits/saved/saved-edit.ts';
import { fieldKey } from '../../task/fields/catalogue.ts';
import { describeEffect, describeLimits } from '../../task/fields/values.ts';
import { memoizeWeak } from '../../task/memoize-weak.ts';
import { findingsAt, rulesForField } from '../../task/rules/rules.ts';
import { buildRequest } from '../../task/sending/request.ts';
import { formatRequestBytes, requestBytes } from '../../task/sending/request-size.ts';
import { wrap } from '../../terminal/text/text-width.ts';
import { shellQuote } from '../../text/shell-quote.ts';
import { lookup, text } from '../../text/text.ts';
import { focusedRow } from '../actions/cursor.ts';
import { contextOf } from '../context.ts';
import { helpBarBindings } from '../keymap.ts';
import { layoutOf } from '../layout.ts';
import { concatLines, type LazyLines, lazyJsonLines } from '../rows/lazy-json-lines.ts';
import { editablePath } from '../rows/rows.ts';
import type { State } from '../state.ts';
import { helpOf, labelOf } from './labels.ts';
import type { PageLine } from './page-line.ts';
import { requestDiff, windowsDiff } from './request-diff.ts';

function fieldLines(state: State, wrap: (words: string) => string[]): PageLine[] {
  const path = state.editor?.path ?? editablePath(focusedRow(state));
  if (path === undefined) return [];
  const texts = text().screen;
  const { field, path: canonical } = locateIn(state.draft, path);
  const rules = rulesForField(fieldKey(field)).map(({ name, source }) =>
    texts.help.source(
      text().ruleTexts[name],
      [texts.help.basis[source.basis], source.reference].filter(Boolean).join(' '),
    ),
  );
  return [
    { text: labelOf(field), tone: 'bold' },
    ...findingsAt(state.draft, canonical).flatMap(({ message }) =>
      wrap(message).map((line): PageLine => ({ text: line, tone: 'warning' })),
    ),
    ...wrap(helpOf(field)).map((line) => ({ text: line })),
    ...(field.of ? [] : wrap(texts.allowed(describeLimits(field))).map((line) => ({ text: line }))),
    ...(field.default ? [{ text: texts.defaultValue(field.default) }] : []),
    ...wrap(describeEffect(field)).map((line) => ({ text: line })),
    { text: texts.help.path(canonical), tone: 'dim' },
    ...(rules.length ? [{ text: '' }, { text: texts.help.rules, tone: 'bold' as const }] : []),
    ...rules.flatMap(wrap).map((line) => ({ text: line })),
    { text: '' },
  ];
}

/** Returns the keys of the page under the help, each with its meaning. */
function keyLines(state: State): PageLine[] {
  const texts = text().screen;
  const keys = helpBarBindings(contextOf({ ...state, overlay: undefined }));
  return [
    { text: texts.help.keys, tone: 'bold' },
    ...keys.map(({ label = '', action }) => ({
      text: `  ${label.padEnd(5)} ${lookup(texts.bar, action) ?? ''}`,
    })),
  ];
}

function helpLines(state: State, wrap: (words: string) => string[]): PageLine[] {
  const { moving, typing } = text().screen.help;
  const more = [moving, typing].flatMap(wrap).map((line) => ({ text: `  ${line}` }));
  return [...fieldLines(state, wrap), ...keyLines(state), ...more];
}

/** Returns the help page of the task list: its keys and filters. */
function pickerHelp(state: State, wrap: (words: string) => string[]): PageLine[] {
  const more = text().tasks.help.flatMap((words) => [
    { text: '' },
    ...wrap(words).map((line) => ({ text: line })),
  ]);
  return [...keyLines(state), { text: `  ${text().screen.help.moving}` }, ...more];
}

/** Returns the equivalent command, one setting per line so that most settings fit and it can be copied unchanged. */
function commandLines({ taskId, draft, access = [] }: State, wrap: (words: string) => string[]): string[] {
  const words = text().plans;
  const settings = assignmentArgs(toSavedEdits(draft));
  const whole = equivalentCommand(taskId, draft, access);
  if (!settings || copyableCommand(whole) !== whole) return wrap(copyableCommand(whole));
  const lines: string[] = [];
  for (const word of ['sms-wizard', 'update', taskId, ...access, ...settings].map(shellQuote)) {
    if (lines.length === 0 || word.startsWith('--')) lines.push(word);
    else lines.push(`${lines.pop()} ${word}`);
  }
  const written = lines.join(' \\\n  ').split('\n').map(wrap);
  const isBroken = written.some((parts) => parts.length > 1);
  return [words.command, ...written.flat(), ...(isBroken ? wrap(words.brokenCommand) : [])];
}

const bodyLinesByWidth = memoizeWeak((_body: JsonObject) => new Map<number, LazyLines<PageLine>>());

/** Returns the body of a request as it is read, in lines of at most `columns`. */
function bodyLines(
  body: JsonObject,
  columns: number,
  wrap: (words: string) => string[],
): LazyLines<PageLine> {
  const cache = bodyLinesByWidth(body);
  const cached = cache.get(columns);
  if (cached) return cached;
  const all = lazyJsonLines(body, columns, wrap);
  const lines = {
    length: all.length,
    slice: (from: number, to: number) => all.slice(from, to).map((line) => ({ text: line })),
  };
  cache.set(columns, lines);
  return lines;
}

/** Returns the marked request, wrapped. */
const diffLines = (draft: State['draft'], wrap: (words: string) => string[]): PageLine[] =>
  requestDiff(draft).flatMap((line) => wrap(line.text).map((words) => ({ ...line, text: words })));

/** Returns the request of the rate windows; after that of the task with a line that names it. */
function windowsLines(state: State, isSecond: boolean, wrap: (words: string) => string[]): PageLine[] {
  const { draft, taskId, exactBytes } = state;
  const body = { speed_limit: [...(buildRequest(draft).windows ?? [])] };
  const lines: readonly PageLine[] = exactBytes
    ? stringifyJson(body, 2)
        .split('\n')
        .map((line) => ({ text: line }))
    : windowsDiff(draft);
  return [
    ...(isSecond
      ? [{ text: '' }, { text: text().rate.line(taskId), tone: 'dim' as const }, { text: '' }]
      : []),
    ...lines.flatMap((line) => wrap(line.text).map((words) => ({ ...line, text: words }))),
  ];
}

function requestLines(state: State, wrap: (words: string) => string[]): LazyLines<PageLine> {
  const texts = text().screen.request;
  const { body, windows } = buildRequest(state.draft);
  const hasBody = Object.keys(body).length > 0;
  if (!hasBody && !windows) return [{ text: texts.none }];
  const bytes = formatRequestBytes(requestBytes(state.draft));
  const head: PageLine[] = [
    { text: hasBody ? texts.line(state.taskId, bytes) : text().rate.line(state.taskId), tone: 'dim' },
    ...wrap(state.exactBytes ? texts.folding : texts.folded).map((line) => ({
      text: line,
      tone: 'dim' as const,
    })),
    { text: '' },
  ];
  const command = commandLines(state, wrap);
  return concatLines([
    head,
    ...(hasBody
      ? [state.exactBytes ? bodyLines(body, widthFor(state), wrap) : diffLines(state.draft, wrap)]
      : []),
    ...(windows ? [windowsLines(state, hasBody, wrap)] : []),
    [{ text: '' }, ...command.map((line) => ({ text: line }))],
  ]);
}

/** Returns the lines of the page that is open, wrapped to the window. */
export const pageLines = memoizeWeak(buildPage);

/** Returns the help of the edited or focused field, without the keys; empty if there is no such field. */
export function fieldHelp(state: State): readonly PageLine[] {
  const lines = fieldLines(state, wrapperFor(state));
  return lines.slice(0, -1);
}

const widthFor = ({ size }: State): number => size.columns - 4;
const wrapperFor = (state: State) => (words: string) => wrap(words, widthFor(state));

function buildPage(state: State): LazyLines<PageLine> {
  const wrap = wrapperFor(state);
  const { kind } = state.phase;
  // There is no task, or none that can be edited.
  if (kind === 'taskFailed' || kind === 'watching') return keyLines(state);
  if (kind === 'picking') return pickerHelp(state, wrap);
  return state.overlay === 'request' ? requestLines(state, wrap) : helpLines(state, wrap);
}

/** Returns the height of a page in the window, in lines. */
export const pageHeight = (state: State): number => layoutOf(state.size).page;

/** Returns the index of the first line shown, never past the end. */
export function pageTop(state: State): number {
  return Math.min(state.overlayTop, Math.max(0, pageLines(state).length - pageHeight(state)));
}
