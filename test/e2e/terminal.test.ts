/** The terminal is the user's: restored on every way out, safe in odd sizes, fast typing and lost lines. */
import { expect, test } from 'vitest';
import { service, updates, wizardOn } from '../support/service.ts';
import { launch, launchCommand, PROGRAM } from '../support/terminal.ts';

const RESTORED = ['\x1b[?1049l', '\x1b[?25h', '\x1b[?2004l'];

function expectRestored(raw: string): void {
  for (const sequence of RESTORED)
    expect(raw.lastIndexOf(sequence), JSON.stringify(sequence)).toBeGreaterThan(0);
  expect(raw.lastIndexOf('\x1b[?1049l')).toBeGreaterThan(raw.lastIndexOf('\x1b[?1049h'));
  expect(raw.lastIndexOf('\x1b[?25h')).toBeGreaterThan(raw.lastIndexOf('\x1b[?25l'));
}

test('^C, SIGTERM and an answer that cannot be read all give the terminal back', async () => {
  const sms = await service();
  const interrupted = await wizardOn(sms);
  await interrupted.press('^C');
  expect((await interrupted.exit).code).toBe(130);
  expectRestored(interrupted.raw());

  const terminated = await wizardOn(sms);
  process.kill(terminated.pid, 'SIGTERM');
  expect((await terminated.exit).signal).toBe(15);
  expectRestored(terminated.raw());

  const unreadable = launch(['00000000-0000-0000-0000-000000000000', '--demo']);
  await unreadable.waitFor("Can't read the task");
  expect(unreadable.text()).toContain('SMS.7703');
  await unreadable.press('q');
  expect((await unreadable.exit).code).toBe(1);
  expectRestored(unreadable.raw());
});

test('a terminal that vanishes ends the program by SIGHUP, not by a crash', async () => {
  const sms = await service();
  const wizard = await wizardOn(sms);
  await wizard.press('enter', 'end', 'x');
  wizard.hangUp();
  const { signal } = await wizard.exit;
  expect(signal).toBe(1);
  expect(updates(sms)).toEqual([]);
});

test('keys typed before the first frame are not lost', async () => {
  const wizard = launch(['--demo']);
  wizard.write('\rearly\r');
  await wizard.waitFor('centos7-lvm → early');
  await wizard.press('^C');
  await wizard.exit;
});

test('a paste goes into a field clean, and is no key outside of one', async () => {
  const wizard = launch(['--demo']);
  await wizard.waitFor('Task name');
  wizard.write('\x1b[200~jjr\rq\x1b[201~');
  await wizard.settle();
  expect(wizard.text()).toContain('1 of 2');
  await wizard.press('enter', '^U');
  wizard.write('\x1b[200~web\r\n01\x1b[201~');
  await wizard.waitFor('Task name  web 01');
  await wizard.waitFor('" " isn\'t allowed');
  await wizard.press('escape', '^C');
  await wizard.exit;
});

test('resizing in mid-edit keeps the text, the frame and the cursor', async () => {
  const wizard = launch(['--demo']);
  await wizard.waitFor('Task name');
  await wizard.press('enter', '^U', 'a', 'b');
  for (const [columns, rows] of [
    [60, 16],
    [160, 50],
    [59, 16],
    [40, 10],
    [80, 24],
  ] as const) {
    await wizard.resize(columns, rows);
    const fits = columns >= 60 && rows >= 16;
    await wizard.waitFor(fits ? 'Task name  ab' : 'sms-wizard needs 60×16.'.slice(0, columns));
    expect(wizard.rows()).toHaveLength(rows);
  }
  expect(wizard.rows()[20]).toBe(' Task name  ab');
  expect(wizard.cursor()).toEqual({ x: 14, y: 20 });
  await wizard.press('^C');
  await wizard.exit;
});

test('resizing of a window that is too small leaves nothing of the old rows, narrower or wider', async () => {
  const wizard = launch(['--demo'], { columns: 40, rows: 10 });
  await wizard.waitFor('^C quits.');
  for (const [columns, rows, lines] of [
    [20, 5, ['sms-wizard needs', '60×16. Enlarge the', 'window. ^C quits.']],
    [40, 10, ['sms-wizard needs 60×16. Enlarge the', 'window. ^C quits.']],
    [25, 20, ['sms-wizard needs 60×16.', 'Enlarge the window. ^C', 'quits.']],
    [59, 15, ['sms-wizard needs 60×16. Enlarge the window. ^C quits.']],
    [30, 24, ['sms-wizard needs 60×16.', 'Enlarge the window. ^C quits.']],
  ] as const) {
    await wizard.resize(columns, rows);
    await wizard.waitFor(lines.at(-1) as string);
    // The emulator keeps what stood right of a window that became narrower.
    const shown = () => wizard.rows().map((row) => row.slice(0, columns).trimEnd());
    await expect.poll(() => shown().filter(Boolean)).toEqual(lines);
  }
  await wizard.resize(80, 24);
  await wizard.waitFor('Task name');
  expect(wizard.text()).not.toContain('Enlarge');
  await wizard.press('^C');
  await wizard.exit;
});

test('^Z stops the job, and fg brings the screen back as it was', async () => {
  const shell = launchCommand('bash', ['--norc', '-i']);
  shell.write(`${process.env.SMS_TEST_NODE ?? process.execPath} ${PROGRAM} --demo\r`);
  await shell.waitFor('Task name');
  await shell.press('enter', 'x', 'enter', '^Z');
  await shell.waitFor('Stopped');
  expect(shell.inAlternateScreen()).toBe(false);
  shell.write('echo still-$((1+1))\r');
  await shell.waitFor('still-2');
  shell.write('fg\r');
  await shell.waitFor('centos7-lvm → x');
  expect(shell.inAlternateScreen()).toBe(true);
  await shell.press('^C');
  await shell.waitFor('1 change not submitted');
  shell.write('exit\r');
  await shell.exit;
});
