/** Plain mode under attack: wrong and empty answers, pastes, long and hostile texts, windows of no size. */
import { describe, expect, test } from 'vitest';
import type { Simulator } from '../../src/simulator/server.ts';
import { largeTask } from '../support/large.ts';
import { answer, asked, beginSubmitOn, outputOf } from '../support/plain-driver.ts';
import { service, updates } from '../support/service.ts';
import type { LaunchOptions, Session } from '../support/terminal.ts';
import { plainOn } from '../support/user-driver.ts';

async function lines(sms: Simulator, options: LaunchOptions = {}) {
  const session = plainOn(sms, options);
  await asked(session);
  return { session, reply: (words: string) => answer(session, words) };
}

const quit = async (session: Session) => {
  session.write('q\r');
  return (await session.exit).code;
};

const escapes = /[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]/;

describe('answers', () => {
  test('that mean nothing are reported, and change nothing', async () => {
    const sms = await service();
    const { session, reply } = await lines(sms);
    const wrong: [string, string][] = [
      ['0', 'No row 0. Enter 1 to 2.'],
      ['3', 'No row 3. Enter 1 to 2.'],
      ['99999999999999999999', 'No row 100000000000000000000. Enter 1 to 2.'],
      ['-1', 'No row or command matches "-1".'],
      ['1.5', 'No row or command matches "1.5".'],
      ['1 2', 'No row or command matches "1 2".'],
      ['xyzzy', 'No row or command matches "xyzzy".'],
      ['s', '"s" is not a number or a command.'],
      ['o', 'Add the row number, for example: o 1'],
      ['o9', 'No row 9. Enter 1 to 2.'],
      ['o1', 'Not available here.'],
      ['u', 'Nothing to undo.'],
      ['b', 'Not available here.'],
      ['+', 'Nothing else to resize.'],
      ['r1', 'This field is unchanged.'],
      ['m', 'End of the list.'],
      ['/nothing-like-it', 'No row or command matches'],
      ['💥', 'No row or command matches "💥".'],
    ];
    for (const [typed, message] of wrong) expect(await reply(typed), typed).toContain(message);
    for (const typed of ['', '   ', '\t']) expect(await reply(typed)).toBe('Name and type > ');
    await reply('2');
    expect(await reply('9')).toBe('"9" is not one of the choices.\nNumber or value > ');
    expect(await reply('MIGRATE')).toBe('"MIGRATE" is not one of the choices.\nNumber or value > ');
    expect(await reply('')).toBe('Unchanged.\nName and type > ');
    await reply('v');
    expect(await reply('s')).toContain('Nothing to submit');
    expect(await quit(session)).toBe(3);
    expect(updates(sms)).toEqual([]);
  });

  test('to a question of yes or no have to be one: anything else asks again, and sends nothing', async () => {
    const sms = await service({ scenario: 'running' });
    const { session, reply } = await lines(sms);
    await reply('n');
    await reply('3');
    await reply('10.0.0.9');
    await reply('v');
    const question = 'y: submit, p: pause, submit, start again, n or Enter: cancel > ';
    expect(await reply('s')).toContain(`Submit this change to MigrationTask?\n${question}`);
    for (const typed of ['0', '1', '-1', 'j', 'yes please', '1 1', 's', 'yy'])
      expect(await reply(typed), typed).toBe(`Submit this change to MigrationTask?\n${question}`);
    expect(updates(sms)).toEqual([]);
    expect(await reply('')).toContain('Review > ');
    await reply('s');
    expect(await reply('n')).toContain('Review > ');
    expect(await quit(session)).toBe(3);
    expect(updates(sms)).toEqual([]);
  });
});

describe('a paste of several lines', () => {
  test('is no answer to a list or a question, whatever stands in it', async () => {
    const sms = await service();
    const { session, reply } = await lines(sms);
    const from = outputOf(session).length;
    session.write('1\revil\rv\rs\r1\rq\r');
    await session.settle();
    while (!outputOf(session).slice(from).includes('Several lines arrived at once')) await session.settle();
    expect(outputOf(session).slice(from)).toMatch(
      /and were ignored\. Enter one at a time\.\nName and type > $/,
    );
    await reply('n');
    await reply('3');
    await reply('8.8.8.8');
    await reply('v');
    expect(updates(sms)).toEqual([]);
    expect(await quit(session)).toBe(3);
    expect(updates(sms)).toEqual([]);
  });

  test('goes into a field as one text, and is judged as that', async () => {
    const sms = await service();
    const { session, reply } = await lines(sms);
    await reply('1');
    const from = outputOf(session).length;
    session.write('web\r\n01\rq\r');
    while (!outputOf(session).slice(from).includes('" " isn\'t allowed')) await session.settle();
    expect(outputOf(session)).toMatch(/New value > $/);
    await reply('b');
    expect(await reply('v')).toContain('No changes yet.');
    await quit(session);
  });

  test('with one line break at its end is an answer', async () => {
    const sms = await service();
    const { session, reply } = await lines(sms);
    await reply('1');
    session.write('web-01\r\r');
    const from = outputOf(session).length;
    while (!outputOf(session).slice(from).includes('1 change so far.')) await session.settle();
    await quit(session);
  });

  test('sends nothing if it arrives slowly: its y comes just after its other line was no answer', async () => {
    const sms = await service();
    const { session, reply } = await lines(sms);
    await reply('1');
    await reply('web-01');
    await reply('v');
    await reply('s');
    await new Promise((resolve) => setTimeout(resolve, 500));
    session.write('[host]\r');
    await new Promise((resolve) => setTimeout(resolve, 120));
    session.write('y\r');
    await session.waitFor('the answer came before the question was shown');
    expect(updates(sms)).toEqual([]);
    expect(outputOf(session)).not.toContain('Not available here');
    await reply('y');
    expect(updates(sms)).toHaveLength(1);
    session.write('\r');
    expect((await session.exit).code).toBe(0);
  });

  test('what was typed while an update was under way answers nothing that is asked after it', async () => {
    const sms = await service({
      intercept: async ({ method }) => {
        if (method === 'PUT') await new Promise((resolve) => setTimeout(resolve, 800));
        return undefined;
      },
    });
    const { session, reply } = await lines(sms);
    await reply('1');
    await reply('web-01');
    await reply('v');
    await beginSubmitOn(session);
    while (!outputOf(session).includes('Sending the update')) await session.settle();
    for (const typed of ['\r', 'e\r', 'u\r']) {
      session.write(typed);
      await new Promise((resolve) => setTimeout(resolve, 80));
    }
    while (!outputOf(session).includes('Result > ')) await session.settle();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(outputOf(session)).toMatch(
      /Change applied.*\nPress Enter to quit\. e edit, \? commands\.\nResult > $/,
    );
    expect(await quit(session)).toBe(0);
  });
});

test('a line typed before the first question answers it', async () => {
  const sms = await service();
  const session = plainOn(sms);
  session.write('1\r');
  await session.waitFor('New value >');
  session.write('\x03');
  expect((await session.exit).code).toBe(130);
});

describe('texts', () => {
  test('longer than anything: refused with their length, cut by the terminal, or kept whole', async () => {
    const sms = await service();
    const { session, reply } = await lines(sms);
    await reply('1');
    expect(await reply('x'.repeat(300))).toContain('Too long: 300 characters; the maximum is 64.');
    expect(await reply('x'.repeat(64))).toContain(`centos7-lvm → ${'x'.repeat(64)}\n`);
    await reply('1');
    expect(await reply('x'.repeat(4090))).toContain('Too long: 4090 characters; the maximum is 64.');
    expect(await reply('x'.repeat(5000))).toContain("the terminal's limit of 4,095 bytes");
    await reply('b');
    for (let step = 0; step < 4; step++) await reply('n');
    const listed = await reply('/clone_server.error_msg');
    expect(listed).toContain('1. Clone error:');
    await reply('1');
    expect(await reply('界'.repeat(1024))).toContain('2 changes so far.');
    await quit(session);
  });

  test('of the server can neither drive the terminal nor break a line', async () => {
    const evil = '\x1b]0;owned\x07\x1b[2J\x1b[31mred\r\nsubmit > \u202eabc\u009b31m\x00';
    const sms = await service();
    sms.change(sms.firstTask, (task) => {
      const server = task.target_server as { disks: Record<string, unknown>[] };
      const [disk, ...disks] = server.disks;
      return {
        ...task,
        name: evil,
        region_name: evil.repeat(100),
        target_server: { ...server, disks: [{ ...disk, name: evil, disk_id: evil }, ...disks] },
      } as never;
    });
    const { session, reply } = await lines(sms);
    for (const typed of [
      '1',
      'web-01',
      'n',
      'n',
      '? 1',
      'o1',
      '2',
      evil.replace(/[\x00-\x1f]/g, ''),
      'b',
      'n',
      'n',
      'l',
      'v',
      'p',
      'b',
    ])
      await reply(typed);
    await quit(session);
    const own = session.raw().replaceAll('\r\n', '\n');
    expect(own).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f]/);
    // The terminal itself echoes what is typed.
    expect(own.split('\n').filter((line) => !/ > /.test(line) && escapes.test(line))).toEqual([]);
    for (const line of own.split('\n')) expect(line).not.toMatch(/^submit >/);
  });

  test('typed with arrow keys and other escapes are read without them', async () => {
    const sms = await service();
    const { session, reply } = await lines(sms);
    await reply('1');
    expect(await reply('\x1b[Aweb\x1b[D\x1bOC-01\x1b[3~')).toContain('Task name: centos7-lvm → web-01\n');
    expect(await reply('\x1b[A')).toBe('Name and type > ');
    await quit(session);
    expect(session.raw()).not.toContain('\x1b');
  });
});

describe('windows', () => {
  test.each([
    [20, 5],
    [1, 1],
    [500, 3],
  ])('%i×%i: the whole way', async (columns, rows) => {
    const sms = await service();
    const { session, reply } = await lines(sms, { columns, rows });
    await reply('1');
    await reply('web-01');
    await reply('v');
    await reply('s');
    expect(await reply('y')).toContain('Change applied');
    session.write('\r');
    expect((await session.exit).code).toBe(0);
    expect(updates(sms)).toEqual([{ name: 'web-01' }]);
  });

  test('that change their size while a line is typed lose nothing of it', async () => {
    const sms = await service();
    const { session, reply } = await lines(sms);
    await reply('1');
    session.write('web');
    for (const [columns, rows] of [
      [10, 3],
      [200, 60],
    ] as const)
      await session.resize(columns, rows);
    expect(await reply('-01')).toContain('Task name: centos7-lvm → web-01\n');
    await quit(session);
  });
});

test('thousands of volumes: by pages, by a part of a name, by any number', async () => {
  const sms = await service({ tasks: [largeTask('23 disks', 4000)] });
  const { session, reply } = await lines(sms, { rows: 60 });
  for (let step = 0; step < 3; step++) await reply('n');
  const shown = outputOf(session).slice(outputOf(session).lastIndexOf('Step 4 of 6'));
  expect(shown.match(/^\d+\. /gm)?.length).toBeLessThanOrEqual(20);
  expect(shown).toMatch(/\n\d+ of 4000 shown\. m shows more\./);
  const more = await reply('m');
  expect(more.match(/^\d+\. /gm)).toHaveLength(20);
  const found = await reply('p3999');
  expect(found).toContain('1 of 4000 names contain "p3999".');
  expect(found.match(/^\d+\. /gm)).toEqual(['1. ']);
  expect(await reply('1')).toContain('p3999');
  await reply('');
  await reply('b');
  expect(await reply('3998')).toMatch(/Size, Volume \S+p3997 of/);
  await reply('+1G');
  await reply('v');
  expect(await quit(session)).toBe(3);
  expect(session.raw()).not.toContain('\x1b');
});
