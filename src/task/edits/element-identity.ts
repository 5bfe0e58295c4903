/** The IDs and names that tell the elements of a list apart, in one task and between tasks. */
import type { Json } from '../../json/json.ts';
import type { ObjectName } from '../fields/catalogue.ts';
import { identityValue } from '../paths/identity.ts';

/** The keys that tell elements apart: one assigned by SMS, one given by people or machines. */
interface IdentityKeys {
  readonly id?: string;
  readonly name: string;
}

/** Source: docs/api-notes.md#identity-of-elements. */
const KEYS: Partial<Record<ObjectName, IdentityKeys>> = {
  TargetDisk: { id: 'id', name: 'name' },
  TargetPhysicalVolumes: { id: 'id', name: 'name' },
  VolumeGroups: { name: 'name' },
  LogicalVolumes: { name: 'name' },
  NetWork: { name: 'mac' },
  BtrfsFileSystem: { id: 'uuid', name: 'name' },
  BtrfsSubvolumn: { id: 'subvol_id', name: 'subvol_name' },
  RateWindow: { name: 'start' },
};

/** Identity keys between tasks: another task has IDs and MACs of its own, so only names given by people count. */
const KEYS_BETWEEN_TASKS: Partial<Record<ObjectName, IdentityKeys>> = {
  TargetDisk: { name: 'name' },
  TargetPhysicalVolumes: { name: 'name' },
  VolumeGroups: { name: 'name' },
  LogicalVolumes: { name: 'name' },
  NetWork: { name: 'name' },
  BtrfsFileSystem: { name: 'name' },
  BtrfsSubvolumn: { name: 'subvol_name' },
  RateWindow: { name: 'start' },
};

/** Returns true for kinds of elements that SMS gives numeric IDs. */
export const hasIds = (object: ObjectName): boolean => KEYS[object]?.id === 'id';

/** Returns the key by which a new element can be recognized, such as `name` of a disk and `mac` of a NIC. */
export const nameKeyOf = (object: ObjectName): string => KEYS[object]?.name ?? 'name';

/** Returns the key of the name that people give an element: of a NIC its name, not its MAC. */
export const plainNameKey = (object: ObjectName): string => KEYS_BETWEEN_TASKS[object]?.name ?? 'name';

/** The ID and name of an element, each with its kind, so that they can't be confused. */
export interface Identity {
  readonly id: string | undefined;
  readonly name: string | undefined;
}

/** Builds a reader of the identity of elements of one kind. `betweenTasks`: ignores IDs and MACs. */
export function identityReader(
  object: ObjectName,
  betweenTasks: boolean,
): (element: Json | undefined) => Identity {
  const keys = identityKeys(object, betweenTasks);
  return (element) => ({
    id: keys?.id && identityValue(element, keys.id),
    name: keys && identityValue(element, keys.name),
  });
}

/** Returns the keys that identify elements of a kind. `betweenTasks`: without IDs and MACs. */
export const identityKeys = (object: ObjectName, betweenTasks: boolean): IdentityKeys | undefined =>
  (betweenTasks ? KEYS_BETWEEN_TASKS : KEYS)[object];
