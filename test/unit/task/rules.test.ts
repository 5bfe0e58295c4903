import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/json/json.ts';
import { newDraft, setValue } from '../../../src/task/draft.ts';
import { findingsOf } from '../../../src/task/rules.ts';
import { BTRFS, LVM, payload, TASKS } from '../../support/fixtures.ts';

function rulesAfter(task: string, ...edits: [string, Json][]): string[] {
  const draft = edits.reduce((next, [path, value]) => setValue(next, path, value), newDraft(payload(task)));
  return findingsOf(draft).map(({ rule }) => rule);
}

const DISK = 'target_server.disks[701].size';
const GROUP = 'target_server.volume_groups[vgtest]';
const VOLUMES = 6442450944;

describe('rules', () => {
  test('have nothing to say about what nobody touched', () => {
    for (const task of TASKS) expect(rulesAfter(task)).toEqual([]);
  });

  test.each([
    [VOLUMES, []],
    [VOLUMES - 1, ['disk_holds_volumes']],
  ])('a disk of %s bytes with volumes of 6 GiB', (size, rules) => {
    expect(rulesAfter(LVM, [DISK, size])).toEqual(rules);
  });

  test.each([
    [16106127360, []],
    [16106127361, ['group_holds_volumes']],
  ])('a logical volume of %s bytes in a group of 15 GiB', (size, rules) => {
    expect(rulesAfter(LVM, [`${GROUP}.logical_volumes[/dev/mapper/vgtest-data].size`, size])).toEqual(rules);
  });

  test.each([
    ['10.0.0.1', false, []],
    ['10.0.0.1', true, ['address_family']],
    ['2001:db8::1', true, []],
    ['2001:db8::1', false, ['address_family']],
  ])('migration_ip %s with use_ipv6 %s', (ip, ipv6, rules) => {
    expect(rulesAfter(BTRFS, ['migration_ip', ip], ['use_ipv6', ipv6])).toEqual(rules);
  });

  test('a value that the API does not take is an error at its path', () => {
    const [finding] = findingsOf(setValue(newDraft(payload(LVM)), 'speed_limit', 1001));
    expect(finding).toMatchObject({ severity: 'error', rule: 'limits', path: 'speed_limit' });
  });
});
