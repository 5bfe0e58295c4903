/** Reads the source server for the rules, if the edits need it. */
import type { SmsClient } from '../api/client.ts';
import { ServiceError } from '../api/service-error.ts';
import { isObject, type JsonObject } from '../json/json.ts';
import { changesOf, type Draft } from '../task/edits/draft.ts';
import { isOnlyInSource } from '../task/edits/source-values.ts';

/** Fields that the rules judge together with one that only the source server may have. */
const JUDGED_WITH: Readonly<Record<string, string>> = {
  exist_server: 'exist_server',
  use_public_ip: 'use_public_ip',
  use_ipv6: 'exist_server',
  migration_ip: 'use_public_ip',
};

/**
 * Reads the source server of a draft that edits disks or volumes, or a field that only the source server has a value
 * for. Undefined if it isn't needed, can't be read, or the signal is aborted: it only adds findings.
 */
export async function fetchSourceIfNeeded(
  draft: Draft,
  client: SmsClient,
  signal?: AbortSignal,
): Promise<JsonObject | undefined> {
  const server = draft.base.source_server;
  const id = isObject(server) && typeof server.id === 'string' ? server.id : undefined;
  const concerned = changesOf(draft).some(({ keys: [first, ...inner] }) => {
    if (first === 'target_server') return inner.length > 1;
    const judged = JUDGED_WITH[String(first)];
    return judged !== undefined && isOnlyInSource(draft.base, judged);
  });
  if (!id || !concerned) return undefined;
  try {
    return await client.getSource(id, signal);
  } catch (error) {
    if (error instanceof ServiceError || signal?.aborted) return undefined;
    throw error;
  }
}
