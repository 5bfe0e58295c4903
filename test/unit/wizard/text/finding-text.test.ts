/** Findings on the screen name fields and elements as people do; paths are for the command line. */
import { expect, test } from 'vitest';
import { addElement, newDraft, setValue } from '../../../../src/task/edits/draft.ts';
import { findingsOf } from '../../../../src/task/rules/rules.ts';
import { findingText } from '../../../../src/wizard/text/labels.ts';
import { LVM, payload } from '../../../support/fixtures.ts';

const DISKS = 'target_server.disks';

test.each([
  [
    'of a new element',
    () => addElement(newDraft(payload(LVM)), 'target_server.networks', { mac: 'x' }).draft,
  ],
  ['of an element', () => setValue(newDraft(payload(LVM)), `${DISKS}[700].name`, 'x'.repeat(300))],
  ['of the task', () => setValue(newDraft(payload(LVM)), 'name', 'a!b')],
])('a finding about a field %s has no path', (_what, made) => {
  const draft = made();
  const findings = findingsOf(draft);
  expect(findings.length).toBeGreaterThan(0);
  for (const finding of findings)
    expect(findingText(draft, finding)).not.toMatch(/\[|target_server|[a-z]_[a-z]/);
});

test('the field is named with its element', () => {
  const draft = setValue(newDraft(payload(LVM)), `${DISKS}[700].name`, 'x'.repeat(300));
  const [limits] = findingsOf(draft);
  expect(limits?.message).toContain(`${DISKS}[700].name: `);
  expect(limits && findingText(draft, limits)).toMatch(/^Disk name, Disk x+: /);
});
