/** A failure as it is written on a command line: `WAY[:key=value,…]`, such as `throttled:method=PUT,nth=2`. */
import { type Failure, isKnownWay } from './failures.ts';

const NUMBERS = ['nth', 'times', 'status', 'seconds'] as const;
const WORDS = ['method', 'path', 'code', 'message'] as const;

/** The keys that narrow a failure down or shape it; `done` takes no value. */
export const FAILURE_KEYS: readonly string[] = [...WORDS, ...NUMBERS, 'done'];

const isOneOf = <Name extends string>(names: readonly Name[], name: string): name is Name =>
  (names as readonly string[]).includes(name);

/** The failure, or the part of the text that cannot be read. */
export function readFailure(text: string): { failure: Failure } | { fault: string } {
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
  return { failure: failure as unknown as Failure };
}
