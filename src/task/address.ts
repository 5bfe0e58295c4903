/** IP addresses, checked by zod's patterns. */
import * as z from 'zod/mini';

const ipv4 = z.ipv4();
const ipv6 = z.ipv6();

export const isIpv4 = (address: string): boolean => ipv4.safeParse(address).success;
export const isIpv6 = (address: string): boolean => ipv6.safeParse(address).success;
