/** The simulator's task list: pages, filters, and the 450 tasks of the scenario `many`. */
import { expect, test } from 'vitest';
import type { Simulator } from '../../../src/simulator/server.ts';
import { service } from '../../support/service.ts';

async function list(sms: Simulator, query = '') {
  const answer = await fetch(`${sms.url}/v3/tasks${query}`, { headers: { 'X-Auth-Token': sms.token } });
  return { status: answer.status, ...JSON.parse(await answer.text()) };
}
/** Every task state of docs/api-notes.md#task-states. */
const DOCUMENTED =
  'READY RUNNING SYNCING MIGRATE_SUCCESS SYNC_SUCCESS MIGRATE_FAIL SYNC_FAIL ABORTING ABORT SKIPPING DELETING RESETING SYNC_F_ROLLBACKING SYNC_F_ROLLBACK_SUCCESS'.split(
    ' ',
  );
const many = () => service({ scenario: 'many' });

test('a page has 100 tasks by default, and 200 at most', async () => {
  const sms = await many();
  expect((await list(sms)).tasks).toHaveLength(100);
  expect((await list(sms, '?limit=200')).tasks).toHaveLength(200);
  expect(await list(sms, '?limit=0')).toMatchObject({ count: 450, tasks: [] });
});

test('all pages together are all tasks, each once', async () => {
  const sms = await many();
  const ids = new Set<string>();
  for (let offset = 0; offset < 450; offset += 200) {
    const { count, tasks } = await list(sms, `?limit=200&offset=${offset}`);
    expect(count).toBe(450);
    for (const { id } of tasks) ids.add(id);
  }
  expect(ids.size).toBe(450);
  expect(await list(sms, '?offset=450')).toMatchObject({ count: 450, tasks: [] });
  expect(await list(sms, '?offset=65535')).toMatchObject({ count: 450, tasks: [] });
});

test.each(['limit=201', 'limit=-1', 'limit=ten', 'limit=1.5', 'offset=65536', 'offset=-1'])(
  '%s: 400',
  async (query) => {
    expect(await list(await service(), `?${query}`)).toMatchObject({ status: 400, error_code: 'SMS.9001' });
  },
);

test('filters, alone and together; the count is of all that fit', async () => {
  const sms = await many();
  const { tasks } = await list(sms, '?limit=1&offset=7');
  const [one] = tasks;
  expect(await list(sms, `?id=${one.id}`)).toMatchObject({ count: 1, tasks: [{ name: one.name }] });
  expect(await list(sms, `?source_server_id=${one.source_server.id}`)).toMatchObject({ count: 1 });
  const running = await list(sms, '?state=RUNNING&limit=3');
  expect(running.tasks).toHaveLength(3);
  expect(running.count).toBeGreaterThan(50);
  for (const { state } of running.tasks) expect(state).toBe('RUNNING');
  const chinese = await list(sms, `?name=${encodeURIComponent('数据库')}&limit=200`);
  expect(chinese.count).toBeGreaterThan(40);
  for (const { name } of chinese.tasks) expect(name).toContain('数据库');
  const both = await list(sms, `?state=RUNNING&name=${encodeURIComponent('数据库')}`);
  expect(both.count).toBeGreaterThan(0);
  expect(both.count).toBeLessThan(Math.min(running.count, chinese.count));
  const project = await list(sms, '?enterprise_project_id=7c1e2a90-0000-4000-8000-000000000e01');
  expect(project.count).toBe(90);
  expect((await list(sms, '?id=nobody')).count).toBe(0);
});

test('the many are of every kind, and the same each time', async () => {
  const texts = async () =>
    JSON.stringify(
      (await list(await many(), '?limit=200')).tasks.map(({ name, state }: Record<string, unknown>) => [
        name,
        state,
      ]),
    );
  expect(await texts()).toBe(await texts());
  const sms = await many();
  const all: Record<string, never>[] = [];
  for (const offset of [0, 200, 400]) all.push(...(await list(sms, `?limit=200&offset=${offset}`)).tasks);
  const kinds = (of: (task: Record<string, never>) => unknown) => new Set(all.map(of)).size;
  expect(kinds(({ name }) => name)).toBe(450);
  const states = new Set(all.map(({ state }) => String(state)));
  for (const state of DOCUMENTED) expect(states).toContain(state);
  expect(states.size).toBeGreaterThan(DOCUMENTED.length);
  expect(kinds(({ os_type }) => os_type)).toBe(2);
  expect(Math.max(...all.map(({ name }) => [...String(name)].length))).toBe(64);
  const ages = all.map(({ create_date }) => Date.now() - Number(create_date));
  expect(Math.min(...ages)).toBeLessThan(10 * 60_000);
  expect(Math.max(...ages)).toBeGreaterThan(365 * 24 * 3_600_000);
});

test('items have servers without disks; the task itself has them', async () => {
  const sms = await many();
  const { tasks } = await list(sms, '?limit=200');
  for (const { target_server } of tasks) {
    expect(target_server.name).toBeTypeOf('string');
    expect(Object.keys(target_server)).not.toContain('disks');
    expect(Object.keys(target_server)).not.toContain('volume_groups');
  }
  const answer = await fetch(`${sms.url}/v3/tasks/${tasks[5].id}`, {
    headers: { 'X-Auth-Token': sms.token },
  });
  expect(JSON.parse(await answer.text()).target_server.disks.length).toBeGreaterThan(0);
});
