/** The requests of an update: the task's own, and that of its rate windows. Explained in docs/rate-windows.md#sending. */
import type { JsonObject } from '../../json/json.ts';
import type { Draft } from '../edits/draft.ts';
import { memoizeWeak } from '../memoize-weak.ts';
import { isWindowsPath } from '../rate-windows.ts';
import { buildRequest } from './request.ts';

/** Names the parts of a task that an update changes, each by a request, in the order of sending. */
export const PARTS = ['task', 'windows'] as const;
export type Part = (typeof PARTS)[number];

/** A request of an update, as it is sent. */
export interface OutgoingRequest {
  readonly part: Part;
  readonly method: 'PUT' | 'POST';
  readonly path: string;
  readonly body: JsonObject;
}

const partOfPath = (path: string): Part => (isWindowsPath(path) ? 'windows' : 'task');

const editsByPart = memoizeWeak((edits: Draft['edits']) =>
  Object.fromEntries(
    PARTS.map((part) => [part, edits.filter(({ path }) => partOfPath(path) === part)] as const),
  ),
);

/** Returns the parts that a draft edits. */
export const partsOf = ({ edits }: Draft): readonly Part[] =>
  PARTS.filter((part) => edits.some(({ path }) => partOfPath(path) === part));

/** Returns a draft with the edits of one part; the same draft if it has no others. */
export function partOf(draft: Draft, part: Part): Draft {
  const edits = editsByPart(draft.edits)[part] ?? [];
  return edits.length === draft.edits.length ? draft : { ...draft, edits };
}

/** Returns the requests that a draft needs, in the order in which they are sent. */
export function requestsOf(draft: Draft, taskId: string): readonly OutgoingRequest[] {
  const { body, windows } = buildRequest(draft);
  const path = `/v3/tasks/${taskId}`;
  const requests: OutgoingRequest[] = [];
  if (Object.keys(body).length) requests.push({ part: 'task', method: 'PUT', path, body });
  const speed_limit = windows && [...windows];
  if (speed_limit)
    requests.push({ part: 'windows', method: 'POST', path: `${path}/speed-limit`, body: { speed_limit } });
  return requests;
}
