/** Temporary keys of the agency of an ECS, from its metadata service. Source: API facts §8. */
import { readFileSync } from 'node:fs';
import { isObject, readJson } from '../../json/json.ts';
import { text } from '../../text/text.ts';
import { keepSecret } from '../secrets.ts';
import type { Keys, Looked } from './kinds.ts';

const ADDRESS = 'http://169.254.169.254';
/** The whole exchange may take this long, in ms: elsewhere nobody answers at that address. */
const PATIENCE = 1000;
/** What a Huawei Cloud server says of itself. */
const DMI = ['chassis_asset_tag', 'sys_vendor', 'board_vendor', 'product_name'];

type Env = Readonly<Record<string, string | undefined>>;

/** Keys of the server's agency. Asks only where this is a Huawei Cloud server, or SMS_ECS_METADATA=1 says so. */
export async function metadata(env: Env, dmi = '/sys/class/dmi/id'): Promise<Looked> {
  const base = (env.SMS_METADATA_URL?.trim() || ADDRESS).replace(/\/+$/, '');
  const where = `${base}/openstack/latest/securitykey`;
  const wanted = env.SMS_ECS_METADATA?.trim();
  if (wanted === '0' || (wanted !== '1' && !isHuaweiServer(dmi))) {
    return { outcome: 'absent', source: 'ecs', where: text().access.noServer };
  }
  try {
    const read = () => keysFrom(base);
    return { outcome: 'found', source: 'ecs', where, credentials: { ...(await read()), again: read } };
  } catch (error) {
    return { outcome: 'unusable', source: 'ecs', where, why: whyNot(error as Error) };
  }
}

function whyNot(error: Error): string {
  if (error.name === 'TimeoutError') return text().access.ecsSilent;
  const cause = error.cause as NodeJS.ErrnoException | undefined;
  return cause ? text().access.ecsUnreachable(cause.code ?? cause.message) : error.message;
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

async function keysFrom(base: string): Promise<Keys> {
  const signal = AbortSignal.timeout(PATIENCE);
  const step = await fetch(`${base}/meta-data/latest/api/token`, {
    method: 'PUT',
    headers: { 'X-Metadata-Token-Ttl-Seconds': '300' },
    signal,
    redirect: 'error',
  });
  const said = await step.text();
  // Servers without the token step say 404, 405 or 503: then the keys come without it.
  const headers = step.ok ? { 'X-Metadata-Token': keepSecret(said.trim()) } : undefined;
  const answer = await fetch(`${base}/openstack/latest/securitykey`, {
    ...(headers ? { headers } : {}),
    signal,
    redirect: 'error',
  });
  const body = await answer.text();
  if (!answer.ok) throw new Error(text().access.noAgency(answer.status));
  return readKeys(body);
}

function readKeys(body: string): Keys {
  const document = (() => {
    try {
      return readJson(body);
    } catch {
      return undefined;
    }
  })();
  const credential = isObject(document) ? document.credential : undefined;
  if (!isObject(credential)) throw new Error(text().access.noKeys);
  const { access, secret, securitytoken } = credential;
  if (typeof access !== 'string' || typeof secret !== 'string') throw new Error(text().access.noKeys);
  return {
    kind: 'keys',
    ak: access,
    sk: keepSecret(secret),
    ...(typeof securitytoken === 'string' ? { securityToken: keepSecret(securitytoken) } : {}),
  };
}
