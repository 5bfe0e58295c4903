/** Completion in the shells themselves, and the manual page in its reader, where they are installed. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CREDENTIAL_SOURCES } from '../../src/api/credentials/types.ts';
import { FLAG_NAMES, SUBCOMMANDS } from '../../src/cli/command-line.ts';
import { text } from '../../src/text/text.ts';
import { run } from '../support/program.ts';
import { access, service } from '../support/service.ts';
import { installed, SHELLS, type ShellName, shellFolder, startShell } from '../support/shells.ts';
import { freshState, PROGRAM } from '../support/terminal.ts';

let folder = '';
let remove = () => {};
beforeAll(async () => {
  ({ folder, remove } = await shellFolder());
});
afterAll(() => remove());

/** Typed texts, each with the line after Tab. */
const CASES: readonly (readonly [typed: string, completed: string | RegExp])[] = [
  ['sms-wizard upd', 'sms-wizard update'],
  ['sms-wizard comp', 'sms-wizard completion'],
  ['sms-wizard completion z', 'sms-wizard completion zsh'],
  ['sms-wizard update ID --dry', 'sms-wizard update ID --dry-run'],
  ['sms-wizard update ID --set spe', 'sms-wizard update ID --set speed_limit='],
  ['sms-wizard update ID --unset speed', 'sms-wizard update ID --unset speed_limit'],
  // Shells escape the brackets, each in its way.
  ['sms-wizard update ID --set rate_windows[+1].sp', /update ID --set rate_windows\\?\[\\?\+1\\?\]\.speed=/],
  ["sms-wizard update ID --set 'rate_windows[+1].sp", /update ID --set 'rate_windows\[\+1\]\.speed=/],
  [
    'sms-wizard update ID --set rate_windows\\[+1\\].sp',
    /update ID --set rate_windows\\?\[\\?\+1\\?\]\.speed=/,
  ],
  ['sms-wizard list --region my-', 'sms-wizard list --region my-kualalumpur-1'],
  ['sms-wizard --demo --scenario disks', 'sms-wizard --demo --scenario disks23'],
  ['sms-wizard fields target_server.vm', 'sms-wizard fields target_server.vm_id'],
  ['sms-wizard simulator --por', 'sms-wizard simulator --port'],
  ['sms-wizard list --state RUNN', 'sms-wizard list --state RUNNING'],
  ['sms-wizard list --columns ser', 'sms-wizard list --columns servers'],
  ['sms-wizard list -o ya', 'sms-wizard list -o yaml'],
  ['sms-wizard help sim', 'sms-wizard help simulator'],
  ['sms-wizard show --al', 'sms-wizard show --all'],
  ['sms-wizard watch --until SYNCI', 'sms-wizard watch --until SYNCING'],
  ['sms-wizard show --demo centos7-f', 'sms-wizard show --demo centos7-failed'],
  ['sms-wizard update --demo 23d1', 'sms-wizard update --demo 23d15c50-7d9a-413e-8b5f-a7307f7d0023'],
  ['sms-wizard apply --demo --task not-con', 'sms-wizard apply --demo --task not-configured-yet'],
];

describe.each(Object.keys(SHELLS) as ShellName[])('%s', (shell) => {
  test.skipIf(!installed(shell))('completes commands, options, values and fields', async () => {
    const session = await startShell(shell, folder, { SMS_WIZARD_COMPLETE_TASKS: '1' });
    for (const [typed, completed] of CASES) {
      session.write(typed);
      await session.waitFor(typed);
      session.write('\t');
      await session.waitFor(completed);
      session.write('\x15');
      await session.settle();
    }
    session.hangUp();
    await session.exit;
  });
});

describe('tasks', () => {
  const ask = async (line: string, env: Record<string, string>) =>
    run(['completion', 'tasks'], { COMP_LINE: line, ...env });

  test('are read from the service of the line, at most once a minute', async () => {
    const sms = await service({ scenario: 'all' });
    const { env } = access(sms);
    const own = { ...env, XDG_STATE_HOME: freshState() };
    const line = `sms-wizard show --endpoint ${sms.url} cen`;
    const first = await ask(line, own);
    expect(first.stdout).toContain('centos7-failed\tfa17ed00-7d9a-413e-8b5f-a7307f7d0001\n');
    expect(first.stdout).toContain('fa17ed00-7d9a-413e-8b5f-a7307f7d0001\tcentos7-failed\n');
    expect(await ask(line.replace('cen', 'x'), own)).toEqual(first);
    expect(sms.requests).toHaveLength(1);
    // Another account has other tasks.
    expect(await ask(line, { ...own, HW_AUTH_TOKEN: 'other' })).toEqual({ code: 1, stdout: '', stderr: '' });
  });

  test('without a service nothing is offered, and nothing is printed', async () => {
    const line = 'sms-wizard show --endpoint http://127.0.0.1:1 x';
    expect(await ask(line, { HW_AUTH_TOKEN: 't' })).toEqual({ code: 1, stdout: '', stderr: '' });
  });

  test('no script asks unless it was turned on', () => {
    for (const shell of Object.keys(SHELLS)) {
      const script = readFileSync(join(folder, `sms.${shell}`), 'utf8');
      expect(script).toContain('SMS_WIZARD_COMPLETE_TASKS');
    }
  });
});

test('every command and every option is in every script', async () => {
  for (const shell of Object.keys(SHELLS)) {
    const script = readFileSync(join(folder, `sms.${shell}`), 'utf8');
    for (const name of [...SUBCOMMANDS, ...FLAG_NAMES]) expect(script, shell).toContain(name);
  }
});

test('rejects an unknown shell and names the known ones', async () => {
  const { code, stderr } = await run(['completion', 'tcsh']);
  expect(code).toBe(2);
  expect(stderr).toContain('bash, zsh, fish');
  expect((await run(['completion'])).code).toBe(2);
});

describe('the manual page', () => {
  const page = join(dirname(PROGRAM), 'sms-wizard.1');

  test('has every command and option', () => {
    const roff = readFileSync(page, 'utf8').replaceAll('\\-', '-');
    for (const name of SUBCOMMANDS) expect(roff).toContain(`sms-wizard ${name}`);
    for (const name of FLAG_NAMES) expect(roff).toContain(`--${name}`);
    for (const code of ['129', '130 / 143']) expect(roff).toContain(code);
  });

  test('has the sources of credentials in the order in which they are asked', () => {
    const roff = readFileSync(page, 'utf8').replaceAll('\\-', '-');
    const numbered = [...roff.matchAll(/^\.B \d+\. (.*)$/gm)].map(([, name]) => name);
    expect(numbered).toEqual(CREDENTIAL_SOURCES.map((source) => text().access.sources[source]));
  });

  test.skipIf(!installed('mandoc'))('is read without a complaint', () => {
    const complaints = spawnSync('mandoc', ['-Tlint', '-W', 'warning', page], { encoding: 'utf8' }).stdout;
    expect(complaints).toBe('');
    expect(execFileSync('mandoc', ['-Tutf8', page], { encoding: 'utf8' })).toContain('sms-wizard');
  });
});
