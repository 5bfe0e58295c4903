/** 磁盘、分区、卷和文件系统各字段的名称和含义。 */
import type { storageFields as english } from '../en/storage-fields.ts';
import { type FieldText, fieldText as f } from '../field-text.ts';

export const storageFields: Record<keyof typeof english, FieldText> = {
  'BtrfsFileSystem.label': f('标签', '没有标签时为空。挂载可能使用标签：修改后fstab可能失效。'),
  'BtrfsFileSystem.uuid': f('UUID', '挂载通常使用它，必须与源端一致。'),
  'BtrfsFileSystem.device': f('设备', '文件系统包含的设备，使用源端的设备名，例如/dev/vda2。'),
  'BtrfsFileSystem.size': f('数据大小', '数据占用的空间，单位为字节，在源端测得。Btrfs卷不能调整大小。'),
  'BtrfsFileSystem.nodesize': f('节点大小', '单位为字节，通常为16384。创建文件系统时确定，必须与源端一致。'),
  'BtrfsFileSystem.sectorsize': f('扇区大小', '单位为字节，通常为4096。创建文件系统时确定，必须与源端一致。'),
  'BtrfsFileSystem.data_profile': f(
    '数据配置',
    '数据在设备上的分布方式，例如single或RAID1。多个副本需要同样多的设备。',
  ),
  'BtrfsFileSystem.system_profile': f(
    '系统配置',
    '系统块的分布方式，例如DUP。多个副本需要更多设备，或一个设备上更多的空间。',
  ),
  'BtrfsFileSystem.metadata_profile': f(
    '元数据配置',
    '元数据的分布方式，例如DUP：一个设备上有两份副本。其他配置需要多个设备。',
  ),
  'BtrfsFileSystem.global_reserve1': f('全局预留', '例如single。取自源端，一般不需要修改。'),
  'BtrfsFileSystem.g_vol_used_size': f('已用大小', '单位为字节，在源端测得：即需要复制的数据量。'),
  'BtrfsFileSystem.default_subvolid': f('默认子卷ID', '默认挂载的子卷，从256开始。请与子卷名称一起修改。'),
  'BtrfsFileSystem.default_subvol_name': f('默认子卷', '默认挂载的子卷。请与其ID一起修改。'),
  'BtrfsFileSystem.default_subvol_mountpath': f(
    '挂载路径',
    '默认子卷的挂载位置；根文件系统为/。填错会使系统无法启动。',
  ),
  'BtrfsFileSystem.subvolumn': f(
    '子卷',
    'SMS很可能会整体替换列表：未包含的子卷很可能会被删除。subvolumn是API的拼写。',
  ),

  'BtrfsSubvolumn.uuid': f('父卷UUID', '包含它的文件系统或子卷的UUID。'),
  'BtrfsSubvolumn.is_snapshot': f('是否为快照', '文本true或false。快照会完整复制，在目的端会再次占用空间。'),
  'BtrfsSubvolumn.subvol_id': f('子卷ID', '由源端的Btrfs分配，例如256。'),
  'BtrfsSubvolumn.parent_id': f('父卷ID', '5表示顶层。嵌套的子卷填写上一层的ID。'),
  'BtrfsSubvolumn.subvol_name': f('子卷名称', '例如@。挂载选项使用它，必须与源端一致。'),
  'BtrfsSubvolumn.subvol_mount_path': f('挂载路径', '例如/home，各子卷不能重复。'),

  'NetWork.name': f('网卡名称', '操作系统内的名称，例如eth0。在目的端可能不同。'),
  'VolumeGroups.free_size': f('剩余空间', '未分配的空间，单位为字节。上报的值不可靠，因此检查不使用它。'),
  'VolumeGroups.logical_volumes': f(
    '逻辑卷',
    '最多50个。SMS很可能会整体替换列表：未包含的卷很可能会被删除。',
  ),
  'VolumeGroups.name': f('卷组名称', '用于标识卷组，也是其卷名称的一部分。不能有空格。'),
  'VolumeGroups.size': f('大小', '全部物理卷之和。要扩大卷组，请将其中一个物理卷扩大同样的大小。'),

  'LogicalVolumes.block_count': f('块数量', '文件系统的块数，取自源端；未知时为0。'),
  'LogicalVolumes.block_size': f('块大小', '最大1048576。取自源端；未知时为0。'),
  'LogicalVolumes.file_system': f('文件系统', '例如ext4或xfs。必须与源端一致：SMS很可能不会转换文件系统。'),
  'LogicalVolumes.inode_size': f('inode大小', '一个inode的大小，例如256。API参考称其为inode数量。'),
  'LogicalVolumes.inode_nums': f('inode数量', 'inode太少时，即使还有空间也无法创建文件。'),
  'LogicalVolumes.device_use': f('用途', 'NORMAL、OS、BOOT、VOLUME_GROUP或BTRFS，也可为空。'),
  'LogicalVolumes.mount_point': f('挂载点', '例如/data，不能重复。swap为空。'),
  'LogicalVolumes.name': f('卷名称', '例如/dev/mapper/vg-data，在卷组中不能重复。'),
  'LogicalVolumes.size': f('大小', '卷组中所有卷之和不能超过卷组。'),
  'LogicalVolumes.used_size': f('已用', '数据量，在源端测得，一般不需要修改。'),
  'LogicalVolumes.free_size': f('剩余', '大小减去已用，随大小变化。不需要修改。'),

  'TargetDisk.id': f('SMS磁盘ID', '磁盘在SMS中的编号。请勿修改。'),
  'TargetDisk.device_use': f(
    '用途',
    'NORMAL（普通）、OS（系统）或BOOT（启动）。实际任务中还有VOLUME_GROUP和BTRFS，在选择其他值之前会保留。',
  ),
  'TargetDisk.disk_id': f('磁盘ID', '已有磁盘的云硬盘ID；新建磁盘时为以文本表示的序号，例如"0"。'),
  'TargetDisk.name': f('磁盘名称', '例如Disk 1或/dev/vda。在Linux上必须是源端的设备名：磁盘按它匹配。'),
  'TargetDisk.physical_volumes': f(
    '分区',
    '总和不能超过磁盘。SMS很可能会整体替换列表：未包含的分区很可能会被删除。',
  ),
  'TargetDisk.size': f(
    '大小',
    '不能小于其分区之和。不调整卷的大小时，也不能小于源端磁盘。过小会导致SMS.6539，可能到后期才出现。',
  ),
  'TargetDisk.used_size': f('已用', '磁盘分区之和，不是数据量。整块磁盘属于卷组时等于大小。一般不需要修改。'),
  'TargetDisk.disk_index': f('磁盘序号', '磁盘挂载的顺序，从0开始；系统盘通常为0。'),
  'TargetDisk.os_disk': f(
    '系统盘',
    '目的端服务器是否从该磁盘启动。请只将一块磁盘设为“是”（不是启动盘时为SMS.1503）。',
  ),
  'TargetDisk.partition_style': f(
    '分区类型',
    'MBR（最大2 TiB，对应BIOS）或GPT（对应UEFI）。修改它不会转换磁盘：目的端必须能以此启动。',
  ),
  'TargetDisk.relation_name': f('关联磁盘', 'Linux目的端服务器上与它配对的磁盘；常为null。'),

  'TargetPhysicalVolumes.id': f('SMS分区ID', '分区在SMS中的编号。请勿修改：它很可能使分区与其记录对应。'),
  'TargetPhysicalVolumes.device_use': f(
    '用途',
    'NORMAL（普通）、OS（系统）或BOOT（启动）。源端服务器没有启动分区时，SMS返回SMS.6531。',
  ),
  'TargetPhysicalVolumes.file_system': f(
    '文件系统',
    '例如NTFS或ext4。必须与源端一致：SMS很可能不会转换文件系统。',
  ),
  'TargetPhysicalVolumes.index': f('序号', '在磁盘上的位置。分区保持源端的顺序。'),
  'TargetPhysicalVolumes.mount_point': f('挂载点', '不能重复。Windows卷和swap没有挂载点。'),
  'TargetPhysicalVolumes.name': f(
    '卷名称',
    '例如C:或/dev/vda1。盘符可能与源端不同。没有ID的分区按名称匹配。',
  ),
  'TargetPhysicalVolumes.size': f(
    '大小',
    '必须容纳其中的数据，所有分区之和不能超过磁盘。Windows的系统卷和启动卷不能调整大小。',
  ),
  'TargetPhysicalVolumes.used_size': f('已用', '数据量，在源端测得，一般不需要修改。'),
  'TargetPhysicalVolumes.uuid': f(
    'UUID',
    '分区的UUID。fstab或引导程序可能引用它。Windows上含有反斜杠，会原样保留。',
  ),
  'TargetPhysicalVolumes.relation_name': f('关联分区', 'Linux目的端服务器上与它配对的分区。'),
  'TargetPhysicalVolumes.free_size': f('剩余', '大小减去已用，随大小变化。不需要修改。'),

  'CloneServer.vm_id': f('克隆服务器ID', '克隆服务器的ECS ID，很可能由SMS填写。填错会指向另一台ECS。'),
};
