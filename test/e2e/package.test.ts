/** What is published: one package with nothing behind it, that runs in an empty folder without a network. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
}, 60_000);

test('it has no dependencies, no install scripts, and carries the licences of what is in it', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(manifest.dependencies).toBeUndefined();
  for (const script of ['preinstall', 'install', 'postinstall', 'prepare']) {
    expect(manifest.scripts[script]).toBeUndefined();
  }
  const licences = readFileSync(join(root, 'dist/LICENSES.txt'), 'utf8');
  for (const name of ['ink', 'react', 'ky', 'zod', 'yoga-layout', 'lossless-json', '@inquirer/core']) {
    expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'));
  }
});

test('the package stays under 400 kB packed, in few files, and holds the program alone', () => {
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, encoding: 'utf8' }),
  );
  console.log(`packed: ${packed.size} bytes, ${packed.entryCount} files`);
  expect(packed.size).toBeLessThan(400_000);
  // npx unpacks each file more than once before anything starts: see test/bench/npx.mjs.
  expect(packed.entryCount).toBeLessThanOrEqual(9);
  const beside = packed.files
    .map(({ path }: { path: string }) => path)
    .filter((path: string) => !path.startsWith('dist/'));
  expect(beside.sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json']);
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
