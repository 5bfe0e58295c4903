/** Pause, change, start in the wizard: on the screen and in plain mode, with what goes wrong; and watching. */
import { describe, expect, test } from 'vitest';
import type { SimulatorOptions } from '../../src/simulator/server.ts';
import { MIN_QUESTION_MS } from '../../src/wizard/questions.ts';
import { answer, asked, outputOf } from '../support/plain-driver.ts';
import { run } from '../support/program.ts';
import { access, service } from '../support/service.ts';
import { freshState, launch, type Session } from '../support/terminal.ts';

const READ_MS = MIN_QUESTION_MS + 150;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function scene(options: SimulatorOptions = {}) {
  const sms = await service({ scenario: 'running', pace: 60_000, stateDelay: 100, ...options });
  const { flags, env: token } = access(sms);
  const env = { ...token, XDG_STATE_HOME: freshState() };
  const open = (...more: string[]) => launch([sms.firstTask, ...more, ...flags], { env });
  const command = (...args: string[]) => run([...args, ...flags], env);
  const state = () => JSON.parse(sms.taskText(sms.firstTask)).state as string;
  const sent = () =>
    sms.requests
      .filter(({ method, path }) => method !== 'GET' && path.includes(sms.firstTask))
      .map(({ method, body }) => (method === 'POST' ? String(JSON.parse(body).operation) : method));
  return { sms, flags, env, open, command, state, sent };
}

/** Makes the disk larger, and asks for the submit. */
async function ask(wizard: Session): Promise<void> {
  await wizard.waitFor('Task name');
  await wizard.press('right', 'right');
  await wizard.waitFor('Disk 1');
  await wizard.press('enter', ...'+10G', 'enter', '^S');
  await wizard.waitFor('Press s to submit');
  await wizard.press('s');
  await wizard.waitFor('Submit this change');
}

async function askAndPause(wizard: Session): Promise<void> {
  await ask(wizard);
  await sleep(READ_MS);
  wizard.type('p');
}

/** Rejects each `start`, while it is set. */
function rejection() {
  const fault = { is: true };
  const intercept = ({ body }: { readonly body: string }) =>
    fault.is && body.includes('"start"')
      ? { status: 400, body: '{"error_code":"SMS.6603","error_msg":"no"}' }
      : undefined;
  return { fault, intercept };
}

describe('p at the question', () => {
  test('is offered with the warning for Windows, and pauses, changes, starts', async () => {
    const { open, sent, state } = await scene({ stateDelay: 700 });
    const wizard = open();
    await ask(wizard);
    expect(wizard.text()).toContain('p: pause the task, submit, start it again.');
    expect(wizard.text()).toContain("While paused, don't restart the source server or Agent.");
    await sleep(READ_MS);
    wizard.type('p');
    await wizard.waitFor('Pausing the task… ABORTING');
    await wizard.waitFor('Starting the task…');
    expect(wizard.text()).toContain('✓ Task paused');
    await wizard.waitFor('Task started (RUNNING).');
    expect(wizard.text()).toContain('Change applied and verified.');
    wizard.type('enter');
    expect((await wizard.exit).code).toBe(0);
    expect([sent(), state()]).toEqual([['stop', 'PUT', 'start'], 'RUNNING']);
    expect(wizard.text()).toContain('Task started (RUNNING).');
  });

  test('does nothing where no pause is offered', async () => {
    const { sms, flags, env } = await scene({ scenario: 'lvm' });
    const wizard = launch([sms.firstTask, ...flags], { env });
    await wizard.waitFor('Task name');
    await wizard.press('enter', ...'x', 'enter', '^S', 's');
    await wizard.waitFor('Submit this change');
    expect(wizard.text()).not.toContain('p: pause');
    await sleep(READ_MS);
    await wizard.press('p');
    expect(wizard.text()).toContain('Submit this change');
    wizard.type('^C');
    await wizard.exit;
    expect(sms.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  test.each([
    ['in one read with s', ['sp']],
    ['right after s', ['s', 'p']],
    ['as a paste', ['s', '\x1b[200~p\x1b[201~']],
    ['as a run of letters', ['s', 'pppp']],
    ['as a reply of a terminal', ['s', '\x1b]11;rgb:p\x07']],
    ['as S, v and w, which ask or read only', ['S', 'v', 'w']],
  ])('sends nothing if it comes %s', async (_how, parts) => {
    const { open, sent, state } = await scene();
    const wizard = open();
    await wizard.waitFor('Task name');
    await wizard.press('right', 'right', 'enter', ...'+10G', 'enter', '^S');
    await wizard.waitFor('Press s to submit');
    for (const part of parts) wizard.write(part);
    await sleep(900);
    wizard.type('^C');
    await wizard.exit;
    expect([sent(), state()]).toEqual([[], 'RUNNING']);
  });

  test('says that the permission is missing, and pauses nothing', async () => {
    const { open, sent } = await scene({ denied: ['sms:server:manageTask'] });
    const wizard = open();
    await askAndPause(wizard);
    await wizard.waitFor('SMS.9004');
    expect(wizard.text()).toContain('sms:server:manageTask');
    wizard.type('enter');
    expect((await wizard.exit).code).toBe(4);
    expect(sent()).toEqual([]);
  });
});

describe('a task that could not be started again', () => {
  test('is told on the Result; S asks, and y starts it', async () => {
    const { fault, intercept } = rejection();
    const { open, sent, state, command, sms } = await scene({ intercept });
    const wizard = open();
    await askAndPause(wizard);
    await wizard.waitFor("SMS didn't start the task.");
    expect(wizard.text()).toContain('Change applied and verified.');
    expect(wizard.text()).toMatch(/S start/);
    // A key without the question starts nothing.
    await wizard.press('y', 'p');
    expect(sent()).toEqual(['stop', 'PUT', 'start']);
    fault.is = false;
    await wizard.press('S');
    await wizard.waitFor('Start MigrationTask, which was paused here?');
    await sleep(READ_MS);
    wizard.type('n');
    await wizard.waitFor(/e edit /);
    await wizard.press('S');
    await sleep(READ_MS);
    wizard.type('y');
    await wizard.waitFor('Task started (RUNNING).');
    wizard.type('enter');
    expect((await wizard.exit).code).toBe(0);
    expect([sent(), state()]).toEqual([['stop', 'PUT', 'start', 'start'], 'RUNNING']);
    expect((await command('show', sms.firstTask)).stderr).toBe('');
  });

  test('is told with the command on leaving, and by the next start', async () => {
    const { intercept } = rejection();
    const { open, sms, state } = await scene({ intercept });
    const wizard = open();
    await askAndPause(wizard);
    await wizard.waitFor("SMS didn't start the task.");
    wizard.type('enter');
    expect((await wizard.exit).code).toBe(1);
    expect(wizard.text().replace(/\s+/g, '')).toContain(`sms-wizardstart${sms.firstTask}`);
    expect(state()).toBe('ABORT');
    const next = open();
    await next.waitFor('Paused here, and not started again.');
    next.type('^C');
    await next.exit;
  });
});

describe('the end in the middle of it', () => {
  test('^C says that the task may be paused, and the second one leaves with the command', async () => {
    const { open, sms, sent } = await scene({ stateDelay: 3000 });
    const wizard = open();
    await askAndPause(wizard);
    await wizard.waitFor('ABORTING');
    wizard.type('^C');
    await wizard.waitFor('The task may be paused now. ^C again leaves it so.');
    wizard.type('^C');
    expect((await wizard.exit).code).toBe(130);
    expect(wizard.text().replace(/\s+/g, '')).toContain(`sms-wizardstart${sms.firstTask}`);
    expect(sent()).toEqual(['stop']);
  });

  test('SIGKILL is told by the next start, by history and doctor; S starts the task', async () => {
    let killed = () => {};
    const { open, sms, state, command, sent } = await scene({
      intercept({ method, path }) {
        if (method !== 'PUT' || !path.includes(sms.firstTask)) return undefined;
        killed();
        return new Promise(() => {});
      },
    });
    const wizard = open();
    killed = () => process.kill(wizard.pid, 'SIGKILL');
    await askAndPause(wizard);
    await wizard.exit;
    expect(state()).toBe('ABORT');
    const start = `sms-wizard start ${sms.firstTask}`;
    expect((await command('history')).stdout).toContain(start);
    expect((await command('doctor')).stdout).toMatch(/Paused tasks +1 not started again/);
    const next = open();
    // The draft is offered first: the keys of one question never answer the other.
    await next.waitFor('Unsubmitted draft found');
    await sleep(READ_MS);
    await next.press('escape');
    await next.waitFor('Paused here, and not started again.');
    await next.press('S');
    await next.waitFor('Start MigrationTask, which was paused here?');
    await sleep(READ_MS);
    next.type('y');
    await next.waitFor('Task started (RUNNING).');
    next.type('^C');
    await next.exit;
    expect([state(), sent().filter((one) => one === 'start')]).toEqual(['RUNNING', ['start']]);
    expect((await command('doctor')).stdout).not.toMatch(/not started again/);
  });
});

describe('plain mode', () => {
  test('offers p, prints each step, and starts what stayed paused', async () => {
    const { fault, intercept } = rejection();
    const { open, sent, state } = await scene({ intercept });
    const session = open('--plain');
    await asked(session);
    for (const words of ['n', 'n', '1', '+10G', 'v']) await answer(session, words);
    const question = await answer(session, 's');
    expect(question).toContain("While paused, don't restart the source server or Agent.");
    expect(question).toContain('y: submit, p: pause, submit, start again, n or Enter: cancel > ');
    const output = await answer(session, 'p', 60_000);
    expect(output).toMatch(/Pausing the task[\s\S]*Task paused[\s\S]*Sending[\s\S]*Starting the task/);
    expect(output).toContain("SMS didn't start the task.");
    fault.is = false;
    expect(await answer(session, 'start')).toContain('Start MigrationTask, which was paused here?');
    await sleep(READ_MS);
    expect(await answer(session, 'y')).toContain('Task started (RUNNING).');
    session.write('q\r');
    await session.exit;
    expect([sent(), state()]).toEqual([['stop', 'PUT', 'start', 'start'], 'RUNNING']);
  });

  test('watches a task of the list, and prints rows that change', async () => {
    const { sms, flags, env } = await scene();
    const session = launch(['--plain', ...flags], { env });
    await asked(session);
    const change = (state: string) => sms.change(sms.firstTask, (task) => ({ ...task, state }));
    session.write('v 1\r');
    await session.waitFor('Enter stops watching');
    change('SYNCING');
    await session.waitFor('SYNCING  MIGRATE');
    await answer(session, '');
    session.write('w\r');
    await session.waitFor('Rows are printed as they change.');
    const before = outputOf(session).length;
    change('ABORT');
    await session.waitFor(/MigrationTask.*ABORT/);
    expect(outputOf(session).slice(before)).not.toContain('SYNCING');
    await answer(session, '');
    session.write('q\r');
    await session.exit;
  });
});

describe('watching on the screen', () => {
  test('v shows what changes, explains errors, and writes nothing while nothing changes', async () => {
    const { sms, open } = await scene();
    const wizard = open();
    await ask(wizard);
    await sleep(READ_MS);
    wizard.type('y');
    await wizard.waitFor('v watch');
    await wizard.press('v');
    await wizard.waitFor('Watching MigrationTask');
    await wizard.waitFor(/State +RUNNING/);
    const from = wizard.raw().length;
    const reads = sms.requests.length;
    while (sms.requests.length < reads + 2) await sleep(50);
    await sleep(100);
    expect(wizard.raw().length - from).toBe(0);
    sms.change(sms.firstTask, (task) => ({ ...task, state: 'SYNCING' }));
    await wizard.waitFor(/State +SYNCING/);
    expect(wizard.raw().length - from).toBeLessThan(100);
    sms.change(sms.firstTask, (task) => ({
      ...task,
      state: 'MIGRATE_FAIL',
      error_json: '{"error_code":"SMS.0806","error_msg":"boom"}',
    }));
    await wizard.waitFor('Error: SMS.0806: boom', 60_000);
    expect(wizard.text()).toContain('The task is MIGRATE_FAIL. Watching ended.');
    await wizard.press('escape');
    await wizard.waitFor(/e edit /);
    wizard.type('enter');
    await wizard.exit;
  });

  test('w keeps the rows of the list fresh, for no bytes while nothing changes', async () => {
    const { sms, flags, env } = await scene();
    const wizard = launch(flags, { env });
    await wizard.waitFor('MigrationTask');
    await wizard.press('w');
    await wizard.waitFor('kept fresh');
    const from = wizard.raw().length;
    const reads = sms.requests.length;
    while (sms.requests.length < reads + 3) await sleep(50);
    await sleep(100);
    expect(wizard.raw().length - from).toBe(0);
    sms.change(sms.firstTask, (task) => ({ ...task, state: 'SYNCING' }));
    await wizard.waitFor('SYNCING', 60_000);
    await wizard.press('w');
    const still = sms.requests.length;
    await sleep(2500);
    expect(sms.requests.length).toBe(still);
    wizard.type('^C');
    await wizard.exit;
    expect(sms.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});
