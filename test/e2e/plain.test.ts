/** Plain mode on the built program: when it is used, its output, quitting, and the code that it loads. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Simulator } from '../../src/simulator/server.ts';
import { loadedBy } from '../support/loaded.ts';
import { answer, asked, beginSubmitOn, outputOf } from '../support/plain-driver.ts';
import { run } from '../support/program.ts';
import { access, service, updates } from '../support/service.ts';
import { freshState, type LaunchOptions, launch, launchCommand, PROGRAM } from '../support/terminal.ts';
import { plainOn } from '../support/user-driver.ts';

/** Starts plain mode on a simulator and waits for its first prompt. */
async function lines(sms: Simulator, options: LaunchOptions = {}, wanted?: string[]) {
  const session = plainOn(sms, options, wanted);
  await asked(session);
  return { session, reply: (words: string) => answer(session, words), output: () => outputOf(session) };
}

/** Fails on output that dumb terminals and screen readers can't handle: escapes, and moves within a line. */
function expectLinesOnly(raw: string): void {
  expect(raw).not.toMatch(/[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]/);
  expect(raw.replaceAll('\r\n', '')).not.toContain('\r');
}

const drafts = (state: string): string[] => readdirSync(join(state, 'sms-wizard', 'drafts'));

describe('it speaks', () => {
  test.each([
    ['by --plain', {}, ['--plain']],
    ['by ACCESSIBLE=1', { ACCESSIBLE: '1' }, []],
    ['by TERM=dumb', { TERM: 'dumb' }, []],
    ['where the terminal is unknown', { TERM: 'unknown' }, []],
  ] as [string, Record<string, string>, string[]][])(
    '%s: lines, and not one escape',
    async (_how, env, wanted) => {
      const sms = await service();
      const { session, reply, output } = await lines(sms, { env }, wanted);
      expect(output()).toContain(
        '\nStep 1 of 6: Name and type.\n1. Task name: centos7-lvm\n2. Migration type',
      );
      await reply('1');
      expect(await reply('web-01')).toContain('Task name: centos7-lvm → web-01\n1 change so far.\n');
      await reply('v');
      await reply('s');
      expect(await reply('y')).toContain('Change applied and verified.');
      session.write('\r');
      expect(await session.exit).toEqual({ code: 0, signal: 0 });
      expect(updates(sms)).toEqual([{ name: 'web-01' }]);
      expectLinesOnly(session.raw());
    },
  );

  test('where nothing is known of the terminal', async () => {
    const node = process.env.SMS_TEST_NODE ?? process.execPath;
    const session = launchCommand('env', ['-u', 'TERM', node, PROGRAM, '--demo']);
    await asked(session);
    session.write('q\r');
    expect((await session.exit).code).toBe(3);
    expectLinesOnly(session.raw());
  });

  test.each([{ ACCESSIBLE: '0' }, { ACCESSIBLE: '' }, { ACCESSIBLE: 'false' }])(
    'not by %s: there the screen is shown',
    async (env) => {
      const sms = await service();
      const session = plainOn(sms, { env }, []);
      await session.waitFor('Task name');
      expect(session.inAlternateScreen()).toBe(true);
      await session.press('^C');
      await session.exit;
    },
  );

  test('never without a terminal: it explains and ends', async () => {
    for (const env of [{}, { TERM: 'dumb' }, { ACCESSIBLE: '1' }]) {
      const ran = await run(['--demo', '--plain'], env, '1\nweb-01\n');
      expect(ran).toMatchObject({ code: 2, stdout: '' });
      expect(ran.stderr).toContain('needs a terminal');
    }
  });

  test('for commands that write lines anyway it changes nothing', async () => {
    const other = await run(['show', '--demo', '--plain']);
    expect(other).toMatchObject({ code: 0, stdout: (await run(['show', '--demo'])).stdout });
  });

  test('in Chinese, with numbers from a Chinese keyboard', async () => {
    const sms = await service();
    const { session, reply, output } = await lines(sms, { env: { LANG: 'zh_CN.UTF-8' } });
    expect(output()).toContain('第 1 步，共 6 步：名称和类型。\n1. 任务名称：centos7-lvm\n');
    expect(await reply('？')).toContain('命令：');
    await reply('１');
    expect(await reply('任务-甲')).toContain('任务名称：centos7-lvm → 任务-甲\n目前有 1 处修改。');
    await reply('v');
    await reply('s');
    expect(await reply('y')).toContain('修改已生效');
    session.write('\r');
    await session.exit;
    expect(updates(sms)).toEqual([{ name: '任务-甲' }]);
    expect(session.raw()).not.toMatch(/\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b/);
    expectLinesOnly(session.raw());
  });

  test('in ASCII where the locale knows no more', async () => {
    const sms = await service();
    sms.change(sms.firstTask, (task) => ({ ...task, region_name: 'Zürich' }));
    const { session, reply } = await lines(sms, { env: { LANG: 'C' } });
    await reply('1');
    expect(await reply('web-01')).toContain('Task name: centos7-lvm -> web-01');
    await session.write('q\r');
    await session.exit;
    expect(session.raw()).toMatch(/^[\x20-\x7e\r\n]*$/);
  });

  test.each([40, 80])(
    'in a window of %i columns without breaking a word, and with commands whole',
    async (columns) => {
      const sms = await service();
      const { session, reply } = await lines(sms, { columns });
      const output = [
        await reply('wat'),
        await reply('? 1'),
        await reply('1'),
        await reply('web-01'),
        await reply('v'),
      ].join('');
      expect(output.replaceAll('\n', ' ')).toContain('Enter ? for the commands.');
      for (const line of output.split('\n').filter((line) => !/ > /.test(line)))
        expect(line.length, line).toBeLessThan(columns);
      session.write('q\r');
      await session.exit;
      expect(outputOf(session).replaceAll('\n', ' ')).toContain(
        'nothing was sent. The draft is saved: start sms-wizard again to resume.',
      );
      const command = `\n  sms-wizard update ${sms.firstTask} --endpoint ${sms.url} --set name=web-01\n`;
      expect(outputOf(session)).toContain(command);
    },
  );
});

describe('it is left', () => {
  test('by ^C in the middle of a line: exit 130, the draft is saved, the command is printed on its own line', async () => {
    const sms = await service();
    const state = freshState();
    const { session, reply, output } = await lines(sms, { env: { XDG_STATE_HOME: state } });
    await reply('1');
    await reply('web-01');
    await reply('1');
    session.write('half');
    await session.settle();
    session.write('\x03');
    expect(await session.exit).toEqual({ code: 130, signal: 0 });
    expect(output()).toContain(
      'half^C\n1 change not submitted; nothing was sent. The draft is saved: start sms-wizard again to resume. Equivalent command:\n' +
        `  sms-wizard update ${sms.firstTask} --endpoint ${sms.url} --set name=web-01\n`,
    );
    expect(drafts(state)).toHaveLength(1);
  });

  test.each([
    ['q', 'q\r'],
    ['the end of input', '\x04'],
    ['the end of input behind an answer that was never given', '2\x04\x04'],
  ])('by %s: 3, the draft kept', async (_how, bytes) => {
    const sms = await service();
    const state = freshState();
    const { session, reply, output } = await lines(sms, { env: { XDG_STATE_HOME: state } });
    await reply('1');
    await reply('web-01');
    session.write(bytes);
    expect(await session.exit).toEqual({ code: 3, signal: 0 });
    expect(output()).toMatch(/\n1 change not submitted; nothing was sent\./);
    expect(output()).not.toContain('Migration type.\nNow');
    expect(drafts(state)).toHaveLength(1);
    expectLinesOnly(session.raw());
  });

  test('by the end of input during an update: waits for it, reports it, and exits with its code', async () => {
    let free = () => {};
    const held = new Promise<undefined>((resolve) => {
      free = () => resolve(undefined);
    });
    const sms = await service({ intercept: ({ method }) => (method === 'PUT' ? held : undefined) });
    const { session, reply, output } = await lines(sms);
    await reply('1');
    await reply('web-01');
    await reply('v');
    await beginSubmitOn(session);
    while (!output().includes('Sending the update')) await session.settle();
    session.write('\x04');
    await session.settle();
    free();
    expect(await session.exit).toEqual({ code: 0, signal: 0 });
    expect(output()).toContain('Change applied');
    expect(updates(sms)).toEqual([{ name: 'web-01' }]);
  });

  test('by ^C during an update: only the second one quits, with a message after the first', async () => {
    const held = new Promise<undefined>(() => {});
    const sms = await service({ intercept: ({ method }) => (method === 'PUT' ? held : undefined) });
    const { session, reply, output } = await lines(sms);
    await reply('1');
    await reply('web-01');
    await reply('v');
    await beginSubmitOn(session);
    while (!output().includes('Sending the update')) await session.settle();
    session.write('\x03');
    while (!output().includes('^C again quits without the result')) await session.settle();
    session.write('\x03');
    expect(await session.exit).toEqual({ code: 130, signal: 0 });
    expect(output()).toContain('Quit while an update was in progress');
  });

  test('by a terminal that vanishes: SIGHUP, the draft kept, nothing sent', async () => {
    const sms = await service();
    const state = freshState();
    const { session, reply } = await lines(sms, { env: { XDG_STATE_HOME: state } });
    await reply('1');
    await reply('web-01');
    session.hangUp();
    expect((await session.exit).signal).toBe(1);
    expect(drafts(state)).toHaveLength(1);
    expect(updates(sms)).toEqual([]);
  });

  test('by SIGTERM as any program', async () => {
    const sms = await service();
    const { session } = await lines(sms);
    process.kill(session.pid, 'SIGTERM');
    expect((await session.exit).signal).toBe(15);
  });

  test('for a while by ^Z: fg asks the question again', async () => {
    const shell = launchCommand('bash', ['--norc', '-i']);
    shell.write(`${process.env.SMS_TEST_NODE ?? process.execPath} ${PROGRAM} --demo --plain\r`);
    await shell.waitFor('Name and type >');
    await shell.press('^Z');
    await shell.waitFor('Stopped');
    const before = shell.raw().length;
    shell.write('fg\r');
    // The command that resumes is as long as its path, and may be wrapped.
    await shell.waitFor(/fg\n(?:.*\n)+Name and type >$/m);
    expect(shell.raw().slice(before)).toContain('Name and type > ');
    shell.write('n\r');
    await shell.waitFor('Step 2 of 6');
    await shell.press('^C');
    shell.write('exit\r');
    await shell.exit;
  });
});

describe('it explains', () => {
  test('commands, fields, exact bytes and the exact request on demand', async () => {
    const sms = await service();
    const { session, reply } = await lines(sms);
    expect(await reply('?')).toContain('q: quit; nothing is sent, and edits are kept');
    const about = await reply('? 1');
    expect(about).toContain('Shown in the console and in task lists.');
    expect(about).toContain('API path (for --set): name');
    await reply('n');
    await reply('n');
    expect(await reply('x')).toContain('1. Disk /dev/xvda, size 42,949,672,960 bytes, system');
    expect(await reply('1')).toContain('Value: 40 GiB = 42,949,672,960 bytes.');
    expect(await reply('?')).toContain('At least the sum of its partitions.');
    await reply('b');
    await reply('50G');
    await reply('v');
    const marked = await reply('p');
    expect(marked).toMatch(/^PUT \/v3\/tasks\/\S+ {3}1,358 bytes\n\+ is sent instead of -\./);
    expect(marked).toMatch(/\n- +"size": 42949672960,?\n\+ +"size": 53687091200/);
    expect(marked).toContain('… 2 entries as before');
    expect(marked).not.toContain('"mount_point"');
    await reply('x');
    const request = await reply('p');
    expect(request).toMatch(/^PUT \/v3\/tasks\/\S+ {3}1,358 bytes\nThe whole request\. [^\n]+\n\n\{\n/);
    expect(request).toContain('more lines. Enter shows more, b stops > ');
    expect(request).toContain('"physical_volumes"');
    expect(await reply('')).toContain('"mount_point": "/"');
    expect(await reply('b')).toBe('Review > ');
    session.write('q\r');
    await session.exit;
  });

  test('what a field is, before it asks for it: value, server, limits, rules', async () => {
    const sms = await service();
    const { session, reply } = await lines(sms);
    await reply('n');
    expect(await reply('4')).toContain(
      '\nRate limit.\nValue: 0 (unlimited).\nAllowed: 0–1000 Mbit/s, 0 = unlimited.\nCommon values: 0 = unlimited, 100, 300, 500, 1000 = maximum.\n',
    );
    await reply('100');
    expect(await reply('4')).toContain('Value: 100 Mbit/s.\nCurrent: 0 (unlimited).\n');
    await reply('b');
    await reply('n');
    await reply('1');
    const small = await reply('1G');
    expect(small).toContain('error: /dev/xvda (1 GiB) is 39 GiB too small for its partitions (39.99 GiB).');
    await reply('v');
    expect(await reply('s')).toContain('fix the errors at the top first');
    expect(updates(sms)).toEqual([]);
    session.write('q\r');
    await session.exit;
  });

  test('why a task cannot be read, and tries again', async () => {
    let broken = true;
    const sms = await service({
      intercept: () =>
        broken ? { status: 400, body: '{"error_code":"SMS.7703","error_msg":"none"}' } : undefined,
    });
    const { session, reply, output } = await lines(sms);
    expect(output()).toContain("Can't read the task. Nothing was changed.\n");
    expect(output()).toContain('1. retry\n2. quit\n');
    broken = false;
    expect(await reply('1')).toContain('Step 1 of 6');
    session.write('q\r');
    await session.exit;
  });

  test('the failure once, not again on leaving', async () => {
    const session = launch(['00000000-0000-0000-0000-000000000000', '--demo', '--plain']);
    await asked(session);
    session.write('2\r');
    expect((await session.exit).code).toBe(1);
    expect(outputOf(session).match(/^SMS\.7703: Task/gm)).toHaveLength(1);
  });
});

const loadedIn = (words: readonly string[], leave: string) =>
  loadedBy(async (env) => {
    const session = launch(words, { env });
    await session.waitFor('Task name');
    session.write(leave);
    await session.exit;
  });

test('each front end loads without the other', async () => {
  // Texts that only Ink, React and plain mode contain.
  const [ink, react, dialogue] = [
    /ink-virtual-text/,
    /react\.element|react\.transitional/,
    /Enter shows more, b stops/,
  ];
  const plain = await loadedIn(['--demo', '--plain'], 'q\r');
  expect([ink.test(plain), react.test(plain)]).toEqual([false, false]);
  const screen = await loadedIn(['--demo'], '\x03');
  expect([ink.test(screen), react.test(screen)]).toEqual([true, true]);
  const own = /terminal:!1/;
  expect(own.test(plain)).toBe(true);
  expect(own.test(screen)).toBe(false);
  // The texts are in the catalogue of the language, which both modes load.
  expect(dialogue.test(plain)).toBe(true);
});

test('a task is picked from the list, by page, name, state and id', async () => {
  const { manyTasks, taskId } = await import('../support/tasks.ts');
  const sms = await service({ tasks: manyTasks(450) });
  const { flags, env } = access(sms);
  const session = launch([...flags, '--plain'], { env });
  await asked(session);
  const reply = (words: string) => answer(session, words);
  expect(outputOf(session)).toContain('\nTasks, All tasks.\n1. task-0001, READY, WINDOWS, ');
  expect(outputOf(session)).toContain('\n20 of 450 shown. m shows more.');
  for (let page = 0; page < 9; page++) await reply('m');
  expect(await reply('m')).toContain('\n220. task-0220,');
  expect(await reply('?3')).toContain(taskId(3));
  expect(await reply('task-0449')).toMatch(/Tasks, Name task-0449\.\n1\. task-0449, /);
  expect(await reply('b')).toContain('Tasks, All tasks.\n1. task-0001');
  await reply('s');
  expect(await reply('RUNNING')).toMatch(/Tasks, State RUNNING\.\n1\. task-0002, RUNNING/);
  expect(await reply('1')).toContain('sms-wizard: task-0002, LINUX, file, RUNNING, 127.0.0.1:');
  await reply('1');
  await reply('web-01');
  expect(await reply('b')).toContain('1 change not submitted. v review, q quit and keep.');
  await reply('u');
  expect(await reply('b')).toContain('Tasks, State RUNNING.');
  expect(await reply(` "${taskId(300).toUpperCase()}", `)).toContain('sms-wizard: task-0300');
  session.write('q\r');
  expect((await session.exit).code).toBe(3);
  expectLinesOnly(session.raw());
});

test('a list that is refused shows the reason, and still opens a task by its id', async () => {
  const { manyTasks, taskId } = await import('../support/tasks.ts');
  const sms = await service({
    tasks: manyTasks(3),
    intercept: ({ path }) =>
      path.startsWith('/v3/tasks?')
        ? { status: 403, body: '{"error_code":"SMS.9004","error_msg":"simulated"}' }
        : undefined,
  });
  const { flags, env } = access(sms);
  const session = launch([...flags, '--plain'], { env });
  await asked(session);
  expect(outputOf(session)).toContain("Can't read the tasks. Nothing was changed.\n");
  const choice = /^(\d)\. filter$/m.exec(outputOf(session))?.[1] ?? '';
  expect(await answer(session, choice)).toBe('Name or task ID > ');
  expect(await answer(session, taskId(2))).toContain('sms-wizard: task-0002');
  session.write('q\r');
  await session.exit;
});
