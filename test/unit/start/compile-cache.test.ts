/** The cache of compiled code is used only if no other user can write to it. */
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import module from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { compileCacheDir, enableCompileCache, isPrivateDir } from '../../../src/start/compile-cache.ts';

const isRoot = process.getuid?.() === 0;
const UNPRIVILEGED_UID = 65534;

let home = '';
let folder = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sms-wizard-cache-'));
  folder = join(home, '.cache', 'sms-wizard', 'compiled');
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

/** Returns the cache folders that were passed to Node; an empty list if there was no call. */
function foldersGiven(env: NodeJS.ProcessEnv = { HOME: home }): string[] {
  const given: string[] = [];
  const node = module as unknown as { enableCompileCache?: (path: string) => void };
  const own = node.enableCompileCache;
  node.enableCompileCache = (path) => given.push(path);
  try {
    enableCompileCache(env);
  } finally {
    if (own) node.enableCompileCache = own;
    else delete node.enableCompileCache;
  }
  return given;
}

test('Node gets a new folder for its user alone', () => {
  expect(foldersGiven()).toEqual([folder]);
  for (const path of ['.cache', '.cache/sms-wizard', '.cache/sms-wizard/compiled'])
    expect(statSync(join(home, path)).mode & 0o777, path).toBe(0o700);
  expect(foldersGiven()).toEqual([folder]);
});

test('nothing happens on a Node without a cache', () => {
  const node = module as unknown as { enableCompileCache?: unknown };
  const own = node.enableCompileCache;
  delete node.enableCompileCache;
  try {
    enableCompileCache({ HOME: home });
    expect(readdirSync(home)).toEqual([]);
  } finally {
    if (own) node.enableCompileCache = own;
  }
});

describe('Node gets no folder', () => {
  const made = () => mkdirSync(folder, { recursive: true, mode: 0o700 });

  test.each<[string, () => void]>([
    ['that others can write to', () => chmodSync(folder, 0o777)],
    ['that a group can write to', () => chmodSync(folder, 0o770)],
    ['that others can look into', () => chmodSync(folder, 0o755)],
    ['under one that others can write to', () => chmodSync(join(home, '.cache'), 0o777)],
    ['under one that a group can write to', () => chmodSync(join(home, '.cache/sms-wizard'), 0o775)],
    [
      'that is a link',
      () => {
        rmSync(folder, { recursive: true });
        mkdirSync(join(home, 'elsewhere'), { mode: 0o700 });
        symlinkSync(join(home, 'elsewhere'), folder);
      },
    ],
    [
      'that is a file',
      () => {
        rmSync(join(home, '.cache'), { recursive: true });
        symlinkSync('/dev/null', join(home, '.cache'));
      },
    ],
  ])('%s', (_what, spoil) => {
    made();
    expect(foldersGiven()).toEqual([folder]);
    spoil();
    expect(foldersGiven()).toEqual([]);
  });

  test.runIf(isRoot)('of somebody else', () => {
    made();
    chownSync(folder, UNPRIVILEGED_UID, UNPRIVILEGED_UID);
    expect(foldersGiven()).toEqual([]);
  });

  test.runIf(isRoot)('in the home of somebody else, and none is made there', () => {
    chownSync(home, UNPRIVILEGED_UID, UNPRIVILEGED_UID);
    expect(foldersGiven()).toEqual([]);
    expect(readdirSync(home)).toEqual([]);
  });

  test('where none can be made', () => {
    expect(foldersGiven({ HOME: '/proc' })).toEqual([]);
    expect(foldersGiven({ XDG_CACHE_HOME: '/dev/null' })).toEqual([]);
  });
});

test('a link above the folder is followed to where it really is', () => {
  const shared = join(home, 'shared');
  mkdirSync(join(shared, 'mine'), { recursive: true, mode: 0o700 });
  symlinkSync(join(shared, 'mine'), join(home, 'link'));
  mkdirSync(join(home, 'link', 'compiled'), { mode: 0o700 });
  expect(isPrivateDir(join(home, 'link', 'compiled'))).toBe(true);
  chmodSync(shared, 0o777);
  expect(isPrivateDir(join(home, 'link', 'compiled'))).toBe(false);
  // As in /tmp, where only its owner can rename or remove a file.
  chmodSync(shared, 0o1777);
  expect(isPrivateDir(join(home, 'link', 'compiled'))).toBe(true);
});

test.each([
  [{ XDG_CACHE_HOME: '/c', HOME: '/h' }, '/c/sms-wizard/compiled'],
  [{ XDG_CACHE_HOME: 'not/from/the/root', HOME: '/h' }, '/h/.cache/sms-wizard/compiled'],
  [{ HOME: '/h' }, '/h/.cache/sms-wizard/compiled'],
  [{ HOME: 'h' }, undefined],
  [{}, undefined],
  [{ HOME: '/h', NODE_DISABLE_COMPILE_CACHE: '1' }, undefined],
  [{ HOME: '/h', NODE_COMPILE_CACHE: '/own' }, undefined],
])('for %j the folder is %s', (env, wanted) => {
  expect(compileCacheDir(env)).toBe(wanted);
});
