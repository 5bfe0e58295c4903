/** GET /v3/tasks: filters and pages. Source: API facts §1. */
import { type Answer, json, refusal } from './answers.ts';
import type { Doc } from './facts.ts';

/** What a page may be: lowest, highest, without being asked. */
const BOUNDS = { limit: [0, 200, 100], offset: [0, 65_535, 0] } as const;

/** Each filter of the call, by its name in the query. */
const FILTERS: Readonly<Record<string, (task: Doc, wanted: string) => boolean>> = {
  state: (task, wanted) => task.state === wanted,
  name: (task, wanted) => String(task.name).includes(wanted),
  id: (task, wanted) => task.id === wanted,
  source_server_id: (task, wanted) => (task.source_server as Doc | null)?.id === wanted,
  enterprise_project_id: (task, wanted) => task.enterprise_project_id === wanted,
};

/** One page of the tasks that fit; the count is of all that fit. */
export function listed(tasks: readonly Doc[], query: URLSearchParams): Answer {
  for (const [name, [lowest, highest]] of Object.entries(BOUNDS)) {
    const given = query.get(name);
    if (given !== null && !(/^\d+$/.test(given) && Number(given) >= lowest && Number(given) <= highest))
      return refusal(400, 'SMS.9001', `Invalid parameter. ${name}: outside ${lowest}–${highest}`);
  }
  const number = (name: keyof typeof BOUNDS) => Number(query.get(name) ?? BOUNDS[name][2]);
  const fits = (task: Doc) =>
    Object.entries(FILTERS).every(
      ([name, passes]) => !query.get(name) || passes(task, query.get(name) as string),
    );
  const found = tasks.filter(fits);
  const page = found.slice(number('offset'), number('offset') + number('limit'));
  return json(200, { count: found.length, tasks: page.map(brief) });
}

/** Items of the list carry brief servers, without disks. */
function brief({ target_server, ...task }: Doc): Doc {
  const { disks, volume_groups, btrfs_list, ...server } = (target_server ?? {}) as Doc;
  return { ...task, target_server: server };
}
