/** Completion of the elements that a task has: what is offered, how often SMS is asked, and what the shells make of it. */
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SimulatedRequest, Simulator } from '../../src/simulator/server.ts';
import { run } from '../support/program.ts';
import { access, clientOf, service } from '../support/service.ts';
import { installed, SHELLS, type ShellName, shellFolder, startShell } from '../support/shells.ts';
import { freshState } from '../support/terminal.ts';

/** Names that a shell, or a path, could take for more than a name. Each begins in its own way. */
const HOSTILE = [
  'a $(touch PWNED)`touch PWNED`',
  "b it's",
  'c "quoted"',
  'd\\back\\slash\\',
  'e;touch PWNED|touch PWNED&touch PWNED>PWNED',
  'f]bracket[0]={*,?}~',
  'g!!$HOME#x%y^z=1:2@3',
  'h(x) <y> ',
  'i äöü 日本',
] as const;

async function prepared(): Promise<Simulator> {
  const sms = await service({ scenario: 'all' });
  sms.change(TASK, (task) => {
    const server = task.target_server as Record<string, unknown>;
    const [disk] = server.disks as Record<string, unknown>[];
    const [group] = server.volume_groups as Record<string, unknown>[];
    const disks = HOSTILE.map((name) => ({ ...disk, id: null, name }));
    return {
      ...task,
      target_server: {
        ...server,
        networks: [{ name: 'eth0', mac: 'fa:16:3e:00:00:01', ip: '192.168.0.5' }],
        disks: [...(server.disks as object[]), ...disks, { ...disk, id: null, name: 'two\nlines' }],
        volume_groups: [group, { ...group, name: 'other' }],
      },
    };
  });
  await clientOf(sms, 5).setRateWindows(TASK, [
    { start: '08:00', end: '18:00', speed: 100, over_speed_threshold: 10 },
    { start: '18:00', end: '23:59', speed: 0, over_speed_threshold: 10 },
  ]);
  (sms.requests as SimulatedRequest[]).length = 0;
  return sms;
}

const TASK = '6402c49b-7d9a-413e-8b5f-a7307f7d5679';

describe('for a path', () => {
  const ask = async (sms: Simulator, word: string, use = 'set', more: Record<string, string> = {}) => {
    const env = { ...access(sms).env, XDG_STATE_HOME: freshState(), COMP_WORD: word, ...more };
    const line = `sms-wizard update ${TASK} --endpoint ${sms.url} --${use} ${word}`;
    return run(['completion', use], { COMP_LINE: line, ...env });
  };
  const words = async (...args: Parameters<typeof ask>) =>
    (await ask(...args)).stdout.split('\n').map((line) => line.split('\t')[0]);

  test('every level has its elements, by each of their names', async () => {
    const sms = await prepared();
    expect(await words(sms, 'target_server.disks[7')).toEqual([
      'target_server.disks[700].',
      'target_server.disks[701].',
      'target_server.disks[702].',
      '',
    ]);
    expect(await words(sms, 'target_server.disks[/dev/xvdb')).toEqual([
      'target_server.disks[/dev/xvdb].',
      '',
    ]);
    expect(await words(sms, 'target_server.disks[/dev/xvda].phys', 'unset')).toContain(
      'target_server.disks[/dev/xvda].physical_volumes[/dev/xvda1]',
    );
    expect(await words(sms, 'target_server.volume_groups[vgtest].logical_volumes[')).toContain(
      'target_server.volume_groups[vgtest].logical_volumes[/dev/mapper/vgtest-data].',
    );
    expect(await words(sms, 'target_server.networks[fa:16')).toEqual([
      'target_server.networks[fa:16:3e:00:00:01].',
      '',
    ]);
    expect(await words(sms, 'rate_windows[')).toEqual(['rate_windows[08:00].', 'rate_windows[18:00].', '']);
    expect(await words(sms, 'rate_windows[08:00].sp')).toEqual(['rate_windows[08:00].speed=', '']);
  });

  test('a value, another place or an unknown element has none, and asks for nothing that it does not need', async () => {
    const sms = await prepared();
    for (const word of [
      '',
      'na',
      'speed_limit=1',
      'target_server.disks[701].size=60G',
      'target_server.disks[701]x',
      'x[1].',
      'target_server.na',
    ])
      expect(await ask(sms, word)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(sms.requests).toEqual([]);
    for (const word of ['target_server.disks[999].', 'target_server.networks[eth1'])
      expect(await ask(sms, word)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(sms.requests.map(({ path }) => path)).not.toContainEqual(expect.stringContaining('speed-limit'));
  });

  test('a required field is set and not unset', async () => {
    const sms = await prepared();
    expect(await words(sms, 'rate_windows[08:00].start')).toEqual(['rate_windows[08:00].start=', '']);
    expect(await words(sms, 'rate_windows[08:00].start', 'unset')).toEqual(['']);
  });

  test('SMS is asked once a minute, for the task by name as well', async () => {
    const sms = await prepared();
    const XDG_STATE_HOME = freshState();
    const COMP_LINE = `sms-wizard update centos7-lvm --endpoint ${sms.url} --set x`;
    const more = { XDG_STATE_HOME, COMP_LINE };
    const first = await words(sms, 'target_server.disks[70', 'set', more);
    expect(first).toContain('target_server.disks[701].');
    expect(sms.requests.map(({ method, path }) => `${method} ${path.split('?')[0]}`)).toEqual([
      'GET /v3/tasks',
      `GET /v3/tasks/${TASK}`,
    ]);
    await words(sms, 'target_server.disks[701].physical_volumes[', 'unset', more);
    await words(sms, 'target_server.volume_groups[', 'set', { XDG_STATE_HOME });
    expect(sms.requests).toHaveLength(2);
    // Windows come by a call of their own.
    await words(sms, 'rate_windows[', 'set', more);
    await words(sms, 'rate_windows[08:00].', 'set', more);
    expect(sms.requests).toHaveLength(4);
    expect(await words(sms, 'target_server.disks[70', 'set', more)).toEqual(first);
    expect(sms.requests).toHaveLength(4);
  });

  test('windows that may not be read are not offered, and the task is not harmed', async () => {
    const sms = await service({ scenario: 'all', denied: ['sms:server:getTaskSpeedLimit'] });
    expect(await ask(sms, 'rate_windows[')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('a service that does not answer ends within seconds, without a word', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    const began = Date.now();
    const env = {
      HW_AUTH_TOKEN: 't',
      COMP_WORD: 'rate_windows[',
      COMP_LINE: `sms-wizard update ${TASK} --endpoint http://127.0.0.1:${port} --set rate_windows[`,
    };
    expect(await run(['completion', 'set'], env)).toEqual({ code: 1, stdout: '', stderr: '' });
    expect(Date.now() - began).toBeLessThan(8000);
    silent.close();
  });
});

/** True for a name that a path has in quotes. */
const isQuoted = (name: string) => /["'\\\]]| $/.test(name);

/** Typed text, and the whole word that the shell has when it runs the line. `Tab` after each part. */
const CASES: readonly (readonly [parts: readonly string[], word: string])[] = [
  [['target_server.disks[701', 'si'], 'target_server.disks[701].size='],
  [['rate_windows[08', 'sp'], 'rate_windows[08:00].speed='],
  [['rate_windows[08:', 'sp'], 'rate_windows[08:00].speed='],
  [["'rate_windows[08:0", 'sp'], 'rate_windows[08:00].speed='],
  [['target_server.networks[fa:16:3', 'mt'], 'target_server.networks[fa:16:3e:00:00:01].mtu='],
  [
    ['target_server.volume_groups[vg', 'log', 'si'],
    'target_server.volume_groups[vgtest].logical_volumes[/dev/mapper/vgtest-data].size=',
  ],
  ...HOSTILE.map(
    (name) =>
      [
        [`target_server.disks[${isQuoted(name) ? '\\"' : ''}${name[0]}`, 'si'],
        `target_server.disks[${isQuoted(name) ? `"${name.replace(/[\\"]/g, '\\$&')}"` : name}].size=`,
      ] as const,
  ),
];

describe.each(Object.keys(SHELLS) as ShellName[])('%s', (shell) => {
  let folder = '';
  let remove = () => {};
  beforeAll(async () => {
    ({ folder, remove } = await shellFolder());
  });
  afterAll(() => remove());

  test.skipIf(!installed(shell))('completes the elements of the task, whatever their names', async () => {
    const sms = await prepared();
    const session = await startShell(shell, folder, { ...access(sms).env, SMS_WIZARD_COMPLETE_TASKS: '1' });
    for (const [parts, word] of CASES) {
      session.write(`sms-wizard update ${TASK} --endpoint ${sms.url} --set `);
      for (const part of parts) {
        // zsh takes a bare bracket after a word for a subscript, and offers its own variables.
        await session.send(shell === 'zsh' && !part.startsWith("'") ? part.replace('[', '\\[') : part);
        await session.send('\t');
      }
      // bash closes a quote itself.
      if (parts[0]?.startsWith("'") && shell !== 'bash') session.write("'");
      // The shell says itself what it has: the line becomes an argument of printf.
      await session.send('\x01printf "<%s>" \r');
      await session.waitFor(`<${word}>`);
      await session.send('clear\r');
    }
    expect(existsSync(join(folder, 'PWNED'))).toBe(false);
    session.hangUp();
    await session.exit;
  });
});
