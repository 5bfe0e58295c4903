/** What is asked when: a turn for each context of the keymap. The table is the whole dialogue. */
import { findingsOf } from '../task/rules/rules.ts';
import { entryOf, text } from '../text/text.ts';
import { ageText, keptText } from '../wizard/describe.ts';
import { failureLines } from '../wizard/failure.ts';
import { barFor, type Context } from '../wizard/keymap.ts';
import { contextOf } from '../wizard/reduce.ts';
import type { Stage, State } from '../wizard/state.ts';
import { pickTurn, textTurn } from './field.ts';
import { listTurn } from './list.ts';
import { shortRow, type Talk } from './talk.ts';
import { searchTurn } from './tasks.ts';
import { tellOf } from './telling.ts';

type Turn = (talk: Talk) => Promise<void>;

interface Choice {
  readonly words: string;
  /** What may be typed in place of the number. */
  readonly letter?: string;
  readonly key: string;
}

/** Numbered choices, each a key of the screen; asked until one is chosen. */
async function choose(talk: Talk, choices: readonly Choice[]): Promise<void> {
  const say = text().plain;
  talk.say(...choices.map(({ words }, index) => say.numbered(index + 1, words)));
  for (;;) {
    const answer = (await talk.ask(say.answer, true)).normalize('NFKC').trim().toLowerCase();
    if (answer === 'q') return talk.store.dispatch({ type: 'quit' });
    const choice = choices.find(({ letter }, index) => [String(index + 1), letter].includes(answer));
    if (choice) return tellOf(talk, () => talk.press(choice.key));
    talk.say(say.pickNumber(choices.length));
  }
}

/** The actions of the keymap that a context offers, as numbered choices. */
function offered(context: Context, but: readonly string[] = []): Choice[] {
  const { bar } = text().screen;
  return barFor(context)
    .filter(({ action }) => action !== 'interrupt' && !but.includes(action))
    .map(({ action, keys }) => ({ words: entryOf(bar, action) ?? action, key: keys[0] ?? '' }));
}

async function resumeTurn(talk: Talk): Promise<void> {
  const { phase, draft } = talk.state();
  if (phase.kind !== 'resuming') return;
  const { leftovers, at } = phase;
  const found = leftovers[at];
  if (!found) return;
  const say = text().screen.resume;
  const title = [say.title, say.which(at + 1, leftovers.length)].filter(Boolean).join(', ');
  talk.say('', text().plain.title(title), say.found(found.edits.length, ageText(found.age)));
  await talk.page(found.edits.map((edit) => shortRow(keptText(draft.base, edit))));
  talk.say(say.hint);
  await choose(talk, offered('resume', leftovers.length > 1 ? [] : ['nextLeftover']));
}

/** Warnings are asked about once; what was typed before the question is no answer to it. */
async function askTurn(talk: Talk): Promise<void> {
  const { screen, plain, findings } = text();
  const warnings = findingsOf(talk.state().draft).filter(({ severity }) => severity === 'warning');
  talk.say(
    '',
    ...warnings.map(({ message }) => plain.field(findings.warning, message)),
    screen.confirm(warnings.length),
  );
  await choose(talk, [
    { words: screen.bar.yes ?? '', letter: 'y', key: 'y' },
    { words: screen.bar.no ?? '', letter: 'n', key: 'n' },
  ]);
}

/** What is told when a stage of a submit begins. */
function stageLines(stage: Stage): string[] {
  const say = text().screen.submitting;
  const lines: Record<Stage, string[]> = {
    checking: [say.checking],
    sending: [say.checked, say.sending],
    verifying: [say.sent, say.verifying],
    verifying_lost: [say.lost, say.verifying],
    repeating: [say.repeating],
  };
  return lines[stage];
}

/** What a slow service is waited for before it is said again, in seconds. */
const PATIENCE = 10;

/** Tells how far the wizard is until something can be asked again. */
async function waitingTurn(talk: Talk): Promise<void> {
  const context = contextOf(talk.state());
  let known: Waiting | undefined;
  let seconds = 0;
  const timer = setInterval(() => {
    seconds += PATIENCE;
    talk.say(text().plain.waiting(seconds));
  }, PATIENCE * 1000);
  talk.told = undefined;
  try {
    await talk.until((state) => {
      const { phase } = state;
      if (phase.kind === 'loading' || phase.kind === 'submitting') {
        talk.say(...newsOf(state, phase, known));
        known = phase;
      }
      return contextOf(state) !== context;
    });
  } finally {
    clearInterval(timer);
  }
}

type Waiting = Extract<State['phase'], { kind: 'loading' | 'submitting' }>;

/** What has not been told yet of something that is waited for. */
function newsOf({ taskId, host }: State, phase: Waiting, known: Waiting | undefined): string[] {
  const say = text().screen;
  const lines: string[] = [];
  if (phase.kind === 'loading' && !known) lines.push(say.loading(taskId, host));
  if (phase.kind === 'submitting') {
    const earlier = known?.kind === 'submitting' ? known : undefined;
    if (earlier?.stage !== phase.stage) lines.push(...stageLines(phase.stage));
    if (phase.interrupted && !earlier?.interrupted) lines.push(say.submitting.interrupted);
  }
  if (phase.retry && phase.retry !== known?.retry) lines.push(phase.retry);
  return lines;
}

/** What could not be read: the task or the list. Why, and what can be done about it. */
async function failureTurn(talk: Talk): Promise<void> {
  const { phase, picker } = talk.state();
  const failure = phase.kind === 'unreadable' ? phase.failure : picker?.failed?.failure;
  const { screen, tasks } = text();
  if (failure)
    talk.say('', phase.kind === 'unreadable' ? screen.unreadable : tasks.failed, ...failureLines(failure));
  await choose(talk, offered(contextOf(talk.state())));
}

/** What the screen shows over the step is told at once and closed again, so it is never asked about. */
const closeTurn: Turn = async (talk) => talk.press('escape');

export const TURNS: Readonly<Record<Context, Turn>> = {
  waiting: waitingTurn,
  opening: waitingTurn,
  unreadable: failureTurn,
  unopened: failureTurn,
  unlisted: failureTurn,
  resume: resumeTurn,
  list: listTurn,
  review: listTurn,
  ended: listTurn,
  tasks: listTurn,
  search: searchTurn,
  states: pickTurn,
  ask: askTurn,
  text: textTurn,
  pick: pickTurn,
  filter: closeTurn,
  page: closeTurn,
};
