/** Texts never present an inference as a fact: each sentence about what SMS does names its certainty. */
import { describe, expect, test } from 'vitest';
import { contentOf } from '../../scripts/docs/documents.ts';
import { en } from '../../src/text/en/en.ts';
import { zh } from '../../src/text/zh/zh.ts';
import { allClaims, claimsIn, DOCUMENTED, isMarked, MARKS, withoutMarks } from '../support/claims.ts';

const CLAIMS = allClaims();

/** The section of the API notes behind an anchor, up to the next one of its level. */
function factAt(anchor: string): string {
  const sections = contentOf('docs/api-notes.md').split(/^(?=#{2,3} )/m);
  const slug = (section: string) =>
    /^#+ (.*)/
      .exec(section)?.[1]
      ?.toLowerCase()
      .replace(/[^\w -]/g, '')
      .replace(/ /g, '-');
  return sections.find((section) => slug(section) === anchor) ?? '';
}

test('each claim about SMS carries what is known', () => {
  expect(CLAIMS.length).toBeGreaterThan(80);
  expect(CLAIMS.filter((claim) => !isMarked(claim))).toEqual([]);
});

describe('the test itself', () => {
  test.each([
    'SMS replaces the list.',
    'The service answers 200 and changes nothing.',
    'RUNNING takes only name and rate limit.',
    'Takes effect in any state.',
    'A volume that is left out is gone.',
    'A volume that you omit is deleted.',
    'Error code of a failed clone, set by SMS.',
  ])('finds a claim without a mark: %s', (sentence) => {
    const [claim] = claimsIn('x', [sentence]);
    expect(claim && isMarked(claim)).toBe(false);
  });

  test('fails on every marked claim whose mark is removed', () => {
    const marked = CLAIMS.filter(({ sentence }) => MARKS.some((mark) => mark.test(sentence)));
    expect(marked.length).toBeGreaterThan(30);
    const unnoticed = marked.filter(({ file, sentence }) => {
      const bare = claimsIn(file, [withoutMarks(sentence)]);
      return (
        !DOCUMENTED.some(({ text }) => sentence.includes(text)) && !bare.some((claim) => !isMarked(claim))
      );
    });
    expect(unnoticed).toEqual([]);
  });

  test('fails without any one of the documented facts', () => {
    for (const fact of DOCUMENTED) {
      const others = DOCUMENTED.filter((other) => other !== fact);
      expect(
        CLAIMS.filter((claim) => !isMarked(claim, others)),
        fact.text,
      ).not.toEqual([]);
    }
  });
});

test.each(DOCUMENTED)('$fact is marked as documented in the API notes', ({ fact }) => {
  expect(factAt(fact)).toContain('**D**');
});

/** Every sentence of a catalogue by its path; functions as they are written. */
function sayings(catalogue: object, path = ''): [string, string][] {
  return Object.entries(catalogue).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? sayings(value, `${path}.${key}`)
      : [[`${path}.${key}`, String(value)]],
  );
}

const chinese = new Map(sayings(zh));
const UNSURE_IN_CHINESE = /可能|或许|未必|不一定|未说明|不知道|文档|观察/;

test('what SMS may do in English it may do in Chinese', () => {
  const unsure = sayings(en).filter(
    ([, sentence]) =>
      claimsIn('', [sentence]).length > 0 &&
      /\b(?:may|might|likely|probably|seems?|observed)\b/i.test(sentence),
  );
  expect(unsure.length).toBeGreaterThan(15);
  expect(unsure.filter(([path]) => !UNSURE_IN_CHINESE.test(chinese.get(path) ?? ''))).toEqual([]);
});

test('Chinese says of no field or rule that a change takes effect where English does not', () => {
  const english = new Map(sayings(en));
  const claims = [...chinese].filter(
    ([path, sentence]) => /^\.(?:fields|rules|ruleTexts|ruleAdvice)\b/.test(path) && /生效/.test(sentence),
  );
  expect(claims.length).toBeGreaterThan(3);
  expect(claims.filter(([path]) => !/\beffect\b|\bappl(?:y|ied)\b/.test(english.get(path) ?? ''))).toEqual(
    [],
  );
});

test('what is unsure in English is unsure in Chinese', () => {
  const unsure = sayings(en).filter(([, sentence]) => /\b(?:likely|not documented)\b/i.test(sentence));
  expect(unsure.length).toBeGreaterThan(20);
  expect(unsure.filter(([path]) => !/可能|未说明|文档/.test(chinese.get(path) ?? ''))).toEqual([]);
});
