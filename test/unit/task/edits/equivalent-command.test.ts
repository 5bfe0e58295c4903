/** The printed command and the draft make the same request, through a real shell and the real parser. */
import { execFileSync, spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCommandLine } from '../../../../src/cli/command-line.ts';
import { history } from '../../../../src/commands/history.ts';
import { type JsonObject, parseJson } from '../../../../src/json/json.ts';
import { recordIntent } from '../../../../src/storage/history.ts';
import { type Draft, newDraft, restoreElement, setValue } from '../../../../src/task/edits/draft.ts';
import { equivalentCommand, updateCommand } from '../../../../src/task/edits/equivalent-command.ts';
import { canonicalJson } from '../../../../src/task/edits/saved/plan.ts';
import { toSavedEdits } from '../../../../src/task/edits/saved/saved-edit.ts';
import { buildRequest } from '../../../../src/task/sending/request.ts';
import { sanitize } from '../../../../src/terminal/text/sanitize.ts';
import { text } from '../../../../src/text/text.ts';
import { applyAssignments } from '../../../../src/update/assignments.ts';
import { createInitialState, type State } from '../../../../src/wizard/state.ts';
import { pageLines } from '../../../../src/wizard/text/overlay-pages.ts';
import { drafts } from '../../../support/drafts.ts';
import { freshState } from '../../../support/terminal.ts';

const TASK = '6402c49b-7d9a-413e-8b5f-a7307f7d5679';

/** The shells that are installed here, each in its turn; fish starts slowly. */
const SHELLS = ['sh', 'bash', 'zsh', 'sh', 'bash', 'zsh', 'sh', 'fish'].filter(
  (name) => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0,
);
let turn = 0;

/** Returns the words that this shell makes of a command. */
function runIn(shell: string, command: string): string[] {
  const asked = command.replace(/^sms-wizard/, "env printf '%s\\0'");
  const args = shell === 'fish' ? ['--no-config', '-c'] : shell === 'zsh' ? ['-f', '-c'] : ['-c'];
  const env = { ...process.env, LANG: 'C.UTF-8', HOME: tmpdir() };
  return execFileSync(shell, [...args, asked], { encoding: 'utf8', env })
    .split('\0')
    .slice(0, -1);
}

/** Returns the words that the next shell makes of a command. */
function wordsOf(command: string): string[] {
  const shell = SHELLS[turn++ % SHELLS.length] as string;
  return runIn(shell, command);
}

/** All kinds of outcome come with it. */
const SEED = 4;
const runs = (usual: number) => ({ numRuns: Number(process.env.SMS_TEST_RUNS ?? usual) });
const ENDPOINT = ['--endpoint', 'http://127.0.0.1:1'];

/** Fails unless a command, run through a shell and the real parser, makes the same request as the draft. */
function expectSame(command: string, draft: Draft): void {
  const line = parseCommandLine(wordsOf(command));
  expect(line).toMatchObject({ command: 'update', taskId: TASK });
  const again = applyAssignments(newDraft(draft.base), line.values.set ?? [], line.values.unset);
  expect(canonicalJson(buildRequest(again).body)).toBe(canonicalJson(buildRequest(draft).body));
}

/** Returns a command's standard output. */
async function printed(command: () => Promise<number>): Promise<string> {
  const write = process.stdout.write;
  let all = '';
  process.stdout.write = ((chunk: string) => {
    all += chunk;
    return true;
  }) as typeof write;
  try {
    await command();
  } finally {
    process.stdout.write = write;
  }
  return all;
}

describe('the equivalent command', () => {
  test('makes the same request as the draft, through a shell', () => {
    let commands = 0;
    fc.assert(
      fc.property(drafts, (draft) => {
        const command = equivalentCommand(TASK, draft, ENDPOINT);
        if (draft.edits.length === 0 || command === undefined) return;
        commands++;
        expectSame(command, draft);
      }),
      runs(50),
    );
    expect(commands).toBeGreaterThan(25);
  });

  test('as Review shows it, in a window of any width: the same request, or why it cannot be copied', () => {
    let [commands, broken, unshown] = [0, 0, 0];
    fc.assert(
      fc.property(drafts, fc.constantFrom(60, 80, 160, 2000), (draft, columns) => {
        if (draft.edits.length === 0) return;
        const size = { columns, rows: 24 };
        const initial = createInitialState({
          size,
          taskId: TASK,
          host: 'h',
          demo: false,
          ascii: false,
          access: ENDPOINT,
        });
        const state = { ...initial, draft, step: 'review', overlay: 'request' } as State;
        const page = pageLines(state);
        const lines = page.slice(0, page.length).map(({ text: line }) => line);
        const head = lines.indexOf(text().plans.command);
        const shown = lines.slice(head + 1);
        // The terminal gets no more than this of any line.
        for (const line of shown) if (head >= 0) expect(sanitize(line)).toBe(line);
        if (head < 0) unshown++;
        else if (shown.join(' ').includes(text().plans.brokenCommand.slice(0, 20))) broken++;
        else {
          commands++;
          expectSame(shown.join('\n'), draft);
        }
      }),
      { ...runs(30), seed: SEED },
    );
    expect(commands).toBeGreaterThan(15);
    expect([broken > 0, unshown > 0]).toEqual([true, true]);
  });

  test('as the history prints it, from its file: the same request, or why it cannot be copied', async () => {
    const before = process.env.XDG_STATE_HOME;
    let [commands, unshown] = [0, 0];
    try {
      await fc.assert(
        fc.asyncProperty(drafts, async (draft) => {
          if (draft.edits.length === 0) return;
          process.env.XDG_STATE_HOME = freshState();
          recordIntent(TASK, 'http://127.0.0.1:1', draft);
          const line = parseCommandLine(['history']);
          const [, command = ''] = /\n {4}(\S.*)\n$/.exec(await printed(() => history(line))) ?? [];
          const json = parseJson(await printed(() => history(parseCommandLine(['history', '--json']))));
          const exact = (json as JsonObject[])[0]?.command;
          if (typeof exact === 'string') expectSame(exact, draft);
          if (command.startsWith('sms-wizard ')) {
            commands++;
            expectSame(command, draft);
          } else {
            unshown++;
            const { noCommand, unshownCommand } = text().plans;
            expect(command).toBe(exact === null ? noCommand : unshownCommand);
          }
        }),
        { ...runs(30), seed: SEED },
      );
    } finally {
      if (before === undefined) delete process.env.XDG_STATE_HOME;
      else process.env.XDG_STATE_HOME = before;
    }
    expect(commands).toBeGreaterThan(15);
    expect(unshown).toBeGreaterThan(0);
  });

  test('is one line of quoted words', () => {
    const draft = setValue(
      newDraft({ target_server: { os_version: '' } }),
      'target_server.os_version',
      "it's $5",
    );
    expect(equivalentCommand(TASK, draft, ['--demo'])).toBe(
      `sms-wizard update ${TASK} --demo --set 'target_server.os_version=it'\\''s $5'`,
    );
  });

  test('is not printed where no settings make the same: an element that is restored with all it had', () => {
    const disk = parseJson('{"id":1,"name":"a","size":5,"x_unknown":{"a":1}}') as JsonObject;
    const draft = restoreElement(newDraft({ target_server: { disks: [] } }), 'target_server.disks', disk);
    expect(equivalentCommand(TASK, draft)).toBeUndefined();
    expect(updateCommand(TASK, toSavedEdits(draft))).toBeUndefined();
  });
});
