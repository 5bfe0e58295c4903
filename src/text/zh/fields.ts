/** 任务、目的端服务器、网卡和克隆服务器各字段的名称和含义。 */
import type { Text } from '../catalogue.ts';
import { fieldText as f } from '../field-text.ts';
import { storageFields } from './storage-fields.ts';

export const fields: Text['fields'] = {
  'PutTaskReq.name': f('任务名称', '在控制台和任务列表中显示。1～64个字符：中文、英文字母、数字、_ 和 -。'),
  'PutTaskReq.type': f(
    '迁移类型',
    'MIGRATE_FILE为文件级迁移，可以调整卷的大小。MIGRATE_BLOCK为块级迁移，逐块复制磁盘。Windows只支持块级迁移。',
  ),
  'PutTaskReq.region_id': f(
    '区域ID',
    '目的端服务器的区域，例如ap-southeast-3。请与区域名称一起修改。SMS的终端节点很可能与该区域无关（官方未说明）。',
  ),
  'PutTaskReq.region_name': f('区域名称', '仅用于显示。请与区域ID一起修改。'),
  'PutTaskReq.exist_server': f(
    '使用已有服务器',
    '是：迁移到已有的服务器。否：由SMS新建目的端服务器。文档中的返回内容不含该字段。',
  ),
  'PutTaskReq.migration_ip': f(
    '迁移IP',
    '源端服务器向该地址传输数据。公网迁移时填写弹性公网IP，经云专线或VPN迁移时填写私有IP。必须与“使用IPv6”一致。地址不可达时迁移会中断（SMS.3805）。',
  ),
  'PutTaskReq.use_ipv6': f('使用IPv6', '是：迁移IP为IPv6地址。否：迁移IP为IPv4地址。请将两者一起修改。'),
  'PutTaskReq.use_public_ip': f(
    '使用公网',
    '是：数据经公网传输，迁移IP为弹性公网IP。否：数据经云专线或VPN传输到私有IP。',
  ),
  'PutTaskReq.speed_limit': f(
    '迁移限速',
    '最大迁移速率，单位为Mbit/s，取值0～1000，0表示不限速。对正在运行的任务很可能也会生效（官方未说明）。',
  ),
  'PutTaskReq.rate_windows': f('分时限速', '一天中最多5个时段，每个时段单独限速，每天重复。'),
  'PutTaskReq.project_name': f(
    '项目名称',
    '目的端服务器的项目。请与项目ID一起修改，否则任务会指向两个项目。',
  ),
  'PutTaskReq.project_id': f('项目ID', '目的端服务器的项目。请与项目名称一起修改。'),
  'PutTaskReq.enterprise_project': f('企业项目', '最长36个字符；0表示默认企业项目。'),
  'PutTaskReq.image_disk_id': f('代理镜像磁盘ID', '迁移期间用于存放代理镜像的磁盘。'),
  'PutTaskReq.vm_template_id': f(
    '模板ID',
    'SMS新建目的端服务器时很可能使用的模板。模板不存在时返回SMS.7101。',
  ),
  'PutTaskReq.target_disk_ids': f('目的端磁盘ID', '目的端的云硬盘ID，以空格分隔；每个ID最长255个字符。'),
  'PutTaskReq.snapshot_ids': f('快照ID', '目的端服务器的快照，以分号分隔。'),
  'PutTaskReq.cutovered_snapshot_ids': f(
    '启动目的端快照ID',
    '启动目的端（割接）时生成的快照，以分号分隔。文档中的返回内容不含该字段。',
  ),
  'PutTaskReq.target_server': f(
    '目的端服务器',
    '迁移的目的端服务器，包含磁盘、卷和网卡。只发送修改过的字段；列表整体发送。',
  ),
  'PutTaskReq.clone_server': f(
    '克隆服务器',
    '为测试而克隆的目的端服务器。仅当源端服务器处于持续同步（syncing）、暂停中（stopping）、已暂停（stopped）、启动目的端中（cutovering）、启动目的端完成（finished）或错误（error）状态时，修改才会生效。',
  ),

  'TargetServer.id': f(
    '目的端服务器ID',
    '在SMS中的ID，不是ECS的ID。填错时，SMS可能会指向另一台目的端服务器。',
  ),
  'TargetServer.ip': f('目的端服务器IP', '仅作说明。数据发往“网络”步骤中的迁移IP。'),
  'TargetServer.name': f('目的端服务器名称', '在云上的名称，不是任务名称，也不是主机名。'),
  'TargetServer.hostname': f('主机名', '目的端操作系统内的主机名。更新时可选。文档中的返回内容不含该字段。'),
  'TargetServer.os_type': f(
    '操作系统类型',
    'WINDOWS或LINUX；其他值会导致SMS.6601。必须与迁移类型匹配（SMS.6610）。',
  ),
  'TargetServer.os_version': f(
    '操作系统版本',
    'SMS定义的版本名称，例如CENTOS_7_2_64BIT。必须是SMS支持的版本（SMS.6504），它很可能还决定所用的代理镜像。',
  ),
  'TargetServer.firmware': f('启动方式', 'BIOS或UEFI。必须与源端一致，否则目的端在迁移后无法启动。'),
  'TargetServer.cpu_quantity': f(
    'vCPU数',
    '仅作说明：不会变更规格，vCPU数由规格决定。文档中的返回内容不含该字段。',
  ),
  'TargetServer.memory': f(
    '内存',
    'API参考中的单位是MB，实际数据中也有字节和GB，请先核对单位。文档中的返回内容不含该字段。',
  ),
  'TargetServer.btrfs_list': f('Btrfs文件系统', 'GET只返回名称，SMS很可能会整体替换列表：请完整发送每一项。'),
  'TargetServer.networks': f('网卡', 'SMS很可能会整体替换列表。每块网卡都必须有MAC地址。'),
  'TargetServer.domain_id': f(
    '账号ID',
    '目的端服务器所属的账号，不是DNS域名。填错会导致权限错误（SMS.9004）。',
  ),
  'TargetServer.has_rsync': f('已安装rsync', '没有rsync，Linux源端服务器的检查会失败（SMS.6517）。'),
  'TargetServer.paravirtualization': f(
    '半虚拟化',
    'Linux源端服务器是否为半虚拟化（Xen PV）。此类系统需要其他驱动才能启动。由迁移Agent上报。',
  ),
  'TargetServer.raw_devices': f('裸设备', '裸设备不会作为文件系统迁移。由迁移Agent上报，一般不需要修改。'),
  'TargetServer.driver_files': f(
    '缺少驱动文件',
    'Windows服务器是否缺少启动所需的驱动文件。由迁移Agent上报。',
  ),
  'TargetServer.system_services': f(
    '存在异常服务',
    'Windows系统服务是否异常。块级迁移需要卷影复制服务（VSS）。由迁移Agent上报。',
  ),
  'TargetServer.account_rights': f('权限满足要求', 'Windows账户是否具备迁移所需的权限。'),
  'TargetServer.boot_loader': f('引导程序', 'Linux的GRUB或LILO。填错时目的端无法启动。'),
  'TargetServer.system_dir': f(
    '系统目录',
    'Windows的系统目录，例如C:\\Windows\\System32。目的端的盘符可能与源端不同。反斜杠原样保留。',
  ),
  'TargetServer.volume_groups': f(
    '卷组',
    'Linux服务器的LVM卷组。SMS很可能会整体替换列表：未包含的卷组很可能会被删除。',
  ),
  'TargetServer.vm_id': f(
    'ECS ID',
    '目的端服务器的ECS ID；由SMS新建时为空。缺少ID会导致SMS.6032；填写其他任务的ECS会导致SMS.7605。',
  ),
  'TargetServer.flavor': f(
    '规格',
    '由SMS新建的目的端服务器的vCPU和内存，例如s6.large.2。文档中的返回内容不含该字段。',
  ),
  'TargetServer.disks': f('磁盘', '最多23块。SMS很可能会整体替换列表：未包含的磁盘很可能会被删除。'),
  'TargetServer.image_disk_id': f('代理镜像磁盘ID', '存放代理镜像的磁盘。SMS很可能只在迁移期间挂载它。'),
  'TargetServer.snapshot_ids': f(
    '快照ID',
    '目的端的快照，以分号分隔（共255个字符）。文档中的返回内容不含该字段。',
  ),
  'TargetServer.cutovered_snapshot_ids': f('回滚快照ID', '目的端服务器可回滚到的快照，以分号分隔。'),

  'BtrfsFileSystem.name': f('名称', '用于标识文件系统，因此不能重复。'),
  'NetWork.ip': f('IPv4地址', '必须是子网中未占用的地址，且不是子网的第一个或最后一个地址。'),
  'NetWork.ipv6': f('IPv6地址', '不能是链路本地地址（fe80::），它只在一条链路上有效。'),
  'NetWork.netmask': f('子网掩码', '例如255.255.255.0。不接受/24这样的前缀长度。'),
  'NetWork.gateway': f('网关', '必须在IPv4地址所在的网络中，否则从其他网络无法访问目的端服务器。'),
  'NetWork.mtu': f('MTU', '最大报文长度，通常为1500；仅用于Linux。过大会使连接挂起。0表示未知。'),
  'NetWork.mac': f('MAC地址', '必填，用于标识网卡。六组两位十六进制数，以冒号或短横线分隔。'),
  'NetWork.id': f('记录ID', '很可能由SMS分配。新增网卡时不要填写。'),

  'VolumeGroups.components': f(
    '物理卷',
    '组成卷组的分区和磁盘，以分号分隔。如果其中有任务中没有的名称，卷组就不完整。',
  ),
  'CloneServer.name': f('克隆服务器名称', '克隆服务器在云上的名称。与普通ECS一样计费。'),
  'CloneServer.clone_error': f(
    '克隆错误码',
    '克隆失败时的错误码，很可能由SMS填写。只有要清除过期的错误时才需要修改。',
  ),
  'CloneServer.clone_state': f(
    '克隆状态',
    'NOT_READY、READY、PREPARING、CREATING、ERROR或FINISHED。很可能由SMS更新。',
  ),
  'CloneServer.error_msg': f(
    '克隆错误信息',
    '克隆失败的信息，很可能由SMS填写；最长1024个字符。其错误码见“克隆错误码”。',
  ),
  ...storageFields,

  'RateWindow.start': f('开始时间', '时段的开始时间，格式为HH:MM。路径中也用它指代这个时段。'),
  'RateWindow.end': f('结束时间', '时段的结束时间，晚于开始时间。24:00表示一天结束。跨夜请设置两个时段。'),
  'RateWindow.speed': f('限速', '该时段内可以使用的最大带宽，单位为Mbit/s，取值0～1000，0表示不限速。'),
  'RateWindow.over_speed_threshold': f(
    '超速阈值',
    'Agent允许超过限速的百分比。仅适用于Linux、24.9.0及以上版本的Agent：多次超过后任务会被暂停（SMS.9007）。',
  ),
};
