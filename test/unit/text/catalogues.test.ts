/** The Chinese catalogue beside the English one: nothing missing, nothing left untranslated, every value in its place. */
import { describe, expect, test } from 'vitest';
import { fieldKey, fieldsOf, OBJECT_NAMES } from '../../../src/task/catalogue.ts';
import { limitsOf } from '../../../src/task/values.ts';
import { widthOf } from '../../../src/terminal/columns.ts';
import { en } from '../../../src/text/en/en.ts';
import { entryOf, language, speak, text } from '../../../src/text/text.ts';
import { zh } from '../../../src/text/zh/zh.ts';
import { speakHere } from '../../support/language.ts';

type Saying = string | ((...given: never[]) => string);

/** Every sentence of a catalogue by its path. */
function sayings(catalogue: object, path = ''): [string, Saying][] {
  return Object.entries(catalogue).flatMap(([key, value]): [string, Saying][] => {
    const here = path ? `${path}.${key}` : key;
    return typeof value === 'object' && value !== null ? sayings(value, here) : [[here, value as Saying]];
  });
}

const english = sayings(en);
const chinese = new Map(sayings(zh));

/** The same in both languages: names, units, commands and words of the API. */
const SAME = new Set([
  'sms-wizard',
  'sms-wizard: ',
  'lvm',
  'btrfs',
  'Btrfs',
  'UUID',
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
  'Ctrl-C / SIGTERM',
]);

/** How commands are typed. */
const FORMS = /^cli\.usage\.commands\.\w+\.0$/;

const HAN = /\p{Script=Han}/u;

/** Words that a sentence in Chinese may hold in a row: they are typed or read as they are. */
const PROSE = /\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b/;

describe('the catalogues', () => {
  test('have the same keys', () => {
    expect([...chinese.keys()].sort()).toEqual(english.map(([path]) => path).sort());
  });

  test('have sentences where the other has sentences, and functions of as many arguments', () => {
    const shape = (said: Saying | undefined) => (typeof said === 'function' ? said.length : typeof said);
    for (const [path, said] of english) expect(shape(chinese.get(path)), path).toBe(shape(said));
  });

  test('leave nothing in English but names, units and what is typed', () => {
    const same = english.filter(([path, said]) => typeof said === 'string' && chinese.get(path) === said);
    const words = same.filter(([path, said]) => !FORMS.test(path) && !/^\d*$/.test(said as string));
    const left = words.map(([, said]) => said as string);
    expect(left.filter((said) => !SAME.has(said))).toEqual([]);
  });

  test('hold Chinese sentences with Chinese marks', () => {
    for (const [path, said] of english) {
      const translated = chinese.get(path);
      if (typeof translated !== 'string' || translated === said || SAME.has(translated)) continue;
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

function saidWith(said: Saying, kind: (place: number) => unknown): string | undefined {
  const given = Array.from({ length: said.length }, (_, place) => kind(place));
  try {
    return String((said as (...given: unknown[]) => unknown)(...given));
  } catch {
    return undefined;
  }
}

const VALUE = /‹\d›|700\d/g;

test('every function says all that it is given, in both languages', () => {
  for (const [path, said] of english) {
    if (typeof said !== 'function') continue;
    let tried = 0;
    for (const kind of KINDS) {
      const first = saidWith(said, kind);
      if (first === undefined) continue;
      tried++;
      const second = saidWith(chinese.get(path) as Saying, kind) ?? '';
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
    expect(language()).toBe('en');
    expect(text().screen.steps.disks).toBe('Disks');
    await speakHere('zh');
    expect(language()).toBe('zh');
    expect(text().screen.steps.disks).toBe('磁盘');
    await speak('en');
    expect(text()).toBe(en);
  });

  test('a test that spoke Chinese leaves English behind', () => {
    expect(language()).toBe('en');
  });

  test('a word that is no key of a table has no entry, whatever objects inherit', () => {
    expect(entryOf(text().screen.disk.uses, 'OS')).toBe('os');
    expect(entryOf(text().screen.disk.uses, 'constructor')).toBeUndefined();
  });
});

test('every field is explained in Chinese, with a label that fits on the smallest screen', async () => {
  await speakHere('zh');
  for (const field of OBJECT_NAMES.flatMap((object) => fieldsOf(object))) {
    const key = fieldKey(field);
    const { label, help } = entryOf(text().fields, key) ?? { label: '', help: '' };
    // Labels have 22 columns at 60×16; a Chinese character takes two.
    expect(widthOf(label), key).toBeLessThanOrEqual(22);
    expect(help, key).toMatch(/。$/);
    expect(help.length, key).toBeGreaterThanOrEqual(15);
    expect(limitsOf(field), key).not.toMatch(/[a-z]+ [a-z]+/);
  }
});
