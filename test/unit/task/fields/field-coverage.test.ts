/** Nothing that the API can change is out of reach: every field on screen, by --set, and taken by the service. */
import fc from 'fast-check';
import { parse } from 'lossless-json';
import { expect, test } from 'vitest';
import { listFields } from '../../../../src/commands/fields.ts';
import { type Json, type JsonObject, stringifyJson } from '../../../../src/json/json.ts';
import { refusalOfSchema } from '../../../../src/simulator/request-schema.ts';
import { windowsOf as windowsIn } from '../../../../src/simulator/tasks/rate-windows.ts';
import {
  addElement,
  changesOf,
  currentTask,
  type Draft,
  newDraft,
} from '../../../../src/task/edits/draft.ts';
import { type Field, fieldKey } from '../../../../src/task/fields/catalogue.ts';
import { editableValue } from '../../../../src/task/fields/values.ts';
import { locate, valueAt } from '../../../../src/task/paths/path.ts';
import { buildRequest, findViolations } from '../../../../src/task/sending/request.ts';
import { verify } from '../../../../src/task/sending/verify.ts';
import { applyAssignments } from '../../../../src/update/assignments.ts';
import { rowsOf } from '../../../../src/wizard/rows/rows.ts';
import type { StepName } from '../../../../src/wizard/state.ts';
import { createInitialState, type State } from '../../../../src/wizard/state.ts';
import { editablePaths, validValue } from '../../../support/arbitrary.ts';
import { LVM, payload } from '../../../support/fixtures.ts';

/** A task with one element in each list of the API. */
function everything(): Draft {
  const subvolumn = [{ subvol_id: '256' }];
  const nic = addElement(newDraft(payload(LVM)), 'target_server.networks', { mac: 'fa:16:3e:35:97:71' });
  const { draft } = addElement(nic.draft, 'target_server.btrfs_list', { name: 'b', subvolumn });
  return addElement(draft, 'rate_windows', { start: '08:00', end: '09:00' }).draft;
}

function stateAt(draft: Draft, step: StepName, open?: string): State {
  const first = createInitialState({
    size: { columns: 80, rows: 24 },
    taskId: 'x',
    host: 'h',
    demo: false,
    ascii: false,
  });
  return { ...first, phase: { kind: 'editing' }, draft, step, openPath: open };
}

const LISTS = listFields().filter(({ field }) => field.of);
const VALUES = listFields().filter(({ field }) => !field.of);

test('119 fields: 110 values and 9 objects and lists; and the list of windows with 4 values', () => {
  expect([VALUES.length, LISTS.length]).toEqual([114, 10]);
});

test('the wizard has a row for each of the 114 values', () => {
  const draft = everything();
  const found = new Set<string>();
  for (const step of ['name', 'network', 'disks', 'volumes', 'more'] as const) {
    for (const row of rowsOf(stateAt(draft, step))) {
      if (row.kind === 'field') found.add(fieldKey(row.field));
      if (row.kind !== 'element') continue;
      for (const inner of rowsOf(stateAt(draft, step, row.path))) {
        if (inner.kind === 'field') found.add(fieldKey(inner.field));
      }
    }
  }
  expect([...found].sort()).toEqual(VALUES.map(({ field }) => fieldKey(field)).sort());
});

/** A value of the field that the task does not have yet, as it would be typed. */
function typedFor(path: string, field: Field): string {
  const format = {
    ip: '10.9.8.7',
    ipv4: '10.9.8.7',
    ipv6: '2001:db8::9',
    mac: 'fa:16:3e:00:00:99',
    time: '09:30',
  };
  if (field.format) return format[field.format];
  // The last value may be the one the task has already.
  if (field.values)
    return (
      path.endsWith('os_type') ? field.values[0] : path.includes('device_use') ? 'BOOT' : field.values.at(-1)
    ) as string;
  if (field.type === 'boolean') return 'yes';
  if (field.type !== 'string') return '77';
  const [value] = fc.sample(validValue(path), { numRuns: 1, seed: path.length });
  return editableValue(field, value as Json) || 'x';
}

const CONCRETE: Record<string, string> = {
  'disks[]': 'disks[701]',
  'physical_volumes[]': 'physical_volumes[9003]',
  'volume_groups[]': 'volume_groups[vgtest]',
  'logical_volumes[]': 'logical_volumes[/dev/mapper/vgtest-data]',
  'networks[]': 'networks[+1]',
  'btrfs_list[]': 'btrfs_list[+1]',
  'subvolumn[]': 'subvolumn[+1]',
  'rate_windows[]': 'rate_windows[+1]',
};

test.each(VALUES.map(({ path, field }) => [path, field] as const))('%s by --set', (path, field) => {
  const concrete = path.replace(/\w+\[\]/g, (step) => CONCRETE[step] as string);
  const nic = 'target_server.networks[+1].mac';
  const mac =
    path.startsWith('target_server.networks') && concrete !== nic ? [`${nic}=fa:16:3e:35:97:71`] : [];
  const times = ['start=08:00', 'end=10:00'].map((set) => `rate_windows[+1].${set}`);
  const window = concrete.startsWith('rate_windows') ? times.filter((set) => !set.startsWith(concrete)) : [];
  const draft = applyAssignments(newDraft(payload(LVM)), [
    ...mac,
    ...window,
    `${concrete}=${typedFor(path, field)}`,
  ]);
  expect(changesOf(draft).some((change) => change.path === concrete)).toBe(true);
  const { body, windows } = buildRequest(draft);
  if (windows) {
    const sent = parse(stringifyJson({ speed_limit: [...windows] })) as JsonObject;
    expect(windowsIn(sent as never)).not.toHaveProperty('refusal');
  }
  // Ours and the simulator's own reading of the reference agree that the service takes it.
  const known = parse(stringifyJson(payload(LVM))) as JsonObject;
  expect(refusalOfSchema(parse(stringifyJson(body)) as JsonObject, known)).toBeUndefined();
  expect(findViolations(draft)).toEqual([]);
  expect(verify(draft, currentTask(draft)).map(({ outcome }) => outcome)).not.toContain('not_applied');
});

test('every value that the server returned can be unset by --unset, and null is what is sent', () => {
  const base = payload(LVM);
  let unset = 0;
  for (const path of editablePaths(base)) {
    const { field, keys } = locate(base, path);
    if (valueAt(base, keys) == null) continue;
    const draft = applyAssignments(newDraft(base), [], [path]);
    expect(valueAt(buildRequest(draft).body, keys), fieldKey(field)).toBeNull();
    unset++;
  }
  expect(unset).toBeGreaterThan(60);
});
