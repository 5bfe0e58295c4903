declare module 'jmespath' {
  /** Throws an Error for a text that is no expression. */
  export function compile(expression: string): unknown;
  /** Throws an Error where the expression doesn't fit the document. */
  export function search(document: unknown, expression: string): unknown;
}
