/** Plain mode under attack: wrong and empty answers, pastes, long and hostile texts, windows of no size. */
import { describe, expect, test } from 'vitest';
import type { Simulator } from '../../src/simulator/server.ts';
import { plainOn } from '../support/hands.ts';
import { largeTask } from '../support/large.ts';
import { answer, asked, saidBy } from '../support/line-hands.ts';
import { service, updates } from '../support/service.ts';
import type { LaunchOptions, Session } from '../support/terminal.ts';

async function lines(sms: Simulator, options: LaunchOptions = {}) {
  const session = plainOn(sms, options);
  await asked(session);
  return { session, say: (words: string) => answer(session, words) };
}

const quit = async (session: Session) => {
  session.write('q\r');
  return (await session.exit).code;
};

const escapes = /[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]/;

describe('answers', () => {
  test('that mean nothing are told so, and change nothing', async () => {
    const sms = await service();
    const { session, say } = await lines(sms);
    const wrong: [string, string][] = [
      ['0', 'There is no 0 here: the numbers go from 1 to 2.'],
      ['3', 'There is no 3 here: the numbers go from 1 to 2.'],
      ['99999999999999999999', 'There is no 100000000000000000000 here'],
      ['-1', '"-1" is no number and no command here'],
      ['1.5', '"1.5" is no number and no command here'],
      ['1 2', '"1 2" is no number and no command here'],
      ['xyzzy', '"xyzzy" is no number and no command here'],
      ['s', '"s" is no number and no command here'],
      ['o', 'Which one? Give its number too: o 1.'],
      ['o9', 'There is no 9 here'],
      ['o1', 'That does nothing here.'],
      ['u', 'There is nothing to undo.'],
      ['b', 'That does nothing here.'],
      ['+', 'There is nothing to resize along.'],
      ['r1', 'This field has the value of the server already.'],
      ['m', 'That was all.'],
      ['/nothing-like-it', 'no name has it in it'],
      ['💥', '"💥" is no number'],
    ];
    for (const [typed, told] of wrong) expect(await say(typed), typed).toContain(told);
    for (const typed of ['', '   ', '\t']) expect(await say(typed)).toBe('Name and type > ');
    await say('2');
    expect(await say('9')).toBe('"9" is none of these.\nNumber or value > ');
    expect(await say('MIGRATE')).toBe('"MIGRATE" is none of these.\nNumber or value > ');
    expect(await say('')).toBe('Left as it was.\nName and type > ');
    await say('v');
    expect(await say('s')).toContain('There is nothing to submit');
    expect(await quit(session)).toBe(3);
    expect(updates(sms)).toEqual([]);
  });

  test('to a question of yes or no have to be one: anything else asks again, and sends nothing', async () => {
    const sms = await service({ scenario: 'running' });
    const { session, say } = await lines(sms);
    await say('n');
    await say('3');
    await say('10.0.0.9');
    await say('v');
    expect(await say('s')).toContain('Submit in spite of 2 warnings?\n1. submit\n2. not yet\nNumber > ');
    for (const typed of ['', '0', '3', '-1', 'j', 'yes please', '1 1', 's'])
      expect(await say(typed), typed).toBe(
        'Please answer with a number from 1 to 2, or q to leave.\nNumber > ',
      );
    expect(updates(sms)).toEqual([]);
    expect(await say('n')).toContain('Review > ');
    expect(await quit(session)).toBe(3);
    expect(updates(sms)).toEqual([]);
  });
});

describe('a paste of several lines', () => {
  test('is no answer to a list or a question, whatever stands in it', async () => {
    const sms = await service();
    const { session, say } = await lines(sms);
    const from = saidBy(session).length;
    session.write('1\revil\rv\rs\r1\rq\r');
    await session.settle();
    while (!saidBy(session).slice(from).includes('Several lines came at once')) await session.settle();
    expect(saidBy(session).slice(from)).toMatch(
      /and none of them was taken\. One answer at a time\.\nName and type > $/,
    );
    await say('n');
    await say('3');
    await say('8.8.8.8');
    await say('v');
    expect(updates(sms)).toEqual([]);
    expect(await quit(session)).toBe(3);
    expect(updates(sms)).toEqual([]);
  });

  test('goes into a field as one text, and is judged as that', async () => {
    const sms = await service();
    const { session, say } = await lines(sms);
    await say('1');
    const from = saidBy(session).length;
    session.write('web\r\n01\rq\r');
    while (!saidBy(session).slice(from).includes('" " is not allowed here')) await session.settle();
    expect(saidBy(session)).toMatch(/New value > $/);
    await say('b');
    expect(await say('v')).toContain('Nothing is changed yet.');
    await quit(session);
  });

  test('with one line break at its end is an answer', async () => {
    const sms = await service();
    const { session, say } = await lines(sms);
    await say('1');
    session.write('web-01\r\r');
    const from = saidBy(session).length;
    while (!saidBy(session).slice(from).includes('1 change so far.')) await session.settle();
    await quit(session);
  });

  test('what was typed while an update was under way answers nothing that is asked after it', async () => {
    const sms = await service({
      intercept: async ({ method }) => {
        if (method === 'PUT') await new Promise((resolve) => setTimeout(resolve, 800));
        return undefined;
      },
    });
    const { session, say } = await lines(sms);
    await say('1');
    await say('web-01');
    await say('v');
    session.write('s\r');
    while (!saidBy(session).includes('Sending the update')) await session.settle();
    for (const typed of ['\r', 'e\r', 'u\r']) {
      session.write(typed);
      await new Promise((resolve) => setTimeout(resolve, 80));
    }
    while (!saidBy(session).includes('Result > ')) await session.settle();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(saidBy(session)).toMatch(
      /The change took.*\nEnter leaves, e edits again, \? all commands\.\nResult > $/,
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
    const { session, say } = await lines(sms);
    await say('1');
    expect(await say('x'.repeat(300))).toContain('300 characters, and at most 64 are allowed.');
    expect(await say('x'.repeat(64))).toContain(`centos7-lvm → ${'x'.repeat(64)}\n`);
    await say('1');
    expect(await say('x'.repeat(4090))).toContain('4090 characters, and at most 64 are allowed.');
    expect(await say('x'.repeat(5000))).toContain('The terminal cuts lines of more than 4,095 bytes');
    await say('b');
    for (let step = 0; step < 4; step++) await say('n');
    const listed = await say('/clone_server.error_msg');
    expect(listed).toContain('1. Clone error:');
    await say('1');
    expect(await say('界'.repeat(1024))).toContain('2 changes so far.');
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
    const { session, say } = await lines(sms);
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
      await say(typed);
    await quit(session);
    const own = session.raw().replaceAll('\r\n', '\n');
    expect(own).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f]/);
    // The terminal itself echoes what is typed.
    expect(own.split('\n').filter((line) => !/ > /.test(line) && escapes.test(line))).toEqual([]);
    for (const line of own.split('\n')) expect(line).not.toMatch(/^submit >/);
  });

  test('typed with arrow keys and other escapes are taken without them', async () => {
    const sms = await service();
    const { session, say } = await lines(sms);
    await say('1');
    expect(await say('\x1b[Aweb\x1b[D\x1bOC-01\x1b[3~')).toContain('Task name: centos7-lvm → web-01\n');
    expect(await say('\x1b[A')).toBe('Name and type > ');
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
    const { session, say } = await lines(sms, { columns, rows });
    await say('1');
    await say('web-01');
    await say('v');
    expect(await say('s')).toContain('The change took');
    session.write('\r');
    expect((await session.exit).code).toBe(0);
    expect(updates(sms)).toEqual([{ name: 'web-01' }]);
  });

  test('that change their size while a line is typed lose nothing of it', async () => {
    const sms = await service();
    const { session, say } = await lines(sms);
    await say('1');
    session.write('web');
    for (const [columns, rows] of [
      [10, 3],
      [200, 60],
    ] as const)
      await session.resize(columns, rows);
    expect(await say('-01')).toContain('Task name: centos7-lvm → web-01\n');
    await quit(session);
  });
});

test('thousands of volumes: by pages, by a part of a name, by any number', async () => {
  const sms = await service({ tasks: [largeTask('23 disks', 4000)] });
  const { session, say } = await lines(sms, { rows: 60 });
  for (let step = 0; step < 3; step++) await say('n');
  const shown = saidBy(session).slice(saidBy(session).lastIndexOf('Step 4 of 6'));
  expect(shown.match(/^\d+\. /gm)?.length).toBeLessThanOrEqual(20);
  expect(shown).toMatch(/\n\d+ of 4000\. m shows more;/);
  const more = await say('m');
  expect(more.match(/^\d+\. /gm)).toHaveLength(20);
  const found = await say('p3999');
  expect(found).toContain('1 of 4000 have "p3999" in their name.');
  expect(found.match(/^\d+\. /gm)).toEqual(['1. ']);
  expect(await say('1')).toContain('p3999');
  await say('');
  await say('b');
  expect(await say('3998')).toMatch(/Size, Volume \S+p3997 of/);
  await say('+1G');
  await say('v');
  expect(await quit(session)).toBe(3);
  expect(session.raw()).not.toContain('\x1b');
});
