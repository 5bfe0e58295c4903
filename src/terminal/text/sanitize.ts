/**
 * Server text for the terminal: nothing in it may move the cursor, change colours, reorder letters or hide.
 * What could is shown as a replacement mark; invisible joiners go, as terminals disagree on their width.
 */
const CONTROL = /[\x00-\x1f\x7f-\x9f\u2028\u2029]/g;
const REORDERING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const STACKED = /(\p{M}{2})\p{M}+/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;
const PLAIN = /^[\x20-\x7e]*$/;

/** Text that is safe to write to a terminal, on one line. */
export function sanitise(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .replace(CONTROL, '\ufffd')
    .replace(REORDERING, '\ufffd')
    .replace(LONE_SURROGATE, '\ufffd')
    .replace(INVISIBLE, '')
    .replace(STACKED, '$1');
}
