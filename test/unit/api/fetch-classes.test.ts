/** The small classes under ky say the same as Node's own, for all that a request of ours needs. */
import { describe, expect, test } from 'vitest';
import { PlainHeaders, PlainRequest } from '../../../src/api/network/fetch-classes.ts';
import * as fc from '../../support/fast-check.ts';

const name = fc.constantFrom(
  'Accept',
  'accept',
  'X-Auth-Token',
  'x-sdk-date',
  'Content-Type',
  'content-type',
);
const value = fc.stringMatching(/^[ \t]?[!-~]([ !-~\t]{0,12}[!-~])?[ \t]?$/);
const change = fc.oneof(
  fc.record({ kind: fc.constantFrom('set' as const, 'append' as const), name, value }),
  fc.record({ kind: fc.constant('delete' as const), name }),
);

const sorted = (entries: Iterable<readonly [string, string]>) =>
  [...entries].sort(([a], [b]) => (a < b ? -1 : 1));

describe('headers', () => {
  test('after any changes are those of Node', () => {
    fc.assert(
      fc.property(fc.dictionary(name, value), fc.array(change), (first, changes) => {
        const [ours, theirs] = [new PlainHeaders(first), new Headers(first)];
        for (const one of changes) {
          for (const headers of [ours, theirs])
            if (one.kind === 'delete') headers.delete(one.name);
            else headers[one.kind](one.name, one.value);
          expect(ours.get(one.name)).toBe(theirs.get(one.name));
          expect(ours.has(one.name)).toBe(theirs.has(one.name));
        }
        expect(sorted(ours)).toEqual(sorted(theirs));
        expect(sorted(new PlainHeaders(ours).entries())).toEqual(sorted(theirs));
      }),
    );
  });
});

describe('a request', () => {
  const signal = AbortSignal.timeout(60_000);
  test.each([
    ['https://sms.example.com', {}],
    ['https://SMS.example.com:443/v3/../v3/tasks?name=ü x#part', { method: 'PUT' }],
    ['http://127.0.0.1:8080/v3/tasks', { method: 'POST', headers: { Accept: 'application/json' }, signal }],
  ])('has the parts of Node’s: %s', (url, init) => {
    for (const input of [url, new URL(url)]) {
      const [ours, theirs] = [new PlainRequest(input, init), new Request(input, init)];
      for (const [one, other] of [
        [ours, theirs],
        [ours.clone(), theirs.clone()],
        [new PlainRequest(ours, { signal }), new Request(theirs, { signal })],
      ] as const) {
        // Node keeps the part after #, which isn't sent.
        expect(one.url).toBe(other.url);
        expect(one.method).toBe(other.method);
        expect(one.body).toBe(other.body);
        expect([...one.headers]).toEqual([...other.headers]);
      }
    }
    expect(new PlainRequest(url, { signal }).clone().signal).toBe(signal);
  });

  test('of a copy has headers of its own', () => {
    const first = new PlainRequest('https://sms.example.com', { headers: { Accept: 'text/plain' } });
    first.clone().headers.set('Accept', 'application/json');
    expect(first.headers.get('accept')).toBe('text/plain');
  });

  test('to no address can’t be made', () => {
    expect(() => new PlainRequest('sms.example.com')).toThrow(TypeError);
  });
});
