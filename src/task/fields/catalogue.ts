/**
 * The field catalogue: one entry for each of the 119 fields that `PUT /v3/tasks/{task_id}` takes, in its 10 objects, and
 * for the rate windows, which travel in a request of their own (docs/rate-windows.md). Schemas, editors, `--set`, diff
 * and both front ends are made from it. Source: the reference page "Updating a Migration Task"
 * (docs/api-notes.md#update-a-task); enum values from the official SDK.
 */
export type ObjectName =
  | 'PutTaskReq'
  | 'TargetServer'
  | 'BtrfsFileSystem'
  | 'BtrfsSubvolumn'
  | 'NetWork'
  | 'VolumeGroups'
  | 'LogicalVolumes'
  | 'TargetDisk'
  | 'TargetPhysicalVolumes'
  | 'CloneServer'
  | 'RateWindow';

/** The types of the API reference; `long` is a 64-bit integer. */
export type FieldType = 'string' | 'integer' | 'long' | 'double' | 'boolean' | 'object' | 'array';
/** Units of numeric fields: bytes, Mbit/s, MB, percent. */
export type Unit = 'bytes' | 'mbit' | 'mb' | 'percent';

/** One field of an update, with its type and limits. */
export interface Field {
  readonly object: ObjectName;
  readonly name: string;
  readonly type: FieldType;
  /** The object that this field holds, or the elements of the array that it holds. */
  readonly of?: ObjectName;
  /** Length in characters (string), value (integer, long) or number of elements (array). */
  readonly min?: bigint;
  readonly max?: bigint;
  readonly values?: readonly string[];
  readonly default?: string;
  readonly required?: boolean;
  readonly unit?: Unit;
  readonly pattern?: RegExp;
  /** The format of a text that isn't empty; `ip` is IPv4 or IPv6, `time` a time of day. */
  readonly format?: 'ip' | 'ipv4' | 'ipv6' | 'mac' | 'time';
  /** The separator of entries, for a list that the API keeps in one string. */
  readonly separator?: ' ' | ';';
  /** The maximum length of one entry of such a list, in characters. */
  readonly entryMax?: number;
  /** Values worth offering, each with the key of its meaning in the text catalogue. */
  readonly presets?: readonly (readonly [value: number, meaning: 'unlimited' | 'most' | 'share'])[];
  /** False: GET does not document it, so its value may be unknown. */
  readonly returned: boolean;
  /** The name that GET uses, if it differs. */
  readonly readAs?: string;
  /** True for a list that is read and sent by requests of its own, not with the task. */
  readonly isApart?: true;
}

/** The largest value of a `long`: 2^63 − 1. */
export const LONG_MAX = 9223372036854775807n;
const INT_MAX = 2147483647n;

type Extra = Partial<Omit<Field, 'object' | 'name' | 'type'>>;
type Draft = Omit<Field, 'object' | 'returned'> & { returned?: boolean };

const text = (name: string, max = 255, extra: Extra = {}): Draft => ({
  name,
  type: 'string',
  min: 0n,
  max: BigInt(max),
  ...extra,
});
const pick = (name: string, values: readonly string[], extra: Extra = {}): Draft => ({
  name,
  type: 'string',
  values,
  ...extra,
});
const flag = (name: string, extra: Extra = {}): Draft => ({ name, type: 'boolean', ...extra });
const integer = (name: string, max: bigint = INT_MAX, extra: Extra = {}): Draft => ({
  name,
  type: 'integer',
  min: 0n,
  max,
  ...extra,
});
const long = (name: string, extra: Extra = {}): Draft => ({
  name,
  type: 'long',
  min: 0n,
  max: LONG_MAX,
  ...extra,
});
const bytes = (name: string): Draft => long(name, { unit: 'bytes' });
const list = (name: string, of: ObjectName, max = 65535, extra: Extra = {}): Draft => ({
  name,
  type: 'array',
  of,
  min: 0n,
  max: BigInt(max),
  ...extra,
});
const object = (name: string, of: ObjectName): Draft => ({ name, type: 'object', of });

/** Fields that GET does not document; see `returned`. */
const UNSEEN: Extra = { returned: false };
const DEVICE_USE = ['NORMAL', 'OS', 'BOOT'] as const;

const RATES = [
  [0, 'unlimited'],
  [100, 'share'],
  [300, 'share'],
  [500, 'share'],
  [1000, 'most'],
] as const;

/**
 * Letters, digits, `_`, `-`; the Chinese edition of the reference also allows Chinese characters. Source:
 * docs/api-notes.md#task-name.
 */
const TASK_NAME = /^[A-Za-z0-9_\-\p{Script=Han}]+$/u;

const TABLE: Record<ObjectName, readonly Draft[]> = {
  PutTaskReq: [
    text('name', 64, { min: 1n, pattern: TASK_NAME }),
    pick('type', ['MIGRATE_FILE', 'MIGRATE_BLOCK'], { min: 0n, max: 255n }),
    text('region_id'),
    text('region_name'),
    flag('exist_server', UNSEEN),
    text('migration_ip', 255, { format: 'ip' }),
    flag('use_ipv6', { ...UNSEEN, default: 'false' }),
    flag('use_public_ip', UNSEEN),
    integer('speed_limit', 1000n, { unit: 'mbit', presets: RATES }),
    text('project_name'),
    text('project_id'),
    text('enterprise_project', 36, { ...UNSEEN, readAs: 'enterprise_project_id' }),
    text('image_disk_id', 255, UNSEEN),
    text('vm_template_id', 100),
    text('target_disk_ids', 16384, { ...UNSEEN, separator: ' ', entryMax: 255 }),
    text('snapshot_ids', 1024, { ...UNSEEN, separator: ';' }),
    text('cutovered_snapshot_ids', 1024, { ...UNSEEN, separator: ';' }),
    object('target_server', 'TargetServer'),
    object('clone_server', 'CloneServer'),
    list('rate_windows', 'RateWindow', 5, { isApart: true }),
  ],
  TargetServer: [
    text('id'),
    text('ip', 255, { format: 'ip' }),
    text('name'),
    text('hostname', 255, UNSEEN),
    pick('os_type', ['WINDOWS', 'LINUX'], { min: 0n, max: 255n }),
    text('os_version'),
    pick('firmware', ['BIOS', 'UEFI'], { min: 0n, max: 255n, ...UNSEEN }),
    integer('cpu_quantity', 65535n, UNSEEN),
    long('memory', { unit: 'mb', ...UNSEEN }),
    list('btrfs_list', 'BtrfsFileSystem'),
    list('networks', 'NetWork', 65535, UNSEEN),
    text('domain_id', 255, UNSEEN),
    flag('has_rsync', UNSEEN),
    flag('paravirtualization', UNSEEN),
    text('raw_devices', 255, UNSEEN),
    flag('driver_files', UNSEEN),
    flag('system_services', UNSEEN),
    flag('account_rights', UNSEEN),
    pick('boot_loader', ['GRUB', 'LILO'], UNSEEN),
    text('system_dir'),
    list('volume_groups', 'VolumeGroups'),
    text('vm_id'),
    text('flavor', 255, UNSEEN),
    list('disks', 'TargetDisk'),
    text('image_disk_id'),
    text('snapshot_ids', 255, { ...UNSEEN, separator: ';' }),
    text('cutovered_snapshot_ids', 255, { separator: ';' }),
  ],
  BtrfsFileSystem: [
    text('name'),
    text('label'),
    text('uuid'),
    text('device'),
    bytes('size'),
    long('nodesize'),
    integer('sectorsize'),
    text('data_profile'),
    text('system_profile'),
    text('metadata_profile'),
    text('global_reserve1'),
    bytes('g_vol_used_size'),
    text('default_subvolid'),
    text('default_subvol_name'),
    text('default_subvol_mountpath'),
    list('subvolumn', 'BtrfsSubvolumn'),
  ],
  BtrfsSubvolumn: [
    text('uuid'),
    text('is_snapshot'),
    text('subvol_id'),
    text('parent_id'),
    text('subvol_name'),
    text('subvol_mount_path'),
  ],
  NetWork: [
    text('name'),
    text('ip', 255, { format: 'ipv4' }),
    text('ipv6', 255, { format: 'ipv6' }),
    text('netmask', 255, { format: 'ipv4' }),
    text('gateway', 255, { format: 'ip' }),
    integer('mtu'),
    text('mac', 255, { required: true, format: 'mac' }),
    text('id'),
  ],
  VolumeGroups: [
    text('components', 255, { separator: ';' }),
    bytes('free_size'),
    list('logical_volumes', 'LogicalVolumes', 50),
    text('name'),
    bytes('size'),
  ],
  LogicalVolumes: [
    integer('block_count', INT_MAX, { default: '0' }),
    long('block_size', { max: 1048576n, default: '0' }),
    text('file_system'),
    integer('inode_size'),
    long('inode_nums'),
    text('device_use'),
    text('mount_point', 256),
    text('name', 1024),
    bytes('size'),
    bytes('used_size'),
    bytes('free_size'),
  ],
  TargetDisk: [
    long('id'),
    pick('device_use', DEVICE_USE, { default: 'NORMAL' }),
    text('disk_id'),
    text('name'),
    list('physical_volumes', 'TargetPhysicalVolumes'),
    bytes('size'),
    bytes('used_size'),
    text('disk_index'),
    flag('os_disk'),
    pick('partition_style', ['MBR', 'GPT']),
    text('relation_name'),
  ],
  TargetPhysicalVolumes: [
    long('id'),
    pick('device_use', DEVICE_USE, { default: 'NORMAL' }),
    text('file_system'),
    integer('index'),
    text('mount_point'),
    text('name'),
    bytes('size'),
    bytes('used_size'),
    text('uuid'),
    text('relation_name'),
    bytes('free_size'),
  ],
  CloneServer: [
    text('vm_id'),
    text('name'),
    text('clone_error'),
    pick('clone_state', ['NOT_READY', 'READY', 'PREPARING', 'CREATING', 'ERROR', 'FINISHED']),
    text('error_msg', 1024),
  ],
  RateWindow: [
    text('start', 255, { required: true, format: 'time' }),
    text('end', 255, { required: true, format: 'time' }),
    integer('speed', 1000n, { unit: 'mbit', default: '0', presets: RATES }),
    {
      name: 'over_speed_threshold',
      type: 'double',
      min: 10n,
      max: 100n,
      default: '10',
      unit: 'percent',
    },
  ],
};

const complete = (name: ObjectName): Field[] =>
  TABLE[name].map((entry) => ({ returned: true, ...entry, object: name }));

/** The names of the 10 objects of an update, and of the rate windows. */
export const OBJECT_NAMES = Object.keys(TABLE) as ObjectName[];

const FIELDS = new Map<ObjectName, ReadonlyMap<string, Field>>(
  OBJECT_NAMES.map((name) => [name, new Map(complete(name).map((field) => [field.name, field]))]),
);

/** Returns the fields of one object, in the order of the reference page. */
export function fieldsOf(object: ObjectName): Field[] {
  return [...(FIELDS.get(object)?.values() ?? [])];
}

/** Returns the fields of one object by name: a lookup faster than `fieldsOf` for many elements. */
export function fieldsByName(object: ObjectName): ReadonlyMap<string, Field> {
  return FIELDS.get(object) ?? new Map();
}

/** Returns a field by its object and name; undefined if the API has none. */
export function fieldOf(object: ObjectName, name: string): Field | undefined {
  return FIELDS.get(object)?.get(name);
}

/** Returns the field that the row of an element shows: the size of a disk, the rate of a window. */
export const mainFieldOf = (object: ObjectName): Field | undefined =>
  fieldOf(object, 'size') ?? (object === 'RateWindow' ? fieldOf(object, 'speed') : undefined);

/**
 * Returns the object at keys and positions; for a list, the object of its elements. Undefined if the keys lead to a
 * single value.
 */
export function objectAt(keys: readonly (string | number)[]): ObjectName | undefined {
  let object: ObjectName | undefined = 'PutTaskReq';
  for (const key of keys) if (typeof key === 'string') object = object && fieldOf(object, key)?.of;
  return object;
}

/** A key for tables about fields: `TargetDisk.size`. */
export type FieldKey = `${ObjectName}.${string}`;
/** Returns the key of a field in such tables. */
export function fieldKey(field: Field): FieldKey {
  return `${field.object}.${field.name}`;
}
