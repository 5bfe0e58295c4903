/** Hostile services and the real program: every byte that reaches the terminal is our own or harmless. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type JsonObject, stringifyJson } from '../../src/json/json.ts';
import type { SimulatorOptions } from '../../src/simulator/server.ts';
import { ACTIVE, hostileEntry, hostileTask, hostileText, OURS } from '../support/hostile.ts';
import { answer } from '../support/plain-driver.ts';
import { run } from '../support/program.ts';
import { access, service } from '../support/service.ts';
import { freshState, launch } from '../support/terminal.ts';

const SESSIONS = Number(process.env.SMS_HOSTILE_SESSIONS ?? 2);
const seed = Number(process.env.SMS_SEED ?? 6);

const scene = fc.record({ task: hostileTask, entry: hostileEntry, text: hostileText, id: hostileText });
const scenes = fc.sample(scene, { numRuns: SESSIONS, seed }).map((made, number) => ({ number, ...made }));
type Scene = (typeof scenes)[number];

/** Characters that a header may contain: no control character, but all of Latin-1, C1 too. */
const headerOf = (text: string): string =>
  `id-\x9b2J\x85${text.replace(/[^\x20-\x7e\x80-\xff]/g, '')}`.slice(0, 200);

/**
 * Returns a service whose texts are all hostile; it rejects updates, and every second call of the list.
 */
function hostile({ task, entry, text, id }: Scene, refusesUpdates = true): SimulatorOptions {
  const list = stringifyJson({
    count: 3,
    tasks: [task, entry, { ...(entry as JsonObject), id: '1'.repeat(8) }],
  });
  let lists = 0;
  return {
    tasks: [stringifyJson(task)],
    intercept({ method, path }) {
      const headers = { 'Content-Type': 'application/json', 'X-Request-Id': headerOf(id) };
      const refusal = { status: 400, headers, body: stringifyJson({ error_code: id, error_msg: text }) };
      if (method === 'PUT' && refusesUpdates) return refusal;
      if (!path.startsWith('/v3/tasks?')) return undefined;
      return ++lists % 2 ? { status: 200, headers, body: list } : refusal;
    },
  };
}

/** Returns active characters that aren't ours, with their surroundings. */
function foreign(bytes: string, ours: RegExp | undefined, moves: RegExp): string {
  const rest = bytes
    .replaceAll('\r\n', '\n')
    .replace(ours ?? /(?!)/, '')
    .replace(moves, '');
  const found = ACTIVE.exec(rest);
  return found ? JSON.stringify(rest.slice(Math.max(0, found.index - 30), found.index + 30)) : '';
}

describe.each(scenes)('hostile service $number', (made) => {
  test.each([
    ['the screen', [], ['down', 'down', 'down', '?', 'escape', '/', 'a', 'escape', 'r', 'r', 'g', 'enter']],
    ['lines', ['--plain'], ['?\r', '? 1\r', '? 2\r', 's\r', 'b\r', 'r\r', 'r\r', 'a\r', 'b\r', '1\r']],
  ])('%s: the list of tasks, and into one', async (_mode, flags, keys) => {
    const sms = await service(hostile(made));
    const { flags: to, env } = access(sms);
    const session = launch([...to, ...flags], { env });
    await session.waitFor(flags.length ? />$/m : '↵ open');
    for (const key of keys) await session.press(key);
    session.hangUp();
    await session.exit;
    expect(foreign(session.raw(), flags.length ? undefined : OURS, flags.length ? /(?!)/ : /[\r\b]/g)).toBe(
      '',
    );
  });

  test.each([
    [
      'the screen',
      [],
      [
        ...[
          'right',
          'down',
          '?',
          'escape',
          'right',
          'o',
          'down',
          'escape',
          'right',
          '/',
          'a',
          'escape',
          'right',
        ],
        ...['down', 'down', 'left', 'left', 'left', 'left', 'enter', '^U', 'm', 'enter', '^S', 'b', 'escape'],
        ...['s', 'pause', 'y', 'e', '^C', '^C'],
      ],
    ],
    [
      'lines',
      ['--plain'],
      [...['1', 'mine', 'n', '1', '', 'n', 'n', '?', 'b', 'v', 'p', 'b', 'v', 's', 'y', 'l']],
    ],
  ])(
    '%s: a task from its steps to a refusal, and what stays in the scrollback',
    async (_mode, flags, keys) => {
      const sms = await service(hostile(made));
      const { flags: to, env } = access(sms);
      const session = launch([sms.firstTask, ...to, ...flags], { env });
      await session.waitFor(flags.length ? />$/m : '^C');
      // In lines, words are answered by the next question.
      const reply = flags.length ? (words: string) => answer(session, words) : session.press;
      for (const key of keys)
        await (key === 'pause' ? new Promise((resolve) => setTimeout(resolve, 350)) : reply(key));
      session.write(flags.length ? 'q\r' : '\x03');
      await session.exit;
      expect(sms.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1);
      expect(foreign(session.raw(), flags.length ? undefined : OURS, flags.length ? /(?!)/ : /[\r\b]/g)).toBe(
        '',
      );
    },
  );

  test('commands: results, talk, notes and JSON', async () => {
    const sms = await service(hostile(made, false));
    const refusing = await service(hostile(made));
    const state = { XDG_STATE_HOME: freshState() };
    const plan = join(mkdtempSync(join(tmpdir(), 'sms-hostile-')), 'plan.json');
    const id = sms.firstTask;
    const set = ['--set', 'name=mine'];
    const on = (where: typeof sms, ...words: string[]) => ({
      words: [...words, '--endpoint', where.url],
      where,
    });
    const commands = [
      on(sms, 'list'),
      on(sms, 'list', '--debug'),
      on(sms, 'list', '--json'),
      on(sms, 'show', id),
      on(sms, 'show', id, '--debug'),
      on(sms, 'show', id, '--json'),
      on(sms, 'update', id, ...set, '--dry-run', '--out', plan),
      on(sms, 'update', id, ...set, '--dry-run', '--json'),
      on(sms, 'apply', plan, '--dry-run'),
      on(sms, 'update', id, ...set, '--yes'),
      on(refusing, 'update', id, '--set', 'name=other', '--yes'),
      on(refusing, 'update', id, '--set', 'name=other', '--yes', '--json', '--debug'),
      on(sms, 'undo', id, '--dry-run'),
    ];
    const ran: { words: string; code: number | null; stdout: string; stderr: string }[] = [];
    for (const { words, where } of commands) {
      const env = { ...access(where).env, ...state };
      ran.push({ words: words.join(' '), ...(await run(words, env)) });
    }
    for (const words of [['history'], ['history', '--json']])
      ran.push({ words: words.join(' '), ...(await run(words, state)) });
    for (const { words, code, stdout, stderr } of ran) {
      expect(stdout.length + stderr.length, words).toBeGreaterThan(0);
      expect(foreign(stdout, undefined, /(?!)/), `${words}: ${code}`).toBe('');
      expect(foreign(stderr, undefined, /(?!)/), `${words}: ${code}`).toBe('');
    }
    // A program gets the service's text unchanged, and the rate windows, of which the task has none.
    const shown = ran.find(({ words }) => /^show .* --json/.test(words));
    expect(JSON.parse(shown?.stdout ?? '')).toEqual({
      ...JSON.parse(stringifyJson(made.task)),
      rate_windows: [],
    });
  });
});
