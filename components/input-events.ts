/** Turns what was read from the keyboard into events of the wizard. */
import { type Key, keyOfCharacter, newKey } from '../src/terminal/keys/key-names.ts';
import type { KeyInput } from '../src/terminal/keys/key-parser.ts';
import type { Hear } from '../src/terminal/keys/keyboard.ts';
import type { Event } from '../src/wizard/event.ts';
import { actionFor, type Context } from '../src/wizard/keymap.ts';
import { asksQuestion } from '../src/wizard/questions.ts';
import { contextOf, takesText } from '../src/wizard/reducer.ts';
import type { State } from '../src/wizard/state.ts';
import type { Store } from '../src/wizard/store.ts';

type InputEvent = Extract<Event, { type: 'key' | 'paste' }>;

const pressed = ({ name, text }: Key): InputEvent => ({ type: 'key', name, text });
const paste = (text: string): InputEvent => ({ type: 'paste', text });

const CONTROLS = /[\x00-\x1f\x7f]/;
/** Control characters that text has not: they come from keys alone, and what is around them too. */
const PRESSED = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/;
/** Single control characters, and runs of all others. */
const PARTS = /[\x00-\x1f\x7f]|[^\x00-\x1f\x7f]+/g;

/** Receiver of input: a text field, a step, a question, other keys of the screen, or a screen that is still to come. */
export type InputTarget = 'text' | 'step' | 'question' | 'keys' | 'later';

/**
 * Returns the events of characters that came in one read. No one presses several letters at once: they are a paste of a
 * terminal that doesn't mark it, or were typed ahead, and are never hotkeys. Lines are a paste, except that a line break
 * is Enter at the end of what goes into a text field, and in front of what is typed at a step, where it opens a field. A
 * question is answered by a key that comes alone: a letter and its line break may be the rest of a paste.
 */
export function eventsOfRun(run: string, target: InputTarget): InputEvent[] {
  const letters = [...run.replace(/[\x00-\x1f\x7f]/g, '')].length;
  if (letters <= 1 && (target !== 'question' || run.length === 1))
    return [...run].map((letter) => pressed(keyOfCharacter(letter)));
  const line = target === 'text' ? run.replace(/[\r\n]$/, '') : target === 'later' ? run.trim() : run;
  if (/[\r\n]/.test(line) && !PRESSED.test(run)) {
    const opens = target === 'step' && /^[\r\n][^\r\n]/.test(run);
    return opens ? [pressed(newKey('enter')), paste(run)] : [paste(run)];
  }
  const parts = run.match(PARTS) ?? [];
  return parts.map((part) => {
    if (CONTROLS.test(part)) return pressed(keyOfCharacter(part));
    return target === 'text' || target === 'later' ? pressed(newKey('', part)) : paste(part);
  });
}

function targetOf(state: State, isAhead: boolean): InputTarget {
  if (takesText(state)) return 'text';
  if (isAhead || state.phase.kind === 'loading') return 'later';
  if (asksQuestion(state)) return 'question';
  return contextOf(state) === 'list' ? 'step' : 'keys';
}

const UP_OR_DOWN: readonly string[] = ['up', 'down'];

/**
 * True for several arrows up or down in one read: a mouse wheel, which many terminals send as arrows. It may scroll a list,
 * but not change a value that is being typed or chosen.
 */
const isWheel = (inputs: readonly KeyInput[]): boolean =>
  inputs.length > 1 && inputs.every((input) => input.type === 'key' && UP_OR_DOWN.includes(input.key.name));

/** Contexts in which ↑ and ↓ change a value. */
const VALUES: readonly Context[] = ['textInput', 'choice', 'stateChoice'];

/** Returns a function that dispatches what one read brought, each event in the context that the one before it left. */
export function newInputDispatch(store: Store): Hear {
  const context = () => contextOf(store.state());

  const eventsOf = (input: KeyInput, isAhead: boolean): InputEvent[] => {
    if (input.type === 'paste') return [paste(input.text)];
    if (input.type === 'run') return eventsOfRun(input.text, targetOf(store.state(), isAhead));
    const isOne = input.parts === undefined || actionFor(context(), input.key.name) !== undefined;
    return (isOne ? [input.key] : (input.parts ?? [])).map(pressed);
  };

  return (inputs, isAhead) => {
    if (isWheel(inputs) && VALUES.includes(context())) return;
    for (const input of inputs) for (const event of eventsOf(input, isAhead)) store.dispatch(event);
  };
}
