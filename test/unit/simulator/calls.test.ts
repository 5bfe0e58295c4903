/** The calls around the update, as the reference has them. */
import { describe, expect, test } from 'vitest';
import { DOMAIN, OWNER } from '../../../src/simulator/access/accounts.ts';
import { ask } from '../../support/ask.ts';
import { service } from '../../support/service.ts';

/** The 40 keys of a task. Source: docs/api-notes.md#read-a-task. */
const TASK_KEYS =
  'agent_cpu_usage agent_disk_io agent_mem_usage clone_server compress_rate connected create_date enterprise_project_id error_json estimate_complete_time finish_date float_ip id migrate_speed migration_ip name need_migration_test network_check_info os_type priority project_id project_name region_id region_name remain_seconds source_server speed_limit start_date start_target_server state sub_tasks subtask_info target_server target_snapshot_id total_cpu_usage total_disk_io total_mem_usage total_time type vm_template_id'.split(
    ' ',
  );
/** Not documented, but returned by real servers. Source: docs/api-notes.md#keys-only-in-put. */
const OBSERVED = ['use_public_ip', 'use_ipv6', 'syncing'];
/** The 30 keys of an item of the list. Source: docs/api-notes.md#list-tasks. */
const ITEM_KEYS =
  'agent_cpu_usage agent_disk_io agent_mem_usage clone_server compress_rate create_date enterprise_project_id error_json estimate_complete_time id log_collect_status migrate_speed migration_ip name network_check_info os_type priority source_server special_config speed_limit start_target_server state sub_tasks syncing target_server total_cpu_usage total_disk_io total_mem_usage total_time type'.split(
    ' ',
  );

describe('documents', () => {
  test('a task has the 40 documented keys, and at most the three that are observed', async () => {
    const sms = await service({ scenario: 'all' });
    expect(TASK_KEYS).toHaveLength(40);
    for (const id of sms.taskIds) {
      const keys = Object.keys((await ask(sms, 'GET', `/v3/tasks/${id}`)).body);
      expect(keys.filter((key) => !OBSERVED.includes(key)).toSorted()).toEqual(TASK_KEYS);
    }
  });

  test('an item of the list has the 30 documented keys, and brief servers', async () => {
    const sms = await service({ scenario: 'all' });
    expect(ITEM_KEYS).toHaveLength(30);
    const { tasks } = (await ask(sms, 'GET', '/v3/tasks')).body;
    for (const task of tasks) expect(Object.keys(task).toSorted()).toEqual(ITEM_KEYS);
    const [{ source_server, target_server }] = tasks;
    expect(Object.keys(target_server).toSorted()).toEqual([
      'id',
      'ip',
      'name',
      'os_type',
      'os_version',
      'vm_id',
    ]);
    expect(Object.keys(source_server)).toContain('oem_system');
  });

  test('each source server has its own task as its current task, with the values that GET task lacks', async () => {
    const sms = await service({ scenario: 'all' });
    for (const id of sms.taskIds) {
      const { body: task } = await ask(sms, 'GET', `/v3/tasks/${id}`);
      const { status, body } = await ask(sms, 'GET', `/v3/sources/${task.source_server.id}`);
      expect(status).toBe(200);
      expect(body.current_task).toMatchObject({ id, name: task.name, state: task.state, type: task.type });
      expect(body.current_task.exist_server).toBe(Boolean(task.target_server?.vm_id));
      expect(body.current_task.use_public_ip).toBe(task.use_public_ip ?? false);
      expect(Object.keys(body.current_task)).toHaveLength(17);
    }
  });

  test('an update of exist_server shows in the source server only', async () => {
    const sms = await service();
    const path = `/v3/tasks/${sms.firstTask}`;
    expect((await ask(sms, 'PUT', path, { exist_server: false })).status).toBe(200);
    const { body } = await ask(sms, 'GET', path);
    expect(body).not.toHaveProperty('exist_server');
    const source = await ask(sms, 'GET', `/v3/sources/${body.source_server.id}`);
    expect(source.body.current_task.exist_server).toBe(false);
  });

  test('a field that GET does not document is returned only if it was before', async () => {
    const sms = await service({ scenario: 'bare' });
    const path = `/v3/tasks/${sms.firstTask}`;
    await ask(sms, 'PUT', path, { use_public_ip: true });
    const { body } = await ask(sms, 'GET', path);
    expect(body).not.toHaveProperty('use_public_ip');
    const source = await ask(sms, 'GET', `/v3/sources/${body.source_server.id}`);
    expect(source.body.current_task.use_public_ip).toBe(true);
  });
});

describe('what is not there', () => {
  const NOWHERE = '/v3/tasks/00000000-0000-4000-8000-000000000000';
  test.each<[string, string, object?]>([
    ['GET', NOWHERE],
    ['PUT', NOWHERE, { name: 'x' }],
    ['POST', `${NOWHERE}/action`, { operation: 'start' }],
    ['GET', `${NOWHERE}/speed-limit`],
    ['POST', `${NOWHERE}/speed-limit`, { speed_limit: [] }],
    ['GET', `${NOWHERE}/configuration-setting`],
    ['POST', `${NOWHERE}/configuration-setting`, { configurations: [] }],
  ])('%s %s: 400 SMS.7703', async (method, path, body) => {
    const answer = await ask(await service(), method, path, body);
    expect(answer).toEqual({
      status: 400,
      body: { error_code: 'SMS.7703', error_msg: 'Task does not exist.' },
    });
  });

  test('a missing source server: 400 SMS.7602', async () => {
    const answer = await ask(await service(), 'GET', '/v3/sources/nobody');
    expect([answer.status, answer.body.error_code]).toEqual([400, 'SMS.7602']);
  });

  test.each([
    ['GET', '/v3/tasks/{id}/passphrase'],
    ['DELETE', '/v3/tasks/{id}'],
  ])('%s %s, which the simulator does not have: 404 of the gateway', async (method, path) => {
    const sms = await service();
    const answer = await ask(sms, method, path.replace('{id}', sms.firstTask));
    expect([answer.status, answer.body.error_code]).toEqual([404, 'APIGW.0101']);
  });
});

describe('rate windows', () => {
  const DAY = { start: '08:00', end: '20:00', speed: 100, over_speed_threshold: 50 };
  const windows = async (body: unknown) => {
    const sms = await service();
    const path = `/v3/tasks/${sms.firstTask}/speed-limit`;
    return { set: await ask(sms, 'POST', path, body), get: await ask(sms, 'GET', path), sms, path };
  };

  test('none are set at first, and none after an empty list: SMS.6302', async () => {
    const sms = await service();
    const path = `/v3/tasks/${sms.firstTask}/speed-limit`;
    const none = { status: 400, body: { error_code: 'SMS.6302' } };
    expect(await ask(sms, 'GET', path)).toMatchObject(none);
    expect(await ask(sms, 'POST', path, { speed_limit: [DAY] })).toEqual({ status: 200, body: {} });
    expect(await ask(sms, 'GET', path)).toEqual({ status: 200, body: { speed_limit: [DAY] } });
    expect((await ask(sms, 'POST', path, { speed_limit: [] })).status).toBe(200);
    expect(await ask(sms, 'GET', path)).toMatchObject(none);
  });

  test('a list replaces the one before, and has defaults', async () => {
    const { sms, path } = await windows({ speed_limit: [DAY] });
    await ask(sms, 'POST', path, { speed_limit: [{ start: '00:00', end: '24:00' }] });
    expect((await ask(sms, 'GET', path)).body).toEqual({
      speed_limit: [{ start: '00:00', end: '24:00', speed: 0, over_speed_threshold: 10 }],
    });
  });

  test('the scalar limit of the task stays as it is', async () => {
    const { sms } = await windows({ speed_limit: [DAY] });
    expect((await ask(sms, 'GET', `/v3/tasks/${sms.firstTask}`)).body.speed_limit).toBe(0);
  });

  test.each<[string, unknown, string]>([
    ['six windows', Array.from({ length: 6 }, () => DAY), 'SMS.9001'],
    ['no list', DAY, 'SMS.9001'],
    ['a time of 25:00', [{ ...DAY, end: '25:00' }], 'SMS.6405'],
    ['a time without minutes', [{ ...DAY, start: '8' }], 'SMS.6405'],
    ['no start', [{ end: '20:00' }], 'SMS.9001'],
    ['a rate of 1001', [{ ...DAY, speed: 1001 }], 'SMS.9001'],
    ['a rate of 0.5', [{ ...DAY, speed: 0.5 }], 'SMS.9001'],
    ['a threshold of 9', [{ ...DAY, over_speed_threshold: 9 }], 'SMS.9001'],
    ['a threshold of 101', [{ ...DAY, over_speed_threshold: 101 }], 'SMS.9001'],
  ])('%s: 400, and nothing is set', async (_what, speed_limit, code) => {
    const { set, get } = await windows({ speed_limit });
    expect([set.status, set.body.error_code, get.body.error_code]).toEqual([400, code, 'SMS.6302']);
  });

  test('a source server that is not connected: SMS.6603', async () => {
    const sms = await service();
    sms.change(sms.firstTask, (task) => ({ ...task, connected: false }));
    const set = await ask(sms, 'POST', `/v3/tasks/${sms.firstTask}/speed-limit`, { speed_limit: [DAY] });
    expect([set.status, set.body.error_code]).toEqual([400, 'SMS.6603']);
  });
});

describe('configuration settings', () => {
  const setting = { config_key: 'LINUX_CPU_LIMIT', config_value: '50', config_status: null };

  test('are kept by key', async () => {
    const sms = await service();
    const path = `/v3/tasks/${sms.firstTask}/configuration-setting`;
    const shown = { task_id: sms.firstTask, migrate_type: 'LINUX_MIGRATE_FILE' };
    expect((await ask(sms, 'GET', path)).body).toEqual({ ...shown, configurations: [] });
    const other = { config_key: 'DYNAMIC_PORT', config_value: '1' };
    for (const configurations of [[setting, other], [{ ...setting, config_value: '60' }]])
      expect(await ask(sms, 'POST', path, { configurations })).toEqual({ status: 200, body: {} });
    const { body } = await ask(sms, 'GET', path);
    expect(body.configurations).toEqual([
      { ...setting, config_value: '60' },
      { ...other, config_status: null },
    ]);
    expect((await ask(sms, 'GET', `${path}?config_key=DYNAMIC_PORT`)).body.configurations).toHaveLength(1);
  });

  test.each<[string, unknown, string]>([
    ['an unknown key', [{ ...setting, config_key: 'COLOR' }], 'SMS.1510'],
    ['no value', [{ config_key: 'DYNAMIC_PORT' }], 'SMS.9001'],
    ['a value of 1,025', [{ ...setting, config_value: 'x'.repeat(1025) }], 'SMS.9001'],
    ['51 settings', Array.from({ length: 51 }, () => setting), 'SMS.9001'],
  ])('%s: 400', async (_what, configurations, code) => {
    const sms = await service();
    const answer = await ask(sms, 'POST', `/v3/tasks/${sms.firstTask}/configuration-setting`, {
      configurations,
    });
    expect([answer.status, answer.body.error_code]).toEqual([400, code]);
  });
});

test('GET /v3/errors has the errors of failed tasks, page by page', async () => {
  const sms = await service({ scenario: 'many' });
  const { body } = await ask(sms, 'GET', '/v3/errors?limit=2&offset=1');
  expect(body.count).toBeGreaterThan(30);
  expect(body.migration_errors).toHaveLength(2);
  const [error] = body.migration_errors;
  expect(Object.keys(error).toSorted()).toEqual([
    'error_json',
    'host_name',
    'name',
    'source_id',
    'source_ip',
    'target_ip',
  ]);
  expect(JSON.parse(error.error_json).error_code).toBe('SMS.0806');
  expect((await ask(sms, 'GET', '/v3/errors?limit=101')).body.error_code).toBe('SMS.9001');
  expect((await ask(await service(), 'GET', '/v3/errors?offset=0')).body).toEqual({
    count: 0,
    migration_errors: [],
  });
});

test('STS has the account ID, also if IAM lists no domain', async () => {
  const sms = await service({ hidesDomain: true });
  expect((await ask(sms, 'GET', '/v3/auth/domains')).body.domains).toEqual([]);
  expect(await ask(sms, 'GET', '/v5/caller-identity')).toMatchObject({
    status: 200,
    body: { account_id: DOMAIN.id, principal_id: OWNER.id },
  });
  const stranger = { url: sms.url, token: 'wrong' };
  expect((await ask(stranger, 'GET', '/v5/caller-identity')).status).toBe(401);
});
