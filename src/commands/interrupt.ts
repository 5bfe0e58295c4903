/** ^C in a command without a screen: it ends at once, and says what that means for the task. */
import { text } from '../text/text.ts';
import { say } from './output.ts';

let updating: string | undefined;

/** From here on an update of this task may be under way. */
export function noteUpdating(taskId: string): void {
  updating = taskId;
}

/** Ends the program with 130 on the first ^C, whatever it is waiting for. The answer leaves ^C to others again. */
export function endOnInterrupt(): () => void {
  const end = () => {
    say([updating === undefined ? text().cli.errors.cancelled : text().screen.left.inFlight(updating)]);
    process.exit(130);
  };
  process.once('SIGINT', end);
  return () => process.removeListener('SIGINT', end);
}
