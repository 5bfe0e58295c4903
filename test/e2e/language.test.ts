/** The built program in Chinese: in a terminal and in scripts; in English none of its texts are loaded. */
import { describe, expect, test } from 'vitest';
import { loadedBy } from '../support/loaded.ts';
import { run } from '../support/program.ts';
import { submitOn } from '../support/screen-driver.ts';
import { access, service, updates } from '../support/service.ts';
import { launch } from '../support/terminal.ts';

const CHINESE = { LANG: 'zh_CN.UTF-8' };
const PROSE = /\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b/;
/** A command as it is typed is the same in every language: `sms-wizard completion bash|zsh|fish`. */
const TYPED = /\bsms-wizard( [a-z|]+)+/g;

describe('in a terminal', () => {
  test('by the locale: a task is renamed, submitted and verified', async () => {
    const sms = await service();
    const { flags, env } = access(sms);
    const wizard = launch([sms.firstTask, ...flags], { columns: 60, rows: 16, env: { ...env, ...CHINESE } });
    await wizard.waitFor('任务名称');
    expect(wizard.rows()[1]).toBe(' ▸ 名称 · 网络 · 磁盘 · 卷 · 其他 · 核对');
    await wizard.press('enter', '^U', ...'任务-甲');
    expect(wizard.rows()[12]).toBe(' 任务名称  任务-甲');
    // Two columns a character: the cursor is behind the last one.
    expect(wizard.cursor()).toEqual({ x: 18, y: 12 });
    await wizard.press('enter', '^S');
    await wizard.waitFor('按 s 将 1 处修改提交到 centos7-lvm。');
    await submitOn(wizard);
    await wizard.waitFor('修改已生效，并已核实。');
    await wizard.press('enter');
    expect(await wizard.exit).toEqual({ code: 0, signal: 0 });
    expect(updates(sms)).toEqual([{ name: '任务-甲' }]);
    expect(wizard.text()).toContain(`任务 ${sms.firstTask}：1 处已生效`);
  });

  test('by --lang zh in any locale: a conflict is put to the user', async () => {
    const sms = await service();
    const { flags, env } = access(sms);
    const wizard = launch([sms.firstTask, ...flags, '--lang', 'zh'], { env: { ...env, LC_ALL: 'C' } });
    await wizard.waitFor('任务名称');
    await wizard.press('enter', ...'mine', 'enter');
    sms.change(sms.firstTask, (task) => ({ ...task, name: 'theirs' }));
    await wizard.press('^S');
    await submitOn(wizard);
    await wizard.waitFor('! 任务名称：原为 centos7-lvm，现为 theirs，您改为 mine');
    await wizard.press('^C');
    expect((await wizard.exit).code).toBe(130);
    expect(wizard.text()).toContain('有 1 处修改未提交');
    expect(wizard.rows().join('')).toContain('--lang zh --set name=mine');
    expect(wizard.text()).not.toContain('?');
  });

  test('in plain mode: yes is answered by its English letter, digits come from a Chinese keyboard', async () => {
    const plain = launch(['--demo', '--plain'], { env: CHINESE });
    await plain.waitFor('第 1 步，共 6 步：名称和类型。');
    plain.write('n\r');
    await plain.waitFor('第 2 步，共 6 步：网络。');
    plain.write('２\r');
    await plain.waitFor('使用IPv6。');
    await plain.waitFor('2. 否（当前）');
    plain.write('y\r');
    await plain.waitFor('使用IPv6：否 → 是');
    await plain.waitFor('目前有 1 处修改。');
    plain.write('q\r');
    expect((await plain.exit).code).toBe(3);
    expect(plain.raw()).not.toMatch(PROSE);
  });

  test('a question is asked in Chinese and answered by y or by 是', async () => {
    const sms = await service();
    const { flags, env } = access(sms);
    for (const [answer, code] of [
      ['n', 3],
      ['y', 0],
    ] as const) {
      const asked = launch(['update', sms.firstTask, '--set', 'name=web-01', ...flags], {
        env: { ...env, ...CHINESE },
      });
      await asked.waitFor('将这 1 处修改提交到 centos7-lvm？');
      await asked.press(answer, 'enter');
      expect((await asked.exit).code).toBe(code);
      expect(asked.text()).toContain(code ? '已取消。未发送任何内容。' : '已生效');
    }
    expect(updates(sms)).toEqual([{ name: 'web-01' }]);
  });
});

test.each([
  ['linux', ['--lang', 'zh'], {}, true],
  ['linux', [], CHINESE, false],
  ['fbterm', ['--lang', 'zh'], {}, false],
  ['xterm-256color', ['--lang', 'zh'], {}, false],
])('TERM=%s with %j and %j: warned that Chinese may not show: %s', async (TERM, words, env, isWarned) => {
  const ran = launch(['fields', 'speed_limit', ...words], { env: { ...env, TERM } });
  await ran.waitFor('speed_limit=100');
  await ran.exit;
  const warnings = ran.text().match(/may not show Chinese\. For English, use --lang en\./g) ?? [];
  expect(warnings).toHaveLength(isWarned ? 1 : 0);
});

describe('in scripts', () => {
  test.each([
    ['--help'],
    ['show', '--demo'],
    ['list', '--demo'],
    ['history'],
    ['doctor', '--endpoint', 'http://127.0.0.1:9'],
    ['fields'],
    ['update', '--demo', '--set', 'speed_limit=100', '--dry-run'],
    ['update', '--demo', '--set', 'speed_limit=100', '--yes'],
    ['update', '--demo', '--set', 'speed_limit=5000', '--dry-run'],
    ['update', '--demo', '--set', 'nmae=x', '--dry-run'],
    ['update', '--demo', '--set', 'target_server.disks[nope].size=1G', '--dry-run'],
    ['update', '--demo', '--set', 'target_server.disks[700].size=20G', '--dry-run'],
    ['undo', '--demo'],
    ['show', '--endpoint', 'http://127.0.0.1:9', '--timeout', '1', 'x'],
    ['frobnicate', 'x'],
    ['--frobnicate'],
    [],
  ])('nothing is said in English: %s', async (...words) => {
    const ran = await run(words, { ...CHINESE, HW_AUTH_TOKEN: 't' });
    const output = ran.stdout + ran.stderr;
    expect(output).toMatch(/\p{Script=Han}/u);
    expect(output.replaceAll(TYPED, '')).not.toMatch(PROSE);
  });

  test('JSON keeps its keys, codes and words; only sentences are Chinese', async () => {
    const words = ['update', '--demo', '--set', 'target_server.disks[700].size=20G', '--dry-run', '--json'];
    const english = JSON.parse((await run(words)).stdout);
    const chinese = JSON.parse((await run([...words, '--lang', 'zh'])).stdout);
    expect(chinese.findings[0].message).toMatch(/\/dev\/xvda（20 GiB）比其分区之和（39\.99 GiB）小 20 GiB/);
    expect(chinese.error.message).toMatch(/^未发送任何内容/);
    const neutral = (report: { findings: object[]; error: object }) => ({
      ...report,
      error: { ...report.error, message: '' },
      findings: report.findings.map((finding) => ({ ...finding, message: '' })),
    });
    expect(neutral(chinese)).toEqual(neutral(english));
  });

  test('--lang rejects an unknown language, in the language of the environment', async () => {
    expect(await run(['--lang', 'xx'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'sms-wizard: --lang must be en or zh, not "xx".\n',
    });
    expect((await run(['--lang', 'xx'], CHINESE)).stderr).toBe(
      'sms-wizard: --lang 的取值为en或zh，不能是 "xx"。\n',
    );
    expect((await run(['--nonsense', '--lang=zh_CN'])).stderr).toContain('未知选项 --nonsense。');
    expect((await run(['--nonsense', '--lang', 'en'], CHINESE)).stderr).toContain('unknown option');
    expect((await run(['--help'], { LANG: 'zh_CN.GBK' })).stdout).toContain('Usage');
  });
});

const loaded = (words: readonly string[], env: Record<string, string> = {}) =>
  loadedBy((more) => run(words, { ...env, ...more }));

test('Chinese is loaded only where it is spoken', async () => {
  // As it is, or as escapes.
  const word = /目的端|\\u76EE\\u7684\\u7AEF/i;
  expect(word.test(await loaded(['--help']))).toBe(false);
  expect(word.test(await loaded(['show', '--demo']))).toBe(false);
  expect(word.test(await loaded(['--help'], CHINESE))).toBe(true);
});
