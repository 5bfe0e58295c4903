/** The moments that decide: Review, question, Result, new disk, failed task, conflict. What has to be read is never cut. */
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/json/json.ts';
import { verify } from '../../src/task/sending/verify.ts';
import { textWidth } from '../../src/terminal/text/text-width.ts';
import { loadServiceCodes } from '../../src/text/service-codes.ts';
import { LVM, payload } from '../support/fixtures.ts';
import { type Shown, show } from '../support/screen.tsx';

beforeAll(loadServiceCodes);
const open: Shown[] = [];
afterEach(() => {
  for (const shown of open.splice(0)) shown.close();
});

const SIZES = [
  [80, 24],
  [60, 16],
] as const;

const EDITS = ['enter', '^U', ...'web-01', 'enter', '4', 'end', 'enter', ...'+30G', 'enter', '+', '+'];

async function shownAt(task: JsonObject, [columns, rows]: readonly [number, number]): Promise<Shown> {
  const shown = await show(task, { columns, rows });
  open.push(shown);
  return shown;
}

/** Ends a submit with all edits applied. */
const applyAll = (shown: Shown): Promise<void> =>
  shown.after((store) => {
    const { draft } = store.state();
    const task = { ...payload(LVM), name: 'web-01' };
    const verdicts = verify(draft, task);
    store.dispatch({
      type: 'submitted',
      result: { kind: 'verified', verdicts, task, lostAnswer: false, repeated: false, requestId: 'c0ffee' },
    });
  });

const MOMENTS: Readonly<Record<string, (size: readonly [number, number]) => Promise<Shown>>> = {
  async Review(size) {
    const shown = await shownAt(payload(LVM), size);
    await shown.press(...EDITS, '^S');
    return shown;
  },
  async question(size) {
    const shown = await MOMENTS.Review?.(size);
    await shown?.press('s');
    return shown as Shown;
  },
  async Result(size) {
    const shown = await MOMENTS.question?.(size);
    await applyAll(shown as Shown);
    return shown as Shown;
  },
  async 'new disk'(size) {
    const shown = await shownAt(payload(LVM), size);
    await shown.press('3', 'a', 'enter', 'enter', ...'20G', 'enter', 'enter', 'enter');
    return shown;
  },
  'failed task': (size) => {
    const error = { error_code: 'SMS.0806', error_msg: 'Failed to synchronize partition /dev/xvdb1.' };
    return shownAt({ ...payload(LVM), state: 'MIGRATE_FAIL', error_json: JSON.stringify(error) }, size);
  },
  async conflict(size) {
    const shown = await shownAt(payload(LVM), size);
    await shown.press(
      'enter',
      '^U',
      ...'web-01',
      'enter',
      '2',
      'down',
      'down',
      'down',
      'enter',
      '5',
      'enter',
    );
    await shown.after((store) => {
      const conflicts = [
        { path: 'name', base: 'centos7-lvm', theirs: 'theirs', ours: 'web-01', kind: 'changed' as const },
        { path: 'speed_limit', base: 0, theirs: 77, ours: 5, kind: 'changed' as const },
      ];
      const { draft } = store.state();
      store.dispatch({ type: 'conflict', draft, remote: { moved: ['migration_ip'], conflicts } });
    });
    return shown;
  },
};

describe.each(SIZES)('at %i×%i', (columns, rows) => {
  test('the moments that decide', async () => {
    const frames: string[] = [];
    for (const [name, reach] of Object.entries(MOMENTS)) {
      const shown = await reach([columns, rows]);
      for (const row of shown.rows()) expect(textWidth(row)).toBeLessThanOrEqual(columns);
      frames.push(`${name} ${'='.repeat(columns - name.length - 1)}`, shown.text());
    }
    await expect(`${frames.join('\n')}\n`).toMatchFileSnapshot(`./frames/moments-${columns}x${rows}.txt`);
  });
});

/** Returns the LVM task with two logical volumes whose names begin and end alike. */
function withAlikeNames(): JsonObject {
  const task = payload(LVM);
  const server = task.target_server as JsonObject;
  const [group] = server.volume_groups as [JsonObject];
  const [volume] = group.logical_volumes as [JsonObject];
  const named = (middle: string): JsonObject => ({
    ...volume,
    name: `/dev/mapper/vg_data_center_frankfurt-${middle}-volume-of-the-erp`,
  });
  const logical_volumes = [named('logs'), named('data')];
  return { ...task, target_server: { ...server, volume_groups: [{ ...group, logical_volumes }] } };
}

describe.each([...SIZES, [120, 40] as const])('names at %i×%i', (columns, rows) => {
  test('that are unlike never read alike in a list, and the focused one is whole', async () => {
    const shown = await shownAt(withAlikeNames(), [columns, rows]);
    await shown.press('4', 'end');
    const names = shown
      .rows()
      .filter((row) => / (data|数据) +ext4 /.test(row))
      .map((row) => row.replace('▸', ' ').split(/ data +ext4/)[0]);
    expect(names).toHaveLength(2);
    expect(new Set(names).size).toBe(2);
    const whole = shown.rows().join('').replaceAll(' ', '');
    expect(whole).toContain('/dev/mapper/vg_data_center_frankfurt-data-volume-of-the-erp');
  });

  test('that are long are whole in the question before a submit', async () => {
    const name = `${'n'.repeat(60)}-end`;
    const shown = await shownAt({ ...payload(LVM), name }, [columns, rows]);
    await shown.press('2', 'down', 'down', 'down', 'enter', '5', 'enter', '^S', 's');
    expect(shown.rows().join('').replaceAll(' ', '')).toContain(`Submitthischangeto${name}?`);
    expect(shown.rows()[0]).toMatch(/n.*-end/);
  });
});
