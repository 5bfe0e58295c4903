/** Describes the difference between two drafts after undo or redo. */
import { changesOf, currentTask, type Draft } from '../../task/edits/draft.ts';
import { sameEdit } from '../../task/edits/same-edit.ts';
import { formatValue } from '../../task/fields/values.ts';
import { fieldValue } from '../../task/paths/path.ts';
import { text } from '../../text/text.ts';
import { isPartOfNewElement } from '../rows/change-count.ts';
import { placeText } from './change-place.ts';

/** Returns the paths whose edits differ between two drafts; of a new element only its own path, if that differs. */
export function changedBetween(before: Draft, after: Draft): string[] {
  const has = (draft: Draft, edit: Draft['edits'][number]) =>
    draft.edits.some((other) => sameEdit(other, edit));
  const paths = [
    ...before.edits.filter((edit) => !has(after, edit)),
    ...after.edits.filter((edit) => !has(before, edit)),
  ].map(({ path }) => path);
  const unique = [...new Set(paths)];
  const whole = unique.filter((path) => !isPartOfNewElement(path));
  return whole.length ? whole : unique;
}

/** Returns the new state of what differs: `Size, Disk 1: 40 GiB`. */
export function restoredText(before: Draft, after: Draft): string {
  const { plain, value, screen } = text();
  const [path, ...more] = changedBetween(before, after);
  if (path === undefined) return '';
  const now = changesOf(after).find((change) => change.path === path);
  const change = now ?? changesOf(before).find((one) => one.path === path);
  if (!change) return '';
  const place = placeText(now ? after : before, change);
  const words = {
    add: now ? plain.field(place, value.added) : plain.gone(place),
    remove: now ? plain.field(place, value.removed) : plain.putBack(place),
    set: plain.field(
      place,
      formatValue(change.field, fieldValue(currentTask(after), change.field, change.keys)),
    ),
  }[change.kind];
  return more.length ? `${words} ${screen.resume.more(more.length)}` : words;
}
