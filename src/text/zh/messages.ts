/** 领域、API和存储的消息。 */

import type { Text } from '../catalogue.ts';
import { formatLocalTime } from '../local-time.ts';

const list = (names: readonly string[]): string =>
  names.length > 12 ? `${names.slice(0, 12).join('、')} …（共 ${names.length} 个）` : names.join('、');

type Messages = Omit<
  Text,
  | 'fields'
  | 'ruleTexts'
  | 'ruleAdvice'
  | 'screen'
  | 'plain'
  | 'cli'
  | 'access'
  | 'doctor'
  | 'tasks'
  | 'errors'
  | 'plans'
  | 'fleet'
  | 'help'
  | 'pausing'
  | 'rate'
  | 'shell'
>;

export const messages: Messages = {
  time: (moment) => formatLocalTime(moment),
  timeOfDay: (moment) => formatLocalTime(moment).slice(11),
  files: {
    NOT_OURS: '属于其他用户',
    FOLDER_NOT_OURS: '目录属于其他用户',
    IS_LINK: '是链接',
    NO_FILE: '不是普通文件',
    NO_FOLDER: '不是目录',
    NO_PLACE: 'HOME未设为绝对路径',
    NO_WRITER: '没有程序向该管道写入',
    TOO_LARGE: '文件过大',
  },
  value: {
    moreThan: (count) => `超过 ${count}`,
    notReturned: 'SMS未返回',
    notSet: '未设置',
    empty: '空',
    yes: '是',
    no: '否',
    unlimited: '0（不限速）',
    mbit: (n) => `${n} Mbit/s`,
    percent: (n) => `${n}%`,
    bytes: (n) => `${n} 字节`,
    unnamed: '尚未命名',
    required: '必填',
    added: '已新增',
    removed: '已移除',
    unset: '清空',
    elements: (n) => `${n} 项`,
  },
  storageBar: {
    before: '修改前',
    after: '修改后',
    part: (owner, size) => `${owner} ${size}`,
    usedPart: (owner, size, used) => `${owner} ${size}，已用 ${used}`,
    fullPart: (owner, size) => `${owner} ${size}，已满`,
    unallocated: (size) => `未分配 ${size}`,
    beyond: (size) => `超出 ${size}`,
    sentence: (name, size, parts) => `${name} 共 ${size}：${parts.length ? parts.join('；') : '空'}。`,
  },
  rateBar: {
    before: '修改前',
    after: '修改后',
    window: (from, to, rate) => `${from}–${to} ${rate}`,
    rest: (rate) => `无时段，很可能按任务的限速：${rate}`,
    sentence: (parts) => `一天中的限速：${parts.join('；')}。`,
  },
  limits: {
    characters: (min, max) => `${min}～${max} 个字符`,
    upTo: (max) => `最长 ${max} 个字符`,
    entries: (max) => `最多 ${max} 项`,
    letters: (length, letters) => `${length}，${letters}`,
    parts: (length, separated) => `${length}，${separated}`,
    taskName: '中文、英文字母、数字、_ 和 -',
    range: (min, max) => `${min}～${max}`,
    oneOf: (values) => [values.slice(0, -1).join('、'), ...values.slice(-1)].filter(Boolean).join('或'),
    yesNo: '是或否',
    size: '大小，例如50GiB、+10G、=used+20%，或以字节为单位的数字',
    format: {
      ip: 'IPv4或IPv6地址',
      ipv4: '以点分隔的四个0～255的数字，例如10.0.0.1',
      ipv6: 'IPv6地址，例如2001:db8::1',
      mac: 'MAC地址，例如fa:16:3e:35:97:71',
      time: '一天中的时间，例如08:00；24:00表示一天结束',
    },
    presets: { unlimited: '不限速', most: '最大', share: '' },
    preset: (value, meaning) => (meaning ? `${value}=${meaning}` : value),
    presetKeys: (presets) => `↑ ↓ ${presets}`,
    rate: '0～1000 Mbit/s，0表示不限速',
    percent: (min, max) => `${min}～${max}%`,
    separated: (separator) => (separator === ' ' ? '以空格分隔' : '以分号分隔'),
  },
  effect: {
    anytime: '除ABORTING、DELETING、RESETING和SKIPPING外，在任何状态下很可能都会生效（官方未说明）。',
    stopped:
      '很可能仅当任务不在迁移中（RUNNING）或同步中（SYNCING）时生效（官方未说明）；否则SMS可能返回200但忽略修改。',
    clone:
      '仅当源端服务器处于以下状态时生效（官方文档）：持续同步（syncing）、暂停中（stopping）、已暂停（stopped）、启动目的端中（cutovering）、启动目的端完成（finished）、错误（error）。',
  },
  problem: {
    notOneOf: (typed, values) => `${typed} 不是 ${values.join('、')} 之一。`,
    notYesNo: (typed) => `${typed} 既不是“是”也不是“否”。`,
    notANumber: (typed) => `${typed} 不是整数。`,
    notASize: (typed) => `${typed} 不是有效的大小。示例：50GiB、+10G、53687091200。`,
    noCurrent: (typed) => `${typed} 是相对值，但SMS未返回当前大小。请输入绝对大小。`,
    noUsed: (typed) => `${typed} 依赖已用大小，但已用大小未知。请输入绝对大小。`,
    negative: (typed) => `${typed} 会使大小小于零。`,
    missing: '请输入值。',
    tooLong: (length, max) => `太长：${length} 个字符，最多 ${max} 个。`,
    tooShort: (min) => `太短：至少 ${min} 个字符。`,
    outOfRange: (typed, min, max) => `${typed} 超出范围 ${min}～${max}。`,
    tooBig: (typed) => `${typed} 超过API允许的最大值（9223372036854775807）。`,
    pattern: (bad) => `不能使用 "${bad}"。请使用中文、英文字母、数字、_ 和 -。`,
    tooMany: (count, max) => `条目过多：${count} 项，最多 ${max} 项。`,
    entryTooLong: '有一项超过 255 个字符。',
    format: {
      ip: (typed) => `${typed} 不是IP地址。`,
      ipv4: (typed) => `${typed} 不是IPv4地址或掩码。`,
      ipv6: (typed) => `${typed} 不是IPv6地址。`,
      mac: (typed) => `${typed} 不是MAC地址。`,
      time: (typed) => `${typed} 不是一天中的时间。`,
    },
    pickOne: '请用 ← → 选择一个值，或按 Esc 取消。',
    type: '该字段不接受这种类型的值。',
    forPath: (path, problem, limits) => `${path}：${problem}允许的值：${limits}。`,
    notEditable: (path, fields) => `${path} 是对象，请设置它的一个字段：${list(fields)}。`,
    listWhole: (path, fields) =>
      `${path} 是列表，请设置某个元素的字段，例如 ${path}[ID].${fields.at(-1)}。字段：${list(fields)}`,
    required: (path) => `${path} 必填，不能为空。`,
    setForm: (given) => `--set 的格式为 PATH=VALUE，而 "${given}" 中没有 "="。`,
    openBracket: (given) => `--set 的格式为 PATH=VALUE，而 "${given}" 中有 "[" 却没有 "]"。`,
    setAndRemoved: (path, element) =>
      path === element
        ? `${path} 既被设置又被清除，请只保留其中一个。`
        : `${path} 被设置，但 ${element} 被移除，请只保留其中一个。`,
    twice: (path) => `${path} 出现在多个 --set 或 --unset 中，请只写一次。`,
  },
  path: {
    syntax: (path, at) =>
      `"${path}" 不是有效的路径${at && at !== path ? `（"${at}" 处有误）` : ''}。示例：target_server.disks[88008].size`,
    noField: (path, key, names, meant) =>
      `${path}：未知字段 "${key}"。${meant ? `是否指 ${meant}？` : ''}可用字段：${names.join('、')}`,
    notAList: (path, key) => `${path}：${key} 不是列表，不能使用 [ ]。`,
    noSingleValue: (path) => `${path} 没有单个值，请设置它的字段。`,
    noElementAt: (path) => `${path} 不是列表中的元素。`,
    noNewElement: (path) => `${path} 不是有效的新元素：需要 [+N] 和已知字段。`,
    noFieldsInside: (path, key) => `${path}：${key} 是一个值，其中没有字段。`,
    needsElement: (path, key) => `${path}：请指明 ${key} 的哪个元素，例如 ${key}[ID或名称]。`,
    noElement: (path, name, wanted, names) =>
      names.length
        ? `${path}：${name} 中没有元素 "${wanted}"。现有元素：${list(names)}`
        : `${path}：SMS未返回 ${name}，因此没有元素 "${wanted}"。如需新增，请使用 ${name}[+1]。`,
    notAnObject: (path, key, entry) =>
      `${path}：SMS返回的 ${key} 的这一项是 "${entry}"，没有字段。请新增一项代替：${key}[+1]`,
    takenOut: (path, element) => `${path}：${element} 将被移除，不能修改其字段。`,
    ambiguous: (path, wanted, names) => `${path}："${wanted}" 匹配多个元素。请使用ID：${list(names)}`,
  },
  rules: {
    ipv4Wanted: (ip) => `${ip} 是IPv6地址，而“使用IPv6”为否。请改用IPv4地址，或把“使用IPv6”改为是。`,
    ipv6Wanted: (ip) => `${ip} 不是IPv6地址，而“使用IPv6”为是。请改用IPv6地址，或把“使用IPv6”改为否。`,
    privateOnPublic: (ip) => `${ip} 是私有IP，但任务使用公网。请填写弹性公网IP，否则SMS返回SMS.6602。`,
    addressKinds: {
      mapped: 'IPv4映射的IPv6地址',
      link_local: '链路本地地址',
      loopback: '环回地址',
      broadcast: '广播地址',
      multicast: '组播地址',
      unspecified: '未指定地址',
    },
    unusableAddress: (ip, kind) => `${ip} 是${kind}，该地址不可达。`,
    netmask: (mask) => `${mask} 不是有效的子网掩码：二进制的1必须连续且在前，例如255.255.255.0。`,
    networkEdge: (ip, prefix) => `${ip} 是其 /${prefix} 网络的网络地址或广播地址，不能分配给主机。`,
    gateway: (gateway, ip, prefix) => `${gateway} 不在 ${ip} 所在的 /${prefix} 网络中。`,
    rateLimitOverIpv6: '使用IPv6时限速不生效（官方文档）。',
    ipv6NeedsServer: 'IPv6需要已有的目的端服务器，而该任务会新建目的端服务器。',
    windowOrder: (from, to) =>
      `时段 ${from} 至 ${to} 的结束时间不晚于开始时间。跨夜请使用两个时段：到24:00，以及从00:00开始。`,
    windowOverlap: (one, other) => `时段 ${one} 与 ${other} 重叠。`,
    windowUnlimited: (window) => `时段 ${window} 没有速率：默认为0，即不限速。`,
    windowGaps: (hours, limit) => `${hours} 没有时段，此时很可能按任务的限速执行（官方未说明）：${limit}。`,
    limitBesideWindows: (count) =>
      `任务还有 ${count} 个限速时段。Agent按哪一个执行，官方未说明；控制台通过时段修改速率。`,
    windowsBesideLimit: (limit) => `任务自身还有迁移限速：${limit}。Agent按哪一个执行，官方未说明。`,
    windowsOffline: '源端未连接。在连接之前，SMS可能拒绝分时限速。',
    toleranceOfWindows: '超速阈值仅对Linux源端生效（官方已说明）。',
    addressUnderWay: '迁移正在进行：Agent沿用开始时的地址，此时修改可能导致迁移失败。请先暂停任务。',
    diskTooSmall: (disk, size, volumes, missing) =>
      `${disk}（${size}）比其分区之和（${volumes}）小 ${missing}。`,
    diskFilled: (disk, size) =>
      `${disk}（${size}）已全部分给分区。SMS可能要求磁盘大于其分区之和（SMS.6614）。`,
    gptReserve: (disk, free, reserve) =>
      `${disk} 是GPT磁盘，分区之外剩余 ${free}，需要保留 ${reserve}（SMS.6613）。`,
    groupTooSmall: (group, size, volumes, missing) =>
      `${group}（${size}）比其逻辑卷之和（${volumes}）小 ${missing}。`,
    groupBeyondParts: (group, size, parts) => `${group}（${size}）大于组成它的磁盘和分区之和（${parts}）。`,
    groupLoses: (group, part) => `${group} 将失去 ${part}。`,
    groupLosesShare: (group, part, size, whole) => `${group} 将失去 ${part}，即 ${whole} 中的 ${size}。`,
    componentUnknown: (group, component) => `${group} 引用了 ${component}，而任务中没有该名称的磁盘或分区。`,
    componentRenamed: (group, from, to) =>
      `${group} 引用了 ${from}，而它将改名为 ${to}。请同时修改 ${group} 的组成。`,
    componentCleared: (group, from) =>
      `${group} 引用了 ${from}，而它将没有名称。请保留名称，或修改 ${group} 的组成。`,
    mbrLimit: (disk, size, most) => `${disk}：MBR磁盘最大 ${most}，${size} 过大。请使用GPT或较小的大小。`,
    gptHeadroom: (disk, size, source) =>
      `${disk}：${size} 过小。源端磁盘为GPT（${source}），目的端磁盘至少要大 1 GiB。`,
    diskRange: (disk, os, kind, least, most, size) =>
      `${disk}：${os}的${kind}应为 ${least}～${most}，${size} 超出范围。`,
    linuxLimit: (disk, size, most) => `${disk}：Linux目的端磁盘最大 ${most}，${size} 过大。`,
    smallerThanSource: (disk, size, source) =>
      `${disk}：${size} 小于源端磁盘（${source}）。请同时缩小其中的分区。`,
    shrinkBelowUsed: (volume, size, used, least) =>
      `${volume}（${size}）中有 ${used} 数据，至少需要 ${least}（已用 + 1 GiB）。`,
    onlyGrow: (volume) => `${volume}：Windows分区只能扩大（SMS.6540）。`,
    onlyGrowByBlock: (volume) => `${volume}：块级迁移的卷只能扩大（实测，官方未说明）。`,
    windowsSystemVolume: (volume) => `${volume} 是Windows的系统分区或启动分区，不能调整大小。`,
    btrfsResized: (volume) => `${volume} 是Btrfs，不能调整大小。`,
    blockLogicalVolume: (volume) => `${volume}：Linux块级迁移不能调整逻辑卷的大小。`,
    blockPhysicalVolume: (volume) => `${volume} 是LVM物理卷：Linux块级迁移不能调整其大小。`,
    wholeMib: (volume, bytes, mib) =>
      `${volume}：${bytes} 字节不是整数MiB（SMS.6612）。下一个可用的大小为 ${mib} MiB。`,
    roundedToMib: (size) => `已向上取整到MiB：${size}。`,
    lvmMinimum: (volume, size, least) => `${volume}：LVM的磁盘或分区至少需要 ${least}，${size} 过小。`,
    duplicate: (list, key, value) => `${list} 中将有两个元素的 ${key} 都是“${value}”。`,
    sharedMountPoint: (point, other, volume) => `${other} 和 ${volume} 将有相同的挂载点 ${point}。`,
    noDiskLeft: '目的端磁盘将全部被移除。迁移至少需要一块磁盘。',
    newElementUnnamed: (list, field) => `${list} 的新元素没有 ${field}，以后将无法识别。`,
    newDiskLacks: (disk, field) => `新磁盘 ${disk} 没有 ${field}。`,
    zeroSize: (element) => `${element} 的大小将为 0 字节。`,
    cleared: (path) => `更新将清空 ${path}。SMS如何处理，官方未说明；任务可能失去该值。`,
    systemDiskFirst: (disk, position) =>
      `系统盘 ${disk} 将是第 ${position} 块磁盘，而SMS要求它是第一块（SMS.6532）。`,
    uefiTarget: 'SMS不会创建UEFI目的端服务器（SMS.6535、SMS.6561）。请自行创建并选择目的端服务器。',
    paravirtualization: '不支持半虚拟化（SMS.6515）。',
    rawDevices: (devices) => `不支持裸设备：${devices}（SMS.6518）。`,
    bootLoader: (loader) => `不支持 ${loader}：引导程序必须是GRUB（SMS.6516）。`,
    volumes: (count) => `${count} 个卷`,
    withFacts: (name, facts) => `${name}（${facts}）`,
    taskState: (state, changes, some) =>
      some
        ? `任务处于 ${state}：SMS可能忽略您的 ${changes} 处修改。可能只有名称和限速生效（官方未说明）。`
        : `任务处于 ${state}：SMS很可能忽略整个更新（官方未说明）。`,
    sourceState: (state) => `源端服务器处于 ${state}：更新可能不生效（官方未说明）。`,
    cloneState: (state, states) => `源端服务器处于 ${state}。克隆服务器的设置只在以下状态下生效：${states}。`,
    typeFitsOs: 'Windows只支持块级迁移：请选择MIGRATE_BLOCK（SMS.6610）。',
    unknownBefore: (path) => `SMS不返回 ${path}，因此当前值未知。`,
    bodySize: (size, most) =>
      `请求大小为 ${size} 字节。SMS可能拒绝超过 ${most} 字节的请求（SMS.2004，来自较旧的列表）。`,
    diskCount: (disks) => `磁盘过多：共 ${disks} 块，而目的端服务器最多 23 块。`,
    added: (name, list) => `新增 ${name}：SMS收到整个列表 ${list}，很可能会全部替换。`,
    removed: (name, list) => `移除 ${name}：SMS收到的列表 ${list} 中没有它，很可能会将其删除。`,
    listReplaced: (list, names) =>
      `SMS不返回 ${list} 的内容${names ? `（${names}）` : ''}。您发送的内容很可能会全部替换它。`,
  },
  findings: { error: '错误', warning: '警告', note: '提示' },
  findingLine: (severity, message) => `${severity}：${message}`,
  outcome: {
    applied: '已生效',
    not_applied: '未生效',
    unverified: '无法确认',
  },
  change: {
    path: (path) => path,
    arrow: (before, after) => `${before} → ${after}`,
    delta: (delta) => `(${delta})`,
    of: (field, change) => `${field}：${change}`,
  },
  net: {
    badEndpoint: (endpoint) =>
      `"${endpoint}" 不是有效的终端节点地址。示例：https://sms.ap-southeast-3.myhuaweicloud.com`,
    userInEndpoint: (host) => `${host} 的终端节点地址中含有用户名或密码。请移除。认证信息另行配置。`,
    unknownRegion: (region, known, meant) =>
      `未知区域 "${region}"。${meant ? `是否指 ${meant}？` : ''}可选：${known.join('、')}。其他区域请用 --endpoint 指定终端节点。`,
    badCloud: (cloud) => `HW_CLOUD 为“${cloud}”。它必须是域名，例如 myhuaweicloud.com。`,
    cloudNeedsRegion: (cloud) =>
      `HW_CLOUD 为 ${cloud}，但未设置区域。请设置 HW_REGION_NAME，或使用 --region 或 --endpoint。`,
    anotherCloud: (name, claimed, sms) =>
      `${name} 指向 ${claimed}，而终端节点是 ${sms}，可能属于另一个云。未发送任何内容。请用 --endpoint 指定同一个云的终端节点，或修改 ${name}。`,
    regionsFile: (file, why) => `HUAWEICLOUD_SDK_REGIONS_FILE 为 ${file}：${why}`,
    noIam: (host) => `${host} 对应的IAM地址未知。未向任何IAM发送内容。`,
    noIamNext:
      '请将 HW_AUTH_URL 设为该地址，例如 https://iam.REGION.CLOUD/v3。使用访问密钥时，设置 HW_DOMAIN_ID 即无需查询IAM。',
    badProxy:
      'HTTPS_PROXY（或 ALL_PROXY）不是有效的代理地址。格式：http://USER:PASSWORD@HOST:PORT。用户名和密码中的 @ 写作 %40，/ 写作 %2F，: 写作 %3A，# 写作 %23，? 写作 %3F，% 写作 %25。不支持SOCKS。',
    plainHttp: (endpoint) => `终端节点 ${endpoint} 使用http。除本机外，sms-wizard 只通过https发送认证信息。`,
    nothingSent: '未作任何修改。',
    taskId: (id) => `"${id}" 不是有效的任务ID。请使用1～36个字母、数字和连字符。`,
  },
};
