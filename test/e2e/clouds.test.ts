/** Credentials stay in their own cloud: the hosts of each command, seen by a proxy that leads all to a simulator. */
import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { DOMAIN, OWNER, PROJECTS } from '../../src/simulator/access/accounts.ts';
import { type Simulator, startSimulator } from '../../src/simulator/server.ts';
import { homeWith, SDK_FILE, userIn } from '../support/credentials.ts';
import { run } from '../support/program.ts';
import { startProxy, type Tunnels } from '../support/proxy.ts';

const PARTNER = 'cloud.partner.example';
const REGION = 'eu-west-0';
const SMS = `sms.${REGION}.${PARTNER}`;
const IAM = `iam.${REGION}.${PARTNER}`;
const HUAWEI = 'iam.ap-southeast-3.myhuaweicloud.com';
const tls = (name: string) => readFileSync(new URL(`../fixtures/tls/${name}.pem`, import.meta.url), 'utf8');

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function everyHost(): Promise<{ sms: Simulator; proxy: Tunnels; env: Record<string, string> }> {
  const sms = await startSimulator({ tls: { key: tls('key'), cert: tls('cert') } });
  const proxy = await startProxy(sms.url);
  ends.push(proxy.close, () => sms.close());
  return { sms, proxy, env: { HTTPS_PROXY: proxy.url, NODE_TLS_REJECT_UNAUTHORIZED: '0' } };
}

const keys = { HW_ACCESS_KEY: OWNER.keys.access, HW_SECRET_KEY: OWNER.keys.secret };
const region = { HW_REGION_NAME: REGION };
const iamFile = `[basic]\nak=${keys.HW_ACCESS_KEY}\nsk=${keys.HW_SECRET_KEY}\niam_endpoint=https://${IAM}\n`;

interface Case {
  readonly env: Record<string, string>;
  readonly args?: readonly string[];
  readonly file?: string;
  readonly code: number;
  /** Every host that was connected to, in order. */
  readonly hosts: readonly string[];
  readonly message?: string;
}

const CASES: Record<string, Case> = {
  'password, partner endpoint': {
    env: userIn('HW'),
    args: ['--endpoint', `https://${SMS}`],
    code: 0,
    hosts: [IAM, SMS],
  },
  'password, partner endpoint, region of Huawei': {
    env: { ...userIn('HW'), HW_REGION_NAME: 'cn-north-4' },
    args: ['--endpoint', `https://${SMS}`],
    code: 0,
    hosts: [IAM, SMS],
  },
  'access key, partner endpoint': {
    env: keys,
    args: ['--endpoint', `https://${SMS}`],
    code: 0,
    hosts: [IAM, SMS],
  },
  'password, HW_CLOUD and region': {
    env: { ...userIn('HW'), ...region, HW_CLOUD: PARTNER },
    code: 0,
    hosts: [IAM, SMS],
  },
  'password, HW_CLOUD and --region': {
    env: { ...userIn('HW'), HW_CLOUD: PARTNER },
    args: ['--region', REGION],
    code: 0,
    hosts: [IAM, SMS],
  },
  'password, HW_CLOUD without a region': {
    env: { ...userIn('HW'), HW_CLOUD: PARTNER },
    code: 2,
    hosts: [],
    message: `HW_CLOUD is ${PARTNER}, but no region is set.`,
  },
  'HW_CLOUD that is no domain': {
    env: { ...userIn('HW'), HW_CLOUD: 'https://x' },
    code: 2,
    hosts: [],
    message: 'It must be a domain',
  },
  'password, HW_CLOUD and an endpoint of Huawei': {
    env: { ...userIn('HW'), HW_CLOUD: PARTNER },
    args: ['--endpoint', 'https://sms.ap-southeast-3.myhuaweicloud.com'],
    code: 2,
    hosts: [],
    message: `HW_CLOUD names ${PARTNER}, but the endpoint is sms.ap-southeast-3.myhuaweicloud.com`,
  },
  'password, endpoint that names no region': {
    env: userIn('HW'),
    args: ['--endpoint', 'https://migration.corp.example'],
    code: 4,
    hosts: [],
    message: 'the IAM address for migration.corp.example is unknown.',
  },
  'password, endpoint on a port of its own': {
    env: userIn('HW'),
    args: ['--endpoint', `https://${SMS}:8443`],
    code: 4,
    hosts: [],
    message: 'is unknown. Nothing was sent to any IAM.',
  },
  'password, endpoint that names no region, with HW_AUTH_URL': {
    env: { ...userIn('HW'), HW_AUTH_URL: `https://${IAM}:443/v3` },
    args: ['--endpoint', 'https://migration.corp.example'],
    code: 0,
    hosts: [IAM, 'migration.corp.example'],
  },
  'access key without a domain, endpoint that names no region': {
    env: keys,
    args: ['--endpoint', 'https://migration.corp.example'],
    code: 4,
    hosts: [],
    message: 'HW_DOMAIN_ID saves asking IAM.',
  },
  'access key with a domain, endpoint that names no region': {
    env: { ...keys, HW_DOMAIN_ID: DOMAIN.id },
    args: ['--endpoint', 'https://migration.corp.example'],
    code: 0,
    hosts: ['migration.corp.example'],
  },
  'token, endpoint that names no region': {
    env: { HW_AUTH_TOKEN: 'simulated-token' },
    args: ['--endpoint', 'https://migration.corp.example'],
    code: 0,
    hosts: ['migration.corp.example'],
  },
  'password of a partner, no endpoint': {
    env: { ...userIn('HW'), HW_AUTH_URL: `https://${IAM}/v3` },
    code: 2,
    hosts: [],
    message: `HW_AUTH_URL names ${IAM}, but the endpoint is sms.ap-southeast-3.myhuaweicloud.com`,
  },
  'password of a partner, endpoint of Huawei': {
    env: { ...userIn('HW'), HW_AUTH_URL: `https://${IAM}/v3` },
    args: ['--endpoint', 'https://sms.cn-north-4.myhuaweicloud.com'],
    code: 2,
    hosts: [],
    message: 'may belong to another cloud',
  },
  'token of a partner, no endpoint': {
    env: { HW_AUTH_TOKEN: 'simulated-token', HW_AUTH_URL: `https://${IAM}/v3` },
    code: 2,
    hosts: [],
    message: 'may belong to another cloud',
  },
  'token of a partner, a region of Huawei': {
    env: { HW_AUTH_TOKEN: 'simulated-token', HW_AUTH_URL: `https://${IAM}/v3` },
    args: ['--region', 'cn-north-4'],
    code: 2,
    hosts: [],
    message: 'may belong to another cloud',
  },
  'password, IAM of an unknown form, no endpoint': {
    env: { ...userIn('HW'), HW_AUTH_URL: 'https://keystone.corp.example/v3' },
    code: 2,
    hosts: [],
    message: 'may belong to another cloud',
  },
  'OS password of a partner, endpoint of Huawei': {
    env: { ...userIn('OS'), OS_AUTH_URL: `https://${IAM}/v3` },
    args: ['--endpoint', 'https://sms.cn-north-4.myhuaweicloud.com'],
    code: 2,
    hosts: [],
    message: `OS_AUTH_URL names ${IAM}`,
  },
  'OS password of a partner, HW_CLOUD': {
    env: { ...userIn('OS'), OS_AUTH_URL: `https://${IAM}/v3`, OS_REGION_NAME: REGION, HW_CLOUD: PARTNER },
    code: 0,
    hosts: [IAM, SMS],
  },
  'password of Huawei, endpoint of a partner': {
    env: { ...userIn('HW'), HW_AUTH_URL: `https://${HUAWEI}/v3` },
    args: ['--endpoint', `https://${SMS}`],
    code: 2,
    hosts: [],
    message: `HW_AUTH_URL names ${HUAWEI}, but the endpoint is ${SMS}`,
  },
  "SDK file with a partner's IAM, no endpoint": {
    env: {},
    file: iamFile,
    code: 2,
    hosts: [],
    message: `names ${IAM}`,
  },
  "SDK file with a partner's IAM, its endpoint": {
    env: {},
    file: iamFile,
    args: ['--endpoint', `https://${SMS}`],
    code: 0,
    hosts: [IAM, SMS],
  },
  'password, Moscow': {
    env: { ...userIn('HW'), HW_PROJECT_NAME: PROJECTS[0].name },
    args: ['--region', 'ru-moscow-1'],
    code: 0,
    hosts: ['iam.ru-moscow-1.myhuaweicloud.com', 'sms-api.ru-moscow-1.myhuaweicloud.com'],
  },
  'password, Europe by HW_CLOUD': {
    env: { ...userIn('HW'), HW_CLOUD: 'myhuaweicloud.eu' },
    code: 0,
    hosts: ['iam.eu-west-101.myhuaweicloud.eu', 'sms.eu-west-101.myhuaweicloud.eu'],
  },
  'password, no endpoint': {
    env: userIn('HW'),
    code: 0,
    hosts: [HUAWEI, 'sms.ap-southeast-3.myhuaweicloud.com'],
  },
};

test.each(Object.entries(CASES))('%s', async (_name, { env, args = [], file, code, hosts, message }) => {
  const { sms, proxy, env: way } = await everyHost();
  const home = homeWith(file ? { [SDK_FILE]: file } : {});
  const ran = await run(['show', sms.firstTask, ...args], { ...way, HOME: home, ...env });
  expect(proxy.asked.map((host) => host.replace(/:443$/, ''))).toEqual(hosts);
  if (message) expect(ran.stderr).toContain(message);
  expect(ran.code, ran.stderr).toBe(code);
  if (!hosts.length) expect(sms.requests).toEqual([]);
});

test('doctor reports that endpoint and credentials belong to different clouds, and connects to neither', async () => {
  const { proxy, env: way } = await everyHost();
  const env = { ...way, ...userIn('HW'), HW_AUTH_URL: `https://${IAM}/v3` };
  const ran = await run(['doctor'], env);
  expect(ran.stdout).toContain('may belong to another cloud');
  expect(ran.code).toBe(2);
  expect(proxy.asked).toEqual([]);
});
