/** Every generated block and every shown command of the documents, made anew and compared with the tree. */
import { type ChildProcess, spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BLOCKS } from '../../scripts/docs/blocks.ts';
import { contentOf, DOCUMENTS, isChinese } from '../../scripts/docs/documents.ts';
import { openShell } from '../../scripts/docs/examples.ts';
import { regenerated } from '../../scripts/docs/markdown.ts';
import { cleanEnv, PROGRAM } from '../support/terminal.ts';

/** The service that stays, as the README starts it, but on a port that is free. */
let simulator: ChildProcess;
let service: Record<string, string>;
beforeAll(async () => {
  simulator = spawn(process.execPath, [PROGRAM, 'simulator'], {
    env: cleanEnv(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  for await (const chunk of simulator.stdout ?? []) {
    output += String(chunk);
    if (output.includes('Ctrl-C')) break;
  }
  const [, HW_AUTH_TOKEN = '', SMS_ENDPOINT = ''] =
    /HW_AUTH_TOKEN=(\S+) sms-wizard --endpoint (\S+)/.exec(output) ?? [];
  service = { HW_AUTH_TOKEN, SMS_ENDPOINT };
});
afterAll(() => void simulator?.kill());

test.each(DOCUMENTS)(
  '%s is as the program is',
  async (path) => {
    const shell = openShell({ ...service, ...(isChinese(path) ? { LANG: 'zh_CN.UTF-8' } : {}) });
    try {
      const now = await regenerated(contentOf(path), BLOCKS, shell.run);
      await expect(now).toMatchFileSnapshot(`../../${path}`);
    } finally {
      shell.close();
    }
  },
  60_000,
);

test('every block that can be made is in a document', () => {
  const all = DOCUMENTS.map(contentOf).join('\n');
  const unused = Object.keys(BLOCKS).filter((name) => !all.includes(`<!-- generated: ${name} -->`));
  expect(unused).toEqual([]);
});
