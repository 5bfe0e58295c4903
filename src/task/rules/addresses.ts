/** Rules about addresses: of the migration and of NICs. Source: docs/api-notes.md#migration-ip. */

import { isObject, type Json } from '../../json/json.ts';
import { text } from '../../text/text.ts';
import {
  baseWithAdditions,
  changedPaths,
  changesOf,
  currentTask,
  type Draft,
  isRemoved,
} from '../edits/draft.ts';
import { currentFlag } from '../edits/draft-values.ts';
import {
  classifyAddress,
  inSameNetwork,
  isIpv4,
  isIpv6,
  isNetworkEdge,
  prefixLength,
} from '../fields/ip-address.ts';
import { canonicalPath } from '../paths/canonical-path.ts';
import type { Rule, Violation } from './rule.ts';

const anyChanged = (draft: Draft, ...paths: string[]): boolean =>
  paths.some((path) => changedPaths(draft).has(path));
const string = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

function addressFamily(draft: Draft): Violation[] {
  if (!anyChanged(draft, 'migration_ip', 'use_ipv6')) return [];
  const { migration_ip, use_ipv6 } = currentTask(draft);
  const ip = string(migration_ip);
  const messages = text().rules;
  if (use_ipv6 === true && isIpv4(ip)) return [{ path: 'migration_ip', message: messages.ipv6Wanted(ip) }];
  if (use_ipv6 === false && isIpv6(ip)) return [{ path: 'migration_ip', message: messages.ipv4Wanted(ip) }];
  return [];
}

function privateOnPublic(draft: Draft): Violation[] {
  if (!anyChanged(draft, 'migration_ip', 'use_public_ip')) return [];
  const ip = string(currentTask(draft).migration_ip);
  if (currentFlag(draft, 'use_public_ip') !== true || classifyAddress(ip) !== 'private') return [];
  return [{ path: 'migration_ip', message: text().rules.privateOnPublic(ip) }];
}

/** Returns true for a migration over IPv6: as the task says or, where it doesn't, by the form of its address. */
function usesIpv6(draft: Draft): boolean {
  const { migration_ip, use_ipv6 } = currentTask(draft);
  return typeof use_ipv6 === 'boolean' ? use_ipv6 : isIpv6(string(migration_ip));
}

/** Returns the first of these paths that the draft changes. */
const changedOf = (draft: Draft, ...paths: string[]): string | undefined =>
  paths.find((path) => changedPaths(draft).has(path));

function rateLimitOverIpv6(draft: Draft): Violation[] {
  const path = changedOf(draft, 'speed_limit', 'use_ipv6', 'migration_ip');
  if (path === undefined || !usesIpv6(draft) || !Number(currentTask(draft).speed_limit)) return [];
  return [{ path, message: text().rules.rateLimitOverIpv6 }];
}

function ipv6NeedsServer(draft: Draft): Violation[] {
  const path = changedOf(draft, 'use_ipv6', 'migration_ip', 'exist_server');
  if (path === undefined || !usesIpv6(draft) || currentFlag(draft, 'exist_server') !== false) return [];
  return [{ path, message: text().rules.ipv6NeedsServer }];
}

/** Fields that hold the address of a host. */
const HOSTS = new Set([
  'PutTaskReq.migration_ip',
  'TargetServer.ip',
  'NetWork.ip',
  'NetWork.ipv6',
  'NetWork.gateway',
]);

function unusableAddress(draft: Draft): Violation[] {
  return changesOf(draft).flatMap(({ kind, field, path, after }): Violation[] => {
    if (kind !== 'set' || !HOSTS.has(`${field.object}.${field.name}`)) return [];
    const address = string(after);
    const of = classifyAddress(address);
    if (of === undefined || of === 'public' || of === 'private') return [];
    return [{ path, message: text().rules.unusableAddress(address, text().rules.addressKinds[of]) }];
  });
}

function nicNetwork(draft: Draft): Violation[] {
  const server = currentTask(draft).target_server;
  const nics = isObject(server) && Array.isArray(server.networks) ? server.networks : [];
  return nics.flatMap((nic, position): Violation[] => {
    const path = canonicalPath(baseWithAdditions(draft), ['target_server', 'networks', position]);
    const isTouched = (...names: string[]) => anyChanged(draft, ...names.map((name) => `${path}.${name}`));
    if (!isObject(nic) || isRemoved(nic) || !isTouched('ip', 'netmask', 'gateway')) return [];
    const [ip, netmask, gateway] = [string(nic.ip), string(nic.netmask), string(nic.gateway)];
    const messages = text().rules;
    if (!isIpv4(netmask)) return [];
    const prefix = prefixLength(netmask);
    if (prefix === undefined)
      return isTouched('netmask') ? [{ path: `${path}.netmask`, message: messages.netmask(netmask) }] : [];
    if (isIpv4(ip) && isNetworkEdge(ip, prefix) && isTouched('ip', 'netmask'))
      return [{ path: `${path}.ip`, message: messages.networkEdge(ip, prefix) }];
    if (!isIpv4(ip) || !isIpv4(gateway) || inSameNetwork(ip, gateway, prefix)) return [];
    return [{ path: `${path}.gateway`, message: messages.gateway(gateway, ip, prefix) }];
  });
}

/** Rules about addresses. */
export const ADDRESS_RULES: readonly Rule[] = [
  {
    name: 'address_family',
    severity: 'error',
    source: { basis: 'reference', reference: 'migration_ip', note: 'migration-ip' },
    fields: ['PutTaskReq.migration_ip', 'PutTaskReq.use_ipv6'],
    check: addressFamily,
  },
  {
    name: 'private_on_public',
    severity: 'warning',
    source: { basis: 'documented', reference: 'SMS.6602', note: 'migration-ip' },
    fields: ['PutTaskReq.migration_ip', 'PutTaskReq.use_public_ip'],
    check: privateOnPublic,
  },
  {
    name: 'rate_limit_over_ipv6',
    severity: 'warning',
    source: { basis: 'documented', reference: 'UG table 3-3', note: 'network-limits' },
    fields: ['PutTaskReq.speed_limit', 'PutTaskReq.use_ipv6', 'PutTaskReq.migration_ip'],
    check: rateLimitOverIpv6,
  },
  {
    name: 'ipv6_needs_server',
    severity: 'warning',
    source: { basis: 'documented', reference: 'UG 3.2', note: 'network-limits' },
    fields: ['PutTaskReq.use_ipv6', 'PutTaskReq.migration_ip', 'PutTaskReq.exist_server'],
    check: ipv6NeedsServer,
  },
  {
    name: 'unusable_address',
    severity: 'warning',
    source: { basis: 'standard', reference: 'RFC 3927, RFC 4291' },
    fields: ['PutTaskReq.migration_ip', 'TargetServer.ip', 'NetWork.ip', 'NetWork.ipv6', 'NetWork.gateway'],
    check: unusableAddress,
  },
  {
    name: 'nic_network',
    severity: 'warning',
    source: { basis: 'standard', reference: 'RFC 950' },
    fields: ['NetWork.ip', 'NetWork.netmask', 'NetWork.gateway'],
    check: nicNetwork,
  },
];
