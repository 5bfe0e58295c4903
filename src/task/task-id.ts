/** Task IDs as people give them: in any case, with leftovers of copying around them. */

const TASK_ID = /^[0-9a-z-]{1,36}$/i;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Spaces, line breaks and invisible characters, quotes of any kind, and the comma after a JSON value. */
const AROUND =
  /^[\s\p{Default_Ignorable_Code_Point}"'`“”‘’«»]+|[\s\p{Default_Ignorable_Code_Point}"'`“”‘’«»,;]+$/gu;

/** Returns an ID in lower case, as SMS writes it; undefined if the text isn't one: 1 to 36 letters, digits, hyphens. */
export function parseTaskId(given: string): string | undefined {
  const id = given.replace(AROUND, '');
  return isTaskId(id) ? id.toLowerCase() : undefined;
}

/** Returns true for an ID as SMS may assign it. */
export const isTaskId = (id: string): boolean => TASK_ID.test(id);

/**
 * Returns the ID in a text that can't be anything else, such as a part of a name: all IDs seen so far are UUIDs.
 * Otherwise undefined.
 */
export function parseUuidTaskId(given: string): string | undefined {
  const id = parseTaskId(given);
  return id !== undefined && UUID.test(id) ? id : undefined;
}
