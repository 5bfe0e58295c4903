/** The published package: no dependencies, and it runs in an empty directory without a network. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = new URL('../..', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'sms-wizard-package-'));
let tarball = '';

beforeAll(() => {
  const options = { cwd: root, encoding: 'utf8' as const };
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], options),
  );
  tarball = `./${packed.filename}`;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('npx runs it from the tarball, offline', () => {
  const env = { ...process.env, npm_config_cache: join(folder, 'cache'), npm_config_offline: 'true' };
  const shown = execFileSync(
    'npx',
    ['--yes', tarball, '--demo', 'show', '6402c49b-7d9a-413e-8b5f-a7307f7d5679'],
    {
      cwd: folder,
      encoding: 'utf8',
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  expect(shown).toContain('centos7-lvm');
  expect(shown).toContain('/dev/mapper/vgtest-data');
});

test('it has no dependencies and no install scripts', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(manifest.dependencies).toBeUndefined();
  for (const script of ['preinstall', 'install', 'postinstall', 'prepare']) {
    expect(manifest.scripts[script]).toBeUndefined();
  }
});

// Loaded on demand: the table of 399 error codes (17 kB), the readers of YAML and JMESPath (24 kB), Chinese (37 kB), and the
// simulator (18 kB).
test('the package stays under 400 kB packed, in few files, and holds the program alone', () => {
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, encoding: 'utf8' }),
  );
  console.log(`packed: ${packed.size} bytes, ${packed.entryCount} files`);
  expect(packed.size).toBeLessThan(400_000);
  // npx unpacks each file more than once before anything starts: see test/bench/npx.mjs.
  expect(packed.entryCount).toBeLessThanOrEqual(29);
  const paths: string[] = packed.files.map(({ path }: { path: string }) => path);
  // npm packs every README of the root, also those that `files` leaves out.
  const beside = paths.filter((path) => !path.startsWith('dist/'));
  expect(beside.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
  const others = paths.filter((path) => path.startsWith('dist/') && !path.endsWith('.js'));
  expect(others.sort()).toEqual(
    ['LICENSES.txt', 'package.json', 'sms-wizard.1'].map((name) => `dist/${name}`),
  );
});

test('every script in it is plain JavaScript in lines that tools can compare', () => {
  const scripts = readdirSync(join(root, 'dist')).filter((name) => name.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(5);
  for (const name of scripts) {
    const code = readFileSync(join(root, 'dist', name), 'utf8');
    // Throws SyntaxError if it isn't JSON.
    new Script(code.replace(/^#!.*/, ''), { filename: name });
    // A text and a table of numbers are one token and one value.
    const lines = code.replace(/\[[\d,]{500,}\]/g, '[]').split('\n');
    const long = lines.filter((line) => line.length > 1000 && !/[`'"]/.test(line));
    expect(long, name).toEqual([]);
  }
});

test('every module that is imported on demand belongs to a chunk', async () => {
  const { CHUNKS } = await import(join(root, 'scripts/chunks.mjs'));
  const scripts = readdirSync(join(root, 'dist')).filter((name) => name.endsWith('.js'));
  const own = scripts.filter((name) => !name.endsWith('-shared.js'));
  // One more than these: a module matches nothing in scripts/chunks.mjs.
  expect(own.sort()).toEqual(['main', ...Object.keys(CHUNKS)].map((name) => `${name}.js`).sort());
  expect(scripts.length).toBeLessThanOrEqual(25);
});

test('no module of ours exports a variable: the bundle exports values as they are when a file is loaded', () => {
  const changing = ['src', 'components'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter(
      (name) =>
        /\.tsx?$/.test(name) && /^export (?:let|var)\b/m.test(readFileSync(join(root, folder, name), 'utf8')),
    ),
  );
  expect(changing).toEqual([]);
});

test('npm has nothing to put right in package.json before it publishes', () => {
  const before = readFileSync(join(root, 'package.json'), 'utf8');
  const place = mkdtempSync(join(tmpdir(), 'sms-wizard-manifest-'));
  try {
    writeFileSync(join(place, 'package.json'), before);
    cpSync(join(root, 'dist'), join(place, 'dist'), { recursive: true });
    execFileSync('npm', ['pkg', 'fix'], { cwd: place, stdio: 'ignore' });
    expect(JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'))).toEqual(JSON.parse(before));
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
});
