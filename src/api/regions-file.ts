/**
 * Endpoints that a user gave to regions, as for the SDKs: variables HUAWEICLOUD_SDK_REGION_SMS_REGION, else the file of
 * HUAWEICLOUD_SDK_REGIONS_FILE, else `~/.huaweicloud/regions.yaml`. Source: docs/api-notes.md#further-credentials.
 */
import { join } from 'node:path';
import { UsageError } from '../task/errors.ts';
import { text } from '../text/text.ts';
import { type LookupContext, readTextFile } from './credentials/files.ts';

/** The SMS of a region, and what named it; undefined if the user named none. Throws UsageError. */
export type SiteLookup = (region: string) => { readonly url: string; readonly source: string } | undefined;

export function sitesOfUser({ env, home }: LookupContext): SiteLookup {
  return (region) => {
    const name = `HUAWEICLOUD_SDK_REGION_SMS_${region.toUpperCase().replaceAll('-', '_')}`;
    // Several are separated by commas; the others stand in for the first.
    const url = env[name]?.split(',')[0]?.trim();
    if (url) return { url, source: name };
    const given = env.HUAWEICLOUD_SDK_REGIONS_FILE?.trim();
    const file = given || (home && join(home, '.huaweicloud', 'regions.yaml'));
    if (!file) return undefined;
    const read = readTextFile(file);
    if (given && read.why !== undefined) throw new UsageError(text().net.regionsFile(file, read.why));
    if (given && read.text === undefined) throw new UsageError(text().access.noFile(file));
    const found = read.text === undefined ? undefined : parseRegions(read.text).get(region);
    return found === undefined ? undefined : { url: found, source: file };
  };
}

/**
 * Reads the regions of SMS from the one form that the SDK documents: a service, under it a list of `id` and `endpoint`, or
 * `endpoints` with a list, of which the first counts.
 */
export function parseRegions(content: string): ReadonlyMap<string, string> {
  const regions = new Map<string, string>();
  let inSms = false;
  let id: string | undefined;
  for (const line of content.split(/\r?\n/)) {
    const shown = line.replace(/(^|\s)#.*$/, '').trimEnd();
    if (!shown.trim()) continue;
    const item = shown.trim().replace(/^-\s+/, '');
    const [, key, given] = /^([A-Za-z][\w-]*):(?:\s+(.*))?$/.exec(item) ?? ['', '', item];
    const value = (given ?? '').replace(/^(["'])(.*)\1$/, '$2').trim();
    if (!/^[\s-]/.test(shown)) {
      inSms = key?.toUpperCase() === 'SMS';
      id = undefined;
    } else if (key === 'id') id = value.toLowerCase();
    else if (inSms && id && value && !regions.has(id)) regions.set(id, value);
  }
  return regions;
}
