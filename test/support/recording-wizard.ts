/**
 * Runs the wizard in a terminal and records its front end's whole frames, before the diffing stream shortens them. The
 * last of them in a fresh terminal is the expected screen.
 */
import { mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import xterm from '@xterm/headless';
import { build, type Plugin } from 'esbuild';
import { pictureOf } from './cells.ts';
import type { Recorded } from './recording-stream.ts';
import { agree } from './widths.ts';

const root = new URL('../..', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'sms-wizard-teed-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

let built: Promise<string> | undefined;

/** Returns the path of the program; built once. */
export function recordingProgram(): Promise<string> {
  built ??= buildRecordingProgram();
  return built;
}

/** Replaces the diffing stream by the recording one. */
const withRecord: Plugin = {
  name: 'with-record',
  setup({ onResolve }) {
    const record = join(root, 'test/support/recording-stream.ts');
    onResolve({ filter: /\/frame-diff\/diffing-stream\.ts$/ }, ({ importer }) =>
      importer === record ? undefined : { path: record },
    );
  },
};

async function buildRecordingProgram(): Promise<string> {
  // As the program is bundled, so that it is the same code.
  const { PATCHES, patchDependencies } = await import(join(root, 'scripts/patches/index.mjs'));
  // The wizard alone has no JMESPath and no prompts.
  const patches = PATCHES.filter(({ file }: { file: string }) => !/^(?:jmespath|@inquirer)\//.test(file));
  const outfile = join(folder, 'main.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['test/support/recording-wizard-main.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    jsx: 'automatic',
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    banner: { js: "import{createRequire as $r}from'node:module';const require=$r(import.meta.url);" },
    plugins: [withRecord, patchDependencies(root, patches)],
  });
  return outfile;
}

/** A recorded frame. */
export interface Frame {
  /** Everything visible, as `pictureOf` returns it. */
  readonly picture: string;
  readonly columns: number;
  readonly rows: number;
}

/** The record of a session. */
export interface FrameRecord {
  /** The environment that the program needs. */
  readonly env: { readonly SMS_TEST_FRAMES: string };
  /** Returns the number of keys read. */
  keys(): number;
  /** Returns the last whole frame in a fresh terminal; undefined before the first one. */
  expected(): Promise<Frame | undefined>;
}

/** Returns true for movements and modes alone; a frame has letters, too. */
const isBare = (data: string): boolean => data.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, '').trim() === '';

let made = 0;

/** Opens a record. */
export function newRecord(): FrameRecord {
  const file = join(folder, String(++made));
  writeFileSync(file, '');
  const input = openSync(file, 'r');
  let keys = 0;
  let rest = '';
  /** The last whole frame, and the movements behind it. */
  let frame: [columns: number, rows: number, data: string][] = [];
  const decoder = new StringDecoder('utf8');
  const chunk = Buffer.alloc(1 << 16);
  function read(): void {
    for (let size = readSync(input, chunk); size > 0; size = readSync(input, chunk))
      rest += decoder.write(chunk.subarray(0, size));
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const what of lines.map((line) => JSON.parse(line) as Recorded)) {
      if (what === 'key') keys++;
      else if (isBare(what[2])) frame.push([...what]);
      else frame = [[...what]];
    }
  }
  return {
    env: { SMS_TEST_FRAMES: file },
    keys() {
      read();
      return keys;
    },
    async expected() {
      read();
      const [columns, rows] = frame.at(-1) ?? [];
      if (!columns || !rows || !frame.some(([, , data]) => !isBare(data))) return undefined;
      const options = { cols: columns, rows, allowProposedApi: true, convertEol: true };
      const fresh = agree(new xterm.Terminal(options));
      const all = frame.map(([, , data]) => data).join('');
      await new Promise<void>((resolve) => fresh.write(`\x1b[?1049h\x1b[?25l${all}`, resolve));
      return { picture: pictureOf(fresh), columns, rows };
    },
  };
}
