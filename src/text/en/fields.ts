/** What each field is called and what it means: label, then help in plain words. */
export interface FieldText {
  readonly label: string;
  readonly help: string;
}

const f = (label: string, help: string): FieldText => ({ label, help });

export const fields: Record<string, FieldText> = {
  'PutTaskReq.name': f(
    'Task name',
    'The name of the migration task, as lists and the console show it. Letters (also Chinese), digits, _ and -, up to 64. Takes effect in any state in which the task can be changed.',
  ),
  'PutTaskReq.type': f(
    'Migration type',
    'MIGRATE_FILE copies files and can resize volumes; MIGRATE_BLOCK copies disks block by block. Windows can only be migrated by block.',
  ),
  'PutTaskReq.region_id': f(
    'Region ID',
    'The region in which the target server stands, such as ap-southeast-3.',
  ),
  'PutTaskReq.region_name': f(
    'Region name',
    'The name of that region as people read it. Change it together with the region ID.',
  ),
  'PutTaskReq.exist_server': f(
    'Use an existing server',
    'Yes: the target is a server that already exists. No: the service creates one. The API does not return the present value.',
  ),
  'PutTaskReq.migration_ip': f(
    'Migration IP',
    'The address of the target server to which the source sends its data: the EIP on a public network, the private address over Direct Connect or VPN. It must fit the IPv6 switch. An address that cannot be reached stops the migration (SMS.3805).',
  ),
  'PutTaskReq.use_ipv6': f(
    'Use IPv6',
    'Yes: the migration IP is an IPv6 address. No: it is IPv4. Change the two together.',
  ),
  'PutTaskReq.use_public_ip': f(
    'Use the public network',
    'Yes: data travels over the Internet and the migration IP is an EIP. No: over Direct Connect or VPN to a private address.',
  ),
  'PutTaskReq.speed_limit': f(
    'Rate limit',
    'The most that the migration may send, in Mbit/s, from 0 to 1000. 0 means no limit. Takes effect on a running task too.',
  ),
  'PutTaskReq.project_name': f('Project name', 'The project to which the target server belongs, by name.'),
  'PutTaskReq.project_id': f(
    'Project ID',
    'The project to which the target server belongs, by ID. Change name and ID together.',
  ),
  'PutTaskReq.enterprise_project': f(
    'Enterprise project',
    'The ID of the enterprise project, up to 36 characters; 0 is the default project.',
  ),
  'PutTaskReq.image_disk_id': f(
    'Agent image disk ID',
    'The disk of the target server that carries the agent image while the migration runs.',
  ),
  'PutTaskReq.vm_template_id': f(
    'Template ID',
    'The template from which the service creates the target server.',
  ),
  'PutTaskReq.target_disk_ids': f(
    'Target disk IDs',
    'The EVS IDs of the target disks. The API keeps them in one string with spaces between; each ID has at most 255 characters.',
  ),
  'PutTaskReq.snapshot_ids': f(
    'Snapshot IDs',
    'The snapshots of the target server. The API keeps them in one string with semicolons between.',
  ),
  'PutTaskReq.cutovered_snapshot_ids': f(
    'Cutover snapshot IDs',
    'The snapshots made for cutover, with semicolons between.',
  ),
  'PutTaskReq.target_server': f('Target server', 'The server to which the source server is migrated.'),
  'PutTaskReq.clone_server': f(
    'Clone server',
    'The server cloned from the target for a test. Changes take effect only while the source server is syncing, stopping, stopped, cutovering, finished or in error.',
  ),

  'TargetServer.id': f('SMS server ID', 'The ID of the target server in the SMS database, not the ECS ID.'),
  'TargetServer.ip': f('Server IP', 'The address of the target server.'),
  'TargetServer.name': f('Server name', 'The name of the target server.'),
  'TargetServer.hostname': f('Host name', 'The host name inside the target server.'),
  'TargetServer.os_type': f(
    'OS type',
    'WINDOWS or LINUX. A type that does not fit the migration type is refused (SMS.6610).',
  ),
  'TargetServer.os_version': f('OS version', 'The version as SMS names it, such as CENTOS_7_2_64BIT.'),
  'TargetServer.firmware': f('Boot mode', 'BIOS or UEFI. It must be the one that the target boots with.'),
  'TargetServer.cpu_quantity': f('vCPUs', 'The number of vCPUs of the target server.'),
  'TargetServer.memory': f(
    'Memory',
    'The memory of the target server. The reference says MB; real documents also hold bytes or GB, so compare with what the server returns.',
  ),
  'TargetServer.btrfs_list': f(
    'Btrfs file systems',
    'The Btrfs file systems of a Linux server. The list is replaced as a whole.',
  ),
  'TargetServer.networks': f(
    'NICs',
    'The network cards of the target server. The list is replaced as a whole; each needs its MAC address.',
  ),
  'TargetServer.domain_id': f('Domain ID', 'The account (tenant domain) of the target server.'),
  'TargetServer.has_rsync': f(
    'rsync installed',
    'Whether rsync is installed. File-level migration of Linux needs it.',
  ),
  'TargetServer.paravirtualization': f(
    'Paravirtualized',
    'Whether the Linux source server is paravirtualized.',
  ),
  'TargetServer.raw_devices': f('Raw devices', 'The raw devices of a Linux server.'),
  'TargetServer.driver_files': f(
    'Driver files missing',
    'Whether driver files are missing on a Windows server.',
  ),
  'TargetServer.system_services': f(
    'Abnormal services',
    'Whether system services of a Windows server are in trouble.',
  ),
  'TargetServer.account_rights': f(
    'Account has rights',
    'Whether the account on the Windows server has the rights that the migration needs.',
  ),
  'TargetServer.boot_loader': f('Boot loader', 'GRUB or LILO, on Linux.'),
  'TargetServer.system_dir': f(
    'System directory',
    'The Windows system directory, such as C:\\Windows\\System32.',
  ),
  'TargetServer.volume_groups': f(
    'Volume groups',
    'The LVM volume groups of a Linux server. The list is replaced as a whole.',
  ),
  'TargetServer.vm_id': f('ECS ID', 'The ID of the target ECS. Empty where the service creates the server.'),
  'TargetServer.flavor': f('Flavor', 'The flavor of the target server, such as s6.large.2.'),
  'TargetServer.disks': f('Disks', 'The disks of the target server. The list is replaced as a whole.'),
  'TargetServer.image_disk_id': f(
    'Agent image disk ID',
    'The disk of the target server that carries the agent image.',
  ),
  'TargetServer.snapshot_ids': f(
    'Snapshot IDs',
    'The snapshots of the target server, with semicolons between.',
  ),
  'TargetServer.cutovered_snapshot_ids': f(
    'Rollback snapshot IDs',
    'The snapshots to which the target server can be rolled back, with semicolons between.',
  ),

  'BtrfsFileSystem.name': f('Name', 'The name of the Btrfs file system.'),
  'BtrfsFileSystem.label': f('Label', 'The label of the file system; empty where it has none.'),
  'BtrfsFileSystem.uuid': f('UUID', 'The UUID of the file system.'),
  'BtrfsFileSystem.device': f('Devices', 'The devices that the file system spans.'),
  'BtrfsFileSystem.size': f('Data size', 'The space that the data of the file system takes, in bytes.'),
  'BtrfsFileSystem.nodesize': f('Node size', 'The Btrfs node size in bytes, usually 16384.'),
  'BtrfsFileSystem.sectorsize': f('Sector size', 'The sector size in bytes, usually 4096.'),
  'BtrfsFileSystem.data_profile': f(
    'Data profile',
    'How data is spread over devices, such as single or RAID1.',
  ),
  'BtrfsFileSystem.system_profile': f(
    'System profile',
    'How the system chunk is spread over devices, such as DUP.',
  ),
  'BtrfsFileSystem.metadata_profile': f(
    'Metadata profile',
    'How metadata is spread over devices, such as DUP.',
  ),
  'BtrfsFileSystem.global_reserve1': f(
    'Global reserve',
    'The profile of the global reserve, such as single.',
  ),
  'BtrfsFileSystem.g_vol_used_size': f('Used size', 'The used space of the Btrfs volume, in bytes.'),
  'BtrfsFileSystem.default_subvolid': f(
    'Default subvolume ID',
    'The ID of the subvolume that is mounted by default.',
  ),
  'BtrfsFileSystem.default_subvol_name': f(
    'Default subvolume',
    'The name of the subvolume that is mounted by default.',
  ),
  'BtrfsFileSystem.default_subvol_mountpath': f(
    'Mount path',
    'Where the default subvolume or the file system is mounted.',
  ),
  'BtrfsFileSystem.subvolumn': f('Subvolumes', 'The subvolumes. The list is replaced as a whole.'),

  'BtrfsSubvolumn.uuid': f('Parent UUID', 'The UUID of the parent volume.'),
  'BtrfsSubvolumn.is_snapshot': f(
    'Is a snapshot',
    'Whether the subvolume is a snapshot; a text, true or false.',
  ),
  'BtrfsSubvolumn.subvol_id': f('Subvolume ID', 'The ID of the subvolume, such as 256.'),
  'BtrfsSubvolumn.parent_id': f('Parent ID', 'The ID of the parent volume; 5 is the top level.'),
  'BtrfsSubvolumn.subvol_name': f('Subvolume name', 'The name of the subvolume, such as @.'),
  'BtrfsSubvolumn.subvol_mount_path': f('Mount path', 'Where the subvolume is mounted.'),

  'NetWork.name': f('NIC name', 'The name of the network card, such as eth0.'),
  'NetWork.ip': f('IPv4 address', 'The IPv4 address of the network card.'),
  'NetWork.ipv6': f('IPv6 address', 'The IPv6 address of the network card.'),
  'NetWork.netmask': f('Netmask', 'The netmask that goes with the IPv4 address.'),
  'NetWork.gateway': f('Gateway', 'The gateway; it lies in the network of the IPv4 address.'),
  'NetWork.mtu': f('MTU', 'The largest packet of the network card, usually 1500. Linux needs it.'),
  'NetWork.mac': f('MAC address', 'The MAC address. The only field that a NIC cannot do without.'),
  'NetWork.id': f('Record ID', 'The ID of the NIC in the SMS database.'),

  'VolumeGroups.components': f(
    'Physical volumes',
    'The partitions and disks that the group is made of, with semicolons between.',
  ),
  'VolumeGroups.free_size': f(
    'Free space',
    'What the group has left, in bytes. Real servers report it unreliably.',
  ),
  'VolumeGroups.logical_volumes': f(
    'Logical volumes',
    'The logical volumes of the group, at most 50. The list is replaced as a whole.',
  ),
  'VolumeGroups.name': f('Group name', 'The name of the volume group.'),
  'VolumeGroups.size': f('Size', 'The size of the group: what its physical volumes hold together.'),

  'LogicalVolumes.block_count': f('Blocks', 'The number of blocks of the file system.'),
  'LogicalVolumes.block_size': f('Block size', 'The block size of the file system, up to 1048576.'),
  'LogicalVolumes.file_system': f(
    'File system',
    'The file system on the logical volume, such as ext4 or xfs.',
  ),
  'LogicalVolumes.inode_size': f(
    'Inode size',
    'The size of an inode. The reference page calls it a number of inodes, real values are sizes such as 256.',
  ),
  'LogicalVolumes.inode_nums': f('Inodes', 'The number of inodes of the file system.'),
  'LogicalVolumes.device_use': f(
    'Use',
    'What the volume is for: NORMAL, OS, BOOT, VOLUME_GROUP or BTRFS; may be left empty.',
  ),
  'LogicalVolumes.mount_point': f('Mount point', 'Where the volume is mounted, such as /data.'),
  'LogicalVolumes.name': f('Volume name', 'The name of the logical volume, such as /dev/mapper/vg-data.'),
  'LogicalVolumes.size': f(
    'Size',
    'The size of the logical volume. All volumes of a group together fit into the group.',
  ),
  'LogicalVolumes.used_size': f(
    'Used',
    'How much data the volume holds. It is measured on the source; there is seldom a reason to change it.',
  ),
  'LogicalVolumes.free_size': f('Free', 'What the volume has left.'),

  'TargetDisk.id': f(
    'SMS disk ID',
    'The number of the disk in the SMS database. It ties the disk to its record: leave it as it is.',
  ),
  'TargetDisk.device_use': f('Use', 'What the disk is for: NORMAL, OS (system) or BOOT.'),
  'TargetDisk.disk_id': f(
    'Disk ID',
    'The EVS volume ID of an existing target disk, or its index as a text ("0") where it is to be created.',
  ),
  'TargetDisk.name': f('Disk name', 'The name of the disk, such as Disk 1 or /dev/vda.'),
  'TargetDisk.physical_volumes': f(
    'Partitions',
    'The partitions of the disk. The list is replaced as a whole.',
  ),
  'TargetDisk.size': f(
    'Size',
    'The size of the target disk. It holds at least the sum of its partitions, and unless volumes are resized it is at least as large as the source disk. A disk that is too small shows late, as SMS.0806 or SMS.6539.',
  ),
  'TargetDisk.used_size': f('Used', 'For a disk this is the sum of its partitions, not the data on it.'),
  'TargetDisk.disk_index': f('Disk index', 'The place of the disk in the server, counted from 0.'),
  'TargetDisk.os_disk': f('System disk', 'Whether the disk holds the operating system.'),
  'TargetDisk.partition_style': f('Partition style', 'MBR or GPT. MBR reaches up to 2 TiB.'),
  'TargetDisk.relation_name': f(
    'Paired disk',
    'The name of the disk on the Linux target server with which this one is paired.',
  ),

  'TargetPhysicalVolumes.id': f(
    'SMS volume ID',
    'The number of the partition in the SMS database. Leave it as it is.',
  ),
  'TargetPhysicalVolumes.device_use': f('Use', 'What the partition is for: NORMAL, OS (system) or BOOT.'),
  'TargetPhysicalVolumes.file_system': f(
    'File system',
    'The file system on the partition, such as NTFS or ext4.',
  ),
  'TargetPhysicalVolumes.index': f('Index', 'The place of the partition on its disk.'),
  'TargetPhysicalVolumes.mount_point': f('Mount point', 'Where the partition is mounted.'),
  'TargetPhysicalVolumes.name': f('Volume name', 'The name of the partition, such as C: or /dev/vda1.'),
  'TargetPhysicalVolumes.size': f(
    'Size',
    'The size of the partition. It holds its data, and all partitions of a disk together fit on the disk. Windows system and boot volumes keep their size.',
  ),
  'TargetPhysicalVolumes.used_size': f(
    'Used',
    'How much data the partition holds. It is measured on the source; there is seldom a reason to change it.',
  ),
  'TargetPhysicalVolumes.uuid': f('UUID', 'The UUID of the partition.'),
  'TargetPhysicalVolumes.relation_name': f(
    'Paired volume',
    'The name of the partition on the Linux target server with which this one is paired.',
  ),
  'TargetPhysicalVolumes.free_size': f('Free', 'What the partition has left.'),

  'CloneServer.vm_id': f('Clone ECS ID', 'The ID of the cloned server.'),
  'CloneServer.name': f('Clone name', 'The name of the cloned server.'),
  'CloneServer.clone_error': f('Clone error code', 'The code of the error that a failed clone left.'),
  'CloneServer.clone_state': f('Clone state', 'How far the clone is.'),
  'CloneServer.error_msg': f('Clone error', 'The message that a failed clone left.'),
};
