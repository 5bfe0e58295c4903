/** The Chinese catalogue beside the English one: nothing missing, nothing left untranslated, every value in its place. */
import { describe, expect, test } from 'vitest';
import { fieldKey, fieldsOf, OBJECT_NAMES } from '../../../src/task/fields/catalogue.ts';
import { describeLimits } from '../../../src/task/fields/values.ts';
import { textWidth } from '../../../src/terminal/text/text-width.ts';
import { en } from '../../../src/text/en/en.ts';
import { currentLanguage, lookup, setLanguage, text } from '../../../src/text/text.ts';
import { zh } from '../../../src/text/zh/zh.ts';
import { speakHere } from '../../support/language.ts';

type Message = string | ((...given: never[]) => string);

/** Every sentence of a catalogue by its path. */
function messagesOf(catalogue: object, path = ''): [string, Message][] {
  return Object.entries(catalogue).flatMap(([key, value]): [string, Message][] => {
    const here = path ? `${path}.${key}` : key;
    return typeof value === 'object' && value !== null ? messagesOf(value, here) : [[here, value as Message]];
  });
}

const english = messagesOf(en);
const chinese = new Map(messagesOf(zh));

/** Words that are the same in both languages: names, units, commands and words of the API. */
const SAME = new Set([
  '%',
  'sms-wizard',
  'lvm',
  'btrfs',
  'Btrfs',
  'UUID',
  'TLS',
  'MTU',
  'ECS ID',
  'KooCLI',
  'Node',
  'Token',
  'MB',
  'Mbit/s',
  'Yes',
  'No',
  '–',
  '130 / 143',
  'Ctrl-C',
  'SIGTERM',
]);

/** Commands as they are typed. */
const FORMS = /^cli\.usage\.commands\.\w+\.0$/;

const HAN = /\p{Script=Han}/u;

/** Words that a sentence in Chinese may hold in a row: they are typed or read as they are. */
const PROSE = /\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b/;

describe('the catalogues', () => {
  test('have the same keys', () => {
    expect([...chinese.keys()].sort()).toEqual(english.map(([path]) => path).sort());
  });

  test('have sentences where the other has sentences, and functions of as many arguments', () => {
    const shape = (message: Message | undefined) =>
      typeof message === 'function' ? message.length : typeof message;
    for (const [path, message] of english) expect(shape(chinese.get(path)), path).toBe(shape(message));
  });

  test('leave nothing in English but names, units and what is typed', () => {
    const same = english.filter(
      ([path, message]) => typeof message === 'string' && chinese.get(path) === message,
    );
    const words = same.filter(([path, message]) => !FORMS.test(path) && !/^\d*$/.test(message as string));
    const left = words.map(([, message]) => message as string);
    expect(left.filter((message) => !SAME.has(message))).toEqual([]);
  });

  test('hold Chinese sentences with Chinese marks', () => {
    for (const [path, message] of english) {
      const translated = chinese.get(path);
      if (typeof translated !== 'string' || translated === message || SAME.has(translated)) continue;
      expect(translated, path).toMatch(HAN);
      expect(translated, path).not.toMatch(PROSE);
      // Half-width marks stand only in what is typed.
      expect(translated, path).not.toMatch(/\p{Script=Han}[,.;:?!]/u);
    }
  });
});

/** Arguments of every kind that a function may take; those that are not of its kind are passed over. */
const KINDS: readonly ((place: number) => unknown)[] = [
  (place) => `‹${place}›`,
  (place) => [`‹${place}›`],
  (place) => 7001 + place,
  () => [],
  () => 1,
  () => new Date(0),
];

function messageWith(message: Message, kind: (place: number) => unknown): string | undefined {
  const given = Array.from({ length: message.length }, (_, place) => kind(place));
  try {
    return String((message as (...given: unknown[]) => unknown)(...given));
  } catch {
    return undefined;
  }
}

const VALUE = /‹\d›|700\d/g;

test('every message contains all its arguments, in both languages', () => {
  for (const [path, message] of english) {
    if (typeof message !== 'function') continue;
    let tried = 0;
    for (const kind of KINDS) {
      const first = messageWith(message, kind);
      if (first === undefined) continue;
      tried++;
      const second = messageWith(chinese.get(path) as Message, kind) ?? '';
      expect(second.match(VALUE) ?? [], path).toEqual(expect.arrayContaining(first.match(VALUE) ?? []));
      expect(second, path).not.toMatch(PROSE);
      const faulty = /undefined|\[object|NaN/;
      if (!faulty.test(first)) expect(second, path).not.toMatch(faulty);
    }
    expect(tried, path).toBeGreaterThan(0);
  }
});

describe('the language in use', () => {
  test('is English until another one is spoken', async () => {
    expect(currentLanguage()).toBe('en');
    expect(text().screen.steps.disks).toBe('Disks');
    await speakHere('zh');
    expect(currentLanguage()).toBe('zh');
    expect(text().screen.steps.disks).toBe('磁盘');
    await setLanguage('en');
    expect(text()).toBe(en);
  });

  test('a test that spoke Chinese leaves English behind', () => {
    expect(currentLanguage()).toBe('en');
  });

  test('a word that is no key of a table has no entry, whatever objects inherit', () => {
    expect(lookup(text().screen.disk.uses, 'OS')).toBe('os');
    expect(lookup(text().screen.disk.uses, 'constructor')).toBeUndefined();
  });
});

test('every field is explained in Chinese, with a label that fits on the smallest screen', async () => {
  await speakHere('zh');
  for (const field of OBJECT_NAMES.flatMap((object) => fieldsOf(object))) {
    const key = fieldKey(field);
    const { label, help } = lookup(text().fields, key) ?? { label: '', help: '' };
    // Labels have 22 columns at 60×16; a Chinese character takes two.
    expect(textWidth(label), key).toBeLessThanOrEqual(22);
    expect(help, key).toMatch(/。$/);
    expect(help.length, key).toBeGreaterThanOrEqual(15);
    expect(describeLimits(field), key).not.toMatch(/[a-z]+ [a-z]+/);
  }
});
