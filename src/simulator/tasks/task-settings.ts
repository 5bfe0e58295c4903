/**
 * The advanced options of a task: `GET` and `POST /v3/tasks/{id}/configuration-setting`. Source:
 * docs/api-notes.md#configuration-settings.
 */

import type { Refusal } from '../responses.ts';
import { type Doc, isDoc } from './documents.ts';

const MAX_SETTINGS = 50;
const KEYS = [
  'MIGRATE_EXCLUDE_DIR',
  'SYNC_EXCLUDE_DIR',
  'ONLY_SYNC_DIR',
  'CONSISTENCY_DIR',
  'CONSISTENCY_DIR_ILLEGAL',
  'LINUX_BLOCK_COMPRESS_THREAD_NUM',
  'MIGRATE_DST_IP',
  'LINUX_BLOCK_CACHE_SIZE',
  'LINUX_CPU_LIMIT',
  'LINUX_MEM_LIMIT',
  'LINUX_IO_LIMIT',
  'NUM_PROCESS_MIGRATE',
  'NUM_PROCESS_SYNC',
  'CONSISTENCY_RECHECK',
  'CONSISTENCY_MODE',
  'DYNAMIC_PORT',
];

/** Returns the settings of a body, or why SMS rejects it. */
export function settingsOf(body: Doc): { settings: Doc[] } | { refusal: Refusal } {
  const { configurations: given, ...others } = body;
  const unknown = Object.keys(others)[0];
  if (unknown !== undefined) return invalid(`${unknown}: unknown field`);
  if (!Array.isArray(given)) return invalid('configurations: not an array');
  if (given.length > MAX_SETTINGS) return invalid(`configurations: more than ${MAX_SETTINGS} entries`);
  const settings: Doc[] = [];
  for (const [index, setting] of given.entries()) {
    const at = `configurations[${index}]`;
    if (!isDoc(setting)) return invalid(`${at}: not an object`);
    const { config_key, config_value, config_status = null } = setting;
    if (!KEYS.includes(String(config_key)))
      return { refusal: { code: 'SMS.1510', detail: `${at}.config_key: not one of ${KEYS.join(', ')}` } };
    if (typeof config_value !== 'string' || config_value.length > 1024)
      return invalid(`${at}.config_value: not a string of at most 1024`);
    settings.push({ config_key, config_value, config_status });
  }
  return { settings };
}

const invalid = (detail: string): { refusal: Refusal } => ({ refusal: { code: 'SMS.9001', detail } });
