/** Rules about addresses: of the migration and of NICs. Source: API facts §4. */
import { isObject, type Json } from '../../json/json.ts';
import { text } from '../../text/text.ts';
import { isIpv4, isIpv6, isNetworkEdge, kindOf, prefixOf, sameNetwork } from '../address.ts';
import { changedPaths, changesOf, currentTask, type Draft, isRemoved, outline } from '../draft.ts';
import { canonicalPath } from '../place.ts';
import type { Found, Rule } from './rule.ts';

const anyChanged = (draft: Draft, ...paths: string[]): boolean =>
  paths.some((path) => changedPaths(draft).has(path));
const string = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

function addressFamily(draft: Draft): Found[] {
  if (!anyChanged(draft, 'migration_ip', 'use_ipv6')) return [];
  const { migration_ip, use_ipv6 } = currentTask(draft);
  const ip = string(migration_ip);
  const say = text().rules;
  if (use_ipv6 === true && isIpv4(ip)) return [{ path: 'migration_ip', message: say.ipv6Wanted(ip) }];
  if (use_ipv6 === false && isIpv6(ip)) return [{ path: 'migration_ip', message: say.ipv4Wanted(ip) }];
  return [];
}

function privateOnPublic(draft: Draft): Found[] {
  if (!anyChanged(draft, 'migration_ip', 'use_public_ip')) return [];
  const { migration_ip, use_public_ip } = currentTask(draft);
  const ip = string(migration_ip);
  if (use_public_ip !== true || kindOf(ip) !== 'private') return [];
  return [{ path: 'migration_ip', message: text().rules.privateOnPublic(ip) }];
}

/** Fields that hold the address of a host. */
const HOSTS = new Set([
  'PutTaskReq.migration_ip',
  'TargetServer.ip',
  'NetWork.ip',
  'NetWork.ipv6',
  'NetWork.gateway',
]);

function unusableAddress(draft: Draft): Found[] {
  return changesOf(draft).flatMap(({ kind, field, path, after }): Found[] => {
    if (kind !== 'set' || !HOSTS.has(`${field.object}.${field.name}`)) return [];
    const address = string(after);
    const of = kindOf(address);
    if (of === undefined || of === 'public' || of === 'private') return [];
    return [{ path, message: text().rules.unusableAddress(address, text().rules.addressKinds[of]) }];
  });
}

function nicNetwork(draft: Draft): Found[] {
  const server = currentTask(draft).target_server;
  const nics = isObject(server) && Array.isArray(server.networks) ? server.networks : [];
  return nics.flatMap((nic, position): Found[] => {
    const path = canonicalPath(outline(draft), ['target_server', 'networks', position]);
    const touched = ['ip', 'netmask', 'gateway'].filter((name) => changedPaths(draft).has(`${path}.${name}`));
    if (!isObject(nic) || isRemoved(nic) || touched.length === 0) return [];
    const [ip, netmask, gateway] = [string(nic.ip), string(nic.netmask), string(nic.gateway)];
    const say = text().rules;
    if (!isIpv4(netmask)) return [];
    const prefix = prefixOf(netmask);
    if (prefix === undefined) return [{ path: `${path}.netmask`, message: say.netmask(netmask) }];
    if (isIpv4(ip) && isNetworkEdge(ip, prefix))
      return [{ path: `${path}.ip`, message: say.networkEdge(ip, prefix) }];
    if (!isIpv4(ip) || !isIpv4(gateway) || sameNetwork(ip, gateway, prefix)) return [];
    return [{ path: `${path}.gateway`, message: say.gateway(gateway, ip, prefix) }];
  });
}

export const ADDRESS_RULES: readonly Rule[] = [
  {
    name: 'address_family',
    severity: 'error',
    source: { basis: 'reference', of: 'migration_ip' },
    about: ['PutTaskReq.migration_ip', 'PutTaskReq.use_ipv6'],
    find: addressFamily,
  },
  {
    name: 'private_on_public',
    severity: 'warning',
    source: { basis: 'documented', of: 'SMS.6602' },
    about: ['PutTaskReq.migration_ip', 'PutTaskReq.use_public_ip'],
    find: privateOnPublic,
  },
  {
    name: 'unusable_address',
    severity: 'warning',
    source: { basis: 'standard', of: 'RFC 3927, RFC 4291' },
    about: ['PutTaskReq.migration_ip', 'TargetServer.ip', 'NetWork.ip', 'NetWork.ipv6', 'NetWork.gateway'],
    find: unusableAddress,
  },
  {
    name: 'nic_network',
    severity: 'warning',
    source: { basis: 'standard', of: 'RFC 950' },
    about: ['NetWork.ip', 'NetWork.netmask', 'NetWork.gateway'],
    find: nicNetwork,
  },
];
