/** Quotes words of printed commands, so that they can be pasted into sh, bash, zsh, and fish. */

/** Words that all four take as they are. A first `%` or `=`, and `==`, mean something in fish or zsh. */
const SAFE = /^(?![%=])(?!.*==)[\w@%+=:,./-]+$/;

/**
 * Quotes a word for a shell: in single quotes if it needs them. Single quotes and backslashes stand outside of the quotes,
 * each behind a backslash, because fish reads backslashes inside of them.
 */
export function shellQuote(word: string): string {
  if (SAFE.test(word)) return word;
  const quoted = word
    .split(/([\\']+)/)
    .map((part, at) => (at % 2 ? part.replace(/[\\']/g, '\\$&') : part && `'${part}'`))
    .join('');
  return quoted || "''";
}

/** Quotes the name of a file that a command takes as its operand: one that begins with `-` would be an option. */
export const shellQuoteFile = (file: string): string => shellQuote(file.startsWith('-') ? `./${file}` : file);
