/** The values that relative sizes refer to. */
import { asInteger, type JsonObject } from '../../json/json.ts';
import { objectAt } from '../fields/catalogue.ts';
import { MIB, type SizeContext } from '../fields/size-units.ts';
import { valueAt } from './path.ts';

/**
 * Returns the sizes that `+10G` and `=used+20%` refer to for a field: its value before the edit, and the used size
 * beside it. SMS takes partitions of whole MiB only, so relative sizes of them are rounded. Source:
 * docs/api-notes.md#partition-sizes.
 */
export function sizeContext(task: JsonObject, keys: readonly (string | number)[]): SizeContext {
  const element = keys.slice(0, -1);
  return {
    current: asInteger(valueAt(task, keys)),
    used: asInteger(valueAt(task, [...element, 'used_size'])),
    multipleOf: objectAt(element) === 'TargetPhysicalVolumes' ? MIB : undefined,
  };
}
