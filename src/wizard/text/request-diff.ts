/** The body of a request with its changed lines marked, and everything that is sent as it was folded. */
import { isObject, type Json, type JsonObject, jsonEquals, stringifyJson } from '../../json/json.ts';
import { changesOf, currentTask, type Draft, isAdded, isRemoved } from '../../task/edits/draft.ts';
import { memoizeWeak } from '../../task/memoize-weak.ts';
import { valueAt } from '../../task/paths/path.ts';
import { WINDOWS } from '../../task/rate-windows.ts';
import { buildRequest } from '../../task/sending/request.ts';
import { text } from '../../text/text.ts';
import type { KeyPath } from '../rows/row.ts';
import type { PageLine } from './page-line.ts';

type Mark = '+' | '-' | ' ';

const lineOf = (mark: Mark, depth: number, words: string): PageLine => ({
  text: `${mark} ${'  '.repeat(depth)}${words}`,
  ...(mark === '+' ? { tone: 'bold' as const } : mark === '-' ? { tone: 'dim' as const } : {}),
});

/** Returns a value as lines of JSON, each with the mark. */
const wholeLines = (mark: Mark, depth: number, name: string, value: Json): PageLine[] =>
  (name + stringifyJson(value, 2)).split('\n').map((line) => lineOf(mark, depth, line));

class RequestDiff {
  readonly lines: PageLine[] = [];
  private readonly task: JsonObject;
  /** The keys of each change and of all that contains it. */
  private readonly changed: ReadonlySet<string>;
  constructor(private readonly draft: Draft) {
    this.task = currentTask(draft);
    this.changed = new Set(
      changesOf(draft).flatMap(({ keys }) => keys.map((_, index) => keys.slice(0, index + 1).join('\0'))),
    );
  }

  private hasChange(keys: KeyPath): boolean {
    return this.changed.has(keys.join('\0'));
  }

  private fold(depth: number, count: number, words: (n: number) => string): void {
    if (count > 0) this.lines.push({ ...lineOf(' ', depth, words(count)), tone: 'dim' });
  }

  private field(name: string, value: Json, before: Json | undefined, keys: KeyPath, depth: number): void {
    if (Array.isArray(value) && this.hasChange(keys)) this.list(name, value, keys, depth);
    else if (isObject(value) && isObject(before)) this.object(name, value, keys, depth);
    else {
      if (before !== undefined) this.lines.push(...wholeLines('-', depth, name, before));
      this.lines.push(...wholeLines('+', depth, name, value));
    }
  }

  object(name: string, value: JsonObject, keys: KeyPath, depth: number): void {
    const before = valueAt(this.draft.base, keys);
    this.lines.push(lineOf(' ', depth, `${name}{`));
    let same = 0;
    for (const [key, inner] of Object.entries(value)) {
      const old = isObject(before) ? before[key] : undefined;
      const place = [...keys, key];
      const isSame = Array.isArray(inner) ? !this.hasChange(place) : jsonEquals(inner, old ?? null);
      if (isSame && old !== undefined) same++;
      else this.field(`"${key}": `, inner, old, place, depth + 1);
    }
    this.fold(depth + 1, same, text().screen.request.sameFields);
    this.lines.push(lineOf(' ', depth, '}'));
  }

  list(name: string, sent: readonly Json[], keys: KeyPath, depth: number): void {
    const known = valueAt(this.task, keys);
    this.lines.push(lineOf(' ', depth, `${name}[`));
    let [next, same] = [0, 0];
    const elements: readonly Json[] = Array.isArray(known) ? known : [];
    for (const [position, element] of elements.entries()) {
      if (isRemoved(element)) {
        const words = text().screen.request.removed(
          isObject(element) ? String(element.name ?? element.start ?? '') : '',
        );
        this.lines.push(lineOf('-', depth + 1, words));
        continue;
      }
      const value = sent[next++];
      if (value === undefined) continue;
      const place = [...keys, position];
      if (!isAdded(element) && !this.hasChange(place)) {
        same++;
        continue;
      }
      this.fold(depth + 1, same, text().screen.request.sameEntries);
      same = 0;
      if (isAdded(element) || !isObject(value)) this.lines.push(...wholeLines('+', depth + 1, '', value));
      else this.object('', value, place, depth + 1);
    }
    this.fold(depth + 1, same, text().screen.request.sameEntries);
    this.lines.push(lineOf(' ', depth, ']'));
  }
}

/** Returns the request of the task with marked lines: `+` is sent in place of `-`. */
export const requestDiff = memoizeWeak((draft: Draft): readonly PageLine[] => {
  const diff = new RequestDiff(draft);
  diff.object('', buildRequest(draft).body, [], 0);
  return diff.lines;
});

/** Returns the request of the rate windows with marked lines. */
export function windowsDiff(draft: Draft): readonly PageLine[] {
  const diff = new RequestDiff(draft);
  diff.list('"speed_limit": ', buildRequest(draft).windows ?? [], [WINDOWS], 1);
  return [lineOf(' ', 0, '{'), ...diff.lines, lineOf(' ', 0, '}')];
}
