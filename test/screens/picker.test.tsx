/** Frames of the list of tasks, at the usual size, at the smallest and at a large one. */
import { stringify } from 'lossless-json';
import { afterEach, describe, expect, test } from 'vitest';
import { type Json, parseJson } from '../../src/json/json.ts';
import { many } from '../../src/simulator/scenarios/many.ts';
import { summarizeTask, type TaskSummary } from '../../src/task/task-summary.ts';
import { textWidth } from '../../src/terminal/text/text-width.ts';
import { loadServiceCodes } from '../../src/text/service-codes.ts';
import { type Language, setLanguage } from '../../src/text/text.ts';
import type { Event } from '../../src/wizard/event.ts';
import { createInitialState, type State } from '../../src/wizard/state.ts';
import type { Store } from '../../src/wizard/store.ts';
import { display, type Shown } from '../support/screen.tsx';

// The reasons of failed tasks come with the codes, which other tests may have loaded before.
await loadServiceCodes();

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
const TASKS = (parseJson(stringify(many(NOW)) ?? '[]') as Json[]).map(summarizeTask);

const open: Shown[] = [];
afterEach(async () => {
  for (const shown of open.splice(0)) shown.close();
  await setLanguage('en');
});

/** The page that is waited for, of these tasks. */
function page({ picker }: State, tasks: readonly TaskSummary[] = TASKS): Event {
  if (!picker?.reading) throw new Error('no page is waited for');
  const { offset } = picker.reading;
  const found = tasks.filter(({ state }) => !picker.ask.state || state === picker.ask.state);
  const got = found.slice(offset, offset + 200);
  const next = offset + got.length < found.length ? offset + got.length : undefined;
  return { type: 'pageLoaded', ask: picker.ask, offset, tasks: got, count: found.length, next, now: NOW };
}

function failed({ picker }: State, hint: string): Event {
  const failure = {
    message: 'SMS.9004: You do not have permission.',
    hint,
    status: 403,
    requestId: 'simulated-1',
  };
  return {
    ...{ type: 'pageFailed', ask: picker?.ask as never, offset: picker?.reading?.offset ?? 0 },
    ...{ failure, denied: true },
  } as Event;
}

async function shown(columns = 80, rows = 24, tasks?: readonly TaskSummary[], ascii = false): Promise<Shown> {
  const first = createInitialState({ size: { columns, rows }, ascii, demo: false, host: 'sms.example.com' });
  const made = await display(first, (store) => {
    if (tasks) store.dispatch(page(store.state(), tasks));
  });
  open.push(made);
  return made;
}
const next = (store: Store) => store.dispatch(page(store.state()));

describe.each<[number, number, Language]>([
  [60, 16, 'en'],
  [60, 16, 'zh'],
  [80, 24, 'en'],
  [160, 50, 'en'],
])('at %s×%s in %s', (columns, rows, language) => {
  test('every look of the list', async () => {
    await setLanguage(language);
    const frames: string[] = [];
    const keep = (what: string, { text }: Shown) =>
      frames.push(`${`== ${what} `.padEnd(columns, '=')}\n${text()}`);
    const list = await shown(columns, rows);
    keep('before the first page', list);
    await list.after(next);
    keep('the first page', list);
    await list.press('G', 'up');
    await list.rest();
    keep('the next page is on its way', list);
    await list.after((store) => store.dispatch(failed(store.state(), 'Wait a while.')));
    keep('it failed', list);
    await list.press('r');
    await list.after(next);
    keep('it came', list);
    await list.press('/', ...'web run');
    for (let tries = 0; tries < 20 && !list.text().includes('web-025'); tries++) await list.rest();
    keep('a filter is typed', list);
    await list.press(...' nothing');
    keep('nothing matches', list);
    await list.press('escape', 's', 'right', 'right', 'right');
    keep('a state is picked', list);
    await list.press('enter');
    await list.after(next);
    keep('the tasks in that state', list);
    await list.press('?');
    keep('help', list);
    const empty = await shown(columns, rows, []);
    keep('no tasks', empty);
    const refused = await shown(columns, rows);
    await refused.after((store) => store.dispatch(failed(store.state(), 'Paste an ID.')));
    keep('not permitted', refused);
    for (const frame of frames) {
      const [, ...lines] = frame.split('\n');
      expect(lines).toHaveLength(rows);
      for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(columns);
    }
    const folder = language === 'en' ? '' : `${language}/`;
    await expect(`${frames.join('\n')}\n`).toMatchFileSnapshot(
      `./frames/${folder}picker-${columns}x${rows}.txt`,
    );
  });
});

test.each([
  [60, 16],
  [80, 24],
  [160, 50],
])('at %s×%s columns stand under each other, whatever the names', async (columns, rows) => {
  const evil = 'a\x1b[2J\x1b]0;owned\x07\r\n\u202eb';
  const names = [evil, '任务😀一', 'plain', 'x'.repeat(200), '一'.repeat(64), '\u200bhidden\u00ad', ''];
  const tasks = names.map((name, index) =>
    summarizeTask({
      id: `t${index}`,
      name,
      state: 'RUNNING',
      os_type: 'LINUX',
      source_server: { name: evil },
    }),
  );
  for (const ascii of [false, true]) {
    const list = await shown(columns, rows, tasks, ascii);
    const lines = list.rows().filter((line) => line.includes('RUNNING'));
    expect(lines).toHaveLength(names.length);
    const column = (line: string) => textWidth(line.slice(0, line.indexOf('RUNNING')));
    expect(new Set(lines.map(column)).size).toBe(1);
    if (ascii) expect(list.text()).toMatch(/^[\x20-\x7e\n]*$/);
    expect(list.rows()).toHaveLength(rows);
  }
});

test('aligns columns with their titles in Chinese, too', async () => {
  await setLanguage('zh');
  const list = await shown(80, 24, TASKS);
  const rows = list.rows();
  const at = (row: string | undefined, text: string) =>
    textWidth((row ?? '').slice(0, (row ?? '').indexOf(text)));
  expect(at(rows[3], '状态')).toBe(at(rows[5], 'READY'));
  expect(at(rows[3], '已创建')).toBe(at(rows[5], '2分'));
  expect(rows[1]).toContain('1 · 已加载 200，共 450');
});

test('the cursor stands where the filter is typed, and typed keys are no commands', async () => {
  const list = await shown(80, 24, TASKS);
  await list.press('/', ...'grsq?');
  expect(list.text()).toContain(' Filter  grsq?');
  expect(list.store.state().phase.kind).toBe('picking');
});
