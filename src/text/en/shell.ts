/** Texts of the command line for its habits: suggestions, waiting, completion. */
export const shell = {
  allValues: 'All values',
  meant: (word: string) => ` Did you mean ${word}?`,
  example: (assignment: string) => `Example: --set '${assignment}'`,
  waiting: (host: string, seconds: number) => `Waiting for ${host}… ${seconds} s`,
};
