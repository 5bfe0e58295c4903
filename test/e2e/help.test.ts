/** Help of each command and topic, the version, and what a misspelt word may stand for. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FLAGS, SUBCOMMANDS } from '../../src/cli/command-line.ts';
import { EXAMPLES } from '../../src/cli/help/help-examples.ts';
import { textWidth } from '../../src/terminal/text/text-width.ts';
import { type Ran, run } from '../support/program.ts';
import { PROGRAM } from '../support/terminal.ts';

const VERSION = /^\d+\.\d+\.\d+\n$/;

/** The help of each command, run once. */
const helpOf = new Map(SUBCOMMANDS.map((command) => [command, run(['help', command])]));

describe('help', () => {
  test.each(['-h', '--help', 'help'])('%s lists every command', async (word) => {
    const { code, stdout, stderr } = await run([word]);
    expect([code, stderr]).toEqual([0, '']);
    for (const command of SUBCOMMANDS) expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
  });

  test.each(SUBCOMMANDS)('%s has its own, in both languages', async (command) => {
    const help = (await helpOf.get(command)) as Ran;
    expect(help.code).toBe(0);
    expect(await run([command, '-h'])).toEqual(help);
    expect(help.stdout).toContain(`sms-wizard ${command}`);
    for (const example of EXAMPLES[command]) expect(help.stdout).toContain(`  ${example}\n`);
    expect(help.stdout).toMatch(/^Exit codes\n( {2}\d+ .+\n)+/m);
    for (const [other, ran] of helpOf)
      if (other !== command) expect((await ran).stdout).not.toBe(help.stdout);
    const chinese = await run(['help', command, '--lang', 'zh'], { LANG: 'zh_CN.UTF-8' });
    expect(chinese.stdout).toContain('退出码');
    for (const line of [help.stdout, chinese.stdout].join('\n').split('\n'))
      if (!line.includes('sms-wizard')) expect(textWidth(line), line).toBeLessThanOrEqual(80);
  });

  test('a command lists the options that are its own, and no others', async () => {
    const list = (await run(['list', '-h'])).stdout;
    expect(list).toContain('--state');
    for (const other of ['--fail', '--set', '--dry-run', '--plain']) expect(list).not.toContain(other);
  });

  test.each([
    ['connection', '--endpoint URL'],
    ['environment', 'HTTPS_PROXY'],
    ['exit-codes', '130 / 143'],
    ['paths', '=used+20%'],
  ])('help %s', async (topic, words) => {
    expect((await run(['help', topic])).stdout).toContain(words);
  });

  test('help about nothing known: exit 2', async () => {
    expect(await run(['help', 'nope'])).toMatchObject({
      code: 2,
      stderr: 'sms-wizard: no help for "nope". For all topics, run sms-wizard help.\n',
    });
  });

  test.each(SUBCOMMANDS)('every option in an example of %s is one of the program', (command) => {
    const used = EXAMPLES[command].flatMap((example) => example.match(/(?<= )--[a-z-]+/g) ?? []);
    for (const flag of used) expect(Object.keys(FLAGS)).toContain(flag.slice(2));
  });
});

test.each(['-V', '--version', 'version'])('%s prints the version', async (word) => {
  expect(await run([word])).toEqual({ code: 0, stderr: '', stdout: expect.stringMatching(VERSION) });
});

test('the version as a document is that of the program and of its Node', async () => {
  const { version } = JSON.parse(readFileSync(join(PROGRAM, '../../package.json'), 'utf8'));
  const node = execFileSync(process.env.SMS_TEST_NODE ?? process.execPath, ['-p', 'process.versions.node']);
  const document = { version, node: String(node).trim() };
  expect(JSON.parse((await run(['--version', '--json'])).stdout)).toEqual(document);
  expect((await run(['version', '-o', 'yaml'])).stdout).toContain(`version: ${version}\n`);
  expect((await run(['version', '--query', 'version'])).stdout).toBe(`"${version}"\n`);
  expect((await run(['version', '-o', 'table'])).stdout).toBe(`${version}\n`);
});

describe('did you mean', () => {
  test.each([
    ['a command', ['updte', 'a1b2', '--set', 'name=a'], 'update'],
    ['a command alone', ['lsit'], 'list'],
    ['a command that help is asked for', ['updte', '--help'], 'update'],
    ['a name of a task', ['show', 'suse15-btrsf', '--demo'], 'suse15-btrfs'],
    ['a name of a task in other letters', ['show', 'migrationtask', '--demo'], 'MigrationTask'],
    ['an option', ['list', '--jsno'], '--json'],
    ['an option with a value', ['list', '--sate=READY'], '--state'],
    ['a field', ['update', '--demo', '--set', 'nmae=a'], 'name'],
    [
      'a field of an element',
      ['update', '--demo', '--set', 'target_server.disks[701].siz=1G'],
      'target_server.disks[701].size',
    ],
    [
      'a list of the target server',
      ['update', '--demo', '--set', 'disks[701].size=1G'],
      'target_server.disks[701].size',
    ],
    ['a path of fields', ['fields', 'target_server.dsks'], 'target_server.disks'],
    ['a region', ['list', '--region', 'ap-southeast-33'], 'ap-southeast-3'],
  ])('%s', async (_what, args, meant) => {
    const ran = await run(args);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain(`Did you mean ${meant}?`);
  });

  test.each([
    [['list', '--limit', '-1'], 'If "-1" is the value, write --limit=-1.'],
    [['list', '--sort', '-name'], 'If "-name" is the value, write --sort=-name.'],
  ])('%j: how a value that begins like an option is written', async (args, hint) => {
    const ran = await run(args);
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining(hint) });
  });

  test('an option that is followed by another one only lacks its value', async () => {
    expect((await run(['list', '--limit', '--demo'])).stderr).toBe(
      'sms-wizard: option --limit requires a value.\n',
    );
  });

  test('an open bracket is called one', async () => {
    const ran = await run(['update', '--demo', '--set', 'target_server.disks[701.size=5G']);
    expect(ran.stderr).toContain('a "[" in "target_server.disks[701.size=5G" has no "]"');
  });

  test('nothing is suggested for a word that is like none', async () => {
    expect((await run(['frobnicate'])).stderr).not.toContain('Did you mean');
  });
});
