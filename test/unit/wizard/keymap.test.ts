/** The keys as a table: no page is without help and a way out. */
import { expect, test } from 'vitest';
import { type Context, helpBarBindings, KEYMAP } from '../../../src/wizard/keymap.ts';

const CONTEXTS = [...new Set(KEYMAP.flatMap(({ contexts }) => contexts))];
/** Contexts in which `?` is a letter or nothing can be done but wait, and the help itself. */
const WITHOUT_HELP: readonly Context[] = [
  'textInput',
  'filter',
  'taskSearch',
  'waiting',
  'taskLoading',
  'overlay',
];

test.each(CONTEXTS)('%s: the help bar has ^C, and ? unless it is a letter there', (context) => {
  const actions = helpBarBindings(context).map(({ action }) => action);
  expect(actions).toContain('interrupt');
  expect(actions.includes('help')).toBe(!WITHOUT_HELP.includes(context));
});

test.each(CONTEXTS)('%s: no key has two meanings', (context) => {
  const keys = KEYMAP.filter(({ contexts }) => contexts.includes(context)).flatMap((binding) => binding.keys);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});
