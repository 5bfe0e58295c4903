/** Edits of list elements through the whole program, while another person changes the same task. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'lossless-json';
import { describe, expect, test } from 'vitest';
import { LVM, payloadText } from '../support/fixtures.ts';
import { D, type Doc, GIB, set, updateMeanwhile, withDisks } from '../support/meanwhile.ts';
import { run } from '../support/program.ts';
import { access, service, updates } from '../support/service.ts';

const diskIds = (body: Doc | undefined) => body?.target_server.disks.map(({ id }: Doc) => id);

describe('a removed disk', () => {
  test('that someone else replaced meanwhile: the other one stays', async () => {
    const { code, sent } = await updateMeanwhile(['--unset', `${D}[702]`], {
      before: {
        2: (task) =>
          withDisks(task, (disks) => [...disks.slice(0, 2), { ...disks[2], id: 999, name: '/dev/xvdd' }]),
      },
    });
    expect(sent).toEqual([]);
    expect(code).toBe(0);
  });

  test('whose name another takes', async () => {
    const { code, sent, report } = await updateMeanwhile([
      '--unset',
      `${D}[702]`,
      ...set(`${D}[701].name=/dev/xvdc`),
    ]);
    expect(diskIds(sent[0])).toEqual([700, 701]);
    expect(report.request).toEqual(sent[0]);
    expect(code).toBe(0);
  });

  test('that the service keeps: not applied', async () => {
    const keep = { value: undefined as Doc | undefined };
    const { code, report } = await updateMeanwhile(
      ['--unset', `${D}[702]`, ...set(`${D}[701].name=/dev/xvdc`)],
      {
        before: {
          2: (task) => {
            keep.value = task;
            return task;
          },
          3: () => keep.value as Doc,
          4: () => keep.value as Doc,
          5: () => keep.value as Doc,
        },
      },
    );
    expect(report.changes.map(({ outcome }: Doc) => outcome)).toEqual(['not_applied', 'not_applied']);
    expect(code).toBe(6);
  });

  test.each(['10G', '20G'])('and a new one of its name and %s', async (size) => {
    const { code, sent } = await updateMeanwhile([
      '--unset',
      `${D}[702]`,
      ...set(`${D}[+1].name=/dev/xvdc`, `${D}[+1].size=${size}`),
    ]);
    expect(sent[0]?.target_server.disks.map(({ id, name, size }: Doc) => [id ?? null, name, size])).toEqual([
      [700, '/dev/xvda', 40 * GIB],
      [701, '/dev/xvdb', 10 * GIB],
      [null, '/dev/xvdc', Number.parseInt(size, 10) * GIB],
    ]);
    expect(code).toBe(0);
  });
});

test('one of two partitions that have no id and no name is the one that goes', async () => {
  const twin = {
    device_use: 'NORMAL',
    file_system: 'ext4',
    index: 0,
    mount_point: '',
    used_size: 0,
    free_size: GIB,
  };
  const { code, sent, report } = await updateMeanwhile(['--unset', `${D}[701].physical_volumes[#4]`], {
    task: (task) =>
      withDisks(task, (disks) =>
        disks.map((disk) =>
          disk.id === 701
            ? {
                ...disk,
                physical_volumes: [
                  ...disk.physical_volumes,
                  { ...twin, size: GIB },
                  { ...twin, size: 2 * GIB },
                ],
              }
            : disk,
        ),
      ),
  });
  expect(sent[0]?.target_server.disks[1].physical_volumes.map(({ size }: Doc) => size).slice(2)).toEqual([
    GIB,
  ]);
  expect(report.changes[0].outcome).toBe('applied');
  expect(code).toBe(0);
});

describe('what changed meanwhile is judged before it is sent', () => {
  test('a disk that shrank under the volumes of the update', async () => {
    const volumes = `${D}[701].physical_volumes`;
    const { code, sent, report } = await updateMeanwhile(set(`${volumes}[/dev/xvdb2].size=7G`), {
      before: {
        2: (task) =>
          withDisks(task, (disks) =>
            disks.map((disk) => (disk.id === 701 ? { ...disk, size: 7 * GIB } : disk)),
          ),
      },
    });
    expect(sent).toEqual([]);
    expect(code).toBe(5);
    expect(report.findings.map(({ rule }: Doc) => rule)).toContain('disk_holds_volumes');
  });

  test('a state in which it may not take effect', async () => {
    const { code, sent } = await updateMeanwhile(set(`${D}[701].size=20G`), {
      before: { 2: (task) => ({ ...task, state: 'RUNNING' }) },
    });
    expect(sent).toEqual([]);
    expect(code).toBe(5);
  });
});

test('a reading of another task is refused', async () => {
  const { code, sent, report } = await updateMeanwhile(set(`${D}[701].size=20G`), {
    before: { 2: (task) => ({ ...task, id: 'ffffffff-7d9a-413e-8b5f-a7307f7d5679' }) },
  });
  expect(sent).toEqual([]);
  expect(code).toBe(1);
  expect(report.error.message).toContain('another task');
});

describe('the report', () => {
  test('is null where nothing was sent', async () => {
    const { report, sent } = await updateMeanwhile(set('name=b'), {
      before: { 2: (task) => ({ ...task, name: 'theirs' }) },
    });
    expect(sent).toEqual([]);
    expect(report.request).toBeNull();
    expect(report.result).toBe('refused');
  });

  test('has the body that was sent, with what changed meanwhile in it', async () => {
    const { report, sent } = await updateMeanwhile(set(`${D}[701].size=20G`), {
      before: {
        2: (task) =>
          withDisks(task, (disks) =>
            disks.map((disk) => (disk.id === 702 ? { ...disk, size: 11 * GIB } : disk)),
          ),
      },
    });
    expect(sent[0]?.target_server.disks[2].size).toBe(11 * GIB);
    expect(report.request).toEqual(sent[0]);
  });

  test('names keys that the API does not define, which are not sent', async () => {
    const { report, sent } = await updateMeanwhile(set(`${D}[701].size=20G`), {
      task: (task) => withDisks(task, (disks) => disks.map((disk) => ({ ...disk, vendor_tag: 'a' }))),
    });
    expect(JSON.stringify(sent[0])).not.toContain('vendor_tag');
    expect(report.left_out.map(({ path }: Doc) => path)).toContain(`${D}[].vendor_tag`);
    expect(report.left_out[0].why).toBe('not_in_api');
  });

  test('names what travelled along and is not as it was, with exit 6', async () => {
    const { report, code, stderr } = await updateMeanwhile(set(`${D}[701].size=20G`), {
      before: { 3: (task) => withDisks(task, (disks) => disks.slice(0, 2)) },
    });
    expect(report.side_effects).toEqual([expect.objectContaining({ kind: 'vanished', path: `${D}[702]` })]);
    expect(code).toBe(6);
    expect(stderr).toBe('');
  });

  test('prints the consequences of a resize, and --no-derived leaves them out', async () => {
    const root = `${D}[700].physical_volumes[/dev/xvda1].size`;
    const { report, sent } = await updateMeanwhile(set(`${D}[700].size=60G`, `${root}=+10G`));
    expect(report.follows.map(({ path }: Doc) => path)).toContain(`${D}[700].used_size`);
    const kept = await updateMeanwhile([...set(`${D}[700].size=60G`, `${root}=+10G`), '--no-derived']);
    expect(kept.report.follows).toEqual([]);
    expect(kept.sent[0]?.target_server.disks[0].used_size).not.toBe(
      sent[0]?.target_server.disks[0].used_size,
    );
  });
});

describe('sizes that read alike', () => {
  const UNALIGNED_SIZE = 20 * GIB + 1;

  test('are distinguished if one was wanted and the other is there', async () => {
    const sms = await service({
      tasks: [payloadText(LVM)],
      intercept: ({ method, path }) =>
        method === 'PUT'
          ? { status: 200, headers: {}, body: `{"id":"${path.split('/').at(-1)}"}` }
          : undefined,
    });
    const grown = JSON.parse(sms.taskText(sms.firstTask) as string);
    grown.target_server.disks[1].size = UNALIGNED_SIZE;
    sms.change(sms.firstTask, () => parse(JSON.stringify(grown)) as Doc);
    const { flags, env } = access(sms);
    const ran = await run(['update', sms.firstTask, ...set(`${D}[701].size=20G`), '--yes', ...flags], env);
    expect(ran.code).toBe(6);
    expect(ran.stdout).toContain(
      'size: 21,474,836,481 bytes → 20 GiB (−1 B) · not applied: still 21,474,836,481 bytes',
    );
  });

  test('are distinguished in a conflict', async () => {
    const { report, code } = await updateMeanwhile(set(`${D}[701].size=20G`), {
      before: {
        2: (task) =>
          withDisks(task, (disks) =>
            disks.map((disk) => (disk.id === 701 ? { ...disk, size: UNALIGNED_SIZE } : disk)),
          ),
      },
    });
    expect(code).toBe(5);
    expect(report.changes[0]).toMatchObject({ before: 10 * GIB, theirs: UNALIGNED_SIZE, after: 20 * GIB });
  });
});

test('a relative size of a partition is rounded up to MiB, with a note', async () => {
  const { stderr, sent } = await updateMeanwhile(set(`${D}[701].physical_volumes[/dev/xvdb1].size=+33%`));
  expect(stderr).toMatch(/size: Rounded up to whole MiB: 1,362 MiB\.\n$/);
  expect(sent[0]?.target_server.disks[1].physical_volumes[0].size % (1 << 20)).toBe(0);
});

describe('undo', () => {
  /** A service with a history of its own, and the program on it. */
  async function world() {
    const sms = await service({ tasks: [payloadText(LVM)] });
    const { flags, env } = access(sms);
    const home = { ...env, XDG_STATE_HOME: mkdtempSync(join(tmpdir(), 'sms-undo-')) };
    const json = async (...args: string[]) => {
      const ran = await run([...args, '--json', ...flags], home);
      return { ...ran, report: JSON.parse(ran.stdout) };
    };
    const change = (...settings: string[]) => json('update', sms.firstTask, ...set(...settings), '--yes');
    return { sms, json, change, undo: (...args: string[]) => json('undo', sms.firstTask, '--yes', ...args) };
  }

  test('--to 2 takes the last two updates back in one request', async () => {
    const { sms, change, undo } = await world();
    await change('name=first', `${D}[701].size=20G`);
    await change('name=second', `${D}[701].size=30G`);
    const { code, report } = await undo('--to', '2');
    expect(code).toBe(0);
    expect(updates(sms)).toHaveLength(3);
    const task = JSON.parse(sms.taskText(sms.firstTask) as string);
    expect([task.name, task.target_server.disks[1].size]).toEqual(['centos7-lvm', 10 * GIB]);
    expect(report.left_out).toEqual([]);
  });

  test('--to takes an id of the history', async () => {
    const { sms, json, change, undo } = await world();
    await change('name=first');
    await change('speed_limit=10');
    await change('speed_limit=20');
    const entries = (await json('history', sms.firstTask)).report;
    await undo('--to', entries[1].id);
    const task = JSON.parse(sms.taskText(sms.firstTask) as string);
    expect([task.name, task.speed_limit]).toEqual(['first', 0]);
  });

  test.each(['0', '3', 'deadbeef', '-1', 'x'])('--to %s: exit 2, with what can be given', async (to) => {
    const { change, undo } = await world();
    await change('name=first');
    await change('name=second');
    const { code, report } = await undo(`--to=${to}`);
    expect(code).toBe(2);
    expect(report.error.message).toContain('use 1 to 2');
  });

  test('of an undo names the update that it reverses', async () => {
    const { sms, json, change, undo } = await world();
    await change('name=first');
    await undo();
    const { stderr, code } = await undo();
    expect(stderr).toMatch(/That update itself undid the update of \d{4}-/);
    expect(code).toBe(0);
    expect(JSON.parse(sms.taskText(sms.firstTask) as string).name).toBe('first');
    const [last, middle, first] = (await json('history', sms.firstTask)).report;
    expect([last.undoes, middle.undoes, first.undoes]).toEqual([[middle.id], [first.id], []]);
  });

  test('what it leaves alone is in the report and in the exit code', async () => {
    const { sms, change, undo } = await world();
    await change('name=first', 'speed_limit=10');
    sms.change(sms.firstTask, (task) => ({ ...task, name: 'theirs' }));
    const partly = await undo();
    expect(partly.report.left_out).toEqual([
      { path: 'name', why: 'changed', message: expect.stringContaining('theirs') },
    ]);
    expect(partly.code).toBe(6);
    sms.change(sms.firstTask, (task) => ({ ...task, speed_limit: 77 }));
    const none = await undo('--to', '2');
    expect([none.code, none.report.result, none.report.request]).toEqual([5, 'refused', null]);
  });
});
