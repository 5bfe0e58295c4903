/** Input that isn't a key press changes nothing; keys glued to Esc aren't lost. */
import { describe, expect, test } from 'vitest';
import { sampled } from '../support/sample.ts';
import { service, updates, wizardOn } from '../support/service.ts';
import { REPLIES } from '../unit/terminal/keys/corpus.ts';

const ESC = '\x1b';
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Returns the rows of a screen without its footer. */
const body = (rows: readonly string[]): string => rows.slice(0, 19).join('\n');

describe('text pasted without brackets', () => {
  test.each([
    'dd',
    'rrr',
    'xu',
    'web-01\n',
    'd\rd\r',
    'jjr\rq\r',
    'dd\r\nyy\r\n',
    's\ry\ry\r\r',
    '\rweb\r',
    '\rweb\rd\r',
  ])('at a step, %j, changes no value and leaves no step', async (pasted) => {
    const sms = await service();
    const session = await wizardOn(sms);
    // Input that comes with the first frame counts as typed ahead.
    await session.settle();
    session.write(pasted);
    await session.settle();
    await session.press('escape', 'escape');
    expect(session.text()).toContain('▸ Name');
    expect(session.text()).not.toMatch(/\d change|→ (?!next)/);
    await session.press('^C');
    expect((await session.exit).code).toBe(130);
    expect(updates(sms)).toEqual([]);
  });

  test('with a line break in front opens a field and stands in it, and is not accepted', async () => {
    const session = await wizardOn(await service());
    await session.settle();
    session.write('\rweb-01\r');
    await session.waitFor('Task name  web-01');
    expect(session.text()).not.toContain('1 change');
    await session.press('enter');
    await session.waitFor('centos7-lvm → web-01');
    await session.press('^C');
    await session.exit;
  });

  test.each([
    ['the Review', ['enter', 'x', 'enter', '^S'], '\ryy\r'],
    ['the help page', ['?'], '\rdd\r'],
  ])('presses no key on %s', async (_where, keys, pasted) => {
    const sms = await service();
    const session = await wizardOn(sms);
    await session.press(...keys);
    const before = session.text();
    session.write(pasted);
    await session.settle();
    expect(session.text()).toBe(before);
    session.write('\x03');
    await session.exit;
    expect(updates(sms)).toEqual([]);
  });

  test('of one line is offered to the filter of the step', async () => {
    const session = await wizardOn(await service({ scenario: 'disks23' }));
    await session.press('right', 'right');
    session.write('xvdc');
    await session.waitFor(/Filter {2}xvdc/);
    await session.press('escape', '^C');
    await session.exit;
  });
});

describe('a paste whose end never comes', () => {
  test('is over after a short silence, and keys work again', async () => {
    const session = await wizardOn(await service());
    await session.press('enter', '^U');
    session.write(`${ESC}[200~web-01`);
    await session.waitFor('Task name  web-01');
    await session.press('enter');
    await session.waitFor('centos7-lvm → web-01');
    await session.press('^C');
    expect((await session.exit).code).toBe(130);
  });

  test('does not keep ^C from working', async () => {
    const session = await wizardOn(await service());
    session.write(`${ESC}[200~web-01`);
    session.write('\x03');
    expect((await session.exit).code).toBe(130);
  });
});

describe('replies and reports', () => {
  test.each([
    ['at a step', [], '▸ Name'],
    ['in a text field', ['enter'], 'Task name  centos7-lvm'],
    ['in a filter', ['/'], 'Filter'],
    ['on the help page', ['?'], 'Keys'],
    ['on the Review', ['enter', 'x', 'enter', '^S'], 'centos7-lvm → x'],
  ])('%s change nothing', async (_where, keys, shown) => {
    const sms = await service();
    const session = await wizardOn(sms);
    await session.press(...keys);
    await session.waitFor(shown);
    const before = session.text();
    for (const [, reply] of REPLIES) session.write(reply);
    for (const [, reply] of REPLIES) {
      session.write(reply.slice(0, 3));
      await sleep(5);
      session.write(reply.slice(3));
    }
    await session.settle();
    expect(session.text()).toBe(before);
    session.write('\x03');
    await session.exit;
    expect(updates(sms)).toEqual([]);
  });
});

describe('a mouse wheel that comes as arrows', () => {
  test('does not change what is typed into a field with presets', async () => {
    const session = await wizardOn(await service());
    await session.press('right');
    await session.waitFor('▸ Network');
    while (!/^ ▸ +Rate limit/m.test(session.text())) await session.press('down');
    await session.press('enter', '7', '7');
    session.write(`${ESC}OA`.repeat(3));
    await session.settle();
    session.write(`${ESC}[B`.repeat(5));
    await session.settle();
    expect(session.text()).toMatch(/Rate limit\S* +77/);
    await session.press('escape', '^C');
    await session.exit;
  });

  test('scrolls a list', async () => {
    const session = await wizardOn(await service());
    const before = body(session.rows());
    session.write(`${ESC}[B`.repeat(3));
    await session.settle();
    expect(body(session.rows())).not.toBe(before);
    await session.press('^C');
    await session.exit;
  });
});

describe('Esc and the key after it', () => {
  test.each([
    ['\t', /▸ Network/],
    ['?', /Keys/],
    [`${ESC}[B`, /▸ +Migration type/],
    ['\r', /^ ▸? *Task name {2}centos7-lvm/m],
  ])('in one read, with %j after it, both count', async (next, shown) => {
    const session = await wizardOn(await service());
    await session.press('enter', 'x');
    await session.waitFor('Task name  x');
    session.write(`${ESC}${next}`);
    await session.waitFor(shown);
    // Esc closed the field without accepting its text.
    expect(session.text()).not.toContain('1 change');
    session.write('\x03');
    await session.exit;
  });

  test.each(sampled([105, 20, 60, 90, 100, 110, 115, 121, 130, 160], 0.3))(
    '%i ms apart, both count',
    async (gap) => {
      const session = await wizardOn(await service());
      await session.press('right');
      await session.waitFor('▸ Network');
      session.write(ESC);
      await sleep(gap);
      session.write('?');
      await session.waitFor('Keys');
      await session.press('escape');
      await session.waitFor('▸ Name');
      session.write('\x03');
      await session.exit;
    },
  );
});
