/** The secrets of this run, so that none of them gets into anything that is shown or written. */

const known = new Set<string>();
/** Shorter ones would black out ordinary words. */
const LEAST = 6;

/** Remembers a secret; the answer is the secret itself. */
export function keepSecret(secret: string): string {
  if (secret.length >= LEAST) known.add(secret);
  return secret;
}

/** The text with every known secret, as it stands or percent-encoded, blacked out. */
export function withoutSecrets(text: string): string {
  let clean = text;
  for (const secret of known) {
    clean = clean.replaceAll(secret, '***').replaceAll(encodeURIComponent(secret), '***');
  }
  return clean;
}

/** An address without the user and password in it. */
export function withoutUser(address: string): string {
  return address.replace(
    /^([a-z][a-z0-9+.-]*:)?(\/\/)?[^/@\s]*@/i,
    (_all, scheme = '', slashes = '') => `${scheme}${slashes}***@`,
  );
}
