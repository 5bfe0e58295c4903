/** A real document, as text: numbers stay as they are written. */
export default `{
  "name": "centos7-lvm",
  "type": "MIGRATE_FILE",
  "os_type": "LINUX",
  "id": "6402c49b-7d9a-413e-8b5f-a7307f7d5679",
  "priority": 1,
  "speed_limit": 0,
  "region_id": "ap-southeast-3",
  "start_target_server": true,
  "enterprise_project_id": "0",
  "migration_ip": "192.168.0.151",
  "region_name": "AP-Singapore",
  "project_name": "ap-southeast-3",
  "project_id": "0215ef11e49d4743be23dd97a1561aaa",
  "vm_template_id": null,
  "state": "READY",
  "estimate_complete_time": null,
  "connected": true,
  "create_date": 1755500000000,
  "start_date": null,
  "finish_date": null,
  "migrate_speed": 0.0,
  "compress_rate": 0.0,
  "error_json": "",
  "total_time": 0,
  "float_ip": null,
  "remain_seconds": 0,
  "target_snapshot_id": null,
  "clone_server": null,
  "sub_tasks": [],
  "network_check_info": null,
  "total_cpu_usage": null,
  "agent_cpu_usage": null,
  "total_mem_usage": null,
  "agent_mem_usage": null,
  "total_disk_io": null,
  "agent_disk_io": null,
  "need_migration_test": false,
  "subtask_info": null,
  "use_public_ip": false,
  "use_ipv6": false,
  "syncing": false,
  "source_server": {
    "id": "45a02115-28a9-40c2-8604-0abfc9889c9d",
    "ip": "192.168.0.151",
    "name": "novalocal",
    "os_type": "LINUX",
    "os_version": "CENTOS_7_2_64BIT",
    "oem_system": false,
    "state": "waiting",
    "migration_cycle": "setting"
  },
  "target_server": {
    "id": "ec5eca22-db21-49b0-ae53-56a74f0318ec",
    "vm_id": "7c804c50-e9eb-40af-86ec-c78da64f22e2",
    "name": "centos7-target",
    "ip": "192.168.0.151",
    "os_type": "LINUX",
    "os_version": "CENTOS_7_2_64BIT",
    "system_dir": null,
    "disks": [
      {
        "id": 700,
        "name": "/dev/xvda",
        "relation_name": null,
        "disk_id": "e853bb2d-57e0-42b2-96c0-68794063fb0f",
        "partition_style": "MBR",
        "size": 42949672960,
        "used_size": 42948606976,
        "device_use": "NORMAL",
        "os_disk": true,
        "physical_volumes": [
          {
            "id": 9002,
            "uuid": null,
            "index": 0,
            "name": "/dev/xvda1",
            "device_use": "NORMAL",
            "file_system": "ext3",
            "mount_point": "/",
            "size": 42948606976,
            "used_size": 2853855232,
            "relation_name": null,
            "free_size": 40094751744
          }
        ],
        "disk_index": "0"
      },
      {
        "id": 701,
        "name": "/dev/xvdb",
        "relation_name": null,
        "disk_id": "1c1a6e0e-8a6b-4c0e-9a55-1f3e4d1a0001",
        "partition_style": "MBR",
        "size": 10737418240,
        "used_size": 6442450944,
        "device_use": "NORMAL",
        "os_disk": false,
        "physical_volumes": [
          {
            "id": 9003,
            "uuid": null,
            "index": 0,
            "name": "/dev/xvdb1",
            "device_use": "NORMAL",
            "file_system": "swap",
            "mount_point": "",
            "size": 1073741824,
            "used_size": 1073741824,
            "relation_name": null,
            "free_size": 0
          },
          {
            "id": 9004,
            "uuid": null,
            "index": 1,
            "name": "/dev/xvdb2",
            "device_use": "VOLUME_GROUP",
            "file_system": "LVM2_member",
            "mount_point": "",
            "size": 5368709120,
            "used_size": 5368709120,
            "relation_name": null,
            "free_size": 0
          }
        ],
        "disk_index": "1"
      },
      {
        "id": 702,
        "name": "/dev/xvdc",
        "relation_name": null,
        "disk_id": "1c1a6e0e-8a6b-4c0e-9a55-1f3e4d1a0002",
        "partition_style": "MBR",
        "size": 10737418240,
        "used_size": 10737418240,
        "device_use": "VOLUME_GROUP",
        "os_disk": false,
        "physical_volumes": [],
        "disk_index": "2"
      }
    ],
    "volume_groups": [
      {
        "name": "vgtest",
        "components": "/dev/xvdb2;/dev/xvdc",
        "size": 16106127360,
        "free_size": 0,
        "logical_volumes": [
          {
            "name": "/dev/mapper/vgtest-data",
            "size": 1073741824,
            "used_size": 3047424,
            "file_system": "ext4",
            "mount_point": "/data",
            "inode_size": 256,
            "block_size": 0,
            "block_count": 0,
            "inode_nums": 65536,
            "device_use": "NORMAL",
            "free_size": 1070694400
          }
        ]
      }
    ],
    "btrfs_list": [],
    "image_disk_id": null,
    "cutovered_snapshot_ids": null
  }
}
`;
