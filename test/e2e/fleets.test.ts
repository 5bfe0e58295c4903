/** A plan on many tasks: targets, concurrency, preview, reports, exit codes. */
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fleetOf, fleetScene, linesIn } from '../support/fleet.ts';
import { run } from '../support/program.ts';
import { launch } from '../support/terminal.ts';

const SIZE = 20 * 2 ** 30;
/** Twelve tasks that accept changes: Linux ones with /dev/xvdb, and others without. */
const tasks = () =>
  fleetOf(12, (_, index) => ({
    state: 'READY',
    name: index % 2 ? `web-${index}` : `db-${index}`,
    speed_limit: 0,
  }));
const scene = (
  options: object = {},
  settings = ['speed_limit=200', 'target_server.disks[/dev/xvdb].size=20G'],
) => fleetScene(settings, { tasks: tasks(), ...options });

const counts = (lines: ReturnType<typeof linesIn>) => {
  const found: Record<string, number> = {};
  for (const { outcome } of lines) found[String(outcome)] = (found[String(outcome)] ?? 0) + 1;
  return found;
};
const hasDisk = (text: string) => text.includes('"/dev/xvdb"');

describe('the tasks', () => {
  test('are those named, each once, those of the plan and others', async () => {
    const { sms, apply, now } = await scene();
    const [own = '', second = '', third = ''] = sms.taskIds;
    const ran = await apply('--task', second.toUpperCase(), '--task', own, '--task', second, '--yes');
    expect(
      linesIn(ran)
        .map(({ task_id }) => task_id)
        .sort(),
    ).toEqual([own, second].sort());
    expect(now().get(own)?.speed_limit).toBe(200);
    expect(now().get(second)?.speed_limit).toBe(200);
    expect(now().get(third)?.speed_limit).toBe(0);
  });

  test('come on standard input, with comments, beside those that are named', async () => {
    const { sms, file, flags, env } = await scene();
    const [own = '', second = '', third = ''] = sms.taskIds;
    const args = ['apply', file, '--task', '-', '--task', third, '--yes', ...flags];
    const ran = await run(args, env, `# two of them\n${own}  # the first\n\n"${second}",\n`);
    expect(
      linesIn(ran)
        .map(({ task_id }) => task_id)
        .sort(),
    ).toEqual([own, second, third].sort());
  });

  test('are found by state and name, on all pages of the list', async () => {
    const all = fleetOf(230, (_, index) => ({ state: index % 10 ? 'ABORT' : 'READY', name: `web-${index}` }));
    const { apply, now } = await fleetScene(['speed_limit=200'], { tasks: all });
    const ran = await apply('--state', 'ready', '--name', 'web', '--yes', '--concurrency', '8');
    expect(linesIn(ran)).toHaveLength(23);
    expect(ran.code).toBe(0);
    for (const { state, speed_limit } of now().values()) expect(speed_limit === 200).toBe(state === 'READY');
  });

  test('that are ambiguous, or none, are refused, and nothing is sent', async () => {
    const cases = [
      [['--task', 'a', '--state', 'READY'], /use either --task, or --state/],
      [['--task', '-', '--token-stdin'], /standard input can't provide both the token .* and the task IDs/],
      [['--task', 'no_id'], /no_id/],
      [['--task', '-'], /no task IDs/],
      [['--name', 'nobody'], /no tasks with name nobody/],
      [['--name', ' '], /--name requires a value/],
      [['--task', 'a', '--concurrency', '0'], /from 1 to 32, not "0"/],
      [['--task', 'a', '--concurrency', '33'], /from 1 to 32/],
      [['--concurrency', '4'], /--concurrency requires tasks/],
      [['--resume'], /no interrupted run of .*plan\.json to resume/],
      [['--task', 'a', '--resume'], /no interrupted run of/],
    ] as const;
    const { sms, file, flags, env } = await scene();
    const all = cases.map(async ([options, reason]) => {
      const ran = await run(['apply', file, ...options, '--yes', ...flags], env);
      expect([options, ran]).toMatchObject([options, { code: 2, stdout: '' }]);
      expect(ran.stderr).toMatch(reason);
    });
    await Promise.all(all);
    expect(sms.requests.filter(({ path }) => !path.startsWith('/v3/tasks?'))).toEqual([]);
  });

  test('of another service are not touched', async () => {
    const { file } = await scene();
    const other = await scene();
    const ran = await run(['apply', file, '--task', other.sms.firstTask, '--yes', ...other.flags], other.env);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/ is for .*, but the endpoint is /);
    expect(other.sms.requests).toEqual([]);
  });
});

describe('each task', () => {
  test('applies the edits by name; skips and reports what the task lacks; doesn’t send what it already has', async () => {
    const { sms, apply, now, puts } = await scene();
    const first = await apply('--name', '-', '--yes');
    const texts = new Map(sms.taskIds.map((id) => [id, sms.taskText(id)]));
    for (const line of linesIn(first)) {
      const disk = hasDisk(texts.get(line.task_id) ?? '');
      expect(line.outcome).toBe('applied');
      expect(line.left_out.map(({ why }) => why)).toEqual(disk ? [] : ['missing']);
      const task = now().get(line.task_id);
      expect(task?.speed_limit).toBe(200);
      expect(task?.target_server.disks.find(({ name }) => name === '/dev/xvdb')?.size).toBe(
        disk ? SIZE : undefined,
      );
    }
    // Edits without a place in some tasks were not made there, so this isn't a success.
    expect(first.code).toBe(2);
    const again = await apply('--name', '-', '--yes');
    expect(counts(linesIn(again))).toEqual({ skipped: 12 });
    expect([...puts().values()].every((count) => count === 1)).toBe(true);
  });

  test('sends unedited values unchanged, 64-bit numbers included', async () => {
    const big = fleetOf(3, () => ({ state: 'READY' })).map((text) =>
      text.replaceAll('"size":42949672960', '"size":9223372036854775807'),
    );
    const { apply, sms } = await fleetScene(['target_server.disks[/dev/xvdb].size=20G'], { tasks: big });
    await apply('--name', '-', '--yes');
    const bodies = sms.requests.filter(({ method }) => method === 'PUT').map(({ body }) => body);
    expect(bodies.length).toBeGreaterThan(0);
    for (const body of bodies) expect(body).toContain('"size":9223372036854775807');
  });

  test('is held to the rules: what cannot work is not sent', async () => {
    const { apply, puts } = await fleetScene(['type=MIGRATE_FILE'], {
      tasks: fleetOf(6, (_, index) => ({
        ...{ state: 'READY', type: 'MIGRATE_BLOCK' },
        ...(index === 0 ? { os_type: 'LINUX' } : {}),
      })),
    });
    const ran = await apply('--name', '-', '--yes');
    const skipped = linesIn(ran).filter(({ outcome }) => outcome === 'skipped');
    expect(skipped.length).toBeGreaterThan(0);
    for (const line of skipped) {
      expect(line).toMatchObject({
        result: 'refused',
        findings: [{ rule: 'type_fits_os', severity: 'error' }],
      });
      expect(puts().get(line.task_id)).toBeUndefined();
    }
    expect(puts().size).toBe(6 - skipped.length);
    expect(ran.code).toBe(2);
  });

  test('of the plan itself is a conflict where its base changed; others have no base', async () => {
    const { sms, apply, puts } = await scene();
    const [own = '', second = ''] = sms.taskIds;
    for (const id of [own, second]) sms.change(id, (task) => ({ ...task, speed_limit: 7 }));
    const ran = await apply('--task', own, '--task', second, '--yes');
    expect(ran.code).toBe(5);
    expect(linesIn(ran).find(({ task_id }) => task_id === own)).toMatchObject({
      outcome: 'conflict',
      result: 'refused',
      error: { code: 'conflict' },
    });
    expect(puts().get(own)).toBeUndefined();
    expect(linesIn(ran).find(({ task_id }) => task_id === second)?.changes[0]).toMatchObject({
      before: 7,
      after: 200,
      outcome: 'applied',
    });
  });

  test('reports “not applied” and exits 6 when SMS accepts an update and ignores it', async () => {
    const { apply, now } = await scene(
      { tasks: fleetOf(4, (_, index) => ({ state: index ? 'READY' : 'DELETING' })) },
      ['speed_limit=200'],
    );
    const ran = await apply('--name', '-', '--yes');
    expect(counts(linesIn(ran))).toEqual({ applied: 3, not_applied: 1 });
    expect(ran.code).toBe(6);
    expect(ran.stderr).toContain('not applied: speed_limit is still 0 (unlimited).');
    expect([...now().values()].filter(({ speed_limit }) => speed_limit === 200)).toHaveLength(3);
  });

  test('that are unknown or forbidden are marked as failed; the run continues with the rest', async () => {
    const { sms, apply } = await scene({ failures: [{ way: 'forbidden', method: 'PUT', nth: 2 }] });
    const named = [...sms.taskIds.slice(0, 4), 'ffffffff-0000-4000-8000-000000000000'];
    const ran = await apply(...named.flatMap((id) => ['--task', id]), '--yes');
    expect(counts(linesIn(ran))).toEqual({ applied: 3, failed: 2 });
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('SMS.7703');
    expect(ran.stderr).toMatch(/SMS\.9004[\s\S]*request ID simulated-\d+/);
    expect(ran.stderr).toMatch(/To resume, run: sms-wizard apply \S+plan\.json --resume/);
  });

  test('can be undone as after any update', async () => {
    const { sms, apply, flags, env, now } = await scene();
    const second = sms.taskIds[1] as string;
    await apply('--name', '-', '--yes');
    expect(now().get(second)?.speed_limit).toBe(200);
    const undone = await run(['undo', second, '--yes', ...flags], env);
    expect(undone.code).toBe(0);
    expect(now().get(second)?.speed_limit).toBe(0);
    const { stdout } = await run(['history', '--json'], env);
    expect(JSON.parse(stdout)).toHaveLength(13);
  });

  test('that ends the sign-in ends the run', async () => {
    const { sms, apply } = await scene();
    sms.addFaults({ way: 'unauthorized', method: 'PUT' });
    const ran = await apply('--name', '-', '--yes', '--concurrency', '2');
    expect(ran.code).toBe(4);
    expect(linesIn(ran).length).toBeLessThan(6);
    expect(ran.stderr).toContain('Run stopped');
    expect(ran.stderr).toMatch(/not started +\d/);
    sms.clearFaults();
    const resumed = await apply('--resume', '--yes');
    expect(linesIn(resumed)).toHaveLength(12);
  });
});

describe('--resume', () => {
  test('ends with 2 as the run did, where a part has no place in a task', async () => {
    const { apply, puts } = await scene();
    const first = await apply('--name', '-', '--yes');
    const again = await apply('--resume', '--yes');
    expect([first.code, again.code]).toEqual([2, 2]);
    expect(linesIn(again).length).toBeGreaterThan(0);
    for (const line of linesIn(again)) expect(line.left_out.map(({ why }) => why)).toEqual(['missing']);
    expect([...puts().values()].every((count) => count === 1)).toBe(true);
  });

  test('goes on with what was left before another run began', async () => {
    const { sms, apply, now, puts } = await scene();
    const [a = '', b = '', c = ''] = sms.taskIds;
    sms.addFaults({ way: 'unauthorized', method: 'PUT' });
    const cut = await apply('--task', a, '--task', b, '--yes', '--concurrency', '1');
    expect(cut.stderr).toContain('--resume');
    sms.clearFaults();
    expect(linesIn(await apply('--task', c, '--yes'))).toHaveLength(1);
    const resumed = await apply('--resume', '--yes');
    expect(counts(linesIn(resumed))).toEqual({ applied: 2 });
    for (const id of [a, b, c]) expect(now().get(id)?.speed_limit).toBe(200);
    expect(puts().get(c)).toBe(1);
  });

  test('reports a run that another machine may still be working on', async () => {
    const { sms, apply, state } = await scene();
    sms.addFaults({ way: 'unauthorized', method: 'PUT' });
    await apply('--task', sms.firstTask, '--yes');
    sms.clearFaults();
    const folder = join(state, 'sms-wizard', 'runs');
    const [name = ''] = readdirSync(folder);
    const theirs = readFileSync(join(folder, name), 'utf8').replace(
      /"machine":"[^"]*"/,
      '"machine":"elsewhere"',
    );
    writeFileSync(join(folder, name), theirs);
    expect((await apply('--resume', '--yes')).stderr).toContain('another sms-wizard is still applying');
    const quiet = new Date(Date.now() - 61_000);
    utimesSync(join(folder, name), quiet, quiet);
    const resumed = await apply('--resume', '--yes');
    expect(resumed.stderr).toMatch(/on elsewhere was interrupted or is still active/);
    expect(counts(linesIn(resumed))).toEqual({ applied: 1 });
    expect(readFileSync(join(folder, name), 'utf8')).toBe(theirs);
  });
});

test('no more tasks are worked on at a time than asked for', async () => {
  for (const concurrency of [1, 3]) {
    const { sms, apply } = await scene({ latency: 30 }, ['speed_limit=200']);
    expect((await apply('--name', '-', '--yes', '--concurrency', String(concurrency))).code).toBe(0);
    const times = sms.requests.map(({ at }) => at);
    const most = Math.max(
      ...times.map((at) => times.filter((other) => other >= at && other < at + 30).length),
    );
    expect(most).toBeLessThanOrEqual(concurrency);
    expect(most).toBe(concurrency);
  }
});

describe('--dry-run and the question', () => {
  test('show all diffs, those that change alike together, and send nothing', async () => {
    const { sms, apply } = await scene();
    const third = sms.taskIds[3] as string;
    sms.change(third, (task) => ({ ...task, speed_limit: 200 }));
    const ran = await apply('--name', '-', '--dry-run');
    expect(ran.stdout).toContain(`  ~ speed_limit: 0 (unlimited) → 200 Mbit/s
  ~ target_server.disks[/dev/xvdb].size: 10 GiB → 20 GiB (+10 GiB)
`);
    expect(ran.stdout).toMatch(/^\d tasks get these changes:/m);
    expect(ran.stdout).toContain(
      '  omitted: target_server.disks[/dev/xvdb].size: the task has no such element',
    );
    expect(ran.stdout).toContain('Dry run: nothing was sent.');
    expect(sms.requests.filter(({ method }) => method === 'PUT')).toEqual([]);
  });

  test('as JSON, a line a task', async () => {
    const { sms, apply } = await scene();
    const ran = await apply('--name', '-', '--dry-run', '-o', 'jsonl');
    expect(linesIn(ran)).toHaveLength(12);
    for (const line of linesIn(ran))
      expect(line).toMatchObject({ outcome: null, result: 'planned', request: { speed_limit: 200 } });
    expect(sms.requests.filter(({ method }) => method === 'PUT')).toEqual([]);
  });

  test('without a terminal and without --yes: shown, exit 2, the flag is named', async () => {
    const { sms, apply } = await scene({}, ['speed_limit=200']);
    const ran = await apply('--name', '-');
    expect(ran.code).toBe(2);
    expect(ran.stdout).toContain('12 tasks get these changes:');
    expect(ran.stderr).toContain('--yes');
    const json = await apply('--name', '-', '-o', 'jsonl');
    expect(json.code).toBe(2);
    expect(linesIn(json)[0]).toMatchObject({ result: 'refused', error: { code: 'confirmation_missing' } });
    expect(sms.requests.filter(({ method }) => method === 'PUT')).toEqual([]);
  });

  test('on a terminal: asked once, and what changed meanwhile is a conflict', async () => {
    const { sms, file, flags, env, now } = await scene({}, ['speed_limit=200']);
    const session = launch(['apply', file, '--name', '-', ...flags], { env });
    await session.waitFor('Submit these changes to 12 tasks?');
    expect(session.text()).toContain('12 tasks get these changes:');
    const [, second = ''] = sms.taskIds;
    sms.change(second, (task) => ({ ...task, speed_limit: 7 }));
    session.write('y\r');
    await session.waitFor(/applied +11/);
    expect(session.text()).toMatch(/conflict +1/);
    expect((await session.exit).code).toBe(5);
    expect(now().get(second)?.speed_limit).toBe(7);
  });

  test('a no sends nothing: exit 3', async () => {
    const { sms, file, flags, env } = await scene({}, ['speed_limit=200']);
    const session = launch(['apply', file, '--name', '-', ...flags], { env });
    await session.waitFor('Submit these changes');
    session.write('n\r');
    expect((await session.exit).code).toBe(3);
    expect(session.text()).toContain('Nothing was sent.');
    expect(sms.requests.filter(({ method }) => method === 'PUT')).toEqual([]);
  });

  test('SIGTERM at the question sends nothing: exit 143', async () => {
    const { sms, file, flags, env } = await scene({}, ['speed_limit=200']);
    const session = launch(['apply', file, '--name', '-', ...flags], { env });
    await session.waitFor('Submit these changes');
    process.kill(session.pid, 'SIGTERM');
    expect((await session.exit).code).toBe(143);
    expect(session.text()).toContain('Nothing was sent.');
    expect(sms.requests.filter(({ method }) => method === 'PUT')).toEqual([]);
  });
});

describe('on a terminal', () => {
  test('one bar in its place, then the table; nothing of the bar is left', async () => {
    const { file, flags, env } = await scene({ latency: 80 }, ['speed_limit=200']);
    const session = launch(['apply', file, '--name', '-', '--yes', '--concurrency', '2', ...flags], { env });
    await session.waitFor(/█+░+ [1-9]\/12 {2}applied \d/);
    await session.exit;
    await session.settle();
    expect(session.rows().filter(Boolean)).toEqual(['Result   Tasks', 'applied     12']);
    const lines = session.raw().split('\r').length;
    expect(session.raw().length).toBeLessThan(600);
    expect(lines).toBeLessThan(20);
  });

  test('with --json lines on standard output, and the bar beside them', async () => {
    const { file, flags, env } = await scene({ latency: 80 }, ['speed_limit=200']);
    const args = ['apply', file, '--name', '-', '--yes', '-o', 'jsonl', ...flags];
    const session = launch(args, { env, columns: 400 });
    await session.waitFor(/█+░+ [1-9]\/12 {2}applied \d/);
    await session.exit;
    await session.settle();
    const rows = session.rows().filter(Boolean);
    expect(rows.slice(0, -2)).toHaveLength(12);
    for (const row of rows.slice(0, -2)) expect(JSON.parse(row)).toMatchObject({ outcome: 'applied' });
  });

  test('without cursor control the bar is a line now and then', async () => {
    const { file, flags, env } = await scene({}, ['speed_limit=200']);
    const session = launch(['apply', file, '--name', '-', '--yes', ...flags], {
      env: { ...env, TERM: 'dumb' },
    });
    await session.exit;
    expect(session.raw()).toContain('12 of 12 tasks done.');
    expect(session.raw()).not.toContain('\x1b[K');
  });

  test('^C starts no more, finishes the sent ones, reports, and resumes', async () => {
    const { sms, file, flags, env, apply, puts, now } = await scene({ latency: 150 }, ['speed_limit=200']);
    const session = launch(['apply', file, '--name', '-', '--yes', '--concurrency', '2', ...flags], { env });
    await session.waitFor(/ 2\/12 {2}applied 2/);
    await session.press('^C');
    await session.waitFor('Stopping');
    const { code } = await session.exit;
    expect(code).toBe(130);
    expect(session.text()).toMatch(/not started +\d+/);
    const applied = [...now().values()].filter(({ speed_limit }) => speed_limit === 200).length;
    expect(session.text()).toMatch(new RegExp(`applied +${applied}`));
    expect([...puts().values()].reduce((sum, count) => sum + count, 0)).toBe(applied);
    expect(applied).toBeLessThan(8);
    const resumed = await apply('--resume', '--yes');
    expect(resumed.code).toBe(0);
    expect(resumed.stderr).toMatch(new RegExp(`applied +12 +${applied} in an earlier run`));
    expect([...puts().values()]).toEqual(Array(12).fill(1));
    expect(sms.taskIds).toHaveLength(12);
  });

  test('a second ^C ends at once', async () => {
    const hangs = {
      intercept: ({ method }: { method: string }) =>
        method === 'PUT' ? new Promise<never>(() => {}) : undefined,
    };
    const { sms, file, flags, env } = await scene(hangs, ['speed_limit=200']);
    const session = launch(['apply', file, '--name', 'web', '--yes', ...flags], { env });
    await session.waitFor(' 0/6');
    while (sms.requests.filter(({ method }) => method === 'PUT').length < 4) await session.settle();
    await session.press('^C');
    await session.waitFor('Press Ctrl-C again to quit now');
    const from = Date.now();
    await session.press('^C');
    expect((await session.exit).code).toBe(130);
    expect(Date.now() - from).toBeLessThan(10_000);
    expect(session.text()).toMatch(/Quit\. The result of 4 tasks is unknown/);
  });
});

test('SIGTERM ends as ^C does, with 143', async () => {
  const { file, flags, env } = await scene({ latency: 200 }, ['speed_limit=200']);
  const session = launch(['apply', file, '--name', '-', '--yes', ...flags], { env });
  await session.waitFor(/ \d\/12/);
  process.kill(session.pid, 'SIGTERM');
  expect((await session.exit).code).toBe(143);
});

test('a demo takes a plan on all its tasks, and keeps no run', async () => {
  const { file, env } = await scene();
  await run(['update', '--demo', '--set', 'speed_limit=200', '--dry-run', '--out', file, '--force'], env);
  const ran = await run(['apply', file, '--state', 'READY', '--demo', '--yes'], env);
  expect(ran.code).toBe(0);
  expect(linesIn(ran).length).toBeGreaterThan(3);
  expect(existsSync(join(env.XDG_STATE_HOME as string, 'sms-wizard'))).toBe(false);
  const resumed = await run(['apply', file, '--resume', '--demo', '--yes'], env);
  expect(resumed.code).toBe(2);
});

test('Chinese throughout', async () => {
  const { apply } = await scene(
    { tasks: fleetOf(4, (_, index) => ({ state: index ? 'READY' : 'DELETING' })) },
    ['speed_limit=200'],
  );
  const shown = await apply('--name', '-', '--dry-run', '--lang', 'zh');
  expect(shown.stdout).toContain('以下修改应用于 3 个任务：');
  const ran = await apply('--name', '-', '--yes', '--lang', 'zh');
  expect(ran.stderr).toContain('未生效：speed_limit 仍为');
  expect(ran.stderr).toMatch(/已生效 +3/);
});

test('the run and the history hold no secrets', async () => {
  const { state, sms, apply } = await scene();
  await apply('--name', '-', '--yes');
  const [name = ''] = readdirSync(join(state, 'sms-wizard', 'runs'));
  expect(readFileSync(join(state, 'sms-wizard', 'runs', name), 'utf8')).not.toContain(sms.token);
});
