/** The prompt for each context of the keymap. */
import { findingsOf } from '../task/rules/rules.ts';
import { failureLines } from '../text/failure-text.ts';
import { lookup, text } from '../text/text.ts';
import { type ActionName, type Context, helpBarBindings } from '../wizard/keymap.ts';
import { contextOf } from '../wizard/reducer.ts';
import { savedChangeCount } from '../wizard/rows/change-count.ts';
import type { State } from '../wizard/state.ts';
import { ageText, findingText, savedEditLines } from '../wizard/text/labels.ts';
import { pauseOffer, submitQuestion } from '../wizard/text/messages.ts';
import { interruptedText, startQuestion, submitSteps } from '../wizard/text/move-text.ts';
import { actAndAnnounce } from './announce.ts';
import { pickPrompt, textPrompt } from './field-prompt.ts';
import { type LineConsole, truncateRow } from './line-console.ts';
import { listPrompt } from './list-prompt.ts';
import { searchPrompt } from './task-list-prompt.ts';
import { watchPrompt } from './watch-prompt.ts';

type Prompt = (console: LineConsole) => Promise<void>;

interface Choice {
  readonly words: string;
  /** Letter that may be typed instead of the number. */
  readonly letter?: string;
  readonly key: string;
}

/** Prints numbered choices, each a key of the screen, and prompts until one is chosen. */
async function choose(console: LineConsole, choices: readonly Choice[]): Promise<void> {
  const texts = text().plain;
  console.print(...choices.map(({ words }, index) => texts.numbered(index + 1, words)));
  for (;;) {
    const answer = (await console.ask(texts.answer, true)).normalize('NFKC').trim().toLowerCase();
    if (answer === 'q') return console.store.dispatch({ type: 'quit' });
    const choice = choices.find(({ letter }, index) => [String(index + 1), letter].includes(answer));
    if (choice) return actAndAnnounce(console, () => console.press(choice.key));
    console.print(texts.pickNumber(choices.length));
  }
}

/** Returns the help bar's actions of a context as choices. */
function choicesOf(context: Context, but: readonly ActionName[] = []): Choice[] {
  const { bar } = text().screen;
  return helpBarBindings(context)
    .filter(({ action }) => action !== 'interrupt' && action !== 'help' && !but.includes(action))
    .map(({ action, keys }) => ({ words: lookup(bar, action) ?? action, key: keys[0] ?? '' }));
}

async function resumePrompt(console: LineConsole): Promise<void> {
  const { phase, draft } = console.state();
  if (phase.kind !== 'resuming') return;
  const { leftovers, at } = phase;
  const found = leftovers[at];
  if (!found) return;
  const texts = text().screen.resume;
  const title = [texts.title, texts.which(at + 1, leftovers.length)].filter(Boolean).join(', ');
  console.print(
    '',
    text().plain.title(title),
    texts.found(savedChangeCount(found.edits), ageText(found.age)),
  );
  await console.printPaged(savedEditLines(draft, found.edits).map(truncateRow));
  console.print(texts.hint);
  await choose(console, choicesOf('resumeDraft', leftovers.length > 1 ? [] : ['nextDraft']));
}

interface Question {
  readonly lines: readonly string[];
  readonly yes: string;
  /** The answer that pauses the task, if that is offered. */
  readonly pause?: string;
  readonly no: string;
}

/**
 * Prompts until a question is answered: `y` is yes, `n` or Enter no, `p` yes with a pause where that is offered. Input from
 * before the prompt is discarded.
 */
async function askYesOrNo(console: LineConsole, { lines, yes, pause, no }: Question): Promise<void> {
  const texts = text().plain;
  const context = contextOf(console.state());
  console.print('', ...lines);
  for (;;) {
    const prompt = pause === undefined ? texts.yesOrNo(yes, no) : texts.yesPauseOrNo(yes, pause, no);
    const answer = (await console.ask(prompt, true)).normalize('NFKC').trim().toLowerCase();
    if (answer === 'q') return console.store.dispatch({ type: 'quit' });
    const key = { y: 'y', n: 'n', '': 'n', ...(pause === undefined ? {} : { p: 'p' }) }[answer];
    if (key) actAndAnnounce(console, () => console.press(key));
    if (contextOf(console.state()) !== context || console.state().phase.kind === 'submitting') return;
    // The question again, so that it is just above its answer.
    console.print(...lines.slice(-1));
  }
}

/** Asks whether to submit the draft. */
async function confirmPrompt(console: LineConsole): Promise<void> {
  const { screen, plain, findings } = text();
  const state = console.state();
  const warnings = findingsOf(state.draft).filter(({ severity }) => severity === 'warning');
  const [question] = submitQuestion(state);
  const [offer, ...windows] = pauseOffer(state);
  await askYesOrNo(console, {
    lines: [
      ...warnings.map((warning) => plain.field(findings.warning, findingText(state.draft, warning))),
      ...windows,
      question,
    ],
    yes: screen.bar.confirmSubmit ?? '',
    ...(offer === undefined ? {} : { pause: plain.pauseAnswer }),
    no: screen.bar.declineSubmit ?? '',
  });
}

/** Asks whether to start a task that was paused here. */
async function startPrompt(console: LineConsole): Promise<void> {
  const { bar } = text().screen;
  const lines = [startQuestion(console.state())];
  await askYesOrNo(console, { lines, yes: bar.confirmStart ?? '', no: bar.declineStart ?? '' });
}

/** Asks whether to delete an abandoned draft. */
async function discardPrompt(console: LineConsole): Promise<void> {
  const { phase } = console.state();
  const { bar, resume } = text().screen;
  const edits = phase.kind === 'resuming' ? (phase.leftovers[phase.at]?.edits ?? []) : [];
  await askYesOrNo(console, {
    lines: [resume.discard(savedChangeCount(edits))],
    yes: bar.confirmDiscard ?? '',
    no: bar.keepDraft ?? '',
  });
}

/** Interval between notices about a slow service, in seconds. */
const WAIT_NOTICE_SECONDS = 10;

/** Prints the progress until the wizard can prompt again. */
async function waitingPrompt(console: LineConsole): Promise<void> {
  const context = contextOf(console.state());
  let known: Waiting | undefined;
  let seconds = 0;
  const timer = setInterval(() => {
    seconds += WAIT_NOTICE_SECONDS;
    console.print(text().plain.waiting(seconds));
  }, WAIT_NOTICE_SECONDS * 1000);
  console.printed = undefined;
  try {
    await console.waitFor((state) => {
      const { phase } = state;
      if (phase.kind === 'loading' || phase.kind === 'submitting') {
        console.print(...unprintedLines(state, phase, known));
        known = phase;
      }
      return contextOf(state) !== context;
    });
  } finally {
    clearInterval(timer);
  }
}

type Waiting = Extract<State['phase'], { kind: 'loading' | 'submitting' }>;

/** Returns the lines of a wait that weren't printed yet. */
function unprintedLines({ taskId, host }: State, phase: Waiting, known: Waiting | undefined): string[] {
  const texts = text().screen;
  const lines: string[] = [];
  if (phase.kind === 'loading' && !known) lines.push(texts.loading(taskId, host));
  if (phase.kind === 'submitting') {
    const earlier = known?.kind === 'submitting' ? known : undefined;
    const printed = new Set(earlier ? submitSteps(earlier).map(({ words }) => words) : []);
    lines.push(...submitSteps(phase).flatMap(({ words }) => (printed.has(words) ? [] : [words])));
    if (phase.interrupted && !earlier?.interrupted) lines.push(interruptedText(phase));
  }
  if (phase.retry && phase.retry !== known?.retry) lines.push(phase.retry);
  return lines;
}

/** Prints why the task or the list couldn't be read, and prompts for the next step. */
async function failurePrompt(console: LineConsole): Promise<void> {
  const { phase, picker } = console.state();
  const failure = phase.kind === 'taskFailed' ? phase.failure : picker?.failed?.failure;
  const { screen, tasks } = text();
  if (failure)
    console.print(
      '',
      phase.kind === 'taskFailed' ? screen.unreadable : tasks.failed,
      ...failureLines(failure),
    );
  await choose(console, choicesOf(contextOf(console.state())));
}

/** Closes a page over the step: plain mode prints such pages at once and never prompts on them. */
const closePrompt: Prompt = async (console) => console.press('escape');

export const PROMPTS: Readonly<Record<Context, Prompt>> = {
  waiting: waitingPrompt,
  taskLoading: waitingPrompt,
  taskFailed: failurePrompt,
  openFailed: failurePrompt,
  listFailed: failurePrompt,
  resumeDraft: resumePrompt,
  list: listPrompt,
  review: listPrompt,
  result: listPrompt,
  taskList: listPrompt,
  taskSearch: searchPrompt,
  stateChoice: pickPrompt,
  confirm: confirmPrompt,
  confirmDiscard: discardPrompt,
  confirmStart: startPrompt,
  watching: watchPrompt,
  textInput: textPrompt,
  choice: pickPrompt,
  filter: closePrompt,
  overlay: closePrompt,
};
