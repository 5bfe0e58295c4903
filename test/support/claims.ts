/** Finds sentences that claim something about SMS, and checks that each shows how that is known. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = new URL('../..', import.meta.url).pathname;

/** A sentence about SMS, and the file that it is in. */
export interface Claim {
  readonly file: string;
  readonly sentence: string;
}

/** Documents that tell users about SMS. The API notes mark each fact themselves; code tables are the documented ones. */
const DOCUMENTS = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md') && !['api-notes.md', 'error-codes.md'].includes(name))
    .map((name) => `docs/${name}`),
];
const CATALOGUES = readdirSync(join(ROOT, 'src/text/en')).map((name) => `src/text/en/${name}`);

/** Subjects of claims: SMS by any of its names, its calls, and the states of a task. */
const SUBJECT =
  '(?:SMS(?!\\.\\d)|[Tt]he (?:service|server|API)|GET|PUT|RUNNING|READY|SYNCING|ABORT(?:ING)?|DELETING|RESETING|SKIPPING)';

/** Verbs of claims: effects on an update, on fields and on tasks. */
const VERB =
  '(?:accepts?|rejects?|refuses?|ignores?|replaces?|deletes?|clears?|keeps?|creates?|attaches|changes?|takes?|needs?|wants?|allows?|supports?|returns?|answers|says?|resets?|overwrites?|applies|discards?|converts?|fills?|writes?|gives?|looks?)';

/** Claims by their wording, with a few words between who and what; and those that need no subject. */
const CLAIMS: readonly RegExp[] = [
  new RegExp(`\\b${SUBJECT}(?:'s)?(?: [\\w']+){0,3} ${VERB}\\b`),
  /\b(?:[Tt]akes? effect|replaced as a whole|(?:left out|that you omit) is|(?:set|assigned) by SMS)\b/,
];

/** Words and links that show how a claim is known. */
export const MARKS: readonly RegExp[] = [
  /\b(?:may|might|can|likely|not documented|documented|undocumented|seems?|probably|usually)\b/i,
  /\bSMS\.\d{4}\b/,
  // Marks of the API notes: documented, observed, inferred.
  /\*\*[DOI]\*\*/,
  /api-notes\.md#/,
  /\b(?:simulat(?:or|ed)|demo)\b/i,
  /\b(?:error code table|reference page|user guide|FAQs?)\b/i,
];

/** Splits text at the ends of sentences and of lines that stand alone. */
const sentencesOf = (text: string): string[] =>
  text
    .split(/(?<=[.!?:])\s+(?=[A-Z`*[])|\n{2,}|\n(?=[-|#$✓✗~])/)
    .map((sentence) => sentence.replace(/\s+/g, ' ').trim())
    .filter(Boolean);

/** The prose of a document, without code blocks. */
const proseOf = (document: string): string =>
  document.replace(/```[\s\S]*?```/g, '\n\n').replace(/^ {4}.*$/gm, '');

/** The string literals of a catalogue; what is inserted reads as `…`. */
const literalsOf = (code: string): string[] =>
  [
    ...code
      .replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
      .matchAll(/'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g),
  ].map(([, single, double, template]) => (single ?? double ?? template ?? '').replace(/\$\{[^}]*\}/g, '…'));

export function claimsIn(file: string, sentences: readonly string[]): Claim[] {
  return sentences
    .filter((sentence) => CLAIMS.some((claim) => claim.test(sentence)))
    .map((sentence) => ({ file, sentence }));
}

/** All claims of the documents and of the English catalogue. */
export function allClaims(): Claim[] {
  const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
  return [
    ...DOCUMENTS.flatMap((file) => claimsIn(file, sentencesOf(proseOf(read(file))))),
    ...CATALOGUES.flatMap((file) => claimsIn(file, literalsOf(read(file)).flatMap(sentencesOf))),
  ];
}

/** Facts that need no mark, because the API notes have them as documented. */
export const DOCUMENTED: readonly { readonly text: string; readonly fact: string }[] = JSON.parse(
  readFileSync(join(ROOT, 'test/fixtures/documented-claims.json'), 'utf8'),
);

/** True for a claim that says how it is known, or that is documented. */
export const isMarked = ({ sentence }: Claim, documented = DOCUMENTED): boolean =>
  MARKS.some((mark) => mark.test(sentence)) || documented.some(({ text }) => sentence.includes(text));

/** The sentence without its marks, as a careless edit would leave it. */
export const withoutMarks = (sentence: string): string =>
  MARKS.reduce((text, mark) => text.replace(new RegExp(mark, `g${mark.flags}`), ''), sentence).replace(
    / +/g,
    ' ',
  );
