/** Parsing of faults on a command line: `WAY[:key=value,…]`, such as `throttled:method=PUT,nth=2`. */
import { type Fault, isKnownWay } from './fault-injection.ts';

const NUMBERS = ['nth', 'times', 'status', 'seconds', 'percent'] as const;
const WORDS = ['method', 'path', 'code', 'message', 'step', 'state'] as const;

/** The keys that narrow a fault down or shape it; `done` takes no value. */
export const FAILURE_KEYS: readonly string[] = [...WORDS, ...NUMBERS, 'done'];

const isOneOf = <Name extends string>(names: readonly Name[], name: string): name is Name =>
  (names as readonly string[]).includes(name);

/** Returns the fault, or the part of the text that isn't valid. */
export function parseFault(text: string): { failure: Fault } | { fault: string } {
  const [way = '', settings = ''] = text.split(/:(.*)/s);
  if (!isKnownWay(way)) return { fault: way };
  const failure: Record<string, unknown> = { way };
  for (const setting of settings.split(',').filter(Boolean)) {
    const [key = '', value = ''] = setting.split(/=(.*)/s);
    if (setting === 'done') failure.done = true;
    else if (isOneOf(WORDS, key) && value) failure[key] = value;
    else if (isOneOf(NUMBERS, key) && /^\d+$/.test(value)) failure[key] = Number(value);
    else return { fault: setting };
  }
  return { failure: failure as unknown as Fault };
}
