/** Reports that the program prints as JSON. */
import { isObject, type JsonObject, parseJson } from '../../src/json/json.ts';

/** Returns the report in an output; undefined if there isn't one, as after a kill. */
export function reportIn(stdout: string): JsonObject | undefined {
  try {
    const report = parseJson(stdout);
    return isObject(report) ? report : undefined;
  } catch {
    return undefined;
  }
}
