/** Secrets as servers send them back: whole, in part, encoded, wrapped, in another case, with characters in between. */
import { describe, expect, test } from 'vitest';
import { redact, registerSecret, withoutUserInfo } from '../../../src/api/redact.ts';

const TOKEN = registerSecret(
  `MIIW${Array.from({ length: 60 }, (_, at) => (at * 7919 + 104729).toString(36)).join('')}`,
);
const KEY = registerSecret('wJalrXUtnFEMIK7MDENGbPxRfiCYzEXAMPLEKEY0');
const PASSWORD = registerSecret('Tr0ub4dor&"3é');
const SHORT = registerSecret('x7$q');
const OTHERS = [
  'Hello, world.',
  'The task 0215ef11e49d4743be23dd97a1561aaa is busy.',
  '00000000-0000-0000-0000-000000000000',
];

const ENCODINGS: Record<string, (secret: string) => string> = {
  whole: (secret) => secret,
  'in capitals': (secret) => secret.toUpperCase(),
  'in small letters': (secret) => secret.toLowerCase(),
  'in percent': (secret) => encodeURIComponent(secret),
  'in JSON': (secret) => JSON.stringify(secret),
  'on a page': (secret) => secret.replaceAll('&', '&amp;').replaceAll('"', '&quot;'),
  'in base64': (secret) => Buffer.from(secret).toString('base64'),
  'in base64 behind a letter': (secret) => Buffer.from(`u${secret}`).toString('base64'),
  'in base64 behind a user': (secret) => Buffer.from(`me:${secret}`).toString('base64'),
  'in base64 for addresses': (secret) => Buffer.from(`ab${secret}cd`).toString('base64url'),
  'in hex': (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
  'wrapped each four characters': (secret) => secret.replace(/.{4}/gu, '$&\n'),
  'with blanks in between': (secret) => [...secret].join(' '),
  'with dashes in between': (secret) => [...secret].join('-'),
  'with invisible characters in between': (secret) => [...secret].join('\u200b'),
};
/** Letters and digits in a row, in lower case, as a reader would put them together again. */
const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** The longest piece of a secret that is left in a text. */
function left(text: string, secret: string): number {
  const [all, one] = [bare(text), bare(secret)];
  for (let length = one.length; length > 0; length--)
    for (let at = 0; at + length <= one.length; at++)
      if (all.includes(one.slice(at, at + length))) return length;
  return 0;
}

describe.each([
  ['a token', TOKEN],
  ['a secret key', KEY],
  ['a password', PASSWORD],
])('%s', (_what, secret) => {
  test.each(Object.entries(ENCODINGS))('is masked %s', (_way, write) => {
    const shown = redact(`The header was ${write(secret)} and is wrong.`);
    expect(shown).toContain('***');
    expect(shown).toMatch(/^The header was /);
    expect(shown).toMatch(/ and is wrong\.$/);
    // The text that is left between masked parts is shorter than a part.
    expect(left(shown, write(secret))).toBeLessThan(12);
  });

  test.each([
    ['its beginning', (all: string) => all.slice(0, Math.ceil(all.length * 0.7))],
    ['its end', (all: string) => all.slice(-Math.ceil(all.length * 0.7))],
    ['its middle', (all: string) => all.slice(2, Math.ceil(all.length * 0.75) + 2)],
  ])('is masked where %s comes back', (_part, cut) => {
    const shown = redact(`Bad: ${cut(secret)}.`);
    expect(shown).toContain('***');
    expect(left(shown, secret)).toBeLessThan(5);
  });
});

test('twelve letters of a long secret are enough', () => {
  expect(redact(`ends in ${KEY.slice(20, 32)}`)).toBe('ends in ***');
  expect(redact(`ends in ${TOKEN.slice(100, 112)}!`)).toBe('ends in ***!');
});

test('a short secret is masked where it stands alone, and leaves words alone', () => {
  expect(redact(`user:${SHORT}@proxy`)).toBe('user:***@proxy');
  expect(redact(`"${SHORT.toUpperCase()}"`)).toBe('"***"');
  registerSecret('cat');
  expect(redact('The cat is in the category.')).toBe('The *** is in the category.');
});

test.each(OTHERS)('%s stays as it is', (text) => {
  expect(redact(text)).toBe(text);
});

test('letters of two units are not torn apart', () => {
  registerSecret('𝔘𝔫𝔦𝔠𝔬𝔡𝔢𝔖𝔢𝔠𝔯𝔢𝔱');
  const shown = redact('a 𝔘𝔫𝔦𝔠𝔬𝔡𝔢𝔖-𝔢𝔠𝔯𝔢𝔱 b');
  expect(shown).toBe('a *** b');
});

test('64 KB are searched for a token of 4 KB in a moment', () => {
  registerSecret(Array.from({ length: 700 }, (_, at) => (at * 104729).toString(36)).join(''));
  const text = 'Lorem ipsum dolor sit amet, '.repeat(2340);
  redact('');
  const from = performance.now();
  expect(redact(text)).toBe(text);
  expect(performance.now() - from).toBeLessThan(5000);
});

describe('an address', () => {
  test.each([
    ['https://user:pass@host/path', 'https://***@host/path'],
    ['ftp://user:p@ss@host', 'ftp://***@host'],
    ['user:pass@ho st', '***@ho st'],
    ['https://host/path', 'https://host/path'],
  ])('%s is shown as %s', (address, shown) => {
    expect(withoutUserInfo(address)).toBe(shown);
  });
});
