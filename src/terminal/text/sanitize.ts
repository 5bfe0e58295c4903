/**
 * Makes server text safe for the terminal: nothing in it may move the cursor, change colors, reorder letters or hide.
 * Such characters become a replacement mark; invisible joiners are removed, as terminals disagree on their width.
 */
const CONTROL = /[\x00-\x1f\x7f-\x9f\u2028\u2029]/g;
const REORDERING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const STACKED = /(\p{M}{2})\p{M}+/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;
const ASCII = /^[\x20-\x7e]*$/;

/** Returns text that is safe to write to a terminal, on one line. */
export function sanitize(text: string): string {
  if (ASCII.test(text)) return text;
  return text
    .replace(CONTROL, '\ufffd')
    .replace(REORDERING, '\ufffd')
    .replace(LONE_SURROGATE, '\ufffd')
    .replace(INVISIBLE, '')
    .replace(STACKED, '$1');
}
