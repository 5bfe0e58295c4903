/** Real documents, parsed losslessly. */
import { readFileSync } from 'node:fs';
import { type JsonObject, parseJson } from '../../src/json/json.ts';

const folder = new URL('../fixtures/payloads/', import.meta.url);

/** Returns the text of a document in test/fixtures/payloads. */
export const payloadText = (name: string): string => readFileSync(new URL(`${name}.json`, folder), 'utf8');
/** Returns a document in test/fixtures/payloads. */
export const payload = (name: string): JsonObject => parseJson(payloadText(name)) as JsonObject;

export const WINDOWS = 'get-task.v3.windows-block';
export const LVM = 'get-task.v3.linux-lvm-3disk';
export const BTRFS = 'get-task.v3.linux-btrfs';
export const TASKS = [WINDOWS, LVM, BTRFS] as const;
