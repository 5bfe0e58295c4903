/** The table of habits: each command of sms-wizard in it does what its row promises, in a demo. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { contentOf } from '../../scripts/docs/documents.ts';
import { wordsIn } from '../../src/commands/completion/typed-line.ts';
import { type Ran, run } from '../support/program.ts';

/** Rows of the table: the habit and the command. */
const ROWS = contentOf('docs/habits.md')
  .split('\n')
  .filter((line) => line.startsWith('| ') && line.endsWith('` |'))
  .map((line) => {
    // An empty cell is one space between two bars.
    const cells = line.split('|').map((cell) => cell.trim());
    return { habit: cells[1] ?? '', command: (cells.at(-2) ?? '').replaceAll('`', '') };
  });

interface Outcome {
  readonly code?: number;
  readonly shows: RegExp;
  /** True if nothing else is on standard output. */
  readonly stderr?: true;
}

/** The output that a user of the other tools expects, by habit. */
const EXPECTED: Readonly<Record<string, Outcome>> = {
  'print the version': { shows: /^\d+\.\d+\.\d+\n$/ },
  'help about a command': { shows: /^Usage\n {2}sms-wizard list/m },
  list: { shows: /^Task ID +Name +State/ },
  'filter by state': { shows: /^(?:(?!MIGRATE_FAIL)[\s\S])*$/ },
  'choose columns': { shows: /^Name +State\n/ },
  'sort and limit': { shows: /^.*\n.*centos7-failed.*\n.*centos7-lvm.*\n$/ },
  'show one, by its name': { shows: /^centos7-lvm\n/ },
  JSON: { shows: /^\{[\s\S]*\n {2}"id": "6402c49b/ },
  YAML: { shows: /^id: 6402c49b/m },
  'select values': { shows: /^\[\n {2}"centos7-lvm",/ },
  'see changes first': { code: 7, shows: /^~ speed_limit: 0 \(unlimited\) → 7 Mbit\/s\n/ },
  'save a plan': { shows: /^~ speed_limit/ },
  'apply it, without a question': { shows: /^✓ speed_limit/ },
  'edit in `$EDITOR`': { shows: /^✓ name: centos7-lvm → renamed/ },
  'edit from a file': { shows: /^✓ speed_limit/ },
  'wait for a state': { shows: /"state":"READY"/ },
  'what a field means': { shows: /^speed_limit\n {4}Integer/ },
  'choose an account': { shows: /^Task ID/ },
  'see the requests': { shows: /^debug: .*GET .*\/v3\/tasks/m, stderr: true },
  'no pager': { shows: /^Task ID/ },
  'no color': { shows: /^Task ID/ },
  completion: { shows: /^complete -F/m },
};

const folder = mkdtempSync(join(tmpdir(), 'sms-habits-'));
const PLAN = join(folder, 'plan.json');
const EDITS = join(folder, 'edits.yaml');

const runInDemo = (command: string): Promise<Ran> => {
  const words = wordsIn(command)
    .slice(1)
    .map((word) => (word === 'plan.json' ? PLAN : word === 'edits.yaml' ? EDITS : word));
  const isLocal = ['version', 'help', 'fields', 'completion'].includes(words[0] ?? '');
  // The editor changes a line, as a person does in an editor.
  const env = { EDITOR: "sed -i 's/^name: .*/name: renamed/'" };
  return run([...words, ...(isLocal ? [] : ['--demo'])], env);
};

beforeAll(async () => {
  writeFileSync(EDITS, 'speed_limit: 7\n');
});

test('every row has an expectation, and every expectation a row', () => {
  expect(ROWS.map(({ habit }) => habit)).toEqual(Object.keys(EXPECTED));
});

describe('what other tools do', () => {
  test.each(ROWS)('$habit: $command', async ({ habit, command }) => {
    const { code = 0, shows, stderr } = EXPECTED[habit] as Outcome;
    const ran = await runInDemo(command);
    expect(stderr ? ran.stderr : ran.stdout).toMatch(shows);
    expect(ran.code).toBe(code);
  });
});
