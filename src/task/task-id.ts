/** Task ids as people give them: in any case, and with what comes along when they are copied. */

const TASK_ID = /^[0-9a-z-]{1,36}$/i;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Blanks, line breaks and invisible characters, quotes of any kind, and the comma after a JSON value. */
const AROUND =
  /^[\s\p{Default_Ignorable_Code_Point}"'`“”‘’«»]+|[\s\p{Default_Ignorable_Code_Point}"'`“”‘’«»,;]+$/gu;

/** The id in lower case, as the service writes them; undefined where the text is none: 1 to 36 letters, digits, hyphens. */
export function taskIdIn(given: string): string | undefined {
  const id = given.replace(AROUND, '');
  return isTaskId(id) ? id.toLowerCase() : undefined;
}

/** True for an id as the service may give it out. */
export const isTaskId = (id: string): boolean => TASK_ID.test(id);

/** The id in a text that cannot be anything else, such as a part of a name: all ids given out so far are UUIDs. */
export function unmistakableId(given: string): string | undefined {
  const id = taskIdIn(given);
  return id !== undefined && UUID.test(id) ? id : undefined;
}
