/** 每个字段的名称和含义。 */
import type { Text } from '../text.ts';

const f = (label: string, help: string) => ({ label, help });

export const fields: Text['fields'] = {
  'PutTaskReq.name': f(
    '任务名称',
    '迁移任务的名称，在列表和控制台中显示。由字母（含中文）、数字、下划线和短横线组成，最长64个字符。只要任务处于可修改的状态，修改即可生效。',
  ),
  'PutTaskReq.type': f(
    '迁移类型',
    'MIGRATE_FILE为文件级迁移，可以调整卷的大小。MIGRATE_BLOCK为块级迁移，逐块复制磁盘。Windows只支持块级迁移。',
  ),
  'PutTaskReq.region_id': f(
    '区域ID',
    '目的端服务器所在的区域，例如ap-southeast-3。必须与目的端服务器的实际区域一致；SMS的终端节点与该区域无关。请与区域名称一起修改。',
  ),
  'PutTaskReq.region_name': f('区域名称', '目的端服务器所在区域的名称，供人阅读。请与区域ID一起修改。'),
  'PutTaskReq.exist_server': f(
    '使用已有服务器',
    '是：目的端是已有的服务器。否：由服务新建目的端服务器。API不返回当前值。',
  ),
  'PutTaskReq.migration_ip': f(
    '迁移IP',
    '源端向目的端服务器传输数据时使用的地址。公网迁移时为弹性公网IP，经云专线或VPN迁移时为私有IP。必须与“使用IPv6”一致。地址不可达时迁移会中断（SMS.3805）。',
  ),
  'PutTaskReq.use_ipv6': f('使用IPv6', '是：迁移IP为IPv6地址。否：迁移IP为IPv4地址。请将两者一起修改。'),
  'PutTaskReq.use_public_ip': f(
    '使用公网',
    '是：数据经公网传输，迁移IP为弹性公网IP。否：数据经云专线或VPN传输到私有IP。',
  ),
  'PutTaskReq.speed_limit': f(
    '迁移限速',
    '迁移可以使用的最大带宽，单位为Mbit/s，取值0～1000，0表示不限速。对正在运行的任务也会生效。',
  ),
  'PutTaskReq.project_name': f(
    '项目名称',
    '目的端服务器所属项目的名称。它与项目ID成对：只修改其中一个，任务就会指向两个不同的项目。',
  ),
  'PutTaskReq.project_id': f('项目ID', '目的端服务器所属项目的ID。请与项目名称一起修改。'),
  'PutTaskReq.enterprise_project': f('企业项目', '企业项目的ID，最长36个字符；0表示默认企业项目。'),
  'PutTaskReq.image_disk_id': f('代理镜像磁盘ID', '迁移期间挂载在目的端服务器上、存放代理镜像的磁盘。'),
  'PutTaskReq.vm_template_id': f(
    '模板ID',
    '服务用来新建目的端服务器的模板。模板缺少网络或公网IP时，后续步骤会被拒绝（SMS.6102、SMS.6562）。',
  ),
  'PutTaskReq.target_disk_ids': f(
    '目的端磁盘ID',
    '目的端磁盘的云硬盘ID。API把它们放在一个字符串中，以空格分隔；每个ID最长255个字符。',
  ),
  'PutTaskReq.snapshot_ids': f('快照ID', '目的端服务器的快照。API把它们放在一个字符串中，以分号分隔。'),
  'PutTaskReq.cutovered_snapshot_ids': f(
    '启动目的端快照ID',
    '启动目的端（割接）时生成的快照。API把它们放在一个字符串中，以分号分隔。服务不返回该字段，因此不知道当前值。',
  ),
  'PutTaskReq.target_server': f(
    '目的端服务器',
    '源端服务器要迁移到的服务器，包含磁盘、卷和网卡。只发送您修改过的内容。',
  ),
  'PutTaskReq.clone_server': f(
    '克隆服务器',
    '为测试而从目的端克隆出的服务器。只有源端服务器处于syncing、stopping、stopped、cutovering、finished或error状态时，修改才会生效。',
  ),

  'TargetServer.id': f(
    'SMS服务器ID',
    '目的端服务器在SMS数据库中的ID，不是ECS的ID。任务靠它找到目的端：填错后，服务会去找另一台服务器。',
  ),
  'TargetServer.ip': f(
    '服务器IP',
    '目的端服务器的地址，只用于描述服务器。源端实际向“网络”步骤中的迁移IP传输数据。',
  ),
  'TargetServer.name': f('服务器名称', '目的端服务器在云上的名称，既不是任务名称，也不是系统内的主机名。'),
  'TargetServer.hostname': f(
    '主机名',
    '目的端服务器系统内的主机名。注册服务器时必填，更新时可选。GET不返回该字段。',
  ),
  'TargetServer.os_type': f('操作系统类型', 'WINDOWS或LINUX。与迁移类型不匹配时会被拒绝（SMS.6610）。'),
  'TargetServer.os_version': f(
    '操作系统版本',
    'SMS定义的版本名称，例如CENTOS_7_2_64BIT。必须是SMS支持的版本（SMS.6601），它还决定使用哪个代理镜像。',
  ),
  'TargetServer.firmware': f(
    '启动方式',
    'BIOS或UEFI。必须与目的端的启动方式一致。目的端与源端的启动方式不同时，迁移后无法启动。',
  ),
  'TargetServer.cpu_quantity': f(
    'vCPU数',
    '目的端服务器的vCPU个数。它只用于描述服务器，不会变更规格，vCPU数由规格决定。GET不返回该字段。',
  ),
  'TargetServer.memory': f(
    '内存',
    '目的端服务器的内存。API参考中的单位是MB，实际数据中也有字节和GB，请与服务器返回的值比较。',
  ),
  'TargetServer.btrfs_list': f(
    'Btrfs文件系统',
    'Linux服务器的Btrfs文件系统，列表整体替换。GET只返回名称，更新需要完整的对象，因此要发送就必须全部发送。',
  ),
  'TargetServer.networks': f('网卡', '目的端服务器的网卡，列表整体替换；每块网卡都必须有MAC地址。'),
  'TargetServer.domain_id': f(
    '账号ID',
    '目的端服务器所属的账号（租户，domain），不是DNS域名。填错会提示权限不足（SMS.9004）。',
  ),
  'TargetServer.has_rsync': f(
    '已安装rsync',
    '是否安装了rsync。Linux文件级迁移需要它；没有rsync，迁移Agent无法复制文件，迁移前的检查也不会通过。',
  ),
  'TargetServer.paravirtualization': f(
    '半虚拟化',
    'Linux源端服务器是否为半虚拟化。半虚拟化（Xen PV）系统需要其他驱动才能在目的端启动。该值由迁移Agent上报。',
  ),
  'TargetServer.raw_devices': f(
    '裸设备',
    'Linux服务器的裸设备列表。裸设备不会作为文件系统迁移。该值由迁移Agent上报，一般不需要修改。',
  ),
  'TargetServer.driver_files': f(
    '缺少驱动文件',
    'Windows服务器是否缺少驱动文件。缺少驱动会使迁移后的Windows无法启动。该值由迁移Agent上报。',
  ),
  'TargetServer.system_services': f(
    '存在异常服务',
    'Windows服务器是否存在不正常的系统服务。块级迁移要求卷影复制服务（VSS）正常。该值由迁移Agent上报。',
  ),
  'TargetServer.account_rights': f('权限满足要求', 'Windows服务器上的账户是否具备迁移所需的权限。'),
  'TargetServer.boot_loader': f(
    '引导程序',
    'Linux的GRUB或LILO。如果目的端按另一种引导程序配置，则无法启动。',
  ),
  'TargetServer.system_dir': f(
    '系统目录',
    'Windows的系统目录，例如C:\\Windows\\System32。目的端的盘符可能与源端不同。反斜杠原样保留。',
  ),
  'TargetServer.volume_groups': f(
    '卷组',
    'Linux服务器的LVM卷组，列表整体替换。每个卷组连同其全部逻辑卷一起发送，未包含的卷组会消失。',
  ),
  'TargetServer.vm_id': f(
    'ECS ID',
    '目的端ECS的ID；由服务新建服务器时为空。它是ECS的ID，不是SMS的ID：混用会得到SMS.6103。该服务器已在其他任务中时得到SMS.7605。',
  ),
  'TargetServer.flavor': f(
    '规格',
    '目的端服务器的规格，例如s6.large.2，决定新建服务器的vCPU和内存。GET不返回该字段。',
  ),
  'TargetServer.disks': f(
    '磁盘',
    '目的端服务器的磁盘，列表整体替换。每块磁盘连同其全部分区一起发送，未包含的磁盘会消失。最多23块。',
  ),
  'TargetServer.image_disk_id': f(
    '代理镜像磁盘ID',
    '目的端服务器上存放代理镜像的磁盘，迁移期间由服务挂载。ID错误会得到SMS.6519。',
  ),
  'TargetServer.snapshot_ids': f(
    '快照ID',
    '目的端服务器的快照，以分号分隔。API把它们放在一个最长255个字符的字符串中。GET不返回该字段。',
  ),
  'TargetServer.cutovered_snapshot_ids': f('回滚快照ID', '目的端服务器可以回滚到的快照，以分号分隔。'),

  'BtrfsFileSystem.name': f('名称', 'Btrfs文件系统的名称，用来与其他文件系统区分，不能重复。'),
  'BtrfsFileSystem.label': f(
    '标签',
    '文件系统的标签；没有标签时为空。挂载时可能按标签引用，修改后fstab可能失效。',
  ),
  'BtrfsFileSystem.uuid': f('UUID', '文件系统的UUID。挂载通常按它引用，必须与源端相同。'),
  'BtrfsFileSystem.device': f('设备', '文件系统包含的设备，使用源端的设备名，例如/dev/vda2。'),
  'BtrfsFileSystem.size': f(
    '数据大小',
    '文件系统中数据占用的空间，单位为字节，在源端测得。迁移时不能调整Btrfs卷的大小。',
  ),
  'BtrfsFileSystem.nodesize': f(
    '节点大小',
    'Btrfs的节点大小，单位为字节，通常为16384。创建文件系统时确定，必须与源端相同。',
  ),
  'BtrfsFileSystem.sectorsize': f(
    '扇区大小',
    '扇区大小，单位为字节，通常为4096。创建文件系统时确定，必须与源端相同。',
  ),
  'BtrfsFileSystem.data_profile': f(
    '数据配置',
    '数据在各设备上的分布方式，例如single或RAID1。保存多个副本的配置需要相应数量的设备。',
  ),
  'BtrfsFileSystem.system_profile': f(
    '系统配置',
    '系统块在各设备上的分布方式，例如DUP。保存多个副本的配置需要相应数量的设备，或在一个设备上占用更多空间。',
  ),
  'BtrfsFileSystem.metadata_profile': f(
    '元数据配置',
    '元数据在各设备上的分布方式，例如DUP。DUP在一个设备上保存两份副本，其他配置需要多个设备。',
  ),
  'BtrfsFileSystem.global_reserve1': f(
    '全局预留',
    '全局预留空间的配置，例如single。取自源端，一般不需要修改。',
  ),
  'BtrfsFileSystem.g_vol_used_size': f(
    '已用大小',
    'Btrfs卷的已用空间，单位为字节。在源端测得，表示需要复制的数据量。',
  ),
  'BtrfsFileSystem.default_subvolid': f(
    '默认子卷ID',
    '默认挂载的子卷的ID。子卷ID从256开始。默认子卷的ID与名称要一起修改。',
  ),
  'BtrfsFileSystem.default_subvol_name': f(
    '默认子卷',
    '默认挂载的子卷的名称。默认子卷的名称与ID要一起修改。',
  ),
  'BtrfsFileSystem.default_subvol_mountpath': f(
    '挂载路径',
    '默认子卷或文件系统的挂载位置，根文件系统为/。填错会使系统无法启动。',
  ),
  'BtrfsFileSystem.subvolumn': f(
    '子卷',
    '子卷，列表整体替换。subvolumn是API自己的拼写。未包含的子卷会消失。',
  ),

  'BtrfsSubvolumn.uuid': f('父卷UUID', '父卷的UUID，即该子卷所在的文件系统或子卷的UUID。'),
  'BtrfsSubvolumn.is_snapshot': f(
    '是否为快照',
    '子卷是否为快照，以文本true或false表示。快照与其他子卷一样复制，在目的端会再次占用空间。',
  ),
  'BtrfsSubvolumn.subvol_id': f('子卷ID', '子卷的ID，例如256。由源端的Btrfs分配，用来与其他子卷区分。'),
  'BtrfsSubvolumn.parent_id': f(
    '父卷ID',
    '父卷的ID，5表示顶层。位于另一个子卷之下的子卷在这里填那个子卷的ID。',
  ),
  'BtrfsSubvolumn.subvol_name': f('子卷名称', '子卷的名称，例如@。挂载选项会引用它，必须与源端相同。'),
  'BtrfsSubvolumn.subvol_mount_path': f('挂载路径', '子卷的挂载位置，例如/home。两个子卷不能使用同一路径。'),

  'NetWork.name': f('网卡名称', '网卡在服务器系统内的名称，例如eth0。在目的端可能会变。'),
  'NetWork.ip': f(
    'IPv4地址',
    '网卡的IPv4地址。必须是子网中未被占用的地址，且不能是子网的第一个或最后一个地址。',
  ),
  'NetWork.ipv6': f(
    'IPv6地址',
    '网卡的IPv6地址。链路本地地址（fe80::）在这里没有意义，它只在一条链路上有效。',
  ),
  'NetWork.netmask': f('子网掩码', '与IPv4地址对应的子网掩码，例如255.255.255.0；不接受/24这样的前缀长度。'),
  'NetWork.gateway': f(
    '网关',
    '网关，必须位于IPv4地址所在的网络中。网关在该网络之外时，从其他网络无法访问服务器。',
  ),
  'NetWork.mtu': f(
    'MTU',
    '网卡的最大报文长度，通常为1500，Linux必填。超过网络实际支持的值会使连接挂起；实际数据中0表示未知。',
  ),
  'NetWork.mac': f(
    'MAC地址',
    'MAC地址，网卡唯一必填的字段，用来与其他网卡区分。六组两位十六进制数，以冒号或短横线分隔。',
  ),
  'NetWork.id': f('记录ID', '网卡在SMS数据库中的ID，由服务分配。新增网卡时不要填写。'),

  'VolumeGroups.components': f(
    '物理卷',
    '组成卷组的分区和磁盘，以分号分隔。如果其中的名称不是该服务器的分区或磁盘，卷组就不完整。',
  ),
  'VolumeGroups.free_size': f(
    '剩余空间',
    '卷组的剩余空间，单位为字节。服务器实际上报的值不可靠，这里不用它检查，而是用大小和逻辑卷。',
  ),
  'VolumeGroups.logical_volumes': f('逻辑卷', '卷组的逻辑卷，最多50个。列表整体替换，未包含的逻辑卷会消失。'),
  'VolumeGroups.name': f(
    '卷组名称',
    '卷组的名称，用来与其他卷组区分，其逻辑卷的名称中也包含它。LVM不允许名称中有空格。',
  ),
  'VolumeGroups.size': f(
    '大小',
    '卷组的大小，即其全部物理卷的容量之和。要扩大卷组，请将它的某个物理卷扩大同样的大小。',
  ),

  'LogicalVolumes.block_count': f('块数量', '文件系统的块数量。取自源端；未知时为0。'),
  'LogicalVolumes.block_size': f('块大小', '文件系统的块大小，最大1048576。取自源端；未知时为0。'),
  'LogicalVolumes.file_system': f(
    '文件系统',
    '逻辑卷上的文件系统，例如ext4或xfs。必须与源端相同，服务不会转换文件系统。',
  ),
  'LogicalVolumes.inode_size': f(
    'inode大小',
    '一个inode的大小。API参考称其为inode数量，实际的值是大小，例如256。',
  ),
  'LogicalVolumes.inode_nums': f(
    'inode数量',
    '文件系统的inode数量。inode太少时，即使还有空间也无法再存放文件。',
  ),
  'LogicalVolumes.device_use': f('用途', '卷的用途：NORMAL、OS、BOOT、VOLUME_GROUP或BTRFS，可以为空。'),
  'LogicalVolumes.mount_point': f(
    '挂载点',
    '卷的挂载位置，例如/data。两个卷不能使用同一挂载点。swap没有挂载点。',
  ),
  'LogicalVolumes.name': f(
    '卷名称',
    '逻辑卷的名称，例如/dev/mapper/vg-data。用来与卷组中的其他卷区分，不能重复。',
  ),
  'LogicalVolumes.size': f('大小', '逻辑卷的大小。卷组中所有逻辑卷之和不能超过卷组。'),
  'LogicalVolumes.used_size': f('已用', '卷中的数据量，在源端测得，一般不需要修改。'),
  'LogicalVolumes.free_size': f('剩余', '卷的剩余空间，等于大小减去已用，会自动变化，不需要修改。'),

  'TargetDisk.id': f('SMS磁盘ID', '磁盘在SMS数据库中的编号，磁盘靠它与记录对应，请保持原样。'),
  'TargetDisk.device_use': f(
    '用途',
    '磁盘的用途：NORMAL（普通）、OS（系统）或BOOT（启动）。实际数据中也有VOLUME_GROUP和BTRFS，这样的值在您选择其他值之前保持不变。',
  ),
  'TargetDisk.disk_id': f('磁盘ID', '已有目的端磁盘的云硬盘ID；新建磁盘时为其序号，以文本表示（"0"）。'),
  'TargetDisk.name': f(
    '磁盘名称',
    '磁盘的名称，例如Disk 1或/dev/vda。Linux上必须是源端的设备名：磁盘按名称对应。',
  ),
  'TargetDisk.physical_volumes': f(
    '分区',
    '磁盘的分区，列表整体替换，未包含的分区会消失。所有分区之和不能超过磁盘。',
  ),
  'TargetDisk.size': f(
    '大小',
    '目的端磁盘的大小。不能小于其分区之和；不调整卷的大小时，也不能小于源端磁盘。磁盘太小的问题到后期才会出现（SMS.0806或SMS.6539）。',
  ),
  'TargetDisk.used_size': f(
    '已用',
    '对磁盘来说是其分区之和，不是数据量。整块磁盘属于卷组时，已用等于大小。一般不需要修改。',
  ),
  'TargetDisk.disk_index': f(
    '磁盘序号',
    '磁盘在服务器中的位置，从0开始，表示磁盘的挂载顺序；系统盘通常为0。',
  ),
  'TargetDisk.os_disk': f(
    '系统盘',
    '磁盘上是否有操作系统。应当有且只有一块磁盘为“是”，服务器从它启动（找不到启动分区时为SMS.6531）。',
  ),
  'TargetDisk.partition_style': f(
    '分区类型',
    'MBR或GPT。MBR最大支持2 TiB。修改它并不会转换磁盘：目的端必须能以此启动（BIOS对应MBR，UEFI对应GPT）。',
  ),
  'TargetDisk.relation_name': f(
    '关联磁盘',
    'Linux目的端服务器上与此磁盘关联的磁盘名称。实际数据中常为null。',
  ),

  'TargetPhysicalVolumes.id': f(
    'SMS分区ID',
    '分区在SMS数据库中的编号，分区靠它与记录对应，请保持原样。误填磁盘ID会得到SMS.6103。',
  ),
  'TargetPhysicalVolumes.device_use': f(
    '用途',
    '分区的用途：NORMAL（普通）、OS（系统）或BOOT（启动）。没有启动分区时，服务返回SMS.6531。',
  ),
  'TargetPhysicalVolumes.file_system': f(
    '文件系统',
    '分区上的文件系统，例如NTFS或ext4。必须与源端相同，服务不会转换文件系统。',
  ),
  'TargetPhysicalVolumes.index': f('序号', '分区在磁盘上的位置。分区保持源端的顺序。'),
  'TargetPhysicalVolumes.mount_point': f(
    '挂载点',
    '分区的挂载位置。两个分区不能使用同一挂载点。Windows卷和swap没有挂载点。',
  ),
  'TargetPhysicalVolumes.name': f(
    '卷名称',
    '分区的名称，例如C:或/dev/vda1。盘符可能与源端不同。没有ID的分区按名称对应。',
  ),
  'TargetPhysicalVolumes.size': f(
    '大小',
    '分区的大小。必须容纳分区中的数据，且磁盘上所有分区之和不能超过磁盘。Windows的系统卷和启动卷不能调整大小。',
  ),
  'TargetPhysicalVolumes.used_size': f('已用', '分区中的数据量，在源端测得，一般不需要修改。'),
  'TargetPhysicalVolumes.uuid': f(
    'UUID',
    '分区的UUID。fstab或引导程序可能引用它。Windows上含有反斜杠，会原样保留。',
  ),
  'TargetPhysicalVolumes.relation_name': f('关联分区', 'Linux目的端服务器上与此分区关联的分区名称。'),
  'TargetPhysicalVolumes.free_size': f('剩余', '分区的剩余空间，等于大小减去已用，会自动变化，不需要修改。'),

  'CloneServer.vm_id': f('克隆服务器ID', '克隆出的服务器的ID，克隆时由服务填写。填错会指向另一台服务器。'),
  'CloneServer.name': f(
    '克隆服务器名称',
    '克隆出的服务器在云上的名称。克隆服务器是用于测试的副本，与普通服务器一样计费。',
  ),
  'CloneServer.clone_error': f(
    '克隆错误码',
    '克隆失败时的错误码，由服务填写。只有要清除过期的错误时才需要修改。',
  ),
  'CloneServer.clone_state': f(
    '克隆状态',
    '克隆的进度：NOT_READY、READY、PREPARING、CREATING、ERROR或FINISHED。由服务自动更新。',
  ),
  'CloneServer.error_msg': f(
    '克隆错误信息',
    '克隆失败时的错误信息，由服务填写，最长1024个字符。请结合克隆错误码查看。',
  ),
};
