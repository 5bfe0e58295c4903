/** Requests as other clients send them: Terraform's provider, by hand, and the official Node SDK's signer. */
import { createHash, createHmac } from 'node:crypto';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { DOMAIN, type Keys, OWNER } from '../../../src/simulator/access/accounts.ts';
import type { Simulator } from '../../../src/simulator/server.ts';
import { service } from '../../support/service.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Sends a request as Terraform does: it signs four headers, and adds the account ID afterwards. */
async function terraform(
  sms: Simulator,
  method: string,
  path: string,
  document?: unknown,
  keys: Keys = OWNER.keys,
) {
  const body = document === undefined ? '' : JSON.stringify(document);
  const signed = {
    accept: 'application/json',
    'content-type': 'application/json',
    'user-agent': 'HashiCorp Terraform/1.5.7 (+https://www.terraform.io) golangsdk/2.0.0',
    'x-sdk-date': `${new Date().toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`,
  };
  const names = Object.keys(signed).join(';');
  const lines = Object.entries(signed).map(([name, value]) => `${name}:${value}\n`);
  const canonical = `${method}\n${path}/\n\n${lines.join('')}\n${names}\n${sha256(body)}`;
  const text = `SDK-HMAC-SHA256\n${signed['x-sdk-date']}\n${sha256(canonical)}`;
  const signature = createHmac('sha256', keys.secret).update(text).digest('hex');
  const response = await fetch(sms.url + path, {
    method,
    headers: {
      ...signed,
      Authorization: `SDK-HMAC-SHA256 Access=${keys.access}, SignedHeaders=${names}, Signature=${signature}`,
      'X-Domain-Id': DOMAIN.id,
    },
    ...(document === undefined ? {} : { body }),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

describe('Terraform', () => {
  test('reads a task with all that belongs to it, as a refresh does', async () => {
    const sms = await service();
    const path = `/v3/tasks/${sms.firstTask}`;
    const task = await terraform(sms, 'GET', path);
    expect(task).toMatchObject({ status: 200, body: { id: sms.firstTask, state: 'READY' } });
    expect(await terraform(sms, 'GET', `${path}/speed-limit`)).toMatchObject({
      status: 400,
      body: { error_code: 'SMS.6302' },
    });
    expect(await terraform(sms, 'GET', `${path}/configuration-setting`)).toMatchObject({
      status: 200,
      body: { configurations: [] },
    });
    expect(await terraform(sms, 'GET', `/v3/sources/${task.body.source_server.id}`)).toMatchObject({
      status: 200,
    });
  });

  test('starts a task, polls it from READY to RUNNING, and stops it', async () => {
    const sms = await service({ stateDelay: 60_000 });
    const path = `/v3/tasks/${sms.firstTask}`;
    const state = async () => (await terraform(sms, 'GET', path)).body.state;
    expect(await terraform(sms, 'POST', `${path}/action`, { operation: 'start' })).toEqual({
      status: 200,
      body: {},
    });
    expect(await state()).toBe('READY');
    sms.advanceClock(60_000);
    expect(await state()).toBe('RUNNING');
    expect((await terraform(sms, 'POST', `${path}/action`, { operation: 'stop' })).status).toBe(200);
    expect(await state()).toBe('ABORTING');
  });

  test('sets two rate windows and an advanced option', async () => {
    const sms = await service();
    const path = `/v3/tasks/${sms.firstTask}`;
    const speed_limit = [
      { start: '00:00', end: '12:00', speed: 1000, over_speed_threshold: 50 },
      { start: '12:00', end: '23:59', speed: 100, over_speed_threshold: 50 },
    ];
    expect((await terraform(sms, 'POST', `${path}/speed-limit`, { speed_limit })).status).toBe(200);
    expect((await terraform(sms, 'GET', `${path}/speed-limit`)).body).toEqual({ speed_limit });
    const configurations = [{ config_key: 'EXCLUDE', config_value: '/tmp' }];
    const settings = `${path}/configuration-setting`;
    expect((await terraform(sms, 'POST', settings, { configurations })).body.error_code).toBe('SMS.1510');
    const known = [{ config_key: 'MIGRATE_EXCLUDE_DIR', config_value: '/tmp' }];
    expect((await terraform(sms, 'POST', settings, { configurations: known })).status).toBe(200);
    expect((await terraform(sms, 'GET', settings)).body.configurations).toHaveLength(1);
  });

  test('is rejected with a wrong secret key', async () => {
    const sms = await service();
    const wrong = { ...OWNER.keys, secret: 'wrong' };
    expect((await terraform(sms, 'GET', `/v3/tasks/${sms.firstTask}`, undefined, wrong)).status).toBe(401);
  });
});

// The signer alone of the official SDK: its index loads a whole client.
const { AKSKSigner } = createRequire(import.meta.url)('@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner.js');

/** Sends a request that the official Node SDK signed. */
async function sdk(sms: Simulator, method: string, path: string, data?: object) {
  const headers = AKSKSigner.sign(
    {
      ...{ method, endpoint: sms.url + path, queryParams: {}, data },
      headers: {
        'X-Domain-Id': DOMAIN.id,
        ...(data ? { 'Content-Type': 'application/json' } : {}),
      },
    },
    { getAk: () => OWNER.keys.access, getSk: () => OWNER.keys.secret },
  ) as Record<string, string>;
  const { Host, host, ...sent } = headers;
  const response = await fetch(sms.url + path, {
    ...{ method, headers: sent },
    ...(data ? { body: JSON.stringify(data) } : {}),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

describe("the official Node SDK's signer", () => {
  test.each<[string, string, object?]>([
    ['GET', '/v3/tasks'],
    ['GET', '/v3/tasks/{id}'],
    ['PUT', '/v3/tasks/{id}', { name: '任务-1', speed_limit: 10 }],
    ['POST', '/v3/tasks/{id}/action', { operation: 'start' }],
    ['POST', '/v3/tasks/{id}/speed-limit', { speed_limit: [] }],
    ['GET', '/v3/tasks/{id}/configuration-setting'],
    ['GET', '/v3/errors'],
    ['GET', '/v3/auth/domains'],
    ['GET', '/v5/caller-identity'],
  ])('%s %s is accepted', async (method, path, data) => {
    const sms = await service();
    const answer = await sdk(sms, method, path.replace('{id}', sms.firstTask), data);
    expect(answer.status).toBe(200);
  });
});
