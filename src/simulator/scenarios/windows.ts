/** A real document, as text: numbers stay as they are written. */
export default String.raw`{
  "id": "ef3b9722-07a0-40ae-89b0-889ee96d0001",
  "name": "MigrationTask",
  "type": "MIGRATE_BLOCK",
  "os_type": "WINDOWS",
  "state": "RUNNING",
  "estimate_complete_time": null,
  "create_date": 1598435778000,
  "start_date": 1598435784000,
  "finish_date": null,
  "priority": 1,
  "speed_limit": 0,
  "migrate_speed": 0.0,
  "start_target_server": true,
  "error_json": "",
  "total_time": 115,
  "float_ip": null,
  "migration_ip": null,
  "vm_template_id": "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxx0001",
  "region_name": "region name",
  "region_id": "region id",
  "project_name": "project name",
  "project_id": "xxxxxxxxxxxxxxxxxxxxxxxx00000001",
  "sub_tasks": [
    {
      "id": 7278,
      "name": "CREATE_CLOUD_SERVER",
      "progress": 0,
      "start_date": 1598435802000,
      "end_date": null,
      "user_op": "REPLICATE"
    },
    {
      "id": 7279,
      "name": "SSL_CONFIG",
      "progress": 0,
      "start_date": null,
      "end_date": null,
      "user_op": "REPLICATE"
    },
    {
      "id": 7280,
      "name": "ATTACH_AGENT_IMAGE",
      "progress": 0,
      "start_date": null,
      "end_date": null,
      "user_op": "REPLICATE"
    },
    {
      "id": 7281,
      "name": "FORMAT_DISK_WINDOWS",
      "progress": 0,
      "start_date": null,
      "end_date": null,
      "user_op": "REPLICATE"
    },
    {
      "id": 7282,
      "name": "MIGRATE_WINDOWS_BLOCK",
      "progress": 0,
      "start_date": null,
      "end_date": null,
      "user_op": "REPLICATE"
    }
  ],
  "source_server": {
    "id": "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxx0001",
    "ip": "192.168.0.154",
    "name": "name-win16",
    "os_type": "WINDOWS",
    "os_version": "WINDOWS2016_64BIT",
    "agent_version": "1.2.0",
    "oem_system": false,
    "state": "initialize",
    "migration_cycle": "replicating"
  },
  "target_server": {
    "id": "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxx0001",
    "vm_id": "",
    "name": "",
    "ip": null,
    "os_type": "WINDOWS",
    "os_version": "WINDOWS2016_64BIT",
    "system_dir": "Y:\\Windows\\System32",
    "disks": [
      {
        "id": 88008,
        "name": "Disk 1",
        "relation_name": null,
        "disk_id": "0",
        "partition_style": "MBR",
        "size": 42949672960,
        "used_size": 42947575808,
        "device_use": "OS",
        "os_disk": true,
        "physical_volumes": [
          {
            "id": 135055,
            "uuid": "\\\\?\\Volume{586b7157-0000-0000-0000-100000000000}\\",
            "index": 1,
            "name": "Z:",
            "relation_name": null,
            "device_use": "BOOT",
            "file_system": "NTFS",
            "mount_point": null,
            "size": 524288000,
            "used_size": 410275840,
            "free_size": 114012160
          },
          {
            "id": 135056,
            "uuid": "\\\\?\\Volume{586b7157-0000-0000-0000-501f00000000}\\",
            "index": 2,
            "name": "Y:",
            "relation_name": null,
            "device_use": "OS",
            "file_system": "NTFS",
            "mount_point": null,
            "size": 42423287808,
            "used_size": 23170301952,
            "free_size": 19252985856
          }
        ],
        "disk_index": "0"
      }
    ],
    "volume_groups": [],
    "image_disk_id": null,
    "cutovered_snapshot_ids": null
  },
  "clone_server": null,
  "connected": true,
  "enterprise_project_id": "0",
  "use_public_ip": true,
  "use_ipv6": false,
  "syncing": false
}
`;
