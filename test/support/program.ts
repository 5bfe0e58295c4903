/** The built program without a terminal: what it prints, and its exit code. */
import { spawn } from 'node:child_process';
import { cleanEnv, PROGRAM } from './terminal.ts';

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function run(args: readonly string[], env: Record<string, string> = {}, input = ''): Promise<Ran> {
  const node = process.env.SMS_TEST_NODE ?? process.execPath;
  const child = spawn(node, [PROGRAM, ...args], { env: cleanEnv(env), stdio: 'pipe' });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}
