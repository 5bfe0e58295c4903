/** The secrets of this run, so that none of them gets into anything that is shown or written. */

/** Shorter ones would black out ordinary words. */
const LEAST = 6;
/** Of a secret at least twice as long, its beginning alone is blacked out too: whoever repeats it may cut it. */
const HEAD = 16;

/** Every form of every secret, and the beginnings of the long ones. */
const whole = new Set<string>();
const heads = new Set<string>();

/** Remembers a secret; the answer is the secret itself. */
export function keepSecret(secret: string): string {
  if (secret.length < LEAST) return secret;
  for (const form of formsOf(secret)) {
    whole.add(form);
    if (form.length >= 2 * HEAD) heads.add(form.slice(0, HEAD));
  }
  return secret;
}

/** As it stands, in an address, in JSON and on a page: so it comes back from servers that repeat what they got. */
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
  ];
}

/** The text with every known secret, whole or cut off, blacked out. */
export function withoutSecrets(text: string): string {
  let clean = text;
  const longestFirst = [...whole].sort((a, b) => b.length - a.length);
  for (const form of longestFirst) clean = clean.replaceAll(form, '***');
  for (const head of heads) {
    for (let at = clean.indexOf(head); at >= 0; at = clean.indexOf(head, at + 3)) {
      const rest = clean.slice(at + HEAD).search(/[\s"'<>\\]|$/);
      clean = `${clean.slice(0, at)}***${clean.slice(at + HEAD + rest)}`;
    }
  }
  return clean;
}
