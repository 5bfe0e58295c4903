/** Temporary keys of the agency of an ECS, from its metadata service. Source: docs/api-notes.md#ecs-metadata. */
import { readFileSync } from 'node:fs';
import { isObject, parseJson } from '../../json/json.ts';
import { text } from '../../text/text.ts';
import { anonymousAuth } from '../auth.ts';
import { registerSecret, withoutUserInfo } from '../redact.ts';
import { ServiceError } from '../service-error.ts';
import type { AccessKeyCredentials, LookupResult } from './types.ts';

const ADDRESS = 'http://169.254.169.254';
/** Time for the whole exchange, in seconds. Outside of ECS nothing responds at that address. */
const TIMEOUT_SECONDS = 1;
/** Files of the firmware tables that name the maker of this machine. */
const DMI = ['chassis_asset_tag', 'sys_vendor', 'board_vendor', 'product_name'];

type Env = Readonly<Record<string, string | undefined>>;

/** Gets the keys of the server's agency. Sends requests only on a Huawei Cloud server, or if SMS_ECS_METADATA is 1. */
export async function fetchAgencyKeys(env: Env, dmi = '/sys/class/dmi/id'): Promise<LookupResult> {
  const base = (env.SMS_METADATA_URL?.trim() || ADDRESS).replace(/\/+$/, '');
  const where = `${withoutUserInfo(base)}/openstack/latest/securitykey`;
  const wanted = env.SMS_ECS_METADATA?.trim();
  if (wanted === '0' || (wanted !== '1' && !isHuaweiServer(dmi))) {
    return { outcome: 'absent', source: 'ecs', where: text().access.noServer };
  }
  try {
    const read = () => keysFrom(base);
    return { outcome: 'found', source: 'ecs', where, credentials: { ...(await read()), refresh: read } };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { outcome: 'unusable', source: 'ecs', where, why: error.message };
  }
}

function isHuaweiServer(dmi: string): boolean {
  return DMI.some((name) => {
    try {
      return /huawei/i.test(readFileSync(`${dmi}/${name}`, 'utf8'));
    } catch {
      return false;
    }
  });
}

async function keysFrom(base: string): Promise<AccessKeyCredentials> {
  // On demand: the first frame of those who have no such server waits for no client.
  const { sendRequest } = await import('../request.ts');
  const end = performance.now() + TIMEOUT_SECONDS * 1000;
  const send = (method: 'get' | 'put', path: string, headers: Readonly<Record<string, string>>) => {
    const auth = { ...anonymousAuth, headersFor: async () => headers };
    const site = { endpoint: base, seconds: TIMEOUT_SECONDS, auth, transport: {}, bypassesProxy: true };
    return sendRequest(site, { method, path }, Math.max(1, end - performance.now()));
  };
  const step = await send('put', 'meta-data/latest/api/token', { 'X-Metadata-Token-Ttl-Seconds': '300' });
  // Servers without the token step say 404, 405 or 503: then the keys come without it.
  const headers: Readonly<Record<string, string>> =
    step.status === 200 ? { 'X-Metadata-Token': registerSecret(step.body.trim()) } : {};
  const { status, body } = await send('get', 'openstack/latest/securitykey', headers);
  if (status !== 200) throw new ServiceError('refused', text().access.noAgency(status));
  return readKeys(body);
}

function readKeys(body: string): AccessKeyCredentials {
  const document = (() => {
    try {
      return parseJson(body);
    } catch {
      return undefined;
    }
  })();
  const credential = isObject(document) ? document.credential : undefined;
  if (!isObject(credential)) throw new ServiceError('bad_answer', text().access.noKeys);
  const { access, secret, securitytoken } = credential;
  if (typeof access !== 'string' || typeof secret !== 'string')
    throw new ServiceError('bad_answer', text().access.noKeys);
  return {
    kind: 'keys',
    ak: access,
    sk: registerSecret(secret),
    ...(typeof securitytoken === 'string' ? { securityToken: registerSecret(securitytoken) } : {}),
  };
}
