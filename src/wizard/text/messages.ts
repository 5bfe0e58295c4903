/** Sentences about rows and values, without a layout, for every front end. */
import { sizeChangeText } from '../../task/edits/change-text.ts';
import { baseWithAdditions, currentTask, type Draft, locateIn } from '../../task/edits/draft.ts';
import { formatValue } from '../../task/fields/values.ts';
import { canonicalPath } from '../../task/paths/canonical-path.ts';
import { fieldValue, tryLocate } from '../../task/paths/path.ts';
import { isPauseOffered, isWindows } from '../../task/pausing.ts';
import { type Finding, findingsAt, findingsOf } from '../../task/rules/rules.ts';
import { derivedChangesOf } from '../../task/sending/derived.ts';
import { buildRequest } from '../../task/sending/request.ts';
import { sideEffectText } from '../../task/sending/side-effect-text.ts';
import { failureLines } from '../../text/failure-text.ts';
import { text } from '../../text/text.ts';
import { resizeOffers } from '../actions/resize-offers.ts';
import type { SubmitResult, UncertainOutcome } from '../phase.ts';
import { changeCount, countOutcomes } from '../rows/change-count.ts';
import type { State } from '../state.ts';
import { fieldInPlace } from './labels.ts';

/** Returns the finding of a row: about its field, or about the disk or group that contains it. */
export function findingAt(draft: Draft, path: string): Finding | undefined {
  const [own] = findingsAt(draft, path);
  const inside = ({ path: other }: Finding) => other.endsWith('.size') && path.startsWith(other.slice(0, -4));
  return own ?? findingsOf(draft).find(inside);
}

/** Returns fields that others changed, with their values now: `Region name: moved, Size, Disk 2: 20 GiB`. */
export function movedText(draft: Draft, paths: readonly string[]): string {
  const { plain } = text();
  const task = currentTask(draft);
  const words = paths.map((path) => {
    const place = tryLocate(baseWithAdditions(draft), path);
    if (!place || place.element) return path;
    const value = formatValue(place.field, fieldValue(task, place.field, place.keys));
    return plain.field(fieldInPlace(task, place.field, place.keys), value);
  });
  return plain.joined(words);
}

/** Returns the offer to resize what contains a resized element; undefined if there is none. */
export function offerText(draft: Draft): string | undefined {
  const [next, ...later] = resizeOffers(draft).map(({ name, path, value }) => {
    const { field } = locateIn(draft, path);
    return { name, size: formatValue(field, value) };
  });
  if (!next) return undefined;
  const offer = text().screen.offer(next.name, next.size);
  return later.length
    ? text().screen.offerChain(
        offer,
        later.map(({ name, size }) => `${name} ${size}`),
      )
    : offer;
}

/** Returns the lines about data sent besides the edits: figures that follow, whole arrays, and keys left out. */
export function collateralChanges(draft: Draft): string[] {
  const texts = text().screen;
  const { body, leftOut, windows } = buildRequest(draft);
  const server = body.target_server;
  const arrays = Object.entries(server && typeof server === 'object' ? server : {})
    .filter(([, value]) => Array.isArray(value))
    .map(([name]) => `target_server.${name}`);
  const task = currentTask(draft);
  const follows = derivedChangesOf(draft).map(({ keys, before, after }) => {
    const { field } = locateIn(draft, canonicalPath(draft.base, keys));
    return texts.follows(fieldInPlace(task, field, keys), sizeChangeText(before, after));
  });
  return [
    ...follows,
    ...(arrays.length ? [texts.wholeArrays(arrays.join(', '))] : []),
    ...(windows && Object.keys(body).length ? [text().rate.follows] : []),
    ...(leftOut.length ? [texts.leftOut(leftOut.join(', '))] : []),
  ];
}

/** Returns the question before a submit, and a line about warnings if there are any. */
export function submitQuestion({ draft, taskId }: State): readonly [string, ...string[]] {
  const texts = text().screen;
  const warnings = findingsOf(draft).filter(({ severity }) => severity === 'warning').length;
  const question = texts.confirm(changeCount(draft), String(draft.base.name || taskId));
  return warnings ? [question, texts.confirmWarnings(warnings)] : [question];
}

/** Returns the lines about a pause in the question before a submit; none if no pause is offered. */
export function pauseOffer({ draft }: State): readonly string[] {
  if (!isPauseOffered(draft)) return [];
  const { offer, windows } = text().pausing.screen;
  return [offer, ...(isWindows(draft.base) ? [windows] : [])];
}

export interface ResultText {
  /** The verdict in one sentence, and its tone: `open` if a change is unverified. */
  readonly head: string;
  readonly tone: 'good' | 'open' | 'bad';
  /** The reason, and the next step. */
  readonly details: readonly string[];
}

/** Returns the outcome of a submit without verdicts, and the known facts of an uncertain one: a sentence each. */
export function uncertainLines({
  kind,
  repeated,
  untouched,
  windowsUnsent,
}: { readonly kind: 'not_sent' | 'refused' | 'unknown' } & UncertainOutcome): readonly [string, ...string[]] {
  const texts = text().screen.result;
  return [
    texts[kind],
    ...(repeated ? [texts.repeated] : []),
    ...(untouched ? [texts.untouched] : []),
    ...(windowsUnsent ? [text().rate.notSent] : []),
  ];
}

/** Returns the sentence about an update that the history doesn't have. */
export function unrecordedNotes(result: SubmitResult): string[] {
  if (result.kind === 'not_sent' || result.kind === 'not_paused' || !result.unrecorded) return [];
  return [text().cli.history.unrecorded[result.unrecorded.what](result.unrecorded.why)];
}

/** Returns the outcome of a submit in words; undefined before it ended. */
export function endingText(state: State): ResultText | undefined {
  const { phase, move } = state;
  if (phase.kind !== 'result') return undefined;
  const moved = move?.lines ?? [];
  if (phase.result.kind === 'not_paused') {
    const [head = text().screen.result.not_sent, ...details] = moved;
    return { head, tone: 'bad', details };
  }
  const { head, tone, details } = updateText(phase.result, state);
  const isBad = (move?.code ?? 0) !== 0;
  return { head, tone: isBad ? 'bad' : tone, details: [...moved, ...details] };
}

function updateText(
  result: Exclude<SubmitResult, { readonly kind: 'not_paused' }>,
  { draft }: State,
): ResultText {
  const texts = text().screen.result;
  const unrecorded = unrecordedNotes(result);
  if (result.kind !== 'verified') {
    const [head, ...known] = uncertainLines(result);
    return { head, tone: 'bad', details: [...known, ...failureLines(result.failure), ...unrecorded] };
  }
  const { sideEffects = [] } = result;
  if (result.half) {
    const { why, failure } = result.half;
    const details = [...(failure ? failureLines(failure) : []), ...sideEffects.map(sideEffectText)];
    return { head: text().rate.half[why], tone: 'bad', details };
  }
  const { applied, notApplied, unverified } = countOutcomes(result.verdicts);
  const lost = result.repeated ? [texts.repeated] : result.lostAnswer ? [texts.lostAnswer] : [];
  if (notApplied > 0) {
    const likely = texts.likely(String(result.task.state ?? draft.base.state ?? ''));
    return {
      head: applied ? texts.some(applied, notApplied) : texts.none,
      tone: 'bad',
      details: [likely, ...unrecorded, ...sideEffects.map(sideEffectText), ...lost],
    };
  }
  if (sideEffects.length)
    return {
      head: texts.sideEffects(sideEffects.length),
      tone: 'bad',
      details: [...unrecorded, ...sideEffects.map(sideEffectText), ...lost],
    };
  const head = unverified ? texts.partlyVerified(applied, unverified) : texts.all(applied);
  return { head, tone: unverified ? 'open' : 'good', details: [...unrecorded, ...lost] };
}
