/** The simulator's metadata service: a session, then temporary keys that open SMS. */
import { expect, test } from 'vitest';
import { KEYS_PATH, TOKEN_PATH } from '../../../src/simulator/access/metadata.ts';
import type { Simulator } from '../../../src/simulator/server.ts';
import { service } from '../../support/service.ts';
import { signedHeaders } from '../../support/sign.ts';

const TTL = 'X-Metadata-Token-Ttl-Seconds';

const session = async (sms: Simulator, headers: Record<string, string> = { [TTL]: '60' }) => {
  const answer = await fetch(sms.url + TOKEN_PATH, { method: 'PUT', headers });
  return { status: answer.status, token: await answer.text() };
};
const keys = async (sms: Simulator, token?: string) => {
  const headers = token === undefined ? {} : { 'X-Metadata-Token': token };
  const answer = await fetch(sms.url + KEYS_PATH, { headers });
  const text = await answer.text();
  return { status: answer.status, credential: text ? JSON.parse(text).credential : undefined };
};
const list = async (
  sms: Simulator,
  { access, secret, securitytoken }: Record<string, string>,
  at?: number,
) => {
  const signing = { access: access ?? '', secret: secret ?? '', securityToken: securitytoken ?? '' };
  const headers = signedHeaders(`${sms.url}/v3/tasks`, { ...signing, ...(at === undefined ? {} : { at }) });
  return (await fetch(`${sms.url}/v3/tasks`, { headers })).status;
};

test('a session gives keys, and the keys open SMS', async () => {
  const sms = await service();
  const { status, token } = await session(sms);
  expect(status).toBe(200);
  const { credential } = await keys(sms, token);
  expect(Object.keys(credential)).toEqual(['access', 'secret', 'securitytoken', 'expires_at']);
  expect(Date.parse(credential.expires_at)).toBeGreaterThan(Date.now());
  expect(await list(sms, credential)).toBe(200);
});

test('the keys expire at their documented time', async () => {
  const sms = await service({ metadata: { life: 3_600_000 } });
  const { credential } = await keys(sms, (await session(sms)).token);
  sms.advanceClock(3_590_000);
  expect(await list(sms, credential, Date.now() + 3_590_000)).toBe(200);
  sms.advanceClock(10_000);
  expect(await list(sms, credential, Date.now() + 3_600_000)).toBe(401);
});

test('without a session, with a wrong one, or with an ended one: 401', async () => {
  const sms = await service();
  expect((await keys(sms)).status).toBe(401);
  expect((await keys(sms, 'wrong')).status).toBe(401);
  const { token } = await session(sms);
  expect((await keys(sms, token)).status).toBe(200);
  sms.advanceClock(60_000);
  expect((await keys(sms, token)).status).toBe(401);
});

test.each([{}, { [TTL]: '0' }, { [TTL]: '21601' }, { [TTL]: 'soon' }])(
  'a session for %j: 400',
  async (headers) => {
    expect((await session(await service(), headers as Record<string, string>)).status).toBe(400);
  },
);

test.each([404, 405, 503] as const)(
  'a service without sessions says %i, and gives keys without',
  async (status) => {
    const sms = await service({ metadata: { token: status } });
    expect((await session(sms)).status).toBe(status);
    expect(await list(sms, (await keys(sms)).credential)).toBe(200);
  },
);

test('sessions may be optional, but a wrong one stays wrong', async () => {
  const sms = await service({ metadata: { token: 'optional' } });
  expect((await keys(sms)).status).toBe(200);
  expect((await keys(sms, 'wrong')).status).toBe(401);
  expect((await keys(sms, (await session(sms)).token)).status).toBe(200);
});

test('a server without an agency has no keys', async () => {
  const sms = await service({ metadata: { agency: false } });
  const { status, token } = await session(sms);
  expect(status).toBe(200);
  expect((await keys(sms, token)).status).toBe(404);
});

test('it can be slow, and SMS stays fast', async () => {
  const sms = await service({ metadata: { delay: 400 } });
  const timed = async (what: () => Promise<unknown>) => {
    const start = performance.now();
    await what();
    return performance.now() - start;
  };
  const slow = await timed(() => session(sms));
  const fast = await timed(() => fetch(`${sms.url}/v3/tasks`, { headers: { 'X-Auth-Token': sms.token } }));
  expect(slow).toBeGreaterThanOrEqual(395);
  expect(fast).toBeLessThan(slow);
});
