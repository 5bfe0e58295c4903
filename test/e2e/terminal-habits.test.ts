/** Habits of a terminal: ^L, flow control, editing keys, warnings of Node, and bytes that aren't UTF-8. */
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { run } from '../support/program.ts';
import { access, service, wizardOn } from '../support/service.ts';
import { launch, launchCommand, PROGRAM } from '../support/terminal.ts';

const NODE = process.env.SMS_TEST_NODE ?? process.execPath;

test('^L paints the screen again after another program wrote on it, in every context', async () => {
  const session = await wizardOn(await service());
  for (const keys of [
    [],
    ['?'],
    ['escape', 'enter'],
    ['escape', '/'],
    ['escape', 'enter', 'x', 'enter', '^S'],
  ]) {
    await session.press(...keys);
    const before = await session.picture();
    const { cursorX, cursorY } = session.screen.buffer.active;
    // As `wall` writes, past the program.
    session.screen.write(`\r\n\r\nBroadcast message from root\r\n\x1b[${cursorY + 1};${cursorX + 1}H`);
    expect(await session.picture()).not.toBe(before);
    await session.press('^L');
    expect(await session.picture()).toBe(before);
  }
  await session.press('^C');
  await session.exit;
});

test('^R is a second key for Review, if ^S does not arrive', async () => {
  const session = await wizardOn(await service());
  await session.press('^R');
  await session.waitFor('▸ Review');
  await session.press('^C');
  await session.exit;
});

test('flow control is off while the screen is up, and back afterwards', async () => {
  const shell = launchCommand('bash', ['--norc', '-i']);
  const flow = () => spawnSync('stty', ['-a', '-F', `/proc/${shell.pid}/fd/0`], { encoding: 'utf8' }).stdout;
  shell.write('stty ixon; echo set-$((1+1))\r');
  await shell.waitFor('set-2');
  expect(flow()).toMatch(/ ixon/);
  shell.write(`${NODE} ${PROGRAM} --demo\r`);
  await shell.waitFor('Task name');
  expect(flow()).toMatch(/ -ixon/);
  await shell.press('^S');
  await shell.waitFor('▸ Review');
  await shell.press('^Z');
  await shell.waitFor('Stopped');
  shell.write('fg\r');
  await shell.waitFor('▸ Review');
  expect(flow()).toMatch(/ -ixon/);
  await shell.press('^C');
  await shell.waitFor('Nothing was changed');
  shell.write('stty -a | grep -c -e " ixon"; echo over-$((1+1))\r');
  await shell.waitFor('over-2');
  expect(shell.text()).toMatch(/^1\nover-2$/m);
  shell.write('exit\r');
  await shell.exit;
});

describe('editing keys in a text field', () => {
  test.each([
    ['Alt-B and text', ['\x1bb', 'X'], 'one two Xthree'],
    ['Ctrl-left twice and text', ['\x1b[1;5D', '\x1b[1;5D', 'X'], 'one Xtwo three'],
    ['rxvt: Alt-left and text', ['\x1b\x1b[D', 'X'], 'one two Xthree'],
    ['Home, Alt-F and text', ['home', '\x1bf', 'X'], 'oneX two three'],
    ['Home, Alt-D', ['home', '\x1bd'], ' two three'],
    ['Alt-Backspace', ['\x1b\x7f'], 'one two '],
    ['^W ^Y ^Y', ['^W', '^Y', '^Y'], 'one two threethree'],
    ['^A ^K ^Y', ['^A', '^K', '^Y'], 'one two three'],
    ['^A and text, ^E and text', ['^A', 'X', '^E', 'Y'], 'Xone two threeY'],
    ['^U', ['^U'], ''],
    ['keys that mean nothing', ['\x1b[15~', '\x1bOP', '\x1b[[A', '\x1b[57441u', '\x1b[24~'], 'one two three'],
  ])('%s', async (_what, keys, typed) => {
    const session = await wizardOn(await service());
    await session.press('enter', '^U');
    session.write('one two three');
    await session.waitFor('one two three');
    await session.press(...keys);
    await session.waitFor(new RegExp(`^${` Task name  ${typed}`.trimEnd()}$`, 'm'));
    await session.press('escape', '^C');
    await session.exit;
  });
});

test('warnings of Node stay off the screen, and are printed when it is left', async () => {
  const session = await wizardOn(await service(), {
    env: { NODE_OPTIONS: `--import ${new URL('../support/warn-later.mjs', import.meta.url).href}` },
  });
  await session.settle();
  expect(session.text()).not.toContain('Warning');
  const before = session.text();
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(session.text()).toBe(before);
  await session.press('^C');
  await session.exit;
  expect(session.text()).toContain('Warning: of a test');
});

test('NO_COLOR with FORCE_COLOR warns of nothing on the screen', async () => {
  const session = await wizardOn(await service(), {
    env: { NO_COLOR: '1', FORCE_COLOR: '1', NODE_TLS_REJECT_UNAUTHORIZED: '0' },
  });
  await session.settle();
  expect(session.text()).not.toContain('Warning');
  await session.press('^C');
  await session.exit;
});

describe('text that the locale does not carry', () => {
  test('bytes that are not UTF-8 are left out, with a message', async () => {
    const session = await wizardOn(await service(), { env: { LANG: 'zh_CN.GB18030' } });
    await session.press('enter', '^U');
    session.write(Buffer.from([0xc8, 0xce, 0xce, 0xf1]));
    await session.waitFor("the terminal doesn't send UTF-8");
    await session.press('escape', '^C');
    await session.exit;
  });

  test('Chinese in the C locale is accepted, with a message on its look', async () => {
    const session = await wizardOn(await service(), { env: { LANG: 'C' } });
    await session.press('enter', '^U');
    session.write('任');
    await session.waitFor("Shown as ?: this locale isn't UTF-8.");
    await session.press('x');
    await session.settle();
    expect(session.text()).not.toContain('Shown as ?');
    await session.press('escape', '^C');
    await session.exit;
  });

  test('plain mode asks again', async () => {
    const sms = await service();
    const { flags, env } = access(sms);
    const session = launch([sms.firstTask, '--plain', ...flags], { env });
    await session.waitFor('Name and type >');
    session.write('1\r');
    await session.waitFor('Task name');
    session.write(Buffer.from([0xc8, 0xce, 0x0d]));
    await session.waitFor("the answer isn't UTF-8");
    session.write('\x03');
    await session.exit;
  });
});

test('without a terminal the wizard prints how to get one over SSH', async () => {
  const { code, stderr } = await run(['--demo']);
  expect(code).toBe(2);
  expect(stderr).toContain('ssh -t');
});

describe('letters without width', () => {
  test.each([
    ['a zero-width space', 'ab\u200bcd'],
    ['a byte order mark', 'ab\ufeffcd'],
    ['a joiner', 'ab\u200dcd'],
  ])('%s: the cursor stands where the next letter goes', async (_what, name) => {
    const session = await wizardOn(await service());
    await session.press('enter', '^U');
    session.write(`\x1b[200~${name}\x1b[201~`);
    await session.waitFor('Task name  abcd');
    expect(session.cursor().x).toBe(' Task name  abcd'.length);
    await session.press('left', 'left');
    expect(session.cursor().x).toBe(' Task name  ab'.length);
    await session.press('escape', '^C');
    await session.exit;
  });
});
