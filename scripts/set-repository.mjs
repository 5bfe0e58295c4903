// Sets repository, bugs, and homepage in package.json: node scripts/set-repository.mjs OWNER/NAME [SERVER_URL]
// The release workflow runs it before npm pack, so a local npm pack after it gives the published package.
import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';

const root = dirname(import.meta.dirname);
const [repository = '', server = 'https://github.com', ...extra] = process.argv.slice(2);

// The values reach a shell on Windows, where npm is a batch file: allow no character that means anything to it.
if (!/^[\w.-]+\/[\w.-]+$/.test(repository) || !/^https:\/\/[\w.:-]+$/.test(server) || extra.length > 0) {
  console.error('Usage: node scripts/set-repository.mjs OWNER/NAME [SERVER_URL]');
  process.exit(2);
}

const address = `${server}/${repository}`;
const fields = {
  'repository.type': 'git',
  'repository.url': `git+${address}.git`,
  'bugs.url': `${address}/issues`,
  homepage: `${address}#readme`,
};
const words = Object.entries(fields).map(([name, value]) => `${name}=${value}`);
execFileSync('npm', ['pkg', 'set', ...words], {
  cwd: root,
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
