/** Nothing that has to be read is cut, and values are found by typing: on the built program, on screen and line by line. */
import { describe, expect, test } from 'vitest';
import { access, service, updates } from '../support/service.ts';
import { launch } from '../support/terminal.ts';
import { MODES } from '../support/user-driver.ts';

const SIZES = [
  { columns: 80, rows: 24 },
  { columns: 60, rows: 16 },
];

/** Removes spaces and line breaks, so that text is found wherever it was wrapped. */
const joined = (text: string): string => text.replaceAll(/\s/g, '');

describe.each(MODES)('sizes, $name,', ({ start, plain }) => {
  test.each(SIZES)('a relative size says what it starts from, at $columns×$rows', async (size) => {
    const sms = await service();
    const user = await start(sms, size);
    await user.goTo('disks');
    await user.set('/dev/xvdb', '50G');
    // The draft's size is what +10G starts from, not that of the server.
    if (plain) {
      await user.set('/dev/xvdb', '+10G');
      await user.sees('50 GiB + 10 GiB = 60 GiB.');
    } else {
      await user.typeInto('/dev/xvdb', '+10G');
      await user.sees('50 GiB + 10 GiB = 60 GiB = 64,424,509,440 bytes.');
    }
    await user.interrupt();
    expect(updates(sms)).toEqual([]);
  });

  test('so does one from the used size', async () => {
    const user = await start(await service());
    await user.goTo('volumes');
    if (plain) await user.set('/dev/xvda1', '=used+20%');
    else await user.typeInto('/dev/xvda1', '=used+20%');
    await user.sees(/2\.65 GiB used \+ 54\d\.\d+ MiB = 3\.\d+ GiB/);
    await user.interrupt();
  });
});

describe.each(MODES)('disks and volumes, $name,', ({ start }) => {
  test('a disk that a group uses as a whole has no space to give', async () => {
    const user = await start(await service());
    await user.goTo('volumes');
    await user.sees('/dev/xvdc: whole disk in vgtest');
    await user.sees(/\/dev\/mapper\/vgtest-data\b/);
    await user.sees('LVM2_member');
    await user.interrupt();
  });

  test('the field of a new element says nothing of a value on the server', async () => {
    const user = await start(await service());
    await user.goTo('disks');
    await user.add('Disk');
    await user.sees('1 of 4.');
    expect(user.seen()).not.toContain('Current:');
    await user.interrupt();
  });
});

describe.each(MODES)('the question before a submit, $name,', ({ start }) => {
  test.each(SIZES)('has the whole name of the task, at $columns×$rows', async (size) => {
    const name = `${'long-'.repeat(12)}end`;
    const sms = await service();
    sms.change(sms.firstTask, (task) => ({ ...task, name }));
    const user = await start(sms, size);
    await user.goTo('network');
    await user.set('Rate limit', '5');
    await user.goTo('review');
    await user.ask();
    await expect.poll(() => joined(user.seen())).toContain(`Submitthischangeto${name}?`);
    await user.interrupt();
    expect(updates(sms)).toEqual([]);
  });
});

describe('the origin of a task', () => {
  test('has a place of its own where the first row has none', async () => {
    const sms = await service({ scenario: 'failed' });
    const { flags, env } = access(sms);
    const session = launch([sms.firstTask, ...flags], { columns: 60, rows: 16, env });
    await session.waitFor('Task name');
    expect(session.rows()[0]).toMatch(/centos7-failed .* MIGRATE_FAIL$/);
    expect(session.rows()[2]).toMatch(new RegExp(`─ ${new URL(sms.url).host}$`));
    session.write('\x03');
    await session.exit;
  });
});

describe('the state of tasks', () => {
  test.each(SIZES)('is found by a part of its name, in a column, at $columns×$rows', async (size) => {
    const sms = await service({ scenario: 'all' });
    const { flags, env } = access(sms);
    const session = launch(flags, { ...size, env });
    await session.waitFor('centos7-failed');
    await session.press('s');
    await session.waitFor(/▸ any\n {3}READY\n/);
    await session.press(...'fail');
    await session.waitFor(/▸ MIGRATE_FAIL\n {3}SYNC_FAIL\n/);
    await session.press('enter');
    await session.waitFor('State MIGRATE_FAIL');
    expect(sms.requests.at(-1)?.path).toContain('state=MIGRATE_FAIL');
    session.write('\x03');
    await session.exit;
  });

  test('line by line too', async () => {
    const sms = await service({ scenario: 'all' });
    const { flags, env } = access(sms);
    const session = launch(['--plain', ...flags], { env });
    await session.waitFor('centos7-failed');
    session.write('s\r');
    await session.waitFor(/MIGRATE_FAIL/);
    await session.settle();
    session.write('grate_f\r');
    await expect.poll(() => sms.requests.at(-1)?.path, { timeout: 8000 }).toContain('state=MIGRATE_FAIL');
    session.write('\x03');
    await session.exit;
  });
});
