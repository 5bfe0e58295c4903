/** No edit is lost, whatever happens to the program; and nobody's draft is destroyed by anybody else. */
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { service, updates, wizardOn } from '../support/service.ts';
import { freshState } from '../support/terminal.ts';

const drafts = (state: string): string[] => {
  try {
    return readdirSync(join(state, 'sms-wizard', 'drafts')).sort();
  } catch {
    return [];
  }
};
const draftText = (state: string): string =>
  readFileSync(join(state, 'sms-wizard', 'drafts', drafts(state)[0] as string), 'utf8');

async function leftBehind(state: string, how: 'SIGKILL' | 'SIGHUP' | 'SIGTERM' | 'close' | '^C') {
  const sms = await service();
  const wizard = await wizardOn(sms, { env: { XDG_STATE_HOME: state } });
  await wizard.press(
    'enter',
    ...'web-01',
    'enter',
    'right',
    'right',
    'enter',
    ...'50G',
    'enter',
    'down',
    'enter',
    '9',
  );
  if (how === 'close') wizard.hangUp();
  else if (how === '^C') await wizard.press('^C');
  else process.kill(wizard.pid, how);
  await wizard.exit;
  return sms;
}

/** The wizard again on the same task, with the same state folder. */
const again = async (sms: Awaited<ReturnType<typeof service>>, state: string) => {
  const { launch } = await import('../support/terminal.ts');
  const wizard = launch([sms.firstTask, '--endpoint', sms.url], {
    env: { HW_AUTH_TOKEN: sms.token, XDG_STATE_HOME: state },
  });
  await wizard.waitFor('centos7');
  await wizard.settle();
  return wizard;
};

describe.each(['SIGKILL', 'SIGHUP', 'SIGTERM', 'close', '^C'] as const)('after %s', (how) => {
  test('the next start offers the edits, and resuming brings all of them back', async () => {
    const state = freshState();
    const sms = await leftBehind(state, how);
    const wizard = await again(sms, state);
    await wizard.waitFor('A draft was left behind');
    expect(wizard.text()).toContain('2 changes, saved');
    expect(wizard.text()).toContain('Task name: centos7-lvm → web-01');
    expect(wizard.text()).toContain('Size, Disk /dev/xvda: 40 GiB → 50 GiB (+10 GiB)');
    await wizard.press('enter');
    expect(wizard.text()).toContain('Enter submits 2 changes to web-01.');
    expect(drafts(state)).toHaveLength(1);
    await wizard.press('enter');
    await wizard.waitFor('All 2 changes took');
    expect(drafts(state)).toEqual([]);
    await wizard.press('enter');
    expect((await wizard.exit).code).toBe(0);
  });
});

test('a draft is the owner’s alone, small, versioned, and holds no secret', async () => {
  const state = freshState();
  const sms = await leftBehind(state, 'SIGKILL');
  const text = draftText(state);
  const folder = join(state, 'sms-wizard');
  expect(statSync(join(folder, 'drafts', drafts(state)[0] as string)).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'drafts')).mode & 0o777).toBe(0o700);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(text.length).toBeLessThan(2000);
  expect(JSON.parse(text)).toMatchObject({ format: 1, edits: [{ path: 'name', before: 'centos7-lvm' }, {}] });
  expect(text).not.toContain(sms.token);
});

test('a draft can be looked at and left for later, or discarded', async () => {
  const state = freshState();
  const sms = await leftBehind(state, 'SIGKILL');
  const looking = await again(sms, state);
  await looking.press('escape');
  expect(looking.text()).toContain('centos7-lvm   LINUX');
  await looking.press('^C');
  await looking.exit;
  expect(drafts(state)).toHaveLength(1);
  const discarding = await again(sms, state);
  await discarding.press('d');
  expect(discarding.text()).toContain('Name and type');
  await discarding.press('^C');
  await discarding.exit;
  expect(drafts(state)).toEqual([]);
});

test('two wizards on one task: the second is told, and both keep their drafts', async () => {
  const state = freshState();
  const sms = await service();
  const first = await wizardOn(sms, { env: { XDG_STATE_HOME: state } });
  await first.press('enter', ...'first', 'enter');
  const second = await wizardOn(sms, { env: { XDG_STATE_HOME: state } });
  expect(second.text()).toContain('Another sms-wizard has this task open');
  await second.press('enter', ...'second', 'enter');
  expect(drafts(state)).toHaveLength(2);
  process.kill(second.pid, 'SIGKILL');
  await second.exit;
  await first.press('u');
  await first.press('^C');
  await first.exit;
  expect(drafts(state)).toHaveLength(1);
  expect(draftText(state)).toContain('second');
});

test('a process number that is used again does not hide a draft', async () => {
  const state = freshState();
  const sms = await service();
  const first = await wizardOn(sms, { env: { XDG_STATE_HOME: state } });
  await first.press('enter', ...'first', 'enter');
  const file = join(state, 'sms-wizard', 'drafts', drafts(state)[0] as string);
  // The number of a running process, but of one that started at another time.
  writeFileSync(file, draftText(state).replace(/"started": "\d+"/, '"started": "1"'));
  const second = await again(sms, state);
  await second.waitFor('A draft was left behind');
  await second.press('^C');
  await second.exit;
  process.kill(first.pid, 'SIGKILL');
  await first.exit;
});

test('a draft of a task that others changed asks about each field', async () => {
  const state = freshState();
  const sms = await leftBehind(state, 'SIGKILL');
  sms.change(sms.firstTask, (task) => ({ ...task, name: 'centos7-theirs' }));
  const wizard = await again(sms, state);
  await wizard.press('enter');
  expect(wizard.text()).toContain('! Task name was centos7-lvm, is now centos7-theirs, you want web-01');
  await wizard.press('y', 'enter');
  await wizard.waitFor('All 2 changes took');
  await wizard.press('enter');
  await wizard.exit;
});

test('what is no draft is set aside with a message', async () => {
  const state = freshState();
  const sms = await service();
  const folder = join(state, 'sms-wizard', 'drafts');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${sms.firstTask}.1-x.json`), '{"format":1,"edits":[{"path":');
  writeFileSync(join(folder, `${sms.firstTask}.2-y.json`), '{"format":99}');
  const wizard = await wizardOn(sms, { env: { XDG_STATE_HOME: state } });
  expect(wizard.text()).toContain('A draft could not be read and was set aside');
  expect(drafts(state)).toEqual([
    `${sms.firstTask}.1-x.json.unreadable`,
    `${sms.firstTask}.2-y.json.unreadable`,
  ]);
  await wizard.press('^C');
  await wizard.exit;
});

test('where nothing can be written a warning stands on the screen, and work goes on', async () => {
  const sms = await service();
  const wizard = await wizardOn(sms, { env: { XDG_STATE_HOME: '/dev/full' } });
  await wizard.press('enter', ...'web-01', 'enter');
  expect(wizard.text()).toContain('Drafts cannot be kept on disk (ENOTDIR)');
  await wizard.press('^S', 'enter');
  await wizard.waitFor('The change took');
  expect(updates(sms)).toEqual([{ name: 'web-01' }]);
  await wizard.press('enter');
  expect((await wizard.exit).code).toBe(0);
});

test('a draft whose changes the task has already is not offered', async () => {
  const state = freshState();
  const sms = await leftBehind(state, 'SIGKILL');
  const text = draftText(state);
  sms.change(sms.firstTask, (task) => ({ ...task, name: 'web-01' }));
  const server = JSON.parse(sms.taskText(sms.firstTask)).target_server;
  server.disks[0].size = 53687091200;
  sms.change(sms.firstTask, (task) => ({ ...task, target_server: server }));
  expect(text).toContain('53687091200');
  const { launch } = await import('../support/terminal.ts');
  const wizard = launch([sms.firstTask, '--endpoint', sms.url], {
    env: { HW_AUTH_TOKEN: sms.token, XDG_STATE_HOME: state },
  });
  await wizard.waitFor('Name and type');
  expect(drafts(state)).toEqual([]);
  await wizard.press('^C');
  await wizard.exit;
  chmodSync(state, 0o700);
});
