/** Names the service that a task belongs to. */
import { text } from '../../text/text.ts';
import type { State } from '../state.ts';

/** Returns the site of an endpoint, by its region, else its host: `ap-southeast-3`. */
const siteOf = (host: string): string => /^sms\.([a-z0-9-]+)\.myhuaweicloud\./.exec(host)?.[1] ?? host;

/** Returns the site or host, and the profile if one was named: `ap-southeast-3 · prod`. */
export function originText({ demo, host, access = [] }: State): string {
  const texts = text().screen;
  if (demo) return texts.demo;
  const at = access.indexOf('--profile');
  return texts.origin(siteOf(host), (at >= 0 && access[at + 1]) || '');
}
