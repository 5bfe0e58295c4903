/** Every view at the smallest size in both languages, for reading in a diff; none has more than fits. */
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { explainCode } from '../../src/api/error-codes.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { setValue } from '../../src/task/edits/draft.ts';
import { verify } from '../../src/task/sending/verify.ts';
import { textWidth } from '../../src/terminal/text/text-width.ts';
import type { FailureDetails } from '../../src/text/failure-text.ts';
import { loadServiceCodes, placeText } from '../../src/text/service-codes.ts';
import { type Language, text } from '../../src/text/text.ts';
import type { Event } from '../../src/wizard/event.ts';
import { LVM, payload, WINDOWS } from '../support/fixtures.ts';
import { speakHere } from '../support/language.ts';
import { type Shown, show } from '../support/screen.tsx';

const open: Shown[] = [];
afterEach(() => {
  for (const shown of open.splice(0)) shown.close();
});

const SIZE = { columns: 60, rows: 16 };
const NAME = ['enter', '^U', ...'web-01', 'enter'];
const DISKS = ['right', 'right'];
const VOLUMES = ['right', 'right', 'right'];

type Step = string | ((shown: Shown) => Event | undefined);

/** Events need what is in the store; keys are given by name. */
async function perform(shown: Shown, steps: readonly Step[]): Promise<void> {
  let keys: string[] = [];
  for (const step of steps) {
    if (typeof step === 'string') {
      keys.push(step);
      continue;
    }
    await shown.press(...keys);
    keys = [];
    const event = step(shown);
    if (event) shown.store.dispatch(event);
  }
  await shown.press(...keys);
}

beforeAll(loadServiceCodes);

const refused = (): FailureDetails => {
  const words = text().errors;
  const reason = 'The disk space is less than the total size of all partitions.';
  const { means, next = '', place } = explainCode('SMS.6539', 400, reason) ?? {};
  const message = words.codeAndMessage('SMS.6539', reason);
  const hint = words.sentences([next, placeText(place)]);
  return { kind: 'refused', message, meaning: means, hint, status: 400, requestId: 'c0ffee-1' };
};
const unreachable = (): FailureDetails => {
  const { what, next } = text().errors.transport.noAnswer;
  return { kind: 'no_answer', message: what('sms.example.com', '30'), hint: next };
};

const base = ({ store }: Shown): JsonObject => store.state().draft.base;

/** The end of a submit that a later reading of the task verified. */
const verified =
  (later: (task: JsonObject) => JsonObject, how: { lost?: true; repeated?: true } = {}) =>
  (shown: Shown): Event => {
    const task = later(base(shown));
    const verdicts = verify(shown.store.state().draft, task);
    const { lost = false, repeated = false } = how;
    return { type: 'submitted', result: { kind: 'verified', verdicts, task, lostAnswer: lost, repeated } };
  };

const stage = (name: 'checking' | 'sending' | 'verifying' | 'verifying_lost' | 'repeating') => (): Event => ({
  type: 'stage',
  stage: name,
});

const leftover = (age: number, alive = false) => ({
  key: `draft-${age}`,
  age,
  alive,
  edits: [
    { path: 'name', kind: 'set', value: 'web-01', before: 'centos7-lvm' },
    {
      path: 'target_server.disks[701].size',
      kind: 'set',
      value: 21474836480,
      before: 10737418240,
    },
    { path: 'target_server.disks[702]', kind: 'remove', value: null },
    { path: 'speed_limit', kind: 'set', value: 100, before: 0 },
    { path: 'no.longer', kind: 'set', value: 'x', before: 'y' },
    { path: 'migration_ip', kind: 'set', value: '10.0.0.1', before: '10.0.0.2' },
    { path: 'use_ipv6', kind: 'set', value: true },
  ] as const,
});

/** Each view by its name: the task it shows, and how to get there. */
const VIEWS: Readonly<Record<string, readonly [task: () => JsonObject, ...steps: Step[]]>> = {
  'typing a size': [() => payload(LVM), ...DISKS, 'enter', '^U', ...'50G'],
  'a size that does not fit': [() => payload(LVM), ...DISKS, 'enter', '^U', ...'20G'],
  'no size': [() => payload(LVM), ...DISKS, 'enter', '^U', ...'much'],
  'typing replaces': [() => payload(LVM), 'enter'],
  'yes or no': [() => payload(LVM), 'right', 'enter'],
  'nothing picked yet': [() => ({ ...payload(LVM), use_ipv6: null }), 'right', 'down', 'enter', 'enter'],
  presets: [() => payload(LVM), 'right', 'down', 'down', 'down', 'enter', 'end'],
  filtering: [() => payload(LVM), ...VOLUMES, 'right', '/', ...'id'],
  'a filter that nothing matches': [() => payload(LVM), ...VOLUMES, 'right', '/', ...'xyz', 'enter'],
  'a disk opened': [() => payload(LVM), ...DISKS, 'down', 'o'],
  'entries of a list': [
    () => ({ ...payload(LVM), target_disk_ids: 'one two' }),
    ...[...VOLUMES, 'right', '/', ...'target_disk', 'enter', 'enter'],
  ],
  'what can be added': [() => payload(LVM), ...VOLUMES, 'end', 'a'],
  'an offer': [() => payload(LVM), ...VOLUMES, 'enter', ...'+10G', 'enter'],
  removed: [() => payload(LVM), ...DISKS, 'down', 'down', 'd'],
  'help for a field': [() => payload(LVM), ...DISKS, '?'],
  'help for the keys': [() => payload(LVM), ...DISKS, '?', 'end'],
  'the review': [
    () => payload(LVM),
    ...[...NAME, ...DISKS, 'enter', '^U', ...'50G', 'enter', 'right', 'down', 'd', '^S'],
  ],
  'errors in the review': [() => payload(LVM), ...DISKS, 'enter', '^U', ...'20G', 'enter', '^S', 's'],
  'exact bytes': [() => payload(LVM), ...DISKS, 'enter', '^U', ...'50G', 'enter', '^S', 'x'],
  'the request': [() => payload(LVM), ...NAME, '^S', 'b'],
  'warnings to accept': [
    () => payload(WINDOWS),
    ...[...NAME, ...DISKS, 'enter', '^U', ...'60G', 'enter', '^S', 's'],
  ],
  'Nothing to submit': [() => payload(LVM), '^S', 's'],
  conflicts: [
    () => payload(LVM),
    ...NAME,
    ({ store }) => ({
      type: 'conflict',
      draft: store.state().draft,
      remote: {
        moved: ['region_name'],
        conflicts: [
          { path: 'name', base: 'centos7-lvm', theirs: 'theirs', ours: 'web-01', kind: 'changed' },
          { path: 'speed_limit', base: 0, theirs: 77, ours: 50, kind: 'gone' },
        ],
      },
    }),
  ],
  checking: [() => payload(LVM), ...NAME, stage('checking')],
  sending: [() => payload(LVM), ...NAME, stage('sending')],
  verifying: [() => payload(LVM), ...NAME, stage('verifying')],
  'the answer is lost': [() => payload(LVM), ...NAME, stage('verifying_lost')],
  'sending once more': [() => payload(LVM), ...NAME, stage('repeating'), '^C'],
  applied: [() => payload(LVM), ...NAME, verified((task) => ({ ...task, name: 'web-01' }))],
  'not applied': [() => payload(LVM), ...NAME, verified((task) => ({ ...task, state: 'RUNNING' }))],
  'partly applied': [
    () => payload(WINDOWS),
    ...[...NAME, ...DISKS, 'enter', '^U', ...'60G', 'enter'],
    verified((task) => ({ ...task, name: 'web-01' }), { lost: true }),
  ],
  unverified: [
    () => payload(LVM),
    ...[...NAME, 'right', 'down', 'enter', 'y', 'enter'],
    (shown) => {
      const { use_ipv6: _ipv6, ...rest } = base(shown);
      return verified(() => ({ ...rest, name: 'web-01' }), { repeated: true })(shown);
    },
  ],
  refused: [
    () => payload(LVM),
    ...NAME,
    () => ({ type: 'submitted', result: { kind: 'refused', failure: refused() } }),
  ],
  'outcome unknown': [
    () => payload(LVM),
    ...NAME,
    () => ({ type: 'submitted', result: { kind: 'unknown', failure: unreachable() } }),
  ],
  unreadable: [() => payload(LVM), () => ({ type: 'taskFailed', failure: refused() })],
  'a draft left behind': [
    () => payload(LVM),
    (shown) => ({
      type: 'taskLoaded',
      task: base(shown),
      leftovers: [leftover(7_200_000), leftover(90_000)],
    }),
  ],
  'open elsewhere': [
    () => payload(LVM),
    (shown) => ({ type: 'taskLoaded', task: base(shown), leftovers: [leftover(5000, true)] }),
  ],
  'drafts cannot be kept': [() => payload(LVM), () => ({ type: 'saved', problem: 'EROFS' })],
};

/** Three English words in a row; what the API and the server say has fewer. */
const ENGLISH = /\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b/;

describe.each<[Language]>([['en'], ['zh']])('in %s at 60×16', (language) => {
  test.each(Object.keys(VIEWS))('%s', async (name) => {
    await speakHere(language);
    const [task, ...steps] = VIEWS[name] as (typeof VIEWS)[string];
    const shown = await show(task(), SIZE);
    open.push(shown);
    await perform(shown, steps);
    const rows = shown.rows();
    expect(rows).toHaveLength(SIZE.rows);
    for (const row of rows) expect(textWidth(row)).toBeLessThanOrEqual(SIZE.columns);
    // A row too wide or one too many would push the first ones out.
    if (name !== 'unreadable') expect(rows[0]).toMatch(/^ sms-wizard {2}\S/);
    if (language === 'zh') expect(shown.text()).toMatch(/\p{Script=Han}/u);
    const ours = rows.filter((row) => !/The disk space is|all partitions/.test(row));
    if (language === 'zh') expect(ours.join('\n')).not.toMatch(ENGLISH);
    await expect(`${shown.text()}\n`).toMatchFileSnapshot(
      `./frames/${language}/${name.replaceAll(' ', '-')}.txt`,
    );
  });

  test('a window that is too small is asked to grow in one line', async () => {
    await speakHere(language);
    const shown = await show(payload(LVM), { columns: 59, rows: 16 });
    open.push(shown);
    const [line, ...rest] = shown.rows();
    expect(line).toBe(text().screen.tooSmall(60, 16));
    expect(rest.join('')).toBe('');
  });

  test('fields in a column begin at the same place, whatever their labels are', async () => {
    await speakHere(language);
    const shown = await show(payload(LVM), SIZE);
    open.push(shown);
    await shown.press(...VOLUMES, 'right');
    const values = ['ec5eca22', '192.168.0.151', 'centos7-target', 'LINUX', 'CENTOS_7_2_64BIT'];
    const at = values.map((value) => {
      const list = shown.rows().slice(4, 12);
      const row = list.find((candidate) => candidate.includes(value)) ?? '';
      return textWidth(row.slice(0, row.indexOf(value)));
    });
    expect(new Set(at)).toEqual(new Set([28]));
  });
});

test('accepts yes or no in Chinese, by its Chinese word and by its English letter', async () => {
  await speakHere('zh');
  const shown = await show(payload(LVM), SIZE);
  open.push(shown);
  await shown.press('right', 'enter');
  expect(shown.text()).toContain('使用公网   是  [否]');
  await shown.press('y', 'enter');
  expect(shown.text()).toContain('否 → 是');
  await shown.press('enter', 'right', 'enter');
  expect(shown.text()).not.toContain('→ 是');
  await shown.press('enter', '是', 'enter');
  expect(shown.store.state().draft.edits).toEqual(
    setValue(shown.store.state().draft, 'use_public_ip', true).edits,
  );
  expect(shown.store.state().draft.edits).toEqual([{ path: 'use_public_ip', value: true }]);
});

test('Chinese is typed and filtered by in Chinese', async () => {
  await speakHere('zh');
  const shown = await show(payload(LVM), SIZE);
  open.push(shown);
  await shown.press('enter', '^U', ...'任务-甲', 'enter');
  expect(shown.text()).toContain('centos7-lvm → 任务-甲');
  await shown.press(...VOLUMES, 'right', '/', ...'企业项目');
  await expect.poll(() => shown.rows()[4], { timeout: 5000 }).toBe(' 区域和项目');
  expect(shown.rows()[5]).toMatch(/▸ {3}企业项目/);
});
