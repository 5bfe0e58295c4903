/** `sms-wizard explain`: rules and codes, with how they are known, and what was likely meant. */
import { expect, test } from 'vitest';
import { RULES } from '../../src/task/rules/rules.ts';
import { run } from '../support/program.ts';

test('a rule comes with its severity, its basis, its entry in the API notes, and what to do', async () => {
  expect((await run(['explain', 'disk_holds_volumes'])).stdout).toBe(
    [
      'disk_holds_volumes   error',
      '  Means         A disk must be at least as large as the sum of its partitions.',
      '  What to do    Make the disk larger, or the partitions on it smaller.',
      '  Known by      Huawei docs, SMS.6539',
      '  Source        docs/api-notes.md#rule-disk-holds-partitions',
      '',
    ].join('\n'),
  );
});

test.each(['SMS.6539', 'sms.6539', '6539', 'SMS_6539'])('a code may be written as %s', async (given) => {
  const ran = await run(['explain', given]);
  expect(ran.stdout).toMatch(
    /^SMS\.6539\n {2}Means {9}A target disk is smaller[\s\S]*In the wizard: Disks\./,
  );
});

test('a code of the gateway is inferred, and says so', async () => {
  expect((await run(['explain', 'APIG.0308'])).stdout).toContain('Known by      inferred');
});

test('programs get the same as JSON', async () => {
  const rule = JSON.parse((await run(['explain', 'task_state', '--json'])).stdout);
  expect(rule).toMatchObject({ kind: 'rule', name: 'task_state', severity: 'warning', basis: 'inferred' });
  const code = JSON.parse((await run(['explain', 'SMS.6602', '--json'])).stdout);
  expect(code).toMatchObject({ kind: 'code', wizard_step: 'network', path: 'migration_ip' });
});

test('in Chinese too', async () => {
  expect((await run(['explain', 'SMS.7703', '--lang', 'zh'])).stdout).toContain('任务不存在。');
});

test.each([
  ['disk-hold_volumes', 'Did you mean: disk_holds_volumes?'],
  ['SMS.6593', 'Did you mean: SMS.6'],
  ['disk_holds_voulmes', 'Did you mean: disk_holds_volumes,'],
  ['SMS.65399', 'Did you mean: SMS.6539'],
  ['btrfs', 'Did you mean: btrfs_resized?'],
])('%s is unknown, and what is near is named', async (given, near) => {
  const ran = await run(['explain', given]);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain(near);
});

test('what is like nothing has no suggestion, and nothing to explain is a mistake', async () => {
  expect((await run(['explain', 'xyzzyqqq'])).stderr).not.toContain('Did you mean');
  const ran = await run(['explain']);
  expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining('sms-wizard explain RULE|CODE')]);
});

test('every rule has an explanation with its source', async () => {
  for (const { name, source } of [RULES[0], RULES.at(-1)].flatMap((rule) => rule ?? [])) {
    const { stdout } = await run(['explain', name, '--json']);
    expect(JSON.parse(stdout).source).toBe(source.note ? `docs/api-notes.md#${source.note}` : null);
  }
});
