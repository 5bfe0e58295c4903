/** Values that a task doesn't return, and that its source server has. */
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/json/json.ts';
import { changeText } from '../../../../src/task/edits/change-text.ts';
import { changesOf, newDraft, setValue } from '../../../../src/task/edits/draft.ts';
import { rebase } from '../../../../src/task/edits/rebase.ts';
import { valueFromSource } from '../../../../src/task/edits/source-values.ts';
import { findingsOf } from '../../../../src/task/rules/rules.ts';
import { buildRequest } from '../../../../src/task/sending/request.ts';
import { verify } from '../../../../src/task/sending/verify.ts';

const task: JsonObject = { id: 't', name: 'web', migration_ip: '192.168.0.1', target_server: null };
const source = (more: JsonObject = {}): JsonObject => ({
  id: 's',
  current_task: { id: 't', exist_server: false, use_public_ip: true, ...more },
});

test.each<[string, JsonObject, JsonObject | undefined, string, boolean | undefined]>([
  ['exist_server', task, source(), 'exist_server', false],
  ['use_public_ip', task, source(), 'use_public_ip', true],
  ['no other field', task, source({ use_ipv6: true }), 'use_ipv6', undefined],
  ['nothing that the task returns', { ...task, use_public_ip: false }, source(), 'use_public_ip', undefined],
  [
    'nothing that the task returns as null',
    { ...task, use_public_ip: null },
    source(),
    'use_public_ip',
    undefined,
  ],
  ['nothing of another task', task, source({ id: 'other' }), 'use_public_ip', undefined],
  ['nothing that is no flag', task, source({ use_public_ip: 'yes' }), 'use_public_ip', undefined],
  ['nothing without a current task', task, { id: 's', current_task: null }, 'use_public_ip', undefined],
  ['nothing without a source server', task, undefined, 'use_public_ip', undefined],
])('the source server tells %s', (_what, base, from, name, value) => {
  expect(valueFromSource(newDraft(base, from), [name])).toBe(value);
});

test('a change shows the value before from the source server', () => {
  const draft = setValue(newDraft(task, source()), 'exist_server', true);
  expect(changesOf(draft).map((change) => changeText(change))).toEqual(['no → yes']);
  const unknown = setValue(newDraft(task), 'exist_server', true);
  expect(changesOf(unknown).map((change) => changeText(change))).toEqual(['not returned by SMS → yes']);
});

test('a source server that comes after the edit completes the change', () => {
  const draft = setValue(newDraft(task), 'exist_server', true);
  expect(changesOf(draft)[0]).not.toHaveProperty('known');
  expect(changesOf({ ...draft, source: source() })[0]).toMatchObject({ known: false });
});

test('the value that the source server has is no change', () => {
  expect(setValue(newDraft(task, source()), 'use_public_ip', true).edits).toEqual([]);
  expect(setValue(newDraft(task), 'use_public_ip', true).edits).toHaveLength(1);
});

test('rules judge by it: a private address over the public network', () => {
  const rules = (from?: JsonObject) =>
    findingsOf(setValue(newDraft(task, from), 'migration_ip', '10.0.0.9')).map(({ rule }) => rule);
  expect(rules(source())).toContain('private_on_public');
  expect(rules(source({ use_public_ip: false }))).not.toContain('private_on_public');
  expect(rules()).not.toContain('private_on_public');
});

test('it is never sent, no conflict, and no verdict', () => {
  const draft = setValue(newDraft(task, source()), 'exist_server', true);
  expect(buildRequest(draft).body).toEqual({ exist_server: true });
  const { conflicts, draft: rebased } = rebase(draft, { ...task, name: 'other' });
  expect([conflicts, rebased.edits]).toEqual([[], draft.edits]);
  expect(verify(draft, task).map(({ outcome }) => outcome)).toEqual(['unverified']);
});
