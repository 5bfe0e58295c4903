/** The documents name every environment variable that the program reads. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contentOf, ROOT } from '../../scripts/docs/documents.ts';

/** Returns the code of the program: sentences and the simulator read no variables. */
function sources(): string[] {
  const folder = join(ROOT, 'src');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(
      (name) => name.endsWith('.ts') && !/^(?:text|simulator|cli\/help)\//.test(name.replaceAll('\\', '/')),
    )
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

const FAMILIES = /\b(?:HW|OS|HUAWEICLOUD_SDK|CLOUD_SDK|HC_CONTAINER|SMS|XDG|NODE|LC)_[A-Z_]*[A-Z]\b/g;
/** Variables in `env.NAME` and in `{ NAME, OTHER } = env`. */
const READ = /\benv\.([A-Z][A-Z_]+)\b|\{([A-Z_, ]+)\}(?:: NodeJS\.ProcessEnv| = (?:process\.)?env)\b/g;

/** Set by the shell while it completes a word; users have no use for it. */
const OTHERS = new Set(['COMP_LINE']);

const variables = new Set(
  sources()
    .flatMap((source) => [
      ...(source.match(FAMILIES) ?? []),
      ...[...source.matchAll(READ)].flatMap(([, one, several]) => (several ?? one ?? '').split(/,\s*/)),
    ])
    .map((name) => name.trim())
    .filter((name) => name && !OTHERS.has(name)),
);

test('every variable that the program reads is in the documents', () => {
  const named = `${contentOf('docs/commands.md')}\n${contentOf('docs/credentials.md')}`;
  expect(variables.size).toBeGreaterThan(60);
  expect([...variables].filter((name) => !named.includes(`\`${name}\``))).toEqual([]);
});
