/** 服务、网络及中间环节的故障：含义和处理办法。 */
import type { Text } from '../catalogue.ts';

type Errors = Text['errors'];

const gateway: Errors['gateway'] = {
  'APIGW.0101': {
    means: 'API网关中没有该接口。',
    next: '请检查终端节点：必须是SMS的终端节点，例如 https://sms.ap-southeast-3.myhuaweicloud.com。',
  },
  'APIGW.0301': {
    means: 'API网关身份认证失败。',
    next: 'Token有效期24小时，且只属于一个站点：请重新获取。使用AK/SK时，请检查两者以及本机时间。',
  },
  'APIGW.0308': {
    means: '请求过多，API网关正在限流。',
    next: '请等待几秒后重试。',
  },
  'APIGW.*': {
    means: '响应来自API网关，而不是SMS。',
    next: '请检查终端节点和账号。如果两者都正确，请将请求ID提供给技术支持。',
  },
};

const transport: Errors['transport'] = {
  dnsUnknown: {
    what: (host) => `无法解析域名 ${host}：域名不存在。`,
    next: '请检查终端节点或区域的拼写，以及本机的DNS。',
  },
  dnsLater: {
    what: (host) => `无法解析域名 ${host}：DNS没有响应。`,
    next: '请检查本机的网络和DNS，然后重试。',
    short: 'DNS没有响应',
  },
  refused: {
    what: (host) => `${host} 拒绝连接：该端口上没有服务。`,
    next: '请检查端口和终端节点。防火墙也可能拒绝连接。',
  },
  noRoute: {
    what: (host) => `从当前网络无法到达 ${host}。`,
    next: '请检查本机的网络和VPN。SMS需要通过互联网或代理（HTTPS_PROXY）访问。',
  },
  reset: {
    what: (host) => `${host} 未响应即关闭连接。`,
    next: '如果再次出现，请检查防火墙或代理是否切断了连接。',
    short: '连接被关闭',
  },
  cut: {
    what: (host) => `${host} 的响应中断。`,
    next: '如果再次出现，请检查防火墙或代理是否切断了连接。',
    short: '响应中断',
  },
  noConnection: {
    what: (host, seconds) => `连接 ${host} 超时（${seconds} 秒）。`,
    next: '请检查终端节点和网络；防火墙可能丢弃了报文。可用 HTTPS_PROXY 指定代理。',
    short: '连接超时',
  },
  noAnswer: {
    what: (host, seconds) => `${host} 在 ${seconds} 秒内没有响应。请求已发出。`,
    next: '请增大 --timeout，或稍后重试。',
    short: '没有响应',
  },
  noEnd: {
    what: (host, seconds) => `${host} 的响应在 ${seconds} 秒内未完成。`,
    next: '请增大 --timeout，或稍后重试。',
  },
  tlsUnknownCa: {
    what: (host) => `${host} 的证书由本机不信任的机构签发。`,
    next: '如果代理会检查https，或终端节点使用私有CA，请将 NODE_EXTRA_CA_CERTS 设为其CA证书文件。未发送任何内容。',
  },
  tlsExpired: {
    what: (host) => `${host} 的证书已过期。`,
    next: '请检查本机时间。如果时间正确，需要由该地址的运营方更新证书。',
  },
  tlsNotYet: {
    what: (host) => `${host} 的证书尚未生效。`,
    next: '请检查本机时间：可能慢了。',
  },
  tlsHost: {
    what: (host) => `${host} 的证书属于另一台主机。`,
    next: '请检查终端节点。可能是代理或认证门户代替它作了响应。',
  },
  tlsNone: {
    what: (host) => `${host} 在该端口上不使用TLS。`,
    next: '请检查终端节点的端口，并确认没有代理以明文响应。',
  },
  tlsOther: {
    what: (host) => `与 ${host} 的TLS握手失败。`,
    next: '请检查终端节点和代理，它们必须支持TLS 1.2或更高版本。',
  },
  notHttp: {
    what: (host) => `${host} 返回的不是HTTP响应。`,
    next: '请检查终端节点的端口。',
  },
  longHeaders: {
    what: (host) => `${host} 的响应头超过 16 KB，即 sms-wizard 的上限。`,
    next: '可能是代理或认证门户代替SMS作了响应。请检查终端节点和代理。',
  },
  longBody: {
    what: (host) => `${host} 的响应超过 32 MB，即 sms-wizard 的上限。`,
    next: '请检查终端节点和代理：任务不会这么大。',
  },
  garbled: {
    what: (host) => `无法解压 ${host} 的响应。`,
    next: '代理或其他设备损坏了响应：请绕过它，或换用其他代理。',
  },
  proxyAuth: {
    what: (host) => `访问 ${host} 的代理要求用户名和密码（407）。`,
    next: '请写入 HTTPS_PROXY：http://USER:PASSWORD@PROXY:PORT。它们不会显示。',
  },
  proxyRefused: {
    what: (host, _seconds, status) => `访问 ${host} 的代理拦截了请求（${status}）。`,
    next: '请联系代理管理员放行，或在 HTTPS_PROXY 中改用其他代理。',
  },
  proxyPlain: {
    what: (host) => `代理 ${host} 不使用TLS。`,
    next: '请在 HTTPS_PROXY 中使用 http://，经代理的内容仍然加密。https:// 只用于自身使用TLS的代理。',
  },
  other: {
    what: (host, _seconds, why) => `无法访问 ${host}${why ? `：${why}` : ''}。`,
    next: '请检查终端节点、网络和代理，然后重试。',
  },
};

const answer: Errors['answer'] = {
  empty: (host, status) => `${host} 返回 ${status}，内容为空。`,
  page: (host, status, start) => `${host} 返回 ${status}，内容是网页而不是JSON${start ? `：${start}` : ''}。`,
  broken: (host, status, characters) =>
    `${host} 返回 ${status}，其中的JSON在 ${characters} 个字符后中断或损坏。`,
  notJson: (host, status, type, start) =>
    `${host} 返回 ${status}，内容不是JSON${type ? `（${type}）` : ''}${start ? `：${start}` : ''}。`,
  redirect: (host, status, to) => `${host} 返回 ${status}，重定向到 ${to}。为保护Token，未跟随。`,
  nowhere: (host, status) => `${host} 返回 ${status}（重定向），但没有目标地址。未跟随。`,
  notModified: (host) => `${host} 返回 304（未修改），但 sms-wizard 从不请求这种响应。`,
  noContent: (host, status) => `${host} 返回 ${status}，没有内容，而SMS应返回JSON。`,
  invalidStatus: (host, status) => `${host} 返回 ${status}，不是有效的HTTP最终状态码。`,
  limits: {
    depth: (host, most) => `${host} 的响应嵌套超过 ${most} 层，未读取。`,
    digits: (host, most) => `${host} 的响应中有超过 ${most} 位的数字，未读取。`,
    elements: (host, most) => `${host} 的响应中有超过 ${most} 个元素的列表，未读取。`,
    keys: (host, most) => `${host} 的响应中有超过 ${most} 个键的对象，未读取。`,
    values: (host, most) => `${host} 的响应中有超过 ${most} 个值，未读取。`,
  },
  status: (host, status) => `${host} 返回 ${status}，没有说明原因。`,
  otherTask: (host, answered, asked) => `${host} 返回了另一个任务：${answered}，而不是 ${asked}。`,
  notATask: (host, what) => `${host} 返回的JSON不是迁移任务：${what}。`,
  notAList: (host, what) => `${host} 返回的JSON不是任务列表：${what}。`,
  problem: {
    document: '文档',
    at: (place, problem) => `${place} ${problem}`,
    kinds: { value: '不是值', string: '缺失或不是文本', list: '不是列表', object: '不是对象' },
  },
  notASource: (host) => `${host} 返回的JSON不是源端服务器。`,
  notUpdated: (host) => `${host} 对更新的响应中没有任务ID。`,
  notWindows: (host) => `${host} 返回的JSON不是分时限速列表。`,
  notWindowsSet: (host) => `${host} 的响应没有说明是否设置了分时限速。`,
  notAnAction: (host) => `${host} 的响应没有说明是否接受了该操作。`,
  next: {
    page: '可能是代理或认证门户代替SMS作了响应。请检查终端节点和代理。',
    broken: '代理或其他设备切断或改动了响应：请绕过它，或换用其他代理。',
    redirect: '请将终端节点设为SMS本身的地址。认证门户可能要求先登录。',
    endpoint: '请检查终端节点：必须是SMS的终端节点。',
  },
};

const status: Errors['status'] = {
  400: '值被服务拒绝。请对照限制检查后重试。',
  401: 'Token或签名被拒绝。Token有效期24小时：请重新获取。',
  403: '该账号没有权限。请向管理员申请IAM授权项 sms:server:getTask 和 sms:server:updateTask。',
  404: '该账号在此终端节点没有这个任务。请检查任务ID、账号和终端节点。',
  405: '该地址不支持此请求。请检查终端节点。',
  408: '服务等待请求超时：网络缓慢或已中断。',
  409: '任务正忙。请重新读取任务后重试。',
  413: '请求过大。请一次少修改一些磁盘和卷组。',
  415: '本机与SMS之间的设备改动了 Content-Type 请求头。请检查代理。',
  429: '服务繁忙。请等待几秒后重新执行该命令。',
  431: '请求头过大，可能是因为Token很长。请使用访问密钥，或只针对一个项目的Token。',
  502: '网关没有从服务得到有效响应。请几分钟后重试；如果是更新，请先查看任务。',
  503: '服务过载或正在维护。请几分钟后重试；如果是更新，请先查看任务。',
  504: '网关等待服务超时。请几分钟后重试；如果是更新，请先查看任务。',
  5: '服务端错误。请几分钟后重试；如果是更新，请先查看任务。',
};

const clockUnits = (seconds: number): string => {
  if (seconds < 5400) return `${Math.round(seconds / 60)} 分钟`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} 小时` : `${Math.round(seconds / 86_400)} 天`;
};

export const errors: Errors = {
  gateway,
  transport,
  answer,
  status,
  otherCalls: {
    403: '该账号无权执行此操作。请向管理员申请权限。',
    404: '该账号下没有该名称的对象。请检查所填的名称和ID，以及终端节点。',
  },
  throughProxy: (proxy) => `请求经由代理 ${proxy}（HTTPS_PROXY）。`,
  codeAndMessage: (code, message) => [code, message].filter(Boolean).join(': '),
  documented: (means) => `错误码表：${means}`,
  otherMeaning: (code) => `错误码表中 ${code} 的含义与此不同，以上面SMS的信息为准。`,
  unknownCode: (code) => `错误码表中没有 ${code}，请咨询技术支持。`,
  mendedAt: (step, path) => `在向导中修改：${step}${path ? `，${path}` : ''}。`,
  concerns: (what) => `涉及：${what.join('；')}`,
  sentences: (sentences) => sentences.join(''),
  andMore: (n) => `另有 ${n} 项`,
  actions: (actions) =>
    `所需的IAM授权项：${actions}（别名：读取为 sms:server:queryServer，修改为 sms:server:migrationServer）`,
  clock: (seconds) => `本机时间比服务端${seconds < 0 ? '慢' : '快'} ${clockUnits(Math.abs(seconds))}。`,
  comeBack: (seconds, time) =>
    `服务要求等待 ${seconds} 秒，超过剩余时间。请在 ${time} 之后重试，或增大 --timeout。`,
  tried: (times, seconds) => `在 ${seconds} 秒内尝试了 ${times} 次。`,
  requestId: (id) => `请求ID：${id}`,
  noRequestId: '请求ID：无（响应中没有）',
  noAnswerId: '请求ID：无（没有收到响应）',
  retry: {
    answered: (code, host) => `${host} 返回 ${code}`,
    line: (why, seconds) =>
      seconds < 1 ? `尚无响应（${why}），正在重试…` : `尚无响应（${why}），${seconds} 秒后重试…`,
  },
};
