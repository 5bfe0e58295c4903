/** IAM of the simulator: logins, scopes and validity of tokens. */
import { expect, test } from 'vitest';
import { DOMAIN, MFA_USER, OWNER, PROJECTS, type User } from '../../../src/simulator/access/accounts.ts';
import type { Simulator } from '../../../src/simulator/server.ts';
import { service } from '../../support/service.ts';

const HOUR = 60 * 60 * 1000;

interface SignIn {
  readonly user?: User;
  readonly password?: string;
  readonly domain?: string;
  readonly totp?: object;
  readonly scope?: object;
}

async function signIn(
  sms: Simulator,
  { user = OWNER, password, domain = DOMAIN.name, totp, scope }: SignIn = {},
) {
  const identity = {
    methods: totp ? ['password', 'totp'] : ['password'],
    password: { user: { name: user.name, password: password ?? user.password, domain: { name: domain } } },
    ...(totp ? { totp: { user: totp } } : {}),
  };
  const answer = await fetch(`${sms.url}/v3/auth/tokens`, {
    method: 'POST',
    body: JSON.stringify({ auth: { identity, ...(scope ? { scope } : {}) } }),
  });
  return {
    status: answer.status,
    token: answer.headers.get('x-subject-token') ?? '',
    body: JSON.parse(await answer.text()),
  };
}

async function get(sms: Simulator, path: string, token = sms.token) {
  const answer = await fetch(sms.url + path, { headers: { 'X-Auth-Token': token } });
  return { status: answer.status, body: JSON.parse(await answer.text()) };
}

test.each([
  ['a project by id', { project: { id: PROJECTS[0].id } }, { project: { name: PROJECTS[0].name } }],
  ['a project by name', { project: { name: PROJECTS[1].name } }, { project: { id: PROJECTS[1].id } }],
  ['the domain by name', { domain: { name: DOMAIN.name } }, { domain: { id: DOMAIN.id } }],
  ['the domain by id', { domain: { id: DOMAIN.id } }, { domain: { name: DOMAIN.name } }],
])('a token for %s opens SMS', async (_what, scope, place) => {
  const sms = await service();
  const { status, token, body } = await signIn(sms, { scope });
  expect(status).toBe(201);
  expect(body.token).toMatchObject(place);
  expect(token).not.toBe(sms.token);
  expect((await get(sms, `/v3/tasks/${sms.firstTask}`, token)).status).toBe(200);
});

test('a scope that is not there is not found', async () => {
  const sms = await service();
  expect(await signIn(sms, { scope: { project: { name: 'nowhere' } } })).toMatchObject({ status: 404 });
  expect(await signIn(sms, { scope: { domain: { id: 'nobody' } } })).toMatchObject({ status: 404 });
});

test.each<[string, SignIn]>([
  ['password', { password: 'wrong' }],
  ['user', { user: { ...OWNER, name: 'nobody' } }],
  ['domain', { domain: 'another-company' }],
  ["another user's password", { password: MFA_USER.password }],
])('a wrong %s is refused in the shape of IAM', async (_what, wrong) => {
  const { status, token, body } = await signIn(await service(), wrong);
  expect([status, token]).toEqual([401, '']);
  expect(body).toEqual({
    error: { code: 401, message: 'The username or password is wrong.', title: 'Unauthorized' },
  });
});

test('half a request is a bad one', async () => {
  const sms = await service();
  for (const body of ['', '{}', '{"auth":{"identity":{"methods":["password"]}}}']) {
    const answer = await fetch(`${sms.url}/v3/auth/tokens`, { method: 'POST', body });
    expect(answer.status).toBe(400);
    expect(JSON.parse(await answer.text()).error.title).toBe('Bad Request');
  }
});

test.each<[string, object | undefined, number]>([
  ['without it', undefined, 401],
  ['with a wrong one', { id: MFA_USER.id, passcode: '654321' }, 401],
  ["with another user's id", { id: OWNER.id, passcode: MFA_USER.passcode }, 401],
  ['with a name for the id', { name: MFA_USER.name, passcode: MFA_USER.passcode }, 400],
  ['with the right one', { id: MFA_USER.id, passcode: MFA_USER.passcode }, 201],
])('a user with one-time passwords, %s', async (_what, totp, status) => {
  const answer = await signIn(await service(), { user: MFA_USER, ...(totp ? { totp } : {}) });
  expect(answer.status).toBe(status);
});

test('domains and projects, all and by name', async () => {
  const sms = await service();
  expect((await get(sms, '/v3/auth/domains')).body.domains).toEqual([expect.objectContaining(DOMAIN)]);
  expect((await get(sms, '/v3/projects')).body.projects).toHaveLength(PROJECTS.length);
  const named = (await get(sms, `/v3/projects?name=${PROJECTS[1].name}`)).body.projects;
  expect(named).toEqual([expect.objectContaining({ ...PROJECTS[1], domain_id: DOMAIN.id })]);
  expect((await get(sms, '/v3/projects?name=nowhere')).body.projects).toEqual([]);
  const refused = await get(sms, '/v3/projects', 'wrong');
  expect(refused).toMatchObject({ status: 401, body: { error: { code: 401 } } });
});

test('tokens last a day, and end when that is over', async () => {
  const sms = await service();
  const { token, body } = await signIn(sms);
  expect(Date.parse(body.token.expires_at) - Date.parse(body.token.issued_at)).toBe(24 * HOUR);
  sms.advanceClock(24 * HOUR - 60_000);
  expect((await get(sms, `/v3/tasks/${sms.firstTask}`, token)).status).toBe(200);
  sms.advanceClock(60_000);
  const ended = await get(sms, `/v3/tasks/${sms.firstTask}`, token);
  expect(ended).toMatchObject({ status: 401, body: { error_code: 'APIGW.0301' } });
});

test('their life is adjustable, for the first token too', async () => {
  const sms = await service({ tokenLife: HOUR });
  const { token } = await signIn(sms);
  sms.advanceClock(HOUR);
  expect((await get(sms, '/v3/tasks', sms.token)).status).toBe(401);
  expect((await get(sms, '/v3/tasks', token)).status).toBe(401);
});

test('all tokens can be ended at once, and new ones are good', async () => {
  const sms = await service();
  const before = await signIn(sms);
  sms.expireTokens();
  expect((await get(sms, '/v3/tasks', sms.token)).status).toBe(401);
  expect((await get(sms, '/v3/tasks', before.token)).status).toBe(401);
  expect((await get(sms, '/v3/tasks', (await signIn(sms)).token)).status).toBe(200);
});
