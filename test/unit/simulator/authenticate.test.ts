/** The simulator's check of signatures and permissions. */
import { describe, expect, test } from 'vitest';
import {
  type Action,
  DOMAIN,
  type Keys,
  NO_LIST,
  OWNER,
  PROJECTS,
  READER,
  TEMPORARY_KEYS,
} from '../../../src/simulator/access/accounts.ts';
import type { Simulator } from '../../../src/simulator/server.ts';
import { service } from '../../support/service.ts';
import { signedHeaders } from '../../support/sign.ts';

interface Call {
  readonly keys: Keys;
  readonly method?: string;
  readonly path?: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
  readonly at?: number;
  /** Headers that are put on, or over, after signing. */
  readonly after?: Record<string, string>;
}

async function call(sms: Simulator, { keys, path = '/v3/tasks', after, ...rest }: Call) {
  const headers: Record<string, string> = {
    ...signedHeaders(sms.url + path, { ...keys, ...rest }),
    ...after,
  };
  const { method = 'GET', body } = rest;
  if (body !== undefined) headers['content-type'] ??= 'application/json';
  const answer = await fetch(sms.url + path, { method, headers, ...(body === undefined ? {} : { body }) });
  return { status: answer.status, date: answer.headers.get('date'), body: JSON.parse(await answer.text()) };
}
const own = { keys: OWNER.keys };
const wrong = (why: string) => ({
  status: 401,
  body: {
    error_code: 'APIGW.0301',
    error_msg: expect.stringContaining(`Incorrect IAM authentication information: ${why}`),
  },
});

describe('signed requests', () => {
  test.each([
    ['the list', {}],
    ['a query', { path: '/v3/tasks?limit=5&offset=0' }],
    ['with the domain', { headers: { 'x-domain-id': DOMAIN.id } }],
    ['with a project', { headers: { 'x-project-id': PROJECTS[0].id } }],
    ['with a domain added after signing', { after: { 'x-domain-id': DOMAIN.id } }],
    ['with a project added after signing', { after: { 'x-project-id': PROJECTS[0].id } }],
    ['domains', { path: '/v3/auth/domains' }],
    ['projects', { path: '/v3/projects?name=cn-north-4' }],
  ])('%s', async (_what, request) => {
    expect(await call(await service(), { ...own, ...request })).toMatchObject({ status: 200 });
  });

  test('an update, with its body', async () => {
    const sms = await service();
    const path = `/v3/tasks/${sms.firstTask}`;
    const update = { ...own, method: 'PUT', path, body: '{"name":"网站-1"}' };
    expect(await call(sms, update)).toMatchObject({ status: 200 });
    expect(JSON.parse(sms.taskText(sms.firstTask)).name).toBe('网站-1');
  });

  test('an update whose body was exchanged is refused and changes nothing', async () => {
    const sms = await service();
    const path = `/v3/tasks/${sms.firstTask}`;
    const headers = signedHeaders(sms.url + path, { ...OWNER.keys, method: 'PUT', body: '{"name":"a"}' });
    const answer = await fetch(sms.url + path, { method: 'PUT', headers, body: '{"name":"b"}' });
    expect(answer.status).toBe(401);
    expect(JSON.parse(sms.taskText(sms.firstTask)).name).toBe('centos7-lvm');
  });

  test.each<[string, Partial<Call>, string]>([
    ['a wrong secret key', { keys: { ...OWNER.keys, secret: 'wrong' } }, 'verify aksk signature fail'],
    ['an unknown access key', { keys: { ...OWNER.keys, access: 'NOBODY' } }, 'Get secretKey failed'],
    ["somebody else's domain", { headers: { 'x-domain-id': 'f'.repeat(32) } }, 'the domain or project'],
    ["somebody else's project", { headers: { 'x-project-id': 'f'.repeat(32) } }, 'the domain or project'],
    ['no scheme', { after: { authorization: 'SDK-HMAC-SHA256 nonsense' } }, 'verify aksk signature fail'],
    ['another scheme', { after: { authorization: 'Bearer x' } }, 'x-auth-token not found'],
  ])('%s: 401', async (_what, request, why) => {
    expect(await call(await service(), { ...own, ...request })).toMatchObject(wrong(why));
  });

  test('temporary keys go with their security token only', async () => {
    const sms = await service();
    const { securityToken, ...bare } = TEMPORARY_KEYS;
    expect(await call(sms, { keys: TEMPORARY_KEYS })).toMatchObject({ status: 200 });
    expect(await call(sms, { keys: bare })).toMatchObject(wrong('verify aksk'));
    expect(await call(sms, { keys: { ...bare, securityToken: 'wrong' } })).toMatchObject(
      wrong('verify aksk'),
    );
    expect(await call(sms, { keys: { ...OWNER.keys, securityToken } })).toMatchObject(wrong('verify aksk'));
    const unsigned = { keys: bare, after: { 'x-security-token': securityToken } };
    expect(await call(sms, unsigned)).toMatchObject(wrong('verify aksk'));
  });

  test.each([
    ['slow', 20],
    ['fast', -20],
  ])('a %s clock is told by the code, and by the date of the answer', async (_what, minutes) => {
    const skew = minutes * 60_000;
    const sms = await service({ skew });
    const refused = await call(sms, own);
    expect(refused).toMatchObject(wrong('calc ak sk signature fail:signature expired'));
    expect(Math.abs(Date.parse(refused.date as string) - Date.now() - skew)).toBeLessThan(5000);
    expect(await call(sms, { ...own, at: Date.now() + skew })).toMatchObject({ status: 200 });
  });

  test('14 minutes are nothing', async () => {
    expect(await call(await service({ skew: 14 * 60_000 }), own)).toMatchObject({ status: 200 });
  });
});

describe('permissions', () => {
  const missing = (action: string) => ({
    status: 403,
    body: {
      error_code: 'SMS.9004',
      details: [{ error_code: 'SMS.9004', error_msg: expect.stringContaining(`perform action ${action}`) }],
    },
  });

  test('one may look but not change', async () => {
    const sms = await service();
    const path = `/v3/tasks/${sms.firstTask}`;
    expect(await call(sms, { keys: READER.keys, path })).toMatchObject({ status: 200 });
    const update = { keys: READER.keys, path, method: 'PUT', body: '{"name":"new"}' };
    expect(await call(sms, update)).toMatchObject(missing('sms:server:updateTask'));
    expect(JSON.parse(sms.taskText(sms.firstTask)).name).toBe('centos7-lvm');
  });

  test('one may change but not list', async () => {
    const sms = await service();
    const { keys } = NO_LIST;
    expect(await call(sms, { keys })).toMatchObject(missing('sms:server:listTask'));
    const path = `/v3/tasks/${sms.firstTask}`;
    expect(await call(sms, { keys, path, method: 'PUT', body: '{"name":"new"}' })).toMatchObject({
      status: 200,
    });
  });

  test.each<[Action, string, string, string?]>([
    ['sms:server:getTask', 'GET', '/v3/tasks/{id}'],
    ['sms:server:listTask', 'GET', '/v3/tasks'],
    ['sms:server:updateTask', 'PUT', '/v3/tasks/{id}', '{}'],
    ['sms:server:get', 'GET', '/v3/sources/45a02115-28a9-40c2-8604-0abfc9889c9d'],
    ['sms:server:manageTask', 'POST', '/v3/tasks/{id}/action', '{"operation":"start"}'],
    ['sms:server:updateTaskSpeedLimit', 'POST', '/v3/tasks/{id}/speed-limit', '{"speed_limit":[]}'],
    ['sms:server:getTaskConfig', 'GET', '/v3/tasks/{id}/configuration-setting'],
    ['sms:server:updateTaskConfig', 'POST', '/v3/tasks/{id}/configuration-setting', '{"configurations":[]}'],
    ['sms:server:listErrors', 'GET', '/v3/errors?offset=0'],
  ])('%s can be denied to all users', async (action, method, path, body) => {
    const ask = async (sms: Simulator) =>
      call(sms, {
        ...{ ...own, method, path: path.replace('{id}', sms.firstTask) },
        ...(body === undefined ? {} : { body }),
      });
    expect(await ask(await service())).toMatchObject({ status: 200 });
    expect(await ask(await service({ denied: [action] }))).toMatchObject(missing(action));
  });
});
