/** The parts of the program that a run loaded, by what V8 saw of it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROGRAM } from './terminal.ts';

/** The code of a script that was loaded: a file, or a part of the file with all parts. */
function codeOf(url: string): string {
  const path = fileURLToPath(url);
  const file = join(dirname(PROGRAM), 'program.parts');
  if (!path.startsWith(`${file}/`)) return readFileSync(path, 'utf8');
  const bytes = readFileSync(file);
  const end = bytes.indexOf('\n');
  let at = end + 1;
  for (const [name, length] of JSON.parse(bytes.toString('utf8', 0, end))) {
    if (path === join(file, name)) return bytes.toString('utf8', at, at + length);
    at += length;
  }
  throw new Error(`${url}: no such part`);
}

/** What was loaded, as text; `run` runs the program once with the environment that it is given. */
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
    return ours.map(codeOf).join('\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
