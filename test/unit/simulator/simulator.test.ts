/** The simulator over HTTP: as strict and as unreliable as the service. */
import { describe, expect, test } from 'vitest';
import type { Simulator } from '../../../src/simulator/server.ts';
import { payloadText } from '../../support/fixtures.ts';
import { service } from '../../support/service.ts';

async function call(sms: Simulator, method: string, path: string, body?: string, token = sms.token) {
  const response = await fetch(sms.url + path, {
    method,
    headers: { 'X-Auth-Token': token, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, headers: response.headers, body: await response.text() };
}
const task = (sms: Simulator) => `/v3/tasks/${sms.firstTask}`;

describe('the simulated service', () => {
  test('keeps every number as it is written', async () => {
    const sms = await service({ tasks: [payloadText('get-task.v3.linux-lvm-3disk')] });
    expect((await call(sms, 'GET', task(sms))).body).toContain('"migrate_speed":0.0');
  });

  test.each([
    ['an unknown field', '{"nmae":"x"}', 'nmae: unknown field'],
    ['a read-only field', '{"state":"READY"}', 'state: unknown field'],
    ['a text that is too long', `{"name":"${'x'.repeat(65)}"}`, 'name: length 65'],
    ['a number out of range', '{"speed_limit":1001}', 'speed_limit: outside 0–1000'],
    ['a wrong type', '{"use_ipv6":"yes"}', 'use_ipv6: not a boolean'],
    ['a value outside the enum', '{"type":"MIGRATE"}', 'type: not one of'],
    ["GET's btrfs strings", '{"target_server":{"btrfs_list":["/dev/vda2"]}}', 'btrfs_list[0]: not an object'],
    ['a NIC without mac', '{"target_server":{"networks":[{}]}}', 'networks[0].mac: required'],
    ['something that is not an object', '[]', 'not an object'],
    ['something that is not JSON', '{', 'SMS.6010'],
    ['an empty body', '', 'SMS.6012'],
  ])('refuses %s', async (_what, body, reason) => {
    const sms = await service();
    const before = sms.taskText(sms.firstTask);
    const answer = await call(sms, 'PUT', task(sms), body);
    expect(answer.status).toBe(400);
    expect(answer.body).toContain(reason);
    expect(sms.taskText(sms.firstTask)).toBe(before);
  });

  test('merges top-level fields and replaces arrays', async () => {
    const sms = await service();
    const disk = '{"id":701,"name":"/dev/xvdb","size":21474836480,"physical_volumes":[]}';
    expect((await call(sms, 'PUT', task(sms), `{"target_server":{"disks":[${disk}]}}`)).status).toBe(200);
    const after = JSON.parse(sms.taskText(sms.firstTask));
    expect(after.name).toBe('centos7-lvm');
    expect(after.target_server.disks).toEqual([JSON.parse(disk)]);
    expect(after.target_server.volume_groups).toHaveLength(1);
  });

  test('responds with 200 and changes nothing in a state that does not allow it', async () => {
    const sms = await service({ scenario: 'running' });
    const answer = await call(sms, 'PUT', task(sms), '{"name":"new","migration_ip":"10.0.0.1"}');
    expect(answer.status).toBe(200);
    expect(JSON.parse(sms.taskText(sms.firstTask))).toMatchObject({ name: 'new', migration_ip: null });
  });

  test('changes the clone server in its six source states only', async () => {
    const sms = await service();
    const body = '{"clone_server":{"name":"clone"}}';
    await call(sms, 'PUT', task(sms), body);
    expect(JSON.parse(sms.taskText(sms.firstTask)).clone_server).toBeNull();
    sms.change(sms.firstTask, (now) => ({ ...now, source_server: { state: 'syncing' } }));
    await call(sms, 'PUT', task(sms), body);
    expect(JSON.parse(sms.taskText(sms.firstTask)).clone_server).toEqual({ name: 'clone' });
  });

  test('a running task moves on by itself', async () => {
    const sms = await service({ scenario: 'running' });
    const progress = async () => JSON.parse((await call(sms, 'GET', task(sms))).body).sub_tasks[4].progress;
    expect(await progress()).toBeLessThan(await progress());
  });

  test('lists without disks, page by page', async () => {
    const sms = await service({ scenario: 'list' });
    const page = JSON.parse((await call(sms, 'GET', '/v3/tasks?limit=50&offset=180')).body);
    expect(page.count).toBe(200);
    expect(page.tasks).toHaveLength(20);
    expect(page.tasks[0].target_server.disks).toBeUndefined();
    const named = JSON.parse((await call(sms, 'GET', '/v3/tasks?name=batch-07')).body);
    expect(named.count).toBe(10);
  });

  test('rejects requests without a token', async () => {
    const sms = await service();
    expect((await call(sms, 'GET', task(sms))).status).toBe(200);
    expect((await call(sms, 'GET', task(sms), undefined, 'wrong')).status).toBe(401);
  });
});
