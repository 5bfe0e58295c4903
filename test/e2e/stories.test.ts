/** What people do with the wizard, on the built program in a real terminal. */
import { describe, expect, test } from 'vitest';
import { service, updates, wizardOn } from '../support/service.ts';

describe('a migration engineer', () => {
  test('renames a task', async () => {
    const sms = await service();
    const wizard = await wizardOn(sms);
    await wizard.press('enter', '^U', 'w', 'e', 'b', '-', '0', '1', 'enter');
    expect(wizard.rows()[5]).toBe(' ▸ ~ Task name                  centos7-lvm → web-01');
    await wizard.press('^S');
    await wizard.waitFor('Enter submits 1 change to web-01');
    await wizard.press('enter');
    await wizard.waitFor('The change took');
    await wizard.press('enter');
    expect(await wizard.exit).toEqual({ code: 0, signal: 0 });
    expect(updates(sms)).toEqual([{ name: 'web-01' }]);
  });

  test('resizes a disk and its volume', async () => {
    const sms = await service({ scenario: 'windows' });
    const wizard = await wizardOn(sms);
    await wizard.press('right', 'right', 'enter', '^U', '+', '1', '0', 'G');
    await wizard.waitFor('= 53,687,091,200 bytes (+10 GiB). Server: 40 GiB.');
    await wizard.press('enter', 'right', 'down', 'enter', '^U', '+', '1', '0', 'g', 'enter', '^S');
    expect(wizard.text()).toContain('Disk 1\n   ~ Size                     40 GiB → 50 GiB (+10 GiB)');
    expect(wizard.text()).toContain(
      'Volume Y: of Disk 1\n   ~ Size                     39.5 GiB → 49.5 GiB (+10 GiB)',
    );
    expect(wizard.text()).toContain('! Y: is a Windows system or boot volume: those keep their size.');
    await wizard.press('enter');
    await wizard.waitFor('Submit in spite of 1 warning?');
    await wizard.press('enter');
    await wizard.waitFor('All 2 changes took');
    await wizard.press('enter');
    expect((await wizard.exit).code).toBe(0);
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
    const wizard = await wizardOn(sms);
    await wizard.press('right', 'down', 'down', 'down', 'enter', '^U', '5', '0', 'enter');
    await wizard.press('right', 'enter', '^U', '5', '0', 'G', 'enter', 'left', 'left', 'right');
    expect(wizard.text()).toContain('Rate limit                 0 (unlimited) → 50 Mbit/s');
    await wizard.press('enter', '^U', '2', '0', 'enter', '^S');
    expect(wizard.text()).toContain('0 (unlimited) → 20 Mbit/s');
    expect(wizard.text()).toContain('40 GiB → 50 GiB (+10 GiB)');
    await wizard.press('u');
    expect(wizard.text()).toContain('0 (unlimited) → 50 Mbit/s');
    await wizard.press('r');
    expect(wizard.text()).not.toContain('Rate limit');
    await wizard.press('enter');
    await wizard.waitFor('took');
    await wizard.press('enter');
    expect((await wizard.exit).code).toBe(0);
    expect(updates(sms)).toHaveLength(1);
  });

  test('is refused an invalid address while typing it', async () => {
    const sms = await service();
    const wizard = await wizardOn(sms);
    await wizard.press('right', 'down', 'down', 'enter', '^U', ...'10.0.0.999');
    expect(wizard.text()).toContain('10.0.0.999 is not an IP address.');
    await wizard.press('enter');
    expect(wizard.text()).toContain('Migration IP  10.0.0.999');
    expect(wizard.text()).not.toContain('1 change');
    await wizard.press('backspace', 'enter');
    expect(wizard.text()).toContain('192.168.0.151 → 10.0.0.99');
    expect(wizard.text()).toContain('1 change');
    expect(updates(sms)).toEqual([]);
    await wizard.press('^C');
    expect((await wizard.exit).code).toBe(130);
  });

  test('cancels, and nothing is sent', async () => {
    const sms = await service();
    const wizard = await wizardOn(sms);
    await wizard.press('enter', 'end', 'x', 'enter', '^C');
    expect(await wizard.exit).toEqual({ code: 130, signal: 0 });
    expect(updates(sms)).toEqual([]);
    expect(wizard.inAlternateScreen()).toBe(false);
    expect(wizard.rows().join('')).toContain(
      'Left with 1 change not submitted; nothing was sent. The next start offers it',
    );
    const command = `sms-wizard update ${sms.firstTask} --endpoint ${sms.url} --set name=centos7-lvmx`;
    expect(wizard.rows().join('')).toContain(command);
  });

  test('is told when the service said yes and changed nothing', async () => {
    const sms = await service({ scenario: 'running' });
    const wizard = await wizardOn(sms);
    await wizard.press(
      'enter',
      'x',
      'enter',
      'right',
      'right',
      'enter',
      '^U',
      '6',
      '0',
      'G',
      'enter',
      '^S',
      'enter',
    );
    await wizard.waitFor('Submit in spite of 1 warning?');
    expect(wizard.text()).toContain('The task is RUNNING');
    await wizard.press('enter');
    await wizard.waitFor('1 took, 1 did not.');
    expect(wizard.text()).toMatch(/✓ Task name +took/);
    expect(wizard.text()).toMatch(/✗ Disk 1 Size +did not take: still 40 GiB/);
    expect(wizard.text()).toContain('In state RUNNING');
    await wizard.press('enter');
    expect((await wizard.exit).code).toBe(6);
  });

  test('sees every field that others changed meanwhile before anything is sent', async () => {
    const sms = await service();
    const wizard = await wizardOn(sms);
    await wizard.press(
      'enter',
      ...'mine',
      'enter',
      'right',
      'down',
      'down',
      'down',
      'enter',
      '5',
      '0',
      'enter',
    );
    sms.change(sms.firstTask, (task) => ({ ...task, name: 'theirs', speed_limit: 77, region_name: 'moved' }));
    await wizard.press('^S', 'enter');
    await wizard.waitFor('! Task name was centos7-lvm, is now theirs, you want mine');
    expect(wizard.text()).toContain('! Rate limit was 0 (unlimited), is now 77 Mbit/s, you want 50 Mbit/s');
    expect(wizard.text()).toContain('On each row: t takes theirs, y keeps yours.');
    expect(wizard.text()).toContain('Changed meanwhile by others, and kept: region_name.');
    expect(updates(sms)).toEqual([]);
    await wizard.press('enter');
    expect(wizard.text()).toContain('Decide 2 conflicts first');
    await wizard.press('t');
    expect(wizard.text()).not.toContain('Task name was');
    await wizard.press('y');
    expect(wizard.text()).toContain('yours it is');
    await wizard.press('enter');
    await wizard.waitFor('The change took');
    expect(updates(sms)).toEqual([{ speed_limit: 50 }]);
    await wizard.press('^C');
    await wizard.exit;
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
    const wizard = await wizardOn(sms);
    await wizard.press('enter', 'x', 'enter', '^S', 'enter');
    await wizard.waitFor('in case someone changed it');
    const from = Date.now();
    await wizard.press('^C');
    expect((await wizard.exit).code).toBe(130);
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
    const wizard = await wizardOn(sms);
    await wizard.press('enter', 'x', 'enter', '^S', 'enter');
    await wizard.waitFor('The answer to the update was lost on the way');
    expect(wizard.text()).toMatch(/✓ Task name +took/);
    expect(updates(sms)).toHaveLength(1);
    await wizard.press('enter');
    expect((await wizard.exit).code).toBe(0);
  });

  test('grows a volume beyond its disk, and takes the disk along with one key', async () => {
    const sms = await service();
    const wizard = await wizardOn(sms);
    await wizard.press('right', 'right', 'right', 'enter', ...'+10G', 'enter');
    expect(wizard.text()).toContain('+ makes /dev/xvda 50 GiB as well.');
    await wizard.press('+', '^S');
    expect(wizard.text()).toContain(
      'Disk /dev/xvda\n ▸ ~ Size                     40 GiB → 50 GiB (+10 GiB)',
    );
    await wizard.press('enter');
    await wizard.waitFor('All 2 changes took');
    await wizard.press('enter');
    expect((await wizard.exit).code).toBe(0);
  });

  test('adds a NIC, is warned that the list is replaced, and submits it', async () => {
    const sms = await service();
    const wizard = await wizardOn(sms);
    await wizard.press('right', 'a', 'enter');
    await wizard.waitFor('MAC address');
    await wizard.press('down', 'down', 'enter', ...'fa:16:3e:00:00:01', 'enter', '^S');
    expect(wizard.text()).toContain('What networks holds now is not known');
    await wizard.press('enter');
    await wizard.waitFor('Submit in spite of 2 warnings?');
    await wizard.press('enter');
    await wizard.waitFor('the server does not tell');
    expect(updates(sms)).toEqual([{ target_server: { networks: [{ mac: 'fa:16:3e:00:00:01' }] } }]);
    await wizard.press('enter');
    expect((await wizard.exit).code).toBe(0);
  });
});
