/** The signature: vectors, and a thousand generated requests beside the official signer. */
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sign, type UnsignedRequest } from '../../../src/api/signing.ts';

const require = createRequire(import.meta.url);
// Its index loads a whole client; the signer alone is the oracle.
const { AKSKSigner } = require('@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner.js');

const KEYS = { ak: 'AccessKey', sk: 'SecretKey' };
const OLD = new Date('2020-06-08T02:39:00Z');
const signatureOf = (headers: Record<string, string>) =>
  /Signature=([0-9a-f]{64})$/.exec(headers.Authorization ?? '')?.[1];

describe('documented vectors', () => {
  const resources = new URL('https://service.endpoint.myhuaweicloud.com/resources?size=1');
  const task = 'https://sms.ap-southeast-3.myhuaweicloud.com/v3/tasks/ef3b9722-07a0-40ae-89b0-889ee96d0001';

  test.each<[string, UnsignedRequest, object, Date, string]>([
    [
      'GET',
      { method: 'GET', url: resources, headers: {}, body: '' },
      {},
      OLD,
      'cfb4171acec81de07d50e53d57eb77edd537414d66ddb1d7d780f128e12cd842',
    ],
    [
      'POST',
      { method: 'POST', url: resources, headers: {}, body: '{"name":"test","id":1}' },
      {},
      OLD,
      '436b1ac0a1ae03705934bb70ef2f2e09f7bfed2117d731a38235053199323a1f',
    ],
    [
      'PUT with temporary keys',
      {
        method: 'PUT',
        url: new URL(task),
        headers: {
          'Content-Type': 'application/json',
          'X-Domain-Id': '0123456789abcdef0123456789abcdef',
        },
        body: '{"name":"任务-1","speed_limit":0}',
      },
      { securityToken: 'tok' },
      new Date('2026-01-01T00:00:00Z'),
      '421d1ec529b2b8b67539048738f7c5d37a891e0820832a154db3b7b845d8eacf',
    ],
  ])('%s', (_what, request, more, now, signature) => {
    expect(signatureOf(sign(request, { ...KEYS, ...more }, now))).toBe(signature);
  });
});

/** Letters of every kind of encoding. Left out are those that end a path, and `'`, which url.parse rewrites. */
const letter = fc.constantFrom(...'aZ09-_.~+:@!*()$,;=&', '任', 'é', 'я', '😀');
const word = fc.string({ unit: letter, minLength: 1, maxLength: 12 }).filter((w) => !/^\.+$/.test(w));
const queryWord = fc.string({
  unit: fc.oneof(letter, fc.constantFrom(...` '/?#%[]"<>\\\n`)),
  maxLength: 8,
});
const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 });
const request = fc.record({
  method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE'),
  segments: fc.array(word, { maxLength: 5 }),
  slash: fc.boolean(),
  query: fc.dictionary(
    queryWord.filter((name) => name !== '__proto__'),
    fc.oneof(queryWord, fc.array(queryWord, { minLength: 1, maxLength: 4 })),
    { maxKeys: 4 },
  ),
  body: fc.oneof(
    fc.constant(undefined),
    fc.record({ name: fc.string({ unit: 'grapheme' }), speed_limit: fc.nat() }),
    fc.nat(20_000).map((size) => ({ name: '任务'.repeat(size) })),
  ),
  domain: fc.option(hex, { nil: undefined }),
  project: fc.option(hex, { nil: undefined }),
  securityToken: fc.option(fc.string({ unit: fc.constantFrom(...'abcXYZ019+/='), minLength: 1 }), {
    nil: undefined,
  }),
  seconds: fc.integer({ min: 1_500_000_000, max: 1_900_000_000 }),
  port: fc.constantFrom('', ':8443'),
});

/** The features of a generated request, by which requests are counted. */
const KINDS: Readonly<Record<string, (made: Made) => boolean>> = {
  'unicode in the path': ({ segments }) => /[^\x00-\x7f]/.test(segments.join('')),
  'reserved letters in the path': ({ segments }) => /[:@!*()$,;=&+]/.test(segments.join('')),
  'unicode in the query': ({ query }) => /[^\x00-\x7f]/.test(JSON.stringify(query)),
  'reserved letters in the query': ({ query }) =>
    Object.entries(query).some((pair) => /[:/?#[\]@!$&'()*+,;=% ]/.test(pair.flat().join(''))),
  'repeated query keys': ({ query }) =>
    Object.values(query).some((value) => Array.isArray(value) && value.length > 1),
  'no body': ({ body }) => body === undefined,
  'a body over 10,240 bytes': ({ body }) => Buffer.byteLength(JSON.stringify(body ?? '')) > 10_240,
  'a security token': ({ securityToken }) => securityToken !== undefined,
  'a domain id': ({ domain }) => domain !== undefined,
  'a project id': ({ project }) => project !== undefined,
};
type Made = typeof request extends fc.Arbitrary<infer Of> ? Of : never;

test('1,000 generated requests are signed as the official signer does', () => {
  let compared = 0;
  const counts = new Map(Object.keys(KINDS).map((kind) => [kind, 0]));
  fc.assert(
    fc.property(request, (made) => {
      const { method, segments, slash, query, body, domain, project, ...more } = made;
      for (const [kind, has] of Object.entries(KINDS))
        counts.set(kind, (counts.get(kind) ?? 0) + Number(has(made)));
      const path = `/${segments.join('/')}${slash && segments.length ? '/' : ''}`;
      const host = `sms.test.example${more.port}`;
      const now = new Date(more.seconds * 1000);
      const headers: Record<string, string> = {
        ...(body ? { 'Content-Type': 'application/json' } : {}),
        ...(domain ? { 'X-Domain-Id': domain } : {}),
        ...(project ? { 'X-Project-Id': project } : {}),
      };
      const official = AKSKSigner.sign(
        {
          method,
          endpoint: `https://${host}${path}`,
          queryParams: structuredClone(query),
          data: body,
          headers: {
            ...headers,
            'X-Sdk-Date': now.toISOString().replace(/[-:]|\.\d+/g, ''),
            ...(more.securityToken ? { 'X-Security-Token': more.securityToken } : {}),
          },
        },
        { getAk: () => KEYS.ak, getSk: () => KEYS.sk },
      ) as Record<string, string>;

      const url = new URL(`https://${host}/${segments.map(encodeURIComponent).join('/')}`);
      if (slash && segments.length) url.pathname += '/';
      for (const [name, value] of Object.entries(query)) {
        for (const one of [value].flat()) url.searchParams.append(name, one);
      }
      const ours = sign(
        { method, url, headers, body: body ? JSON.stringify(body) : '' },
        { ...KEYS, ...(more.securityToken ? { securityToken: more.securityToken } : {}) },
        now,
      );
      compared++;
      expect(ours.Authorization).toBe(official.Authorization);
    }),
    { numRuns: 1000 },
  );
  const lines = [...counts].map(([kind, count]) => `  ${String(count).padStart(5)}  ${kind}`);
  console.log(`signatures compared with the official signer: ${compared}\n${lines.join('\n')}`);
  expect(compared).toBe(1000);
  for (const [kind, count] of counts) expect(count, kind).toBeGreaterThan(50);
});

test('a changed byte anywhere changes the signature', () => {
  const base: UnsignedRequest = {
    method: 'PUT',
    url: new URL('https://sms.test.example/v3/tasks/1?a=b'),
    headers: { 'X-Domain-Id': 'd' },
    body: '{"name":"a"}',
  };
  const signed = (change: Partial<UnsignedRequest>, keys = KEYS, now = OLD) =>
    signatureOf(sign({ ...base, ...change }, keys, now));
  const all = [
    signed({}),
    signed({ method: 'POST' }),
    signed({ url: new URL('https://sms.test.example/v3/tasks/2?a=b') }),
    signed({ url: new URL('https://sms.test.example/v3/tasks/1?a=c') }),
    signed({ url: new URL('https://sms2.test.example/v3/tasks/1?a=b') }),
    signed({ headers: { 'X-Domain-Id': 'e' } }),
    signed({ body: '{"name":"b"}' }),
    signed({}, { ...KEYS, sk: 'SecretKez' }),
    signed({}, KEYS, new Date(OLD.getTime() + 1000)),
  ];
  expect(new Set(all).size).toBe(all.length);
});
