/** Edits from files: `--edit`, `--set -`, `edit` with $EDITOR, `diff`, `--out` and `--show-request`. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../support/program.ts';
import { access, service, updates } from '../support/service.ts';
import { cleanEnv, freshState, PROGRAM } from '../support/terminal.ts';

const ID = '6402c49b-7d9a-413e-8b5f-a7307f7d5679';
const folder = mkdtempSync(join(tmpdir(), 'sms-edits-'));
let made = 0;
function file(text: string): string {
  const path = join(folder, `${++made}.yaml`);
  writeFileSync(path, text);
  return path;
}

async function scene(options: Parameters<typeof service>[0] = {}) {
  const sms = await service(options);
  const { flags, env } = access(sms);
  const own = { ...env, XDG_STATE_HOME: freshState() };
  const on = (args: string[], more: Record<string, string> = {}, input = '') =>
    run([...args, ...flags], { ...own, ...more }, input);
  return { sms, on };
}

describe('update --edit', () => {
  test('paths to values in YAML; sizes as they are typed, null unsets', async () => {
    const { sms, on } = await scene();
    const edits = 'speed_limit: 7\ntarget_server.disks[/dev/xvdb].size: 20G\nregion_id: null\n';
    const ran = await on(['update', ID, '--edit', file(edits), '--yes', '--json']);
    expect(ran.code).toBe(0);
    expect(updates(sms)).toMatchObject([{ speed_limit: 7, region_id: null }]);
    expect(JSON.parse(ran.stdout).changes).toMatchObject([
      { path: 'speed_limit', after: 7 },
      { path: 'region_id', after: null },
      { path: 'target_server.disks[701].size', after: 21474836480 },
    ]);
  });

  test.each([
    ['--set', '-'],
    ['--edit', '-'],
  ])('%s %s reads JSON from standard input', async (...flags) => {
    const { sms, on } = await scene();
    expect((await on(['update', ID, ...flags, '--yes'], {}, '{"speed_limit": 7}')).code).toBe(0);
    expect(updates(sms)).toEqual([{ speed_limit: 7 }]);
  });

  test('an edited copy of the task; more on the command line', async () => {
    const { sms, on } = await scene();
    const { stdout } = await on(['show', ID, '-o', 'yaml']);
    const edited = stdout
      .replace('name: centos7-lvm', 'name: web-01')
      .replace('size: 10737418240', 'size: 21474836480');
    const ran = await on(['update', ID, '--edit', file(edited), '--set', 'speed_limit=7', '--yes', '--json']);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(ran.stdout).changes.map(({ path }: { path: string }) => path)).toEqual([
      'name',
      'speed_limit',
      'target_server.disks[701].size',
    ]);
    expect(updates(sms)).toHaveLength(1);
  });

  test.each(['20G', '"21474836480"', '2.147483648E10'])('a size written as %s', async (size) => {
    const { on } = await scene();
    const { stdout } = await on(['show', ID, '-o', 'yaml']);
    const copy = stdout.replace('size: 10737418240', `size: ${size}`);
    const map = `target_server.disks[/dev/xvdb].size: ${size}\n`;
    for (const edits of [copy, map]) {
      const ran = await on(['diff', ID, '--edit', file(edits), '--json']);
      expect(JSON.parse(ran.stdout)).toMatchObject({
        result: 'planned',
        changes: [{ path: 'target_server.disks[701].size', after: 21474836480 }],
      });
    }
    const same = stdout.replace('size: 10737418240', 'size: 10G');
    expect((await on(['diff', ID, '--edit', file(same)])).code).toBe(0);
  });

  test('an unchanged copy of a failed task, with the reason that show adds, changes nothing', async () => {
    const { sms, on } = await scene({ scenario: 'failed' });
    const { stdout } = await on(['show', sms.firstTask, '-o', 'yaml']);
    expect(stdout).toMatch(/^failure:/m);
    const ran = await on(['update', sms.firstTask, '--edit', file(stdout), '--yes', '--json']);
    expect(JSON.parse(ran.stdout)).toMatchObject({ result: 'no_changes' });
  });

  test('an unchanged copy changes nothing', async () => {
    const { sms, on } = await scene();
    for (const format of ['yaml', 'json']) {
      const { stdout } = await on(['show', ID, '-o', format]);
      const ran = await on(['update', ID, '--edit', file(stdout), '--yes', '--json']);
      expect(JSON.parse(ran.stdout)).toMatchObject({ result: 'no_changes', changes: [] });
    }
    expect(updates(sms)).toEqual([]);
  });

  test('what SMS moves on by itself is told, not taken for an edit', async () => {
    const { sms, on } = await scene({ scenario: 'running' });
    const { stdout } = await on(['show', sms.firstTask, '-o', 'yaml']);
    const edited = stdout
      .replace(/^speed_limit: \d+$/m, 'speed_limit: 7')
      .replace(/^total_time: .*$/m, 'total_time: 1');
    const ran = await on(['update', sms.firstTask, '--edit', file(edited), '--yes', '--json']);
    expect(ran.stderr).toMatch(/Ignored, because SMS sets these fields itself: .*total_time/);
    expect(JSON.parse(ran.stdout).changes).toMatchObject([{ path: 'speed_limit', after: 7 }]);
  });

  test.each([
    [
      'fields that no update sets',
      'os_type: LINUX',
      'os_type: WINDOWS',
      /an update can't change these fields: os_type\./,
    ],
    [
      'one of a disk',
      'size: 10737418240\n',
      'size: 10737418240\n      colour: red\n',
      /an update can't change these fields: target_server\.disks\[\S+\]\S*\.colour/,
    ],
    ['a misspelt field', 'speed_limit:', 'sped_limit:', /an update can't change these fields: sped_limit/],
    [
      'the ID of another task',
      `id: ${ID}`,
      'id: 00000000-0000-4000-8000-000000000000',
      /the document is task 00000000\S+, not 6402c49b/,
    ],
    ['no YAML', 'name: centos7-lvm', 'name: [', /is neither valid YAML nor valid JSON: .*\(\d+:\d+\)/],
  ])('%s: exit 2, nothing sent', async (_what, from, to, message) => {
    const { sms, on } = await scene();
    const { stdout } = await on(['show', ID, '-o', 'yaml']);
    expect(stdout).toContain(from);
    const ran = await on(['update', ID, '--edit', file(stdout.replace(from, to)), '--yes']);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(message);
    expect(updates(sms)).toEqual([]);
  });

  test.each([
    ['a file that is not there', ['--edit', '/no/such/file'], /can't read \/no\/such\/file \(ENOENT\)/],
    ['a list', ['--edit', file('- 1\n')], /contains no edits/],
    ['two documents', ['--edit', file('name: a\n'), '--set', '-'], /pass only one document/],
    ['a value twice', ['--edit', file('name: a\n'), '--set', 'name=b'], /name/],
    ['a list for a path', ['--edit', file('target_server.disks[701].size: [1]\n')], /needs a single value/],
    ['the token and edits on one input', ['--edit', '-', '--token-stdin'], /both the token and the edits/],
  ])('%s: exit 2', async (_what, flags, message) => {
    const { sms, on } = await scene();
    const ran = await on(['update', ID, ...flags, '--yes']);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(message);
    expect(updates(sms)).toEqual([]);
  });
});

describe('edit', () => {
  /** An editor without a terminal: it replaces a text in the file. */
  const editor = (from: string, to: string) => ({ VISUAL: '', EDITOR: `sed -i 's/${from}/${to}/'` });

  test('sends what was changed in the editor', async () => {
    const { sms, on } = await scene();
    const ran = await on(['edit', 'centos7-lvm', '--yes'], editor('speed_limit: 0', 'speed_limit: 7'));
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain('speed_limit');
    expect(updates(sms)).toEqual([{ speed_limit: 7 }]);
  });

  test('an editor that changes nothing sends nothing', async () => {
    const { sms, on } = await scene();
    expect((await on(['edit', ID, '--yes'], editor('x', 'x'))).code).toBe(0);
    expect(updates(sms)).toEqual([]);
  });

  test('mistakes keep the file', async () => {
    const { on } = await scene();
    const ran = await on(['edit', ID, '--yes'], editor('os_type: LINUX', 'os_type: WINDOWS'));
    expect(ran.code).toBe(2);
    const [, kept = ''] = /Your edits are saved in (\S+)\.\n/.exec(ran.stderr) ?? [];
    expect(readFileSync(kept, 'utf8')).toContain('os_type: WINDOWS');
    expect(ran.stderr).toContain("an update can't change these fields: os_type");
  });

  test('an editor that fails sends nothing', async () => {
    const { sms, on } = await scene();
    expect(await on(['edit', ID, '--yes'], { VISUAL: '', EDITOR: 'false' })).toMatchObject({ code: 2 });
    expect(updates(sms)).toEqual([]);
  });

  test('without a terminal it explains itself', async () => {
    const ran = await run(['edit', ID, '--demo'], { EDITOR: 'false' });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('edit needs a terminal');
  });
});

describe('diff', () => {
  test('exits with 7 where changes are pending, and with 0 where none are', async () => {
    const { sms, on } = await scene();
    const pending = await on(['diff', ID, '--set', 'speed_limit=7']);
    expect(pending).toMatchObject({ code: 7, stderr: '' });
    expect(pending.stdout).toContain('speed_limit: 0 (unlimited) → 7 Mbit/s');
    expect((await on(['diff', ID, '--set', 'speed_limit=0'])).code).toBe(0);
    expect((await on(['diff', ID, '--set', 'speed_limit=7000'])).code).toBe(2);
    expect(updates(sms)).toEqual([]);
  });

  test('--json is the report of a dry run', async () => {
    const { on } = await scene();
    const ran = await on(['diff', ID, '--edit', file('speed_limit: 7'), '--json']);
    expect(ran.code).toBe(7);
    expect(JSON.parse(ran.stdout)).toMatchObject({
      result: 'planned',
      request: { speed_limit: 7 },
      error: null,
    });
  });

  test('the request is shown only by --show-request', async () => {
    const { on } = await scene();
    const args = ['update', ID, '--set', 'speed_limit=7', '--dry-run'];
    expect((await on(args)).stdout).not.toContain('"speed_limit"');
    expect((await on([...args, '--show-request'])).stdout).toContain('"speed_limit": 7');
  });
});

describe('--out', () => {
  const args = (out: string, ...more: string[]) => [
    'update',
    ID,
    '--set',
    'speed_limit=7',
    '--dry-run',
    '--out',
    out,
    ...more,
  ];

  test('replaces a plan only with --force', async () => {
    const { on } = await scene();
    const plan = join(folder, 'plan.json');
    expect((await on(args(plan))).code).toBe(0);
    const before = readFileSync(plan, 'utf8');
    const again = await on(args(plan));
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('add --force');
    expect(readFileSync(plan, 'utf8')).toBe(before);
    expect((await on(args(plan, '--force'))).code).toBe(0);
  });

  test('- writes the plan to standard output, for apply to read', async () => {
    const { sms, on } = await scene();
    const { stdout } = await on(args('-'));
    const plan = file(stdout);
    expect((await on(['apply', plan, '--yes'])).code).toBe(0);
    expect(updates(sms)).toEqual([{ speed_limit: 7 }]);
  });
});

describe('text in another encoding', () => {
  const GB18030 = Buffer.from([0xca, 0xfd, 0xbe, 0xdd]);
  const field = Buffer.concat([Buffer.from('target_server.vm_id: '), GB18030]);

  test('in a file or on standard input is an error, and never sent as other characters', async () => {
    const sms = await service();
    const { flags, env } = access(sms);
    const file = join(mkdtempSync(join(tmpdir(), 'sms-gb-')), 'edits.yaml');
    writeFileSync(file, field);
    const ran = await run(['update', sms.firstTask, '--edit', file, '--yes', ...flags], env);
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining("edits.yaml isn't UTF-8 text.") });
    const piped = spawnSync(process.execPath, [PROGRAM, 'update', '--demo', '--edit', '-', '--yes'], {
      ...{ env: cleanEnv({}), input: field, encoding: 'utf8' },
    });
    expect(piped).toMatchObject({ status: 2, stderr: expect.stringContaining("- isn't UTF-8 text.") });
    expect(updates(sms)).toEqual([]);
  });

  test('saved by an editor is an error, and the file is kept', async () => {
    const ran = await run(['edit', '--demo', 'centos7-lvm', '--yes'], {
      EDITOR: "printf 'name: \\312\\375' >",
    });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain("task.yaml isn't UTF-8 text.");
  });

  test('on the command line is an error', () => {
    const script = 'exec "$@" "name=$(printf "\\312\\375")"';
    const words = ['-c', script, 'sh', process.execPath, PROGRAM, 'update', '--demo', '--dry-run', '--set'];
    const ran = spawnSync('sh', words, { env: cleanEnv({}), encoding: 'utf8' });
    expect(ran.status).toBe(2);
    expect(ran.stderr).toMatch(/"name=(\?|\ufffd){2}" isn't UTF-8 text\. Use a UTF-8 locale/);
  });
});
