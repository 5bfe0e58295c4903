/** What each field is called and what it means: label, then help in plain words. */
export interface FieldText {
  readonly label: string;
  readonly help: string;
}

const f = (label: string, help: string): FieldText => ({ label, help });

export const fields = {
  'PutTaskReq.name': f(
    'Task name',
    'The name of the migration task, as lists and the console show it. Letters (also Chinese), digits, _ and -, up to 64. Takes effect in any state in which the task can be changed.',
  ),
  'PutTaskReq.type': f(
    'Migration type',
    'MIGRATE_FILE copies files and can resize volumes. MIGRATE_BLOCK copies disks block by block. Windows can only be migrated by block.',
  ),
  'PutTaskReq.region_id': f(
    'Region ID',
    'The region in which the target server stands, such as ap-southeast-3. It has to be the region of the target server; the SMS endpoint does not depend on it. Change it together with the region name.',
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
    'The address of the target server to which the source sends its data. It is the EIP on a public network, the private address over Direct Connect or VPN. It must fit the IPv6 switch. An address that cannot be reached stops the migration (SMS.3805).',
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
  'PutTaskReq.project_name': f(
    'Project name',
    'The project to which the target server belongs, by name. It goes with the project ID: when only one of the two changes, the task points at two projects.',
  ),
  'PutTaskReq.project_id': f(
    'Project ID',
    'The project to which the target server belongs, by ID. Change name and ID together.',
  ),
  'PutTaskReq.enterprise_project': f(
    'Enterprise project',
    'The ID of the enterprise project, up to 36 characters. 0 is the default project.',
  ),
  'PutTaskReq.image_disk_id': f(
    'Agent image disk ID',
    'The disk of the target server that carries the agent image. It does so while the migration runs.',
  ),
  'PutTaskReq.vm_template_id': f(
    'Template ID',
    'The template from which the service creates the target server. A template that lacks a network or a public IP is refused later (SMS.6102, SMS.6562).',
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
    'The snapshots made for cutover, with semicolons between. The API keeps them in one string. They are not returned, so what is there now is not known.',
  ),
  'PutTaskReq.target_server': f(
    'Target server',
    'The server to which the source server is migrated. It holds the disks, volumes and NICs. Only what you change in it is sent.',
  ),
  'PutTaskReq.clone_server': f(
    'Clone server',
    'The server cloned from the target for a test. Changes take effect only while the source server is syncing, stopping, stopped, cutovering, finished or in error.',
  ),

  'TargetServer.id': f(
    'SMS server ID',
    'The ID of the target server in the SMS database, not the ECS ID. It ties the task to its target: a wrong one makes the service look for another server.',
  ),
  'TargetServer.ip': f(
    'Server IP',
    'The address of the target server. It describes the server; where the source sends its data is the migration IP, in the step Network.',
  ),
  'TargetServer.name': f(
    'Server name',
    'The name of the target server. It is the name on the cloud side, not the name of the task and not the host name inside.',
  ),
  'TargetServer.hostname': f(
    'Host name',
    'The host name inside the target server. Needed for registering a server, optional for an update. GET does not return it.',
  ),
  'TargetServer.os_type': f(
    'OS type',
    'WINDOWS or LINUX. A type that does not fit the migration type is refused (SMS.6610).',
  ),
  'TargetServer.os_version': f(
    'OS version',
    'The version as SMS names it, such as CENTOS_7_2_64BIT. It has to be a version that SMS supports (SMS.6601), and it says which agent image is used.',
  ),
  'TargetServer.firmware': f(
    'Boot mode',
    'BIOS or UEFI. It must be the one that the target boots with. A target that boots in the other mode than the source does not start after the migration.',
  ),
  'TargetServer.cpu_quantity': f(
    'vCPUs',
    'The number of vCPUs of the target server. It describes the server and does not resize it; the flavor does that. GET does not return it.',
  ),
  'TargetServer.memory': f(
    'Memory',
    'The memory of the target server. The reference says MB; real documents also hold bytes or GB, so compare with what the server returns.',
  ),
  'TargetServer.btrfs_list': f(
    'Btrfs file systems',
    'The Btrfs file systems of a Linux server. The list is replaced as a whole. GET returns only names, an update takes whole objects, so sending any means sending all of them.',
  ),
  'TargetServer.networks': f(
    'NICs',
    'The network cards of the target server. The list is replaced as a whole; each needs its MAC address.',
  ),
  'TargetServer.domain_id': f(
    'Domain ID',
    'The account (tenant domain) of the target server. It is the account, not a DNS domain. A wrong one ends in missing permissions (SMS.9004).',
  ),
  'TargetServer.has_rsync': f(
    'rsync installed',
    'Whether rsync is installed. File-level migration of Linux needs it. Without it the agent cannot copy files, and the check before the migration fails.',
  ),
  'TargetServer.paravirtualization': f(
    'Paravirtualized',
    'Whether the Linux source server is paravirtualized. A paravirtualized (Xen PV) system needs other drivers to boot on the target. The agent reports it.',
  ),
  'TargetServer.raw_devices': f(
    'Raw devices',
    'The raw devices of a Linux server. Raw devices are not migrated as file systems. The agent reports them; there is seldom a reason to change this.',
  ),
  'TargetServer.driver_files': f(
    'Driver files missing',
    'Whether driver files are missing on a Windows server. Missing drivers keep a migrated Windows server from booting. The agent reports it.',
  ),
  'TargetServer.system_services': f(
    'Abnormal services',
    'Whether system services of a Windows server are in trouble. The volume shadow copy service has to work for a migration by block. The agent reports it.',
  ),
  'TargetServer.account_rights': f(
    'Account has rights',
    'Whether the account on the Windows server has enough rights. It is the migration that needs them.',
  ),
  'TargetServer.boot_loader': f(
    'Boot loader',
    'GRUB or LILO, on Linux. A target that is set up for the other one does not boot.',
  ),
  'TargetServer.system_dir': f(
    'System directory',
    'The Windows system directory, such as C:\\Windows\\System32. On a target it may have another drive letter than on the source. Backslashes are kept as they are.',
  ),
  'TargetServer.volume_groups': f(
    'Volume groups',
    'The LVM volume groups of a Linux server. The list is replaced as a whole. Every group goes with all its logical volumes; one that is left out is gone.',
  ),
  'TargetServer.vm_id': f(
    'ECS ID',
    'The ID of the target ECS. Empty where the service creates the server. It is an ECS ID, not an SMS ID: mixing them up gets SMS.6103. A server in another task gets SMS.7605.',
  ),
  'TargetServer.flavor': f(
    'Flavor',
    'The flavor of the target server, such as s6.large.2. It decides about vCPUs and memory of a server that the service creates. GET does not return it.',
  ),
  'TargetServer.disks': f(
    'Disks',
    'The disks of the target server. The list is replaced as a whole. Every disk goes with all its volumes; one that is left out is gone. At most 23.',
  ),
  'TargetServer.image_disk_id': f(
    'Agent image disk ID',
    'The disk of the target server that carries the agent image. The service attaches it while it migrates. A wrong ID gets SMS.6519.',
  ),
  'TargetServer.snapshot_ids': f(
    'Snapshot IDs',
    'The snapshots of the target server, with semicolons between. The API keeps them in one string of at most 255 characters. GET does not return them.',
  ),
  'TargetServer.cutovered_snapshot_ids': f(
    'Rollback snapshot IDs',
    'The snapshots to which the target server can be rolled back. Semicolons stand between them.',
  ),

  'BtrfsFileSystem.name': f(
    'Name',
    'The name of the Btrfs file system. It tells the file system from others, so each needs its own.',
  ),
  'BtrfsFileSystem.label': f(
    'Label',
    'The label of the file system; empty where it has none. It is a name that mounts may use, so a changed label can break an fstab.',
  ),
  'BtrfsFileSystem.uuid': f(
    'UUID',
    'The UUID of the file system. Mounts usually refer to it; it has to be that of the source.',
  ),
  'BtrfsFileSystem.device': f(
    'Devices',
    'The devices that the file system spans. They are device names as on the source, such as /dev/vda2.',
  ),
  'BtrfsFileSystem.size': f(
    'Data size',
    'The space that the data of the file system takes, in bytes. It is measured on the source; Btrfs volumes cannot be resized in a migration.',
  ),
  'BtrfsFileSystem.nodesize': f(
    'Node size',
    'The Btrfs node size in bytes, usually 16384. It is set when the file system is made and has to match the source.',
  ),
  'BtrfsFileSystem.sectorsize': f(
    'Sector size',
    'The sector size in bytes, usually 4096. It is set when the file system is made and has to match the source.',
  ),
  'BtrfsFileSystem.data_profile': f(
    'Data profile',
    'How data is spread over devices, such as single or RAID1. A profile with several copies needs as many devices.',
  ),
  'BtrfsFileSystem.system_profile': f(
    'System profile',
    'How the system chunk is spread over devices, such as DUP. A profile with several copies needs as many devices or more room on one.',
  ),
  'BtrfsFileSystem.metadata_profile': f(
    'Metadata profile',
    'How metadata is spread over devices, such as DUP. DUP keeps two copies on one device; others need several devices.',
  ),
  'BtrfsFileSystem.global_reserve1': f(
    'Global reserve',
    'The profile of the global reserve, such as single. It is taken from the source; there is seldom a reason to change it.',
  ),
  'BtrfsFileSystem.g_vol_used_size': f(
    'Used size',
    'The used space of the Btrfs volume, in bytes. It is measured on the source and tells how much has to be copied.',
  ),
  'BtrfsFileSystem.default_subvolid': f(
    'Default subvolume ID',
    'The ID of the subvolume that is mounted by default. Subvolume IDs begin at 256. The ID and the name of the default subvolume go together.',
  ),
  'BtrfsFileSystem.default_subvol_name': f(
    'Default subvolume',
    'The name of the subvolume that is mounted by default. The name and the ID of the default subvolume go together.',
  ),
  'BtrfsFileSystem.default_subvol_mountpath': f(
    'Mount path',
    'Where the default subvolume or the file system is mounted. For the root file system it is /. The system does not start if it is wrong.',
  ),
  'BtrfsFileSystem.subvolumn': f(
    'Subvolumes',
    "The subvolumes. The list is replaced as a whole. The spelling subvolumn is the API's own. A subvolume that is left out is gone.",
  ),

  'BtrfsSubvolumn.uuid': f(
    'Parent UUID',
    'The UUID of the parent volume. It is that of the file system or subvolume in which this one lies.',
  ),
  'BtrfsSubvolumn.is_snapshot': f(
    'Is a snapshot',
    'Whether the subvolume is a snapshot; a text, true or false. Snapshots take room again on the target, as they are copied like other subvolumes.',
  ),
  'BtrfsSubvolumn.subvol_id': f(
    'Subvolume ID',
    'The ID of the subvolume, such as 256. It tells the subvolume from others and is given by Btrfs on the source.',
  ),
  'BtrfsSubvolumn.parent_id': f(
    'Parent ID',
    "The ID of the parent volume; 5 is the top level. A subvolume under another one has that one's ID here.",
  ),
  'BtrfsSubvolumn.subvol_name': f(
    'Subvolume name',
    'The name of the subvolume, such as @. Mount options refer to it, so it has to be as on the source.',
  ),
  'BtrfsSubvolumn.subvol_mount_path': f(
    'Mount path',
    'Where the subvolume is mounted, such as /home. Two subvolumes cannot have the same path.',
  ),

  'NetWork.name': f(
    'NIC name',
    'The name of the network card, such as eth0. It is the name inside the server. On the target it may come out differently.',
  ),
  'NetWork.ip': f(
    'IPv4 address',
    'The IPv4 address of the network card. It has to be free in its subnet, and neither the first nor the last address of it.',
  ),
  'NetWork.ipv6': f(
    'IPv6 address',
    'The IPv6 address of the network card. A link-local address (fe80::) is of no use here: it is valid on one link only.',
  ),
  'NetWork.netmask': f(
    'Netmask',
    'The netmask that goes with the IPv4 address. Such as 255.255.255.0; a prefix length such as /24 is not taken.',
  ),
  'NetWork.gateway': f(
    'Gateway',
    'The gateway; it lies in the network of the IPv4 address. Outside of that network the server is not reached from elsewhere.',
  ),
  'NetWork.mtu': f(
    'MTU',
    'The largest packet of the network card, usually 1500. Linux needs it. A value larger than the network carries makes connections hang; 0 stands in real documents where it is not known.',
  ),
  'NetWork.mac': f(
    'MAC address',
    'The MAC address. The only field that a NIC cannot do without. It tells the NIC from others. Six pairs of hex digits with colons or hyphens.',
  ),
  'NetWork.id': f(
    'Record ID',
    'The ID of the NIC in the SMS database. The service gives it. Leave it out for a new NIC.',
  ),

  'VolumeGroups.components': f(
    'Physical volumes',
    'The partitions and disks that the group is made of, with semicolons between. A name that is not a partition or disk of this server leaves the group incomplete.',
  ),
  'VolumeGroups.free_size': f(
    'Free space',
    'What the group has left, in bytes. Real servers report it unreliably. It is not used for checks here; size and logical volumes are.',
  ),
  'VolumeGroups.logical_volumes': f(
    'Logical volumes',
    'The logical volumes of the group, at most 50. The list is replaced as a whole: a volume that is left out is gone.',
  ),
  'VolumeGroups.name': f(
    'Group name',
    'The name of the volume group. It tells the group from others, and the names of its volumes contain it. LVM does not allow blanks.',
  ),
  'VolumeGroups.size': f(
    'Size',
    'The size of the group: what its physical volumes hold together. To grow it, grow one of its physical volumes by as much.',
  ),

  'LogicalVolumes.block_count': f(
    'Blocks',
    'The number of blocks of the file system. It is taken from the source; 0 where it is not known.',
  ),
  'LogicalVolumes.block_size': f(
    'Block size',
    'The block size of the file system, up to 1048576. It is taken from the source; 0 where it is not known.',
  ),
  'LogicalVolumes.file_system': f(
    'File system',
    'The file system on the logical volume, such as ext4 or xfs. It has to be the one on the source; the service does not convert file systems.',
  ),
  'LogicalVolumes.inode_size': f(
    'Inode size',
    'The size of an inode. The reference page calls it a number of inodes, real values are sizes such as 256.',
  ),
  'LogicalVolumes.inode_nums': f(
    'Inodes',
    'The number of inodes of the file system. Too few inodes leave no room for files although there are free bytes.',
  ),
  'LogicalVolumes.device_use': f(
    'Use',
    'What the volume is for: NORMAL, OS, BOOT, VOLUME_GROUP or BTRFS. It may be left empty.',
  ),
  'LogicalVolumes.mount_point': f(
    'Mount point',
    'Where the volume is mounted, such as /data. Two volumes cannot have the same mount point. Empty for swap.',
  ),
  'LogicalVolumes.name': f(
    'Volume name',
    'The name of the logical volume, such as /dev/mapper/vg-data. It tells the volume from others of the group, so each needs its own.',
  ),
  'LogicalVolumes.size': f(
    'Size',
    'The size of the logical volume. All volumes of a group together fit into the group.',
  ),
  'LogicalVolumes.used_size': f(
    'Used',
    'How much data the volume holds. It is measured on the source; there is seldom a reason to change it.',
  ),
  'LogicalVolumes.free_size': f(
    'Free',
    'What the volume has left. It is size minus used and changes by itself; there is no need to edit it.',
  ),

  'TargetDisk.id': f(
    'SMS disk ID',
    'The number of the disk in the SMS database. It ties the disk to its record: leave it as it is.',
  ),
  'TargetDisk.device_use': f(
    'Use',
    'What the disk is for: NORMAL, OS (system) or BOOT. Real documents also hold VOLUME_GROUP and BTRFS; such a value stays until you pick another.',
  ),
  'TargetDisk.disk_id': f(
    'Disk ID',
    'The EVS volume ID of an existing target disk. For one to be created it is the index as a text ("0").',
  ),
  'TargetDisk.name': f(
    'Disk name',
    'The name of the disk, such as Disk 1 or /dev/vda. On Linux it has to be the device name on the source: disks are matched by it.',
  ),
  'TargetDisk.physical_volumes': f(
    'Partitions',
    'The partitions of the disk. The list is replaced as a whole. A partition that is left out is gone. Together they fit on the disk.',
  ),
  'TargetDisk.size': f(
    'Size',
    'The size of the target disk. It holds at least the sum of its partitions, and unless volumes are resized it is at least as large as the source disk. A disk that is too small shows late, as SMS.0806 or SMS.6539.',
  ),
  'TargetDisk.used_size': f(
    'Used',
    'For a disk this is the sum of its partitions, not the data on it. A whole disk in a volume group has used equal to size. There is seldom a reason to change it.',
  ),
  'TargetDisk.disk_index': f(
    'Disk index',
    'The place of the disk in the server, counted from 0. It says in which order disks are attached; the system disk is usually 0.',
  ),
  'TargetDisk.os_disk': f(
    'System disk',
    'Whether the disk holds the operating system. Exactly one disk should say yes: the server boots from it (SMS.6531 where no boot partition is found).',
  ),
  'TargetDisk.partition_style': f(
    'Partition style',
    'MBR or GPT. MBR reaches up to 2 TiB. Changing it on the way is not a conversion: the target has to boot with it (BIOS with MBR, UEFI with GPT).',
  ),
  'TargetDisk.relation_name': f(
    'Paired disk',
    'The name of the disk on the Linux target server with which this one is paired. Real documents often hold null here.',
  ),

  'TargetPhysicalVolumes.id': f(
    'SMS volume ID',
    'The number of the partition in the SMS database. Leave it as it is. It ties the partition to its record; a disk ID in its place gets SMS.6103.',
  ),
  'TargetPhysicalVolumes.device_use': f(
    'Use',
    'What the partition is for: NORMAL, OS (system) or BOOT. Without a boot partition the service answers SMS.6531.',
  ),
  'TargetPhysicalVolumes.file_system': f(
    'File system',
    'The file system on the partition, such as NTFS or ext4. It has to be the one on the source; the service does not convert file systems.',
  ),
  'TargetPhysicalVolumes.index': f(
    'Index',
    'The place of the partition on its disk. Partitions keep the order they have on the source.',
  ),
  'TargetPhysicalVolumes.mount_point': f(
    'Mount point',
    'Where the partition is mounted. Two partitions cannot have the same one. Windows volumes and swap have none.',
  ),
  'TargetPhysicalVolumes.name': f(
    'Volume name',
    'The name of the partition, such as C: or /dev/vda1. Drive letters may differ from the source. Partitions are matched by it where they have no ID.',
  ),
  'TargetPhysicalVolumes.size': f(
    'Size',
    'The size of the partition. It holds its data, and all partitions of a disk together fit on the disk. Windows system and boot volumes keep their size.',
  ),
  'TargetPhysicalVolumes.used_size': f(
    'Used',
    'How much data the partition holds. It is measured on the source; there is seldom a reason to change it.',
  ),
  'TargetPhysicalVolumes.uuid': f(
    'UUID',
    'The UUID of the partition. An fstab or boot loader may refer to it. On Windows it holds backslashes, which are kept.',
  ),
  'TargetPhysicalVolumes.relation_name': f(
    'Paired volume',
    'The name of the partition with which this one is paired. It is on the Linux target server.',
  ),
  'TargetPhysicalVolumes.free_size': f(
    'Free',
    'What the partition has left. It is size minus used and changes by itself; there is no need to edit it.',
  ),

  'CloneServer.vm_id': f(
    'Clone ECS ID',
    'The ID of the cloned server. The service fills it in when a clone is made. A wrong one points at another server.',
  ),
  'CloneServer.name': f(
    'Clone name',
    'The name of the cloned server. The name a clone gets in the cloud. The clone is a copy for a test and costs as a server does.',
  ),
  'CloneServer.clone_error': f(
    'Clone error code',
    'The code of the error that a failed clone left. The service writes it. There is a reason to change it only when a stale error has to go.',
  ),
  'CloneServer.clone_state': f(
    'Clone state',
    'How far the clone is. NOT_READY, READY, PREPARING, CREATING, ERROR or FINISHED. The service keeps it up to date by itself.',
  ),
  'CloneServer.error_msg': f(
    'Clone error',
    'The message that a failed clone left. The service writes it, up to 1024 characters. Look up its code in the clone error code.',
  ),
} satisfies Record<string, FieldText>;
