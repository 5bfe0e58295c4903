/** Runs the built program without a terminal: output and exit code. */
import { spawn } from 'node:child_process';
import { cleanEnv, PROGRAM } from './terminal.ts';

/** The result of a run. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The folder that the program starts in, and its whole environment. */
export interface Surroundings {
  readonly cwd?: string;
  readonly env: Record<string, string>;
}

/** A program that runs, and its output once it has ended. `killed`: by SIGKILL. */
export interface Started {
  kill(): void;
  readonly ended: Promise<Ran & { readonly killed: boolean }>;
}

/** Starts the program, and gives it `input`. */
export function start(args: readonly string[], surroundings: Surroundings, input = ''): Started {
  const node = process.env.SMS_TEST_NODE ?? process.execPath;
  const child = spawn(node, [PROGRAM, ...args], { ...surroundings, stdio: 'pipe' });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const ended = new Promise<Awaited<Started['ended']>>((resolve) =>
    child.on('close', (code, signal) => resolve({ code, stdout, stderr, killed: signal === 'SIGKILL' })),
  );
  return { kill: () => child.kill('SIGKILL'), ended };
}

/** Returns an environment in which Node runs a script of its own before the program. */
export const preloading = (script: string): { readonly NODE_OPTIONS: string } => ({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}`,
});

/** Runs the program to its end. */
export async function run(
  args: readonly string[],
  env: Record<string, string> = {},
  input = '',
): Promise<Ran> {
  const { code, stdout, stderr } = await start(args, { env: cleanEnv(env) }, input).ended;
  return { code, stdout, stderr };
}
