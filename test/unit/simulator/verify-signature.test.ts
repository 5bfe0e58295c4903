/** The simulator's check of signatures: against published vectors, and against anything that differs by one byte. */
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type SignedRequest, verifySignature } from '../../../src/simulator/access/verify-signature.ts';

interface Vector {
  readonly name: string;
  readonly request: SignedRequest;
  readonly securityToken?: string;
  readonly now: number;
}

const basic = {
  path: '/resources?size=1',
  host: 'service.endpoint.myhuaweicloud.com',
  date: '20200608T023900Z',
};
const signed = (headers: string, signature: string) =>
  `SDK-HMAC-SHA256 Access=AccessKey, SignedHeaders=${headers}, Signature=${signature}`;

const VECTORS: readonly Vector[] = [
  {
    name: 'GET with a query',
    now: Date.UTC(2020, 5, 8, 2, 39),
    request: {
      method: 'GET',
      path: basic.path,
      body: '',
      headers: {
        host: basic.host,
        'x-sdk-date': basic.date,
        authorization: signed(
          'host;x-sdk-date',
          'cfb4171acec81de07d50e53d57eb77edd537414d66ddb1d7d780f128e12cd842',
        ),
      },
    },
  },
  {
    name: 'POST with a body',
    now: Date.UTC(2020, 5, 8, 2, 39),
    request: {
      method: 'POST',
      path: basic.path,
      body: '{"name":"test","id":1}',
      headers: {
        host: basic.host,
        'x-sdk-date': basic.date,
        authorization: signed(
          'host;x-sdk-date',
          '436b1ac0a1ae03705934bb70ef2f2e09f7bfed2117d731a38235053199323a1f',
        ),
      },
    },
  },
  {
    name: 'PUT of a task with temporary keys',
    now: Date.UTC(2026, 0, 1),
    securityToken: 'tok',
    request: {
      method: 'PUT',
      path: '/v3/tasks/ef3b9722-07a0-40ae-89b0-889ee96d0001',
      body: '{"name":"任务-1","speed_limit":0}',
      headers: {
        host: 'sms.ap-southeast-3.myhuaweicloud.com',
        'content-type': 'application/json',
        'x-sdk-date': '20260101T000000Z',
        'x-domain-id': '0123456789abcdef0123456789abcdef',
        'x-security-token': 'tok',
        authorization: signed(
          'content-type;host;x-domain-id;x-sdk-date;x-security-token',
          '421d1ec529b2b8b67539048738f7c5d37a891e0820832a154db3b7b845d8eacf',
        ),
      },
    },
  },
];

const check = ({ securityToken, now }: Vector, request: SignedRequest, at = now) => {
  const keys = { access: 'AccessKey', secret: 'SecretKey', ...(securityToken ? { securityToken } : {}) };
  return verifySignature(request, (access) => (access === keys.access ? keys : undefined), at);
};

/** The text with the character at a place exchanged for another. */
const flipped = (text: string, at: number) =>
  text.slice(0, at) + (text[at] === '1' ? '2' : '1') + text.slice(at + 1);

/** The request with one character changed, in every place there is. */
function* changes(request: SignedRequest): Generator<[where: string, SignedRequest]> {
  const { method, path, body, headers } = request;
  const text = String(body);
  for (let at = 0; at < method.length; at++)
    yield [`method ${at}`, { ...request, method: flipped(method, at) }];
  for (let at = 0; at < path.length; at++) yield [`path ${at}`, { ...request, path: flipped(path, at) }];
  for (let at = 0; at < text.length; at++) yield [`body ${at}`, { ...request, body: flipped(text, at) }];
  yield ['a byte more', { ...request, body: `${text} ` }];
  for (const [name, value] of Object.entries(headers)) {
    for (let at = 0; at < String(value).length; at++)
      yield [`${name} ${at}`, { ...request, headers: { ...headers, [name]: flipped(String(value), at) } }];
    yield [`no ${name}`, { ...request, headers: { ...headers, [name]: undefined } }];
  }
}

test.each(VECTORS)('$name passes', (vector) => {
  expect(check(vector, vector.request)).toMatchObject({ keys: { access: 'AccessKey' } });
  expect(check(vector, { ...vector.request, body: Buffer.from(vector.request.body) })).toHaveProperty('keys');
});

test.each(VECTORS)('$name, changed by one character anywhere, is refused', (vector) => {
  const passed = [...changes(vector.request)].filter(([, request]) => 'keys' in check(vector, request));
  expect(passed.map(([where]) => where)).toEqual([]);
});

test.each(VECTORS)('$name is good for 15 minutes before and after', (vector) => {
  const minutes = (count: number) => check(vector, vector.request, vector.now + count * 60_000);
  expect(minutes(15)).toHaveProperty('keys');
  expect(minutes(-15)).toHaveProperty('keys');
  expect(minutes(15.02)).toMatchObject({ refused: expect.stringContaining('expired') });
  expect(minutes(-15.02)).toMatchObject({ refused: expect.stringContaining('expired') });
});

test('the reasons: unknown key, and a token that permanent keys do not have', () => {
  const [vector] = VECTORS as [Vector];
  const { headers } = vector.request;
  const stranger = { ...headers, authorization: headers.authorization?.replace('AccessKey', 'Stranger') };
  expect(check(vector, { ...vector.request, headers: stranger })).toEqual({
    refused: expect.stringContaining('ak not exist'),
  });
  expect(check(vector, { ...vector.request, headers: {} })).toEqual({
    refused: 'verify aksk signature fail',
  });
});

test('an unsigned X-Security-Token is refused', () => {
  const [vector] = VECTORS as [Vector];
  const headers = { ...vector.request.headers, 'x-security-token': 'added-on-the-way' };
  expect(check(vector, { ...vector.request, headers })).toHaveProperty('refused');
});

test.each(['accept', 'user-agent', 'x-domain-id', 'x-project-id'])('an unsigned %s is accepted', (name) => {
  const [vector] = VECTORS as [Vector];
  const headers = { ...vector.request.headers, [name]: 'added-on-the-way' };
  expect(check(vector, { ...vector.request, headers })).toHaveProperty('keys');
});

test('of a path and a query the meaning counts, not the writing', () => {
  const [vector] = VECTORS as [Vector];
  const passes = (path: string) => 'keys' in check(vector, { ...vector.request, path });
  expect(passes('/resources/?size=1')).toBe(true);
  expect(passes('/resources?%73ize=%31')).toBe(true);
  expect(passes('/resources?size=1&size=1')).toBe(false);
});

// The signer alone of the official SDK: its index loads a whole client.
const { AKSKSigner } = createRequire(import.meta.url)('@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner.js');
const letter = fc.constantFrom(...'aZ09-_.~+:@!*()$,;= &/?#%', '任', 'é', '😀');
const text = fc.string({ unit: letter, maxLength: 8 });
const official = fc.record({
  method: fc.constantFrom('GET', 'PUT', 'POST'),
  // Left out are segments of dots alone, which name other paths, and those that the official parser rewrites.
  segments: fc.array(
    fc.string({ unit: fc.constantFrom(...'aZ09-_~+:@!*()$,;=', '任', 'é'), minLength: 1, maxLength: 8 }),
    { maxLength: 4 },
  ),
  query: fc.dictionary(
    text.filter((name) => name !== '' && name !== '__proto__'),
    fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 })),
    { maxKeys: 4 },
  ),
  body: fc.option(fc.record({ name: fc.string({ unit: 'grapheme' }) }), { nil: undefined }),
  domain: fc.option(fc.constantFrom('0123456789abcdef', 'f'), { nil: undefined }),
  securityToken: fc.option(fc.constantFrom('tok', 'a+/='), { nil: undefined }),
  plus: fc.boolean(),
});

test('what the official signer signs passes, and not with another secret key', () => {
  let compared = 0;
  fc.assert(
    fc.property(official, ({ method, segments, query, body, domain, securityToken, plus }) => {
      const path = `/${segments.join('/')}`;
      const signed = AKSKSigner.sign(
        {
          method,
          endpoint: `https://sms.test.example${path}`,
          queryParams: structuredClone(query),
          data: body,
          headers: {
            'X-Sdk-Date': '20260101T000000Z',
            ...(domain ? { 'X-Domain-Id': domain } : {}),
            ...(securityToken ? { 'X-Security-Token': securityToken } : {}),
          },
        },
        { getAk: () => 'AccessKey', getSk: () => 'SecretKey' },
      ) as Record<string, string>;
      const pairs = Object.entries(query).flatMap(([name, value]) =>
        [value].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`),
      );
      const sent = pairs
        .reverse()
        .join('&')
        .replaceAll('%20', plus ? '+' : '%20');
      const request = {
        method,
        path: `/${segments.map(encodeURIComponent).join('/')}${sent && '?'}${sent}`,
        body: body ? JSON.stringify(body) : '',
        headers: Object.fromEntries(
          Object.entries(signed).map(([name, value]) => [name.toLowerCase(), value]),
        ),
      };
      const checked = (secret: string) =>
        verifySignature(
          request,
          () => ({ access: 'AccessKey', secret, ...(securityToken ? { securityToken } : {}) }),
          Date.UTC(2026, 0, 1),
        );
      expect(checked('SecretKey')).toHaveProperty('keys');
      expect(checked('secretKey')).toHaveProperty('refused');
      compared++;
    }),
    { numRuns: 500 },
  );
  expect(compared).toBeGreaterThanOrEqual(500);
});
