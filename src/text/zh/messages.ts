/** 领域、API和存储的消息。 */
import { localTime } from '../moment.ts';
import type { Text } from '../text.ts';

const list = (names: readonly string[]): string =>
  names.length > 12 ? `${names.slice(0, 12).join('、')} …（共 ${names.length} 个）` : names.join('、');

type Messages = Omit<
  Text,
  | 'fields'
  | 'ruleTexts'
  | 'screen'
  | 'plain'
  | 'cli'
  | 'access'
  | 'doctor'
  | 'tasks'
  | 'errors'
  | 'plans'
  | 'fleet'
>;

export const messages: Messages = {
  time: (moment) => localTime(moment),
  timeOfDay: (moment) => localTime(moment).slice(11),
  value: {
    moreThan: (count) => `超过 ${count}`,
    notReturned: '服务器未返回',
    notSet: '未设置',
    empty: '空',
    yes: '是',
    no: '否',
    unlimited: '0（不限速）',
    mbit: (n) => `${n} Mbit/s`,
    bytes: (n) => `${n} 字节`,
    newElement: '新增',
    removed: '已移除',
    unset: '清空',
    elements: (n) => `${n} 项`,
  },
  limits: {
    characters: (min, max) => `${min}～${max}个字符`,
    upTo: (max) => `最长${max}个字符`,
    entries: (max) => `最多${max}项`,
    letters: (length, letters) => `${length}，${letters}`,
    parts: (length, separated) => `${length}，${separated}`,
    taskName: '可含中英文字母、数字、_和-',
    range: (min, max) => `${min}～${max}`,
    oneOf: (values) => [values.slice(0, -1).join('、'), ...values.slice(-1)].filter(Boolean).join('或'),
    yesNo: '是或否',
    size: '大小，例如50GiB、+10G、=used+20%，或以字节为单位的数字',
    format: {
      ip: 'IPv4或IPv6地址',
      ipv4: '以点分隔的四个0～255的数字，例如10.0.0.1',
      ipv6: 'IPv6地址，例如2001:db8::1',
      mac: 'MAC地址，例如fa:16:3e:35:97:71',
    },
    presets: { unlimited: '不限速', most: '最大', share: '' },
    preset: (value, meaning) => (meaning ? `${value}=${meaning}` : value),
    presetKeys: (presets) => `↑ ↓ ${presets}`,
    rate: '0～1000 Mbit/s，0表示不限速',
    separated: (separator) => (separator === ' ' ? '以空格分隔' : '以分号分隔'),
  },
  effect: {
    anytime: '除ABORTING、DELETING、RESETING和SKIPPING外，在任何状态下都会生效。',
    stopped: '任务既不在迁移中也不在同步中时才会生效；否则服务返回成功，但什么也不修改。',
    clone: '源端服务器处于syncing、stopping、stopped、cutovering、finished或error状态时才会生效。',
  },
  problem: {
    notOneOf: (typed, values) => `${typed} 不是 ${values.join('、')} 之一。`,
    notYesNo: (typed) => `${typed} 既不是“是”也不是“否”。`,
    notANumber: (typed) => `${typed} 不是整数。`,
    notASize: (typed) => `${typed} 不是大小。请输入例如 50GiB、+10G 或 53687091200。`,
    noCurrent: (typed) => `${typed} 需要当前大小，而服务器没有返回。`,
    noUsed: (typed) => `${typed} 需要已用大小，而这里不知道已用大小。`,
    negative: (typed) => `${typed} 会使大小小于零。`,
    missing: '缺少值。',
    tooLong: (length, max) => `有 ${length} 个字符，最多允许 ${max} 个。`,
    tooShort: (min) => `至少需要 ${min} 个字符。`,
    outOfRange: (typed, min, max) => `${typed} 超出范围 ${min}～${max}。`,
    tooBig: (typed) => `${typed} 超过API允许的最大值（9223372036854775807）。`,
    pattern: (bad) => `这里不允许使用 "${bad}"，请使用中英文字母、数字、_ 和 -。`,
    tooMany: (count, max) => `有 ${count} 项，最多允许 ${max} 项。`,
    entryTooLong: '有一项超过255个字符。',
    format: {
      ip: (typed) => `${typed} 不是IP地址。`,
      ipv4: (typed) => `${typed} 不是IPv4地址或掩码。`,
      ipv6: (typed) => `${typed} 不是IPv6地址。`,
      mac: (typed) => `${typed} 不是MAC地址。`,
    },
    pickOne: '尚未选择：按 ← → 选择，按 Esc 保持原样。',
    type: '该字段不接受这样的值。',
    forPath: (path, problem, limits) => `${path}：${problem}允许的值：${limits}。`,
    notEditable: (path, fields) => `${path} 包含多个字段，请选择其中一个：${list(fields)}。`,
    listWhole: (path, fields) =>
      `${path} 是列表，请选择一个元素及其字段，例如 ${path}[…].${fields.at(-1)}。字段：${list(fields)}`,
    required: (path) => `${path} 不能为空：API要求必填。`,
    setForm: (given) => `--set 的格式为 PATH=VALUE，而 "${given}" 中没有 "="。`,
    twice: (path) => `${path} 被设置了两次，请只给出一个值。`,
  },
  path: {
    syntax: (path, at) =>
      `"${path}" 不是路径${at && at !== path ? `，从 "${at}" 起无法理解` : ''}。示例：target_server.disks[88008].size`,
    noField: (path, key, names) => `${path}：这里没有字段 "${key}"。字段：${names.join('、')}`,
    notAList: (path, key) => `${path}：${key} 不是列表，不能使用 [ ]。`,
    noSingleValue: (path) => `${path} 不是单个值：请修改其中的内容。`,
    noElementAt: (path) => `${path} 不是列表中的元素。`,
    noNewElement: (path) => `${path} 不是带有已知内容的新元素。`,
    noFieldsInside: (path, key) => `${path}：${key} 是一个值，其中没有字段。`,
    needsElement: (path, key) => `${path}：请指明 ${key} 的哪个元素，例如 ${key}[ID或名称]。`,
    noElement: (path, name, wanted, names) =>
      names.length
        ? `${path}：${name} 中没有元素 "${wanted}"。现有元素：${list(names)}`
        : `${path}：服务器没有返回 ${name}，因此没有元素 "${wanted}"。新增元素请使用 ${name}[+1]。`,
    notAnObject: (path, key, entry) =>
      `${path}：服务器返回的 ${key} 的这一项是 "${entry}"，没有字段。请新增一项来代替：${key}[+1]`,
    takenOut: (path, element) => `${path}：${element} 正要被移除，其中的内容不能修改。`,
    ambiguous: (path, wanted, names) => `${path}："${wanted}" 对应多个元素，请按ID选择：${list(names)}`,
  },
  rules: {
    ipv4Wanted: (ip) => `${ip} 是IPv6地址，而“使用IPv6”为否。请改用IPv4地址，或把“使用IPv6”改为是。`,
    ipv6Wanted: (ip) => `${ip} 不是IPv6地址，而“使用IPv6”为是。请改用IPv6地址，或把它改为否。`,
    privateOnPublic: (ip) => `${ip} 是私有IP，而迁移使用公网。服务会返回SMS.6602；请填写弹性公网IP。`,
    addressKinds: {
      mapped: '嵌入IPv6的IPv4地址',
      link_local: '链路本地地址',
      loopback: '本机环回地址',
      broadcast: '广播地址',
      multicast: '组播地址',
      unspecified: '不代表任何主机的地址',
    },
    unusableAddress: (ip, kind) => `${ip} 是${kind}，无法用它访问服务器。`,
    netmask: (mask) => `${mask} 不是子网掩码：二进制的1必须连续且在前，例如255.255.255.0。`,
    networkEdge: (ip, prefix) => `${ip} 是其 /${prefix} 网络的第一个或最后一个地址，不能分配给主机。`,
    gateway: (gateway, ip, prefix) => `${gateway} 不在 ${ip} 所在的 /${prefix} 网络中。`,
    diskTooSmall: (disk, size, volumes, missing) =>
      `${disk} 还差 ${missing}：大小为 ${size}，其分区共占 ${volumes}。`,
    groupTooSmall: (group, size, volumes, missing) =>
      `${group} 还差 ${missing}：大小为 ${size}，其逻辑卷共占 ${volumes}。`,
    groupBeyondParts: (group, size, parts) => `${group} 将为 ${size}，而组成它的分区和磁盘共有 ${parts}。`,
    mbrLimit: (disk, size) => `${disk} 是MBR，最大支持 2 TiB：${size} 太大。GPT支持更大的磁盘。`,
    gptHeadroom: (disk, source) => `${disk}：源端磁盘为GPT，${source}；目的端磁盘至少要大 1 GiB。`,
    diskRange: (disk, kind, range, size) => `${disk}：Windows的${kind}应为 ${range}，不能是 ${size}。`,
    linuxLimit: (disk, size) => `${disk}：Linux目的端磁盘最大 16 TiB，不能是 ${size}。`,
    smallerThanSource: (disk, size, source) =>
      `${disk} 将为 ${size}，而源端磁盘为 ${source}。只有同时缩小卷才放得下。`,
    shrinkBelowUsed: (volume, size, used, least) =>
      `${volume} 将为 ${size}，而其中有 ${used} 数据：至少需要 ${least}（已用 + 1 GiB）。`,
    onlyGrow: (volume) => `${volume}：Windows和块级迁移的卷只能扩大。`,
    windowsSystemVolume: (volume) => `${volume} 是Windows的系统卷或启动卷，不能调整大小。`,
    btrfsResized: (volume) => `${volume} 是Btrfs：Btrfs卷不能调整大小。`,
    taskState: (state, changes, some) =>
      some
        ? `任务处于 ${state} 状态：服务返回成功，但只修改名称和限速。您的 ${changes} 处修改可能不生效。`
        : `任务处于 ${state} 状态：现在的修改预计都不会生效。`,
    sourceState: (state) => `源端服务器处于 ${state} 状态：更新可能不起作用。`,
    cloneState: (state, states) =>
      `源端服务器处于 ${state} 状态；只有处于 ${states} 时，克隆服务器的修改才会生效。`,
    typeFitsOs: 'Windows只支持块级迁移：请选择MIGRATE_BLOCK（SMS.6610）。',
    unknownBefore: (path) => `${path}：服务器不返回该字段，不知道修改前的值。`,
    bodySize: (size, most) => `请求有 ${size} 字节；有的服务器拒绝超过 ${most} 字节的请求（SMS.2004）。`,
    diskCount: (disks) => `共 ${disks} 块磁盘，而目的端服务器最多23块。`,
    added: (path, name) => `${path}：${name} 的整个列表会连同该项一起发送，替换现有列表。`,
    removed: (path, name) => `${path}：${name} 的整个列表会去掉该项后发送，该项将消失。`,
    listReplaced: (name, names) =>
      `不知道 ${name} 现有的内容${names ? `（${names}）` : ''}：您发送的内容会将其全部替换。`,
  },
  findings: { error: '错误', warning: '警告', note: '提示' },
  findingLine: (severity, message) => `${severity}：${message}`,
  outcome: {
    took: '已生效',
    did_not_take: '未生效',
    not_returned: '服务器未返回，无法确认',
  },
  change: {
    path: (path) => path,
    arrow: (before, after) => `${before} → ${after}`,
    delta: (delta) => `(${delta})`,
    of: (field, change) => `${field}：${change}`,
  },
  net: {
    badEndpoint: (endpoint) =>
      `${endpoint} 不是有效的地址，正确的例如 https://sms.ap-southeast-3.myhuaweicloud.com。`,
    userInEndpoint: (host) => `${host} 的地址中含有用户名或密码。请去掉：认证信息另行提供。`,
    unknownRegion: (region, known) =>
      `不知道区域 ${region} 的SMS终端节点。已知的有：${known.join('、')}。请用 --endpoint 指定地址。`,
    badProxy:
      'HTTPS_PROXY（或 ALL_PROXY）不是代理的地址。格式为 http://USER:PASSWORD@HOST:PORT，其中用户名和密码里的 @ 写作 %40，/ 写作 %2F，: 写作 %3A，# 写作 %23，? 写作 %3F，% 写作 %25。不支持SOCKS。',
    plainHttp: (endpoint) => `${endpoint} 使用明文http。除本机外，Token只通过https传输。`,
    nothingSent: '没有做任何修改。',
    taskId: (id) => `"${id}" 不是任务ID：任务ID由1～36个字母、数字和短横线组成。`,
  },
};
