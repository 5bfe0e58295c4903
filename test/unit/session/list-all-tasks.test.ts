/** Reading all tasks while tasks come and go. Against a server over HTTP that changes between two pages. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { tokenAuth } from '../../../src/api/auth.ts';
import { createSmsClient } from '../../../src/api/client.ts';
import { listAllTasks } from '../../../src/session/list-all-tasks.ts';

let close = () => {};
afterEach(() => close());

/** Starts a service with `count` tasks; `change` is called before each page is sent. */
async function serviceOf(count: number, change: (tasks: string[], page: number) => void) {
  const tasks = Array.from({ length: count }, (_, index) => `task-${index}`);
  let pages = 0;
  const server = createServer((request, response) => {
    change(tasks, ++pages);
    const { searchParams } = new URL(request.url ?? '', 'http://localhost');
    const [offset, limit] = [Number(searchParams.get('offset')), Number(searchParams.get('limit'))];
    const page = tasks.slice(offset, offset + limit).map((id) => ({ id, name: id }));
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ count: tasks.length, tasks: page }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  close = () => server.close();
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createSmsClient({ endpoint, auth: tokenAuth('t'), transport: {}, seconds: 5 });
  const { tasks: listed } = await listAllTasks({ client }, {});
  return { ids: listed.map((task) => (task as { id: string }).id), pages };
}

describe('a list of three pages', () => {
  test('is read once if nothing changes', async () => {
    const { ids, pages } = await serviceOf(450, () => {});
    expect([ids.length, new Set(ids).size, pages]).toEqual([450, 450, 3]);
  });

  test('is read again if a task goes between two pages, so that none is missed', async () => {
    const { ids } = await serviceOf(450, (tasks, page) => {
      if (page === 2) tasks.splice(0, 1);
    });
    expect(ids).toHaveLength(449);
    expect(ids).toContain('task-200');
  });

  test('keeps all that was seen if tasks go with every page', async () => {
    const { ids } = await serviceOf(450, (tasks) => void tasks.splice(0, 1));
    expect(new Set(ids).size).toBe(ids.length);
    for (let index = 12; index < 450; index++) expect(ids).toContain(`task-${index}`);
  });
});
