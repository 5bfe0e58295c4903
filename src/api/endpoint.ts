/** Chooses the SMS: the flag, else SMS_ENDPOINT, else by cloud and region, else the International site. */
import { UsageError } from '../task/errors.ts';
import { closest } from '../text/suggest.ts';
import { text } from '../text/text.ts';
import { cloudFromEnv, cloudOfHost, HUAWEI_CLOUD, LOOPBACK, siteOfHost } from './cloud.ts';
import { withoutUserInfo } from './redact.ts';
import type { SiteLookup } from './regions-file.ts';

/**
 * Sites of the service; an endpoint does not depend on the region of the target.
 * Source: docs/api-notes.md#endpoints.
 */
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

/** Regions of the China site without an SMS of their own. Only the prefix `cn-` shows their site. */
const CHINA = 'https://sms.cn-north-4.myhuaweicloud.com';

export interface Endpoint {
  /** Without a trailing slash. */
  readonly url: string;
  /** Option, variable or region that chose it, or `default`. */
  readonly source: string;
  /** True if the user named the address or its cloud, and not only a region, which may be that of anything. */
  readonly named: boolean;
}

export interface EndpointPreferences {
  readonly endpoint?: string | undefined;
  /** From --region. One that no site is known for is an error. */
  readonly region?: string | undefined;
  /** From the environment or a profile; it may be the region of anything. */
  readonly defaultRegion?: string | undefined;
  /** Endpoints that the user gave to regions; they come before the known ones. */
  readonly siteOf?: SiteLookup;
}

/** Chooses the SMS. Throws UsageError if its address is invalid, or plain http beyond this machine. */
export function resolveEndpoint(preferences: EndpointPreferences, env: NodeJS.ProcessEnv): Endpoint {
  const { endpoint } = preferences;
  const region = preferences.region?.trim().toLowerCase();
  const cloud = cloudFromEnv(env);
  const own = (name: string | undefined): Endpoint | undefined => {
    const site = name ? preferences.siteOf?.(name) : undefined;
    return site && { url: checkedAddress(site.url), source: site.source, named: true };
  };
  const ownByRegion = own(region);
  const byRegion = region ? (ownByRegion?.url ?? siteIn(region, cloud)) : undefined;
  if (region && !byRegion)
    throw new UsageError(text().net.unknownRegion(region, REGIONS, closest(region, REGIONS)));
  if (endpoint) return { url: checkedAddress(endpoint), source: '--endpoint', named: true };
  const usual = env.SMS_ENDPOINT?.trim();
  if (usual) return { url: checkedAddress(usual), source: 'SMS_ENDPOINT', named: true };
  if (ownByRegion) return ownByRegion;
  const named = cloud !== undefined;
  if (byRegion) return { url: byRegion, source: `--region ${region}`, named };
  const near = preferences.defaultRegion?.trim().toLowerCase();
  const ownNear = own(near);
  if (ownNear) return ownNear;
  const site = near ? siteIn(near, cloud) : undefined;
  if (site) return { url: site, source: cloud ? `HW_CLOUD, ${near}` : String(near), named };
  if (!cloud) return { url: INTERNATIONAL, source: 'default', named };
  const first = [INTERNATIONAL, ...Object.values(BY_REGION)].find((url) => url.endsWith(`.${cloud}`));
  if (!first) throw new UsageError(text().net.cloudNeedsRegion(cloud));
  return { url: first, source: 'HW_CLOUD', named };
}

/** Returns the site of a region; undefined if none is known. In a cloud other than Huawei's every region has one. */
function siteIn(region: string, cloud: string | undefined): string | undefined {
  const known = BY_REGION[region] ?? (/^cn-[a-z]+-\d+$/.test(region) ? CHINA : undefined);
  if (!cloud || (cloud === HUAWEI_CLOUD && known)) return known;
  if (known?.endsWith(`.${cloud}`)) return known;
  if (cloudOfHost(cloud) === HUAWEI_CLOUD) return undefined;
  // A region with a slash or a dot in it would lead to another host.
  return siteOfHost(`sms.${region}.${cloud}`)?.cloud === cloud ? `https://sms.${region}.${cloud}` : undefined;
}

/**
 * Returns the IAM that belongs to an SMS: the given one, else that of the same region and cloud; a simulator on this
 * machine is its own. Undefined if the address doesn't show it: no other cloud's IAM may get a password.
 */
export function resolveIamEndpoint(sms: string, given?: string): string | undefined {
  if (given) return checkedAddress(given.replace(/\/v3\/?$/, ''));
  const { hostname, port } = new URL(sms);
  if (LOOPBACK.test(hostname)) return sms;
  const site = port ? undefined : siteOfHost(hostname);
  return site && `https://iam.${site.region}.${site.cloud}`;
}

/** Returns the STS of an IAM's region and cloud; undefined if the address doesn't show them. */
export function resolveStsEndpoint(iam: string): string | undefined {
  const { hostname } = new URL(iam);
  if (LOOPBACK.test(hostname)) return iam;
  const site = siteOfHost(hostname);
  return site && `https://sts.${site.region}.${site.cloud}`;
}

function checkedAddress(typed: string): string {
  const given = typed.trim();
  const address = given.includes('://') ? given : `https://${given}`;
  if (!/^https?:/i.test(address) || !URL.canParse(address))
    throw new UsageError(text().net.badEndpoint(withoutUserInfo(given)));
  const url = new URL(address);
  if (url.username || url.password) throw new UsageError(text().net.userInEndpoint(url.host));
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname))
    throw new UsageError(text().net.plainHttp(url.host));
  return url.origin + url.pathname.replace(/\/+$/, '');
}
