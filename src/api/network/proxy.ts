/** The proxy on the way to an address, by the variables of the environment, and the agents that make connections. */
import type { Agent } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { UsageError } from '../../task/errors.ts';
import { text } from '../../text/text.ts';
import { LOOPBACK } from '../cloud.ts';
import { registerSecret } from '../redact.ts';

/** Reads a variable in lower case, else in upper case, as curl does. */
const read = (name: string): string => (process.env[name.toLowerCase()] || process.env[name] || '').trim();

/**
 * Returns the proxy that a request to this address goes through, by HTTPS_PROXY (HTTP_PROXY for plain http), ALL_PROXY
 * and NO_PROXY. Without a scheme it is spoken to by http, as by curl. Throws UsageError if it is no address of a
 * proxy.
 */
export function resolveProxy(url: URL): string | undefined {
  if (LOOPBACK.test(url.hostname)) return undefined;
  const given = read(url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY') || read('ALL_PROXY');
  if (!given || isBypassed(url, read('NO_PROXY'))) return undefined;
  const address = given.includes('://') ? given : `http://${given}`;
  if (!isProxy(address)) throw new UsageError(text().net.badProxy);
  const { password } = new URL(address);
  for (const form of [password, decodeURIComponent(password)]) registerSecret(form);
  return address;
}

function isProxy(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, pathname, search, hash, username, password } = new URL(address);
  try {
    decodeURIComponent(username + password);
  } catch {
    return false;
  }
  // A password with / or # in it makes an address of another form: nothing of it is shown or used.
  return /^https?:$/.test(protocol) && hostname !== '' && pathname === '/' && search + hash === '';
}

/**
 * Returns true if NO_PROXY covers an address, by the rules of curl and Go: a name covers its subdomains, with or without
 * a dot or `*.` in front; an address or a network (CIDR) covers IP addresses; a port narrows an entry; `*` covers all.
 */
export function isBypassed(url: URL, noProxy: string): boolean {
  const host = url.hostname.toLowerCase().replace(/^\[|\]$|\.$/g, '');
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const entries = noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  return entries.some((entry) => {
    if (entry === '*') return true;
    const [, bare = entry, onlyPort] = /^(\[[^\]]*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
    if (onlyPort && onlyPort !== port) return false;
    const place = bare.replace(/^\[([^\]]*)\]/, '$1');
    if (isIP(host)) return isInNetwork(host, place);
    const written = place.replace(/^\*?\./, '').replace(/\.$/, '');
    const name = domainToASCII(written) || written;
    return name !== '' && (host === name || host.endsWith(`.${name}`));
  });
}

/** Returns true if an IP address equals an entry or is in its network, such as 10.0.0.0/8. Other entries give false. */
function isInNetwork(host: string, entry: string): boolean {
  const [address = '', prefix, ...rest] = entry.split('/');
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  const most = family === 'ipv6' ? 128 : 32;
  const bits = prefix === undefined ? most : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN;
  if (!isIP(address) || rest.length > 0 || !(bits <= most)) return false;
  const network = new BlockList();
  network.addSubnet(address, bits, family);
  return network.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4');
}

/** The address of a proxy as it may be shown. */
export function redactProxyUrl(address: string): string {
  const { protocol, username, password, host } = new URL(address);
  return `${protocol}//${username || password ? '***@' : ''}${host}`;
}

const agents = new Map<string, Promise<Agent | undefined>>();

/**
 * Returns the agent for the connections of a request; undefined for Node's own. With `fresh` each request has a connection
 * of its own: a server may have closed an idle one unannounced, and then it is unknown whether an update arrived. The code
 * for proxies is loaded only if one is set.
 */
export function agentFor(url: URL, proxy: string | undefined, fresh: boolean): Promise<Agent | undefined> {
  const key = `${proxy ?? url.protocol} ${fresh}`;
  const agent = agents.get(key) ?? newAgent(url, proxy, fresh);
  agents.set(key, agent);
  return agent;
}

async function newAgent(url: URL, proxy: string | undefined, fresh: boolean): Promise<Agent | undefined> {
  if (proxy) return (await import('./proxy-tunnel.ts')).createTunnelAgent(proxy, !fresh);
  if (!fresh) return undefined;
  const { Agent } = await (url.protocol === 'https:' ? import('node:https') : import('node:http'));
  return new Agent({ keepAlive: false });
}
