/** Findings about states, each with its place and its figures: when an edit likely takes effect. */
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../src/json/json.ts';
import { addElement, type Draft, newDraft, setValue } from '../../../../src/task/edits/draft.ts';
import type { RuleName } from '../../../../src/task/rules/rule.ts';
import { findingsOf } from '../../../../src/task/rules/rules.ts';
import { effectiveFields } from '../../../../src/task/rules/states.ts';
import { text } from '../../../../src/text/text.ts';
import { LVM, payload } from '../../../support/fixtures.ts';

const edit = (top: JsonObject, ...edits: [string, Json][]): Draft =>
  edits.reduce((next, [path, value]) => setValue(next, path, value), newDraft({ ...payload(LVM), ...top }));
const found = (rule: RuleName, draft: Draft) =>
  findingsOf(draft).flatMap((one) => (one.rule === rule ? [[one.path, one.message, one.severity]] : []));
const source = (state: Json): JsonObject => ({ state: 'READY', source_server: { state } });

describe('task_state', () => {
  const three: [string, Json][] = [
    ['name', 'a'],
    ['region_id', 'x'],
    ['use_ipv6', true],
  ];

  test.each(['RUNNING', 'SYNCING'])('%s: counts what is neither name nor rate limit', (state) => {
    expect(found('task_state', edit({ state }, ['speed_limit', 5], ...three))).toEqual([
      ['region_id', text().rules.taskState(state, 2, true), 'warning'],
    ]);
  });

  test.each(['ABORTING', 'DELETING', 'RESETING', 'SKIPPING'])('%s: nothing takes effect', (state) => {
    expect(found('task_state', edit({ state }, ...three))).toEqual([
      ['name', text().rules.taskState(state, 3, false), 'warning'],
    ]);
  });

  test.each(['READY', 'toString', '', null])('%j has no known limits', (state) => {
    expect(effectiveFields(String(state))).toBeUndefined();
    expect(found('task_state', edit({ state }, ...three))).toEqual([]);
  });

  test('leaves the clone server to its own rule', () => {
    expect(found('task_state', edit({ state: 'RUNNING' }, ['clone_server.name', 'x']))).toEqual([]);
  });
});

describe('source_state', () => {
  test.each(['unavailable', 'DELETING', 'clearing', 'clearfailed'])(
    '%s: once, at the first change',
    (state) => {
      expect(found('source_state', edit(source(state), ['region_id', 'x'], ['name', 'a']))).toEqual([
        ['region_id', text().rules.sourceState(state.toLowerCase()), 'warning'],
      ]);
    },
  );

  test.each(['stopped', '', null])('%j is none of them', (state) => {
    expect(found('source_state', edit(source(state), ['name', 'a']))).toEqual([]);
  });

  test('is nothing without a source server, or without changes', () => {
    expect(found('source_state', edit({ source_server: null }, ['name', 'a']))).toEqual([]);
    expect(found('source_state', edit(source('unavailable')))).toEqual([]);
  });
});

describe('clone_state', () => {
  const clone: [string, Json][] = [
    ['name', 'a'],
    ['clone_server.name', 'x'],
  ];
  const states = 'syncing, stopping, stopped, cutovering, finished, error';

  test.each(states.split(', '))('a clone server of a source that is %s takes changes', (state) => {
    expect(found('clone_state', edit(source(state), ...clone))).toEqual([]);
  });

  test.each([
    ['WAITING', 'waiting'],
    ['', '?'],
    [null, '?'],
  ])('a clone server of a source that is %j likely takes none', (state, shown) => {
    expect(found('clone_state', edit(source(state), ...clone))).toEqual([
      ['clone_server.name', text().rules.cloneState(shown, states), 'warning'],
    ]);
    expect(found('clone_state', edit(source(state), ['name', 'a']))).toEqual([]);
  });
});

describe('type_fits_os', () => {
  const typed = (type: string, os_type: string): JsonObject => {
    const server = payload(LVM).target_server as JsonObject;
    return { type, os_type, target_server: { ...server, os_type } };
  };
  const message = text().rules.typeFitsOs;

  test('is at the field that makes it wrong', () => {
    const windows = edit(typed('MIGRATE_BLOCK', 'WINDOWS'), ['name', 'a'], ['type', 'MIGRATE_FILE']);
    expect(found('type_fits_os', windows)).toEqual([['type', message, 'error']]);
    const turned = edit(typed('MIGRATE_FILE', 'LINUX'), ['target_server.os_type', 'WINDOWS']);
    expect(found('type_fits_os', turned)).toEqual([['target_server.os_type', message, 'error']]);
  });

  test('is nothing if SMS had it so, or if it is put right', () => {
    const wrong = typed('MIGRATE_FILE', 'WINDOWS');
    expect(found('type_fits_os', edit(wrong, ['name', 'a']))).toEqual([]);
    expect(found('type_fits_os', edit(wrong, ['type', 'MIGRATE_BLOCK']))).toEqual([]);
    expect(found('type_fits_os', edit(typed('MIGRATE_FILE', 'LINUX'), ['name', 'a']))).toEqual([]);
  });
});

describe('address_under_way', () => {
  test.each([
    ['RUNNING', true],
    ['SYNCING', true],
    ['READY', false],
    [null, false],
  ])('while %s: %s', (state, speaks) => {
    const draft = edit({ state }, ['name', 'a'], ['migration_ip', '10.0.0.9']);
    expect(found('address_under_way', draft)).toEqual(
      speaks ? [['migration_ip', text().rules.addressUnderWay, 'warning']] : [],
    );
    expect(found('address_under_way', edit({ state }, ['name', 'a']))).toEqual([]);
  });
});

describe('unknown_before', () => {
  test('names each field that SMS does not return, but none of a new element, and nothing that goes back', () => {
    const draft = edit({}, ['name', 'a'], ['exist_server', true], ['snapshot_ids', 'x']);
    const { draft: more } = addElement(draft, 'target_server.networks', { mac: 'fa:16:3e:35:97:71' });
    const back: Draft = {
      ...more,
      edits: [...more.edits, { path: 'image_disk_id', value: 'x', restores: true }],
    };
    expect(found('unknown_before', back)).toEqual([
      ['exist_server', text().rules.unknownBefore('exist_server'), 'note'],
      ['snapshot_ids', text().rules.unknownBefore('snapshot_ids'), 'note'],
    ]);
  });

  test('is not about what is removed or added', () => {
    const { draft } = addElement(newDraft(payload(LVM)), 'target_server.disks', { name: 'new' });
    expect(found('unknown_before', draft)).toEqual([]);
  });
});

describe('body_size', () => {
  // {"target_disk_ids":"…"} has 22 bytes besides the IDs.
  const ids = (bytes: number) => edit({}, ['target_disk_ids', 'x '.repeat(10_000).slice(0, bytes - 22)]);

  test.each([
    [10_240, undefined],
    [10_241, '10,241'],
    [16_000, '16,000'],
  ])('%d bytes', (bytes, shown) => {
    expect(found('body_size', ids(bytes))).toEqual(
      shown ? [['target_disk_ids', text().rules.bodySize(shown, '10,240'), 'warning']] : [],
    );
  });

  test('isn’t counted beyond 20,000 bytes', () => {
    const disks = Array.from({ length: 200 }, (_, id): Json => ({ id, name: 'x'.repeat(100) }));
    const draft = edit({ target_server: { disks } }, ['target_server.disks[0].size', 1]);
    const shown = text().value.moreThan('20,000');
    expect(found('body_size', draft)).toEqual([
      ['target_server.disks[0].size', text().rules.bodySize(shown, '10,240'), 'warning'],
    ]);
  });
});
