/** The session of docs/examples/session.md: its commands, one after the other, as a person types them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contentOf } from '../../scripts/docs/documents.ts';
import { run } from '../support/program.ts';
import { access, service, updates } from '../support/service.ts';
import { cleanEnv, freshState, PROGRAM } from '../support/terminal.ts';

const COMMANDS = contentOf('docs/examples/session.md')
  .split('\n')
  .filter((line) => line.startsWith('$ '))
  .map((line) => line.slice(2));

/** Runs a command in a shell and returns its exit code.  */
async function shell(command: string, env: Record<string, string>, cwd: string): Promise<number> {
  const [code] = await once(spawn('sh', ['-c', command], { env, cwd, stdio: 'ignore' }), 'close');
  return code as number;
}

test('a task is found by its name, edited as a file, compared, changed, queried, and set back', async () => {
  const sms = await service();
  const { env } = access(sms);
  const folder = mkdtempSync(join(tmpdir(), 'sms-session-'));
  symlinkSync(PROGRAM, join(folder, 'sms-wizard'));
  const own = cleanEnv({ ...env, SMS_ENDPOINT: sms.url, XDG_STATE_HOME: freshState() });
  const PATH = `${folder}:${own.PATH}`;
  const codes: number[] = [];
  for (const command of COMMANDS) {
    codes.push(await shell(command, { ...own, PATH }, folder));
  }
  expect(codes).toEqual([0, 0, 0, 0, 7, 0, 0, 0, 0, 0]);
  expect(updates(sms)).toMatchObject([
    { name: 'web-01', speed_limit: 100 },
    { name: 'centos7-lvm', speed_limit: 0 },
  ]);
  const { stdout } = await run(['show', 'centos7-lvm', '--query', '[name, speed_limit]'], own);
  expect(JSON.parse(stdout)).toEqual(['centos7-lvm', 0]);
});
