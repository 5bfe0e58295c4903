/**
 * The error codes of SMS in words, from one data file with both languages. The file is loaded only when a code must be
 * explained. Source: docs/api-notes.md#error-codes.
 */
import { currentLanguage, type Language, lookup, text } from './text.ts';

type Words = Readonly<Record<Language, string>>;

interface ServiceCodes {
  /** Next steps, by a name that several codes may share. `at` is a place of the wizard, empty for none. */
  readonly mends: Readonly<Record<string, Words & { readonly at: string }>>;
  readonly codes: Readonly<Record<string, readonly [mend: string, en: string, zh: string]>>;
}

/** A place of the wizard where an error can be fixed: a step, or a field in it by path. */
export interface MendPlace {
  /** Such as `disks`; a step name of the wizard. */
  readonly step: string;
  /** Such as `migration_ip`. */
  readonly path?: string;
}

export interface CodeText {
  readonly code: string;
  /** The documented meaning of the code. */
  readonly means: string;
  /** The next step. */
  readonly next: string;
  /** Undefined if the wizard can't fix it. */
  readonly place?: MendPlace;
}

/** Says where in the wizard something is mended; empty for nowhere. */
export function placeText(place: MendPlace | undefined): string {
  if (!place) return '';
  const { errors, screen } = text();
  return errors.mendedAt(lookup(screen.steps, place.step) ?? place.step, place.path ?? '');
}

let loaded: ServiceCodes | undefined;

/** Loads the data file; `explainServiceCode` answers from then on. */
export async function loadServiceCodes(): Promise<void> {
  loaded ??= (await import('./service-codes-data.ts')).data as unknown as ServiceCodes;
}

/** Returns true for a text that may name a code of SMS other than the given one, such as the body of a response. */
export const mayNameServiceCode = (body: string, except = ''): boolean =>
  (except === '' ? body : body.replaceAll(except, '')).includes('SMS.');

/** Returns every code, in order; none before the data file is loaded. */
export const serviceCodes = (): readonly string[] => Object.keys(loaded?.codes ?? {});

function placeOf(at: string): MendPlace | undefined {
  const [step = '', path] = at.split('/');
  if (step === '') return undefined;
  return path === undefined ? { step } : { step, path };
}

/** Explains a code in the language in use; undefined for an unknown code, and before the data file is loaded. */
export function explainServiceCode(code: string): CodeText | undefined {
  const row = loaded && Object.hasOwn(loaded.codes, code) ? loaded.codes[code] : undefined;
  const mend = row && loaded?.mends[row[0]];
  if (!row || !mend) return undefined;
  const language = currentLanguage();
  const place = placeOf(mend.at);
  const means = language === 'zh' ? row[2] : row[1];
  return { code, means, next: mend[language], ...(place ? { place } : {}) };
}

/** Words that say nothing about the matter. */
const FILLERS = new Set(
  'the and not are has for its can may was but any all this that from with cause failed cannot does server source target task tasks migration sms'.split(
    ' ',
  ),
);

/** The words that a text is about, cut to five letters, so that forms of a word count as one. */
const topicsOf = (words: string): readonly string[] =>
  (words.toLowerCase().match(/[a-z0-9]{3,}|\b[as]k\b/g) ?? [])
    .filter((word) => !FILLERS.has(word))
    .map((word) => word.slice(0, 5));

/**
 * Returns true if SMS's own text is about something else than the meaning in the table: the two share no word. Texts of
 * one word, and those in another script, aren't judged.
 */
export function contradicts(message: string, means: string): boolean {
  const own = topicsOf(message);
  const known = topicsOf(means);
  return own.length > 1 && known.length > 0 && !own.some((topic) => known.includes(topic));
}
