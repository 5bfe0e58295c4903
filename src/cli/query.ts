/** JMESPath on documents, as the AWS and Huawei Cloud tools have it; numbers that no double holds come out as they went in. */
import { compile, search } from 'jmespath';
import { type ExactNumber, isExactNumber, isObject, type Json } from '../json/json.ts';
import { UsageError } from '../task/errors.ts';
import { text } from '../text/text.ts';

/** A number like `0.0` for the library, which counts and compares it like any other. */
class InexactNumber extends Number {
  constructor(readonly exact: ExactNumber) {
    super(exact.value);
  }
}

type Leaf = Json | InexactNumber;

/** Returns a copy with each number replaced. */
function mapNumbers(value: Json, replace: (leaf: Leaf) => Leaf): Json {
  if (Array.isArray(value)) return value.map((item) => mapNumbers(item, replace));
  if (!isObject(value) || (value as object) instanceof InexactNumber) return replace(value) as Json;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapNumbers(inner, replace)]));
}

const wrapped = (leaf: Leaf): Leaf => (isExactNumber(leaf) ? new InexactNumber(leaf) : leaf);
const unwrapped = (leaf: Leaf): Leaf => (leaf instanceof InexactNumber ? leaf.exact : leaf);

/** Returns the message of the library, without the kind of error and the period, to be part of a sentence. */
const messageOf = (error: unknown): string =>
  (error as Error).message.replace(/^\w*Error: /, '').replace(/\.$/, '');

/** Compiles an expression. Throws UsageError if it isn't one. The function returned throws one if the expression doesn't fit. */
export function compileQuery(expression: string): (document: Json) => Json {
  try {
    compile(expression);
  } catch (error) {
    throw new UsageError(text().cli.errors.query(expression, messageOf(error)));
  }
  return (document) => {
    try {
      return mapNumbers((search(mapNumbers(document, wrapped), expression) ?? null) as Json, unwrapped);
    } catch (error) {
      throw new UsageError(text().cli.errors.queryFailed(expression, messageOf(error)));
    }
  };
}
