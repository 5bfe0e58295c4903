/** The program's language, by its command line and its environment. */
import { describe, expect, test } from 'vitest';
import { parseCommandLine } from '../../../src/cli/command-line.ts';
import { resolveLanguage } from '../../../src/cli/locale.ts';
import { UsageError } from '../../../src/task/errors.ts';
import { parseLanguage } from '../../../src/text/text.ts';
import { speakHere } from '../../support/language.ts';

describe('by the locale', () => {
  test.each([
    [{}, 'en'],
    [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
    [{ LANG: 'zh_CN.utf8' }, 'zh'],
    [{ LANG: 'zh_SG.UTF-8' }, 'zh'],
    [{ LANG: 'zh_TW.UTF-8' }, 'zh'],
    [{ LANG: 'zh_HK.UTF-8@radical' }, 'zh'],
    [{ LANG: 'en_US.UTF-8' }, 'en'],
    [{ LANG: 'de_DE.UTF-8' }, 'en'],
    [{ LANG: 'zhx.UTF-8' }, 'en'],
    [{ LANG: 'C.UTF-8' }, 'en'],
    // POSIX: LC_ALL before LC_MESSAGES before LANG; what is empty counts as not set.
    [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'zh_CN.UTF-8' }, 'zh'],
    [{ LANG: 'zh_CN.UTF-8', LC_MESSAGES: 'en_US.UTF-8' }, 'en'],
    [{ LANG: 'en_US.UTF-8', LC_ALL: 'zh_CN.UTF-8' }, 'zh'],
    [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }, 'en'],
    [{ LANG: 'zh_CN.UTF-8', LC_ALL: '' }, 'zh'],
    [{ LC_MESSAGES: 'zh_CN.UTF-8', LC_ALL: 'en_US.UTF-8' }, 'en'],
    // Chinese is only shown in UTF-8.
    [{ LANG: 'zh_CN' }, 'en'],
    [{ LANG: 'zh_CN.GBK' }, 'en'],
    [{ LANG: 'zh_CN.GB18030' }, 'en'],
    [{ LANG: 'zh_CN.UTF-8', LC_CTYPE: 'C' }, 'en'],
    [{ LC_MESSAGES: 'zh_CN.UTF-8', LANG: 'C' }, 'en'],
  ])('%j: %s', (env, language) => {
    expect(resolveLanguage([], env, 'linux')).toBe(language);
    expect(resolveLanguage(['show', 'x', '--json'], env, 'linux')).toBe(language);
  });

  test('Windows without such variables goes by its own setting', () => {
    const own = Intl.DateTimeFormat().resolvedOptions().locale;
    expect(resolveLanguage([], {}, 'win32')).toBe(own.startsWith('zh') ? 'zh' : 'en');
    expect(resolveLanguage([], { LANG: 'zh_CN.UTF-8' }, 'win32')).toBe('zh');
  });
});

describe('by --lang', () => {
  const ENGLISH = { LANG: 'en_US.UTF-8' };
  test.each([
    [['--lang', 'zh'], ENGLISH, 'zh'],
    [['--lang=zh'], ENGLISH, 'zh'],
    [['--lang', 'zh-CN'], ENGLISH, 'zh'],
    [['--lang', 'zh_CN'], ENGLISH, 'zh'],
    [['--lang=zh-Hans-CN'], ENGLISH, 'zh'],
    [['--lang', 'ZH'], ENGLISH, 'zh'],
    [['--lang', 'en'], { LANG: 'zh_CN.UTF-8' }, 'en'],
    [['--lang=en-GB'], { LANG: 'zh_CN.UTF-8' }, 'en'],
    // An explicit --lang wins over the locale.
    [['--lang', 'zh'], { LC_ALL: 'C' }, 'zh'],
    [['update', 'x', '--set', 'name=y', '--lang', 'zh', '--yes'], ENGLISH, 'zh'],
    [['--lang', 'en', '--lang', 'zh'], ENGLISH, 'zh'],
    // The rest of the command line may be as wrong as it likes.
    [['--nonsense', '--set', '--lang', 'zh'], ENGLISH, 'zh'],
    [['--lang'], { LANG: 'zh_CN.UTF-8' }, 'zh'],
    [['--lang', 'xx'], { LANG: 'zh_CN.UTF-8' }, 'zh'],
    [['--lang', 'xx'], ENGLISH, 'en'],
    [['--', '--lang', 'zh'], ENGLISH, 'en'],
    [['--set', 'name=--lang=zh'], ENGLISH, 'en'],
  ])('%j with %j: %s', (words, env, language) => {
    expect(resolveLanguage(words, env, 'linux')).toBe(language);
  });

  test.each(['xx', '', 'english', 'z', 'zh!'])('%j is no language', (given) => {
    expect(parseLanguage(given)).toBeUndefined();
    expect(() => parseCommandLine([`--lang=${given}`])).toThrow(UsageError);
    expect(() => parseCommandLine([`--lang=${given}`])).toThrow(`--lang must be en or zh, not "${given}".`);
  });

  test.each(['en', 'zh', 'zh-CN', 'zh_CN', 'zh_TW.UTF-8', 'en_US'])('%j is one', (given) => {
    expect(parseCommandLine(['--lang', given]).values.lang).toBe(given);
  });

  test('errors in a command line are reported in that language', async () => {
    await speakHere('zh');
    expect(() => parseCommandLine(['--lang', 'xx'])).toThrow('--lang 的取值为en或zh，不能是 "xx"。');
    expect(() => parseCommandLine(['--nonsense'])).toThrow('未知选项 --nonsense。');
  });
});
