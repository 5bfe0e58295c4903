/** 服务、网络及中间环节的故障：含义和处理办法。 */
import type { Text } from '../text.ts';

type Errors = Text['errors'];

const codes: Errors['codes'] = {
  'SMS.0007': {
    means: '源端服务器上的迁移Agent报告了错误。',
    next: '请检查源端服务器上的Agent：如果没有响应，请重启。仍未解决时，请把请求ID提供给技术支持。',
  },
  'SMS.0202': {
    means: 'AK或SK错误或被冻结，或者本机的时间或时区不正确。',
    next: '请检查AK与SK是否成对并属于该账号，以及本机时间是否正确：最多允许相差15分钟。',
  },
  'SMS.0204': {
    means: '该账号缺少所需的权限。',
    next: '请向账号管理员申请；服务返回的信息中有具体原因。',
  },
  'SMS.0205': {
    means: '签名与时间不符：本机的时间或时区不正确。',
    next: '请校正本机的时间和时区（最多允许相差15分钟），然后重试。',
  },
  'SMS.0212': {
    means: '迁移Agent已重启，与原来的任务不再对应。',
    next: '请在控制台删除目的端配置，然后重新设置目的端。',
  },
  'SMS.0515': {
    means: '请求中的磁盘与Agent在源端服务器上看到的不一致。',
    next: '请重新读取任务。如果源端服务器增加或移除过磁盘，请重启Agent，使其重新上报。',
  },
  'SMS.0806': {
    means: '目的端服务器有一块磁盘太小。',
    next: '请扩大目的端磁盘，或缩小其中的卷。',
  },
  'SMS.2002': {
    means: '该账号没有权限。',
    next: '请向账号管理员申请查询和更新迁移任务的权限。',
  },
  'SMS.2003': {
    means: '服务在该地址不接受这种调用。',
    next: '请检查终端节点：必须是SMS的终端节点。',
  },
  'SMS.2004': {
    means: '请求超过该服务器允许的10,240字节。',
    next: '请一次少修改一些磁盘和卷组：修改过的列表会整体发送。',
  },
  'SMS.2005': {
    means: '请求到达时缺少内容类型（Content-Type）。',
    next: '途中有设备去掉了消息头。请检查本机与SMS之间的代理。',
  },
  'SMS.2006': {
    means: '请求到达时的内容类型不是application/json。',
    next: '途中有设备改动了消息头。请检查本机与SMS之间的代理。',
  },
  'SMS.2007': {
    means: '服务内部出现错误。',
    next: '请稍等一段时间再继续。仍未解决时，请把请求ID提供给技术支持。',
  },
  'SMS.3805': {
    means: '源端服务器无法通过该地址访问目的端服务器。',
    next: '请开放到目的端的端口：Linux为22，块级迁移还需8900；Windows为22、8899和8900。然后检查迁移IP。',
  },
  'SMS.6030': {
    means: '源端服务器的ID无效。',
    next: '请重新读取任务，检查其源端服务器是否还存在。',
  },
  'SMS.6031': {
    means: '请求中没有目的端服务器。',
    next: '请先在控制台设置任务的目的端。',
  },
  'SMS.6032': {
    means: '请求中的目的端服务器没有vm_id。',
    next: '请将target_server.vm_id设置为云服务器的ID。',
  },
  'SMS.6033': {
    means: '请求中的目的端服务器没有磁盘。',
    next: '请先设置目的端服务器的磁盘。',
  },
  'SMS.6102': {
    means: '目的端服务器的模板不完整。',
    next: '请在控制台补全模板，或将vm_template_id改为其他模板。',
  },
  'SMS.6103': {
    means: '磁盘ID错误：混用了云硬盘的ID和SMS的ID。',
    next: 'disk_id是云硬盘的ID；id是SMS分配给磁盘的编号。',
  },
  'SMS.6301': {
    means: '服务的数据库读写失败。',
    next: '请稍等一段时间再继续。仍未解决时，请把请求ID提供给技术支持。',
  },
  'SMS.6519': {
    means: '请求中的某块磁盘不存在。',
    next: '请检查disk_id，并确认该云硬盘仍挂载在目的端服务器上。',
  },
  'SMS.6531': {
    means: '分区中没有启动分区。',
    next: '请在磁盘的列表中保留启动分区，其device_use为BOOT或OS。',
  },
  'SMS.6539': {
    means: '目的端服务器有一块磁盘放不下应有的内容。',
    next: '目的端磁盘不能小于其分区之和，请扩大磁盘。',
  },
  'SMS.6562': {
    means: '模板中没有公网IP或网络。',
    next: '请在控制台为模板添加弹性公网IP和网络，或使用私网迁移。',
  },
  'SMS.6601': {
    means: '操作系统类型不匹配。',
    next: '请检查源端和目的端服务器的操作系统类型是否相同。',
  },
  'SMS.6602': {
    means: '迁移IP不是目的端服务器的弹性公网IP。',
    next: '请将迁移IP改为弹性公网IP，或关闭“使用公网”以使用私有IP。',
  },
  'SMS.6603': {
    means: '源端服务器未连接。',
    next: '请启动源端服务器上的Agent，等待控制台显示已连接。',
  },
  'SMS.6610': {
    means: '迁移类型与操作系统不匹配。',
    next: 'Windows只支持块级迁移：请将type设置为MIGRATE_BLOCK。',
  },
  'SMS.6617': {
    means: '源端服务器的内核不支持块级迁移。',
    next: '请将type设置为MIGRATE_FILE，或换用支持块级迁移的内核。',
  },
  'SMS.7602': {
    means: '任务的源端服务器已不存在。',
    next: '请在控制台检查源端服务器；重启Agent后会重新注册。',
  },
  'SMS.7605': {
    means: '目的端服务器属于另一个迁移任务。',
    next: '请换一台目的端服务器，或先结束另一个任务。',
  },
  'SMS.7703': {
    means: '源端服务器正在删除。',
    next: '不能再做任何修改。如需迁移，请重新注册源端服务器。',
  },
  'SMS.7711': {
    means: '任务名称不合法。',
    next: '请使用1～64个字母、数字、_和-。',
  },
  'SMS.7712': {
    means: '迁移类型不合法。',
    next: '请将type设置为MIGRATE_FILE或MIGRATE_BLOCK。',
  },
  'SMS.7719': {
    means: '源端服务器仍在迁移中。',
    next: '请在控制台暂停任务，等它停止后重试。',
  },
  'SMS.9001': {
    means: '服务认为请求中的某个值无效。',
    next: '请对照限制检查各个值：sms-wizard fields PATH。',
  },
  'SMS.9004': {
    means: '该账号没有权限。',
    next: '请账号管理员在IAM中授权。',
  },
  'APIGW.0101': {
    means: '服务前面的网关没有这个接口。',
    next: '请检查终端节点：必须是SMS的终端节点，例如 https://sms.ap-southeast-3.myhuaweicloud.com。',
  },
  'APIGW.0301': {
    means: '服务前面的网关没有通过您的身份认证。',
    next: 'Token有效期24小时，且只属于一个站点：请重新获取。使用AK/SK时，请检查两者以及本机时间。',
  },
  'APIGW.0308': {
    means: '短时间内调用太多，网关正在限流。',
    next: '请等待几秒后重试。',
  },
  'APIGW.*': {
    means: '作出响应的是服务前面的网关，而不是服务本身。',
    next: '请检查终端节点和账号。如果两者都正确，请把请求ID提供给技术支持。',
  },
};

const transport: Errors['transport'] = {
  dnsUnknown: {
    what: (host) => `没有主机 ${host}：域名无法解析。`,
    next: '请检查终端节点或区域的拼写，以及本机的DNS。',
  },
  dnsLater: {
    what: (host) => `暂时无法解析域名 ${host}：DNS服务器没有响应。`,
    next: '请检查本机的网络和DNS，然后重试。',
    short: 'DNS服务器没有响应',
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
    what: (host) => `${host} 没有响应就关闭了连接。`,
    next: '如果再次出现，请检查途中是否有防火墙或代理切断连接。',
    short: '连接被关闭',
  },
  cut: {
    what: (host) => `${host} 的响应中断：连接在中途被切断。`,
    next: '如果再次出现，请检查途中是否有防火墙或代理切断连接。',
    short: '响应中断',
  },
  noConnection: {
    what: (host, seconds) => `在 ${seconds} 秒内没有连接上 ${host}。`,
    next: '请检查终端节点和网络；防火墙可能丢弃了报文。可用 HTTPS_PROXY 指定代理。',
    short: '没有连接上',
  },
  noAnswer: {
    what: (host, seconds) => `${host} 在 ${seconds} 秒内没有响应：请求已发出，但没有任何返回。`,
    next: '请用 --timeout 延长等待时间，或等服务空闲一些。',
    short: '没有响应',
  },
  noEnd: {
    what: (host, seconds) => `${host} 在 ${seconds} 秒内没有响应完：响应已开始，但没有结束。`,
    next: '请用 --timeout 延长等待时间，或等服务空闲一些。',
  },
  tlsUnknownCa: {
    what: (host) => `${host} 的证书由本机不信任的机构签发。`,
    next: '如果有代理检查https，或终端节点使用自己的CA，请用 NODE_EXTRA_CA_CERTS 指定其CA证书文件。没有发送任何内容：否则对端可能是任何人。',
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
    what: (host) => `${host} 出示的证书属于另一台主机。`,
    next: '请检查终端节点。可能是途中的代理或门户在代替它响应。',
  },
  tlsNone: {
    what: (host) => `${host} 在该端口上不使用TLS。`,
    next: '请检查终端节点的端口，并确认没有代理以明文响应。',
  },
  tlsOther: {
    what: (host) => `无法与 ${host} 建立安全连接：TLS握手失败。`,
    next: '请检查终端节点和代理，它们必须支持TLS 1.2或更高版本。',
  },
  notHttp: {
    what: (host) => `${host} 返回的不是HTTP响应。`,
    next: '请检查终端节点的端口。',
  },
  garbled: {
    what: (host) => `${host} 的响应无法解压。`,
    next: '途中有设备（例如代理）损坏了响应：请不经过它，或换一个代理。',
  },
  proxyAuth: {
    what: (host) => `到 ${host} 途中的代理要求用户名和密码（407）。`,
    next: '请写在 HTTPS_PROXY 中，例如 http://USER:PASSWORD@PROXY:PORT。它们不会被显示。',
  },
  proxyRefused: {
    what: (host, _seconds, status) => `到 ${host} 途中的代理没有放行该调用（${status}）。`,
    next: '请代理的管理员放行，或在 HTTPS_PROXY 中改用其他代理。',
  },
  proxyPlain: {
    what: (host) => `代理 ${host} 不使用TLS。`,
    next: '请在 HTTPS_PROXY 中写作 http://…。经由它的内容同样是加密的；https:// 只用于本身使用TLS的代理。',
  },
  other: {
    what: (host, _seconds, why) => `无法访问 ${host}${why ? `：${why}` : ''}。`,
    next: '请检查终端节点、网络和代理，然后重试。',
  },
};

const answer: Errors['answer'] = {
  empty: (host, status) => `${host} 返回了 ${status}，但没有内容。`,
  page: (host, status, start) =>
    `${host} 返回了 ${status}，内容是网页而不是JSON${start ? `：${start}` : ''}。`,
  broken: (host, status, characters) =>
    `${host} 返回了 ${status}，其中的JSON在 ${characters} 个字符后中断或损坏。`,
  notJson: (host, status, type, start) =>
    `${host} 返回了 ${status}，但内容不是JSON${type ? `（${type}）` : ''}${start ? `：${start}` : ''}。`,
  redirect: (host, status, to) =>
    `${host} 返回了 ${status}，指向另一个地址${to ? ` ${to}` : ''}。没有跟随，以免他人得到Token。`,
  status: (host, status) => `${host} 返回了 ${status}，没有说明原因。`,
  notATask: (host, what) => `${host} 返回的JSON不是迁移任务：${what}。`,
  notAList: (host, what) => `${host} 返回的JSON不是任务列表：${what}。`,
  problem: {
    document: '文档',
    at: (place, problem) => `${place} ${problem}`,
    kinds: { value: '不是值', string: '缺失或不是文本', list: '不是列表', object: '不是对象' },
  },
  notASource: (host) => `${host} 返回的JSON不是源端服务器。`,
  notUpdated: (host) => `${host} 对更新的响应中没有任务ID。`,
  next: {
    page: '可能是途中的代理或门户代替SMS作了响应。请检查终端节点和代理。',
    broken: '途中有设备（例如代理）切断或改动了响应：请不经过它，或换一个代理。',
    redirect: '请将终端节点设为SMS本身的地址。门户可能要求您先登录。',
    endpoint: '请检查终端节点：必须是SMS的终端节点。',
  },
};

const status: Errors['status'] = {
  400: '服务拒绝了这些值。请对照限制检查后重试。',
  401: 'Token或签名被拒绝。Token有效期24小时：请重新获取。',
  403: '该账号没有权限。请向管理员申请IAM授权项 sms:server:getTask 和 sms:server:updateTask。',
  404: '该账号在此终端节点没有这个任务。请检查任务ID、账号和终端节点。',
  405: '该地址不接受这种调用。请检查终端节点。',
  408: '服务等待请求超时：线路缓慢或已中断。',
  409: '任务正忙。请重新读取任务后重试。',
  413: '请求太长，服务器不接受。请一次少修改一些磁盘和卷组。',
  415: '途中有设备改动了内容类型。请检查代理。',
  429: '服务繁忙。请等待几秒后重新执行该命令。',
  502: '网关没有从后面的服务得到正确的响应。请稍等一段时间再继续。',
  503: '服务过载或正在维护。请稍等一段时间再继续。',
  504: '网关等待后面的服务超时。请稍等一段时间再继续。',
  5: '服务端出现故障。请稍等一段时间再继续。',
};

const clockUnits = (seconds: number): string => {
  if (seconds < 5400) return `${Math.round(seconds / 60)} 分钟`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} 小时` : `${Math.round(seconds / 86_400)} 天`;
};

export const errors: Errors = {
  codes,
  transport,
  answer,
  status,
  otherCalls: {
    403: '该账号无权执行此操作。请向管理员申请权限。',
    404: '该账号下没有该名称的对象。请检查所填的名称和ID，以及终端节点。',
  },
  throughProxy: (proxy) => `按 HTTPS_PROXY 的设置，调用经由代理 ${proxy}。`,
  said: (code, message) => [code, message].filter(Boolean).join(': '),
  concerns: (what) => `涉及：${what.join('；')}`,
  sentences: (sentences) => sentences.join(''),
  andMore: (n) => `另有 ${n} 项`,
  actions: (actions) => `需要申请的IAM授权项：${actions}。`,
  clock: (seconds) => `本机时间比服务器${seconds < 0 ? '慢' : '快'} ${clockUnits(Math.abs(seconds))}。`,
  comeBack: (seconds, time) =>
    `服务要求等待 ${seconds} 秒，超过了剩余时间：请在 ${time} 之后再试，或用 --timeout 延长等待时间。`,
  tried: (times, seconds) => `在 ${seconds} 秒内尝试了 ${times} 次。`,
  requestId: (id) => `请求ID：${id}`,
  noRequestId: '请求ID：响应中没有。',
  noAnswerId: '请求ID：没有收到响应，因此没有。',
  retry: {
    answered: (code, host) => `${host} 返回 ${code}`,
    line: (why, seconds) =>
      seconds < 1 ? `还没有响应（${why}），正在重试 …` : `还没有响应（${why}），${seconds} 秒后重试 …`,
  },
};
