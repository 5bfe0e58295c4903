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
const INTERNATIONAL = 'https://sms.ap-southeast-3.myhuaweicloud.com';
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** The endpoint, without a trailing slash. Throws UsageError where it is no address, or plain http beyond this machine. */
export function endpointFrom(flags: { endpoint?: string; region?: string }, env: NodeJS.ProcessEnv): string {
  const byRegion = flags.region ? siteOf(flags.region) : undefined;
  const given = flags.endpoint || env.SMS_ENDPOINT || byRegion || INTERNATIONAL;
  const address = /^https?:\/\//i.test(given) ? given : `https://${given}`;
  if (!URL.canParse(address)) throw new UsageError(text().net.badEndpoint(given));
  const url = new URL(address);
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname))
    throw new UsageError(text().net.plainHttp(url.host));
  return url.origin + url.pathname.replace(/\/+$/, '');
}

function siteOf(region: string): string {
  const known = BY_REGION[region];
  if (!known) throw new UsageError(text().net.unknownRegion(region, Object.keys(BY_REGION)));
  return known;
}
