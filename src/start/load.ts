/**
 * Loads the parts of the program, each once, with the code that was compiled for it before. They stand in one file, one
 * after the other: npm unpacks each file of a package twice before anything starts.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import { cacheFolder, readCompiled, writeCompiled } from './cache.ts';

export type Require = (name: string) => unknown;

/** The parts in a file: a line of JSON with names and lengths, and the code in that order. */
function partsIn(file: string): ReadonlyMap<string, Buffer> {
  const bytes = readFileSync(file);
  const end = bytes.indexOf('\n');
  const list: [string, number][] = JSON.parse(bytes.toString('utf8', 0, end));
  let at = end + 1;
  return new Map(
    list.map(([name, length]) => {
      const from = at;
      at += length;
      return [name, bytes.subarray(from, at)];
    }),
  );
}

/**
 * A `require` for the parts in a file; `build` names what was bundled, `native` loads what Node has. Code that had to
 * be compiled is kept when the process ends.
 */
export function loaderOf(file: string, build: string, native: Require): Require {
  const parts = partsIn(file);
  const cache = cacheFolder(process.env);
  const name = `${build}-${process.version}-${process.arch}`;
  const compiled = cache === undefined ? new Map<string, Buffer>() : readCompiled(cache, name);
  const loaded = new Map<string, { exports: unknown }>();
  const scripts = new Map<string, Script>();
  let isNew = false;

  function load(part: string): unknown {
    const known = loaded.get(part);
    if (known) return known.exports;
    const cachedData = compiled.get(part);
    const script = new Script(`(function(exports,require,module){${parts.get(part)}\n})`, {
      filename: pathToFileURL(join(file, part)).href,
      ...(cachedData ? { cachedData } : {}),
    });
    isNew ||= !cachedData || script.cachedDataRejected === true;
    scripts.set(part, script);
    const module = { exports: {} as unknown };
    loaded.set(part, module);
    script.runInThisContext()(module.exports, require, module);
    return module.exports;
  }

  function require(wanted: string): unknown {
    return wanted.startsWith('./') ? load(wanted.slice(2)) : native(wanted);
  }

  process.on('exit', () => {
    if (cache === undefined || !isNew) return;
    const fresh = [...scripts].map(([part, script]) => [part, script.createCachedData()] as const);
    writeCompiled(cache, name, build, new Map([...compiled, ...fresh]));
  });
  return require;
}
