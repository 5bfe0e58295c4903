/** Frames of each step, at the usual size and at the smallest. */

import { stringify } from 'lossless-json';
import { afterEach, describe, expect, test } from 'vitest';
import { type JsonObject, parseJson } from '../../src/json/json.ts';
import { SCENARIOS } from '../../src/simulator/scenarios.ts';
import { textWidth } from '../../src/terminal/text/text-width.ts';
import type { Language } from '../../src/text/text.ts';
import { BTRFS, LVM, payload, WINDOWS } from '../support/fixtures.ts';
import { speakHere } from '../support/language.ts';
import { type Shown, show } from '../support/screen.tsx';

const open: Shown[] = [];
afterEach(() => {
  for (const shown of open.splice(0)) shown.close();
});

async function shown(task: JsonObject, columns = 80, rows = 24, ascii = false): Promise<Shown> {
  const made = await show(task, { columns, rows }, ascii);
  open.push(made);
  return made;
}

const scenario = (name: string): JsonObject =>
  parseJson(stringify(SCENARIOS[name]?.()[0]) ?? '') as JsonObject;
const TASKS: Record<string, () => JsonObject> = {
  windows: () => payload(WINDOWS),
  lvm: () => payload(LVM),
  btrfs: () => payload(BTRFS),
  disks23: () => scenario('disks23'),
  bare: () => scenario('bare'),
};

describe.each<[number, number, Language, string]>([
  [80, 24, 'en', ''],
  [60, 16, 'en', ''],
  [60, 16, 'zh', 'zh/'],
])('at %s×%s in %s', (columns, rows, language, folder) => {
  test.each(Object.keys(TASKS))('%s', async (name) => {
    await speakHere(language);
    const wizard = await shown((TASKS[name] as () => JsonObject)(), columns, rows);
    const frames = [wizard.text()];
    for (let step = 0; step < 5; step++) {
      await wizard.press('right');
      frames.push(wizard.text());
    }
    for (const frame of frames) {
      expect(frame.split('\n')).toHaveLength(rows);
      for (const row of frame.split('\n')) expect(textWidth(row)).toBeLessThanOrEqual(columns);
      expect(frame).toMatch(/^ sms-wizard {2}\S/);
    }
    await expect(`${frames.join(`\n${'='.repeat(columns)}\n`)}\n`).toMatchFileSnapshot(
      `./frames/${folder}${name}-${columns}x${rows}.txt`,
    );
  });
});

test('a disk opens into all of its fields, and back on its row', async () => {
  const wizard = await shown(payload(LVM));
  await wizard.press('right', 'right', 'down', 'o');
  expect(wizard.text()).toContain('Disk /dev/xvdb');
  for (const label of ['Size', 'Disk name', 'Use', 'Partition style', 'Paired disk', 'System disk']) {
    expect(wizard.text()).toContain(label);
  }
  await wizard.press('escape');
  expect(wizard.rows()[6]).toMatch(/^ ▸ {3}\/dev\/xvdb/);
});

test('a picked field shows its values and takes only those', async () => {
  const wizard = await shown(payload(LVM));
  await wizard.press('right', 'right', 'down', 'o', 'down', 'down', 'down', 'enter');
  expect(wizard.text()).toContain(' Partition style  [MBR]  GPT');
  await wizard.press('right', 'enter');
  expect(wizard.text()).toContain('Partition style            MBR → GPT');
});

test('an odd value stays as it is until another one is picked', async () => {
  const wizard = await shown(payload(BTRFS));
  await wizard.press('right', 'right', 'o', 'down', 'down', 'enter', 'enter');
  expect(wizard.text()).toMatch(/Use {24}BTRFS\n/);
  expect(wizard.text()).not.toContain('1 change');
});

test('help says what the field in focus is and what it is called in the API', async () => {
  const wizard = await shown(payload(LVM));
  await wizard.press('right', 'down', 'down', 'down', '?');
  expect(wizard.text()).toContain('Maximum migration rate in Mbit/s, 0 to 1000.');
  expect(wizard.text()).toContain('Allowed: 0–1000 Mbit/s, 0 = unlimited.');
  expect(wizard.text()).toContain('API path (for --set): speed_limit');
  await wizard.press('escape');
  expect(wizard.text()).toContain('Network');
});

test('reports a disk that is too small while typing, in the list and in Review, and doesn’t send it', async () => {
  const wizard = await shown(payload(LVM));
  await wizard.press('right', 'right', 'enter', '^U', ...'20G');
  const problem = '/dev/xvda (20 GiB) is 20 GiB too small for its partitions (39.99 GiB).';
  expect(wizard.text()).toContain(problem);
  await wizard.press('enter');
  expect(wizard.text()).toContain(problem);
  await wizard.press('^S');
  expect(wizard.text()).toContain(`✗ ${problem}`);
  await wizard.press('s');
  expect(wizard.text()).toContain('Not sent: fix the errors at the top first.');
  expect(wizard.store.state().phase.kind).toBe('editing');
});

test('the request is there to read, exactly as it would be sent', async () => {
  const wizard = await shown(payload(LVM));
  await wizard.press('enter', 'end', 'x', 'enter', '^S', 'b');
  expect(wizard.text()).toContain('PUT /v3/tasks/6402c49b-7d9a-413e-8b5f-a7307f7d5679   23 bytes');
  expect(wizard.text()).toContain('   "name": "centos7-lvmx"');
});

test('sizes show their bytes on demand', async () => {
  const wizard = await shown(payload(LVM));
  await wizard.press('right', 'right', 'enter', '^U', '+', '1', 'G', 'enter', '^S', 'x');
  expect(wizard.text()).toContain('42,949,672,960 → 44,023,414,784 bytes\n');
});

test('a terminal without UTF-8 gets ASCII only', async () => {
  const wizard = await shown({ ...payload(LVM), name: '任务-1' }, 80, 24, true);
  await wizard.press('enter', 'end', 'x', 'enter', '^S');
  expect(wizard.text()).toMatch(/^[\x20-\x7e\n]*$/);
  expect(wizard.text()).toContain('??-1 -> ??-1x');
});

test('Chinese names keep the columns aligned', async () => {
  const task = payload(LVM);
  const server = task.target_server as JsonObject;
  const [first, ...others] = server.disks as JsonObject[];
  const disks = [{ ...first, name: '系统盘😀' }, ...others] as JsonObject[];
  const wizard = await shown({ ...task, target_server: { ...server, disks } });
  await wizard.press('right', 'right');
  const column = (row: string, text: string) =>
    [...row.slice(0, row.indexOf(text))].reduce(
      (sum, letter) => sum + (/[\u2e80-\u{1ffff}]/u.test(letter) ? 2 : 1),
      0,
    );
  const [a = '', b = ''] = wizard.rows().slice(5, 7);
  expect(a).toContain('系统盘😀');
  expect(column(a, 'MBR')).toBe(column(b, 'MBR'));
});

test('nothing that the server says can drive the terminal', async () => {
  const evil = 'a\x1b[2J\x1b]0;owned\x07\x9b31m\r\n\u202eb';
  const task = { ...payload(LVM), name: evil, migration_ip: evil, region_name: evil };
  const wizard = await shown(task);
  await wizard.press('right');
  expect(wizard.rows()[0]).toContain('a�[2J�]0;owned��31m���b');
  expect(wizard.rows()).toHaveLength(24);
  expect(wizard.text()).toContain('Use the public network');
});
