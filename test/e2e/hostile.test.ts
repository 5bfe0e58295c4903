/** Hostile documents and the real program: what reaches the terminal, byte for byte, is our own. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeJson } from '../../src/json/json.ts';
import { ACTIVE, hostileTask } from '../support/hostile.ts';
import { access, service } from '../support/service.ts';
import { launch } from '../support/terminal.ts';

const RUNS = Number(process.env.SMS_HOSTILE_SESSIONS ?? 4);
/** Movements, erasing, colours, cursor shape and visibility, bracketed paste, alternate screen, frame marks, keyboard asks. */
const OURS = /\x1b\[(?:[0-9;]*[A-HJKLMPSTXdfmr@]|\?(?:25|2004|1049|2026)[hl]|\?u|>\d*u|<u)|\x1b[78]/g;

test.each(['the screen', 'lines'])(
  '%s: every byte is ours or harmless',
  { timeout: 120_000 },
  async (mode) => {
    const plain = mode === 'lines';
    const documents = fc.sample(hostileTask, { numRuns: RUNS, seed: Number(process.env.SMS_SEED ?? 6) });
    for (const document of documents) {
      const sms = await service({ tasks: [writeJson(document)] });
      const { flags, env } = access(sms);
      const session = launch([sms.firstTask, ...flags, ...(plain ? ['--plain'] : [])], { env });
      await session.waitFor(plain ? />$/m : '^C');
      const keys = plain
        ? ['n\r', '1\r', '\r', 'n\r', 'n\r', '?\r', 'v\r', 'q\r']
        : [
            'right',
            'down',
            '?',
            'escape',
            'right',
            'right',
            '/',
            'a',
            'escape',
            'right',
            '^S',
            'b',
            '^C',
            '^C',
          ];
      for (const key of keys) await session.press(key);
      session.hangUp();
      await session.exit;
      // Going back and to the left are movements of ours on the screen. The terminal driver makes every line end \r\n.
      const left = session.raw().replace(OURS, '').replaceAll('\r\n', '\n');
      const found = ACTIVE.exec(plain ? left : left.replace(/[\r\b]/g, ''));
      const around = found ? JSON.stringify(left.slice(Math.max(0, found.index - 20), found.index + 20)) : '';
      expect(around).toBe('');
      if (plain) expect(session.raw()).not.toContain('\x1b');
    }
  },
);

test('what would be found is found', () => {
  for (const bad of ['\x1b]0;x\x07', '\x1b[?1l', '\x9b2J', '\u202e', '\r', '\x07', '\u200b', '\x1bc']) {
    expect(ACTIVE.test(bad.replace(OURS, '')), JSON.stringify(bad)).toBe(true);
  }
  expect(ACTIVE.test('任务 ✓ ▸ é'.replace(OURS, ''))).toBe(false);
});
