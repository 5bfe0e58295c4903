/** Labels and help of the fields of a task, its target server, NICs, and clone server. */
import { type FieldText, fieldText as f } from '../field-text.ts';
import { storageFields } from './storage-fields.ts';

/** Labels and help of all fields, and of the objects that hold them. */
export const fields = {
  'PutTaskReq.name': f(
    'Task name',
    'Shown in the console and in task lists. 1 to 64 letters (Chinese too), digits, _ and -.',
  ),
  'PutTaskReq.type': f(
    'Migration type',
    'MIGRATE_FILE is file-level and can resize volumes. MIGRATE_BLOCK is block-level. Windows supports only MIGRATE_BLOCK.',
  ),
  'PutTaskReq.region_id': f(
    'Region ID',
    "Region of the target server, such as ap-southeast-3. Change it together with the region name. The SMS endpoint likely doesn't depend on it (not documented).",
  ),
  'PutTaskReq.region_name': f(
    'Region name',
    'Display name of the region. Change it together with the region ID.',
  ),
  'PutTaskReq.exist_server': f(
    'Use an existing server',
    "yes: migrate to an existing server. no: SMS creates the target server. SMS isn't documented to return the current value.",
  ),
  'PutTaskReq.migration_ip': f(
    'Migration IP',
    'Target address that the source server sends data to. Use the EIP over the public network, the private IP over Direct Connect or VPN. Must match Use IPv6. If it is unreachable, the migration stops (SMS.3805).',
  ),
  'PutTaskReq.use_ipv6': f(
    'Use IPv6',
    'yes: the migration IP is IPv6. no: it is IPv4. Change both together.',
  ),
  'PutTaskReq.use_public_ip': f(
    'Use the public network',
    'yes: over the Internet, to an EIP. no: over Direct Connect or VPN, to a private IP.',
  ),
  'PutTaskReq.speed_limit': f(
    'Rate limit',
    'Maximum migration rate in Mbit/s, 0 to 1000. 0 means unlimited. Likely takes effect for a running task too (not documented).',
  ),
  'PutTaskReq.rate_windows': f(
    'Rate windows',
    'Up to five times of day, each with its own rate limit. They repeat daily.',
  ),
  'PutTaskReq.project_name': f(
    'Project name',
    'Project of the target server. Change it together with the project ID; otherwise the task refers to two projects.',
  ),
  'PutTaskReq.project_id': f(
    'Project ID',
    'Project of the target server. Change it together with the project name.',
  ),
  'PutTaskReq.enterprise_project': f(
    'Enterprise project ID',
    'Up to 36 characters. 0 is the default enterprise project.',
  ),
  'PutTaskReq.image_disk_id': f(
    'Agent image disk ID',
    'Disk that holds the agent image during the migration.',
  ),
  'PutTaskReq.vm_template_id': f(
    'Template ID',
    "Likely the template for a target server that SMS creates. If the template doesn't exist, SMS returns SMS.7101.",
  ),
  'PutTaskReq.target_disk_ids': f(
    'Target disk IDs',
    'EVS disk IDs of the target, separated by spaces. Each ID has at most 255 characters.',
  ),
  'PutTaskReq.snapshot_ids': f('Snapshot IDs', 'Snapshots of the target server, separated by semicolons.'),
  'PutTaskReq.cutovered_snapshot_ids': f(
    'Cutover snapshot IDs',
    "Snapshots from launching the target (cutover), separated by semicolons. SMS isn't documented to return the current value.",
  ),
  'PutTaskReq.target_server': f(
    'Target server',
    'Server that you migrate to, with its disks, volumes, and NICs. Only fields that you change are sent; lists are sent whole.',
  ),
  'PutTaskReq.clone_server': f(
    'Clone server',
    'Copy of the target server for tests. Changes take effect only while the source server is in state syncing, stopping, stopped, cutovering, finished, or error.',
  ),

  'TargetServer.id': f(
    'SMS server ID',
    'ID of the target server in SMS, not its ECS ID. With a wrong ID, SMS may look for another server.',
  ),
  'TargetServer.ip': f('Server IP', 'Informational. Data goes to the migration IP, in the Network step.'),
  'TargetServer.name': f('Server name', 'Name in the cloud, not the task name or the host name.'),
  'TargetServer.hostname': f(
    'Host name',
    "Host name inside the target OS. Optional in an update. SMS isn't documented to return it.",
  ),
  'TargetServer.os_type': f(
    'OS type',
    'WINDOWS or LINUX; another value causes SMS.6601. Must match the migration type (SMS.6610).',
  ),
  'TargetServer.os_version': f(
    'OS version',
    'SMS version name, such as CENTOS_7_2_64BIT. Must be one that SMS supports (SMS.6504); it likely selects the agent image.',
  ),
  'TargetServer.firmware': f(
    'Boot mode',
    "BIOS or UEFI. Must match the source; otherwise the target doesn't boot after the migration.",
  ),
  'TargetServer.cpu_quantity': f(
    'vCPUs',
    "Informational: doesn't resize the target server, the flavor does. SMS isn't documented to return it.",
  ),
  'TargetServer.memory': f(
    'Memory',
    "MB in the API reference; real tasks also hold bytes or GB: check the unit. SMS isn't documented to return it.",
  ),
  'TargetServer.btrfs_list': f(
    'Btrfs file systems',
    'GET returns only names, and SMS likely replaces the whole list: send every entry in full.',
  ),
  'TargetServer.networks': f('NICs', 'SMS likely replaces the whole list. Each NIC needs a MAC address.'),
  'TargetServer.domain_id': f(
    'Account ID (domain)',
    'Account of the target server, not a DNS domain. A wrong ID causes a permission error (SMS.9004).',
  ),
  'TargetServer.has_rsync': f(
    'rsync installed',
    'Without rsync, the check of a Linux source server fails (SMS.6517).',
  ),
  'TargetServer.paravirtualization': f(
    'Paravirtualized',
    'Whether the Linux source server is paravirtualized (Xen PV). Such a system needs other drivers to boot. Reported by the agent.',
  ),
  'TargetServer.raw_devices': f(
    'Raw devices',
    "Raw devices aren't migrated as file systems. Reported by the agent; you rarely need to change this.",
  ),
  'TargetServer.driver_files': f(
    'Driver files missing',
    'Whether a Windows server lacks driver files that it needs to boot. Reported by the agent.',
  ),
  'TargetServer.system_services': f(
    'Abnormal services',
    'Whether Windows system services are faulty. Block-level migration needs the Volume Shadow Copy Service. Reported by the agent.',
  ),
  'TargetServer.account_rights': f(
    'Sufficient rights',
    'Whether the Windows account has the rights that the migration needs.',
  ),
  'TargetServer.boot_loader': f(
    'Boot loader',
    "GRUB or LILO, on Linux. With the wrong one, the target doesn't boot.",
  ),
  'TargetServer.system_dir': f(
    'System directory',
    'Windows system directory, such as C:\\Windows\\System32. The drive letter can differ from the source. Backslashes are kept.',
  ),
  'TargetServer.volume_groups': f(
    'Volume groups',
    'LVM groups of a Linux server. SMS likely replaces the whole list: a group that you omit is likely deleted.',
  ),
  'TargetServer.vm_id': f(
    'ECS ID',
    'ECS ID of the target server; empty if SMS creates it. A missing ID causes SMS.6032; an ECS of another task, SMS.7605.',
  ),
  'TargetServer.flavor': f(
    'Flavor',
    "vCPUs and memory of a target server that SMS creates, such as s6.large.2. SMS isn't documented to return it.",
  ),
  'TargetServer.disks': f(
    'Disks',
    'At most 23. SMS likely replaces the whole list: a disk that you omit is likely deleted.',
  ),
  'TargetServer.image_disk_id': f(
    'Agent image disk ID',
    'Disk that holds the agent image. SMS likely attaches it only during the migration.',
  ),
  'TargetServer.snapshot_ids': f(
    'Snapshot IDs',
    "Snapshots of the target, separated by semicolons (255 characters in all). SMS isn't documented to return them.",
  ),
  'TargetServer.cutovered_snapshot_ids': f(
    'Rollback snapshot IDs',
    'Snapshots to roll the target server back to, separated by semicolons.',
  ),

  'BtrfsFileSystem.name': f('Name', 'Identifies the file system; must be unique.'),
  'NetWork.ip': f('IPv4 address', "Must be free in its subnet, and not the subnet's first or last address."),
  'NetWork.ipv6': f('IPv6 address', 'Not a link-local address (fe80::), which works on one link only.'),
  'NetWork.netmask': f('Netmask', "Such as 255.255.255.0. Prefix lengths such as /24 aren't accepted."),
  'NetWork.gateway': f(
    'Gateway',
    'Must be in the network of the IPv4 address. Otherwise, the target server is unreachable from other networks.',
  ),
  'NetWork.mtu': f(
    'MTU',
    'Largest packet, usually 1500; for Linux only. Too large a value makes connections hang. 0 means unknown.',
  ),
  'NetWork.mac': f(
    'MAC address',
    'Required; identifies the NIC. Six pairs of hex digits, separated by colons or hyphens.',
  ),
  'NetWork.id': f('Record ID', 'Likely assigned by SMS. Leave it empty for a new NIC.'),

  'VolumeGroups.components': f(
    'Physical volumes',
    "Partitions and disks of the group, separated by semicolons. A name that this server doesn't have makes the group incomplete.",
  ),
  'CloneServer.name': f('Clone name', 'Name of the clone in the cloud. A clone is billed like any server.'),
  'CloneServer.clone_error': f(
    'Clone error code',
    'Error code of a failed clone, likely set by SMS. Change it only to clear a stale error.',
  ),
  'CloneServer.clone_state': f(
    'Clone state',
    'NOT_READY, READY, PREPARING, CREATING, ERROR, or FINISHED. SMS likely updates it.',
  ),
  'CloneServer.error_msg': f(
    'Clone error',
    'Message of a failed clone, likely set by SMS; up to 1024 characters. Look up its code in Clone error code.',
  ),
  ...storageFields,

  'RateWindow.start': f('From', 'Start of the window, as HH:MM. It also names the window in a path.'),
  'RateWindow.end': f(
    'To',
    'End of the window, after its start. 24:00 ends a day. For a night, use two windows.',
  ),
  'RateWindow.speed': f(
    'Rate',
    'Maximum migration rate in Mbit/s in the window. 0 means unlimited, 0 to 1000.',
  ),
  'RateWindow.over_speed_threshold': f(
    'Tolerance',
    'Excess of the limit, in percent, that an Agent tolerates. Linux only, Agent 24.9.0 or later: after several times above it, the task is paused (SMS.9007).',
  ),
} satisfies Record<string, FieldText>;
