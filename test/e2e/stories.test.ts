/** Stories of users of the wizard, with the built program in a real terminal: on screen and in plain mode. */
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../support/program.ts';
import { access, service, updates } from '../support/service.ts';
import { MODES } from '../support/user-driver.ts';

describe.each(MODES)('a migration engineer, $name,', ({ plain, start }) => {
  test('renames a task', async () => {
    const sms = await service();
    const user = await start(sms);
    await user.set('Task name', 'web-01');
    if (plain) await user.sees('\nTask name: centos7-lvm → web-01\n1 change so far.\n');
    else expect(user.session.rows()[5]).toBe(' ▸ ~ Task name                  centos7-lvm → web-01');
    await user.goTo('review');
    await user.sees(`Press s to submit 1 change to centos7-lvm`);
    await user.submit();
    await user.sees('Change applied');
    expect(await user.finish()).toEqual({ code: 0, signal: 0 });
    expect(updates(sms)).toEqual([{ name: 'web-01' }]);
  });

  test('resizes a disk and its volume', async () => {
    const sms = await service({ scenario: 'windows' });
    const user = await start(sms);
    await user.goTo('disks');
    await user.typeInto('Disk 1', '+10G');
    if (!plain) await user.sees('Current: 40 GiB. 40 GiB + 10 GiB = 50 GiB = 53,687,091,200 bytes.');
    await user.enter();
    await user.goTo('volumes');
    await user.set('Y:', '+10g');
    await user.goTo('review');
    if (plain) {
      await user.sees('Size, Disk 1: 40 GiB → 50 GiB (+10 GiB)');
      await user.sees('Size, Volume Y: of Disk 1: 39.5 GiB → 49.5 GiB (+10 GiB)');
      await user.sees("warning: Y: is a Windows system or boot partition and can't be resized.");
    } else {
      await user.sees('Disk 1\n   ~ Size                     40 GiB → 50 GiB (+10 GiB)');
      await user.sees('Volume Y: of Disk 1\n   ~ Size                     39.5 GiB → 49.5 GiB (+10 GiB)');
      await user.sees("! Y: is a Windows system or boot partition and can't be resized.");
    }
    await user.ask();
    await user.sees(/Submit th.+ to .+\?/);
    await user.confirm();
    await user.sees('All 2 changes applied');
    expect((await user.finish()).code).toBe(0);
    const [body] = updates(sms) as [{ target_server: { disks: Record<string, unknown>[] } }];
    expect(Object.keys(body)).toEqual(['target_server']);
    expect(Object.keys(body.target_server)).toEqual(['disks']);
    expect(body.target_server.disks[0]).toMatchObject({ id: 88008, size: 53687091200 });
    expect(body.target_server.disks[0]?.physical_volumes).toMatchObject([
      { id: 135055, size: 524288000, uuid: '\\\\?\\Volume{586b7157-0000-0000-0000-100000000000}\\' },
      { id: 135056, size: 53160706048 },
    ]);
  });

  test('sees the figures that follow a resize, and what came back other than it was sent', async () => {
    const readings = { count: 0 };
    const sms = await service({
      intercept: ({ method, path }) => {
        // The screen, the check before the update, and what is read back; rate windows have a path of their own.
        if (method === 'GET' && path === `/v3/tasks/${sms.firstTask}` && ++readings.count === 3)
          sms.change(sms.firstTask, (task) => {
            const server = task.target_server as { disks: unknown[] };
            return { ...task, target_server: { ...server, disks: server.disks.slice(0, 2) } };
          });
        return undefined;
      },
    });
    const user = await start(sms);
    await user.goTo('disks');
    await user.set('/dev/xvda', '60G');
    await user.goTo('volumes');
    await user.set('/dev/xvda1', '+10G');
    await user.goTo('review');
    await user.sees('Follows: Used, Disk /dev/xvda: 39.99 GiB → 49.99 GiB (+10 GiB)');
    await user.submit();
    await user.sees('Applied, but 1 value sent along changed too.');
    await user.sees('target_server.disks[702] was sent unchanged, but no longer exists.');
    expect((await user.finish()).code).toBe(6);
  });

  test('goes back, changes their mind, and loses nothing', async () => {
    const sms = await service();
    const user = await start(sms);
    await user.goTo('network');
    await user.set('Rate limit', '50');
    await user.goTo('disks');
    await user.set('/dev/xvda', '50G');
    await user.goTo('network');
    await user.sees(/Rate limit[: ] +0 \(unlimited\) → 50 Mbit\/s/);
    await user.set('Rate limit', '20');
    await user.goTo('review');
    await user.sees('0 (unlimited) → 20 Mbit/s');
    await user.sees('40 GiB → 50 GiB (+10 GiB)');
    await user.undo();
    await user.sees('Undone. Rate limit: 50 Mbit/s');
    await user.sees('0 (unlimited) → 50 Mbit/s');
    await user.reset('Rate limit');
    await user.sees(
      plain ? 'Rate limit: 0 (unlimited), unchanged\n1 change so far.' : /Rate limit +0 \(unlimited\)\n/,
    );
    await user.goTo('review');
    await user.sees('Press s to submit 1 change to');
    expect(user.seen()).not.toMatch(/Rate limit.*→/);
    await user.submit();
    await user.sees('applied');
    expect((await user.finish()).code).toBe(0);
    expect(updates(sms)).toHaveLength(1);
    expect(JSON.stringify(updates(sms))).not.toContain('speed_limit');
  });

  test('is refused an invalid address', async () => {
    const sms = await service();
    const user = await start(sms);
    await user.goTo('network');
    await user.typeInto('Migration IP', '10.0.0.999');
    // The screen checks a value while it is typed, plain mode once the line is complete.
    if (!plain) await user.sees('10.0.0.999 is not an IP address.');
    await user.enter();
    await user.sees('10.0.0.999 is not an IP address.');
    await user.sees(plain ? 'New value > ' : 'Migration IP  10.0.0.999');
    expect(user.seen()).not.toContain('1 change');
    if (plain) await user.answer('10.0.0.99');
    else await user.session.press('backspace', 'enter');
    await user.sees('192.168.0.151 → 10.0.0.99');
    await user.sees('1 change');
    expect(updates(sms)).toEqual([]);
    expect((await user.interrupt()).code).toBe(130);
  });

  test('cancels, and nothing is sent', async () => {
    const sms = await service();
    const user = await start(sms);
    await user.set('Task name', 'centos7-lvmx');
    expect(await user.interrupt()).toEqual({ code: 130, signal: 0 });
    expect(updates(sms)).toEqual([]);
    expect(user.session.inAlternateScreen()).toBe(false);
    const left = user.session.rows().join('');
    expect(left).toContain('1 change not submitted; nothing was sent. The draft is saved');
    const command = `sms-wizard update ${sms.firstTask} --endpoint ${sms.url} --set name=centos7-lvmx`;
    expect(left).toContain(command);
  });

  test('reports “not applied” when SMS accepts an update and ignores it', async () => {
    const sms = await service({ scenario: 'running' });
    const user = await start(sms);
    await user.set('Task name', 'x');
    await user.goTo('disks');
    await user.set('Disk 1', '60G');
    await user.goTo('review');
    await user.ask();
    await user.sees(/Submit th.+ to .+\?/);
    await user.sees('Task is RUNNING');
    await user.confirm();
    await user.sees('1 applied, 1 not applied.');
    await user.sees(plain ? /^1\. Task name: applied, /m : /✓ Task name +applied/);
    const not = /✗ Disk 1 Size +not applied: still 40 GiB/;
    await user.sees(plain ? /^2\. Size, Disk 1: not applied: still 40 GiB, /m : not);
    await user.sees('RUNNING: SMS may apply only some changes');
    expect((await user.finish()).code).toBe(6);
  });

  test('edits again what was not applied and quits: the summary doesn’t claim that nothing was sent', async () => {
    const sms = await service({ scenario: 'running' });
    const user = await start(sms);
    await user.goTo('disks');
    await user.set('Disk 1', '60G');
    await user.goTo('review');
    await user.submit();
    await user.sees('Nothing was applied');
    await user.again();
    expect((await user.interrupt()).code).toBe(130);
    const output = user.session.raw();
    expect(output).toContain('1 change sent but not applied.');
    expect(output).not.toContain('nothing was sent');
    expect(updates(sms)).toHaveLength(1);
  });

  test('sees every field that others changed meanwhile before anything is sent', async () => {
    const sms = await service();
    const user = await start(sms);
    await user.set('Task name', 'mine');
    await user.goTo('network');
    await user.set('Rate limit', '50');
    sms.change(sms.firstTask, (task) => ({ ...task, name: 'theirs', speed_limit: 77, region_name: 'moved' }));
    await user.goTo('review');
    await user.submit();
    await user.sees('Task name: was centos7-lvm, now theirs, yours mine');
    await user.sees('Rate limit: was 0 (unlimited), now 77 Mbit/s, yours 50 Mbit/s');
    const how = 'Enter t and the row number to take theirs, o and the number to keep yours.';
    await user.sees(plain ? how : 'On each row, t takes theirs and o keeps yours.');
    await user.sees('Changed by someone else and kept: Region name: moved.');
    expect(user.seen()).not.toContain('Press s to submit');
    expect(updates(sms)).toEqual([]);
    await user.ask();
    await user.sees('Resolve 2 conflicts first');
    await user.theirs('Task name: was');
    await user.sees('Conflicts: 1.');
    expect(user.seen()).not.toContain('Task name: was');
    await user.mine('Rate limit: was');
    const kept = 'now 77 Mbit/s, yours 50 Mbit/s: keeping';
    await user.sees(plain ? `${kept} yours` : `${kept}\n       yours`);
    await user.submit();
    await user.sees('Change applied');
    expect(updates(sms)).toEqual([{ speed_limit: 50 }]);
    await user.interrupt();
  });

  test('leaves while the task is being checked: nothing is sent afterwards', async () => {
    let gets = 0;
    const sms = await service({
      intercept: async ({ method }) => {
        // The first read is for the screen; the check before the update is slow.
        if (method === 'GET' && ++gets === 3)
          await new Promise((resolve) => setTimeout(resolve, 15_000).unref());
        return undefined;
      },
    });
    const user = await start(sms);
    await user.set('Task name', 'x');
    await user.goTo('review');
    await user.beginSubmit();
    await user.sees('Checking whether the task has changed');
    const from = Date.now();
    expect((await user.interrupt()).code).toBe(130);
    expect(Date.now() - from).toBeLessThan(10_000);
    expect(updates(sms)).toEqual([]);
  });

  test('reports the real outcome when the response to the update is lost', async () => {
    let lost = false;
    const sms = await service({
      intercept: ({ method, body }) => {
        if (method !== 'PUT' || lost) return undefined;
        lost = true;
        sms.change(sms.firstTask, (task) => ({ ...task, ...JSON.parse(body) }));
        return 'drop';
      },
    });
    const user = await start(sms);
    await user.set('Task name', 'x');
    await user.goTo('review');
    await user.submit();
    await user.sees("SMS's response was lost");
    await user.sees(plain ? /^1\. Task name: applied, /m : /✓ Task name +applied/);
    expect(updates(sms)).toHaveLength(1);
    expect((await user.finish()).code).toBe(0);
  });

  test('grows a volume beyond its disk, and takes the disk along with one key', async () => {
    const sms = await service();
    const user = await start(sms);
    await user.goTo('volumes');
    await user.set('/dev/xvda1', '+10G');
    await user.sees('+ also resizes /dev/xvda to 50 GiB.');
    await user.offer();
    await user.goTo('review');
    const row = 'Disk /dev/xvda\n ▸ ~ Size                     40 GiB → 50 GiB (+10 GiB)';
    await user.sees(plain ? 'Size, Disk /dev/xvda: 40 GiB → 50 GiB (+10 GiB)' : row);
    await user.submit();
    await user.sees('All 2 changes applied');
    expect((await user.finish()).code).toBe(0);
  });

  test('adds a NIC, is warned that the list is replaced, and submits it', async () => {
    const sms = await service();
    const user = await start(sms);
    await user.goTo('network');
    await user.add('NIC');
    await user.sees('MAC address');
    await user.set('MAC address', 'fa:16:3e:00:00:01');
    await user.goTo('review');
    await user.sees("SMS doesn't return the contents of networks");
    await user.ask();
    await user.sees(/Submit th.+ to .+\?/);
    await user.confirm();
    await user.sees('unverified');
    expect(updates(sms)).toEqual([{ target_server: { networks: [{ mac: 'fa:16:3e:00:00:01' }] } }]);
    expect((await user.finish()).code).toBe(0);
  });

  test('unsets a field, takes a disk out of its list, and puts it back', async () => {
    const sms = await service();
    const user = await start(sms);
    await user.goTo('disks');
    await user.remove('/dev/xvdc');
    await user.sees('Removed from the list. Press u to undo.');
    await user.reset('/dev/xvdc');
    if (plain) await user.sees('Disk /dev/xvdc: restored\nNo changes so far.');
    await user.goTo('network');
    await user.clear('Migration IP');
    await user.sees('Cleared: the update sends null. Press u to undo.');
    await user.goTo('review');
    await user.submit();
    await user.sees('Change applied');
    expect(updates(sms)).toEqual([{ migration_ip: null }]);
    expect((await user.finish()).code).toBe(0);
  });

  test('writes plans in Review, each in a file of its own, and apply accepts them', async () => {
    const sms = await service();
    const place = mkdtempSync(join(tmpdir(), 'sms-plans-'));
    const user = await start(sms, { folder: place });
    await user.set('Task name', 'web');
    await user.goTo('review');
    await user.plan();
    await user.sees('Saved plan sms-plan-centos7-lvm.json');
    await user.plan();
    await user.sees('Saved plan sms-plan-centos7-lvm-2.json');
    expect((await user.interrupt()).code).toBe(130);
    expect(readdirSync(place).sort()).toEqual(['sms-plan-centos7-lvm-2.json', 'sms-plan-centos7-lvm.json']);
    expect(user.session.text()).toContain('Saved plan: ');
    expect(updates(sms)).toEqual([]);
    const { flags, env } = access(sms);
    const ran = await run(['apply', join(place, 'sms-plan-centos7-lvm.json'), '--yes', ...flags], env);
    expect(ran).toMatchObject({ code: 0 });
    expect(JSON.parse(sms.taskText(sms.firstTask)).name).toBe('web');
  });

  test('sees the usual values of a field, and takes one', async () => {
    const sms = await service();
    const user = await start(sms);
    await user.goTo('network');
    await user.typeInto('Rate limit', '');
    await user.sees(/0 = unlimited(,| ·) 100(,| ·) 300(,| ·) 500(,| ·) 1000 = maximum/);
    if (plain) await user.answer('300');
    else await user.session.press('up', 'up', 'enter');
    await user.sees(/0 \(unlimited\) → 300 Mbit\/s/);
    await user.interrupt();
  });

  test('edits the entries of a list one by one', async () => {
    const sms = await service();
    sms.change(sms.firstTask, (task) => ({ ...task, target_disk_ids: 'one two' }));
    const user = await start(sms);
    await user.goTo('more');
    await user.open('Target disk IDs');
    await user.set('two', 'three');
    await user.addEntry('four');
    await user.remove('one');
    await user.back();
    await user.goTo('review');
    await user.submit();
    await user.sees('Result');
    expect(updates(sms)).toEqual([{ target_disk_ids: 'three four' }]);
    await user.interrupt();
  });

  test('adds a volume to a disk, fills it in, takes it out again', async () => {
    const sms = await service();
    const user = await start(sms);
    await user.goTo('disks');
    await user.add('Volume in /dev/xvdc', '/dev/xvdc');
    await user.set('Size', '5G');
    await user.back();
    await user.goTo('review');
    await user.sees(/New volume of \/dev\/xvdc/);
    await user.sees(/Size[:, ].*5 GiB/);
    await user.undo();
    await user.undo();
    await user.goTo('review');
    await user.sees(/No changes yet|No changes so far/);
    expect((await user.interrupt()).code).toBe(130);
    expect(updates(sms)).toEqual([]);
  });
});
