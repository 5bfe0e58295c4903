/** The documented limits of an update that the schema doesn't have: form, name, type, addresses. */
import { isIPv4, isIPv6 } from 'node:net';
import { refusalOfSchema } from '../request-schema.ts';
import type { Refusal } from '../responses.ts';
import { type Doc, isDoc, parseBody } from './documents.ts';
import { refusalOfStorage } from './storage-limits.ts';

type Limit = (body: Doc, task: Doc) => Refusal | undefined;

/** Source: docs/api-notes.md#task-name. */
const NAME = /^[\w\-\p{Script=Han}]+$/u;

const name: Limit = ({ name: given }, task) =>
  typeof given === 'string' && given !== task.name && !NAME.test(given)
    ? { code: 'SMS.7711', detail: 'name: only letters, digits, _ and -' }
    : undefined;

/** Source: docs/api-notes.md#migration-types. */
const typeOfSystem: Limit = ({ type }, task) =>
  type === 'MIGRATE_FILE' && type !== task.type && task.os_type === 'WINDOWS'
    ? { code: 'SMS.6610', detail: 'type: Windows is migrated at block level only' }
    : undefined;

/** Source: docs/api-notes.md#migration-ip. That null and "" are accepted is an assumption. */
const migrationIp: Limit = (body, task) => {
  const { migration_ip: given } = body;
  const ipv6 = (body.use_ipv6 ?? task.use_ipv6) === true;
  if (typeof given !== 'string' || given === '') return undefined;
  if (given === task.migration_ip && body.use_ipv6 === undefined) return undefined;
  if (ipv6 ? isIPv6(given) : isIPv4(given)) return undefined;
  return { code: 'SMS.6602', detail: `migration_ip: not an ${ipv6 ? 'IPv6' : 'IPv4'} address` };
};

/** Source: docs/api-notes.md#lists-in-a-string. */
const targetDiskIds: Limit = ({ target_disk_ids: given }) => {
  const long = typeof given === 'string' && given.split(' ').some((id) => id.length > 255);
  return long ? { code: 'SMS.9001', detail: 'target_disk_ids: an ID of more than 255' } : undefined;
};

/** The limits, in the order in which they are checked; the first violated one is reported. */
const LIMITS: readonly Limit[] = [name, typeOfSystem, migrationIp, targetDiskIds, refusalOfStorage];

/** Returns the document of a request body, or the refusal if it isn't a JSON object of the call. */
export function bodyOf(text: string, contentType: string | undefined): { body: Doc } | { refusal: Refusal } {
  if (!/^application\/json\b/i.test(contentType ?? '')) return { refusal: { code: 'SMS.6016' } };
  if (text.trim() === '') return { refusal: { code: 'SMS.6012' } };
  const body = parseBody(text);
  if (body === undefined) return { refusal: { code: 'SMS.6010' } };
  return isDoc(body) ? { body } : { refusal: { code: 'SMS.6011', detail: 'body: not an object' } };
}

/** Returns why SMS rejects an update of a task; undefined if it accepts it. */
export function refusalOfUpdate(body: Doc, task: Doc): Refusal | undefined {
  const fault = refusalOfSchema(body, task);
  if (fault) return fault;
  for (const limit of LIMITS) {
    const refusal = limit(body, task);
    if (refusal) return refusal;
  }
  return undefined;
}
