/** Explains why a task failed, by its `error_json`. Source: docs/api-notes.md#errors-in-a-task. */
import { type ErrorBody, findErrorBody } from '../json/error-body.ts';
import { isExactNumber, type Json, type JsonObject, parseJson, stringifyJson } from '../json/json.ts';
import { type CodeText, contradicts, explainServiceCode, placeText } from '../text/service-codes.ts';
import { text } from '../text/text.ts';
import { memoizeWeak } from './memoize-weak.ts';

export interface TaskFailure {
  /** Empty if `error_json` has none. */
  readonly code: string;
  /** The text that came with the code. */
  readonly message: string;
  /** Names of the elements or servers that failed, such as a disk. */
  readonly parameters: readonly string[];
  /** Meaning of the code; undefined if the code is unknown or its message contradicts the error code table. */
  readonly explained?: CodeText;
}

const PARAMETER_KEYS = ['error_param', 'error_params', 'params', 'parameters'];
/** Levels of a document that are searched: deeper ones hold no parameters, and nesting may be hostile. */
const DEPTH = 4;
/** Names of what failed are few; more are left out. */
const MOST_PARAMETERS = 20;
const MAX_MESSAGE_LENGTH = 4096;

/** Lists the plain values in a JSON value as words, in order, without empty ones. */
function wordsIn(value: Json | undefined, depth = DEPTH): string[] {
  if (value == null || typeof value === 'boolean' || depth === 0) return [];
  if (typeof value !== 'object' || isExactNumber(value)) return [String(value).trim()].filter(Boolean);
  const inner = Array.isArray(value) ? value : Object.values(value);
  return inner.slice(0, MOST_PARAMETERS).flatMap((part) => wordsIn(part, depth - 1));
}

const parametersIn = (holder: JsonObject): string[] =>
  [...new Set(PARAMETER_KEYS.flatMap((key) => wordsIn(holder[key])))].slice(0, MOST_PARAMETERS);

/** Parses the document inside `error_json`, which may be a string in a string; a text that isn't JSON stays. */
function documentIn(written: Json | undefined, depth = DEPTH): Json {
  if (typeof written !== 'string') return written ?? null;
  const plain = written.trim();
  try {
    const parsed = plain === '' || depth === 0 ? plain : parseJson(plain);
    return typeof parsed === 'string' && parsed !== plain ? documentIn(parsed, depth - 1) : parsed;
  } catch {
    return plain;
  }
}

/** True for a document that tells nothing, such as `{}` or a code of null. */
const isEmpty = (document: Json): boolean =>
  typeof document === 'boolean' || document === null || document === 0
    ? document !== true
    : typeof document === 'object' && !isExactNumber(document)
      ? Object.values(document).every((part) => isEmpty(part as Json))
      : String(document).trim() === '';

/** Finds the error in a document: of a list, the first that has a code, else the first with a message. */
function errorIn(document: Json): ErrorBody | undefined {
  const found = [document]
    .flat(DEPTH)
    .map((part) => findErrorBody(part))
    .filter((error) => error !== undefined);
  return found.find(({ code }) => code !== '') ?? found.find(({ message }) => message !== '');
}

/** Reads a text that may begin with a code, such as `SMS.6539: The disk space is …`. */
function errorInText(document: Json): ErrorBody {
  const plain = typeof document === 'string' ? document : stringifyJson(document);
  const [start = '', code = ''] = /^(SMS\.\d{4})\b[\s:：,，-]*/.exec(plain) ?? [];
  return { code, message: plain.slice(start.length), holder: {} };
}

function readFailure({ error_json: written }: JsonObject): TaskFailure | undefined {
  const document = documentIn(written);
  if (isEmpty(document)) return undefined;
  const found = errorIn(document) ?? errorInText(document);
  const { holder } = found;
  const code = found.code.trim();
  const message = found.message.trim().slice(0, MAX_MESSAGE_LENGTH);
  const known = explainServiceCode(code);
  const explained = known && !contradicts(message, known.means) ? { explained: known } : {};
  return { code, message, parameters: parametersIn(holder), ...explained };
}

/** Returns the failure of a task; undefined for a task without an error. */
export const failureOf = memoizeWeak(readFailure);

/** Returns the failure in one line: `SMS.6539: …`. */
export const failureHeadline = ({ code, message, explained }: TaskFailure): string =>
  text().errors.codeAndMessage(code, explained?.means ?? message);

export interface FailureText {
  /** Message of SMS or the agent, with the names in it. */
  readonly reported: readonly string[];
  /** Meaning of the code by the error code table. */
  readonly means: readonly string[];
  /** Advice, and the place in the wizard that fixes it. */
  readonly next: readonly string[];
}

/** Says why a code isn't explained; empty if there is none. */
function unexplained(code: string): string {
  const messages = text().errors;
  if (code === '') return '';
  return explainServiceCode(code) ? messages.otherMeaning(code) : messages.unknownCode(code);
}

/** Returns the failure in full. The message of SMS comes first: where the table differs, it counts. */
export function failureText({ code, message, parameters, explained }: TaskFailure): FailureText {
  const messages = text().errors;
  const about = parameters.filter((parameter) => !message.includes(parameter));
  return {
    reported: [messages.codeAndMessage(code, message), about.length ? messages.concerns(about) : ''].filter(
      Boolean,
    ),
    means: explained ? [messages.documented(explained.means)] : [],
    next: explained
      ? [messages.sentences([explained.next, placeText(explained.place)].filter(Boolean))]
      : [unexplained(code)].filter(Boolean),
  };
}

/** Returns the failure in lines, for people. */
export function failureLinesOf(failure: TaskFailure): string[] {
  const { reported, means, next } = failureText(failure);
  return [...reported, ...means, ...next];
}

/** Returns a task as SMS returned it, followed by the explanation of its error, if it has one. */
export function withFailure(task: JsonObject): JsonObject {
  const failure = failureOf(task);
  return failure ? { ...task, failure: failureDocument(failure) } : task;
}

/** Returns the failure for programs, with the keys that an error of `update --json` has. */
export function failureDocument(failure: TaskFailure): JsonObject {
  const { code, message, parameters, explained } = failure;
  const { step = null, path = null } = explained?.place ?? {};
  return {
    code,
    message,
    concerns: [...parameters],
    meaning: explained?.means ?? null,
    hint: explained?.next ?? null,
    wizard_step: step,
    path,
  };
}
