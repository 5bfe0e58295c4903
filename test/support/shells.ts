/** The shells that completion is for, with the scripts of the built program loaded. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './program.ts';
import { launchCommand, PROGRAM, type Session } from './terminal.ts';

export const installed = (name: string): boolean =>
  spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;

export const SHELLS = {
  bash: {
    start: ['--norc', '--noprofile', '-i'],
    load: ". $FOLDER/sms.bash; PS1='ready> '; bind 'set enable-bracketed-paste off'",
  },
  zsh: {
    start: ['-f', '-i'],
    load: "autoload -Uz compinit; compinit -u -D; . $FOLDER/sms.zsh; PS1='ready> '; unsetopt automenu",
  },
  fish: {
    start: ['--no-config', '-i'],
    load: "source $FOLDER/sms.fish; function fish_prompt; echo -n 'ready> '; end; set -g fish_autosuggestion_enabled 0",
  },
} as const;

export type ShellName = keyof typeof SHELLS;

/** Makes a folder with the program and its scripts `sms.SHELL`. `remove` deletes it. */
export async function shellFolder(): Promise<{ readonly folder: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'sms-wizard-completion-'));
  symlinkSync(PROGRAM, join(folder, 'sms-wizard'));
  for (const shell of Object.keys(SHELLS)) {
    const { stdout, code } = await run(['completion', shell]);
    if (code !== 0) throw new Error(`completion ${shell}: exit ${code}`);
    writeFileSync(join(folder, `sms.${shell}`), stdout);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Starts a shell in a folder of `shellFolder`, ready for a command with completion. */
export async function startShell(
  shell: ShellName,
  folder: string,
  more: Record<string, string> = {},
): Promise<Session> {
  const { start, load } = SHELLS[shell];
  const env = {
    FOLDER: folder,
    HOME: folder,
    PATH: `${folder}:${process.env.PATH}`,
    TERM: 'xterm',
    ...more,
  };
  const session = launchCommand(shell, start, { env, columns: 300, rows: 50, folder });
  await session.settle();
  session.write(`${load}\r`);
  await session.waitFor(/^ready> $|^ready>$/m);
  return session;
}
