/** No credentials reach another cloud: every way to name an endpoint, with every source and every IAM. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { resolveCredentials } from '../../../src/api/credentials/chain.ts';
import { endpointFor, iamEndpointFor } from '../../../src/session/authenticate.ts';
import { UsageError } from '../../../src/task/errors.ts';

const PARTNER = 'cloud.partner.example';
const homes: string[] = [];
afterAll(() => {
  for (const home of homes) rmSync(home, { recursive: true });
});

function homeWith(path: string, content: string): string {
  const home = mkdtempSync(join(tmpdir(), 'clouds-'));
  homes.push(home);
  mkdirSync(join(home, path, '..'), { recursive: true });
  writeFileSync(join(home, path), content);
  return home;
}

const ENDPOINTS = [
  undefined,
  'https://sms.ap-southeast-3.myhuaweicloud.com',
  'SMS.EU-WEST-101.MYHUAWEICLOUD.EU',
  'https://sms.cn-north-4.myhuaweicloud.com.',
  'https://sms.cn-north-4.myhuaweicloud。com',
  `https://sms.eu-west-0.${PARTNER}`,
  `https://sms.eu-west-0.${PARTNER}.`,
  `https://sms.eu-west-0.${PARTNER}:8443`,
  'https://sms.ap-southeast-3.myhuaweicloud.com.thief.example',
  'https://sms.ap-southeast-3.myhuaweicloud.community',
  'https://sms-ap-southeast-3.myhuaweicloud.com@thief.example',
  'https://myhuaweicloud.com.thief.example/sms.cn-north-4.myhuaweicloud.com',
  'https://sms.süd-1.cloud.example',
  'https://10.0.0.5',
  'https://[2001:db8::5]',
  'https://migration.corp.example',
];
const REGIONS = [undefined, 'cn-north-4', 'eu-west-0', 'EU-WEST-101', 'a-b.thief.example/', 'x y', 'a@b-c'];
const CLOUDS = [undefined, PARTNER, 'Cloud.Partner.Example.', 'myhuaweicloud.com', 'myhuaweicloud.eu'];
const IAMS = [
  undefined,
  'https://iam.ap-southeast-3.myhuaweicloud.com/v3',
  `https://iam.eu-west-0.${PARTNER}/v3`,
  `https://IAM.eu-west-0.${PARTNER}.:443/v3/`,
  'https://keystone.corp.example:5000/v3',
  'https://10.0.0.9/v3',
];

type Env = Record<string, string>;
interface Source {
  readonly env: (iam: string | undefined) => Env;
  readonly home?: (iam: string | undefined) => string;
}

const keysIn = (iam: string | undefined) =>
  `[basic]\nak=AK\nsk=cloud-secret\n${iam ? `iam_endpoint=${iam}\n` : ''}`;
const at = (name: string, iam: string | undefined): Env => (iam ? { [name]: iam } : {});
const SOURCES: Record<string, Source> = {
  'HW password': {
    env: (iam) => ({
      ...{ HW_USER_NAME: 'u', HW_USER_PASSWORD: 'p', HW_DOMAIN_NAME: 'd' },
      ...at('HW_AUTH_URL', iam),
    }),
  },
  'HW key': {
    env: (iam) => ({ HW_ACCESS_KEY: 'AK', HW_SECRET_KEY: 'cloud-secret', ...at('HW_AUTH_URL', iam) }),
  },
  'OS password': {
    env: (iam) => ({
      ...{ OS_USERNAME: 'u', OS_PASSWORD: 'p', OS_DOMAIN_NAME: 'd' },
      ...at('OS_AUTH_URL', iam),
    }),
  },
  token: { env: (iam) => ({ HW_AUTH_TOKEN: 't', ...at('HW_AUTH_URL', iam) }) },
  'OS token': { env: (iam) => ({ OS_AUTH_TOKEN: 't', ...at('OS_AUTH_URL', iam) }) },
  'SDK key': {
    env: (iam) => ({
      ...{ HUAWEICLOUD_SDK_AK: 'AK', HUAWEICLOUD_SDK_SK: 'cloud-secret' },
      ...at('HUAWEICLOUD_SDK_IAM_ENDPOINT', iam),
    }),
  },
  OIDC: {
    env: (iam) => ({
      ...{ HUAWEICLOUD_SDK_IDP_ID: 'i', HUAWEICLOUD_SDK_ID_TOKEN_FILE: '/f' },
      ...{ HUAWEICLOUD_SDK_DOMAIN_ID: 'd' },
      ...at('HUAWEICLOUD_SDK_IAM_ENDPOINT', iam),
    }),
  },
  'SDK file': { env: () => ({}), home: (iam) => homeWith('.huaweicloud/credentials', keysIn(iam)) },
};

/** Returns who runs a host, judged without the code of the program. */
function operatorOf(host: string): 'huawei' | 'partner' | 'unknown' {
  const name = host.toLowerCase().replace(/\.$/, '');
  if (/(^|\.)myhuaweicloud\.(com|eu|cn)$/.test(name)) return 'huawei';
  return name.endsWith(PARTNER) ? 'partner' : 'unknown';
}

const hostOf = (address: string) => new URL(address).hostname;

interface Way {
  readonly endpoint: string | undefined;
  readonly region: string | undefined;
  readonly cloud: string | undefined;
  readonly iam: string | undefined;
}

/** Returns what is wrong with the hosts that get credentials; undefined if nothing is. */
function leak(sms: string, iam: string | undefined, way: Way): string | undefined {
  const [smsHost, iamHost] = [hostOf(sms), iam && hostOf(iam)];
  const operator = operatorOf(smsHost);
  const isNamed = way.endpoint !== undefined || way.cloud !== undefined;
  if (way.cloud) {
    const wanted = operatorOf(way.cloud);
    if (
      operator !== wanted &&
      !(operator === 'unknown' && way.endpoint && !/^sms\.[a-z-]+\d\./.test(smsHost))
    )
      return `HW_CLOUD ${wanted}, SMS ${smsHost}`;
  }
  if (!iamHost) return undefined;
  if (!way.iam) {
    const own = smsHost.replace(/^sms(-api)?\./, 'iam.').replace(/\.$/, '');
    return iamHost === own ? undefined : `derived ${iamHost} for ${smsHost}`;
  }
  if (iamHost !== hostOf(way.iam)) return `IAM ${iamHost} in place of ${way.iam}`;
  const others = operatorOf(iamHost);
  const isSame = operator === others && operator !== 'unknown';
  // The user named both, and the form of one doesn't show whose it is.
  const isTrusted = isNamed && (operator === 'unknown' || others === 'unknown');
  return isSame || isTrusted ? undefined : `IAM ${iamHost} (${others}), SMS ${smsHost} (${operator})`;
}

async function hostsFor(source: Source, way: Way, home: string): Promise<string | undefined> {
  const before = process.env;
  const env = { ...source.env(way.iam), HOME: home, SMS_ECS_METADATA: '0', ...at('HW_CLOUD', way.cloud) };
  process.env = env;
  try {
    const endpointChosen = Boolean(way.endpoint || way.cloud);
    const { found } = await resolveCredentials({ env, home, endpointChosen });
    if (!found) return undefined;
    const service = { endpoint: way.endpoint, region: way.region } as Parameters<typeof endpointFor>[0];
    const endpoint = endpointFor(service, found);
    return leak(endpoint.url, iamEndpointFor(endpoint, found), way) ?? 'sent';
  } catch (error) {
    // Anything else is a crash.
    if (error instanceof UsageError) return undefined;
    throw error;
  } finally {
    process.env = before;
  }
}

test.each(Object.entries(SOURCES))('%s, with each endpoint, region, cloud and IAM', async (_name, source) => {
  let [tried, sent] = [0, 0];
  for (const iam of IAMS) {
    const home = source.home?.(iam) ?? homeWith('nothing', '');
    for (const endpoint of ENDPOINTS)
      for (const region of REGIONS)
        for (const cloud of CLOUDS) {
          const way = { endpoint, region, cloud, iam };
          const outcome = await hostsFor(source, way, home);
          tried++;
          if (outcome === 'sent') sent++;
          else expect(outcome, JSON.stringify(way)).toBeUndefined();
        }
  }
  expect(tried).toBe(IAMS.length * ENDPOINTS.length * REGIONS.length * CLOUDS.length);
  expect(sent).toBeGreaterThan(100);
});
