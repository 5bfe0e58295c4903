/** The key parser on what terminals send: whole, cut anywhere, glued, and random. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type KeyInput, newKeyParser } from '../../../../src/terminal/keys/key-parser.ts';
import { KEYS, REPLIES } from './corpus.ts';

const ESC = '\x1b';

/** A short form: key names; parts of a glued key after `=`; runs and pastes in quotes. */
function short(input: KeyInput): string {
  if (input.type !== 'key') return `${input.type} ${JSON.stringify(input.text)}`;
  return input.parts ? `${input.key.name}=${input.parts.map(({ name }) => name).join(',')}` : input.key.name;
}

/** Pieces in one read each, then the wait for more. */
function read(...pieces: string[]): string[] {
  const parser = newKeyParser();
  return [...pieces.flatMap((piece) => parser.push(piece)), ...parser.flush()].map(short);
}

describe('keys', () => {
  test.each(KEYS)('of %s: %s is %s', (_terminal, sequence, name) => {
    expect(read(sequence)).toEqual(name === '' ? [] : [name]);
  });

  test.each(KEYS)('of %s: %s in a single byte a read', (_terminal, sequence, name) => {
    expect(read(...sequence)).toEqual(name === '' ? [] : [name]);
  });
});

describe('replies and reports', () => {
  test.each(REPLIES)('drops %s', (_what, reply) => {
    expect(read(reply)).toEqual([]);
    expect(read(...reply)).toEqual([]);
  });

  test.each(REPLIES)('drops %s between two keys', (_what, reply) => {
    expect(read(`a${reply}b`)).toEqual(['run "a"', 'run "b"']);
  });

  test('drops a mouse report of X10 with any three characters', () => {
    expect(read(`${ESC}[M !"q`)).toEqual(['run "q"']);
    expect(read(`${ESC}[M`, ' !', '"', 'q')).toEqual(['run "q"']);
  });

  test.each([
    ['OSC', `${ESC}]11;rgb:ffff`],
    ['DCS', `${ESC}P>|foot`],
    ['APC', `${ESC}_Gi=1`],
    ['CSI', `${ESC}[?62;22`],
  ])('forgets a %s whose end never comes, and takes the next key', (_kind, started) => {
    expect(read(started)).toEqual([]);
    const parser = newKeyParser();
    parser.push(started);
    expect(parser.wait()).toBe(500);
    parser.flush();
    expect(parser.push('q').map(short)).toEqual(['run "q"']);
  });

  test.each([`${ESC}]11;rgb:`, `${ESC}P1$r`, `${ESC}[20`, `${ESC}[200~text`])(
    'lets ^C through after %j',
    (started) => {
      expect(read(started, '\x03').at(-1)).toBe('ctrl+c');
    },
  );
});

describe('Esc', () => {
  test.each([
    [`${ESC}`, ['escape']],
    [`${ESC}${ESC}`, ['escape', 'escape']],
    [`${ESC}\t`, ['alt+tab=escape,tab']],
    [`${ESC}\r`, ['alt+enter=escape,enter']],
    [`${ESC}q`, ['alt+q=escape,q']],
    [`${ESC}任`, ['alt+任=escape,任']],
    [`${ESC}\x7f`, ['alt+backspace=escape,backspace']],
    [`${ESC}${ESC}[B`, ['alt+down=escape,down']],
    [`${ESC}${ESC}OB`, ['alt+down=escape,down']],
    [`${ESC}${ESC}${ESC}[A`, ['escape', 'alt+up=escape,up']],
    [`${ESC}${ESC}[?62c`, ['escape']],
    [`${ESC}\x03`, ['alt+ctrl+c=escape,ctrl+c']],
    [`${ESC}[`, ['escape', '[']],
    [`${ESC}O`, ['escape', 'O']],
    [`${ESC}P`, ['escape', 'P']],
    [`${ESC}]`, ['escape', ']']],
    [`${ESC}[\r`, ['escape', 'run "[\\r"']],
  ])('and what came with it, %j, is taken apart', (glued, keys) => {
    expect(read(glued)).toEqual(keys);
  });

  test.each(['q', 'b', '\t', '\r', '?', '任', '\x7f', '\x13'])(
    'then %j in a read of its own is Esc and that key',
    (next) => {
      expect(read(ESC, next)[0]).toBe('escape');
      expect(read(ESC, next)).toHaveLength(2);
    },
  );

  test('is waited for once: 100 ms', () => {
    const parser = newKeyParser();
    expect(parser.push(ESC)).toEqual([]);
    expect(parser.wait()).toBe(100);
    expect(parser.flush().map(short)).toEqual(['escape']);
    expect(parser.wait()).toBeUndefined();
  });
});

describe('pastes', () => {
  test('come as they are, with line breaks, escapes and control characters inside', () => {
    expect(read(`${ESC}[200~a\r\n${ESC}[Ab\x03${ESC}[201~q`)).toEqual([
      `paste ${JSON.stringify(`a\r\n${ESC}[Ab\x03`)}`,
      'run "q"',
    ]);
  });

  test('cut anywhere are one', () => {
    const whole = `${ESC}[200~web-01\r\nx${ESC}[201~`;
    for (let at = 1; at < whole.length; at++)
      expect(read(whole.slice(0, at), whole.slice(at)), `cut at ${at}`).toEqual(['paste "web-01\\r\\nx"']);
  });

  test('without an end are over after a silence', () => {
    const parser = newKeyParser();
    expect(parser.push(`${ESC}[200~web`)).toEqual([]);
    expect(parser.push('-01')).toEqual([]);
    expect(parser.wait()).toBe(500);
    expect(parser.flush().map(short)).toEqual(['paste "web-01"']);
    expect(parser.push('q').map(short)).toEqual(['run "q"']);
    // An end mark that comes late isn't a key.
    expect(parser.push(`${ESC}[201~`)).toEqual([]);
  });
});

/** Pieces of everything that a terminal may send, and of things that none sends. */
const piece = fc.oneof(
  fc.constantFrom(...KEYS.map(([, sequence]) => sequence)),
  fc.constantFrom(...REPLIES.map(([, reply]) => reply)),
  fc.constantFrom(ESC, `${ESC}[`, `${ESC}[200~`, `${ESC}[201~`, `${ESC}]`, `${ESC}P`, '\x9b', '\x00', '\x1a'),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const stream = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

describe('anything at all', () => {
  const runs = { numRuns: Number(process.env.SMS_TEST_RUNS ?? 2000) };

  test('is read without a failure, and after it ^C and a letter are keys', () => {
    fc.assert(
      fc.property(fc.array(stream, { maxLength: 4 }), (reads) => {
        const parser = newKeyParser();
        for (const chunk of reads) {
          parser.push(chunk);
          if (chunk.length % 3 === 0) parser.flush();
        }
        const interrupted = [...parser.push('\x03'), ...parser.flush()].map(short).join(' ');
        // After a lone Esc in the same read only, ^C may be one with Alt: never here.
        expect(interrupted.endsWith('ctrl+c') || /M.{0,2}$/s.test(reads.join(''))).toBe(true);
        expect(parser.wait()).toBeUndefined();
        expect(parser.push('q').map(short)).toEqual(['run "q"']);
      }),
      runs,
    );
  });

  test('gives no key that has an escape in its text, and only keys it knows from sequences', () => {
    fc.assert(
      fc.property(stream, (chunk) => {
        const parser = newKeyParser();
        for (const input of [...parser.push(chunk), ...parser.flush()]) {
          if (input.type === 'run') expect(input.text).not.toContain(ESC);
          if (input.type === 'key') expect(input.key.text).not.toContain(ESC);
        }
      }),
      runs,
    );
  });

  test('that is whole sequences means the same however it is cut, if no read ends in an escape', () => {
    const whole = fc.array(fc.constantFrom(...KEYS, ...REPLIES), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(whole, fc.array(fc.nat(), { maxLength: 4 }), (parts, cuts) => {
        const input = parts.map(([, sequence]) => sequence).join('');
        const at = [...new Set(cuts.map((cut) => cut % input.length))]
          .filter((cut) => cut > 0 && input[cut - 1] !== ESC)
          .toSorted((a, b) => a - b);
        const pieces = [0, ...at].map((from, index) => input.slice(from, at[index]));
        const joined = (inputs: string[]) => inputs.join(' ').replaceAll(/" run "/g, '');
        expect(joined(read(...pieces))).toBe(joined(read(input)));
      }),
      runs,
    );
  });
});
