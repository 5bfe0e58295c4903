/** The printed command and the draft make the same request, through a real shell and the real parser. */
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCommandLine } from '../../../src/commands/flags.ts';
import { history } from '../../../src/commands/history.ts';
import { withSettings } from '../../../src/commands/settings.ts';
import { isObject, type Json, type JsonObject, readJson } from '../../../src/json/json.ts';
import { recordIntent } from '../../../src/storage/history.ts';
import { commandFor, equivalentCommand } from '../../../src/task/command.ts';
import {
  addElement,
  type Draft,
  locateIn,
  newDraft,
  removeElement,
  restoreElement,
  setValue,
} from '../../../src/task/draft.ts';
import { stepInto } from '../../../src/task/path.ts';
import { canonicalText } from '../../../src/task/plan.ts';
import { keptEdits } from '../../../src/task/replay.ts';
import { updateRequest } from '../../../src/task/request.ts';
import { sanitise } from '../../../src/terminal/sanitise.ts';
import { text } from '../../../src/text/text.ts';
import { pageLines } from '../../../src/wizard/pages.ts';
import { initialState, type State } from '../../../src/wizard/state.ts';
import * as arbitrary from '../../support/arbitrary.ts';
import { freshState } from '../../support/terminal.ts';

const TASK = '6402c49b-7d9a-413e-8b5f-a7307f7d5679';

/** What a shell could take for something else, in names of elements and in values. */
const nasty = fc.oneof(
  fc.constantFrom(
    "it's",
    '"quoted"',
    '$HOME',
    '`id`',
    '$(id)',
    'two\nlines',
    'end\n',
    'a=b',
    'a]b',
    '[+1]',
    '+1',
    '#1',
    '-rf',
    '*',
    '~',
    'back\\slash',
    "\\'",
    '!!',
    ' blank ',
    '数据 盘',
    '💾',
    '\t',
    '{a,b}',
    ';',
    '%s',
  ),
  fc.string({ minLength: 1, maxLength: 8, unit: 'binary' }).filter((text) => !/\0|\p{Surrogate}/u.test(text)),
);

/** The same task with its disks, volumes and groups under other names, no two alike. */
const renamed = (document: JsonObject, names: readonly string[]): JsonObject => {
  let next = 0;
  const visit = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(visit);
    if (!isObject(value)) return value;
    const entries = Object.entries(value).map(([key, inner]): [string, Json] => [key, visit(inner)]);
    const named = entries.map(([key, inner]): [string, Json] =>
      key === 'name' && next < names.length ? [key, names[next++] as string] : [key, inner],
    );
    return Object.fromEntries(named);
  };
  const server = document.target_server as JsonObject;
  const lists = Object.fromEntries(
    ['disks', 'volume_groups'].map((key) => [key, visit(server[key] as Json) as Json]),
  );
  return { ...document, target_server: { ...server, ...lists } };
};

const elementPaths = (document: JsonObject): string[] => {
  const server = document.target_server as JsonObject;
  const of = (list: Json | undefined, object: 'TargetDisk' | 'VolumeGroups', at: string) =>
    (Array.isArray(list) ? list : []).map((_, position) => at + stepInto(object, list as Json[], position));
  return [
    ...of(server.disks, 'TargetDisk', 'target_server.disks'),
    ...of(server.volume_groups, 'VolumeGroups', 'target_server.volume_groups'),
  ];
};

interface Step {
  readonly kind: 'set' | 'text' | 'unset' | 'remove' | 'nic' | 'group';
  readonly at: number;
  readonly text: string;
  readonly number: number;
}
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('set', 'set', 'text', 'unset', 'remove', 'nic', 'group'),
  at: fc.nat(),
  text: nasty,
  number: fc.nat({ max: 1000 }),
});

/** A field that takes any text. */
const TEXTS = ['target_server.os_version', 'target_server.name', 'region_name', 'vm_template_id'];

function taken(draft: Draft, { kind, at, text, number }: Step): Draft {
  const pick = <T>(from: readonly T[]): T => from[at % from.length] as T;
  const elements = elementPaths(draft.base);
  try {
    if (kind === 'text') return setValue(draft, pick(TEXTS), text);
    if (kind === 'nic')
      return addElement(draft, 'target_server.networks', { mac: 'fa:16:3e:00:00:01', ip: '10.0.0.7' }).draft;
    if (kind === 'group') {
      const logical_volumes = [{ name: `${text}-lv`, size: number }];
      return addElement(draft, 'target_server.volume_groups', { name: text, size: number, logical_volumes })
        .draft;
    }
    if (kind === 'remove') return elements.length ? removeElement(draft, pick(elements)) : draft;
    const paths = arbitrary.editablePaths(draft.base).filter((path) => !locateIn(draft, path).field.required);
    const path = pick(paths);
    if (kind === 'unset') return setValue(draft, path, null);
    const { field } = locateIn(draft, path);
    const value: Json =
      field.type === 'boolean'
        ? number % 2 === 0
        : field.values
          ? pick(field.values)
          : field.format
            ? '10.0.0.9'
            : field.type === 'string'
              ? `v${number}`
              : number;
    return setValue(draft, path, value);
  } catch {
    // A field of an element that is taken out, or a path that an odd name makes ambiguous.
    return draft;
  }
}

const drafts = fc
  .tuple(
    arbitrary.task,
    fc.uniqueArray(nasty, { maxLength: 9 }),
    fc.array(step, { minLength: 1, maxLength: 6 }),
  )
  .map(([document, names, steps]) => steps.reduce(taken, newDraft(renamed(document, names))));

/** The words that a shell makes of a command. */
const wordsOf = (command: string): string[] =>
  execFileSync('/bin/sh', ['-c', command.replace(/^sms-wizard/, "printf '%s\\0'")], {
    encoding: 'utf8',
  })
    .split('\0')
    .slice(0, -1);

const runs = (usual: number) => ({ numRuns: Number(process.env.SMS_TEST_RUNS ?? usual) });
const ENDPOINT = ['--endpoint', 'http://127.0.0.1:1'];

/** A command, run through a shell and the real parser, makes the same request as the draft. */
function expectSame(command: string, draft: Draft): void {
  const line = readCommandLine(wordsOf(command));
  expect(line).toMatchObject({ command: 'update', taskId: TASK });
  const again = withSettings(newDraft(draft.base), line.set, line.unset);
  expect(canonicalText(updateRequest(again).body)).toBe(canonicalText(updateRequest(draft).body));
}

/** What a command prints on standard output. */
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
      runs(100),
    );
    expect(commands).toBeGreaterThan(50);
  });

  test('as the Review shows it, in a window of any width: the same request, or why it cannot be copied', () => {
    let [commands, broken, unshown] = [0, 0, 0];
    fc.assert(
      fc.property(drafts, fc.constantFrom(60, 80, 160, 2000), (draft, columns) => {
        if (draft.edits.length === 0) return;
        const size = { columns, rows: 24 };
        const initial = initialState({
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
        for (const line of shown) if (head >= 0) expect(sanitise(line)).toBe(line);
        if (head < 0) unshown++;
        else if (shown.join(' ').includes(text().plans.brokenCommand.slice(0, 20))) broken++;
        else {
          commands++;
          expectSame(shown.join('\n'), draft);
        }
      }),
      runs(60),
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
          const line = readCommandLine(['history']);
          const [, command = ''] = /\n {4}(\S.*)\n$/.exec(await printed(() => history(line))) ?? [];
          const json = readJson(await printed(() => history(readCommandLine(['history', '--json']))));
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
        runs(60),
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
    const disk = readJson('{"id":1,"name":"a","size":5,"x_unknown":{"a":1}}') as JsonObject;
    const draft = restoreElement(newDraft({ target_server: { disks: [] } }), 'target_server.disks', disk);
    expect(equivalentCommand(TASK, draft)).toBeUndefined();
    expect(commandFor(TASK, keptEdits(draft))).toBeUndefined();
  });
});
