/** Which SMS to talk to: the flag, else SMS_ENDPOINT, else by region, else the International site. */

import { UsageError } from '../task/errors.ts';
import { text } from '../text/text.ts';

/** Sites of the service; an endpoint does not depend on the region of the target. Source: API facts §8. */
const BY_REGION: Readonly<Record<string, string>> = {
  'cn-north-4': 'https://sms.cn-north-4.myhuaweicloud.com',
  'ap-southeast-1': 'https://sms.ap-southeast-1.myhuaweicloud.com',
  'ap-southeast-3': 'https://sms.ap-southeast-3.myhuaweicloud.com',
  'my-kualalumpur-1': 'https://sms.my-kualalumpur-1.myhuaweicloud.com',
  'ru-moscow-1': 'https://sms-api.ru-moscow-1.myhuaweicloud.com',
  'eu-west-101': 'https://sms.eu-west-101.myhuaweicloud.eu',
};
/** The regions that have a site. */
export const REGIONS = Object.keys(BY_REGION);
const INTERNATIONAL = 'https://sms.ap-southeast-3.myhuaweicloud.com';
/** The sites that people choose between. */
export const SITES = [
  { name: 'international', url: INTERNATIONAL },
  { name: 'china', url: 'https://sms.cn-north-4.myhuaweicloud.com' },
  { name: 'malaysia', url: 'https://sms.my-kualalumpur-1.myhuaweicloud.com' },
  { name: 'russia', url: 'https://sms-api.ru-moscow-1.myhuaweicloud.com' },
  { name: 'europe', url: 'https://sms.eu-west-101.myhuaweicloud.eu' },
] as const;
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Regions of the China site without an SMS of their own: `cn-` and no more says which site it is. */
const CHINA = 'https://sms.cn-north-4.myhuaweicloud.com';

export interface Endpoint {
  /** Without a trailing slash. */
  readonly url: string;
  /** What chose it: a flag, a variable, a region, or `default`. */
  readonly from: string;
}

export interface Wishes {
  readonly endpoint?: string | undefined;
  /** From --region. One that no site is known for is an error. */
  readonly region?: string | undefined;
  /** From the environment or a profile; it may be the region of anything. */
  readonly usualRegion?: string | undefined;
}

/** The SMS to talk to. Throws UsageError where it is no address, or plain http beyond this machine. */
export function endpointFrom(wishes: Wishes, env: NodeJS.ProcessEnv): Endpoint {
  const { endpoint, usualRegion } = wishes;
  const region = wishes.region?.trim().toLowerCase();
  const byRegion = region ? siteOf(region) : undefined;
  if (region && !byRegion) throw new UsageError(text().net.unknownRegion(region, Object.keys(BY_REGION)));
  if (endpoint) return { url: checkedAddress(endpoint), from: '--endpoint' };
  const usual = env.SMS_ENDPOINT?.trim();
  if (usual) return { url: checkedAddress(usual), from: 'SMS_ENDPOINT' };
  if (byRegion) return { url: byRegion, from: `--region ${region}` };
  const near = usualRegion ? siteOf(usualRegion) : undefined;
  return near ? { url: near, from: String(usualRegion) } : { url: INTERNATIONAL, from: 'default' };
}

const siteOf = (region: string): string | undefined =>
  BY_REGION[region] ?? (/^cn-[a-z]+-\d+$/.test(region) ? CHINA : undefined);

/** The region in the name of an SMS or IAM site; undefined for addresses of another form. */
const regionOf = (url: string): string | undefined =>
  /^(?:sms|sms-api|iam)\.([a-z]+-[a-z0-9-]+)\.myhuaweicloud\./.exec(new URL(url).hostname)?.[1];

/** The IAM that belongs to an SMS site: as given, else by region; a simulator on this machine is its own. */
export function iamFrom(
  sms: string,
  wishes: { iam?: string | undefined; region?: string | undefined },
): string {
  if (wishes.iam) return checkedAddress(wishes.iam.replace(/\/v3\/?$/, ''));
  if (LOOPBACK.test(new URL(sms).hostname)) return sms;
  const region = regionOf(sms) ?? wishes.region ?? 'ap-southeast-3';
  return `https://iam.${region}.myhuaweicloud.${new URL(sms).hostname.endsWith('.eu') ? 'eu' : 'com'}`;
}

function checkedAddress(typed: string): string {
  const given = typed.trim();
  const address = given.includes('://') ? given : `https://${given}`;
  if (!/^https?:/i.test(address) || !URL.canParse(address))
    throw new UsageError(text().net.badEndpoint(given));
  const url = new URL(address);
  if (url.username || url.password) throw new UsageError(text().net.userInEndpoint(url.host));
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname))
    throw new UsageError(text().net.plainHttp(url.host));
  return url.origin + url.pathname.replace(/\/+$/, '');
}
