/** Prompts on a terminal for missing credentials, and for the verification code of a user with MFA. */
import { afterEach, describe, expect, test } from 'vitest';
import { DOMAIN, MFA_USER, OWNER } from '../../src/simulator/access/accounts.ts';
import { encryptedKeys, hcloud, homeWith, KOOCLI_FILE, newMatrix, userIn } from '../support/credentials.ts';
import { submitOn } from '../support/screen-driver.ts';
import { service } from '../support/service.ts';
import { launch } from '../support/terminal.ts';

const { keys } = OWNER;
const note = newMatrix('asked on a terminal × outcome');

const open: ReturnType<typeof launch>[] = [];
afterEach(() => {
  for (const session of open.splice(0)) session.hangUp();
});
const start = (args: readonly string[], env: Record<string, string>) => {
  const session = launch(args, { env });
  open.push(session);
  return session;
};

describe('a user with MFA', () => {
  const mfa = userIn('HW', MFA_USER);

  test('is asked before there is a screen, again for a mistyped passcode, and never on the screen', async () => {
    const sms = await service();
    const session = start([sms.firstTask, '--endpoint', sms.url], mfa);
    await session.waitFor('IAM user ID for MFA');
    expect(session.inAlternateScreen()).toBe(false);
    // While the user looks up the ID, no message about a slow sign-in appears.
    await new Promise((resolve) => setTimeout(resolve, 1300));
    expect(session.text()).not.toContain('Signing in');
    session.write(`${MFA_USER.id}\r`);
    await session.waitFor('verification code');
    session.write('654321\r');
    await session.waitFor(/The one-time password is wrong\.\s+\? 6-digit verification code/);
    session.write(`${MFA_USER.passcode}\r`);
    await session.waitFor('Task name');
    expect(session.raw()).not.toContain(MFA_USER.password);
    note('HW user with MFA', 'signed in', 'ID, a wrong passcode, the right one');
    sms.expireTokens();
    await session.press('enter', 'x', 'enter', '^S');
    await submitOn(session);
    await session.waitFor('APIGW.0301');
    expect(session.text()).not.toContain('verification code');
    // The password isn't tried again without a passcode: that could lock the account.
    expect(sms.requests.filter(({ path }) => path === '/v3/auth/tokens')).toHaveLength(3);
    await session.press('^C');
    await session.exit;
  });

  test('is asked for the passcode alone, where HW_USER_ID names the user; three wrong ones end it', async () => {
    const sms = await service();
    const session = start(['show', sms.firstTask, '--endpoint', sms.url], {
      ...mfa,
      HW_USER_ID: MFA_USER.id,
    });
    for (let time = 0; time < 3; time++) {
      await session.waitFor(/\? 6-digit verification code \(leave empty if none\)\s*$/);
      session.write('000000\r');
      await session.settle();
    }
    expect((await session.exit).code).toBe(4);
    expect(sms.requests.filter(({ path }) => path === '/v3/auth/tokens')).toHaveLength(4);
    note('HW user with MFA and HW_USER_ID', 'exit 4', 'three wrong passcodes');
  });

  test('may be none: then the message of IAM is shown, and the exit code is 4', async () => {
    const sms = await service();
    const session = start(['list', '--endpoint', sms.url], {
      ...userIn('HW'),
      HW_USER_PASSWORD: 'Wrong-Password-9',
    });
    await session.waitFor('IAM user ID for MFA');
    session.write('\r');
    expect((await session.exit).code).toBe(4);
    await session.waitFor('IAM rejected user demo-user');
    note('HW user, wrong password', 'exit 4', 'no passcode');
  });
});

test.each([
  ['the wizard', [], 'Nothing was sent.'],
  ['a command that only reads', ['list'], 'Canceled.'],
])('a slow login is told of, and ^C ends it: %s', async (_what, command, last) => {
  const sms = await service({ failures: [{ way: 'slow', seconds: 30, path: '/v3/auth/tokens' }] });
  const session = start([...command, '--endpoint', sms.url], userIn('HW'));
  await session.waitFor(/Signing in at 127\.0\.0\.1:\d+…/);
  const from = Date.now();
  await session.press('^C');
  expect((await session.exit).code).toBe(130);
  expect(Date.now() - from).toBeLessThan(5000);
  await session.waitFor(last);
});

describe('where nothing is there', () => {
  test('an address and an access key; the secret is not shown', async () => {
    const sms = await service();
    const session = start([sms.firstTask], {});
    await session.waitFor('SMS site:');
    await session.press('up');
    session.write('\r');
    await session.waitFor('SMS endpoint URL');
    session.write(`${sms.url}\r`);
    await session.waitFor('Sign in with');
    session.write('\r');
    await session.waitFor('Access key ID (AK)');
    session.write(`${keys.access}\r`);
    await session.waitFor('Secret access key (SK)');
    // In other programs ^T shows hidden input.
    session.write(`${keys.secret}\x14 \r`);
    await session.waitFor('Task name');
    expect(session.raw()).not.toContain(keys.secret);
    note('nothing', 'signed in', 'another address, access key');
    await session.press('enter', 'x', 'enter', '^C');
    expect((await session.exit).code).toBe(130);
    // The command that repeats the edit goes to the address that was typed.
    await session.waitFor('sms-wizard update');
    expect(session.rows().join('')).toContain(
      `sms-wizard update ${sms.firstTask} --endpoint ${sms.url} --set`,
    );
  });

  test('a user and a password with spaces, pasted', async () => {
    const password = ' blanks  belong to it ';
    let login = '';
    const sms = await service({
      intercept: ({ path, body }) => {
        if (path !== '/v3/auth/tokens') return undefined;
        login = body;
        return { status: 201, body: '{"token":{}}', headers: { 'X-Subject-Token': 'simulated-token' } };
      },
    });
    // A task fills the screen: in the pager, the command would wait for its reader.
    const session = start(['show', sms.firstTask, '--no-pager', '--endpoint', sms.url], {});
    await session.waitFor('Sign in with');
    await session.press('down', 'enter');
    await session.waitFor('Account name (domain)');
    session.write(` ${DOMAIN.name} \r`);
    await session.waitFor('? IAM user');
    session.write('  \r');
    await session.waitFor('Enter a value.');
    session.write(`${OWNER.name}\r`);
    await session.waitFor('? Password');
    session.write(`${password}\r`);
    expect((await session.exit).code).toBe(0);
    const { user } = JSON.parse(login).auth.identity.password;
    expect(user).toEqual({ name: OWNER.name, password, domain: { name: DOMAIN.name } });
    expect(session.raw()).not.toContain('belong to it');
    note('nothing', 'signed in', 'user and password, blanks kept');
  });

  test('a token, in Chinese; an invalid character is reported at once', async () => {
    const sms = await service();
    const session = start(['show', sms.firstTask, '--no-pager', '--endpoint', sms.url], {
      LANG: 'zh_CN.UTF-8',
    });
    await session.waitFor('登录方式');
    await session.press('up', 'enter');
    session.write('simulated token\r');
    await session.waitFor('其中有空格或其他无法发送的字符');
    session.write('\x15simulated-token\r');
    expect((await session.exit).code).toBe(0);
    expect(session.raw()).not.toContain('simulated');
    note('nothing', 'signed in', 'token, in Chinese');
  });

  test.each(['ftp://x', 'http://sms.example.com', 'a b'])(
    'an address such as "%s" is asked for again',
    async (typed) => {
      const session = start(['list'], {});
      await session.waitFor('SMS site:');
      await session.press('up', 'enter');
      session.write(`${typed}\r`);
      await session.waitFor(/is not a valid endpoint URL|uses http\./);
      await session.press('^C');
      expect((await session.exit).code).toBe(130);
    },
  );

  test('reports an encrypted KooCLI profile with the remedy, before the prompts', async () => {
    const session = start(['list'], { HOME: homeWith({ [KOOCLI_FILE]: hcloud(encryptedKeys) }) });
    await session.waitFor('SMS site:');
    expect(session.text().replace(/\s+/g, ' ')).toMatch(
      /profile default: the profile is encrypted, and only KooCLI can read it\. Set the same access key in HUAWEICLOUD_SDK_AK/,
    );
    await session.press('^C');
    expect((await session.exit).code).toBe(130);
    note('KooCLI, encrypted', 'exit 130', 'told, then asked; ^C');
  });

  test.each(['--no-input', '--json'])('nothing with %s: exit code 4', async (flag) => {
    const session = start(['list', flag], {});
    expect((await session.exit).code).toBe(4);
    await session.waitFor(/[Nn]o credentials found\./);
    note('nothing', 'exit 4', flag);
  });

  test('^C at a question leaves without a trace', async () => {
    const session = start(['6402c49b-7d9a-413e-8b5f-a7307f7d5679'], {});
    await session.waitFor('SMS site:');
    session.type('^C');
    expect((await session.exit).code).toBe(130);
  });
});
