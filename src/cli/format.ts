/** The formats of results for programs. */
import { parseArgs } from 'node:util';
import { UsageError } from '../task/errors.ts';
import { text } from '../text/text.ts';
import { withSuggestion } from './suggestion.ts';

export const FORMATS = ['table', 'json', 'yaml', 'jsonl'] as const;
export type Format = (typeof FORMATS)[number];

const isFormat = (word: string): word is Format => (FORMATS as readonly string[]).includes(word);

export interface FormatOptions {
  readonly json?: boolean;
  readonly output?: string;
  readonly query?: string;
}

/** Returns the format of the document to print; undefined for text. Throws UsageError. */
export function formatOf({ json, output, query }: FormatOptions): Format | undefined {
  const given = output?.trim().toLowerCase();
  if (given !== undefined && !isFormat(given))
    throw new UsageError(withSuggestion(text().cli.errors.format(given, FORMATS.join(', ')), given, FORMATS));
  if (query !== undefined) return given ?? 'json';
  if (given === 'table') return undefined;
  return given ?? (json ? 'json' : undefined);
}

/** Returns the format of the document that a command line wants, even if it has mistakes in it; undefined for text. */
export function guessFormat(words: readonly string[]): Format | undefined {
  const options = {
    json: { type: 'boolean' },
    output: { type: 'string', short: 'o' },
    query: { type: 'string' },
  } as const;
  const { json, output, query } = parseArgs({ args: [...words], options, strict: false }).values;
  const given = typeof output === 'string' ? output.trim().toLowerCase() : '';
  if (isFormat(given) && given !== 'table') return given;
  return json === true || (query !== undefined && given === '') ? 'json' : undefined;
}
