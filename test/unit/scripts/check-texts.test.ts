/** The check of texts fails on each kind of fault that is planted, and on no text that keeps to the rules. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const CHECK = join(import.meta.dirname, '../../../scripts/check-texts.mjs');
const folder = mkdtempSync(join(tmpdir(), 'sms-wizard-texts-'));
afterAll(() => rmSync(folder, { recursive: true }));

let made = 0;

/** Runs the check on catalogues that are given as source text. */
function check(en: string, zh = '{}') {
  const module = join(folder, `${++made}.ts`);
  writeFileSync(module, `export const en = ${en};\nexport const zh = ${zh};\n`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [CHECK, '--module', module], { env: {} });
  return { code: status, output: `${stdout}${stderr}` };
}

describe('the check of texts', () => {
  test.each([
    ['the API called the server', `{ a: 'The server said no.' }`, 'the server'],
    ['British spelling', `{ a: 'Canceled or cancelled.' }`, 'cancelled'],
    ['another word for applied', "{ a: (n) => n + ' fields took.' }", 'took'],
    ['another word for unverified', `{ a: '2 fields untold.' }`, 'untold'],
    ['another name of the rate limit', `{ a: 'The speed limit is too high.' }`, 'speed limit'],
    ['another name of the account ID', `{ a: 'Enter the domain ID.' }`, 'domain ID'],
    ['a long not', `{ a: 'SMS does not return it.' }`, 'does not'],
    ['IDs in lower case', `{ a: 'Request id 5' }`, 'id'],
    ['an ellipsis after a space', `{ a: 'Reading the task …' }`, ' …'],
    ['a list without its last comma', `{ a: 'Check names, sizes and networks.' }`, 'serial comma'],
    ['a banned word in a singular', "{ a: (n) => (n === 1 ? 'It took.' : n + ' changes.') }", 'took'],
    [
      'a banned word without a suggestion',
      "{ a: (meant?: string) => (meant ? 'Try ' + meant : 'There is no such option.') }",
      'there is no',
    ],
    ['a sentence of 21 words', `{ a: '${'word '.repeat(21)}' }`, '21 words'],
    ['a screen message of 59 columns', `{ screen: { message: { a: '${'x'.repeat(59)}' } } }`, '59 columns'],
    ['a text that no sample fits', '{ a: (n) => n.not.there }', 'no sample'],
  ])('rejects %s', (_what, catalogue, message) => {
    const { code, output } = check(catalogue);
    expect(output).toContain(message);
    expect(code).toBe(1);
  });

  test.each([
    ['the API called the server', '服务器没有返回', '服务器'],
    ['half-width marks', '任务,磁盘', ','],
    ['half-width brackets', '任务(磁盘)', '（）'],
    ['another word for quit', '按 ^C 离开', '离开'],
    ['another word for default', '缺省值 3', '缺省'],
    ['another name of Review', '转到确认步骤', '确认步骤'],
    ['an ellipsis after a space', '正在读取 …', ' …'],
  ])('rejects Chinese with %s', (_what, words, message) => {
    const { code, output } = check('{}', `{ a: '${words}' }`);
    expect(output).toContain(message);
    expect(code).toBe(1);
  });

  test('measures Chinese in columns', () => {
    const { code, output } = check('{}', `{ screen: { message: { a: '${'宽'.repeat(30)}' } } }`);
    expect(output).toContain('60 columns');
    expect(code).toBe(1);
  });

  test('accepts plain texts, names in capitals, and 58 columns', () => {
    const en = `{ a: 'The target server has an ID.', screen: { message: { b: '${'x'.repeat(58)}' } } }`;
    const zh = `{ a: '源端服务器的任务，共 2 项（未生效）。', b: '正在读取…' }`;
    expect(check(en, zh)).toEqual({ code: 0, output: '' });
  });
});
