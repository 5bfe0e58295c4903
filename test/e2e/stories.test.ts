/** What people do with the wizard, on the built program in a real terminal: on screen, and line by line. */
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MODES } from '../support/hands.ts';
import { run } from '../support/program.ts';
import { access, service, updates } from '../support/service.ts';

describe.each(MODES)('a migration engineer, $name,', ({ plain, start }) => {
  test('renames a task', async () => {
    const sms = await service();
    const hands = await start(sms);
    await hands.set('Task name', 'web-01');
    if (plain) await hands.sees('\nTask name: centos7-lvm → web-01\n1 change so far.\n');
    else expect(hands.session.rows()[5]).toBe(' ▸ ~ Task name                  centos7-lvm → web-01');
    await hands.goTo('review');
    await hands.sees(`${plain ? 's' : 'Enter'} submits 1 change to centos7-lvm`);
    await hands.submit();
    await hands.sees('The change took');
    expect(await hands.finish()).toEqual({ code: 0, signal: 0 });
    expect(updates(sms)).toEqual([{ name: 'web-01' }]);
  });

  test('resizes a disk and its volume', async () => {
    const sms = await service({ scenario: 'windows' });
    const hands = await start(sms);
    await hands.goTo('disks');
    await hands.typeInto('Disk 1', '+10G');
    if (!plain) await hands.sees('Server: 40 GiB. = 53,687,091,200 bytes (+10 GiB).');
    await hands.enter();
    await hands.goTo('volumes');
    await hands.set('Y:', '+10g');
    await hands.goTo('review');
    if (plain) {
      await hands.sees('Size, Disk 1: 40 GiB → 50 GiB (+10 GiB)');
      await hands.sees('Size, Volume Y: of Disk 1: 39.5 GiB → 49.5 GiB (+10 GiB)');
      await hands.sees('warning: Y: is a Windows system or boot volume: those keep their size.');
    } else {
      await hands.sees('Disk 1\n   ~ Size                     40 GiB → 50 GiB (+10 GiB)');
      await hands.sees('Volume Y: of Disk 1\n   ~ Size                     39.5 GiB → 49.5 GiB (+10 GiB)');
      await hands.sees('! Y: is a Windows system or boot volume: those keep their size.');
    }
    await hands.submit();
    await hands.sees('Submit in spite of 1 warning?');
    await hands.confirm();
    await hands.sees('All 2 changes took');
    expect((await hands.finish()).code).toBe(0);
    const [body] = updates(sms) as [{ target_server: { disks: Record<string, unknown>[] } }];
    expect(Object.keys(body)).toEqual(['target_server']);
    expect(Object.keys(body.target_server)).toEqual(['disks']);
    expect(body.target_server.disks[0]).toMatchObject({ id: 88008, size: 53687091200 });
    expect(body.target_server.disks[0]?.physical_volumes).toMatchObject([
      { id: 135055, size: 524288000, uuid: '\\\\?\\Volume{586b7157-0000-0000-0000-100000000000}\\' },
      { id: 135056, size: 53160706048 },
    ]);
  });

  test('goes back, changes their mind, and loses nothing', async () => {
    const sms = await service();
    const hands = await start(sms);
    await hands.goTo('network');
    await hands.set('Rate limit', '50');
    await hands.goTo('disks');
    await hands.set('/dev/xvda', '50G');
    await hands.goTo('network');
    await hands.sees(/Rate limit[: ] +0 \(unlimited\) → 50 Mbit\/s/);
    await hands.set('Rate limit', '20');
    await hands.goTo('review');
    await hands.sees('0 (unlimited) → 20 Mbit/s');
    await hands.sees('40 GiB → 50 GiB (+10 GiB)');
    await hands.undo();
    await hands.sees('0 (unlimited) → 50 Mbit/s');
    await hands.reset('Rate limit');
    const told = 'Rate limit: 0 (unlimited), as on the server\n1 change so far.';
    await hands.sees(plain ? told : 'Enter submits 1 change to');
    expect(hands.seen()).not.toMatch(/Rate limit.*→/);
    await hands.submit();
    await hands.sees('took');
    expect((await hands.finish()).code).toBe(0);
    expect(updates(sms)).toHaveLength(1);
    expect(JSON.stringify(updates(sms))).not.toContain('speed_limit');
  });

  test('is refused an invalid address', async () => {
    const sms = await service();
    const hands = await start(sms);
    await hands.goTo('network');
    await hands.typeInto('Migration IP', '10.0.0.999');
    // The screen judges what is being typed, a line is judged when it is given.
    if (!plain) await hands.sees('10.0.0.999 is not an IP address.');
    await hands.enter();
    await hands.sees('10.0.0.999 is not an IP address.');
    await hands.sees(plain ? 'New value > ' : 'Migration IP  10.0.0.999');
    expect(hands.seen()).not.toContain('1 change');
    if (plain) await hands.answer('10.0.0.99');
    else await hands.session.press('backspace', 'enter');
    await hands.sees('192.168.0.151 → 10.0.0.99');
    await hands.sees('1 change');
    expect(updates(sms)).toEqual([]);
    expect((await hands.interrupt()).code).toBe(130);
  });

  test('cancels, and nothing is sent', async () => {
    const sms = await service();
    const hands = await start(sms);
    await hands.set('Task name', 'centos7-lvmx');
    expect(await hands.interrupt()).toEqual({ code: 130, signal: 0 });
    expect(updates(sms)).toEqual([]);
    expect(hands.session.inAlternateScreen()).toBe(false);
    const left = hands.session.rows().join('');
    expect(left).toContain('Left with 1 change not submitted; nothing was sent. The next start offers it');
    const command = `sms-wizard update ${sms.firstTask} --endpoint ${sms.url} --set name=centos7-lvmx`;
    expect(left).toContain(command);
  });

  test('is told when the service said yes and changed nothing', async () => {
    const sms = await service({ scenario: 'running' });
    const hands = await start(sms);
    await hands.set('Task name', 'x');
    await hands.goTo('disks');
    await hands.set('Disk 1', '60G');
    await hands.goTo('review');
    await hands.submit();
    await hands.sees('Submit in spite of 1 warning?');
    await hands.sees('The task is RUNNING');
    await hands.confirm();
    await hands.sees('1 took, 1 did not.');
    await hands.sees(plain ? /^1\. Task name: took, /m : /✓ Task name +took/);
    const not = /✗ Disk 1 Size +did not take: still 40 GiB/;
    await hands.sees(plain ? /^2\. Size, Disk 1: did not take: still 40 GiB, /m : not);
    await hands.sees('In state RUNNING');
    expect((await hands.finish()).code).toBe(6);
  });

  test('edits what did not take once more, and leaves: nobody says that nothing was sent', async () => {
    const sms = await service({ scenario: 'running' });
    const hands = await start(sms);
    await hands.goTo('disks');
    await hands.set('Disk 1', '60G');
    await hands.goTo('review');
    await hands.submit();
    await hands.confirm();
    await hands.sees('Nothing took.');
    await hands.again();
    expect((await hands.interrupt()).code).toBe(130);
    const said = hands.session.raw();
    expect(said).toContain('Left with 1 change that is not on the task: what was sent did not take.');
    expect(said).not.toContain('nothing was sent');
    expect(updates(sms)).toHaveLength(1);
  });

  test('sees every field that others changed meanwhile before anything is sent', async () => {
    const sms = await service();
    const hands = await start(sms);
    await hands.set('Task name', 'mine');
    await hands.goTo('network');
    await hands.set('Rate limit', '50');
    sms.change(sms.firstTask, (task) => ({ ...task, name: 'theirs', speed_limit: 77, region_name: 'moved' }));
    await hands.goTo('review');
    await hands.submit();
    await hands.sees('Task name was centos7-lvm, is now theirs, you want mine');
    await hands.sees('Rate limit was 0 (unlimited), is now 77 Mbit/s, you want 50 Mbit/s');
    const how = 't with its number takes theirs, y with its number keeps yours.';
    await hands.sees(plain ? how : 'On each row: t takes theirs, y keeps yours.');
    await hands.sees('Changed meanwhile by others, and kept: region_name.');
    expect(updates(sms)).toEqual([]);
    await hands.submit();
    await hands.sees('Decide 2 conflicts first');
    await hands.theirs('Task name was');
    await hands.sees('Others changed 1 of your fields.');
    expect(hands.seen()).not.toContain('Task name was');
    await hands.mine('Rate limit was');
    await hands.sees('yours it is');
    await hands.submit();
    await hands.sees('The change took');
    expect(updates(sms)).toEqual([{ speed_limit: 50 }]);
    await hands.interrupt();
  });

  test('leaves while the task is being checked: nothing is sent afterwards', async () => {
    let gets = 0;
    const sms = await service({
      intercept: async ({ method }) => {
        // The first reading is for the screen; the check before the update takes its time.
        if (method === 'GET' && ++gets === 3) await new Promise((resolve) => setTimeout(resolve, 1500));
        return undefined;
      },
    });
    const hands = await start(sms);
    await hands.set('Task name', 'x');
    await hands.goTo('review');
    hands.beginSubmit();
    await hands.sees('in case someone changed it');
    const from = Date.now();
    expect((await hands.interrupt()).code).toBe(130);
    expect(Date.now() - from).toBeLessThan(1000);
    await new Promise((resolve) => setTimeout(resolve, 2000));
    expect(updates(sms)).toEqual([]);
  });

  test('is told the truth when the answer to the update is lost', async () => {
    let lost = false;
    const sms = await service({
      intercept: ({ method, body }) => {
        if (method !== 'PUT' || lost) return undefined;
        lost = true;
        sms.change(sms.firstTask, (task) => ({ ...task, ...JSON.parse(body) }));
        return 'drop';
      },
    });
    const hands = await start(sms);
    await hands.set('Task name', 'x');
    await hands.goTo('review');
    await hands.submit();
    await hands.sees('The answer to the update was lost on the way');
    await hands.sees(plain ? /^1\. Task name: took, /m : /✓ Task name +took/);
    expect(updates(sms)).toHaveLength(1);
    expect((await hands.finish()).code).toBe(0);
  });

  test('grows a volume beyond its disk, and takes the disk along with one key', async () => {
    const sms = await service();
    const hands = await start(sms);
    await hands.goTo('volumes');
    await hands.set('/dev/xvda1', '+10G');
    await hands.sees('+ makes /dev/xvda 50 GiB as well.');
    await hands.offer();
    await hands.goTo('review');
    const row = 'Disk /dev/xvda\n ▸ ~ Size                     40 GiB → 50 GiB (+10 GiB)';
    await hands.sees(plain ? 'Size, Disk /dev/xvda: 40 GiB → 50 GiB (+10 GiB)' : row);
    await hands.submit();
    await hands.sees('All 2 changes took');
    expect((await hands.finish()).code).toBe(0);
  });

  test('adds a NIC, is warned that the list is replaced, and submits it', async () => {
    const sms = await service();
    const hands = await start(sms);
    await hands.goTo('network');
    await hands.add('NIC');
    await hands.sees('MAC address');
    await hands.set('MAC address', 'fa:16:3e:00:00:01');
    await hands.goTo('review');
    await hands.sees('What networks holds now is not known');
    await hands.submit();
    await hands.sees('Submit in spite of 2 warnings?');
    await hands.confirm();
    await hands.sees('the server does not tell');
    expect(updates(sms)).toEqual([{ target_server: { networks: [{ mac: 'fa:16:3e:00:00:01' }] } }]);
    expect((await hands.finish()).code).toBe(0);
  });

  test('unsets a field, takes a disk out of its list, and puts it back', async () => {
    const sms = await service();
    const hands = await start(sms);
    await hands.goTo('disks');
    await hands.clear('/dev/xvdc');
    await hands.sees('Taken out of the list. r puts it back.');
    await hands.reset('/dev/xvdc');
    if (plain) await hands.sees('Disk /dev/xvdc: put back\nNo changes so far.');
    await hands.goTo('more');
    await hands.clear('Region ID');
    await hands.sees('Unset: null is sent. r takes that back.');
    await hands.goTo('review');
    await hands.submit();
    await hands.sees('The change took');
    expect(updates(sms)).toEqual([{ region_id: null }]);
    expect((await hands.finish()).code).toBe(0);
  });

  test('writes plans in the Review, each in a file of its own, and apply takes them', async () => {
    const sms = await service();
    const place = mkdtempSync(join(tmpdir(), 'sms-plans-'));
    const hands = await start(sms, { folder: place });
    await hands.set('Task name', 'web');
    await hands.goTo('review');
    await hands.plan();
    await hands.sees('sms-plan-centos7-lvm.json written');
    await hands.plan();
    await hands.sees('sms-plan-centos7-lvm-2.json written');
    expect((await hands.interrupt()).code).toBe(130);
    expect(readdirSync(place).sort()).toEqual(['sms-plan-centos7-lvm-2.json', 'sms-plan-centos7-lvm.json']);
    expect(hands.session.text()).toContain('Plan written: ');
    expect(updates(sms)).toEqual([]);
    const { flags, env } = access(sms);
    const ran = await run(['apply', join(place, 'sms-plan-centos7-lvm.json'), '--yes', ...flags], env);
    expect(ran).toMatchObject({ code: 0 });
    expect(JSON.parse(sms.taskText(sms.firstTask)).name).toBe('web');
  });

  test('sees the usual values of a field, and takes one', async () => {
    const sms = await service();
    const hands = await start(sms);
    await hands.goTo('network');
    await hands.typeInto('Rate limit', '');
    await hands.sees(/0 = unlimited(,| ·) 100(,| ·) 300(,| ·) 500(,| ·) 1000 = the most/);
    if (plain) await hands.answer('300');
    else await hands.session.press('up', 'up', 'enter');
    await hands.sees(/0 \(unlimited\) → 300 Mbit\/s/);
    await hands.interrupt();
  });

  test('edits the entries of a list one by one', async () => {
    const sms = await service();
    sms.change(sms.firstTask, (task) => ({ ...task, target_disk_ids: 'one two' }));
    const hands = await start(sms);
    await hands.goTo('more');
    await hands.open('Target disk IDs');
    await hands.set('two', 'three');
    await hands.addEntry('four');
    await hands.clear('one');
    await hands.back();
    await hands.goTo('review');
    await hands.submit();
    await hands.sees('Result');
    expect(updates(sms)).toEqual([{ target_disk_ids: 'three four' }]);
    await hands.interrupt();
  });

  test('adds a volume to a disk, fills it in, takes it out again', async () => {
    const sms = await service();
    const hands = await start(sms);
    await hands.goTo('disks');
    await hands.add('Volume in /dev/xvdc', '/dev/xvdc');
    await hands.set('Size', '5G');
    await hands.back();
    await hands.goTo('review');
    await hands.sees(/Volume new of \/dev\/xvdc/);
    await hands.sees(/Size[:, ].*5 GiB/);
    await hands.undo();
    await hands.undo();
    await hands.sees(/Nothing is changed yet|No changes so far/);
    expect((await hands.interrupt()).code).toBe(130);
    expect(updates(sms)).toEqual([]);
  });
});
