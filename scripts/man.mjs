// Makes the manual page and the answer to --help from the tables of the program.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Returns the exports of a module of the program. */
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

/** Returns the answer to --help, in English. */
export async function helpOf(root) {
  return (await loaded(root, 'src/cli/help/help.ts')).helpText();
}

/** Dates the page by the newest release in `changelog`, never by the clock: two builds are the same. */
export async function writeManual(root, version, changelog) {
  const { manPage } = await loaded(root, 'src/cli/help/man-page.ts');
  const date = /^## \[[\d.]+\] - (\d{4}-\d{2}-\d{2})$/m.exec(changelog)?.[1];
  if (date === undefined)
    throw new Error('CHANGELOG.md has no release with a date: the manual page is dated by it');
  await writeFile(join(root, 'dist', 'sms-wizard.1'), manPage(version, date));
}
