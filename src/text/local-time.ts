/** Times as both languages write them. */

const two = (number: number): string => String(number).padStart(2, '0');

/** Formats a local time as `2026-01-15 09:30:00`: the same in every locale, and sortable. */
export const formatLocalTime = (moment: Date): string =>
  [
    [moment.getFullYear(), two(moment.getMonth() + 1), two(moment.getDate())].join('-'),
    [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(two).join(':'),
  ].join(' ');
