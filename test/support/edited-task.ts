/** Small tasks with edits, for tests of what is sent and verified. */
import type { Json, JsonObject } from '../../src/json/json.ts';
import { type Draft, newDraft, setValue } from '../../src/task/edits/draft.ts';

export const DISKS = 'target_server.disks';
export const GROUPS = 'target_server.volume_groups';
export const NICS = 'target_server.networks';

/** Returns a task with this target server. */
export const taskOf = (server: JsonObject, top: JsonObject = {}): JsonObject => ({
  ...top,
  target_server: server,
});

/** Returns a draft that sets values, by path. */
export const edit = (base: JsonObject, ...edits: [string, Json][]): Draft =>
  edits.reduce((next, [path, value]) => setValue(next, path, value), newDraft(base));
