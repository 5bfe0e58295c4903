/** No edit is lost, however the program ends; and no draft is destroyed by another process. */
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { outputOf } from '../support/plain-driver.ts';
import { sampled } from '../support/sample.ts';
import { service, updates, wizardOn } from '../support/service.ts';
import { freshState } from '../support/terminal.ts';
import { MODES, type Mode } from '../support/user-driver.ts';

const drafts = (state: string): string[] => {
  try {
    return readdirSync(join(state, 'sms-wizard', 'drafts')).sort();
  } catch {
    return [];
  }
};
const draftText = (state: string): string =>
  readFileSync(join(state, 'sms-wizard', 'drafts', drafts(state)[0] as string), 'utf8');

type End = 'SIGKILL' | 'SIGHUP' | 'SIGTERM' | 'close' | '^C';

/** Makes two edits and types a third without accepting it; then ends the program. */
async function leftBehind(state: string, how: End, { start }: Mode = SCREEN) {
  const sms = await service();
  const user = await start(sms, { env: { XDG_STATE_HOME: state } });
  await user.set('Task name', 'web-01');
  await user.goTo('disks');
  await user.set('/dev/xvda', '50G');
  await user.typeInto('/dev/xvdb', '9');
  if (how === 'close') user.session.hangUp();
  else if (how === '^C') await user.interrupt();
  else process.kill(user.session.pid, how);
  await user.session.exit;
  return sms;
}

const [SCREEN, LINES] = MODES as [Mode, Mode];

/** Starts the wizard again on the same task, with the same state folder. */
const again = async (sms: Awaited<ReturnType<typeof service>>, state: string) =>
  (await SCREEN.again(sms, { env: { XDG_STATE_HOME: state } })).session;

const ENDS: readonly End[] = ['SIGKILL', 'SIGHUP', 'SIGTERM', 'close', '^C'];

const LOSSES: readonly { readonly how: End; readonly before: Mode; readonly after: Mode }[] = [
  ...ENDS.map((how) => ({ how, before: SCREEN, after: SCREEN })),
  // A draft belongs to the task, not to the mode in which it was made.
  { how: 'close', before: SCREEN, after: LINES },
  { how: 'close', before: LINES, after: SCREEN },
  ...ENDS.map((how) => ({ how, before: LINES, after: LINES })),
];

describe.each(sampled(LOSSES, 0.25, ({ how, before }) => (before === SCREEN ? how : 'line by line')))(
  'after $how $before.name, $after.name',
  ({ how, before, after }) => {
    test('the next start offers the edits, and resuming brings all of them back', async () => {
      const state = freshState();
      const sms = await leftBehind(state, how, before);
      const user = await after.again(sms, { env: { XDG_STATE_HOME: state } });
      await user.sees('Unsubmitted draft found');
      expect(user.seen()).toContain('2 changes, saved');
      expect(user.seen()).toContain('Task name: centos7-lvm → web-01');
      expect(user.seen()).toContain('Size, Disk /dev/xvda: 40 GiB → 50 GiB (+10 GiB)');
      await user.resume();
      await user.goTo('review');
      await user.sees(`Press s to submit 2 changes to centos7-lvm.`);
      expect(drafts(state)).toHaveLength(1);
      await user.submit();
      await user.sees('All 2 changes applied');
      expect(drafts(state)).toEqual([]);
      expect((await user.finish()).code).toBe(0);
    });
  },
);

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

test.each(MODES)('a draft can be looked at and left for later, or discarded, $name', async ({ again }) => {
  const state = freshState();
  const sms = await leftBehind(state, 'SIGKILL');
  const looking = await again(sms, { env: { XDG_STATE_HOME: state } });
  await looking.later();
  expect(looking.seen()).toMatch(/Task name[: ]+centos7-lvm$/m);
  await looking.interrupt();
  expect(drafts(state)).toHaveLength(1);
  const discarding = await again(sms, { env: { XDG_STATE_HOME: state } });
  await discarding.discard();
  expect(discarding.seen()).toContain('Name and type');
  await discarding.interrupt();
  expect(drafts(state)).toEqual([]);
});

test('two wizards on one task: the second shows a message, and both keep their drafts', async () => {
  const state = freshState();
  const sms = await service();
  const first = await wizardOn(sms, { env: { XDG_STATE_HOME: state } });
  await first.press('enter', ...'first', 'enter');
  const second = await wizardOn(sms, { env: { XDG_STATE_HOME: state } });
  expect(second.text()).toContain('Open in another sms-wizard');
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
  // The ID of a running process that started at another time.
  writeFileSync(file, draftText(state).replace(/"started": "\d+"/, '"started": "1"'));
  const second = await again(sms, state);
  await second.waitFor('Unsubmitted draft found');
  await second.press('^C');
  await second.exit;
  process.kill(first.pid, 'SIGKILL');
  await first.exit;
});

test.each(MODES)('a draft of a task that others changed asks about each field, $name', async (mode) => {
  const state = freshState();
  const sms = await leftBehind(state, 'SIGKILL', mode);
  sms.change(sms.firstTask, (task) => ({ ...task, name: 'centos7-theirs' }));
  const user = await mode.again(sms, { env: { XDG_STATE_HOME: state } });
  await user.resume();
  await user.sees('Task name: was centos7-lvm, now centos7-theirs, yours web-01');
  await user.mine('Task name: was');
  await user.submit();
  await user.sees('All 2 changes applied');
  await user.finish();
});

test('a file that is not a draft is quarantined with a message', async () => {
  const state = freshState();
  const sms = await service();
  const folder = join(state, 'sms-wizard', 'drafts');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${sms.firstTask}.1-x.json`), '{"format":1,"edits":[{"path":');
  writeFileSync(join(folder, `${sms.firstTask}.2-y.json`), '{"format":99}');
  const wizard = await wizardOn(sms, { env: { XDG_STATE_HOME: state } });
  expect(wizard.text()).toContain("Can't read a draft. It was moved to");
  expect(drafts(state)).toEqual([
    `${sms.firstTask}.1-x.json.unreadable`,
    `${sms.firstTask}.2-y.json.unreadable`,
  ]);
  await wizard.press('^C');
  await wizard.exit;
});

test.each(MODES)(
  'where nothing can be written that is said, and work goes on, $name',
  async ({ start, plain }) => {
    const sms = await service();
    const user = await start(sms, { env: { XDG_STATE_HOME: '/dev/full' } });
    await user.set('Task name', 'web-01');
    // Plain mode prints a message once, as soon as it is known.
    const shown = plain ? outputOf(user.session) : user.seen();
    expect(shown).toContain("Drafts aren't saved (ENOTDIR)");
    await user.goTo('review');
    await user.submit();
    await user.sees('Change applied');
    expect(updates(sms)).toEqual([{ name: 'web-01' }]);
    await user.sees('Not recorded in the history (ENOTDIR)');
    expect((await user.finish()).code).toBe(8);
  },
);

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
