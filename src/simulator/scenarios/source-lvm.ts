/** A real document, as text: numbers stay as they are written. */
export default `{
  "id": "45a02115-28a9-40c2-8604-0abfc9889c9d",
  "ip": "192.168.0.151",
  "name": "novalocal",
  "hostname": null,
  "add_date": 1532658611000,
  "os_type": "LINUX",
  "os_version": "CENTOS_7_2_64BIT",
  "oem_system": false,
  "state": "AVAILABLE",
  "connected": false,
  "firmware": "BIOS",
  "cpu_quantity": 2,
  "memory": 4,
  "current_task": null,
  "disks": [
    {
      "name": "/dev/xvda",
      "relation_name": null,
      "partition_style": "MBR",
      "size": 42949672960,
      "used_size": 42948606976,
      "device_use": "NORMAL",
      "os_disk": false,
      "physical_volumes": [
        {
          "uuid": null,
          "index": 0,
          "name": "/dev/xvda1",
          "device_use": "NORMAL",
          "file_system": "ext3",
          "mount_point": "/",
          "size": 42948606976,
          "used_size": 2853855232
        }
      ]
    },
    {
      "name": "/dev/xvdb",
      "relation_name": null,
      "partition_style": "MBR",
      "size": 10737418240,
      "used_size": 6442450944,
      "device_use": "NORMAL",
      "os_disk": false,
      "physical_volumes": [
        {
          "uuid": null,
          "index": 0,
          "name": "/dev/xvdb1",
          "device_use": "NORMAL",
          "file_system": "swap",
          "mount_point": "",
          "size": 1073741824,
          "used_size": 1073741824
        },
        {
          "uuid": null,
          "index": 0,
          "name": "/dev/xvdb2",
          "device_use": "VOLUME_GROUP",
          "file_system": "LVM2_member",
          "mount_point": "",
          "size": 5368709120,
          "used_size": 5368709120
        }
      ]
    },
    {
      "name": "/dev/xvdc",
      "relation_name": null,
      "partition_style": "MBR",
      "size": 10737418240,
      "used_size": 10737418240,
      "device_use": "VOLUME_GROUP",
      "os_disk": false,
      "physical_volumes": []
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
          "uuid": null,
          "inode_size": 256,
          "block_size": 0,
          "block_count": 0
        }
      ]
    }
  ],
  "networks": [
    {
      "name": "eth0",
      "ip": "192.168.0.151",
      "netmask": null,
      "gateway": null,
      "mtu": 0,
      "mac": "fa:16:3e:35:97:71"
    }
  ],
  "checks": [
    {
      "id": 6463,
      "params": [
        ""
      ],
      "name": "OS_VERSION",
      "result": "OK",
      "error_code": null,
      "error_params": ""
    },
    {
      "id": 6470,
      "params": [
        ""
      ],
      "name": "CPU",
      "result": "OK",
      "error_code": null,
      "error_params": ""
    },
    {
      "id": 6477,
      "params": [
        ""
      ],
      "name": "MEMORY",
      "result": "OK",
      "error_code": null,
      "error_params": ""
    },
    {
      "id": 6484,
      "params": [
        ""
      ],
      "name": "PARAVIRTUALIZATION",
      "result": "OK",
      "error_code": null,
      "error_params": ""
    },
    {
      "id": 6491,
      "params": [
        ""
      ],
      "name": "FIRMWARE",
      "result": "OK",
      "error_code": null,
      "error_params": ""
    },
    {
      "id": 6498,
      "params": [
        ""
      ],
      "name": "BOOT_LOADER",
      "result": "OK",
      "error_code": null,
      "error_params": ""
    },
    {
      "id": 6505,
      "params": [
        ""
      ],
      "name": "RSYNC",
      "result": "OK",
      "error_code": null,
      "error_params": ""
    },
    {
      "id": 6512,
      "params": [
        ""
      ],
      "name": "RAW_DEVICES",
      "result": "OK",
      "error_code": null,
      "error_params": ""
    },
    {
      "id": 6519,
      "params": [
        ""
      ],
      "name": "DISK_INFO",
      "result": "OK",
      "error_code": null,
      "error_params": ""
    },
    {
      "id": 6526,
      "params": [
        ""
      ],
      "name": "PARTITION_STYLE",
      "result": "OK",
      "error_code": null,
      "error_params": ""
    },
    {
      "id": 6533,
      "params": [
        ""
      ],
      "name": "FILE_SYSTEM",
      "result": "OK",
      "error_code": null,
      "error_params": ""
    }
  ],
  "init_target_server": {
    "disks": [
      {
        "name": "/dev/xvda",
        "size": 42949672960,
        "used_size": 42948606976,
        "device_use": "NORMAL",
        "physical_volumes": [
          {
            "uuid": null,
            "index": 0,
            "name": "/dev/xvda1",
            "device_use": "NORMAL",
            "file_system": "ext3",
            "mount_point": "/",
            "size": 42948606976,
            "used_size": 2853855232
          }
        ]
      },
      {
        "name": "/dev/xvdb",
        "size": 10737418240,
        "used_size": 6442450944,
        "device_use": "NORMAL",
        "physical_volumes": [
          {
            "uuid": null,
            "index": 0,
            "name": "/dev/xvdb1",
            "device_use": "NORMAL",
            "file_system": "swap",
            "mount_point": "",
            "size": 1073741824,
            "used_size": 1073741824
          },
          {
            "uuid": null,
            "index": 0,
            "name": "/dev/xvdb2",
            "device_use": "VOLUME_GROUP",
            "file_system": "LVM2_member",
            "mount_point": "",
            "size": 5368709120,
            "used_size": 5368709120
          }
        ]
      },
      {
        "name": "/dev/xvdc",
        "size": 10737418240,
        "used_size": 10737418240,
        "device_use": "VOLUME_GROUP",
        "physical_volumes": []
      }
    ]
  }
}
`;
