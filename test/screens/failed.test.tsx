/** A task that failed, as it opens: the reason in words, what to do, and one key to the field. */
import { afterEach, beforeAll, expect, test } from 'vitest';
import { type JsonObject, parseJson, stringifyJson } from '../../src/json/json.ts';
import { textWidth } from '../../src/terminal/text/text-width.ts';
import { loadServiceCodes } from '../../src/text/service-codes.ts';
import type { Language } from '../../src/text/text.ts';
import { LVM, payload } from '../support/fixtures.ts';
import { speakHere } from '../support/language.ts';
import { type Shown, show } from '../support/screen.tsx';

beforeAll(loadServiceCodes);
const open: Shown[] = [];
afterEach(() => {
  for (const shown of open.splice(0)) shown.close();
});

async function failed(columns: number, rows: number, more: JsonObject = {}): Promise<Shown> {
  const error = {
    error_code: 'SMS.0806',
    error_msg: 'Failed to synchronize partition /dev/xvdb1 to target server 192.168.0.20.',
    error_param: ['/dev/xvdb1'],
    ...more,
  };
  const task = { ...payload(LVM), state: 'MIGRATE_FAIL', error_json: stringifyJson(error) };
  const shown = await show(parseJson(stringifyJson(task)) as JsonObject, { columns, rows });
  open.push(shown);
  return shown;
}

test.each<[number, number, Language, string]>([
  [80, 24, 'en', ''],
  [60, 16, 'en', ''],
  [60, 16, 'zh', 'zh/'],
])(
  'at %s×%s in %s it opens with its reason, and f goes to the partition',
  async (columns, rows, language, folder) => {
    await speakHere(language);
    const shown = await failed(columns, rows);
    const before = shown.text();
    expect(before).toContain('SMS.0806: Failed to synchronize partition');
    await shown.press('f');
    const after = shown.text();
    for (const frame of [before, after])
      for (const row of frame.split('\n')) expect(textWidth(row)).toBeLessThanOrEqual(columns);
    await expect(`${before}\n${'='.repeat(columns)}\n${after}\n`).toMatchFileSnapshot(
      `./frames/${folder}failed-${columns}x${rows}.txt`,
    );
  },
);

test('the key stays in sight however much SMS says', async () => {
  const shown = await failed(60, 16, { error_msg: 'Failed to synchronize partition. '.repeat(40) });
  expect(shown.text()).toContain('Press f to go to Volumes.');
  expect(shown.rows()[0]).toContain('centos7-lvm');
});

test('what the server sends cannot drive the terminal', async () => {
  const shown = await failed(80, 24, { error_msg: 'partition \u001b[2J\nsync' });
  expect(shown.text()).toContain('Task name');
  expect(shown.rows()[0]).toContain('centos7-lvm');
});

test('a task without an error has no notice and no key for it', async () => {
  const shown = await show(payload(LVM), { columns: 80, rows: 24 });
  open.push(shown);
  expect(shown.text()).not.toMatch(/error|f fix/);
});
