/** Values that only the source server has, in commands and in the wizard. */
import { expect, test } from 'vitest';
import { run } from '../support/program.ts';
import { access, service, wizardOn } from '../support/service.ts';

/** A task that doesn't return `use_public_ip`; its source server says yes. */
async function bare() {
  const sms = await service({ scenario: 'bare' });
  const body = JSON.stringify({ use_public_ip: true });
  const headers = { 'X-Auth-Token': sms.token, 'Content-Type': 'application/json' };
  const path = `${sms.url}/v3/tasks/${sms.firstTask}`;
  expect((await fetch(path, { method: 'PUT', headers, body })).status).toBe(200);
  return sms;
}

test('show reads the source server for a value that the task lacks', async () => {
  const sms = await bare();
  const { flags, env } = access(sms);
  const { stdout } = await run(['show', sms.firstTask, ...flags], env);
  expect(stdout).toMatch(/Use the public network\s+yes$/m);
});

test('show does not read it for a task that has the value', async () => {
  const sms = await service();
  const { flags, env } = access(sms);
  await run(['show', sms.firstTask, ...flags], env);
  expect(sms.requests.filter(({ path }) => path.startsWith('/v3/sources'))).toEqual([]);
});

test('update shows what it changes, and warns by the values of the source server', async () => {
  const sms = await bare();
  const { flags, env } = access(sms);
  const set = (assignment: string) =>
    run(['update', sms.firstTask, '--set', assignment, '--dry-run', ...flags], env);
  expect((await set('use_public_ip=no')).stdout).toContain('use_public_ip: yes → no');
  expect((await set('exist_server=yes')).stdout).toContain('exist_server: no → yes');
  expect((await set('migration_ip=10.0.0.9')).stdout).toMatch(/10\.0\.0\.9 is a private|private/);
});

test('the wizard shows it', async () => {
  const session = await wizardOn(await bare());
  await session.press('\t');
  await session.waitFor(/Use the public network\s+yes/);
  await session.press('\x03');
});
