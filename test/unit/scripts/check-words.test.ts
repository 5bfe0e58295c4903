/** The check of words finds each kind of fault that is planted, and none in plain code. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const SCRIPT = join(import.meta.dirname, '../../../scripts/check-words.mjs');
const FOLDERS = ['src/task', 'components', 'scripts', 'test/docs'];

const roots: string[] = [];
afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true });
});

/** Runs the check on a tree with these files. */
function check(files: Readonly<Record<string, string>>, ...options: string[]) {
  const root = mkdtempSync(join(tmpdir(), 'sms-wizard-words-'));
  roots.push(root);
  for (const folder of FOLDERS) mkdirSync(join(root, folder), { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, '--root', root, ...options], {
    env: {},
  });
  return { code: status, output: `${stdout}${stderr}`.trim() };
}

describe('the check of words', () => {
  test.each([
    ['a banned word in a name', 'const toldRows = 1;', 'name toldRows: told → '],
    ['a banned word in a constant', 'const LAST_TOLD = 1;', 'name LAST_TOLD: told → '],
    ['British spelling in a name', 'const colour = 1;', 'name colour: colour → color'],
    ['a constant without a unit', 'const PATIENCE = 1;', 'name PATIENCE → …_TIMEOUT_MS'],
    ['a banned word in a comment', '// A run that was cut off.', 'comment: cut off → interrupted'],
    [
      'a phrase across two lines',
      '/**\n * The file was set\n * aside.\n */',
      'comment: set aside → quarantined',
    ],
    ['a name after a regular expression with a quote', "const a = /'/; const odd = '';", 'name odd: odd → '],
    ['a citation that leads nowhere', '// Source: §4 of the API.', '“§4” leads nowhere'],
  ])('rejects %s', (_what, content, message) => {
    const { code, output } = check({ 'src/task/file.ts': `export const first = 1;\n${content}\n` });
    expect(output).toContain(message);
    expect(output).toMatch(/^src\/task\/file\.ts:[23]: /);
    expect(code).toBe(1);
  });

  test.each(['What', 'Where', 'The same', 'Nobody', 'So many', 'As much', 'That', 'How', 'Whether'])(
    'rejects a docstring that begins with “%s”',
    (opening) => {
      for (const docstring of [`/** ${opening} it is. */`, `/**\n * ${opening} it is.\n */`]) {
        const { code, output } = check({ 'src/task/file.ts': docstring });
        expect(output).toContain(`src/task/file.ts:1: docstring begins with “${opening}”`);
        expect(code).toBe(1);
      }
    },
  );

  test.each([
    ['src/task/rowSpans.ts', 'use kebab-case'],
    ['src/task/RowSpans.ts', 'use kebab-case'],
    ['components/rowSpans.tsx', 'use kebab-case'],
    ['src/task/odd-numbers.ts', 'odd → '],
  ])('rejects the file name %s', (path, message) => {
    const { code, output } = check({ [path]: '' });
    expect(output).toContain(`${path}:1: file name `);
    expect(output).toContain(message);
    expect(code).toBe(1);
  });

  test('accepts plain code, banned words in strings, and components in PascalCase', () => {
    const files = {
      'src/task/row-spans.ts': "/** Returns a label. */\nexport const label = 'odd, told, took';\n",
      'src/task/types.d.mts': 'export declare const constructor: number;\n',
      'components/TaskList.tsx': 'export const quote = /"/;\n',
      'test/fixtures/Old_name.ts': 'const told = 1;\n',
    };
    expect(check(files)).toEqual({ code: 0, output: '' });
  });

  test('counts the faults of each folder', () => {
    const { code, output } = check(
      { 'src/task/a.ts': 'let told, odd;', 'components/b.tsx': 'let ways;' },
      '--counts',
    );
    expect(output.replaceAll(/^ +/gm, '')).toBe('1  components\n2  src/task');
    expect(code).toBe(0);
  });
});
