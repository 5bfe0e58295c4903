/** Prints results for programs: JSON, YAML, JSON lines, or a table of what --query selected. Numbers stay exact. */
import {
  escapeNonAscii,
  escapeUnsafe,
  type Json,
  type JsonObject,
  stringifyJson,
  unsafeCharacters,
} from '../json/json.ts';
import { UsageError } from '../task/errors.ts';
import { text } from '../text/text.ts';
import { asciiOnly } from './ascii.ts';
import { type Format, type FormatOptions, formatOf } from './format.ts';
import { printStatus, writeResult } from './output.ts';

type Writer = (document: Json, rows: readonly Json[]) => string;

const printable = (written: string): string => {
  const safe = escapeUnsafe(written);
  return asciiOnly() ? escapeNonAscii(safe) : safe;
};

const line = (document: Json): string => `${printable(stringifyJson(document))}\n`;
const writeJson: Writer = (document) => `${printable(stringifyJson(document, 2))}\n`;

const WRITERS: Record<Format, () => Promise<Writer>> = {
  json: async () => writeJson,
  jsonl: async () => (_document, rows) => rows.map(line).join(''),
  yaml: async () => {
    const { stringifyYaml } = await import('../json/yaml.ts');
    return (document) => stringifyYaml(document, unsafeCharacters(asciiOnly()));
  },
  table: async () => (await import('./document-table.ts')).writeTable,
};

let write: Writer = writeJson;
let format: Format = 'json';
let select: ((document: Json) => Json) | undefined;
let isPrinted = false;

/** Prepares the output that the options ask for. Throws UsageError for an unknown format or a bad query. */
export async function chooseOutput(values: FormatOptions): Promise<void> {
  format = formatOf(values) ?? 'json';
  write = await WRITERS[format]();
  if (values.query !== undefined) select = (await import('./query.ts')).compileQuery(values.query);
}

const selected = (document: Json): Json => (select ? select(document) : document);

/** Prints the document of a command. `rows` are its parts for JSON lines. Throws UsageError if the query doesn't fit. */
export function printDocument(document: Json, rows: readonly Json[] = [document]): void {
  const found = selected(document);
  print(found, select ? (Array.isArray(found) ? found : [found]) : rows);
}

/** Prints a document as it is, whatever the query: an error, or an outcome that the query doesn't fit. */
export const printWhole = (document: Json): void => print(document, [document]);

/** Prints the document of what was done. It is never lost to a query that doesn't fit: it is printed whole then. */
export function printOutcome(document: Json, rows?: readonly Json[]): void {
  try {
    printDocument(document, rows);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    printStatus([text().cli.errors.prefixed(error.message)]);
    printWhole(document);
  }
}

/** True if a document has been printed. */
export const hasPrinted = (): boolean => isPrinted;

/** Prints the error that ended a command, unless it has printed its document. */
export function printErrorDocument(error: JsonObject): void {
  if (!isPrinted) printWhole({ error });
}

function print(document: Json, rows: readonly Json[]): void {
  isPrinted = true;
  writeResult(write(document, rows));
}

/**
 * Prints one of the documents that follow each other, at once: JSON on a line, YAML behind `---`. Throws UsageError if the
 * query doesn't fit.
 */
export function printNext(document: Json): void {
  const found = selected(document);
  isPrinted = true;
  if (format === 'json') printLine(found);
  else process.stdout.write((format === 'yaml' ? '---\n' : '') + write(found, [found]));
}

/** Prints one of many results at once, as a line of JSON. */
export function printLine(document: Json): void {
  isPrinted = true;
  process.stdout.write(line(document));
}
