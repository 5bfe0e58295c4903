/** Compiled code on disk: it comes back as it was, and is never taken from where others can write. */
import {
  chmodSync,
  chownSync,
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
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cacheFolder, readCompiled, writeCompiled } from '../../../src/start/cache.ts';

const CODE = new Map([
  ['program.js', Buffer.from('some compiled code')],
  ['empty.js', Buffer.alloc(0)],
  ['任务.js', Buffer.alloc(4096, 7)],
]);

let home = '';
let folder = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sms-wizard-cache-'));
  folder = join(home, 'sms-wizard');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const write = (name = 'b1-v20') => writeCompiled(folder, name, 'b1', CODE);
const read = (name = 'b1-v20') => readCompiled(folder, name);

describe('compiled code', () => {
  test('comes back as it was, from a folder and a file for its owner alone', () => {
    write();
    expect([...read()]).toEqual([...CODE]);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'b1-v20')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['b1-v20']);
  });

  test('takes the place of earlier builds, and stands beside that of other versions of Node', () => {
    mkdirSync(folder);
    for (const name of ['b0-v20', 'b1-v22']) writeFileSync(join(folder, name), 'old');
    write();
    expect(readdirSync(folder)).toEqual(['b1-v20', 'b1-v22']);
  });

  test('that is cut off anywhere, or is something else, is none', () => {
    write();
    const file = join(folder, 'b1-v20');
    const whole = readFileSync(file);
    for (let length = 0; length < whole.length; length += 37) {
      writeFileSync(file, whole.subarray(0, length));
      expect(read().size, `${length} bytes`).toBe(0);
    }
    for (const other of ['', 'something else that is long enough', Buffer.alloc(5000)]) {
      writeFileSync(file, other);
      expect(read().size).toBe(0);
    }
    expect(read('b1-v24').size).toBe(0);
  });

  test('with a single bit turned is none', () => {
    write();
    const file = join(folder, 'b1-v20');
    const whole = readFileSync(file);
    for (let bit = 0; bit < whole.length * 8; bit += 97) {
      const damaged = Buffer.from(whole);
      damaged[bit >> 3] = (damaged[bit >> 3] as number) ^ (1 << (bit & 7));
      writeFileSync(file, damaged);
      expect(read().size, `bit ${bit}`).toBe(0);
    }
  });

  test('is not kept in a home of somebody else, nor where no folder can be', () => {
    // As root with the home of a user; for a user /root is such a home.
    const asRoot = process.getuid?.() === 0;
    if (asRoot) chownSync(home, 65534, 65534);
    writeCompiled(join(asRoot ? home : '/root', '.cache', 'sms-wizard'), 'b1-v20', 'b1', CODE);
    expect(readdirSync(home)).toEqual([]);
    writeCompiled('/proc/.cache/sms-wizard', 'b1-v20', 'b1', CODE);
  });

  test.each([
    ['a folder that others can write to', () => chmodSync(folder, 0o777)],
    ['a folder that a group can write to', () => chmodSync(folder, 0o770)],
    ['a file that others can write to', () => chmodSync(join(folder, 'b1-v20'), 0o666)],
    [
      'a folder that is a link',
      () => {
        symlinkSync(folder, join(home, 'link'));
        folder = join(home, 'link');
      },
    ],
    [
      'a file that is a link',
      () => {
        symlinkSync(join(folder, 'b1-v20'), join(folder, 'b1-v21'));
        rmSync(join(folder, 'b1-v20'), { force: true });
      },
    ],
  ])('is not taken from %s', (_what, spoil) => {
    write();
    spoil();
    expect(read().size + read('b1-v21').size).toBe(0);
  });

  test('is not kept in a folder that others can write to, and nothing is said about it', () => {
    mkdirSync(folder, { mode: 0o700 });
    chmodSync(folder, 0o777);
    write();
    expect(readdirSync(folder)).toEqual([]);
    // Nor where a file is in the way.
    writeFileSync(join(home, 'file'), '');
    writeCompiled(join(home, 'file', 'sms-wizard'), 'b1-v20', 'b1', CODE);
  });
});

describe('the folder', () => {
  test.each([
    [{ XDG_CACHE_HOME: '/c', HOME: '/h' }, '/c/sms-wizard'],
    [{ XDG_CACHE_HOME: 'not/from/the/root', HOME: '/h' }, '/h/.cache/sms-wizard'],
    [{ HOME: '/h' }, '/h/.cache/sms-wizard'],
    [{}, undefined],
    [{ HOME: '/h', NODE_DISABLE_COMPILE_CACHE: '1' }, undefined],
  ])('for %j is %s', (env, wanted) => {
    expect(cacheFolder(env)).toBe(wanted);
  });
});
