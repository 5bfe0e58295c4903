/** What is said beside rows and values, as sentences without a layout: shared by every front end. */
import { type Draft, locateIn } from '../task/draft.ts';
import { updateRequest } from '../task/request.ts';
import { type Finding, findingsFor, findingsOf } from '../task/rules/rules.ts';
import { showValue } from '../task/values.ts';
import { text } from '../text/text.ts';
import { failureLines } from './failure.ts';
import { offersFor } from './offers.ts';
import type { Doubt, State } from './state.ts';

/** What the rules say of a row: of its field, or of the disk or group that it stands in. */
export function findingAt(draft: Draft, path: string): Finding | undefined {
  const [own] = findingsFor(draft, path);
  const inside = ({ path: other }: Finding) => other.endsWith('.size') && path.startsWith(other.slice(0, -4));
  return own ?? findingsOf(draft).find(inside);
}

/** What would sensibly be resized together with what was; undefined where there is nothing of the kind. */
export function offerText(draft: Draft): string | undefined {
  const [offer] = offersFor(draft);
  if (!offer) return undefined;
  return text().screen.offer(offer.name, showValue(locateIn(draft, offer.path).field, offer.value));
}

/** What travels besides the edits, and what is left out of the request. */
export function sentAlong(draft: Draft): string[] {
  const say = text().screen;
  const { body, leftOut } = updateRequest(draft);
  const server = body.target_server;
  const arrays = Object.entries(server && typeof server === 'object' ? server : {})
    .filter(([, value]) => Array.isArray(value))
    .map(([name]) => `target_server.${name}`);
  return [
    ...(arrays.length ? [say.wholeArrays(arrays.join(', '))] : []),
    ...(leftOut.length ? [say.leftOut(leftOut.join(', '))] : []),
  ];
}

export interface EndingText {
  /** The verdict in one sentence, and how good it is: `open` where the server does not tell. */
  readonly head: string;
  readonly tone: 'good' | 'open' | 'bad';
  /** Why, and what to do. */
  readonly details: readonly string[];
}

/** How a submit ended that could not be verified, and where nobody knows, what is known all the same: a sentence each. */
export function unprovenLines({
  kind,
  repeated,
  untouched,
}: { readonly kind: 'not_sent' | 'refused' | 'unknown' } & Doubt): readonly [string, ...string[]] {
  const say = text().screen.result;
  return [say[kind], ...(repeated ? [say.sentTwice] : []), ...(untouched ? [say.untouched] : [])];
}

/** How a submit ended, in words; undefined before it has. */
export function endingText({ phase, draft }: State): EndingText | undefined {
  if (phase.kind !== 'ended') return undefined;
  const say = text().screen.result;
  const { ending } = phase;
  if (ending.kind !== 'verified') {
    const [head, ...known] = unprovenLines(ending);
    return { head, tone: 'bad', details: [...known, ...failureLines(ending.failure)] };
  }
  const count = (outcome: string) => ending.verdicts.filter((verdict) => verdict.outcome === outcome).length;
  const [took, not, untold] = [count('took'), count('did_not_take'), count('not_returned')];
  const told = ending.repeated ? [say.repeated] : ending.lostAnswer ? [say.lostAnswer] : [];
  if (not > 0) {
    const likely = say.likely(String(ending.taken.state ?? draft.base.state ?? ''));
    return { head: took ? say.some(took, not) : say.none, tone: 'bad', details: [likely, ...told] };
  }
  const head = untold ? say.told(took, untold) : say.all(took);
  return { head, tone: untold ? 'open' : 'good', details: told };
}
