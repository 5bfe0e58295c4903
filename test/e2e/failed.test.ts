/** The reason why a task failed, on the built program: show, list, the wizard on the screen and in plain mode. */
import { expect, test } from 'vitest';
import { answer, asked, outputOf } from '../support/plain-driver.ts';
import { run } from '../support/program.ts';
import { access, service, wizardOn } from '../support/service.ts';
import { launch } from '../support/terminal.ts';
import { plainOn } from '../support/user-driver.ts';

const failing = () => service({ scenario: 'failed' });
const REASON = 'SMS.0806: Failed to synchronize partition /dev/xvdb1 to target server 192.168.0.20.';
const MEANS = "A partition couldn't be synchronized to the target server.";

test('show explains it, in both languages', async () => {
  const shown = await run(['show', '--demo', '--scenario', 'failed']);
  expect(shown.stdout).toMatch(
    /Error +SMS\.0806: Failed to synchronize .*\n +Error code table: A partition .*\n +Check the network .* In the wizard: Volumes\.\n/,
  );
  const chinese = await run(['show', '--demo', '--scenario', 'failed', '--lang', 'zh']);
  expect(chinese.stdout).toContain('错误码表：分区同步到目的端失败。');
});

test('show --json has it behind the task, which stays as it is', async () => {
  const shown = await run(['show', '--demo', '--scenario', 'failed', '--json']);
  const { failure, ...task } = JSON.parse(shown.stdout);
  expect(failure).toMatchObject({ code: 'SMS.0806', meaning: MEANS, wizard_step: 'volumes' });
  expect(JSON.parse(task.error_json).error_code).toBe('SMS.0806');
  const sound = await run(['show', '--demo', '--json']);
  expect(JSON.parse(sound.stdout)).not.toHaveProperty('failure');
});

test('the list explains it, and has no such column where no task failed', async () => {
  const listed = await run(['list', '--demo', '--scenario', 'all']);
  expect(listed.stdout.split('\n')[0]).toMatch(/Error$/);
  expect(listed.stdout).toContain(`SMS.0806: ${MEANS}`);
  expect((await run(['list', '--demo', '--scenario', 'list'])).stdout).not.toContain('Error');
});

test('list --json has it behind each failed task, and nothing behind the others', async () => {
  const listed = await run(['list', '--demo', '--scenario', 'all', '--json']);
  const { tasks } = JSON.parse(listed.stdout);
  const failed = tasks.filter(({ error_json }: { error_json?: string }) => error_json);
  expect(failed).toHaveLength(1);
  expect(failed[0].failure).toMatchObject({ code: 'SMS.0806', meaning: MEANS, wizard_step: 'volumes' });
  expect(tasks.filter((task: object) => 'failure' in task)).toEqual(failed);
});

test('the wizard opens with the reason, and f goes to the partition', async () => {
  const wizard = await wizardOn(await failing());
  await wizard.waitFor('SMS.0806: Failed to synchronize partition /dev/xvdb1');
  await wizard.waitFor('Press f to go to Volumes.');
  await wizard.press('f');
  await wizard.waitFor('Check the network and that the target disk is attached.');
  expect(wizard.text()).toMatch(/^ ?[›>❯▸] *\/dev\/xvdb1/m);
  await wizard.press('^C');
  await wizard.exit;
});

test('the picker explains the failed task under the cursor', async () => {
  const { flags, env } = access(await failing());
  const wizard = launch(flags, { env });
  await wizard.waitFor(`SMS.0806: ${MEANS}`);
  await wizard.press('^C');
  await wizard.exit;
});

test('plain mode prints the same, and f does the same', async () => {
  const session = plainOn(await failing());
  await asked(session);
  const output = outputOf(session).replace(/\s+/g, ' ');
  expect(output).toContain(REASON);
  expect(output).toContain(`Error code table: ${MEANS}`);
  expect(output).toContain('Press f to go to Volumes.');
  expect((await answer(session, 'f')).replace(/\s+/g, ' ')).toMatch(
    /Check the network .*Step 4 of 6: Volumes/,
  );
  session.write('q\r');
  await session.exit;
});

test('a task of another account ends with 4', async () => {
  const message = 'The resource in the task does not belong to you.';
  const sms = await service({
    failures: [{ way: 'sms', code: 'SMS.6527', status: 400, message, method: 'PUT' }],
  });
  const { flags, env } = access(sms);
  const ran = await run(['update', sms.firstTask, '--set', 'name=x', '--yes', ...flags], env);
  expect(ran.code).toBe(4);
  expect(ran.stderr + ran.stdout).toContain('Something in the task belongs to another account or project.');
});
