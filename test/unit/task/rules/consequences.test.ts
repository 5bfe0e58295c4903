/** A rule reports only faults that the draft causes or makes worse, and names the consequence. */
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../src/json/json.ts';
import {
  addElement,
  currentTask,
  type Draft,
  newDraft,
  removeElement,
  setValue,
} from '../../../../src/task/edits/draft.ts';
import { findingsOf } from '../../../../src/task/rules/rules.ts';
import { LVM, payload, WINDOWS } from '../../../support/fixtures.ts';

const GIB = 2 ** 30;
const D = 'target_server.disks';
const GROUP = 'target_server.volume_groups[vgtest]';

/** The Linux LVM task in READY: vgtest of 15 GiB on /dev/xvdb and /dev/xvdc. */
const lvm = (): JsonObject => ({ ...payload(LVM), state: 'READY' });
const windows = (): JsonObject => ({ ...payload(WINDOWS), state: 'READY' });

/** A task in which some values differ from the start. */
const given = (base: JsonObject, ...values: readonly (readonly [string, Json])[]): JsonObject => {
  const draft = values.reduce((next, [path, value]) => setValue(next, path, value), newDraft(base));
  return currentTask(draft);
};

const findings = (draft: Draft): string[] =>
  findingsOf(draft).map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`);

describe('what the service itself holds is not found fault with:', () => {
  test('a group smaller than its volumes, when a mount point changes', () => {
    const base = given(lvm(), [`${GROUP}.size`, GIB]);
    const path = `${GROUP}.logical_volumes[/dev/mapper/vgtest-data].mount_point`;
    expect(findings(setValue(newDraft(base), path, '/srv'))).toEqual([]);
  });

  test('an overfull disk, when its partition style changes', () => {
    const base = given(lvm(), [`${D}[700].size`, GIB]);
    expect(findings(setValue(newDraft(base), `${D}[700].partition_style`, 'GPT'))).toEqual([]);
  });

  test('Windows by file, when the system is written again', () => {
    const base = given(windows(), ['type', 'MIGRATE_FILE'], ['target_server.os_type', 'LINUX']);
    expect(findings(setValue(newDraft(base), 'target_server.os_type', 'WINDOWS'))).toEqual([]);
  });

  test('25 disks, when one comes and one goes', () => {
    const many = Array.from({ length: 25 }, (_, index) => ({
      id: index,
      name: `/dev/d${index}`,
      size: 20 * GIB,
    }));
    const base = { ...lvm(), target_server: { disks: many } };
    const { draft } = addElement(removeElement(newDraft(base), `${D}[3]`), D, {
      id: 99,
      name: '/dev/new',
      size: 20 * GIB,
    });
    expect(findings(draft).filter((line) => line.includes('disk_count'))).toEqual([]);
  });

  test('a wrong netmask, when the address changes', () => {
    const nic = {
      mac: 'fa:16:3e:35:97:71',
      ip: '192.168.0.5',
      netmask: '255.0.255.0',
      gateway: '192.168.0.1',
    };
    const base = { ...lvm(), target_server: { networks: [nic] } };
    const path = `target_server.networks[${nic.mac}].ip`;
    expect(findings(setValue(newDraft(base), path, '192.168.0.6'))).toEqual([]);
  });
});

describe('the consequence is named:', () => {
  test('a disk of a group is removed', () => {
    expect(findings(removeElement(newDraft(lvm()), `${D}[702]`))).toEqual([
      'warning group_loses_part: vgtest loses /dev/xvdc, 10 GiB of its 15 GiB.',
    ]);
  });

  test('the components are reduced', () => {
    const [first = ''] = String(componentsOf(lvm())).split(';');
    expect(findings(setValue(newDraft(lvm()), `${GROUP}.components`, first))).toEqual([
      expect.stringMatching(/^warning group_loses_part: vgtest loses \S+, \S+ GiB of its 15 GiB\.$/),
    ]);
  });

  test('the components name a disk that is not there', () => {
    const components = `${componentsOf(lvm())};/dev/xvdz`;
    expect(findings(setValue(newDraft(lvm()), `${GROUP}.components`, components))).toEqual([
      'warning component_unknown: vgtest refers to /dev/xvdz, but the task has no disk or partition with that name.',
    ]);
  });

  test('a whole-disk physical volume shrinks under its group', () => {
    const lines = findings(setValue(newDraft(lvm()), `${D}[702].size`, 4 * GIB));
    expect(lines).toContainEqual(
      expect.stringContaining('warning group_beyond_parts: vgtest (15 GiB) is larger than'),
    );
  });

  test('a size of 0', () => {
    expect(findings(setValue(newDraft(lvm()), `${D}[702].size`, 0))).toContainEqual(
      'error zero_size: /dev/xvdc would have a size of 0 bytes.',
    );
  });

  test('a Windows disk of 20 GiB becomes the system disk', () => {
    const { draft } = addElement(newDraft(windows()), D, { name: 'Disk 9', size: 20 * GIB, os_disk: true });
    expect(findings(draft)).toContainEqual(
      'error windows_disk_range: Disk 9: a Windows system disk must be 40 GiB to 1 TiB; 20 GiB is out of range.',
    );
  });

  test('two sizes that read alike are written apart', () => {
    const base = given(lvm(), [`${D}[700].partition_style`, 'MBR']);
    const [line] = findings(setValue(newDraft(base), `${D}[700].size`, 2 * 2 ** 40 + 1));
    expect(line).toBe(
      'error mbr_limit: /dev/xvda: MBR disks can be at most 2 TiB; 2,199,023,255,553 bytes is too large. GPT supports more.',
    );
  });
});

test('clone server settings get no warning about the state in which they take effect', () => {
  const base = { ...lvm(), state: 'SYNCING', source_server: { state: 'syncing' } };
  const lines = findings(setValue(newDraft(base), 'clone_server.name', 'clone-1'));
  expect(lines.filter((line) => !line.startsWith('note'))).toEqual([]);
});

function componentsOf(task: JsonObject): Json | undefined {
  const { volume_groups } = task.target_server as JsonObject;
  return (volume_groups as JsonObject[])[0]?.components;
}
