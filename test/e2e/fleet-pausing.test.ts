/** `apply --pause`: windows of work over many running tasks, and the report of those that stay paused. */
import { describe, expect, test } from 'vitest';
import type { SimulatedRequest, SimulatorOptions } from '../../src/simulator/server.ts';
import { fleetOf, fleetScene, linesIn } from '../support/fleet.ts';
import { run, start } from '../support/program.ts';
import { faultsOf } from '../support/schemas.ts';
import { cleanEnv, launch } from '../support/terminal.ts';

const SIZE = 'target_server.disks[/dev/xvdb].size=20G';
/** Tasks that are far from their end. */
const running = (count: number) =>
  fleetOf(count, () => ({
    state: 'RUNNING',
    connected: true,
    sub_tasks: [{ name: 'MIGRATE_LINUX_FILE', progress: 5 }],
  }));

/** A fleet of running tasks that counts how many stand still at once. */
async function scene(count: number, options: SimulatorOptions = {}) {
  const still = { now: 0, most: 0 };
  let fleet: Awaited<ReturnType<typeof fleetScene>> | undefined;
  const { intercept } = options;
  fleet = await fleetScene([SIZE], {
    tasks: running(count),
    pace: 60_000,
    stateDelay: 60,
    ...options,
    intercept(request: SimulatedRequest) {
      const states = [...(fleet?.now().values() ?? [])].map(({ state }) => state);
      still.now = states.filter((state) => state === 'ABORT' || state === 'ABORTING').length;
      still.most = Math.max(still.most, still.now);
      return intercept?.(request);
    },
  });
  const actions = () =>
    (fleet?.sms.requests ?? [])
      .filter(({ method, path }) => method === 'POST' && path.endsWith('/action'))
      .filter(({ path }) => fleet?.sms.taskIds.some((id) => path.includes(id)));
  return { ...fleet, still, actions };
}

const hasDisk = (text: string) => text.includes('"/dev/xvdb"');

describe('apply --pause', () => {
  test('pauses, changes and starts each task; never more than --concurrency stand still', async () => {
    const { all, still, now, sms, actions } = await scene(12);
    const ran = await all('--yes', '--pause', '--concurrency', '3', '--wait', '20');
    const lines = linesIn(ran);
    const wanted = sms.taskIds.filter((id) => hasDisk(sms.taskText(id)));
    expect(wanted.length).toBeGreaterThan(4);
    for (const id of wanted)
      expect(lines.find(({ task_id }) => task_id === id)).toMatchObject({
        outcome: 'applied',
        pause: { result: 'paused', start: 'started', left_paused: null, command: null },
      });
    expect(lines.flatMap((line) => faultsOf('apply-many', line, '#/$defs/task'))).toEqual([]);
    expect([...now().values()].map(({ state }) => state)).toEqual(Array(12).fill('RUNNING'));
    expect(still.most).toBeGreaterThan(1);
    expect(still.most).toBeLessThanOrEqual(3);
    expect(actions()).toHaveLength(2 * wanted.length);
  });

  test('stops when as many tasks stay paused as may be at a time, and names each with its command', async () => {
    const { all, still, sms, flags, env } = await scene(12, {
      intercept: ({ body }) =>
        body.includes('"start"')
          ? { status: 400, body: '{"error_code":"SMS.6603","error_msg":"no"}' }
          : undefined,
    });
    const ran = await all('--yes', '--pause', '--concurrency', '2', '--wait', '20');
    const left = linesIn(ran).filter((line) => (line as { pause?: { command?: string } }).pause?.command);
    expect(left).toHaveLength(2);
    expect(still.most).toBeLessThanOrEqual(2);
    for (const { task_id } of left) {
      expect(sms.taskText(String(task_id))).toContain('"state":"ABORT"');
      expect(ran.stderr).toContain(`sms-wizard start ${task_id} --endpoint ${sms.url}`);
    }
    expect(ran.stderr).toContain('2 tasks are still paused, or may be:');
    expect(ran.stderr).toMatch(/The run stopped: 2 tasks are still paused/);
    expect(ran.code).toBe(1);
    // The next start tells of both.
    for (const { task_id } of left)
      expect((await run(['show', String(task_id), ...flags], env)).stderr).toContain(
        `sms-wizard start ${task_id}`,
      );
  });

  test('resumed after a kill, names what the killed run left paused, and is not done until it is started', async () => {
    let reached: (id: string) => void = () => {};
    const put = new Promise<string>((resolve) => {
      reached = resolve;
    });
    let isHung = true;
    const { all, sms, file, flags, env } = await scene(2, {
      intercept({ method, path, body }) {
        const task = path.slice('/v3/tasks/'.length);
        // Whether it may pause is asked of a task that does not exist.
        if (method !== 'PUT' || !isHung || !sms.taskIds.includes(task)) return undefined;
        sms.change(task, (before) => ({ ...before, ...JSON.parse(body) }));
        reached(task);
        return new Promise(() => {});
      },
    });
    const pausing = ['--yes', '--pause', '--concurrency', '1', '--wait', '20'];
    const args = ['apply', file, '--task', '-', ...pausing, ...flags];
    const killed = start(args, { env: cleanEnv(env) }, sms.taskIds.join('\n'));
    const id = await put;
    killed.kill();
    await killed.ended;
    isHung = false;
    expect(sms.taskText(id)).toContain('"state":"ABORT"');
    const resumed = await all('--yes', '--resume');
    expect(resumed.stdout + resumed.stderr).toContain('1 task is still paused, or may be:');
    expect(resumed.stdout + resumed.stderr).toContain(`sms-wizard start ${id} --endpoint ${sms.url}`);
    expect(resumed.code).toBe(1);
    expect((await run(['start', id, '--yes', ...flags], env)).code).toBe(0);
    const again = await all('--yes');
    expect(again.stdout + again.stderr).not.toContain('still paused');
  });

  test('asks once, with the number that stands still, and pauses nothing after no', async () => {
    const { sms, file, flags, env, actions } = await scene(6);
    const terminal = launch(
      [
        'apply',
        file,
        ...sms.taskIds.flatMap((id) => ['--task', id]),
        '--pause',
        '--concurrency',
        '2',
        ...flags,
      ],
      { env, rows: 50 },
    );
    await terminal.waitFor('at most 2 at a time');
    await terminal.waitFor('Submit');
    terminal.type('n\r');
    const { code } = await terminal.exit;
    expect([code, actions()]).toEqual([3, []]);
  });

  test('^C sends no update any more, and starts what is paused', async () => {
    let stops = 0;
    let interrupt = () => {};
    const { sms, file, flags, env, now } = await scene(8, {
      stateDelay: 400,
      intercept({ body, method, path }) {
        if (method === 'POST' && path.endsWith('/action') && body.includes('"stop"') && ++stops === 4)
          setTimeout(() => interrupt(), 100);
        return undefined;
      },
    });
    const ids = sms.taskIds.flatMap((id) => ['--task', id]);
    const terminal = launch(['apply', file, ...ids, '--pause', '--yes', '--concurrency', '2', ...flags], {
      env,
      rows: 50,
    });
    interrupt = () => terminal.type('^C');
    const { code } = await terminal.exit;
    expect(code).toBe(130);
    expect([...now().values()].map(({ state }) => state)).toEqual(Array(8).fill('RUNNING'));
    expect(stops).toBeGreaterThan(0);
    expect((await run(['doctor', ...flags], env)).stdout).not.toMatch(/not started again/);
  });

  test('without the permission nothing is paused', async () => {
    const { all, actions } = await scene(4, { denied: ['sms:server:manageTask'] });
    const ran = await all('--yes', '--pause');
    expect(ran.code).toBe(4);
    expect(actions()).toEqual([]);
    expect(linesIn(ran).filter(({ outcome }) => outcome === 'applied')).toEqual([]);
  });

  test('a plan of one task goes the same way', async () => {
    const { file, flags, env, sms, now } = await scene(2);
    const ran = await run(['apply', file, '--pause', '--yes', '--json', ...flags], env);
    expect(JSON.parse(ran.stdout)).toMatchObject({ result: 'applied', pause: { start: 'started' } });
    expect(now().get(sms.taskIds[0] ?? '')?.state).toBe('RUNNING');
  });
});
