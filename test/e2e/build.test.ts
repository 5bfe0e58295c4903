/** The build: the same bytes each time, every license, and a failure rather than an incomplete package. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { preloading, run } from '../support/program.ts';
import { access, service } from '../support/service.ts';

const root = new URL('../..', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'sms-wizard-build-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SOURCES = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'CHANGELOG.md',
  'README.md',
  'LICENSE',
];

/** Copies the sources to a folder of that name; its node_modules is a link to that of the project. */
function checkout(name: string): string {
  const place = join(folder, name);
  mkdirSync(place, { recursive: true });
  for (const path of [...SOURCES, 'src', 'components', 'scripts'])
    cpSync(join(root, path), join(place, path), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'));
  return place;
}

function build(place: string, env: Record<string, string> = {}, umask = '022') {
  const command = `umask ${umask}; exec "$0" scripts/build.mjs`;
  const options = { cwd: place, env: { PATH: process.env.PATH, ...env }, encoding: 'utf8' as const };
  return spawnSync('sh', ['-c', command, process.execPath], options);
}

/** Returns the checksum and the mode of each file in dist/. */
const filesOf = (place: string) =>
  Object.fromEntries(
    readdirSync(join(place, 'dist'))
      .sort()
      .map((name) => {
        const path = join(place, 'dist', name);
        const digest = createHash('sha256').update(readFileSync(path)).digest('hex');
        return [name, `${(statSync(path).mode & 0o777).toString(8)} ${digest}`];
      }),
  );

function pack(place: string): Buffer {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', place];
  const { stdout } = spawnSync('npm', args, { cwd: place, encoding: 'utf8' });
  return readFileSync(join(place, JSON.parse(stdout)[0].filename));
}

test('two builds are the same, byte for byte, in other places, times, languages and with another umask', () => {
  const [one, other] = [checkout('one'), checkout('another/place')];
  expect(build(one, { TZ: 'UTC', LANG: 'C', HOME: '/' }).status).toBe(0);
  const faketime = { TZ: 'Asia/Shanghai', LANG: 'zh_CN.UTF-8', HOME: '/nonexistent', SOURCE_DATE_EPOCH: '1' };
  expect(build(other, faketime, '077').status).toBe(0);
  expect(Object.keys(filesOf(one))).toContain('main.js');
  expect(filesOf(other)).toEqual(filesOf(one));
  expect(filesOf(one)).toEqual(filesOf(root));
  expect(pack(other).equals(pack(one))).toBe(true);
  for (const name of readdirSync(join(one, 'dist')))
    expect(readFileSync(join(one, 'dist', name), 'utf8'), name).not.toContain(folder);
});

test('the HTTP client comes with the first request: no first frame waits for it', () => {
  const scripts = readdirSync(join(root, 'dist')).filter((name) => name.endsWith('.js'));
  const having = scripts.filter((name) =>
    readFileSync(join(root, 'dist', name), 'utf8').includes('throwHttpErrors'),
  );
  expect(having).toEqual(['network-shared.js']);
});

test('a request loads nothing of the fetch that Node has built in', async () => {
  const sms = await service();
  const { flags, env } = access(sms);
  const trap = `for (const name of ['fetch', 'Request', 'Response', 'Headers', 'FormData'])
    Object.defineProperty(globalThis, name, { get() { process.stderr.write('used: ' + name + '\\n'); } });`;
  const { code, stderr } = await run(['show', sms.firstTask, ...flags], { ...env, ...preloading(trap) });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

describe('what is bundled', () => {
  const licenses = readFileSync(join(root, 'dist/LICENSES.txt'), 'utf8');
  const bom = JSON.parse(readFileSync(join(root, 'dist/sbom.cdx.json'), 'utf8'));
  const { packages: locked } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  type Component = {
    group?: string;
    name: string;
    version: string;
    scope: string;
    hashes: unknown[];
    purl: string;
  };
  const components: Component[] = bom.components;
  const nameOf = ({ group, name }: Component) => (group ? `${group}/${name}` : name);

  test('has its license text in LICENSES.txt, nested packages too', () => {
    const parts = licenses.split(`\n${'='.repeat(80)}\n\n`);
    const listed = parts.map((part) =>
      /^(\S+) (\S+) \((.+)\)\n\n[\s\S]{200,}/.exec(part)?.slice(1, 3).join('@'),
    );
    expect(listed).toEqual(components.map((one) => `${nameOf(one)}@${one.version}`));
    expect(new Set(listed).size).toBe(listed.length);
    // A package of which node_modules has two versions.
    for (const known of ['signal-exit@3.0.7', 'signal-exit@4.1.0']) expect(listed).toContain(known);
    for (const part of parts) expect(part).toMatch(/permission/i);
  });

  test('is in the SBOM with the version and the checksum that package-lock.json has', () => {
    expect([bom.bomFormat, bom.specVersion]).toEqual(['CycloneDX', '1.6']);
    for (const one of components) {
      const entries = Object.entries<{ version: string; integrity: string }>(locked).filter(
        ([path, { version }]) => path.endsWith(`node_modules/${nameOf(one)}`) && version === one.version,
      );
      const hashes = entries.map(([, { integrity }]) =>
        Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex'),
      );
      expect(hashes, one.purl).toContain((one.hashes[0] as { content: string }).content);
      expect(one.purl).toBe(`pkg:npm/${nameOf(one).replace('@', '%40')}@${one.version}`);
    }
    const required = components.filter(({ scope }) => scope === 'required').map(nameOf);
    expect(required).toContain('ink');
    // @inquirer/prompts has an editor; nothing of it is in the program.
    expect(components.find(({ name }) => name === 'iconv-lite')?.scope).toBe('excluded');
  });
});

describe('the build fails', () => {
  /** Runs some lines with the scripts of the project. Returns the message of the error. */
  function failure(lines: string): string {
    const code = `const { bundledPackages } = await import('${root}scripts/licenses.mjs');
      const { patchDependencies, PATCHES, applyPatch } = await import('${root}scripts/patches/index.mjs');
      ${lines}`;
    const { stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    return stderr;
  }

  test('where no bundled module is from a package', () => {
    expect(failure(`await bundledPackages('${root}', new Map([['src/main.ts', 10]]));`)).toContain(
      'licences: no bundled module is from a package',
    );
  });

  test('if a package has no license text, nested or not', () => {
    const place = join(folder, 'bare');
    const dir = join(place, 'node_modules/a/node_modules/@b/c');
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, 'package.json'), '{"name":"@b/c","version":"1.0.0","license":"MIT"}');
    const lines = `await bundledPackages('${place}', new Map([['node_modules/a/node_modules/@b/c/index.js', 1]]));`;
    expect(failure(lines)).toContain('node_modules/a/node_modules/@b/c (@b/c 1.0.0) has no licence text');
    writeFileSync(join(dir, 'LICENSE'), '  \n');
    expect(failure(lines)).toContain('has no licence text');
  });

  test('where a patch matches nothing in its file', () => {
    expect(failure(`for (const patch of PATCHES) applyPatch(patch, 'another version');`)).toMatch(
      /patch \S+: nothing in \S+ matches/,
    );
  });

  test('where the file of a patch is gone', () => {
    const lines = `const { build } = await import('esbuild');
      const gone = { name: 'gone', file: 'ink/build/gone.js', edits: [] };
      await build({ stdin: { contents: '' }, write: false, plugins: [patchDependencies('${root}', [gone])] });`;
    expect(failure(lines)).toContain('gone: ink/build/gone.js');
  });
});
