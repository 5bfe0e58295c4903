/**
 * Clouds: operators that run SMS under a domain of their own. Credentials of one must never reach another.
 * Source: docs/api-notes.md#other-clouds.
 */
import { UsageError } from '../task/errors.ts';
import { text } from '../text/text.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Matches hosts of this machine. */
export const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

const HUAWEI = /(^|\.)myhuaweicloud\.(com|eu|cn|com\.cn)$/;
/** The domain of Huawei Cloud outside Europe, and the name of all its domains here. */
export const HUAWEI_CLOUD = 'myhuaweicloud.com';

/** `sms.REGION.CLOUD` or `iam.REGION.CLOUD`, where CLOUD is a domain such as `example.com`. */
const SITE = /^(?:sms|sms-api|iam)\.([a-z][a-z0-9]*(?:-[a-z0-9]+)+)\.([a-z0-9-]+(?:\.[a-z0-9-]+)+)$/;

/** Returns a host as it is compared: in lower case, without the dot at the end of a complete name. */
const plainHost = (host: string): string => host.toLowerCase().replace(/\.$/, '');

/** Reads region and cloud from the host of an SMS or IAM address; undefined for addresses of another form. */
export function siteOfHost(host: string): { readonly region: string; readonly cloud: string } | undefined {
  const [, region, cloud] = SITE.exec(plainHost(host)) ?? [];
  return region && cloud ? { region, cloud } : undefined;
}

/** Returns the operator's domain by the host of an address, one for all of Huawei Cloud; undefined if it doesn't tell. */
export function cloudOfHost(host: string): string | undefined {
  if (HUAWEI.test(plainHost(host))) return HUAWEI_CLOUD;
  return siteOfHost(host)?.cloud;
}

/** Returns the domain that HW_CLOUD names; undefined if it is not set. Throws UsageError if it is not a domain. */
export function cloudFromEnv(env: Env): string | undefined {
  const given = plainHost(env.HW_CLOUD?.trim() ?? '');
  if (!given) return undefined;
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(given)) throw new UsageError(text().net.badCloud(given));
  return given;
}

/** Something that names the cloud that credentials belong to: an IAM address, or HW_CLOUD. */
export interface CloudClaim {
  /** A variable or a file, for people. */
  readonly name: string;
  /** The host or domain that it names. */
  readonly names: string;
  /** The operator's domain; undefined if the host doesn't show it. */
  readonly cloud: string | undefined;
}

export const claimByHost = (name: string, host: string): CloudClaim => ({
  ...{ name, names: host },
  cloud: cloudOfHost(host),
});

/** The claim of HW_CLOUD; undefined if it is not set. Throws UsageError. */
export function claimFromEnv(env: Env): CloudClaim | undefined {
  const cloud = cloudFromEnv(env);
  return cloud === undefined
    ? undefined
    : { name: 'HW_CLOUD', names: cloud, cloud: HUAWEI.test(cloud) ? HUAWEI_CLOUD : cloud };
}

/**
 * Throws UsageError if an SMS address belongs to another cloud than the credentials say. `chosen` is true if the user
 * named the address: then a claim of an unknown form is taken for the same cloud.
 */
export function assertSameCloud(sms: string, claims: readonly CloudClaim[], chosen: boolean): void {
  const { hostname } = new URL(sms);
  if (LOOPBACK.test(hostname)) return;
  const cloud = cloudOfHost(hostname);
  for (const { name, names, cloud: claimed } of claims) {
    const differs = claimed && cloud ? claimed !== cloud : !chosen;
    if (differs) throw new UsageError(text().net.anotherCloud(name, names, hostname));
  }
}
