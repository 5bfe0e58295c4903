/** The pages over a step, as lines: help for the field in focus and the keys, and the exact request. */
import type { JsonObject } from '../json/json.ts';
import { fieldKey } from '../task/catalogue.ts';
import { equivalentCommand, settingsFor, shellWord, shownCommand } from '../task/command.ts';
import { locateIn } from '../task/draft.ts';
import { keptEdits } from '../task/replay.ts';
import { updateRequest } from '../task/request.ts';
import { bytesText, requestBytes } from '../task/request-size.ts';
import { findingsFor, rulesAbout } from '../task/rules/rules.ts';
import { effectOf, limitsOf } from '../task/values.ts';
import { wrapTo } from '../terminal/columns.ts';
import { entryOf, text } from '../text/text.ts';
import { helpOf, labelOf } from './describe.ts';
import { inRow, jsonLines, type Lines } from './json-lines.ts';
import { barFor } from './keymap.ts';
import { layoutOf } from './layout.ts';
import { focusedRow } from './lists.ts';
import { pathOf } from './rows.ts';
import type { State } from './state.ts';

export interface PageLine {
  readonly text: string;
  readonly tone?: 'bold' | 'dim' | 'warning';
}

function fieldLines(state: State, wrap: (words: string) => string[]): PageLine[] {
  const path = state.editor?.path ?? pathOf(focusedRow(state));
  if (path === undefined) return [];
  const say = text().screen;
  const { field, path: canonical } = locateIn(state.draft, path);
  const rules = rulesAbout(fieldKey(field)).map(({ name, source }) =>
    say.help.source(
      text().ruleTexts[name],
      [say.help.basis[source.basis], source.of].filter(Boolean).join(' '),
    ),
  );
  return [
    { text: labelOf(field), tone: 'bold' },
    ...findingsFor(state.draft, canonical).flatMap(({ message }) =>
      wrap(message).map((line): PageLine => ({ text: line, tone: 'warning' })),
    ),
    ...wrap(helpOf(field)).map((line) => ({ text: line })),
    ...(field.of ? [] : wrap(say.allowed(limitsOf(field))).map((line) => ({ text: line }))),
    ...(field.default ? [{ text: say.defaultValue(field.default) }] : []),
    ...wrap(effectOf(field)).map((line) => ({ text: line })),
    { text: say.help.path(canonical), tone: 'dim' },
    ...(rules.length ? [{ text: '' }, { text: say.help.rules, tone: 'bold' as const }] : []),
    ...rules.flatMap(wrap).map((line) => ({ text: line })),
    { text: '' },
  ];
}

function helpLines(state: State, wrap: (words: string) => string[]): PageLine[] {
  const say = text().screen;
  const keys = barFor(state.step === 'review' ? 'review' : 'list').map(({ shown = '', action }) => ({
    text: `  ${shown.padEnd(5)} ${entryOf(say.bar, action) ?? ''}`,
  }));
  const more = [say.help.moving, say.help.typing].flatMap(wrap).map((line) => ({ text: `  ${line}` }));
  return [...fieldLines(state, wrap), { text: say.help.keys, tone: 'bold' }, ...keys, ...more];
}

/** The keys of the list of tasks, and how its filters work. */
function pickerHelp(wrap: (words: string) => string[]): PageLine[] {
  const say = text().screen;
  const keys = barFor('tasks').map(({ shown = '', action }) => ({
    text: `  ${shown.padEnd(5)} ${entryOf(say.bar, action) ?? ''}`,
  }));
  const more = text().tasks.help.flatMap((words) => [
    { text: '' },
    ...wrap(words).map((line) => ({ text: line })),
  ]);
  return [{ text: say.help.keys, tone: 'bold' }, ...keys, { text: `  ${say.help.moving}` }, ...more];
}

/** The command that sends the same, a line a setting, so that most of them fit and it can be copied as it stands. */
function commandLines({ taskId, draft, access = [] }: State, wrap: (words: string) => string[]): string[] {
  const words = text().plans;
  const settings = settingsFor(keptEdits(draft));
  const whole = equivalentCommand(taskId, draft, access);
  if (!settings || shownCommand(whole) !== whole) return wrap(shownCommand(whole));
  const lines: string[] = [];
  for (const word of ['sms-wizard', 'update', taskId, ...access, ...settings].map(shellWord)) {
    if (lines.length === 0 || word.startsWith('--')) lines.push(word);
    else lines.push(`${lines.pop()} ${word}`);
  }
  const written = lines.join(' \\\n  ').split('\n').map(wrap);
  const isBroken = written.some((parts) => parts.length > 1);
  return [words.command, ...written.flat(), ...(isBroken ? wrap(words.brokenCommand) : [])];
}

const written = new WeakMap<JsonObject, { readonly columns: number; readonly lines: Lines<PageLine> }>();

/** The body of a request as it is read, worked out once for a width. */
function bodyLines(body: JsonObject, columns: number, wrap: (words: string) => string[]): Lines<PageLine> {
  const known = written.get(body);
  if (known?.columns === columns) return known.lines;
  const all = jsonLines(body, columns, wrap);
  const lines = {
    length: all.length,
    slice: (from: number, to: number) => all.slice(from, to).map((line) => ({ text: line })),
  };
  written.set(body, { columns, lines });
  return lines;
}

function requestLines(state: State, wrap: (words: string) => string[]): Lines<PageLine> {
  const say = text().screen.request;
  const { body } = updateRequest(state.draft);
  if (Object.keys(body).length === 0) return [{ text: say.none }];
  const head: PageLine[] = [
    { text: say.line(state.taskId, bytesText(requestBytes(state.draft))), tone: 'dim' },
    { text: '' },
  ];
  const command = commandLines(state, wrap);
  return inRow([
    head,
    bodyLines(body, widthFor(state), wrap),
    [{ text: '' }, ...command.map((line) => ({ text: line }))],
  ]);
}

const known = new WeakMap<State, Lines<PageLine>>();

/** The lines of the page that is open, wrapped to the window. */
export function pageLines(state: State): Lines<PageLine> {
  const lines = known.get(state) ?? build(state);
  known.set(state, lines);
  return lines;
}

/** Help for the field that is edited or in focus, without the keys; nothing where there is no such field. */
export function fieldHelp(state: State): readonly PageLine[] {
  const lines = fieldLines(state, wrapperFor(state));
  return lines.slice(0, -1);
}

const widthFor = ({ size }: State): number => size.columns - 4;
const wrapperFor = (state: State) => (words: string) => wrapTo(words, widthFor(state));

function build(state: State): Lines<PageLine> {
  const wrap = wrapperFor(state);
  if (state.phase.kind === 'picking') return pickerHelp(wrap);
  return state.overlay === 'request' ? requestLines(state, wrap) : helpLines(state, wrap);
}

/** How many lines of a page the window shows. */
export const pageRoom = (state: State): number => layoutOf(state.size).page;

/** The first line shown: never past the end. */
export function pageTop(state: State): number {
  return Math.min(state.overlayTop, Math.max(0, pageLines(state).length - pageRoom(state)));
}
