/** IP and MAC addresses: formats by zod's patterns, kinds by their leading bits. */
import * as z from 'zod/mini';

const ipv4 = z.ipv4();
const ipv6 = z.ipv6();

/** Returns true for an IPv4 address in dotted decimal. */
export const isIpv4 = (address: string): boolean => ipv4.safeParse(address).success;
/** Returns true for an IPv6 address. */
export const isIpv6 = (address: string): boolean => ipv6.safeParse(address).success;
/** Returns true for an IPv4 or IPv6 address. */
export const isIp = (address: string): boolean => isIpv4(address) || isIpv6(address);

/** Returns the 32 bits of an IPv4 address. */
export function ipv4Bits(address: string): bigint {
  return address.split('.').reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
}

const within = (address: string, network: string, prefix: number): boolean =>
  ipv4Bits(address) >> BigInt(32 - prefix) === ipv4Bits(network) >> BigInt(32 - prefix);

/** Returns an IPv6 address in its one short form, as URLs write it. */
const shortened = (address: string): string => new URL(`http://[${address}]`).hostname.slice(1, -1);

/** Returns an address in the one form that all its spellings share; undefined for other text. */
export const normalAddress = (text: string): string | undefined =>
  isIpv4(text) ? text : isIpv6(text) ? shortened(text) : undefined;

const MAC = /^[0-9a-f]{2}([:-]?)[0-9a-f]{2}(?:\1[0-9a-f]{2}){4}$/i;

/** Returns a MAC address in lower case with colons; undefined for other text, such as `0XB93064096C2C`. */
export function normalMac(text: string): string | undefined {
  if (!MAC.test(text)) return undefined;
  return (text.toLowerCase().replace(/[:-]/g, '').match(/../g) as string[]).join(':');
}

/** Kinds of addresses by purpose; `mapped` is an IPv4 address inside IPv6. */
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

/** Returns the kind of an address; undefined if it isn't an address. Sources: RFC 1918, 3927, 4193, 4291, 6598. */
export function classifyAddress(address: string): AddressKind | undefined {
  if (isIpv4(address)) {
    return IPV4_KINDS.find(([network, prefix]) => within(address, network, prefix))?.[2] ?? 'public';
  }
  if (!isIpv6(address)) return undefined;
  const short = shortened(address);
  return IPV6_KINDS.find(([pattern]) => pattern.test(short))?.[1] ?? 'public';
}

/** Returns the prefix length of a netmask such as 255.255.255.0; undefined unless all its ones are in front. */
export function prefixLength(netmask: string): number | undefined {
  if (!isIpv4(netmask)) return undefined;
  const bits = ipv4Bits(netmask).toString(2).padStart(32, '0');
  return /^1*0*$/.test(bits) ? bits.lastIndexOf('1') + 1 : undefined;
}

/** Returns true if two IPv4 addresses are in one network. */
export const inSameNetwork = (a: string, b: string, prefix: number): boolean => within(a, b, prefix);

/**
 * Returns true for the first and the last address of a network, which no host may have. Needs at least two host bits.
 */
export function isNetworkEdge(address: string, prefix: number): boolean {
  if (prefix > 30) return false;
  const host = ipv4Bits(address) & ((1n << BigInt(32 - prefix)) - 1n);
  return host === 0n || host === (1n << BigInt(32 - prefix)) - 1n;
}
