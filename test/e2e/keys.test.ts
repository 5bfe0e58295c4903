/** Keys over slow lines: in packets, pasted, typed ahead. */
import { describe, expect, test } from 'vitest';
import { onDemo } from '../support/demo.ts';
import { chance } from '../support/seeded-random.ts';
import { access, service, wizardOn } from '../support/service.ts';
import { bytesOf, freshState, launchCommand, PROGRAM } from '../support/terminal.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The longest gap in these tests, and the delay by which a busy machine may lengthen a gap, in ms. */
const GAP_MS = 60;
const LATE_MS = 25;

/**
 * Writes pieces with gaps before each but the first. Returns false if this machine made a gap much longer than asked:
 * then the test doesn't count.
 */
async function inPackets(
  write: (piece: string | Buffer) => void,
  pieces: readonly (readonly [piece: string | Buffer, gap: number])[],
): Promise<boolean> {
  let kept = true;
  for (const [piece, gap] of pieces) {
    const from = performance.now();
    await sleep(gap);
    if (performance.now() - from > Math.max(gap, GAP_MS) + LATE_MS) kept = false;
    write(piece);
  }
  return kept;
}

/** Tries until the gaps were as asked: on a busy machine many times. */
async function onSuchALine(once: () => Promise<boolean>): Promise<void> {
  for (let tries = 20; tries > 0; tries--) if (await once()) return;
  throw new Error('this machine is too busy to make such a line');
}

describe('keys in packets', () => {
  test.concurrent.each([0, 5, 15, 30, 45, GAP_MS])(
    'an arrow whose escape comes %i ms ahead is an arrow',
    (gap) =>
      onSuchALine(async () => {
        const session = await onDemo();
        let kept = true;
        for (const [first, rest] of [
          ['\x1b', '[B'],
          ['\x1b[', 'A'],
          ['\x1b', 'OB'],
          ['\x1b', '[A'],
          ['\x1b', '[C'],
        ] as const) {
          const pieces = [[first, 0] as const, [rest, gap] as const];
          kept = (await inPackets((piece) => session.write(piece), pieces)) && kept;
          await session.settle();
        }
        if (kept) {
          // Down, up, down, up, and right lead to the second step; no byte was typed or read as Esc.
          await session.waitFor('▸ Network');
          expect(session.text()).not.toMatch(/\[A|\[B|OB/);
        }
        await session.press('^C');
        await session.exit;
        return kept;
      }),
  );

  test.concurrent.each([1, 2, 3])(
    'keys and letters cut anywhere, with any gaps up to 60 ms: as if they were whole, seed %i',
    (seed) =>
      onSuchALine(async () => {
        const { below } = chance(seed);
        const name = [
          'down',
          'up',
          'right',
          'left',
          'enter',
          '^U',
          '任',
          '务',
          'w',
          'home',
          'end',
          'backspace',
        ];
        const next = ['right', 'down', 'pagedown', 'pageup', 'down', 'enter', 'left', 'enter', 'end'];
        const bytes = Buffer.from([...name, 'enter', ...next].map(bytesOf).join(''));
        const pieces: [Buffer, number][] = [];
        for (let from = 0; from < bytes.length; ) {
          const to = from + 1 + below(4);
          pieces.push([bytes.subarray(from, to), below(GAP_MS + 1)]);
          from = to;
        }
        const session = await onDemo();
        const kept = await inPackets((piece) => session.write(piece), pieces);
        if (kept) {
          await session.waitFor('▸ Network');
          // The name was typed, its last letter taken back; in the next step a choice was made.
          await session.waitFor(/~ Use IPv6 +no → yes/);
          await session.waitFor(/^ ▸ +Rate limit/m);
          await session.press('left');
          await session.waitFor('centos7-lvm → 任务');
        }
        await session.press('^C', ...(kept ? [] : ['^C']));
        await session.exit;
        return kept;
      }),
  );

  test('Esc alone is Esc, also with a letter soon behind it', async () => {
    const session = await wizardOn(await service());
    await session.press('right');
    await session.waitFor('▸ Network');
    session.write('\x1b');
    await session.waitFor('▸ Name');
    session.write('\x1b');
    await sleep(30);
    session.write('?');
    await session.waitFor('Keys');
    await session.press('^C');
    await session.exit;
  });

  test('a paste in pieces, its end mark cut, goes into the field as one text', async () => {
    const session = await wizardOn(await service());
    await session.press('enter');
    for (const piece of ['\x1b', '[200~web', '-01\r\n', '-x\x1b[20', '1~']) {
      session.write(piece);
      await sleep(20);
    }
    await session.waitFor(/web-01.*-x/);
    await session.press('escape', '^C');
    await session.exit;
  });
});

describe('a paste with line breaks', () => {
  test.each([
    ['that says so', '\x1b[200~web\r\n01\rx\n\x1b[201~'],
    ['of a terminal that does not say so', 'web\r\n01\rx'],
  ])('%s goes into a field as one text, and presses nothing', async (_how, pasted) => {
    const session = await wizardOn(await service());
    await session.press('enter', '^U');
    session.write(pasted);
    await session.waitFor(/Task name {2}web 01 x/);
    await session.waitFor('" " isn\'t allowed');
    await session.press('escape');
    expect(session.text()).not.toContain('1 change');
    await session.press('^C');
    await session.exit;
  });
});

describe('what is typed ahead', () => {
  const NODE = process.env.SMS_TEST_NODE ?? process.execPath;
  const PROMPT = 'here>';

  /** Starts the wizard from a shell, with keys typed before anything is shown. */
  async function typedAhead(keys: string, more: readonly string[], latency: number) {
    const sms = await service({ latency });
    const { flags, env } = access(sms);
    const state = freshState();
    const shell = launchCommand('bash', ['--norc', '-i'], {
      env: { ...env, PS1: PROMPT, XDG_STATE_HOME: state },
    });
    await shell.waitFor(PROMPT);
    shell.write(`${[NODE, PROGRAM, sms.firstTask, ...flags, ...more].join(' ')}\r`);
    // The program has started, and the service has not responded yet.
    while (sms.requests.length === 0) await sleep(5);
    shell.write(keys);
    return { sms, shell };
  }

  test.each([[400], [900]])(
    'is read by the wizard, and nothing of it by the shell: a service that takes %i ms',
    async (latency) => {
      // A line of its own in each read: several lines in one are a paste.
      const { shell } = await typedAhead('\recho-leaked\r', [], latency);
      await shell.waitFor('centos7-lvm → echo-leaked');
      shell.write('\x03');
      await shell.waitFor('1 change not submitted');
      await shell.waitFor(/^here>$/m);
      shell.write('echo still-$((1+1))\r');
      await shell.waitFor('still-2');
      expect(shell.raw()).not.toContain('command not found');
      shell.write('exit\r');
      await shell.exit;
    },
  );

  test('is not left to the shell either where the wizard is left before it can be used', async () => {
    const { shell, sms } = await typedAhead('echo leaked-$((1+1))\r\x03', [], 3000);
    await shell.waitFor(/^here>$/m);
    shell.write('echo still-$((1+1))\r');
    await shell.waitFor('still-2');
    expect(shell.raw()).not.toContain('leaked-2');
    expect(sms.requests).toHaveLength(1);
    shell.write('exit\r');
    await shell.exit;
  });
});
