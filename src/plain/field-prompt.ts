/** The prompt for a field: a new value, or one of its values by number. */
import { currentTask, locateIn } from '../task/edits/draft.ts';
import { baseValue, currentValue } from '../task/edits/draft-values.ts';
import { describeLimits, describePresets, formatExactBytes, formatValue } from '../task/fields/values.ts';
import { text } from '../text/text.ts';
import { additionsFor } from '../wizard/actions/additions.ts';
import { focusedRow } from '../wizard/actions/cursor.ts';
import { choiceLabels, previewEditor, sizeSumText } from '../wizard/actions/field-editor.ts';
import { newLine } from '../wizard/actions/text-input.ts';
import { contextOf } from '../wizard/reducer.ts';
import { containerOf, storageSentence } from '../wizard/rows/storage-bar.ts';
import type { Editor, State } from '../wizard/state.ts';
import { fieldInPlace, findingText, isFieldOfNewElement, sourceValue } from '../wizard/text/labels.ts';
import { findingAt } from '../wizard/text/messages.ts';
import { fieldHelp } from '../wizard/text/overlay-pages.ts';
import { stateChoiceLabels } from '../wizard/text/task-list-text.ts';
import { actAndAnnounce } from './announce.ts';
import { type LineConsole, truncateRow } from './line-console.ts';

/** Returns the field with its element, its values in the draft and on SMS, and its limits. */
function questionLines({ draft, filling }: State, editor: Editor): string[] {
  const texts = text();
  const { field, keys } = locateIn(draft, editor.path);
  const [server, now] = [baseValue(draft, field, keys), currentValue(draft, field, keys)];
  const inFull = [formatValue(field, now), formatExactBytes(field, now)].filter(Boolean).join(' = ');
  const source = sourceValue(draft, keys);
  const container = containerOf(keys);
  const finding = findingAt(draft, editor.path);
  const entry = editor.entry === undefined ? undefined : editor.line.typed || texts.value.empty;
  return [
    '',
    texts.plain.title(fieldInPlace(currentTask(draft), field, keys)),
    ...(filling ? [texts.screen.addition.step(filling.at + 1, filling.fields.length)] : []),
    texts.plain.enter.now(entry ?? inFull),
    ...(container && field.name === 'size' ? [storageSentence(draft, container) ?? []].flat() : []),
    ...(server === now || isFieldOfNewElement(draft, keys)
      ? []
      : [texts.screen.server(formatValue(field, server))]),
    ...(source == null ? [] : [texts.screen.source(formatValue(field, source)).trim()]),
    ...(editor.choices ? [] : [texts.screen.allowed(describeLimits(field))]),
    ...(field.presets ? [texts.plain.enter.presets(texts.plain.joined(describePresets(field)))] : []),
    ...(finding ? [texts.plain.field(texts.findings[finding.severity], findingText(draft, finding))] : []),
  ];
}

/** Returns the text between double quotes unchanged; other text as it is. */
function unquote(answer: string): string {
  return /^"[\s\S]*"$/.test(answer) && answer.length > 1 ? answer.slice(1, -1) : answer;
}

/** Handles answers common to all prompts (`?`, `q`, `b`, Enter); returns true for one of them. */
async function handleCommonAnswer(console: LineConsole, answer: string): Promise<boolean> {
  const typed = answer.normalize('NFKC').trim().toLowerCase();
  if (typed === '?') {
    const { editor } = console.state();
    await console.printPaged(
      editor ? fieldHelp(console.state()).map((line) => line.text) : [text().plain.noHelp],
    );
  } else if (typed === 'q') console.store.dispatch({ type: 'quit' });
  else if (typed === '' || typed === 'b') {
    console.press('escape');
    console.print(text().plain.enter.kept);
  } else return false;
  return true;
}

/** Prompts for a typed field until its value is accepted or the user leaves it. */
export async function textPrompt(console: LineConsole): Promise<void> {
  const texts = text().plain.enter;
  const { editor } = console.state();
  if (!editor) return;
  console.print(...questionLines(console.state(), editor), texts.how);
  while (console.state().editor?.path === editor.path) {
    const answer = await console.ask(texts.prompt);
    if (await handleCommonAnswer(console, answer)) continue;
    const typed = answer.includes('\n') ? answer.trim() : unquote(answer.trim());
    const sum = sizeSumText(console.state().draft, { ...editor, line: newLine(typed) });
    if (sum !== undefined) console.print(`${sum}.`);
    actAndAnnounce(console, () => console.typeLine(typed));
    const { editor: still, draft } = console.state();
    const problem = still?.path === editor.path && previewEditor(draft, still).problem;
    if (problem) console.print(truncateRow(problem));
  }
}

/** Returns the index of the choice that an answer names by number, label, or a part that no other has, begins first; -1 if none. */
function choiceOf(choices: readonly (readonly string[])[], answer: string): number {
  const typed = answer.normalize('NFKC').trim().toLowerCase();
  if (/^\d+$/.test(typed)) return Number(typed) <= choices.length ? Number(typed) - 1 : -1;
  const exact = choices.findIndex((words) => words.some((word) => word.toLowerCase() === typed));
  if (exact >= 0) return exact;
  const having = (fits: (word: string) => boolean) =>
    choices.filter((words) => words.some((word) => fits(word.toLowerCase())));
  const begin = having((word) => word.startsWith(typed));
  const found = begin.length ? begin : having((word) => word.includes(typed));
  return found.length === 1 ? choices.indexOf(found[0] as readonly string[]) : -1;
}

/** Returns the choices, the index of the current one, and the lines before them. */
function choiceList(state: State): { choices: readonly string[]; now: number; lines: string[] } {
  const { editor, picker } = state;
  const { screen, plain, tasks } = text();
  if (state.phase.kind === 'picking') {
    const lines = ['', plain.title(tasks.state), tasks.stateHint];
    return { choices: stateChoiceLabels(state), now: picker?.choosing ?? -1, lines };
  }
  if (editor)
    return { choices: editor.choices ?? [], now: editor.choice, lines: questionLines(state, editor) };
  const choices = additionsFor(state, focusedRow(state)).map(({ label }) => label);
  return { choices, now: -1, lines: ['', plain.title(screen.addition.title), screen.addition.hint] };
}

/** Prompts for one of a field's values, for an addition, or for a state of tasks. */
export async function pickPrompt(console: LineConsole): Promise<void> {
  const { plain } = text();
  const { choices, now, lines } = choiceList(console.state());
  const context = contextOf(console.state());
  const { editor } = console.state();
  const words = choices.map((choice, index) => (editor ? choiceLabels(editor, index) : [choice]));
  const marked = choices.map((choice, index) =>
    plain.numbered(index + 1, index === now ? plain.enter.current(choice) : choice),
  );
  console.print(...lines);
  await console.printPaged(marked.map(truncateRow));
  const isOpen = () =>
    contextOf(console.state()) === context && console.state().editor?.path === editor?.path;
  while (isOpen()) {
    const answer = await console.ask(plain.enter.pick);
    if (await handleCommonAnswer(console, answer)) continue;
    const choice = answer.includes('\n') ? -1 : choiceOf(words, answer);
    if (choice >= 0) actAndAnnounce(console, () => console.press('enter'), choice);
    else
      console.print(
        answer.includes('\n') ? plain.several : plain.enter.notAChoice(truncateRow(answer.trim())),
      );
  }
}
