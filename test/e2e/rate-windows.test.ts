/** Rate windows in the built program, over HTTP: commands, the wizard on screen and in lines, failures and kills. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Simulator, SimulatorOptions } from '../../src/simulator/server.ts';
import { run } from '../support/program.ts';
import { faultsOf } from '../support/schemas.ts';
import { access, service } from '../support/service.ts';
import { cleanEnv, freshState, PROGRAM } from '../support/terminal.ts';
import { MODES } from '../support/user-driver.ts';

const add = (start: string, end: string, speed: number, at = 1): string[] => [
  ...['--set', `rate_windows[+${at}].start=${start}`],
  ...['--set', `rate_windows[+${at}].end=${end}`],
  ...['--set', `rate_windows[+${at}].speed=${speed}`],
];
const DAY = [...add('08:00', '18:00', 100), ...add('18:00', '22:00', 300, 2)];

async function scene(options: SimulatorOptions = {}) {
  const sms = await service({ scenario: 'lvm', ...options });
  const state = freshState();
  const { flags, env: token } = access(sms);
  const env = { ...token, XDG_STATE_HOME: state };
  const command = (...args: string[]) => run([...args, ...flags], env);
  const on = (name: string, ...args: string[]) => command(name, sms.firstTask, ...args);
  return { sms, state, flags, env, command, on };
}

const isWindows = ({ path }: { path: string }): boolean => path.endsWith('/speed-limit');
/** Returns what was sent: the bodies of both kinds of requests, in their order. */
const sent = (sms: Simulator): unknown[] =>
  sms.requests
    .filter(({ method, path }) => method !== 'GET' && path.includes(sms.firstTask))
    .map(({ body }) => JSON.parse(body));
const windowsOf = (sms: Simulator): unknown =>
  sent(sms)
    .map((body) => (body as { speed_limit?: unknown }).speed_limit)
    .findLast(Array.isArray);

describe('rate windows by commands', () => {
  test('one without a rate is said to be unlimited; its request follows no other', async () => {
    const { on } = await scene();
    const { stdout } = await on(
      'update',
      ...add('08:00', '18:00', 1).slice(0, 4),
      '--dry-run',
      '--show-request',
    );
    expect(stdout).toContain('The window 08:00–18:00 has no rate: the default is 0, which is unlimited.');
    expect(stdout).toMatch(/^Request of the rate windows: POST /m);
  });

  test('are added, shown, changed, removed, and undone', async () => {
    const { sms, on, command } = await scene();
    const added = await on('update', ...DAY, '--yes');
    expect(added).toMatchObject({ code: 0, stdout: expect.stringMatching(/rate_windows\[\+1\].*applied/) });
    const shown = await on('show');
    expect(shown.stdout).toMatch(/Rate windows\n +08:00–18:00 .*100 Mbit\/s .*tolerance 10%\n +18:00–22:00/);
    const changed = await on(
      'update',
      '--set',
      'rate_windows[8:00].speed=0',
      '--unset',
      'rate_windows[18:00]',
      '--yes',
      '--json',
    );
    const report = JSON.parse(changed.stdout);
    expect(report).toMatchObject({
      result: 'applied',
      request: null,
      requests: [
        {
          method: 'POST',
          outcome: 'accepted',
          error: null,
          body: { speed_limit: [{ start: '08:00', speed: 0 }] },
        },
      ],
    });
    expect(faultsOf('report', report)).toEqual([]);
    expect(windowsOf(sms)).toMatchObject([
      { start: '08:00', end: '18:00', speed: 0, over_speed_threshold: 10 },
    ]);
    const listed = JSON.parse((await command('history', '--json')).stdout);
    expect(faultsOf('history', listed)).toEqual([]);
    expect(listed[0]).toMatchObject({ request: {}, rate_request: { speed_limit: [{ speed: 0 }] } });
    expect((await on('undo', '--yes')).code).toBe(0);
    expect(windowsOf(sms)).toMatchObject([
      { start: '08:00', speed: 100 },
      { start: '18:00', end: '22:00', speed: 300 },
    ]);
  });

  test('are in the JSON of show, and in diff', async () => {
    const { on } = await scene();
    const before = JSON.parse((await on('show', '--json')).stdout);
    expect(before.rate_windows).toEqual([]);
    expect(faultsOf('show', before)).toEqual([]);
    expect(await on('diff', ...DAY)).toMatchObject({
      code: 7,
      stdout: expect.stringContaining('100 Mbit/s'),
    });
    const { stdout } = await on('update', '--set', 'name=web-01', ...DAY, '--dry-run', '--show-request');
    expect(stdout).toMatch(/"name": "web-01"[\s\S]*POST \/v3\/tasks\/.*\/speed-limit[\s\S]*"start": "08:00"/);
  });

  test.each([
    [add('22:00', '06:00', 5), /doesn't end after its start/],
    [[...add('08:00', '12:00', 5), ...add('11:00', '13:00', 5, 2)], /overlap/],
    [add('8', '12:00', 5), /8 is not a time of day/],
    [add('08:00', '12:00', 1001), /outside 0–1000/],
  ])('are checked before anything is sent: %j', async (settings, message) => {
    const { sms, on } = await scene();
    const { code, stdout, stderr } = await on('update', ...settings, '--yes');
    expect([code, stdout + stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(sent(sms)).toEqual([]);
  });

  test('and the limit of the task tell of each other', async () => {
    const { on } = await scene();
    await on('update', ...DAY, '--yes');
    expect((await on('update', '--set', 'speed_limit=5', '--yes')).stdout).toMatch(
      /The task has 2 rate windows too\. Which of the two/,
    );
    expect((await on('update', '--set', 'rate_windows[08:00].speed=7', '--yes')).stdout).toMatch(
      /The task has a rate limit of its own too: 5 Mbit\/s/,
    );
  });

  test('that cannot be read block nothing else', async () => {
    const { sms, on } = await scene({ denied: ['sms:server:getTaskSpeedLimit'] });
    const shown = await on('show');
    expect(shown).toMatchObject({ code: 0, stdout: expect.stringContaining("Rate windows: can't be read.") });
    const json = await on('show', '--json');
    expect(JSON.parse(json.stdout)).not.toHaveProperty('rate_windows');
    expect(json.stderr).toContain("Rate windows: can't be read.");
    expect((await on('update', '--set', 'speed_limit=5', '--yes')).code).toBe(0);
    const refused = await on('update', ...DAY, '--yes', '--json');
    expect(refused.code).toBe(4);
    expect(JSON.parse(refused.stdout)).toMatchObject({ result: 'refused', error: { code: 'SMS.9004' } });
    expect(sent(sms)).toEqual([{ speed_limit: 5 }]);
  });

  test('are told where a service does not have them', async () => {
    const { on } = await scene({ failures: [{ way: 'APIGW.0101', status: 404, path: '*/speed-limit' }] });
    expect(await on('show')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("Rate windows: can't be read."),
    });
    expect((await on('update', '--set', 'name=web-01', '--yes')).code).toBe(0);
  });

  test('are not read for other edits', async () => {
    const { sms, on } = await scene();
    await on('update', '--set', 'name=web-01', '--yes');
    expect(sms.requests.filter(isWindows)).toEqual([]);
  });

  test('travel in plans, to their task and to others', async () => {
    const { sms, on, command } = await scene({ scenario: 'list' });
    const plan = join(mkdtempSync(join(tmpdir(), 'plan-')), 'plan.json');
    expect((await on('update', '--set', 'speed_limit=5', ...DAY, '--dry-run', '--out', plan)).code).toBe(0);
    expect(sent(sms)).toEqual([]);
    const one = await command('apply', plan, '--yes');
    expect([one.code, sent(sms).length]).toEqual([0, 2]);
    const [first, second] = sms.taskIds as [string, string];
    const many = await command('apply', plan, '--task', first, '--task', second, '--yes', '-o', 'jsonl');
    const lines = many.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ outcome }) => outcome)).toEqual(['skipped', 'applied']);
    expect(lines[1].requests).toMatchObject([{ method: 'PUT' }, { method: 'POST', outcome: 'accepted' }]);
    for (const line of lines) expect(faultsOf('apply-many', line, '#/$defs/task')).toEqual([]);
  });
});

describe('an update of task and windows', () => {
  const BOTH = ['--set', 'name=web-01', ...DAY, '--yes'];

  test('that SMS rejects changed nothing, and says that no windows were sent', async () => {
    const { sms, on } = await scene({ failures: [{ way: 'SMS.9001', method: 'PUT' }] });
    const { code, stdout } = await on('update', ...BOTH);
    expect([code, stdout]).toEqual([1, expect.stringMatching(/rejected the update[\s\S]*weren't sent/)]);
    expect(sent(sms)).toHaveLength(1);
  });

  test('whose windows SMS rejects is told as half done, field by field', async () => {
    const { on, command } = await scene({
      failures: [{ way: 'SMS.9004', method: 'POST', path: '*/speed-limit', nth: 1 }],
    });
    const { code, stdout } = await on('update', ...BOTH, '--json');
    const report = JSON.parse(stdout);
    expect(code).toBe(6);
    expect(report).toMatchObject({
      result: 'partly_applied',
      request: { name: 'web-01' },
      requests: [
        { method: 'PUT', outcome: 'accepted' },
        { method: 'POST', outcome: 'rejected', error: { code: 'SMS.9004' } },
      ],
      error: { code: 'SMS.9004' },
    });
    expect(report.changes[0]).toMatchObject({ path: 'name', outcome: 'applied' });
    expect(report.changes.at(-1)).toMatchObject({ outcome: 'not_applied' });
    expect(faultsOf('report', report)).toEqual([]);
    expect((await command('history')).stdout).toMatch(/8 of 9 not applied/);
    const again = await on('update', ...BOTH);
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('applied')]);
  });

  test('says in words which of the two took', async () => {
    const { on } = await scene({ failures: [{ way: 'SMS.9004', method: 'POST', path: '*/speed-limit' }] });
    const { code, stdout } = await on('update', ...BOTH);
    expect([code, stdout]).toEqual([
      6,
      expect.stringMatching(/name: .*applied[\s\S]*not applied[\s\S]*rejected the rate windows/),
    ]);
    expect((await on('update', ...BOTH, '--lang', 'zh')).stdout).toMatch(/拒绝/);
  });

  test('whose windows are lost, and cannot be read, is unknown', async () => {
    const { sms, on } = await scene({
      failures: [
        { way: 'drop', method: 'POST', path: '*/speed-limit', done: true },
        ...[4, 5, 6].map((nth) => ({ way: 'SMS.9001', method: 'GET', path: '*/speed-limit', nth })),
      ],
    });
    const { code, stdout } = await on('update', ...BOTH, '--json');
    const report = JSON.parse(stdout);
    expect(code).toBe(1);
    expect(report).toMatchObject({
      result: 'unknown',
      requests: [{ outcome: 'accepted' }, { outcome: 'lost' }],
    });
    expect(report.changes[0]).toMatchObject({ path: 'name', outcome: 'applied' });
    expect(report.changes.at(-1)).toMatchObject({ outcome: 'unverified' });
    expect(sent(sms)).toHaveLength(2);
  });

  test.each([
    ['before the PUT', 'PUT', [], 'settled_not_applied'],
    ['between the two', 'POST', [{ name: 'web-01' }], 'settled_partly_applied'],
  ])('that is killed %s is settled by the next command', async (_when, at, before, result) => {
    let kill = () => {};
    const { sms, state, flags, env, command, on } = await scene({
      intercept: ({ method }) => {
        if (method !== at) return undefined;
        kill();
        return 'drop';
      },
    });
    const child = spawn(process.execPath, [PROGRAM, 'update', sms.firstTask, ...BOTH, ...flags], {
      env: cleanEnv({ ...env, XDG_STATE_HOME: state }),
      stdio: 'ignore',
    });
    kill = () => child.kill('SIGKILL');
    await once(child, 'close');
    expect(sent(sms).slice(0, before.length)).toEqual(before);
    expect(sent(sms)).toHaveLength(before.length + 1);
    kill = () => {};
    await on('update', '--set', 'speed_limit=5', '--dry-run');
    const [entry] = JSON.parse((await command('history', '--json')).stdout);
    expect(entry).toMatchObject({ result, request: { name: 'web-01' } });
    expect(entry.rate_request.speed_limit).toHaveLength(2);
    expect(sent(sms)).toHaveLength(before.length + 1);
  });
});

describe.each(MODES)('someone with a slow line, $name,', ({ plain, start }) => {
  test('adds a window, sees the day, and submits', async () => {
    const sms = await service();
    const user = await start(sms);
    await user.goTo('network');
    await user.sees('Rate windows: none');
    await user.add('Rate window');
    for (const line of ['8:00', '18:00', '100']) await user.answer(line);
    await user.sees('08:00–18:00');
    await user.back();
    await user.goTo('network');
    await user.sees('08:00–18:00');
    if (plain)
      await user.sees("Rate by time of day: 08:00–18:00 100 Mbit/s; no window, likely the task's limit");
    else await user.sees(/\[\.{16}1{20}\.{12}\]/);
    await user.goTo('review');
    await user.sees(/New rate window|Rate window 08:00/);
    await user.submit();
    await user.sees('applied');
    expect((await user.finish()).code).toBe(0);
    expect(sent(sms)).toEqual([{ speed_limit: [{ start: '08:00', end: '18:00', speed: 100 }] }]);
  });

  test('types a tolerance as it is shown, with its sign', async () => {
    const sms = await service();
    const { flags, env } = access(sms);
    await run(['update', sms.firstTask, ...DAY, '--yes', ...flags], env);
    const user = await start(sms);
    await user.goTo('network');
    await user.open('08:00–18:00');
    await user.set('Tolerance', '35%');
    await user.sees('35%');
    await user.back();
    await user.goTo('review');
    await user.submit();
    await user.sees('applied');
    expect((await user.finish()).code).toBe(0);
    expect(sent(sms).at(-1)).toMatchObject({ speed_limit: [{ over_speed_threshold: 35 }, {}] });
  });

  test('without the permission is told so, and changes the rest', async () => {
    const sms = await service({ denied: ['sms:server:getTaskSpeedLimit'] });
    const user = await start(sms);
    await user.goTo('network');
    await user.sees("Rate windows: can't be read.");
    await user.goTo('name');
    await user.set('Task name', 'web-01');
    await user.goTo('review');
    await user.submit();
    await user.sees('Change applied');
    expect((await user.finish()).code).toBe(0);
  });

  test('sees which of the two requests took', async () => {
    const sms = await service({ failures: [{ way: 'SMS.9004', method: 'POST', path: '*/speed-limit' }] });
    await run(['update', sms.firstTask, ...DAY, '--yes', ...access(sms).flags], access(sms).env);
    sms.clearFaults();
    await run(['update', sms.firstTask, ...DAY, '--yes', ...access(sms).flags], access(sms).env);
    sms.addFaults({ way: 'SMS.9004', method: 'POST', path: '*/speed-limit' });
    const user = await start(sms);
    await user.set('Task name', 'web-01');
    await user.goTo('network');
    await user.sees('08:00–18:00');
    await user.set('08:00–18:00', '7');
    await user.goTo('review');
    await user.submit();
    await user.sees(/rejected the rate windows/);
    expect((await user.finish()).code).toBe(6);
  });
});
