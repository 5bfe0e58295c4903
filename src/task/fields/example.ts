/** Makes an example of each field: a value that may be sent, and an assignment of it. */
import type { Field } from './catalogue.ts';

/** Values of fields that are texts of any kind, by their names. */
const BY_NAME: Readonly<Record<string, string>> = {
  region_id: 'ap-southeast-1',
  region_name: 'ap-southeast-1',
  mount_point: '/data',
  mountpoint: '/data',
  file_system: 'ext4',
  project_name: 'ap-southeast-1',
};

const BY_FORMAT: Readonly<Record<NonNullable<Field['format']>, string>> = {
  ip: '192.168.0.10',
  ipv4: '192.168.0.10',
  ipv6: '2001:db8::10',
  mac: 'fa:16:3e:00:00:01',
  time: '08:00',
};

/** Names of elements in examples, by the list that has them. */
const ELEMENTS: Readonly<Record<string, string>> = {
  disks: '/dev/xvda',
  physical_volumes: '/dev/xvda1',
  volume_groups: 'vg0',
  logical_volumes: '/dev/mapper/vg0-root',
  networks: 'fa:16:3e:00:00:01',
  rate_windows: '08:00',
};

/** Returns a value for a field, as it is typed; undefined for objects and lists. */
export function exampleValue(field: Field): string | undefined {
  const { type, values, unit, name, format, min = 0n, max } = field;
  if (field.of) return undefined;
  if (values) return values[0];
  if (type === 'boolean') return 'true';
  if (unit === 'bytes') return '50GiB';
  if (type !== 'string') return String(max !== undefined && max < 100n ? max : min > 100n ? min : 100n);
  return (format && BY_FORMAT[format]) ?? BY_NAME[name] ?? 'example';
}

/** Returns an assignment of a field for `--set`; undefined for objects and lists. */
export function exampleAssignment(path: string, field: Field): string | undefined {
  const value = exampleValue(field);
  const named = path.replace(/(\w+)\[\]/g, (_all, list: string) => `${list}[${ELEMENTS[list] ?? 'ID'}]`);
  return value === undefined ? undefined : `${named}=${value}`;
}
