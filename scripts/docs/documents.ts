/** Lists the documents: those in the root and in docs/, and the README of a part that has its own. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = new URL('../..', import.meta.url).pathname;

/** Their paths from the root. */
export const DOCUMENTS: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CODE_OF_CONDUCT.md',
  'CHANGELOG.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => `docs/${name.replaceAll('\\', '/')}`),
  'src/terminal/frame-diff/README.md',
];

/** Translated documents, the English one first. */
export const TRANSLATIONS: readonly (readonly [english: string, chinese: string])[] = DOCUMENTS.filter(
  isChinese,
).map((path) => [path === 'docs/zh/README.md' ? 'README.md' : path.replace('/zh/', '/'), path]);

/** Returns true for a document in Chinese: its commands run in a Chinese locale. */
export function isChinese(path: string): boolean {
  return path.includes('/zh/');
}

export const contentOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
