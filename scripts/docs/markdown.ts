/** Markdown, as far as the documents need it: tables, code, blocks between marks, fences, and the anchors of headings. */

/** Text for a table's cell. */
export const cell = (words: string): string => words.replaceAll('|', '\\|').replaceAll('\n', ' ');
export const code = (words: string): string => `\`${words}\``;

/** A table with its columns in line, so that it can be read as text too; wide ones stay as they are. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) => row.map(cell));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const fits = widths.reduce((sum, width) => sum + width + 3, 0) <= 120;
  const line = (row: readonly string[]) =>
    `| ${row.map((words, column) => (fits ? words.padEnd(widths[column] ?? 0) : words)).join(' | ')} |`;
  const [first = [], ...rest] = cells;
  return [line(first), line(widths.map((width) => '-'.repeat(fits ? width : 3))), ...rest.map(line)].join(
    '\n',
  );
}

export const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');

export const fenced = (language: string, words: string): string =>
  `\`\`\`${language}\n${words.trimEnd()}\n\`\`\``;

const BLOCK = /(<!-- generated: ([^\n]+?) -->)\n(?:(?!<!-- generated: )[\s\S])*?(<!-- \/generated -->)/g;
const CONSOLE = /```console\n([\s\S]*?)\n```/g;

/** Functions that render the generated blocks of documents, by the name of the block. */
export type Blocks = Readonly<Record<string, () => string | Promise<string>>>;

async function replaced(
  text: string,
  pattern: RegExp,
  make: (match: RegExpMatchArray) => Promise<string>,
): Promise<string> {
  let made = '';
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    made += text.slice(end, match.index) + (await make(match));
    end = (match.index ?? 0) + match[0].length;
  }
  return made + text.slice(end);
}

/**
 * Returns a document with new blocks between `<!-- generated: name -->` and `<!-- /generated -->`, and under each
 * `$ command` of its console fences the current output of the command. Throws Error if a block has no function.
 */
export async function regenerated(
  text: string,
  blocks: Blocks,
  run: (command: string) => Promise<string>,
): Promise<string> {
  const filled = await replaced(text, BLOCK, async ([, begin, name = '', end]) => {
    const make = blocks[name];
    if (!make) throw new Error(`nothing makes the block "${name}"`);
    return `${begin}\n\n${await make()}\n\n${end}`;
  });
  return replaced(filled, CONSOLE, async ([, content = '']) => {
    const parts: string[] = [];
    for (const command of commandsIn(content)) {
      const output = await run(command.replaceAll(/\\\n {2}/g, ''));
      parts.push(`$ ${command}${output ? `\n${output.trimEnd()}` : ''}`);
    }
    return `\`\`\`console\n${parts.join('\n\n')}\n\`\`\``;
  });
}

/** Returns the commands after `$ ` in a console fence, with continued lines, which end in a backslash. */
function commandsIn(content: string): string[] {
  return [...content.matchAll(/^\$ (.*(?:\\\n.*)*)/gm)].map(([, command = '']) => command);
}

/** Returns the code in a document: fences with their language, and spans in backquotes. */
export function codeIn(text: string): { readonly language: string; readonly content: string }[] {
  const fences = [...text.matchAll(/^```(\w*)\n([\s\S]*?)\n```$/gm)].map(
    ([, language = '', content = '']) => ({
      language,
      content,
    }),
  );
  const rest = text.replaceAll(/^```\w*\n[\s\S]*?\n```$/gm, '');
  const indented = [...rest.matchAll(/(?:^ {4}.*\n?)+/gm)].map(([content]) => ({
    language: 'indented',
    content: content.replaceAll(/^ {4}/gm, ''),
  }));
  const spans = [...rest.matchAll(/`([^`\n]+)`/g)].map(([, content = '']) => ({ language: 'span', content }));
  return [...fences, ...indented, ...spans];
}

/** Returns the targets of links outside code: of `[words](target)`, pictures and HTML. */
export function linksIn(text: string): string[] {
  const prose = text.replaceAll(/^```\w*\n[\s\S]*?\n```$/gm, '').replaceAll(/`[^`\n]*`/g, '');
  return [
    ...[...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target),
    ...[...prose.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, target = '']) => target),
  ];
}

/** Returns the anchors of a document: those that GitHub gives its headings, and those of `<a id="…">`. */
export function anchorsIn(text: string): string[] {
  const prose = text.replaceAll(/^```\w*\n[\s\S]*?\n```$/gm, '');
  const seen = new Map<string, number>();
  const named = [...prose.replaceAll(/`[^`\n]*`/g, '').matchAll(/<a id="([^"]+)">/g)];
  const headings = [...prose.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => {
    const plain = heading.replaceAll(/[`*]/g, '').replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1');
    const anchor = plain
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-');
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    return before ? `${anchor}-${before}` : anchor;
  });
  return [...headings, ...named.map(([, id = '']) => id)];
}
