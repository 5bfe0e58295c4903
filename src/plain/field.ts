/** The question about one field: a new value, or one of its values by number. */
import { currentTask, locateIn } from '../task/draft.ts';
import { fieldValue } from '../task/path.ts';
import { exactBytes, limitsOf, presetsOf, showValue } from '../task/values.ts';
import { text } from '../text/text.ts';
import { additionsFor } from '../wizard/additions.ts';
import { fieldInPlace, sourceValue } from '../wizard/describe.ts';
import { preview, wordsFor } from '../wizard/editing.ts';
import { findingAt } from '../wizard/hints.ts';
import { focusedRow } from '../wizard/lists.ts';
import { fieldHelp } from '../wizard/pages.ts';
import { stateChoices } from '../wizard/picker-text.ts';
import { contextOf } from '../wizard/reduce.ts';
import type { Editor, State } from '../wizard/state.ts';
import { shortRow, type Talk } from './talk.ts';
import { tellOf } from './telling.ts';

/** The field, where it stands, its value now and on the server, and what may be typed. */
function questionLines({ draft }: State, editor: Editor): string[] {
  const say = text();
  const { field, keys } = locateIn(draft, editor.path);
  const [server, now] = [draft.base, currentTask(draft)].map((task) => fieldValue(task, field, keys));
  const inFull = [showValue(field, now), exactBytes(field, now)].filter(Boolean).join(' = ');
  const source = sourceValue(draft, keys);
  const finding = findingAt(draft, editor.path);
  const entry = editor.entry === undefined ? undefined : editor.line.typed || say.value.empty;
  return [
    '',
    say.plain.title(fieldInPlace(currentTask(draft), field, keys)),
    say.plain.enter.now(entry ?? inFull),
    ...(server === now ? [] : [say.screen.server(showValue(field, server))]),
    ...(source == null ? [] : [say.screen.source(showValue(field, source)).trim()]),
    ...(editor.choices ? [] : [say.screen.allowed(limitsOf(field))]),
    ...(field.presets ? [say.plain.enter.presets(say.plain.joined(presetsOf(field)))] : []),
    ...(finding ? [say.plain.field(say.findings[finding.severity], finding.message)] : []),
  ];
}

/** A text in double quotes is taken just as it stands between them. */
function unquoted(answer: string): string {
  return /^"[\s\S]*"$/.test(answer) && answer.length > 1 ? answer.slice(1, -1) : answer;
}

/** What every question answers to. True where the answer was such a word. */
async function common(talk: Talk, answer: string): Promise<boolean> {
  const typed = answer.normalize('NFKC').trim().toLowerCase();
  if (typed === '?') {
    const { editor } = talk.state();
    await talk.page(editor ? fieldHelp(talk.state()).map((line) => line.text) : [text().plain.noHelp]);
  } else if (typed === 'q') talk.store.dispatch({ type: 'quit' });
  else if (typed === '' || typed === 'b') {
    talk.press('escape');
    talk.say(text().plain.enter.kept);
  } else return false;
  return true;
}

/** Asks for a field that is typed, until it has a value that it takes or is left as it was. */
export async function textTurn(talk: Talk): Promise<void> {
  const say = text().plain.enter;
  const { editor } = talk.state();
  if (!editor) return;
  talk.say(...questionLines(talk.state(), editor), say.how);
  while (contextOf(talk.state()) === 'text') {
    const answer = await talk.ask(say.prompt);
    if (await common(talk, answer)) continue;
    const typed = answer.includes('\n') ? answer.trim() : unquoted(answer.trim());
    tellOf(talk, () => talk.enter(typed));
    const { editor: still, draft } = talk.state();
    const problem = still && preview(draft, still).problem;
    if (problem) talk.say(shortRow(problem));
  }
}

/** The choice that an answer means: its number, its words, or their only beginning. */
function choiceOf(choices: readonly (readonly string[])[], answer: string): number {
  const typed = answer.normalize('NFKC').trim().toLowerCase();
  if (/^\d+$/.test(typed)) return Number(typed) <= choices.length ? Number(typed) - 1 : -1;
  const exact = choices.findIndex((words) => words.some((word) => word.toLowerCase() === typed));
  if (exact >= 0) return exact;
  const begin = choices.filter((words) => words.some((word) => word.toLowerCase().startsWith(typed)));
  return begin.length === 1 ? choices.indexOf(begin[0] as readonly string[]) : -1;
}

/** What there is to choose from, which of it holds now, and the words before it. */
function choicesIn(state: State): { choices: readonly string[]; now: number; lines: string[] } {
  const { editor, picker } = state;
  const { screen, plain, tasks } = text();
  if (state.phase.kind === 'picking') {
    const lines = ['', plain.title(tasks.state), tasks.stateHint];
    return { choices: stateChoices(state), now: picker?.choosing ?? -1, lines };
  }
  if (editor)
    return { choices: editor.choices ?? [], now: editor.choice, lines: questionLines(state, editor) };
  const choices = additionsFor(state, focusedRow(state)).map(({ label }) => label);
  return { choices, now: -1, lines: ['', plain.title(screen.addition.title), screen.addition.hint] };
}

/** Asks for one of the values of a field, for what is to be added, or for a state of tasks. */
export async function pickTurn(talk: Talk): Promise<void> {
  const { plain } = text();
  const { choices, now, lines } = choicesIn(talk.state());
  const context = contextOf(talk.state());
  const { editor } = talk.state();
  const words = choices.map((choice, index) => (editor ? wordsFor(editor, index) : [choice]));
  const marked = choices.map((choice, index) =>
    plain.numbered(index + 1, index === now ? plain.enter.current(choice) : choice),
  );
  talk.say(...lines);
  await talk.page(marked.map(shortRow));
  while (contextOf(talk.state()) === context) {
    const answer = await talk.ask(plain.enter.pick);
    if (await common(talk, answer)) continue;
    const choice = answer.includes('\n') ? -1 : choiceOf(words, answer);
    if (choice >= 0) tellOf(talk, () => talk.press('enter'), choice);
    else talk.say(answer.includes('\n') ? plain.several : plain.enter.notAChoice(shortRow(answer.trim())));
  }
}
