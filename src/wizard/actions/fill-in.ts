/** Asks for the fields that a new element needs, one after the other. The rest of its fields is one key away. */
import { isObject, type JsonObject } from '../../json/json.ts';
import { currentTask, type Draft } from '../../task/edits/draft.ts';
import { fieldOf, type ObjectName } from '../../task/fields/catalogue.ts';
import type { State } from '../state.ts';
import { openEditor } from './field-editor.ts';

/** Fields that are asked for, by object; an object without an entry opens into its fields. */
const ASKED: Readonly<Partial<Record<ObjectName, readonly string[]>>> = {
  TargetDisk: ['name', 'size', 'device_use', 'partition_style'],
  RateWindow: ['start', 'end', 'speed'],
};

/** Returns the device name after the last one: `/dev/xvdd` after `/dev/xvdc`, `Disk 4` after `Disk 3`. */
function nextName(names: readonly string[]): string | undefined {
  const last = names.at(-1) ?? '';
  const [, head = '', letter = ''] = /^(\/dev\/\w*)([a-y])$/.exec(last) ?? [];
  if (letter) return head + String.fromCharCode(letter.charCodeAt(0) + 1);
  const [, words = '', number = ''] = /^(\D+)(\d+)$/.exec(last) ?? [];
  return number ? `${words}${Number(number) + 1}` : undefined;
}

/** Returns values that a new disk most likely has: the next name, for data, partitioned as the disks before it. */
export function diskDefaults(draft: Draft): JsonObject {
  const server = currentTask(draft).target_server;
  const disks = isObject(server) && Array.isArray(server.disks) ? server.disks.filter(isObject) : [];
  const names = disks
    .map(({ name }) => String(name ?? ''))
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  const name = nextName(names);
  const style = disks.at(-1)?.partition_style;
  return {
    ...(name && !names.includes(name) ? { name } : {}),
    device_use: 'NORMAL',
    ...(typeof style === 'string' && style ? { partition_style: style } : {}),
  };
}

/** Starts to ask for the fields of a new element, which is open. */
export function beginFilling(state: State, element: string, object: ObjectName): State {
  const fields = (ASKED[object] ?? []).filter((name) => fieldOf(object, name));
  return fields.length ? askAt({ ...state, filling: { element, fields, at: 0 } }, 0) : state;
}

function askAt(state: State, at: number): State {
  const { filling } = state;
  const name = filling?.fields[at];
  if (!filling || name === undefined) return { ...state, filling: undefined };
  const editor = openEditor(state.draft, `${filling.element}.${name}`);
  return { ...state, filling: { ...filling, at }, editor, message: undefined };
}

/** Asks for the next field once the editor of one was accepted. */
export const fillNext = (state: State): State =>
  state.filling && !state.editor ? askAt(state, state.filling.at + 1) : state;
