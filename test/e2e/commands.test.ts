/** The commands without a screen: streams, exit codes, JSON. */
import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { parseJson } from '../../src/json/json.ts';
import { textWidth } from '../../src/terminal/text/text-width.ts';
import { payloadText, TASKS } from '../support/fixtures.ts';
import { run } from '../support/program.ts';
import { access, service, updates } from '../support/service.ts';
import { cleanEnv, PROGRAM } from '../support/terminal.ts';

const LVM_ID = '6402c49b-7d9a-413e-8b5f-a7307f7d5679';

describe('show', () => {
  test.each(TASKS)('--json gives every number and key of %s back', async (name) => {
    const sms = await service({ tasks: [payloadText(name)] });
    const { flags, env } = access(sms);
    const shown = await run(['show', sms.firstTask, '--json', ...flags], env);
    expect(shown.code).toBe(0);
    // The simulator changes these four fields of a running task by itself.
    const moving = ({ migrate_speed, total_time, sub_tasks, ...rest }: Record<string, unknown>) => rest;
    // SMS returns the rate windows by a call of their own.
    expect(moving(parseJson(shown.stdout) as never)).toEqual({
      ...moving(parseJson(payloadText(name)) as never),
      rate_windows: [],
    });
  });

  test('accepts a task ID in any case and with spaces around it', async () => {
    const shown = await run(['show', ` ${LVM_ID.toUpperCase()} `, '--demo']);
    expect(shown).toMatchObject({ code: 0, stderr: '' });
    expect(shown.stdout).toContain('/dev/mapper/vgtest-data');
  });
});

describe('update', () => {
  test('changes, verifies and reports as JSON', async () => {
    const sms = await service();
    const { flags, env } = access(sms);
    const settings = ['--set', 'speed_limit=100', '--set', 'target_server.disks[/dev/xvdb].size=+10G'];
    const ran = await run(['update', LVM_ID, ...settings, '--yes', '--json', ...flags], env);
    expect(ran.code).toBe(0);
    const report = JSON.parse(ran.stdout);
    expect(report).toMatchObject({
      task_id: LVM_ID,
      result: 'applied',
      changes: [
        { path: 'speed_limit', before: 0, after: 100, outcome: 'applied' },
        {
          path: 'target_server.disks[701].size',
          before: 10737418240,
          after: 21474836480,
          outcome: 'applied',
        },
      ],
      findings: [],
      error: null,
    });
    expect(updates(sms)).toEqual([report.request]);
  });

  test('9223372036854775807 travels there and back', async () => {
    const big = payloadText(TASKS[1]).replace('"size": 42949672960', '"size": 9223372036854775807');
    const sms = await service({ tasks: [big] });
    const { flags, env } = access(sms);
    const ran = await run(
      ['update', LVM_ID, '--set', 'target_server.disks[701].size=20G', '--yes', ...flags],
      env,
    );
    expect(ran.code).toBe(0);
    const put = sms.requests.find(({ method }) => method === 'PUT');
    expect(put?.body).toContain('"size":9223372036854775807');
  });

  test('--dry-run sends nothing', async () => {
    const sms = await service();
    const { flags, env } = access(sms);
    const ran = await run(
      ['update', LVM_ID, '--set', 'name=a', '--dry-run', '--show-request', ...flags],
      env,
    );
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain('~ name: centos7-lvm → a');
    expect(ran.stdout).toContain('"name": "a"');
    expect(updates(sms)).toEqual([]);
  });

  test.each([
    ['without --yes', ['--set', 'name=a'], /--yes/],
    ['a value over its limit', ['--set', 'speed_limit=2000', '--yes'], /speed_limit: 2000 is outside 0–1000/],
    ['a bad name', ['--set', 'name=a b', '--yes'], /name: " " isn't allowed/],
    ['an unknown field', ['--set', 'nmae=a', '--yes'], /unknown field "nmae".*name, type/],
    [
      'an unknown disk',
      ['--set', 'target_server.disks[9].size=1G', '--yes'],
      /no element "9".*\[700\] \(\/dev\/xvda\)/,
    ],
    [
      'a disk smaller than its volumes',
      ['--set', 'target_server.disks[700].size=1G', '--yes'],
      /\(1 GiB\) is 39 GiB too small for its partitions \(39\.99 GiB\)/,
    ],
    [
      'an address of the wrong family',
      ['--set', 'migration_ip=2001:db8::1', '--yes'],
      /is an IPv6 address, but Use IPv6 is off/,
    ],
    ['a list as a whole', ['--set', 'target_server.disks=1', '--yes'], /is a list/],
    ['nothing to set', ['--yes'], /at least one --set/],
    ['an unknown option', ['--sett', 'a=b'], /unknown option --sett/],
    ['an option for another command', ['--set', 'name=a', '--port', '1'], /can't be used with update/],
  ])('%s: exit 2, nothing sent', async (_what, args, message) => {
    const sms = await service();
    const { flags, env } = access(sms);
    const ran = await run(['update', LVM_ID, ...args, ...flags], env);
    expect(ran.code).toBe(2);
    expect(ran.stdout + ran.stderr).toMatch(message);
    expect(ran.stdout + ran.stderr).not.toMatch(/^ +at /m);
    expect(updates(sms)).toEqual([]);
  });

  test('an update that was not applied: exit 6', async () => {
    const sms = await service({ scenario: 'running' });
    const { flags, env } = access(sms);
    const settings = ['--set', 'target_server.disks[Disk 1].size=60G', '--yes', '--json'];
    const ran = await run(['update', sms.firstTask, ...settings, ...flags], env);
    expect(ran.code).toBe(6);
    expect(JSON.parse(ran.stdout)).toMatchObject({
      result: 'not_applied',
      changes: [{ outcome: 'not_applied' }],
    });
  });

  test('what the server never returns is called just that', async () => {
    const sms = await service();
    const { flags, env } = access(sms);
    const ran = await run(['update', LVM_ID, '--set', 'exist_server=yes', '--yes', '--json', ...flags], env);
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.stdout)).toMatchObject({
      result: 'unverified',
      changes: [{ path: 'exist_server', before: null, after: true, outcome: 'unverified' }],
    });
  });

  test('someone else changed the same field: exit 5 and three values', async () => {
    let reads = 0;
    const sms = await service({
      intercept: ({ method }) => {
        if (method === 'GET' && ++reads === 2) sms.change(LVM_ID, (task) => ({ ...task, name: 'theirs' }));
        return undefined;
      },
    });
    const { flags, env } = access(sms);
    const ran = await run(['update', LVM_ID, '--set', 'name=mine', '--yes', '--json', ...flags], env);
    expect(ran.code).toBe(5);
    expect(JSON.parse(ran.stdout).changes).toEqual([
      { path: 'name', before: 'centos7-lvm', theirs: 'theirs', after: 'mine', outcome: null },
    ]);
    expect(updates(sms)).toEqual([]);
  });

  test('an update that never arrives is sent once more after a reading, and then stays unknown', async () => {
    const sms = await service({ intercept: ({ method }) => (method === 'PUT' ? 'drop' : undefined) });
    const { flags, env } = access(sms);
    const ran = await run(['update', LVM_ID, '--set', 'name=mine', '--yes', '--json', ...flags], env);
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.stdout)).toMatchObject({ result: 'unknown', error: { hint: expect.any(String) } });
    const calls = sms.requests.map(({ method }) => method).join(' ');
    expect(calls).toBe('GET GET PUT GET GET GET PUT GET GET GET');
    // Without --json, the message says that it was sent twice, and what the last read showed.
    const printed = await run(['update', LVM_ID, '--set', 'name=mine', '--yes', ...flags], env);
    expect(printed.code).toBe(1);
    expect(printed.stdout).toMatch(
      /^Result unknown\. .*\nSent twice: .*\nThe task was still unchanged when last read\.\n/,
    );
  });

  test('an answer that never ends is given up on, and the task is read instead', async () => {
    const stuck = createServer((request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      if (request.method === 'PUT') response.write('{"id":');
      else response.end(payloadText(TASKS[1]));
    });
    await new Promise<void>((resolve) => stuck.listen(0, '127.0.0.1', resolve));
    const { port } = stuck.address() as AddressInfo;
    const flags = ['--endpoint', `http://127.0.0.1:${port}`, '--timeout', '1'];
    const ran = await run(['update', LVM_ID, '--set', 'name=mine', '--yes', '--json', ...flags], {
      HW_AUTH_TOKEN: 't',
    });
    stuck.closeAllConnections();
    stuck.close();
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.stdout).result).toBe('unknown');
  });

  test('without --yes the JSON names what is missing', async () => {
    const ran = await run(['update', '--demo', '--set', 'name=x', '--json']);
    expect(ran.code).toBe(2);
    expect(JSON.parse(ran.stdout)).toMatchObject({
      result: 'refused',
      error: { code: 'confirmation_missing', message: expect.stringContaining('--yes') },
    });
  });

  test('a wrong path under --json is a document too', async () => {
    const ran = await run(['update', '--demo', '--set', 'nmae=x', '--json']);
    expect(ran.code).toBe(2);
    expect(JSON.parse(ran.stdout)).toMatchObject({ result: 'refused', error: { code: 'usage' } });
  });

  test('elements are added and removed, fields unset', async () => {
    const sms = await service();
    const { flags, env } = access(sms);
    const settings = [
      ['--set', 'target_server.networks[+1].mac=fa:16:3e:00:00:01'],
      ['--set', 'target_server.networks[+1].ip=10.0.0.7'],
      ['--unset', 'target_server.disks[702]'],
      ['--unset', 'region_id'],
    ].flat();
    const ran = await run(['update', LVM_ID, ...settings, '--yes', '--json', ...flags], env);
    expect(ran.code).toBe(0);
    const report = JSON.parse(ran.stdout);
    expect(report.request).toMatchObject({
      region_id: null,
      target_server: {
        networks: [{ mac: 'fa:16:3e:00:00:01', ip: '10.0.0.7' }],
        disks: [{ id: 700 }, { id: 701 }],
      },
    });
    expect(report.changes.map(({ path, outcome }: Record<string, string>) => `${path} ${outcome}`)).toEqual([
      'region_id applied',
      'target_server.disks[702] applied',
      'target_server.networks[+1] unverified',
      'target_server.networks[+1].mac unverified',
      'target_server.networks[+1].ip unverified',
    ]);
  });
});

describe('getting in', () => {
  test('a token from standard input', async () => {
    const sms = await service();
    const { flags } = access(sms);
    const ran = await run(['show', LVM_ID, '--token-stdin', ...flags], {}, `${sms.token}\n`);
    expect(ran.code).toBe(0);
  });

  test.each([
    ['no token', [LVM_ID], {}, 4, /no credentials/],
    [
      'a token that cannot be sent',
      [LVM_ID],
      { HW_AUTH_TOKEN: 'sec\nret' },
      4,
      /contains an invalid character/,
    ],
    [
      'a refused token',
      [LVM_ID],
      { HW_AUTH_TOKEN: 'old' },
      4,
      /APIGW\.0301: Incorrect IAM.*\n.*rejected your credentials[\s\S]*get a new one[\s\S]*\nRequest ID: simulated-1\n$/,
    ],
    [
      'an unknown task',
      ['00000000-0000-0000-0000-000000000000'],
      { HW_AUTH_TOKEN: 'simulated-token' },
      1,
      /SMS\.7703/,
    ],
    ['no task', [], {}, 2, /missing task ID/],
    [
      'something that is no id and no name',
      ['a/b'],
      { HW_AUTH_TOKEN: 'simulated-token' },
      2,
      /no task has the ID/,
    ],
  ])('%s', async (_what, args, env, code, message) => {
    const sms = await service();
    const ran = await run(['show', ...args, '--endpoint', sms.url], env as Record<string, string>);
    expect(ran.code).toBe(code);
    expect(ran.stderr).toMatch(message);
    expect(ran.stderr).not.toContain('simulated-token');
  });

  test('plain http beyond this machine is refused before anything is sent', async () => {
    const ran = await run(['show', LVM_ID, '--endpoint', 'http://sms.example.com'], { HW_AUTH_TOKEN: 't' });
    expect(ran).toMatchObject({ code: 2 });
    expect(ran.stderr).toContain('uses http.');
  });

  test('the guided update explains itself without a terminal', async () => {
    const ran = await run(['--demo']);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('needs a terminal');
  });

  test.each([
    ['lst', 'Did you mean list? '],
    ['halp', 'Did you mean help? '],
    ['frobnicate', ''],
  ])('a word that can be no id is a command that is not there: %s', async (word, meant) => {
    const ran = await run([word], { HW_AUTH_TOKEN: 't', SMS_ENDPOINT: 'http://127.0.0.1:9' });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(`unknown command "${word}". ${meant}Commands: list, show,`);
  });

  test('a demo has nothing to undo, and prints the reason', async () => {
    const ran = await run(['undo', '--demo', '--yes']);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('--demo starts fresh each time');
  });

  test('no line of --help is wider than 80 columns, in any language', async () => {
    for (const lang of ['en', 'zh']) {
      const { stdout } = await run(['--help', '--lang', lang]);
      for (const line of stdout.split('\n')) expect(textWidth(line), line).toBeLessThanOrEqual(80);
    }
    expect((await run(['help'])).stdout).toBe((await run(['--help'])).stdout);
  });

  test('--version and --help', async () => {
    expect((await run(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    const help = await run(['--help']);
    expect(help.code).toBe(0);
    expect(help.stdout).toContain('--dry-run');
  });

  test.each([
    ['show', '--demo'],
    ['list', '--demo', '--json'],
    ['update', '--demo', '--set', 'speed_limit=1', '--yes'],
    ['fields', 'name'],
    ['--help'],
    ['--version'],
  ])('a full disk under standard output is a failure, and told: %s', (...args) => {
    const full = openSync('/dev/full', 'w');
    const ran = spawnSync(process.env.SMS_TEST_NODE ?? process.execPath, [PROGRAM, ...args], {
      env: cleanEnv(),
      encoding: 'utf8',
      stdio: ['ignore', full, 'pipe'],
    });
    closeSync(full);
    expect(ran.stderr).toContain('ENOSPC');
    expect(ran.status).toBe(1);
  });
});
