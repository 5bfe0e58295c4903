/** IP addresses: their format by zod's patterns, their kind by their leading bits. */
import * as z from 'zod/mini';

const ipv4 = z.ipv4();
const ipv6 = z.ipv6();

export const isIpv4 = (address: string): boolean => ipv4.safeParse(address).success;
export const isIpv6 = (address: string): boolean => ipv6.safeParse(address).success;
export const isIp = (address: string): boolean => isIpv4(address) || isIpv6(address);

/** The 32 bits of an IPv4 address. */
export function bitsOf(address: string): bigint {
  return address.split('.').reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
}

const within = (address: string, network: string, prefix: number): boolean =>
  bitsOf(address) >> BigInt(32 - prefix) === bitsOf(network) >> BigInt(32 - prefix);

/** An IPv6 address in its one short form, as URLs write it. */
const shortened = (address: string): string => new URL(`http://[${address}]`).hostname.slice(1, -1);

export type AddressKind =
  | 'public'
  | 'private'
  | 'mapped'
  | 'link_local'
  | 'loopback'
  | 'broadcast'
  | 'multicast'
  | 'unspecified';

const IPV4_KINDS: readonly (readonly [string, number, AddressKind])[] = [
  ['255.255.255.255', 32, 'broadcast'],
  ['0.0.0.0', 8, 'unspecified'],
  ['10.0.0.0', 8, 'private'],
  ['100.64.0.0', 10, 'private'],
  ['127.0.0.0', 8, 'loopback'],
  ['169.254.0.0', 16, 'link_local'],
  ['172.16.0.0', 12, 'private'],
  ['192.168.0.0', 16, 'private'],
  ['224.0.0.0', 4, 'multicast'],
];

const IPV6_KINDS: readonly (readonly [RegExp, AddressKind])[] = [
  [/^::$/, 'unspecified'],
  [/^::1$/, 'loopback'],
  [/^::ffff:[0-9a-f]+:[0-9a-f]+$/, 'mapped'],
  [/^fe[89ab][0-9a-f]:/, 'link_local'],
  [/^f[cd][0-9a-f]{2}:/, 'private'],
  [/^ff/, 'multicast'],
];

/** What kind of address this is; undefined where it is none. Sources: RFC 1918, 3927, 4193, 4291, 6598. */
export function kindOf(address: string): AddressKind | undefined {
  if (isIpv4(address)) {
    return IPV4_KINDS.find(([network, prefix]) => within(address, network, prefix))?.[2] ?? 'public';
  }
  if (!isIpv6(address)) return undefined;
  const short = shortened(address);
  return IPV6_KINDS.find(([pattern]) => pattern.test(short))?.[1] ?? 'public';
}

/** The prefix length of a netmask such as 255.255.255.0; undefined where its ones are not all in front. */
export function prefixOf(netmask: string): number | undefined {
  if (!isIpv4(netmask)) return undefined;
  const bits = bitsOf(netmask).toString(2).padStart(32, '0');
  return /^1*0*$/.test(bits) ? bits.lastIndexOf('1') + 1 : undefined;
}

/** True where two IPv4 addresses lie in one network. */
export const sameNetwork = (a: string, b: string, prefix: number): boolean => within(a, b, prefix);

/** True for the first and the last address of a network, which no host may have. Needs two bits for hosts. */
export function isNetworkEdge(address: string, prefix: number): boolean {
  if (prefix > 30) return false;
  const host = bitsOf(address) & ((1n << BigInt(32 - prefix)) - 1n);
  return host === 0n || host === (1n << BigInt(32 - prefix)) - 1n;
}
