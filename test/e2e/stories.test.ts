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
    expect(wizard.text()).toContain('Disk 1\n ▸ ~ Size                     40 GiB → 50 GiB (+10 GiB)');
    expect(wizard.text()).toContain(
      'Volume Y: of Disk 1\n   ~ Size                     39.5 GiB → 49.5 GiB (+10 GiB)',
    );
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
    await wizard.press('enter', 'x', 'enter', '^C');
    expect(await wizard.exit).toEqual({ code: 130, signal: 0 });
    expect(updates(sms)).toEqual([]);
    expect(wizard.inAlternateScreen()).toBe(false);
    expect(wizard.text()).toContain('Left with 1 change not submitted; nothing was sent.');
    expect(wizard.text()).toContain(`sms-wizard update ${sms.firstTask} --set name=centos7-lvmx`);
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
    await wizard.waitFor('1 took, 1 did not.');
    expect(wizard.text()).toMatch(/✓ Task name +took/);
    expect(wizard.text()).toMatch(/✗ Disk 1 Size +did not take: still 40 GiB/);
    expect(wizard.text()).toContain('In state RUNNING');
    await wizard.press('enter');
    expect((await wizard.exit).code).toBe(6);
  });

  test('sees what others changed meanwhile before anything is sent', async () => {
    const sms = await service();
    const wizard = await wizardOn(sms);
    await wizard.press('enter', 'x', 'enter');
    sms.change(sms.firstTask, (task) => ({ ...task, name: 'theirs' }));
    await wizard.press('^S', 'enter');
    await wizard.waitFor('name changed meanwhile: it was centos7-lvm, is now theirs');
    expect(updates(sms)).toEqual([]);
    expect(wizard.text()).toContain('theirs → centos7-lvmx');
    await wizard.press('enter');
    await wizard.waitFor('The change took');
    expect(updates(sms)).toEqual([{ name: 'centos7-lvmx' }]);
    await wizard.press('^C');
    await wizard.exit;
  });
});
