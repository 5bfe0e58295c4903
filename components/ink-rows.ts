/**
 * Ink's output as the wizard draws it: rows of text from top to bottom. The build puts this in place of Ink's own layout,
 * see scripts/patches/ink-rows.mjs.
 */

/** A node of Ink's tree, as far as rows depend on it. */
export interface InkNode {
  readonly nodeName: string;
  /** The text of a `#text`. */
  readonly nodeValue?: string;
  readonly style?: { readonly height?: number };
  readonly childNodes?: readonly InkNode[];
}

/** Returns the rows of a node: one of each text; of a box those of its children, cut or filled to its height. */
export function rowsOfNode({ nodeName, nodeValue, style, childNodes = [] }: InkNode): string[] {
  if (nodeName === '#text') return [nodeValue ?? ''];
  const rows = childNodes.flatMap(rowsOfNode);
  if (nodeName === 'ink-text') return [rows.join('').trimEnd()];
  return Array.from({ length: style?.height ?? rows.length }, (_, index) => rows[index] ?? '');
}

/** Renders Ink's tree as Ink's renderer does. */
export function renderRows(root: InkNode) {
  const rows = rowsOfNode(root);
  return { output: rows.join('\n'), outputHeight: rows.length, staticOutput: '' };
}
