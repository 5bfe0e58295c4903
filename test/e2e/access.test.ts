/** Sign-in besides credentials: the account that a signature needs, and renewal of expired credentials. */
import { describe, expect, test } from 'vitest';
import { DOMAIN, OWNER, PROJECTS } from '../../src/simulator/access/accounts.ts';
import type { Simulator } from '../../src/simulator/server.ts';
import { closedPort, rawServer } from '../support/broken.ts';
import { userIn } from '../support/credentials.ts';
import { run } from '../support/program.ts';
import { service } from '../support/service.ts';

const { keys } = OWNER;

describe('the account that a signature is for', () => {
  const env = { HW_ACCESS_KEY: keys.access, HW_SECRET_KEY: keys.secret };

  test('the domain is looked up once, with a signature, and only where it is not known', async () => {
    const sms = await service();
    await run(['show', sms.firstTask, '--endpoint', sms.url], env);
    const lookups = () => sms.requests.filter(({ path }) => path.startsWith('/v3/auth/domains')).length;
    expect(lookups()).toBe(1);
    await run(['show', sms.firstTask, '--endpoint', sms.url], { ...env, HW_DOMAIN_ID: DOMAIN.id });
    expect(lookups()).toBe(1);
    expect(sms.requests.at(-1)?.headers['x-domain-id']).toBe(DOMAIN.id);
  });

  const forbidden = {
    status: 403,
    headers: { 'Content-Type': 'application/json', 'X-Request-Id': 'iam-1' },
    body: '{"error":{"code":403,"message":"You are not authorized to list domains."}}',
  };
  const refusing = (...starts: string[]) =>
    service({
      intercept: ({ path }) => (starts.some((start) => path.startsWith(start)) ? forbidden : undefined),
    });
  const withoutDomains = () => refusing('/v3/auth/domains', '/v5/caller-identity');

  test('is the domain that STS names, if IAM lists none', async () => {
    const sms = await refusing('/v3/auth/domains');
    const { code, stderr } = await run(['show', sms.firstTask, '--endpoint', sms.url], env);
    expect(code, stderr).toBe(0);
    expect(sms.requests.at(-1)?.headers['x-domain-id']).toBe(DOMAIN.id);
  });

  test.each([
    ['named by its ID', { HW_PROJECT_ID: PROJECTS[1].id }, PROJECTS[1].id, 0],
    ['looked up by the region', { HW_REGION_NAME: PROJECTS[1].name }, PROJECTS[1].id, 1],
  ])('is the project, %s, where the domain may not be asked for', async (_how, more, project, lookups) => {
    const sms = await withoutDomains();
    const { code, stderr } = await run(['show', sms.firstTask, '--endpoint', sms.url], { ...env, ...more });
    expect(code, stderr).toBe(0);
    expect(sms.requests.at(-1)?.headers).toMatchObject({ 'x-project-id': project });
    expect(sms.requests.filter(({ path }) => path.startsWith('/v3/projects?name=')).length).toBe(lookups);
  });

  test('is reported as missing if nothing names it', async () => {
    const sms = await withoutDomains();
    const { code, stderr } = await run(['show', sms.firstTask, '--endpoint', sms.url], env);
    expect(code).toBe(4);
    expect(stderr).toMatch(
      /not authorized to list domains[\s\S]*To skip the lookup, set HW_DOMAIN_ID[\s\S]*Request ID: iam-1/,
    );
  });

  test.each(['closed', 'deaf'])('an IAM that is %s is named, not the SMS', async (kind) => {
    const sms = await service();
    const iam = kind === 'closed' ? await closedPort() : await rawServer(() => {});
    const { code, stderr } = await run(['show', sms.firstTask, '--endpoint', sms.url, '--timeout', '2'], {
      ...env,
      HW_AUTH_URL: `${iam.url}/v3`,
    });
    expect(code).toBe(1);
    expect(stderr).toContain(new URL(iam.url).host);
    expect(stderr).not.toContain(new URL(sms.url).host);
    expect(stderr).toContain('To skip the lookup, set HW_DOMAIN_ID');
    expect(sms.requests).toEqual([]);
    await iam.close();
  });

  test('the IAM of another cloud is not asked: OS_AUTH_URL is for the OS variables', async () => {
    const [sms, other] = [await service(), await service()];
    const there = { ...env, OS_AUTH_URL: `${other.url}/v3` };
    expect((await run(['show', sms.firstTask, '--endpoint', sms.url], there)).code).toBe(0);
    expect(other.requests).toEqual([]);
    const own = { OS_ACCESS_KEY: keys.access, OS_SECRET_KEY: keys.secret, OS_AUTH_URL: `${other.url}/v3` };
    expect((await run(['show', sms.firstTask, '--endpoint', sms.url], own)).code).toBe(0);
    expect(other.requests).toHaveLength(1);
  });
});

describe('renewal', () => {
  const login = userIn('HW');
  const logins = (sms: Simulator) => sms.requests.filter(({ path }) => path === '/v3/auth/tokens').length;

  test('an expired token is got again, once, and the update goes through', async () => {
    let reads = 0;
    const sms: Simulator = await service({
      intercept: ({ method }) => {
        // All tokens expire after the first read.
        if (method === 'GET' && ++reads === 2) sms.expireTokens();
        return undefined;
      },
    });
    const args = ['update', sms.firstTask, '--set', 'name=renewed-1', '--yes', '--endpoint', sms.url];
    const { code, stderr } = await run(args, login);
    expect(code, stderr).toBe(0);
    expect(logins(sms)).toBe(2);
    expect(sms.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });

  test('a token that keeps being refused is renewed once and no more', async () => {
    const sms = await service({ tokenLife: 0 });
    const { code } = await run(['show', sms.firstTask, '--endpoint', sms.url], login);
    expect(code).toBe(4);
    expect(logins(sms)).toBe(2);
  });

  test.each(['/v3/auth/domains', '/v3/tasks/'])(
    'keys of the agency that have ended are asked for again, once (%s)',
    async (path) => {
      const minutes = 60_000;
      const keysGiven = () => sms.requests.filter((request) => request.path.endsWith('/securitykey')).length;
      const sms: Simulator = await service({
        metadata: { life: 10 * minutes },
        intercept: (request) => {
          if (request.path.startsWith(path) && keysGiven() === 1) sms.advanceClock(11 * minutes);
          return undefined;
        },
      });
      const { code, stderr } = await run(['show', sms.firstTask, '--endpoint', sms.url], {
        SMS_ECS_METADATA: '1',
        SMS_METADATA_URL: sms.url,
      });
      expect(code, stderr).toBe(0);
      expect(keysGiven()).toBe(2);
    },
  );

  test('a token from the environment is not: a hint shows where to get a new one', async () => {
    const sms = await service();
    sms.expireTokens();
    const { code, stderr } = await run(['show', sms.firstTask, '--endpoint', sms.url], {
      HW_AUTH_TOKEN: 'simulated-token',
    });
    expect(code).toBe(4);
    expect(stderr).toMatch(/token/i);
  });

  test('reports a wrong clock with the difference', async () => {
    const sms = await service({ skew: 3 * 3600_000 });
    const { code, stderr } = await run(['show', sms.firstTask, '--endpoint', sms.url], {
      HW_ACCESS_KEY: keys.access,
      HW_SECRET_KEY: keys.secret,
      HW_DOMAIN_ID: DOMAIN.id,
    });
    expect(code).toBe(4);
    expect(stderr).toMatch(/3 h/);
  });
});
