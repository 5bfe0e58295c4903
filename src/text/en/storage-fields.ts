/** Labels and help of the fields of disks, partitions, volumes, and file systems. */
import { type FieldText, fieldText as f } from '../field-text.ts';

/** Labels and help of the fields of target storage. */
export const storageFields = {
  'BtrfsFileSystem.label': f(
    'Label',
    'Empty if it has none. Mounts may use it: a changed label can break fstab.',
  ),
  'BtrfsFileSystem.uuid': f('UUID', 'Mounts usually use it; must match the source.'),
  'BtrfsFileSystem.device': f(
    'Devices',
    'Devices that the file system spans, named as on the source, such as /dev/vda2.',
  ),
  'BtrfsFileSystem.size': f(
    'Data size',
    "Space used by data, in bytes, measured on the source. Btrfs volumes can't be resized.",
  ),
  'BtrfsFileSystem.nodesize': f(
    'Node size',
    'In bytes, usually 16384. Fixed when the file system is created; must match the source.',
  ),
  'BtrfsFileSystem.sectorsize': f(
    'Sector size',
    'In bytes, usually 4096. Fixed when the file system is created; must match the source.',
  ),
  'BtrfsFileSystem.data_profile': f(
    'Data profile',
    'How data is spread over devices, such as single or RAID1. Several copies need as many devices.',
  ),
  'BtrfsFileSystem.system_profile': f(
    'System profile',
    'How system chunks are spread, such as DUP. Several copies need more devices, or more space on one.',
  ),
  'BtrfsFileSystem.metadata_profile': f(
    'Metadata profile',
    'How metadata is spread, such as DUP: two copies on one device. Others need several devices.',
  ),
  'BtrfsFileSystem.global_reserve1': f(
    'Global reserve',
    'Profile of the global reserve, such as single. Taken from the source; you rarely need to change it.',
  ),
  'BtrfsFileSystem.g_vol_used_size': f(
    'Used size',
    'Used space in bytes, measured on the source: how much is copied.',
  ),
  'BtrfsFileSystem.default_subvolid': f(
    'Default subvolume ID',
    "ID of the subvolume mounted by default, from 256. Change it together with the subvolume's name.",
  ),
  'BtrfsFileSystem.default_subvol_name': f(
    'Default subvolume',
    'Name of the subvolume mounted by default. Change it together with its ID.',
  ),
  'BtrfsFileSystem.default_subvol_mountpath': f(
    'Mount path',
    "Where the default subvolume is mounted; / for root. With a wrong path, the system doesn't boot.",
  ),
  'BtrfsFileSystem.subvolumn': f(
    'Subvolumes',
    'SMS likely replaces the whole list: a subvolume that you omit is likely deleted. The API spells it subvolumn.',
  ),

  'BtrfsSubvolumn.uuid': f('Parent UUID', 'UUID of the file system or subvolume that contains this one.'),
  'BtrfsSubvolumn.is_snapshot': f(
    'Is a snapshot',
    'true or false, as text. Snapshots are copied in full, so they take space on the target again.',
  ),
  'BtrfsSubvolumn.subvol_id': f('Subvolume ID', 'Assigned by Btrfs on the source, such as 256.'),
  'BtrfsSubvolumn.parent_id': f(
    'Parent ID',
    '5 is the top level. For a nested subvolume, the ID of the one above.',
  ),
  'BtrfsSubvolumn.subvol_name': f(
    'Subvolume name',
    'Such as @. Mount options use it; must match the source.',
  ),
  'BtrfsSubvolumn.subvol_mount_path': f('Mount path', 'Such as /home. Must be unique.'),

  'NetWork.name': f('NIC name', 'Name inside the OS, such as eth0. Can differ on the target.'),
  'VolumeGroups.free_size': f(
    'Free space',
    "Unallocated space in bytes. Reported values are unreliable, so checks don't use it.",
  ),
  'VolumeGroups.logical_volumes': f(
    'Logical volumes',
    'At most 50. SMS likely replaces the whole list: a volume that you omit is likely deleted.',
  ),
  'VolumeGroups.name': f('Group name', "Identifies the group and is part of its volumes' names. No spaces."),
  'VolumeGroups.size': f(
    'Size',
    'Sum of its physical volumes. To grow the group, grow one of them by the same amount.',
  ),

  'LogicalVolumes.block_count': f('Blocks', 'Taken from the source; 0 if unknown.'),
  'LogicalVolumes.block_size': f('Block size', 'Up to 1048576. Taken from the source; 0 if unknown.'),
  'LogicalVolumes.file_system': f(
    'File system',
    "Such as ext4 or xfs. Must match the source: SMS likely doesn't convert file systems.",
  ),
  'LogicalVolumes.inode_size': f(
    'Inode size',
    'Size of one inode, such as 256. The API reference calls it a number of inodes.',
  ),
  'LogicalVolumes.inode_nums': f(
    'Inodes',
    'With too few inodes, no files can be created even if there is free space.',
  ),
  'LogicalVolumes.device_use': f('Use', 'NORMAL, OS, BOOT, VOLUME_GROUP, or BTRFS; or empty.'),
  'LogicalVolumes.mount_point': f('Mount point', 'Such as /data; must be unique. Empty for swap.'),
  'LogicalVolumes.name': f('Volume name', 'Such as /dev/mapper/vg-data; must be unique in the group.'),
  'LogicalVolumes.size': f('Size', 'All volumes of a group must fit into the group.'),
  'LogicalVolumes.used_size': f('Used', 'Measured on the source; you rarely need to change it.'),
  'LogicalVolumes.free_size': f('Free', 'Size minus used; follows a resize. No need to edit it.'),

  'TargetDisk.id': f('SMS disk ID', "Number of the disk in SMS. Don't change it."),
  'TargetDisk.device_use': f(
    'Use',
    'NORMAL, OS (system), or BOOT. Real tasks also hold VOLUME_GROUP and BTRFS, which are kept until you choose another value.',
  ),
  'TargetDisk.disk_id': f(
    'Disk ID',
    'EVS disk ID of an existing disk. For a disk to be created, its index as text, such as "0".',
  ),
  'TargetDisk.name': f(
    'Disk name',
    "Such as Disk 1 or /dev/vda. On Linux it must be the source's device name: disks are matched by it.",
  ),
  'TargetDisk.physical_volumes': f(
    'Partitions',
    'Must fit on the disk. SMS likely replaces the whole list: a partition that you omit is likely deleted.',
  ),
  'TargetDisk.size': f(
    'Size',
    'At least the sum of its partitions. Unless you resize volumes, also at least the source disk. A disk that is too small causes SMS.6539, which may come late.',
  ),
  'TargetDisk.used_size': f(
    'Used',
    "Sum of the disk's partitions, not its data. Equal to size if the whole disk is in a volume group. You rarely need to change it.",
  ),
  'TargetDisk.disk_index': f(
    'Disk index',
    'Order in which disks are attached, from 0; the system disk is usually 0.',
  ),
  'TargetDisk.os_disk': f(
    'System disk',
    "Whether the target server boots from this disk. Set exactly one disk to yes (SMS.1503 if it isn't the boot disk).",
  ),
  'TargetDisk.partition_style': f(
    'Partition style',
    "MBR (up to 2 TiB, with BIOS) or GPT (with UEFI). Changing it doesn't convert the disk: the target must be able to boot with it.",
  ),
  'TargetDisk.relation_name': f(
    'Paired disk',
    'Disk on the Linux target server that is paired with this one; often null.',
  ),

  'TargetPhysicalVolumes.id': f(
    'SMS volume ID',
    "Number of the partition in SMS. Don't change it: it likely ties the partition to its record.",
  ),
  'TargetPhysicalVolumes.device_use': f(
    'Use',
    'NORMAL, OS (system), or BOOT. If the source server has no boot partition, SMS returns SMS.6531.',
  ),
  'TargetPhysicalVolumes.file_system': f(
    'File system',
    "Such as NTFS or ext4. Must match the source: SMS likely doesn't convert file systems.",
  ),
  'TargetPhysicalVolumes.index': f(
    'Index',
    'Position on the disk. Partitions keep their order from the source.',
  ),
  'TargetPhysicalVolumes.mount_point': f(
    'Mount point',
    'Must be unique. Windows volumes and swap have none.',
  ),
  'TargetPhysicalVolumes.name': f(
    'Volume name',
    'Such as C: or /dev/vda1. Drive letters can differ from the source. Partitions without an ID are matched by name.',
  ),
  'TargetPhysicalVolumes.size': f(
    'Size',
    "Must hold its data, and all partitions must fit on the disk. Windows system and boot volumes can't be resized.",
  ),
  'TargetPhysicalVolumes.used_size': f('Used', 'Measured on the source; you rarely need to change it.'),
  'TargetPhysicalVolumes.uuid': f(
    'UUID',
    'fstab or the boot loader may use it. On Windows it contains backslashes, which are kept.',
  ),
  'TargetPhysicalVolumes.relation_name': f(
    'Paired volume',
    'Partition on the Linux target server that is paired with this one.',
  ),
  'TargetPhysicalVolumes.free_size': f('Free', 'Size minus used; follows a resize. No need to edit it.'),

  'CloneServer.vm_id': f(
    'Clone ECS ID',
    'ECS ID of the clone, likely set by SMS. A wrong ID points at another server.',
  ),
} satisfies Record<string, FieldText>;
