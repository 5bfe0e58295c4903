/** The marked request: what is sent anew, in place of what, and the rest folded. */
import { expect, test } from 'vitest';
import { addElement, newDraft, removeElement, setValue } from '../../../../src/task/edits/draft.ts';
import { requestDiff } from '../../../../src/wizard/text/request-diff.ts';
import { LVM, payload } from '../../../support/fixtures.ts';

const lines = (draft: Parameters<typeof requestDiff>[0]) => requestDiff(draft).map(({ text }) => text);
const draft = newDraft(payload(LVM));

test('marks a changed field with the value before and the new one', () => {
  expect(lines(setValue(draft, 'name', 'web'))).toEqual([
    '  {',
    '-   "name": "centos7-lvm"',
    '+   "name": "web"',
    '  }',
  ]);
});

test('folds the disks that are sent as they were, and the fields of the one that is not', () => {
  const resized = lines(setValue(draft, 'target_server.disks[/dev/xvdb].size', 20n * 2n ** 30n));
  expect(resized.filter((line) => /^[+-]/.test(line))).toEqual([
    '-         "size": 10737418240',
    '+         "size": 21474836480',
  ]);
  expect(resized).toContain('        … 1 entry as before');
  expect(resized.join('\n')).toMatch(/ … \d+ fields as before\n {8}\}/);
  expect(resized.join('\n')).not.toContain('/dev/xvda');
});

test('marks every line of a new element, and names a removed one', () => {
  const { draft: added } = addElement(draft, 'target_server.disks', { name: '/dev/xvdd' });
  const all = lines(removeElement(added, 'target_server.disks[/dev/xvdc]'));
  expect(all).toContain('-       /dev/xvdc not sent: removed');
  expect(all).toContain('+         "name": "/dev/xvdd"');
  expect(all).toContain('        … 2 entries as before');
});
