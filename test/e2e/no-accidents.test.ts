/** Nothing is sent, cleared or deleted by accident: on the built program, on screen and line by line. */
import { describe, expect, test } from 'vitest';
import { service, updates } from '../support/service.ts';
import { freshState } from '../support/terminal.ts';
import { MODES } from '../support/user-driver.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const NAME_APPLIED = 'Task name: applied, centos7-lvm → web-01';

describe.each(MODES)('what stays in the scrollback, $name,', ({ plain, start }) => {
  test('after an update that was applied and another edit: both, each as it is', async () => {
    const sms = await service();
    const user = await start(sms);
    await user.set('Task name', 'web-01');
    await user.goTo('review');
    await user.submit();
    await user.sees('Change applied');
    await user.again();
    await user.sees('Review');
    if (plain) for (let steps = 0; steps < 5; steps++) await user.back();
    else await user.session.press('left', 'left', 'left', 'left', 'left');
    await user.set('Task name', 'web-02');
    await user.interrupt();
    const left = user.session.raw();
    expect(left).toContain('1 change not submitted. The draft is saved: start sms-wizard again to resume.');
    expect(left).not.toContain('nothing was sent');
    expect(left).not.toContain('not applied');
    if (!plain) expect(user.session.text()).toContain(`✓ ${NAME_APPLIED}`);
  });

  test('after an update: verdicts, request ID, and the command that undoes it', async () => {
    const sms = await service();
    const user = await start(sms, { columns: 200 });
    await user.set('Task name', 'web-01');
    await user.goTo('review');
    await user.submit();
    await user.sees('Change applied');
    expect((await user.finish()).code).toBe(0);
    const left = user.session.raw().replaceAll('\r\n', '\n');
    expect(left).toContain(`${plain ? '1.' : '✓'} ${NAME_APPLIED}`);
    expect(left).toMatch(/Request ID: \S+/);
    expect(left).toContain(`To undo, run:\n  sms-wizard undo ${sms.firstTask} --endpoint ${sms.url}`);
  });
});

describe.each(MODES)('a new disk, $name,', ({ plain, start }) => {
  test('is asked for name, size, use and partition style; is one change, by name, and one undo', async () => {
    const sms = await service();
    const user = await start(sms);
    await user.goTo('disks');
    await user.add('Disk');
    await user.sees(plain ? 'Value: /dev/xvdd.' : 'Disk name  /dev/xvdd');
    await user.sees('1 of 4.');
    if (plain) {
      for (const line of ['"/dev/xvdd"', '20G', 'NORMAL', 'MBR']) await user.answer(line);
    } else {
      await user.session.press('enter', '2', '0', 'G', 'enter', 'enter', 'enter');
    }
    await user.sees('New disk /dev/xvdd');
    await user.goTo('review');
    await user.sees(plain ? 'New disk /dev/xvdd: added' : /New disk \/dev\/xvdd\n.*\+ added/);
    await user.sees('Press s to submit 1 change to centos7-lvm.');
    expect(user.seen()).not.toMatch(/\[\+1\]|\bnew\b/);
    await user.ask();
    await user.sees('Submit this change to centos7-lvm?');
    await user.answer('n');
    await user.undo();
    await user.sees('Undone. New disk /dev/xvdd: not added');
    expect(updates(sms)).toEqual([]);
    await user.interrupt();
  });

  test('is left with defaults by Esc, and its other fields are one key away', async () => {
    const user = await start(await service());
    await user.goTo('disks');
    await user.add('Disk');
    await user.back();
    await user.sees('New disk /dev/xvdd');
    await user.sees('Disk ID');
    await user.interrupt();
  });
});

describe.each(MODES)('clearing, $name,', ({ plain, start }) => {
  test('has a key of its own, and u undoes it at once', async () => {
    const sms = await service();
    const user = await start(sms);
    await user.goTo('network');
    await user.remove('Migration IP');
    await user.sees('d removes elements and entries. To clear a field, press c.');
    expect(user.seen()).not.toContain('1 change');
    await user.clear('Migration IP');
    await user.sees('Cleared: the update sends null. Press u to undo.');
    await user.undo();
    await user.sees(/Migration IP[: ]+192\.168\.0\.151/);
    await user.interrupt();
  });

  test.each(['Task name'])('is refused for a required field: %s', async (field) => {
    const user = await start(await service());
    await user.clear(field);
    await user.sees("you can't clear this field");
    expect(user.seen()).not.toContain('1 change');
    await user.interrupt();
  });

  test.each(['Region ID', 'Project name'])('is refused for a name or an ID: %s', async (field) => {
    const user = await start(await service());
    await user.goTo('more');
    await user.clear(field);
    await user.sees("you can't clear this field");
    if (plain) expect(user.seen()).not.toContain('so far');
    await user.interrupt();
  });
});

describe.each(MODES)('$name,', ({ plain, start, again, begin }) => {
  test('blind Enters resume yesterday’s draft at most, and send nothing', async () => {
    const state = freshState();
    const sms = await service();
    const before = await start(sms, { env: { XDG_STATE_HOME: state } });
    await before.set('Task name', 'web-01');
    await before.interrupt();
    const user = begin(sms, { env: { XDG_STATE_HOME: state } });
    user.session.write('\r\r\r');
    await user.sees('Unsubmitted draft found');
    for (let enters = 0; enters < 6; enters++) {
      user.session.write('\r');
      await sleep(120);
    }
    await sleep(300);
    expect(updates(sms)).toEqual([]);
    await user.interrupt();
  });

  test('a submit is asked about with count and name; Enter is no, only y sends', async () => {
    const sms = await service();
    const user = await start(sms);
    await user.set('Task name', 'web-01');
    await user.goTo('network');
    await user.set('Rate limit', '50');
    await user.goTo('review');
    await user.ask();
    await user.sees('Submit these 2 changes to centos7-lvm?');
    await sleep(400);
    await user.enter();
    await user.ask();
    await user.sees('Submit these 2 changes to centos7-lvm?');
    expect(updates(sms)).toEqual([]);
    await user.confirm();
    await user.sees('All 2 changes applied');
    expect(updates(sms)).toHaveLength(1);
    await user.finish();
  });

  test('keys typed right after the question are no answer to it', async () => {
    const sms = await service();
    const user = await start(sms);
    await user.set('Task name', 'web-01');
    await user.goTo('review');
    if (plain) user.session.write('s\ry\ry\r');
    else {
      user.session.write('s');
      // Letters in one read are text: these are two, as fast as hands can be.
      await sleep(25);
      user.session.write('y');
    }
    await sleep(600);
    expect(updates(sms)).toEqual([]);
    if (!plain) expect(user.seen()).toContain('Submit this change to centos7-lvm?');
    await user.interrupt();
  });

  test('resuming goes on where the last edit was made', async () => {
    const state = freshState();
    const sms = await service();
    const before = await start(sms, { env: { XDG_STATE_HOME: state } });
    await before.set('Task name', 'web-01');
    await before.goTo('disks');
    await before.set('/dev/xvdb', '20G');
    await before.interrupt();
    const user = await again(sms, { env: { XDG_STATE_HOME: state } });
    await user.resume();
    await user.sees('Target disks');
    if (!plain)
      expect(
        user.session
          .rows()
          .slice(3)
          .find((row) => /^ ▸/.test(row)),
      ).toContain('/dev/xvdb');
    await user.interrupt();
  });

  test('discarding a draft asks, and n keeps it', async () => {
    const state = freshState();
    const sms = await service();
    const before = await start(sms, { env: { XDG_STATE_HOME: state } });
    await before.set('Task name', 'web-01');
    await before.interrupt();
    const user = await again(sms, { env: { XDG_STATE_HOME: state } });
    await sleep(400);
    if (plain) await user.answer('2');
    else await user.session.press('d');
    await user.sees('Discard this draft with 1 change?');
    await sleep(400);
    if (plain) await user.answer('n');
    else await user.session.press('n');
    await user.sees('Unsubmitted draft found');
    await user.discard();
    await user.sees('Name and type');
    await user.interrupt();
  });
});

describe.each(MODES)('where and in which state, $name,', ({ plain, start }) => {
  test('the header names the endpoint; RUNNING says what that means, and rows that may not take are marked', async () => {
    const sms = await service({ scenario: 'running' });
    const user = await start(sms);
    const { host } = new URL(sms.url);
    await user.sees(host);
    await user.sees(
      plain
        ? 'RUNNING: changes other than name and rate limit may have no effect (not documented).'
        : /RUNNING: changes other than name and rate limit may have no effect \(not\n +documented\)/,
    );
    if (plain) expect(user.seen()).toMatch(/Migration type: MIGRATE_\w+, may have no effect now\n/);
    else expect(user.seen()).toMatch(/ {3}\? Migration type/);
    expect(user.seen()).not.toMatch(plain ? /Task name: [^\n]*may have/ : /\? Task name/);
    await user.interrupt();
  });
});
