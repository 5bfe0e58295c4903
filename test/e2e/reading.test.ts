/** Reading results: pager, wrapping, waiting, unknown figures, everything of a task; a task by its name in the wizard. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { textWidth } from '../../src/terminal/text/text-width.ts';
import { payloadText, TASKS } from '../support/fixtures.ts';
import { run } from '../support/program.ts';
import { access, service } from '../support/service.ts';
import { manyTasks } from '../support/tasks.ts';
import { launch, launchCommand, PROGRAM } from '../support/terminal.ts';

describe('the pager', () => {
  /** A pager that keeps what it gets in a file, with its environment. */
  const folder = mkdtempSync(join(tmpdir(), 'sms-pager-'));
  const kept = (name: string) => join(folder, name);
  const keeping = (name: string) =>
    `tee ${kept(name)} | tail -1; printf %s "$LESS" > ${kept(`${name}.less`)}`;
  const inTerminal = async (args: readonly string[], env: Record<string, string>) => {
    // A pseudo-terminal loses what wasn't read when its last program ends: another one stays for a moment.
    const script = '"$@"; code=$?; sleep 1; exit $code';
    const words = ['-c', script, 'sh', process.env.SMS_TEST_NODE ?? process.execPath, PROGRAM, ...args];
    const session = launchCommand('sh', words, { columns: 80, rows: 24, env });
    const { code } = await session.exit;
    return { code, text: session.text() };
  };

  test('gets a long result on a terminal', async () => {
    const ran = await inTerminal(['fields'], { PAGER: keeping('long') });
    expect(ran.code).toBe(0);
    expect(readFileSync(kept('long'), 'utf8')).toMatch(
      /^name\n[\s\S]*rate_windows\[08:00\]\.over_speed_threshold=100'\n$/,
    );
    expect(readFileSync(kept('long.less'), 'utf8')).toBe('FRX');
    expect(ran.text).not.toContain('speed_limit');
  });

  test('SMS_WIZARD_PAGER comes before PAGER, and LESS stays as it is', async () => {
    const env = { SMS_WIZARD_PAGER: keeping('own'), PAGER: 'false', LESS: 'S' };
    expect((await inTerminal(['fields'], env)).code).toBe(0);
    expect(readFileSync(kept('own.less'), 'utf8')).toBe('S');
  });

  test.each([
    ['a short result', ['fields', 'speed_limit'], { PAGER: 'echo PAGED' }],
    ['--no-pager', ['fields', '--no-pager'], { PAGER: 'echo PAGED' }],
    ['an empty PAGER', ['fields'], { PAGER: '' }],
    ['cat', ['fields'], { PAGER: 'cat' }],
    ['an empty SMS_WIZARD_PAGER', ['fields'], { SMS_WIZARD_PAGER: '', PAGER: 'echo PAGED' }],
    ['a terminal that can only print', ['fields'], { TERM: 'dumb' }],
    ['a pager that is not installed', ['fields'], { PAGER: 'no-such-pager' }],
  ])('%s: printed at once', async (_what, args, env) => {
    const ran = await inTerminal(args, env as unknown as Record<string, string>);
    expect(ran.code).toBe(0);
    expect(ran.text).not.toContain('PAGED');
    expect(ran.text).toMatch(/Example: --set '(speed_limit=|rate_windows\[08:00\]\.over_speed_threshold=)/);
  });

  test('a pipe never has one', async () => {
    const ran = await run(['fields'], { PAGER: 'echo PAGED' });
    expect(ran.stdout).not.toContain('PAGED');
  });

  test('keeps the exit code, and the user may leave it early', async () => {
    const args = ['diff', '--demo', '--show-request', '--set', 'target_server.disks[/dev/xvda].size=+10G'];
    expect((await inTerminal(args, { PAGER: 'head -1' })).code).toBe(7);
  });

  test.each([
    ['false', '1'],
    ['kill -9 $$', 'SIGKILL'],
  ])('that fails is named, with its end: %s', async (command, end) => {
    const ran = await inTerminal(['fields'], { PAGER: command });
    expect(ran.code).toBe(0);
    expect(ran.text).toContain(`the pager "${command}" ended with ${end}.`);
    expect(ran.text).toContain('--no-pager');
  });

  test('^C is the pager’s own', async () => {
    const session = launch(['fields'], { env: { PAGER: 'less', LESS: 'R' } });
    await session.waitFor(/^name\n/);
    session.type('^C');
    await session.settle();
    await session.press('G');
    await session.waitFor('(END)');
    await session.press('q');
    expect(await session.exit).toEqual({ code: 0, signal: 0 });
  });
});

describe('lines', () => {
  test('are wrapped between words on a terminal', async () => {
    const session = launch(['fields', 'sub_tasks_that_are_not_there_at_all_in_any_object_of_it'], {
      columns: 60,
    });
    expect((await session.exit).code).toBe(2);
    for (const row of session.rows()) expect(textWidth(row)).toBeLessThanOrEqual(60);
    expect(session.text()).toContain('list all, run sms-wizard fields.');
  });

  test('stay whole in a pipe: fields, explain, show', async () => {
    const { stdout } = await run(['fields', 'speed_limit']);
    expect(stdout).toMatch(/Rate limit\. Maximum .* \(not documented\)\.\n/);
    const { stdout: explained } = await run(['explain', 'SMS.6539']);
    expect(explained.split('\n').filter((line) => /^ {10}/.test(line))).toEqual([]);
  });

  test('a long name of a volume is never cut in a pipe', async () => {
    const long = 'a-volume-group-with-a-name-that-is-longer-than-its-column';
    const sms = await service({ tasks: [payloadText(TASKS[1]).replaceAll('vgtest', long)] });
    const { flags, env } = access(sms);
    const { stdout } = await run(['show', sms.firstTask, ...flags], env);
    expect(stdout).toContain(`/dev/mapper/${long}-data`);
    expect(stdout).not.toContain('…');
  });
});

describe('figures', () => {
  test('unknown progress is not 0 %', async () => {
    const steps = [
      { name: 'SSL_CONFIG', progress: 100 },
      { name: 'MIGRATE_LINUX_FILE', progress: null },
    ];
    // A task that runs would move with each reading of the simulator.
    const inService = async (...words: string[]) => {
      const sms = await service({
        tasks: manyTasks(2, { state: 'ABORT', sub_tasks: steps, migrate_speed: 9.64 }),
      });
      const { flags, env } = access(sms);
      return run([...words.map((word) => (word === 'ID' ? sms.firstTask : word)), ...flags], env);
    };
    const listed = await inService('list');
    expect(listed.stdout).toMatch(/2\/2 – +9\.6 MB\/s/);
    expect(listed.stdout).not.toContain('%');
    const shown = await inService('show', 'ID');
    expect(shown.stdout).toMatch(/Progress +MIGRATE_LINUX_FILE {3}2\/2 – {3}9\.6 MB\/s/);
  });

  test('the rate is a column that can be chosen and sorted by', async () => {
    const sms = await service({
      tasks: [2.5, 12.25].flatMap((migrate_speed, index) =>
        manyTasks(index + 1, { state: 'ABORT', migrate_speed }).slice(-1),
      ),
    });
    const { flags, env } = access(sms);
    const { stdout } = await run(['list', '--columns', 'name,speed', '--sort=-speed', ...flags], env);
    expect(stdout).toMatch(/^Name +Rate\ntask-0002 +12\.3 MB\/s\ntask-0001 +2\.5 MB\/s\n$/);
  });

  test('show --all has every value, with paths as people write them', async () => {
    const { stdout } = await run(['show', '--demo', '--all']);
    expect(stdout).toMatch(/target_server\.disks\[\/dev\/xvda\]\.size +40 GiB \(42,949,672,960 bytes\)\n/);
    expect(stdout).toMatch(/source_server\.ip +192\.168\.0\.151\n/);
    const { stdout: document } = await run(['show', '--demo', '--json']);
    const names = Object.keys(JSON.parse(document));
    for (const name of names) expect(stdout).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'));
  });
});

describe('waiting', () => {
  test('a line shows on a terminal that SMS takes long, and goes away', async () => {
    const sms = await service({ latency: 2500 });
    const { flags, env } = access(sms);
    const session = launch(['show', sms.firstTask, ...flags], { env, rows: 50 });
    await session.waitFor(/Waiting for 127\.0\.0\.1:\d+… \d s/);
    expect((await session.exit).code).toBe(0);
    expect(session.text()).not.toContain('Waiting');
    expect(session.text()).toMatch(/^centos7-lvm\n/);
  });

  test('not in a log', async () => {
    const sms = await service({ latency: 1500 });
    const { flags, env } = access(sms);
    expect((await run(['show', sms.firstTask, ...flags], env)).stderr).toBe('');
  });
});

describe('the wizard takes', () => {
  test.each(['centos7-failed', 'fa17', 'fa17ed00-7d9a-413e-8b5f-a7307f7d0001'])('%s', async (word) => {
    const session = launch(['--demo', word]);
    await session.waitFor('centos7-failed');
    await session.press('^C');
    expect((await session.exit).code).toBe(130);
  });

  test('no name that is misspelt: it names the task that may be meant', async () => {
    const session = launch(['--demo', 'centos7-fail']);
    expect((await session.exit).code).toBe(2);
    expect(session.text().replaceAll('\n', ' ')).toMatch(
      /no task has .*"centos7-fail".* Did you mean centos7-failed\?/,
    );
  });

  test('no command that is misspelt', async () => {
    const session = launch(['--demo', 'updte']);
    expect((await session.exit).code).toBe(2);
    expect(session.text().replaceAll('\n', ' ')).toContain('Did you mean update?');
  });
});

describe('did you mean', () => {
  test.each([
    [['list', '--demo', '-o', 'jsn'], 'json'],
    [['list', '--demo', '--columns', 'nam'], 'name'],
    [['list', '--demo', '--sort', 'progres'], 'progress'],
    [['list', '--demo', '--state', 'RUNING'], 'RUNNING'],
    [['list', '--region', 'ap-southest-1'], 'ap-southeast-1'],
    [['list', '--demo', '--scenario', 'runing'], 'running'],
    [['list', '--demo', '--limt', '1'], '--limit'],
    [['help', 'updte'], 'update'],
    [['help', 'path'], 'paths'],
    [['completion', 'fis'], 'fish'],
    [['fields', 'sped'], 'speed'],
    [['fields', 'speed_limt'], 'speed_limit'],
    [['explain', 'disk_hold_volumes'], 'disk_holds_volumes'],
    [['updte'], 'update'],
    [['diff', '--demo', '--set', 'nmae=a'], 'name'],
    [['diff', '--demo', '--set', 'disks[/dev/xvda].size=50G'], 'target_server.disks[/dev/xvda].size'],
  ])('%j: %s', async (args, meant) => {
    const ran = await run(args);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/Did you mean:? /);
    expect(ran.stderr).toContain(`${meant}?`);
  });
});

test('fields has an example of each value', async () => {
  const { stdout } = await run(['fields', 'speed_limit', '--json']);
  expect(JSON.parse(stdout)).toMatchObject([{ path: 'speed_limit', example: 'speed_limit=100' }]);
});
