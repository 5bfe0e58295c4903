// What the program says of itself, from its own tables: the manual page, and the answer to --help.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

/** What a module of the program exports. */
async function loaded(root, path) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [path],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${code}`);
}

/** In English. */
export async function helpOf(root) {
  return (await loaded(root, 'src/commands/help.ts')).helpText();
}

/** The date is that of the newest release in CHANGELOG.md, else today's. */
export async function writeManual(root, version, changelog) {
  const { manPage } = await loaded(root, 'src/commands/man.ts');
  const date = /\d{4}-\d{2}-\d{2}/.exec(changelog)?.[0] ?? new Date().toISOString().slice(0, 10);
  await writeFile(join(root, 'dist', 'sms-wizard.1'), manPage(version, date));
}
