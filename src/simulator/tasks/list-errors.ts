/** `GET /v3/errors`: the errors of all failed source servers. Source: docs/api-notes.md#errors-of-all-source-servers. */

import { json, refusalResponse, type SimulatedResponse } from '../responses.ts';
import { type Doc, isDoc } from './documents.ts';
import { pageOf } from './list-tasks.ts';

/** Minimum, maximum and default of the page parameters. */
const BOUNDS = { limit: [0, 100, 50], offset: [0, 65_535, 0] } as const;

/** Returns one page of the errors of tasks, with the count of all. */
export function listErrors(tasks: readonly Doc[], query: URLSearchParams): SimulatedResponse {
  const page = pageOf(query, BOUNDS);
  if ('code' in page) return refusalResponse(page);
  const project = query.get('enterprise_project_id');
  const errors = tasks
    .filter(({ error_json }) => typeof error_json === 'string' && error_json !== '')
    .filter(({ enterprise_project_id }) => !project || enterprise_project_id === project)
    .map(errorOf);
  return json(200, {
    count: errors.length,
    migration_errors: errors.slice(page.offset, page.offset + page.limit),
  });
}

function errorOf({ error_json, source_server, target_server, name }: Doc): Doc {
  const [source, target] = [source_server, target_server].map((one) => (isDoc(one) ? one : {}));
  return {
    error_json,
    host_name: source?.name ?? null,
    name: source?.name ?? name,
    source_id: source?.id ?? null,
    source_ip: source?.ip ?? null,
    target_ip: target?.ip ?? null,
  };
}
