/** One key from the reason of a failed task to the field that mends it. */
import { beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/json/json.ts';
import { loadServiceCodes } from '../../../../src/text/service-codes.ts';
import { focusedRow } from '../../../../src/wizard/actions/cursor.ts';
import { reduce } from '../../../../src/wizard/reducer.ts';
import { createInitialState, type State } from '../../../../src/wizard/state.ts';
import { nameOf } from '../../../../src/wizard/text/labels.ts';
import { LVM, payload } from '../../../support/fixtures.ts';

beforeAll(loadServiceCodes);

function opened(code: string, message: string, parameters: string[] = []): State {
  const error_json = JSON.stringify({ error_code: code, error_msg: message, error_param: parameters });
  const task: JsonObject = { ...payload(LVM), state: 'MIGRATE_FAIL', error_json };
  const size = { columns: 80, rows: 24 };
  const first = createInitialState({ size, taskId: 'x', host: 'h', demo: true, ascii: false });
  return reduce(first, { type: 'taskLoaded', task }).state;
}

const pressF = (state: State): State => reduce(state, { type: 'key', name: 'f', text: 'f' }).state;

function placeOf(state: State): string {
  const row = focusedRow(state);
  const name =
    row?.kind === 'element' ? nameOf(state.draft.base, row.keys) : row && 'path' in row ? row.path : '';
  return `${state.step}: ${name}`;
}

test.each([
  [
    'SMS.6539',
    'The disk space is less than the total size of all partitions.',
    ['/dev/xvdb'],
    'disks: /dev/xvdb',
  ],
  ['SMS.6539', 'The disk space of /dev/xvdc is too small.', [], 'disks: /dev/xvdc'],
  ['SMS.6539', 'The disk space is less.', [], 'disks: /dev/xvda'],
  ['SMS.0806', 'Failed to synchronize partition /dev/xvdb2 to target server x.', [], 'volumes: /dev/xvdb2'],
  ['SMS.0806', 'Failed to synchronize partition', ['/dev/xvdb'], 'volumes: /dev/xvdb1'],
  ['SMS.6602', 'Invalid target server EIP.', [], 'network: migration_ip'],
  ['SMS.6610', 'The OS in the task conflicts with the source server OS.', [], 'name: type'],
  ['SMS.6032', 'The target server ID is missing.', [], 'more: target_server.vm_id'],
])('f for %s (%s) goes to the place', (code, message, parameters, place) => {
  expect(placeOf(pressF(opened(code, message, parameters)))).toBe(place);
});

test('what to do is said there', () => {
  const state = pressF(opened('SMS.6602', 'Invalid target server EIP.'));
  expect(state.message).toBe('Check the migration IP: the EIP over a public network, else the private IP.');
});

test.each([
  ['SMS.6517', 'rsync not installed on the source server.'],
  ['SMS.6539', 'Quota exceeded in region X.'],
])('f for %s (%s), which no field mends, says so and stays', (code, message) => {
  const state = pressF(opened(code, message));
  expect(state.step).toBe('name');
  expect(state.message).toBe('The wizard has no field that fixes an error of this task.');
});
