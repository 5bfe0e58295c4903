import type { Plan } from '../task/edits/saved/plan.ts';
import { UsageError } from '../task/errors.ts';
import { text } from '../text/text.ts';

/**
 * A plan goes only to the service that it was made for. The address is never taken from the plan: a file from
 * elsewhere could name any server, and it would be sent the credentials. Throws UsageError.
 */
export function assertPlanEndpoint(
  file: string,
  plan: Plan,
  { endpoint }: { readonly endpoint: string },
): void {
  if (plan.endpoint === endpoint) return;
  const messages = text().plans;
  throw new UsageError(
    plan.endpoint === 'demo'
      ? messages.demoEndpoint(file, endpoint)
      : messages.otherEndpoint(file, plan.endpoint, endpoint),
  );
}
