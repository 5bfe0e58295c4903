/** Puts the numbers that JSON.parse changes back into what it made of a text. */
import { LosslessNumber } from 'lossless-json';
import type { Holder, InexactNumber, Place } from './scan.ts';

type Container = unknown[] | Record<string, unknown>;

export const INTEGER = /^-?(0|[1-9]\d*)$/;

const exactly = (text: string): bigint | LosslessNumber =>
  INTEGER.test(text) && text !== '-0' ? BigInt(text) : new LosslessNumber(text);

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;

/** Returns the key of a place in a container. */
const keyOf = (text: string, container: Container, { position, nameFrom, nameTo }: Place): string =>
  Array.isArray(container) ? String(position) : JSON.parse(text.slice(nameFrom, nameTo + 1));

/** Returns a function that finds the containers of a document; undefined where they aren't as `isFit` wants them. */
function newFinder(
  text: string,
  whole: Container,
  isFit: (container: Container, holder: Holder) => boolean,
): (holder: Holder | undefined) => Container | undefined {
  const known = new Map<Holder | undefined, Container | undefined>([[undefined, whole]]);
  return function find(holder: Holder | undefined): Container | undefined {
    if (known.has(holder)) return known.get(holder);
    const outer = holder && find(holder.holder);
    const found = outer && (outer as Record<string, unknown>)[keyOf(text, outer, holder)];
    const fit = isContainer(found) && isFit(found, holder as Holder) ? found : undefined;
    known.set(holder, fit);
    return fit;
  };
}

/**
 * Puts the inexact numbers of a text into what JSON.parse made of it, in place. Returns undefined if keys that are the
 * same leave it in doubt which of them is in the document.
 */
export function withExact(text: string, document: unknown, inexact: readonly InexactNumber[]): unknown {
  const whole = [document];
  const isUnrepeated = (container: Container, { keys }: Holder) =>
    keys === 0 || Object.keys(container).length === keys;
  const find = newFinder(text, whole, isUnrepeated);
  for (const number of inexact) {
    const container = find(number.holder);
    if (!container) return undefined;
    (container as Record<string, unknown>)[keyOf(text, container, number)] = exactly(number.text);
  }
  return whole[0];
}

/**
 * Parses a text with keys that are the same. In a copy of the text the inexact numbers are `-0`, which no other number
 * becomes. The last number of a place that is still one is the one that counts.
 */
export function withExactOfRepeated(text: string, inexact: readonly InexactNumber[]): unknown {
  const pieces: string[] = [];
  let end = 0;
  for (const { from, text: number } of inexact) {
    pieces.push(text.slice(end, from), '-0');
    end = from + number.length;
  }
  const whole = [JSON.parse(pieces.join('') + text.slice(end))];
  const find = newFinder(text, whole, (container, { keys }) => Array.isArray(container) === (keys === 0));
  for (const number of inexact.toReversed()) {
    const container = find(number.holder) as Record<string, unknown> | undefined;
    if (!container) continue;
    const key = keyOf(text, container, number);
    if (Object.is(container[key], -0)) container[key] = exactly(number.text);
  }
  return whole[0];
}
