/** Homes and variables with credentials of the simulator's users, and a table of results. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { DOMAIN, OWNER, TEMPORARY_KEYS } from '../../src/simulator/access/accounts.ts';

const homes: string[] = [];
process.on('exit', () => {
  for (const home of homes) rmSync(home, { recursive: true, force: true });
});

/** Marks a directory in the place of a file, which can't be read. */
export const FOLDER = Buffer.alloc(0);

/** Creates a home directory with these files. Returns its path. */
export function homeWith(files: Record<string, string | Buffer>): string {
  const home = mkdtempSync(join(tmpdir(), 'sms-wizard-home-'));
  homes.push(home);
  for (const [path, content] of Object.entries(files)) {
    const file = join(home, path);
    mkdirSync(content === FOLDER ? file : join(file, '..'), { recursive: true });
    if (content !== FOLDER) writeFileSync(file, content);
  }
  return home;
}

/** The path of the SDK's file in a home. */
export const SDK_FILE = '.huaweicloud/credentials';
/** The path of KooCLI's file in a home. */
export const KOOCLI_FILE = '.hcloud/config.json';
const { keys } = OWNER;

/** Returns a section of the SDK's file with the owner's key. */
export const ini = (section: string, sep = '='): string =>
  `[${section}]\nak ${sep} ${keys.access}\nsk ${sep} ${keys.secret}\n`;

/** Returns KooCLI's file with one profile. */
export const hcloud = (profile: object): string =>
  JSON.stringify({ current: 'default', profiles: [{ name: 'default', mode: 'AKSK', ...profile }] });
/** The owner's key as KooCLI writes it without encryption. */
export const plainKeys = { accessKeyId: keys.access, secretAccessKey: keys.secret };
/** An access key as KooCLI writes it with encryption. */
export const encryptedKeys = { accessKeyId: 'q2VmYQ==:9f8a/+c1d0e4', secretAccessKey: 'A1b2+/==' };

/** Returns the variables of a family with temporary keys. */
export const temporaryIn = (family: 'HW' | 'OS'): Record<string, string> => ({
  [`${family}_ACCESS_KEY`]: TEMPORARY_KEYS.access,
  [`${family}_SECRET_KEY`]: TEMPORARY_KEYS.secret,
  [`${family}_SECURITY_TOKEN`]: TEMPORARY_KEYS.securityToken,
});

/** Returns the variables of a family with a user and a password. */
export const userIn = (
  family: 'HW' | 'OS',
  { name, password }: { readonly name: string; readonly password: string } = OWNER,
): Record<string, string> => ({
  [family === 'HW' ? 'HW_USER_NAME' : 'OS_USERNAME']: name,
  [family === 'HW' ? 'HW_USER_PASSWORD' : 'OS_PASSWORD']: password,
  [`${family}_DOMAIN_NAME`]: DOMAIN.name,
});

/** Collects a table of setups and outcomes; prints it after all tests of a file. */
export function newMatrix(title: string): (setUp: string, outcome: string, how: string) => void {
  const rows: string[][] = [];
  afterAll(() => {
    const [first, second] = [0, 1].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
    const lines = rows.map(
      ([a = '', b = '', c]) => `  ${a.padEnd(first ?? 0)}  ${b.padEnd(second ?? 0)}  ${c}`,
    );
    console.log(`${title}: ${rows.length} set-ups\n${lines.join('\n')}`);
  });
  return (...row) => void rows.push(row);
}
