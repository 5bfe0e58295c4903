// Writes the manual page into dist/, from the tables of the program itself.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

/** The date is that of the newest release in CHANGELOG.md, else today's. */
export async function writeManual(root, version, changelog) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['src/commands/man.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  const { manPage } = await import(`data:text/javascript;base64,${code}`);
  const date = /\d{4}-\d{2}-\d{2}/.exec(changelog)?.[0] ?? new Date().toISOString().slice(0, 10);
  await writeFile(join(root, 'dist', 'sms-wizard.1'), manPage(version, date));
}
