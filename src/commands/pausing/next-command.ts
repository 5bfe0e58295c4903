/** Commands about a task, for people to copy. */
import type { Service } from '../../session/session.ts';
import { shellQuote } from '../../text/shell-quote.ts';

/** Returns a command that reaches the same task at the same service. */
export const commandFor = (
  { taskId, access }: Pick<Service, 'access'> & { readonly taskId: string },
  command: 'start' | 'watch',
): string => ['sms-wizard', command, taskId, ...access].map(shellQuote).join(' ');
