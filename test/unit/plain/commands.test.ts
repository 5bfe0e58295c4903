/** Answers as they are typed, and what they mean. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COMMANDS, parseAnswer } from '../../../src/plain/commands.ts';
import { text } from '../../../src/text/text.ts';
import { actionFor } from '../../../src/wizard/keymap.ts';

const nameOf = (answer: string, context: Parameters<typeof parseAnswer>[1] = 'list') => {
  const reading = parseAnswer(answer, context);
  return reading.kind === 'command' ? [reading.command.name, reading.number] : reading;
};

describe('an answer', () => {
  test.each([
    ['', { kind: 'nothing' }],
    ['  \t ', { kind: 'nothing' }],
    ['7', { kind: 'row', number: 7 }],
    [' 12 ', { kind: 'row', number: 12 }],
    ['１２', { kind: 'row', number: 12 }],
    ['007', { kind: 'row', number: 7 }],
    ['-1', { kind: 'name', name: '-1' }],
    ['1.5', { kind: 'name', name: '1.5' }],
    ['1e3', { kind: 'name', name: '1e3' }],
    ['+10', { kind: 'name', name: '+10' }],
    ['vda1', { kind: 'name', name: 'vda1' }],
    ['o o', { kind: 'name', name: 'o o' }],
    ['submit', { kind: 'name', name: 'submit' }],
    ['u 3', { kind: 'name', name: 'u 3' }],
  ])('%j', (answer, meant) => {
    expect(nameOf(answer)).toEqual(meant);
  });

  test.each([
    ['o2', 'open', 2],
    ['O 2', 'open', 2],
    ['open 2', 'open', 2],
    ['?', 'help', undefined],
    ['？', 'help', undefined],
    ['? 3', 'help', 3],
    ['＋', 'offer', undefined],
    ['Undo', 'undo', undefined],
    ['d', 'remove', undefined],
    ['c', 'clear', undefined],
  ])('%j is a command', (answer, name, number) => {
    expect(nameOf(answer)).toEqual([name, number]);
  });

  test('means what it means only where it is known', () => {
    expect(nameOf('s', 'review')).toEqual(['submit', undefined]);
    expect(nameOf('s', 'taskList')).toEqual(['state', undefined]);
    expect(nameOf('s', 'list')).toEqual({ kind: 'name', name: 's' });
  });

  test('of any kind is understood or left alone, never an error', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('list', 'review', 'result', 'taskList'),
        (answer, context) => {
          expect(['nothing', 'row', 'command', 'name']).toContain(parseAnswer(answer, context).kind);
        },
      ),
    );
  });
});

describe('the commands', () => {
  test('have one meaning in each context, by letter and by word', () => {
    const seen = new Set<string>();
    for (const { contexts, letter, name } of COMMANDS) {
      for (const context of contexts) {
        for (const word of [letter, name]) {
          expect(seen.has(`${context} ${word}`), `${context} ${word}`).toBe(false);
          seen.add(`${context} ${word}`);
        }
      }
    }
  });

  test('press keys that mean something where they are given', () => {
    for (const { contexts, key, name } of COMMANDS) {
      for (const context of contexts)
        if (key) expect(actionFor(context, key), `${name} in ${context}`).toBeDefined();
    }
  });

  test('all have words', () => {
    for (const { name } of COMMANDS) expect(text().plain.commands[name]).toBeTruthy();
  });
});
