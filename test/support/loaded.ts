/** The files of the program that a run loaded, by what V8 saw of it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Returns what was loaded, as text; `run` runs the program once with the environment that it is given. */
export async function loadedBy(
  run: (env: { NODE_V8_COVERAGE: string }) => Promise<unknown>,
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'sms-wizard-loaded-'));
  try {
    await run({ NODE_V8_COVERAGE: folder });
    const reports = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
    const urls: string[] = reports.flatMap(({ result }) => result.map(({ url }: { url: string }) => url));
    const ours = urls.filter((url) => url.includes('/dist/'));
    if (ours.length === 0) throw new Error('nothing of the program was loaded');
    return ours.map((url) => readFileSync(fileURLToPath(url), 'utf8')).join('\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
