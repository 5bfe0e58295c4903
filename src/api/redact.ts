/** Masks the secrets of this run in everything that is shown or written. */

/** Minimum length of a secret that is masked inside words. Shorter ones would black out parts of ordinary words. */
const MIN_LENGTH = 6;
/** Characters of a long secret that are enough to mask them; of a shorter one it is two thirds. */
const PART = 12;
const LONG = 24;
/** Different characters that a part must have: a row of zeros is in many a text. */
const MIN_VARIETY = 4;

/** Every form of every secret, to be masked literally. */
const whole = new Set<string>();
const short = new Set<string>();
/** Parts of secrets in letters and digits alone, in lower case, by their length. */
const parts = new Map<number, Set<string>>();
/** Secrets whose parts are not listed yet: a token has thousands, and most runs mask nothing. */
const unlisted = new Set<string>();

/** Remembers a secret and returns it. */
export function registerSecret(secret: string): string {
  if (secret === '' || whole.has(secret) || short.has(secret)) return secret;
  if (secret.length < MIN_LENGTH) {
    short.add(secret);
    return secret;
  }
  for (const form of formsOf(secret)) whole.add(form);
  unlisted.add(secret);
  return secret;
}

function listParts(): void {
  for (const secret of unlisted) {
    const forms = new Set(formsOf(secret).map((form) => lettersOf(form).letters));
    for (const letters of forms) addParts(letters);
  }
  unlisted.clear();
}

function addParts(letters: string): void {
  const length =
    letters.length >= LONG ? PART : Math.max(MIN_LENGTH - 1, Math.ceil((letters.length * 2) / 3));
  const known = parts.get(length) ?? new Set();
  parts.set(length, known);
  for (let at = 0; at + length <= letters.length; at++) {
    const part = letters.slice(at, at + length);
    if (new Set(part).size >= MIN_VARIETY) known.add(part);
  }
}

/** Lists the forms in which servers send back a secret: literal, in an address, in JSON, on a page, in hex, in base64. */
function formsOf(secret: string): readonly string[] {
  const page = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [
    secret,
    // Through a buffer, as half a character cannot be encoded.
    encodeURIComponent(Buffer.from(secret).toString()),
    JSON.stringify(secret).slice(1, -1),
    page,
    page.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
    page.replaceAll('"', '&#34;').replaceAll("'", '&#x27;'),
    Buffer.from(secret).toString('hex'),
    ...[0, 1, 2].map((before) => base64Of(secret, before)),
  ];
}

/** Encodes a secret that follows `before` unknown bytes in base64, without the letters that depend on those bytes. */
function base64Of(secret: string, before: number): string {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
  const encoded = bytes.toString('base64').replace(/=+$/, '');
  const end = bytes.length % 3 === 0 ? encoded.length : encoded.length - 1;
  return encoded.slice(before === 0 ? 0 : before + 1, end);
}

interface Letters {
  /** Letters and digits, in lower case. */
  readonly letters: string;
  /** Place in the text where each begins, and behind which it ends. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

function lettersOf(text: string): Letters {
  const [starts, ends]: [number[], number[]] = [[], []];
  let letters = '';
  for (const { 0: letter, index } of text.matchAll(/[\p{L}\p{N}]/gu)) {
    const lower = letter.toLowerCase();
    letters += lower;
    for (let unit = 0; unit < lower.length; unit++) {
      starts.push(index);
      ends.push(index + letter.length);
    }
  }
  return { letters, starts, ends };
}

/**
 * Returns a text with every known secret masked: whole or in part, in any case, encoded, wrapped, or with other characters
 * between its letters.
 */
export function redact(text: string): string {
  let clean = text;
  const longestFirst = [...whole].sort((a, b) => b.length - a.length);
  for (const form of longestFirst) clean = clean.replaceAll(form, '***');
  clean = maskParts(clean);
  for (const secret of short) clean = maskAlone(clean, secret);
  return clean;
}

function maskParts(text: string): string {
  listParts();
  const { letters, starts, ends } = lettersOf(text);
  const masked: [from: number, to: number][] = [];
  for (const [length, known] of parts) {
    for (let at = 0; at + length <= letters.length; at++) {
      if (known.has(letters.slice(at, at + length)))
        masked.push([starts[at] as number, ends[at + length - 1] as number]);
    }
  }
  masked.sort(([a], [b]) => a - b);
  let clean = '';
  let end = 0;
  for (const [from, to] of masked) {
    if (to <= end) continue;
    if (from >= end) clean += `${text.slice(end, from)}***`;
    end = to;
  }
  return clean + text.slice(end);
}

/** Masks a short secret unless a letter or digit is next to it. */
function maskAlone(text: string, secret: string): string {
  const quoted = secret.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${quoted}(?![\\p{L}\\p{N}])`, 'giu'), '***');
}

/** Returns an address without the user and password in it, even if it isn't a valid address. */
export function withoutUserInfo(address: string): string {
  return address.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, '$1***@');
}
