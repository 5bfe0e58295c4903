/** The links of the documents lead somewhere, and their commands are valid. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contentOf, DOCUMENTS, ROOT } from '../../scripts/docs/documents.ts';
import { anchorsIn, codeIn, linksIn } from '../../scripts/docs/markdown.ts';
import type { ServiceErrorKind } from '../../src/api/service-error.ts';
import { parseCommandLine } from '../../src/cli/command-line.ts';
import { FIRST_TOKEN } from '../../src/simulator/access/accounts.ts';
import { readPlan } from '../../src/storage/plans.ts';
import { RULES } from '../../src/task/rules/rules.ts';
import { en } from '../../src/text/en/en.ts';
import { launch } from '../support/terminal.ts';

describe.each(DOCUMENTS)('%s', (path) => {
  const content = contentOf(path);

  test('every link leads somewhere', () => {
    const broken = linksIn(content).filter((link) => {
      if (/^https?:/.test(link)) return !URL.canParse(link);
      const [file = '', anchor] = link.split('#');
      const target = file ? normalize(join(dirname(path), file)) : path;
      if (!existsSync(join(ROOT, target))) return true;
      return anchor !== undefined && !anchorsIn(contentOf(target)).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  test('every command line is one', () => {
    for (const line of commandLinesIn(content)) {
      expect(() => parseCommandLine(wordsOf(line)), line).not.toThrow();
    }
  });
});

/** Lines that call `sms-wizard`, up to a pipe, a redirection or a comment. */
function commandLinesIn(content: string): string[] {
  return codeIn(content).flatMap(({ content: code, language }) => {
    const lines = code.replaceAll(/\\\n\s*/g, '').split('\n');
    const typed = language === 'console' ? lines.filter((line) => line.startsWith('$ ')) : lines;
    return typed.flatMap((line) => {
      const call = /^(?:\$ |\. <\(|[A-Z_]+=\S+ |npx )*(sms-wizard(?: .*)?)$/.exec(line)?.[1];
      return call ? [call] : [];
    });
  });
}

const TASK = '6402c49b-7d9a-413e-8b5f-a7307f7d5679';
/** Placeholders for values of the reader. */
const PLACEHOLDERS: Readonly<Record<string, string>> = { TASK_ID: TASK, ID: TASK, 'bash|zsh|fish': 'bash' };

/**
 * Returns the words after `sms-wizard`, as a shell splits them: with optional parts, without ellipses.
 */
function wordsOf(line: string): string[] {
  const all = line
    .replace(/ \[options\]$/, '')
    .replaceAll(/(?<= )\[([^\]]*)\]/g, '$1')
    .replaceAll(' …', '');
  const words: string[] = [];
  for (const [word] of all.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)) {
    if (/^[|<>&#;]/.test(word)) break;
    const whole = word.replace(/[;)]$/, '');
    words.push(whole.replaceAll(/'([^']*)'|"([^"]*)"/g, '$1$2'));
    if (whole !== word) break;
  }
  return words.slice(1).map((word) => PLACEHOLDERS[word] ?? word);
}

test('the words of a command line are those of a shell', () => {
  expect(wordsOf(`sms-wizard update TASK_ID --set 'a[Disk 1].size=+1G' "b c" | head`)).toEqual([
    'update',
    TASK,
    '--set',
    'a[Disk 1].size=+1G',
    'b c',
  ]);
  expect(wordsOf('sms-wizard update --demo --yes; echo "exit $?"')).toEqual(['update', '--demo', '--yes']);
});

describe('the README', () => {
  const readme = contentOf('README.md');

  test('begins with the two lines that are all one needs', () => {
    const [first, second] = codeIn(readme).filter(({ language }) => language === 'indented');
    expect(first?.content).toBe('npm ci && npm run demo\nnpm ci && npm test\n');
    expect(second).toBeUndefined();
    expect(readme.indexOf('npm ci')).toBeLessThan(300);
  });

  test('each wizard of the tutorial opens, and its simulator is started as it prints it', async () => {
    const lines = codeIn(contentOf('docs/tutorial.md'))
      .filter(({ language }) => language === 'sh')
      .flatMap(({ content }) => content.split('\n'));
    const wizards = lines.filter((line) => /^sms-wizard (?!simulator)/.test(line));
    expect(wizards).toHaveLength(3);
    for (const line of wizards) {
      const session = launch(wordsOf(line));
      await session.waitFor('Task name');
      session.type('^C');
      expect((await session.exit).code).toBe(130);
    }
    // The other tests run the simulator; here, that the way to it is the one that is printed.
    expect(lines.filter((line) => !wizards.includes(line))).toEqual([
      'sms-wizard simulator --port 40404',
      `export SMS_ENDPOINT=http://127.0.0.1:40404 HW_AUTH_TOKEN=${FIRST_TOKEN}`,
    ]);
  });

  test('its figures are those of the program and of the campaign', () => {
    const campaign = readFileSync(join(ROOT, 'test/campaign/run.mjs'), 'utf8');
    expect(readme).toContain(`${RULES.length} [rules](docs/rules.md), each with its source`);
    expect(readme).toContain('1,000 seeded schedules');
    expect(campaign).toContain('SMS_FAULTS: part(1000)');
    expect(readme).toContain('267 kills');
    expect(campaign).toContain('SMS_KILLS: part(267)');
    const ci = readFileSync(join(ROOT, '.github/workflows/ci.yml'), 'utf8');
    expect(readme).toContain('on Node 20, 22, 24 and 26');
    expect(ci).toContain('node: [20, 22, 24, 26]');
    expect(campaign).toContain("'20,22,24,26'");
  });
});

test('the plan in docs/files.md is one that is read', async () => {
  const plans = codeIn(contentOf('docs/files.md')).filter(({ content }) =>
    content.includes('"sms_wizard_plan"'),
  );
  expect(plans).toHaveLength(1);
  const folder = mkdtempSync(join(tmpdir(), 'sms-wizard-docs-'));
  try {
    const file = join(folder, 'plan.json');
    writeFileSync(file, plans[0]?.content ?? '');
    expect((await readPlan(file)).edits.map(({ path }) => path)).toEqual([
      'speed_limit',
      'target_server.disks[88008].size',
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

describe('the tables of docs/files.md', () => {
  /** Returns the words in the first column of the table with this head. */
  const wordsUnder = (head: string): string[] => {
    const [, table = ''] = contentOf('docs/files.md').split(head);
    const cells =
      table
        .split('\n\n')[0]
        ?.split('\n')
        .map((row) => row.split('|')[1] ?? '') ?? [];
    return cells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, word = '']) => word)).sort();
  };

  test('have the results of the history', () => {
    expect(wordsUnder('| `result` | means |')).toEqual(Object.keys(en.cli.history.results).sort());
  });

  test('have the codes of errors that are no codes of a service', () => {
    const files = ['cli', 'commands', 'update'].flatMap((folder) =>
      readdirSync(join(ROOT, 'src', folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => readFileSync(join(ROOT, 'src', folder, name), 'utf8')),
    );
    const written = files.flatMap((source) => [
      ...source.matchAll(
        /code(?:: | = |: code === EXIT\.\w+ \? '\w+' : |: why === '\w+' \? '\w+' : )'([a-z_]+)'/g,
      ),
      ...source.matchAll(/code: (?:code|why) === \S+ \? '([a-z_]+)'/g),
      ...source.matchAll(/'([a-z_]+)', (?:message|words\.\w+(?:\.\w+\(\w+\)|\[\w+\]\(\w+\))?)\)/g),
    ]);
    const kinds = ['auth', 'refused', 'no_answer', 'bad_answer'] satisfies ServiceErrorKind[];
    const codes = new Set([
      ...written.map(([, code = '']) => code),
      ...kinds,
      ...Object.keys(en.pausing.left),
    ]);
    expect(codes.size).toBeGreaterThan(15);
    expect(wordsUnder('| `code` | means |')).toEqual([...codes].sort());
  });
});
