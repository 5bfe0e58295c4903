/** A draft that wasn't sent yet, on a later read of its task. */
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/json/json.ts';
import { newDraft, setValue } from '../../../../src/task/edits/draft.ts';
import { rebase } from '../../../../src/task/edits/rebase.ts';

const GROUPS = 'target_server.volume_groups';
const group = (name: string, size: number): JsonObject => ({ name, size });
const taskOf = (...volume_groups: JsonObject[]): JsonObject => ({ target_server: { volume_groups } });

describe('a rename that was not sent', () => {
  test('stays, though someone else added a group of that name that looks more like the old one', () => {
    const draft = setValue(newDraft(taskOf(group('vg', 10))), `${GROUPS}[vg].name`, 'data');
    const { draft: next, conflicts, moved } = rebase(draft, taskOf(group('vg', 11), group('data', 10)));
    expect({ edits: next.edits, conflicts, moved }).toEqual({
      edits: [{ path: `${GROUPS}[vg].name`, value: 'data' }],
      conflicts: [],
      moved: [`${GROUPS}[vg].size`, `${GROUPS}[data]`],
    });
  });
});
